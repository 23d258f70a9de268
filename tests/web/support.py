"""Talking to the server: in this process with stand-in workers, or over a real socket to a process of its own."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

import httpx

from bienban.web.app import create_app
from bienban.web.settings import Settings
from bienban.web.slots import Slot
from bienban.web.slots_worker import worker_slots
from bienban.workers import Job, Outcome
from bienban.workers.child import Handlers, _answer
from bienban.workers.job import RECORD, WorkerSettings, unpack_error
from processes import ROOT, environment

Value = TypeVar("Value")
HOOKS = "web.hooks:calling"
REPORT = "Sáng 05/3/2024, UBND xã Bình Hạ tổ chức họp giao ban tháng 3. Ông Lê Văn Tám, Chủ tịch UBND xã chủ trì."
MARKED = f"TUYỆT MẬT\n{REPORT}"


class Direct:
    """A slot without a process: the very handler of a worker, called here."""

    def __init__(self, settings: Settings) -> None:
        self._handlers = Handlers(WorkerSettings(target="bienban.web.slots_jobs:calling", options={"max_characters": settings.max_characters}))

    def settle(self) -> None:
        return

    def run(self, job: Job, seconds: float) -> Outcome:
        answer = _answer(job, self._handlers, 2**31)
        return Outcome(record=answer[1:]) if answer[:1] == RECORD else Outcome(error=unpack_error(answer[1:]))

    def abandon(self) -> None:
        return

    def close(self) -> None:
        return


def talk(
    scenario: Callable[[httpx.AsyncClient], Awaitable[Value]],
    slots: Sequence[Slot] | None = None,
    address: str = "http://localhost:8080",
    **changes: Any,
) -> Value:
    """What ``scenario`` makes of a client of a fresh application; ``changes`` are its settings."""

    async def whole() -> Value:
        settings = Settings(**{"workers": 1, **changes})
        app = create_app(settings, slots or [Direct(settings)])
        async with app.router.lifespan_context(app):
            transport = httpx.ASGITransport(app, raise_app_exceptions=True)
            async with httpx.AsyncClient(transport=transport, base_url=address, timeout=60) as client:
                return await scenario(client)

    return asyncio.run(whole())


def ask(method: str, path: str, settings: dict[str, Any] | None = None, **request: Any) -> httpx.Response:
    """One request to a fresh application."""
    return talk(lambda client: client.request(method, path, **request), **settings or {})


def hooked(settings: Settings) -> list[Slot]:
    """Real worker processes that obey the cues of :mod:`web.hooks`."""
    return list(worker_slots(settings, HOOKS))


class Running:
    """A server in a process of its own."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port
        self.address = f"http://127.0.0.1:{port}"

    def connect(self) -> socket.socket:
        """A bare connection to it."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)

    def send(self, data: bytes) -> bytes:
        """Everything it answers to these bytes, until it closes the connection."""
        with self.connect() as connection:
            connection.sendall(data)
            return received(connection)

    def stop(self, number: int = signal.SIGTERM) -> tuple[int, bytes, bytes]:
        """Its exit status and what it wrote, once told to end."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=30)
        return self.process.returncode, out, err

    def memory(self) -> float:
        """Its highest resident memory so far, MiB."""
        status = open(f"/proc/{self.process.pid}/status", encoding="utf-8").read()  # noqa: SIM115 - read at once
        return int(status.partition("VmHWM:")[2].split()[0]) / 1_024


def received(connection: socket.socket) -> bytes:
    """All bytes until the other side closes; a reset counts as closing."""
    parts = []
    try:
        while part := connection.recv(65_536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts)


@contextmanager
def running(*flags: str, module: str = "bienban.cli", **changes: str) -> Iterator[Running]:
    """``bienban serve FLAGS`` on a free port; ended at the end of the block."""
    command = [sys.executable, "-m", module, "serve", "--port", "0", "--workers", "1", *flags]
    surroundings = environment(PYTHONPATH=os.pathsep.join((str(ROOT / "pipeline"), str(ROOT / "tests"))), **changes)
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT, env=surroundings)
    try:
        assert process.stdout is not None
        told = process.stdout.readline().decode()
        assert "http://" in told, told + (process.stderr.read().decode() if process.stderr and process.poll() is not None else "")
        yield Running(process, int(told.partition("http://")[2].partition("/")[0].rpartition(":")[2]))
    finally:
        process.kill()
        process.wait(10)
        for stream in (process.stdout, process.stderr):
            if stream is not None:
                stream.close()
