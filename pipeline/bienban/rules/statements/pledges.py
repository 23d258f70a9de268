"""Cam kết (pledges): what a speaker binds himself or his body to, and plans told of a body."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Clause, Party
from bienban.rules.statements.acts import Act, addressee, is_verb, organizations_between, skip_gap, verb_at_or_after
from bienban.rules.statements.verdict import (
    FIRST_PERSON,
    Verdict,
    is_by_organization,
    is_own_body,
    opens_on_future,
    organizations_in,
    party_of,
    subject_in,
    subject_organization,
)
from bienban.rules.statements.words import is_thing

_PASSIVE = re.compile(r"sẽ (?:được|bị|diễn ra|là|có hiệu lực|góp phần|giúp|mang lại|tạo ra|trở thành|kéo dài|bao gồm)\b")
_SEVERAL = re.compile(r"((?:lãnh đạo|người đứng đầu|các|cả|hai|ba|\d+ ?%?) [^,;:\"]{2,60}?)(?: cùng| đều| cũng| đã)* ")
_DENIED = ("không ", "chưa ", "không dám ")


def commit(analysis: Analysis, clause: Clause, body: int, act: Act, speaker: Party | None) -> Verdict | None:
    """Cam kết, hứa: the pledge that ``act`` makes, where somebody or some body makes it."""
    if analysis.folded.endswith(_DENIED, 0, act.start):
        return None
    if analysis.folded.endswith("để ", 0, act.start):
        return None
    other = other_pledger(analysis, body, act)
    party = None if other is not None else party_of(act) or (speaker if act.start - body < 30 else None)
    behalf = other or _behalf(analysis, clause.start, act.start)
    if party is None and behalf is None and not is_by_organization(analysis, clause.start, act):
        return None
    after = skip_gap(analysis, act.end, clause.end)
    begin, named = _own_subject(analysis, after, clause.end)
    if begin >= clause.end:
        return None
    if party is None and behalf is None:
        behalf = subject_organization(analysis, clause.start, act.start)
    words = act.end - 3 if analysis.folded.endswith(" sẽ", act.start, act.end) else act.end
    return Verdict(
        "commitment", "", party, [], [], begin, (act.start, words), named or behalf, "pledge", foreign=other is not None,
        rule="commitment.pledge", score=0.85,
    )  # fmt: skip


def other_pledger(analysis: Analysis, body: int, act: Act) -> tuple[int, int] | None:
    """ "Lãnh đạo ba tỉnh đều cam kết …": the many who pledge; the last speaker is not among them."""
    if act.subject is not None and act.subject.start >= body:
        return None
    several = _SEVERAL.fullmatch(analysis.folded, body, act.start)
    if several is None or is_thing(analysis, body) or several.group(1).endswith(FIRST_PERSON):
        return None
    return several.span(1)


def _own_subject(analysis: Analysis, at: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """Past "<body> sẽ": the pledged action, and the body named as its subject."""
    named = None
    target = addressee(analysis, at, end, strict=True)
    if not target.lead:
        loose = addressee(analysis, at, end)
        target = loose if loose.lead and " sẽ " in analysis.folded[loose.lead[-1][1] : loose.body + 1] else target
    if target.lead and target.body > at:
        named, at = (target.lead[0][0], target.lead[-1][1]), target.body
    if analysis.folded.startswith("sẽ ", at):
        at = skip_gap(analysis, at + 3, end)
    return at, named


def _behalf(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    hit = analysis.cues.first("on-behalf", start, end)
    if hit is None:
        return None
    at = hit.end
    while at < end and analysis.folded[at] == " ":
        at += 1
    found = organizations_between(analysis, at, end)
    if found and found[0].start == at:
        return found[0].start, found[0].end
    comma = analysis.folded.find(",", at, end)
    return (at, comma) if 0 < comma - at < 120 else None


def future(analysis: Analysis, clause: Clause, body: int, act: Act, acts: list[Act], speaker: Party | None) -> Verdict | None:
    """Sẽ: an intention of the speaker for himself or his body, or a plan for a body named."""
    passive = _passive_plan(analysis, clause, act)
    if passive is not None:
        return passive
    if _PASSIVE.match(analysis.folded, act.start, clause.end) or any(a.kind in ("wish", "direct") and a.start < act.start for a in acts):
        return None
    begin = skip_gap(analysis, act.end, clause.end)
    verb = verb_at_or_after(analysis, begin, min(clause.end, begin + 40))
    if verb is None or verb.start - begin > 20:
        return None
    said = [a for a in acts if a.end <= act.start and a.kind in ("state", "opine", "commit", "aspire")]
    party = next((party_of(a) for a in reversed(said) if a.subject is not None), None)
    subject = (skip_gap(analysis, said[-1].end, act.start) if said else body, act.start)
    text = analysis.folded[subject[0] : subject[1]].strip(" ,")
    if said and (party is not None or speaker is not None) and (text == "" or is_own_body(analysis, party or speaker, text)):
        named = None if text in ("", *FIRST_PERSON) else subject_in(analysis, *subject)
        behalf = named or _behalf(analysis, clause.start, act.start)
        words = (said[-1].start, act.end) if act.start - said[-1].end <= 2 else (act.start, act.end)
        return Verdict("commitment", "", party or speaker, [], [], begin, words, behalf, "intention", rule="commitment.intention.said", score=0.65)
    if not said and speaker is not None and text and is_own_body(analysis, speaker, text):
        named = None if text in FIRST_PERSON else subject_in(analysis, *subject)
        return Verdict(
            "commitment", "", speaker, [], [], begin, (act.start, act.end), named, "intention", rule="commitment.intention.own-body", score=0.55
        )
    if not said and speaker is None and text and (opens_on_future(analysis, clause.start, act.start) or _is_body(analysis, clause, act)):
        return Verdict("plan", "plan", None, organizations_in(analysis, *subject), [], begin, rule="task.plan.future", score=0.6)
    return None


def _is_body(analysis: Analysis, clause: Clause, act: Act) -> bool:
    """ "…, Đoàn kiểm tra sẽ làm việc với …": whether one body stands right before the word, in no part that reports."""
    if clause.section in ("results", "limits", "opinions", "basis", "attendance", "awards"):
        return False
    comma = analysis.folded.rfind(", ", clause.start, act.start)
    if comma > 0 and act.start - comma < 50 and analysis.folded.startswith("đoàn ", comma + 2):
        return True
    found = organizations_between(analysis, clause.start, act.start)
    if not found or analysis.folded[found[-1].end : act.start].strip() not in ("", "cũng"):
        return False
    return found[-1].start == clause.start or analysis.folded.endswith((", ", "từ đó ", "sau đó ", "theo đó "), clause.start, found[-1].start)


def _passive_plan(analysis: Analysis, clause: Clause, act: Act) -> Verdict | None:
    """ "… sẽ được <body> <verb>": a plan of the body named."""
    at = act.end + 1
    if not analysis.folded.startswith("được ", at):
        return None
    found = organizations_between(analysis, at + 5, clause.end)
    if not found or found[0].start != at + 5:
        return None
    begin = skip_gap(analysis, found[0].end, clause.end)
    if not is_verb(analysis, begin):
        return None
    return Verdict("plan", "plan", None, [(found[0].start, found[0].end)], [], begin, rule="task.plan.passive", score=0.5)


def consent(analysis: Analysis, clause: Clause, act: Act, acts: list[Act], speaker: Party | None) -> Verdict | None:
    """ "ông X cho biết Công ty đồng ý nâng …": a body agrees, by its speaker, to do something itself."""
    if act.id not in ("act/dong-y", "act/nhat-tri"):
        return None
    said = [a for a in acts if a.end <= act.start and a.kind in ("state", "opine") and a.subject is not None]
    begin = skip_gap(analysis, act.end, clause.end)
    if not said or not is_verb(analysis, begin):
        return None
    party = party_of(said[-1]) or speaker
    subject = analysis.folded[said[-1].end : act.start].strip(" ,")
    if not is_own_body(analysis, party, subject):
        return None
    named = subject_in(analysis, skip_gap(analysis, said[-1].end, act.start), act.start)
    return Verdict("commitment", "", party, [], [], begin, (act.start, act.end), named, "intention", rule="commitment.consent", score=0.55)
