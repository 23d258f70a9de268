"""Targets that a worker can be told to serve instead of the extractor: each misbehaves in its own way, on cue."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from bienban.errors import InputError, MissingDependencyError
from bienban.workers import Job

Handler = Callable[[Job], bytes]


def _words(job: Job) -> str:
    return job.data if isinstance(job.data, str) else job.data.decode("utf-8", "replace")


def moody(**options: Any) -> Handler:
    """Does what the first word of the text says, else answers with the text and the worker's options."""

    def handle(job: Job) -> bytes:
        act, _, rest = _words(job).partition(" ")
        done = _ACTS[act](rest) if act in _ACTS else repr((act, job.name, job.id, sorted({**options, **job.options}.items())))
        return str(done).encode()

    return handle


def extraction_with_poison(**options: Any) -> Handler:
    """The extractor, but a text that begins with a cue does what the cue says."""
    from bienban.workers.child import extraction

    extract = extraction(**options)

    def handle(job: Job) -> bytes:
        act, _, rest = _words(job).partition(" ")
        if act in _ACTS:
            _ACTS[act](rest)
        return extract(job)

    return handle


def without_model(**options: Any) -> Handler:
    raise MissingDependencyError.of("BB402", name="thử")


def stillborn(**options: Any) -> Handler:
    os._exit(3)


def _hang(rest: str) -> None:
    while True:
        pass


def _eat(rest: str) -> int:
    return len(bytearray(2**40))


def _hoard(rest: str) -> int:
    hoard = []
    while True:
        hoard.append(b"x" * 2**20)


def _crash(rest: str) -> None:
    ctypes.string_at(0)


def _end(rest: str) -> None:
    os._exit(7)


def _quote(rest: str) -> None:
    raise ValueError(f"cannot read {rest}")


def _refuse(rest: str) -> None:
    raise InputError.binary()


def _bear(rest: str) -> int:
    return subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]).pid


def _leave(rest: str) -> None:
    sys.stdout.write(rest)
    sys.stderr.write(rest)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(60)


_ACTS: dict[str, Callable[[str], Any]] = {
    "HANG": _hang, "EAT": _eat, "HOARD": _hoard, "CRASH": _crash, "END": _end, "QUOTE": _quote, "REFUSE": _refuse, "BEAR": _bear, "LEAVE": _leave,
    "PID": lambda rest: os.getpid(), "SLEEP": lambda rest: time.sleep(float(rest)),
}  # fmt: skip


def quick(rules: str = "1", **options: Any) -> Handler:
    """Records without an extractor: the text, a task for each line that begins with a dash, errors and moods on cue."""
    import hashlib
    import json

    def handle(job: Job) -> bytes:
        data = job.data if isinstance(job.data, bytes) else job.data.encode()
        act, _, rest = _words(job).partition(" ")
        if act in _ACTS:
            _ACTS[act](rest)
        text = data.decode("utf-8", "replace")
        if not text.strip():
            raise InputError.empty()
        codes = ["undecodable_bytes"] if "\ufffd" in text else []
        return json.dumps(_record(text, hashlib.sha256(data).hexdigest(), len(data), codes, rules), ensure_ascii=False).encode()

    return handle


def _record(text: str, digest: str, size: int, codes: list[str], rules: str) -> dict[str, Any]:
    names = ("title", "date", "time_of_day", "place", "period", "next_period", "topic")
    empty: dict[str, Any] = {name: [] for name in ("attendees", "documents", "results", "task_lists", "targets", "commitments")}
    tasks, start = [], 0
    for line in text.splitlines(keepends=True):
        if line.startswith("- ") and len(line.strip()) > 2:
            words = line[2:].rstrip()
            tasks.append(_task(f"T{len(tasks) + 1}", words if rules == "1" else words.split(",")[0], start + 2))
        start += len(line)
    return {
        "schema_version": "1.0",
        "source": {"id": digest[:16], "name": None, "sha256": digest, "media_type": "text/plain", "encoding": "utf-8", "length": size},
        "document": None, "text": text, "meeting": {**dict.fromkeys(names), "kinds": [], "organizers": []}, **empty, "tasks": tasks,
        "warnings": [{"code": code, "message_vi": code, "message_en": code, "start": None, "end": None} for code in codes],
        "provenance": {"pipeline": "0", "rules": rules, "model": None},
    }  # fmt: skip


def _task(id: str, words: str, start: int) -> dict[str, Any]:
    empty = dict.fromkeys(("list_id", "parent_id", "ordinal", "marker", "assigner", "due", "product"))
    place = {"start": start, "end": start + len(words), "text": words}
    return {**place, "id": id, "confidence": 1.0, "method": "quick", "kind": "plan", **empty, "lead": [], "coordinating": []}


def changing(place: str, **options: Any) -> Handler:
    """Like ``quick``, by the rules that a file names at the moment the worker starts."""
    from pathlib import Path

    return quick(Path(place).read_text(), **options)
