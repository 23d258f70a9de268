"""Lưu bản gold (saving gold): a corrected record and its text into the operator's folder, checked and all or nothing.

Off by default. The names of the files are made from the text's SHA-256, so nothing a client sends becomes part of a
path; the same text again replaces its record. The checks run in a worker, like everything that costs time.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import json
import os
import tempfile
import zipfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, NamedTuple

from starlette.requests import Request

from bienban.errors import RequestError
from bienban.web.api_input import JSON_TYPE, Given, checked, media_type, strict_json
from bienban.web.settings import Settings

CHECK = "bienban.web.slots_jobs:check_gold"
CONVERT = "bienban.web.view_jobs:gold"
_DIGITS = 16

Run = Callable[..., Awaitable[bytes]]
"""``await run(given, call, **options)``: a job in a worker, as :func:`bienban.web.api.run_job` for the request at hand."""


class Pair(NamedTuple):
    """Cặp tệp (pair): a text and its annotation in the form of the gold corpus, as JSON."""

    text: str
    annotation: str


class Saved(NamedTuple):
    """Đã lưu (saved): the identifier, the names of the two files, and whether an older record was replaced."""

    id: str
    files: tuple[str, str]
    replaced: bool


async def save_gold(request: Request, settings: Settings, run: Run) -> Saved:
    """Lưu (save) ``{"text", "gold"}`` in the corpus's form, or ``{"record", "meta"}`` as the API gives a record.

    Raises ``RequestError``: BB615 while that is off, BB616 for what the linter refuses, BB612 for a secrecy marking,
    BB617 where the folder cannot be written.
    """
    if settings.save_dir is None:
        raise RequestError.of("BB615")
    if media_type(request) != JSON_TYPE:
        raise RequestError.of("BB606", kind=JSON_TYPE)
    pair = await _pair(strict_json(await request.body()), settings, run)
    await run(Given(json.dumps(pair, ensure_ascii=False)), CHECK)
    return await asyncio.to_thread(write_gold, settings.save_dir, pair)


async def _pair(value: Any, settings: Settings, run: Run) -> Pair:
    if not isinstance(value, dict):
        raise RequestError.of("BB602", name="text")
    if set(value) == {"record", "meta"}:
        return await _converted(value["record"], value["meta"], run)
    text, gold = value.get("text"), value.get("gold")
    if not isinstance(text, str) or not isinstance(gold, dict) or set(value) != {"text", "gold"}:
        raise RequestError.of("BB602", name="gold" if isinstance(text, str) else "text")
    checked(Given(text), settings)
    return Pair(_encodable(text), _annotation(gold, gold.get("meta"), name_of(text)))


async def _converted(record: Any, meta: Any, run: Run) -> Pair:
    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str) or not isinstance(meta, dict):
        raise RequestError.of("BB602", name="meta" if isinstance(text, str) else "record")
    packed = await run(Given(json.dumps(record, ensure_ascii=False)), CONVERT, meta={**meta, "id": name_of(_encodable(text))})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {Path(entry).suffix: archive.read(entry).decode("utf-8") for entry in archive.namelist()}
    return Pair(parts[".txt"], parts[".json"])


def _annotation(gold: dict[str, Any], meta: Any, name: str) -> str:
    whole = {**gold, "meta": {**meta, "id": name}} if isinstance(meta, dict) else gold
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _encodable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise RequestError.of("BB616", reason="UTF-8") from None
    return text


def name_of(text: str) -> str:
    """Tên (name) of a text's files: the beginning of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]


def write_gold(folder: Path, pair: Pair) -> Saved:
    """Ghi (write) ``ID.txt`` and ``ID.json`` into ``folder``, made if missing: both are on disk before either is in place.

    Raises ``RequestError`` BB617.
    """
    name = name_of(pair.text)
    files = (f"{name}.txt", f"{name}.json")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=folder) as place:
            for file, content in zip(files, pair, strict=True):
                _write(Path(place) / file, content)
            replaced = (folder / files[1]).exists()
            for file in files:
                (Path(place) / file).replace(folder / file)
        _sync(folder)
    except OSError as error:
        raise RequestError.of("BB617", reason=error.strerror or type(error).__name__) from None
    return Saved(name, files, replaced)


def _write(path: Path, content: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _sync(folder: Path) -> None:
    """The names, too, must survive a power cut."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
