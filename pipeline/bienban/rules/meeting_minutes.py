"""Biên bản (minutes): what their heading says they are minutes of, and whose meeting it was."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis
from bienban.rules.meeting_organizers import subject_before

_HEADING_MOST, _OPENING_MOST = 14, 6
_MINUTES = re.compile(r"biên bản[ :]*")
_MEETING_WORD = re.compile(r"(?<!\w)(?:họp|cuộc họp|phiên họp|hội nghị|sinh hoạt|đại hội|làm việc|giao ban|đối thoại)(?!\w)")
_MET = re.compile(r" (?:tiến hành |tổ chức )?họp(?!\w)")


def minutes_heading(analysis: Analysis) -> tuple[int, int, int, int] | None:
    """Tiêu đề biên bản: (start, end of the word for the meeting, end, number of the line below), or None where none stands."""
    lines = analysis.lines[:_HEADING_MOST]
    for index, line in enumerate(lines):
        heading = _MINUTES.match(analysis.folded, line.start, line.end)
        if heading is None:
            continue
        start, end, below = heading.end(), line.end, index + 1
        if start >= end and below < len(lines):
            start, end, below = lines[below].start, lines[below].end, below + 1
        word = _MEETING_WORD.match(analysis.folded, start, end)
        return (start, word.end(), end, below) if word is not None else None
    return None


def minutes_issuer(analysis: Analysis) -> tuple[int, int] | None:
    """Đơn vị họp: the body that the opening of the minutes says met, else the last one in the letterhead."""
    if minutes_heading(analysis) is None:
        return None
    for sentence in analysis.sentences[:_OPENING_MOST]:
        for met in _MET.finditer(analysis.folded, sentence.start, sentence.end):
            subject = subject_before(analysis, sentence.start, met.start() + 1)
            if subject is not None:
                return subject
    return _letterhead_body(analysis)


def _letterhead_body(analysis: Analysis) -> tuple[int, int] | None:
    """The last line of the letterhead, above its rule or the national motto, that is the name of a body."""
    found = None
    heads = analysis.org_heads or {}
    for line in analysis.lines[:_HEADING_MOST]:
        if line.role != "letterhead" or analysis.folded.startswith(("cộng hòa", "đảng cộng sản", "biên bản", "độc lập", "đoàn tncs"), line.start):
            break
        if any(char.isalpha() for char in analysis.surface[line.start : line.end]):
            found = (line.start, line.end) if line.start in heads else None
    return found
