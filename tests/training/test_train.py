"""Training: one command, the same bytes, a model that works."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bienban.extractor import Extractor
from bienban.model.weights import META, WEIGHTS, read_model, shipped_model
from bienban.training.config import read_config
from bienban.training.examples import data_hash, folds_of, read_examples
from bienban.training.train import train
from processes import ROOT, SAMPLES, bienban

GOLD = ROOT / "corpora" / "gold"


@pytest.fixture(scope="session")
def trained(corpus: Path, settings: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("trained")
    ran = bienban("train", "--corpus", str(corpus), "--config", str(settings), "--out", str(out))
    assert ran.returncode == 0, ran.stderr.decode()
    assert {"clauses out of fold", "fields out of fold", "confidence out of fold"} <= json.loads(ran.stdout).keys()
    return out


def test_the_same_corpus_and_configuration_give_the_same_bytes(corpus: Path, settings: Path, trained: Path) -> None:
    again = train(read_config(settings), [corpus])
    assert again.weights == (trained / WEIGHTS).read_bytes()
    assert again.meta == json.loads((trained / META).read_text(encoding="utf-8"))


def test_what_was_trained_can_be_used_and_compared(trained: Path, corpus: Path) -> None:
    text = (SAMPLES / "giao-ban-xa.txt").read_text(encoding="utf-8")
    assert Extractor(model=trained)(text).provenance.model == read_model(trained).version
    ran = bienban("evaluate", str(corpus), "--split", "train", "--model", str(trained))
    assert ran.returncode == 0, ran.stderr.decode()
    assert b"ECE" in ran.stdout


def test_the_meta_says_how_the_weights_came_about(trained: Path, corpus: Path, settings: Path) -> None:
    meta = json.loads((trained / META).read_text(encoding="utf-8"))
    assert meta["data"]["sha256"] == data_hash([corpus], ["train"])
    assert meta["config"] == read_config(settings).model_dump(mode="json")
    assert set(meta["libraries"]) == {"scikit-learn", "scipy", "numpy", "python-crfsuite"}


def test_one_changed_annotation_changes_the_data_hash(corpus: Path, tmp_path: Path) -> None:
    for path in corpus.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert data_hash([tmp_path], ["train"]) == data_hash([corpus], ["train"])
    first = min(tmp_path.glob("*.json"))
    first.write_text(first.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert data_hash([tmp_path], ["train"]) != data_hash([corpus], ["train"])


def test_no_author_stands_on_both_sides() -> None:
    folds = folds_of(["a"] * 9 + ["b"] * 5 + ["c"] * 4 + ["d"] * 3, 2, 7)
    assert set(folds) == set("abcd")
    sizes = [sum({"a": 9, "b": 5, "c": 4, "d": 3}[name] for name, fold in folds.items() if fold == side) for side in (0, 1)]
    assert abs(sizes[0] - sizes[1]) <= 3
    assert folds == folds_of(["d"] * 3 + ["c"] * 4 + ["b"] * 5 + ["a"] * 9, 2, 7)


def test_every_gold_item_is_the_label_of_one_clause(corpus: Path) -> None:
    examples = read_examples([corpus], ["train"])
    placed = sum(item is not None for example in examples for item in example.items)
    there = sum(len(example.gold.report.tasks) + len(example.gold.report.commitments) for example in examples)
    assert there > 10
    assert placed >= 0.95 * there


@pytest.mark.parametrize("options", [[], ["--check", "--compare"]])
def test_one_thing_at_a_time(options: list[str]) -> None:
    assert bienban("train", *options).returncode == 2


def test_a_damaged_corpus_is_refused_with_its_problems(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Xã họp.", encoding="utf-8")
    (tmp_path / "a.json").write_text("{", encoding="utf-8")
    ran = bienban("train", "--corpus", str(tmp_path), "--out", str(tmp_path / "out"))
    assert ran.returncode == 1
    assert b"a.json" in ran.stderr


def test_the_shipped_weights_belong_to_the_corpus() -> None:
    """A changed corpus does not spoil the weights; it only means that they should be made again before a release."""
    meta = shipped_model().meta
    if meta["data"]["sha256"] != data_hash([GOLD], meta["config"]["splits"]):
        pytest.skip("the corpus has changed since: bienban train --out pipeline/bienban/model/weights")
    assert meta["config"] == read_config().model_dump(mode="json")


@pytest.mark.slow
def test_the_shipped_weights_are_what_training_gives() -> None:
    again = train(read_config(), [GOLD])
    meta = shipped_model().meta
    if any(meta[name] != again.meta[name] for name in ("data", "libraries", "python", "machine", "rules")):
        pytest.skip("another corpus, library or machine")
    assert again.meta["sha256"] == meta["sha256"]
