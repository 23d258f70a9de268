"""Hành vi ngôn ngữ (speech acts): the word that governs a clause, and whom it addresses."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from typing import NamedTuple

from bienban.language.analysis import Analysis, Mention, OrgMention
from bienban.language.cues import Hit

_GAP_STARTS = frozenset(' ,:"rltvcđ')
"""What words or signs to skip begin with; nothing else needs the pattern."""
_GAP = re.compile(r"[ ,:\"]*(?:(?:rằng|là|thì|với|cho|đến|tới)\b[ ,:\"]*)?")
_ADVERB = re.compile(
    r"(?:(?:tiếp tục|cũng|đã|còn|phải|cần|sẽ|luôn|trực tiếp|cùng|tiếp|chính thức|có ý kiến|ghi nhận|biểu dương|và|đồng thời|lần lượt|tha thiết|"
    r"một lần nữa|đặc biệt|thẳng thắn|cơ bản|hoàn toàn|nhiệt liệt|xin|vừa|thay mặt|nghiêm túc)\b[ ,]*)*"
)
_NAMING = ("Ban ", "Tổ ", "Đội ", "Nhóm ", "Quỹ ", "Khối ", "Trạm ", "Bộ phận ", "tổ ", "đội ", "nhóm ", "ban ")
"""Nouns that a verb completes to a name ("Ban phát triển thôn")."""
_MOST_ADDRESSEE = 240
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
        subject = subject_before(analysis, start, hit.start)
        close = subject is not None and _is_close(analysis, subject.end, hit.start)
        found.append(Act(hit.start, hit.end, hit.value, hit.id, subject, close))
    return found


def _covers(analysis: Analysis, void: Hit, hit: Hit) -> bool:
    """Whether a longer word takes the act word in; "giao Ban Dân vận" is no "giao ban"."""
    if not (void.start <= hit.start and hit.end <= void.end):
        return False
    return not (void.start == hit.start and void.end > hit.end and analysis.surface[hit.end + 1 : hit.end + 2].isupper())


def _ends_subject(analysis: Analysis, start: int, void: Hit, hit: Hit) -> bool:
    """Whether the longer word only begins inside the subject ("Chủ tịch UBND [huyện giao] Phòng …")."""
    if void.start >= hit.start:
        return False
    mention = last_mention(analysis, start, hit.start)
    return mention is not None and mention.start < void.start and void.start < mention.end and hit.start - mention.end <= 1


def _is_close(analysis: Analysis, start: int, end: int) -> bool:
    between = analysis.folded[start:end].lstrip(" ,-")
    if between == "" or _ADVERB.fullmatch(between) is not None:
        return True
    return len(between) < 70 and analysis.cues.first("task-verb", end - len(between), end) is None


def in_name(analysis: Analysis, hit: Hit) -> bool:
    """Whether the word belongs to a proper name: inside an organisation, or capitalised amid a sentence."""
    organizations = analysis.organizations
    index = bisect_right(organizations, (hit.start, len(analysis.folded))) - 1
    if index >= 0 and organizations[index].start <= hit.start < organizations[index].end:
        return not (organizations[index].start == hit.start and organizations[index].plural)
    return False


def subject_before(analysis: Analysis, start: int, at: int) -> Mention | None:
    """The mention that stands as subject of the word at ``at``: nothing but adverbs in between."""
    mention = last_mention(analysis, start, at)
    if mention is None:
        return None
    between = analysis.folded[mention.end : at].lstrip(" ,-")
    if len(between) > 160:
        return None
    if between == "" or _ADVERB.fullmatch(between):
        return mention
    head = between.split(",", 1)[0]
    return mention if ";" not in between and len(head) < 110 and ":" not in between else None


def last_mention(analysis: Analysis, start: int, at: int) -> Mention | None:
    """The last mention of a party that ends in ``[start, at]``."""
    mentions = analysis.mentions
    index = bisect_left(mentions, (at,)) - 1
    while index >= 0 and mentions[index].start >= start:
        if mentions[index].end <= at:
            return mentions[index]
        index -= 1
    return None


def verb_at_or_after(analysis: Analysis, start: int, end: int) -> Hit | None:
    """The first task verb in ``[start, end)`` that is a verb and not part of a name."""
    surface = analysis.surface
    for hit in analysis.cues.of("task-verb", start, end):
        if surface[hit.start].isupper() and hit.start > start and surface[hit.start - 2 : hit.start] not in (": ", "; "):
            continue
        if not in_name(analysis, hit) and not surface.endswith(_NAMING, start, hit.start) and analysis.cues.at("verb.void", hit.start) is None:
            return hit
    return None


def is_verb(analysis: Analysis, at: int) -> bool:
    """Whether a task verb that is no part of a name begins exactly at ``at``."""
    hit = analysis.cues.at("task-verb", at)
    return hit is not None and not in_name(analysis, hit) and analysis.cues.at("verb.void", at) is None


def skip_gap(analysis: Analysis, at: int, end: int) -> int:
    """Past blanks, commas, colons and "rằng"."""
    if at >= end or analysis.folded[at] not in _GAP_STARTS:
        return at
    match = _GAP.match(analysis.folded, at, end)
    return match.end() if match else at


def skip_opening(analysis: Analysis, at: int, end: int) -> int:
    """Past connectives ("đồng thời,") and adverbial times ("trong thời gian tới,") at the start of a clause.

    A deadline that stands first ("chậm nhất ngày 7/2 hoàn thành …") needs no comma before its verb.
    """
    while at < end:
        hit = analysis.cues.at("connective", at)
        stop = hit.end if hit is not None and hit.end <= end else None
        if stop is None:
            time = time_at(analysis, at)
            if time is None or time >= end or (analysis.folded[time] != "," and not is_verb(analysis, time + 1)):
                return at
            stop = time
        following = skip_gap(analysis, stop, end)
        if following <= at:
            return at
        at = following
    return at


def time_at(analysis: Analysis, at: int) -> int | None:
    """End of the time expression that begins at ``at``, or None."""
    index = bisect_left(analysis.times, (at,))
    if index < len(analysis.times) and analysis.times[index].start == at:
        return analysis.times[index].end
    return None


class Addressee(NamedTuple):
    """Người, cơ quan được giao: offsets of the addressed phrases and where the action begins."""

    lead: list[tuple[int, int]]
    body: int


def addressee(analysis: Analysis, at: int, end: int, *, strict: bool = False) -> Addressee:
    """Read "[whom] [cần] <verb> …" from ``at``; no addressee when the verb comes first.

    ``strict`` takes only organisations, parties and words known to address somebody.
    """
    at = skip_opening(analysis, skip_gap(analysis, at, end), end)
    verb = verb_at_or_after(analysis, at, min(end, at + _MOST_ADDRESSEE))
    organization = _organization_at(analysis, at)
    if verb is not None and verb.start == at and organization is None:
        return Addressee([], at)
    modal = _first_modal(analysis, at, min(end, at + _MOST_ADDRESSEE))
    stop = verb.start if verb is not None else None
    if modal is not None and (stop is None or modal[0] < stop):
        stop = modal[0]
    if organization is None and not _addressable(analysis, at) and (strict or not _named_by_position(analysis, at, stop)):
        return Addressee([], at)
    if stop is None:
        if organization is None:
            return Addressee([], at)
        stop = organization
    stop = _before_rhythm(analysis, at, stop)
    if any(hit.value == "direct" and hit.end >= stop - 2 for hit in analysis.cues.of("act", at, stop)):
        return Addressee([], at)
    leads = _phrases(analysis, at, stop)
    body = stop
    if modal is not None and modal[0] == stop:
        body = skip_gap(analysis, modal[1], end)
        again = _first_modal(analysis, body, min(end, body + 12))
        if again is not None and again[0] == body:
            body = skip_gap(analysis, again[1], end)
    return Addressee(leads, skip_gap(analysis, body, end))


def named_alone(analysis: Analysis, start: int, end: int) -> bool:
    """Whether ``[start, end)`` only names whom what follows addresses ("1. Sở Giao thông vận tải:")."""
    if verb_at_or_after(analysis, start, end) is not None:
        return False
    if end - start <= _MOST_ADDRESSEE and _addressable(analysis, start):
        return not analysis.folded[start].isdigit()
    return _organization_at(analysis, start) is not None


def organizations_between(analysis: Analysis, start: int, end: int) -> list[OrgMention]:
    """The organisations that lie wholly in ``[start, end)``, in text order."""
    organizations = analysis.organizations
    low = bisect_left(organizations, (start,))
    high = bisect_left(organizations, (end,), low)
    return [o for o in organizations[low:high] if o.end <= end]


def _organization_at(analysis: Analysis, at: int) -> int | None:
    index = bisect_left(analysis.organizations, (at,))
    if index < len(analysis.organizations) and analysis.organizations[index].start == at:
        return analysis.organizations[index].end
    return None


def _addressable(analysis: Analysis, at: int) -> bool:
    if analysis.cues.at("addressee", at) is not None or analysis.folded[at : at + 1].isdigit():
        return True
    honorific = analysis.cues.at("honorific", at)
    if honorific is not None and analysis.surface[honorific.end + 1 : honorific.end + 2].isupper():
        return True
    index = bisect_left(analysis.mentions, (at,))
    return index < len(analysis.mentions) and analysis.mentions[index].start == at


def _before_rhythm(analysis: Analysis, at: int, stop: int) -> int:
    """ "mỗi quý gặp gỡ …": how often belongs to the action, not to whom it is addressed."""
    index = bisect_left(analysis.times, stop, key=lambda t: t.start) - 1
    if index >= 0:
        time = analysis.times[index]
        if time.recurring and at < time.start and 0 <= stop - time.end <= 1:
            return time.start
    return stop


def _named_by_position(analysis: Analysis, at: int, stop: int | None) -> bool:
    """A short phrase without a verb before the first verb is whom the words address ("công an các xã nắm …")."""
    if stop is None or not 3 < stop - at <= 70:
        return False
    phrase = analysis.folded[at:stop].rstrip(" ,")
    return ":" not in phrase and '"' not in phrase and not phrase[0].isdigit() and " " in phrase.strip()


def _first_modal(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    voids = analysis.cues.of("act.void", start, end)
    for hit in analysis.cues.of("act", start, end):
        if hit.value in ("modal", "future") and not any(v.start <= hit.start and hit.end <= v.end for v in voids):
            return hit.start, hit.end
    return None


def _phrases(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """The addressed phrase, taken apart only where every part is an organisation of its own."""
    while end > start and analysis.folded[end - 1] in " ,:-":
        end -= 1
    if end <= start:
        return []
    inside = organizations_between(analysis, start, end)
    if len(inside) > 1 and inside[0].start == start:
        gaps = [analysis.folded[a.end : b.start].strip() for a, b in itertools.pairwise(inside)]
        if all(gap in (",", "và", ", và", "cùng", "-", ";") for gap in gaps) and end - inside[-1].end < 40:
            return [(o.start, o.end) for o in inside[:-1]] + [(inside[-1].start, end)]
    return [(start, end)]
