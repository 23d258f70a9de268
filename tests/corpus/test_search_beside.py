"""Search beside others: two at once, an archive one may only read, an index another one holds."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import sqlite3
import tempfile
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import bienban
from archive_runs import go, write
from bienban.corpus import search_index
from bienban.corpus.search_index import open_index, update
from bienban.errors import SettingsError

RECORDS = {
    name: bienban.extract(f"Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban lần {name}.", id=name).model_dump(mode="json") for name in "abcdef"
}  # fmt: skip


def alone(path: Path, load: Callable[[Sequence[str]], Iterable[Mapping[str, Any]]]) -> int:
    with closing(open_index(path)) as connection:
        return update(connection, lambda: [(name, "1") for name in RECORDS], load, "1").added


def test_two_searches_at_once_make_one_index(tmp_path: Path) -> None:
    path, added, faults = tmp_path / "search.sqlite", list[int](), list[BaseException]()
    both = threading.Barrier(2)

    def load(ids: Sequence[str]) -> Iterable[Mapping[str, Any]]:
        # Long enough for the other one to have asked what is missing.
        threading.Event().wait(0.5)
        return [RECORDS[name] for name in ids]

    def search() -> None:
        both.wait()
        try:
            added.append(alone(path, load))
        except BaseException as error:  # noqa: BLE001 - told to the test
            faults.append(error)

    threads = [threading.Thread(target=search) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert sorted(added) == [0, 6]
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM report").fetchone() == (6,)


def test_an_index_that_is_locked_is_not_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "search.sqlite"
    alone(path, lambda ids: [RECORDS[name] for name in ids])
    connect = sqlite3.connect
    monkeypatch.setattr(search_index.sqlite3, "connect", lambda *given, **named: connect(*given, **{**named, "timeout": 0.1}))
    other = connect(path, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SettingsError, match="BB305"):
        open_index(path)
    other.execute("COMMIT")
    assert other.execute("SELECT count(*) FROM report").fetchone() == (6,)
    other.close()
    assert alone(path, lambda ids: pytest.fail("the index was made anew")) == 0


@pytest.fixture
def read_only() -> Iterator[Path]:
    """An archive in a folder that one may only read, with an index."""
    place = Path(tempfile.mkdtemp(prefix="bienban-test-"))
    place.chmod(0o755)
    out = place / "out"
    go(out, write(place / "in", a="Họp A.\n- rà soát"))
    with bienban.open_run(out) as run:
        # Also loads what the reader will need and may not be allowed to.
        assert found(out) == (1, list(run.reports["report_id"]), ["rà soát"])
    for name in ("ledger.sqlite-wal", "ledger.sqlite-shm", ".search.sqlite.lock"):
        (out / name).unlink(missing_ok=True)
    out.chmod(0o555)
    yield out
    out.chmod(0o755)
    shutil.rmtree(place)


def found(out: Path) -> tuple[int, list[str], list[str]]:
    with bienban.open_run(out) as run:
        return len(run.tasks), [report_id for report_id, _ in run.records_json()], [hit.text for hit in run.search("ra soat")]


def _read(out: Path, answer: Any) -> None:
    if os.geteuid() == 0:
        os.seteuid(65534)
    try:
        answer.put(found(out))
    except Exception as error:  # noqa: BLE001 - told to the test
        answer.put(str(error))


def reader(out: Path) -> Any:
    """What somebody finds who may only read the archive."""
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=_read, args=(out, answer))
    process.start()
    told = answer.get(timeout=60)
    process.join()
    return told


def test_an_archive_one_may_only_read_gives_tables_records_and_search(read_only: Path) -> None:
    assert reader(read_only) == found(read_only)


def test_an_index_that_is_missing_where_one_may_only_read_is_told(read_only: Path) -> None:
    (read_only / "search.sqlite").unlink()
    assert "BB305" in reader(read_only)
