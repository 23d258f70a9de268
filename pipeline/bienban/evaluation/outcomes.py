"""Kết quả chấm (outcomes): every single thing that was right, wrong, missed or invented, and where.

Of one field: found = right + wrong + invented, gold = right + wrong + missed. ``wrong`` is a gold thing and a found
thing that stand at the same place, or belong to the same item, and differ in value or bounds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from bienban.evaluation.align import TOUCHING, greedy, iou
from bienban.records import Item, Span

Verdict = Literal["right", "wrong", "missed", "invented"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "missed", "invented")
NO_METHOD = "-"
T = TypeVar("T")
S = TypeVar("S", bound=Span)


@dataclass(frozen=True, slots=True)
class Side:
    """Một phía (side): where a value stands (offsets, or both 0), the value as text, the id and method of its item."""

    start: int
    end: int
    value: str
    id: str = ""
    method: str = NO_METHOD


@dataclass(frozen=True, slots=True)
class Outcome:
    """Một kết quả chấm (outcome) of one field: ``gold`` is missing for what is invented, ``found`` for what is missed."""

    field: str
    verdict: Verdict
    gold: Side | None
    found: Side | None

    @property
    def method(self) -> str:
        """Quy tắc hoặc mô hình (method) that made what was found; ``-`` where nothing was."""
        return self.found.method if self.found is not None else NO_METHOD


def side(place: Span | None, value: Any = None, owner: Item | None = None) -> Side:
    """Lập một phía (make a side): ``value`` defaults to the words at ``place``; id and method come from ``owner``."""
    shown = (place.text if place is not None else "") if value is None else str(value)
    owner = owner if owner is not None else place if isinstance(place, Item) else None
    start, end = (place.start, place.end) if place is not None else (owner.start, owner.end) if owner is not None else (0, 0)
    return Side(start, end, shown, owner.id if owner else "", owner.method if owner else NO_METHOD)


def judge(field: str, gold: Side | None, found: Side | None, right: bool) -> Iterator[Outcome]:
    """Chấm một giá trị (judge one value), which either side may lack; nothing where both do."""
    if gold is not None and found is not None:
        yield Outcome(field, "right" if right else "wrong", gold, found)
    elif gold is not None:
        yield Outcome(field, "missed", gold, None)
    elif found is not None:
        yield Outcome(field, "invented", None, found)


def judge_lists(
    field: str, gold: Sequence[T], found: Sequence[T], likeness: Callable[[T, T], float], least: float, shown: Callable[[T], Side],
    near: Callable[[T, T], float],
) -> Iterator[Outcome]:  # fmt: skip
    """Chấm hai danh sách (judge two lists): pairs alike by ``least`` are right, then leftover pairs with ``near`` > 0 wrong."""
    right = greedy(gold, found, likeness, least)
    left = [i for i in range(len(gold)) if i not in {i for i, _ in right}]
    over = [j for j in range(len(found)) if j not in {j for _, j in right}]
    close = greedy([gold[i] for i in left], [found[j] for j in over], near, TOUCHING)
    wrong = [(left[i], over[j]) for i, j in close]
    for verdict, pairs in (("right", right), ("wrong", wrong)):
        for i, j in pairs:
            yield from judge(field, shown(gold[i]), shown(found[j]), verdict == "right")
    for i in left:
        if i not in {i for i, _ in wrong}:
            yield from judge(field, shown(gold[i]), None, right=False)
    for j in over:
        if j not in {j for _, j in wrong}:
            yield from judge(field, None, shown(found[j]), right=False)


def judge_spans(field: str, gold: Sequence[S], found: Sequence[S], least: float) -> Iterator[Outcome]:
    """Chấm các đoạn (judge spans) by intersection over union; those that merely touch are wrong."""
    yield from judge_lists(field, gold, found, iou, least, side, iou)
