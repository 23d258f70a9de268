"""Xuất (export): a run as files other programs and people open: XLSX, CSV, JSONL, Parquet. Row by row, in memory that stays flat."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import IO, TYPE_CHECKING, Any

from bienban.corpus.files import replacing, unwritable
from bienban.corpus.forms import Form
from bienban.corpus.office import TABLES, OfficeTable
from bienban.corpus.open_run import Run
from bienban.corpus.schema import arrow_schema, tables
from bienban.errors import SettingsError
from bienban.render.cells import Cell
from bienban.render.csv_safe import write_csv
from bienban.render.sheets import Sheet, write_workbook

if TYPE_CHECKING:
    import duckdb

_BATCH = 1_000
_MEMORY = "1GB"


@dataclass(slots=True)
class Exported:
    """Kết quả xuất (exported): the files written, rows by table, and what the form could not hold as it was."""

    files: list[Path] = field(default_factory=list)
    rows: dict[str, int] = field(default_factory=dict)
    cut: int = 0
    plain_links: int = 0


def export(run: Run, form: Form, target: Path, wanted: Sequence[str] = (), *, delimiter: str = ",") -> Exported:
    """Xuất (export) a run to ``target``: a file for XLSX and JSONL, a folder of one file a table for CSV and Parquet.

    ``wanted`` names tables (all without it); JSONL, the whole records, takes none. Raises ``SettingsError``: BB301 for an
    unknown table, BB305 where it cannot be written; ``MissingDependencyError`` for a package that is not there.
    """
    _check(form, wanted)
    try:
        with run.connect(_MEMORY) as connection:
            return _FORMS[form](_Job(run, target, tuple(wanted), delimiter, connection))
    except OSError as error:
        raise unwritable(target, error) from None


@dataclass(frozen=True, slots=True)
class _Job:
    """What to export, where to, and the connection all its queries share."""

    run: Run
    target: Path
    wanted: tuple[str, ...]
    delimiter: str
    connection: duckdb.DuckDBPyConnection

    def takes(self, name: str) -> bool:
        return not self.wanted or name in self.wanted

    def rows(self, query: str, names: list[str] | None = None) -> Iterator[tuple[Any, ...]]:
        """Rows of a query, a thousand at a time; ``names`` is filled with the columns."""
        cursor = self.connection.cursor().execute(query)
        if names is not None:
            names[:] = [column[0] for column in cursor.description or ()]
        while rows := cursor.fetchmany(_BATCH):
            yield from rows

    def office_rows(self, table: OfficeTable, base: Path, counts: dict[str, int]) -> Iterator[list[Cell]]:
        """Rows as an office reads them; ``counts`` gets their number at the end. ``base`` is where links start from."""
        linker = _linker(base)
        number = 0
        names: list[str] = []
        for number, values in enumerate(self.rows(table.query, names), 1):
            yield table.row(number, dict(zip(names, values, strict=True)), linker)
        counts[table.key] = number


def table_names(form: Form) -> tuple[str, ...]:
    """Tên bảng (names of the tables) that a form can write."""
    if form in (Form.XLSX, Form.CSV):
        return tuple(table.key for table in TABLES)
    return () if form is Form.JSONL else tuple(tables())


def _check(form: Form, wanted: Sequence[str]) -> None:
    unknown = [name for name in wanted if name not in table_names(form)]
    if unknown:
        raise SettingsError.of("BB301", reason=f"{form}: {', '.join(unknown)}; {', '.join(table_names(form))}")


def _xlsx(job: _Job) -> Exported:
    counts: dict[str, int] = {}
    base = job.target.parent
    chosen = (table for table in TABLES if job.takes(table.key))
    sheets = (Sheet(table.name, table.headings, job.office_rows(table, base, counts), table.title) for table in chosen)
    base.mkdir(parents=True, exist_ok=True)
    written = write_workbook(job.target, sheets, title="bienban")
    return Exported([job.target], counts, written.cut, written.plain_links)


def _csv(job: _Job) -> Exported:
    done = Exported()
    for table in TABLES:
        if job.takes(table.key):
            path = job.target / f"{table.key}.csv"
            with _text_file(path) as stream:
                headings = [column.heading for column in table.headings]
                write_csv(stream, headings, job.office_rows(table, job.target, done.rows), excel=True, delimiter=job.delimiter)
            done.files.append(path)
    return done


def _csv_plain(job: _Job) -> Exported:
    done = Exported()
    for name in filter(job.takes, tables()):
        path = job.target / f"{name}.csv"
        with _text_file(path) as stream:
            rows = (map(_plain_cell, row) for batch in _batches(job.run, name) for row in zip(*batch.to_pydict().values(), strict=True))
            done.rows[name] = write_csv(stream, tables()[name].names, map(tuple, rows), delimiter=job.delimiter)
        done.files.append(path)
    return done


def _jsonl(job: _Job) -> Exported:
    """Every record, then a row for each input that has none."""
    done = Exported([job.target], {"records": 0, "failures": 0})
    with _text_file(job.target) as stream:
        for _, data in job.run.records_json():
            stream.write(data.decode("utf-8") + "\n")
            done.rows["records"] += 1
        for row in job.rows("SELECT path, member, error_code, error_vi, error_en FROM failures ORDER BY path, member"):
            stream.write(json.dumps(_failure(*row), ensure_ascii=False) + "\n")
            done.rows["failures"] += 1
    return done


def _failure(path: str, member: str, code: str, vi: str, en: str) -> dict[str, Any]:
    source = {"name": PurePath(path).name, "path": path, "member": member or None}
    return {"source": source, "error": {"code": code, "message_vi": vi, "message_en": en}}


def _parquet(job: _Job) -> Exported:
    import pyarrow.parquet as pq

    done = Exported()
    job.target.mkdir(parents=True, exist_ok=True)
    for name in filter(job.takes, tables()):
        path = job.target / f"{name}.parquet"
        done.rows[name] = 0
        with replacing(path) as temporary, pq.ParquetWriter(temporary, arrow_schema(tables()[name]), compression="zstd", version="2.6") as writer:
            for batch in _batches(job.run, name):
                writer.write_batch(batch)
                done.rows[name] += batch.num_rows
        done.files.append(path)
    return done


def _batches(run: Run, name: str) -> Iterator[Any]:
    """Record batches of a table, a thousand rows at a time."""
    import pyarrow.parquet as pq

    for path in run.files(name):
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(_BATCH)


def _linker(base: Path) -> Callable[[str], PurePath]:
    """Paths as a file in ``base`` should name them: relative where they lie below it, so that both can be moved together."""
    place = base.resolve()

    def link(path: str) -> PurePath:
        whole = PurePath(path)
        return whole.relative_to(place) if whole.is_relative_to(place) else whole

    return link


def _plain_cell(value: Any) -> Cell:
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return "true" if value else "false"
    shown: Cell = value.isoformat() if hasattr(value, "isoformat") else value
    return shown


@contextmanager
def _text_file(path: Path) -> Iterator[IO[str]]:
    """A UTF-8 file that appears whole or not at all; ``-`` is standard output."""
    if os.fspath(path) == "-":
        import sys

        yield sys.stdout
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as temporary, temporary.open("w", encoding="utf-8", newline="") as stream:
        yield stream


_FORMS: dict[Form, Callable[[_Job], Exported]] = {
    Form.XLSX: _xlsx, Form.CSV: _csv, Form.CSV_PLAIN: _csv_plain, Form.JSONL: _jsonl, Form.PARQUET: _parquet,
}  # fmt: skip
