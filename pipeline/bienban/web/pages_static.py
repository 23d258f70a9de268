"""Tệp tĩnh (static files): read once, named by a table, so that no request reaches the file system."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import NamedTuple

from fastapi import Response

from bienban.errors import RequestError

_TYPES = {".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml"}
_CACHE = "private, no-cache"


class Static(NamedTuple):
    """Tệp tĩnh (static file): its bytes, media type and entity tag."""

    data: bytes
    media_type: str
    tag: str


@cache
def static_files() -> dict[str, Static]:
    """Các tệp tĩnh (static files) by name: those shared with the single file, and those of the page."""
    found: dict[str, Static] = {}
    for package in ("bienban.render", "bienban.web"):
        for entry in files(package).joinpath("static").iterdir():
            kind = _TYPES.get(PurePath(entry.name).suffix)
            if kind is not None:
                data = entry.read_bytes()
                found[entry.name] = Static(data, kind, f'"{sha256(data).hexdigest()[:20]}"')
    return found


def static_file(name: str, known: str | None) -> Response:
    """Trả tệp tĩnh (static answer), 304 where the browser has it; raises ``RequestError`` BB604 for an unknown name."""
    file = static_files().get(name)
    if file is None:
        raise RequestError.of("BB604")
    headers = {"etag": file.tag, "cache-control": _CACHE}
    if known == file.tag:
        return Response(status_code=304, headers=headers)
    return Response(file.data, media_type=file.media_type, headers=headers)


SAMPLE = files("bienban.web").joinpath("static/sample.txt").read_text(encoding="utf-8")
"""An invented report for those who want to see the page at work first."""
