"""Cuộc họp khác (other meetings): namings that are not of the meeting a report is about.

A meeting that somebody orders to be held, one that passed a document cited or that a document is about, a summit of
other countries, a congress that only dates what is told, one just closed that is spoken of.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from bienban.language.analysis import Analysis, Sentence
from bienban.language.cues import Hit

_TIMES_MOST = 40
_DECISIONS = ("nghị quyết ", "quy chế ", "tinh thần nghị quyết ", "chương trình hành động ", "nghị quyết của ", "nghị quyết tại ")
"""Words after which a meeting only names the document it passed ("Nghị quyết Hội nghị Trung ương 10")."""
_PASSED = (" ", " của ", ", ", " do ")
_PAST = re.compile(r"[^,.;]* (?:mới đây|vừa qua|trước đó|năm ngoái|hôm trước|tuần trước|lần trước)")
_CLOSED = re.compile(r"[^,.;]{0,40} (?:vừa|đã) (?:qua|bế mạc|kết thúc|diễn ra)(?!\w)")
_WORLD = re.compile(r" (?:thượng đỉnh )?cop ?-?\d\d|(?: các bên)? (?:tham gia )?công ước")
_PARTY_CONGRESS = re.compile(
    r" (?:đại biểu )?(?:toàn quốc )?(?:lần thứ )?[ivx]+ (?:của )?đảng| đảng (?:toàn quốc|các cấp|lần)| các cấp"
    r"| đảng bộ các cấp"
)


def is_ordered(analysis: Analysis, hit: Hit, sentence: Sentence) -> bool:
    """Whether the meeting is one that somebody orders to be held ("đề nghị các xã tổ chức đối thoại …")."""
    if has_day(analysis, sentence):
        return False
    voids = analysis.cues.of("act.void", sentence.start, hit.start)
    orders = [act for act in analysis.cues.of("act", sentence.start, hit.start) if act.value in ("direct", "upward")]
    return any(not any(void.start <= act.start and act.end <= void.end for void in voids) for act in orders)


def is_past(analysis: Analysis, hit: Hit, governor: str, limit: int) -> bool:
    """Whether what follows dates the meeting before the one reported ("tại hội nghị tuần trước", "kết quả của kỳ họp thứ 8 vừa bế mạc")."""
    limit = min(limit, hit.end + 60)
    if governor in ("at", "attend") and _PAST.match(analysis.folded, hit.end, limit):
        return True
    return analysis.folded.endswith(" của ", 0, hit.start) and _CLOSED.match(analysis.folded, hit.end, limit) is not None


def is_no_meeting(analysis: Analysis, hit: Hit) -> bool:
    """Giao Ban Tổ chức … (an assignment), Đại hội XIII của Đảng (a point of reference), Hội nghị COP26 (another's)."""
    if analysis.folded.endswith(_DECISIONS, 0, hit.start) or _in_document(analysis, hit.start):
        return True
    if _WORLD.match(analysis.folded, hit.end) is not None:
        return True
    if hit.entry.form == "giao ban":
        return analysis.surface[hit.start + 5].isupper() and not analysis.surface[hit.start : hit.end].isupper()
    return hit.entry.form == "đại hội" and _PARTY_CONGRESS.match(analysis.folded, hit.end) is not None


def _in_document(analysis: Analysis, at: int) -> bool:
    """Whether the words at ``at`` belong to the title of a document cited, or tell which meeting passed it."""
    for document in analysis.documents:
        if document.start < at < document.end:
            return True
        if document.type == "resolution" and 0 < at - document.end < 6 and analysis.folded[document.end : at] in _PASSED:
            return True
    return False


def has_day(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether the sentence names a day that is not that of a document."""
    low = bisect_right(analysis.times, (sentence.start,))
    for time in analysis.times[low : low + _TIMES_MOST]:
        if time.start >= sentence.end:
            break
        if time.form.startswith("date.") and (time.day or time.vague) and "/" not in analysis.folded[max(0, time.start - 3) : time.start]:
            return True
    return False
