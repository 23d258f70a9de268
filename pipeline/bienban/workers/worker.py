"""Một tiến trình được giám sát (worker): one slot, whose child is replaced whenever it dies, hangs or grows old."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import time
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Self

from bienban.errors import InternalError, LimitError
from bienban.workers.job import ERROR, READY, RECORD, REFUSED, Job, Outcome, WorkerSettings, unpack_error
from bienban.workers.launch import launch

_PATIENCE = 2.0
"""Seconds a child gets to end by itself once its pipe is closed."""


_MOST_FAILED_STARTS = 3
"""In a row; after that, replacing the child would only repeat whatever keeps it from starting."""


class Worker:
    """Tiến trình xử lý (worker): blocking through :meth:`run`, or by pieces for whoever waits on many at once.

    By pieces: :meth:`start`; wait on :attr:`connection` with ``multiprocessing.connection.wait``; :meth:`receive`
    gives None once the child is ready; :meth:`send` a job; wait; :meth:`receive` gives its outcome. After a death
    the child is replaced at once, so :attr:`connection` and :attr:`pid` change. Not for two threads at a time.
    """

    def __init__(self, settings: WorkerSettings | None = None) -> None:
        """Chỗ xử lý (slot): no process is started before it is needed."""
        self.settings = settings or WorkerSettings()
        self.ready = False
        self.busy = False
        self._served = 0
        self._failed_starts = 0
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None

    def __enter__(self) -> Self:
        """The same worker, closed at the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close, or kill where the block ended in an error."""
        if kind is None:
            self.close()
        else:
            self.kill()

    @property
    def pid(self) -> int | None:
        """Số tiến trình (process id) of the child, None while there is none."""
        return None if self._process is None else self._process.pid

    @property
    def connection(self) -> Connection:
        """Đường ống (pipe) to wait on; starts the child where there is none."""
        self.start()
        assert self._connection is not None
        return self._connection

    def start(self) -> None:
        """Khởi chạy (start) the child unless there is one. Returns at once, before it is ready."""
        if self._process is None:
            self._process, self._connection = launch(self.settings)

    def run(self, job: Job, timeout: float) -> Outcome:
        """Chạy một việc (run): the outcome of ``job`` within ``timeout`` seconds, which start once the child is ready.

        On timeout or death the child is replaced. Raises the error of a child that cannot start (a missing model, say).
        """
        self.send(job)
        if not self.connection.poll(timeout):
            self.restart()
            return Outcome.timed_out(timeout)
        outcome = self.receive()
        assert outcome is not None
        return outcome

    def send(self, job: Job) -> None:
        """Giao việc (send): blocks while the child is still loading; ``RuntimeError`` while it has a job."""
        if self.busy:
            raise RuntimeError("the worker has a job already")
        self._await_ready()
        self.busy = True
        # A child that died meanwhile is found by receive(), which tells why.
        with contextlib.suppress(OSError):
            self.connection.send(job)

    def receive(self) -> Outcome | None:
        """Nhận kết quả (receive): blocks until the child speaks or ends; None where it only became ready.

        Raises the error of a child that cannot start.
        """
        try:
            message = self.connection.recv_bytes()
        except (EOFError, OSError):
            return self._died()
        kind, body = message[:1], message[1:]
        if kind == READY:
            self.ready, self._failed_starts = True, 0
            return None
        if kind == REFUSED:
            self.kill()
            raise unpack_error(body)
        self.busy = False
        self._served += 1
        outcome = Outcome(record=body) if kind == RECORD else Outcome(error=unpack_error(body))
        assert kind in (RECORD, ERROR)
        # What ran out of memory may have left the interpreter in any state.
        worn = outcome.error is not None and outcome.error.code == "BB205"
        if worn or self._served >= self.settings.recycle:
            self.close()
            self.start()
        return outcome

    def restart(self) -> None:
        """Thay mới (restart): kill the child and start another."""
        self.kill()
        self.start()

    def kill(self) -> None:
        """Giết (kill) the child and everything it started; the next use starts another."""
        self._end(patience=0.0)

    def close(self) -> None:
        """Đóng (close): let the child end by itself, kill it where it does not."""
        self._end(patience=0.0 if self.busy else _PATIENCE)

    def _await_ready(self) -> None:
        while not self.ready:
            if not self.connection.poll(self.settings.start_seconds):
                self.kill()
                raise LimitError.of("BB203", seconds=f"{self.settings.start_seconds:g}")
            self.receive()

    def _died(self) -> Outcome | None:
        starting = not self.ready
        reason = self._end(patience=_PATIENCE)
        self._failed_starts += starting
        if self._failed_starts >= _MOST_FAILED_STARTS:
            raise InternalError.of("BB503", reason=reason)
        self.start()
        return None if starting else Outcome.worker_died(reason)

    def _end(self, patience: float) -> str:
        process, connection = self._process, self._connection
        self._process = self._connection = None
        self.ready = self.busy = False
        self._served = 0
        if connection is not None:
            connection.close()
        return "" if process is None else _reap(process, patience)


def _reap(process: subprocess.Popen[bytes], patience: float) -> str:
    """Wait, kill the whole group, collect the status: how the process ended."""
    deadline = time.monotonic() + patience
    while time.monotonic() < deadline and not _ended(process.pid):
        time.sleep(0.005)
    # The child leads a group of its own; whatever it started must not outlive it. Its status is collected only
    # afterwards: until then its number cannot become that of a stranger's group.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    status = process.wait()
    return f"signal {-status}" if status < 0 else f"exit {status}"


def _ended(pid: int) -> bool:
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None
