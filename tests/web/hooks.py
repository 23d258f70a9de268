"""A worker that misbehaves on cue: what a text that hangs, kills or eats memory would do to its process."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from typing import Any

from bienban.web import slots_jobs
from bienban.workers import Job


def calling(**options: Any) -> Callable[[Job], bytes]:
    """The server's own handler, but the first word of a text may be a cue."""
    handle = slots_jobs.calling(**options)

    def obey(job: Job) -> bytes:
        cue = job.data[:20].split()[:1] if isinstance(job.data, str) else []
        if cue:
            _ACTS.get(cue[0], _nothing)()
        return handle(job)

    return obey


def _nothing() -> None:
    return


def _hang() -> None:
    while True:
        pass


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _eat() -> None:
    held = []
    while True:
        held.append(bytearray(64 * 2**20))


def _fail() -> None:
    raise ValueError("BÍ MẬT CỦA VĂN BẢN")


def _sleep() -> None:
    time.sleep(0.5)


_ACTS = {"HANG": _hang, "DIE": _die, "EAT": _eat, "FAIL": _fail, "SLEEP": _sleep}
