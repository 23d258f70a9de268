"""Chỉ đạo (orders): directives by a verb of ordering, and by "cần", "phải", "có trách nhiệm"."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Clause, Party
from bienban.lexicon.load import alternation
from bienban.rules.statements.acts import Act, addressee, is_verb, organizations_between, skip_gap, verb_at_or_after
from bienban.rules.statements.verdict import (
    FIRST_PERSON,
    Verdict,
    is_by_organization,
    is_listed,
    is_opined,
    is_petitioned,
    partners_in,
    party_of,
    past_noun,
    posts_of,
    subject_organization,
)
from bienban.rules.statements.words import is_addressable, is_thing

_PREFACES = ("đối với ", "theo ", "trong ", "để ", "khi ", "sau khi ", "cùng với ", "bên cạnh ", "riêng ", "về ", "tại ", "với ", "trước mắt")
_AIMS = ("để ", "nhằm ", "vì vậy", "do đó", "trước mắt", "riêng ", "đối với ", "về ")
_THERE = ("tại hội nghị", "tại cuộc họp", "tại buổi", "tại phiên", "phát biểu", "kết luận", "qua báo cáo", "tại đại hội", "tại kỳ họp")
_CIRCUMSTANCE = re.compile(
    r"(?:(?:trên|ở|với) cương vị|trong quá trình|trong khi|ngay sau|sau khi|trên cơ sở|để|nhằm) [^,;:.]{3,90}, (?:cần |phải )?"
)
_TALKS = re.compile(rf"\b{alternation('act.talk')}\b")
_DEBATED = re.compile(rf"\b{alternation('act.debate')}\b")
_PARTICLES = ("", "cũng", "tiếp tục", "đã", "đồng thời")
_LEVELS = {
    "bản": 0, "thôn": 0, "ấp": 0, "buôn": 0, "khu phố": 0, "tổ dân phố": 0, "xã": 1, "phường": 1, "thị trấn": 1, "huyện": 2, "quận": 2, "thị xã": 2,
    "thị ủy": 2, "quận ủy": 2, "huyện ủy": 2, "thành phố": 3, "thành ủy": 3, "tỉnh": 3, "tỉnh ủy": 3, "trung ương": 4,
}  # fmt: skip
"""Levels of the political system, from the hamlet up."""
_LEVEL = re.compile(rf"\b(?:{'|'.join(sorted(_LEVELS, key=len, reverse=True))})\b")
_PRIVATE = re.compile(
    r"hiệp hội|liên hội|công ty|tổng công ty|tập đoàn|doanh nghiệp|ngân hàng tmcp|hợp tác xã|câu lạc bộ|hội doanh nghiệp|hội đồng quản trị|hđqt"
)
_AUTHORITY = re.compile(
    r"(?:lãnh đạo |đại diện )?(?:các )?(?:bộ|cục|tổng cục|chính phủ|quốc hội|thủ tướng|phó thủ tướng|bộ trưởng|thứ trưởng|cục trưởng|vụ|thanh tra"
    r"|ubnd|ủy ban nhân dân|sở|cơ quan (?:nhà nước|quản lý|chức năng|hải quan|thuế)|ngân hàng nhà nước|byt|tỉnh|thành phố|trung ương)(?!\w)"
)
_ASKED = re.compile(
    r"(?:lãnh đạo |thường trực |ubnd |ủy ban nhân dân |hđnd |hội đồng nhân dân )?"
    r"(huyện|quận|thị xã|thành phố|tỉnh|trung ương)\b(?! (?:đoàn|ủy|đội))"
)


def direct(analysis: Analysis, clause: Clause, body: int, act: Act, authority: bool, speaker: Party | None) -> Verdict | None:
    """Chỉ đạo, yêu cầu: the order that ``act`` gives, a request upward, or ``None`` where it has no force."""
    before = analysis.folded[body : act.start].strip()
    initial = before in ("", "thống nhất", "nhất trí", "đồng ý", "hội nghị thống nhất", "quyết định") or (
        before.endswith((",", ":"))
        and (clause.section in ("conclusion", "tasks", "lead") or clause.marker is not None or before.startswith(_AIMS))
    )
    own_force = (
        act.subject is not None
        or (initial and authority)
        or is_by_organization(analysis, clause.start, act)
        or _title_directs(analysis, clause.start, act)
        or (authority and before.rpartition(", ")[2] in FIRST_PERSON)
    )
    if not own_force or (act.id == "act/chi-dao" and not _speaks_on(analysis, clause.start, act, clause.end)):
        return None
    after = _past_need(analysis, _past_circumstance(analysis, skip_gap(analysis, act.end, clause.end), clause.end), clause.end)
    if after >= clause.end:
        return Verdict("none")
    if act.id == "act/nhac-nho" and " vì " in analysis.folded[after : clause.end]:
        return None
    if _petitions(analysis, clause, act) or _upward(analysis, act, after, party_of(act) or (speaker if act.start <= body + 1 else None)):
        return Verdict("proposal", subject=party_of(act), rule="proposal.addressed-upward")
    if _is_meeting_business(analysis, clause, after):
        return Verdict("opinion", subject=party_of(act), rule="opinion.meeting-business")
    target = addressee(analysis, after, clause.end, strict=act.id == "act/luu-y")
    target = target._replace(body=past_noun(analysis, target.body, clause.end))
    if not target.lead and not is_verb(analysis, target.body) and not is_listed(analysis, target.body, clause.end):
        return None if act.id == "act/luu-y" or act.subject is None else _plain(analysis, clause, act, target.body)
    coordinating = partners_in(analysis, target.body, clause.end)
    return Verdict(
        "task",
        "directive",
        party_of(act),
        target.lead,
        coordinating,
        target.body,
        (act.start, act.end),
        foreign=act.subject is None and _names_another(analysis, clause.start, act),
        rule=f"task.directive.{act.id[4:]}",
        score=0.8,
    )


def _plain(analysis: Analysis, clause: Clause, act: Act, begin: int) -> Verdict | None:
    """A directive over words that are neither a known verb nor an addressee: kept with less confidence."""
    if clause.end - begin < 12 or analysis.folded[act.end : act.end + 1] == "," or analysis.folded[begin].isdigit():
        return None
    if act.id == "act/giao" and is_thing(analysis, begin):
        return None
    if analysis.folded[act.end : begin].strip(" ,") == "với":
        return None
    if analysis.surface[begin].isupper() and analysis.folded[act.end : begin].rstrip().endswith(","):
        return None
    if analysis.folded.startswith(("của ", "về ", "trên ", "khen ", "trong ", "tại "), begin):
        return None
    return Verdict("task", "directive", party_of(act), [], [], begin, (act.start, act.end), rule="task.directive.plain", score=0.55)


def _past_circumstance(analysis: Analysis, at: int, end: int) -> int:
    """ "đề nghị trong quá trình thực hiện, các xã cần …": past the words that only say when."""
    when = _CIRCUMSTANCE.match(analysis.folded, at, end)
    return when.end() if when is not None else at


def _past_need(analysis: Analysis, at: int, end: int) -> int:
    """ "đề nghị cần tiếp tục …": past the need, which only strengthens the order."""
    need = analysis.cues.at("act", at)
    return skip_gap(analysis, need.end, end) if need is not None and need.value == "modal" and need.entry.form != "không được" else at


def _speaks_on(analysis: Analysis, start: int, act: Act, end: int) -> bool:
    """ "chỉ đạo" is a directive only before a colon, a number of tasks or a body with a verb; what was ordered, only at the meeting."""
    if analysis.folded.endswith("đã ", start, act.start) and not analysis.folded.startswith(_THERE, start):
        return False
    rest = analysis.folded[act.end : min(end, act.end + 40)].lstrip()
    return act.subject is not None and (rest.startswith((":", "phải ", "cần ", "các ", "ngành", "sở ", "ubnd", "phòng ")) or rest[:1].isdigit())


def _title_directs(analysis: Analysis, start: int, act: Act) -> bool:
    """A bare post or rank directs ("Đại tá yêu cầu …")."""
    bare = analysis.folded[start : act.start].strip(" ,")
    if any(
        bare == hit.entry.form or (bare.startswith(hit.entry.form + " ") and bare[len(hit.entry.form) :].strip() in _PARTICLES)
        for hit in analysis.cues.of("act.body", start, act.start)
    ):
        return True
    hits = [hit for cue in ("position-head", "military-police-rank") for hit in analysis.cues.of(cue, max(start, act.start - 40), act.start)]
    return any(analysis.folded[hit.end : act.start].strip() in _PARTICLES for hit in hits)


def _names_another(analysis: Analysis, start: int, act: Act) -> bool:
    """Whether a body or the holder of a post, nobody known, is the subject of ``act``: then the last speaker is not."""
    if _title_directs(analysis, start, act):
        return True
    found = organizations_between(analysis, start, act.start)
    if not found or found[-1].plural or analysis.folded[found[-1].end : act.start].strip() not in _PARTICLES:
        return False
    return found[-1].start == start or analysis.folded.endswith(", ", start, found[-1].start)


def _petitions(analysis: Analysis, clause: Clause, act: Act) -> bool:
    """Whether who asks is no authority: a voter, a member, an opinion; or the report itself under "Kiến nghị"."""
    if act.id not in ("act/de-nghi", "act/khuyen-nghi", "act/goi-y", "act/yeu-cau"):
        return False
    if clause.section == "opinions" and act.subject is not None and "chair" not in act.subject.party.roles:
        return True
    if clause.section != "conclusion" and _asks_as_citizen(analysis, act):
        return True
    if act.subject is not None and act.subject.party.kind == "person":
        before = analysis.cues.of("act.petitioner", max(0, act.subject.start - 12), act.subject.end)
        return any(hit.start <= act.subject.start + 1 and hit.end >= act.subject.start - 1 for hit in before)
    if act.subject is None and clause.section == "opinions":
        return True
    if act.subject is not None and not act.subject.party.posts and analysis.meeting is not None and "dialogue" in analysis.meeting.kinds:
        return True
    return is_petitioned(analysis, clause.start, act)


def _asks_as_citizen(analysis: Analysis, act: Act) -> bool:
    """ "Anh A, tổ mộc, đề nghị Công ty …": who holds no post and does not chair can only ask."""
    if act.id != "act/de-nghi" or act.subject is None:
        return False
    party = act.subject.party
    if party.kind != "person" or party.posts or "chair" in party.roles:
        return False
    return not analysis.folded.startswith(("đồng chí", "đ/c"), act.subject.start)


def _upward(analysis: Analysis, act: Act, after: int, party: Party | None) -> bool:
    if act.id not in ("act/de-nghi", "act/khuyen-nghi", "act/de-nghi-va-yeu-cau", "act/dong-thoi-de-nghi"):
        return False
    if _asks_level_above(analysis, party, after) or _asks_the_state(analysis, party, after):
        return True
    hit = analysis.cues.at("act.superior", after)
    if hit is None:
        return False
    posts = posts_of(analysis, party)
    central = ("thủ tướng", "quốc hội", "tổng bí thư", "chủ tịch nước", "bộ chính trị", "ban bí thư")
    return not any(word in posts for word in central)


def _asks_the_state(analysis: Analysis, party: Party | None, after: int) -> bool:
    """ "Ông A, Phó Chủ tịch Hiệp hội đề nghị Cục X …": an association or a firm can only ask an authority."""
    if party is None or "chair" in party.roles or not _is_private(analysis, party):
        return False
    if _AUTHORITY.match(analysis.folded, after) is not None:
        return True
    # Whom he asks is left out: those who hold the meeting, unless it is his own body's.
    return is_verb(analysis, after) and any("chair" in other.roles and other.posts and not _is_private(analysis, other) for other in analysis.parties)


def _is_private(analysis: Analysis, party: Party) -> bool:
    """Whether all posts of ``party`` are with associations and firms."""
    bodies = [analysis.folded[slice(*post.organization)] for post in party.posts if post.organization is not None]
    return bool(bodies) and all(_PRIVATE.match(body) is not None for body in bodies)


def _asks_level_above(analysis: Analysis, party: Party | None, after: int) -> bool:
    """ "Ông A, Chủ tịch UBND xã đề nghị huyện …": the post says the speaker's level, the words after it a higher one."""
    asked = _ASKED.match(analysis.folded, after)
    if asked is None or party is None:
        return False
    own = max((_LEVELS[word] for word in _LEVEL.findall(posts_of(analysis, party))), default=9)
    return own < _LEVELS[asked.group(1)]


def _is_meeting_business(analysis: Analysis, clause: Clause, at: int) -> bool:
    """Việc của chính cuộc họp: whether what is asked is to be done at the meeting itself, by its delegates or in answer to its opening."""
    opening = analysis.cues.first("act.opening", clause.start, at) is not None
    hit = analysis.cues.at("act.meeting-business", at)
    if hit is None and not opening and clause.section != "conclusion" and _DEBATED.search(analysis.folded, at, min(clause.end, at + 110)) is not None:
        return not any(at <= t.start < clause.end and not t.vague for t in analysis.times)
    if hit is None:
        return opening and _TALKS.search(analysis.folded, at, min(clause.end, at + 90)) is not None
    delegates = hit.entry.form.endswith("đại biểu")
    if not delegates and hit.entry.form not in ("đại hội", "hội nghị"):
        return True
    reach = min(clause.end, hit.end + (160 if delegates else 40))
    return _TALKS.search(analysis.folded, hit.end, reach) is not None


def modal(analysis: Analysis, clause: Clause, body: int, act: Act, by_kind: dict[str, list[Act]], authority: bool) -> Verdict | None:
    """Cần, phải: an order said as a need, where who says it may order."""
    stated = [a for kind in ("state", "wish", "opine") for a in by_kind.get(kind, ()) if a.end <= act.start]
    governing = max(stated, key=lambda a: a.start) if stated else None
    if governing is not None and governing.kind == "opine" and (governing.subject is None or "chair" not in governing.subject.party.roles):
        return Verdict("opinion", subject=party_of(governing), rule="opinion.modal")
    if (governing is None and not authority) or clause.section == "opinions":
        return None
    origin = governing.end if governing is not None else body
    target = addressee(analysis, origin, clause.end, strict=True)
    if not target.lead or target.lead[-1][1] > act.start or act.start - target.lead[-1][1] > 30:
        named = _subject_of_modal(analysis, origin, act.start)
        if named is None and act.start > skip_gap(analysis, origin, clause.end) + 2:
            return None
        target = target._replace(lead=named or [], body=skip_gap(analysis, act.end, clause.end))
    if target.lead and target.body < act.start and not analysis.folded.endswith((", ", ": "), 0, act.start):
        # A verb before "cần" belongs to whom it is said of ("các xã làm tốt | cần …").
        target = target._replace(lead=[(target.lead[0][0], act.start - 1)], body=skip_gap(analysis, act.end, clause.end))
    begin = target.body
    if target.lead and " có " in analysis.folded[target.lead[0][0] : target.lead[-1][1]]:
        return None
    verb = verb_at_or_after(analysis, begin, min(clause.end, begin + 44))
    if analysis.folded.startswith(("được ", "có "), begin) or is_opined(analysis, clause.start, act):
        return None
    if verb is None or verb.start - begin > 24 or _is_principle(analysis, target.lead, act):
        return None
    coordinating = partners_in(analysis, begin, clause.end)
    return Verdict("task", "directive", party_of(governing) if governing else None, target.lead, coordinating, begin, rule="task.modal", score=0.6)


def _is_principle(analysis: Analysis, lead: list[tuple[int, int]], act: Act) -> bool:
    """ "mỗi cán bộ, đảng viên phải …" says how one should be, not what is to be done."""
    return (
        bool(lead)
        and act.id == "act/phai"
        and analysis.folded.startswith(("mỗi cán bộ", "cán bộ", "mỗi đảng viên", "đảng viên", "người cán bộ", "việc "), lead[0][0])
    )


def _subject_of_modal(analysis: Analysis, start: int, at: int) -> list[tuple[int, int]] | None:
    """The bodies that stand right before "cần", after a preface ("Sau khi …, các đơn vị có trách nhiệm …")."""
    if analysis.folded.startswith(_PREFACES, skip_gap(analysis, start, at)) and analysis.folded[start:at].rstrip().endswith(","):
        return []
    comma = analysis.folded.rfind(", ", start, at)
    last = subject_organization(analysis, start, at)
    if last is not None and at - last[1] <= 2:
        return None if analysis.folded.endswith("của ", start, last[0]) else [last]
    ordered = any(hit.value == "direct" for hit in analysis.cues.of("act", max(start, comma), at))
    if comma > 0 and not ordered and at - comma < 70 and is_addressable(analysis, comma + 2):
        return [(comma + 2, at - 1)]
    return None
