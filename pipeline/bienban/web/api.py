"""API: the record of a report over HTTP, exactly as the library gives it, and what a caller needs to know besides."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Coroutine
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response

from bienban.errors import RequestError
from bienban.records.publish import PUBLIC_MODELS, schema_text
from bienban.records.report import SCHEMA_VERSION, Report
from bienban.version import RULES_VERSION, __version__
from bienban.web.api_docs import EXTRACT_BODY, EXTRACT_DESCRIPTION, GOLD_BODY, GOLD_DESCRIPTION, HEALTH, SAVED, VERSION, problems
from bienban.web.api_gold import save_gold
from bienban.web.api_input import Given, read_given
from bienban.web.log import digest, note
from bienban.web.settings import Settings
from bienban.web.slots import Slots
from bienban.web.slots_jobs import EXTRACT
from bienban.workers import Job

router = APIRouter(prefix="/api")
_LARGE = 200_000
_SCHEMA_TYPE = "application/schema+json"
Value = TypeVar("Value")


@router.post(
    "/extract", tags=["extract"], operation_id="extract", summary="Trích xuất bản ghi / Extract the record", description=EXTRACT_DESCRIPTION,
    responses={200: {"model": Report, "description": "Bản ghi / The record"}, **problems(400, 403, 408, 413, 415, 421, 422, 431, 500, 503, 504)},
    openapi_extra={"requestBody": EXTRACT_BODY},
)  # fmt: skip
async def extract(request: Request) -> Response:
    """Trích xuất (extract): the bytes of ``bienban.extract(…).to_json()`` for the text or file sent."""
    given = await read_given(request, settings_of(request))
    return Response(await run_job(request, given), media_type="application/json")


@router.head("/health", include_in_schema=False)
@router.get(
    "/health", tags=["server"], operation_id="health", summary="Tình trạng / Health",
    responses={200: HEALTH, **problems(421, 503)},
)  # fmt: skip
async def health(request: Request) -> Response:
    """Tình trạng (health): 200 while the server answers, with the load of its workers."""
    load = slots_of(request).load
    return _json({"status": "ok", "workers": load.slots, "free": load.free, "waiting": load.waiting})


@router.get("/version", tags=["server"], operation_id="version", summary="Phiên bản / Versions", responses={200: VERSION, **problems(421)})
async def version() -> Response:
    """Phiên bản (versions) of the program, the rules, and the format of the record."""
    return _json({"bienban": __version__, "rules": RULES_VERSION, "schema_version": SCHEMA_VERSION})


@router.get(
    "/schema", tags=["server"], operation_id="schema", summary="Lược đồ của bản ghi / JSON Schema of the record",
    responses={200: {"content": {_SCHEMA_TYPE: {"schema": {"type": "object"}}}, "description": "JSON Schema 2020-12"}, **problems(421)},
)  # fmt: skip
async def schema() -> Response:
    """Lược đồ (schema) of the whole record."""
    return Response(schema_text("report"), media_type=_SCHEMA_TYPE)


@router.get(
    "/schema/{name}", tags=["server"], operation_id="schema_of", summary="Lược đồ của một phần / JSON Schema of a part",
    responses={200: {"content": {_SCHEMA_TYPE: {"schema": {"type": "object"}}}, "description": "JSON Schema 2020-12"}, **problems(404, 421)},
)  # fmt: skip
async def schema_of(name: str) -> Response:
    """Lược đồ (schema) of a part of the record: ``attendee``, ``task``, ``commitment`` …"""
    if name not in PUBLIC_MODELS:
        raise RequestError.of("BB604")
    return Response(schema_text(name), media_type=_SCHEMA_TYPE)


@router.post(
    "/gold", tags=["gold"], operation_id="save_gold", summary="Lưu bản gold / Save a corrected record", description=GOLD_DESCRIPTION, status_code=201,
    responses={201: SAVED, **problems(400, 403, 408, 413, 415, 421, 422, 431, 500, 503, 504, 507)}, openapi_extra={"requestBody": GOLD_BODY},
)  # fmt: skip
async def gold(request: Request) -> Response:
    """Lưu bản gold (save gold): off unless the server was started with ``--save-dir``."""
    saved = await save_gold(request, settings_of(request), lambda given, call, **options: run_job(request, given, call, **options))
    return _json({"id": saved.id, "files": list(saved.files), "replaced": saved.replaced}, 201)


async def run_job(request: Request, given: Given, call: str = EXTRACT, **options: Any) -> bytes:
    """Chạy việc (run a job): what the function ``call`` makes of a text, in a worker; by default the record's JSON.

    Raises ``BienbanError``. A client that leaves gives up its place in the queue.
    """
    size, text = await _measured(given)
    note(request.scope, text=text, size=size)
    options = {"allow_marked": settings_of(request).allow_marked, **options}
    job = Job(given.data, name=given.name, options={"call": call, **options})
    return await while_wanted(request, slots_of(request).run(job))


async def _measured(given: Given) -> tuple[int, str]:
    """Size in bytes and short digest of a text; a large one is digested in a thread, which leaves the loop to others."""

    def measure() -> tuple[int, str]:
        data = given.data.encode("utf-8", "surrogatepass") if isinstance(given.data, str) else given.data
        return len(data), digest(hashlib.sha256(data).hexdigest())

    return measure() if len(given.data) < _LARGE else await asyncio.to_thread(measure)


async def while_wanted(request: Request, work: Coroutine[Any, Any, Value]) -> Value:
    """Khi còn người chờ (while wanted): the value of ``work``, cancelled when the client leaves."""
    task = asyncio.create_task(work)
    watcher = asyncio.create_task(_gone(request))
    try:
        await asyncio.wait({task, watcher}, return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            note(request.scope, gone=True)
            raise RequestError.of("BB610")
        return task.result()
    finally:
        for other in (task, watcher):
            other.cancel()
        await asyncio.gather(task, watcher, return_exceptions=True)


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def settings_of(request: Request) -> Settings:
    """Thiết lập (settings) of the server that answers ``request``."""
    settings: Settings = request.app.state.settings
    return settings


def slots_of(request: Request) -> Slots:
    """Các chỗ làm việc (slots) of the server that answers ``request``."""
    slots: Slots = request.app.state.slots
    return slots


def _json(value: dict[str, Any], status: int = 200) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, media_type="application/json")
