"""Rò rỉ giữa các phần (leakage): texts, issuers and authors that two splits share.

Texts are compared by their shingles, with case folded, accents left out and every digit the same, so that a report with
new numbers, or typed without accents, is still seen to be the old one: by those of eight words, which a copied passage
shares, and by those of three, which are left where a word here and there was replaced. Shared shingles are counted
through an index, so the work grows with the texts and not with their pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bienban.evaluation.findings import Finding, finding
from bienban.evaluation.gold import Draft
from bienban.text.shadow import fold

SHINGLE_WORDS = 8
NEAR = 0.2
"""Share of all shingles of two texts (Jaccard) from which they count as nearly the same."""
CONTAINED = 0.5
"""Share of the shorter text's shingles from which it counts as contained in the longer one."""
SHORT_WORDS = 3
SHORT_NEAR = 0.25
"""As :data:`NEAR`, of shingles of three words: reports on different matters share a tenth of them, formulas all in all."""
_WORD = re.compile(r"\w+")


class _Measure(NamedTuple):
    """A way to compare: words of a shingle, and the shares from which two texts are nearly the same."""

    words: int
    near: float
    contained: float


_MEASURES = (_Measure(SHINGLE_WORDS, NEAR, CONTAINED), _Measure(SHORT_WORDS, SHORT_NEAR, CONTAINED))


def shingles(text: str, words: int = SHINGLE_WORDS) -> frozenset[tuple[str, ...]]:
    """Cụm chữ (shingles) of a text; a text shorter than one shingle is a single shingle."""
    tokens = [re.sub(r"\d", "0", word) for word in _WORD.findall(_plain(text))]
    if not tokens:
        return frozenset()
    return frozenset(tuple(tokens[i : i + words]) for i in range(max(1, len(tokens) - words + 1)))


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFD", fold(text).replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def leaks(drafts: Sequence[Draft]) -> list[Finding]:
    """Rò rỉ (leaks): a finding at the later draft of each pair of splits that share a text, an issuer or an author."""
    found: dict[tuple[int, int], Finding] = {}
    for measure in _MEASURES:
        for pair, one in _shared_texts(drafts, measure):
            found.setdefault(pair, one)
    return [*found.values(), *_shared_meta(drafts)]


def _shared_texts(drafts: Sequence[Draft], measure: _Measure) -> Iterable[tuple[tuple[int, int], Finding]]:
    sets = [shingles(draft.text, measure.words) for draft in drafts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, found in enumerate(sets):
        shared: Counter[int] = Counter(other for shingle in found for other in holders[shingle])
        for other, count in sorted(shared.items()):
            one = _judge(drafts[other], drafts[index], count, (len(sets[other]), len(found)), measure)
            if one is not None:
                yield (other, index), one
        for shingle in found:
            holders[shingle].append(index)


def _judge(old: Draft, new: Draft, shared: int, sizes: tuple[int, int], measure: _Measure) -> Finding | None:
    """Within one split only the very same text is a fault; between splits a near one is too."""
    if old.text == new.text:
        return finding(new.text_file, 1, "G201", other=old.text_file)
    jaccard, contained = shared / (sum(sizes) - shared), shared / min(sizes)
    if old.split == new.split or (jaccard < measure.near and contained < measure.contained):
        return None
    return finding(new.text_file, 1, "G202", other=old.text_file, share=f"{max(jaccard, contained):.0%}", words=str(measure.words))


def _shared_meta(drafts: Sequence[Draft]) -> Iterable[Finding]:
    for name, code in (("issuer", "G203"), ("author", "G204")):
        first: dict[str, Draft] = {}
        for draft in drafts:
            if draft.meta is None:
                continue
            value = str(getattr(draft.meta, name))
            key = " ".join(fold(value).split())
            other = first.setdefault(key, draft)
            if other.split != draft.split:
                line = draft.located.line(("meta", name))
                yield finding(draft.json_file, line, code, other=other.json_file, **{name: value})
