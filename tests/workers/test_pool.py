"""A pool keeps its workers busy, one job each, and a bad text costs only its own worker."""

from __future__ import annotations

import os
import signal

import pytest

from bienban.workers import Job, Pool, WorkerSettings

MOODY = WorkerSettings(target="worker_targets:moody")


def drain(pool: Pool, texts: list[str]) -> dict[str, str]:
    """Every text's answer or error code."""
    left, answers = list(texts), {}
    while left or pool.running:
        while left and pool.free:
            pool.submit(Job(left.pop(0)))
        for job, outcome in pool.collect():
            answers[str(job.data)] = outcome.error.code if outcome.error else (outcome.record or b"").decode()
    return answers


def test_a_bad_text_costs_only_itself() -> None:
    texts = [f"w{n}" for n in range(30)]
    bad = {"CRASH": "BB503", "REFUSE": "BB104", "HANG": "BB203", "EAT": "BB205"}
    with Pool(MOODY, size=2, timeout=1.0) as pool:
        answers = drain(pool, [*texts[:10], "CRASH", "REFUSE", *texts[10:20], "HANG", *texts[20:], "EAT"])
    assert {text: answers[text] for text in bad} == bad
    assert {text: answers[text] for text in texts} == {text: f"('{text}', None, None, [])" for text in texts}


def test_no_more_jobs_than_slots() -> None:
    with Pool(MOODY, size=2) as pool:
        while pool.free < 2:
            assert pool.collect() == []
        pool.submit(Job("SLEEP 0.2"))
        pool.submit(Job("SLEEP 0.2"))
        assert (pool.free, pool.running) == (0, 2)
        with pytest.raises(RuntimeError):
            pool.submit(Job("t"))
        assert pool.collect(0.0) == []


def test_an_idle_worker_that_is_killed_is_replaced_before_it_gets_a_job() -> None:
    with Pool(MOODY, size=1) as pool:
        assert drain(pool, ["a"])["a"].startswith("('a'")
        pid = pool.workers[0].pid
        assert pid is not None
        os.kill(pid, signal.SIGKILL)
        assert pool.collect(5.0) == []
        assert drain(pool, ["b"])["b"].startswith("('b'")
