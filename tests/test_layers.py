"""The layering: who may import whom, as the contracts in pyproject.toml say."""

from __future__ import annotations

import tomllib
from typing import Any

from importlinter.cli import lint_imports

from processes import ROOT

CONTRACTS: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
OUTSIDE = {"errors", "version"}
"""Modules below every layer: anyone may import them, and they import nothing of the package."""


def test_the_contracts_hold(capsys: Any) -> None:
    status = lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True)
    assert status == 0, capsys.readouterr().out


def test_every_part_of_the_package_has_its_layer() -> None:
    layers = next(contract["layers"] for contract in CONTRACTS if contract["type"] == "layers")
    placed = {part.strip().removeprefix("bienban.") for layer in layers for part in layer.split("|")}
    package = ROOT / "pipeline" / "bienban"
    parts = {path.stem for path in package.glob("*.py")} | {path.parent.name for path in package.glob("*/__init__.py")}
    assert parts - {"__init__"} == placed | OUTSIDE


def test_what_stands_below_the_layers_imports_nothing_of_the_package() -> None:
    for name in OUTSIDE:
        assert "bienban" not in "".join(
            line for line in (ROOT / "pipeline" / "bienban" / f"{name}.py").read_text(encoding="utf-8").splitlines() if "import" in line
        )
