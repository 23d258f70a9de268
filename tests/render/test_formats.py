"""Every form a report is taken away in is made in memory: not a word of it is written to the disk of the machine."""

from __future__ import annotations

import subprocess
import sys

import pytest

from bienban.render.formats import FORMATS
from processes import SAMPLES, environment

# An audit hook cannot be taken off again, so this is a process of its own. It sees what any library opens.
WATCHED = """
import os, sys
import bienban
from bienban.render.formats import render
from bienban.web.gold_out import gold_archive

report = bienban.extract(open(sys.argv[1], encoding="utf-8").read() * int(sys.argv[3]))
written = []
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT

def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITING:
        written.append(event)
    elif event in ("tempfile.mkstemp", "tempfile.mkdtemp", "os.mkdir", "os.rename", "shutil.copyfile"):
        written.append(event)

render(report, sys.argv[2]) if sys.argv[2] != "gold" else None  # imports may write bytecode
sys.addaudithook(watch)
meta = {"id": "train-900", "kind": "press", "issuer": "x", "author": "x1", "era": 2023}
made = gold_archive(report, meta) if sys.argv[2] == "gold" else render(report, sys.argv[2])
print(len(made), written)
"""


# Words that stand many times over are no gold.
MADE = [("gold", 1), *((name, size) for name in sorted(FORMATS) for size in (1, 40))]


@pytest.mark.parametrize(("name", "size"), MADE)
def test_nothing_is_written_to_the_disk(name: str, size: int) -> None:
    command = [sys.executable, "-c", WATCHED, str(SAMPLES / "so-ket-phoi-hop.txt"), name, str(size)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment())
    assert done.returncode == 0, done.stderr
    length, written = done.stdout.split(" ", 1)
    assert int(length) > 500
    assert written.strip() == "[]"
