"""Tách câu (sentence bounds) that survive "PGS.TS.", "TP.", "2." and a missing space after the full stop."""

from __future__ import annotations

import re

from bienban.text.edges import trimmed

_STOP = re.compile(r"[.!?…][.!?…]*[\"”'’)\]]*")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(,;/.\-–])(?:tp|tx|tt|q|p|h|x|kp|ts|ths|pgs|gs|tskh|bs|ks|ls|cn|đ/c|đ\.c|đc|t\.ư|tw|"
    r"(?<!đầu )(?<!vật )(?<!thông )(?<!thứ )(?<!riêng )tư|st|nxb|tr|ubnd|"
    r"ub|cty|ct|pct|uv|bt|pbt|bscki{1,2}|mr|mrs|ms|dr|v\.v|vv|stt|no|kt|tm|tl|tuq|qđ|hđnd|gđ|pgđ)$"
)
"""Before a full stop, an abbreviation; "tư" is none (of "trung ương") where it ends "đầu tư", "vật tư", "thông tư"."""
_NUMBERED = re.compile(r"(?:^|[:;.,(\s])(?:\d{1,2}(?:\.\d{1,2}){0,3}|[ivx]{1,4}|[a-hđ])$")


def split_sentences(surface: str, folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Offsets of the sentences of one line, without blanks around them; together they cover all its words."""
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(surface, start, end):
        stop = match.end()
        if stop < end and not _ends(surface, folded, begin, match.start(), stop, end):
            continue
        _append(spans, surface, begin, stop)
        begin = stop
    _append(spans, surface, begin, end)
    return spans


def _append(spans: list[tuple[int, int]], surface: str, start: int, end: int) -> None:
    start, end = trimmed(surface, start, end)
    if start < end:
        spans.append((start, end))


def _ends(surface: str, folded: str, begin: int, dot: int, stop: int, limit: int) -> bool:
    following = surface[stop]
    before = surface[dot - 1] if dot > begin else " "
    mark = surface[dot:stop]
    if not following.isspace():
        if mark != "." or not following.isupper() or stop + 1 >= limit or not surface[stop + 1].islower():
            return False
        return (before.islower() or before.isdigit() or before in "%)\"”") and not _abbreviated(folded, begin, dot)
    index = stop
    while index < limit and surface[index].isspace():
        index += 1
    if index >= limit:
        return True
    following = surface[index]
    if mark[0] == "…" or mark.startswith(".."):
        return following.isupper()
    if not (following.isupper() or following.isdigit() or following in "\"“'‘(-–•+*"):
        return False
    return not (mark == "." and (_abbreviated(folded, begin, dot) or _enumerates(folded, begin, dot)))


def _abbreviated(folded: str, begin: int, dot: int) -> bool:
    return _ABBREVIATION.search(folded, max(begin, dot - 8), dot) is not None


def _enumerates(folded: str, begin: int, dot: int) -> bool:
    """Whether the full stop belongs to an enumerator ("1." after a colon or at the start), not to a sentence."""
    match = _NUMBERED.search(folded, max(begin, dot - 12), dot)
    if match is None:
        return False
    at = match.start()
    if at <= begin:
        return True
    previous = folded[at]
    if previous in ":;":
        return True
    return folded[max(begin, at - 2) : at + 1].rstrip().endswith((":", ";", "."))
