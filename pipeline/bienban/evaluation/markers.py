"""Phần sinh tự động (generated parts) of a document: what stands between ``<!-- NAME:start -->`` and ``<!-- NAME:end -->``."""

from __future__ import annotations

from pathlib import Path

from bienban.errors import InputError


def write_part(path: Path, name: str, text: str) -> None:
    """Ghi một phần (write a part) of the file at ``path``; ``InputError`` where it or its two marker lines are missing."""
    begin, end = f"<!-- {name}:start -->", f"<!-- {name}:end -->"
    try:
        whole = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError.unreadable(str(path), error.strerror or type(error).__name__) from error
    head, found, rest = whole.partition(begin)
    _, closed, tail = rest.partition(end)
    if not found or not closed:
        raise InputError.unreadable(str(path), f"the lines {begin} and {end} are missing")
    path.write_text(f"{head}{begin}\n{text.strip()}\n{end}{tail}", encoding="utf-8", newline="\n")
