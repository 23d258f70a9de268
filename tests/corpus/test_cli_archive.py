"""The commands: what they print where, and with which exit code they end."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from archive_runs import table
from processes import ROOT, SAMPLES, bienban, environment


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of the samples in ``kho``."""
    place = tmp_path_factory.mktemp("cli")
    ran = bienban("run", str(SAMPLES), "--out", str(place / "kho"), "--json")
    assert ran.returncode == 0, ran.stderr.decode()
    told = json.loads(ran.stdout)
    assert told["counts"]["read"] == told["rows"]["reports"] == len(list(SAMPLES.glob("*.txt")))
    return place


def test_a_run_tells_its_result_on_standard_output_and_progress_in_lines_elsewhere(place: Path) -> None:
    ran = bienban("run", str(SAMPLES), "--out", str(place / "kho"))
    assert ran.returncode == 0
    assert "không đổi" in ran.stdout.decode()
    assert "reading" in ran.stderr.decode()
    assert "\x1b" not in ran.stderr.decode()
    assert bienban("run", str(SAMPLES), "--out", str(place / "kho"), "--quiet").stderr == b""


def test_exit_codes(place: Path, tmp_path: Path) -> None:
    (tmp_path / "rong.txt").write_text("")
    failed = bienban("run", str(tmp_path / "rong.txt"), "--out", str(tmp_path / "kho"), "-q")
    assert (failed.returncode, "BB101: 1" in failed.stdout.decode()) == (1, True)
    with (tmp_path / "to.txt").open("wb") as handle:
        handle.truncate(8_000_001)
    assert bienban("run", str(tmp_path / "to.txt"), "--out", str(tmp_path / "kho-khac"), "-q").returncode == 4
    unknown = bienban("run", str(tmp_path / "khong-co"), "--out", str(tmp_path / "kho2"))
    assert (unknown.returncode, unknown.stdout) == (2, b"")
    assert "BB102" in unknown.stderr.decode()
    assert bienban("run", str(SAMPLES)).returncode == 2
    assert bienban("diff", str(tmp_path), str(tmp_path)).returncode == 1


def test_a_table_of_texts(tmp_path: Path) -> None:
    rows = [{"ma": path.stem, "bai": path.read_text(encoding="utf-8")} for path in SAMPLES.glob("*.txt")]
    (tmp_path / "bai.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    command = ["run", str(tmp_path / "bai.jsonl"), "--text-column", "bai", "--id-column", "ma", "--out", str(tmp_path / "kho"), "-q"]
    assert bienban(*command).returncode == 0
    assert {row["member"] for row in table(tmp_path / "kho", "inputs")} == {path.stem for path in SAMPLES.glob("*.txt")}
    wrong = bienban(*command[:2], "--text-column", "khac", "--out", str(tmp_path / "kho"), "-q")
    assert (wrong.returncode, "BB301" in wrong.stdout.decode()) == (1, True)


def test_a_run_with_rules_alone_or_another_model_reads_again_what_the_other_read(tmp_path: Path) -> None:
    def read(*options: str) -> tuple[int, str | None]:
        ran = bienban("run", str(SAMPLES / "bien-ban-hop.txt"), "--out", str(tmp_path / "kho"), "-q", "--json", *options)
        told = json.loads(ran.stdout)
        manifest = json.loads((tmp_path / "kho" / "runs" / told["run"] / "manifest.json").read_text(encoding="utf-8"))
        return told["counts"]["read"], manifest["version"]["model"]

    read_once, version = read()
    assert read_once == 1
    assert version
    assert read("--no-model") == (1, None)
    assert not any("model" in str(row["method"]) for row in table(tmp_path / "kho", "tasks"))
    shipped = ROOT / "pipeline" / "bienban" / "model" / "weights"
    # A model is known by its version, not by where it lies: what the package's own read before stands.
    assert read("--model", str(shipped)) == (0, version)
    assert bienban("run", str(SAMPLES), "--out", str(tmp_path / "kho"), "--model", str(shipped), "--no-model").returncode == 2
    nowhere = bienban("run", str(SAMPLES), "--out", str(tmp_path / "kho"), "--model", str(tmp_path / "khong-co"), "-q")
    assert (nowhere.returncode, nowhere.stdout) == (3, b"")


def test_diff(place: Path) -> None:
    run = str(next((place / "kho" / "runs").iterdir()))
    same = bienban("diff", run, str(place / "kho"), "--json")
    assert (same.returncode, json.loads(same.stdout)["changes"]) == (0, [])
    assert bienban("diff", run, str(place / "kho"), "--fail-on-loss").returncode == 0


def test_a_run_on_a_folder_in_use_is_refused(place: Path) -> None:
    import fcntl

    with (place / "kho" / ".lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        ran = bienban("run", str(SAMPLES), "--out", str(place / "kho"))
    assert (ran.returncode, ran.stdout) == (5, b"")
    assert "BB306" in ran.stderr.decode()


def _many(folder: Path, number: int) -> Path:
    text = (SAMPLES / "so-ket-phoi-hop.txt").read_text(encoding="utf-8")
    folder.mkdir()
    for n in range(number):
        (folder / f"{n}.txt").write_text(f"{text}\nLần {n}.", encoding="utf-8")
    return folder


def _start(tmp_path: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "bienban.cli", "run", str(_many(tmp_path / "in", 400)), "--out", str(tmp_path / "kho"), "--workers", "2"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT)


def _reading(out: Path) -> None:
    """Wait until something has been read."""
    import sqlite3

    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        if (out / "ledger.sqlite").exists():
            try:
                with sqlite3.connect(f"file:{out / 'ledger.sqlite'}?mode=ro", uri=True) as db:
                    if db.execute("SELECT count(*) FROM content WHERE record IS NOT NULL").fetchone()[0] > 3:
                        return
            except sqlite3.OperationalError:
                pass
        time.sleep(0.05)
    pytest.fail("nothing was read")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_one_signal_stops_cleanly_and_the_next_run_goes_on(tmp_path: Path, number: int) -> None:
    process = _start(tmp_path)
    _reading(tmp_path / "kho")
    process.send_signal(number)
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == 130, stderr.decode()
    assert "chạy lại" in stdout.decode()
    assert not (tmp_path / "kho" / "dataset.json").exists()
    (manifest,) = (tmp_path / "kho" / "runs").glob("*/manifest.json")
    assert json.loads(manifest.read_text(encoding="utf-8"))["state"] == "interrupted"


def test_a_second_signal_ends_at_once_and_leaves_no_worker(tmp_path: Path) -> None:
    process = _start(tmp_path)
    _reading(tmp_path / "kho")
    workers = psutil.Process(process.pid).children()
    assert workers
    for worker in workers:
        worker.suspend()  # so that the first signal alone would wait for them
    for _ in range(2):
        process.send_signal(signal.SIGINT)
        time.sleep(0.3)
    assert process.wait(timeout=10) == 130
    _, alive = psutil.wait_procs(workers, timeout=10)
    assert not alive


def test_on_a_terminal_there_is_a_bar(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "bienban.cli", "run", str(SAMPLES), "--out", str(tmp_path / "kho")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=theirs, env={**environment(TERM="xterm"), "NO_COLOR": ""}, cwd=ROOT)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    assert process.wait() == 0
    assert "lỗi / failed" in shown.decode("utf-8", "replace")
    assert "/s" in shown.decode("utf-8", "replace")


def test_a_new_version_is_announced(tmp_path: Path) -> None:
    import sqlite3

    assert bienban("run", str(SAMPLES), "--out", str(tmp_path / "kho"), "-q").returncode == 0
    with sqlite3.connect(tmp_path / "kho" / "ledger.sqlite") as db:
        facts = json.loads(db.execute("SELECT facts FROM version").fetchone()[0])
        db.execute("UPDATE version SET key = 'cũ', facts = ?", (json.dumps({**facts, "rules": "2020.1"}),))
        db.execute("UPDATE content SET version = 'cũ'")
        db.execute("UPDATE run SET version = 'cũ'")
    ran = bienban("run", str(SAMPLES), "--out", str(tmp_path / "kho"))
    assert "rules: 2020.1 → " in ran.stderr.decode()
    assert f"{len(list(SAMPLES.glob('*.txt')))} bài đọc mới" in ran.stdout.decode()
