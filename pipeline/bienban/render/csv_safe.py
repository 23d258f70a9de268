"""CSV an toàn (safe CSV): tables as CSV for programs, and for Excel, which takes text for formulas, dates and numbers.

The plain form says exactly what the cells say. The form for Excel begins with a byte order mark, without which Excel
reads Vietnamese as rubbish, and puts an apostrophe before text that Excel would run (``=1+1``, ``- Rà soát``) or
change without a word (``05/8`` becomes the fifth of August, ``007`` seven). A workbook needs neither.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from typing import IO

from bienban.render.cells import Cell, as_text, printable

BOM = "\ufeff"
GUARD = "'"
_BLANKS = r"(?:[^\S\n]|[\u200b\u2060\ufeff])*"
_RUNS = re.compile(rf"(?:^|(?<=\n))(?={_BLANKS}[=+\-@＝＋－＠]|[\t\r])")
"""Where a formula begins: at the start, after blanks, and on a further line, where some programs split a cell."""
_CHANGED = re.compile(rf"{_BLANKS}(?:[0-9]+(?:[-/.,:][0-9]+)*%?|[0-9]+[eE][0-9]+){_BLANKS}")
"""Text that a spreadsheet program reads as a number, a date or a time."""


def for_excel(text: str) -> str:
    """Chữ cho Excel (for Excel): the text, with an apostrophe before it, or a line of it, that Excel would run or change."""
    return GUARD + text if _CHANGED.fullmatch(text) else _RUNS.sub(GUARD, text)


def write_csv(target: IO[str], headings: Sequence[str], rows: Iterable[Sequence[Cell]], *, excel: bool = False, delimiter: str = ",") -> int:
    """Ghi CSV (write CSV): the number of rows written, the heading not counted.

    ``target`` is a text stream opened with ``newline=""`` and UTF-8. Lines end in CR LF (RFC 4180). With ``excel`` text is
    guarded as :func:`for_excel` says; numbers and dates never are.
    """
    if excel:
        target.write(BOM)
    writer = csv.writer(target, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow([_field(heading, excel) for heading in headings])
    count = 0
    for row in rows:
        writer.writerow([_field(cell, excel) for cell in row])
        count += 1
    return count


def _field(cell: Cell, excel: bool) -> str:
    text = printable(as_text(cell))
    guarded = excel and (isinstance(cell, str) or hasattr(cell, "target"))
    return for_excel(text) if guarded else text
