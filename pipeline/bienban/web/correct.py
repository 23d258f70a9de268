"""Sửa bản ghi (correcting): one operation of a person on a record gives a record that is verified like any other.

Nothing is kept here between two calls: whoever corrects holds the record and the list of changes, and sends both.
What a person has touched says so itself: its ``method`` is ``person.edited``, ``person.added`` or ``person.confirmed``
and its ``confidence`` 1.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from bienban.errors import RequestError
from bienban.records import RecordError, Report
from bienban.render.panel import ADDED, CONFIRMED, EDITED, flat
from bienban.web.correct_order import reorder
from bienban.web.correct_shape import LIST_OF, LISTS, MEETING, OWN, fields, model_of
from bienban.web.correct_values import apply_values, fresh_item, fresh_part

Path = Annotated[str, Field(max_length=60, pattern=r"^[A-Z][0-9]*(\.[a-z_]+(\.[0-9]+)?)*$")]
Place = Annotated[int, Field(ge=0)]
_LONGEST_SHOWN = 160


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Change(_Closed):
    """Thay đổi (change): what a person did to which value; ``ref`` is the field ("T3.due"), the item ("T3") or a list letter."""

    ref: Path
    kind: Literal["edited", "added", "deleted", "confirmed"]
    before: Annotated[str, Field(max_length=400)] = ""
    after: Annotated[str, Field(max_length=400)] = ""


class Edit(_Closed):
    """Sửa các giá trị (edit) of one item: paths within it to what a form said; ``remove`` are paths of values to drop."""

    op: Literal["edit"]
    id: Path
    values: Annotated[dict[str, str | bool | list[str]], Field(max_length=500)] = Field(default_factory=dict)
    remove: Annotated[tuple[str, ...], Field(max_length=500)] = ()


class Mark(_Closed):
    """Gắn chữ vào trường (mark): the words of a place become the value of a field, or one more of its values."""

    op: Literal["mark"]
    ref: Path
    start: Place
    end: Place


class Move(_Closed):
    """Chọn lại đoạn (move): an item stands at another place of the text."""

    op: Literal["move"]
    id: Path
    start: Place
    end: Place


class Add(_Closed):
    """Thêm mục (add): the words of a place become a new item of a list."""

    op: Literal["add"]
    list: Literal["attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments"]
    start: Place
    end: Place


class Delete(_Closed):
    """Xóa mục (delete): an item, the own document ``D0`` or a warning ``W2``."""

    op: Literal["delete"]
    id: Path


class Confirm(_Closed):
    """Xác nhận (confirm): the item is right as it stands."""

    op: Literal["confirm"]
    id: Path


Operation = Annotated[Edit | Mark | Move | Add | Delete | Confirm, Field(discriminator="op")]
OPERATION: TypeAdapter[Operation] = TypeAdapter(Operation)
CHANGES: TypeAdapter[tuple[Change, ...]] = TypeAdapter(Annotated[tuple[Change, ...], Field(max_length=5_000)])


class Corrected(_Closed):
    """Bản đã sửa (corrected): the record, the changes so far, and the id of the item that was touched ("" when it is gone)."""

    report: Report
    changes: tuple[Change, ...]
    id: str


def read_record(value: Any) -> Report:
    """Đọc bản ghi gửi lên (read a record): verified from end to end.

    Raises ``RequestError`` BB618, naming the first path out of place and never a word of the text.
    """
    try:
        return Report.model_validate_json(value) if isinstance(value, str | bytes) else Report.model_validate(value)
    except RecordError as error:
        raise RequestError.of("BB618", reason=error.path) from None
    except ValidationError as error:
        raise RequestError.of("BB618", reason=_first_path(error)) from None


def correct(report: Report, operation: Operation, changes: Sequence[Change] = ()) -> Corrected:
    """Sửa (correct): the record after one operation.

    Raises ``RequestError`` BB619 for an operation that names nothing there or leads to no valid record.
    """
    work = _Work(report, list(changes))
    try:
        work.run(operation)
    except (KeyError, IndexError, TypeError, AttributeError):
        raise RequestError.of("BB619", reason="id") from None
    except ValueError as error:
        raise RequestError.of("BB619", reason=str(error)) from None
    renamed = reorder(work.data)
    moved = [c.model_copy(update={"ref": _renamed(c.ref, renamed)}) for c in work.changes]
    try:
        corrected = Report.model_validate(work.data)
    except RecordError as error:
        raise RequestError.of("BB619", reason=error.path) from None
    except ValidationError as error:
        raise RequestError.of("BB619", reason=_first_path(error)) from None
    return Corrected(report=corrected, changes=tuple(moved), id=_renamed(work.id, renamed))


def changed_refs(changes: Iterable[Change]) -> set[str]:
    """Các giá trị đã sửa (changed values): references of fields that a person changed."""
    return {change.ref for change in changes if change.kind in ("edited", "added") and "." in change.ref}


def _first_path(error: ValidationError) -> str:
    first = error.errors(include_input=False, include_url=False, include_context=True)[0]
    inner = first.get("ctx", {}).get("error")
    if isinstance(inner, RecordError):
        return inner.path
    return ".".join(str(step) for step in first["loc"]) or first["type"]


def _renamed(ref: str, renamed: Mapping[str, str]) -> str:
    id, point, rest = ref.partition(".")
    return f"{renamed.get(id, id)}{point}{rest}"


class _Work:
    """One operation on the plain form of a record."""

    def __init__(self, report: Report, changes: list[Change]) -> None:
        self.report = report
        self.data: dict[str, Any] = json.loads(report.to_json())
        self.text = report.text
        self.changes = changes
        self.id = ""

    def run(self, operation: Operation) -> None:
        match operation:
            case Edit():
                self.edit(operation)
            case Mark():
                self.mark(operation)
            case Move():
                self.move(operation)
            case Add():
                self.add(operation)
            case Delete():
                self.delete(operation)
            case Confirm():
                self.confirm(operation)

    def edit(self, operation: Edit) -> None:
        item = self._item(operation.id)
        before = json.loads(json.dumps(item))
        apply_values(model_of(operation.id), item, operation.values, operation.remove)
        for field in fields(model_of(operation.id)).values():
            if field.links and item[field.name] is not None:
                self._item(item[field.name])
        self._touched(operation.id, item, before)

    def mark(self, operation: Mark) -> None:
        id, _, rest = operation.ref.partition(".")
        item, model = self._item(id), model_of(id)
        before = json.loads(json.dumps(item))
        self._put(model, item, rest.split("."), self._place(operation.start, operation.end))
        self._touched(id, item, before)

    def _put(self, model: type[BaseModel], holder: dict[str, Any], steps: list[str], place: dict[str, Any]) -> None:
        name, *rest = steps
        field = fields(model)[name]
        number = int(rest.pop(0)) if rest and rest[0].isdigit() else None
        if rest:
            assert field.model is not None
            self._put(field.model, holder[name] if number is None else holder[name][number], rest, place)
            return
        part = fresh_part(field, place, self.report)
        if not field.many:
            holder[name] = part
        elif number is None:
            holder[name].append(part)
        else:
            holder[name][number] = part

    def move(self, operation: Move) -> None:
        item = self._item(operation.id)
        before = item["text"]
        old = (item["start"], item["end"])
        item.update(self._place(operation.start, operation.end))
        for mention in item.get("mentions", []) if operation.id != OWN else []:
            if (mention["start"], mention["end"]) == old:
                mention.update(self._place(operation.start, operation.end))
        self._vouch(operation.id, item)
        self._note(f"{operation.id}.span", "edited", before, item["text"])

    def add(self, operation: Add) -> None:
        letter, _ = LISTS[operation.list]
        rows = self.data[operation.list]
        number = 1 + max((int(row["id"][1:]) for row in rows), default=0)
        item = {
            **fresh_item(operation.list, self._place(operation.start, operation.end), self.report),
            "id": f"{letter}{number}", "confidence": 1.0, "method": ADDED,
        }  # fmt: skip
        rows.append(item)
        self.id = item["id"]
        self._note(item["id"], "added", "", item["text"])

    def delete(self, operation: Delete) -> None:
        id = operation.id
        if id[0] == "W":
            gone = self.data["warnings"].pop(int(id[1:]) - 1)
            self.changes.append(Change(ref="W", kind="deleted", before=_short(gone["message_vi"])))
            return
        item = self._item(id)
        if id == OWN:
            self.data["document"] = None
        else:
            self.data[LIST_OF[id[0]]].remove(item)
        self.changes = [c for c in self.changes if c.ref.partition(".")[0] != id]
        self.changes.append(Change(ref=id[0], kind="deleted", before=_short(item["text"])))

    def confirm(self, operation: Confirm) -> None:
        item = self._item(operation.id)
        item.update(confidence=1.0, method=CONFIRMED)
        self.id = operation.id

    def _item(self, id: str) -> dict[str, Any]:
        if id == MEETING:
            found: dict[str, Any] = self.data["meeting"]
            return found
        if id == OWN:
            found = self.data["document"]
            if found is None:
                raise KeyError(id)
            return found
        rows: list[dict[str, Any]] = self.data[LIST_OF[id[0]]]
        number = next((n for n, row in enumerate(rows) if row["id"] == id), None)
        if number is None:
            raise KeyError(id)
        return rows[number]

    def _place(self, start: int, end: int) -> dict[str, Any]:
        """The words between two offsets, blanks at their edges left out."""
        if not 0 <= start < end <= len(self.text):
            raise ValueError("start, end")
        words = self.text[start:end]
        start, end = start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
        if start >= end:
            raise ValueError("start, end")
        return {"start": start, "end": end, "text": self.text[start:end]}

    def _touched(self, id: str, item: dict[str, Any], before: dict[str, Any]) -> None:
        different = [name for name in fields(model_of(id)) if item.get(name) != before.get(name)]
        for name in different:
            self._note(f"{id}.{name}", "edited", _shown(before.get(name)), _shown(item.get(name)))
        if different:
            self._vouch(id, item)
        self.id = id

    def _vouch(self, id: str, item: dict[str, Any]) -> None:
        if id != MEETING:
            item.update(confidence=1.0, method=item["method"] if item["method"] == ADDED else EDITED)
        self.id = id

    def _note(self, ref: str, kind: Literal["edited", "added"], before: str, after: str) -> None:
        """One entry a value: what it was at first, what it is now."""
        first = next((c for c in self.changes if c.ref == ref), None)
        self.changes = [c for c in self.changes if c.ref != ref]
        self.changes.append(
            Change(
                ref=ref,
                kind=first.kind if first and first.kind == "added" else kind,
                before=first.before if first else _short(before),
                after=_short(after),
            )
        )


def _shown(value: Any) -> str:
    """A value of the plain record, in few words."""
    if isinstance(value, list):
        return "; ".join(filter(None, map(_shown, value)))
    if isinstance(value, dict):
        more = next((value[k] for k in ("edtf", "name", "title") if isinstance(value.get(k), str)), None)
        said = value.get("text") or value.get("code") or ""
        return f"{said} ({more})" if more and more != said else str(said)
    return "" if value is None or value is False else str(value)


def _short(text: str) -> str:
    line = flat(text)
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"
