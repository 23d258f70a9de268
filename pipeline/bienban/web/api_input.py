"""Đầu vào của API (API input): the text of a request, from JSON, from a form with one file, or as the plain body.

The body has been read and measured by :mod:`bienban.web.limits` before; nothing here writes to disk, not even a
large upload.
"""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from typing import Any, ClassVar, NamedTuple, NoReturn

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from bienban.errors import InputError, LimitError, RequestError
from bienban.web.settings import Settings

JSON_TYPE = "application/json"
PLAIN_TYPE = "text/plain"
FORM_TYPE = "multipart/form-data"
URLENCODED_TYPE = "application/x-www-form-urlencoded"
_ACCEPTED = f"{JSON_TYPE}, {FORM_TYPE}, {PLAIN_TYPE}"
_LONGEST_NAME = 255
_MOST_FIELDS = 16
_DECODER = json.JSONDecoder()
_PIECE = 256 * 1024
_MOST_URLENCODED = 256 * 1024
"""Bytes: what is percent-encoded is slow to undo, and the page's own forms come as multipart."""
_BLANKS = re.compile("[ \t\n\r]*")
_VALUE = frozenset('[{"-0123456789tfn')
"""How a JSON value can begin."""


class Given(NamedTuple):
    """Văn bản nhận được (given): a string, or the bytes of a file, with the file's name where one was told."""

    data: str | bytes
    name: str | None = None


async def read_given(request: Request, settings: Settings) -> Given:
    """Đọc yêu cầu (read): what is to be extracted.

    Raises ``RequestError`` for a malformed request, ``InputError`` BB101 for an empty one, ``LimitError`` BB202 for
    a text of more than ``max_characters``.
    """
    kind = media_type(request)
    if kind == JSON_TYPE:
        given = from_json(await request.body())
    elif kind == PLAIN_TYPE:
        given = Given(await request.body(), clean_name(request.query_params.get("name")))
    elif kind == FORM_TYPE:
        given = await from_form(await read_form(request, settings))
    else:
        raise RequestError.of("BB606", kind=_ACCEPTED)
    return checked(given, settings)


def checked(given: Given, settings: Settings) -> Given:
    """Kiểm tra (check) a given text: not empty, not too long; errors as in :func:`read_given`."""
    if not given.data:
        raise InputError.empty()
    if isinstance(given.data, str) and len(given.data) > settings.max_characters:
        raise LimitError.too_long(len(given.data), settings.max_characters)
    return given


def media_type(request: Request) -> str:
    """Kiểu nội dung (media type) of the body, without parameters."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower()


def from_json(body: bytes) -> Given:
    """Từ JSON (from JSON): ``{"text": …, "name": …}`` and nothing else; errors as in :func:`flat_json`."""
    found = flat_json(body, ("text", "name"))
    text = found.get("text")
    if text is None:
        raise RequestError.of("BB602", name="text")
    return Given(text, clean_name(found.get("name")))


def flat_json(body: bytes, names: Sequence[str]) -> dict[str, str | None]:
    """JSON phẳng (flat JSON): an object of strings and nulls with keys out of ``names``, each at most once.

    Reads no further than the first thing that is wrong: a general parser would first build whatever was sent, and a
    few megabytes of small values hold up the server for seconds. Raises ``RequestError`` BB601 for malformed JSON,
    BB602 for what is JSON but not this.
    """
    try:
        text = body.decode("utf-8")
        return _Flat(text, names).read()
    except UnicodeDecodeError:
        raise RequestError.of("BB601", reason="UTF-8") from None
    except json.JSONDecodeError as error:
        raise RequestError.of("BB601", reason=f"{error.lineno}:{error.colno}") from None


class _Flat:
    """A reader of one flat object, from left to right."""

    def __init__(self, text: str, names: Sequence[str]) -> None:
        self._text = text
        self._names = names
        self._at = 0

    def read(self) -> dict[str, str | None]:
        found: dict[str, str | None] = {}
        if self._next() != "{":
            raise RequestError.of("BB602", name=self._names[0]) if self._peek() in _VALUE else self._malformed()
        self._at += 1
        while self._next() != "}":
            key = self._key(found)
            self._expect(":")
            found[key] = self._value(key)
            if self._next() != "}":
                self._expect(",")
                if self._next() == "}":
                    raise self._malformed()
        self._at += 1
        if self._next():
            raise self._malformed()
        return found

    def _key(self, found: Mapping[str, object]) -> str:
        if self._next() != '"':
            raise self._malformed()
        key = self._string()
        if key in found:
            raise RequestError.of("BB601", reason="a key stands twice")
        if key not in self._names:
            # It stays unsaid: it may be a piece of the report.
            raise RequestError.of("BB602", name="?")
        return key

    def _value(self, name: str) -> str | None:
        if self._next() == '"':
            return self._string()
        if self._text.startswith("null", self._at):
            self._at += 4
            return None
        raise RequestError.of("BB602", name=name) if self._peek() in _VALUE else self._malformed()

    def _string(self) -> str:
        value, self._at = _DECODER.raw_decode(self._text, self._at)
        return str(value)

    def _expect(self, char: str) -> None:
        if self._next() != char:
            raise self._malformed()
        self._at += 1

    def _next(self) -> str:
        blanks = _BLANKS.match(self._text, self._at)
        self._at = blanks.end() if blanks else self._at
        return self._peek()

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _malformed(self) -> json.JSONDecodeError:
        return json.JSONDecodeError("malformed", self._text, self._at)


def strict_json(body: bytes) -> Any:
    """JSON chặt chẽ (strict JSON): raises ``RequestError`` BB601 for malformed, repeated keys, NaN, or deep nesting."""
    try:
        return json.loads(body.decode("utf-8"), object_pairs_hook=_object, parse_constant=_constant)
    except UnicodeDecodeError:
        raise RequestError.of("BB601", reason="UTF-8") from None
    except json.JSONDecodeError as error:
        raise RequestError.of("BB601", reason=f"{error.lineno}:{error.colno}") from None
    except RecursionError:
        raise RequestError.of("BB601", reason="nested too deeply") from None
    except ValueError as error:
        raise RequestError.of("BB601", reason=str(error)) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _constant(_: str) -> NoReturn:
    raise ValueError("NaN and Infinity are no JSON numbers")


class _InMemory(MultiPartParser):
    """Starlette's parser keeps a file in memory up to this size; above the largest upload it never touches the disk."""

    spool_max_size: ClassVar[int] = 1 << 62  # type: ignore[misc]


async def read_form(request: Request, settings: Settings) -> FormData:
    """Đọc biểu mẫu (read a form), multipart or urlencoded, at most one file, in memory.

    Raises ``RequestError`` BB603 where it is malformed or holds more, BB606 where it is no form, ``LimitError`` BB201
    for a large urlencoded one.
    """
    kind = media_type(request)
    if kind == URLENCODED_TYPE and (size := len(await request.body())) > _MOST_URLENCODED:
        raise LimitError.too_large(size, _MOST_URLENCODED)
    try:
        if kind == FORM_TYPE:
            return await _InMemory(
                request.headers, _pieces(request), max_files=1, max_fields=_MOST_FIELDS, max_part_size=settings.max_paste_bytes
            ).parse()
        if kind == URLENCODED_TYPE:
            return await FormParser(request.headers, _pieces(request), max_fields=_MOST_FIELDS, max_part_size=settings.max_paste_bytes).parse()
    except MultiPartException as error:
        raise RequestError.of("BB603", reason=error.message if error.message.startswith("Too many") else "multipart/form-data") from None
    except (UnicodeDecodeError, LookupError, ValueError):
        raise RequestError.of("BB603", reason=kind) from None
    raise RequestError.of("BB606", kind=FORM_TYPE)


async def _pieces(request: Request) -> AsyncGenerator[bytes, None]:
    """The body piece by piece, so that a large form does not hold up everybody else while it is taken apart."""
    async for body in request.stream():
        for start in range(0, len(body), _PIECE):
            yield body[start : start + _PIECE]
            await asyncio.sleep(0)


async def from_form(form: FormData) -> Given:
    """Từ biểu mẫu (from a form): the file in ``file``, or else the words in ``text``."""
    file, text = form.get("file"), form.get("text")
    if isinstance(file, UploadFile) and (file.size or file.filename):
        return Given(await file.read(), clean_name(file.filename))
    if isinstance(text, str):
        return Given(text, clean_name(_word(form.get("name"))))
    raise RequestError.of("BB602", name="file")


def _word(value: UploadFile | str | None) -> str | None:
    return value if isinstance(value, str) else None


def clean_name(name: str | None) -> str | None:
    """Tên tệp sạch (clean name): the last part of a path, without control characters, at most 255 long; or ``None``."""
    if name is None:
        return None
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(char for char in last if char.isprintable()).strip()[:_LONGEST_NAME]
    return kept or None
