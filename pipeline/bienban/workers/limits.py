"""Giới hạn của tiến trình (process limits): what a worker must not use, and with whom it must die."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time

_PR_SET_PDEATHSIG = 1


def die_with_parent(parent: int) -> None:
    """Chết cùng cha (die with the parent): SIGKILL for this process as soon as process ``parent`` is gone.

    A worker that hangs in a poisonous text reads no pipe and runs no handler, so the kernel has to do it: a flag like
    ``daemon`` lives in the parent and dies with its kill -9. A parent that ended before the call counts too.
    """
    if sys.platform == "linux":
        import ctypes

        libc = ctypes.CDLL(None, use_errno=True)
        if libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0) != 0:
            raise OSError(ctypes.get_errno(), "prctl")
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)


def limit_resources(memory: int) -> None:
    """Giới hạn tài nguyên (limit resources): address space of ``memory`` bytes (0: none), and no core dump.

    A core dump would write the report's words to disk.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if memory:
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        most = memory if hard == resource.RLIM_INFINITY else min(memory, hard)
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
