"""Chấm cuộc họp và công việc (meeting and work): the meeting, results, task lists, tasks, targets, commitments."""

from __future__ import annotations

from collections.abc import Iterator

from bienban.evaluation.align import (
    ALIKE,
    RELAXED,
    STRICT,
    TOUCHING,
    Pair,
    iou,
    jaccard,
    norm,
    same_number,
)  # fmt: skip
from bienban.evaluation.fields_values import bodies, body_likeness, code, one_or_none, unit_of, when
from bienban.evaluation.outcomes import Outcome, Side, judge, judge_lists, judge_spans, side
from bienban.records import Item, Quantity, Report, Result, Span, Target, Task

_ENUMERATED = 0.8
"""Least overlap of two numbered tasks: their bounds leave little room for taste."""


def meeting_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Cuộc họp (meeting): date, kinds, time, place, organisers, title, periods."""
    gold, found = pair.gold.meeting, pair.found.meeting
    yield from when("meeting.date", gold.date, found.date)
    main, ours = (next(iter(m.kinds), None) for m in (gold, found))
    yield from judge("meeting.kind", code(main), code(ours), main == ours)
    yield from judge_lists("meeting.kinds", gold.kinds, found.kinds, lambda a, b: float(a == b), 1.0, lambda k: Side(0, 0, k), lambda a, b: 0.0)
    yield from judge("meeting.time_of_day", code(gold.time_of_day), code(found.time_of_day), gold.time_of_day == found.time_of_day)
    yield from judge_lists(
        "meeting.organizer", gold.organizers, found.organizers, body_likeness, ALIKE, side, lambda a, b: max(iou(a, b), jaccard(a.text, b.text))
    )
    for name, a, b in (("title", gold.title, found.title), ("place", gold.place, found.place), ("topic", gold.topic, found.topic)):
        yield from _judge_place(f"meeting.{name}", a, b, RELAXED)
    yield from _judge_place("meeting.title.strict", gold.title, found.title, STRICT)
    yield from when("meeting.period", gold.period, found.period)
    yield from when("meeting.next_period", gold.next_period, found.next_period)


def _judge_place(field: str, gold: Span | None, found: Span | None, least: float) -> Iterator[Outcome]:
    right = gold is not None and found is not None and (iou(gold, found) >= least or norm(gold.text) == norm(found.text))
    yield from judge(field, side(gold) if gold else None, side(found) if found else None, right)


def result_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Kết quả (results): ratios by their two numbers wherever they stand; figures and votes by numbers and place; awards by place."""

    def of(chosen: str) -> tuple[list[Result], list[Result]]:
        gold, found = ([r for r in report.results if _group(r) == chosen] for report in (pair.gold, pair.found))
        return gold, found

    gold, found = _ratios(pair)
    yield from judge_lists("result.progress", gold, found, _same_ratio, 1.0, _figure, iou)
    for kind in ("figure", "vote"):
        gold, found = of(kind)
        yield from judge_lists(f"result.{kind}", gold, found, _same_figure, TOUCHING, _figure, iou)
    gold, found = of("award")
    yield from judge_spans("result.award", gold, found, RELAXED)


def _ratios(pair: Pair) -> tuple[list[Result], list[Result]]:
    gold, found = ([r for r in report.results if r.total] for report in (pair.gold, pair.found))
    return gold, found


def _group(result: Result) -> str:
    return result.kind if result.kind in ("vote", "award") else "progress" if result.total else "figure"


def _same_ratio(a: Result, b: Result) -> float:
    return float(same_number(a.done, b.done) and same_number(a.total, b.total))


def _same_figure(a: Result, b: Result) -> float:
    return iou(a, b) if _same_ratio(a, b) and _same_quantity(a.quantity, b.quantity) else 0.0


def _same_quantity(a: Quantity | None, b: Quantity | None) -> bool:
    if a is None or b is None:
        return a is None and b is None
    return same_number(a.min, b.min) and same_number(a.max, b.max)


def _figure(result: Result) -> Side:
    if result.total is not None:
        return side(result, f"{result.done}/{result.total}")
    return side(result, _bounds(result.quantity) if result.quantity else result.text)


def _bounds(quantity: Quantity) -> str:
    low, high = ("" if v is None else f"{v:g}" for v in (quantity.min, quantity.max))
    number = low if low == high else f"{low}..{high}"
    return f"{number} {'%' if quantity.percent else quantity.unit or ''}".strip()


def task_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Nhiệm vụ (tasks) and their lists; attributes and links are of the tasks found at the right place."""
    gold, found = pair.gold, pair.found
    yield from judge_spans("task_list", gold.task_lists, found.task_lists, RELAXED)
    for i, j in pair.task_lists:
        a, b = gold.task_lists[i], found.task_lists[j]
        theirs, ours = (side(x, x.declared_count) if x.declared_count is not None else None for x in (a, b))
        yield from judge("task_list.declared", theirs, ours, a.declared_count == b.declared_count)
        yield from judge("task_list.found", side(a, a.found_count), side(b, b.found_count), a.found_count == b.found_count)
    yield from judge_spans("task", gold.tasks, found.tasks, RELAXED)
    yield from judge_spans("task.strict", gold.tasks, found.tasks, STRICT)
    marked, numbered = ([t for t in tasks if t.marker] for tasks in (gold.tasks, found.tasks))
    yield from judge_spans("task.enumerated", marked, numbered, _ENUMERATED)
    for i, j in pair.tasks:
        yield from _task_pair(pair, gold.tasks[i], found.tasks[j])


def _task_pair(pair: Pair, a: Task, b: Task) -> Iterator[Outcome]:
    yield from judge("task.kind", side(a, a.kind), side(b, b.kind), a.kind == b.kind)
    yield from bodies("task.lead", a, a.lead, b, b.lead)
    yield from bodies("task.coordinating", a, a.coordinating, b, b.coordinating)
    yield from when("task.due", a.due, b.due, (a, b))
    yield from _link("task.assigner", pair, "attendees", a, a.assigner, b, b.assigner)
    yield from _link("task.list", pair, "task_lists", a, a.list_id, b, b.list_id)
    yield from _link("task.parent", pair, "tasks", a, a.parent_id, b, b.parent_id)


def _link(field: str, pair: Pair, key: str, a: Item, gold: str | None, b: Item, found: str | None) -> Iterator[Outcome]:
    """A link is right when it leads to the found item that is the gold item."""
    theirs = side(a, _described(pair.gold, key, gold), a) if gold else None
    ours = side(b, _described(pair.found, key, found), b) if found else None
    yield from judge(field, theirs, ours, gold is not None and pair.ids(key).get(gold) == found)


def _described(report: Report, key: str, id: str) -> str:
    item = next((x for x in getattr(report, key) if x.id == id), None)
    return id if item is None else f"{id} {getattr(item, 'name', None) or item.text[:60]}"


def target_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Chỉ tiêu (targets): right with the same bounds at a place that touches; attributes are of those."""
    gold, found = pair.gold.targets, pair.found.targets

    def same(a: Target, b: Target) -> float:
        return iou(a, b) if _same_quantity(a.quantity, b.quantity) else 0.0

    yield from judge_lists("target", gold, found, same, TOUCHING, lambda t: side(t, _bounds(t.quantity)), iou)
    yield from judge_spans("target.span", gold, found, RELAXED)
    for i, j in pair.targets:
        a, b = gold[i], found[j]
        theirs, ours = (side(t.quantity, unit, t) if (unit := unit_of(t.quantity)) else None for t in (a, b))
        yield from judge("target.unit", theirs, ours, norm(unit_of(a.quantity)) == norm(unit_of(b.quantity)))
        yield from judge("target.direction", side(a, a.direction), side(b, b.direction), a.direction == b.direction)
        yield from when("target.due", a.due, b.due, (a, b))
        yield from _link("target.task", pair, "tasks", a, a.task_id, b, b.task_id)
        yield from _link("target.commitment", pair, "commitments", a, a.commitment_id, b, b.commitment_id)


def commitment_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Cam kết (commitments): clauses relaxed and strict; attributes and links of the relaxed pairs."""
    gold, found = pair.gold.commitments, pair.found.commitments
    yield from judge_spans("commitment", gold, found, RELAXED)
    yield from judge_spans("commitment.strict", gold, found, STRICT)
    for i, j in pair.commitments:
        a, b = gold[i], found[j]
        yield from _link("commitment.speaker", pair, "attendees", a, a.speaker, b, b.speaker)
        yield from bodies("commitment.on_behalf_of", a, one_or_none(a.on_behalf_of), b, one_or_none(b.on_behalf_of))
        yield from judge("commitment.strength", side(a, a.strength), side(b, b.strength), a.strength == b.strength)
        yield from when("commitment.due", a.due, b.due, (a, b))
        mapped = [pair.ids("targets").get(id, f"?{id}") for id in a.target_ids]
        for outcome in judge_lists(
            "commitment.target", mapped, b.target_ids, lambda x, y: float(x == y), 1.0, lambda v: Side(0, 0, v), lambda x, y: 0.0
        ):
            theirs, ours = side(a, outcome.gold.value) if outcome.gold else None, side(b, outcome.found.value) if outcome.found else None
            yield Outcome(outcome.field, outcome.verdict, theirs, ours)
