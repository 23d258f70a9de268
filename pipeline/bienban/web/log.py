"""Nhật ký (log): what the operator needs to see, and never a word of a report.

A line tells the route, status, times and sizes, the error's code, and the first twelve digits of the text's SHA-256, by
which someone who has the text can find its line. No path as sent, no query, no address, no exception's message: all
of them can carry the text or the person.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LOGGER = logging.getLogger("bienban.web")
_DIGITS = 12


class _Lines(logging.Formatter):
    """One event a line: its name and its fields, as ``key=value`` or as JSON. Tracebacks are told by kind and place."""

    def __init__(self, *, as_json: bool) -> None:
        super().__init__(datefmt="%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime
        self._as_json = as_json

    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, "fields", {})
        if record.exc_info and record.exc_info[1] is not None:
            fields = {**fields, "fault": fault(record.exc_info[1])}
        event = str(record.msg) if record.name.startswith("bienban") else "server"
        row = {"time": self.formatTime(record, self.datefmt), "level": record.levelname.lower(), "event": event, **fields}
        if self._as_json:
            return json.dumps(row, ensure_ascii=False)
        return " ".join([row["time"], row["level"], event, *(f"{key}={value}" for key, value in fields.items())])


def set_up(*, as_json: bool, stream: TextIO | None = None) -> None:
    """Mở nhật ký (set up): events of the server to ``stream`` (standard error); the web framework's own stay silent."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(_Lines(as_json=as_json))
    _LOGGER.handlers[:] = [handler]
    _LOGGER.setLevel(logging.INFO)
    _LOGGER.propagate = False
    # Whoever configures logging in the same process, by its default, switches off the loggers it does not name.
    _LOGGER.disabled = False
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "asyncio"):
        quiet = logging.getLogger(name)
        quiet.handlers[:] = [handler] if name in ("uvicorn.error", "asyncio") else []
        quiet.setLevel(logging.ERROR if name in ("uvicorn.error", "asyncio") else logging.CRITICAL + 1)
        quiet.propagate = quiet.disabled = False


def fault(error: BaseException) -> str:
    """Kiểu và chỗ của lỗi (fault): kind and place; the message may quote the report, so it is left out."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place, trace = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}", trace.tb_next
    return f"{type(error).__name__}, {place}"


def event(name: str, **fields: Any) -> None:
    """Ghi sự kiện (event) with its fields."""
    _LOGGER.info(name, extra={"fields": fields})


def note(scope: Scope, **fields: Any) -> None:
    """Ghi thêm (note): fields for the line of the request at hand."""
    scope.setdefault("bienban.log", {}).update(fields)


def digest(sha256: str) -> str:
    """Dấu vân tay ngắn (short digest) of a text."""
    return sha256[:_DIGITS]


class LogRequests:
    """Ghi mỗi yêu cầu (log requests): one line each, when its answer is out. A pure ASGI middleware."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = time.perf_counter()
        answer = {"status": 0, "bytes_out": 0}

        async def watched(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer["status"] = message["status"]
            else:
                answer["bytes_out"] += len(message.get("body", b""))
            await send(message)

        note(scope)
        try:
            await self.app(scope, receive, watched)
        finally:
            event(
                "request", method=_method(scope), route=_route(scope), **answer,
                ms=round((time.perf_counter() - started) * 1_000, 1), **scope["bienban.log"],
            )  # fmt: skip


def _route(scope: Scope) -> str:
    """The pattern of the route; a path as sent may hold anything."""
    return getattr(scope.get("route"), "path", "-")


def _method(scope: Scope) -> str:
    method: str = scope["method"]
    return method if method in {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"} else "-"
