"""Đọc trong tiến trình con (reading): what a worker makes of one text for the ledger, all that can be done beside the parent.

The parent only files the answer, so it keeps up with many workers. Any engine that runs this target gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from importlib import import_module
from typing import Any, NamedTuple

from bienban.corpus.sketch import sketch, text_key
from bienban.corpus.status import Status, status_of
from bienban.workers.job import DEFAULT_TARGET, Job

TARGET = "bienban.corpus.reading:reading"
PROBE = "Sáng 05/3/2024, UBND xã họp giao ban. Ông Lê Văn Tám, Chủ tịch UBND xã yêu cầu Văn phòng rà soát hồ sơ."
"""A text with something for every part to read, the model too: what a version is asked with."""
_LEVEL = 1
_HEAD = 4


class Read(NamedTuple):
    """Bản đọc xong (read): status, digest of the record, key and sketch of its text, and the compressed record."""

    status: Status
    digest: str
    text_key: str
    sketch: bytes
    packed: bytes


def reading(inner: str = DEFAULT_TARGET, **options: Any) -> Callable[[Job], bytes]:
    """Đọc (reading): the target for workers; ``inner`` is the target that extracts, made with ``options``."""
    module, _, function = inner.partition(":")
    extract: Callable[[Job], bytes] = getattr(import_module(module), function)(**options)

    def handle(job: Job) -> bytes:
        return pack(extract(job))

    handle(Job(PROBE))
    return handle


def pack(record: bytes) -> bytes:
    """Gói (pack) a record's JSON with what the ledger wants to know of it."""
    plain = json.loads(record)
    drawn = sketch(plain["text"])
    head = json.dumps([status_of(plain), hashlib.sha256(record).hexdigest(), text_key(plain["text"]), len(drawn)]).encode()
    return len(head).to_bytes(_HEAD, "little") + head + drawn + zlib.compress(record, _LEVEL)


def unpack(answer: bytes) -> Read:
    """Mở gói (unpack) what :func:`pack` made."""
    start = _HEAD + int.from_bytes(answer[:_HEAD], "little")
    status, digest, key, size = json.loads(answer[_HEAD:start])
    return Read(status, digest, key, answer[start : start + size], answer[start + size :])
