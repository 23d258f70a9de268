"""Đoạn để tìm (passages): what of a record can be found, and who and what each passage is about.

A passage is an item (a task, a commitment …) or a paragraph of the text. The people, bodies and documents of a passage
are those that its words name and those that the record ties to it: who gave a task, who leads it, who pledges.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Literal, NamedTuple

from bienban.corpus.dates import bounds
from bienban.text.reflow import wraps

Kind = Literal["text", "attendee", "document", "result", "task", "target", "commitment"]
PartyKind = Literal["person", "body", "document"]
KINDS: tuple[Kind, ...] = ("task", "commitment", "target", "result", "document", "attendee", "text")
_LISTS: Mapping[Kind, str] = {kind: f"{kind}s" for kind in KINDS if kind != "text"}
_BODIES: Mapping[str, Sequence[str]] = {
    "tasks": ("lead", "coordinating"), "commitments": ("on_behalf_of", "partners"), "targets": ("organization",), "results": ("organization",),
    "documents": ("issuer",),
}  # fmt: skip
"""Fields of an item that hold a body or several."""
_PEOPLE: Mapping[str, str] = {"tasks": "assigner", "commitments": "speaker"}


BETWEEN = " \ue000 "
"""Stands between two names of one party. The index takes it for a word, so no phrase runs from one name into the other."""


class Party(NamedTuple):
    """Bên liên quan (party): a person, a body or a document, by all the names it can be looked for."""

    kind: PartyKind
    names: str


class Passage(NamedTuple):
    """Đoạn (passage): offsets in the record's text; ``item_id`` is empty for a paragraph, dates are ISO days or None."""

    kind: Kind
    item_id: str
    start: int
    end: int
    due_first: str | None
    due_last: str | None
    parties: frozenset[Party]


class _Named(NamedTuple):
    start: int
    end: int
    party: Party


def passages_of(record: Mapping[str, Any]) -> Iterator[Passage]:
    """Các đoạn của bản ghi (passages of a record): items by kind, then paragraphs, each list in text order."""
    named = sorted(_named(record))
    people = {one["id"]: _person(one) for one in record["attendees"]}
    for kind, listed in _LISTS.items():
        for item in record[listed]:
            due = item.get("due")
            first, last = (day.isoformat() if day else None for day in bounds(due["edtf"] if due else None))
            parties = frozenset(_tied(listed, item, people)) | _within(named, item["start"], item["end"])
            yield Passage(kind, item["id"], item["start"], item["end"], first, last, parties)
    for start, end in paragraphs(record["text"]):
        yield Passage("text", "", start, end, None, None, _within(named, start, end))


def paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Các đoạn văn (paragraphs): offsets of the lines that hold something; a line wrapped by hand is one line."""
    joins = set(wraps(text))
    start = 0
    ends = [at for at, char in enumerate(text) if char == "\n" and at not in joins]
    for end in [*ends, len(text)]:
        part = text[start:end]
        if not part.isspace() and part:
            yield start + len(part) - len(part.lstrip()), start + len(part.rstrip())
        start = end + 1


def _named(record: Mapping[str, Any]) -> Iterator[_Named]:
    """Every place of the text that names a person, a body or a document."""
    for attendee in record["attendees"]:
        person = _person(attendee)
        yield from (_Named(place["start"], place["end"], person) for place in attendee["mentions"])
        bodies = [post["organization"] for post in attendee["posts"] if post["organization"]]
        yield from (_Named(body["start"], body["end"], _body(body)) for body in bodies)
    for document in _documents(record):
        party = _document(document)
        yield from (_Named(place["start"], place["end"], party) for place in (document, *document["mentions"]))
    bodies = [*record["meeting"]["organizers"]]
    for listed in _BODIES:
        bodies += [body for item in record[listed] for body in _bodies(listed, item)]
    yield from (_Named(body["start"], body["end"], _body(body)) for body in bodies)


def _tied(listed: str, item: Mapping[str, Any], people: Mapping[str, Party]) -> Iterator[Party]:
    """Parties the record ties to an item, wherever they are named."""
    yield from map(_body, _bodies(listed, item))
    person = item.get(_PEOPLE.get(listed, ""))
    if person:
        yield people[person]
    if listed == "attendees":
        yield _person(item)
        yield from (_body(post["organization"]) for post in item["posts"] if post["organization"])
    if listed == "documents":
        yield _document(item)


def _within(named: Sequence[_Named], start: int, end: int) -> frozenset[Party]:
    return frozenset(one.party for one in named if start <= one.start and one.end <= end)


def _bodies(listed: str, item: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for field in _BODIES.get(listed, ()):
        held = item[field]
        yield from held if isinstance(held, list | tuple) else [held] if held else []


def _documents(record: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    if record["document"]:
        yield record["document"]
    yield from record["documents"]


def _person(attendee: Mapping[str, Any]) -> Party:
    """A group or a body that attends is looked for as a body."""
    name = attendee["name"] or attendee["text"]
    return Party("person" if attendee["kind"] == "person" else "body", _flat(name))


def _body(body: Mapping[str, Any]) -> Party:
    return Party("body", _both(body["text"], body["name"]))


def _document(document: Mapping[str, Any]) -> Party:
    return Party("document", _both(document["symbol"] or "", document["text"]))


def _both(first: str, second: str | None) -> str:
    names = dict.fromkeys(_flat(name) for name in (first, second or "") if name)
    return BETWEEN.join(names)


def _flat(text: str) -> str:
    return " ".join(text.split())
