"""Cách đọc (readings): a record written back as gold JSON, each value in the one form that equal values share.

Two annotations that say the same give the same readings, however their files quote it. A link is read as the key of
the item it leads to, so that ids, which differ from one annotation to the next, never make a difference.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from bienban.evaluation.gold import LISTS
from bienban.records import Item, Span
from bienban.records.vocabulary import VOCABULARIES

LINKS: Mapping[str, str] = {
    "list_id": "task_lists", "parent_id": "tasks", "assigner": "attendees", "task_id": "tasks", "commitment_id": "commitments",
    "speaker": "attendees", "target_ids": "targets", "statement_id": "statements",
}  # fmt: skip
"""Fields that hold ids, and what they lead to."""
LETTERS: Mapping[str, str] = {key: letter for key, letter, _ in LISTS}
ROLES = tuple(VOCABULARIES["role"])
"""Roles in the order of the vocabulary: an attendee's roles are a set, and so are his mentions, told by their places."""
_UNSAID = frozenset({"start", "end", "text", "id", "confidence", "method"})


def quoted(text: str, span: Span) -> dict[str, Any]:
    """Câu trích (quote) of a span of ``text``: ``q``, and ``n`` where it is not the first occurrence."""
    n, at = 1, text.find(span.text)
    while at != span.start:
        n, at = n + 1, text.find(span.text, at + 1)
    return {"q": span.text} if n == 1 else {"q": span.text, "n": n}


def reading(text: str, value: Any, links: Mapping[str, str] | None = None) -> Any:
    """Cách đọc một giá trị (reading of a value) as gold JSON: empty parts left out, a bare place as its quote.

    ``links`` gives the key for each id; an id without a key is kept as it is.
    """
    if isinstance(value, BaseModel):
        parts = quoted(text, value) if isinstance(value, Span) else {}
        for name in type(value).model_fields:
            if name not in _UNSAID:
                part = _in_order(name, getattr(value, name))
                parts[name] = _linked(part, links) if name in LINKS else reading(text, part, links)
        said = {name: part for name, part in parts.items() if not _empty(part)}
        return said["q"] if list(said) == ["q"] and not isinstance(value, Item) else said
    if isinstance(value, tuple):
        return [reading(text, one, links) for one in value]
    return value


def _in_order(name: str, value: Any) -> Any:
    if name == "roles":
        return tuple(sorted(value, key=ROLES.index))
    return tuple(sorted(value, key=lambda span: span.start)) if name == "mentions" else value


def _linked(value: Any, links: Mapping[str, str] | None) -> Any:
    known = links or {}
    return [known.get(id, id) for id in value] if isinstance(value, tuple) else known.get(value, value)


def _empty(value: Any) -> bool:
    return value is None or value is False or value == [] or value == ""
