from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.evaluation.findings import GoldError
from bienban.evaluation.second import agreement, agreement_json, agreement_text, cohen_kappa
from gold_maker import TEXT, sound, write_pair

CODES = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


@pytest.mark.parametrize(
    ("cells", "kappa"),
    [
        ({("y", "y"): 20, ("y", "n"): 5, ("n", "y"): 10, ("n", "n"): 15}, 0.4),
        ({("y", "y"): 45, ("y", "n"): 15, ("n", "y"): 25, ("n", "n"): 15}, 0.1304),
        ({("y", "n"): 5, ("n", "y"): 5}, -1.0),
        ({("y", "y"): 5, ("n", "n"): 5}, 1.0),
        ({("y", "y"): 5}, None),
        ({}, None),
    ],
)
def test_kappa_of_known_tables(cells: dict[tuple[str, str], int], kappa: float | None) -> None:
    value = cohen_kappa([pair for pair, number in cells.items() for _ in range(number)])
    assert value == (None if kappa is None else pytest.approx(kappa, abs=5e-5))


@given(CODES)
def test_kappa_is_the_same_from_both_sides_and_within_bounds(pairs: list[tuple[str, str]]) -> None:
    value = cohen_kappa(pairs)
    turned = cohen_kappa([(b, a) for a, b in pairs])
    assert value == (None if turned is None else pytest.approx(turned))
    assert value is None or -1.0 <= value <= 1.0


def _folders(tmp_path: Path) -> tuple[Path, Path]:
    first, second = tmp_path / "a", tmp_path / "b"
    other = sound()
    other["tasks"].pop()
    other["task_lists"][0]["found_count"] = 1
    other["tasks"][0]["kind"] = "directive"
    for n in range(2):
        write_pair(first, f"r{n}")
        write_pair(second, f"r{n}", other)
    write_pair(second, "r9")
    return first, second


def test_two_annotations_are_compared_name_by_name(tmp_path: Path) -> None:
    result = agreement(*_folders(tmp_path))
    rows = {row.field: row.counts for row in result.rows}
    kappas = {k.field: k for k in result.kappas}
    assert (result.reports, result.only_first, result.only_second) == (2, (), ("r9",))
    assert (rows["task"].gold, rows["task"].found, rows["task"].right) == (4, 2, 2)
    assert rows["document.any"].f1 == 1.0
    assert (kappas["task.kind"].items, kappas["task.kind"].agreement, kappas["task.kind"].kappa) == (2, 0.0, 0.0)
    assert kappas["role.chair"].kappa == 1.0


def test_agreement_does_not_depend_on_who_comes_first(tmp_path: Path) -> None:
    first, second = _folders(tmp_path)
    there, back = agreement(first, second), agreement(second, first)
    assert {r.field: r.counts.f1 for r in there.rows} == {r.field: r.counts.f1 for r in back.rows}


def test_annotations_of_different_texts_are_refused(tmp_path: Path) -> None:
    write_pair(tmp_path / "a")
    write_pair(tmp_path / "b", text=TEXT + "Hết.\n")
    with pytest.raises(GoldError):
        agreement(tmp_path / "a", tmp_path / "b")


def test_the_tables_are_written_as_text_and_json(tmp_path: Path) -> None:
    result = agreement(*_folders(tmp_path))
    value = json.loads(agreement_json(result))
    assert value["fields"]["task"] == {"first": 4, "second": 2, "same": 2, "f1": 0.6667}
    assert value["codes"]["task.kind"]["kappa"] == 0.0
    [line] = [line for line in agreement_text(result).splitlines() if line.startswith("task ")]
    assert line.split()[:5] == ["task", "4", "2", "2", "0.667"]
