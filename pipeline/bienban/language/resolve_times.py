"""Quy mốc thời gian ra lịch (EDTF): a mention and the report's own date give a value a record may hold.

What the words do not say comes from the calendar of the report and is marked as inferred; a year nobody gives is
``XXXX``. Vague, recurring and relative times have no value.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from bienban.language.analysis import Analysis, TimeMention
from bienban.language.time_forms import on_calendar
from bienban.language.year_clues import year_clue
from bienban.records.edtf import check_edtf

__all__ = ["Calendar", "calendar_of", "edtf"]

_UNKNOWN = "XXXX"
_NO_VALUE = frozenset(("clock", "date.relative", "date.lunar", "period.impossible", "date.day"))
_SCHOOL_START, _SCHOOL_END = 8, 7
_ROLL_OVER_MONTHS = 6


@dataclass(frozen=True, slots=True)
class Calendar:
    """Lịch của báo cáo: the day of the meeting and the year its yearless dates belong to."""

    meeting_date: tuple[int | None, int, int] | None = None
    """(year or None, month, day)"""
    default_year: int | None = None

    @property
    def year(self) -> int | None:
        """The year that yearless mentions take: the given one, else that of the meeting."""
        if self.default_year is not None:
            return self.default_year
        return self.meeting_date[0] if self.meeting_date is not None else None

    @property
    def today(self) -> str | None:
        """The meeting's day as EDTF, or None when its day and month are unknown."""
        if self.meeting_date is None:
            return None
        year, month, day = self.meeting_date
        return _date(year if year is not None else self.year, month, day)


def calendar_of(analysis: Analysis) -> Calendar:
    """Lịch của một bản phân tích: the meeting's day and year as found, else the year the report's clues give."""
    meeting = analysis.meeting
    clue = year_clue(analysis, meeting.date if meeting is not None else None)
    year = clue.year if clue is not None else None
    written = (meeting.edtf or "")[:4] if meeting is not None else ""
    year = int(written) if written.isdigit() else year
    if meeting is None or meeting.date is None or meeting.date.month is None or meeting.date.day is None:
        return Calendar(None, year)
    return Calendar((year, meeting.date.month, meeting.date.day), year)


def edtf(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Giá trị EDTF của một mốc, và giá trị ấy có phải suy ra từ báo cáo không.

    ``(None, False)`` for what has no place on the calendar. A deadline half a year or more behind the meeting
    is taken to be in the following year.
    """
    if mention.vague or mention.recurring or mention.form in _NO_VALUE:
        return None, False
    special = _SPECIAL.get(mention.form)
    value, inferred = special(mention, calendar) if special is not None else _plain(mention, calendar)
    if value is None:
        return None, False
    try:
        return check_edtf(value), inferred
    except ValueError:
        return None, False


def _plain(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    low, high, inferred = _ends(mention, calendar)
    if low is None or high is None:
        return None, False
    if mention.bound == "until":
        return f"../{high}", inferred
    if mention.bound == "from":
        return f"{low}/..", inferred
    return (low if low == high else f"{low}/{high}"), inferred


def _date(year: int | None, month: int | None = None, day: int | None = None) -> str:
    text = _UNKNOWN if year is None else f"{year:04d}"
    if month is not None:
        text += f"-{month:02d}"
        if day is not None:
            text += f"-{day:02d}"
    return text


def _ends(mention: TimeMention, calendar: Calendar) -> tuple[str | None, str | None, bool]:
    """First and last date of the mention, and whether the year came from the calendar."""
    inferred = mention.year is None and mention.until_year is None and calendar.year is not None
    year = mention.year
    if year is None and mention.until_year is None and calendar.year is not None:
        year = calendar.year + mention.shift + _roll_over(mention, calendar)
    if mention.quarter is not None:
        quarter = f"{_date(year)}-{32 + mention.quarter}"
        return quarter, quarter, inferred
    if year is None and mention.month is None and mention.until_year is None:
        return None, None, False
    if mention.form == "period.school_year" and mention.until_year is not None:
        return _date(year, _SCHOOL_START), _date(mention.until_year, _SCHOOL_END), False
    low = _sound(year, mention.month, mention.day)
    if mention.until_year is None and mention.until_month is None and mention.until_day is None:
        return low, low, inferred
    last = mention.until_year
    if last is None and year is not None:
        crosses = mention.month is not None and mention.until_month is not None and mention.month > mention.until_month
        last = year + crosses
    return low, _sound(last, mention.until_month, mention.until_day, clip=mention.form == "date.part"), inferred


def _sound(year: int | None, month: int | None, day: int | None, *, clip: bool = False) -> str | None:
    """The date; None for 29/2 of a common year, or its 28th where ``clip`` says the month's end is meant."""
    if day is None or month is None or on_calendar(day, month, year):
        return _date(year, month, day)
    return _date(year, month, 28) if clip else None


def _roll_over(mention: TimeMention, calendar: Calendar) -> int:
    """1 for a deadline whose month is long past at the meeting (in November: trước ngày 15/01)."""
    if mention.governor not in ("before", "latest") or calendar.meeting_date is None or mention.month is None:
        return 0
    return int(calendar.meeting_date[1] - mention.month >= _ROLL_OVER_MONTHS)


def _from_now(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Từ nay đến …: the meeting's day to the end named; without a meeting day, open at the start."""
    year = mention.until_year if mention.until_year is not None else calendar.year
    if mention.quarter is not None:
        high: str | None = f"{_date(year)}-{32 + mention.quarter}"
    elif year is None and mention.until_month is None:
        return None, False
    elif mention.until_month is None and mention.until_year is None:
        high = _date(year, 12)
    else:
        high = _sound(year, mention.until_month, mention.until_day)
    if high is None:
        return None, False
    if mention.until_year is None and year is not None and calendar.today is not None and high < calendar.today[: len(high)]:
        high = f"{year + 1:04d}{high[4:]}"
    inferred = calendar.today is not None or (mention.until_year is None and year is not None)
    return f"{calendar.today or '..'}/{high}", inferred


def _to_now(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Từ … đến nay: up to the meeting's day."""
    year = mention.year if mention.year is not None else calendar.year
    if year is None and mention.month is None:
        return None, False
    month = mention.month if mention.quarter is None else 3 * mention.quarter - 2
    low = _sound(year, month, mention.day)
    if low is None:
        return None, False
    return f"{low}/{calendar.today or '..'}", True


def _rest_of_year(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Những tháng còn lại của năm: from the meeting's month to December."""
    year = mention.year if mention.year is not None else calendar.year
    if year is None:
        return None, False
    start = _date(year, calendar.meeting_date[1]) if calendar.meeting_date is not None else ".."
    if mention.bound == "until":
        start = ".."
    return f"{start}/{_date(year, 12)}", True


def _this_month(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Tháng này, tháng tới: counted from the meeting's month."""
    if calendar.meeting_date is None:
        return None, False
    month = calendar.meeting_date[1] - 1 + mention.shift
    year = calendar.meeting_date[0] if calendar.meeting_date[0] is not None else calendar.year
    value = _date(None if year is None else year + month // 12, month % 12 + 1)
    return f"../{value}" if mention.bound == "until" else value, True


def _this_quarter(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Quý này, quý tới: counted from the meeting's quarter."""
    if calendar.meeting_date is None:
        return None, False
    quarter = (calendar.meeting_date[1] - 1) // 3 + mention.shift
    year = calendar.meeting_date[0] if calendar.meeting_date[0] is not None else calendar.year
    value = f"{_date(None if year is None else year + quarter // 4)}-{33 + quarter % 4}"
    return f"../{value}" if mention.bound == "until" else value, True


def _duration(mention: TimeMention, calendar: Calendar) -> tuple[str | None, bool]:
    """Trong vòng N ngày: counted from the meeting's day."""
    if calendar.meeting_date is None or calendar.year is None:
        return None, False
    year, month, day = calendar.meeting_date
    start = datetime.date(year if year is not None else calendar.year, month, day)
    return f"../{(start + datetime.timedelta(days=mention.shift)).isoformat()}", True


_SPECIAL = {
    "deadline.duration": _duration,
    "period.from_now": _from_now,
    "period.to_now": _to_now,
    "period.rest_of_year": _rest_of_year,
    "period.this_month": _this_month,
    "period.this_quarter": _this_quarter,
}
