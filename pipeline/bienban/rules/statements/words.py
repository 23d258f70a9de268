"""Từ trong vế (words of a clause): where a verb stands that is a verb, what to skip before it, which bodies are named."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bienban.language.analysis import Analysis, OrgMention
from bienban.language.cues import Hit
from bienban.language.proper_names import CAPITALISED_RUN, is_province

_GAP_STARTS = frozenset(' ,:"rltvcđ')
"""What words or signs to skip begin with; nothing else needs the pattern."""
_GAP = re.compile(r"[ ,:\"]*(?:(?:rằng|là|thì|với|cho|đến|tới)\b[ ,:\"]*)?")
_NAMING = ("Ban ", "Tổ ", "Đội ", "Nhóm ", "Quỹ ", "Khối ", "Trạm ", "Bộ phận ", "tổ ", "đội ", "nhóm ", "ban ")
"""Nouns that a verb completes to a name ("Ban phát triển thôn")."""
_QUANTIFIER = re.compile(r"(?:tất cả )?(?:các|những|một số|mọi|mỗi|từng|toàn bộ|nhiều|\d+|hai|ba|bốn|cả) ")
_MOST_NOUN = 24
_COUNT = re.compile(r"\d+ [^\W\d]")
_NO_VERB_AFTER = frozenset(("được", "các", "những", "mọi", "việc", "sự", "để", "nhằm", "về", "của", "khi", "trong", "tại", "theo", "bởi", "từ"))
"""Words after which a verb is a noun, or not the verb of the clause."""


def in_name(analysis: Analysis, hit: Hit) -> bool:
    """Whether the word belongs to a proper name: inside an organisation, or capitalised amid a sentence."""
    organizations = analysis.organizations
    index = bisect_right(organizations, (hit.start, len(analysis.folded))) - 1
    if index >= 0 and organizations[index].start <= hit.start < organizations[index].end:
        return not (organizations[index].start == hit.start and organizations[index].plural)
    return False


def verb_at_or_after(analysis: Analysis, start: int, end: int) -> Hit | None:
    """The first task verb in ``[start, end)`` that is a verb and not part of a name."""
    surface = analysis.surface
    for hit in analysis.cues.of("task-verb", start, end):
        if surface[hit.start].isupper() and hit.start > start and surface[hit.start - 2 : hit.start] not in (": ", "; "):
            continue
        if in_name(analysis, hit) or surface.endswith(_NAMING, start, hit.start) or analysis.cues.at("verb.void", hit.start) is not None:
            continue
        if not _is_completed(analysis, start, hit):
            return hit
    return None


def _is_completed(analysis: Analysis, start: int, hit: Hit) -> bool:
    """Whether the words since ``start`` make a noun of the verb ("nhà | đầu tư", "quá | trình", "các | hướng dẫn")."""
    folded = analysis.folded
    at = _word_start(folded, start, hit.start - 1)
    if at >= hit.start:
        return False
    return folded[at : hit.start - 1] in _NO_VERB_AFTER or _in_compound(analysis, start, hit)


def _in_compound(analysis: Analysis, start: int, hit: Hit) -> bool:
    """Whether one of the two words before the verb makes a noun of it ("chủ | đầu tư")."""
    at = hit.start
    for _ in range(2):
        if at <= start:
            return False
        at = _word_start(analysis.folded, start, at - 1)
        known = analysis.cues.at("verb.compound", at)
        if known is not None and known.end > hit.start:
            return True
    return False


def _word_start(folded: str, start: int, end: int) -> int:
    """Where the last word of ``[start, end)`` begins; a slash parts words too ("ban quản lý/chủ đầu tư")."""
    return max(start, folded.rfind(" ", start, end) + 1, folded.rfind("/", start, end) + 1)


def is_verb(analysis: Analysis, at: int) -> bool:
    """Whether a task verb that is no part of a name begins exactly at ``at``."""
    hit = analysis.cues.at("task-verb", at)
    if hit is None or in_name(analysis, hit) or analysis.cues.at("verb.void", at) is not None:
        return False
    return not _in_compound(analysis, max(0, at - _MOST_NOUN), hit)


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
            if time is None or time >= end or not _opens_action(analysis, time):
                return at
            stop = time
        following = skip_gap(analysis, stop, end)
        if following <= at:
            return at
        at = following
    return at


def _opens_action(analysis: Analysis, time: int) -> bool:
    """Whether a comma, a verb or a body follows the time that ends at ``time``."""
    return analysis.folded[time] == "," or is_verb(analysis, time + 1) or organization_from(analysis, time + 1) is not None


def time_at(analysis: Analysis, at: int) -> int | None:
    """End of the time expression that begins at ``at``, or None."""
    index = bisect_left(analysis.times, (at,))
    if index < len(analysis.times) and analysis.times[index].start == at:
        return analysis.times[index].end
    return None


def organizations_between(analysis: Analysis, start: int, end: int) -> list[OrgMention]:
    """The organisations that lie wholly in ``[start, end)``, in text order."""
    organizations = analysis.organizations
    low = bisect_left(organizations, (start,))
    high = bisect_left(organizations, (end,), low)
    return [o for o in organizations[low:high] if o.end <= end]


def organization_from(analysis: Analysis, at: int) -> int | None:
    """Chỗ kết thúc của cơ quan bắt đầu tại ``at``, or None."""
    index = bisect_left(analysis.organizations, (at,))
    if index < len(analysis.organizations) and analysis.organizations[index].start == at:
        return analysis.organizations[index].end
    return None


def is_addressable(analysis: Analysis, at: int) -> bool:
    """Có thể là đơn vị được giao: whether an organisation word, a group of people or somebody known begins at ``at``; things are not addressed."""
    if is_thing(analysis, at):
        return False
    if analysis.cues.at("addressee", at) is not None or _is_counted(analysis, at):
        return True
    if _is_place(analysis, at):
        return True
    honorific = analysis.cues.at("honorific", at)
    if honorific is not None and analysis.surface[honorific.end + 1 : honorific.end + 2].isupper():
        return True
    index = bisect_left(analysis.mentions, (at,))
    return index < len(analysis.mentions) and analysis.mentions[index].start == at


def _is_place(analysis: Analysis, at: int) -> bool:
    """Whether a province or city stands at ``at`` for those who govern it ("Hà Nội cần …", "đề nghị TP.HCM")."""
    run = CAPITALISED_RUN.match(analysis.surface, at)
    if run is None:
        return False
    folded = analysis.folded[at : run.end()]
    return is_province(folded) or folded.startswith(("tp.", "tp hcm", "tphcm", "tp hồ chí minh", "tp hà nội"))


def is_thing(analysis: Analysis, at: int) -> bool:
    """Vật, việc (không phải người): whether a thing is named at ``at``, with or without a quantifier ("các nội dung", "dự thảo Nghị định")."""
    match = _QUANTIFIER.match(analysis.folded, at)
    return analysis.cues.at("addressee.thing", match.end() if match else at) is not None


def _is_counted(analysis: Analysis, at: int) -> bool:
    """Whether a number of bodies or people is named at ``at`` ("19 địa phương"): no money, no share."""
    if _COUNT.match(analysis.folded, at) is None:
        return False
    index = bisect_left(analysis.quantities, at, key=lambda q: q.start)
    quantity = analysis.quantities[index] if index < len(analysis.quantities) else None
    return quantity is None or quantity.start != at or not (quantity.percent or quantity.unit_name == "đồng")
