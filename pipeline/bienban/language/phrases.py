"""Tập cụm từ (phrase sets): the longest known phrase that begins at a place, found by its first word.

For word lists that are only tried where a head noun or an opener has led to, a look-up by first word is cheaper
than searching every text for all of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from bienban.lexicon.load import forms, values
from bienban.text.shadow import fold

_WORD = re.compile(r"\w+|[^\w\s]")


class PhraseSet:
    """Tập cụm từ tra theo từ đầu: folded phrases with a value each; immutable."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Mapping[str, str]) -> None:
        grouped: dict[str, list[tuple[str, str]]] = {}
        for phrase, value in phrases.items():
            folded = fold(phrase)
            first = _WORD.match(folded)
            if first:
                grouped.setdefault(first.group(), []).append((folded, value))
        for members in grouped.values():
            members.sort(key=lambda member: -len(member[0]))
        self._by_first = grouped

    def first_words(self) -> frozenset[str]:
        """The words that some phrase begins with."""
        return frozenset(self._by_first)

    def at(self, folded: str, start: int, limit: int) -> tuple[int, str] | None:
        """(end, value) of the longest phrase at ``folded[start:limit]`` that ends at a word bound, or None."""
        first = _WORD.match(folded, start, limit)
        if first is None:
            return None
        for phrase, value in self._by_first.get(first.group(), ()):
            end = start + len(phrase)
            if end <= limit and folded.startswith(phrase, start) and not _inside_word(folded, end):
                return end, value
        return None


def _inside_word(folded: str, end: int) -> bool:
    return end < len(folded) and folded[end].isalnum() and folded[end - 1].isalnum()


@cache
def phrase_set(*classes: str) -> PhraseSet:
    """Tập cụm từ của một hay nhiều lớp từ: the forms of the lexicon classes with their values."""
    merged: dict[str, str] = {}
    for cue in classes:
        merged.update(values(cue))
    return PhraseSet(merged)


@cache
def folded_forms(cue: str) -> frozenset[str]:
    """Các dạng đã gấp chữ của một lớp từ."""
    return frozenset(_folded(forms(cue)))


def _folded(items: Iterable[str]) -> Iterable[str]:
    return (fold(item) for item in items)
