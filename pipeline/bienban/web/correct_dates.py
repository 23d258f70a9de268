"""Ngày tháng người dùng gõ (dates as people type them): the Vietnamese forms and EDTF, both ways.

"20/8/2023", "tháng 8/2023", "quý IV/2023", "năm 2023", "đến 30/11/2023", "từ 1/2023", "tháng 1/2024 - tháng 9/2024".
"""

from __future__ import annotations

import re

from bienban.records import check_edtf
from bienban.render.summary import vietnamese_date

DATE = "edtf"
"""Name of the field that holds a date."""
_QUARTERS = {"i": 33, "ii": 34, "iii": 35, "iv": 36, "1": 33, "2": 34, "3": 35, "4": 36}
_DAY = re.compile(r"(?:ngày )?(\d{1,2})[/.-](\d{1,2})(?:[/.-](\d{4}))?")
_MONTH = re.compile(r"(?:tháng )?(\d{1,2})[/.-](\d{4})|tháng (\d{1,2})")
_QUARTER = re.compile(r"quý (iv|i{1,3}|[1-4])(?:[/ ](?:năm )?(\d{4}))?")
_YEAR = re.compile(r"(?:năm )?(\d{4})")
_UNTIL = re.compile(r"(?:đến|trước|chậm nhất|until|by) (?:hết )?")
_SINCE = re.compile(r"(?:từ|from) ")
_BETWEEN = re.compile(r" (?:-|–|đến) ")


def read_date(text: str) -> str:
    """Đọc ngày tháng (read): the EDTF value of what was typed; ``ValueError`` for what is no date."""
    words = " ".join(text.lower().split())
    try:
        return check_edtf(text.strip())
    except ValueError:
        return check_edtf(_interval(words))


def written_date(value: str | None) -> str:
    """Viết ngày tháng (write): as :func:`read_date` reads it back; EDTF itself where Vietnamese has no short form."""
    shown = vietnamese_date(value)
    try:
        return shown if value is not None and read_date(shown) == value else value or ""
    except ValueError:
        return value or ""


def _interval(words: str) -> str:
    until, since = _UNTIL.match(words), _SINCE.match(words)
    if until is not None:
        return f"../{_one(words[until.end() :])}"
    sides = _BETWEEN.split(words[since.end() :] if since is not None else words)
    if len(sides) == 2:
        return "/".join(map(_one, sides))
    return f"{_one(sides[0])}/.." if since is not None else _one(words)


def _one(words: str) -> str:
    if found := _MONTH.fullmatch(words):
        month, year, alone = found.groups()
        return f"{year or 'XXXX'}-{int(month or alone):02}"
    if found := _DAY.fullmatch(words):
        day, month, year = found.groups()
        return f"{year or 'XXXX'}-{int(month):02}-{int(day):02}"
    if found := _QUARTER.fullmatch(words):
        return f"{found[2] or 'XXXX'}-{_QUARTERS[found[1]]}"
    if found := _YEAR.fullmatch(words):
        return found[1]
    raise ValueError(DATE)
