"""Hành vi ngôn ngữ (speech acts): the word that governs a clause, and whom it addresses."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from bienban.language.analysis import Analysis, Mention
from bienban.language.cues import Hit
from bienban.rules.statements.addressees import Addressee, addressee, named_alone
from bienban.rules.statements.words import in_name, is_addressable, is_verb, organizations_between, skip_gap, skip_opening, verb_at_or_after

__all__ = [
    "Act", "Addressee", "acts_in", "addressee", "in_name", "is_verb", "last_mention", "mention_at", "named_alone", "organizations_between",
    "skip_gap", "skip_opening", "subject_before", "verb_at_or_after",
]  # fmt: skip

_ADVERB = re.compile(
    r"(?:(?:tiếp tục|cũng|đã|còn|phải|cần|sẽ|luôn|trực tiếp|cùng|tiếp|chính thức|có ý kiến|ghi nhận|biểu dương|và|đồng thời|lần lượt|tha thiết|"
    r"một lần nữa|đặc biệt|thẳng thắn|cơ bản|hoàn toàn|nhiệt liệt|xin|vừa|thay mặt|nghiêm túc)\b[ ,]*)*"
)
_LOOSE = ("đã ", "được ", "cũng ", "là ", "với ", "trước ", "theo ")
"""First words of longer words that do not melt with what follows: "đã giao | nhiệm vụ cho" is not "bàn giao | nhiệm vụ"."""
_ASSIGNING = ("giao", "giao nhiệm vụ", "phân công")
_PASSIVE = re.compile(
    r"\bđược (?:[^;:,]{0,50}|[^;:,]{0,50}(?:điều động|luân chuyển|bổ nhiệm)[^;:]{0,20})$|\b(?:điều động|luân chuyển|bổ nhiệm), (?:và )?$"
)
"""Before a word of assigning: what somebody was assigned is no order given here ("được Ban Bí thư điều động, phân công")."""
_MOST_TITLE = 60
_MOST_ACTS = 40
"""Act words read in one clause; what comes after them cannot govern it."""


class Act(NamedTuple):
    """Một từ chỉ hành vi: offsets, kind, and the mention that is its subject."""

    start: int
    end: int
    kind: str
    id: str
    subject: Mention | None
    close: bool = False
    """Whether nothing but adverbs stands between the subject and the word."""


def acts_in(analysis: Analysis, start: int, end: int) -> list[Act]:
    """The act words in ``[start, end)`` that are not part of a longer word or of a name, in order."""
    hits = analysis.cues.of("act", start, end)[:_MOST_ACTS]
    if not hits:
        return []
    voids = analysis.cues.of("act.void", max(0, start - 30), min(len(analysis.folded), end + 30))
    found: list[Act] = []
    for hit in hits:
        if any(_covers(analysis, void, hit) and not _ends_subject(analysis, start, void, hit) for void in voids) or in_name(analysis, hit):
            continue
        if hit.entry.form in _ASSIGNING and _PASSIVE.search(analysis.folded, max(start, hit.start - 70), hit.start):
            continue
        if analysis.surface[hit.start].isupper() and _is_called(analysis, hit.start):
            continue
        subject = subject_before(analysis, start, hit.start)
        close = subject is not None and _is_close(analysis, subject.end, hit.start)
        found.append(Act(hit.start, hit.end, hit.value, hit.id, subject, close))
    return found


def _is_called(analysis: Analysis, at: int) -> bool:
    """Whether the capital word at ``at`` stands inside the phrase of somebody ("ông Hứa Văn Nam")."""
    index = bisect_right(analysis.mentions, at, key=lambda m: m.start) - 1
    return index >= 0 and analysis.mentions[index].start < at < analysis.mentions[index].end


def _covers(analysis: Analysis, void: Hit, hit: Hit) -> bool:
    """Whether a longer word takes the act word in; "giao Ban Dân vận" is no "giao ban"."""
    if void.start < hit.start < void.end and not void.entry.form.startswith(_LOOSE):
        return True
    if not (void.start <= hit.start and hit.end <= void.end):
        return False
    return not (void.start == hit.start and void.end > hit.end and analysis.surface[hit.end + 1 : hit.end + 2].isupper())


def _ends_subject(analysis: Analysis, start: int, void: Hit, hit: Hit) -> bool:
    """Whether the longer word only begins inside the subject ("Chủ tịch UBND [huyện giao] Phòng …")."""
    if void.start >= hit.start:
        return False
    if void.end == hit.end and is_addressable(analysis, hit.end + 1) and (void.start == start or _opens_with_body(analysis, start, hit.start)):
        # "Thường trực Chính phủ giao các bộ …": nothing stands before that the words could belong to.
        return True
    mention = last_mention(analysis, start, hit.start)
    return mention is not None and mention.start < void.start and void.start < mention.end and hit.start - mention.end <= 1


def _opens_with_body(analysis: Analysis, start: int, end: int) -> bool:
    """Whether one body is all that stands in ``[start, end)``."""
    found = organizations_between(analysis, start, end)
    return bool(found) and found[0].start == start and analysis.folded[found[0].end : end].strip() in ("", "cũng", "đã")


def _is_close(analysis: Analysis, start: int, end: int) -> bool:
    between = analysis.folded[start:end].lstrip(" ,-")
    if between == "" or _ADVERB.fullmatch(between) is not None:
        return True
    return len(between) < 70 and analysis.cues.first("task-verb", end - len(between), end) is None


def subject_before(analysis: Analysis, start: int, at: int) -> Mention | None:
    """The mention that stands as subject of the word at ``at``: nothing but adverbs in between."""
    mention = last_mention(analysis, start, at)
    if mention is None:
        return None
    between = analysis.folded[mention.end : at].lstrip(" ,-")
    if len(between) > 160 or _is_another(analysis, mention.end, at):
        return None
    if between == "" or _ADVERB.fullmatch(between):
        return mention
    head = between.split(",", 1)[0]
    return mention if ";" not in between and len(head) < 110 and ":" not in between else None


def _is_another(analysis: Analysis, start: int, at: int) -> bool:
    """ "…, Cục trưởng yêu cầu": whether the bare title of somebody else stands right before the word at ``at``."""
    floor = max(start, at - _MOST_TITLE)
    for hit in analysis.cues.of("position-head", floor, at):
        before = analysis.folded[start : hit.start].rstrip(" ")
        if hit.value != "weak" and before[-1:] in (",", '"', "-", ":") and _ADVERB.fullmatch(analysis.folded[hit.end : at].lstrip()):
            return True
    return False


def mention_at(analysis: Analysis, at: int) -> Mention | None:
    """The mention of a party that begins at ``at``."""
    index = bisect_left(analysis.mentions, at, key=lambda m: m.start)
    return analysis.mentions[index] if index < len(analysis.mentions) and analysis.mentions[index].start == at else None


def last_mention(analysis: Analysis, start: int, at: int) -> Mention | None:
    """The last mention of a party that ends in ``[start, at]``."""
    mentions = analysis.mentions
    index = bisect_left(mentions, (at,)) - 1
    while index >= 0 and mentions[index].start >= start:
        if mentions[index].end <= at:
            return mentions[index]
        index -= 1
    return None
