"""Dấu đầu mục (enumerators): the marks that number or bullet the items of a list, at line starts and inline."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_WORDS = {
    "một": 1, "nhất": 1, "hai": 2, "nhì": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7,
    "tám": 8, "chín": 9, "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

_COUNT = r"mười hai|mười một|một|hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_RANK = r"mười hai|mười một|nhất|nhì|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười"
_COUNTS = tuple(_COUNT.split("|"))
_WORD = (
    rf"(?P<la>{_COUNT}) là(?![a-zà-ỹđ])(?P<la_end>\s*[,:]?)"
    rf"|(?<!chiều )(?<!sáng )(?<!tối )(?<!ngày )(?:(?:nhiệm vụ|nội dung|vấn đề|giải pháp|việc) )?thứ (?P<thu>{_RANK})"
    r"(?: là(?![a-zà-ỹđ])|(?=\s*[,:]))(?P<thu_end>\s*[,:]?)"
)
_PAREN = r"\((?P<pn>\d{1,2}|[ivx]{1,4}|[a-hđ])\)"
_CLOSED = r"(?P<cn>\d{1,2}|[a-hđ])\)(?=\s*\S)"

_AT_LINE = re.compile(
    rf"(?:{_WORD}|{_PAREN}|{_CLOSED}"
    r"|(?P<dec>\d{1,2}(?:\.\d{1,2}){1,3})\.?(?=\s)"
    r"|(?P<dot>\d{1,2})[.](?=\s*[^\d\s])"
    r"|(?P<dash>\d{1,2})\s?[-/](?=\s*[^\d\s])"
    r"|(?P<rom>[ivx]{1,5})\s?[.)/-](?=\s)"
    r"|(?P<alp>[a-hđ])[.,](?=\s)"
    r"|(?P<head>(?:nhiệm vụ|nội dung|giải pháp|điều) \d{1,2})\s?[.:]"
    r"|(?P<bul>\*\*|[-+*•●▪■♦✓»>]|o(?=\s))(?=\s*\S))"
)
_INLINE = re.compile(
    rf"(?:(?<=[\s:;.,])|(?<=^)){_PAREN}"
    rf"|(?<=[\s:;.,])(?P<cn>\d{{1,2}}|[a-h])\)(?=\s)"
    rf"|(?<![\w-])(?:{_WORD})"
    r"|(?<=[:;.] )(?P<dot>\d{1,2})[.](?=\s*[^\d\s])"
    r"|(?<=[:;.] )(?P<dash>\d{1,2})-(?=\s*[^\d\s])"
    r"|(?<=[:;.] )(?P<bul>[-+*•●▪])(?=\s+\S)"
)

_BEFORE_RANK = ("", ":", ";", ",", ".", "-")
"""What stands before "thứ hai" that counts; after a word it is a weekday."""
_SPARK = re.compile(r"[\d)•●▪:;.](?:(?<=[)•●▪])|(?<=\d)[.-] |(?<=[:;.]) [-+*] )")
"""What every inline mark but the words has in it; most sentences have none and are spared the long pattern."""

_STYLE = {
    "la": "word-la", "thu": "word-thu", "pn": "paren", "cn": "closed", "dec": "decimal", "dot": "dot",
    "dash": "dash", "rom": "roman", "alp": "alpha", "head": "headed", "bul": "bullet",
}  # fmt: skip

_AFTER_BREAK = re.compile(
    rf"\W(?=[(•●▪+*-]|\d{{1,2}}[).-]|[a-h]\)|(?:{_COUNT}) là|(?:nhiệm vụ |nội dung |vấn đề |giải pháp |việc )?thứ )"
)
"""A break before what an inline mark begins with: the long pattern is tried only there."""


class Enumerator(NamedTuple):
    """Một dấu đầu mục: offsets of the mark, where the item's words begin, style and ordinal (0: none)."""

    start: int
    end: int
    body: int
    style: str
    ordinal: int

    @property
    def level(self) -> str:
        """Styles that may stand for one another within one list."""
        return self.style


def at_line_start(folded: str, start: int, end: int) -> Enumerator | None:
    """The enumerator that ``folded[start:end]`` begins with, or None."""
    match = _AT_LINE.match(folded, start, end)
    return None if match is None else _make(folded, match, end)


def inline(folded: str, start: int, end: int) -> list[Enumerator]:
    """All enumerators inside a run of text, in order; ordinals are not checked for order here."""
    if _SPARK.search(folded, start, end) is None and not _has_word_mark(folded, start, end):
        return []
    marks = [_make(folded, match, end) for match in _inline_matches(folded, start, end)]
    return [mark for mark in marks if mark.style != "word-thu" or folded[start : mark.start].rstrip()[-1:] in _BEFORE_RANK]


def _inline_matches(folded: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """What ``_INLINE.finditer`` finds, an order of magnitude faster."""
    reach = start
    match = _INLINE.match(folded, start, end)
    if match is not None:
        reach = match.end()
        yield match
    for after in _AFTER_BREAK.finditer(folded, start, end):
        if after.end() >= reach and (match := _INLINE.match(folded, after.end(), end)) is not None:
            reach = match.end()
            yield match


def _has_word_mark(folded: str, start: int, end: int) -> bool:
    if folded.find("thứ ", start, end) >= 0:
        return True
    at = folded.find(" là", start, end)
    while at >= 0:
        if folded.endswith(_COUNTS, start, at):
            return True
        at = folded.find(" là", at + 3, end)
    return False


def _make(folded: str, match: re.Match[str], limit: int) -> Enumerator:
    groups = match.groupdict()
    key = next(name for name in _STYLE if groups.get(name) is not None)
    raw = groups[key]
    end = match.end()
    trailing = groups.get(f"{key}_end")
    mark_end = end - len(trailing) if trailing else end
    body = end
    while body < limit and folded[body] in " ,:":
        body += 1
    style = _STYLE[key]
    if style == "word-thu" and folded.startswith("là ", body):
        body += len("là ")
    if style in ("paren", "closed") and not raw[0].isdigit():
        style += "-alpha" if raw not in ("i", "ii", "iii", "iv", "v", "vi") else "-roman"
    return Enumerator(match.start(), mark_end, body, style, _ordinal(key, raw))


def _ordinal(key: str, raw: str) -> int:
    if key in ("la", "thu"):
        return _WORDS[raw]
    if key == "bul":
        return 0
    if key == "head":
        return int(raw.rsplit(" ", 1)[1])
    if key == "dec":
        return int(raw.rsplit(".", 1)[1])
    if raw.isdigit():
        return int(raw)
    if key == "rom" or raw in ("i", "ii", "iii", "iv", "v", "vi"):
        return _roman(raw)
    return "abcdđeghiklm".find(raw) + 1 if raw in "abcdđegh" else 0


def _roman(raw: str) -> int:
    total = 0
    for char, following in zip(raw, [*raw[1:], ""], strict=True):
        value = _ROMAN[char]
        total += -value if following and _ROMAN[following] > value else value
    return total
