from __future__ import annotations

import logging
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.evaluation.baselines import PREDICTORS, assemble
from bienban.evaluation.gold import GoldReport, load_gold
from bienban.evaluation.metrics import evaluate
from gold_maker import TEXT, write_pair


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> GoldReport:
    folder: Path = tmp_path_factory.mktemp("gold")
    write_pair(folder)
    return load_gold(folder)[0]


def test_the_patterns_find_the_plain_things(gold: GoldReport) -> None:
    result = evaluate([gold], PREDICTORS["regex"](), "regex")
    f1 = {row.field: row.counts.f1 for row in result.rows()}
    assert (
        f1["meeting.date"] == f1["meeting.kind"] == f1["document.symbol"] == f1["attendee.name"] == f1["role.chair"] == f1["result.progress"] == 1.0
    )
    assert f1["commitment.speaker"] == 0.0, "no pattern tells who speaks"


def test_the_library_stands_first_and_the_rules_without_model_next() -> None:
    assert list(PREDICTORS)[:2] == ["bienban", "rules"]


@given(st.text(alphabet="0123456789/-.,;:()% \nđềnghịphấusốXÃA", max_size=120))
def test_the_patterns_make_a_sound_record_of_any_text(text: str) -> None:
    from bienban.evaluation.baseline_patterns import find_all

    assemble(text, "regex", *find_all(text)).verify()


def test_items_are_put_in_text_order() -> None:
    rows = [{"start": 10, "end": 14, "kind": "group"}, {"start": 2, "end": 6, "kind": "group"}]
    report = assemble(TEXT, "x", {}, {"attendees": rows})
    assert [(a.id, a.start) for a in report.attendees] == [("A1", 2), ("A2", 10)]


@pytest.mark.slow
def test_underthesea_finds_persons_and_leaves_the_logging_alone(gold: GoldReport) -> None:
    before = logging.getLogger().handlers[:]
    report = PREDICTORS["underthesea"]()(gold)
    assert logging.getLogger().handlers == before
    assert logging.getLogger("underthesea").handlers == []
    assert {a.kind for a in report.attendees} <= {"person", "organization"}
    assert any(a.name == "Lò Thị Nếp" for a in report.attendees)
    assert not report.tasks
