"""Lời báo lỗi (problems): every error as RFC 9457 ``application/problem+json``, with its code and both languages.

No part of a request is ever echoed: frameworks like to quote the input that they refuse, and here that is a report.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Any

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import Message, Scope, Send

from bienban.errors import BienbanError
from bienban.web.log import note

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[str, int] = MappingProxyType(
    {
        "BB103": 415, "BB104": 415, "BB105": 415, "BB201": 413, "BB202": 413, "BB203": 504, "BB204": 413, "BB205": 413,
        "BB401": 501, "BB402": 501, "BB601": 400, "BB602": 422, "BB603": 400, "BB604": 404, "BB605": 405, "BB606": 415, "BB607": 421,
        "BB608": 403, "BB609": 403, "BB610": 408, "BB611": 503, "BB612": 422, "BB613": 431, "BB614": 400, "BB615": 403, "BB616": 422,
        "BB617": 507, "BB618": 422, "BB619": 422,
    }
)  # fmt: skip
_OF_SERIES = MappingProxyType({"BB1": 422, "BB2": 413, "BB3": 500, "BB4": 501, "BB5": 500, "BB6": 400})


def status_of(code: str) -> int:
    """Mã trạng thái (status): the HTTP status of an error's code."""
    return STATUS.get(code) or _OF_SERIES.get(code[:3], 500)


def problem(error: BienbanError, language: str = "vi", **more: Any) -> dict[str, Any]:
    """Đối tượng lỗi (problem object) of an error: ``detail`` in ``language``, ``message_vi`` and ``message_en`` always."""
    status = status_of(error.code)
    return {
        "type": f"urn:bienban:error:{error.code}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": error.message_en if language == "en" else error.message_vi,
        "code": error.code,
        "message_vi": error.message_vi,
        "message_en": error.message_en,
        **more,
    }


def problem_bytes(error: BienbanError, language: str = "vi", **more: Any) -> bytes:
    """Thân lỗi (problem body): the bytes that go to the client."""
    return json.dumps(problem(error, language, **more), ensure_ascii=False).encode("utf-8")


def problem_headers(error: BienbanError, language: str = "vi") -> dict[str, str]:
    """Phần đầu (headers) of a problem; those of a busy server say when to come again."""
    headers = {"content-type": MEDIA_TYPE, "content-language": language}
    seconds = "".join(char for char in error.message_en if char.isdigit()) if error.code == "BB611" else ""
    return headers | ({"retry-after": seconds} if seconds else {})


def problem_response(scope: Scope, error: BienbanError, **more: Any) -> Response:
    """Trả lời lỗi (problem response) in the client's language; its code goes to the log."""
    note(scope, code=error.code)
    language = language_of(Headers(scope=scope).get("accept-language"))
    return Response(problem_bytes(error, language, **more), status_of(error.code), problem_headers(error, language))


async def send_problem(scope: Scope, send: Send, error: BienbanError) -> None:
    """Gửi lỗi (send a problem) from a middleware."""
    await problem_response(scope, error)(scope, _nothing, send)


async def _nothing() -> Message:
    return {"type": "http.disconnect"}


def language_of(accepted: str | None) -> str:
    """Ngôn ngữ (language): ``en`` for a client that prefers English to Vietnamese (``Accept-Language``), else ``vi``."""
    ranked: dict[str, float] = {}
    for part in (accepted or "").split(",")[:16]:
        tag, _, quality = part.strip().partition(";q=")
        try:
            ranked.setdefault(tag.strip().lower()[:2], float(quality) if quality else 1.0)
        except ValueError:
            continue
    return "en" if ranked.get("en", 0.0) > ranked.get("vi", 0.0) else "vi"
