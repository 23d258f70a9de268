"""A corpus small enough to train on in a test."""

from __future__ import annotations

import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from processes import ROOT

SMALL = 14


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some reports of the training split, of several authors, in a folder of their own."""
    folder = tmp_path_factory.mktemp("corpus")
    chosen = sorted((ROOT / "corpora" / "gold" / "train").glob("*.json"))[:: 5][:SMALL]
    for path in chosen:
        for part in (path, path.with_suffix(".txt")):
            shutil.copy(part, folder / part.name)
    return folder


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The configuration of the package, made quick."""
    text = (files("bienban.training") / "config.toml").read_text(encoding="utf-8")
    for was, becomes in (("folds = 5", "folds = 2"), ("iterations = 150", "iterations = 25"), ("least_authors = 3", "least_authors = 1"),
                         ("least_reports = 4", "least_reports = 1")):  # fmt: skip
        assert was in text
        text = text.replace(was, becomes)
    path = tmp_path_factory.mktemp("settings") / "quick.toml"
    path.write_text(text, encoding="utf-8")
    return path
