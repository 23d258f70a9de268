"""Việc trong tiến trình con (jobs in the child): what a worker of the server can be asked to do.

A job names a function of this package by ``module:function`` in its option ``call``; the function gets the job's data
and name and the other options, and returns bytes. The names come from the server's own code, never from a request.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib import import_module
from typing import Any

from bienban.errors import LimitError, RequestError
from bienban.extractor import extract, read_input
from bienban.records import Report
from bienban.text.limits import MOST_CHARACTERS
from bienban.workers import Job

EXTRACT = "bienban.web.slots_jobs:extract_json"
_PACKAGE = "bienban."
_VIEWS = "bienban.web.view_jobs"
_MARKING = "secrecy_marking"
_NICENESS = 5
_PR_SET_DUMPABLE = 4
_SAMPLE = (
    "Sáng 05/3/2024, UBND xã Bình Hạ tổ chức hội nghị giao ban tháng 3. Ông Lê Văn Tám, Chủ tịch UBND xã chủ trì.\n"
    "Thực hiện Kế hoạch số 12/KH-UBND, đã hoàn thành 5/8 nội dung. Yêu cầu Văn phòng gửi báo cáo trước ngày 20/3.\n"
    "Ông Tám cam kết cuối năm 2024 đạt trên 95%.\n"
)


def calling(call: str = EXTRACT, max_characters: int = MOST_CHARACTERS, packed: bool = False, **options: Any) -> Callable[[Job], bytes]:
    """Gọi hàm (calling): the handler of jobs that ask for ``call``, everything it needs loaded.

    A file whose text has more than ``max_characters`` is refused (BB202) before the work begins; of a string the server
    has counted them. ``packed`` says that the bytes are no file but JSON for the function, which the request's own limits
    bound. Raises ``ValueError`` for a function outside this package.
    """
    if not call.startswith(_PACKAGE):
        raise ValueError("a function of this package was expected")
    module, _, name = call.partition(":")
    function = getattr(import_module(module), name)
    give_way()
    keep_no_traces()
    _load()

    def handle(job: Job) -> bytes:
        if not packed:
            _check_length(job.data, max_characters)
        done: bytes = function(job.data, job.name, **options)
        return done

    return handle


def _check_length(data: str | bytes, most: int) -> None:
    # No encoding has more characters than bytes, so hardly any file has to be decoded twice.
    if isinstance(data, bytes) and len(data) > most:
        length = len(read_input(data).canonical.text)
        if length > most:
            raise LimitError.too_long(length, most)


@cache
def _load() -> None:
    """Every rule, word list and template, before the first request that would pay for it."""
    import_module(_VIEWS).view_text(_SAMPLE, language="vi")


def give_way() -> None:
    """Nhường (give way): a worker yields to the server, which then answers others at once."""
    if hasattr(os, "setpriority"):
        os.setpriority(os.PRIO_PROCESS, 0, max(_NICENESS, os.getpriority(os.PRIO_PROCESS, 0)))


def keep_no_traces() -> None:
    """Không để lại dấu vết (keep no traces): a crash must not write this process's memory, with reports in it, to disk."""
    with suppress(ImportError):
        import resource

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        import ctypes

        # Where the system pipes core dumps to a program, the limit alone does not stop them.
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def read_report(text: str | bytes, name: str | None = None, allow_marked: bool = False) -> Report:
    """Đọc báo cáo (read): the record of a text or of a file's bytes.

    Raises the errors of ``bienban.extract``, and ``RequestError`` BB612 for a document with a secrecy marking unless
    ``allow_marked``.
    """
    report = extract(text, name=name)
    marking = None if allow_marked else marking_of(report)
    if marking is not None:
        raise RequestError.of("BB612", kind=marking)
    return report


def extract_json(text: str | bytes, name: str | None = None, allow_marked: bool = False) -> bytes:
    """Trích xuất (extract): the very bytes of ``bienban.extract(text, name=name).to_json()``; errors as in :func:`read_report`."""
    return read_report(text, name, allow_marked).to_json().encode("utf-8")


def marking_of(report: Report) -> str | None:
    """Dấu chỉ độ mật (secrecy marking) of a report in its own words; ``None`` where it bears none."""
    for warning in report.warnings:
        if warning.code == _MARKING and warning.start is not None:
            return report.text[warning.start : warning.end]
    return None
