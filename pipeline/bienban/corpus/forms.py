"""Dạng xuất (forms of export), apart from the code that writes them, so that the command line needs to load nothing to name them."""

from __future__ import annotations

from enum import StrEnum


class Form(StrEnum):
    """Dạng xuất (form): ``xlsx`` and ``csv`` are for people, under Vietnamese headings; the others are for programs."""

    XLSX = "xlsx"
    CSV = "csv"
    CSV_PLAIN = "csv-plain"
    JSONL = "jsonl"
    PARQUET = "parquet"
