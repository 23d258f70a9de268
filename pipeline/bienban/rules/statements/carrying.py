"""Tiếp lời (carrying on): whether a paragraph without a giver carries on the order of the paragraph before."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Line
from bienban.rules.statements.acts import addressee, is_verb, mention_at, skip_opening

_SOME = re.compile(r"(?:một số|các|những|nhiều) [^,;:.]{3,60}(?:,? như|gồm|bao gồm)?: ")
"""A paragraph may open with what the order is about, before the action ("Một số hoạt động lớn, như: tuyên truyền …")."""
_PASSED_OVER = ("caption", "furniture", "byline")
_UNCARRIED = ("results", "limits", "awards", "attendance", "basis", "opinions")
_MOST_BEHIND = 60
_SHORT = 110


def carries_order(analysis: Analysis, line: Line, ordered: int, index: int, section: str) -> bool:
    """Tiếp mệnh lệnh: whether ``line`` opens as more of what was ordered in line ``ordered``.

    Captions and the furniture of the page may stand between. It opens with a connective or with the action itself, after
    its matter or not, or with bodies that act; what tells of the past, or opens a part that reports, carries on nothing.
    """
    if section in _UNCARRIED or any(between.role not in _PASSED_OVER for between in analysis.lines[ordered + 1 : index]):
        return False
    if analysis.cues.first("past", line.start, min(line.end, line.start + _MOST_BEHIND)) is not None:
        return False
    if analysis.cues.at("carrying", line.start) is not None:
        return True
    if line.end - line.start < _SHORT and not analysis.surface[line.start : line.end].endswith((".", ";", "./.")):
        # A heading that the layout did not tell.
        return False
    at = skip_opening(analysis, line.start, line.end)
    if _another_speaks(analysis, at, line.end):
        return False
    matter = _SOME.match(analysis.folded, at, line.end)
    if is_verb(analysis, at) or (matter is not None and is_verb(analysis, matter.end())):
        return True
    return _bodies_act(analysis, at, line.end)


def _another_speaks(analysis: Analysis, at: int, end: int) -> bool:
    """ "Chia sẻ tại hội nghị, bà A …", "Trả lời cử tri, Giám đốc Sở …": the verb tells what somebody named next does."""
    comma = analysis.folded.find(", ", at, min(end, at + _MOST_BEHIND))
    if comma < 0:
        return False
    named = mention_at(analysis, comma + 2)
    return (named is not None and named.party.kind == "person") or analysis.cues.at("honorific", comma + 2) is not None


def _bodies_act(analysis: Analysis, at: int, end: int) -> bool:
    """ "Các xã tập trung …": several bodies and what they do, in no figures; what one body does may be told of it."""
    if not analysis.folded.startswith("các ", at):
        return False
    target = addressee(analysis, at, end, strict=True)
    reach = min(end, target.body + _MOST_BEHIND)
    return bool(target.lead) and is_verb(analysis, target.body) and not any(target.body <= q.start < reach for q in analysis.quantities)
