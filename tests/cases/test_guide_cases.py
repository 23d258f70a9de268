"""Worked cases: invented texts with what their records must say, one assertion a row of the tables beside this file."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import bienban

_NULL = "∅"
_TABLES = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(Path(__file__).parent.glob("guide_*.toml"))]
CASES = {case["id"]: case for table in _TABLES for case in table["case"]}


@cache
def record(case: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(bienban.extract(CASES[case]["text"]).to_json())
    return found


def value_at(value: Any, path: list[str]) -> Any:
    """What stands at ``path``; null as soon as a step is missing, so that a lost item fails the row and not the run."""
    for index, step in enumerate(path):
        if step == "*":
            return [value_at(item, path[index + 1 :]) for item in value or ()]
        if step == "#":
            return len(value)
        if step.isdigit():
            value = value[int(step)] if value is not None and int(step) < len(value) else None
        elif value is not None:
            value = value[step]
    return value


def readable(value: Any) -> Any:
    if isinstance(value, list):
        return [readable(item) for item in value]
    return _NULL if value is None else value


def shared(place: dict[str, Any] | None, words: str, text: str) -> float:
    """Intersection over union of a span and the place where ``words`` stand in ``text``."""
    if place is None:
        return 0.0
    start = text.index(words)
    low, high = max(place["start"], start), min(place["end"], start + len(words))
    return max(0, high - low) / (max(place["end"], start + len(words)) - min(place["start"], start))


def rows() -> list[Any]:
    found = []
    for case in CASES.values():
        for row in case["expect"]:
            marks = [pytest.mark.xfail(strict=True, reason=row["open"])] if "open" in row else []
            found.append(pytest.param(case["id"], row, id=f"{case['id']}-{row['at']}", marks=marks))
    return found


@pytest.mark.parametrize(("case", "row"), rows())
def test_worked_case(case: str, row: dict[str, Any]) -> None:
    path = row["at"].split(".")
    if "covers" in row:
        assert path[-1] == "text"
        place = value_at(record(case), path[:-1])
        assert shared(place, row["covers"], CASES[case]["text"]) >= 0.5, (row["why"], place)
        return
    found = value_at(record(case), path)
    expected = _NULL if row.get("none") else row["is"]
    assert readable(found) == expected, row["why"]


@pytest.mark.parametrize("case", list(CASES))
def test_worked_case_is_grounded(case: str) -> None:
    bienban.extract(CASES[case]["text"]).verify()


def test_every_row_can_fail() -> None:
    for case in CASES.values():
        for row in case["expect"]:
            assert {"is", "covers", "none"} & set(row), (case["id"], row["at"])
            assert row["why"], (case["id"], row["at"])
