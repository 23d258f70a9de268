from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.evaluation.adjudication import adjudicated
from bienban.evaluation.differences import differences_rows, differences_text, differing, entries
from bienban.evaluation.gold import load_gold
from bienban.records import Report
from gold_maker import TEXT, sound, write_pair

Edit = Callable[[dict[str, Any]], object]


def read(folder: Path, *edits: Edit) -> Report:
    gold = sound()
    for edit in edits:
        edit(gold)
    write_pair(folder, gold=gold)
    return load_gold(folder)[0].report


DUE = TEXT.index("rà soát danh sách")
SAYS: list[tuple[Edit, list[tuple[str, Any, Any]], str]] = [
    (lambda g: None, [], "the same"),
    (lambda g: g["tasks"][0].update(kind="plan"), [(f"tasks@{DUE}.kind", "agreed", "plan")], "a code"),
    (lambda g: g["meeting"]["date"].update(edtf="2024-03"),
     [("meeting.date", {"q": "Ngày 12/3/2024", "edtf": "2024-03-12"}, {"q": "Ngày 12/3/2024", "edtf": "2024-03"})], "a date"),
    (lambda g: g["meeting"].pop("title"), [("meeting.title", "hội nghị sơ kết công tác hòa giải", None)], "a place that one lacks"),
    (lambda g: g["results"].clear(),
     [(f"results@{TEXT.index('hoàn thành')}", {"q": "hoàn thành 5/8 nội dung", "kind": "progress", "done": 5, "total": 8, "basis": "total",
       "measure": "nội dung"}, None)], "an item that one lacks, told once and as a whole"),
    (lambda g: g["commitments"][0].update(speaker="A1"),
     [(f"commitments@{TEXT.index('phấn đấu')}.speaker", f"attendees@{TEXT.index('Lò Thị')}", f"attendees@{TEXT.index('Phan Văn')}")], "a link"),
    (lambda g: g["documents"][0].update(q="12/KH-UBND ngày 05/01/2024"),
     [(f"documents@{TEXT.index('Kế hoạch số')}.q", {"q": "Kế hoạch số 12/KH-UBND ngày 05/01/2024"}, {"q": "12/KH-UBND ngày 05/01/2024"})], "bounds"),
    (lambda g: g["attendees"][1].update(roles=["speaker", "attendee"], mentions=["bà Nếp", "Lò Thị Nếp"]), [], "sets have no order"),
    (lambda g: g["warnings"].append("glued_words"), [("warnings.glued_words", None, True)], "a warning"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "expected", "reason"), SAYS, ids=[row[2] for row in SAYS])
def test_every_difference_has_its_id_and_both_readings(tmp_path: Path, edit: Edit, expected: list[tuple[str, Any, Any]], reason: str) -> None:
    found = differing((read(tmp_path / "a"), read(tmp_path / "b", edit)))
    assert [(e.id, *e.readings) for e in found] == expected, reason


def test_ids_that_number_differently_make_no_difference(tmp_path: Path) -> None:
    def renumber(g: dict[str, Any]) -> None:
        g["attendees"][1]["id"], g["attendees"][2]["id"] = "A5", "A7"
        g["commitments"][0]["speaker"] = "A5"
        g["commitments"][0]["statement_id"] = "S3"

    assert differing((read(tmp_path / "a"), read(tmp_path / "b", renumber))) == []


def test_the_list_is_the_same_every_time_and_its_ids_are_unique(tmp_path: Path) -> None:
    pair = read(tmp_path / "a"), read(tmp_path / "b", lambda g: g["tasks"].pop(), lambda g: g["task_lists"][0].update(found_count=1))
    names = [entry.id for entry in entries(pair)]
    assert len(names) == len(set(names))
    assert differences_text("r1", TEXT, differing(pair)) == differences_text("r1", TEXT, differing(pair))


def test_text_and_rows_tell_line_place_and_both_readings(tmp_path: Path) -> None:
    found = differing((read(tmp_path / "a"), read(tmp_path / "b", lambda g: g["tasks"][0].update(kind="plan"))))
    [row] = differences_rows("r1", TEXT, found)
    assert (row["line"], row["field"], row["first"], row["second"]) == (3, "tasks.kind", "agreed", "plan")
    assert differences_text("r1", TEXT, found).splitlines() == [
        f"r1:3: tasks@{DUE}.kind  rà soát danh sách hòa giải viên trước ngày 30/4/2024", '    1  "agreed"', '    2  "plan"'
    ]  # fmt: skip


EDITS = [edit for edit, _, _ in SAYS] + [
    lambda g: g["tasks"].pop() and g["task_lists"][0].update(found_count=1),
    lambda g: g["attendees"].pop(0) and g["commitments"][0].update(speaker="A2"),
    lambda g: g.update(document={"q": "Kế hoạch số 12/KH-UBND", "type": "plan", "symbol": "12/KH-UBND"}),
]


@settings(max_examples=40, deadline=None)
@given(st.sets(st.integers(0, len(EDITS) - 1), max_size=5))
def test_the_first_annotation_without_decisions_is_built_as_it_was(tmp_path_factory: pytest.TempPathFactory, chosen: set[int]) -> None:
    folder = tmp_path_factory.mktemp("pair")
    first, second = read(folder / "a"), read(folder / "b", *(EDITS[i] for i in sorted(chosen)))
    for kept, other in ((first, second), (second, first)):
        record = json.loads(json.dumps({"meta": sound()["meta"], **adjudicated((kept, other), [])}))
        write_pair(folder / "c", gold=record)
        assert differing((kept, load_gold(folder / "c")[0].report)) == []
