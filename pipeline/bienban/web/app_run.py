"""Chạy máy chủ (run the server): the socket, the process's own precautions, uvicorn with its time limits, a clean end."""

from __future__ import annotations

import asyncio
import errno
import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import uvicorn
from fastapi import FastAPI

from bienban.errors import InternalError, SettingsError
from bienban.web.app import create_app
from bienban.web.limits_protocol import timed_protocol
from bienban.web.log import event, set_up
from bienban.web.settings import Settings
from bienban.web.slots import Slot
from bienban.web.slots_jobs import keep_no_traces

_GRACE = 10


def listen(settings: Settings) -> socket.socket:
    """Mở cổng (listen): the bound socket. Raises ``SettingsError`` BB310 when the port is taken, BB311 otherwise."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SettingsError.of("BB311", name=_place(settings), reason=error.strerror or type(error).__name__) from None
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise SettingsError.of("BB310", name=_place(settings)) from None
        raise SettingsError.of("BB311", name=_place(settings), reason=error.strerror or type(error).__name__) from None
    return listener


def _place(settings: Settings) -> str:
    return f"{settings.host}:{settings.port}"


def address_of(settings: Settings, listener: socket.socket) -> str:
    """Địa chỉ để mở (URL): where this machine's browser finds the server."""
    host = settings.host
    with suppress(ValueError):
        address = ipaddress.ip_address(host)
        host = "localhost" if address.is_unspecified else f"[{host}]" if address.version == 6 else host
    return f"http://{host}:{listener.getsockname()[1]}/"


def serve(settings: Settings, listener: socket.socket, started: Callable[[], None] = lambda: None, slots: list[Slot] | None = None) -> bool:
    """Phục vụ (serve) until SIGTERM or Ctrl-C; ``started`` is called once requests are answered.

    Returns whether it was Ctrl-C. Raises the error of a worker that cannot start.
    """
    set_up(as_json=settings.log_json)
    keep_no_traces()
    app = create_app(settings, slots)
    server = _Server(app, settings, started)
    try:
        server.run([listener])
    except SystemExit:
        # uvicorn's way to say that the application did not start.
        raise app.state.failure or InternalError.of("BB502", reason="startup") from None
    finally:
        listener.close()
        app.state.slots.abandon()
    event("stopped")
    return server.interrupted


def config_of(settings: Settings, app: FastAPI) -> uvicorn.Config:
    """Cấu hình uvicorn (configuration): no access log, no server header, no web sockets, header sizes and times limited."""
    return uvicorn.Config(
        app, http=timed_protocol(settings), ws="none", lifespan="on", log_config=None, access_log=False,
        server_header=False, limit_concurrency=2 * settings.max_connections, h11_max_incomplete_event_size=2 * settings.max_header_bytes,
        timeout_graceful_shutdown=_GRACE,
    )  # fmt: skip


class _Server(uvicorn.Server):
    """Says when it has started, and ends by returning: uvicorn's own raises the signal again, which kills the process."""

    def __init__(self, app: FastAPI, settings: Settings, started: Callable[[], None]) -> None:
        super().__init__(config_of(settings, app))
        self._describe = app.openapi
        self._tell = started
        self.interrupted = False

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        # Worked out while the workers start: on its first request it would hold up everybody else's.
        described = asyncio.create_task(asyncio.to_thread(self._describe))
        await super().startup(sockets)
        await described
        if self.started:
            event("started")
            self._tell()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def handle_exit(self, sig: int, frame: Any) -> None:
        self.interrupted = self.interrupted or sig == signal.SIGINT
        self.force_exit = self.should_exit and sig == signal.SIGINT
        self.should_exit = True
