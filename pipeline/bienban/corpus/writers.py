"""Ghi song song (writers): the parts of a dataset written side by side, in the same supervised processes that read."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

from bienban.corpus.ledger import open_for_reading
from bienban.corpus.parts import SLICES, TARGET, Part, PartFile, write_part
from bienban.errors import InternalError
from bienban.workers import Job, Outcome, Pool, WorkerSettings

_WORTH_STARTING = 8
_SECONDS = 3600.0
_RECYCLE = 64
_MOST_DEATHS = 20


def write_parts(out: Path, ledger: Path, version: str, parts: list[Part], size: int) -> list[PartFile]:
    """Ghi các phần (write the parts) that are to be written: their files. Raises ``SettingsError`` BB305."""
    for name in {table for tables in SLICES.values() for table in tables}:
        (out / "tables" / name).mkdir(parents=True, exist_ok=True)
    if len(parts) < _WORTH_STARTING:
        connection = open_for_reading(ledger)
        try:
            return [file for part in parts for file in write_part(connection, version, out, part)]
        finally:
            connection.close()
    return _beside(out, ledger, version, parts, size)


def _beside(out: Path, ledger: Path, version: str, parts: list[Part], size: int) -> list[PartFile]:
    # Arrow reserves more addresses than it uses, so the limit of memory of the readers does not fit here.
    settings = WorkerSettings(target=TARGET, options={"ledger": str(ledger), "version": version, "out": str(out)}, memory=0, recycle=_RECYCLE)
    left = [Job(json.dumps(asdict(part))) for part in parts]
    files: list[PartFile] = []
    deaths = 0
    with Pool(settings, size=size, timeout=_SECONDS) as pool:
        while left or pool.running:
            while left and pool.free:
                pool.submit(left.pop())
            for job, outcome in pool.collect():
                if outcome.cause is None:
                    files += _files(outcome)
                    continue
                deaths += 1
                if deaths >= _MOST_DEATHS:
                    raise outcome.error or InternalError.of("BB502", reason="write")
                left.append(job)
    return files


def _files(outcome: Outcome) -> list[PartFile]:
    if outcome.record is None:
        raise outcome.error or InternalError.of("BB502", reason="write")
    return [PartFile(**file) for file in json.loads(outcome.record)]
