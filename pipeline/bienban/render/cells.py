"""Ô bảng (cells): what may stand in a cell of a spreadsheet, the same for workbooks and for CSV."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import NamedTuple
from urllib.parse import urlsplit

REPLACEMENT = "\ufffd"
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NEWLINES = re.compile("\r\n?")
_SCHEMES = ("http", "https")
_ESCAPES = str.maketrans({char: f"%{ord(char):02X}" for char in ' "#%<>?[]^`{}'})


class Link(NamedTuple):
    """Liên kết (link): words to show and where they lead, always made by one of the three constructors.

    ``target`` is ``internal:…``, ``external:…`` or a web address. Text of a report never becomes a link by itself.
    """

    text: str
    target: str

    @classmethod
    def file(cls, path: str | PurePath, text: str | None = None) -> Link:
        """Tới tệp (file): a file beside the workbook (relative path) or anywhere (absolute path)."""
        return cls(text if text is not None else PurePath(path).name, f"external:{_address(printable(str(path)))}")

    @classmethod
    def web(cls, address: str, text: str | None = None) -> Link:
        """Tới trang web (web): ``ValueError`` for any scheme but http and https."""
        if urlsplit(address).scheme not in _SCHEMES:
            raise ValueError("a link to the web begins with http:// or https://")
        return cls(text if text is not None else address, address)

    @classmethod
    def sheet(cls, name: str, cell: str, text: str) -> Link:
        """Tới ô khác (sheet): ``cell`` ("A1") of the sheet ``name`` of the same workbook."""
        quoted = name.replace("'", "''")
        return cls(text, f"internal:'{quoted}'!{cell}")


Cell = str | int | float | bool | date | Link | None


def _address(path: str) -> str:
    """A path as an address: "#" would begin a place inside the file, "%20" be taken for a blank. Where neither is, the writer escapes by itself."""
    return path.translate(_ESCAPES) if "#" in path or "%" in path else path


def printable(text: str) -> str:
    """Chữ in được (printable): newlines as LF; what no XML or UTF-8 file can hold becomes U+FFFD, one for one."""
    return _ILLEGAL.sub(REPLACEMENT, _NEWLINES.sub("\n", text))


def utf16_length(text: str) -> int:
    """Độ dài UTF-16: the length a spreadsheet program counts, which sees two units beyond U+FFFF."""
    return len(text) + sum(char > "\uffff" for char in text) if not text.isascii() else len(text)


def cut(text: str, most: int, mark: str) -> str:
    """Cắt (cut): ``text``, or as much of it as leaves room for ``mark`` within ``most`` UTF-16 units."""
    if utf16_length(text) <= most:
        return text
    kept = text[: most - utf16_length(mark)]
    while utf16_length(kept) + utf16_length(mark) > most:
        kept = kept[: -max(1, (utf16_length(kept) + utf16_length(mark) - most) // 2)]
    return kept + mark


def as_text(cell: Cell) -> str:
    """Ô thành chữ (cell as text): dates as dd/mm/yyyy, yes and no in Vietnamese, nothing as the empty string."""
    if cell is None or cell != cell:
        return ""
    if isinstance(cell, Link):
        return cell.text
    if isinstance(cell, bool):
        return "Có" if cell else "Không"
    return f"{cell.day:02}/{cell.month:02}/{cell.year:04}" if isinstance(cell, date) else str(cell)
