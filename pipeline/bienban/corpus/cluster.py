"""Cụm máy (cluster): the same jobs on Dask workers, behind the interface of :class:`bienban.workers.Pool`.

The one who files the answers stays where it is: the run's own process with its ledger. So a text is filed exactly once,
whatever was computed twice, and the tables are those of a run on one machine, byte for byte. Jobs travel in shards, named
by what is in them. Each thread of a Dask worker keeps one supervised child of its own, loaded once: a text that hangs or
crashes costs that child, and neither the Dask worker nor its other shards ever notice. A Dask worker that is lost costs its
shards another attempt elsewhere. When the run itself is killed, what was filed stays and the next run does the rest.
"""

from __future__ import annotations

import hashlib
import pickle
import queue
import threading
import time
from collections import Counter
from collections.abc import Iterable
from functools import cache
from types import TracebackType
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from bienban.corpus.reading import unpack
from bienban.errors import BienbanError, MissingDependencyError, SettingsError
from bienban.workers.job import Job, Outcome, WorkerSettings
from bienban.workers.pool import Finished
from bienban.workers.worker import Worker

if TYPE_CHECKING:
    from distributed import Client, Future

    from bienban.corpus.versions import Version

SHARD_JOBS = 64
SHARD_BYTES = 4 * 2**20
"""A shard is sent when it has so many jobs or so many bytes of text, or when a worker has nothing to do."""
_AHEAD = 2
"""Shards for each thread of the cluster, so that none waits for the next."""
_MOST_ATTEMPTS = 3
_REFRESH = 2.0
_PATIENCE = 120.0
"""Seconds to wait for a first worker, and for another once all are gone."""


class Answer(NamedTuple):
    """Trả lời của một phần việc (answer to a shard): the version that read it, and an outcome for each job."""

    version: str
    outcomes: tuple[Outcome, ...]


def read_shard(settings: bytes, options: dict[str, Any], timeout: float, jobs: list[Job]) -> Answer:
    """Đọc một phần việc (read a shard): runs on a Dask worker. ``settings`` are pickled :class:`WorkerSettings`.

    Raises the error of a child that cannot start (a missing model, say); a text never raises.
    """
    slot = _slot(settings, threading.get_ident())
    version = _version(settings, threading.get_ident(), tuple(sorted(options.items())), timeout)
    return Answer(version, tuple(slot.run(job, timeout) for job in jobs))


@cache
def _slot(settings: bytes, thread: int) -> Worker:
    """The supervised child of a thread, which lives as long as the Dask worker does."""
    return Worker(pickle.loads(settings))


@cache
def _version(settings: bytes, thread: int, options: tuple[tuple[str, Any], ...], timeout: float) -> str:
    from bienban.corpus.versions import version_of

    return version_of(_slot(settings, thread), dict(options), timeout).key


class _Shard(NamedTuple):
    name: str
    jobs: tuple[Job, ...]
    attempt: int


class ClusterPool:
    """Nhóm trên cụm máy (pool on a cluster): to be used like :class:`bienban.workers.Pool`, from one thread.

    Every record must be read by the version of this machine: a worker with another program, rules, lexicons or model is refused.
    """

    def __init__(
        self, address: str, settings: WorkerSettings, *, timeout: float = 30.0, shard: int = 0, patience: float = _PATIENCE
    ) -> None:  # fmt: skip
        """Nhóm (pool) on the cluster of the scheduler at ``address`` (``tcp://…``, or ``tls://…`` with Dask's own configuration).

        Nothing is connected before :meth:`start`. ``shard``: most jobs in a shard (0: :data:`SHARD_JOBS`); ``patience``: seconds
        to wait for a worker.
        """
        self.timeout = timeout
        self.workers = [Worker(settings)]
        self._address, self._most, self._patience = address, shard or SHARD_JOBS, patience
        self._settings, self._options = pickle.dumps(settings), dict(settings.options)
        self._buffer: list[Job] = []
        self._bytes = 0
        self._flying: dict[Future, _Shard] = {}
        self._done: queue.SimpleQueue[Future] = queue.SimpleQueue()
        self._names: Counter[str] = Counter()
        self._client: Client | None = None
        self._version = ""
        self._local: Version | None = None
        self._threads, self._looked, self._seen = 1, 0.0, 0.0

    def __enter__(self) -> Self:
        """The same pool, closed at the end of the block."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close; shards still out are cancelled."""
        self.kill()

    @property
    def size(self) -> int:
        """Sức chứa (size): jobs the cluster works on at a time."""
        return max(self._threads, 1) * self._most

    @property
    def free(self) -> int:
        """Chỗ trống (free places): jobs that can be submitted before the next :meth:`collect`."""
        return max(0, _AHEAD * self.size - self.running)

    @property
    def running(self) -> int:
        """Việc đang chạy (running jobs): submitted and not yet collected."""
        return len(self._buffer) + sum(len(shard.jobs) for shard in self._flying.values())

    def start(self) -> None:
        """Kết nối (connect), unless it is done. ``workers`` has one worker of this machine, which tells the version and then ends.

        Raises ``MissingDependencyError`` BB401 without distributed, ``SettingsError`` BB320: no scheduler there, or no worker.
        """
        if self._client is None:
            from bienban.corpus.versions import version_of

            self._local = version_of(self.workers[0], self._options, self.timeout)
            self._version = self._local.key
            self.workers[0].close()
            self._client = _connected(self._address, self._patience)
            self._seen = time.monotonic()
            self._look()

    def submit(self, job: Job) -> None:
        """Giao việc (submit): kept until its shard is full or a worker is idle."""
        self.start()
        self._buffer.append(job)
        self._bytes += len(job.data)
        if len(self._buffer) >= self._most or self._bytes >= SHARD_BYTES:
            self._send()

    def collect(self, patience: float | None = None) -> list[Finished]:
        """Thu kết quả (collect): waits until a shard is done or ``patience`` seconds are over; may be empty.

        Raises ``SettingsError`` BB320 where the cluster is gone or has other versions. What was collected before stays filed.
        """
        self.start()
        self._look()
        # Without patience the caller has more to submit at once, and a shard may still grow.
        if self._buffer and patience != 0 and len(self._flying) < max(self._threads, 1):
            self._send()
        finished: list[Finished] = []
        for future in self._waited(patience):
            shard = self._flying.pop(future, None)
            if shard is not None:
                finished += self._taken(future, shard)
                future.release()
        return finished

    def close(self) -> None:
        """Đóng (close) the connection."""
        self.kill()

    def kill(self) -> None:
        """Hủy (cancel) what is out and close the connection. The cluster itself goes on."""
        self._buffer.clear()
        self.workers[0].kill()
        client, self._client = self._client, None
        if client is not None:
            if self._flying and client.status == "running":
                client.cancel(list(self._flying), force=True)
            self._flying.clear()
            client.close(timeout=5)

    def _send(self) -> None:
        jobs, self._buffer, self._bytes = tuple(self._buffer), [], 0
        self._dispatch(_Shard(shard_name(self._version, jobs), jobs, 0))

    def _dispatch(self, shard: _Shard) -> None:
        # A name may come again (a text whose child died is tried anew): the number keeps Dask from answering with the old result.
        turn = self._names[shard.name]
        self._names[shard.name] += 1
        key = f"{shard.name}-{turn}" if turn else shard.name
        assert self._client is not None
        future = self._client.submit(
            read_shard, self._settings, self._options, self.timeout, list(shard.jobs), key=key, pure=False, retries=1
        )
        self._flying[future] = shard
        future.add_done_callback(self._done.put)

    def _waited(self, patience: float | None) -> Iterable[Future]:
        """Every shard that is done, the first of them waited for."""
        pause = _REFRESH if patience is None else min(patience, _REFRESH)
        try:
            yield self._done.get(timeout=pause)
            while True:
                yield self._done.get_nowait()
        except queue.Empty:
            return

    def _taken(self, future: Future, shard: _Shard) -> list[Finished]:
        from distributed import KilledWorker

        try:
            answer: Answer = future.result()
        except KilledWorker:
            if shard.attempt + 1 >= _MOST_ATTEMPTS:
                raise self._gone("các tiến trình Dask liên tục bị mất / its workers keep dying") from None
            self._dispatch(shard._replace(attempt=shard.attempt + 1))
            return []
        except BienbanError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever Dask or a stranger's machine raises means that this cluster is of no use
            raise self._gone(type(error).__name__) from None
        if answer.version != self._version or not all(map(self._is_ours, answer.outcomes)):
            raise self._gone("phiên bản bienban trên cụm khác với máy này / another version of bienban, its rules, lexicons or model")
        return [Finished(job, outcome) for job, outcome in zip(shard.jobs, answer.outcomes, strict=True)]

    def _is_ours(self, outcome: Outcome) -> bool:
        """A child that was replaced may have loaded other rules than the one that told the version of its worker."""
        return outcome.record is None or self._local is None or self._local.made(unpack(outcome.record).maker)

    def _look(self) -> None:
        """Count the threads of the cluster, which may grow and shrink; none for too long is an error."""
        assert self._client is not None
        now = time.monotonic()
        if now - self._looked < _REFRESH and self._threads:
            return
        try:
            self._threads = sum(self._client.nthreads().values())
        except (OSError, TimeoutError, ValueError) as error:
            raise self._gone(type(error).__name__) from None
        self._looked = now
        if self._threads:
            self._seen = now
        elif now - self._seen > self._patience:
            raise self._gone("không còn tiến trình nào / no worker is left")

    def _gone(self, reason: str) -> SettingsError:
        return SettingsError.of("BB320", name=self._address, reason=reason)


def shard_name(version: str, jobs: Iterable[Job]) -> str:
    """Tên phần việc (name of a shard): of the version and of the sorted digests of its texts; nothing else is in it."""
    contents = (job.data if isinstance(job.data, bytes) else job.data.encode("utf-8", "surrogatepass") for job in jobs)
    digests = sorted(hashlib.sha256(content).hexdigest() for content in contents)
    return f"bienban-{version}-{hashlib.sha256(''.join(digests).encode()).hexdigest()[:16]}"


def _connected(address: str, patience: float) -> Client:
    try:
        from distributed import Client
    except ImportError:
        raise MissingDependencyError.package("distributed", "dask") from None
    client: Client | None = None
    try:
        client = Client(address, timeout=min(patience, 30.0), set_as_default=False, name="bienban")
        client.wait_for_workers(1, timeout=patience)
    except (OSError, ValueError, TimeoutError) as error:
        if client is not None:
            client.close(timeout=5)
        reason = "không có tiến trình nào / it has no worker" if client is not None else type(error).__name__
        raise SettingsError.of("BB320", name=address, reason=reason) from None
    return client
