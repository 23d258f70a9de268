"""Các dạng tệp (formats): every form in which a report can be taken away, each by one pure function of the record.

The same record gives the same bytes: no clock, no name of user or machine.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from bienban.records import Report
from bienban.records.vocabulary import Language

_DAY = re.compile(r"\d{4}(?:-\d{2}){0,2}")


Header = Literal["", "state", "party"]
"""Phần đầu (header) of the Word form: none, quốc hiệu of state offices, tiêu đề Đảng; never both."""


class Format(NamedTuple):
    """Dạng tệp (format): its extension, media type, and the beginning of the file's name."""

    extension: str
    media_type: str
    stem: str


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "docx": Format("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "BaoCaoTomTat"),
        "xlsx": Format("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "BangNhiemVu"),
        "html": Format("html", "text/html; charset=utf-8", "BanGhi"),
        "json": Format("json", "application/json", "BanGhi"),
        "plain": Format("txt", "text/plain; charset=utf-8", "TomTat"),
    }
)


def render(report: Report, format: str, language: Language = "vi", *, header: Header = "") -> bytes:
    """Xuất (render) a report: the bytes of a file; ``KeyError`` for an unknown format.

    Office forms (``docx``, ``xlsx``) are in Vietnamese whatever ``language``; ``header`` puts the national
    header or that of the Party, with blanks to fill in, on the Word form. Raises ``MissingDependencyError`` BB401 where a package of the
    extra ``office`` is not installed.
    """
    return _RENDERERS[format](report, language, header)


def file_name(format: str, date: str | None = None) -> str:
    """Tên tệp (file name) without diacritics, with the day of the meeting where it is known (EDTF)."""
    found = _DAY.match(date or "")
    return f"{FORMATS[format].stem}{f'_{found.group()}' if found else ''}.{FORMATS[format].extension}"


def _docx(report: Report, language: Language, header: Header) -> bytes:
    from bienban.render.docx_form import docx_form

    return docx_form(report, header=header)


def _xlsx(report: Report, language: Language, header: Header) -> bytes:
    from bienban.render.task_sheet import task_sheet

    return task_sheet(report)


def _html(report: Report, language: Language, header: Header) -> bytes:
    from bienban.render.html_file import html_file

    return html_file(report, language).encode("utf-8")


def _json(report: Report, language: Language, header: Header) -> bytes:
    return f"{report.to_json(indent=2)}\n".encode()


def _plain(report: Report, language: Language, header: Header) -> bytes:
    from bienban.render.plain import plain

    return plain(report).encode("utf-8")


_RENDERERS: Mapping[str, Callable[[Report, Language, Header], bytes]] = MappingProxyType(
    {"docx": _docx, "xlsx": _xlsx, "html": _html, "json": _json, "plain": _plain}
)
