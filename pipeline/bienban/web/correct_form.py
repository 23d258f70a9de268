"""Biểu mẫu sửa (correction form): the fields of one item as a form, made from the models and the words of a language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

from bienban.records import Item, Report, Span
from bienban.records.vocabulary import VOCABULARIES
from bienban.render.panel import flat
from bienban.render.words import Words
from bienban.web.correct_dates import DATE, written_date
from bienban.web.correct_shape import LIST_OF, MEETING, Field, Kind, fields, item_of

_HIDDEN = frozenset({("Attendee", "mentions"), ("DocumentReference", "mentions")})
_LONGEST_OPTION = 60


@dataclass(frozen=True, slots=True)
class Part:
    """Một giá trị có vị trí (part): its words, its further inputs, and where it is in the item."""

    path: str
    said: str
    inputs: tuple[Input, ...]
    groups: tuple[Group, ...] = ()
    removable: bool = True
    spanned: bool = True


@dataclass(frozen=True, slots=True)
class Group:
    """Nhóm (group): a field whose values are parts."""

    path: str
    label: str
    parts: tuple[Part, ...]
    many: bool
    spanned: bool


@dataclass(frozen=True, slots=True)
class Input:
    """Ô nhập (input): name, label, what kind, the present value, the options of a choice."""

    name: str
    label: str
    kind: str
    value: Any = ""
    options: tuple[tuple[str, str], ...] = ()
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """Biểu mẫu (form) of one item."""

    id: str
    title: str
    said: str
    inputs: tuple[Input, ...] = field(default=())
    groups: tuple[Group, ...] = field(default=())


def correction_form(report: Report, id: str, say: Words) -> Form:
    """Biểu mẫu của một mục (form); ``KeyError`` where the report has no such item."""
    item = item_of(report, id)
    maker = _Maker(report, say, id)
    said = flat(item.text) if isinstance(item, Span) else ""
    name = "meeting" if id == MEETING else "document" if id == "D0" else LIST_OF[id[0]]
    title = f"{say('action.edit')} {say(f'one.{name}')}" + ("" if id in (MEETING, "D0") else f" {say.tag(id)}")
    return Form(id, title, said, tuple(maker.inputs(item, "")), tuple(maker.groups(item, "")))


class _Maker:
    def __init__(self, report: Report, say: Words, id: str) -> None:
        self.report, self.say, self.id = report, say, id

    def inputs(self, item: BaseModel, prefix: str) -> Iterator[Input]:
        for f in fields(type(item)).values():
            if f.kind is not Kind.PART:
                yield self._input(f, getattr(item, f.name), prefix)

    def groups(self, item: BaseModel, prefix: str) -> Iterator[Group]:
        for f in fields(type(item)).values():
            if f.kind is Kind.PART and (type(item).__name__, f.name) not in _HIDDEN:
                yield self._group(f, getattr(item, f.name), prefix)

    def _group(self, f: Field, value: Any, prefix: str) -> Group:
        path = f"{prefix}{f.name}"
        found = value if f.many else () if value is None else (value,)
        parts = tuple(self._part(f, part, f"{path}.{n}" if f.many else path) for n, part in enumerate(found))
        if not f.spanned and f.model is not None:
            blank = tuple(self._blank(inner, f"{path}.{len(parts)}.") for inner in fields(f.model).values())
            parts = (*parts, Part(f"{path}.{len(parts)}", "", blank, (), removable=False, spanned=False))
        return Group(path, self.say(f"field.{f.name}"), parts, f.many, f.spanned)

    def _part(self, f: Field, value: BaseModel, path: str) -> Part:
        said = flat(value.text) if isinstance(value, Span) else ""
        inputs, groups = tuple(self.inputs(value, f"{path}.")), tuple(self.groups(value, f"{path}."))
        return Part(path, said, inputs, groups, f.many or f.optional, f.spanned)

    def _blank(self, f: Field, prefix: str) -> Input:
        return self._input(f, None, prefix, required=False)

    def _input(self, f: Field, value: Any, prefix: str, *, required: bool | None = None) -> Input:
        options = self._options(f)
        needed = (not f.optional and f.kind in (Kind.TEXT, Kind.CODE) and not f.many) if required is None else required
        if options and not f.many and not needed:
            options = (("", "–"), *options)
        shown = list(value or ()) if f.many else written_date(value) if f.name == DATE else _written(value)
        return Input(f"{prefix}{f.name}", self.say(f"field.{f.name}"), f.kind.value, shown, options, f.many, needed)

    def _options(self, f: Field) -> tuple[tuple[str, str], ...]:
        if f.vocabulary:
            return tuple((code, self.say.code(f.vocabulary, code)) for code in VOCABULARIES[f.vocabulary])
        if f.links:
            items: tuple[Item, ...] = getattr(self.report, f.links)
            return tuple((item.id, f"{self.say.tag(item.id)} {_named(item)}") for item in items if item.id != self.id)
        return ()


def _named(item: Item) -> str:
    text = flat(getattr(item, "name", None) or item.text)
    return text if len(text) <= _LONGEST_OPTION else f"{text[: _LONGEST_OPTION - 1]}…"


def _written(value: Any) -> Any:
    """A value as it stands in an input: decimals with a comma, as the form reads them back."""
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value}".replace(".", ",")
    return value
