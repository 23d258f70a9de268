"""Giao thức có đồng hồ (timed protocol): uvicorn's HTTP/1.1 with the time limits that it lacks.

uvicorn waits for ever for the header of a request, and for a client to take its answer; a few hundred silent
connections then lock everybody out. Here a connection that waits for its header is closed in time, the one that has
waited longest goes first when there are too many, and an answer that nobody takes is dropped.
"""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from bienban.web.settings import Settings

_SHARE = 8 * 1024
"""Bytes of one connection that are taken apart in one go: in chunks of a byte each, a usual read holds up everybody for seconds."""


class TimedProtocol(H11Protocol):
    """HTTP/1.1 có giới hạn giờ (timed): times from the settings, see :func:`timed_protocol`."""

    settings: Settings

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self._header_timer: asyncio.TimerHandle | None = None
        self._write_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if hasattr(transport, "max_size"):
            transport.max_size = _SHARE
        self._watch()
        self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        for timer in (self._header_timer, self._write_timer):
            if timer is not None:
                timer.cancel()
        self._header_timer = self._write_timer = None
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        super().data_received(data)
        self._watch()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self._write_timer is not None:
            self._write_timer.cancel()
        self._watch_writing(None)

    @property
    def idle(self) -> bool:
        """Đang chờ (idle): no request is being answered on this connection."""
        return self.cycle is None or self.cycle.response_complete

    @property
    def header_due(self) -> float:
        """Hạn của phần đầu (header due): loop time; infinity for a connection that owes none."""
        return float("inf") if self._header_timer is None else self._header_timer.when()

    def _watch(self) -> None:
        """From the first byte of a header (or from the start) to its last, one clock runs; more bytes do not wind it up."""
        if not self.idle:
            if self._header_timer is not None:
                self._header_timer.cancel()
            self._header_timer = None
        elif self._header_timer is None and not self.transport.is_closing():
            self._header_timer = self.loop.call_later(self.settings.header_seconds, self.transport.abort)

    def _make_room(self) -> None:
        """The connection that has waited longest for its header makes room for the new one; where all are at work, that one goes."""
        alive = [other for other in self.connections if isinstance(other, TimedProtocol) and not other.transport.is_closing()]
        if len(alive) > self.settings.max_connections:
            idle = [other for other in alive if other.idle]
            min(idle, key=lambda other: other.header_due, default=self).transport.abort()

    def _watch_writing(self, untaken: int | None) -> None:
        """Aborts when nothing was taken of what waits to be sent since the last look; a slow client that reads may go on."""
        left = self.transport.get_write_buffer_size()
        if untaken is not None and left >= untaken:
            self.transport.abort()
        elif left and not (untaken is None and self.transport.is_closing()):
            self._write_timer = self.loop.call_later(self.settings.write_seconds, self._watch_writing, left)


def timed_protocol(settings: Settings) -> type[TimedProtocol]:
    """Giao thức theo thiết lập (protocol of these settings): the class that uvicorn makes one of for each connection."""
    return type("TimedProtocol", (TimedProtocol,), {"settings": settings})
