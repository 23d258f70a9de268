"""The slots: an orderly queue, no slot ever lost, and each worker's faults kept to itself."""

from __future__ import annotations

import asyncio
import random
import threading
import time
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

import psutil
import pytest

from bienban.errors import BienbanError, InternalError, RequestError
from bienban.web.settings import Settings
from bienban.web.slots import Slots, retry_after
from bienban.web.slots_worker import WorkerSlot
from bienban.workers import Job, Outcome
from web.support import HOOKS, REPORT, hooked

Value = TypeVar("Value")


class Paced:
    """A slot that works until it is let go, and remembers what it did."""

    def __init__(self) -> None:
        self.gate = threading.Event()
        self.done: list[str | bytes] = []
        self.abandoned = 0
        self.broken = 0

    def settle(self) -> None:
        if self.broken:
            self.broken -= 1
            raise InternalError.of("BB502", reason="x")

    def run(self, job: Job, seconds: float) -> Outcome:
        self.gate.wait(5)
        self.done.append(job.data)
        return Outcome(record=b"{}")

    def abandon(self) -> None:
        self.abandoned += 1
        self.gate.set()

    def close(self) -> None:
        return


def within(scenario: Callable[[Slots], Awaitable[Value]], slots: list[Any], **changes: Any) -> Value:
    async def whole() -> Value:
        pool = Slots(slots, Settings(**{"workers": len(slots), **changes}))
        await pool.start()
        try:
            return await scenario(pool)
        finally:
            await pool.close()

    return asyncio.run(whole())


def test_first_come_first_served() -> None:
    slot = Paced()

    async def scenario(pool: Slots) -> None:
        tasks = []
        for number in range(6):
            tasks.append(asyncio.create_task(pool.run(Job(str(number)))))
            await asyncio.sleep(0)
        assert pool.load == (1, 0, 5)
        slot.gate.set()
        await asyncio.gather(*tasks)
        await asyncio.sleep(0.05)
        assert pool.load == (1, 1, 0)

    within(scenario, [slot])
    assert slot.done == list("012345")


def test_too_many_waiting_is_busy_at_once() -> None:
    slot = Paced()

    async def scenario(pool: Slots) -> None:
        tasks = [asyncio.create_task(pool.run(Job(str(number)))) for number in range(3)]
        await asyncio.sleep(0.01)
        with pytest.raises(RequestError, match="BB611"):
            await pool.run(Job("one too many"))
        slot.gate.set()
        await asyncio.gather(*tasks)

    within(scenario, [slot], max_waiting=2)


def test_a_long_wait_ends_as_busy() -> None:
    slot = Paced()

    async def scenario(pool: Slots) -> None:
        first = asyncio.create_task(pool.run(Job("a")))
        await asyncio.sleep(0.01)
        with pytest.raises(RequestError, match="BB611"):
            await pool.run(Job("b"))
        assert pool.load.waiting == 0
        slot.gate.set()
        await first

    within(scenario, [slot], queue_seconds=0.05)
    assert slot.done == ["a"]


def test_who_leaves_frees_its_place_and_is_never_worked_for() -> None:
    slot = Paced()

    async def scenario(pool: Slots) -> None:
        first, second, third = (asyncio.create_task(pool.run(Job(name))) for name in "abc")
        await asyncio.sleep(0.01)
        second.cancel()
        await asyncio.sleep(0.01)
        assert pool.load.waiting == 1
        slot.gate.set()
        await asyncio.gather(first, third)

    within(scenario, [slot])
    assert slot.done == ["a", "c"]


def test_work_nobody_waits_for_is_abandoned_after_some_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bienban.web.slots._PATIENCE", 0.05)
    slot = Paced()

    async def scenario(pool: Slots) -> None:
        task = asyncio.create_task(pool.run(Job("a")))
        await asyncio.sleep(0.01)
        task.cancel()
        await asyncio.sleep(0.02)
        assert slot.abandoned == 0
        await asyncio.sleep(0.1)
        assert (slot.abandoned, pool.load.free) == (1, 1)

    within(scenario, [slot])


def test_no_slot_is_ever_lost() -> None:
    """Hundreds of callers who leave at random moments, time out, or stay: at the end every slot is free again."""
    slots = [Paced() for _ in range(3)]
    for slot in slots:
        slot.gate.set()
    chance = random.Random(5)

    async def caller(pool: Slots) -> None:
        task = asyncio.create_task(pool.run(Job("x")))
        for _ in range(chance.randrange(6)):
            await asyncio.sleep(0)
        if chance.random() < 0.6:
            task.cancel()
        await asyncio.gather(task, return_exceptions=True)

    async def scenario(pool: Slots) -> None:
        for _ in range(40):
            await asyncio.gather(*(caller(pool) for _ in range(12)))
        await asyncio.sleep(0.2)
        assert pool.load == (3, 3, 0)

    within(scenario, slots, max_waiting=5, queue_seconds=0.002)


def test_a_worker_that_cannot_start_again_is_tried_until_it_can(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bienban.web.slots._RETRY", 0.01)
    slot = Paced()
    slot.gate.set()

    async def scenario(pool: Slots) -> bytes:
        slot.broken = 3
        await pool.run(Job("a"))
        return await pool.run(Job("b"))

    assert within(scenario, [slot]) == b"{}"


def test_a_worker_that_cannot_start_at_all_stops_the_start() -> None:
    slot = Paced()
    slot.broken = 1
    with pytest.raises(InternalError):
        within(lambda pool: pool.run(Job("a")), [slot])


def test_who_waits_at_the_end_is_told() -> None:
    slot = Paced()

    async def scenario(pool: Slots) -> list[Any]:
        tasks = [asyncio.create_task(pool.run(Job(name))) for name in "ab"]
        await asyncio.sleep(0.01)
        await pool.close()
        return await asyncio.gather(*tasks, pool.run(Job("late")), return_exceptions=True)

    first, waiting, late = within(scenario, [slot])
    assert first == b"{}"
    assert isinstance(waiting, RequestError)
    assert isinstance(late, RequestError)


@pytest.mark.parametrize(("seconds", "told"), [(0.1, 1), (8, 2), (20, 5), (600, 5)])
def test_when_to_come_again(seconds: float, told: int) -> None:
    assert retry_after(Settings(queue_seconds=seconds)) == told


@pytest.mark.parametrize(("cue", "code"), [("HANG", "BB203"), ("DIE", "BB503"), ("EAT", "BB205"), ("FAIL", "BB502")])
def test_what_one_text_does_to_its_worker_its_neighbours_never_notice(cue: str, code: str) -> None:
    settings = Settings(workers=2, job_seconds=10 if cue == "EAT" else 1, worker_memory_mib=512)

    async def scenario(pool: Slots) -> tuple[BienbanError, list[bytes], bytes]:
        bad = asyncio.create_task(pool.run(Job(f"{cue} {REPORT}")))
        good = [await pool.run(Job(REPORT)) for _ in range(5)]
        with pytest.raises(BienbanError) as caught:
            await bad
        return caught.value, good, (await asyncio.gather(*(pool.run(Job(REPORT)) for _ in range(4))))[-1]

    error, good, after = within(scenario, hooked(settings), **settings.model_dump())
    assert error.code == code
    assert "BÍ MẬT" not in str(error)
    assert {*good, after} == {good[0]}


def test_a_worker_is_replaced_after_so_many_reports() -> None:
    slot = WorkerSlot(Settings(worker_recycle=3), HOOKS)
    pids = []
    for _ in range(7):
        slot.settle()
        pids.append(slot.pid)
        assert slot.run(Job(REPORT), 30).record
    slot.close()
    assert [len(set(pids[:3])), len(set(pids[3:6])), len(set(pids))] == [1, 1, 3]


def test_an_abandonment_hits_the_job_at_hand_and_not_the_next() -> None:
    slot = WorkerSlot(Settings(), HOOKS)
    slot.settle()
    pid = slot.pid
    timer = threading.Timer(0.3, slot.abandon)
    timer.start()
    started = time.monotonic()
    slot.run(Job("HANG"), 30)
    assert time.monotonic() - started < 10
    slot.settle()
    assert slot.pid != pid
    slot.abandon()
    slot.settle()
    assert slot.run(Job(REPORT), 30).record
    slot.close()


def test_a_worker_killed_while_idle_costs_nobody_an_answer() -> None:
    slot = WorkerSlot(Settings(), HOOKS)
    slot.settle()
    worker = psutil.Process(slot.pid)
    worker.kill()
    while worker.status() != psutil.STATUS_ZOMBIE:
        time.sleep(0.01)
    assert slot.run(Job(REPORT), 30).record
    slot.close()


def test_no_process_outlives_its_slot() -> None:
    slot = WorkerSlot(Settings(), HOOKS)
    slot.settle()
    worker = psutil.Process(slot.pid)
    assert worker.nice() >= 5
    slot.close()
    assert not worker.is_running() or worker.status() == psutil.STATUS_ZOMBIE
