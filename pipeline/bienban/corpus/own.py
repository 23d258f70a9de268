"""Của chính mình (own files): what this program wrote, so that a run over a folder never takes its own output for reports.

Only in folders that are walked: a file that is named outright is read for what it says.
"""

from __future__ import annotations

import csv
import os
import re
from functools import cache

from bienban.corpus.media import suffix

_SQLITE = b"SQLite format 3\0"
_MARKS = (".lock", "dataset.json")
_RECORD = re.compile(rb'\s*\{"schema_version":\s*"[^"]*",\s*"source":\s*\{"id":')
_HEAD = 4096
_TABLE = b"bienban.table"


def is_archive(folder: str) -> bool:
    """Là kho (is an archive): a folder ``bienban run`` wrote its tables to, also one whose first run was killed."""
    marked = any(os.path.isfile(os.path.join(folder, name)) for name in _MARKS)
    return marked and _starts(os.path.join(folder, "ledger.sqlite")).startswith(_SQLITE)


def is_export(path: str) -> bool:
    """Là bản xuất (is an export): records as JSONL, or a table as CSV or Parquet, that ``bienban export`` or ``extract`` wrote."""
    kind = suffix(path)
    if kind in (".jsonl", ".ndjson"):
        return _RECORD.match(_starts(path)) is not None
    if kind == ".csv":
        return _is_heading(_starts(path).decode("utf-8-sig", "replace").partition("\r\n")[0])
    return kind == ".parquet" and _is_table(path)


def _is_heading(line: str) -> bool:
    try:
        return any(tuple(next(csv.reader([line], delimiter=sign), ())) in _headings() for sign in ",;\t|")
    except csv.Error:
        # A line that ends in anything but CR LF is none that the program wrote.
        return False


@cache
def _headings() -> frozenset[tuple[str, ...]]:
    from bienban.corpus.office import TABLES
    from bienban.corpus.schema import tables

    return frozenset({*(table.names for table in tables().values()), *(tuple(column.heading for column in table.headings) for table in TABLES)})


def _is_table(path: str) -> bool:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        return False
    try:
        return _TABLE in (pq.read_schema(path).metadata or {})
    except (OSError, pa.ArrowException):
        return False


def _starts(path: str) -> bytes:
    try:
        with open(path, "rb") as handle:
            return handle.read(_HEAD)
    except OSError:
        return b""
