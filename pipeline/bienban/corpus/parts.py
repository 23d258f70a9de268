"""Phần (parts): one slice of the tables as Parquet files, each whole or not there at all.

A slice holds the reports whose hash begins alike, in the order of their hashes, so what is in it depends on nothing but the
contents: not on the order of reading, on crashes, or on the number of workers. Row groups end after so many reports or
so much text, which bounds the memory and depends on the contents alone as well.
"""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from bienban.corpus.files import replacing, sha256_of
from bienban.corpus.ledger import open_for_reading
from bienban.corpus.rows import Row, Rows, failed_row, report_id_of, rows_of
from bienban.corpus.schema import Table, arrow_schema, record_tables, tables
from bienban.errors import InputError
from bienban.workers.job import Job, error_of

Slice = Literal["content", "input", "duplicates"]
SLICES: dict[Slice, tuple[str, ...]] = {
    "content": tuple(table.name for table in record_tables()), "input": ("inputs", "failures"), "duplicates": ("duplicates",),
}  # fmt: skip
_GROUP_REPORTS, _GROUP_BYTES = 256, 16 * 2**20
_PREFIX_BITS = 32
TARGET = "bienban.corpus.parts:writing"


@dataclass(frozen=True, slots=True)
class Part:
    """Phần (part): which slice, which of ``2**bits`` ranges of the hash, and the digest of what it is made from."""

    slice: Slice
    bits: int
    index: int
    fingerprint: str

    @property
    def low(self) -> str:
        """First hash prefix of the range."""
        return f"{self.index << (_PREFIX_BITS - self.bits):08x}"

    @property
    def high(self) -> str:
        """First hash prefix after the range; ``g`` comes after every hexadecimal digit."""
        return "g" if self.index + 1 == 1 << self.bits else f"{(self.index + 1) << (_PREFIX_BITS - self.bits):08x}"

    def file(self, table: str) -> str:
        """Tên tệp (file) of the part of ``table``, relative to the run's folder."""
        return f"tables/{table}/part-{self.bits:02d}-{self.index:04x}-{self.fingerprint}.parquet"


@dataclass(frozen=True, slots=True)
class PartFile:
    """Tệp của phần (part file): its name, rows, size in bytes and SHA-256."""

    table: str
    file: str
    rows: int
    size: int
    sha256: str


def writing(ledger: str, version: str, out: str) -> Callable[[Job], bytes]:
    """Ghi phần (writing): a target for workers: a :class:`Part` as JSON in, its :class:`PartFile` list as JSON out."""
    connection = open_for_reading(Path(ledger))

    def handle(job: Job) -> bytes:
        files = write_part(connection, version, Path(out), Part(**json.loads(job.data)))
        return json.dumps([asdict(file) for file in files]).encode()

    return handle


def write_part(connection: sqlite3.Connection, version: str, out: Path, part: Part) -> list[PartFile]:
    """Ghi một phần (write a part): its files, in ``out``. Raises ``SettingsError`` BB305 where the disk is full."""
    names = SLICES[part.slice]
    with ExitStack() as stack:
        writers = {name: _Writer(tables()[name], stack.enter_context(replacing(out / part.file(name)))) for name in names}
        for writer in writers.values():
            stack.enter_context(writer)
        for rows in _groups(_rows(connection, version, part)):
            for name, writer in writers.items():
                writer.write(rows[name])
    return [part_file(out, name, part.file(name)) for name in names]


def part_file(out: Path, table: str, file: str) -> PartFile:
    """Tệp đã ghi (a file that is there): counted and hashed."""
    import pyarrow.parquet as pq

    path = out / file
    return PartFile(table, file, pq.read_metadata(path).num_rows, path.stat().st_size, sha256_of(path))


class _Writer:
    """Bộ ghi (writer) of one Parquet file, one row group for each call."""

    def __init__(self, table: Table, path: Path) -> None:
        import pyarrow.parquet as pq

        self.schema = arrow_schema(table)
        self.file = pq.ParquetWriter(path, self.schema, compression="zstd", version="2.6")

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.file.close()
        finally:
            # Where the disk is full, Arrow would try again while it is being forgotten, and complain on standard error.
            self.file.is_open = False

    def write(self, rows: list[Row]) -> None:
        import pyarrow as pa

        if rows:
            columns = [pa.array(values, field.type) for values, field in zip(zip(*rows, strict=True), self.schema, strict=True)]
            self.file.write_table(pa.Table.from_arrays(columns, schema=self.schema))


def _groups(reports: Iterator[tuple[int, Rows]]) -> Iterator[Rows]:
    gathered: Rows = {}
    number = weight = 0
    for size, rows in reports:
        for name, some in rows.items():
            gathered.setdefault(name, []).extend(some)
        number, weight = number + 1, weight + size
        if number >= _GROUP_REPORTS or weight >= _GROUP_BYTES:
            yield gathered
            gathered, number, weight = {name: [] for name in gathered}, 0, 0
    if number:
        yield gathered


def _rows(connection: sqlite3.Connection, version: str, part: Part) -> Iterator[tuple[int, Rows]]:
    """The rows of a part, one report, input or pair at a time, each with its weight in bytes."""
    values = {"version": version, "low": part.low, "high": part.high}
    found = connection.execute(_QUERIES[part.slice], values)
    make = {"content": _content_rows, "input": _input_rows, "duplicates": _duplicate_rows}[part.slice]
    return (make(row) for row in found)


_QUERIES: dict[Slice, str] = {
    "content": (
        "SELECT sha256, status, error_code, error_vi, error_en, record FROM content c WHERE version = :version AND sha256 >= :low AND sha256 < :high "
        "AND status != 'running' AND EXISTS (SELECT 1 FROM path p WHERE p.sha256 = c.sha256) ORDER BY sha256"
    ),
    "input": (
        "SELECT p.path, p.member, p.sha256, p.size, p.missing, c.status, p.error_code IS NOT NULL, coalesce(p.error_code, c.error_code), "
        "coalesce(p.error_vi, c.error_vi), "
        "coalesce(p.error_en, c.error_en) FROM path p LEFT JOIN content c ON c.version = :version AND c.sha256 = p.sha256 "
        "WHERE p.key >= :low AND p.key < :high ORDER BY p.key, p.path, p.member"
    ),
    "duplicates": (
        "SELECT sha256, of_sha256, kind, similarity FROM duplicate WHERE :version != '' "
        "AND sha256 >= :low AND sha256 < :high ORDER BY sha256, of_sha256"
    ),
}


def _content_rows(row: Row) -> tuple[int, Rows]:
    sha256, _, code, vi, en, packed = row
    if packed is None:
        empty: Rows = {table.name: [] for table in record_tables()}
        return 0, empty | {"reports": [failed_row(sha256, error_of(code, vi, en))]}
    record = zlib.decompress(packed)
    return len(record), rows_of(json.loads(record))


def _input_rows(row: Row) -> tuple[int, Rows]:
    path, member, sha256, size, missing, status, out_of_reach, *error = row
    shown = status if status in ("ok", "partial") and not out_of_reach else "failed"
    unread = sha256 is not None and status in (None, "running")
    if unread and not out_of_reach:
        gone = InputError.of("BB110")
        error = [gone.code, gone.message_vi, gone.message_en]
    head = (path, member, None if sha256 is None or unread else report_id_of(sha256), sha256, size)
    failure: list[Row] = [(*head, bool(missing), *error)] if shown == "failed" else []
    return 0, {"inputs": [(*head, shown, bool(missing), *error)], "failures": failure}


def _duplicate_rows(row: Row) -> tuple[int, dict[str, list[Any]]]:
    sha256, of, kind, similarity = row
    return 0, {"duplicates": [(report_id_of(sha256), report_id_of(of), kind, similarity)]}
