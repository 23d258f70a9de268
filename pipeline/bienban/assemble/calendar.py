"""Lịch của báo cáo (calendar): what dates without a year are resolved against. No clock."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis
from bienban.language.resolve_times import Calendar
from bienban.language.year_clues import infer_year

_DAY = re.compile(r"(\d{4}|XXXX)-(\d{2})-(\d{2})")


def calendar_of(analysis: Analysis) -> Calendar:
    """Lịch của một bản phân tích: the meeting's own day, else the year that the text's clues agree on."""
    meeting = analysis.meeting
    if meeting is not None and meeting.edtf is not None:
        days = _DAY.findall(meeting.edtf)
        if days:
            year, month, day = days[-1]
            return Calendar((None if year == "XXXX" else int(year), int(month), int(day)))
        if meeting.edtf[:4].isdigit():
            return Calendar(None, int(meeting.edtf[:4]))
    clue = infer_year(analysis)
    return Calendar(None, clue.year if clue is not None else None)
