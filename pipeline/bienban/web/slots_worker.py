"""Chỗ làm việc có tiến trình (worker slot): a supervised process that can be given up on while it works."""

from __future__ import annotations

import os
from multiprocessing.connection import wait

from bienban.errors import BienbanError, LimitError
from bienban.web.settings import Settings
from bienban.workers import Job, Outcome, Worker, WorkerSettings

TARGET = "bienban.web.slots_jobs:calling"
_NEVER = 2**62
_MIB = 2**20


class WorkerSlot:
    """Chỗ có tiến trình (worker slot): see :class:`bienban.web.slots.Slot`."""

    def __init__(self, settings: Settings, target: str = TARGET) -> None:
        """No process is started before :meth:`settle`. ``target`` makes what handles a job in the child."""
        # The worker would be replaced before its last answer is out; here that happens after it, in settle().
        options = {"max_characters": settings.max_characters}
        self._worker = Worker(WorkerSettings(memory=settings.worker_memory_mib * _MIB, recycle=_NEVER, target=target, options=options))
        self._recycle = settings.worker_recycle
        self._served = 0
        self._abandoned, self._abandon = os.pipe()
        os.set_blocking(self._abandoned, False)
        os.set_blocking(self._abandon, False)

    @property
    def pid(self) -> int | None:
        """Số tiến trình (process id) of the worker; ``None`` while there is none."""
        return self._worker.pid

    def settle(self) -> None:
        """Sẵn sàng (settle): raises the error of a worker that cannot start."""
        if self._served >= self._recycle:
            self._worker.close()
            self._served = 0
        self._worker.start()
        while not self._worker.ready:
            if not self._worker.connection.poll(self._worker.settings.start_seconds):
                self._worker.kill()
                raise LimitError.of("BB203", seconds=f"{self._worker.settings.start_seconds:g}")
            self._worker.receive()
        self._forget_abandonment()

    def run(self, job: Job, seconds: float) -> Outcome:
        """Chạy (run): the outcome within ``seconds``; the worker is replaced where it hangs, dies or is abandoned."""
        try:
            self._revive()
            self._worker.send(job)
            spoken = wait([self._worker.connection, self._abandoned], seconds)
            if self._worker.connection in spoken:
                self._served += 1
                return self._worker.receive() or Outcome.worker_died("?")
            self._worker.restart()
            self._served = 0
            return Outcome.timed_out(seconds)
        except BienbanError as error:
            return Outcome(error=error)

    def _revive(self) -> None:
        """A worker killed from outside while it was idle must not cost the next report its answer."""
        if self._worker.ready and self._worker.connection.poll(0):
            self._worker.receive()
            self.settle()

    def abandon(self) -> None:
        """Bỏ (abandon): wake :meth:`run`, which then replaces the worker."""
        try:
            os.write(self._abandon, b"x")
        except OSError:
            # Full means that it has been told; closed, that the slot is no more.
            return

    def close(self) -> None:
        """Đóng (close): end the worker and its pipe."""
        self._worker.kill()
        for end in (self._abandoned, self._abandon):
            os.close(end)
        self._abandoned = self._abandon = -1

    def _forget_abandonment(self) -> None:
        """An abandonment that came after the outcome must not hit the next job."""
        try:
            os.read(self._abandoned, 4_096)
        except BlockingIOError:
            return


def worker_slots(settings: Settings, target: str = TARGET) -> list[WorkerSlot]:
    """Các chỗ (slots): as many as the settings say."""
    return [WorkerSlot(settings, target) for _ in range(settings.workers)]
