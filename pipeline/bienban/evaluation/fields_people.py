"""Chấm đại biểu và văn bản (attendees and documents): their fields, one function a group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bienban.evaluation.align import (
    ALIKE,
    LOOSE,
    Pair,
    compact,
    first_mention,
    iou,
    is_named,
    jaccard,
    mention_likeness,
    norm,
    person_likeness,
    same_number,
)  # fmt: skip
from bienban.evaluation.outcomes import Outcome, Side, judge, judge_lists, side
from bienban.records import Attendee, DocumentReference, Post, Report

ROLES = ("chair", "speaker", "presenter", "attendee", "secretary", "absent")


class _Held(NamedTuple):
    holder: Attendee
    post: Post


def people_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Đại biểu (attendees): names, posts, roles of named persons; unnamed persons; groups and their counts."""
    gold, found = _named(pair.gold), _named(pair.found)
    yield from judge_lists("attendee.name", gold, found, person_likeness, 1.0, _name, iou)
    yield from _posts(gold, found)
    for role in ROLES:
        yield from _role(f"role.{role}", gold, found, frozenset({role}))
    yield from _role("role.speaking", gold, found, frozenset({"speaker", "presenter"}))
    yield from _groups(pair)
    gold, found = ([a for a in report.attendees if a.kind == "person" and a.name is None] for report in (pair.gold, pair.found))
    yield from judge_lists("attendee.unnamed", gold, found, mention_likeness, LOOSE, _mention, mention_likeness)


def _named(report: Report) -> list[Attendee]:
    return [a for a in report.attendees if is_named(a)]


def _name(attendee: Attendee) -> Side:
    return side(attendee, attendee.name)


def _mention(attendee: Attendee) -> Side:
    return side(first_mention(attendee), None, attendee)


def _posts(gold: list[Attendee], found: list[Attendee]) -> Iterator[Outcome]:
    theirs, ours = ([_Held(a, post) for a in people for post in a.posts] for people in (gold, found))

    def shown(held: _Held) -> Side:
        return side(held.post, f"{held.holder.name}: {held.post.text}", held.holder)

    def parts(held: _Held) -> Side:
        body = held.post.organization.text if held.post.organization else ""
        return side(held.post, f"{held.holder.name}: {held.post.title} | {body}", held.holder)

    yield from judge_lists("attendee.post", theirs, ours, _same_post, ALIKE, shown, _near_post)
    yield from judge_lists("attendee.post.exact", theirs, ours, _exact_post, 1.0, parts, _near_post)


def _same_post(a: _Held, b: _Held) -> float:
    return jaccard(a.post.text, b.post.text) if person_likeness(a.holder, b.holder) else 0.0


def _exact_post(a: _Held, b: _Held) -> float:
    body, other = (held.post.organization.text if held.post.organization else None for held in (a, b))
    return float(norm(a.post.title) == norm(b.post.title) and norm(body) == norm(other) and person_likeness(a.holder, b.holder) == 1.0)


def _near_post(a: _Held, b: _Held) -> float:
    return max(iou(a.post, b.post), _same_post(a, b))


def _role(field: str, gold: list[Attendee], found: list[Attendee], roles: frozenset[str]) -> Iterator[Outcome]:
    theirs, ours = ([a for a in people if roles & set(a.roles)] for people in (gold, found))
    yield from judge_lists(field, theirs, ours, person_likeness, 1.0, _name, iou)


def _groups(pair: Pair) -> Iterator[Outcome]:
    gold, found = ([a for a in report.attendees if a.kind != "person"] for report in (pair.gold, pair.found))
    yield from judge_lists("attendee.group", gold, found, mention_likeness, LOOSE, _mention, mention_likeness)
    ours = {a.id: a for a in found}
    for a in gold:
        b = ours.get(pair.attendees.get(a.id, ""))
        if b is not None:
            right = a.count is not None and b.count is not None and same_number(a.count.min, b.count.min) and same_number(a.count.max, b.count.max)
            yield from judge("attendee.count", side(a.count, None, a) if a.count else None, side(b.count, None, b) if b.count else None, right)


def document_outcomes(pair: Pair) -> Iterator[Outcome]:
    """Văn bản (documents): the report's own number, and those cited; attributes are of the pairs that stand at one place."""
    own, ours = (side(d, d.symbol or d.text) if (d := report.document) else None for report in (pair.gold, pair.found))
    yield from judge("document.own", own, ours, own is not None and ours is not None and compact(own.value) == compact(ours.value))
    gold, found = pair.gold.documents, pair.found.documents
    yield from judge_lists("document.any", gold, found, iou, LOOSE, side, iou)
    theirs, numbered = ([d for d in documents if d.symbol] for documents in (gold, found))
    yield from judge_lists("document.symbol", theirs, numbered, lambda a, b: float(compact(a.symbol) == compact(b.symbol)), 1.0, _symbol, iou)
    for i, j in pair.documents:
        yield from _document_pair(gold[i], found[j])


def _document_pair(a: DocumentReference, b: DocumentReference) -> Iterator[Outcome]:
    theirs, ours = (side(d.issued, d.issued.edtf or d.issued.text, d) if d.issued else None for d in (a, b))
    yield from judge("document.date", theirs, ours, a.issued is not None and b.issued is not None and a.issued.edtf == b.issued.edtf)
    yield from judge("document.type", side(a, a.type), side(b, b.type), a.type == b.type)
    yield from judge("document.role", side(a, a.role), side(b, b.role), a.role == b.role)
    theirs, ours = (side(d.issuer, None, d) if d.issuer else None for d in (a, b))
    yield from judge("document.issuer", theirs, ours, theirs is not None and ours is not None and jaccard(theirs.value, ours.value) >= ALIKE)


def _symbol(document: DocumentReference) -> Side:
    return side(document, document.symbol)
