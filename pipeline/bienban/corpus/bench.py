"""Đo kho (archive benchmark): how fast ``bienban run`` is, how its time and memory grow, and how two peers do on the same texts.

For each size an archive of mixed formats is made and read from nothing by each number of workers, each run a process of its own, as a
user would start it, tables and duplicates included; then read again with nothing new. The peers get the first texts of the same archive
as one file of JSON lines. Ratios are what counts: reports a second depend on the machine and on who else uses it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path

from bienban.corpus.made_archive import made_texts, make_archive
from bienban.errors import InternalError

PEER_TEXTS = 2_000
_LOOK = 0.2
_MIB = 1024


@dataclass(frozen=True, slots=True)
class Measured:
    """Số đo (measurement): wall-clock seconds of ``what`` over ``reports`` texts, and peak MiB of the parent and of its largest child."""

    what: str
    reports: int
    workers: int
    seconds: float
    parent_mib: float
    child_mib: float

    @property
    def rate(self) -> float:
        """Báo cáo mỗi giây (reports a second)."""
        return self.reports / self.seconds if self.seconds else 0.0

    def to_dict(self) -> dict[str, object]:
        """Plain values, for JSON."""
        return {**asdict(self), "seconds": round(self.seconds, 2), "rate": round(self.rate, 1)}


def benchmark(
    bases: Sequence[str], place: Path, sizes: Sequence[int], workers: Sequence[int], *, peers: bool = True, said: Callable[[Measured], None]
) -> list[Measured]:
    """Đo (measure) archives of ``sizes`` reports with each number of ``workers``, in the folder ``place``; each figure is also ``said`` at once."""
    found: list[Measured] = []
    for measured in _all(bases, place, sizes, workers, peers):
        said(measured)
        found.append(measured)
    return found


def _all(bases: Sequence[str], place: Path, sizes: Sequence[int], workers: Sequence[int], peers: bool) -> Iterator[Measured]:
    for size in sizes:
        archive = place / f"archive-{size}"
        make_archive(archive, bases, size)
        for number in workers:
            out = place / f"out-{size}-{number}"
            command = ["-m", "bienban.cli", "run", str(archive), "--out", str(out), "--workers", str(number), "--quiet"]
            yield _timed("bienban run", size, number, command)
            yield _timed("bienban run again", size, number, command)
            shutil.rmtree(out)
        shutil.rmtree(archive)
    if peers:
        yield from _peers(bases, place, min(PEER_TEXTS, max(sizes)), workers)


def _peers(bases: Sequence[str], place: Path, count: int, workers: Sequence[int]) -> Iterator[Measured]:
    source = place / "texts.jsonl"
    with source.open("w", encoding="utf-8") as stream:
        stream.writelines(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in islice(made_texts(bases, count), count))
    for number in workers:
        for name, shown in (("extract", "pool of bienban.extract"), ("words", "pool of underthesea.word_tokenize")):
            command = ["-m", "bienban.corpus.bench_peers", name, str(source), str(place / "peer.jsonl"), str(number)]
            yield _timed(shown, count, number, command)


def _timed(what: str, reports: int, workers: int, arguments: Sequence[str]) -> Measured:
    """Run Python with ``arguments`` and watch the memory of the process and of its children."""
    parent = child = 0.0
    start = time.perf_counter()
    with subprocess.Popen([sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        while True:
            try:
                _, complaint = process.communicate(timeout=_LOOK)
                break
            except subprocess.TimeoutExpired:
                parent = max(parent, _peak(process.pid))
                child = max([child, *map(_peak, _children(process.pid))])
    seconds = time.perf_counter() - start
    if process.returncode:
        raise InternalError.of("BB502", reason=f"{what}: exit {process.returncode}: {complaint.decode('utf-8', 'replace')[-300:]}")
    return Measured(what, reports, workers, seconds, parent, child)


def _peak(pid: int) -> float:
    """Peak resident memory of a process in MiB; 0 where the system does not tell."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / _MIB for line in lines if line.startswith("VmHWM")), 0.0)


def _children(pid: int) -> list[int]:
    try:
        tasks = os.listdir(f"/proc/{pid}/task")
        return [int(child) for task in tasks for child in Path(f"/proc/{pid}/task/{task}/children").read_text(encoding="ascii").split()]
    except OSError:
        return []


def report(found: Sequence[Measured]) -> str:
    """Bảng kết quả (report) as Markdown: each figure, and beside it how it compares."""
    lines = [
        "| | reports | workers | s | reports/s | time per report, to the smallest | peak MiB: parent | largest child |",
        "|---|---|---|---|---|---|---|---|",
    ]
    for one in found:
        first = min((other for other in found if (other.what, other.workers) == (one.what, one.workers)), key=lambda other: other.reports)
        growth = first.rate / one.rate if one.rate else 0.0
        memory = f"{one.parent_mib:.0f} | {one.child_mib:.0f}"
        lines.append(f"| {one.what} | {one.reports:,} | {one.workers} | {one.seconds:.1f} | {one.rate:.1f} | {growth:.2f} | {memory} |")
    return "\n".join([*lines, "", *_ratios(found)]) + "\n"


def _ratios(found: Sequence[Measured]) -> Iterator[str]:
    """How many times as fast as each peer the largest run is, at the same number of workers."""
    for peer in found:
        if peer.what.startswith("pool of"):
            runs = [one for one in found if one.what == "bienban run" and one.workers == peer.workers]
            largest = max(runs, key=lambda one: one.reports)
            yield (
                f"{largest.workers} workers: bienban run ({largest.reports:,} reports, tables and ledger written) "
                f"does {largest.rate / peer.rate:.2f} times the reports a second of a {peer.what}."
            )
