"""Kill tests: an archive is read while its processes are killed at random moments, and must come out the same.

``python tests/archive_killing.py --kills 30 --texts 120 --seed 1`` prints what happened as JSON and exits with 1 if anything was
lost, doubled or left behind. Each episode begins with an empty folder and goes on, killed and resumed, until a run ends.
"""

from __future__ import annotations

import argparse
import contextlib
import csv
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import zipfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
RUN = """
import sys
from pathlib import Path
from bienban.corpus.run import Settings, run
from bienban.corpus.sources import Columns
options = {"inner": sys.argv[2]}
columns = Columns("noi_dung", "ma")
run(Settings(tuple(sys.argv[3:]), Path(sys.argv[1]), columns, workers=2, timeout=3.0, options=options))
"""
REAL = "worker_targets:extraction_with_poison"
_PATIENCE = 10.0


def make_archive(folder: Path, texts: int, seed: int = 0) -> list[str]:
    """Files, a zip and a table with ``texts`` different reports, some twice, some poisonous, some no text; the sources."""
    rng = random.Random(seed)
    samples = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "corpora" / "gold" / "train").glob("*.txt"))]
    made = [f"{samples[n % len(samples)]}\nCập nhật lần {n}, ngày {rng.randint(1, 28)}/{rng.randint(1, 12)}/2024.\n" for n in range(texts)]
    third = max(1, texts // 3)
    files = folder / "bao-cao"
    for n, text in enumerate(made[:third]):
        place = files / f"thang-{n % 12 + 1}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{n}.txt").write_text(text, encoding=("utf-8", "utf-16", "utf-8-sig")[n % 3])
    for n, text in enumerate(["HANG mãi", "CRASH ngay", "END luôn", "", "%PDF-1.7"]):
        (files / f"hong-{n}.txt").write_text(text, encoding="utf-8")
    (files / "lap-lai.txt").write_text(made[0], encoding="utf-8")
    with zipfile.ZipFile(folder / "gui-ve.zip", "w") as archive:
        for n, text in enumerate(made[third : 2 * third]):
            archive.writestr(f"{n}.txt", text)
    with (folder / "bai.csv").open("w", encoding="utf-8-sig", newline="") as handle:
        table = csv.writer(handle)
        table.writerow(["ma", "noi_dung"])
        table.writerows([f"b{n}", text] for n, text in enumerate([*made[2 * third :], made[0]]))
    return [str(files), str(folder / "gui-ve.zip"), str(folder / "bai.csv")]


def tree(out: Path) -> dict[str, bytes]:
    """What must be the same: the tables and their list."""
    paths = sorted([out / "dataset.json", *(out / "tables").rglob("*.*")])
    return {str(path.relative_to(out)): path.read_bytes() for path in paths if path.is_file()}


@dataclass
class Killer:
    """Starts runs, kills what the dice say, and keeps the score."""

    sources: list[str]
    out: Path
    expected: dict[str, bytes]
    inner: str
    rng: random.Random
    longest: float
    kills: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    episodes: int = 0

    def go(self, kills: int) -> None:
        """Episodes until there were ``kills`` kills, the last one to its end."""
        while self.kills.total() < kills:
            self._episode(kills)

    def _episode(self, kills: int) -> None:
        shutil.rmtree(self.out, ignore_errors=True)
        self.episodes += 1
        while True:
            process = start(self.sources, self.out, self.inner)
            while self.kills.total() < kills and not self._ends(process, self.rng.uniform(0.05, self.longest)):
                if self._kill(process):
                    break
            if process.poll() is None and self.kills.total() >= kills:
                process.wait()
            if process.returncode is not None and process.returncode >= 0:
                break
        self._judge(process)

    def _ends(self, process: subprocess.Popen[bytes], seconds: float) -> bool:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def _kill(self, process: subprocess.Popen[bytes]) -> bool:
        """Kill the run or one of its workers; True where it was the run."""
        try:
            workers = psutil.Process(process.pid).children(recursive=True)
        except psutil.NoSuchProcess:
            return False
        if self.rng.random() < 0.5:
            if not workers:
                return False
            self.kills["worker"] += 1
            _kill_one(self.rng.choice(workers))
            return False
        self.kills["run"] += 1
        process.send_signal(signal.SIGKILL)
        process.wait()
        self._no_orphans(workers)
        return True

    def _no_orphans(self, workers: list[psutil.Process]) -> None:
        _, alive = psutil.wait_procs(workers, timeout=_PATIENCE)
        self.faults += [f"orphan {process.pid}" for process in alive]
        for process in alive:
            _kill_one(process)

    def _judge(self, process: subprocess.Popen[bytes]) -> None:
        if process.returncode != 0:
            self.faults.append(f"exit {process.returncode}")
        found = tree(self.out)
        self.faults += [f"differs: {name}" for name in sorted(found.keys() | self.expected.keys()) if found.get(name) != self.expected.get(name)]
        left = [path.name for path in self.out.rglob("*") if path.name.endswith(".tmp")]
        self.faults += [f"left behind: {name}" for name in left]


def _kill_one(process: psutil.Process) -> None:
    with contextlib.suppress(psutil.NoSuchProcess):
        process.kill()


def start(sources: list[str], out: Path, inner: str) -> subprocess.Popen[bytes]:
    """A run of ``sources`` in a process of its own."""
    paths = os.pathsep.join([str(ROOT / "pipeline"), str(ROOT / "tests")])
    command = [sys.executable, "-c", RUN, str(out), inner, *sources]
    return subprocess.Popen(command, env={**os.environ, "PYTHONPATH": paths}, stderr=subprocess.DEVNULL)


def kill_test(folder: Path, *, kills: int, texts: int, seed: int, inner: str = REAL) -> dict[str, object]:
    """The whole test in ``folder``; ``faults`` of the result is empty when all is well."""
    sources = make_archive(folder, texts)
    whole, out = folder / "undisturbed", folder / "killed"
    began = time.monotonic()
    assert start(sources, whole, inner).wait() == 0
    seconds = time.monotonic() - began
    killer = Killer(sources, out, tree(whole), inner, random.Random(seed), longest=max(1.0, 0.8 * seconds))
    killer.go(kills)
    rows = json.loads((out / "dataset.json").read_text())["rows"]
    return {
        "kills": dict(killer.kills), "episodes": killer.episodes, "faults": killer.faults, "undisturbed_seconds": round(seconds, 1), "rows": rows,
        "orphans": sum(fault.startswith("orphan") for fault in killer.faults),
    }  # fmt: skip


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--texts", type=int, default=120)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = kill_test(Path(folder), kills=chosen.kills, texts=chosen.texts, seed=chosen.seed)
    sys.stdout.write(json.dumps(result, indent=1) + "\n")
    raise SystemExit(bool(result["faults"]))


if __name__ == "__main__":
    main()
