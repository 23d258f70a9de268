"""Việc và kết quả (jobs and outcomes): what goes to a worker, what comes back, and how each crosses the pipe."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from bienban.errors import BienbanError, InputError, InternalError, LimitError, MissingDependencyError, SettingsError

Cause = Literal["timeout", "died"]
DEFAULT_TARGET = "bienban.workers.child:extraction"
READY, RECORD, ERROR, REFUSED = b"S", b"R", b"E", b"F"
"""First byte of a message from a worker: it is ready; a record; a job's error; the worker itself cannot start."""
_CLASSES = (InputError, LimitError, SettingsError, MissingDependencyError, InternalError)
_MIB = 2**20


@dataclass(frozen=True, slots=True)
class Job:
    """Việc (job): one text to read, as bytes of a file or as a string.

    ``name`` and ``id`` go into the record's source as :func:`bienban.extract` takes them; ``options`` are keywords for
    the extractor of this job alone, on top of those of the worker.
    """

    data: bytes | str
    name: str | None = None
    id: str | None = None
    options: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Kết quả của một việc (outcome): the record's JSON, exactly the library's own bytes, or else an error.

    ``cause`` says when it was the worker that ended (``timeout``, ``died``): the text is suspect, but another attempt
    may succeed. An error without a cause is the text's own and will come again.
    """

    record: bytes | None = None
    error: BienbanError | None = None
    cause: Cause | None = None

    @classmethod
    def timed_out(cls, seconds: float) -> Outcome:
        """Quá giờ (timed out): the worker was killed after ``seconds``."""
        return cls(error=LimitError.of("BB203", seconds=f"{seconds:g}"), cause="timeout")

    @classmethod
    def worker_died(cls, reason: str) -> Outcome:
        """Tiến trình chết (worker died): ``reason`` is its exit status or signal."""
        return cls(error=InternalError.of("BB503", reason=reason), cause="died")


@dataclass(frozen=True, slots=True)
class WorkerSettings:
    """Thiết lập tiến trình (worker settings).

    ``memory`` is the address space a worker may have, in bytes (0: no limit); a worker is replaced after ``recycle``
    jobs; ``start_seconds`` is how long loading may take. ``options`` are keywords for the extractor's construction.
    ``target`` is ``module:function``: called with the options, it returns what turns a :class:`Job` into bytes.
    """

    memory: int = 2048 * _MIB
    recycle: int = 500
    start_seconds: float = 120.0
    options: Mapping[str, Any] = field(default_factory=dict)
    target: str = DEFAULT_TARGET


def pack_error(error: BienbanError) -> bytes:
    """Gói lỗi (pack an error) as JSON: code and the two messages."""
    return json.dumps([error.code, error.message_vi, error.message_en]).encode()


def unpack_error(data: bytes) -> BienbanError:
    """Mở lỗi (unpack an error): of the class its code belongs to."""
    code, vi, en = json.loads(data)
    return error_of(code, vi, en)


def error_of(code: str, message_vi: str, message_en: str) -> BienbanError:
    """Dựng lại lỗi (rebuild an error) from its code and messages, in the class of the code's series."""
    kind = next((kind for kind in _CLASSES if code.startswith(kind.series)), BienbanError)
    return kind(code, message_vi, message_en)
