"""Câu trích thành vị trí (quotes to spans): the record models, filled from JSON that quotes instead of counting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from bienban.evaluation.located import Path
from bienban.records import Post, Span

Note = Callable[[Path, str, Mapping[str, Any]], None]
Model = TypeVar("Model", bound=BaseModel)
_UNWRITTEN = frozenset({"start", "end", "text", "confidence", "method"})
"""Fields that gold never gives: places are quoted, and all of it is sure."""
_NOTHING: Any = object()


def find_quote(text: str, quote: str, n: int = 1, start: int = 0, end: int | None = None) -> int:
    """Tìm câu trích (find a quote): offset of its ``n``-th occurrence (overlapping ones count) in a part of the text, or -1."""
    at = start - 1
    for _ in range(n):
        at = text.find(quote, at + 1, len(text) if end is None else end)
        if at < 0:
            return -1
    return at


class Resolver:
    """Bộ giải câu trích (resolver): builds records of one text and reports what does not fit to ``note``."""

    def __init__(self, text: str, note: Note) -> None:
        """``note`` is called with the path in the JSON, the code of the finding and the values of its message."""
        self.text = text
        self._note = note

    def record(self, model: type[Model], given: Any, path: Path, **extra: Any) -> Model | None:
        """Dựng bản ghi (build a record) of ``model``; ``None`` after a problem, which has then been noted.

        ``extra`` are fields the JSON leaves out; the JSON's own go before them.
        """
        fields = self._fields(model, given, path, None)
        if fields is None:
            return None
        try:
            return model.model_validate({**extra, **fields})
        except ValidationError as error:
            for problem in error.errors(include_url=False):
                self._note((*path, *problem["loc"]), "G004", {"reason": _reason(problem)})
            return None

    def _fields(self, model: type[BaseModel], given: Any, path: Path, around: tuple[int, int] | None) -> dict[str, Any] | None:
        spanned = issubclass(model, Span)
        if isinstance(given, str) and spanned:
            given = {"q": given}
        if not isinstance(given, dict):
            self._refuse(path, "a quote or an object was expected" if spanned else "an object was expected")
            return None
        found: dict[str, Any] = {}
        sound = True
        if spanned:
            place = self._place(given, path, around)
            sound = place is not None
            found = place or {}
        own = (found["start"], found["end"]) if issubclass(model, Post) and found else None
        for key, value in given.items():
            if spanned and key in ("q", "n"):
                continue
            if key not in model.model_fields or (spanned and key in _UNWRITTEN):
                self._note((*path, key), "G003", {})
                sound = False
            elif value is not None:
                resolved = self._value(model, key, value, (*path, key), own)
                sound = sound and resolved is not _NOTHING
                found[key] = resolved
        return found if sound else None

    def _value(self, model: type[BaseModel], key: str, value: Any, path: Path, own: tuple[int, int] | None) -> Any:
        inner, many = shape(model, key)
        if many and not isinstance(value, list):
            self._refuse(path, "a list was expected")
            return _NOTHING
        if inner is None:
            return value
        if not many:
            fields = self._fields(inner, value, path, own)
            return _NOTHING if fields is None else fields
        rows = [self._fields(inner, row, (*path, index), own) for index, row in enumerate(value)]
        return _NOTHING if None in rows else rows

    def _place(self, given: Mapping[str, Any], path: Path, around: tuple[int, int] | None) -> dict[str, Any] | None:
        """``around`` is where a quote without a number is looked for first: a post holds the name of its body."""
        quote, n = given.get("q"), given.get("n", 1)
        if not isinstance(quote, str) or not quote:
            self._refuse(path, "the quote 'q' is missing")
            return None
        if isinstance(n, bool) or not isinstance(n, int) or n < 1:
            self._refuse((*path, "n"), "n must be a whole number from 1")
            return None
        at = -1
        if around is not None and "n" not in given:
            at = find_quote(self.text, quote, 1, *around)
        if at < 0:
            at = find_quote(self.text, quote, n)
        if at < 0:
            count = _occurrences(self.text, quote)
            self._note(path, "G006" if count else "G005", {"quote": quote, "n": n, "found": count})
            return None
        return {"start": at, "end": at + len(quote), "text": quote}

    def _refuse(self, path: Path, reason: str) -> None:
        self._note(path, "G004", {"reason": reason})


def _occurrences(text: str, quote: str) -> int:
    count, at = 0, text.find(quote)
    while at >= 0:
        count, at = count + 1, text.find(quote, at + 1)
    return count


def _reason(problem: Mapping[str, Any]) -> str:
    given = problem.get("input")
    shown = f" ({given!r})" if isinstance(given, str | int | float) else ""
    return f"{problem['msg']}{shown}"


@cache
def shape(model: type[BaseModel], key: str) -> tuple[type[BaseModel] | None, bool]:
    """Dạng của trường (shape of a field): the model inside it, or ``None`` for plain values; and whether it is a list."""
    annotation = model.model_fields[key].annotation
    many = False
    if get_origin(annotation) in (Union, UnionType):
        annotation = next((arm for arm in get_args(annotation) if arm is not type(None)), annotation)
    if get_origin(annotation) is tuple:
        annotation, many = get_args(annotation)[0], True
    inner = annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None
    return inner, many
