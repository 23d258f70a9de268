"""Đầu vào của API (API input): the text of a request, from JSON, from a form with one file, or as the plain body.

The body has been read and measured by :mod:`bienban.web.limits` before; nothing here writes to disk, not even a
large upload.
"""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator
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
    """Từ JSON (from JSON): ``{"text": …, "name": …}`` and nothing else."""
    value = strict_json(body)
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise RequestError.of("BB602", name="text")
    if not isinstance(value.get("name"), str | None):
        raise RequestError.of("BB602", name="name")
    if value.keys() - {"text", "name"}:
        # Its name stays unsaid: it may be a piece of the report.
        raise RequestError.of("BB602", name="?")
    return Given(value["text"], clean_name(value.get("name")))


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

    Raises ``RequestError`` BB603 where it is malformed or holds more, BB606 where it is no form.
    """
    kind = media_type(request)
    try:
        if kind == FORM_TYPE:
            return await _InMemory(
                request.headers, _whole(request), max_files=1, max_fields=_MOST_FIELDS, max_part_size=settings.max_paste_bytes
            ).parse()
        if kind == URLENCODED_TYPE:
            return await FormParser(request.headers, _whole(request), max_fields=_MOST_FIELDS, max_part_size=settings.max_paste_bytes).parse()
    except MultiPartException as error:
        raise RequestError.of("BB603", reason=error.message if error.message.startswith("Too many") else "multipart/form-data") from None
    except (UnicodeDecodeError, LookupError, ValueError):
        raise RequestError.of("BB603", reason=kind) from None
    raise RequestError.of("BB606", kind=FORM_TYPE)


async def _whole(request: Request) -> AsyncGenerator[bytes, None]:
    yield await request.body()


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
