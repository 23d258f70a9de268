"""Hình dạng của bản ghi (shape): which fields an item has and what kind of value each holds, read from the models.

Correcting and its forms ask here, so that a field added to the record can be corrected without a line of new code.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, Literal, NamedTuple, Union, get_args, get_origin

from pydantic import BaseModel

from bienban.records import Attendee, Commitment, DocumentReference, Item, Meeting, Report, Result, Span, Target, Task, TaskList

LISTS: dict[str, tuple[str, type[Item]]] = {
    "attendees": ("A", Attendee), "documents": ("D", DocumentReference), "results": ("R", Result), "task_lists": ("L", TaskList),
    "tasks": ("T", Task), "targets": ("G", Target), "commitments": ("C", Commitment),
}  # fmt: skip
LIST_OF = {letter: key for key, (letter, _) in LISTS.items()}
MEETING, OWN = "M", "D0"
FIXED = frozenset({"start", "end", "text", "id", "confidence", "method", "statement_id", "found_count", "target_ids"})
"""Fields that follow from others and are not edited by hand."""
_LINKS = {
    "list_id": "task_lists",
    "parent_id": "tasks",
    "assigner": "attendees",
    "task_id": "tasks",
    "commitment_id": "commitments",
    "speaker": "attendees",
}
_VOCABULARY = {
    ("Meeting", "kinds"): "meeting_kind", ("Meeting", "time_of_day"): "time_of_day",
    ("Attendee", "kind"): "attendee_kind", ("Attendee", "roles"): "role",
    ("DocumentReference", "type"): "document_type", ("DocumentReference", "role"): "document_role", ("Issuer", "system"): "system",
    ("Result", "kind"): "result_kind", ("Result", "basis"): "basis", ("Task", "kind"): "task_kind", ("Target", "direction"): "direction",
    ("Commitment", "strength"): "strength",
}  # fmt: skip


class Kind(Enum):
    """Loại giá trị (kind of value)."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    CODE = "code"
    LINK = "link"
    PART = "part"
    """A record of its own: a span with further fields, or one without a place (an issuer's code)."""


class Field(NamedTuple):
    """Trường (field): its name, what it holds, whether it is a list, whether it may be left out."""

    name: str
    kind: Kind
    many: bool
    optional: bool
    model: type[BaseModel] | None = None
    vocabulary: str = ""
    links: str = ""

    @property
    def spanned(self) -> bool:
        """Có vị trí (spanned): whether its values are words of the text."""
        return self.model is not None and issubclass(self.model, Span)


@cache
def fields(model: type[BaseModel]) -> dict[str, Field]:
    """Các trường (fields) of a model that a person may correct, in their order."""
    return {name: _field(model, name) for name in model.model_fields if name not in FIXED}


def _field(model: type[BaseModel], name: str) -> Field:
    annotation, optional, many = model.model_fields[name].annotation, False, False
    if get_origin(annotation) in (Union, UnionType):
        arms = get_args(annotation)
        optional = type(None) in arms
        rest = [arm for arm in arms if arm is not type(None)]
        annotation = rest[0] if len(rest) == 1 or optional else annotation
    if get_origin(annotation) is tuple:
        annotation, many = get_args(annotation)[0], True
    vocabulary, links = _VOCABULARY.get((model.__name__, name), ""), _LINKS.get(name, "")
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return Field(name, Kind.PART, many, optional, annotation)
    kind = Kind.CODE if vocabulary else Kind.LINK if links else _plain(annotation)
    return Field(name, kind, many, optional, vocabulary=vocabulary, links=links)


def _plain(annotation: Any) -> Kind:
    found = set(_leaves(annotation))
    if bool in found:
        return Kind.FLAG
    if float in found:
        return Kind.NUMBER
    return Kind.WHOLE if int in found else Kind.TEXT


def _leaves(annotation: Any) -> Iterator[Any]:
    if get_origin(annotation) is Literal or isinstance(annotation, type):
        yield annotation
    for arm in get_args(annotation):
        if isinstance(arm, type) or get_origin(arm) is not None:
            yield from _leaves(arm)


def model_of(id: str) -> type[BaseModel]:
    """Lớp của mục (model): of the meeting ``M``, the own document ``D0`` or an item; ``KeyError`` for no id at all."""
    if id == MEETING:
        return Meeting
    return LISTS[LIST_OF[id[:1]]][1]


def item_of(report: Report, id: str) -> BaseModel:
    """Mục (item) of an id; ``KeyError`` where the report has none."""
    if id == MEETING:
        return report.meeting
    if id == OWN and report.document is not None:
        return report.document
    for item in getattr(report, LIST_OF[id[:1]]):
        if item.id == id:
            found: BaseModel = item
            return found
    raise KeyError(id)
