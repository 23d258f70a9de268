"""Lời dẫn danh sách (announcements): "6 nhóm nhiệm vụ trọng tâm, đó là:", "kết luận như sau:"."""

from __future__ import annotations

import re
from typing import NamedTuple

from bienban.language.analysis import Analysis, Announcement
from bienban.rules.statements.acts import Act, is_verb

_NUMBER = re.compile(r"(?<![\w/.,-])(?:(\d{1,2})|(hai|ba|bốn|năm|sáu|bảy|bẩy|tám|chín|mười hai|mười một|mười))\s*(?:\(\w+\)\s*)?$")
_WORDS = {
    "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9, "mười": 10,
    "mười một": 11, "mười hai": 12,
}  # fmt: skip
_OPEN = re.compile(r"(?:các|một số|những|mấy)\s+(?:[^,;:.]{0,40}\s)?$")
_DONE = re.compile(r"(?:đã |hoàn thành |đạt |trong tổng số |/|qua |sau )\s*(?:\w+ )?$")


_AIMS = ("chỉ tiêu", "chỉ tiêu chủ yếu", "mục tiêu")
"""Lists of these announce targets, not tasks."""


_PARTS = ("nội dung", "nội dung chính", "nội dung cụ thể", "vấn đề", "công việc")
"""As a heading these open a part of the minutes ("II. Nội dung:")."""


_NEXT = 1
"""Characters between a word and the one right after it."""


class Lead(NamedTuple):
    """Lời dẫn trong một vế: the announcement, and where the first item begins (== end when none)."""

    announcement: Announcement
    first: int


def announcement_in(analysis: Analysis, start: int, end: int, stop: str, acts: list[Act]) -> Lead | None:
    """The announcement in ``[start, end)``; ``stop`` is the character that follows the clause in the text."""
    colon = _colon(analysis, start, end, stop)
    declared = _declared(analysis, start, end, acts, colon)
    if declared is not None:
        return declared
    return _undeclared(analysis, start, end, acts, colon)


def _colon(analysis: Analysis, start: int, end: int, stop: str) -> int | None:
    at = analysis.folded.find(":", start, end)
    if at >= 0:
        return at
    return end if stop == ":" else None


def _declared(analysis: Analysis, start: int, end: int, acts: list[Act], colon: int | None) -> Lead | None:
    folded = analysis.folded
    for hit in analysis.cues.of("count-noun", start, end):
        match = _NUMBER.search(folded, max(start, hit.start - 16), hit.start)
        if match is None or (hit.value != "task" and hit.entry.form not in _AIMS):
            continue
        if _DONE.search(folded, max(start, match.start() - 20), match.start()) or _is_part(analysis, hit.end):
            continue
        if _is_asked(acts, match.start(), hit.entry.form):
            continue
        kind = _kind(acts, match.start())
        first = _first_item(analysis, hit.end, end, colon)
        if kind is None and first is None:
            continue
        if first is None and not _decides(acts, match.start()):
            continue
        count = int(match.group(1)) if match.group(1) else _WORDS[match.group(2)]
        begin = match.start(1) if match.group(1) else match.start(2)
        announcement = Announcement(begin, hit.end, count or None, "aim" if hit.entry.form in _AIMS else kind or "plan")
        announcement.partial = _is_partial(analysis, hit.end, first if first is not None else end)
        return Lead(announcement, end if first is None else first)
    return None


def _is_asked(acts: list[Act], start: int, noun: str) -> bool:
    """ "thành phố kiến nghị 3 vấn đề: …": what follows is asked for; "đề xuất 5 nhiệm vụ" plans all the same."""
    return "nhiệm vụ" not in noun and any(act.kind == "upward" and 0 <= start - act.end <= _NEXT for act in acts)


def _is_part(analysis: Analysis, at: int) -> bool:
    """ "5 nội dung của Kế hoạch số …": the size of a document, not a list of the meeting's."""
    rest = analysis.folded[at : at + 40].lstrip()
    return rest.startswith(("phối hợp tại", "tại kế hoạch", "trong kế hoạch", "trong nghị quyết", "của nghị quyết", "được giao"))


def _kind(acts: list[Act], before: int) -> str | None:
    for act in reversed(acts):
        if act.start >= before or act.id == "act/thong-qua":
            continue
        if act.kind == "agree":
            return "agreed"
        if act.kind in ("direct", "state"):
            return "directive"
        if act.kind in ("upward", "opine", "wish"):
            return None
    return None


def _decides(acts: list[Act], before: int) -> bool:
    return any(act.start < before and act.kind in ("agree", "direct") for act in acts)


def _first_item(analysis: Analysis, after: int, end: int, colon: int | None) -> int | None:
    """Where the items begin: after the colon, or after an announcer that a task verb follows."""
    if colon is not None and after <= colon <= end and colon - after < 160:
        return min(end, colon + 1)
    for hit in analysis.cues.of("list-announcer", after, min(end, after + 90)):
        at = hit.end
        while at < end and analysis.folded[at] in " ,":
            at += 1
        if at >= end or analysis.cues.at("task-verb", at) is not None:
            return at
    return None


def _is_partial(analysis: Analysis, start: int, end: int) -> bool:
    return analysis.cues.first("list-partial", start, max(start, end)) is not None


def _undeclared(analysis: Analysis, start: int, end: int, acts: list[Act], colon: int | None) -> Lead | None:
    if colon is None:
        return None
    hits = [hit for hit in analysis.cues.of("list-announcer", start, colon) if analysis.folded[hit.end : colon].strip(" ,") == ""]
    noun = None
    for hit in analysis.cues.of("count-noun", start, colon):
        if hit.entry.form == "việc" and is_verb(analysis, hit.end + 1):
            continue
        if hit.value == "task" or hit.entry.form in _AIMS:
            noun = hit if noun is None or hit.value == "task" else noun
    if (noun is None and _counts_other(analysis, start, colon)) or _is_agenda(analysis, start, acts, colon) or _tells(analysis, start, acts, colon):
        return None
    if hits:
        announcer = hits[-1]
        kind = _kind(acts, announcer.end)
        if kind is None and (noun is None or (noun.entry.form not in _AIMS and not _plans(analysis, start, colon, end))):
            return None
        begin = announcer.start
        if noun is not None and announcer.start <= noun.start < announcer.end:
            begin = announcer.start
        elif noun is not None and noun.start < announcer.start < noun.end + 60:
            begin = noun.start
        elif act := next((a for a in acts if a.kind in ("state", "direct", "agree") and a.end <= announcer.start), None):
            begin = act.start if announcer.start - act.start < 90 else announcer.start
        match = _OPEN.search(analysis.folded, max(start, begin - 60), begin)
        if match is not None:
            begin = match.start()
        kind = "aim" if noun is not None and noun.entry.form in _AIMS else kind or "plan"
        announcement = Announcement(begin, announcer.end, None, kind, rule="tasklist.announced", score=0.7)
        announcement.partial = analysis.cues.at("list-partial", announcer.start) is not None and "sau" not in announcer.entry.form
        return Lead(announcement, min(end, colon + 1))
    concluding = _concluding(analysis, acts, colon)
    if noun is None and concluding is not None and colon >= end - 1:
        return Lead(Announcement(*concluding, None, "directive", rule="tasklist.conclusion", score=0.55), end)
    if noun is not None and colon - noun.end < 60 and analysis.folded[noun.end : colon].count(",") < 2:
        begin = noun.start
        match = _OPEN.search(analysis.folded, max(start, begin - 60), begin)
        if match is not None:
            begin = match.start()
        kind = _kind(acts, noun.end)
        if kind is None and noun.entry.form in _PARTS and analysis.folded[start : noun.start].strip(" .,-") == "":
            return None
        if kind is None and noun.entry.form not in _AIMS and not _plans(analysis, start, colon, end):
            return None
        kind = "aim" if noun.entry.form in _AIMS else kind or "plan"
        return Lead(Announcement(begin, noun.end, None, kind, rule="tasklist.noun", score=0.65), min(end, colon + 1))
    return None


_STANDING = re.compile(r"(?:một số|những|các|nhiều) (?:thuận lợi|khó khăn|vướng mắc|hạn chế|tồn tại|bất cập|yếu kém|nguyên nhân)\b")
_AGENDA = re.compile(
    r"\b(?:thảo luận|cho ý kiến|góp ý|xem xét|nghe|bàn|biểu quyết|được giới thiệu|được phổ biến|được thông tin|được quán triệt|được truyền đạt)\b"
    r"[^.;:]{0,60}?(?:nội dung|vấn đề|chuyên đề|văn bản)(?: sau| như sau| chính| mới)?(?: như)?$"
)


def _is_agenda(analysis: Analysis, start: int, acts: list[Act], colon: int) -> bool:
    """ "hội nghị thảo luận, cho ý kiến về các nội dung: …" tells what was talked of, unless somebody orders, agrees or concludes."""
    if _kind([act for act in acts if act.kind != "state" or act.subject is not None], colon) is not None:
        return False
    return _AGENDA.search(analysis.folded, max(start, colon - 100), len(analysis.folded[:colon].rstrip())) is not None


def _tells(analysis: Analysis, start: int, acts: list[Act], colon: int) -> bool:
    """ "trao đổi một số khó khăn trong thực hiện nhiệm vụ như: …" tells how things stand, unless somebody orders or agrees."""
    if any(act.kind in ("direct", "agree") for act in acts if act.start < colon):
        return False
    return _STANDING.search(analysis.folded, start, colon) is not None


def _counts_other(analysis: Analysis, start: int, colon: int) -> bool:
    """Whether what the colon follows counts something else than tasks ("các báo cáo sau:")."""
    near = max(start, colon - 60, analysis.folded.rfind(",", start, colon))
    return any(hit.value == "other" for hit in analysis.cues.of("count-noun", near, colon))


def _concluding(analysis: Analysis, acts: list[Act], colon: int) -> tuple[int, int] | None:
    """ "… kết luận:" or "phân công:" at the end of a sentence announces what the lines below hold."""
    for act in reversed(acts):
        if act.id in ("act/ket-luan", "act/phan-cong", "act/chi-dao", "act/giao-nhiem-vu") and 0 <= colon - act.end < 30:
            return act.start, act.end
    return None


def _plans(analysis: Analysis, start: int, colon: int, end: int) -> bool:
    """Without an act word, a list is one of tasks only if it looks ahead and its first item is an action."""
    if analysis.cues.first("past", start, colon) is not None:
        return False
    at = colon + 1
    while at < end and analysis.folded[at] in " ,-+":
        at += 1
    return at >= end or analysis.cues.at("task-verb", at) is not None
