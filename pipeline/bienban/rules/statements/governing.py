"""Từ chi phối (governing act): decide what one clause does, by the procedure results < estimate < directive < pledge."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Clause, Party
from bienban.rules.statements.acts import Act, addressee, is_verb, organizations_between, skip_gap
from bienban.rules.statements.agreements import agree
from bienban.rules.statements.orders import direct, modal
from bienban.rules.statements.pledges import commit, consent, future, other_pledger
from bienban.rules.statements.verdict import Verdict, is_petitioned, opens_on_future, partners_in, party_of
from bienban.rules.statements.words import time_at

_CLOSING = re.compile(
    r"(?:[^;.]{0,120}\s)?(?:trân trọng|xin|nay|được) thông báo|trên đây là"
    r"|(?:văn phòng|ubnd|ủy ban nhân dân)[^,;.]{0,60} thông báo (?:kết luận|để|đến|nội dung)"
)
_AHEAD = re.compile(
    r"về (?:kế hoạch|nhiệm vụ|phương hướng|chương trình công tác)(?:,? nhiệm vụ)?(?: trọng tâm)? (?:năm|quý|tháng|6 tháng|thời gian)[^,;:.]{0,30}, "
)
_IS = re.compile(
    r"(?:[^;:.]{0,160}, )?(?:một trong (?:những|các) )?(?:nhiệm vụ|giải pháp|trọng tâm|cốt lõi)\b[^;:.]{0,100}?,? là (?:phải |cần )?(?!một |của )"
)
_BY_BODY = re.compile(r"(?:cũng|đã|cũng đã)?")
_MOST_WHEN = 60
_AFTERWARDS = ("sau hội nghị", "ngay sau hội nghị", "sau phiên họp", "sau kỳ họp", "sau đại hội", "sau buổi làm việc")
_ASSIGNING = ("chủ trì", "có trách nhiệm", "chịu trách nhiệm")


def judge(
    analysis: Analysis, clause: Clause, body: int, acts: list[Act], authority: bool, speaker: Party | None, *, directed: bool = False,
    notice: bool = False,
) -> Verdict:  # fmt: skip
    """The verdict on ``clause``: first directive, then pledge, agreement, plan; else what blocks it; else none.

    ``authority``: an order without a named giver has force here. ``directed``: the clause carries on an order, so its
    opening "cam kết" is what is ordered. ``notice``: the text tells a notice of conclusions, whose bodies with a verb are
    assigned.
    """
    if _closes(analysis.folded, clause):
        return Verdict("closing", rule="closing")
    by_kind: dict[str, list[Act]] = {}
    for act in acts:
        by_kind.setdefault(act.kind, []).append(act)
    for act in by_kind.get("direct", ()):
        if directed and ((act.id == "act/phan-cong" and act.start <= body + 1) or (act.id == "act/chi-dao" and clause.marker is not None)):
            # "2. Bộ trưởng Bộ Y tế chỉ đạo ngành y tế …" in a list of orders: to direct is what he is ordered.
            continue
        if any(other.end <= act.start and other.subject is not None for other in by_kind.get("commit", ())):
            break
        verdict = direct(analysis, clause, body, act, authority, speaker)
        if verdict is not None:
            return verdict
    for act in by_kind.get("commit", ()):
        if any(other.end <= act.start for other in by_kind.get("modal", ())) or (directed and act.start <= body + 1):
            continue
        if directed and other_pledger(analysis, body, act) is not None:
            # "…; 100% cơ sở cam kết …": that they pledge is what is ordered.
            continue
        verdict = commit(analysis, clause, body, act, speaker)
        if verdict is not None:
            return verdict
    upward = next((act for act in by_kind.get("upward", ()) if _asks(analysis, clause, body, act)), None)
    if upward is not None and directed and upward.id == "act/de-xuat" and upward.start <= body + 1:
        # "…; đề xuất cơ chế …": one more thing that is ordered, not asked.
        upward = None
    for act in by_kind.get("future", ()):
        if upward is not None and upward.start < act.start:
            break
        verdict = future(analysis, clause, body, act, acts, speaker)
        if verdict is not None:
            return verdict
    if upward is not None and not any(act.kind in ("modal", "agree") and act.start < upward.start for act in acts):
        return Verdict("proposal", subject=party_of(upward), rule="proposal.upward")
    for act in by_kind.get("modal", ()):
        verdict = modal(analysis, clause, body, act, by_kind, authority)
        if verdict is not None:
            return verdict
    for act in by_kind.get("agree", ()):
        verdict = consent(analysis, clause, act, acts, speaker) or agree(analysis, clause, body, act)
        if verdict is not None:
            return verdict
    return _other(analysis, clause, body, by_kind, authority, notice=notice and authority)


def _closes(folded: str, clause: Clause) -> bool:
    """Whether the clause ends the report ("… trân trọng thông báo"); two words tell at once that most do not."""
    if folded.find("thông báo", clause.start, clause.end) < 0 and not folded.startswith("trên đây là", clause.start):
        return False
    return _CLOSING.match(folded, clause.start, clause.end) is not None


def _asks(analysis: Analysis, clause: Clause, body: int, act: Act) -> bool:
    """Whether a request upward governs the clause: somebody asks, or the clause opens with the asking."""
    if act.close or (act.start <= body + 1 and (act.id == "act/kien-nghi" or clause.marker is None)):
        return True
    return is_petitioned(analysis, clause.start, act)


def _other(analysis: Analysis, clause: Clause, body: int, by_kind: dict[str, list[Act]], authority: bool, *, notice: bool) -> Verdict:
    """Wishes and opinions block; a body with a task verb under an order-giver's list is assigned."""
    for kind, act_name in (("wish", "wish"), ("opine", "opinion")):
        for act in by_kind.get(kind, ()):
            if act.close or (kind == "wish" and act.start <= body + 1) or is_petitioned(analysis, clause.start, act):
                return Verdict(act_name, subject=party_of(act), rule=f"{act_name}.said")
    if (equated := _equated(analysis, clause, body, authority=authority)) is not None:
        return equated
    for act in by_kind.get("state", ()):
        if (assigned := _assigned_ahead(analysis, clause, act)) is not None:
            return assigned
    ahead = _AHEAD.match(analysis.folded, body, clause.end)
    if ahead is not None and clause.section not in ("results", "limits", "opinions"):
        return _planned(analysis, clause, ahead.end())
    if not authority and not opens_on_future(analysis, clause.start, min(clause.end, body + 60)):
        return Verdict()
    opened = opens_on_future(analysis, clause.start, min(clause.end, max(body, clause.start)))
    if not opened and not notice and (clause.marker is None or not authority) and not _may_assign(analysis.folded, body, clause.end):
        return Verdict()
    target = addressee(analysis, body, clause.end)
    if target.lead and " chưa " in analysis.folded[target.lead[0][0] : target.body]:
        return Verdict()
    if target.lead:
        named = any(o.start == target.lead[0][0] for o in organizations_between(analysis, *target.lead[0]))
        past = analysis.cues.first("past", body, min(clause.end, target.body + 30))
        if (
            is_verb(analysis, target.body)
            and (named or opened)
            and past is None
            and ((authority and clause.marker is not None) or opened or notice or _assigns(analysis, target.body))
        ):
            coordinating = partners_in(analysis, target.body, clause.end)
            kind = "directive" if authority and not opened else "plan"
            return Verdict(
                "task" if kind == "directive" else "plan", kind, None, target.lead, coordinating, target.body, rule="task.assignee-first", score=0.6
            )
    elif opened and body > clause.start and is_verb(analysis, body) and not analysis.folded.startswith("để ", body):
        name = "task" if authority else "plan"
        return Verdict(name, "directive" if authority else "plan", None, [], [], body, rule="task.plan.opening", score=0.55)
    return Verdict()


def _assigned_ahead(analysis: Analysis, clause: Clause, act: Act) -> Verdict | None:
    """ "… nhấn mạnh, 6 tháng cuối năm, các chi hội tăng cường …": what somebody says a body does in the time ahead, he wants done.

    Without a word on when, what it does must have a deadline, or be to take charge ("… chỉ rõ, Sở Y tế chủ trì …").
    """
    orients = act.id == "act/dinh-huong" and (act.subject is not None or _BY_BODY.fullmatch(_since_body(analysis, clause.start, act)) is not None)
    if not orients and (act.subject is None or act.subject.party.kind != "person"):
        return None
    begin = skip_gap(analysis, act.end, clause.end)
    if orients:
        begin = _past_when(analysis, begin, clause.end)
    comma = analysis.folded.find(", ", begin, min(clause.end, begin + _MOST_WHEN))
    ahead = comma >= 0 and (opens_on_future(analysis, begin, comma) or analysis.folded.startswith(_AFTERWARDS, begin))
    origin = comma + 2 if ahead else begin
    target = addressee(analysis, origin, clause.end, strict=True)
    told = analysis.folded.startswith(", ", act.end)
    if not target.lead or not is_verb(analysis, target.body) or not (ahead or orients or (told and _is_bound(analysis, target.body, clause.end))):
        return None
    if analysis.cues.first("past", begin, min(clause.end, target.body + 30)) is not None:
        return None
    if any(hit.value in ("future", "modal", "wish") for hit in analysis.cues.of("act", origin, target.body + 1)):
        return None
    coordinating = partners_in(analysis, target.body, clause.end)
    return Verdict("task", "directive", party_of(act), target.lead, coordinating, target.body, rule="task.stated.ahead", score=0.55)


def _equated(analysis: Analysis, clause: Clause, body: int, *, authority: bool) -> Verdict | None:
    """ "Nhiệm vụ trọng tâm của năm tới là hoàn thiện …": what a task is said to be, where tasks are told or somebody may order."""
    if not authority or clause.section not in ("tasks", "conclusion"):
        return None
    found = _IS.match(analysis.folded, body, clause.end)
    if found is None or not is_verb(analysis, found.end()) or analysis.cues.first("past", body, found.end()) is not None:
        return None
    return Verdict("task", "directive", None, [], partners_in(analysis, found.end(), clause.end), found.end(), rule="task.equated", score=0.55)


def _is_bound(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the action that begins at ``start`` is one of taking charge, or has a deadline."""
    return _assigns(analysis, start) or any(start < t.start < end and t.bound == "until" and not t.vague for t in analysis.times)


def _since_body(analysis: Analysis, start: int, act: Act) -> str:
    """What stands between the last body named and ``act``; a dash where none is."""
    found = organizations_between(analysis, start, act.start)
    return analysis.folded[found[-1].end : act.start].strip() if found else "-"


def _past_when(analysis: Analysis, at: int, end: int) -> int:
    """ "định hướng trong tháng 4 các báo …": past the time."""
    time = time_at(analysis, at)
    if time is None and analysis.folded.startswith("trong ", at):
        time = time_at(analysis, at + len("trong "))
    return skip_gap(analysis, time, end) if time is not None else at


def _planned(analysis: Analysis, clause: Clause, body: int) -> Verdict:
    """ "Về kế hoạch năm 2019, Ban Chỉ đạo tiếp tục …": what a body, or nobody named, is to do in the time ahead."""
    target = addressee(analysis, body, clause.end, strict=True)
    if analysis.cues.first("past", body, min(clause.end, target.body + 30)) is not None or not is_verb(analysis, target.body):
        return Verdict()
    coordinating = partners_in(analysis, target.body, clause.end)
    return Verdict("plan", "plan", None, target.lead, coordinating, target.body, rule="task.plan.ahead", score=0.55)


def _assigns(analysis: Analysis, at: int) -> bool:
    return analysis.folded.startswith(_ASSIGNING, at)


def _may_assign(folded: str, start: int, end: int) -> bool:
    """Whether any place in the clause assigns; most have none and need no search for whom they address."""
    return any(folded.find(words, start, end + len(words)) >= 0 for words in _ASSIGNING)
