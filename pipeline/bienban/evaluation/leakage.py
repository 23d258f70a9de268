"""Rò rỉ giữa các phần (leakage): texts, issuers and authors that two splits share.

Texts are compared by their shingles of eight words, with case folded and every digit the same, so that a report
with new numbers is still seen to be the old one. Shared shingles are counted through an index, so the work grows
with the texts and not with their pairs.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from bienban.evaluation.findings import Finding, finding
from bienban.evaluation.gold import Draft
from bienban.text.shadow import fold

SHINGLE_WORDS = 8
NEAR = 0.2
"""Share of all shingles of two texts (Jaccard) from which they count as nearly the same."""
CONTAINED = 0.5
"""Share of the shorter text's shingles from which it counts as contained in the longer one."""
_WORD = re.compile(r"\w+")


def shingles(text: str, words: int = SHINGLE_WORDS) -> frozenset[tuple[str, ...]]:
    """Cụm chữ (shingles) of a text; a text shorter than one shingle is a single shingle."""
    tokens = [re.sub(r"\d", "0", word) for word in _WORD.findall(fold(text))]
    if not tokens:
        return frozenset()
    return frozenset(tuple(tokens[i : i + words]) for i in range(max(1, len(tokens) - words + 1)))


def leaks(drafts: Sequence[Draft]) -> list[Finding]:
    """Rò rỉ (leaks): a finding at the later draft of each pair of splits that share a text, an issuer or an author."""
    return [*_shared_texts(drafts), *_shared_meta(drafts)]


def _shared_texts(drafts: Sequence[Draft]) -> Iterable[Finding]:
    sets = [shingles(draft.text) for draft in drafts]
    holders: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for index, found in enumerate(sets):
        shared: Counter[int] = Counter(other for shingle in found for other in holders[shingle])
        for other, count in sorted(shared.items()):
            yield from _judge(drafts[other], drafts[index], count, len(sets[other]), len(found))
        for shingle in found:
            holders[shingle].append(index)


def _judge(old: Draft, new: Draft, shared: int, old_size: int, new_size: int) -> Iterable[Finding]:
    """Within one split only the very same text is a fault; between splits a near one is too."""
    if old.text == new.text:
        yield finding(new.text_file, 1, "G201", other=old.text_file)
        return
    jaccard, contained = shared / (old_size + new_size - shared), shared / min(old_size, new_size)
    if old.split != new.split and (jaccard >= NEAR or contained >= CONTAINED):
        yield finding(new.text_file, 1, "G202", other=old.text_file, share=f"{max(jaccard, contained):.0%}")


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
