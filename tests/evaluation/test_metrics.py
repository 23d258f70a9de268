from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.evaluation.align import alike, compact, iou, jaccard, norm, same_number
from bienban.evaluation.fields import FIELDS, outcomes
from bienban.evaluation.gold import GoldReport, load_gold
from bienban.evaluation.metrics import ERAS, Counts, Row, by_method, count, era_of, evaluate, invented_in_negatives
from bienban.records import Report, Span
from gold_maker import TEXT, sound, write_pair

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> GoldReport:
    folder = tmp_path_factory.mktemp("gold")
    write_pair(folder)
    return load_gold(folder)[0]


def spoilt(tmp_path: Path, spoil: Spoil) -> Report:
    value = sound()
    spoil(value)
    write_pair(tmp_path, gold=value)
    return load_gold(tmp_path)[0].report


def verdicts(gold: Report, found: Report, field: str) -> dict[str, int]:
    counts = count(outcomes(gold, found)).get(field, Counts())
    return {name: number for name, number in counts._asdict().items() if number}


def test_a_record_agrees_with_itself_in_every_field(gold: GoldReport) -> None:
    result = evaluate([gold], lambda g: g.report)
    assert {row.counts.f1 for row in result.rows()} == {1.0}
    assert {"task.list", "commitment.speaker", "target.commitment", "attendee.count"} <= {row.field for row in result.rows()}


CASES: list[tuple[str, Spoil, dict[str, int], str]] = [
    ("task", lambda g: g["tasks"].pop(), {"right": 1, "missed": 1}, "a task left out"),
    ("task.list", lambda g: g["tasks"][1].update(list_id=None), {"right": 1, "missed": 1}, "a link left out"),
    ("task", lambda g: g["tasks"][1].update(q="tập huấn"), {"right": 1, "wrong": 1}, "a third of the clause is not the clause"),
    ("task.strict", lambda g: g["tasks"][1].update(q="tập huấn kỹ năng cho các"), {"right": 1, "wrong": 1}, "three letters short is not strict"),
    ("task", lambda g: g["tasks"][1].update(q="tập huấn kỹ năng cho các"), {"right": 2}, "but relaxed"),
    ("task.due", lambda g: g["tasks"][0]["due"].update(edtf="../2023-04-30"), {"wrong": 1}, "another year"),
    ("task.due", lambda g: g["tasks"][0].pop("due"), {"missed": 1}, "no deadline"),
    ("task.assigner", lambda g: g["tasks"][0].update(assigner="A1"), {"invented": 1}, "an assigner the text does not give"),
    ("task.lead", lambda g: g["tasks"][1].update(lead=["UBND xã Đồng Mít"]), {"missed": 1, "invented": 1}, "another body, elsewhere"),
    ("task_list.declared", lambda g: g["task_lists"][0].update(declared_count=3), {"wrong": 1}, "another number"),
    ("attendee.name", lambda g: g["attendees"][0].update(name="Văn Gạo", q="Văn Gạo", mentions=[]), {"right": 1, "wrong": 1}, "half a name"),
    ("attendee.post.exact", lambda g: g["attendees"][0]["posts"][0].update(title="Chủ tịch UBND"), {"right": 1, "wrong": 1}, "title too long"),
    ("attendee.post", lambda g: g["attendees"][0]["posts"][0].update(title="Chủ tịch UBND"), {"right": 2}, "the same words all the same"),
    ("role.chair", lambda g: g["attendees"][1]["roles"].append("chair"), {"right": 1, "invented": 1}, "a second chair"),
    ("role.speaking", lambda g: g["attendees"][1].update(roles=["presenter"]), {"right": 1}, "presenting is speaking"),
    ("attendee.group", lambda g: g["attendees"].pop(), {"missed": 1}, "the group left out"),
    ("attendee.count", lambda g: g["attendees"][2]["count"].update(max=None), {"wrong": 1}, "an open bound"),
    ("document.symbol", lambda g: g["documents"][0].update(symbol="12/KH - UBND"), {"right": 1}, "blanks in a symbol do not count"),
    ("document.symbol", lambda g: g["documents"][0].update(symbol="12/KHUBND"), {"wrong": 1}, "hyphens do"),
    ("document.date", lambda g: g["documents"][0].pop("issued"), {"missed": 1}, "no date"),
    ("document.role", lambda g: g["documents"][0].update(role="basis"), {"wrong": 1}, "another role"),
    ("result.progress", lambda g: g["results"][0].update(done=4), {"wrong": 1}, "4/8 is not 5/8"),
    ("target", lambda g: g["targets"][0]["quantity"].update(max=None), {"wrong": 1}, "at least 20 is not 20"),
    ("target.direction", lambda g: g["targets"][0].update(direction="increase_to"), {"wrong": 1}, "another direction"),
    ("target.unit", lambda g: g["targets"][0]["quantity"].pop("unit"), {"missed": 1}, "no unit"),
    ("commitment.speaker", lambda g: g["commitments"][0].update(speaker="A1"), {"wrong": 1}, "another speaker"),
    ("commitment.on_behalf_of", lambda g: g["commitments"][0].pop("on_behalf_of"), {"missed": 1}, "the body left out"),
    ("meeting.date", lambda g: g["meeting"]["date"].update(edtf="2024-12-03"), {"wrong": 1}, "day and month changed over"),
    ("meeting.date", lambda g: g["meeting"].pop("date"), {"missed": 1}, "no date"),
    ("meeting.kind", lambda g: g["meeting"].update(kinds=["launch", "preliminary_review"]), {"wrong": 1}, "the first kind is the main one"),
    ("meeting.kinds", lambda g: g["meeting"].update(kinds=["launch", "preliminary_review"]), {"right": 1, "invented": 1}, "as a set"),
    ("meeting.organizer", lambda g: g["meeting"].update(organizers=["UBND xã"]), {"wrong": 1}, "half the words of the body"),
    ("meeting.place", lambda g: g["meeting"].update(place="xã Đồng Mít"), {"invented": 1}, "a place the gold does not have"),
]


@pytest.mark.parametrize(("field", "spoil", "expected", "reason"), CASES, ids=[f"{row[0]}: {row[3]}" for row in CASES])
def test_each_fault_is_counted_where_it_belongs(
    gold: GoldReport, tmp_path: Path, field: str, spoil: Spoil, expected: dict[str, int], reason: str
) -> None:
    assert verdicts(gold.report, spoilt(tmp_path, spoil), field) == expected, reason


def test_a_link_is_right_by_what_it_leads_to_and_not_by_its_id(gold: GoldReport, tmp_path: Path) -> None:
    def renumber(value: dict[str, Any]) -> None:
        value["attendees"].insert(0, {"id": "A1", "q": "UBND xã Đồng Mít", "kind": "organization", "roles": ["attendee"]})
        for n, attendee in enumerate(value["attendees"], 1):
            attendee["id"] = f"A{n}"
        value["commitments"][0]["speaker"] = "A3"

    assert verdicts(gold.report, spoilt(tmp_path, renumber), "commitment.speaker") == {"right": 1}


def test_a_list_announced_elsewhere_is_known_by_its_tasks(gold: GoldReport, tmp_path: Path) -> None:
    found = spoilt(tmp_path, lambda g: g["task_lists"][0].update(q="Hội nghị thống nhất"))
    assert verdicts(gold.report, found, "task_list") == {"missed": 1, "invented": 1}
    assert verdicts(gold.report, found, "task.list") == {"right": 2}


@settings(deadline=None)
@given(st.sets(st.sampled_from(["attendees", "documents", "results", "tasks", "commitments"])))
def test_what_is_missed_one_way_is_invented_the_other(gold: GoldReport, emptied: set[str]) -> None:
    dropped: dict[str, Any] = dict.fromkeys(emptied, ())
    if "tasks" in emptied:
        dropped["task_lists"] = ()
    if "attendees" in emptied and "commitments" not in emptied:
        dropped["commitments"] = tuple(c.model_copy(update={"speaker": None}) for c in gold.report.commitments)
    if "commitments" in emptied:
        dropped["targets"] = ()
    less = gold.report.model_copy(update=dropped)
    there, back = count(outcomes(gold.report, less)), count(outcomes(less, gold.report))
    assert there.keys() == back.keys()
    for field, counts in there.items():
        assert (counts.missed, counts.invented) == (back[field].invented, back[field].missed)
        assert counts.precision == 1.0 or not counts.found
        assert counts.gold == count(outcomes(gold.report, gold.report))[field].gold


def test_records_of_different_texts_are_not_compared(gold: GoldReport, tmp_path: Path) -> None:
    write_pair(tmp_path, text=TEXT + "Hết.\n")
    with pytest.raises(ValueError, match="different texts"):
        outcomes(gold.report, load_gold(tmp_path)[0].report)


def test_every_field_that_is_judged_has_a_label(gold: GoldReport) -> None:
    assert {outcome.field for outcome in outcomes(gold.report, gold.report)} <= FIELDS.keys()


def _many(tmp_path: Path, number: int) -> list[GoldReport]:
    for n in range(number):
        write_pair(tmp_path, f"r{n}")
    return load_gold(tmp_path)


def _less(gold: GoldReport) -> Report:
    """Every other report without its second task."""
    return gold.report if int(gold.name[1:]) % 2 else gold.report.model_copy(update={"tasks": gold.report.tasks[:1]})


def _row(rows: list[Row], field: str) -> Row:
    return next(row for row in rows if row.field == field)


def test_the_interval_holds_the_value_and_is_the_same_every_time(tmp_path: Path) -> None:
    golds = _many(tmp_path, 8)
    first, second = (_row(evaluate(golds, _less).rows(), "task") for _ in range(2))
    assert first == second
    assert first.counts == Counts(right=12, missed=4)
    assert first.interval is not None
    low, high = first.interval
    assert low < first.counts.f1 < high


def test_a_field_without_error_has_no_spread_and_one_report_no_interval(tmp_path: Path) -> None:
    golds = _many(tmp_path, 4)
    assert _row(evaluate(golds, _less).rows(), "meeting.date").interval == (1.0, 1.0)
    assert _row(evaluate(golds[:1], _less).rows(), "task").interval is None


@pytest.mark.parametrize(
    ("date", "year", "era"),
    [
        ("2014-12-31", 2014, ERAS[0]),
        ("2015-01-01", 2015, ERAS[1]),
        ("2025-06-30", 2025, ERAS[1]),
        ("2025-07-01", 2025, ERAS[2]),
        ("2024-12-31/2026-01-02", 2026, ERAS[2]),
        ("XXXX-03-12", 2009, ERAS[0]),
        (None, 2026, ERAS[2]),
        (None, 2025, ERAS[1]),
    ],
)
def test_the_era_is_that_of_the_meeting_else_of_the_gold(tmp_path: Path, date: str | None, year: int, era: str) -> None:
    value = sound()
    value["meta"]["era"] = year
    value["meeting"]["date"] = {"q": "Ngày 12/3/2024", "edtf": date}
    write_pair(tmp_path, gold=value)
    assert era_of(load_gold(tmp_path)[0]) == era


def test_items_invented_in_a_negative_are_counted_once_each(gold: GoldReport, tmp_path: Path) -> None:
    write_pair(tmp_path, gold={"meta": {**sound()["meta"], "kind": "negative"}, "meeting": {}})
    [negative] = load_gold(tmp_path)
    result = evaluate([negative], lambda _: gold.report)
    assert invented_in_negatives(result.reports) == {"r1": 3 + 1 + 1 + 1 + 2 + 1 + 1}


def test_errors_are_laid_at_the_door_of_the_rule_that_made_them(gold: GoldReport) -> None:
    tasks = (
        gold.report.tasks[0].model_copy(update={"method": "task.good"}),
        gold.report.tasks[1].model_copy(update={"method": "task.bad", "kind": "plan"}),
    )
    found = gold.report.model_copy(update={"tasks": tasks})
    methods = by_method(evaluate([gold], lambda _: found).reports)
    assert methods["task.kind", "task.good"] == Counts(right=1)
    assert methods["task.kind", "task.bad"] == Counts(wrong=1)


@pytest.mark.parametrize(("a", "b"), [("Hòa", "hoà"), ("uỷ  ban", "Ủy ban"), ("Y\u0323", "ỵ")], ids=["tone placement", "blanks and case", "composed"])
def test_norm_is_blind_to_what_does_not_matter(a: str, b: str) -> None:
    assert norm(a) == norm(b)


def test_norm_is_not_blind_to_tones_and_letters() -> None:
    assert len({norm(word) for word in ("ma", "má", "mà", "mả", "mâ", "đa", "da")}) == 7


@given(st.integers(0, 20), st.integers(1, 9), st.integers(0, 20), st.integers(1, 9))
def test_iou_is_symmetric_and_one_only_for_the_same_span(a: int, m: int, b: int, n: int) -> None:
    text = "x" * 40
    x, y = Span.at(text, a, a + m), Span.at(text, b, b + n)
    assert iou(x, y) == iou(y, x)
    assert (iou(x, y) == 1.0) is ((a, m) == (b, n))
    assert (iou(x, y) > 0) is (max(a, b) < min(a + m, b + n))


def test_small_comparisons() -> None:
    assert compact("12/KH - UBND") == compact("12/kh-ubnd")
    assert jaccard(None, "") == 0.0
    assert alike("UBND xã Đồng Mít", "UBND xã") == 0.0
    assert same_number(None, None)
    assert not same_number(None, 0)
    assert same_number(0.1 + 0.2, 0.3)
