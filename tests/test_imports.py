"""A good neighbour: importing costs little, touches no logging, opens no connection."""

from __future__ import annotations

import json

import pytest

from processes import SAMPLES, python

HEAVY = ("spacy", "underthesea", "pandas", "numpy", "rich", "requests", "huggingface_hub", "pycrfsuite", "thinc", "asyncio")
SAMPLE = str(SAMPLES / "so-ket-phoi-hop.txt")
RUN = f"import sys; from bienban.cli import app; app(['extract', '-f', {{!r}}, {SAMPLE!r}], standalone_mode=False)"
REPORT = """
import json, logging, sys
sys.stderr.write(json.dumps({"modules": sorted(sys.modules), "handlers": len(logging.getLogger().handlers), "level": logging.getLogger().level}))
"""


def loaded(code: str) -> tuple[set[str], dict[str, int]]:
    """The modules a fresh process has after ``code``, by full name, and the state of its root logger."""
    ran = python("-c", code + REPORT)
    assert ran.returncode == 0, ran.stderr.decode()
    found = json.loads(ran.stderr)
    return set(found.pop("modules")), found


@pytest.mark.parametrize(
    ("code", "kept"),
    [
        ("import bienban", ()),
        ("import bienban.extractor", ()),
        ("import bienban; bienban.extract('Sáng 05/3/2024, UBND xã họp giao ban.')", ()),
        ("import bienban.cli", ()),
        (RUN.format("json"), ()),
        (RUN.format("summary"), ()),
        (RUN.format("table"), ("rich",)),
    ],
)
def test_nothing_heavy_is_imported(code: str, kept: tuple[str, ...]) -> None:
    tops = {name.partition(".")[0] for name in loaded(code)[0]}
    assert tops & set(HEAVY) == set(kept)


def test_importing_the_package_imports_nothing_but_itself() -> None:
    before, after = loaded("")[0], loaded("import bienban")[0]
    assert {name for name in after - before if name.startswith("bienban")} == {"bienban", "bienban.version"}
    assert len(after - before) < 10


def test_importing_the_extractor_imports_no_parser_of_other_formats_and_no_network() -> None:
    modules = loaded("import bienban.extractor")[0]
    assert not {"ssl", "http.client", "urllib.request", "sqlite3", "multiprocessing", "concurrent.futures"} & modules


@pytest.mark.parametrize("code", ["import bienban.extractor", "import bienban; bienban.load()('Ông Lê Văn A chủ trì cuộc họp.')"])
def test_the_root_logger_stays_as_it_was(code: str) -> None:
    plain = loaded("")[1]
    assert loaded(code)[1] == plain


def test_extraction_opens_no_connection_and_writes_no_file() -> None:
    guard = """
import os, sys, bienban
from pathlib import Path
text = Path({sample!r}).read_bytes()
def watch(event, arguments):
    writes = event == "open" and isinstance(arguments[1], str) and set(arguments[1]) & set("wax+")
    if event.startswith("socket.") or writes or event in ("subprocess.Popen", "os.system", "os.mkdir"):
        os.write(2, f"{{event}} {{arguments}}".encode())
        os._exit(9)
sys.addaudithook(watch)
bienban.extract(text)
sys.stdout.write("done")
"""
    ran = python("-B", "-c", guard.format(sample=SAMPLE))
    assert (ran.stdout, ran.stderr) == (b"done", b"")
