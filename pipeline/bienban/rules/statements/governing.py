"""Từ chi phối (governing act): decide what one clause does, by the procedure results < estimate < directive < pledge."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bienban.language.analysis import Analysis, Clause, Party
from bienban.rules.statements.acts import Act, addressee, is_verb, organizations_between, skip_gap, verb_at_or_after

_PARTNERS = re.compile(r"phối hợp (?:chặt chẽ |tốt )?(?:với|cùng)(?: với)?\s+")
_FUTURE_OPENING = ("thời gian tới", "tới đây", "sắp tới", "cuối năm", "năm tới", "giai đoạn tới", "nhiệm kỳ tới")
_VERBAL_NOUN = re.compile(r"(?:về )?(?:việc|chủ trương|phương án|đề xuất) ")
_PARTICLES = ("", "cũng", "tiếp tục", "đã", "đồng thời")
_PASSIVE = re.compile(r"sẽ (?:được|bị|diễn ra|là|có hiệu lực|góp phần|giúp|mang lại|tạo ra|trở thành|kéo dài|bao gồm)\b")
_CLOSING = re.compile(r"(?:[^;.]{0,120}\s)?(?:trân trọng|xin|nay|được) thông báo|trên đây là|(?:văn phòng|ubnd|ủy ban nhân dân)[^,;.]{0,60} thông báo (?:kết luận|để|đến|nội dung)")
_DECIDERS = re.compile(
    r"các đại biểu|hội nghị|đại hội|cuộc họp|phiên họp|hai bên|các bên|hai đơn vị|các đơn vị|ban chấp hành|ban thường vụ|kỳ họp|buổi làm việc|tập thể"
)
_FIRST_PERSON = ("chúng tôi", "đơn vị chúng tôi", "tôi", "bản thân", "cá nhân tôi")


@dataclass(slots=True)
class Verdict:
    """Kết luận về một vế: the act, its words and those it binds."""

    act: str = "none"
    kind: str = ""
    subject: Party | None = None
    lead: list[tuple[int, int]] = field(default_factory=list)
    coordinating: list[tuple[int, int]] = field(default_factory=list)
    body: int = 0
    act_words: tuple[int, int] | None = None
    on_behalf: tuple[int, int] | None = None
    strength: str = ""
    agreed_by: tuple[int, int] | None = None
    rule: str = ""
    score: float = 0.0


def judge(
    analysis: Analysis, clause: Clause, body: int, acts: list[Act], authority: bool, speaker: Party | None, *, directed: bool = False
) -> Verdict:
    """The verdict on ``clause``: first directive, then pledge, agreement, plan; else what blocks it; else none.

    ``authority``: an order without a named giver has force here. ``directed``: the clause carries on an order, so its
    opening "cam kết" is what is ordered.
    """
    if _closes(analysis.folded, clause):
        return Verdict("closing", rule="closing")
    by_kind: dict[str, list[Act]] = {}
    for act in acts:
        by_kind.setdefault(act.kind, []).append(act)
    for act in by_kind.get("direct", ()):
        if directed and act.id == "act/phan-cong" and act.start <= body + 1:
            continue
        if any(other.end <= act.start and other.subject is not None for other in by_kind.get("commit", ())):
            break
        verdict = _direct(analysis, clause, body, act, by_kind, authority)
        if verdict is not None:
            return verdict
    for act in by_kind.get("commit", ()):
        if any(other.end <= act.start for other in by_kind.get("modal", ())) or (directed and act.start <= body + 1):
            continue
        verdict = _commit(analysis, clause, body, act, speaker)
        if verdict is not None:
            return verdict
    upward = next((act for act in by_kind.get("upward", ()) if _asks(analysis, clause, body, act)), None)
    for act in by_kind.get("future", ()):
        if upward is not None and upward.start < act.start:
            break
        verdict = _future(analysis, clause, body, act, acts, speaker)
        if verdict is not None:
            return verdict
    if upward is not None and not any(act.kind in ("modal", "agree") and act.start < upward.start for act in acts):
        return Verdict("proposal", subject=_party(upward), rule="proposal.upward")
    for act in by_kind.get("modal", ()):
        verdict = _modal(analysis, clause, body, act, by_kind, authority)
        if verdict is not None:
            return verdict
    for act in by_kind.get("agree", ()):
        verdict = _consent(analysis, clause, act, acts, speaker) or _agree(analysis, clause, body, act)
        if verdict is not None:
            return verdict
    return _other(analysis, clause, body, by_kind, authority)


def _closes(folded: str, clause: Clause) -> bool:
    """Whether the clause ends the report ("… trân trọng thông báo"); two words tell at once that most do not."""
    if folded.find("thông báo", clause.start, clause.end) < 0 and not folded.startswith("trên đây là", clause.start):
        return False
    return _CLOSING.match(folded, clause.start, clause.end) is not None


def _party(act: Act) -> Party | None:
    return act.subject.party if act.subject is not None else None


def _asks(analysis: Analysis, clause: Clause, body: int, act: Act) -> bool:
    """Whether a request upward governs the clause: somebody asks, or the clause opens with the asking."""
    if act.close or (act.start <= body + 1 and (act.id == "act/kien-nghi" or clause.marker is None)):
        return True
    return _petitioned(analysis, clause.start, act)


def _opined(analysis: Analysis, start: int, act: Act) -> bool:
    """ "Nhiều ý kiến tại tọa đàm …": whatever follows is an opinion."""
    hits = analysis.cues.of("act.petitioner", start, act.start)
    if not hits or act.subject is not None or hits[0].start > start + 3 or act.start - hits[0].end > 60:
        return False
    return hits[0].entry.form.endswith(("ý kiến", "đại biểu", "cử tri"))


def _petitioned(analysis: Analysis, start: int, act: Act) -> bool:
    hits = analysis.cues.of("act.petitioner", start, act.start)
    return _opined(analysis, start, act) or any(analysis.folded[hit.end : act.start].strip(" ,") in ("", "đã", "cũng", "còn", "đều", "đã có", "tham gia") for hit in hits)


def _direct(
    analysis: Analysis, clause: Clause, body: int, act: Act, by_kind: dict[str, list[Act]], authority: bool
) -> Verdict | None:
    before = analysis.folded[body : act.start].strip()
    initial = before in ("", "thống nhất", "nhất trí", "đồng ý", "hội nghị thống nhất", "quyết định") or (
        before.endswith((",", ":")) and (clause.section in ("conclusion", "tasks", "lead") or clause.marker is not None)
    )
    own_force = (
        act.subject is not None or (initial and authority) or _organization_directs(analysis, clause.start, act) or _title_directs(analysis, clause.start, act)
    )
    if not own_force or (act.id == "act/chi-dao" and not _speaks_on(analysis, act, clause.end)):
        return None
    after = skip_gap(analysis, act.end, clause.end)
    if after >= clause.end:
        return Verdict("none")
    if act.id == "act/nhac-nho" and " vì " in analysis.folded[after : clause.end]:
        return None
    if _petitions(analysis, clause, act) or _upward(analysis, act, after):
        return Verdict("proposal", subject=_party(act), rule="proposal.addressed-upward")
    if _is_meeting_business(analysis, after):
        return Verdict("opinion", subject=_party(act), rule="opinion.meeting-business")
    target = addressee(analysis, after, clause.end, strict=act.id == "act/luu-y")
    target = target._replace(body=_past_noun(analysis, target.body, clause.end))
    if not target.lead and not is_verb(analysis, target.body) and not _listed(analysis, target.body, clause.end):
        return None if act.id == "act/luu-y" or act.subject is None else _plain(analysis, clause, act, target.body)
    lead, coordinating, begin = _chaired(analysis, target.lead, target.body, clause.end)
    return Verdict("task", "directive", _party(act), lead, coordinating, begin, (act.start, act.end), rule=f"task.directive.{act.id[4:]}", score=0.8)


def _past_noun(analysis: Analysis, at: int, end: int) -> int:
    """Past "việc", "chủ trương" where a verb follows: the action begins with the verb."""
    match = _VERBAL_NOUN.match(analysis.folded, at, end)
    return match.end() if match is not None and is_verb(analysis, match.end()) else at


def _plain(analysis: Analysis, clause: Clause, act: Act, begin: int) -> Verdict | None:
    """A directive over words that are neither a known verb nor an addressee: kept with less confidence."""
    if clause.end - begin < 12 or analysis.folded[act.end : act.end + 1] == "," or analysis.folded[begin].isdigit():
        return None
    if analysis.folded.startswith(("của ", "về ", "trên ", "khen ", "trong ", "tại "), begin):
        return None
    return Verdict("task", "directive", _party(act), [], [], begin, (act.start, act.end), rule="task.directive.plain", score=0.55)


def _listed(analysis: Analysis, at: int, end: int) -> bool:
    return ":" in analysis.folded[at : min(end, at + 60)]


def _speaks_on(analysis: Analysis, act: Act, end: int) -> bool:
    """ "chỉ đạo" is a directive only before a colon, a number of tasks or a body with a verb."""
    rest = analysis.folded[act.end : min(end, act.end + 40)].lstrip()
    return act.subject is not None and (rest.startswith((":", "các ", "ngành", "sở ", "ubnd", "phòng ")) or rest[:1].isdigit())


def _organization_directs(analysis: Analysis, start: int, act: Act) -> bool:
    """A body itself directs ("Ban Thường vụ Huyện ủy yêu cầu …")."""
    found = organizations_between(analysis, start, act.start)
    if not found or found[-1].plural:
        return False
    between = analysis.folded[found[-1].end : act.start].strip(" ,")
    before = analysis.folded[max(start, found[-1].start - 6) : found[-1].start].strip()
    return between in ("", "cũng", "đồng thời", "tiếp tục") and before not in ("theo", "của", "do", "được")


def _title_directs(analysis: Analysis, start: int, act: Act) -> bool:
    """A bare post or rank directs ("Đại tá yêu cầu …")."""
    bare = analysis.folded[start : act.start].strip(" ,")
    if any(bare == hit.entry.form or bare.startswith(hit.entry.form + " ") and bare[len(hit.entry.form) :].strip() in _PARTICLES for hit in analysis.cues.of("act.body", start, act.start)):
        return True
    hits = [hit for cue in ("position-head", "military-police-rank") for hit in analysis.cues.of(cue, max(start, act.start - 40), act.start)]
    return any(analysis.folded[hit.end : act.start].strip() in _PARTICLES for hit in hits)


def _petitions(analysis: Analysis, clause: Clause, act: Act) -> bool:
    """Whether who asks is no authority: a voter, a member, an opinion; or the report itself under "Kiến nghị"."""
    if act.id not in ("act/de-nghi", "act/khuyen-nghi", "act/goi-y", "act/yeu-cau"):
        return False
    if clause.section == "opinions" and act.subject is not None and "chair" not in act.subject.party.roles:
        return True
    if act.subject is not None and act.subject.party.kind == "person":
        before = analysis.cues.of("act.petitioner", max(0, act.subject.start - 12), act.subject.end)
        return any(hit.start <= act.subject.start + 1 and hit.end >= act.subject.start - 1 for hit in before)
    if act.subject is None and clause.section == "opinions":
        return True
    if act.subject is not None and not act.subject.party.posts and analysis.meeting is not None and "dialogue" in analysis.meeting.kinds:
        return True
    return _petitioned(analysis, clause.start, act)


def _upward(analysis: Analysis, act: Act, after: int) -> bool:
    if act.id not in ("act/de-nghi", "act/khuyen-nghi", "act/de-nghi-va-yeu-cau", "act/dong-thoi-de-nghi"):
        return False
    hit = analysis.cues.at("act.superior", after)
    if hit is None:
        return False
    party = _party(act)
    posts = " ".join(analysis.folded[p.start : p.end] for p in party.posts) if party is not None else ""
    central = ("thủ tướng", "quốc hội", "tổng bí thư", "chủ tịch nước", "bộ chính trị", "ban bí thư")
    return not any(word in posts for word in central)


def _is_meeting_business(analysis: Analysis, at: int) -> bool:
    hit = analysis.cues.at("act.meeting-business", at)
    if hit is None:
        return False
    if hit.entry.form not in ("các đại biểu", "đại hội", "hội nghị"):
        return True
    rest = analysis.folded[hit.end : hit.end + 40]
    return any(word in rest for word in ("thảo luận", "cho ý kiến", "biểu quyết", "góp ý", "đóng góp", "nghiên cứu", "phát biểu", "xem xét"))


def _chaired(
    analysis: Analysis, lead: list[tuple[int, int]], at: int, end: int
) -> tuple[list[tuple[int, int]], list[tuple[int, int]], int]:
    """Read "<lead> chủ trì, phối hợp với <coordinating> …": "chủ trì" is the first action word and stays in the span."""
    return lead, partners_in(analysis, at, end), at


def partners_in(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """The bodies after "phối hợp với" in a clause."""
    match = _PARTNERS.search(analysis.folded, start, min(end, start + 60))
    if match is None:
        return []
    at = match.end()
    verb = verb_at_or_after(analysis, at, min(end, at + 260))
    limit = verb.start if verb is not None else min(end, at + 160)
    return [(o.start, o.end) for o in organizations_between(analysis, at, limit)]


def _commit(analysis: Analysis, clause: Clause, body: int, act: Act, speaker: Party | None) -> Verdict | None:
    party = _party(act) or (speaker if act.start - body < 30 else None)
    behalf = _behalf(analysis, clause.start, act.start)
    if party is None and behalf is None and not _organization_directs(analysis, clause.start, act):
        return None
    after = skip_gap(analysis, act.end, clause.end)
    begin, named = _own_subject(analysis, after, clause.end)
    if begin >= clause.end:
        return None
    if party is None and behalf is None:
        behalf = _subject_organization(analysis, clause.start, act.start)
    words = act.end - 3 if analysis.folded.endswith(" sẽ", act.start, act.end) else act.end
    return Verdict("commitment", "", party, [], [], begin, (act.start, words), named or behalf, "pledge", rule="commitment.pledge", score=0.85)


def _own_subject(analysis: Analysis, at: int, end: int) -> tuple[int, tuple[int, int] | None]:
    """Past "<body> sẽ": the pledged action, and the body named as its subject."""
    named = None
    target = addressee(analysis, at, end)
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
    stop = end
    found = organizations_between(analysis, at, end)
    if found and found[0].start == at:
        return found[0].start, found[0].end
    comma = analysis.folded.find(",", at, stop)
    return (at, comma) if 0 < comma - at < 120 else None


def _subject_organization(analysis: Analysis, start: int, at: int) -> tuple[int, int] | None:
    found = organizations_between(analysis, start, at)
    return (found[-1].start, found[-1].end) if found else None


def _future(
    analysis: Analysis, clause: Clause, body: int, act: Act, acts: list[Act], speaker: Party | None
) -> Verdict | None:
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
    party = next((_party(a) for a in reversed(said) if a.subject is not None), None)
    subject = (skip_gap(analysis, said[-1].end, act.start) if said else body, act.start)
    text = analysis.folded[subject[0] : subject[1]].strip(" ,")
    if said and (party is not None or speaker is not None) and (text == "" or _own_body(analysis, party or speaker, text)):
        named = None if text in ("", *_FIRST_PERSON) else _trim(analysis, *subject)
        behalf = named or _behalf(analysis, clause.start, act.start)
        words = (said[-1].start, act.end) if act.start - said[-1].end <= 2 else (act.start, act.end)
        return Verdict("commitment", "", party or speaker, [], [], begin, words, behalf, "intention", rule="commitment.intention.said", score=0.65)
    if not said and speaker is not None and text and _own_body(analysis, speaker, text):
        named = None if text in _FIRST_PERSON else _trim(analysis, *subject)
        return Verdict("commitment", "", speaker, [], [], begin, (act.start, act.end), named, "intention", rule="commitment.intention.own-body", score=0.55)
    if not said and speaker is None and text and _future_opening(analysis, clause.start, act.start):
        return Verdict("plan", "plan", None, _organizations_in(analysis, *subject), [], begin, rule="task.plan.future", score=0.6)
    return None


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


def _trim(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The organisation that is the subject in ``[start, end)``, or the whole phrase."""
    found = _organizations_in(analysis, start, end)
    if found:
        return found[0]
    while end > start and analysis.folded[end - 1] in " ,":
        end -= 1
    while start < end and analysis.folded[start] in " ,":
        start += 1
    return (start, end) if start < end else None


def _organizations_in(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    return [(o.start, o.end) for o in organizations_between(analysis, start, end)]


def _own_body(analysis: Analysis, party: Party | None, subject: str) -> bool:
    """Whether ``subject`` is the speaker himself or the body he speaks for."""
    subject = subject.rsplit(", ", 1)[-1]
    if subject in _FIRST_PERSON or subject.startswith(("chúng tôi", "ông", "bà ", "đồng chí")):
        return True
    if party is None or len(subject) > 80 or subject.startswith(("các ", "chúng ta")):
        return False
    words = set(re.findall(r"\w+", subject)) - {"cũng", "thời", "gian", "tới", "trong", "và", "sẽ", "ngoài", "ra"}
    posts = " ".join(analysis.folded[p.start : p.end] for p in party.posts)
    known = set(re.findall(r"\w+", posts)) | ({"bộ", "ngành"} if "bộ trưởng" in posts or "thứ trưởng" in posts else set())
    return bool(words) and len(words & known) >= 0.6 * len(words)


def _future_opening(analysis: Analysis, start: int, end: int) -> bool:
    opening = analysis.folded[start:end]
    return any(word in opening for word in _FUTURE_OPENING)


def _modal(
    analysis: Analysis, clause: Clause, body: int, act: Act, by_kind: dict[str, list[Act]], authority: bool
) -> Verdict | None:
    stated = [a for kind in ("state", "wish", "opine") for a in by_kind.get(kind, ()) if a.end <= act.start]
    governing = max(stated, key=lambda a: a.start) if stated else None
    if governing is not None and governing.kind == "opine" and (governing.subject is None or "chair" not in governing.subject.party.roles):
        return Verdict("opinion", subject=_party(governing), rule="opinion.modal")
    if governing is None and not authority or clause.section == "opinions":
        return None
    origin = governing.end if governing is not None else body
    target = addressee(analysis, origin, clause.end, strict=True)
    if not target.lead or target.lead[-1][1] > act.start or act.start - target.lead[-1][1] > 30:
        named = _subject_of_modal(analysis, origin, act.start)
        if named is None and act.start > skip_gap(analysis, origin, clause.end) + 2:
            return None
        target = target._replace(lead=named or [], body=skip_gap(analysis, act.end, clause.end))
    begin = target.body
    if target.lead and " có " in analysis.folded[target.lead[0][0] : target.lead[-1][1]]:
        return None
    verb = verb_at_or_after(analysis, begin, min(clause.end, begin + 44))
    if analysis.folded.startswith("được ", begin) or _opined(analysis, clause.start, act):
        return None
    if verb is None or verb.start - begin > 24 or _is_principle(analysis, target.lead, act):
        return None
    lead, coordinating, begin = _chaired(analysis, target.lead, begin, clause.end)
    return Verdict("task", "directive", _party(governing) if governing else None, lead, coordinating, begin, rule="task.modal", score=0.6)


def _is_principle(analysis: Analysis, lead: list[tuple[int, int]], act: Act) -> bool:
    """ "mỗi cán bộ, đảng viên phải …" says how one should be, not what is to be done."""
    return bool(lead) and act.id == "act/phai" and analysis.folded.startswith(("mỗi cán bộ", "cán bộ", "mỗi đảng viên", "đảng viên", "người cán bộ"), lead[0][0])


def _subject_of_modal(analysis: Analysis, start: int, at: int) -> list[tuple[int, int]] | None:
    """The bodies that stand right before "cần", after a preface ("Sau khi …, các đơn vị có trách nhiệm …")."""
    comma = analysis.folded.rfind(", ", start, at)
    found = organizations_between(analysis, start, at)
    if found and at - found[-1].end <= 2:
        return [(found[-1].start, found[-1].end)]
    if comma > 0 and at - comma < 70 and analysis.cues.at("addressee", comma + 2) is not None:
        return [(comma + 2, at - 1)]
    return None


def _consent(analysis: Analysis, clause: Clause, act: Act, acts: list[Act], speaker: Party | None) -> Verdict | None:
    """ "ông X cho biết Công ty đồng ý nâng …": a body agrees, by its speaker, to do something itself."""
    if act.id not in ("act/dong-y", "act/nhat-tri"):
        return None
    said = [a for a in acts if a.end <= act.start and a.kind in ("state", "opine") and a.subject is not None]
    begin = skip_gap(analysis, act.end, clause.end)
    if not said or not is_verb(analysis, begin):
        return None
    party = _party(said[-1]) or speaker
    subject = analysis.folded[said[-1].end : act.start].strip(" ,")
    if not _own_body(analysis, party, subject):
        return None
    named = _trim(analysis, skip_gap(analysis, said[-1].end, act.start), act.start)
    return Verdict("commitment", "", party, [], [], begin, (act.start, act.end), named, "intention", rule="commitment.consent", score=0.55)


def _agree(analysis: Analysis, clause: Clause, body: int, act: Act) -> Verdict | None:
    after = _past_noun(analysis, skip_gap(analysis, act.end, clause.end), clause.end)
    folded = analysis.folded
    if act.id == "act/thong-qua" and act.subject is not None or act.start > body and is_verb(analysis, body):
        return None
    if folded.startswith(("cho ", "để "), after):
        target = addressee(analysis, after + 4, clause.end)
        if target.lead and is_verb(analysis, target.body):
            return Verdict("agreed", "agreed", _party(act), target.lead, [], target.body, (act.start, act.end), rule="task.agreed.allowed", score=0.6)
    if folded.startswith(("đề ra mục tiêu", "đề ra chỉ tiêu", "đặt mục tiêu"), after):
        return Verdict("none", agreed_by=agreed_by) if (agreed_by := _agreed_by(analysis, clause.start, act.start)) else None
    if folded.startswith(("với ", "cao ", "đánh giá", "thông qua", "về ", "báo cáo", "bầu ", "tỷ lệ"), after):
        return None
    listed = _listed(analysis, act.end - 1, clause.end)
    agreed_by = _agreed_by(analysis, clause.start, act.start)
    if not is_verb(analysis, after) and not listed:
        return Verdict("none", agreed_by=agreed_by)
    if act.id in ("act/xac-dinh", "act/ky-ket", "act/thong-qua", "act/dong-y", "act/de-ra") and not listed:
        return None
    decider = _subject_organization(analysis, clause.start, act.start) if act.id == "act/quyet-dinh" else None
    lead = [decider] if decider is not None else []
    return Verdict("agreed", "agreed", _party(act), lead, [], after, (act.start, act.end), agreed_by=agreed_by, rule="task.agreed", score=0.65)


def _agreed_by(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    comma = analysis.folded.rfind(", ", start, end)
    match = _DECIDERS.search(analysis.folded, max(start, comma), end) or _DECIDERS.search(analysis.folded, start, end)
    return match.span() if match else None


def _other(analysis: Analysis, clause: Clause, body: int, by_kind: dict[str, list[Act]], authority: bool) -> Verdict:
    """Wishes and opinions block; a body with a task verb under an order-giver's list is assigned."""
    for kind, act_name in (("wish", "wish"), ("opine", "opinion")):
        for act in by_kind.get(kind, ()):
            if act.close or (kind == "wish" and act.start <= body + 1) or _petitioned(analysis, clause.start, act):
                return Verdict(act_name, subject=_party(act), rule=f"{act_name}.said")
    if not authority and not _future_opening(analysis, clause.start, min(clause.end, body + 60)):
        return Verdict()
    target = addressee(analysis, body, clause.end)
    opened = _future_opening(analysis, clause.start, min(clause.end, max(body, clause.start)))
    if target.lead:
        named = any(o.start == target.lead[0][0] for o in organizations_between(analysis, *target.lead[0]))
        past = analysis.cues.first("past", body, min(clause.end, target.body + 30))
        if is_verb(analysis, target.body) and (named or opened) and past is None and (authority and clause.marker is not None or opened or _assigns(analysis, target.body)):
            lead, coordinating, begin = _chaired(analysis, target.lead, target.body, clause.end)
            kind = "directive" if authority and not opened else "plan"
            return Verdict("task" if kind == "directive" else "plan", kind, None, lead, coordinating, begin, rule="task.assignee-first", score=0.6)
    elif opened and body > clause.start:
        if is_verb(analysis, body):
            name = "task" if authority else "plan"
            return Verdict(name, "directive" if authority else "plan", None, [], [], body, rule="task.plan.opening", score=0.55)
    return Verdict()


def _assigns(analysis: Analysis, at: int) -> bool:
    return analysis.folded.startswith(("chủ trì", "có trách nhiệm", "chịu trách nhiệm"), at)
