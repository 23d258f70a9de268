"""Nhắc lại (later mentions) by address alone: "Đồng chí yêu cầu …", "Bà cho biết …"."""

from __future__ import annotations

from bienban.rules.people.lists import Seen
from bienban.rules.people.marks import Marks
from bienban.rules.people.roster import Person

_SAFE = ("đồng chí", "ông", "bà")


def pronouns(marks: Marks, start: int, end: int, seen: list[Seen], speaker: Person | None, chair: Person | None) -> list[tuple[int, int, Person]]:
    """Addresses that stand for the last speaker: at the start of a sentence that names nobody before them.

    Safe only where a verb of saying follows at once and the address fits the speaker's sex.
    """
    if chair is not None and (hit := marks.analysis.cues.at("role.the-chair", start)) is not None and hit.end + 1 in marks.acts:
        chair.role("speaker", "predicate")
        return [(start, hit.end, chair)]
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
