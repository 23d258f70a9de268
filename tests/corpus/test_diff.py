"""Two runs compared: what came, what went, what changed, with the words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from archive_runs import go, write
from bienban.assemble.compare import report_changes
from bienban.corpus.diff import diff_runs, lines
from bienban.errors import SettingsError


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of four runs: first, with changed inputs, with other rules, with the first rules again."""
    place = tmp_path_factory.mktemp("diff")
    folder = write(place / "in", a="Họp A.\n- rà soát hồ sơ, báo cáo", b="Họp B.\n- tổ chức lớp học\n- thăm hộ nghèo", c="Họp C.", h="")
    go(place / "kho", folder)
    write(folder, b="Họp B, bản sửa.\n- tổ chức lớp học cho đoàn viên\n- mua sách", d="Họp D.", h="Họp H.\n- trực")
    (folder / "c.txt").unlink()
    go(place / "kho", folder)
    go(place / "kho", folder, rules="2")
    go(place / "kho", folder)
    return place


def runs(place: Path) -> list[Path]:
    return sorted((place / "kho" / "runs").iterdir())


def changes(old: Path, new: Path) -> list[tuple[str, str, str, str, tuple[Any, ...]]]:
    return [(Path(c.report).stem, c.kind, c.field, c.words, tuple(map(tuple, c.differences))) for c in diff_runs(old, new).changes()]


def test_inputs_that_changed_came_and_became_readable(place: Path) -> None:
    first, second, *_ = runs(place)
    found = changes(first, second)
    assert found == [
        ("b", "changed", "tasks", "tổ chức lớp học cho đoàn viên", (("span", "tổ chức lớp học", "tổ chức lớp học cho đoàn viên"),)),
        ("b", "lost", "tasks", "thăm hộ nghèo", ()),
        ("b", "gained", "tasks", "mua sách", ()),
        ("d", "gained", "report", found[3][3], ()),
        ("h", "gained", "report", "read", (("error", "BB101", ""),)),
    ]


def test_backwards_gains_are_losses(place: Path) -> None:
    first, second, *_ = runs(place)
    there, back = changes(first, second), changes(second, first)
    turned = {"gained": "lost", "lost": "gained", "changed": "changed"}
    assert sorted((name, turned[kind], field) for name, kind, field, *_ in there) == sorted((name, kind, field) for name, kind, field, *_ in back)


def test_versions_of_one_ledger(place: Path) -> None:
    _, second, third, fourth = runs(place)
    assert changes(second, third) == [
        ("a", "changed", "tasks", "rà soát hồ sơ", (("span", "rà soát hồ sơ, báo cáo", "rà soát hồ sơ"),)),
        ("c", "lost", "report", "BB110", (("error", "", "BB110"),)),
    ]
    assert changes(second, fourth) == []
    assert changes(second, place / "kho") == []


def test_as_text_and_json(place: Path) -> None:
    first, second, *_ = runs(place)
    text = "".join(line for line, _ in lines(diff_runs(first, second), as_json=False))
    assert "  - tasks: thăm hộ nghèo\n" in text
    assert "span: tổ chức lớp học  =>  tổ chức lớp học cho đoàn viên" in text
    told = list(lines(diff_runs(first, second), as_json=True))
    value = json.loads("".join(line for line, _ in told))
    assert sum(lost for _, lost in told) == 1
    assert value["counts"] == {"report": {"gained": 2}, "tasks": {"changed": 1, "gained": 1, "lost": 1}}
    assert (value["compared"], value["only_old"], value["only_new"]) == (4, 0, 1)
    assert json.loads("".join(line for line, _ in lines(diff_runs(first, first), as_json=True)))["changes"] == []


def test_what_is_no_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BB304"):
        diff_runs(tmp_path, tmp_path)


def test_items_are_matched_by_place_in_the_same_text_and_by_words_in_another() -> None:
    def record(text: str, *words: str) -> dict[str, Any]:
        tasks = [{"id": f"T{n}", "start": text.index(w), "end": text.index(w) + len(w), "text": w} for n, w in enumerate(words, 1)]
        return {"text": text, "tasks": tasks}

    moved = report_changes("x", record("rà soát hồ sơ", "rà soát hồ sơ"), record("Tin mới: rà soát hồ sơ", "rà soát hồ sơ"))
    assert list(moved) == []
    other = report_changes("x", record("rà soát hồ sơ", "rà soát hồ sơ"), record("rà soát hồ sơ", "rà soát"))
    assert [change.kind for change in other] == ["changed"]
