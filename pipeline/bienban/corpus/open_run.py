"""Mở kết quả (open a run): the tables of a run's folder in pandas, Polars, Arrow and SQL, its records, and search over it.

>>> run = bienban.open_run("ra")                         # doctest: +SKIP
>>> late = run.commitments[run.commitments["due_last"] < "2024-06-30"]   # doctest: +SKIP
>>> run.search("dan van kheo", kinds=["task"])           # doctest: +SKIP
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from bienban.corpus.dataset import NAME as DATASET
from bienban.corpus.dataset import Dataset, check_dataset, facts
from bienban.corpus.rows import report_id_of
from bienban.corpus.run import LEDGER
from bienban.corpus.schema import tables
from bienban.errors import MissingDependencyError, SettingsError
from bienban.records import Report

if TYPE_CHECKING:
    import sqlite3

    import duckdb
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from bienban.corpus.search import Hit
    from bienban.corpus.search_passages import Kind

INDEX = "search.sqlite"
_MOST_ASKED = 500


class Run:
    """Kết quả của một lần chạy (run): read-only, one state of the tables, each loaded when first asked for and then kept.

    Every table is an attribute and a pandas frame: ``reports``, ``attendees``, ``posts``, ``documents``, ``results``, ``tasks``,
    ``task_lists``, ``targets``, ``commitments``, ``warnings``, ``inputs``, ``failures``, ``duplicates`` and the tables of lists inside them
    (``task_lead``, ``commitment_partners`` …; :attr:`tables` names all). ``report_id`` joins them. After another
    ``bienban run`` in the folder, open it again.
    """

    if TYPE_CHECKING:
        reports: pd.DataFrame
        attendees: pd.DataFrame
        posts: pd.DataFrame
        documents: pd.DataFrame
        results: pd.DataFrame
        tasks: pd.DataFrame
        task_lists: pd.DataFrame
        targets: pd.DataFrame
        commitments: pd.DataFrame
        warnings: pd.DataFrame
        inputs: pd.DataFrame
        failures: pd.DataFrame
        duplicates: pd.DataFrame

    def __init__(self, folder: str | Path) -> None:
        """Mở (open) the folder of ``bienban run … --out FOLDER``. Raises ``SettingsError`` BB304: it is none, or is damaged."""
        self.folder = Path(folder)
        if not (self.folder / DATASET).is_file():
            reason = "đây không phải thư mục kết quả của bienban run / this is no folder that bienban run has written"
            raise SettingsError.of("BB304", name=str(folder), reason=reason)
        self.dataset: Dataset = check_dataset(self.folder)
        self._frames: dict[str, pd.DataFrame] = {}

    def __repr__(self) -> str:
        rows = self.dataset.rows()
        return f"<Run {str(self.folder)!r}: {rows['reports']} reports, {rows['tasks']} tasks, {rows['commitments']} commitments>"

    def __enter__(self) -> Self:
        """The same run."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close."""
        self.close()

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *tables()})

    def __getattr__(self, name: str) -> Any:
        if name not in tables():
            raise AttributeError(f"a run has no table and no attribute {name!r}")
        if name not in self._frames:
            self._frames[name] = self.frame(name)
        return self._frames[name]

    @property
    def tables(self) -> tuple[str, ...]:
        """Tên các bảng (names of the tables)."""
        return tuple(tables())

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Lý lịch (manifest) of the last run that ended in the folder: versions, configuration, inputs, counts and times."""
        from bienban.corpus.manifest import latest_first

        last = next(latest_first(self.folder), None)
        if last is None:
            reason = "chưa có lần chạy nào kết thúc / no run has ended in it"
            raise SettingsError.of("BB304", name=str(self.folder), reason=reason)
        return last.value

    def frame(self, table: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Khung pandas (pandas frame) of a table, or of some of its columns; not kept. ``KeyError`` for an unknown name."""
        from bienban.corpus.frames import to_pandas

        return to_pandas(self.arrow(table, columns), table)

    def polars(self, table: str, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Khung Polars (Polars frame) of a table. ``MissingDependencyError`` without Polars."""
        from bienban.corpus.frames import to_polars

        return to_polars(self.arrow(table, columns), table)

    def arrow(self, table: str, columns: Sequence[str] | None = None) -> pa.Table:
        """Bảng Arrow (Arrow table), or some of its columns. ``KeyError`` for an unknown name."""
        parquet = _package("pyarrow.parquet")
        import pyarrow as pa

        wanted = self._known(table, columns)
        try:
            parts = [parquet.read_table(path, columns=wanted, memory_map=True, partitioning=None) for path in self.files(table)]
        except FileNotFoundError:
            raise self._replaced() from None
        return pa.concat_tables(parts)

    def scan(self, table: str) -> pl.LazyFrame:
        """Bảng Polars lười (lazy Polars frame): reads only what the query needs. ``MissingDependencyError`` without Polars."""
        polars = _package("polars")
        self._known(table, None)
        lazy: pl.LazyFrame = polars.scan_parquet(self.files(table), glob=False, hive_partitioning=False)
        return lazy

    def sql(self, query: str, parameters: Sequence[Any] | Mapping[str, Any] | None = None) -> duckdb.DuckDBPyRelation:
        """Hỏi bằng SQL (query): a DuckDB relation over the tables by their names; ``.df()``, ``.pl()``, ``.arrow()`` or ``.fetchall()`` it."""
        return self._database.sql(query, params=parameters)

    def files(self, table: str) -> list[Path]:
        """Các tệp Parquet (Parquet files) of a table, in the order of its rows."""
        return [self.folder / file.file for file in self.dataset.of(table)]

    def records(self) -> Iterator[Report]:
        """Các bản ghi (records): the whole record of every report that was read, by ``report_id``, one at a time."""
        return (Report.model_validate_json(data) for _, data in self.records_json())

    def records_json(self, report_ids: Iterable[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """Bản ghi dạng JSON (records as JSON): ``report_id`` and the bytes of each, all or those asked for, by ``report_id``."""
        from bienban.corpus.stored import stored_records

        known = self._contents
        wanted = known if report_ids is None else sorted({one for one in report_ids if one in known})
        contents = (known[report_id] for report_id in wanted)
        records = stored_records(self.folder / LEDGER, self.dataset.version.key, contents)
        return ((report_id_of(sha256), data) for sha256, data in records)

    def record(self, report_id: str) -> Report:
        """Một bản ghi (one record). ``KeyError`` where no report of that id was read."""
        for _, data in self.records_json([report_id]):
            return Report.model_validate_json(data)
        raise KeyError(report_id)

    def search(
        self, text: str = "", *, person: str = "", body: str = "", document: str = "", due_before: date | None = None, due_after: date | None = None,
        kinds: Sequence[Kind] = (), limit: int = 20,
    ) -> list[Hit]:  # fmt: skip
        """Tìm (search), with or without diacritics: at most ``limit`` hits, best first. See :class:`bienban.corpus.search.Query`.

        The first search makes the index beside the tables, later ones bring it up to date. Raises ``SettingsError`` for a
        query that asks for nothing, BB305 where the index cannot be written.
        """
        from bienban.corpus.search import Query, find

        query = Query(text, person, body, document, due_before, due_after, tuple(kinds))
        with closing(self._index()) as connection:
            hits = find(connection, query, limit)
        return [hit.with_sources(names) for hit, names in zip(hits, self.sources([hit.report_id for hit in hits]), strict=True)]

    def sources(self, report_ids: Sequence[str]) -> list[tuple[str, ...]]:
        """Nguồn (sources) of reports: for each its paths, with the member or row after ``::`` where there is one."""
        found: dict[str, list[str]] = {}
        wanted = sorted(set(report_ids))
        for start in range(0, len(wanted), _MOST_ASKED):
            rows = self.sql(
                "SELECT report_id, path, member FROM inputs WHERE list_contains($ids, report_id) ORDER BY path, member",
                {"ids": wanted[start : start + _MOST_ASKED]},
            ).fetchall()
            for report_id, path, member in rows:
                found.setdefault(report_id, []).append(f"{path}::{member}" if member else path)
        return [tuple(found.get(report_id, ())) for report_id in report_ids]

    def index(self) -> Path:
        """Lập chỉ mục (index) for search now rather than at the first search: the path of the index."""
        self._index().close()
        return self.folder / INDEX

    def close(self) -> None:
        """Đóng (close) the SQL connection and forget the loaded tables."""
        self._frames.clear()
        if "_database" in self.__dict__:
            self._database.close()
            del self.__dict__["_database"]

    def _index(self) -> sqlite3.Connection:
        from bienban.corpus.search_index import open_index, update

        version = self.dataset.version.key

        def load(ids: Sequence[str]) -> Iterator[dict[str, Any]]:
            return (json.loads(data) for _, data in self.records_json(ids))

        connection = open_index(self.folder / INDEX)
        try:
            # The same content read by the same version gives the same record, so the version is fingerprint enough.
            update(connection, lambda: ((one, version) for one in self._contents), load, stamp=f"{version} {facts(self.dataset)['sha256']}")
        except BaseException:
            connection.close()
            raise
        return connection

    @cached_property
    def _contents(self) -> dict[str, str]:
        """SHA-256 of the content of every report that was read, by ``report_id``, in order."""
        held = self.arrow("reports", ["report_id", "source_sha256", "status"])
        columns = (held[name].to_pylist() for name in held.column_names)
        return {report_id: sha256 for report_id, sha256, status in zip(*columns, strict=True) if status != "failed"}

    def connect(self, memory: str | None = None) -> duckdb.DuckDBPyConnection:
        """Kết nối SQL (connect): a DuckDB connection of its own, the tables as views; ``memory`` ("1GB") bounds what it may use.

        Queries larger than that go through temporary files. ``MissingDependencyError`` without DuckDB.
        """
        engine = _package("duckdb")
        from bienban.corpus.views import view_statements

        # Nothing is fetched from a network, whatever a query names; and DuckDB would put its files into the working folder.
        config = {"autoinstall_known_extensions": "false", "autoload_known_extensions": "false", "temp_directory": _scratch()}
        database: duckdb.DuckDBPyConnection = engine.connect(config=config | ({"memory_limit": memory} if memory else {}))
        try:
            for statement in view_statements(self.folder, self.dataset):
                database.execute(statement)
        except engine.IOException:
            database.close()
            raise self._replaced() from None
        return database

    def _replaced(self) -> SettingsError:
        reason = "đã có lần chạy mới; hãy mở lại / another run has replaced its tables; open it again"
        return SettingsError.of("BB304", name=str(self.folder), reason=reason)

    @cached_property
    def _database(self) -> duckdb.DuckDBPyConnection:
        return self.connect()

    def _known(self, table: str, columns: Sequence[str] | None) -> list[str] | None:
        if table not in tables():
            raise KeyError(f"{table!r}; {', '.join(tables())}")
        unknown = [name for name in columns or () if name not in tables()[table].names]
        if unknown:
            raise KeyError(f"{table}: {', '.join(map(repr, unknown))}")
        return None if columns is None else list(columns)


def open_run(folder: str | Path) -> Run:
    """Mở kết quả (open a run): the tables, records and search of a folder that ``bienban run … --out FOLDER`` has written.

    Raises ``SettingsError`` BB304 where the folder is no such folder or is damaged.
    """
    return Run(folder)


def _scratch() -> str:
    return str(Path(tempfile.gettempdir()) / f"bienban-duckdb-{os.getpid()}")


def _package(name: str) -> Any:
    from importlib import import_module

    top = name.partition(".")[0]
    try:
        return import_module(name)
    except ImportError:
        if top == "polars":
            raise MissingDependencyError.of("BB401", name="polars (pip install polars)") from None
        raise MissingDependencyError.package(top, "tables") from None
