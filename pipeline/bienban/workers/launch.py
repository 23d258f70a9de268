"""Khởi chạy (launch): a fresh interpreter for a worker, started from a thread that lives as long as the process.

Linux sends the death signal when the *thread* that started a child ends, not its process. A worker started from a short-lived
thread (of a web server's pool, say) would be killed with it, so all start from one thread of their own.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from multiprocessing import Pipe
from multiprocessing.connection import Connection

from bienban.workers.child import environment
from bienban.workers.job import WorkerSettings

# No -m: it would import the package before the child is tied to its parent, and look for it on another path.
_CODE = "import json, sys; sys.path[:] = json.loads(sys.argv[3]); from bienban.workers.child import main; main(int(sys.argv[1]), int(sys.argv[2]))"


def launch(settings: WorkerSettings) -> tuple[subprocess.Popen[bytes], Connection]:
    """Khởi chạy tiến trình con (launch a child): the process and this side of its pipe.

    A plain new interpreter, neither forked (locks and threads of the parent) nor made by multiprocessing's spawn,
    which would run the user's own main module again.
    """
    ours, theirs = Pipe()
    with theirs:
        process = _launcher(os.getpid()).submit(_start, theirs.fileno()).result()
    # One that died at once is found by whoever reads the pipe.
    with contextlib.suppress(OSError):
        ours.send(settings)
    return process, ours


def _start(descriptor: int) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-c", _CODE, str(descriptor), str(os.getpid()), json.dumps([os.fsdecode(p) for p in sys.path])]
    # A session of its own: Ctrl-C at the terminal is for the parent alone, which then decides what becomes of the workers.
    return subprocess.Popen(
        command, pass_fds=(descriptor,), start_new_session=True, env=environment(os.environ),
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@cache
def _launcher(pid: int) -> ThreadPoolExecutor:
    """One for each process, so that a fork does not inherit an executor without its thread."""
    return ThreadPoolExecutor(1, thread_name_prefix=f"bienban-launcher-{pid}")
