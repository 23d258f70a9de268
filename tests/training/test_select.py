"""Active selection: the doubtful and unlike first, the same in any order."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bienban.model.weights import shipped_model
from bienban.training.archive import texts_of
from bienban.training.select import entropy, select
from processes import bienban


def test_doubt_is_greatest_where_all_labels_are_alike() -> None:
    assert entropy([0.5, 0.5]) > entropy([0.9, 0.1]) > entropy([1.0, 0.0]) == 0


def test_the_choice_does_not_depend_on_the_order(corpus: Path) -> None:
    texts = [text for text in texts_of([corpus]) if text.name.endswith(".txt")]
    forth, _ = select(texts, shipped_model(), 5)
    back, _ = select(list(reversed(texts)), shipped_model(), 5)
    assert forth == back
    assert len({choice.name for choice in forth}) == 5
    assert [choice.gain for choice in forth] == sorted((choice.gain for choice in forth), reverse=True)


def test_a_copy_of_a_chosen_report_teaches_less(corpus: Path, tmp_path: Path) -> None:
    for name, source in (("a.txt", 0), ("b.txt", 0), ("c.txt", 1)):
        (tmp_path / name).write_bytes(sorted(corpus.glob("*.txt"))[source].read_bytes())
    found = {choice.name: choice for choice in select(texts_of([tmp_path]), shipped_model(), 3)[0]}
    copies = [found[str(tmp_path / name)] for name in ("a.txt", "b.txt") if str(tmp_path / name) in found]
    assert max(copy.likeness for copy in copies) == pytest.approx(1)
    assert all(copy.gain == pytest.approx(copy.doubt * (1 - copy.likeness / 2), abs=0.002) for copy in copies)


def test_what_cannot_be_read_is_told_and_the_rest_goes_on(corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_bytes(min(corpus.glob("*.txt")).read_bytes())
    (tmp_path / "empty.txt").write_bytes(b"")
    ran = bienban("select", str(tmp_path), "-n", "2", "--json")
    assert ran.returncode == 1
    assert b"BB101" in ran.stderr
    assert [Path(row["name"]).name for row in json.loads(ran.stdout)] == ["good.txt"]


def test_records_of_a_run_hold_their_texts(corpus: Path, tmp_path: Path) -> None:
    source = min(corpus.glob("*.txt"))
    made = bienban("extract", str(source), "-f", "jsonl").stdout
    (tmp_path / "run.jsonl").write_bytes(made + b'{"error": {"code": "BB101"}}\nno json\n')
    assert [text.name for text in texts_of([tmp_path])] == [source.name]


def test_an_archive_without_files_is_an_error(tmp_path: Path) -> None:
    assert bienban("select", str(tmp_path)).returncode == 1
