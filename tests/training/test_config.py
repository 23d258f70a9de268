"""The configuration: checked, and the one of the package complete."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from bienban.errors import InputError, SettingsError
from bienban.training.config import read_config

SHIPPED = (files("bienban.training") / "config.toml").read_text(encoding="utf-8")


def test_the_shipped_configuration_is_read() -> None:
    config = read_config()
    assert config.splits == ("train",)
    assert 0 < min(config.policy.add) <= max(config.policy.add) <= 1


@pytest.mark.parametrize(
    ("was", "becomes", "told"),
    [
        ("folds = 5", "folds = 1", "folds"),
        ("c1 = ", "c3 = ", "c"),
        ("version = ", "# version = ", "version"),
        ("seed = ", "seed = = ", "TOML|Invalid|expected"),
        ("certain_precision = 0.94", "certain_precision = 94", "certain_precision"),
    ],
)
def test_a_wrong_configuration_says_what_is_wrong(tmp_path: Path, was: str, becomes: str, told: str) -> None:
    path = tmp_path / "c.toml"
    assert was in SHIPPED
    path.write_text(SHIPPED.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(SettingsError, match=told) as caught:
        read_config(path)
    assert caught.value.code == "BB301"


def test_a_missing_configuration_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_config(tmp_path / "none.toml")
