"""Bản ghi thành gold (record to gold): the corrected record in the quote format of the gold corpus, checked by its linter."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ValidationError

from bienban.errors import RequestError
from bienban.evaluation.findings import Finding
from bienban.evaluation.gold import LISTS, Draft, Meta, draft_from, report_of
from bienban.evaluation.guideline import check_guidelines
from bienban.evaluation.quotes import find_quote
from bienban.records import Item, Post, Report, Span

_PLACE = frozenset({"start", "end", "text", "confidence", "method"})
_EPOCH = (1980, 1, 1, 0, 0, 0)
_PERMISSIONS = 0o644 << 16
_SPLITS = ("train", "dev", "test")


def to_gold(report: Report, meta: Mapping[str, Any]) -> dict[str, Any]:
    """Thành gold (to gold): the annotation of a report; ``meta`` as the guidelines ask, empty entries left out."""
    told = {key: value for key, value in meta.items() if value not in ("", None)}
    if "era" in told:
        told["era"] = int(told["era"])
    out: dict[str, Any] = {"meta": told, "document": None, "meeting": _fields(report.text, report.meeting)}
    if report.document is not None:
        out["document"] = {k: v for k, v in _quoted(report.text, report.document).items() if k not in ("id", "role")}
    for key, _, _ in LISTS:
        out[key] = [_quoted(report.text, item) for item in getattr(report, key)]
    out["warnings"] = list(dict.fromkeys(warning.code for warning in report.warnings))
    return out


def gold_json(report: Report, meta: Mapping[str, Any]) -> str:
    """Tệp chú giải (annotation file): JSON, indented by one space as the corpus is."""
    return json.dumps(to_gold(report, meta), ensure_ascii=False, indent=1) + "\n"


def gold_archive(report: Report, meta: Mapping[str, Any]) -> bytes:
    """Hai tệp gold trong một ZIP (archive): the same record and meta give the same bytes.

    Raises ``RequestError`` BB616 where ``meta`` is wrong or the record cannot be read back as it was.
    """
    draft = _draft(report, meta)
    errors = [found for found in draft.problems if found.severity == "error"]
    if errors:
        raise RequestError.of("BB616", reason="; ".join(f"{found.code} {found.line}" for found in errors[:5]))
    _compare(report, report_of(draft).report)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for suffix, content in (("txt", report.text), ("json", gold_json(report, meta))):
            entry = zipfile.ZipInfo(f"{meta['id']}.{suffix}", _EPOCH)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, _PERMISSIONS
            archive.writestr(entry, content.encode("utf-8"))
    return stream.getvalue()


def gold_findings(report: Report, meta: Mapping[str, Any]) -> list[Finding]:
    """Điều cần xem (findings): what the linter of the gold corpus says of the record, errors first."""
    draft = _draft(report, meta)
    if draft.meta is not None:
        check_guidelines(draft)
    return sorted(set(draft.problems), key=lambda found: (found.severity != "error", found.line, found.code))


def _draft(report: Report, meta: Mapping[str, Any]) -> Draft:
    """The draft the linter would make of the two files, without a file."""
    try:
        told = Meta.model_validate({k: int(v) if k == "era" else v for k, v in meta.items() if v not in ("", None)})
    except (ValidationError, ValueError):
        raise RequestError.of("BB616", reason="meta") from None
    split = next((s for s in _SPLITS if told.id.startswith(f"{s}-")), "")
    return draft_from(told.id, report.text.encode("utf-8"), gold_json(report, meta), split)


def _compare(given: Report, read: Report) -> None:
    """What was written must say what was meant: a quote that is found elsewhere first would move a place."""
    for key, _, _ in LISTS:
        for before, after in zip(getattr(given, key), getattr(read, key), strict=True):
            if before.model_copy(update={"confidence": after.confidence, "method": after.method}) != after:
                raise RequestError.of("BB616", reason=before.id)
    if given.meeting != read.meeting:
        raise RequestError.of("BB616", reason="meeting")


def _quoted(text: str, span: Span, around: tuple[int, int] | None = None) -> dict[str, Any]:
    """A span with its quote first; ``n`` only where the quote stands earlier in the text as well."""
    out: dict[str, Any] = {"id": span.id} if isinstance(span, Item) else {}
    out["q"] = span.text
    n = _occurrence(text, span)
    inside = around is not None and find_quote(text, span.text, 1, *around) == span.start
    # A quote without a number inside a post is looked for there first.
    if (n > 1 and not inside) or (around is not None and not inside and find_quote(text, span.text, 1, *around) >= 0):
        out["n"] = n
    own = (span.start, span.end) if isinstance(span, Post) else None
    return out | _fields(text, span, own)


def _fields(text: str, record: BaseModel, around: tuple[int, int] | None = None) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for name in type(record).model_fields:
        value = getattr(record, name)
        if name in _PLACE or name == "id" or (value in (None, False, ()) and not _meant(value)):
            continue
        out[name] = [_plain(text, part, around) for part in value] if isinstance(value, tuple) else _plain(text, value, around)
    return out


def _meant(value: Any) -> bool:
    """Zero is a value; ``False`` and an empty list say nothing."""
    return isinstance(value, int | float) and value is not False


def _plain(text: str, value: Any, around: tuple[int, int] | None) -> Any:
    if isinstance(value, Span):
        quoted = _quoted(text, value, around)
        return quoted["q"] if set(quoted) == {"q"} else quoted
    if isinstance(value, BaseModel):
        return _fields(text, value)
    return value


def _occurrence(text: str, span: Span) -> int:
    n, at = 0, -1
    while at < span.start:
        at = text.find(span.text, at + 1)
        n += 1
    return n
