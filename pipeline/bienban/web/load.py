"""Đo tải (load test): a server started for it on the loopback address, many pastes at once, and the same texts without a server.

What is measured in one run: the first paste and single warm ones; then every client pasting at the same time, round
after round, each on a connection of its own, while the health of the server is asked for; the memory of server and
workers at its highest; and, before and after, ``bienban.extract`` over the very same texts in one process. Ratios to
that peer are what counts; milliseconds depend on the machine.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from bienban.errors import InputError, InternalError
from bienban.web.settings import Settings

_MOST_TEXTS = 60
_SIZE = 4_000
_PULSE = 0.05
_SINGLE = 20
_PATIENCE = 120.0
_PROC = Path("/proc")


class LoadOutcome(NamedTuple):
    """Kết quả đo (outcome): the table for people, and how many answers were not a record."""

    table: str
    errors: int


@dataclass
class _Figures:
    """Times in milliseconds, statuses, memory in MiB."""

    first: float = 0.0
    single: list[float] = field(default_factory=list)
    pastes: list[float] = field(default_factory=list)
    health: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: float = 0.0
    memory: list[tuple[str, float]] = field(default_factory=list)


def run(folder: Path | None, *, clients: int, rounds: int, settings: Settings) -> LoadOutcome:
    """Đo (run): ``clients`` at once, ``rounds`` pastes each. Raises ``InputError`` when there are no texts."""
    texts = _texts(folder or Path("corpora/gold"))
    peer = _peer(texts)
    figures = _Figures()
    with _server(settings) as (pid, port):
        asyncio.run(_measure(figures, texts, clients, rounds, port))
        figures.memory = list(_memory(pid))
    again = _peer(texts)
    table = "".join(f"{line}\n" for line in _report(figures, texts, [*peer, *again], clients, settings.workers))
    return LoadOutcome(table, sum(count for status, count in figures.statuses.items() if status != 200))


def _texts(folder: Path) -> list[str]:
    """Texts of about 4,000 characters, all different: reports one after the other until that size is reached."""
    found = dict.fromkeys(path.read_text(encoding="utf-8", errors="replace") for path in sorted(folder.rglob("*.txt")))
    texts: list[str] = []
    parts: list[str] = []
    for report in found:
        parts.append(report.strip())
        if sum(map(len, parts)) >= _SIZE:
            texts.append(_cut("\n\n".join(parts)))
            parts = []
    if not texts and not any(parts):
        raise InputError.unreadable(str(folder), "*.txt")
    return texts[:_MOST_TEXTS] or ["\n\n".join(parts)]


def _cut(text: str) -> str:
    return text[: max(text.rfind("\n", 0, _SIZE), _SIZE // 2)]


def _peer(texts: Sequence[str]) -> list[float]:
    """Milliseconds of ``bienban.extract`` with JSON, one text after the other in this process, once all is loaded."""
    from bienban.extractor import extract

    extract(texts[0])
    times = []
    for text in texts:
        start = time.perf_counter()
        extract(text).to_json()
        times.append(_since(start))
    return times


def _since(start: float) -> float:
    return (time.perf_counter() - start) * 1_000


@contextmanager
def _server(settings: Settings) -> Iterator[tuple[int, int]]:
    """A server in a process of its own on a free loopback port: its process id and port."""
    command = [sys.executable, "-m", "bienban.cli", "serve", "--host", "127.0.0.1", "--port", "0", "--workers", str(settings.workers)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, encoding="utf-8")
    try:
        assert process.stdout is not None
        told = process.stdout.readline()
        if "http://" not in told:
            raise InternalError.of("BB502", reason="the server did not start")
        yield process.pid, int(told.partition("http://")[2].partition("/")[0].rpartition(":")[2])
    finally:
        process.terminate()
        process.wait(timeout=30)


async def _measure(figures: _Figures, texts: Sequence[str], clients: int, rounds: int, port: int) -> None:
    figures.first = await _paste(texts[0], port, figures.statuses)
    figures.single = [await _paste(text, port, figures.statuses) for text in texts[:_SINGLE]]
    pulse = asyncio.create_task(_pulse(figures, port))
    start = time.perf_counter()
    shares = [[texts[(client + turn * clients) % len(texts)] for turn in range(rounds)] for client in range(clients)]
    await asyncio.gather(*(_client(share, port, figures) for share in shares))
    figures.seconds = time.perf_counter() - start
    pulse.cancel()


async def _client(share: Sequence[str], port: int, figures: _Figures) -> None:
    for text in share:
        figures.pastes.append(await _paste(text, port, figures.statuses))


async def _pulse(figures: _Figures, port: int) -> None:
    while True:
        figures.health.append(await _timed(b"GET", "/api/health", b"", port, Counter()))
        await asyncio.sleep(_PULSE)


async def _paste(text: str, port: int, statuses: Counter[int]) -> float:
    body = json.dumps({"text": text}, ensure_ascii=False).encode("utf-8")
    return await _timed(b"POST", "/api/extract", body, port, statuses)


async def _timed(method: bytes, path: str, body: bytes, port: int, statuses: Counter[int]) -> float:
    start = time.perf_counter()
    try:
        async with asyncio.timeout(_PATIENCE):
            status = await _request(method, path, body, port)
    except (OSError, TimeoutError, ValueError, asyncio.IncompleteReadError):
        status = 0
    statuses[status] += 1
    return _since(start)


async def _request(method: bytes, path: str, body: bytes, port: int) -> int:
    """The status of one request on a connection of its own; the answer is read to its end."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        head = f"{method.decode()} {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        writer.write(f"{head}Content-Length: {len(body)}\r\nConnection: close\r\n\r\n".encode() + body)
        status = int((await reader.readline()).split()[1])
        answer = await reader.read()
        if status == 200 and not answer.rstrip().endswith(b"}"):
            raise ValueError("the answer is cut off")
        return status
    finally:
        writer.close()


def _memory(pid: int) -> Iterator[tuple[str, float]]:
    """Highest resident memory (MiB) of the server and of each worker; nothing where the system does not tell."""
    yield from (("server", peak) for peak in _peak(pid))
    for entry in sorted(_PROC.glob("[0-9]*/stat")):
        try:
            parent = int(entry.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid:
            yield from (("worker", peak) for peak in _peak(int(entry.parent.name)))


def _peak(pid: int) -> Iterator[float]:
    try:
        lines = (_PROC / str(pid) / "status").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return
    yield from (int(line.split()[1]) / 1_024 for line in lines if line.startswith("VmHWM:"))


def _report(figures: _Figures, texts: Sequence[str], peer: Sequence[float], clients: int, workers: int) -> Iterator[str]:
    base = statistics.fmean(peer)
    size = sum(len(text.encode("utf-8")) for text in texts) / len(texts) / 1_000
    alone = statistics.median(figures.single) / statistics.median([*peer[:_SINGLE], *peer[len(texts) :][:_SINGLE]])
    rate = len(figures.pastes) / figures.seconds
    yield f"{len(texts)} distinct texts, {sum(map(len, texts)) // len(texts)} characters, {size:.1f} kB on average; {workers} workers"
    yield f"bienban.extract, no server, one process   {base:8.1f} ms a text, {1_000 / base:6.1f} texts/s"
    yield f"first paste                               {figures.first:8.1f} ms"
    yield f"one paste at a time, p50 / p95            {_percentiles(figures.single)} ms   {alone:5.2f} x bienban.extract"
    yield f"{clients} pastes at a time, p50 / p95 / max     {_percentiles(figures.pastes)} / {max(figures.pastes):.0f} ms"
    yield f"throughput                                {rate:8.1f} texts/s   {rate * base / 1_000:5.2f} x bienban.extract in one process"
    yield f"health meanwhile, p50 / p95               {_percentiles(figures.health)} ms"
    wrong = {status: count for status, count in figures.statuses.items() if status != 200}
    yield f"answers                                   {sum(figures.statuses.values())}, of them not a record: {wrong or 0}"
    for name, peak in figures.memory:
        yield f"memory at its highest, {name}              {peak:8.1f} MiB"


def _percentiles(times: Sequence[float]) -> str:
    ranked = sorted(times)
    return f"{ranked[len(ranked) // 2]:8.1f} / {ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]:.1f}"
