"""Đối chiếu bản ghi (verify): is everything in a report where it says it is."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import TYPE_CHECKING, cast

from bienban.records.base import Item, Record

if TYPE_CHECKING:
    from bienban.records.report import Report

_LISTS = (
    ("attendees", "A"),
    ("documents", "D"),
    ("results", "R"),
    ("task_lists", "L"),
    ("tasks", "T"),
    ("targets", "G"),
    ("commitments", "C"),
)
OWN_DOCUMENT_ID = "D0"
_LEAVES = frozenset({str, int, float, bool, type(None)})


class RecordError(ValueError):
    """Bản ghi sai (record error): ``path`` says where in the record, the message says what."""

    def __init__(self, path: str, problem: str) -> None:
        """Lỗi (error): ``path`` such as ``tasks[3].due``, ``problem`` in English."""
        super().__init__(f"{path}: {problem}")
        self.path = path
        self.problem = problem

    def inside(self, step: str | int) -> RecordError:
        """Bên trong (inside): the same error seen from one step further out."""
        head = f"[{step}]" if isinstance(step, int) else step
        joint = "" if not self.path or self.path.startswith("[") else "."
        return RecordError(f"{head}{joint}{self.path}", self.problem)


def verify_report(report: Report) -> None:
    """Đối chiếu báo cáo (verify a report): raise ``RecordError`` for the first thing out of place."""
    _check_spans(report, report.text)
    _check_warnings(report)
    ids = {name: _check_ids(name, letter, getattr(report, name)) for name, letter in _LISTS}
    if report.document is not None and report.document.id != OWN_DOCUMENT_ID:
        raise RecordError("document.id", f"the report's own document is {OWN_DOCUMENT_ID}, not {report.document.id}")
    _check_references(report, ids)


def _check_spans(value: Record, text: str) -> None:
    """Walk once, by exact class: ``isinstance`` on a pydantic model would double the time.

    The path is put together only while an error travels outwards.
    """
    fields = value.__dict__
    if "start" in fields and "text" in fields:
        found = text[fields["start"] : fields["end"]]
        if not found or found != fields["text"] or fields["start"] < 0:
            raise RecordError("", f"says {fields['text']!r}, the text has {found!r}")
    for name, inner in fields.items():
        kind = inner.__class__
        if kind in _LEAVES:
            continue
        try:
            if kind is tuple or kind is list:
                _check_each(inner, text)
            else:
                _check_spans(inner, text)
        except RecordError as error:
            raise error.inside(name) from None


def _check_each(values: Sequence[Record | str], text: str) -> None:
    for index, value in enumerate(values):
        if value.__class__ not in _LEAVES:
            try:
                _check_spans(cast(Record, value), text)
            except RecordError as error:
                raise error.inside(index) from None


def _check_warnings(report: Report) -> None:
    for index, warning in enumerate(report.warnings):
        if warning.end is not None and warning.end > len(report.text):
            raise RecordError(f"warnings[{index}].end", f"{warning.end} is beyond the text ({len(report.text)})")


def _check_ids(name: str, letter: str, items: Sequence[Item]) -> frozenset[str]:
    number, start = 0, 0
    for index, item in enumerate(items):
        if item.id[0] != letter:
            raise RecordError(f"{name}[{index}].id", f"{item.id} must begin with {letter}")
        following = int(item.id[1:])
        if following <= number:
            raise RecordError(f"{name}[{index}].id", f"{item.id} does not come after {letter}{number}")
        if item.start < start:
            raise RecordError(f"{name}[{index}]", f"{item.id} stands before the one listed ahead of it")
        number, start = following, item.start
    return frozenset(item.id for item in items)


def _check_references(report: Report, ids: dict[str, frozenset[str]]) -> None:
    for index, task in enumerate(report.tasks):
        path = f"tasks[{index}]"
        _resolve(path, "list_id", task.list_id, ids["task_lists"])
        _resolve(path, "parent_id", task.parent_id, ids["tasks"])
        _resolve(path, "assigner", task.assigner, ids["attendees"])
        if task.parent_id is not None and int(task.parent_id[1:]) >= int(task.id[1:]):
            raise RecordError(f"{path}.parent_id", f"{task.parent_id} must come before {task.id}, a part of it")
    for index, target in enumerate(report.targets):
        _resolve(f"targets[{index}]", "task_id", target.task_id, ids["tasks"])
        _resolve(f"targets[{index}]", "commitment_id", target.commitment_id, ids["commitments"])
    for index, commitment in enumerate(report.commitments):
        _resolve(f"commitments[{index}]", "speaker", commitment.speaker, ids["attendees"])
        for place, target_id in enumerate(commitment.target_ids):
            _resolve(f"commitments[{index}]", f"target_ids[{place}]", target_id, ids["targets"])


def _resolve(path: str, field: str, reference: str | None, known: Container[str]) -> None:
    if reference is not None and reference not in known:
        raise RecordError(f"{path}.{field}", f"{reference} is not in the report")
