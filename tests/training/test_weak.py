"""Rules as labelling functions: coverage, overlap, conflict and accuracy by hand."""

from __future__ import annotations

import json
from pathlib import Path

from bienban.training.weak import functions
from gold_maker import write_pair
from processes import bienban

VOTES = [{"a": "task", "b": "task"}, {"a": "task", "b": "result"}, {"a": "task"}, {}]
TRUTH = ["task", "result", "task", "none"]


def test_shares_of_two_functions() -> None:
    found = {(f.name, f.label): f for f in functions(VOTES, TRUTH)}
    a = found["a", "task"]
    assert (a.labelled, a.coverage, a.overlap, a.conflict, a.accuracy) == (3, 0.75, round(2 / 3, 4), round(1 / 3, 4), round(2 / 3, 4))
    assert found["b", "result"].accuracy == 1
    assert found["b", "result"].conflict == 1


def test_without_gold_there_is_no_accuracy() -> None:
    assert {f.accuracy for f in functions(VOTES)} == {None}


def test_the_command_on_gold_and_on_texts(corpus: Path) -> None:
    rows = json.loads(bienban("weak", "--gold", str(corpus), "--json").stdout)
    assert any(row["name"].startswith("rule:task.") for row in rows)
    assert all(0 <= row[share] <= 1 for row in rows for share in ("coverage", "overlap", "conflict", "accuracy"))
    plain = json.loads(bienban("weak", str(corpus), "--json").stdout)
    assert {row["accuracy"] for row in plain} == {None}
    assert any(row["name"].startswith("finder:") for row in plain)


def test_either_an_archive_or_gold() -> None:
    assert bienban("weak").returncode == 2


def test_nothing_is_learned_from_the_test_split(tmp_path: Path) -> None:
    write_pair(tmp_path / "test")
    for command in (("weak", "--gold"), ("train", "--out", str(tmp_path / "model"), "--corpus")):
        done = bienban(*command, str(tmp_path / "test"))
        assert done.returncode == 1
        assert b"test split" in done.stderr
    assert not (tmp_path / "model").exists()
