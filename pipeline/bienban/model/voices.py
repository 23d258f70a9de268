"""Ai nói, ai làm (voices): whose words an added clause is, and whom it names before its action."""

from __future__ import annotations

from bisect import bisect_left

from bienban.language.analysis import Analysis, Heard, Party
from bienban.rules.statements.acts import addressee, organizations_between

_PREFACE = 70
"""Characters a sentence may open with before its subject ("Trả lời về phòng cháy, ông …")."""
_OPENINGS = (",", ":", "-", '"', ".", ")")
"""Signs that may stand before a subject that does not open its sentence."""
_MOST_TRAILING = 14
"""Characters of the adverbs and modals between who is to act and the action ("tiếp tục cần phải")."""


def voice_of(analysis: Analysis, item: Heard, before: int) -> Party | None:
    """Người đang nói (voice): who last opened a sentence of the paragraph before ``before``, else the speaker the rules heard last.

    Rules note who speaks by words of speaking; answers often have others ("ông X thừa nhận …. Sở sẽ …").
    """
    opening = opening_voice(analysis, analysis.lines[item.clause.line].start, before)
    return opening if opening is not None else item.speaker


def opening_voice(analysis: Analysis, start: int, end: int) -> Party | None:
    """Người mở đầu câu (opening voice): who is the last to open a sentence in ``[start, end)``."""
    mentions = analysis.mentions
    index = bisect_left(mentions, (end,)) - 1
    while index >= 0 and mentions[index].start >= start:
        mention = mentions[index]
        if mention.party.kind != "group" and _opens_sentence(analysis, mention.start):
            return mention.party
        index -= 1
    return None


def _opens_sentence(analysis: Analysis, at: int) -> bool:
    """Whether what begins at ``at`` is the first thing its sentence names, at its head or after a preface and a comma."""
    sentence = analysis.sentence_at(at)
    if sentence is None or at - sentence.start > _PREFACE:
        return False
    return at == sentence.start or analysis.folded[sentence.start : at].rstrip().endswith(_OPENINGS)


def lead_before(analysis: Analysis, start: int, body: int, end: int) -> list[tuple[int, int]]:
    """Đơn vị thực hiện (lead): whom a clause names between ``start`` and its action, at once or after a preface ("Về cơ chế, Bộ X …")."""
    while start < body:
        found = addressee(analysis, start, end)
        if found.lead and found.lead[-1][1] <= body:
            return found.lead
        if subjects := _subjects_at(analysis, start, body):
            return subjects
        comma = analysis.folded.find(", ", start, body)
        start = comma + 2 if comma > 0 else body
    return []


def _subjects_at(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """Bodies from ``start`` on, by name or by noun alone ("Cục cần …"), with hardly more than modals to ``end``."""
    found = organizations_between(analysis, start, end)
    if found and found[0].start == start and end - found[-1].end <= _MOST_TRAILING:
        return [(o.start, o.end) for o in found]
    head = analysis.org_heads.get(start) if analysis.org_heads else None
    return [(start, head.end)] if head is not None and head.end < end and end - head.end <= _MOST_TRAILING else []
