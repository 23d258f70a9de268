"""Biên bản (minutes): what their heading says they are minutes of, and whose meeting it was."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis
from bienban.language.organizations import organization_at
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
    heading = minutes_heading(analysis)
    if heading is None:
        return None
    for sentence in analysis.sentences[:_OPENING_MOST]:
        for met in _MET.finditer(analysis.folded, sentence.start, sentence.end):
            subject = subject_before(analysis, sentence.start, met.start() + 1)
            if subject is not None:
                return subject
    body = _letterhead_body(analysis)
    if body is not None and analysis.folded[slice(*body)] in _BARE:
        return _named_in_heading(analysis, heading[1], heading[2]) or body
    return body


_BARE = ("ban chấp hành", "ban thường vụ", "ban thường trực", "thường trực", "ban giám hiệu")
"""Committees whose name alone does not say of what."""


def _named_in_heading(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The body whose name opens what the minutes are of ("BIÊN BẢN HỌP | BAN CHẤP HÀNH CÔNG ĐOÀN")."""
    at = start + len(analysis.surface[start:end]) - len(analysis.surface[start:end].lstrip())
    reach = organization_at(analysis, at, end)
    return None if reach is None else (at, reach)


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
