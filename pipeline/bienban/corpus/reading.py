"""Đọc trong tiến trình con (reading): what a worker makes of one text for the ledger, all that can be done beside the parent.

The parent only files the answer, so it keeps up with many workers. Any engine that runs this target gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from importlib import import_module
from importlib.resources import files
from typing import Any, NamedTuple

from bienban.corpus.sketch import sketch, text_key
from bienban.corpus.status import Status, status_of
from bienban.workers.job import DEFAULT_TARGET, Job

TARGET = "bienban.corpus.reading:reading"
PROBE = "Sáng 05/3/2024, UBND xã họp giao ban. Ông Lê Văn Tám, Chủ tịch UBND xã yêu cầu Văn phòng rà soát hồ sơ."
"""A text with something for every part to read, the model too: what a version is asked with."""
_LEVEL = 1
_HEAD = 4


class Maker(NamedTuple):
    """Cái đã đọc (maker): versions of the program, rules, lexicons and model in the process that read a text.

    Asked with each record, not once: a process that is replaced in the middle of a run loads whatever is installed by then.
    """

    program: str
    rules: str
    lexicons: str
    model: str | None


class Read(NamedTuple):
    """Bản đọc xong (read): what read it, status, digest of the record, key and sketch of its text, and the compressed record."""

    maker: Maker
    status: Status
    digest: str
    text_key: str
    sketch: bytes
    packed: bytes


def reading(inner: str = DEFAULT_TARGET, **options: Any) -> Callable[[Job], bytes]:
    """Đọc (reading): the target for workers; ``inner`` is the target that extracts, made with ``options``."""
    module, _, function = inner.partition(":")
    lexicons = _lexicons()
    extract: Callable[[Job], bytes] = getattr(import_module(module), function)(**options)

    def handle(job: Job) -> bytes:
        return pack(extract(job), lexicons)

    handle(Job(PROBE))
    return handle


def pack(record: bytes, lexicons: str = "") -> bytes:
    """Gói (pack) a record's JSON with what the ledger wants to know of it; ``lexicons`` is the digest of those it was read with."""
    plain = json.loads(record)
    drawn, made = sketch(plain["text"]), plain["provenance"]
    maker = Maker(made["pipeline"], made["rules"], lexicons, made["model"])
    head = json.dumps([maker, status_of(plain), hashlib.sha256(record).hexdigest(), text_key(plain["text"]), len(drawn)]).encode()
    return len(head).to_bytes(_HEAD, "little") + head + drawn + zlib.compress(record, _LEVEL)


def unpack(answer: bytes) -> Read:
    """Mở gói (unpack) what :func:`pack` made."""
    start = _HEAD + int.from_bytes(answer[:_HEAD], "little")
    maker, status, digest, key, size = json.loads(answer[_HEAD:start])
    return Read(Maker(*maker), status, digest, key, answer[start : start + size], answer[start + size :])


def _lexicons() -> str:
    """Digest of the lexicons, which people edit without touching the number of the rules."""
    digest = hashlib.sha256()
    folder = files("bienban.lexicon") / "data"
    for path in sorted((path for path in folder.iterdir() if path.is_file()), key=lambda path: path.name):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
