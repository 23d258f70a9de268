"""A server in a process of its own, as ``bienban serve`` starts it, for the browser."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from processes import ROOT, environment

_ADDRESS = re.compile(rb"http://127\.0\.0\.1:\d+")


@contextmanager
def served(*flags: str) -> Iterator[str]:
    """The address of ``bienban serve FLAGS`` on a free port with one worker; ended at the end of the block."""
    command = [sys.executable, "-m", "bienban.cli", "serve", "--port", "0", "--workers", "1", *flags]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=ROOT, env=environment()) as process:
        assert process.stdout is not None
        said = b""
        for line in process.stdout:
            said += line
            found = _ADDRESS.search(line)
            if found:
                break
        else:
            pytest.fail(f"the server did not start: {said.decode()}")
        # A log that nobody reads fills its pipe, and then holds up the server.
        threading.Thread(target=process.stdout.read, daemon=True).start()
        try:
            yield found.group().decode()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
