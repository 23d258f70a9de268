"""Công bố lược đồ (publish): the JSON Schemas of the records, for readers in other languages.

``python -m bienban.records.publish FOLDER`` writes them; the same version gives the same bytes.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from bienban.records.base import Organization, Quantity, Record, Span, When
from bienban.records.documents import DocumentReference, Issuer
from bienban.records.meeting import Meeting
from bienban.records.people import Attendee, Post
from bienban.records.report import SCHEMA_VERSION, Provenance, Report, ReportWarning, Source
from bienban.records.vocabulary import VOCABULARIES
from bienban.records.work import Commitment, Result, Target, Task, TaskList

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PUBLIC_MODELS: Mapping[str, type[Record]] = {
    "report": Report,
    "source": Source,
    "provenance": Provenance,
    "warning": ReportWarning,
    "meeting": Meeting,
    "attendee": Attendee,
    "post": Post,
    "document_reference": DocumentReference,
    "issuer": Issuer,
    "result": Result,
    "task_list": TaskList,
    "task": Task,
    "target": Target,
    "commitment": Commitment,
    "span": Span,
    "when": When,
    "quantity": Quantity,
    "organization": Organization,
}


class _Plain(GenerateJsonSchema):
    """Every key is always written, so defaults would mislead; titles of fields repeat their names."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])


def schema_of(name: str) -> dict[str, Any]:
    """Lược đồ (schema of a model): of what is written, so every key is required; may raise ``KeyError``."""
    schema = PUBLIC_MODELS[name].model_json_schema(mode="serialization", schema_generator=_Plain)
    return {"$schema": DIALECT, "$id": f"urn:bienban:record:{SCHEMA_VERSION}:{name}", **schema}


def schema_text(name: str) -> str:
    """Lược đồ dạng chữ (schema text): the published bytes of one schema, as text."""
    return _json(schema_of(name))


def schemas() -> dict[str, dict[str, Any]]:
    """Mọi lược đồ (schemas): name to JSON Schema, for every public model."""
    return {name: schema_of(name) for name in PUBLIC_MODELS}


def rendered() -> dict[str, str]:
    """Toàn bộ tệp (rendered): file name to file content, for every schema and for the table of codes."""
    files = {f"{name}.schema.json": schema_text(name) for name in PUBLIC_MODELS}
    tables = {table: {code: entry._asdict() for code, entry in labels.items()} for table, labels in VOCABULARIES.items()}
    files["vocabulary.json"] = _json(tables)
    return files


def publish(folder: Path) -> list[Path]:
    """Ghi lược đồ (publish): write every file into ``folder``, made if missing; returns the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in rendered().items():
        path = folder / name
        path.write_text(content, encoding="utf-8", newline="\n")
        paths.append(path)
    return paths


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def main(arguments: Sequence[str]) -> int:
    """Chạy từ dòng lệnh (main): publish into the one folder named; returns the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m bienban.records.publish FOLDER\n")
        return 2
    publish(Path(arguments[0]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
