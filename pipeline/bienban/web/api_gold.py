"""Lưu bản gold (saving gold): a corrected record and its text into the operator's folder, checked and all or nothing.

Off by default. The names of the files are made from the text's SHA-256, so nothing a client sends becomes part of a
path; the same text again replaces its record.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from starlette.requests import Request

from bienban.errors import RequestError
from bienban.web.api_input import JSON_TYPE, Given, checked, media_type, strict_json
from bienban.web.log import digest, note
from bienban.web.settings import Settings

_DIGITS = 16


class Saved(NamedTuple):
    """Đã lưu (saved): the identifier, the names of the two files, and whether an older record was replaced."""

    id: str
    files: tuple[str, str]
    replaced: bool


async def save_gold(request: Request, settings: Settings) -> Saved:
    """Lưu (save) ``{"text": …, "gold": …}``; raises ``RequestError`` BB615 while that is off, BB616 for wrong gold, BB617."""
    if settings.save_dir is None:
        raise RequestError.of("BB615")
    if media_type(request) != JSON_TYPE:
        raise RequestError.of("BB606", kind=JSON_TYPE)
    text, gold = _parts(strict_json(await request.body()))
    checked(Given(text), settings)
    saved = await asyncio.to_thread(write_gold, settings.save_dir, text, gold)
    note(request.scope, text=digest(hashlib.sha256(text.encode("utf-8")).hexdigest()), replaced=saved.replaced)
    return saved


def _parts(value: Any) -> tuple[str, dict[str, Any]]:
    if not isinstance(value, dict) or not isinstance(value.get("text"), str):
        raise RequestError.of("BB602", name="text")
    if not isinstance(value.get("gold"), dict) or value.keys() - {"text", "gold"}:
        raise RequestError.of("BB602", name="gold")
    try:
        value["text"].encode("utf-8")
        return value["text"], value["gold"]
    except UnicodeEncodeError:
        raise RequestError.of("BB616", reason="UTF-8") from None


def write_gold(folder: Path, text: str, gold: dict[str, Any]) -> Saved:
    """Ghi (write) the pair ``ID.txt`` and ``ID.json`` into ``folder``, made if missing; see :func:`save_gold` for the errors."""
    name = hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]
    gold = {**gold, "meta": {**gold["meta"], "id": name}} if isinstance(gold.get("meta"), dict) else gold
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".", dir=folder) as place:
            pair = (Path(place) / f"{name}.txt", Path(place) / f"{name}.json")
            _write(pair[0], text)
            _write(pair[1], json.dumps(gold, ensure_ascii=False, indent=2) + "\n")
            _check(pair[1])
            replaced = (folder / pair[1].name).exists()
            for path in pair:
                os.replace(path, folder / path.name)
        _sync(folder)
    except OSError as error:
        raise RequestError.of("BB617", reason=error.strerror or type(error).__name__) from None
    return Saved(name, (pair[0].name, pair[1].name), replaced)


def _write(path: Path, content: str) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write(content)
        handle.flush()
        os.fsync(handle.fileno())


def _check(path: Path) -> None:
    """The linter of the gold corpus decides; its findings name places, never words, when they leave here."""
    from bienban.evaluation.gold import read_draft

    errors = [found for found in read_draft(path).problems if found.severity == "error"]
    if errors:
        raise RequestError.of("BB616", reason="; ".join(f"{found.code} {path.suffix[1:]}:{found.line}" for found in errors[:5]))


def _sync(folder: Path) -> None:
    """The names, too, must survive a power cut."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
