"""Bộ dữ liệu (dataset): the parts that make up the tables, brought up to date and shown to readers all at once.

``dataset.json`` lists every file of every table. Files are never changed: a part whose contents changed is written under
another name, then ``dataset.json`` is replaced, then what it no longer lists is removed. A reader sees the old tables or the
new ones, and a crash between any two steps costs nothing but doing them again.
"""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, NamedTuple

from bienban.corpus.files import sha256_of, write_text
from bienban.corpus.parts import SLICES, Part, PartFile, Slice, part_file
from bienban.corpus.schema import TABLES_VERSION, tables
from bienban.corpus.versions import Version
from bienban.errors import SettingsError

NAME, VIEWS = "dataset.json", "reports.duckdb"
FORMAT = 1
_PART = re.compile(r"part-\d\d-[0-9a-f]{4,}-[0-9a-f]{16}\.parquet")
MOST_REPORTS = 2048
"""Reports in a part, on average at most: a new file rewrites the tables of so many, a million make 512 parts."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """Bộ dữ liệu (dataset): its version and its files, tables in their order and files in the order of their ranges."""

    version: Version
    files: tuple[PartFile, ...]

    def of(self, table: str) -> tuple[PartFile, ...]:
        """Các tệp của bảng (files of a table)."""
        return tuple(file for file in self.files if file.table == table)

    def rows(self) -> dict[str, int]:
        """Số hàng (rows) of every table."""
        counts: Counter[str] = Counter()
        for file in self.files:
            counts[file.table] += file.rows
        return {name: counts[name] for name in tables()}

    def to_json(self) -> str:
        """JSON, the same bytes for the same contents."""
        parts = {name: [{k: v for k, v in asdict(file).items() if k != "table"} for file in self.of(name)] for name in tables()}
        value = {
            "format": FORMAT, "tables_version": TABLES_VERSION, "version": json.loads(self.version.to_json()), "version_key": self.version.key,
            "rows": self.rows(), "parts": parts,
        }  # fmt: skip
        return json.dumps(value, ensure_ascii=False, indent=1) + "\n"


def read_dataset(out: Path) -> Dataset:
    """Đọc danh sách (read the list) of a run's folder. Raises ``SettingsError`` BB304: there is none, or it is no such list."""
    try:
        value = json.loads((out / NAME).read_text(encoding="utf-8"))
        if value["format"] != FORMAT:
            raise SettingsError.of("BB304", name=NAME, reason=f"dạng / format {value['format']}, cần / needs {FORMAT}")
        files = tuple(PartFile(table, **file) for table, some in value["parts"].items() for file in some)
        return Dataset(Version(**value["version"]), files)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise SettingsError.of("BB304", name=NAME, reason=f"{type(error).__name__}; chạy lại bienban run / run bienban run again") from None


def check_folder(out: Path) -> None:
    """Kiểm tra thư mục (check the folder) of a first run: ``SettingsError`` BB304 where a file of another origin would be overwritten."""
    with suppress(SettingsError):
        read_dataset(out)
        return
    for name in (NAME, VIEWS):
        if (out / name).exists():
            raise SettingsError.of("BB304", name=name, reason="không phải của bienban; hãy chọn --out khác / not of bienban; choose another --out")


def damaged(out: Path, dataset: Dataset, *, whole: bool = False) -> list[PartFile]:
    """Tệp hỏng (damaged files): missing, or of another size; with ``whole`` also those whose bytes differ."""
    return [file for file in dataset.files if _is_damaged(out / file.file, file, whole)]


def check_dataset(out: Path, *, whole: bool = False) -> Dataset:
    """Kiểm tra (check) the tables before reading them: the dataset; ``SettingsError`` BB304 names the first damaged file."""
    dataset = read_dataset(out)
    for file in damaged(out, dataset, whole=whole):
        reason = "thiếu hoặc bị hỏng; chạy lại bienban run / missing or damaged; run bienban run again"
        raise SettingsError.of("BB304", name=file.file, reason=reason)
    return dataset


def _is_damaged(path: Path, file: PartFile, whole: bool) -> bool:
    try:
        return path.stat().st_size != file.size or (whole and sha256_of(path) != file.sha256)
    except OSError:
        return True


class Plan(NamedTuple):
    """Kế hoạch (plan): the parts there must be, those to be written, and the files that are there already."""

    parts: list[Part]
    todo: list[Part]
    kept: list[PartFile]


def plan(connection: sqlite3.Connection, version: Version, out: Path, *, whole: bool = False) -> Plan:
    """Lập kế hoạch (plan): compare what the ledger says with what ``out`` holds. Damaged files are planned anew."""
    parts = [part for name in SLICES for part in _parts(connection, version.key, name)]
    old: dict[str, PartFile] = {}
    with suppress(SettingsError):
        old = {file.file: file for file in read_dataset(out).files}
    todo, kept = [], []
    for part in parts:
        there = [_kept(out, table, part.file(table), old, whole) for table in SLICES[part.slice]]
        if None in there:
            todo.append(part)
        else:
            kept += [file for file in there if file is not None]
    return Plan(parts, todo, kept)


def _kept(out: Path, table: str, name: str, old: dict[str, PartFile], whole: bool) -> PartFile | None:
    path = out / name
    if not path.is_file():
        return None
    if name in old:
        return None if _is_damaged(path, old[name], whole) else old[name]
    # A run that was killed before it listed the file had renamed it whole.
    try:
        return part_file(out, table, name)
    except (OSError, ValueError):
        return None


def publish(out: Path, version: Version, the_plan: Plan, written: Iterable[PartFile]) -> Dataset:
    """Công bố (publish): list the files, then remove those of before."""
    order = {part.file(table): place for place, part in enumerate(the_plan.parts) for table in SLICES[part.slice]}
    names = list(tables())
    files = sorted([*the_plan.kept, *written], key=lambda file: (names.index(file.table), order[file.file]))
    dataset = Dataset(version, tuple(files))
    write_text(out / NAME, dataset.to_json())
    _sweep(out, {file.file for file in files})
    return dataset


def _sweep(out: Path, listed: set[str]) -> None:
    for name in tables():
        for path in (out / "tables" / name).iterdir():
            if _PART.fullmatch(path.name) and path.relative_to(out).as_posix() not in listed:
                path.unlink(missing_ok=True)


def _parts(connection: sqlite3.Connection, version: str, name: Slice) -> Iterator[Part]:
    """The parts of a slice: as few ranges, a power of two, as keep each small; the digest is of all its rows are made from."""
    count = connection.execute(_COUNTS[name], {"version": version}).fetchone()[0]
    bits = max(0, (max(count, 1) - 1) // MOST_REPORTS).bit_length()
    ranges = 1 << bits
    digests = [hashlib.sha256(f"{_maker()}\0{version}\0{name}\0{bits}\0{index}\n".encode()) for index in range(ranges)]
    for row in connection.execute(_STATES[name], {"version": version}):
        digests[int(row[0][:8], 16) >> (32 - bits)].update(json.dumps(row).encode())
    for index, digest in enumerate(digests):
        yield Part(name, bits, index, digest.hexdigest()[:16])


def _maker() -> str:
    """What the bytes of a part depend on besides its rows."""
    import pyarrow as pa

    return f"{TABLES_VERSION}/{pa.__version__}"


_HELD = "EXISTS (SELECT 1 FROM path p WHERE p.sha256 = c.sha256)"
_WORDS = "CASE WHEN c.error_code IS NOT NULL THEN (SELECT e.error_vi FROM content e WHERE e.rowid = c.rowid) END"
"""So that the rest comes from the index alone, and only the rows of failures are looked up beside it."""
_COUNTS: dict[Slice, str] = {
    "content": f"SELECT count(*) FROM content c WHERE version = :version AND status != 'running' AND {_HELD}",
    "input": "SELECT count(*) FROM path WHERE :version != ''",
    "duplicates": "SELECT count(*) FROM duplicate WHERE :version != ''",
}
_STATES: dict[Slice, str] = {
    "content": (
        f"SELECT sha256, status, digest, error_code, {_WORDS} FROM content c "
        f"WHERE version = :version AND status != 'running' AND {_HELD} ORDER BY sha256"
    ),
    "input": (
        "SELECT p.key, p.path, p.member, p.sha256, p.size, p.missing, p.error_code, p.error_vi, c.status, c.error_code, "
        f"{_WORDS} FROM path p "
        "LEFT JOIN content c ON c.version = :version AND c.sha256 = p.sha256 ORDER BY p.key, p.path, p.member"
    ),
    "duplicates": "SELECT sha256, of_sha256, kind, similarity FROM duplicate WHERE :version != '' ORDER BY sha256, of_sha256",
}


def facts(dataset: Dataset) -> dict[str, Any]:
    """Số liệu (facts) of a dataset for a manifest: rows of the tables, number and digest of the files."""
    digest = hashlib.sha256("".join(f"{file.file} {file.sha256}\n" for file in dataset.files).encode()).hexdigest()
    return {"rows": dataset.rows(), "files": len(dataset.files), "bytes": sum(file.size for file in dataset.files), "sha256": digest}
