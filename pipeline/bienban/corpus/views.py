"""Khung nhìn DuckDB (views): ``reports.duckdb``, a database whose views are the tables.

DuckDB resolves a relative path against the folder of the process that reads, not of the database, so the views hold
absolute paths, and each lists its files one by one: it shows one state of the dataset or fails, never a mixture. A folder that
was moved gets views that fit by the next ``bienban run``, or by :func:`write_views`.
"""

from __future__ import annotations

from pathlib import Path

from bienban.corpus.dataset import Dataset
from bienban.corpus.files import replacing
from bienban.corpus.schema import tables
from bienban.errors import MissingDependencyError

NAME = "reports.duckdb"


def view_statements(out: Path, dataset: Dataset) -> list[str]:
    """Câu lệnh tạo khung nhìn (view statements): SQL that makes one view for each table, for any DuckDB connection."""
    place = out.resolve()
    statements = []
    for name in tables():
        files = ", ".join(_quoted(str(place / file.file)) for file in dataset.of(name))
        statements.append(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM read_parquet([{files}])')
    return statements


def write_views(out: Path, dataset: Dataset) -> Path:
    """Ghi khung nhìn (write the views): ``reports.duckdb`` in ``out``, replaced whole. Raises ``MissingDependencyError``."""
    try:
        import duckdb
    except ImportError:
        raise MissingDependencyError.of("BB401", name="bienban[tables]") from None
    with replacing(out / NAME) as temporary, duckdb.connect(str(temporary)) as connection:
        for statement in view_statements(out, dataset):
            connection.execute(statement)
    return out / NAME


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
