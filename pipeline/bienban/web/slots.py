"""Các chỗ làm việc (slots): a fixed number of worker processes, and an orderly queue of those who wait for one.

One supervised process per slot: what a bad paste does to its worker (an endless loop, all the memory, a crash) is
settled there, and the other slots never notice. Everything here runs in the event loop; each worker is spoken to from
a thread, so that the loop stays free to answer others.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, Protocol

from bienban.errors import BienbanError, InternalError, RequestError
from bienban.web.settings import Settings
from bienban.workers import Job, Outcome

_LOGGER = logging.getLogger("bienban.web.slots")
_PATIENCE = 2.0
"""Seconds of work granted to a report whose sender has gone: replacing a worker costs about as much."""
_RETRY = 5.0


class Slot(Protocol):
    """Chỗ làm việc (slot): one worker, used by one thread at a time; only ``abandon`` may come from another."""

    def settle(self) -> None:
        """Sẵn sàng (settle): blocks until the worker can take a job, replacing one that has died or grown old."""

    def run(self, job: Job, seconds: float) -> Outcome:
        """Chạy (run): the outcome of ``job``, at most ``seconds`` later."""

    def abandon(self) -> None:
        """Bỏ (abandon): nobody wants the outcome any more; ``run`` returns soon."""

    def close(self) -> None:
        """Đóng (close): end the worker."""


class Load(NamedTuple):
    """Tải (load): slots in all, slots that are free, and requests that wait for one."""

    slots: int
    free: int
    waiting: int


class Slots:
    """Các chỗ làm việc (slots): ``await run(job)`` in the next free one, first come, first served."""

    def __init__(self, slots: list[Slot], settings: Settings) -> None:
        self._all = slots
        self._free: list[Slot] = []
        self._waiting: deque[asyncio.Future[Slot]] = deque()
        self._settings = settings
        self._threads = ThreadPoolExecutor(len(slots), thread_name_prefix="slot")
        self._running: set[asyncio.Future[Any]] = set()
        self._closing = False

    @property
    def load(self) -> Load:
        """Tải hiện thời (load)."""
        return Load(len(self._all), len(self._free), len(self._waiting))

    async def start(self) -> None:
        """Khởi động (start): returns when all workers are ready, so that the first request waits for nothing.

        Raises the error of a worker that cannot start.
        """
        await asyncio.gather(*(self._thread(slot.settle) for slot in self._all))
        self._free = list(self._all)

    async def run(self, job: Job) -> bytes:
        """Chạy (run) a job: its record, or the error of its outcome.

        Raises ``RequestError`` BB611 where too many wait already or the wait was too long. A caller who is cancelled
        leaves the queue at once; a report in work is then stopped within two seconds.
        """
        slot = await self._take()
        loop = asyncio.get_running_loop()
        started = loop.time()
        work = loop.run_in_executor(self._threads, slot.run, job, self._settings.job_seconds)
        # The slot is given back when its thread is done, not when the caller loses interest.
        self._keep(work)
        work.add_done_callback(lambda done: self._done(slot, done))
        try:
            outcome = await asyncio.shield(work)
        except asyncio.CancelledError:
            timer = loop.call_later(max(0.0, _PATIENCE - (loop.time() - started)), slot.abandon)
            work.add_done_callback(lambda _: timer.cancel())
            raise
        if outcome.record is None:
            raise outcome.error or InternalError.of("BB502", reason="no outcome")
        return outcome.record

    async def close(self) -> None:
        """Đóng (close): end all workers; whoever still waits is told that the server is busy. A second call does nothing."""
        if self._closing:
            return
        self._closing = True
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_exception(self.busy())
        self.abandon()
        await asyncio.gather(*self._running, return_exceptions=True)
        await asyncio.gather(*(self._thread(slot.close) for slot in self._all), return_exceptions=True)
        self._threads.shutdown(wait=False)

    def abandon(self) -> None:
        """Bỏ hết (abandon) what is in work, from any thread: nothing will wait for it."""
        for slot in self._all:
            slot.abandon()

    def busy(self) -> RequestError:
        """Đang bận (busy): the error that says when to try again."""
        return RequestError.of("BB611", seconds=retry_after(self._settings))

    async def _take(self) -> Slot:
        if self._closing or (not self._free and len(self._waiting) >= self._settings.max_waiting):
            raise self.busy()
        if self._free:
            return self._free.pop()
        waiter: asyncio.Future[Slot] = asyncio.get_running_loop().create_future()
        self._waiting.append(waiter)
        taken = False
        try:
            async with asyncio.timeout(self._settings.queue_seconds):
                slot = await waiter
                taken = True
            return slot
        except TimeoutError:
            raise self.busy() from None
        finally:
            if not taken:
                self._leave(waiter)

    def _leave(self, waiter: asyncio.Future[Slot]) -> None:
        """Out of the queue, whatever ended the wait; a slot that came at that very moment goes to the next."""
        if waiter in self._waiting:
            self._waiting.remove(waiter)
        if waiter.done() and not waiter.cancelled() and waiter.exception() is None:
            self._hand_on(waiter.result())

    def _done(self, slot: Slot, work: asyncio.Future[Outcome]) -> None:
        if not work.cancelled():
            work.exception()  # seen, so that a caller who has gone leaves no complaint behind
        if self._closing:
            return
        self._keep(asyncio.get_running_loop().create_task(self._settle(slot)))

    async def _settle(self, slot: Slot) -> None:
        while not self._closing:
            try:
                await self._thread(slot.settle)
            except BienbanError as error:
                _LOGGER.error("worker_failed", extra={"fields": {"code": error.code}})
                await asyncio.sleep(_RETRY)
            else:
                self._hand_on(slot)
                return

    def _hand_on(self, slot: Slot) -> None:
        while self._waiting:
            waiter = self._waiting.popleft()
            if not waiter.done():
                waiter.set_result(slot)
                return
        self._free.append(slot)

    def _keep(self, future: asyncio.Future[Any]) -> None:
        self._running.add(future)
        future.add_done_callback(self._running.discard)

    def _thread(self, function: Any) -> asyncio.Future[Any]:
        return asyncio.get_running_loop().run_in_executor(self._threads, function)


def retry_after(settings: Settings) -> int:
    """Thử lại sau (retry after): whole seconds in which a full queue has usually moved on."""
    return max(1, min(5, round(settings.queue_seconds / 4)))
