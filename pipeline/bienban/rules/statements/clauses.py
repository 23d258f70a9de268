"""Tách vế (clauses): the pieces of a sentence between semicolons and list markers. Commas do not split."""

from __future__ import annotations

import re

from bienban.language.analysis import Clause, Line, Sentence
from bienban.language.enumerators import Enumerator, at_line_start, inline

_BREAK = re.compile(r"[;\"()]")
_ALSO = re.compile(
    r", (?:và )?(?=đồng thời (?:yêu cầu|đề nghị|giao|mong|kiến nghị|đề xuất|cam kết|khẳng định|lưu ý|nhấn mạnh|chỉ đạo|"
    r"cảm ơn|chúc|tin tưởng|biểu dương|ghi nhận)\b)"
)
_MOST_QUOTED = 400


def split_clauses(folded: str, sentence: Sentence, line: Line) -> list[Clause]:
    """The clauses of one sentence, in order, each with the marker it stands behind."""
    start, end = sentence.start, _without_stop(folded, sentence.start, sentence.end)
    marks = _valid(folded, inline(folded, start, end))
    first = None
    if line.marker is not None and folded[line.marker[1] : start].strip(" .,:-)/") == "":
        first = at_line_start(folded, line.start, line.end)
    elif line.marker is None:
        first = _at_sentence_start(folded, start, end)
    elif (mark := _at_sentence_start(folded, start, end)) is not None and mark.style.startswith("paren"):
        # An item may count on in brackets, a sentence for each count.
        first = mark
    clauses: list[Clause] = []
    pending = first
    begin = first.body if first is not None and first.start == start else start
    index = 0
    for cut in [*_semicolons(folded, start, end), end]:
        while index < len(marks) and marks[index].start < cut:
            mark = marks[index]
            index += 1
            if mark.start > begin:
                _add(clauses, folded, sentence, begin, mark.start, pending)
            pending, begin = mark, mark.body
        _add(clauses, folded, sentence, begin, cut, pending)
        pending, begin = None, cut + 1
    return clauses


def _at_sentence_start(folded: str, start: int, end: int) -> Enumerator | None:
    """A number that opens a sentence inside a line ("… như sau: 1. Giao … 2. Yêu cầu …")."""
    mark = at_line_start(folded, start, end)
    if mark is None or mark.style in ("roman", "alpha", "decimal", "headed") or mark.body >= end:
        return None
    return mark if mark.style != "bullet" or folded[mark.end : mark.end + 1] == " " else None


def _add(clauses: list[Clause], folded: str, sentence: Sentence, start: int, end: int, mark: Enumerator | None) -> None:
    while start < end and folded[start] in ' ,.;:"-':
        start += 1
    while end > start and folded[end - 1] in " ,;-":
        end -= 1
    if start >= end:
        return
    clause = Clause(start, end, start, section=sentence.section, line=sentence.line)
    if mark is not None:
        clause.marker, clause.style, clause.ordinal = (mark.start, mark.end), mark.style, mark.ordinal
    clauses.append(clause)


def _without_stop(folded: str, start: int, end: int) -> int:
    while end > start and folded[end - 1] in " .!?…/|":
        end -= 1
    if end > start and folded[end - 1] == '"' and folded.count('"', start, end) % 2:
        end -= 1
    return end


def _semicolons(folded: str, start: int, end: int) -> list[int]:
    """Offsets of the semicolons that stand outside parentheses and quotations."""
    found: list[int] = []
    depth = 0
    closing = -1
    for match in _BREAK.finditer(folded, start, end) if folded.find(";", start, end) >= 0 else ():
        at, char = match.start(), match.group()
        if at < closing:
            continue
        if char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif char == '"':
            closing = _closing_quote(folded, at, end)
        elif depth == 0:
            found.append(at)
    if folded.find("đồng thời ", start, end) >= 0:
        found += [match.start() for match in _ALSO.finditer(folded, start, end)]
        found.sort()
    return found


def _closing_quote(folded: str, at: int, end: int) -> int:
    if folded.endswith((": ", ":"), 0, at):
        return -1
    close = folded.find('"', at + 1, min(end, at + _MOST_QUOTED))
    inside = folded[at + 1 : close] if close > 0 else ""
    return close if close > 0 and inside.count(";") < 2 else -1


def _valid(folded: str, marks: list[Enumerator]) -> list[Enumerator]:
    """Drop marks that are no list: a lone "(2)" in running text, a letter that counts nothing."""
    if not marks:
        return marks
    kept: list[Enumerator] = []
    last: dict[str, int] = {}
    for mark in marks:
        expected = last.get(mark.style)
        if mark.style in ("bullet", "word-la", "word-thu"):
            kept.append(mark)
        elif _follows(mark, expected):
            last[mark.style] = mark.ordinal
            kept.append(mark)
    numbered = {style for style in last if sum(m.style == style for m in kept) > 1}
    single = ("paren", "paren-alpha", "paren-roman", "closed", "closed-alpha", "dot", "dash")
    return [m for m in kept if m.style not in single or m.style in numbered or m.style == "paren" or _opens(folded, m)]


def _follows(mark: Enumerator, expected: int | None) -> bool:
    """Whether the ordinal begins a count or goes on from the last of its style."""
    if expected is None:
        return mark.ordinal <= 1 or mark.style == "paren"
    return expected < mark.ordinal <= expected + 3


def _opens(folded: str, mark: Enumerator) -> bool:
    return mark.ordinal == 1 and folded[max(0, mark.start - 2) : mark.start].rstrip().endswith(":")
