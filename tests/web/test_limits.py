"""How large, how slow and how many: the limits on requests."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from bienban.web.limits import LimitBodies
from bienban.web.settings import Settings
from web.support import REPORT, ask, talk

SMALL: dict[str, Any] = {"max_characters": 1_000, "max_upload_bytes": 100_000}
PASTE = Settings(**SMALL).max_paste_bytes
FORM = 100_000 + 64 * 1024


async def chunks(size: int, part: int = 10_000) -> AsyncIterator[bytes]:
    for start in range(0, size, part):
        yield b"x" * min(part, size - start)


@pytest.mark.parametrize(
    ("content_type", "size", "code"),
    [
        ("text/plain", PASTE, "BB202"),
        ("text/plain", PASTE + 1, "BB201"),
        ("application/json", PASTE, "BB601"),
        ("application/json", PASTE + 1, "BB201"),
        ("multipart/form-data; boundary=b", FORM, "BB603"),
        ("multipart/form-data; boundary=b", FORM + 1, "BB201"),
        ("anything/else", PASTE + 1, "BB201"),
    ],
)
@pytest.mark.parametrize("chunked", [False, True])
def test_bodies_up_to_the_limit(content_type: str, size: int, code: str, chunked: bool) -> None:
    async def send(client: httpx.AsyncClient) -> httpx.Response:
        content: Any = chunks(size) if chunked else b"x" * size
        return await client.post("/api/extract", content=content, headers={"content-type": content_type})

    answer = talk(send, **SMALL)
    assert answer.json()["code"] == code


def test_a_declared_length_over_the_limit_is_refused_unread() -> None:
    async def never() -> dict[str, Any]:
        raise AssertionError("the body must not be read")

    sent: list[dict[str, Any]] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/", "headers": [(b"content-length", b"99999999")]}
    asyncio.run(LimitBodies(_unreachable, Settings(**SMALL))(scope, never, send))
    assert sent[0]["status"] == 413


async def _unreachable(*_: Any) -> None:
    raise AssertionError("the application must not be reached")


@pytest.mark.parametrize(
    ("gap", "size", "count", "status"),
    [(0.05, 10, 1_000, 408), (0.05, 20_000, 10, 200), (0.0, 10, 100, 200)],
    ids=["trickle", "large and steady", "quick"],
)
def test_a_body_must_keep_coming(gap: float, size: int, count: int, status: int) -> None:
    async def slowly() -> AsyncIterator[bytes]:
        for _ in range(count):
            await asyncio.sleep(gap)
            yield b"x" * size

    async def send(client: httpx.AsyncClient) -> httpx.Response:
        return await client.post("/api/extract", content=slowly(), headers={"content-type": "text/plain"})

    answer = talk(send, body_seconds=0.2)
    assert answer.status_code == status
    assert answer.json().get("code") == ("BB610" if status == 408 else None)


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "identity, gzip"])
def test_a_packed_body_is_not_unpacked(encoding: str) -> None:
    answer = ask("POST", "/api/extract", content=b"\x1f\x8b", headers={"content-type": "text/plain", "content-encoding": encoding})
    assert (answer.status_code, answer.json()["code"]) == (415, "BB606")


def test_all_bodies_together_hold_a_bounded_memory() -> None:
    """Nine senders that stop half-way hold their share; the tenth is told to come again, and room is made when they leave."""

    async def scenario(client: httpx.AsyncClient) -> tuple[list[int], int]:
        release = asyncio.Event()

        async def half() -> AsyncIterator[bytes]:
            yield b"x" * 10_000
            await release.wait()
            yield b"x"

        headers = {"content-type": "text/plain"}
        senders = [asyncio.create_task(client.post("/api/extract", content=half(), headers=headers)) for _ in range(9)]
        await asyncio.sleep(0.1)
        refused = await client.post("/api/extract", content=b"x" * 15_000, headers=headers)
        assert (refused.status_code, refused.json()["code"], refused.headers["retry-after"]) == (503, "BB611", "5")
        release.set()
        done = [(await sender).status_code for sender in senders]
        return done, (await client.post("/api/extract", content=b"x" * 15_000, headers=headers)).status_code

    assert talk(scenario, max_pending_bytes=100_000) == ([200] * 9, 200)


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(f"x-{n}", "1") for n in range(55)], 200),
        ([(f"x-{n}", "1") for n in range(80)], 431),
        ([("x", "y" * 15_000)], 200),
        ([("x", "y" * 17_000)], 431),
        ([("cookie", "a=b; " * 4_000)], 431),
    ],
)
def test_headers(headers: list[tuple[str, str]], status: int) -> None:
    answer = ask("GET", "/api/health", headers=headers)
    assert (answer.status_code, answer.json().get("code")) == (status, "BB613" if status == 431 else None)


def test_a_long_address_counts_as_header() -> None:
    assert ask("GET", "/api/health?" + "x" * 17_000).status_code == 431


def test_a_text_has_its_own_limit() -> None:
    answer = ask("POST", "/api/extract", SMALL, json={"text": "ạ" * 1_001})
    assert (answer.status_code, answer.json()["code"]) == (413, "BB202")
    assert ask("POST", "/api/extract", SMALL, json={"text": "ạ" * 1_000}).status_code == 200


def test_so_has_the_text_of_a_file() -> None:
    for count, status in ((1_000, 200), (1_001, 413)):
        answer = ask("POST", "/api/extract", SMALL, files={"file": ("a.txt", ("ạ" * count).encode("utf-16"))})
        assert (answer.status_code, answer.json().get("code")) == (status, "BB202" if status == 413 else None)


def test_reading_a_body_leaves_no_count_behind() -> None:
    async def scenario(client: httpx.AsyncClient) -> list[int]:
        sizes = [90_000, 90_000, 200_000, 90_000]
        return [(await client.post("/api/extract", content=b"x" * size, headers={"content-type": "text/plain"})).status_code for size in sizes]

    assert talk(scenario, max_pending_bytes=100_000, max_characters=100_000) == [200, 200, 503, 200]


def test_a_report_gets_through_all_of_it() -> None:
    assert ask("POST", "/api/extract", json={"text": REPORT}).json()["attendees"][0]["name"] == "Lê Văn Tám"
