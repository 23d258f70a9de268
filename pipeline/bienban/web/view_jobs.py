"""Việc của trang trong tiến trình con (the page's jobs): whatever costs time is done in a worker, and a fault stays there.

Each takes the data and name of a job and its options and returns bytes; see :mod:`bienban.web.slots_jobs`.
"""

from __future__ import annotations

import json
from typing import Any

from pydantic import ValidationError

from bienban.errors import RequestError
from bienban.records import Report
from bienban.records.vocabulary import Language
from bienban.render.formats import Header
from bienban.web.api_input import strict_json
from bienban.web.correct import CHANGES, OPERATION, Change, correct, read_record
from bienban.web.gold_out import gold_archive, gold_findings
from bienban.web.slots_jobs import read_report
from bienban.web.view import announcement, form, page, work

VIEW, PAGE = "bienban.web.view_jobs:view_text", "bienban.web.view_jobs:page_of_text"
SHOW, CORRECT, FORM = "bienban.web.view_jobs:page_of_record", "bienban.web.view_jobs:correct_record", "bienban.web.view_jobs:item_form"
EXPORT, GOLD, FINDINGS = "bienban.web.view_jobs:export", "bienban.web.view_jobs:gold", "bienban.web.view_jobs:findings"


def view_text(text: str | bytes, name: str | None = None, allow_marked: bool = False, *, language: Language) -> bytes:
    """Xem văn bản (view): the record of a text and its HTML beside the text, as JSON."""
    return _shown(read_report(text, name, allow_marked), language)


def page_of_text(text: str | bytes, name: str | None = None, allow_marked: bool = False, *, language: Language, **shell: Any) -> bytes:
    """Cả trang của văn bản (page): for browsers without scripts."""
    return page(language, report=read_report(text, name, allow_marked), **shell).encode("utf-8")


def page_of_record(data: str | bytes, name: str | None = None, allow_marked: bool = False, *, language: Language, **shell: Any) -> bytes:
    """Cả trang của bản ghi (page of a record) ``{"record", "changes"}``, for another language or theme."""
    value = _object(data)
    return page(language, report=read_record(value.get("record")), changes=_changes(value), **shell).encode("utf-8")


def correct_record(data: str | bytes, name: str | None = None, allow_marked: bool = False, *, language: Language) -> bytes:
    """Sửa bản ghi (correct) ``{"record", "changes", "operation"}``: what :func:`view_text` gives, of the corrected record."""
    value = _object(data)
    try:
        operation = OPERATION.validate_python(value.get("operation"))
    except ValidationError:
        raise RequestError.of("BB602", name="operation") from None
    done = correct(read_record(value.get("record")), operation, _changes(value))
    return _shown(done.report, language, done.changes, done.id)


def item_form(data: str | bytes, name: str | None = None, allow_marked: bool = False, *, language: Language) -> bytes:
    """Biểu mẫu sửa (form) of the item ``id`` of a record: HTML."""
    value = _object(data)
    try:
        return form(read_record(value.get("record")), str(value.get("id")), language).encode("utf-8")
    except KeyError:
        raise RequestError.of("BB619", reason="id") from None


def export(
    data: str | bytes, name: str | None = None, allow_marked: bool = False, *, format: str, language: Language, header: Header = ""
) -> bytes:
    """Xuất (export) a record, verified first, in one of the formats of :data:`bienban.render.formats.FORMATS`: the file's name, LF, the file."""
    from bienban.render.formats import file_name, render

    report = read_record(data)
    name = file_name(format, report.meeting.date.edtf if report.meeting.date else None)
    return name.encode("ascii") + b"\n" + render(report, format, language, header=header)


def gold(data: str | bytes, name: str | None = None, allow_marked: bool = False, *, meta: dict[str, Any]) -> bytes:
    """Dữ liệu gold (gold): the two files of a record as a ZIP archive."""
    return gold_archive(read_record(data), meta)


def findings(data: str | bytes, name: str | None = None, allow_marked: bool = False, *, meta: dict[str, Any], language: Language) -> bytes:
    """Kiểm tra gold (findings): what the linter of the gold corpus says of a record, as JSON."""
    found = gold_findings(read_record(data), meta)
    rows = [{"code": f.code, "severity": f.severity, "message": f.message_vi if language == "vi" else f.message_en} for f in found]
    return json.dumps(rows, ensure_ascii=False).encode("utf-8")


def _shown(report: Report, language: Language, changes: tuple[Change, ...] = (), id: str = "") -> bytes:
    html, shown = work(report, language, changes)
    more = {"work": html, "changes": [c.model_dump() for c in changes], "id": id, "summary": announcement(shown), "title": shown.title}
    return f'{{"record":{report.to_json()},{json.dumps(more, ensure_ascii=False)[1:]}'.encode()


def _object(data: str | bytes) -> dict[str, Any]:
    value = strict_json(data if isinstance(data, bytes) else data.encode("utf-8"))
    if not isinstance(value, dict):
        raise RequestError.of("BB614")
    return value


def _changes(value: dict[str, Any]) -> tuple[Change, ...]:
    try:
        return CHANGES.validate_python(value.get("changes") or ())
    except ValidationError:
        raise RequestError.of("BB602", name="changes") from None
