"""Sổ tính (workbook): tables as XLSX that an office can print, filter and trust.

What stands in a cell is what was given: a string is never taken for a formula, an address, a number or a date, so
that ``=1+1``, ``01-KH/TU`` and ``05/8`` stay text, also after someone edits the cell. The same rows give the same
bytes: no clock, no name of user or machine. What goes to a stream is made in memory and never touches the disk; into a
file, rows are written as they come, in memory that does not grow with them.

>>> from bienban.render.sheets import Column, Sheet, write_workbook
>>> write_workbook("nhiem-vu.xlsx", [Sheet("Nhiệm vụ", (Column("STT", "number"), Column("Nội dung")), [(1, "=1+1")])])  # doctest: +SKIP
"""

from __future__ import annotations

import math
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from types import MappingProxyType
from typing import IO, TYPE_CHECKING, Any, Literal, NamedTuple

from bienban.errors import MissingDependencyError
from bienban.render.cells import REPLACEMENT, Cell, Link, as_text, cut, printable, utf16_length

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Kind = Literal["text", "number", "date"]

MOST_ROWS = 1_048_576
"""Rows of one sheet, heading and title included: the limit of the format."""
MOST_UNITS = 32_767
"""UTF-16 units of one cell."""
MOST_LINKS = 65_530
"""Links of one sheet."""
CUT_MARK = " … [ĐÃ CẮT BỚT]"
_CUT_NOTE = "Nội dung đầy đủ dài {size} ký tự, quá sức chứa của một ô nên đã cắt bớt. Xem toàn văn ở tệp nguồn."
_MOST_NOTES = 1_000
_LINK_UNITS = 2_079
_SHORT = 255
"""Longer strings show as ##### in a cell of format "text", so they get the general format."""
_EXACT = 10**15
_CREATED = datetime(2000, 1, 1)  # noqa: DTZ001 - the format stores a date without zone
_MARGINS = MappingProxyType({"top": 20 / 25.4, "bottom": 20 / 25.4, "left": 30 / 25.4, "right": 15 / 25.4})
_NAME_ILLEGAL = re.compile(r"[\[\]:*?/\\]")
_MEASURED_ROWS = 500
_NARROWEST, _WIDEST = 6.0, 60.0
_LINE, _HIGHEST = 15.75, 409.5
"""Height of a line and the greatest height of a row, in points."""
_FILLED = 1.1
"""Letters of this font that surely fit into one unit of width, lost ends of lines included."""

_BASE = MappingProxyType({"font_name": "Times New Roman", "font_size": 12, "valign": "top"})
_CELL = MappingProxyType({**_BASE, "text_wrap": True, "border": 1})
_STYLES: MappingProxyType[str, dict[str, Any]] = MappingProxyType(
    {
        "title": {**_BASE, "bold": True, "font_size": 14, "align": "center", "text_wrap": True},
        "caption": {**_BASE, "italic": True, "align": "center", "text_wrap": True},
        "heading": {**_CELL, "bold": True, "align": "center", "valign": "vcenter", "bg_color": "#E7E6E6", "num_format": "@"},
        "text": {**_CELL, "num_format": "@"},
        "prose": {**_CELL, "quote_prefix": True},
        "number": {**_CELL, "num_format": "#,##0.######", "align": "right"},
        "integer": {**_CELL, "num_format": "#,##0", "align": "center"},
        "date": {**_CELL, "num_format": "dd/mm/yyyy", "align": "center"},
        "link": {**_CELL, "font_color": "#0000FF", "underline": 1},
    }
)


class Column(NamedTuple):
    """Cột (column): a heading, what its cells hold, and a width in characters (None: measured on the first rows)."""

    heading: str
    kind: Kind = "text"
    width: float | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """Trang tính (sheet): a table, with a title and a caption line above it where there are any.

    ``rows`` may be any iterable and is read once; each row has one cell a column or fewer. A table with more rows
    than a sheet can hold goes on in the next sheet, under the same heading.
    """

    name: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Cell]]
    title: str | None = None
    caption: str | None = None


@dataclass(slots=True)
class Written:
    """Kết quả ghi (written): rows of each sheet, and how many cells could not be written just as they were."""

    rows: dict[str, int] = field(default_factory=dict)
    cut: int = 0
    """Cells longer than the format can hold; each ends in ``CUT_MARK``."""
    replaced: int = 0
    """Cells with characters the format cannot hold, shown as U+FFFD."""
    plain_links: int = 0
    """Links beyond the limits of the format, written as text."""


def write_workbook(target: str | Path | IO[bytes], sheets: Iterable[Sheet], *, title: str = "", most_rows: int = MOST_ROWS) -> Written:
    """Ghi sổ tính (write a workbook): to a path, replaced in one step when it is whole, or to a binary stream.

    Raises ``MissingDependencyError`` (BB401) without xlsxwriter, ``OSError`` when the path cannot be written.
    """
    if not isinstance(target, str | Path):
        return _write(target, sheets, title, most_rows, {"in_memory": True})
    path = Path(target)
    partial = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        # Beside the file, not in the machine's common folder: a process that is killed leaves what it has written so far.
        with tempfile.TemporaryDirectory(prefix=".bienban-", dir=path.parent) as scratch, partial.open("wb") as stream:
            written = _write(stream, sheets, title, most_rows, {"constant_memory": True, "tmpdir": scratch})
            stream.flush()
            os.fsync(stream.fileno())
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)
    return written


def _write(stream: IO[bytes], sheets: Iterable[Sheet], title: str, most_rows: int, memory: dict[str, Any]) -> Written:
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingDependencyError.package("xlsxwriter", "office") from None
    never = dict.fromkeys(("strings_to_formulas", "strings_to_urls", "strings_to_numbers"), False)
    book = Workbook(stream, {**memory, **never})
    book.set_properties({"title": printable(title), "created": _CREATED})
    writer = _Writer(book, most_rows)
    for sheet in sheets:
        writer.add(sheet)
    if not book.worksheets():
        book.add_worksheet("Trống")
    book.close()
    return writer.written


class _Writer:
    """Writes sheets into a workbook, each in one pass over its rows."""

    def __init__(self, book: Workbook, most_rows: int) -> None:
        self.written = Written()
        self._book = book
        self._most_rows = most_rows
        self._names: set[str] = set()
        self._formats: dict[str, Format] = {name: book.add_format(dict(style)) for name, style in _STYLES.items()}

    def add(self, sheet: Sheet) -> None:
        rows = iter(sheet.rows)
        first = list(islice(rows, _MEASURED_ROWS))
        widths = _widths(sheet.columns, first)
        rows = chain(first, rows)
        ahead = next(rows, None)
        while True:
            page = _Page(self, sheet, self._named(sheet.name), widths)
            while ahead is not None and page.next_row < self._most_rows:
                page.write(ahead)
                ahead = next(rows, None)
            page.finish()
            self.written.rows[page.name] = page.rows
            if ahead is None:
                return

    def _named(self, wished: str) -> str:
        """A name the format allows and no other sheet of the book has."""
        base = _NAME_ILLEGAL.sub(" ", printable(wished)).strip(" '") or "Bảng"
        number = 1
        while True:
            suffix = f" ({number})" if number > 1 else ""
            name = base[: 31 - len(suffix)] + suffix
            if name.lower() not in self._names:
                self._names.add(name.lower())
                return name
            number += 1


class _Page:
    """One worksheet while it is being written."""

    def __init__(self, writer: _Writer, sheet: Sheet, name: str, widths: list[float]) -> None:
        self.name = name
        self.rows = 0
        self.next_row = 0
        self._written = writer.written
        self._formats = writer._formats
        self._sheet = sheet
        self._widths = widths
        self._links = self._notes = 0
        self._page: Worksheet = writer._book.add_worksheet(name)
        for index, width in enumerate(widths):
            self._page.set_column(index, index, width)
        self._head()

    def _head(self) -> None:
        for style, text in (("title", self._sheet.title), ("caption", self._sheet.caption)):
            if text:
                self._banner(text, style)
        self._make_room([column.heading for column in self._sheet.columns])
        for index, column in enumerate(self._sheet.columns):
            self._page.write_string(self.next_row, index, printable(column.heading), self._formats["heading"])
        self._heading_row = self.next_row
        self.next_row += 1

    def _banner(self, text: str, style: str) -> None:
        last = len(self._sheet.columns) - 1
        shown, form = printable(text), self._formats[style]
        self._page.set_row(self.next_row, 20 * _lines(shown, sum(self._widths)))
        if last > 0:
            self._page.merge_range(self.next_row, 0, self.next_row, last, "", form)
        self._page.write_string(self.next_row, 0, shown, form)
        self.next_row += 1

    def write(self, row: Sequence[Cell]) -> None:
        if len(row) > len(self._sheet.columns):
            raise ValueError(f"{len(row)} cells in a table of {len(self._sheet.columns)} columns")
        self._make_room(row)
        for index, column in enumerate(self._sheet.columns):
            self._cell(index, column, row[index] if index < len(row) else None)
        self.rows += 1
        self.next_row += 1

    def _make_room(self, row: Sequence[Cell]) -> None:
        """Make the row as high as its text: merged cells never grow by themselves, and no cell does in LibreOffice."""
        lines = max((_lines(as_text(cell), width) for cell, width in zip(row, self._widths, strict=False)), default=1)
        if lines > 1:
            self._page.set_row(self.next_row, min(lines * _LINE, _HIGHEST))

    def _cell(self, index: int, column: Column, value: Cell) -> None:
        place = (self.next_row, index)
        if isinstance(value, Link):
            self._link(place, value)
        elif isinstance(value, bool):
            self._text(place, "Có" if value else "Không")
        elif isinstance(value, date) and value.year >= 1900:
            self._page.write_datetime(*place, value, self._formats["date"])
        elif isinstance(value, int | float) and math.isfinite(value) and abs(value) < _EXACT:
            self._page.write_number(*place, value, self._formats["integer" if isinstance(value, int) else "number"])
        elif value is None or value == "" or value != value:
            self._page.write_blank(*place, None, self._formats["text" if column.kind == "text" else column.kind])
        else:
            self._text(place, str(value))

    def _text(self, place: tuple[int, int], value: str) -> None:
        shown = self._fitting(place, value)
        self._page.write_string(*place, shown, self._formats["text" if len(shown) <= _SHORT else "prose"])

    def _fitting(self, place: tuple[int, int], value: str) -> str:
        """The text as the format can hold it; what is lost is counted and, where cut, noted at the cell."""
        shown = printable(value)
        self._written.replaced += shown.count(REPLACEMENT) > value.count(REPLACEMENT)
        if len(shown) * 2 <= MOST_UNITS or (size := utf16_length(shown)) <= MOST_UNITS:
            return shown
        self._written.cut += 1
        if self._notes < _MOST_NOTES:
            self._notes += 1
            self._page.write_comment(*place, _CUT_NOTE.format(size=size), {"author": "bienban"})
        return cut(shown, MOST_UNITS, CUT_MARK)

    def _link(self, place: tuple[int, int], value: Link) -> None:
        target = printable(value.target)
        if self._links >= MOST_LINKS or utf16_length(target) > _LINK_UNITS:
            self._written.plain_links += 1
            self._text(place, value.text)
            return
        self._links += 1
        self._page.write_url(*place, target, self._formats["link"], string=self._fitting(place, value.text))

    def finish(self) -> None:
        last_row, last_column = max(self.next_row - 1, self._heading_row), len(self._sheet.columns) - 1
        self._page.freeze_panes(self._heading_row + 1, 0)
        if last_column >= 0:
            self._page.autofilter(self._heading_row, 0, last_row, last_column)
            self._page.print_area(0, 0, last_row, last_column)
        self._print_set_up()

    def _print_set_up(self) -> None:
        page = self._page
        page.set_landscape()
        page.set_paper(9)
        page.fit_to_pages(1, 0)
        page.set_margins(**_MARGINS)
        page.repeat_rows(self._heading_row)
        page.set_header('&C&"Times New Roman,Regular"&13&P')
        page.center_horizontally()


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> list[float]:
    """A width for each column: the one asked for, else what its heading and its first cells need."""
    widths = []
    for index, column in enumerate(columns):
        # Two lines at most: a heading of short words over empty cells would else be cut.
        word = max(max(map(len, column.heading.split()), default=1) + 3.0, len(column.heading) / 2 + 2.0)
        widest = max((_wish(as_text(row[index])) for row in rows if index < len(row)), default=0.0)
        widths.append(column.width if column.width is not None else min(max(word, widest, _NARROWEST), _WIDEST))
    return widths


def _wish(text: str) -> float:
    longest = max(map(len, text[:_SHORT].splitlines()), default=0)
    # Half of a long text: two lines of it cost less of the page than one wide column.
    return longest + 2.0 if longest < 20 else 12 + longest / 2


def _lines(text: str, width: float) -> int:
    """How many lines the text takes in a cell of this width."""
    fitting = max(1.0, width * _FILLED)
    return sum(max(1, math.ceil(len(line) / fitting)) for line in text[:MOST_UNITS].split("\n"))
