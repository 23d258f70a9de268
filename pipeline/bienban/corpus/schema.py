"""Lược đồ các bảng (schema): the tables of a dataset, derived from the models of the record.

========================  ==========================================  =============================================
table                     one row for each                            key
========================  ==========================================  =============================================
``inputs``                input: a file, a member of a zip, a row     ``(path, member)``; ``report_id`` joins
``failures``              input that could not be read                ``(path, member)``
``reports``               distinct content, failed ones too           ``report_id``
``attendees`` …           item of that list of a report               ``(report_id, id)``
``posts``                 post of an attendee                         ``(report_id, attendee_id, position)``
``task_lead`` …           entry of a list inside an item              ``(report_id, <item>_id, position)``
``meeting_organizers``    organiser of a meeting                      ``(report_id, position)``
``warnings``              warning of a report                         ``(report_id, position)``
``duplicates``            report that says what another says          ``(report_id, of_id)``
========================  ==========================================  =============================================

``report_id`` is the first 16 hexadecimal digits of the SHA-256 of the content, the ``source.id`` of the record. Other
columns that end in ``_id`` lead to ``id`` of the table they name, ``assigner`` and ``speaker`` to ``attendees.id``.
How fields become columns: :mod:`bienban.corpus.columns`. Nothing here needs Arrow but :func:`arrow_schema`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import BaseModel, Field

from bienban.corpus.columns import Column, Kind, columns_of, lists_of
from bienban.corpus.status import Status
from bienban.records import DocumentReference, Meeting, Provenance, Record, Report, Source
from bienban.records.base import Count, NonEmpty, Probability

if TYPE_CHECKING:
    import pyarrow as pa

TABLES_VERSION = "1"
"""Changed whenever a table, a column or the meaning of one changes: all parts are then written anew."""
REPORT_ID = Column("report_id", "string", (), "Key of the report: the first 16 hexadecimal digits of the SHA-256 of its content.")
_POSITION = Column("position", "integer", (), "Place in the list, from 0.")
Family = Literal["content", "input"]


class InputRow(Record):
    """Đầu vào (input): one thing the analyst gave, and what became of it."""

    path: NonEmpty = Field(description="Absolute path of the file; bytes that are no UTF-8 are shown as U+FFFD.")
    member: str = Field(description="Member of a zip, or row of a table (its id, else its number); empty for a plain file.")
    report_id: NonEmpty | None = Field(description="Key of the report read from it, before if it is out of reach now; null where there is none.")
    sha256: NonEmpty | None = Field(description="SHA-256 of its content.")
    size: Count | None = Field(description="Size of its content in bytes.")
    status: Status = Field(description="ok; partial (read, but with a warning that something was lost); failed.")
    missing: bool = Field(description="True where the input has vanished; its report is kept, until a new version, which cannot read it again.")
    error_code: NonEmpty | None = Field(description="Code of the error (BBnnn) where status is failed.")
    error_vi: NonEmpty | None = Field(description="The error in Vietnamese.")
    error_en: NonEmpty | None = Field(description="The error in English.")


class ReportStatus(Record):
    """Trạng thái (status) of a report: the part of its row that does not come from its record."""

    status: Status = Field(description="ok; partial (read, but with a warning that something was lost); failed.")
    error_code: NonEmpty | None = Field(default=None, description="Code of the error (BBnnn) where status is failed.")
    error_vi: NonEmpty | None = Field(default=None, description="The error in Vietnamese.")
    error_en: NonEmpty | None = Field(default=None, description="The error in English.")


class DuplicateRow(Record):
    """Trùng lặp (duplicate): a report that says what another one says, which has the smaller ``report_id`` of their group."""

    report_id: NonEmpty = Field(description="The report that repeats.")
    of_id: NonEmpty = Field(description="The report it repeats: the first of the group by report_id.")
    kind: Literal["exact", "near"] = Field(description="exact: the same text; near: a repost, with other words around or a changed headline.")
    similarity: Annotated[float, Probability] = Field(description="Share of the shorter text's five-word sequences that the other has too.")


@dataclass(frozen=True, slots=True)
class Table:
    """Bảng (table): its name, columns, where its rows are in a record, and what its parts are divided by.

    ``path`` is ``()`` for one row a report, ``("tasks",)`` for a list, ``("tasks", "lead")`` for a list in a list.
    """

    name: str
    columns: tuple[Column, ...]
    path: tuple[str, ...] = ()
    keys: int = 1
    family: Family = "content"

    @property
    def names(self) -> tuple[str, ...]:
        """Tên cột (names of the columns), in order."""
        return tuple(column.name for column in self.columns)


@cache
def tables() -> dict[str, Table]:
    """Mọi bảng (all tables) by name, in a fixed order."""
    found = [_reports(), *_lists(), _plain("inputs", InputRow, "input"), _failures(), _plain("duplicates", DuplicateRow, "content")]
    return {table.name: table for table in found}


def record_tables() -> tuple[Table, ...]:
    """Các bảng của bản ghi (tables of the record): those :func:`bienban.corpus.rows.rows_of` fills."""
    return tuple(table for table in tables().values() if table.name not in ("inputs", "failures", "duplicates"))


def _reports() -> Table:
    counts = tuple(Column(f"{name}_count", "integer", (name,), f"Number of rows of the report in {name}.") for name, _ in lists_of(Report))
    columns = (
        REPORT_ID,
        *columns_of(ReportStatus),
        *columns_of(Source, prefix="source_", path=("source",), without=frozenset({"id", "name"})),
        *columns_of(Meeting, prefix="meeting_", path=("meeting",)),
        *columns_of(DocumentReference, prefix="document_", path=("document",)),
        *columns_of(Report, without=frozenset({"source", "meeting", "document", "provenance"})),
        *columns_of(Provenance, prefix="provenance_", path=("provenance",)),
        *counts,
    )
    return Table("reports", columns)


def _lists() -> Iterator[Table]:
    for name, model in lists_of(Report):
        keyed = "id" in model.model_fields
        yield Table(name, (REPORT_ID, *(() if keyed else (_POSITION,)), *columns_of(model)), (name,), 1 if keyed else 2)
        yield from _nested(name, model)
    for name, model in lists_of(Meeting):
        yield Table(f"meeting_{name}", (REPORT_ID, _POSITION, *columns_of(model)), ("meeting", name), 2)


def _nested(parent: str, model: type[BaseModel]) -> Iterator[Table]:
    item = parent.removesuffix("s")
    key = Column(f"{item}_id", "string", (), f"The row of {parent} it belongs to.")
    for name, inner in lists_of(model):
        # Posts stand for themselves; a name like attendee_posts would help nobody.
        own = name if name == "posts" else f"{item}_{name}"
        yield Table(own, (REPORT_ID, key, _POSITION, *columns_of(inner)), (parent, name), 3)


def _plain(name: str, model: type[BaseModel], family: Family) -> Table:
    return Table(name, tuple(columns_of(model)), (), 0, family)


def _failures() -> Table:
    return Table("failures", tuple(columns_of(InputRow, without=frozenset({"status"}))), (), 0, "input")


def arrow_schema(table: Table) -> pa.Schema:
    """Lược đồ Arrow (Arrow schema) of a table: types, and what each column means as metadata."""
    import pyarrow as pa

    types: dict[Kind, Any] = {
        "string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_(), "date": pa.date32(),
        "strings": pa.list_(pa.string()),
    }  # fmt: skip
    fields = [pa.field(column.name, types[column.kind], metadata={"description": column.description}) for column in table.columns]
    return pa.schema(fields, metadata={"bienban.table": table.name, "bienban.tables_version": TABLES_VERSION})
