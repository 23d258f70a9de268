"""Việc kiểm tra gold trong tiến trình con (gold jobs): from the body of a request to a text and its annotation, ready to be written."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

from bienban.errors import InputError, LimitError, RequestError
from bienban.web.api_input import strict_json
from bienban.web.slots_jobs import read_report

_DIGITS = 16


def checked_pair(data: bytes, name: str | None = None, allow_marked: bool = False, *, max_text: int) -> bytes:
    """Cặp tệp đã kiểm tra (checked pair): ``[text, annotation]`` as JSON, of ``{"text", "gold"}`` or ``{"record", "meta"}``.

    Raises ``RequestError`` BB616 with the codes and lines of what the linter of the corpus refuses, never its words, BB612
    as :func:`read_report`, BB602 for another shape; BB101 and BB202 for a text that is empty or too long.
    """
    text, annotation = _pair(strict_json(data), max_text)
    _check(text, annotation, allow_marked)
    return json.dumps([text, annotation], ensure_ascii=False).encode("utf-8")


def _pair(value: Any, most: int) -> tuple[str, str]:
    if not isinstance(value, dict):
        raise RequestError.of("BB602", name="text")
    if set(value) == {"record", "meta"}:
        return _converted(value["record"], value["meta"])
    text, gold = value.get("text"), value.get("gold")
    if not isinstance(text, str) or not isinstance(gold, dict) or set(value) != {"text", "gold"}:
        raise RequestError.of("BB602", name="gold" if isinstance(text, str) else "text")
    if not text:
        raise InputError.empty()
    if len(text) > most:
        raise LimitError.too_long(len(text), most)
    return _encodable(text), _annotation(gold, gold.get("meta"), name_of(text))


def _converted(record: Any, meta: Any) -> tuple[str, str]:
    from bienban.web.view_jobs import gold

    text = record.get("text") if isinstance(record, dict) else None
    if not isinstance(text, str) or not isinstance(meta, dict):
        raise RequestError.of("BB602", name="meta" if isinstance(text, str) else "record")
    packed = gold(json.dumps(record, ensure_ascii=False), meta={**meta, "id": name_of(_encodable(text))})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        parts = {Path(entry).suffix: archive.read(entry).decode("utf-8") for entry in archive.namelist()}
    return parts[".txt"], parts[".json"]


def _annotation(gold: dict[str, Any], meta: Any, name: str) -> str:
    whole = {**gold, "meta": {**meta, "id": name}} if isinstance(meta, dict) else gold
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"


def _encodable(text: str) -> str:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        raise RequestError.of("BB616", reason="UTF-8") from None
    return text


def _check(text: str, annotation: str, allow_marked: bool) -> None:
    from bienban.evaluation.gold import draft_from

    read_report(text, None, allow_marked)
    errors = [found for found in draft_from("gold", text.encode("utf-8"), annotation).problems if found.severity == "error"]
    if errors:
        raise RequestError.of("BB616", reason="; ".join(f"{found.code} {Path(found.file).suffix[1:]}:{found.line}" for found in errors[:5]))


def name_of(text: str) -> str:
    """Tên (name) of a text's files: the beginning of its SHA-256."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_DIGITS]
