"""Dấu hiệu (cues): every lexicon form found in a text by one pass of an automaton.

A regular expression per cue class would read the text sixty times; one Aho-Corasick pass reads it once and costs
about the same whatever the size of the lexicon.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import ahocorasick_rs

from bienban.lexicon.load import Entry, classes, scanned
from bienban.text.shadow import fold


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

    Most classes are never asked for in most texts, so hits are built when a class is first asked for.
    """

    __slots__ = ("_by_class", "_raw", "_starts")

    def __init__(self, raw: dict[str, list[tuple[int, int, Entry]]]) -> None:
        self._raw = raw
        self._by_class: dict[str, list[Hit]] = {}
        self._starts: dict[str, list[int]] = {}

    def _hits(self, cue: str) -> list[Hit]:
        hits = self._by_class.get(cue)
        if hits is None:
            raw = self._raw.get(cue)
            hits = self._by_class[cue] = _longest(raw) if raw else []
            self._starts[cue] = [hit[0] for hit in hits]
        return hits

    def of(self, cue: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Hits of class ``cue`` that begin in ``[start, end)`` (and end by ``end``)."""
        hits = self._hits(cue)
        if not hits or (start == 0 and end is None):
            return hits
        starts = self._starts[cue]
        low = bisect_left(starts, start)
        if end is None:
            return hits[low:]
        if low == len(hits) or starts[low] >= end:
            return []
        return [hit for hit in hits[low : bisect_left(starts, end, low)] if hit[1] <= end]

    def first(self, cue: str, start: int, end: int) -> Hit | None:
        """The first hit of class ``cue`` inside ``[start, end)``, or None."""
        found = self.of(cue, start, end)
        return found[0] if found else None

    def at(self, cue: str, start: int) -> Hit | None:
        """The longest hit of class ``cue`` that begins exactly at ``start``, or None."""
        hits = self._hits(cue)
        if not hits:
            return None
        index = bisect_left(self._starts[cue], start)
        return hits[index] if index < len(hits) and hits[index][0] == start else None

    def any(self, cues: tuple[str, ...], start: int, end: int) -> bool:
        """Whether any of the classes has a hit inside ``[start, end)``."""
        return any(self.first(cue, start, end) is not None for cue in cues)


@dataclass(frozen=True, slots=True)
class CueIndex:
    """Chỉ mục dấu hiệu: the automaton over all lexicon forms; immutable, shared by all texts."""

    automaton: ahocorasick_rs.AhoCorasick
    entries: tuple[tuple[Entry, ...], ...]

    def scan(self, folded: str) -> Cues:
        """Find all forms in ``folded`` (a string made by :func:`bienban.text.shadow.fold`), at word bounds."""
        raw: dict[str, list[tuple[int, int, Entry]]] = {}
        entries = self.entries
        padded = folded + " "
        for index, start, end in self.automaton.find_matches_as_indexes(folded, overlapping=True):
            if padded[end].isalpha() and padded[end - 1].isalpha():
                continue
            if start and padded[start - 1].isalpha() and padded[start].isalpha():
                continue
            for entry in entries[index]:
                hits = raw.get(entry.cue)
                if hits is None:
                    raw[entry.cue] = [(start, end, entry)]
                else:
                    hits.append((start, end, entry))
        return Cues(raw)


def _longest(raw: list[tuple[int, int, Entry]]) -> list[Hit]:
    """In one class, only the hits that no other hit of the class covers, in text order.

    The automaton reports matches by their end. Read from the last, a match is covered exactly when one read before
    begins no later; so no sorting is needed.
    """
    kept: list[Hit] = []
    new = tuple.__new__
    reach = 1 << 62
    for raw_hit in reversed(raw):
        start = raw_hit[0]
        if start < reach:
            if kept and kept[-1][1] == raw_hit[1]:
                kept.pop()
            kept.append(new(Hit, raw_hit))
            reach = start
    kept.reverse()
    return kept


@cache
def cue_index() -> CueIndex:
    """Chỉ mục dùng chung: built once from the lexicon files."""
    grouped: dict[str, list[Entry]] = {}
    for cue, entries in classes().items():
        for entry in entries if cue in scanned() else ():
            if form := fold(entry.form):
                grouped.setdefault(form, []).append(entry)
    automaton = ahocorasick_rs.AhoCorasick(list(grouped), matchkind=ahocorasick_rs.MatchKind.Standard)
    return CueIndex(automaton, tuple(tuple(entries) for entries in grouped.values()))
