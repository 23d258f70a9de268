"""Runs for tests: in this process, with one worker that needs no extractor unless a test wants the real one."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from bienban.corpus.dataset import read_dataset
from bienban.corpus.run import Settings, Summary, run
from bienban.corpus.sources import Columns


def go(out: Path, *sources: Path | str, columns: Columns | None = None, rules: str = "1", workers: int = 1, **settings: Any) -> Summary:
    """A run of ``sources`` into ``out``; ``rules`` is the version of the rules it pretends to have."""
    options = {"inner": "worker_targets:quick", "rules": rules}
    chosen = Settings(tuple(map(str, sources)), out, columns or Columns(), workers=workers, options=options, **settings)
    return run(chosen)


def table(out: Path, name: str) -> list[dict[str, Any]]:
    """The rows of a table of the dataset in ``out``."""
    rows: list[dict[str, Any]] = []
    for file in read_dataset(out).of(name):
        rows += pq.read_table(out / file.file).to_pylist()
    return rows


def write(folder: Path, **texts: str | bytes) -> Path:
    """Files ``name.txt`` in ``folder``, old enough for their time of change to prove something."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = folder / f"{name}.txt"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        age(path)
    return folder


def age(path: Path, seconds: float = 100.0) -> None:
    """As if the file had been changed ``seconds`` ago."""
    then = time.time() - seconds
    os.utime(path, (then, then))


def states(out: Path) -> dict[str, tuple[str, str | None]]:
    """Status and error code of every input, by its name."""
    return {
        (row["member"] or Path(row["path"]).name): (row["status"], row["error_code"]) for row in table(out, "inputs")
    }
