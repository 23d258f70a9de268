"""Mép của một đoạn (edges): where a stretch of text begins and ends without the blanks and marks around it."""

from __future__ import annotations


def trimmed(text: str, start: int, end: int, marks: str | None = None) -> tuple[int, int]:
    """Bỏ mép (trim): offsets of ``text[start:end]`` without the ``marks`` at either end; blanks when none are given."""
    piece = text[start:end]
    rest = piece.lstrip(marks)
    begin = end - len(rest)
    return begin, begin + len(rest.rstrip(marks))
