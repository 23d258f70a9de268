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
