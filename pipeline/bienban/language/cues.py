"""Dấu hiệu (cues): every lexicon form found in a text by one pass of an automaton.

A regular expression per cue class would read the text sixty times; one Aho-Corasick pass reads it once and costs
about the same whatever the size of the lexicon. Classes marked ``scan = false`` take no part in the pass: they are
only looked up at a place (:mod:`bienban.language.placed`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import repeat
from typing import NamedTuple

import ahocorasick_rs

from bienban.language.placed import forms_at, placed_forms
from bienban.lexicon.load import Entry, classes, scanned
from bienban.text.shadow import fold

Match = tuple[int, int, int]
"""What the automaton reports: number of the form, start, end."""


class Hit(NamedTuple):
    """Một dấu hiệu trong văn bản: offsets in the shadow text, and the lexicon entry that matched."""

    start: int
    end: int
    entry: Entry

    @property
    def value(self) -> str:
        return self.entry.value

    @property
    def id(self) -> str:
        return self.entry.id


class Cues:
    """Các dấu hiệu của một văn bản, tra theo lớp: hits by class, in text order, longest first at each place.

    Hits are built when a class is first asked for: some are never asked for in most texts. Classes marked
    ``scan = false`` answer :meth:`at` only.
    """

    __slots__ = ("_folded", "_index", "_raw", "_read")

    def __init__(self, index: CueIndex, folded: str, raw: Sequence[list[Match]]) -> None:
        self._index = index
        self._folded = folded
        self._raw = raw
        self._read: dict[str, tuple[list[Hit], Sequence[int]]] = {}

    def _hits(self, cue: str) -> tuple[list[Hit], Sequence[int]]:
        """The hits of a class and where they start; ``LookupError`` for a class that is not looked for everywhere."""
        index = self._index
        raw = self._raw[index.numbers[cue]]
        read = self._read[cue] = _longest(raw, index.entries[cue]) if raw else ([], ())
        return read

    def of(self, cue: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Hits of class ``cue`` that begin in ``[start, end)`` (and end by ``end``)."""
        hits, starts = self._read.get(cue) or self._hits(cue)
        if not hits or (start == 0 and end is None):
            return hits
        low = bisect_left(starts, start)
        if end is None:
            return hits[low:]
        if low == len(starts) or starts[low] >= end:
            return []
        found = hits[low : bisect_left(starts, end, low)]
        # No hit covers another, so ends grow with starts: only the last ones can stick out.
        while found and found[-1][1] > end:
            found.pop()
        return found

    def first(self, cue: str, start: int, end: int) -> Hit | None:
        """The first hit of class ``cue`` inside ``[start, end)``, or None."""
        hits, starts = self._read.get(cue) or self._hits(cue)
        low = bisect_left(starts, start)
        # If the first one sticks out, so do the others.
        return hits[low] if low < len(starts) and hits[low][1] <= end else None

    def at(self, cue: str, start: int) -> Hit | None:
        """The longest hit of class ``cue`` that begins exactly at ``start``, or None."""
        read = self._read.get(cue)
        if read is None:
            if cue not in self._index.numbers:
                found = forms_at(placed_forms(cue), self._folded, start)
                return None if found is None else Hit(start, *found)
            read = self._hits(cue)
        hits, starts = read
        low = bisect_left(starts, start)
        return hits[low] if low < len(starts) and starts[low] == start else None

    def any(self, cues: tuple[str, ...], start: int, end: int) -> bool:
        """Whether any of the classes has a hit inside ``[start, end)``."""
        return any(self.first(cue, start, end) is not None for cue in cues)


@dataclass(frozen=True, slots=True)
class CueIndex:
    """Chỉ mục dấu hiệu: the automaton over all lexicon forms; immutable, shared by all texts."""

    automaton: ahocorasick_rs.AhoCorasick
    numbers: Mapping[str, int]
    """Number of each scanned class."""
    members: tuple[tuple[int, ...], ...]
    """The classes each form belongs to, by number of the form."""
    entries: Mapping[str, Mapping[int, Entry]]
    """The entry of each class by number of the form."""

    def scan(self, folded: str) -> Cues:
        """Find all forms in ``folded`` (a string made by :func:`bienban.text.shadow.fold`), at word bounds."""
        raw: list[list[Match]] = [[] for _ in self.numbers]
        members = self.members
        padded = folded + " "
        # The comparisons with a blank only save method calls: most words end at one.
        for match in self.automaton.find_matches_as_indexes(folded, overlapping=True):
            form, start, end = match
            if padded[end] != " " and padded[end].isalpha() and padded[end - 1].isalpha():
                continue
            if start and padded[start - 1] != " " and padded[start - 1].isalpha() and padded[start].isalpha():
                continue
            for number in members[form]:
                raw[number].append(match)
        return Cues(self, folded, raw)


def _longest(raw: list[Match], entries: Mapping[int, Entry]) -> tuple[list[Hit], Sequence[int]]:
    """In one class, only the hits that no other hit of the class covers, in text order, and where they start.

    The automaton reports matches by their end. Read from the last, a match is covered exactly when one read before
    begins no later; so no sorting is needed.
    """
    kept: list[Match] = []
    reach, last = 1 << 62, -1
    for match in reversed(raw):
        if match[1] < reach:
            reach = match[1]
            if match[2] == last:
                kept[-1] = match
            else:
                kept.append(match)
                last = match[2]
    kept.reverse()
    forms, starts, ends = zip(*kept, strict=True)
    # One call per hit and no Python between them: this makes most of the objects of an extraction.
    fields = zip(starts, ends, map(entries.__getitem__, forms), strict=True)
    return list(map(tuple.__new__, repeat(Hit), fields)), starts


@cache
def cue_index() -> CueIndex:
    """Chỉ mục dùng chung: built once from the lexicon files."""
    names = [cue for cue in classes() if cue in scanned()]
    forms: dict[str, int] = {}
    members: list[list[int]] = []
    entries: dict[str, dict[int, Entry]] = {cue: {} for cue in names}
    for number, cue in enumerate(names):
        for entry in classes()[cue]:
            if folded := fold(entry.form):
                form = forms.setdefault(folded, len(forms))
                if form == len(members):
                    members.append([])
                if form not in entries[cue]:
                    members[form].append(number)
                entries[cue][form] = entry
    automaton = ahocorasick_rs.AhoCorasick(list(forms), matchkind=ahocorasick_rs.MatchKind.Standard)
    numbers = {cue: number for number, cue in enumerate(names)}
    return CueIndex(automaton, numbers, tuple(tuple(found) for found in members), entries)
