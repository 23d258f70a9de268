"""JSON có số dòng (JSON with line numbers): a strict reader that remembers on which line every value stands."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

Path = tuple[str | int, ...]
_BLANK = " \t\n\r"
_DEEPEST = 40


class JsonError(ValueError):
    """JSON sai (malformed JSON): ``line`` counts from 1, ``reason`` is in English."""

    def __init__(self, line: int, reason: str) -> None:
        """Lỗi (problem) on one line."""
        super().__init__(f"line {line}: {reason}")
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Located:
    """Giá trị có vị trí (located value): the value, and the line of every path inside it."""

    value: Any
    lines: Mapping[Path, int]

    def line(self, path: Path) -> int:
        """Dòng (line) of the longest known beginning of ``path``; 1 for the whole file."""
        for length in range(len(path), -1, -1):
            found = self.lines.get(path[:length])
            if found is not None:
                return found
        return 1


def read_located(text: str) -> Located:
    """Đọc JSON kèm số dòng (read): raises :class:`JsonError` for what is no strict JSON, or repeats a key."""
    parser = _Parser(text)
    value, end = parser.value(parser.skip(0), ())
    end = parser.skip(end)
    if end < len(text):
        parser.fail(end, "something follows the end of the JSON value")
    return Located(value, parser.lines)


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.lines: dict[Path, int] = {}
        self._starts = [0, *(i + 1 for i, c in enumerate(text) if c == "\n")]
        self._decoder = json.JSONDecoder(parse_constant=self._constant)

    def fail(self, at: int, reason: str) -> NoReturn:
        raise JsonError(bisect_right(self._starts, at), reason)

    def skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at] in _BLANK:
            at += 1
        return at

    def value(self, at: int, path: Path) -> tuple[Any, int]:
        self.lines[path] = bisect_right(self._starts, at)
        if len(path) > _DEEPEST:
            self.fail(at, "nested too deeply")
        head = self.text[at : at + 1]
        if head == "{":
            return self._object(at, path)
        if head == "[":
            return self._array(at, path)
        return self._scalar(at)

    def _scalar(self, at: int) -> tuple[Any, int]:
        try:
            return self._decoder.raw_decode(self.text, at)
        except json.JSONDecodeError as error:
            self.fail(min(error.pos, len(self.text)), error.msg)
        except ValueError as error:
            self.fail(at, str(error))

    @staticmethod
    def _constant(name: str) -> NoReturn:
        raise ValueError(f"{name} is no JSON number")

    def _object(self, at: int, path: Path) -> tuple[dict[str, Any], int]:
        found: dict[str, Any] = {}
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "}":
            if self.text[at : at + 1] != '"':
                self.fail(at, "a key in double quotes was expected")
            key, colon = self._scalar(at)
            if key in found:
                self.fail(at, f"the key {key!r} stands twice")
            colon = self.skip(colon)
            if self.text[colon : colon + 1] != ":":
                self.fail(colon, "':' was expected")
            found[key], end = self.value(self.skip(colon + 1), (*path, key))
            at = self._next(end, "}")
        return found, at + 1

    def _array(self, at: int, path: Path) -> tuple[list[Any], int]:
        found: list[Any] = []
        at = self.skip(at + 1)
        while self.text[at : at + 1] != "]":
            value, end = self.value(at, (*path, len(found)))
            found.append(value)
            at = self._next(end, "]")
        return found, at + 1

    def _next(self, end: int, closing: str) -> int:
        """Where the next element begins, or the closing bracket stands."""
        at = self.skip(end)
        head = self.text[at : at + 1]
        if head == closing:
            return at
        if head != ",":
            self.fail(at, f"',' or '{closing}' was expected")
        following = self.skip(at + 1)
        if self.text[following : following + 1] == closing:
            self.fail(following, "a comma stands before the closing bracket")
        return following
