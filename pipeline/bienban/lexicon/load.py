"""Nạp từ vựng (lexicons): TOML word lists and CSV tables, read once, never changed.

A TOML file holds one table per cue class, either ``forms = ["…", …]`` or ``values = [["form", "value"], …]``.
Every form has the stable id ``class/slug``, for example ``role.chair/chu-tri``. A class marked ``scan = false`` is not
looked for in every text: it is only tried where another word has opened the way to it.
"""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

__all__ = ["Entry", "alternation", "classes", "forms", "scanned", "slug", "table", "values"]


@dataclass(frozen=True, slots=True)
class Entry:
    """Một mục từ: a surface form with its class, value and stable id."""

    form: str
    cue: str
    value: str
    id: str


def slug(form: str) -> str:
    """Dạng không dấu của một mục từ, dùng làm định danh: ASCII, hyphenated."""
    plain = unicodedata.normalize("NFD", form.lower().replace("đ", "d"))
    kept = "".join(c if c.isascii() and c.isalnum() else " " for c in plain if not unicodedata.combining(c))
    return "-".join(kept.split())


@cache
def _bodies() -> dict[str, dict[str, Any]]:
    out: dict[str, dict[str, Any]] = {}
    folder = files("bienban.lexicon") / "data"
    for path in sorted((p for p in folder.iterdir() if p.name.endswith(".toml")), key=lambda p: p.name):
        for cue, body in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if cue in out:
                raise ValueError(f"cue class {cue!r} defined twice (again in {path.name})")
            out[cue] = body
    return out


@cache
def classes() -> MappingProxyType[str, tuple[Entry, ...]]:
    """Toàn bộ lớp từ: every cue class of every TOML file, in file order."""
    out: dict[str, tuple[Entry, ...]] = {}
    for cue, body in _bodies().items():
        pairs = [(form, "") for form in body.get("forms", [])] + [(f, v) for f, v in body.get("values", [])]
        out[cue] = tuple(Entry(form, cue, value, f"{cue}/{slug(form)}") for form, value in pairs)
    return MappingProxyType(out)


@cache
def scanned() -> frozenset[str]:
    """Các lớp từ tìm trên toàn văn bản: the names of the classes that are not marked ``scan = false``."""
    return frozenset(cue for cue, body in _bodies().items() if body.get("scan", True))


def forms(cue: str) -> tuple[str, ...]:
    """Các dạng của một lớp từ, in file order."""
    return tuple(entry.form for entry in classes()[cue])


def alternation(*cues: str) -> str:
    """Một phần biểu thức chính quy: the forms of the classes as alternatives, the longest first, folded by the caller's text."""
    longest = sorted({form for cue in cues for form in forms(cue)}, key=len, reverse=True)
    return "(?:" + "|".join(re.escape(form) for form in longest) + ")"


def values(cue: str) -> dict[str, str]:
    """Ánh xạ dạng → giá trị của một lớp từ."""
    return {entry.form: entry.value for entry in classes()[cue]}


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Bảng CSV (``provinces``, ``abbreviations`` …) as a tuple of rows; treat the rows as read-only."""
    path = files("bienban.lexicon") / "data" / f"{name}.csv"
    return tuple(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
