"""Ngày tháng theo EDTF (extended date/time format): the small part of ISO 8601-2 that a record may hold.

A date is a year, a month, a season or quarter, or a day; ``XXXX`` stands for a year the text lacks and
``XX`` for a month it lacks. An interval joins two dates with ``/``; ``..`` is an open side.
"""

from __future__ import annotations

import re

_DATE = (
    r"(?:[0-9]{4}|[0-9]{3}X|[0-9]{2}XX|XXXX)"
    r"(?:-(?:2[1-4]|3[3-6]|(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?|XX-(?:0[1-9]|[12][0-9]|3[01])))?"
)
EDTF_PATTERN = rf"^(?:{_DATE}|{_DATE}/{_DATE}|{_DATE}/\.\.|\.\./{_DATE})$"

_EDTF = re.compile(EDTF_PATTERN)
_LONGEST_MONTH = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def check_edtf(value: str) -> str:
    """Kiểm tra ngày tháng (check a date): the same string; ``ValueError`` when no record may hold it."""
    if _EDTF.match(value) is None or value.endswith("\n"):
        raise ValueError(f"not an EDTF date or interval: {value!r}")
    sides = value.split("/")
    for side in sides:
        if not _on_calendar(side):
            raise ValueError(f"no such day in the calendar: {side!r}")
    if len(sides) == 2 and _runs_backwards(*sides):
        raise ValueError(f"an interval must not end before it begins: {value!r}")
    return value


def _on_calendar(date: str) -> bool:
    parts = date.split("-")
    if len(parts) < 3 or not parts[1].isdigit():
        return True
    month, day = int(parts[1]), int(parts[2])
    if month == 2 and day == 29 and parts[0].isdigit():
        return _is_leap(int(parts[0]))
    return day <= _LONGEST_MONTH.get(month, 31)


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _runs_backwards(first: str, last: str) -> bool:
    if not (first[:4].isdigit() and last[:4].isdigit()):
        return False
    return _earliest(first) > _latest(last)


def _earliest(date: str) -> tuple[int, int, int]:
    return _bound(date, latest=False)


def _latest(date: str) -> tuple[int, int, int]:
    return _bound(date, latest=True)


def _bound(date: str, *, latest: bool) -> tuple[int, int, int]:
    parts = date.split("-")
    year = int(parts[0])
    if len(parts) == 1 or parts[1] == "XX":
        return (year, 12, 31) if latest else (year, 1, 1)
    month = int(parts[1])
    if month > 30:
        quarter = month - 32
        return (year, quarter * 3, 31) if latest else (year, quarter * 3 - 2, 1)
    if month > 20:
        # A season has no agreed months (winter crosses the year), so it bounds nothing tighter than its year.
        return (year, 12, 31) if latest else (year, 1, 1)
    day = int(parts[2]) if len(parts) == 3 else (31 if latest else 1)
    return (year, month, day)
