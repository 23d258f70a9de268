"""Nhắc lại (later mentions) by address alone: "Đồng chí yêu cầu …", "Bà cho biết …"."""

from __future__ import annotations

from collections.abc import Sequence

from bienban.language.cues import Hit
from bienban.rules.people.lists import Seen
from bienban.rules.people.marks import Marks
from bienban.rules.people.roster import Person

_OPENING = 160
"""Where in a sentence an epithet may stand to be its subject."""
_SAFE = ("đồng chí", "ông", "bà")


def pronouns(
    marks: Marks, start: int, end: int, seen: list[Seen], speaker: Person | None, chair: Person | None, ranked: Sequence[Person] = ()
) -> list[tuple[int, int, Person]]:
    """Addresses that stand for the last speaker: at the start of a sentence that names nobody before them.

    Safe only where a verb of saying follows at once and the address fits the speaker's sex.
    """
    if chair is not None and (hit := marks.analysis.cues.at("role.the-chair", start)) is not None and hit.end + 1 in marks.acts:
        chair.role("speaker", "predicate")
        return [(start, hit.end, chair)]
    epithet = marks.analysis.cues.first("role.epithet", start, min(end, start + _OPENING))
    if epithet is not None and (called := _by_epithet(marks, start, epithet, speaker, ranked)):
        return called
    if ranked and (hit := marks.ranks.get(start)) is not None and not (seen and seen[0].phrase.start <= start):
        return _by_rank(marks, start, hit.end, ranked)
    if speaker is None:
        return []
    hit = marks.honorifics.get(start)
    if hit is None or hit.entry.form not in _SAFE or (seen and seen[0].phrase.start <= start):
        return []
    at = hit.end + 1
    for _ in range(3):
        if at in marks.acts or at not in marks.adverbs:
            break
        at = marks.adverbs[at] + 1
    act = marks.acts.get(at)
    if act is None or act[2] != "role.speak":
        return []
    if hit.value and speaker.gender and hit.value != speaker.gender:
        return []
    if start - speaker.last > 1500:
        return []
    return [(start, hit.end, speaker)]


def _by_epithet(marks: Marks, start: int, hit: Hit, speaker: Person | None, people: Sequence[Person]) -> list[tuple[int, int, Person]]:
    """ "Người đứng đầu Chính phủ": what the press calls the holder of an office, be it the last speaker or the only one there."""
    before = marks.folded[start : hit.start].rstrip()
    if before and before[-1] not in ",:;\"-":
        return []
    at = hit.end + 1
    for _ in range(3):
        if at in marks.acts or at not in marks.adverbs:
            break
        at = marks.adverbs[at] + 1
    act = marks.acts.get(at)
    if act is None or act[2] != "role.speak":
        return []
    offices = tuple(hit.value.split("|"))
    holders = [p for p in people if p.key and any(title.startswith(offices) for title, _ in p.post_texts)]
    if speaker in holders:
        holders = [p for p in holders if p is speaker]
    if len(holders) != 1:
        return []
    holders[0].role("speaker", "predicate")
    return [(hit.start, hit.end, holders[0])]


def _by_rank(marks: Marks, start: int, end: int, people: Sequence[Person]) -> list[tuple[int, int, Person]]:
    """ "Đại tá yêu cầu …": a rank alone stands for the one person it was given to."""
    at = marks.adverbs[end + 1] + 1 if end + 1 in marks.adverbs else end + 1
    act = marks.acts.get(at)
    if act is None or act[2] not in ("role.speak", "role.chair"):
        return []
    rank = marks.folded[start:end]
    holders = [p for p in people if p.key and p.first.honorific and marks.folded[slice(*p.first.honorific)] == rank]
    if len(holders) != 1:
        return []
    holders[0].role("speaker", "predicate")
    return [(start, end, holders[0])]
