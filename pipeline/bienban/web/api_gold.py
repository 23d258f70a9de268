"""Lưu bản gold (saving gold): a corrected record and its text into the operator's folder, checked and all or nothing.

Off by default. The names of the files are made from the text's SHA-256, so nothing a client sends becomes part of a
path; the same text again replaces its record. What was sent is read and checked in a worker, like everything
that costs time.
"""

from __future__ import annotations

import asyncio
import json
import os
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import NamedTuple

from starlette.requests import Request

from bienban.errors import RequestError
from bienban.web.api_input import JSON_TYPE, Given, media_type
from bienban.web.gold_jobs import name_of
from bienban.web.settings import Settings

CHECK = "bienban.web.gold_jobs:checked_pair"

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
    checked = await run(Given(await request.body()), CHECK, packed=True, max_text=settings.max_characters)
    return await asyncio.to_thread(_write_checked, settings.save_dir, checked)


def _write_checked(folder: Path, checked: bytes) -> Saved:
    return write_gold(folder, Pair(*json.loads(checked)))


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
