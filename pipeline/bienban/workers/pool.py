"""Nhiều tiến trình (pool): one supervised worker for each slot; a job is taken only when a slot is free for it."""

from __future__ import annotations

import time
from collections.abc import Iterable
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import NamedTuple, Self

from bienban.workers.job import Job, Outcome, WorkerSettings
from bienban.workers.worker import Worker


class Finished(NamedTuple):
    """Việc đã xong (finished): a job and its outcome."""

    job: Job
    outcome: Outcome


class Pool:
    """Nhóm tiến trình (pool): never more jobs inside than slots, so a long source is read only as fast as it is worked off.

    A job over ``timeout`` seconds costs its own worker and nobody else's.
    """

    def __init__(self, settings: WorkerSettings | None = None, *, size: int = 1, timeout: float = 30.0) -> None:
        """Nhóm (pool) of ``size`` workers, none started before :meth:`start` or the first :meth:`collect`."""
        self.timeout = timeout
        self.workers = [Worker(settings) for _ in range(size)]
        self._jobs: dict[Worker, tuple[Job, float]] = {}

    def __enter__(self) -> Self:
        """The same pool, closed at the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close, or kill where the block ended in an error."""
        if kind is None:
            self.close()
        else:
            self.kill()

    @property
    def size(self) -> int:
        """Số chỗ (size): jobs it works on at a time."""
        return len(self.workers)

    @property
    def free(self) -> int:
        """Chỗ trống (free slots): workers that are ready and have no job."""
        return sum(worker.ready and not worker.busy for worker in self.workers)

    @property
    def running(self) -> int:
        """Việc đang chạy (running jobs)."""
        return len(self._jobs)

    def start(self) -> None:
        """Khởi chạy (start) all workers, loading side by side. Returns before they are ready."""
        for worker in self.workers:
            worker.start()

    def submit(self, job: Job) -> None:
        """Giao việc (submit) to a free worker; ``RuntimeError`` where there is none."""
        worker = next((worker for worker in self.workers if worker.ready and not worker.busy), None)
        if worker is None:
            raise RuntimeError("no worker is free")
        worker.send(job)
        self._jobs[worker] = (job, time.monotonic() + self.timeout)

    def collect(self, patience: float | None = None) -> list[Finished]:
        """Thu kết quả (collect): wait until a worker speaks, a job is overdue or ``patience`` seconds are over.

        May be empty: a worker only became ready, or died without a job. Raises the error of a worker that cannot start.
        """
        # An idle worker is waited on too: it speaks only by dying, and must be replaced before it is given a job.
        waiting = {worker.connection: worker for worker in self.workers}
        done = [self._received(waiting[c]) for c in wait(waiting, self._pause(patience)) if isinstance(c, Connection)]
        now = time.monotonic()
        overdue = [worker for worker, (_, deadline) in self._jobs.items() if deadline <= now and not worker.connection.poll()]
        return [*(one for one in done if one is not None), *map(self._timed_out, overdue)]

    def close(self) -> None:
        """Đóng (close) every worker."""
        self._jobs.clear()
        for worker in self.workers:
            worker.close()

    def kill(self) -> None:
        """Giết (kill) every worker, with the jobs in them."""
        self._jobs.clear()
        for worker in self.workers:
            worker.kill()

    def _pause(self, patience: float | None) -> float | None:
        ends: Iterable[float] = (deadline for _, deadline in self._jobs.values())
        nearest = min(ends, default=None)
        if nearest is None:
            return patience
        left = max(0.0, nearest - time.monotonic())
        return left if patience is None else min(left, patience)

    def _received(self, worker: Worker) -> Finished | None:
        outcome = worker.receive()
        if outcome is None:
            return None
        # A worker without a job that ends (killed from outside) has been replaced and has nothing to tell.
        job = self._jobs.pop(worker, None)
        return None if job is None else Finished(job[0], outcome)

    def _timed_out(self, worker: Worker) -> Finished:
        job, _ = self._jobs.pop(worker)
        worker.restart()
        return Finished(job, Outcome.timed_out(self.timeout))
