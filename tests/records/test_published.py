"""The published schemas and examples say the same as the models."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from jsonschema import Draft202012Validator
from pydantic import ValidationError

from bienban.records import VOCABULARIES, Report, label, publish, vocabulary

SCHEMAS = Path(__file__).parents[2] / "schemas"
VALID = sorted((SCHEMAS / "examples" / "valid").glob("*.json"))
INVALID = sorted((SCHEMAS / "examples" / "invalid").glob("*.json"))
LITERALS = {
    "meeting_kind": vocabulary.MeetingKind,
    "time_of_day": vocabulary.TimeOfDay,
    "attendee_kind": vocabulary.AttendeeKind,
    "role": vocabulary.Role,
    "document_type": vocabulary.DocumentType,
    "document_role": vocabulary.DocumentRole,
    "system": vocabulary.System,
    "result_kind": vocabulary.ResultKind,
    "basis": vocabulary.Basis,
    "task_kind": vocabulary.TaskKind,
    "direction": vocabulary.Direction,
    "strength": vocabulary.Strength,
    "warning_code": vocabulary.WarningCode,
}


def _name(path: Path) -> str:
    return path.stem


def _schema_accepts(document: Any) -> bool:
    schema = json.loads((SCHEMAS / "report.schema.json").read_text(encoding="utf-8"))
    return bool(Draft202012Validator(schema).is_valid(document))


def test_published_files_are_those_of_the_models() -> None:
    published = {path.name: path.read_text(encoding="utf-8") for path in SCHEMAS.glob("*.json")}
    assert published == publish.rendered(), "run: python -m bienban.records.publish schemas"


def test_publish_writes_the_same_bytes_every_time(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in publish.publish(tmp_path / "a")}
    second = {path.name: path.read_bytes() for path in publish.publish(tmp_path / "b")}
    assert first == second
    assert b"\r" not in b"".join(first.values())


def test_command_line_wants_exactly_one_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert publish.main([]) == 2
    assert "usage" in capsys.readouterr().err
    assert publish.main([str(tmp_path)]) == 0
    assert (tmp_path / "report.schema.json").exists()


@pytest.mark.parametrize("name", sorted(publish.PUBLIC_MODELS))
def test_every_schema_is_a_schema(name: str) -> None:
    schema = publish.schema_of(name)
    Draft202012Validator.check_schema(schema)
    assert schema["additionalProperties"] is False
    assert schema["required"] == list(schema["properties"]), "every key is written, in this order"
    assert all("description" in field for field in schema["properties"].values())


@pytest.mark.parametrize("path", VALID, ids=_name)
def test_valid_example_is_accepted_by_both(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    report = Report.model_validate_json(content)
    assert _schema_accepts(json.loads(content))
    assert report.to_json(2) + "\n" == content, "reading and writing gives the same bytes"


@pytest.mark.parametrize("path", INVALID, ids=_name)
def test_invalid_example_is_refused(path: Path) -> None:
    content = path.read_text(encoding="utf-8")
    with pytest.raises(ValidationError):
        Report.model_validate_json(content)
    assert _schema_accepts(json.loads(content)) is path.stem.startswith("record--")


def test_examples_cover_every_list_and_every_model() -> None:
    report = json.loads((SCHEMAS / "examples" / "valid" / "every-field.json").read_text(encoding="utf-8"))
    assert [key for key, value in report.items() if value == []] == []
    assert len(VALID) >= 4
    assert len(INVALID) >= 30


@pytest.mark.parametrize("table", sorted(LITERALS))
def test_every_code_has_labels(table: str) -> None:
    assert tuple(VOCABULARIES[table]) == get_args(LITERALS[table])
    for code in VOCABULARIES[table]:
        assert label(table, code).strip()
        assert label(table, code, "en").strip()


def test_every_vocabulary_is_checked_here() -> None:
    assert set(VOCABULARIES) == set(LITERALS)
    assert label("task_kind", "directive") == "nhiệm vụ được giao, chỉ đạo"
    with pytest.raises(KeyError):
        label("task_kind", "wish")
