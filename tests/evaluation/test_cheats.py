"""Predictors that try to cheat: none gains by it, and every field of the record is looked at."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bienban.evaluation.fields import FIELDS, outcomes
from bienban.evaluation.fields_rest import UNJUDGED
from bienban.evaluation.gold import LISTS, GoldReport, load_gold
from bienban.evaluation.metrics import Counts, count, era_of, evaluate, kind_of
from bienban.records import Report
from gold_maker import TEXT, sound, write_pair


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> GoldReport:
    folder = tmp_path_factory.mktemp("gold")
    write_pair(folder)
    return load_gold(folder)[0]


def scores(gold: Report, found: Report) -> dict[str, Counts]:
    return count(outcomes(gold, found))


def remade(report: Report, key: str, change: Callable[[list[dict[str, Any]]], list[dict[str, Any]]]) -> Report:
    """The report with one list changed, its items in text order and numbered anew."""
    letter = {name: sign for name, sign, _ in LISTS}[key]
    data = report.model_dump()
    rows = sorted(change(data[key]), key=lambda row: row["start"])
    data[key] = [{**row, "id": f"{letter}{n}"} for n, row in enumerate(rows, 1)]
    if key == "attendees":
        data["commitments"] = [{**row, "speaker": None} for row in data["commitments"]]
    return Report.model_validate(data)


def piece(row: dict[str, Any], start: int, end: int) -> dict[str, Any]:
    return {**row, "start": start, "end": end, "text": TEXT[start:end]}


JUDGED_LISTS = {
    "attendees": "attendee.name", "documents": "document.symbol", "results": "result.progress", "task_lists": "task_list", "tasks": "task",
    "targets": "target", "commitments": "commitment",
}  # fmt: skip


@pytest.mark.parametrize(("key", "field"), JUDGED_LISTS.items())
def test_saying_everything_twice_is_invention(gold: GoldReport, key: str, field: str) -> None:
    twice = remade(gold.report, key, lambda rows: [*rows, *rows])
    counts = scores(gold.report, twice)[field]
    assert counts.invented == counts.right > 0
    assert counts.precision == 0.5


def test_every_beginning_of_a_clause_is_no_better_than_the_clause(gold: GoldReport) -> None:
    def prefixes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [piece(row, row["start"], end) for row in rows for end in range(row["start"] + 5, row["end"] + 1, 3)]

    counts = scores(gold.report, remade(gold.report, "tasks", prefixes))["task"]
    assert counts.right <= counts.gold
    assert counts.f1 < 0.5


def test_one_span_over_everything_is_not_where_a_result_or_target_stands(gold: GoldReport) -> None:
    for key, fields in (("results", ("result.span", "result.strict")), ("targets", ("target.span", "target.strict"))):
        whole = remade(gold.report, key, lambda rows: [piece(row, 0, len(TEXT)) for row in rows])
        counts = scores(gold.report, whole)
        assert [counts[field].right for field in fields] == [0, 0]


def test_a_person_named_in_the_wrong_place_is_told(gold: GoldReport) -> None:
    at = TEXT.index("UBND")

    def moved(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        place = {"start": at, "end": at + 4, "text": "UBND"}
        return [{**row, **place, "mentions": [place]} if row["kind"] == "person" else row for row in rows]

    counts = scores(gold.report, remade(gold.report, "attendees", moved))
    assert counts["attendee.name"].f1 == 1.0, "a name is a name wherever it stands"
    assert counts["attendee.mention"].right == 1, "but its places are judged"


def test_an_empty_record_scores_nothing(gold: GoldReport) -> None:
    nothing = Report(source=gold.report.source, text=gold.report.text, provenance=gold.report.provenance)
    result = evaluate([gold], lambda _: nothing)
    assert {(row.counts.right, row.counts.f1, row.counts.precision, row.counts.recall) for row in result.rows()} == {(0, 0.0, 0.0, 0.0)}


@pytest.mark.parametrize("end", [len(TEXT) + 9, len(TEXT) - 1], ids=["outside the text", "other words"])
def test_a_span_that_is_not_where_it_says_is_no_record(gold: GoldReport, end: int) -> None:
    task = gold.report.tasks[0].model_copy(update={"end": end})
    with pytest.raises(ValueError, match="tasks\\[0\\]"):
        outcomes(gold.report, gold.report.model_copy(update={"tasks": (task,)}))


def test_a_link_to_nothing_is_no_record(gold: GoldReport) -> None:
    task = gold.report.tasks[0].model_copy(update={"assigner": "A9"})
    with pytest.raises(ValueError, match="A9"):
        outcomes(gold.report, gold.report.model_copy(update={"tasks": (task,)}))


def test_kinds_and_eras_add_up_to_the_whole(tmp_path: Path) -> None:
    for n, (kind, year) in enumerate((("press", 2012), ("portal", 2020), ("press", 2026), ("bien_ban", 2020))):
        value = sound()
        value["meta"].update(kind=kind, era=year)
        value["meeting"].pop("date")
        write_pair(tmp_path, f"r{n}", value)
    result = evaluate(load_gold(tmp_path), lambda g: g.report.model_copy(update={"tasks": g.report.tasks[:1]}) if g.name > "r1" else g.report)
    whole = {row.field: row.counts for row in result.rows()}
    for key in (kind_of, era_of):
        parts = result.by(key)
        assert len(parts) == 3
        for field, counts in whole.items():
            shares = [row.counts for rows in parts.values() for row in rows if row.field == field]
            assert Counts(*map(sum, zip(*shares, strict=True))) == counts


JUDGED = {
    "meeting.title": "meeting.title", "meeting.kinds": "meeting.kinds", "meeting.date": "meeting.date", "meeting.time_of_day": "meeting.time_of_day",
    "meeting.place": "meeting.place", "meeting.organizers": "meeting.organizer", "meeting.period": "meeting.period",
    "meeting.next_period": "meeting.next_period", "meeting.topic": "meeting.topic",
    "attendees.name": "attendee.name", "attendees.honorific_prefix": "attendee.honorific", "attendees.given_name": "attendee.given_name",
    "attendees.posts": "attendee.post.exact", "attendees.roles": "role.chair", "attendees.count": "attendee.count", "attendees.site": "attendee.site",
    "attendees.mentions": "attendee.mention",
    "documents.type": "document.type", "documents.symbol": "document.symbol", "documents.number": "document.number",
    "documents.issuers": "document.codes", "documents.issuer": "document.issuer", "documents.issued": "document.date",
    "documents.role": "document.role", "documents.mentions": "document.mention", "documents.year": "document.year",
    "results.kind": "result.kind", "results.quantity": "result.figure", "results.done": "result.progress", "results.total": "result.progress",
    "results.basis": "result.basis", "results.measure": "result.measure", "results.period": "result.period",
    "results.organization": "result.organization",
    "task_lists.declared_count": "task_list.declared", "task_lists.found_count": "task_list.found", "task_lists.partial": "task_list.partial",
    "task_lists.period": "task_list.period", "task_lists.agreed_by": "task_list.agreed_by",
    "tasks.list_id": "task.list", "tasks.parent_id": "task.parent", "tasks.ordinal": "task.ordinal", "tasks.marker": "task.marker",
    "tasks.kind": "task.kind", "tasks.assigner": "task.assigner", "tasks.lead": "task.lead", "tasks.coordinating": "task.coordinating",
    "tasks.due": "task.due", "tasks.product": "task.product",
    "targets.measure": "target.measure", "targets.quantity": "target", "targets.direction": "target.direction", "targets.due": "target.due",
    "targets.organization": "target.organization", "targets.task_id": "target.task", "targets.commitment_id": "target.commitment",
    "commitments.statement_id": "commitment.statement", "commitments.speaker": "commitment.speaker",
    "commitments.on_behalf_of": "commitment.on_behalf_of", "commitments.act": "commitment.act", "commitments.strength": "commitment.strength",
    "commitments.partners": "commitment.partner", "commitments.due": "commitment.due", "commitments.target_ids": "commitment.target",
}  # fmt: skip
_NOT_SAID = {"id", "confidence", "method", "start", "end", "text"}


def test_every_field_of_the_record_is_judged_or_named_with_the_reason() -> None:
    held = {f"{key}.{name}" for key, _, model in LISTS for name in model.model_fields if name not in _NOT_SAID}
    held |= {f"meeting.{name}" for name in type(Report.model_construct().meeting).model_fields}
    assert held - JUDGED.keys() == {name for name in UNJUDGED if name.count(".") == 1}
    assert set(JUDGED.values()) <= FIELDS.keys()


REST: list[tuple[str, Callable[[dict[str, Any]], object], str]] = [
    ("attendee.given_name", lambda g: g["attendees"][0].update(given_name="Văn"), "another given name"),
    ("attendee.mention", lambda g: g["attendees"][1].update(mentions=["Lò Thị Nếp"]), "a later mention left out"),
    ("role.unnamed", lambda g: g["attendees"][2].update(roles=["attendee", "speaker"]), "a role the group does not have"),
    ("document.number", lambda g: g["documents"][0].update(number="13"), "another number"),
    ("document.year", lambda g: g["documents"][0].update(year=2024, symbol="12/2024/KH-UBND"), "a year in the symbol"),
    ("result.measure", lambda g: g["results"][0].pop("measure"), "what was counted left out"),
    ("result.basis", lambda g: g["results"][0].update(basis="plan"), "of plan, not of all"),
    ("result.organization", lambda g: g["results"][0].update(organization="Xã"), "a body the gold does not have"),
    ("result.period", lambda g: g["results"][0].update(period={"q": "Ngày 12/3/2024", "edtf": "2024-03-12"}), "a period of its own"),
    ("task_list.partial", lambda g: g["task_lists"][0].update(partial=True), "called partial"),
    ("task_list.agreed_by", lambda g: g["task_lists"][0].update(agreed_by="Hội nghị"), "who agreed"),
    ("task.marker", lambda g: g["tasks"][0].pop("marker"), "its marker left out"),
    ("task.ordinal", lambda g: g["tasks"][0].update(ordinal=2), "another ordinal"),
    ("task.product", lambda g: g["tasks"][0].update(product="danh sách hòa giải viên"), "a product"),
    ("target.measure", lambda g: g["targets"][0].pop("measure"), "its measure left out"),
    ("target.organization", lambda g: g["targets"][0].update(organization="Xã"), "whose target"),
    ("commitment.act", lambda g: g["commitments"][0].update(act="Thay mặt"), "other words of binding"),
    ("commitment.partner", lambda g: g["commitments"][0].update(partners=["Xã"]), "a partner"),
    ("warning", lambda g: g["warnings"].append("ordinal_gap"), "a warning"),
]


@pytest.mark.parametrize(("field", "spoil", "reason"), REST, ids=[f"{row[0]}: {row[2]}" for row in REST])
def test_what_an_item_says_besides_is_judged(
    gold: GoldReport, tmp_path: Path, field: str, spoil: Callable[[dict[str, Any]], object], reason: str
) -> None:
    value = sound()
    spoil(value)
    write_pair(tmp_path, gold=value)
    counts = scores(gold.report, load_gold(tmp_path)[0].report)
    assert counts[field].wrong + counts[field].missed + counts[field].invented == 1, reason
    assert scores(gold.report, gold.report).get(field, Counts()).f1 in (0.0, 1.0)
