"""Chỗ khác nhau (differences) of annotations of one text, field by field, each with an id that stays.

The id is the list, the offset at which the item begins and the field: ``tasks@812.due``; without a field where one
annotation lacks the whole item. It does not change as long as the annotations compared do not.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from bienban.evaluation.align import TOUCHING, compact, greedy, iou, is_named, mention_likeness, person_likeness
from bienban.evaluation.gold import LISTS
from bienban.evaluation.readings import reading
from bienban.records import Report

_LONG = 60
"""Letters of an item's words that a line shows."""


class Entry(NamedTuple):
    """Một ô (entry): one value that each annotation may give, with its id, field, offset and the words it is about."""

    id: str
    field: str
    start: int
    words: str
    readings: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """Một hàng (row): what the annotations hold to be one item of the list ``key``; ``None`` where one has no such item."""

    key: str
    start: int
    items: tuple[Any, ...]


def entries(reports: Sequence[Report]) -> Iterator[Entry]:
    """Các ô (entries) of annotations of one text: every value of every item, in the order of lists and places.

    An item that some of ``reports`` lack is one entry as a whole; its reading there is ``None``.
    """
    text = reports[0].text
    yield from _of_meeting(text, reports)
    yield from _of_item("document", "document", 0, tuple(report.document for report in reports), text, ({},) * len(reports))
    rows = {key: aligned(key, [getattr(report, key) for report in reports]) for key, _, _ in LISTS}
    names = _keys(rows)
    links = [_links(rows, names, side, report) for side, report in enumerate(reports)]
    for key, _, _ in LISTS:
        for row in rows[key]:
            yield from _of_item(names[id(row)], key, row.start, row.items, text, links)
    warned = [{warning.code for warning in report.warnings} for report in reports]
    for code in sorted(set().union(*warned)):
        yield Entry(f"warnings.{code}", "warnings", 0, code, tuple(True if code in codes else None for codes in warned))


def differing(reports: Sequence[Report]) -> list[Entry]:
    """Các ô khác nhau (entries that differ): those of :func:`entries` on which not all annotations agree."""
    return [entry for entry in entries(reports) if any(value != entry.readings[0] for value in entry.readings)]


def aligned(key: str, lists: Sequence[Sequence[Any]]) -> list[Row]:
    """Gióng hàng (align) one list of several annotations: the likeliest pairs first, each item in one row, by place."""
    rows: list[list[Any]] = []
    for side, items in enumerate(lists):
        pairs = dict(greedy(rows, items, lambda row, item: max(_likeness(key, one, item) for one in row if one is not None), TOUCHING))
        taken = set(pairs.values())
        rows = [[*row, items[pairs[i]] if i in pairs else None] for i, row in enumerate(rows)]
        rows += [[*(None,) * side, item] for j, item in enumerate(items) if j not in taken]
    made = [Row(key, next(item.start for item in row if item is not None), tuple(row)) for row in rows]
    return sorted(made, key=lambda row: row.start)


def _likeness(key: str, a: Any, b: Any) -> float:
    if key == "attendees":
        if is_named(a) and is_named(b):
            return 2.0 * person_likeness(a, b)
        return max(iou(a, b), mention_likeness(a, b))
    same = key == "documents" and a.symbol is not None and compact(a.symbol) == compact(b.symbol)
    return 2.0 if same else iou(a, b)


def _keys(rows: Mapping[str, Sequence[Row]]) -> dict[int, str]:
    """A name for each row: its list and where it begins, counted where several begin there."""
    seen: Counter[str] = Counter()
    names = {}
    for key, listed in rows.items():
        for row in listed:
            name = f"{key}@{row.start}"
            seen[name] += 1
            names[id(row)] = name if seen[name] == 1 else f"{name}#{seen[name]}"
    return names


def _links(rows: Mapping[str, Sequence[Row]], names: Mapping[int, str], side: int, report: Report) -> dict[str, str]:
    """Ids of one annotation to names of rows; a statement is named by its first clause."""
    found = {row.items[side].id: names[id(row)] for listed in rows.values() for row in listed if row.items[side] is not None}
    for commitment in reversed(report.commitments):
        found[commitment.statement_id] = f"statement of {found[commitment.id]}"
    return found


def _of_meeting(text: str, reports: Sequence[Report]) -> Iterator[Entry]:
    for name in type(reports[0].meeting).model_fields:
        values = [getattr(report.meeting, name) for report in reports]
        place = next((value for value in values if hasattr(value, "start")), None)
        words = place.text if place is not None else name
        found = tuple(_said(reading(text, value)) for value in values)
        yield Entry(f"meeting.{name}", f"meeting.{name}", place.start if place is not None else 0, words, found)


def _said(value: Any) -> Any:
    return None if value in ([], False, "") else value


def _of_item(name: str, key: str, start: int, items: Sequence[Any], text: str, links: Sequence[Mapping[str, str]]) -> Iterator[Entry]:
    whole = [None if item is None else reading(text, item, known) for item, known in zip(items, links, strict=True)]
    present = [one for one in whole if one is not None]
    if not present:
        return
    words = present[0]["q"]
    if len(present) < len(whole):
        yield Entry(name, key, start, words, tuple(whole))
        return
    place = tuple({part: one[part] for part in ("q", "n") if part in one} for one in present)
    yield Entry(f"{name}.q", f"{key}.q", start, words, place)
    for part in sorted({part for one in present for part in one} - {"q", "n"}):
        yield Entry(f"{name}.{part}", f"{key}.{part}", start, words, tuple(one.get(part) for one in present))


def differences_text(name: str, text: str, found: Sequence[Entry]) -> str:
    """Bảng chữ (text) of the differences of one report: place and id, then both readings."""
    lines = []
    for entry in found:
        lines.append(f"{name}:{line_of(text, entry)}: {entry.id}  {_short(entry.words)}")
        lines += [f"    {n}  {json.dumps(value, ensure_ascii=False)}" for n, value in enumerate(entry.readings, 1)]
    return "".join(f"{line}\n" for line in lines)


def differences_rows(name: str, text: str, found: Sequence[Entry]) -> list[dict[str, Any]]:
    """Các dòng JSON (rows) of the differences of one report."""
    return [
        {"report": name, "id": e.id, "field": e.field, "line": line_of(text, e), "place": e.words, "first": e.readings[0], "second": e.readings[1]}
        for e in found
    ]


def line_of(text: str, entry: Entry) -> int:
    """Dòng (line) of the text on which an entry begins, from 1."""
    return text.count("\n", 0, entry.start) + 1


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= _LONG else flat[: _LONG - 1] + "…"
