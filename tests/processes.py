"""A fresh process that sees the package under test and little else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpora" / "samples"


def environment(**changes: str) -> dict[str, str]:
    """The surroundings of a fresh process: the package's source, UTF-8, a fixed width, nothing of the user's."""
    kept = {key: value for key, value in os.environ.items() if key in {"PATH", "LD_LIBRARY_PATH", "SYSTEMROOT", "TMPDIR"}}
    return {**kept, "PYTHONPATH": str(ROOT / "pipeline"), "COLUMNS": "100", "NO_COLOR": "1", **changes}


def python(*arguments: str, given: bytes = b"", cwd: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """``python ARGUMENTS`` in a fresh process; no exception for a non-zero exit status."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, input=given, capture_output=True, cwd=cwd, env=environment(**changes), timeout=120, check=False)


def bienban(*arguments: str, given: bytes = b"", cwd: Path = ROOT, **changes: str) -> subprocess.CompletedProcess[bytes]:
    """``bienban ARGUMENTS`` in a fresh process."""
    return python("-m", "bienban.cli", *arguments, given=given, cwd=cwd, **changes)
