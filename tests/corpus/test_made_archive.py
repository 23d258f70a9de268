"""The archive made for measuring: as many distinct reports as asked for, in every format, the same each time; and the table of figures."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

import bienban
from bienban.corpus.bench import Measured, _timed, report
from bienban.corpus.bench_peers import PEERS, main
from bienban.corpus.made_archive import SHARES, base_texts, made_texts, make_archive
from bienban.corpus.sources import Columns, Container, find
from bienban.errors import InputError, InternalError
from processes import ROOT

BASES = base_texts(ROOT / "corpora" / "gold" / "dev")


def inputs(folder: Path) -> list[bytes]:
    found = find([str(folder)], Columns())
    return [one.load()[0] for each in found for one in (each.members() if isinstance(each, Container) else [each])]


def test_texts_are_distinct_and_the_same_each_time() -> None:
    texts = list(made_texts(BASES, 200))
    assert texts == list(made_texts(BASES, 200))
    assert texts[:50] == list(made_texts(BASES, 50))
    assert len(set(texts)) == 200
    assert len(set(texts) & set(made_texts(BASES, 200, seed=1))) == 0
    assert 1_000 < sum(map(len, texts)) / 200 < 5_000


def test_the_archive_holds_every_text_once_in_every_format(tmp_path: Path) -> None:
    made = make_archive(tmp_path / "a", BASES, 120)
    assert set(made.formats) == {name for name, _ in SHARES}
    assert min(made.formats.values()) > 0
    assert sum(made.formats.values()) == made.reports == len(inputs(tmp_path / "a")) == 120
    make_archive(tmp_path / "b", BASES, 120)
    files = {path.relative_to(tmp_path / "a"): path.read_bytes() for path in (tmp_path / "a").rglob("*") if path.is_file()}
    assert files == {path.relative_to(tmp_path / "b"): path.read_bytes() for path in (tmp_path / "b").rglob("*") if path.is_file()}


def test_every_encoding_is_read_back_and_reports_still_say_something(tmp_path: Path) -> None:
    make_archive(tmp_path / "a", BASES, 60)
    records = [bienban.extract(data) for data in inputs(tmp_path / "a")]
    assert {"utf-8", "utf-16-le", "tcvn3"} <= {record.source.encoding for record in records}
    assert sum(bool(record.attendees) for record in records) > 45
    assert sum(len(record.tasks) for record in records) > 60


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        base_texts(tmp_path)


@pytest.mark.parametrize("peer", sorted(PEERS))
def test_peers_answer_every_text(tmp_path: Path, peer: str) -> None:
    source, out = tmp_path / "t.jsonl", tmp_path / "o.jsonl"
    source.write_text('{"text": "Sáng 05/3/2024, UBND xã họp giao ban."}\n' * 3, encoding="utf-8")
    main(peer, str(source), str(out), 1)
    assert Counter(out.read_text(encoding="utf-8").splitlines()).most_common(1)[0][1] == 3


def test_figures_are_compared_with_the_smallest_size_and_with_the_peers() -> None:
    found = [
        Measured("bienban run", 1_000, 1, 10.0, 80.0, 90.0), Measured("bienban run", 10_000, 1, 110.0, 81.0, 91.0),
        Measured("pool of x", 500, 1, 10.0, 20.0, 30.0),
    ]  # fmt: skip
    lines = report(found).splitlines()
    assert "| bienban run | 10,000 | 1 | 110.0 | 90.9 | 1.10 | 81 | 91 |" in lines
    assert lines[-1].endswith("does 1.82 times the reports a second of a pool of x.")
    assert found[0].to_dict()["rate"] == 100.0


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="memory is told by /proc")
def test_memory_of_a_process_and_of_its_child_is_seen() -> None:
    child = "x = bytearray(80 * 2**20); import time; time.sleep(1.5)"
    measured = _timed("x", 10, 1, ["-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"])
    assert measured.child_mib > 80 > measured.parent_mib > 1
    with pytest.raises(InternalError, match="exit 3"):
        _timed("x", 1, 1, ["-c", "raise SystemExit(3)"])


def test_the_command_measures_and_compares() -> None:
    options = ["--reports", "12", "--workers", "1", "--no-peers", "--texts", "corpora/gold/dev"]
    ran = subprocess.run([sys.executable, "-m", "bienban.cli", "benchmark-archive", *options], capture_output=True, text=True, cwd=ROOT, check=True)
    assert "| bienban run | 12 | 1 |" in ran.stdout
    assert "| bienban run again | 12 | 1 |" in ran.stdout
