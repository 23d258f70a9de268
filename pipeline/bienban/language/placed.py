"""Dấu hiệu tra tại chỗ (placed cues): lexicon classes that are only asked for where another word has led to.

A class such as the units of measure has many short forms that stand all over a text, and only the few after a number
matter. The answer is the one a search of the whole text would give: the longest form at the place, at word bounds,
unless a longer form that begins earlier takes it in ("đồng" in "triệu đồng").
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from bienban.lexicon.load import Entry, classes, scanned
from bienban.text.shadow import fold


class PlacedForms(NamedTuple):
    """Các dạng của một lớp, xếp để tra tại chỗ; immutable."""

    entries: Mapping[str, Entry]
    sizes: Mapping[str, tuple[int, ...]]
    """Lengths of the forms, longest first, by their first two characters."""
    singles: Mapping[str, tuple[int, ...]]
    """The forms of one character, for where no longer form can begin."""
    covers: Mapping[str, tuple[tuple[str, int], ...]]
    """The forms that hold a form further on than at their beginning, and how far on."""


def forms_at(forms: PlacedForms, folded: str, start: int) -> tuple[int, Entry] | None:
    """End and entry of the form that stands at ``start`` of the folded text, or None."""
    sizes = forms.sizes.get(folded[start : start + 2]) or forms.singles.get(folded[start : start + 1])
    if sizes is None or _splits_word(folded, start):
        return None
    for size in sizes:
        form = folded[start : start + size]
        entry = forms.entries.get(form) if len(form) == size else None
        if entry is not None and not _splits_word(folded, start + size):
            return None if form in forms.covers and _is_covered(forms.covers[form], folded, start) else (start + size, entry)
    return None


def _splits_word(folded: str, at: int) -> bool:
    return 0 < at < len(folded) and folded[at].isalpha() and folded[at - 1].isalpha()


def _is_covered(covers: tuple[tuple[str, int], ...], folded: str, start: int) -> bool:
    for cover, offset in covers:
        at = start - offset
        if at >= 0 and folded.startswith(cover, at) and not _splits_word(folded, at) and not _splits_word(folded, at + len(cover)):
            return True
    return False


@cache
def placed_forms(cue: str) -> PlacedForms:
    """Các dạng của lớp ``cue``; ``LookupError`` where the class is unknown or one that is looked for everywhere."""
    if cue in scanned():
        raise LookupError(f"cue class {cue!r} is looked for in the whole text")
    entries = {form: entry for entry in classes()[cue] if (form := fold(entry.form))}
    sizes: dict[str, set[int]] = {}
    for form in entries:
        if len(form) > 1:
            sizes.setdefault(form[:2], {1} if form[0] in entries else set()).add(len(form))
    covers = {form: _covers(form, entries) for form in entries}
    return PlacedForms(
        entries,
        {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()},
        {form: (1,) for form in entries if len(form) == 1},
        {form: found for form, found in covers.items() if found},
    )


def _covers(form: str, others: Mapping[str, Entry]) -> tuple[tuple[str, int], ...]:
    found: list[tuple[str, int]] = []
    for other in others:
        at = other.find(form, 1)
        while at > 0:
            if not _splits_word(other, at) and not _splits_word(other, at + len(form)):
                found.append((other, at))
            at = other.find(form, at + 1)
    return tuple(found)
