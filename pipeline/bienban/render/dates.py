"""Ngày tháng bằng lời (dates in words): EDTF values as people of each language write them."""

from __future__ import annotations

from bienban.records.vocabulary import Language
from bienban.render.summary import vietnamese_date

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec")
_SEASONS = ("spring", "summer", "autumn", "winter")


def date_words(edtf: str | None, language: Language) -> str:
    """Ngày tháng (date) in ``language``; empty for None and for what has no short form."""
    return vietnamese_date(edtf) if language == "vi" else english_date(edtf)


def english_date(edtf: str | None) -> str:
    """Giá trị EDTF viết theo lối Anh (English): "2021-09-09" -> "9 Sept 2021", "../2021-09-30" -> "by 30 Sept 2021"."""
    if edtf is None:
        return ""
    if "/" in edtf:
        first, last = (side if side == ".." else _english(side) for side in edtf.split("/", 1))
        if not (first and last):
            return ""
        return f"by {last}" if first == ".." else f"from {first}" if last == ".." else f"{first} – {last}"
    return _english(edtf)


def _english(date: str) -> str:
    year, *rest = ("" if part == "XXXX" else part for part in date.split("-"))
    if "X" in year or "XX" in rest:
        return ""
    if not rest:
        return year
    number = int(rest[0])
    name = _MONTHS[number - 1] if number <= 12 else _SEASONS[number - 21] if number <= 24 else f"Q{number - 32}"
    return " ".join(filter(None, (rest[1].lstrip("0") if len(rest) > 1 else "", name, year)))
