"""Đơn vị đếm (units): offsets in code points, in UTF-16 units (browsers, Java) and in UTF-8 bytes.

Records count code points. An offset that falls inside a code point is that of the code point.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import Literal

Unit = Literal["utf-16", "utf-8"]

_BLOCK = 1024


class UnitIndex:
    """Bảng đổi đơn vị (unit index): many conversions in one text, each at the cost of one block of it."""

    __slots__ = ("_codec", "_starts", "_text", "_width")

    def __init__(self, text: str, unit: Unit) -> None:
        """``text`` may hold lone surrogates; ``unit`` is what the code points are converted to."""
        self._text = text
        self._codec, self._width = ("utf-16-le", 2) if unit == "utf-16" else ("utf-8", 1)
        blocks = (text[at : at + _BLOCK] for at in range(0, len(text), _BLOCK))
        self._starts = list(accumulate((self._units(block) for block in blocks), initial=0))

    def _units(self, piece: str) -> int:
        if self._width == 1 and piece.isascii():
            return len(piece)
        return len(piece.encode(self._codec, "surrogatepass")) // self._width

    def to_units(self, offset: int) -> int:
        """Từ điểm mã (to units): a code point offset in units; ``IndexError`` outside the text."""
        if not 0 <= offset <= len(self._text):
            raise IndexError(f"offset {offset} is outside the text")
        block = offset // _BLOCK
        return self._starts[block] + self._units(self._text[block * _BLOCK : offset])

    def from_units(self, offset: int) -> int:
        """Về điểm mã (from units): a unit offset in code points; ``IndexError`` outside the text."""
        if not 0 <= offset <= self._starts[-1]:
            raise IndexError(f"offset {offset} is outside the text")
        if offset == self._starts[-1]:
            return len(self._text)
        block = bisect_right(self._starts, offset) - 1
        position, left = block * _BLOCK, offset - self._starts[block]
        for char in self._text[position : position + _BLOCK]:
            left -= self._units(char)
            if left < 0:
                break
            position += 1
        return position


def to_units(text: str, offset: int, unit: Unit) -> int:
    """Đổi một vị trí (to units): one code point offset in UTF-16 units or UTF-8 bytes."""
    return UnitIndex(text[:offset], unit).to_units(offset)


def from_units(text: str, offset: int, unit: Unit) -> int:
    """Đổi ngược một vị trí (from units): one offset in UTF-16 units or UTF-8 bytes, in code points."""
    return UnitIndex(text, unit).from_units(offset)
