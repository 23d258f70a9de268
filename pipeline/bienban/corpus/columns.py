"""Cột (columns): the typed columns of a pydantic model, by one walk over its fields.

The rules, which hold for every table:

- a scalar is a column of its name; a code (``Literal``) is a string; a number is a double;
- a model inside a model is laid flat, its columns prefixed with the field: ``due`` of a task gives ``due_text``,
  ``due_start``, ``due_end``, ``due_edtf`` …; all are null where the field is;
- a :class:`~bienban.records.When` also gives ``…_first`` and ``…_last``, the first and last day it can mean, as dates;
- a list of scalars is a list column; a list of models is a table of its own (see :mod:`bienban.corpus.schema`), and a
  list of bodies is besides a list column of their names (the words of the text where the name is not known).
"""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from bienban.records import Organization, When

Kind = Literal["string", "integer", "number", "boolean", "date", "strings"]
Derived = Literal["first", "last", "names"]
_SCALARS: dict[Any, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_FIRST, _LAST = ("id", "text", "start", "end"), ("confidence", "method")
"""What every item has: where it is, before what it says; how sure it is, after."""


@dataclass(frozen=True, slots=True)
class Column:
    """Cột (column): its name and type, the way to its value in a record, and what is derived from that value."""

    name: str
    kind: Kind
    path: tuple[str, ...]
    description: str
    derived: Derived | None = None


def columns_of(model: type[BaseModel], *, prefix: str = "", path: tuple[str, ...] = (), without: frozenset[str] = frozenset()) -> Iterator[Column]:
    """Các cột của mô hình (columns of a model), laid flat, except the fields ``without`` and the lists of models."""
    for name in _ordered(model):
        if name in without:
            continue
        field = model.model_fields[name]
        kind, inner = _shape(field.annotation)
        words = field.description or ""
        here = (*path, name)
        if kind == "model":
            yield from columns_of(inner, prefix=f"{prefix}{name}_", path=here)
        elif kind == "models":
            if issubclass(inner, Organization):
                yield Column(f"{prefix}{name}", "strings", here, words, "names")
        else:
            yield Column(f"{prefix}{name}", kind, here, words)
    if issubclass(model, When):
        yield Column(f"{prefix}first", "date", (*path, "edtf"), "First day the value can mean; null where open or unknown.", "first")
        yield Column(f"{prefix}last", "date", (*path, "edtf"), "Last day the value can mean; null where open or unknown.", "last")


def lists_of(model: type[BaseModel]) -> Iterator[tuple[str, type[BaseModel]]]:
    """Các danh sách (lists of a model): its fields that hold several models, each with the model held."""
    for name, field in model.model_fields.items():
        kind, inner = _shape(field.annotation)
        if kind == "models":
            yield name, inner


def _ordered(model: type[BaseModel]) -> list[str]:
    names = list(model.model_fields)
    middle = [name for name in names if name not in _FIRST and name not in _LAST]
    return [*(n for n in _FIRST if n in names), *middle, *(n for n in _LAST if n in names)]


def _shape(annotation: Any) -> tuple[Any, Any]:
    """What a field holds: a kind of scalar, ``strings``, or ``model`` or ``models`` with the class."""
    bare = _bare(annotation)
    if get_origin(bare) is tuple:
        inner = _bare(get_args(bare)[0])
        return ("models", inner) if _is_model(inner) else ("strings", None)
    if _is_model(bare):
        return "model", bare
    if get_origin(bare) is Literal:
        return "string", None
    return _SCALARS[bare], None


def _bare(annotation: Any) -> Any:
    """An annotation without its constraints and without None; a number that may be int or float is a float."""
    if get_origin(annotation) is Annotated:
        return _bare(get_args(annotation)[0])
    if get_origin(annotation) in (Union, types.UnionType):
        kinds = {_bare(one) for one in get_args(annotation)} - {type(None)}
        if kinds == {int, float}:
            return float
        (kind,) = kinds
        return kind
    return annotation


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
