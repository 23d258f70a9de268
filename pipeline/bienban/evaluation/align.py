"""Gióng hàng (alignment): which item of one record is which item of another record of the same text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from bienban.assemble.matching import RELAXED, Pairs, greedy, norm
from bienban.records import Attendee, Report, Span

__all__ = [
    "ALIKE", "LOOSE", "RELAXED", "STRICT", "TOUCHING", "Pair", "Pairs", "alike", "compact", "first_mention", "greedy", "iou",
    "is_named", "jaccard", "mention_likeness", "norm", "person_likeness", "same_number",
]  # fmt: skip

STRICT = 0.9
"""Least intersection over union of two spans that count as exactly the same."""
TOUCHING = 1e-9
LOOSE = 0.3
"""For groups and documents, whose outer words are a matter of taste."""
ALIKE = 0.6
"""Least share of common words (Jaccard) of two names of a body or a post that count as the same."""


def compact(text: str | None) -> str:
    """Ký hiệu để so sánh (symbol key): as :func:`norm`, with no space at all."""
    return norm(text).replace(" ", "")


def iou(a: Span, b: Span) -> float:
    """Giao trên hợp (intersection over union) of two spans, 0 to 1."""
    shared = min(a.end, b.end) - max(a.start, b.start)
    return 0.0 if shared <= 0 else shared / (max(a.end, b.end) - min(a.start, b.start))


def jaccard(a: str | None, b: str | None) -> float:
    """Tỷ lệ chữ chung (word Jaccard) of two strings, 0 to 1; 0 for two empty ones."""
    x, y = (set(re.findall(r"\w+", norm(text))) for text in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def alike(a: str | None, b: str | None) -> float:
    """Word Jaccard where it reaches :data:`ALIKE`, else 0."""
    score = jaccard(a, b)
    return score if score >= ALIKE else 0.0


def same_number(a: float | None, b: float | None) -> bool:
    """Cùng con số (same number), both unknown included."""
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) < 1e-6 * max(1.0, abs(a))


def first_mention(attendee: Attendee) -> Span:
    """Lần nhắc đầu (first mention): the first of ``mentions``, else the attendee's own span."""
    return attendee.mentions[0] if attendee.mentions else attendee


def is_named(attendee: Attendee) -> bool:
    """Người có tên (named person) or not."""
    return attendee.kind == "person" and attendee.name is not None


def person_likeness(a: Attendee, b: Attendee) -> float:
    """1 for the same name, wherever the tone marks are put; else 0."""
    return 1.0 if norm(a.name) == norm(b.name) else 0.0


def mention_likeness(a: Attendee, b: Attendee) -> float:
    """Intersection over union of the first mentions."""
    return iou(first_mention(a), first_mention(b))


@dataclass(frozen=True)
class Pair:
    """Hai bản ghi của một văn bản (pair): ``gold`` is held to be right, ``found`` is judged."""

    gold: Report
    found: Report

    @cached_property
    def tasks(self) -> Pairs:
        """Places of the tasks that are the same, relaxed."""
        return greedy(self.gold.tasks, self.found.tasks, iou, RELAXED)

    @cached_property
    def commitments(self) -> Pairs:
        """Places of the commitments that are the same, relaxed."""
        return greedy(self.gold.commitments, self.found.commitments, iou, RELAXED)

    @cached_property
    def targets(self) -> Pairs:
        """Places of the targets that touch and have the same bounds."""

        def likeness(i: int, j: int) -> float:
            a, b = self.gold.targets[i], self.found.targets[j]
            same = same_number(a.quantity.min, b.quantity.min) and same_number(a.quantity.max, b.quantity.max)
            return iou(a, b) if same else 0.0

        return greedy(range(len(self.gold.targets)), range(len(self.found.targets)), likeness, TOUCHING)

    @cached_property
    def task_lists(self) -> Pairs:
        """Places of the task lists that are the same: their announcing words touch, or else they share half of their tasks."""
        gold, found = self.gold.task_lists, self.found.task_lists
        pairs = greedy(gold, found, iou, TOUCHING)
        left = [i for i in range(len(gold)) if i not in {i for i, _ in pairs}]
        over = [j for j in range(len(found)) if j not in {j for _, j in pairs}]
        same = {self.found.tasks[j].id: self.gold.tasks[i].id for i, j in self.tasks}

        def likeness(i: int, j: int) -> float:
            theirs = {t.id for t in self.gold.tasks if t.list_id == gold[i].id}
            ours = {same.get(t.id, f"+{t.id}") for t in self.found.tasks if t.list_id == found[j].id}
            return len(theirs & ours) / len(theirs | ours) if theirs | ours else 0.0

        return sorted([*pairs, *((left[i], over[j]) for i, j in greedy(left, over, likeness, RELAXED))])

    @cached_property
    def documents(self) -> Pairs:
        """Places of the documents that are the same."""
        return greedy(self.gold.documents, self.found.documents, iou, LOOSE)

    @cached_property
    def results(self) -> Pairs:
        """Places of the results that are the same, relaxed."""
        return greedy(self.gold.results, self.found.results, iou, RELAXED)

    @cached_property
    def attendees(self) -> dict[str, str]:
        """Ids of gold attendees to ids of those found: named persons by name, the rest by their first mention."""
        out: dict[str, str] = {}
        for chosen, likeness, least in ((is_named, person_likeness, 1.0), (lambda a: not is_named(a), mention_likeness, LOOSE)):
            gold, found = [a for a in self.gold.attendees if chosen(a)], [a for a in self.found.attendees if chosen(a)]
            out |= {gold[i].id: found[j].id for i, j in greedy(gold, found, likeness, least)}
        return out

    def ids(self, key: str) -> dict[str, str]:
        """Mã gold → mã tìm được (ids) of ``tasks``, ``task_lists``, ``targets``, ``commitments`` or ``attendees``."""
        if key == "attendees":
            return self.attendees
        gold, found = getattr(self.gold, key), getattr(self.found, key)
        return {gold[i].id: found[j].id for i, j in getattr(self, key)}
