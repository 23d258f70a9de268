"""Thống nhất (agreements): what a meeting agreed to do, and by whom."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Clause
from bienban.rules.statements.acts import Act, addressee, is_verb, skip_gap, verb_at_or_after
from bienban.rules.statements.verdict import Verdict, is_listed, party_of, past_noun, subject_organization

_DECIDERS = re.compile(
    r"các đại biểu|hội nghị|đại hội|cuộc họp|phiên họp|hai bên|các bên|hai đơn vị|các đơn vị|ban chấp hành|ban thường vụ|kỳ họp|buổi làm việc|tập thể"
)

_COUNTED = re.compile(r"(?:(?<!\w)không|\d(?: ?%)?(?: (?:phiếu|ý kiến|đại biểu|thành viên|đảng viên|hội viên|hộ|người))?) $")
"""Before the word of agreeing: votes for and against ("19/22 đồng ý; không đồng ý: 03 hộ"), which agree to nothing to be done."""


def agree(analysis: Analysis, clause: Clause, body: int, act: Act) -> Verdict | None:
    """Thống nhất: what a meeting agreed to do; ``None`` where the word agrees to no action."""
    after = past_noun(analysis, skip_gap(analysis, act.end, clause.end), clause.end)
    folded = analysis.folded
    if _COUNTED.search(folded, clause.start, act.start) is not None:
        return None
    if (act.id == "act/thong-qua" and act.subject is not None) or (act.start > body and is_verb(analysis, body)):
        return None
    if folded.startswith(("cho ", "để "), after):
        target = addressee(analysis, after + 4, clause.end)
        if target.lead and is_verb(analysis, target.body):
            return Verdict(
                "agreed", "agreed", party_of(act), target.lead, [], target.body, (act.start, act.end), rule="task.agreed.allowed", score=0.6
            )
    if folded.startswith(("đề ra mục tiêu", "đề ra chỉ tiêu", "đặt mục tiêu"), after):
        return Verdict("none", agreed_by=agreed_by) if (agreed_by := _agreed_by(analysis, clause.start, act.start)) else None
    if folded.startswith(("với ", "cao ", "đánh giá", "thông qua", "về ", "báo cáo", "bầu ", "tỷ lệ"), after):
        return None
    listed = is_listed(analysis, act.end - 1, clause.end)
    if act.id == "act/thong-qua" and listed and not is_verb(analysis, skip_gap(analysis, folded.find(":", act.end, clause.end) + 1, clause.end)):
        return Verdict("result", rule="result.adopted")
    agreed_by = _agreed_by(analysis, clause.start, act.start)
    if not is_verb(analysis, after) and not listed:
        return Verdict("none", agreed_by=agreed_by)
    if act.subject is None and folded.endswith(", ", body, act.start) and verb_at_or_after(analysis, body, act.start) is not None:
        # "các bộ rà soát, thống nhất quy trình": one of the things somebody does.
        return None
    if act.id == "act/quyet-dinh" and not _decides(analysis, clause.start, act):
        return None
    if act.id in ("act/xac-dinh", "act/ky-ket", "act/thong-qua", "act/dong-y", "act/de-ra") and not listed:
        return None
    decider = subject_organization(analysis, clause.start, act.start) if act.id == "act/quyet-dinh" else None
    lead = [decider] if decider is not None else []
    return Verdict("agreed", "agreed", party_of(act), lead, [], after, (act.start, act.end), agreed_by=agreed_by, rule="task.agreed", score=0.65)


def _decides(analysis: Analysis, start: int, act: Act) -> bool:
    """Whether somebody decides; "dự án do Quốc hội quyết định đầu tư", "các bản án, quyết định không khả thi" are spoken of, not decided."""
    before = analysis.folded[start : act.start].rstrip(" ,")
    if before.endswith(("để", "khi", "thẩm quyền", "xem xét", "việc", "về", "của", "các", "những", "ký", "trước")):
        return False
    found = subject_organization(analysis, start, act.start)
    if found is not None and (verb_at_or_after(analysis, found[1], act.start) is not None or before[found[1] - start :].strip() == ","):
        return False
    return act.subject is not None or found is not None or before in ("", "và") or _DECIDERS.search(before) is not None


def _agreed_by(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    comma = analysis.folded.rfind(", ", start, end)
    match = _DECIDERS.search(analysis.folded, max(start, comma), end) or _DECIDERS.search(analysis.folded, start, end)
    return match.span() if match else None
