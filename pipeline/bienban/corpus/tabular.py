"""Bảng (tables): CSV, JSONL and Parquet with a column of texts, read row by row.

A row is an input like a file. It is named by its id where there is a column of ids, else by its number from 1. Its content
is the bytes of its cell, so a text is the same report whether it comes in a file or in a table.
"""

from __future__ import annotations

import csv
import json
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, NamedTuple

from bienban.corpus.files import unreadable
from bienban.corpus.media import suffix
from bienban.corpus.sources import Columns, Found, failing, unlike
from bienban.errors import BienbanError, InputError, LimitError, MissingDependencyError, SettingsError
from bienban.text.limits import MOST_BYTES

_BATCH = 256
_LINE = 8 * MOST_BYTES
_PIECE = 2**20
_DELIMITERS = ",;\t|"
_NOTHING = frozenset({"nan", "<na>", "none", "null", "#n/a"})
"""What programs write into a cell of CSV where there is nothing."""
_END = "\x00bienban: the file ends here"
"""Put after the last line of a CSV file: where it turns up inside a cell, a quotation mark was never closed."""


class _Cell(NamedTuple):
    """Ô (cell): the id of a row and its text, or why there is none."""

    id: str | None
    value: bytes | BienbanError


def rows(path: str, shown: str, source: str, columns: Columns) -> Iterator[Found]:
    """Các hàng (rows) of the table at ``path``; one failing input for the table itself where it cannot be read."""
    names: set[str] = set()
    try:
        for number, cell in enumerate(_reader(path)(path, columns), 1):
            # An id that comes back does not hide the rows before it.
            name = unlike(cell.id or str(number), number, names)
            names.add(name)
            yield _row(shown, name, source, cell.value)
    except OSError as error:
        yield failing(shown, "", source, unreadable(path, error))
    except (csv.Error, UnicodeError) as error:
        yield failing(shown, "", source, InputError.of("BB107", reason=f"CSV: {type(error).__name__}"))
    except BienbanError as error:
        yield failing(shown, "", source, error)


def _row(shown: str, name: str, source: str, value: bytes | BienbanError) -> Found:
    if isinstance(value, BienbanError):
        return failing(shown, name, source, value)
    return Found(shown, name, source, None, lambda: (value, None))


def count_rows(path: str) -> int:
    """Đếm hàng (count the rows): exactly for Parquet and JSONL, by lines for CSV."""
    try:
        if suffix(path) == ".parquet":
            import pyarrow.parquet as pq

            return int(pq.ParquetFile(path).metadata.num_rows)
        with open(path, "rb") as handle:
            lines = sum(piece.count(b"\n") for piece in iter(lambda: handle.read(_PIECE), b""))
            return max(1, lines - (suffix(path) in (".csv", ".tsv")))
    except Exception:  # noqa: BLE001 - only an estimate; reading the table will tell what is wrong with it
        return 1


def _reader(path: str) -> Callable[[str, Columns], Iterator[_Cell]]:
    return {".parquet": _parquet, ".jsonl": _jsonl, ".ndjson": _jsonl}.get(suffix(path), _csv)


def _csv(path: str, columns: Columns) -> Iterator[_Cell]:
    # The module's limit is one for the whole process; its default, 131,072 characters, is shorter than many reports.
    csv.field_size_limit(MOST_BYTES)
    with open(path, "rb") as raw:
        encoding = "utf-16" if raw.read(2) in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    # Bytes that are no UTF-8 come through unchanged, and the cell is decoded like a file in an old encoding.
    with open(path, encoding=encoding, errors="surrogateescape", newline="") as handle:
        delimiter = _delimiter(handle.readline(_PIECE), columns.text)
        handle.seek(0)
        reader = csv.reader(_with_end(handle), delimiter=delimiter)
        header = next(reader, [])
        places = _place(header, columns.text), None if columns.id is None else _place(header, columns.id)
        while True:
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                yield _Cell(None, InputError.of("BB107", reason=f"CSV: {type(error).__name__}"))
                continue
            except UnicodeError as error:
                raise InputError.of("BB107", reason=type(error).__name__) from None
            if row == [_END]:
                return
            if any(_END in cell for cell in row):
                yield _Cell(None, InputError.of("BB107", reason="CSV: dấu nháy không đóng / a quote that is never closed"))
                return
            if row:
                yield _csv_cell(row, *places)


def _with_end(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a file and one more; the last of them may lack its newline."""
    for line in lines:
        yield line if line.endswith(("\n", "\r")) else line + "\n"
    yield _END


def _delimiter(first: str, text: str) -> str:
    """The sign under which the heading has the column, else the commonest: a heading in quotes may hold commas of its own."""
    headers = {sign: next(csv.reader([first], delimiter=sign), []) for sign in _DELIMITERS}
    return next((sign for sign, header in headers.items() if len(header) > 1 and _nfc(text) in map(_nfc, header)), max(_DELIMITERS, key=first.count))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _csv_cell(row: list[str], text: int, id: int | None) -> _Cell:
    key = None if id is None or id >= len(row) else row[id].encode("utf-8", "replace").decode("utf-8")
    value = row[text] if text < len(row) else ""
    return _Cell(key, b"" if value.strip().lower() in _NOTHING else value.encode("utf-8", "surrogateescape"))


def _place(header: list[str], name: str) -> int:
    names = [_nfc(column) for column in header]
    if _nfc(name) not in names:
        raise _no_column(name)
    return names.index(_nfc(name))


def _no_column(name: str) -> SettingsError:
    return SettingsError.of("BB301", reason=f"không có cột / there is no column «{name}» (--text-column, --id-column)")


def _jsonl(path: str, columns: Columns) -> Iterator[_Cell]:
    with open(path, "rb") as handle:
        while line := handle.readline(_LINE):
            if len(line) >= _LINE and not line.endswith(b"\n"):
                _skip_line(handle)
                yield _Cell(None, LimitError.too_large(len(line), _LINE))
            elif line.strip():
                yield _json_cell(line, columns)


def _skip_line(handle: BinaryIO) -> None:
    while (piece := handle.readline(_PIECE)) and not piece.endswith(b"\n"):
        pass


def _json_cell(line: bytes, columns: Columns) -> _Cell:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        return _Cell(None, InputError.of("BB107", reason=f"JSON: {type(error).__name__}"))
    if not isinstance(row, dict):
        return _Cell(None, InputError.of("BB107", reason="JSON: không phải đối tượng / no object"))
    id = None if columns.id is None else row.get(columns.id)
    return _Cell(None if id is None else _clean(str(id)), _cell_bytes(row, columns.text))


def _cell_bytes(row: dict[str, Any], name: str) -> bytes | BienbanError:
    if name not in row:
        return _no_column(name)
    value = row[name]
    if value is None:
        return b""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        return InputError.of("BB107", reason=f"«{name}»: {type(value).__name__}")
    return value.encode("utf-8", "surrogatepass")


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")


def _parquet(path: str, columns: Columns) -> Iterator[_Cell]:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise MissingDependencyError.of("BB401", name="bienban[tables]") from None
    wanted = [columns.text, *([] if columns.id is None else [columns.id])]
    try:
        with pq.ParquetFile(path) as file:
            missing = [name for name in wanted if name not in file.schema_arrow.names]
            if missing:
                raise _no_column(missing[0])
            for batch in file.iter_batches(_BATCH, columns=wanted):
                yield from _batch_cells(batch, columns)
    except pa.ArrowException as error:
        raise InputError.of("BB107", reason=f"Parquet: {type(error).__name__}") from None


def _batch_cells(batch: Any, columns: Columns) -> Iterator[_Cell]:
    texts = batch.column(columns.text).to_pylist()
    ids = [None] * len(texts) if columns.id is None else batch.column(columns.id).to_pylist()
    for id, text in zip(ids, texts, strict=True):
        yield _Cell(None if id is None else str(id), _cell_bytes({columns.text: text}, columns.text))
