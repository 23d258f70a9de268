"""The log: what the operator needs, and nothing of what was sent or who sent it."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.requests import Request

from bienban.web import log
from web.support import MARKED, REPORT, talk

SECRET = "Chuyện riêng của Lê Văn Tám"


@pytest.fixture(autouse=True)
def _undisturbed() -> Iterator[None]:
    """Logging is the process's: what set_up changes is put back."""
    names = ("bienban.web", "uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi", "asyncio")
    before = [(logger, list(logger.handlers), logger.level, logger.propagate, logger.disabled) for logger in map(logging.getLogger, names)]
    yield
    for logger, handlers, level, propagate, disabled in before:
        logger.handlers[:], logger.level, logger.propagate, logger.disabled = handlers, level, propagate, disabled


def test_logging_switched_off_by_somebody_else_is_switched_on_again() -> None:
    logging.getLogger("bienban.web").disabled = True
    assert logged({"method": "GET", "url": "/api/health"})


def logged(*requests: dict[str, Any], as_json: bool = True, **settings: Any) -> list[str]:
    stream = io.StringIO()
    log.set_up(as_json=as_json, stream=stream)

    async def scenario(client: httpx.AsyncClient) -> None:
        async def broken(_: Request) -> None:
            raise ValueError(SECRET)

        client._transport.app.router.add_route("/broken", broken)  # type: ignore[attr-defined]
        for request in requests:
            await client.request(**request)

    talk(scenario, **settings)
    return stream.getvalue().splitlines()


EXTRACT = {"method": "POST", "url": "/api/extract"}
REQUESTS: list[dict[str, Any]] = [
    {**EXTRACT, "json": {"text": f"{REPORT} {SECRET}", "name": f"{SECRET}.txt"}},
    {**EXTRACT, "json": {"text": f"{MARKED} {SECRET}"}},
    {**EXTRACT, "json": {"text": f"{SECRET} " * 400}},
    {**EXTRACT, "json": {SECRET: SECRET}},
    {**EXTRACT, "json": {"text": "x", SECRET: 1}},
    {**EXTRACT, "content": f'{{"text": "{SECRET}'.encode(), "headers": {"content-type": "application/json"}},
    {**EXTRACT, "files": {"file": (f"{SECRET}.zip", b"PK\x03\x04" + SECRET.encode() + bytes(90))}},
    {**EXTRACT, "json": {"text": REPORT}, "headers": {"origin": "http://evil.example", "user-agent": SECRET.encode()}},
    {**EXTRACT, "json": {"text": REPORT}, "headers": {"content-type": SECRET.encode()}},
    {"method": "GET", "url": f"/{SECRET}"},
    {"method": "GET", "url": "/api/health", "params": {"q": SECRET}},
    {"method": "GET", "url": f"/api/schema/{SECRET}"},
    {"method": "GET", "url": "/api/health", "headers": {"host": "secret.example"}},
    {"method": "SECRET", "url": "/api/health"},
    {"method": "GET", "url": "/broken"},
]


@pytest.mark.parametrize("as_json", [False, True])
def test_nothing_sent_is_ever_logged(as_json: bool) -> None:
    lines = logged(*REQUESTS, as_json=as_json, max_characters=5_000)
    assert len(lines) == len(REQUESTS)
    whole = "\n".join(lines)
    for trace in ("Chuyện", "Tám", "riêng", "SECRET", "secret", "evil", "127.0.0.1", "Chuy\\u1ec7n", "Chuy%E1"):
        assert trace not in whole


def test_a_line_tells_route_status_sizes_times_and_the_text_s_digest() -> None:
    row = json.loads(logged(REQUESTS[0])[0])
    text = REQUESTS[0]["json"]["text"].encode("utf-8")
    assert {key: row[key] for key in ("level", "event", "method", "route", "status", "size")} == {
        "level": "info", "event": "request", "method": "POST", "route": "/api/extract", "status": 200, "size": len(text),
    }  # fmt: skip
    assert row["text"] == __import__("hashlib").sha256(text).hexdigest()[:12]
    assert (row["ms"] > 0, row["bytes_in"] > len(text), row["bytes_out"] > 500) == (True, True, True)
    assert row["time"].endswith("Z")


def test_a_refusal_tells_its_code_and_a_fault_its_place() -> None:
    rows = [json.loads(line) for line in logged(REQUESTS[1], REQUESTS[-1])]
    assert (rows[0]["status"], rows[0]["code"]) == (422, "BB612")
    assert rows[1]["fault"].startswith("ValueError, test_log.py:")


def test_other_people_s_lines_come_without_their_messages() -> None:
    """uvicorn and asyncio log exceptions with their messages; here only kind and place of them pass."""
    stream = io.StringIO()
    log.set_up(as_json=False, stream=stream)
    try:
        raise ValueError(SECRET)
    except ValueError as error:
        logging.getLogger("uvicorn.error").error("Exception in ASGI application %s", SECRET, exc_info=error)
        logging.getLogger("asyncio").error(SECRET, exc_info=error)
    logging.getLogger("uvicorn.access").critical(SECRET)
    logging.getLogger("uvicorn.error").warning(SECRET)
    lines = stream.getvalue().splitlines()
    assert [line.split(" ", 2)[2].partition(":")[0] for line in lines] == ["server fault=ValueError, test_log.py"] * 2
