"""Trong tiến trình con (in the child): load the extractor once, then one job after another until the pipe closes.

Nothing of a report leaves by any way but the pipe: the streams of the child lead nowhere, and an error that is not
the library's own is told by its kind and place, because its message may quote the text.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Mapping
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from bienban.errors import BienbanError, InternalError, LimitError
from bienban.workers.job import ERROR, READY, RECORD, REFUSED, Job, WorkerSettings, pack_error
from bienban.workers.limits import die_with_parent, limit_resources

Handler = Callable[[Job], bytes]
_MOST_HANDLERS = 4
_FIRST = "Sáng 05/3/2024, UBND xã họp giao ban."
"""Read once while loading: lexicons load at first use, and that time is no text's."""


def main(descriptor: int, parent: int) -> None:
    """Chạy (main): serve the pipe at file ``descriptor`` for process ``parent``."""
    die_with_parent(parent)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    connection = Connection(descriptor)
    settings: WorkerSettings = connection.recv()
    limit_resources(settings.memory)
    try:
        handlers = Handlers(settings)
        handlers.of({})
    except BaseException as error:  # noqa: BLE001 - whatever stops the worker from starting must reach its parent
        connection.send_bytes(REFUSED + pack_error(_typed(error, settings.memory)))
        return
    connection.send_bytes(READY)
    serve(connection, handlers, settings.memory)


def serve(connection: Connection, handlers: Handlers, memory: int) -> None:
    """Phục vụ (serve): answer every job with a record or an error; ends when the parent closes the pipe."""
    while True:
        try:
            job: Job = connection.recv()
        except (EOFError, OSError):
            return
        answer = _answer(job, handlers, memory)
        del job
        connection.send_bytes(answer)


def _answer(job: Job, handlers: Handlers, memory: int) -> bytes:
    try:
        return RECORD + handlers.of(job.options)(job)
    except Exception as error:  # noqa: BLE001 - a fault in one text must not end the worker
        return ERROR + pack_error(_typed(error, memory))


def _typed(error: BaseException, memory: int) -> BienbanError:
    if isinstance(error, BienbanError):
        return error
    if isinstance(error, MemoryError):
        return LimitError.of("BB205", size=memory // 2**20)
    return InternalError.of("BB502", reason=fault(error))


def fault(error: BaseException) -> str:
    """Loại và chỗ của lỗi (kind and place of a fault), without its message, which may quote the report."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place, trace = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}", trace.tb_next
    return f"{type(error).__name__}, {place}"


class Handlers:
    """Bộ xử lý đã nạp (handlers): the loaded target for each set of options, the last few kept."""

    def __init__(self, settings: WorkerSettings) -> None:
        """``settings`` name the target and the options common to all jobs."""
        module, _, function = settings.target.partition(":")
        self._make: Callable[..., Handler] = getattr(import_module(module), function)
        self._common = dict(settings.options)
        self._loaded: dict[str, Handler] = {}

    def of(self, options: Mapping[str, Any]) -> Handler:
        """Bộ xử lý cho các tùy chọn (handler of options): made at first use."""
        merged = {**self._common, **options}
        key = repr(sorted(merged.items()))
        if key not in self._loaded:
            if len(self._loaded) >= _MOST_HANDLERS:
                del self._loaded[next(iter(self._loaded))]
            self._loaded[key] = self._make(**merged)
        return self._loaded[key]


def extraction(**options: Any) -> Handler:
    """Trích xuất (extraction): the default target: an extractor made with ``options``, answering with canonical JSON."""
    from bienban.extractor import Extractor

    extractor = Extractor(**options)
    extractor(_FIRST)

    def handle(job: Job) -> bytes:
        return extractor(job.data, name=job.name, id=job.id).to_json().encode("utf-8")

    return handle


def environment(outer: Mapping[str, str]) -> dict[str, str]:
    """Môi trường của con (environment): the parent's, with one thread for each numeric library.

    A slot is one core, and each thread's stack would count against the limit of memory.
    """
    single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_THREAD_LIMIT"), "1")
    return {**outer, **single}
