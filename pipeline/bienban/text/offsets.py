"""Bản đồ vị trí (offset maps): where a place in one string is in another made from it by local edits.

A map is kept as runs of edits; whatever stands between two edits is copied as it is. Offsets are code
points and intervals are half open.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Layer:
    """Edit ``i`` turned ``source_starts[i]:source_ends[i]`` into ``target_starts[i]:target_ends[i]``."""

    source_starts: array[int]
    source_ends: array[int]
    target_starts: array[int]
    target_ends: array[int]

    def inverted(self) -> _Layer:
        return _Layer(self.target_starts, self.target_ends, self.source_starts, self.source_ends)

    def image(self, start: int, end: int) -> tuple[int, int]:
        first, last = self._start(start), self._end(end)
        # An empty place at an insertion has the insertion on both sides of it: take all of it.
        return (first, last) if first <= last else (last, first)

    def _start(self, offset: int) -> int:
        index = bisect_right(self.source_ends, offset)
        if index < len(self.source_starts) and self.source_starts[index] <= offset:
            return self.target_starts[index]
        return offset if index == 0 else offset - self.source_ends[index - 1] + self.target_ends[index - 1]

    def _end(self, offset: int) -> int:
        index = bisect_left(self.source_starts, offset) - 1
        if index < 0:
            return offset
        beyond = offset - self.source_ends[index]
        return self.target_ends[index] + max(beyond, 0)


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Bản đồ vị trí (offset map) from a source string to a target string, monotone.

    A span maps to the smallest span that covers what became of it: text put in beside it stays out, an edit
    it touches is taken whole. ``OffsetMap()`` is the identity and costs nothing.
    """

    _layers: tuple[_Layer, ...] = ()

    @classmethod
    def from_edits(cls, edits: Iterable[tuple[int, int, int]]) -> OffsetMap:
        """Lập từ chỗ sửa (from edits): each is (start, end, new length), in text order, not overlapping.

        Raises ``ValueError`` for edits that overlap or run backwards.
        """
        starts, ends, target_starts, target_ends = array("q"), array("q"), array("q"), array("q")
        position, shift = 0, 0
        for start, end, length in edits:
            if start < position or end < start or length < 0:
                raise ValueError(f"edit [{start}, {end}) overlaps or precedes the one before it")
            starts.append(start)
            ends.append(end)
            target_starts.append(start + shift)
            shift += length - (end - start)
            target_ends.append(end + shift)
            position = end
        return cls((_Layer(starts, ends, target_starts, target_ends),)) if starts else cls()

    @property
    def is_identity(self) -> bool:
        """Không đổi (identity): whether every offset maps to itself without a look."""
        return not self._layers

    def compose(self, other: OffsetMap) -> OffsetMap:
        """Nối (compose): the map that does this one first, then ``other`` on its target."""
        return OffsetMap(self._layers + other._layers)

    def invert(self) -> OffsetMap:
        """Đảo (invert): the map from target to source."""
        return OffsetMap(tuple(layer.inverted() for layer in reversed(self._layers)))

    def to_target(self, start: int, end: int) -> tuple[int, int]:
        """Sang đích (to target): the place in the target that covers ``[start, end)`` of the source."""
        for layer in self._layers:
            start, end = layer.image(start, end)
        return start, end

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Về nguồn (to source): the place in the source that covers ``[start, end)`` of the target."""
        for layer in reversed(self._layers):
            start, end = layer.inverted().image(start, end)
        return start, end


def rewrite(text: str, edits: Iterable[tuple[int, int, str]]) -> tuple[str, OffsetMap]:
    """Sửa có ghi vết (rewrite): ``text`` with each ``[start, end)`` replaced, and the map from old to new.

    Edits come in text order; one of a single character for another is not recorded, since no offset
    moves. Raises ``ValueError`` for edits that overlap or run backwards.
    """
    pieces: list[str] = []
    moved: list[tuple[int, int, int]] = []
    position = 0
    for start, end, replacement in edits:
        if start < position or end < start:
            raise ValueError(f"edit [{start}, {end}) overlaps or precedes the one before it")
        pieces += (text[position:start], replacement)
        position = end
        if not len(replacement) == end - start == 1:
            moved.append((start, end, len(replacement)))
    if not pieces:
        return text, OffsetMap()
    pieces.append(text[position:])
    return "".join(pieces), OffsetMap.from_edits(moved)
