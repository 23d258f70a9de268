"""Chấm giá trị (values): dates, bodies and codes, judged in the same way wherever they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bienban.evaluation.align import ALIKE, RELAXED, alike, iou
from bienban.evaluation.outcomes import Outcome, Side, judge, judge_lists, side
from bienban.records import Item, Organization, Quantity, When


def code(value: str | None) -> Side | None:
    """Mã (code): a side without a place; ``None`` for no code."""
    return None if value is None else Side(0, 0, value)


def body_likeness(a: Organization, b: Organization) -> float:
    """Hai cơ quan giống nhau (likeness of two bodies) by their words, 0 to 1."""
    return alike(a.text, b.text)


def when(field: str, gold: When | None, found: When | None, owners: tuple[Item | None, Item | None] = (None, None)) -> Iterator[Outcome]:
    """Chấm thời gian (judge dates): two are the same with the same value; of those without a value, with the same words."""
    right = gold is not None and found is not None and gold.edtf == found.edtf and gold.recurring == found.recurring
    if right and gold is not None and found is not None and gold.edtf is None:
        right = iou(gold, found) >= RELAXED
    theirs, ours = (side(w, w.edtf or w.text, owner) if w else None for w, owner in zip((gold, found), owners, strict=True))
    yield from judge(field, theirs, ours, right)


def unit_of(quantity: Quantity | None) -> str | None:
    """Đơn vị tính (unit): the percent sign is told by ``percent`` already and is no unit of its own."""
    return None if quantity is None or (quantity.percent and quantity.unit in ("%", "phần trăm")) else quantity.unit


def bodies(field: str, a: Item, gold: Sequence[Organization], b: Item, found: Sequence[Organization]) -> Iterator[Outcome]:
    """Chấm các cơ quan (judge bodies) of two items, by their words."""
    for outcome in judge_lists(field, gold, found, body_likeness, ALIKE, side, iou):
        theirs, ours = outcome.gold, outcome.found
        yield Outcome(
            outcome.field, outcome.verdict,
            Side(theirs.start, theirs.end, theirs.value, a.id) if theirs else None,
            Side(ours.start, ours.end, ours.value, b.id, b.method) if ours else None,
        )  # fmt: skip


def one_or_none(body: Organization | None) -> tuple[Organization, ...]:
    """Một hoặc không (one or none), as a list."""
    return () if body is None else (body,)
