"""The tables follow the models: every field has its column, every row its key, every key its row."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings

import bienban
from bienban.corpus.dates import bounds
from bienban.corpus.rows import failed_row, rows_of
from bienban.corpus.schema import arrow_schema, record_tables, tables
from bienban.corpus.status import status_of
from bienban.errors import InputError
from bienban.records import Report, ReportWarning
from bienban.records.edtf import check_edtf
from processes import SAMPLES
from reports_made import reports

MEANT = [
    "reports", "attendees", "posts", "documents", "results", "task_lists", "tasks", "targets", "commitments", "warnings", "failures", "inputs",
    "duplicates", "task_lead", "task_coordinating", "commitment_partners", "document_issuers", "document_mentions", "attendee_mentions",
    "meeting_organizers",
]  # fmt: skip
LINKS = {
    ("tasks", "list_id"): "task_lists", ("tasks", "parent_id"): "tasks", ("tasks", "assigner"): "attendees", ("targets", "task_id"): "tasks",
    ("targets", "commitment_id"): "commitments", ("commitments", "speaker"): "attendees", ("posts", "attendee_id"): "attendees",
    ("attendee_mentions", "attendee_id"): "attendees", ("task_lead", "task_id"): "tasks", ("task_coordinating", "task_id"): "tasks",
    ("commitment_partners", "commitment_id"): "commitments",
}  # fmt: skip


def sample(name: str = "so-ket-phoi-hop.txt") -> Report:
    return bienban.extract((SAMPLES / name).read_bytes())


def frames(report: Report) -> dict[str, list[dict[str, Any]]]:
    return {name: [dict(zip(tables()[name].names, row, strict=True)) for row in rows] for name, rows in rows_of(report).items()}


def leaves(value: Any) -> int:
    """Values of a record that are neither null nor empty, wherever they are."""
    if isinstance(value, dict):
        return sum(map(leaves, value.values()))
    if isinstance(value, list):
        return sum(map(leaves, value))
    return value is not None


def test_tables() -> None:
    assert sorted(tables()) == sorted(MEANT)


@pytest.mark.parametrize("name", MEANT)
def test_arrow_schemas(name: str) -> None:
    schema = arrow_schema(tables()[name])
    assert schema.names == list(dict.fromkeys(schema.names)), "no two columns of one name"
    for field in schema:
        assert field.metadata[b"description"]
        expected = pa.date32() if field.name.endswith(("_first", "_last")) else None
        assert expected in (None, field.type)


def test_columns_of_a_deadline_a_quantity_and_a_body() -> None:
    names = " ".join(tables()["tasks"].names)
    assert "lead coordinating due_text due_start due_end due_edtf due_inferred due_recurring due_first due_last" in names
    assert {"quantity_min", "quantity_max", "quantity_unit", "quantity_per_text", "organization_name"} <= set(tables()["targets"].names)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_every_value_of_the_record_is_in_some_row(name: str) -> None:
    report = sample(name)
    plain = json.loads(report.to_json())
    held = sum(leaves(list(row.values())) for rows in frames(report).values() for row in rows)
    assert held >= leaves(plain)
    words = {v for rows in frames(report).values() for row in rows for v in row.values() if isinstance(v, str)}
    assert {task.due.text for task in report.tasks if task.due} <= words


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_rows_of_a_model_and_of_its_json_are_the_same(name: str) -> None:
    report = sample(name)
    assert rows_of(report) == rows_of(json.loads(report.to_json()))


@settings(max_examples=25, deadline=None)
@given(reports())
def test_keys_join_and_types_fit(text: str) -> None:
    report = bienban.extract(text)
    rows = frames(report)
    for table in record_tables():
        schema = arrow_schema(table)
        made = pa.Table.from_pylist(rows[table.name], schema)
        assert made.to_pylist() == rows[table.name]
        keys = [tuple(row[name] for name in ("report_id", "id", "attendee_id", "task_id", "position") if name in row) for row in rows[table.name]]
        assert len(set(keys)) == len(keys) or table.name not in ("tasks", "posts")
        assert {row["report_id"] for row in rows[table.name]} <= {report.source.id}
    for (table_name, column), target in LINKS.items():
        known = {row["id"] for row in rows[target]}
        assert {row[column] for row in rows[table_name]} - {None} <= known


def test_a_deadline_has_both_forms() -> None:
    due = [(row["due_edtf"], row["due_first"], row["due_last"]) for row in frames(sample())["tasks"] if row["due_edtf"]]
    assert due == [
        ("../2023-08-15", None, date(2023, 8, 15)),
        ("2023-36", date(2023, 10, 1), date(2023, 12, 31)),
        ("../2023-12-10", None, date(2023, 12, 10)),
    ]


@pytest.mark.parametrize(
    ("edtf", "first", "last"),
    [
        ("2021-09-09", (2021, 9, 9), (2021, 9, 9)),
        ("2024-02", (2024, 2, 1), (2024, 2, 29)),
        ("2024", (2024, 1, 1), (2024, 12, 31)),
        ("2024-35", (2024, 7, 1), (2024, 9, 30)),
        ("2024-21", (2024, 1, 1), (2024, 12, 31)),
        ("2024-01/2024-06", (2024, 1, 1), (2024, 6, 30)),
        ("2020/2025", (2020, 1, 1), (2025, 12, 31)),
        ("../2030", None, (2030, 12, 31)),
        ("2024-05-01/..", (2024, 5, 1), None),
        ("202X", (2020, 1, 1), (2029, 12, 31)),
        ("20XX", (2000, 1, 1), (2099, 12, 31)),
        ("XXXX-09-09", None, None),
        ("2024-XX-09", (2024, 1, 1), (2024, 12, 31)),
        ("0000", (1, 1, 1), (1, 12, 31)),
        (None, None, None),
    ],
)
def test_bounds(edtf: str | None, first: tuple[int, int, int] | None, last: tuple[int, int, int] | None) -> None:
    if edtf is not None:
        check_edtf(edtf)
    assert bounds(edtf) == (first and date(*first), last and date(*last))


@pytest.mark.parametrize(("code", "status"), [("text_truncated", "partial"), ("undecodable_bytes", "partial"), ("year_inferred", "ok")])
def test_what_makes_a_report_partial(code: Any, status: str) -> None:
    report = sample().model_copy(update={"warnings": (ReportWarning(code=code, message_vi="x", message_en="x"),)})
    assert status_of(report.model_dump(mode="json")) == status
    assert frames(report)["reports"][0]["status"] == status


def test_a_failed_content_has_its_row() -> None:
    row = dict(zip(tables()["reports"].names, failed_row("ab" * 32, InputError.empty()), strict=True))
    assert {key: value for key, value in row.items() if value is not None} == {
        "report_id": "ab" * 8, "status": "failed", "error_code": "BB101", "error_vi": "Tệp hoặc văn bản rỗng.", "error_en": "The input is empty.",
        "source_sha256": "ab" * 32,
    }  # fmt: skip


def test_issuers_of_the_reports_own_number_are_told_from_those_of_cited_documents() -> None:
    report = sample("thong-bao-ket-luan.txt")
    assert report.document is not None
    own = [row for row in frames(report)["document_issuers"] if row["document_id"] == "D0"]
    assert [row["code"] for row in own] == [issuer.code for issuer in report.document.issuers]
