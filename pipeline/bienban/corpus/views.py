"""Khung nhìn DuckDB (views): ``reports.duckdb``, a database whose views are the tables.

DuckDB resolves a relative path against the folder of the process that reads, not of the database, so the views hold
absolute paths, and each lists its files one by one: it shows one state of the dataset or fails, never a mixture. A folder that
was moved gets views that fit by the next ``bienban run``, or by :func:`write_views`.
"""

from __future__ import annotations

import errno
import re
import shutil
import tempfile
from pathlib import Path

from bienban.corpus.dataset import VIEWS, Dataset
from bienban.corpus.files import replacing
from bienban.corpus.schema import tables
from bienban.errors import MissingDependencyError

NAME = VIEWS
_GLOB = re.compile(r"[*?\[]")
"""What DuckDB takes for a pattern, unless it stands in brackets."""


def view_statements(out: Path, dataset: Dataset) -> list[str]:
    """Câu lệnh tạo khung nhìn (view statements): SQL that makes one view for each table, for any DuckDB connection."""
    place = out.resolve()
    statements = []
    for name in tables():
        files = ", ".join(_quoted(str(place / file.file)) for file in dataset.of(name))
        # A folder called nam=2024 is no partition of the tables in it.
        statements.append(f'CREATE OR REPLACE VIEW "{name}" AS SELECT * FROM read_parquet([{files}], hive_partitioning = false)')
    return statements


def write_views(out: Path, dataset: Dataset) -> Path:
    """Ghi khung nhìn (write the views): ``reports.duckdb`` in ``out``, replaced whole. Raises ``MissingDependencyError``."""
    try:
        import duckdb
    except ImportError:
        raise MissingDependencyError.of("BB401", name="bienban[tables]") from None
    # Made elsewhere: DuckDB cannot write a database in a folder whose name has a question mark.
    with replacing(out / NAME) as temporary, tempfile.TemporaryDirectory(prefix="bienban-") as scratch:
        place = Path(scratch) / NAME
        try:
            with duckdb.connect(str(place)) as connection:
                for statement in view_statements(out, dataset):
                    connection.execute(statement)
        except duckdb.Error as error:
            raise OSError(errno.EIO, f"DuckDB: {type(error).__name__}") from None
        shutil.copyfile(place, temporary)
    return out / NAME


def _quoted(text: str) -> str:
    return "'" + _GLOB.sub(r"[\g<0>]", text).replace("'", "''") + "'"
