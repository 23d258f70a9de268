"""Chấm các thuộc tính còn lại (the remaining attributes): what an item says besides, judged over the items found.

With them every field of the record is judged, but for those that :data:`UNJUDGED` names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from bienban.evaluation.align import RELAXED, STRICT, Pair, iou, norm
from bienban.evaluation.fields_values import bodies, one_or_none, unit_of, when
from bienban.evaluation.outcomes import Outcome, Side, judge, judge_lists, judge_spans, side
from bienban.records import DocumentReference, Item, Span

UNJUDGED: Mapping[str, str] = MappingProxyType(
    {
        "attendees.kind": "an attendee is found among those of his kind",
        "documents.title": "the subject of a document is not annotated",
        "meeting.organizers.name": "the words are judged, their full name follows from them",
    }
)
"""Fields that no score looks at, with the reason; ids, confidences and methods are none of the gold's."""


def rest_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Thuộc tính còn lại (remaining attributes) of everything, and the warnings."""
    yield from _attendees(pair)
    yield from _documents(pair)
    yield from _results(pair)
    yield from _task_lists(pair)
    yield from _tasks(pair)
    yield from _targets(pair)
    yield from _commitments(pair)
    codes, ours = ([w.code for w in report.warnings] for report in (pair.gold, pair.found))
    # A warning may stand at several places; the gold says only that it is raised.
    yield from _words_of("warning", sorted(set(codes)), sorted(set(ours)), None, None)


def _attendees(pair: Pair) -> Iterator[Outcome]:
    ours = {one.id: one for one in pair.found.attendees}
    for a in pair.gold.attendees:
        b = ours.get(pair.attendees.get(a.id, ""))
        if b is None:
            continue
        yield from _text("attendee.honorific", a, a.honorific_prefix, b, b.honorific_prefix)
        yield from _text("attendee.given_name", a, a.given_name, b, b.given_name)
        yield from _place("attendee.site", a, a.site, b, b.site)
        yield from _places("attendee.mention", a, a.mentions, b, b.mentions)
        if a.name is None or a.kind != "person":
            yield from _words_of("role.unnamed", a.roles, b.roles, a, b)


def _documents(pair: Pair) -> Iterator[Outcome]:
    gold, found = pair.gold.documents, pair.found.documents
    for i, j in pair.documents:
        a, b = gold[i], found[j]
        yield from _text("document.number", a, a.number, b, b.number)
        yield from _text("document.year", a, _year(a), b, _year(b))
        yield from _words_of("document.codes", [one.code for one in a.issuers], [one.code for one in b.issuers], a, b)
        yield from _places("document.mention", a, a.mentions, b, b.mentions)


def _year(document: DocumentReference) -> str | None:
    """The year inside the symbol; the record also gives it from the date of issue, which is judged for itself."""
    year = str(document.year or "")
    return year if year and year in (document.symbol or "") else None


def _results(pair: Pair) -> Iterator[Outcome]:
    gold, found = pair.gold.results, pair.found.results
    yield from judge_spans("result.span", gold, found, RELAXED)
    yield from judge_spans("result.strict", gold, found, STRICT)
    for i, j in pair.results:
        a, b = gold[i], found[j]
        yield from _text("result.kind", a, a.kind, b, b.kind)
        yield from _text("result.basis", a, a.basis, b, b.basis)
        yield from _text("result.unit", a, unit_of(a.quantity), b, unit_of(b.quantity))
        yield from _place("result.measure", a, a.measure, b, b.measure)
        yield from when("result.period", a.period, b.period, (a, b))
        yield from bodies("result.organization", a, one_or_none(a.organization), b, one_or_none(b.organization))


def _task_lists(pair: Pair) -> Iterator[Outcome]:
    for i, j in pair.task_lists:
        a, b = pair.gold.task_lists[i], pair.found.task_lists[j]
        yield from _text("task_list.partial", a, "partial" if a.partial else None, b, "partial" if b.partial else None)
        yield from when("task_list.period", a.period, b.period, (a, b))
        yield from _place("task_list.agreed_by", a, a.agreed_by, b, b.agreed_by)


def _tasks(pair: Pair) -> Iterator[Outcome]:
    for i, j in pair.tasks:
        a, b = pair.gold.tasks[i], pair.found.tasks[j]
        yield from _text("task.marker", a, a.marker, b, b.marker)
        yield from _text("task.ordinal", a, a.ordinal, b, b.ordinal)
        yield from _place("task.product", a, a.product, b, b.product)


def _targets(pair: Pair) -> Iterator[Outcome]:
    yield from judge_spans("target.strict", pair.gold.targets, pair.found.targets, STRICT)
    for i, j in pair.targets:
        a, b = pair.gold.targets[i], pair.found.targets[j]
        yield from _place("target.measure", a, a.measure, b, b.measure)
        yield from bodies("target.organization", a, one_or_none(a.organization), b, one_or_none(b.organization))


def _commitments(pair: Pair) -> Iterator[Outcome]:
    gold, found = pair.gold.commitments, pair.found.commitments
    first, ours = ({c.statement_id: c for c in reversed(commitments)} for commitments in (gold, found))
    for i, j in pair.commitments:
        a, b = gold[i], found[j]
        yield from _place("commitment.act", a, a.act, b, b.act)
        yield from bodies("commitment.partner", a, a.partners, b, b.partners)
        # A statement is known by its first clause.
        one, other = first[a.statement_id], ours[b.statement_id]
        yield from judge("commitment.statement", side(a, one.text, a), side(b, other.text, b), pair.ids("commitments").get(one.id) == other.id)


def _text(field: str, a: Item, gold: object, b: Item, found: object) -> Iterator[Outcome]:
    theirs, ours = (side(item, value, item) if value is not None else None for item, value in ((a, gold), (b, found)))
    yield from judge(field, theirs, ours, norm(str(gold)) == norm(str(found)))


def _place(field: str, a: Item, gold: Span | None, b: Item, found: Span | None) -> Iterator[Outcome]:
    right = gold is not None and found is not None and (iou(gold, found) >= RELAXED or norm(gold.text) == norm(found.text))
    yield from judge(field, side(gold, None, a) if gold else None, side(found, None, b) if found else None, right)


def _places(field: str, a: Item, gold: Sequence[Span], b: Item, found: Sequence[Span]) -> Iterator[Outcome]:
    for outcome in judge_spans(field, gold, found, STRICT):
        yield Outcome(outcome.field, outcome.verdict, _owned(outcome.gold, a), _owned(outcome.found, b))


def _owned(one: Side | None, owner: Item) -> Side | None:
    return None if one is None else Side(one.start, one.end, one.value, owner.id, owner.method)


def _code(value: str) -> Side:
    return Side(0, 0, value)


def _words_of(field: str, gold: Sequence[str], found: Sequence[str], a: Item | None, b: Item | None) -> Iterator[Outcome]:
    """Codes of an item, or of the whole report where there is none."""

    def same(x: str, y: str) -> float:
        return float(norm(x) == norm(y))

    for outcome in judge_lists(field, gold, found, same, 1.0, _code, lambda x, y: 0.0):
        theirs, ours = (side(owner, one.value, owner) if one and owner else one for one, owner in ((outcome.gold, a), (outcome.found, b)))
        yield Outcome(outcome.field, outcome.verdict, theirs, ours)
