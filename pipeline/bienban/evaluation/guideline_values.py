"""Quy tắc máy kiểm được về giá trị (mechanical rules on values): dates, quantities, symbols, warnings, negatives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bienban.evaluation.gold import LISTS, Draft
from bienban.records import Item, Quantity, When

Path = tuple[str | int, ...]
_UNKNOWN_YEAR = "XXXX"


def values_of(draft: Draft, kind: type[Any]) -> Iterator[tuple[Path, Any]]:
    """Mọi giá trị của một kiểu (every value of a type): of the meeting, the report's own document, and every item."""
    holders: list[tuple[Path, Any]] = [(("meeting",), draft.meeting), (("document",), draft.document)]
    holders += [((key, index), item) for key, _, _ in LISTS for index, item in draft.items.get(key, ())]
    for path, holder in holders:
        for name in type(holder).model_fields if holder is not None else ():
            value = getattr(holder, name)
            if isinstance(value, kind):
                yield (*path, name), value


def _dates(draft: Draft) -> None:
    for path, when in values_of(draft, When):
        if when.recurring and when.edtf is not None:
            draft.note(path, "G122")
        if when.inferred and when.edtf is not None and _UNKNOWN_YEAR in when.edtf:
            draft.note(path, "G123")


def _year_missing(draft: Draft) -> None:
    date = draft.meeting.date
    missing = date is not None and date.edtf is not None and _UNKNOWN_YEAR in date.edtf
    if missing != ("year_missing" in draft.warnings):
        draft.note(("meeting", "date"), "G124")


def _percents(draft: Draft) -> None:
    for path, quantity in values_of(draft, Quantity):
        if quantity.percent and quantity.unit is not None:
            draft.note((*path, "unit"), "G125", unit=quantity.unit)


def _ratios(draft: Draft) -> None:
    for index, result in draft.items["results"]:
        halved = (result.done is None) != (result.total is None) or (result.total is not None and result.basis is None)
        if halved or (result.kind == "progress" and result.total is None and result.quantity is None):
            draft.note(("results", index), "G126")


def _groups(draft: Draft) -> None:
    for index, attendee in draft.items["attendees"]:
        if attendee.kind == "group" and (attendee.name is not None or attendee.posts):
            draft.note(("attendees", index), "G127")
        if list(attendee.mentions) != sorted(attendee.mentions, key=lambda span: span.start):
            draft.note(("attendees", index, "mentions"), "G128")


def _symbols(draft: Draft) -> None:
    documents: list[tuple[Path, Any]] = [(("documents", index), item) for index, item in draft.items["documents"]]
    for path, document in [*documents, *([(("document",), draft.document)] if draft.document is not None else [])]:
        symbol, number = document.symbol, document.number
        if symbol is not None and (any(char.isspace() for char in symbol) or (number is not None and not _holds(symbol, number))):
            draft.note((*path, "symbol"), "G129", symbol=symbol)


def _holds(symbol: str, number: str) -> bool:
    """A number is held whole: "2" is no number of "12/KH-UBND"."""
    return re.search(rf"(?<!\d)0*{re.escape(number)}(?!\w)", symbol, re.IGNORECASE) is not None


def _same_place(draft: Draft) -> None:
    for key, _, _ in LISTS:
        seen: dict[tuple[int, int], Item] = {}
        for index, item in draft.items[key]:
            first = seen.setdefault((item.start, item.end), item)
            if first is not item:
                draft.note((key, index), "G130", other=first.id)


def _negatives(draft: Draft) -> None:
    if draft.meta is None:
        return
    negative = draft.meta.kind == "negative"
    if negative and not {"not_a_meeting", "language_not_vi"} & set(draft.warnings):
        draft.note(("warnings",), "G143")
    if not negative:
        if "not_a_meeting" in draft.warnings:
            draft.note(("warnings",), "G145")
        return
    said = [name for name in type(draft.meeting).model_fields if getattr(draft.meeting, name)]
    held = [key for key, _, _ in LISTS if key != "documents" and draft.items[key]]
    for path in [*(("meeting", name) for name in said), *((key,) for key in held)]:
        draft.note(path, "G131")


VALUE_RULES: tuple[Callable[[Draft], None], ...] = (
    _dates, _year_missing, _percents, _ratios, _groups, _symbols, _same_place, _negatives,
)  # fmt: skip
"""Rules of sections 13.6 to 13.13 of the guidelines."""
