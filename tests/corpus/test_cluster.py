"""A run on a Dask cluster gives the tables of a run on one machine, whatever dies on the way."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from archive_killing import make_archive, tree
from archive_on_cluster import settings
from bienban.corpus import cluster
from bienban.corpus.cluster import ClusterPool, shard_name
from bienban.corpus.reading import TARGET, unpack
from bienban.corpus.run import LEDGER, run
from bienban.errors import MissingDependencyError, SettingsError
from bienban.workers import Job, WorkerSettings
from processes import ROOT, environment

TEXT = "Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban lần {}. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì."
READING = WorkerSettings(target=TARGET)
KILLS = 30


@pytest.fixture(scope="module")
def dask() -> Iterator[Any]:
    """A cluster of two workers, each in a process of its own that a nanny replaces when it dies."""
    from distributed import LocalCluster

    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "pipeline"), str(ROOT / "tests")])
    try:
        with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs=50) as made:
            yield made
    finally:
        if before is None:
            del os.environ["PYTHONPATH"]
        else:
            os.environ["PYTHONPATH"] = before


def worker_pids(dask: Any) -> list[int]:
    return [nanny.pid for nanny in dask.workers.values() if nanny.pid]


def filed(out: Path) -> int:
    """How many texts the ledger holds as read."""
    with suppress(sqlite3.Error), closing(sqlite3.connect(f"file:{out / LEDGER}?mode=ro", uri=True)) as connection:
        return int(connection.execute("SELECT count(*) FROM content WHERE status IN ('ok', 'partial')").fetchone()[0])
    return 0


def when(condition: Callable[[], bool], act: Callable[[], object]) -> threading.Thread:
    """Does ``act`` in a thread once ``condition`` holds."""

    def wait() -> None:
        deadline = time.monotonic() + 60
        while not condition() and time.monotonic() < deadline:
            time.sleep(0.02)
        act()

    thread = threading.Thread(target=wait)
    thread.start()
    return thread


def drain(pool: ClusterPool, texts: list[str]) -> dict[str, str]:
    left, answers = list(texts), {}
    while left or pool.running:
        while left and pool.free:
            pool.submit(Job(left.pop(0)))
        for job, outcome in pool.collect(0.5):
            answers[str(job.data)] = outcome.error.code if outcome.error else unpack(outcome.record or b"").status
    return answers


def test_jobs_come_back_once_each_and_a_bad_text_costs_only_itself(dask: Any) -> None:
    poisonous = WorkerSettings(target=TARGET, options={"inner": "worker_targets:extraction_with_poison"})
    texts = [TEXT.format(n) for n in range(12)]
    bad = {"CRASH": "BB503", "REFUSE": "BB104", "HANG": "BB203", "": "BB101"}
    with ClusterPool(dask.scheduler_address, poisonous, timeout=2.0, shard=5) as pool:
        answers = drain(pool, [*texts[:6], *bad, *texts[6:]])
        again = drain(pool, [texts[0], "CRASH"])
    assert answers == dict.fromkeys(texts, "ok") | bad
    assert again == {texts[0]: "ok", "CRASH": "BB503"}


def test_a_worker_killed_half_way_changes_no_byte(dask: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "SHARD_JOBS", 4)
    sources = make_archive(tmp_path / "nguồn", 36)
    (tmp_path / "nguồn" / "bao-cao" / "hong-0.txt").unlink()  # the one that hangs takes three times as long as all the others
    run(settings(tmp_path / "một máy", sources))
    killed: list[int] = []

    def kill() -> None:
        killed.append(worker_pids(dask)[0])
        os.kill(killed[0], signal.SIGKILL)

    out = tmp_path / "cụm"
    thread = when(lambda: filed(out) >= 8, kill)
    run(settings(out, sources, dask.scheduler_address))
    thread.join()
    assert killed
    assert tree(out) == tree(tmp_path / "một máy")
    # Where nothing is new, no cluster is needed.
    run(settings(out, sources, "tcp://127.0.0.1:1"))
    assert tree(out) == tree(tmp_path / "một máy")


def test_no_scheduler_no_worker_and_another_version_are_said(dask: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster

    def refused(address: str, patience: float) -> str:
        pool = ClusterPool(address, READING, patience=patience)
        with pool, pytest.raises(SettingsError) as caught:
            pool.start()
        assert caught.value.code == "BB320"
        return caught.value.message_en

    assert "tcp://127.0.0.1:1" in refused("tcp://127.0.0.1:1", 1.0)
    refused("nonsense", 1.0)
    with LocalCluster(n_workers=0, dashboard_address=":0", silence_logs=50) as empty:
        assert "no worker" in refused(empty.scheduler_address, 1.0)
    with ClusterPool(dask.scheduler_address, READING) as pool:
        pool.start()
        pool._version = "0" * 16
        with pytest.raises(SettingsError, match="version"):
            drain(pool, ["Sáng 05/3/2024, UBND xã họp."])


def test_a_child_replaced_by_one_with_other_rules_is_refused(dask: Any, tmp_path: Path) -> None:
    (tmp_path / "rules").write_text("1")
    changing = WorkerSettings(target=TARGET, options={"inner": "worker_targets:changing", "place": str(tmp_path / "rules")}, recycle=2)
    with ClusterPool(dask.scheduler_address, changing, shard=4) as pool:
        assert set(drain(pool, [f"Họp {n}." for n in range(8)]).values()) == {"ok"}
        (tmp_path / "rules").write_text("2")
        with pytest.raises(SettingsError, match=r"BB320.*version"):
            drain(pool, [f"Họp sau {n}." for n in range(24)])


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with ClusterPool("tcp://127.0.0.1:1", READING) as pool, pytest.raises(MissingDependencyError, match=r"bienban\[dask\]"):
        pool.start()


def test_the_name_of_a_shard_depends_on_its_texts_alone() -> None:
    one, two = Job("một", name="a"), Job("hai", id="b")
    assert shard_name("v", [one, two]) == shard_name("v", [two, Job("một")])
    assert len({shard_name("v", [one]), shard_name("v", [two]), shard_name("w", [one]), shard_name("v", [one, two])}) == 4


@pytest.mark.slow
def test_runs_and_workers_killed_at_random_change_no_byte_and_leave_no_process(dask: Any, tmp_path: Path) -> None:
    rng = random.Random(5)
    sources = make_archive(tmp_path / "nguồn", 90)
    run(settings(tmp_path / "một máy", sources))
    expected = tree(tmp_path / "một máy")
    kills, episode = 0, 0
    while kills < KILLS:
        out = tmp_path / f"cụm {episode}"
        episode += 1
        process = start(dask, out, sources)
        while not ended(process, rng.uniform(2.0, 6.0) if kills < KILLS else 240):
            kills += 1
            victim = process.pid if rng.random() < 0.6 else rng.choice(worker_pids(dask))
            with suppress(ProcessLookupError):
                os.kill(victim, signal.SIGKILL)
            if victim == process.pid:
                process.wait()
                process = start(dask, out, sources)
        assert process.returncode == 0
        assert tree(out) == expected
    nannies = {child.pid for child in psutil.Process().children()}
    strays = [child for child in psutil.Process().children(recursive=True) if child.ppid() not in nannies | {os.getpid()} and child.ppid() == 1]
    assert strays == []


def ended(process: subprocess.Popen[bytes], seconds: float) -> bool:
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def start(dask: Any, out: Path, sources: list[str]) -> subprocess.Popen[bytes]:
    path = os.pathsep.join([str(ROOT / "pipeline"), str(ROOT / "tests")])
    command = [sys.executable, str(ROOT / "tests" / "archive_on_cluster.py"), dask.scheduler_address, str(out), "4", *sources]
    return subprocess.Popen(command, env=environment(PYTHONPATH=path), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
