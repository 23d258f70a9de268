"""Which model is used, and what happens when it cannot be."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from bienban.errors import MissingDependencyError
from bienban.extractor import Extractor
from bienban.model.stage import ENVIRONMENT
from bienban.model.weights import META
from processes import SAMPLES, bienban, python

SAMPLE = str(SAMPLES / "giao-ban-xa.txt")


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A model with the weights of the package and another version."""
    folder = Path(shutil.copytree(str(files("bienban.model") / "weights"), tmp_path / "other"))
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    (folder / META).write_text(json.dumps({**meta, "version": "mine"}))
    return folder


def version_of(*options: str, **changes: str) -> str | None:
    ran = bienban("extract", SAMPLE, "-f", "json", *options, **changes)
    assert ran.returncode == 0, ran.stderr.decode()
    found: str | None = json.loads(ran.stdout)["provenance"]["model"]
    return found


def test_the_command_line_names_a_model_or_none(other: Path) -> None:
    assert version_of("--no-model") is None
    assert (version_of("--model", str(other)) or "").startswith("mine+")


def test_the_environment_names_a_model(other: Path) -> None:
    assert (version_of(**{ENVIRONMENT: str(other)}) or "").startswith("mine+")


def test_a_model_that_is_not_there_is_an_error_in_two_languages() -> None:
    ran = bienban("extract", SAMPLE, "-f", "json", "--model", "nowhere")
    assert ran.returncode == 3
    assert b"BB402" in ran.stderr
    with pytest.raises(MissingDependencyError):
        Extractor(model="nowhere")


def test_one_cannot_ask_for_a_model_and_for_none(other: Path) -> None:
    assert bienban("extract", SAMPLE, "--no-model", "--model", str(other)).returncode == 2


def test_the_model_is_read_at_the_first_text_and_not_at_import() -> None:
    code = "import bienban.extractor as e; from bienban.model.weights import shipped_model as s; print(s.cache_info().currsize); e.extract('Sáng 05/3/2024, xã họp.'); print(s.cache_info().currsize)"  # noqa: E501
    assert python("-c", code).stdout.split() == [b"0", b"1"]


def test_unsure_items_come_with_the_least_sure_first() -> None:
    ran = bienban("extract", str(SAMPLES / "so-ket-phoi-hop.txt"), "--unsure", "1")
    values = [float(line.split("\t")[1]) for line in ran.stdout.decode().splitlines()]
    assert values
    assert values == sorted(values)
    assert bienban("extract", SAMPLE, "--unsure", "0").stdout == b""
