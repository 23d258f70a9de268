"""Hàng (rows): the rows of every table that one record gives. Pure: plain values in, tuples out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from bienban.corpus.columns import Column
from bienban.corpus.dates import bounds
from bienban.corpus.schema import REPORT_ID, Table, record_tables, tables
from bienban.corpus.status import status_of
from bienban.errors import BienbanError
from bienban.records import Report

Row = tuple[Any, ...]
Rows = dict[str, list[Row]]
_STATUS = ("status", "error_code", "error_vi", "error_en")
REPORT_ID_LENGTH = 16


def report_id_of(sha256: str) -> str:
    """Mã báo cáo (report id) of the SHA-256 of its content, as the record's ``source.id``."""
    return sha256[:REPORT_ID_LENGTH]


def rows_of(record: Mapping[str, Any] | Report) -> Rows:
    """Các hàng của bản ghi (rows of a record): for each table of the record its rows, values in the order of the columns.

    ``record`` is a report, or its JSON already parsed. Every table is there, empty or not.
    """
    plain: Mapping[str, Any] = record.model_dump(mode="json") if isinstance(record, Report) else record
    report_id = plain["source"]["id"]
    head = {"report_id": report_id, "status": status_of(plain)}
    rows: Rows = {"reports": [_report_row(plain, head)]}
    for table in record_tables()[1:]:
        rows[table.name] = list(_list_rows(table, plain, report_id))
    return rows


def failed_row(sha256: str, error: BienbanError) -> Row:
    """Hàng của nội dung không đọc được (row of a failed content) in ``reports``: its key and its error, the rest null."""
    values = {
        "report_id": report_id_of(sha256), "status": "failed", "error_code": error.code, "error_vi": error.message_vi,
        "error_en": error.message_en, "source_sha256": sha256,
    }  # fmt: skip
    return tuple(values.get(name) for name in tables()["reports"].names)


def _report_row(record: Mapping[str, Any], head: Mapping[str, Any]) -> Row:
    return tuple(_report_value(record, head, column) for column in tables()["reports"].columns)


def _report_value(record: Mapping[str, Any], head: Mapping[str, Any], column: Column) -> Any:
    if column is REPORT_ID or column.name in _STATUS:
        return head.get(column.name)
    if column.name.endswith("_count") and len(column.path) == 1:
        return len(record[column.path[0]])
    return _value(record, column)


def _list_rows(table: Table, record: Mapping[str, Any], report_id: str) -> Iterator[Row]:
    columns = _data_columns(table.name)
    for keys, item in _items(table.path, record):
        yield (report_id, *keys[: table.keys - 1], *(_value(item, column) for column in columns))


def _items(path: Sequence[str], record: Mapping[str, Any]) -> Iterator[tuple[Row, Mapping[str, Any]]]:
    """Entries of the list at ``path``, each with the keys that come after the report's."""
    if len(path) == 1 or path[0] == "meeting":
        parent = record if len(path) == 1 else record["meeting"]
        yield from (((position,), item) for position, item in enumerate(parent[path[-1]]))
        return
    parents = record[path[0]]
    if path[0] == "documents" and record["document"] is not None:
        # The report's own number and date has issuers and mentions like any other document; its id is D0.
        parents = [record["document"], *parents]
    for parent in parents:
        yield from (((parent["id"], position), item) for position, item in enumerate(parent[path[1]]))


@cache
def _data_columns(name: str) -> tuple[Column, ...]:
    table = tables()[name]
    return table.columns[table.keys :]


def _value(item: Mapping[str, Any], column: Column) -> Any:
    value: Any = item
    for key in column.path:
        if value is None:
            return None
        value = value.get(key)
    if column.derived is None:
        # A number column holds what JSON may have written as an integer.
        return float(value) if column.kind == "number" and value is not None else value
    if column.derived == "names":
        return None if value is None else [one["name"] or one["text"] for one in value]
    return bounds(value)[column.derived == "last"]
