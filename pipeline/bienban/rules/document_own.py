"""Số của chính văn bản (own number): the number and date at the head of a report that is itself an official document."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, DocumentCandidate, Line, TimeMention
from bienban.rules.document_symbols import blank_symbol, read_typed

_NUMBER = re.compile(r"(?:^|(?<=\|)[ ]?|(?<=\n))số[ ]*:?[ ]*(?=[\d….\s]{0,20}[/-]|\d)")
_DATE = re.compile(r"ngày[ ]*(?P<d>\d{1,2}|[….]{0,20})[ ]*tháng[ ]*(?P<m>\d{1,2}|[….]{0,20})[ ]*năm[ ]*(?P<y>(?:19|20)\d\d)(?!\d)")
_HEAD_LINES = 16
_NUMBER_MOST, _DATELINE_MOST = 160, 200


def read_own(analysis: Analysis) -> DocumentCandidate | None:
    """Đọc số, ký hiệu và ngày của chính báo cáo; None where it carries no number of its own.

    A draft whose number is left blank ("Số:   /TB-UBND") gives a candidate without symbol.
    """
    for line in analysis.lines[:_HEAD_LINES]:
        found = _number(analysis, line)
        if found is not None:
            found.issued = _date(analysis, found.end)
            if found.year is None and found.issued is not None:
                found.year = found.issued.year
            return found
    return None


def _number(analysis: Analysis, line: Line) -> DocumentCandidate | None:
    text = analysis.folded[line.start : min(line.end, line.start + _NUMBER_MOST)]
    match = _NUMBER.search(text) if "số" in text else None
    if match is None or (match.start() and line.role != "letterhead" and line.end - line.start > _NUMBER_MOST // 2):
        return None
    begin = line.start + match.start() + (text[match.start()] == " ")
    position = line.start + match.end()
    symbol = read_typed(analysis.surface, analysis.folded, position, False)
    if symbol is not None and symbol.end <= line.end and (symbol.types or symbol.year or symbol.issuers):
        kind = symbol.types[0] if symbol.types else "official_letter"
        return DocumentCandidate(
            begin,
            symbol.end,
            kind,
            symbol.text,
            symbol.number,
            symbol.year,
            list(symbol.issuers),
            rule="document.own",
        )
    blank = blank_symbol(analysis.surface, position)
    if blank is None or blank[0] > line.end:
        return None
    return DocumentCandidate(begin, blank[0], blank[1].types[0], rule="document.own.draft", score=0.8)


def _date(analysis: Analysis, number_end: int) -> TimeMention | None:
    """The date of the place-and-date line; a blank day or month is left out.

    Where the text has lost its line breaks, the date stands right behind the number.
    """
    for line in analysis.lines[:_HEAD_LINES]:
        joined = line.start < number_end < line.end
        if line.end - line.start > _DATELINE_MOST and not joined:
            continue
        start = number_end if joined else line.start
        match = _DATE.search(analysis.folded, start, min(line.end, start + _DATELINE_MOST))
        if match is None or not _is_dateline(analysis, start, match.start()):
            continue
        day = int(match.group("d")) if match.group("d").isdigit() else None
        month = int(match.group("m")) if match.group("m").isdigit() else None
        if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
            continue
        form = "date.dmy" if day and month else "date.my" if month else "date.year"
        return TimeMention(match.start(), match.end(), form, int(match.group("y")), month, day if month else None)
    return None


def _is_dateline(analysis: Analysis, begin: int, start: int) -> bool:
    """Whether a place and a comma, and nothing else, stand before the date on its line (or in its table cell)."""
    before = analysis.surface[begin:start].rsplit("|", 1)[-1].strip()
    return before == "" or (before.endswith(",") and len(before) < 60)
