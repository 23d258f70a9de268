"""Loại cuộc họp (kinds of meeting): read from the noun and from the words that say what the meeting does."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis
from bienban.language.phrases import phrase_set

_CONJUNCT = re.compile(r"(?:,| và|;| kết hợp| gắn với) (?:công tác |phương hướng,? )?$")
_INSPECTORS = re.compile(r"đoàn (?:giám sát|kiểm tra|khảo sát|thanh tra)[^.;\n]*$")
_ORDINAL = re.compile(r" (?:lần )?thứ (?:\d+|[ivx]+|\w+(?: mươi)?)(?= (?:ban |bch))")
_YEARS_REVIEWED = re.compile(r"đánh giá (?:kết quả )?(?:thực hiện )?(?:\w+ ){0,3}?\d+ năm")
_WORK_REVIEWED = re.compile(
    r"đánh giá (?:kết quả |tình hình )?(?:thực hiện )?(?:công tác|nhiệm vụ|hoạt động|chương trình công tác)(?!\w)[^;]*?"
    r"(?P<part> (?:\d+|sáu|ba|chín) tháng| quý | học kỳ)?[^;]*? năm (?:học )?\d{4}"
)
_AT_ONCE_MOST = 2
"""How many words may stand between the noun and the cue that decides the main kind."""


def kinds_of(analysis: Analysis, start: int, noun_end: int, end: int, noun_kind: str) -> list[str]:
    """Các loại của cuộc họp có tên ``surface[start:end]``: the main one first; ``["other"]`` when nothing decides."""
    main = noun_kind.lstrip("=")
    at = _past_manner(analysis, noun_end, end)
    found: list[str] = []
    opened = bool(main)
    for hit in analysis.cues.of("meeting-kind-cue", at, end):
        if hit.start == at or (not found and not main and _near(analysis, at, hit.start)):
            found.append(hit.value)
            opened = True
        elif _CONJUNCT.search(analysis.folded, max(at, hit.start - 26), hit.start):
            found.extend([hit.value] if opened else ["other", hit.value])
            opened = True
    if not main and not found and _YEARS_REVIEWED.match(analysis.folded, at, end):
        found = ["final_review"]
    if not main and not found and (reviewed := _WORK_REVIEWED.match(analysis.folded, at, end)) is not None:
        found = ["preliminary_review" if reviewed.group("part") else "final_review"]
    kinds = _ordered(main, found)
    if main == "working_session" and _INSPECTORS.search(analysis.folded, max(0, start - 200), start):
        kinds = ["supervision", *kinds]
    return list(dict.fromkeys(kinds)) or ["other"]


def _past_manner(analysis: Analysis, at: int, end: int) -> int:
    """The place after words such as trực tuyến, toàn quốc, chuyên đề."""
    manner = phrase_set("meeting.manner")
    if (ordinal := _ORDINAL.match(analysis.folded, at, end)) is not None:
        at = ordinal.end()
    for _ in range(3):
        if at + 1 >= end or analysis.surface[at] != " ":
            break
        found = manner.at(analysis.folded, at + 1, end)
        if found is None:
            break
        at = found[0]
    return at + 1 if at < end and analysis.surface[at] == " " else at


def _near(analysis: Analysis, at: int, place: int) -> bool:
    between = analysis.folded[at:place]
    return between.count(" ") <= _AT_ONCE_MOST and not between.startswith(("về ", "đánh giá", "bàn ", "triển lãm", "thúc đẩy"))


_SPECIFIC = {
    "session": ("briefing", "preliminary_review", "final_review", "signing", "dialogue"),
    "congress": (),
    "working_session": (),
    "ceremony": ("launch", "signing", "final_review", "preliminary_review"),
    "training": (),
    "seminar": ("ceremony",),
    "dialogue": (),
    "launch": ("ceremony",),
    "signing": (),
    "briefing": (),
}


def _ordered(main: str, found: list[str]) -> list[str]:
    """Noun and cues together: a cue that says more than the noun comes first, the noun's own kind stays unless it is general."""
    if not main:
        kinds = [kind for kind in found if kind != "congress"] if found[:1] != ["congress"] else found
        if kinds[:1] == ["launch"] and kinds[1:2] == ["final_review"]:
            kinds = kinds[:1]
        return kinds
    before = [kind for kind in found[:1] if kind in _SPECIFIC.get(main, ())]
    after = [kind for kind in found if kind == "launch" and kind != main and main != "session"]
    if before and main == "session":
        return [*before, *after]
    return [*before, main, *after]
