"""Nối dòng ngắt cứng (hard wraps): which newlines of a text are mere line wraps.

Official documents exported from PDF or typed for a fixed column break a line every 60 to 100 characters, in the
middle of names, symbols and dates. Such breaks are found here; nothing is rewritten.
"""

from __future__ import annotations

import re

_LINE = re.compile(r"[^\n]*\n?")
_ITEM = re.compile(r"\s*(?:[-+*•●▪–—]\s|\(?\d{1,2}[.)/-]|\(?[a-zđ][.)]\s|[IVX]{1,5}[.)/-]|Điều\s+\d)")
_TERMINAL = ".:;!?…”\"|"
_SHORTEST, _LONGEST = 42, 130
_WRAPPED_SHARE = 0.4
_SURE_WRAPS = 3


def wraps(text: str) -> list[int]:
    """Offsets of the newlines in ``text`` that only wrap a line, in order."""
    if text.count("\n") < 2:
        return []
    lines = [(m.start(), m.end()) for m in _LINE.finditer(text) if m.end() > m.start()]
    open_ended = [_is_open(text, *line) for line in lines]
    column = _is_column(text, lines, open_ended)
    found: list[int] = []
    for index, (start, end) in enumerate(lines[:-1]):
        if open_ended[index] and _continues(text, lines[index + 1], column):
            found.append(start + len(text[start:end].rstrip("\n")))
    return found


def _is_open(text: str, start: int, end: int) -> bool:
    line = text[start:end].rstrip()
    return _SHORTEST <= len(line) <= _LONGEST and line[-1] not in _TERMINAL and text[end - 1] == "\n"


def _is_column(text: str, lines: list[tuple[int, int]], open_ended: list[bool]) -> bool:
    """Whether the text as a whole is set in a narrow column: no long line, and lines that surely run on."""
    filled = [(a, b) for a, b in lines if text[a:b].strip()]
    if len(filled) < 8 or max(b - a for a, b in filled) > _LONGEST + 20:
        return False
    if sum(open_ended) >= _WRAPPED_SHARE * len(filled):
        return True
    starts = (text[a:b].lstrip()[:1] for a, b in lines[1:])
    return sum(is_open and first.islower() for is_open, first in zip(open_ended, starts, strict=False)) >= _SURE_WRAPS


def _continues(text: str, line: tuple[int, int], column: bool) -> bool:
    start, end = line
    following = text[start:end].strip()
    if not following or _ITEM.match(following):
        return False
    first = following[0]
    if first.islower() or (first in ",;)" and column):
        return True
    return column and (first.isalnum() or first in "(“\"") and not following[:20].isupper()
