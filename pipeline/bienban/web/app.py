"""Ứng dụng (application): the API, the page where it is there, the guards around both, and the workers behind them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.openapi.utils import get_openapi
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bienban.errors import BienbanError, RequestError
from bienban.version import __version__
from bienban.web.api import router
from bienban.web.api_docs import DESCRIPTION, PROBLEM_SCHEMA
from bienban.web.api_problems import problem_response, status_of
from bienban.web.limits import LimitBodies, LimitHeaders
from bienban.web.log import LogRequests, note
from bienban.web.security import Barrier, CheckHost, CheckOrigin, Csrf, SecureHeaders
from bienban.web.settings import Settings
from bienban.web.slots import Slot, Slots
from bienban.web.slots_worker import worker_slots

_PAGES = "bienban.web.pages"
_OF_STATUS = {404: "BB604", 405: "BB605"}
# The framework can send spans, request bodies and exceptions to a collector named in the environment.
_NO_TELEMETRY: Any = {"tracing": False, "metrics": False, "logs": False, "operation_spans": False, "auto_configure": False}


def create_app(settings: Settings | None = None, slots: Sequence[Slot] | None = None) -> FastAPI:
    """Tạo ứng dụng (create the app): an ASGI application; its workers live from its start-up to its shutdown.

    ``slots`` take the place of the worker processes. The state holds ``settings``, ``slots``, ``csrf``, and
    the ``failure`` of a start-up.
    """
    chosen = settings or Settings()
    app = FastAPI(
        title="bienban", version=__version__, description=DESCRIPTION, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None,
        lifespan=_lifespan, redirect_slashes=False, telemetry=_NO_TELEMETRY,
    )  # fmt: skip
    app.state.settings = chosen
    app.state.slots = Slots(list(worker_slots(chosen) if slots is None else slots), chosen)
    app.state.csrf = Csrf()
    app.state.failure = None
    app.include_router(router)
    _add_pages(app)
    _add_error_handlers(app)
    _add_guards(app, chosen)
    app.openapi = lambda: _openapi(app)  # type: ignore[method-assign]
    return app


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    slots: Slots = app.state.slots
    try:
        await slots.start()
        yield
    except BienbanError as error:
        app.state.failure = error
        raise
    finally:
        await slots.close()


def _add_pages(app: FastAPI) -> None:
    """The page is a part of its own: it may be missing, and may bring static files (``mount``) and a page for errors."""
    app.state.problem_page = None
    if find_spec(_PAGES) is None:
        return
    pages = import_module(_PAGES)
    app.include_router(pages.router)
    if hasattr(pages, "mount"):
        pages.mount(app)
    app.state.problem_page = getattr(pages, "problem_page", None)


def _add_guards(app: FastAPI, settings: Settings) -> None:
    """The last added is the first to see a request: what answers is always secured, timed and logged."""
    app.add_middleware(LimitBodies, settings=settings)
    app.add_middleware(LimitHeaders, settings=settings)
    app.add_middleware(CheckOrigin)
    app.add_middleware(CheckHost, settings=settings)
    app.add_middleware(Barrier)
    app.add_middleware(LogRequests)
    app.add_middleware(SecureHeaders)


def _add_error_handlers(app: FastAPI) -> None:
    app.add_exception_handler(BienbanError, _answer_error)
    app.add_exception_handler(HTTPException, _answer_http)
    # The framework's own answer to a wrong parameter quotes it.
    app.add_exception_handler(RequestValidationError, _answer_invalid)


async def _answer_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, BienbanError)
    return await _told(request, error)


async def _answer_invalid(request: Request, error: Exception) -> Response:
    return await _told(request, RequestError.of("BB614"))


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    code = _OF_STATUS.get(error.status_code, "BB614")
    response = await _told(request, RequestError.of(code, name=request.method) if code == "BB605" else RequestError.of(code))
    if error.headers and "allow" in {name.lower() for name in error.headers}:
        response.headers["allow"] = next(value for name, value in error.headers.items() if name.lower() == "allow")
    return response


async def _told(request: Request, error: BienbanError) -> Response:
    """A page for a browser outside the API, where there are pages; otherwise a problem document."""
    page = request.app.state.problem_page
    if page is None or request.url.path.startswith("/api/") or "text/html" not in request.headers.get("accept", ""):
        return problem_response(request.scope, error)
    note(request.scope, code=error.code)
    response: Response = await page(request, error, status_of(error.code))
    return response


def _openapi(app: FastAPI) -> dict[str, Any]:
    if app.openapi_schema is None:
        document = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
        document["components"].setdefault("schemas", {})["Problem"] = PROBLEM_SCHEMA
        app.openapi_schema = document
    return app.openapi_schema
