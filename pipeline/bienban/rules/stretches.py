"""Đoạn giữa các dấu (stretches): how far the words around a number belong to it, brackets taken as one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeVar

from bienban.language.analysis import QuantityMention


class Counted(Protocol):
    """Mục có số lượng (counted item): a stretch of text with the number it is about."""

    start: int
    end: int
    quantity: QuantityMention


Item = TypeVar("Item", bound=Counted)


def told_once(folded: str, items: Iterable[Item]) -> Iterator[Item]:
    """Mỗi việc một lần (told once): without those that repeat an earlier one word for word.

    Pages repeat their lead, a pulled quotation or a caption; the repetition tells nothing new.
    """
    seen: set[tuple[str, int]] = set()
    for item in items:
        key = folded[item.start : item.end], item.quantity.number_start - item.start
        if key not in seen:
            seen.add(key)
            yield item


def after_cut(folded: str, start: int, at: int, cuts: Sequence[str]) -> int:
    """Chỗ bắt đầu (start of the stretch): after the last of ``cuts`` before ``at``, or after the bracket that encloses ``at``.

    What stands in brackets that close before ``at`` is passed over: a comma in there divides nothing out here.
    """
    depth = 0
    for place in range(at - 1, start - 1, -1):
        char = folded[place]
        if char == ")":
            depth += 1
        elif char == "(":
            if depth == 0:
                return place + 1
            depth -= 1
        elif depth == 0 and (length := _cut_at(folded, place, at, cuts)):
            return place + length
    return start if depth == 0 else max(start, folded.rfind(")", start, at) + 1)


def before_cut(folded: str, at: int, end: int, cuts: Sequence[str]) -> int:
    """Chỗ kết thúc (end of the stretch): before the first of ``cuts`` from ``at`` on, or before the bracket that encloses ``at``."""
    depth = 0
    for place in range(at, end):
        char = folded[place]
        if depth == 0 and (char == ")" or _cut_at(folded, place, end, cuts)):
            return place
        depth += (char == "(") - (char == ")")
    return end


def _cut_at(folded: str, place: int, limit: int, cuts: Sequence[str]) -> int:
    return next((len(cut) for cut in cuts if folded.startswith(cut, place) and place + len(cut) <= limit), 0)
