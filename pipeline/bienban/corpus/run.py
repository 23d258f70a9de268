"""Lần chạy (run): from sources to tables, on all cores, once for each content, and the same again after any crash.

What is read goes into the ledger, the tables are made from the ledger: nothing of a run is in memory alone for longer than a
moment, and every step can be done again. The parent finds, hashes and files; the workers read.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bienban.corpus import duplicates, inventory
from bienban.corpus.dataset import Dataset, check_folder, facts, plan, publish
from bienban.corpus.files import readable, sweep_temporary, unwritable
from bienban.corpus.inventory import Inventory
from bienban.corpus.ledger import MOST_DEATHS, Ledger, check_whole, guarded, open_ledger
from bienban.corpus.locks import locked
from bienban.corpus.manifest import inputs_digest, run_id, write_manifest
from bienban.corpus.reading import TARGET, unpack
from bienban.corpus.sources import Columns, Container, Found, check_sources, file_at, find
from bienban.corpus.versions import Version, version_of
from bienban.corpus.views import write_views
from bienban.corpus.writers import write_parts
from bienban.errors import BienbanError, InternalError, MissingDependencyError, SettingsError
from bienban.workers import Job, Outcome, Pool, WorkerSettings
from bienban.workers.child import fault

if TYPE_CHECKING:
    from bienban.corpus.cluster import ClusterPool

LEDGER = "ledger.sqlite"
_TEMPORARY = (".dataset.json.tmp", ".reports.duckdb.tmp*", "tables/*/.part*.parquet.tmp", "runs/**/.manifest.json.tmp")
_LOOKS = 64
"""Inputs looked at between two looks at the workers, so that a million unchanged ones do not leave a finished worker waiting."""
_AHEAD = 2
_PAUSE = 0.2
_GRACE = 5.0


@dataclass(frozen=True, slots=True)
class Settings:
    """Thiết lập lần chạy (settings): sources, the folder of the run, and how it is done.

    ``workers``: how many (default: one for each core); ``timeout``: seconds for one text; ``memory``: bytes for one worker;
    ``options``: keywords for the extractor, part of the version; ``retry``: read again what was quarantined or ran into a
    limit; ``whole``: check every byte of ledger and tables first; ``durable``: wait for the disk at every commit; ``dask``: address of
    the scheduler of a cluster that reads in place of workers on this machine.
    """

    sources: tuple[str, ...]
    out: Path
    columns: Columns = field(default_factory=Columns)
    workers: int = 0
    timeout: float = 30.0
    memory: int = 2 * 2**30
    options: Mapping[str, Any] = field(default_factory=dict)
    retry: bool = False
    whole: bool = False
    durable: bool = False
    dask: str = ""

    @property
    def size(self) -> int:
        """Số tiến trình (workers) there will be."""
        cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
        return self.workers or cores or 1


@dataclass(slots=True)
class Counts:
    """Số đếm (counts) of a run so far, in inputs and in contents."""

    inputs: int = 0
    unchanged: int = 0
    unreadable: int = 0
    read: int = 0
    partial: int = 0
    failed: int = 0
    quarantined: int = 0
    deaths: int = 0
    missing: int = 0
    waiting: int = 0

    @property
    def failures(self) -> int:
        """Lỗi (failures) met in this run."""
        return self.unreadable + self.failed + self.quarantined


@dataclass(frozen=True, slots=True)
class Summary:
    """Kết quả lần chạy (summary): its id and state, what it did, what the tables hold, and why it read anew if it did."""

    id: str
    state: str
    counts: Counts
    rows: Mapping[str, int]
    version: Version
    changes: tuple[str, ...]
    seconds: float
    failures: Mapping[str, int]

    def to_dict(self) -> dict[str, Any]:
        """Plain values, for JSON."""
        value = {"run": self.id, "state": self.state, "version": self.version.key, "changes": list(self.changes), "seconds": round(self.seconds, 3)}
        return {**value, "counts": asdict(self.counts), "rows": dict(self.rows), "failures": dict(self.failures)}


Watch = Callable[[str, Counts], None]
"""Told of progress: ``reading``, ``linking``, ``writing``, and the counts."""


Announce = Callable[[Version, list[str]], None]
"""Told the version of the run, and how it differs from the one before where it is new."""


class Stop:
    """Lệnh dừng (stop): set from outside, by a signal; the run then ends cleanly."""

    def __init__(self) -> None:
        """Not set."""
        self.wanted = False

    def __call__(self, *_: object) -> None:
        """Ask for the end."""
        self.wanted = True


def run(settings: Settings, watch: Watch | None = None, stop: Stop | None = None, announce: Announce | None = None) -> Summary:
    """Chạy (run): read what is new in the sources, bring the tables up to date.

    Raises ``InputError`` for a source that is not there, ``SettingsError`` BB306 (another run), BB304 (damaged), BB305
    (disk), ``MissingDependencyError``, and what keeps a worker from starting.
    """
    _need_tables()
    check_sources(settings.sources, settings.out)
    with locked(settings.out):
        ledger = settings.out / LEDGER
        if not ledger.exists():
            check_folder(settings.out)
        sweep_temporary(settings.out, _TEMPORARY)
        connection = open_ledger(ledger, full=settings.durable)
        workers = WorkerSettings(target=TARGET, options=settings.options, memory=settings.memory)
        try:
            with guarded(ledger), _pool(settings, workers) as pool:
                if settings.whole:
                    check_whole(connection, ledger)
                version = version_of(pool.workers[0], settings.options, settings.timeout)
                return _Run(settings, Ledger(connection, ledger, version), pool, watch, stop or Stop()).go(announce)
        except OSError as error:
            raise unwritable(settings.out, error) from None
        finally:
            connection.close()


def _pool(settings: Settings, workers: WorkerSettings) -> Pool | ClusterPool:
    if not settings.dask:
        return Pool(workers, size=settings.size, timeout=settings.timeout)
    from bienban.corpus.cluster import ClusterPool

    return ClusterPool(settings.dask, workers, timeout=settings.timeout)


def _need_tables() -> None:
    try:
        import duckdb  # noqa: F401
        import pyarrow  # noqa: F401
    except ImportError:
        raise MissingDependencyError.of("BB401", name="bienban[tables]") from None


class _Run:
    """One run: its parts share the ledger, the counts and the queue of what is to be read."""

    def __init__(self, settings: Settings, ledger: Ledger, pool: Pool | ClusterPool, watch: Watch | None, stop: Stop) -> None:
        self.settings, self.ledger, self.pool, self.stop = settings, ledger, pool, stop
        self.watch = watch or (lambda stage, counts: None)
        self.counts = Counts()
        self.started = time.time()
        self.inventory = Inventory(self.ledger)
        self.queue: deque[bytes] = deque()
        self.pending: set[str] = set()

    def go(self, announce: Announce | None) -> Summary:
        before = self.ledger.previous_version()
        changes = [] if before is None else self.ledger.version.changes(before)
        if announce is not None:
            announce(self.ledger.version, changes)
        if self.settings.retry:
            self.ledger.forget_failures()
        self._read()
        dataset = None if self.stop.wanted else self._write()
        return self._end(dataset, changes)

    def _read(self) -> None:
        looks = self._looks()
        searching = True
        while not self.stop.wanted and (searching or self.queue or self.pool.running):
            searching = searching and self._look(looks)
            if self.queue or self.pool.running:
                self._work(_PAUSE if not searching or self._has_enough() else 0.0)
            self.counts.waiting = len(self.queue) + self.pool.running
            self.watch("reading", self.counts)
        self._finish()
        self.counts.missing = self.inventory.missing()
        self.ledger.commit()

    def _work(self, patience: float) -> None:
        """Where nothing is new, this is never called, and one worker, which told the version, is all that was started."""
        self.pool.start()
        self._dispatch()
        for job, outcome in self.pool.collect(patience):
            self._file(job.data, outcome)

    def _finish(self) -> None:
        """When told to stop, texts that are nearly read are waited for, the others killed: they are read next time."""
        deadline = time.monotonic() + min(_GRACE, self.settings.timeout)
        while self.pool.running and time.monotonic() < deadline:
            for job, outcome in self.pool.collect(_PAUSE):
                if outcome.cause is None:
                    self._file(job.data, outcome)
        if self.pool.running:
            self.pool.kill()

    def _has_enough(self) -> bool:
        return len(self.queue) >= _AHEAD * self.pool.size

    def _look(self, looks: Iterator[None]) -> bool:
        """Look at the next inputs until there is enough to read; False once there are no more."""
        for _ in range(_LOOKS):
            if self._has_enough():
                return True
            try:
                next(looks)
            except StopIteration:
                return False
        return True

    def _looks(self) -> Iterator[None]:
        """One step for each input: known and unchanged, or read from disk, hashed, and queued where its content is new."""
        columns = self.settings.columns
        for found in find(self.settings.sources, columns, self.settings.out):
            yield from self._found(found, columns)
        self.inventory.mark_missing(self._sources())
        # A table shows one version, so what other sources gave before is read by a new one as well.
        for path, source in self.inventory.left_behind():
            own = self.inventory.columns_of(path, columns)
            yield from self._found(file_at(path, source, own), own)

    def _found(self, found: Found | Container, columns: Columns) -> Iterator[None]:
        if isinstance(found, Found):
            self._input(found)
            yield
        elif self.inventory.is_complete(found, columns):
            number = self.inventory.see_all(found)
            self.counts.inputs += number
            self.counts.unchanged += number
            yield
        else:
            yield from self._members(found, columns)

    def _members(self, container: Container, columns: Columns) -> Iterator[None]:
        self.inventory.begin(container, columns)
        lost = False
        for member in container.members():
            self._input(member)
            lost = lost or (member.error is not None and not member.member and member.error.code != "BB101")
            yield
        # A damaged zip or a table without the column says nothing of what it held: that has not vanished.
        if not lost:
            self.inventory.finish(container, columns)

    def _input(self, found: Found) -> None:
        known = self.inventory.known(found)
        if known is not None and known.seen == self.ledger.run:
            # Two sources that overlap, as folder/ and folder/**, give it twice.
            return
        self.counts.inputs += 1
        if known is not None and known.sha256 is not None and self.inventory.is_unchanged(known, found.stamp) and self._is_done(known.sha256):
            self.counts.unchanged += 1
            self.inventory.see(found)
            return
        try:
            data, stamp = found.load()
        except Exception as error:  # noqa: BLE001 - a damaged file can break a library in any way, and must not end the run
            self.counts.unreadable += 1
            self.inventory.fail(found, known, error if isinstance(error, BienbanError) else InternalError.of("BB502", reason=fault(error)))
            return
        sha256 = _hash(data)
        self.inventory.put(found, known, sha256, len(data), stamp)
        if sha256 in self.pending:
            return
        if self._is_done(sha256):
            self.counts.unchanged += known is not None and known.sha256 == sha256
        else:
            self.pending.add(sha256)
            self.queue.append(data)

    def _is_done(self, sha256: str) -> bool:
        return self.ledger.state_of(sha256) in inventory.FINAL

    def _dispatch(self) -> None:
        """Give the free workers texts. That they are running is on record before they are."""
        texts = [self.queue.popleft() for _ in range(min(self.pool.free, len(self.queue)))]
        for data in texts:
            self.ledger.mark_running(_hash(data))
        self.ledger.commit()
        for data in texts:
            self.pool.submit(Job(data))

    def _file(self, data: bytes | str, outcome: Outcome) -> None:
        assert isinstance(data, bytes)
        sha256 = _hash(data)
        if outcome.record is not None:
            read = unpack(outcome.record)
            if not self.ledger.version.made(read.maker):
                raise SettingsError.of("BB321")
            self.ledger.keep(sha256, read)
            self.counts.read += 1
            self.counts.partial += read.status == "partial"
        elif outcome.cause is None:
            assert outcome.error is not None
            self.ledger.fail(sha256, outcome.error)
            self.counts.failed += 1
        else:
            self.counts.deaths += 1
            if self.ledger.count_death(sha256, outcome.cause) < MOST_DEATHS:
                self.queue.append(data)
                return
            self.ledger.fail(sha256, InternalError.of("BB504", most=MOST_DEATHS), "quarantined")
            self.counts.quarantined += 1
        self.pending.discard(sha256)

    def _write(self) -> Dataset:
        out, version = self.settings.out, self.ledger.version
        self.watch("linking", self.counts)
        duplicates.link(self.ledger, out)
        self.watch("writing", self.counts)
        the_plan = plan(self.ledger.db, version, out, whole=self.settings.whole)
        written = write_parts(out, out / LEDGER, version.key, the_plan.todo, self.settings.size)
        dataset = publish(out, version, the_plan, written)
        write_views(out, dataset)
        return dataset

    def _end(self, dataset: Dataset | None, changes: list[str]) -> Summary:
        state = "interrupted" if dataset is None else "complete"
        seq, version, db = self.ledger.run, self.ledger.version, self.ledger.db
        id = run_id(db, seq, version)
        seconds = time.time() - self.started
        failures = _failures(db, version.key)
        summary = Summary(id, state, self.counts, {} if dataset is None else dataset.rows(), version, tuple(changes), seconds, failures)
        about = {
            "state": state, "started": _time(self.started), "finished": _time(time.time()), "seconds": round(seconds, 3),
            "sources": self._sources(), "configuration": self._configuration(),
            "inputs": inputs_digest(db), "counts": asdict(self.counts), "failures": failures, "changes": changes,
            "tables": None if dataset is None else facts(dataset),
        }  # fmt: skip
        write_manifest(self.settings.out, id, seq, version, about)
        self.ledger.close(state)
        return summary

    def _sources(self) -> list[str]:
        return [readable(os.path.abspath(source)) for source in self.settings.sources]

    def _configuration(self) -> dict[str, Any]:
        chosen = asdict(self.settings)
        return {name: chosen[name] for name in ("columns", "timeout", "memory", "options", "retry", "whole", "durable")} | {
            "workers": self.settings.size
        }


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _failures(db: sqlite3.Connection, version: str) -> dict[str, int]:
    """How many inputs failed, by the code of the error."""
    query = (
        "SELECT coalesce(p.error_code, c.error_code, CASE WHEN c.status IS NULL OR c.status = 'running' THEN 'BB110' END) AS code, count(*) "
        "FROM path p LEFT JOIN content c ON c.version = ? AND c.sha256 = p.sha256 "
        "WHERE code IS NOT NULL GROUP BY code ORDER BY code"
    )
    return dict(db.execute(query, (version,)))


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
