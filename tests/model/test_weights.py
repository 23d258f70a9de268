"""The model's files: complete, small, quick to refuse what is damaged."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from importlib.resources import files
from pathlib import Path

import pytest

from bienban.errors import BienbanError, MissingDependencyError, SettingsError
from bienban.model.weights import META, WEIGHTS, pack, read_model, shipped_model, unpack
from processes import ROOT

SHIPPED = Path(str(files("bienban.model") / "weights"))
MOST = 15_000_000


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SHIPPED, tmp_path / "model"))


def refusal(folder: Path) -> BienbanError:
    with pytest.raises(BienbanError) as caught:
        read_model(folder)
    return caught.value


def test_the_shipped_model_is_small_and_says_what_it_is() -> None:
    meta = shipped_model().meta
    assert sum(path.stat().st_size for path in SHIPPED.iterdir()) < MOST
    assert {"version", "sha256", "rules", "config", "data", "libraries", "metrics", "licence"} <= meta.keys()
    assert shipped_model().version == f"{meta['version']}+{meta['sha256'][:8]}"


def test_no_model_is_a_missing_dependency(tmp_path: Path) -> None:
    error = refusal(tmp_path / "nowhere")
    assert isinstance(error, MissingDependencyError)
    assert error.code == "BB402"


@pytest.mark.parametrize("name", [META, WEIGHTS])
def test_half_a_model_is_a_missing_dependency(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal(folder).code == "BB402"


def test_one_changed_byte_is_noticed(folder: Path) -> None:
    data = bytearray((folder / WEIGHTS).read_bytes())
    data[len(data) // 2] ^= 1
    (folder / WEIGHTS).write_bytes(bytes(data))
    error = refusal(folder)
    assert isinstance(error, SettingsError)
    assert error.code == "BB303"


@pytest.mark.parametrize("meta", ["", "[]", "{}", '{"format": 1}', "\x00"])
def test_a_meta_that_says_nothing_is_refused(folder: Path, meta: str) -> None:
    (folder / META).write_text(meta)
    assert refusal(folder).code == "BB303"


def test_a_model_of_another_format_says_how_to_make_a_new_one(folder: Path) -> None:
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    (folder / META).write_text(json.dumps({**meta, "format": meta["format"] + 1}))
    error = refusal(folder)
    assert error.code == "BB303"
    assert "bienban train" in error.message_en


@pytest.mark.parametrize("missing", ["clauses", "starts", "policy", "confidence"])
def test_weights_that_lack_a_part_are_refused(folder: Path, missing: str) -> None:
    from hashlib import sha256

    data = unpack((folder / WEIGHTS).read_bytes())
    del data[missing]
    packed = pack(data)
    meta = json.loads((folder / META).read_text(encoding="utf-8"))
    (folder / WEIGHTS).write_bytes(packed)
    (folder / META).write_text(json.dumps({**meta, "sha256": sha256(packed).hexdigest()}))
    assert refusal(folder).code == "BB303"


def test_packing_is_the_same_bytes_whatever_the_order() -> None:
    assert pack({"a": 1, "b": [2]}) == pack({"b": [2], "a": 1})
    assert unpack(pack({"a": 1})) == {"a": 1}


@pytest.mark.slow
def test_the_wheel_holds_the_weights(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    made = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert made.returncode == 0, made.stderr.decode()
    names = zipfile.ZipFile(next(tmp_path.glob("*.whl"))).namelist()
    assert {f"bienban/model/weights/{name}" for name in (META, WEIGHTS)} | {"bienban/training/config.toml"} <= set(names)
