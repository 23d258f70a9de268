"""Bộ đọc (readers): what a file format must give: its text, and what was worth a note on the way."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from bienban.records import ReportWarning


class Reading(NamedTuple):
    """Bản đọc: the text of a file before canonicalisation, with the facts the record keeps of its source."""

    text: str
    media_type: str
    encoding: str | None
    notes: tuple[ReportWarning, ...]


class Reader(Protocol):
    """Giao thức bộ đọc: bytes in, a :class:`Reading` out; raises ``InputError`` for what it cannot read."""

    media_types: tuple[str, ...]

    def read(self, data: bytes) -> Reading: ...
