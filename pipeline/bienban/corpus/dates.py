"""Ngày đầu và ngày cuối (date bounds): the first and the last day an EDTF value can mean."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import lru_cache

Bounds = tuple[date | None, date | None]
_QUARTERS = range(33, 37)
_MONTHS = range(1, 13)


@lru_cache(maxsize=8192)
def bounds(edtf: str | None) -> Bounds:
    """Ngày đầu, ngày cuối (first and last day) of an EDTF value of the record; None for a side that is open or has no year.

    ``2024-35`` is 1 July to 30 September; ``../2021-09-30`` has only a last day; a season is as wide as its year,
    because winter has no agreed months; ``XXXX-09-09`` has neither day.
    """
    if edtf is None:
        return None, None
    first, _, last = edtf.partition("/")
    return _day(first, last=False), _day(last or first, last=True)


def _day(value: str, *, last: bool) -> date | None:
    year, *rest = value.split("-") if value != ".." else ("XXXX",)
    if not year[:2].isdigit():
        return None
    number = max(1, int(year.replace("X", "9" if last else "0")))
    if not rest or not rest[0].isdigit():
        return date(number, 12, 31) if last else date(number, 1, 1)
    return _within(number, int(rest[0]), int(rest[1]) if len(rest) > 1 else None, last=last)


def _within(year: int, part: int, day: int | None, *, last: bool) -> date:
    if part in _QUARTERS:
        months = (part - 33) * 3 + 1, (part - 33) * 3 + 3
    elif part in _MONTHS:
        months = part, part
    else:
        months = 1, 12
    month = months[1] if last else months[0]
    longest = monthrange(year, month)[1]
    return date(year, month, min(day, longest) if day is not None else longest if last else 1)
