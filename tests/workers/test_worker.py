"""A worker answers as the library does, and survives whatever its texts do to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from multiprocessing.connection import wait

import psutil
import pytest

import bienban
from bienban.errors import InputError, InternalError, LimitError, MissingDependencyError
from bienban.workers import Job, Outcome, Worker, WorkerSettings
from processes import ROOT, SAMPLES, environment

MOODY = "worker_targets:moody"
LONG = 20.0


@pytest.fixture(scope="module")
def moody() -> Iterator[Worker]:
    with Worker(WorkerSettings(target=MOODY, memory=512 * 2**20)) as worker:
        yield worker


def code(outcome: Outcome) -> str:
    assert outcome.error is not None
    assert outcome.record is None
    return outcome.error.code


def test_records_are_the_librarys_own_bytes_and_errors_its_own_errors() -> None:
    data = (SAMPLES / "giao-ban-xa.txt").read_bytes()
    with Worker() as worker:
        assert worker.run(Job(data, name="a.txt"), LONG).record == bienban.extract(data, name="a.txt").to_json().encode()
        text = data.decode()
        assert worker.run(Job(text, id="x"), LONG).record == bienban.extract(text, id="x").to_json().encode()
        for bad in (b"", b"%PDF-1.7", b"\x00\x01\x02" * 50):
            outcome = worker.run(Job(bad), LONG)
            with pytest.raises(InputError) as raised:
                bienban.extract(bad)
            assert (code(outcome), type(outcome.error), outcome.cause) == (raised.value.code, InputError, None)
            assert str(outcome.error) == str(raised.value)
        assert code(worker.run(Job("a" * 2_000_001), LONG)) == "BB202"


def test_large_jobs_and_lone_surrogates_cross_the_pipe() -> None:
    with Worker() as worker:
        text = "Sáng 05/3/2024, UBND xã họp giao ban. " * 3000 + "\ud800"
        record = worker.run(Job(text), LONG).record
        assert record is not None
        assert json.loads(record)["text"].endswith("\ufffd")


@pytest.mark.parametrize(
    ("text", "expected", "cause"),
    [
        ("CRASH now", "BB503", "died"),
        ("END now", "BB503", "died"),
        ("LEAVE now", "BB503", "died"),
        ("EAT all", "BB205", None),
        ("HOARD all", "BB205", None),
        ("REFUSE it", "BB104", None),
        ("QUOTE bí mật", "BB502", None),
    ],
)
def test_a_text_that_harms_its_worker_is_a_typed_error_and_the_next_is_read(moody: Worker, text: str, expected: str, cause: str | None) -> None:
    outcome = moody.run(Job(text), LONG)
    assert (code(outcome), outcome.cause) == (expected, cause)
    assert "bí mật" not in str(outcome.error)
    assert moody.run(Job("still there"), LONG).record == b"('still', None, None, [])"


def test_an_endless_job_is_stopped_and_its_process_gone(moody: Worker) -> None:
    moody.run(Job("hello"), LONG)
    pid = moody.pid
    assert pid is not None
    before = time.monotonic()
    outcome = moody.run(Job("HANG"), 0.3)
    assert time.monotonic() - before < 10
    assert (code(outcome), type(outcome.error), outcome.cause) == ("BB203", LimitError, "timeout")
    assert not psutil.pid_exists(pid)
    assert moody.run(Job("again"), LONG).error is None


def test_the_timeout_does_not_count_the_loading() -> None:
    with Worker() as worker:
        assert worker.run(Job("Sáng 05/3/2024, UBND xã họp giao ban."), 1.0).error is None


def test_a_worker_killed_from_outside(moody: Worker) -> None:
    moody.run(Job("hello"), LONG)
    moody.send(Job("SLEEP 60"))
    assert moody.pid is not None
    os.kill(moody.pid, signal.SIGKILL)
    outcome = moody.receive()
    assert outcome is not None
    assert (code(outcome), outcome.cause) == ("BB503", "died")
    assert "9" in str(outcome.error)


def test_a_worker_killed_while_it_loads_is_replaced() -> None:
    with Worker() as worker:
        worker.start()
        assert worker.pid is not None
        os.kill(worker.pid, signal.SIGKILL)
        assert worker.run(Job("Sáng 05/3/2024, UBND xã họp giao ban."), LONG).record is not None


def test_what_a_child_started_ends_with_it(moody: Worker) -> None:
    record = moody.run(Job("BEAR one"), LONG).record
    assert record is not None
    moody.kill()
    for _ in range(100):
        if not psutil.pid_exists(int(record)) or psutil.Process(int(record)).status() == psutil.STATUS_ZOMBIE:
            return
        time.sleep(0.05)
    pytest.fail("the child's child is still there")


def test_workers_are_replaced_after_so_many_jobs() -> None:
    with Worker(WorkerSettings(target=MOODY, recycle=2)) as worker:
        pids = [worker.run(Job("PID"), LONG).record for _ in range(4)]
    assert pids[0] == pids[1] != pids[2] == pids[3]


def test_options_of_the_worker_and_of_the_job() -> None:
    with Worker(WorkerSettings(target=MOODY, options={"a": 1, "b": 1})) as worker:
        assert worker.run(Job("t", options={"b": 2}), LONG).record == b"('t', None, None, [('a', 1), ('b', 2)])"
        assert worker.run(Job("t"), LONG).record == b"('t', None, None, [('a', 1), ('b', 1)])"


def test_options_reach_the_extractor() -> None:
    with Worker(WorkerSettings(options={"stages": ()})) as worker:
        record = worker.run(Job("Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban."), LONG).record
    assert record is not None
    assert json.loads(record)["meeting"]["date"] is None


def test_a_worker_that_cannot_start_says_why() -> None:
    with Worker(WorkerSettings(target="worker_targets:without_model")) as worker, pytest.raises(MissingDependencyError, match="BB402"):
        worker.run(Job("t"), LONG)
    with Worker(WorkerSettings(target="worker_targets:stillborn")) as worker, pytest.raises(InternalError, match="exit 3"):
        worker.run(Job("t"), LONG)
    with Worker(WorkerSettings(target="worker_targets:nothing")) as worker, pytest.raises(InternalError, match="AttributeError"):
        worker.run(Job("t"), LONG)


def test_by_pieces() -> None:
    with Worker(WorkerSettings(target=MOODY)) as worker:
        worker.start()
        assert wait([worker.connection], LONG) == [worker.connection]
        assert (worker.receive(), worker.ready) == (None, True)
        worker.send(Job("t"))
        with pytest.raises(RuntimeError):
            worker.send(Job("u"))
        outcome = worker.receive()
        assert outcome is not None
        assert outcome.record is not None


def test_a_worker_outlives_the_thread_that_started_it() -> None:
    worker = Worker(WorkerSettings(target=MOODY))
    thread = threading.Thread(target=lambda: worker.run(Job("hello"), LONG))
    thread.start()
    thread.join()
    pid = worker.pid
    time.sleep(0.2)
    assert worker.run(Job("PID"), LONG).record == str(pid).encode()
    worker.close()


PARENT = """
import sys
from bienban.workers import Job, Worker, WorkerSettings
from multiprocessing.connection import wait
workers = [Worker(WorkerSettings(target="worker_targets:moody")) for _ in range(3)]
for worker, text in zip(workers, ("HANG", "SLEEP 600", "hello")):
    worker.send(Job(text))
print(*(worker.pid for worker in workers), flush=True)
sys.stdin.read()
"""


def test_workers_die_with_a_parent_that_is_killed() -> None:
    paths = os.pathsep.join([str(ROOT / "pipeline"), str(ROOT / "tests")])
    parent = subprocess.Popen([sys.executable, "-c", PARENT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment(PYTHONPATH=paths))
    assert parent.stdout is not None
    pids = [int(pid) for pid in parent.stdout.readline().split()]
    assert len(pids) == 3
    assert all(map(psutil.pid_exists, pids))
    parent.kill()
    parent.communicate()
    for _ in range(200):
        if not any(map(psutil.pid_exists, pids)):
            return
        time.sleep(0.05)
    pytest.fail("a worker is still there")
