"""Giới hạn (limits): how large a request may be, how long it may take to arrive, and how many bytes all may hold at once.

Pure ASGI: the body is read here, once and measured, before anything else looks at it; the application gets it whole.
"""

from __future__ import annotations

import asyncio

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bienban.errors import LimitError, RequestError
from bienban.web.api_problems import send_problem
from bienban.web.log import note
from bienban.web.settings import Settings
from bienban.web.slots import retry_after

BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_SLOWEST = 100_000
"""Bytes a second at which a large file may go on arriving after ``body_seconds``."""
_ROOM = 64 * 1024


class LimitHeaders:
    """Giới hạn phần đầu (limit headers): 431 for too many lines or too many bytes, of the target as well."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            size = len(scope.get("raw_path") or b"") + len(scope["query_string"]) + sum(len(k) + len(v) for k, v in scope["headers"])
            if len(scope["headers"]) > self._settings.max_headers or size > self._settings.max_header_bytes:
                await send_problem(scope, send, RequestError.of("BB613"))
                return
        await self.app(scope, receive, send)


class LimitBodies:
    """Giới hạn phần thân (limit bodies): 413 for a large one, 408 for a slow one, 503 when all together hold too much."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app = app
        self._settings = settings
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] in BODILESS:
            await self.app(scope, receive, send)
            return
        reading = _Reading(self, self._limit(Headers(scope=scope)), receive)
        try:
            await self._pass(scope, reading, receive, send)
        finally:
            self._held -= reading.size

    async def _pass(self, scope: Scope, reading: _Reading, receive: Receive, send: Send) -> None:
        try:
            self._check_declared(Headers(scope=scope), reading.most)
            body = await reading.whole(self._settings.body_seconds)
        except (LimitError, RequestError) as error:
            await send_problem(scope, send, error)
            return
        if body is not None:
            note(scope, bytes_in=len(body))
            replayed = _replayed(body, receive)
            del body  # a large one should not be held here while the application works on it
            await self.app(scope, replayed, send)

    def hold(self, size: int) -> None:
        """Giữ (hold) so many more bytes; raises ``RequestError`` BB611 when that is too much for all together."""
        self._held += size
        if self._held > self._settings.max_pending_bytes:
            raise RequestError.of("BB611", seconds=retry_after(self._settings))

    def _limit(self, headers: Headers) -> int:
        multipart = headers.get("content-type", "").lower().startswith("multipart/")
        return self._settings.max_upload_bytes + _ROOM if multipart else self._settings.max_paste_bytes

    @staticmethod
    def _check_declared(headers: Headers, most: int) -> None:
        encoding = headers.get("content-encoding", "identity").strip().lower()
        if encoding not in ("", "identity"):
            # Unpacking would let a small body become a huge one.
            raise RequestError.of("BB606", kind="Content-Encoding: identity")
        declared = headers.get("content-length", "")
        if declared and "transfer-encoding" in headers:
            # Two servers in a row could disagree where the body ends.
            raise RequestError.of("BB614")
        if declared.isdecimal() and int(declared) > most:
            raise LimitError.too_large(int(declared), most)


class _Reading:
    """One body on its way in."""

    def __init__(self, limits: LimitBodies, most: int, receive: Receive) -> None:
        self.most = most
        self.size = 0
        self._limits = limits
        self._receive = receive

    async def whole(self, seconds: float) -> bytes | None:
        """The body; ``None`` when the client left. Slow ones raise BB610, large ones BB201."""
        chunks: list[bytes] = []
        start = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(seconds) as clock:
                while True:
                    message = await self._receive()
                    if message["type"] != "http.request":
                        return None
                    chunks.append(self._taken(message.get("body", b"")))
                    if not message.get("more_body", False):
                        return b"".join(chunks)
                    clock.reschedule(start + seconds + self.size / _SLOWEST)
        except TimeoutError:
            raise RequestError.of("BB610") from None

    def _taken(self, chunk: bytes) -> bytes:
        self.size += len(chunk)
        self._limits.hold(len(chunk))
        if self.size > self.most:
            raise LimitError.too_large(self.size, self.most)
        return chunk


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that gives the whole body first, and then whatever else comes: the client's leaving."""
    given: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return given.pop() if given else await receive()

    return replay
