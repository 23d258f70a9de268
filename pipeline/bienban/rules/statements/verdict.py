"""Kết luận về một vế (verdict): what one clause is found to do, and the questions that several procedures ask of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bienban.language.analysis import Analysis, Party
from bienban.language.proper_names import is_province
from bienban.rules.statements.acts import Act, is_verb, organizations_between, verb_at_or_after
from bienban.text.edges import trimmed

_PARTNERS = re.compile(r"phối hợp (?:chặt chẽ |tốt )?(?:với|cùng)(?: với)?\s+")
_FUTURE_OPENING = ("thời gian tới", "tới đây", "sắp tới", "cuối năm", "năm tới", "giai đoạn tới", "nhiệm kỳ tới")
_VERBAL_NOUN = re.compile(r"(?:về )?(?:việc|chủ trương|phương án|đề xuất) ")
_PARTS = re.compile(r", (?:và )?| và | cùng ")
_ABBREVIATED = re.compile(r"[a-zđ]{3,6}")
_MOST_SUBJECT = 160
_WHOSE = re.compile(r"^(?:phía |liên |về phía )|(?: cũng| sẽ| nhà| nói chung| nói riêng)+$")
_COUNTRY = ("việt nam", "đất nước", "nhà nước ta")
_NATIONAL = re.compile(r"\b(?:thủ tướng|bộ trưởng|thứ trưởng|chủ tịch nước|chủ tịch quốc hội|tổng bí thư)\b")
_LEVELS = {
    "thành phố": re.compile(r"\b(?:thành phố|tp)\b"), "tp": re.compile(r"\b(?:thành phố|tp)\b"), "bộ": re.compile(r"\b(?:bộ trưởng|thứ trưởng)\b"),
    **{noun: re.compile(rf"\b{noun}\b") for noun in ("tỉnh", "huyện", "quận", "thị xã", "xã", "phường")},
}  # fmt: skip
"""Bare nouns of a level of government, and the posts whose holder speaks for it."""
_FIRMS = ("công ty", "tổng công ty", "tập đoàn", "ngân hàng", "doanh nghiệp", "nhà máy", "bệnh viện", "trung tâm", "đơn vị", "nhà trường")
_MANAGES = re.compile(r"\b(?:giám đốc|chủ tịch (?:hđqt|hđtv|hội đồng)|hiệu trưởng|viện trưởng|trưởng ban quản lý)\b")
_SECTION = re.compile(r"\b(?:trưởng|phó) (?:phòng|bộ phận|đội|tổ)\b")
_HIMSELF = re.compile(r"\b(?:chúng )?tôi\b")
FIRST_PERSON = ("chúng tôi", "đơn vị chúng tôi", "tôi", "bản thân", "cá nhân tôi")


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
    foreign: bool = False
    """Whether the words name who acts, and it is nobody known: never the last speaker."""
    rule: str = ""
    score: float = 0.0


def party_of(act: Act) -> Party | None:
    """Chủ thể của từ chi phối: the party that is the subject of ``act``."""
    return act.subject.party if act.subject is not None else None


def posts_of(analysis: Analysis, party: Party | None) -> str:
    """Các chức vụ: the words of the posts of ``party``, folded, in one string; empty for nobody."""
    return " ".join(analysis.folded[post.start : post.end] for post in party.posts) if party is not None else ""


def is_opined(analysis: Analysis, start: int, act: Act) -> bool:
    """ "Nhiều ý kiến tại tọa đàm …": whatever follows is an opinion."""
    hits = analysis.cues.of("act.petitioner", start, act.start)
    if not hits or act.subject is not None or hits[0].start > start + 3 or act.start - hits[0].end > 60:
        return False
    return hits[0].entry.form.endswith(("ý kiến", "đại biểu", "cử tri"))


def is_petitioned(analysis: Analysis, start: int, act: Act) -> bool:
    """Ý kiến, kiến nghị: whether voters, members or opinions govern ``act``."""
    hits = analysis.cues.of("act.petitioner", start, act.start)
    return is_opined(analysis, start, act) or any(
        analysis.folded[hit.end : act.start].strip(" ,") in ("", "đã", "cũng", "còn", "đều", "đã có", "tham gia") for hit in hits
    )


def past_noun(analysis: Analysis, at: int, end: int) -> int:
    """Past "việc", "chủ trương" where a verb follows: the action begins with the verb."""
    match = _VERBAL_NOUN.match(analysis.folded, at, end)
    return match.end() if match is not None and is_verb(analysis, match.end()) else at


def is_listed(analysis: Analysis, at: int, end: int) -> bool:
    """Có liệt kê: whether a colon stands close after ``at``."""
    return ":" in analysis.folded[at : min(end, at + 60)]


def is_by_organization(analysis: Analysis, start: int, act: Act) -> bool:
    """A body itself directs ("Ban Thường vụ Huyện ủy yêu cầu …")."""
    found = organizations_between(analysis, start, act.start)
    if not found or found[-1].plural:
        return False
    between = analysis.folded[found[-1].end : act.start].strip(" ,")
    before = analysis.folded[max(start, found[-1].start - 6) : found[-1].start].strip()
    return between in ("", "cũng", "đồng thời", "tiếp tục") and before not in ("theo", "của", "do", "được")


def partners_in(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """The bodies after "phối hợp với" in a clause."""
    match = _PARTNERS.search(analysis.folded, start, min(end, start + 60))
    if match is None:
        return []
    at = match.end()
    verb = verb_at_or_after(analysis, at, min(end, at + 260))
    limit = verb.start if verb is not None else min(end, at + 160)
    return organizations_in(analysis, at, limit)


def subject_organization(analysis: Analysis, start: int, at: int) -> tuple[int, int] | None:
    """Đơn vị chủ thể: the last organisation named in ``[start, at)``."""
    found = organizations_in(analysis, start, at)
    return found[-1] if found else None


def subject_in(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The organisation that is the subject in ``[start, end)``, or the whole phrase."""
    found = organizations_in(analysis, start, end)
    if found:
        return found[0]
    start, end = trimmed(analysis.folded, start, end, " ,")
    start = max(start, analysis.folded.rfind(", ", start, end) + len(", "))
    return (start, end) if start < end else None


def organizations_in(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """Các đơn vị trong đoạn: the places of the organisations in ``[start, end)``."""
    return [(o.start, o.end) for o in organizations_between(analysis, start, end)]


def speaks_of_himself(analysis: Analysis, start: int, end: int) -> bool:
    """Ngôi thứ nhất (first person): whether ``[start, end)`` names the speaker ("Với Đảng ủy, tôi cũng …")."""
    return _HIMSELF.search(analysis.folded, start, end) is not None


def is_own_body(analysis: Analysis, party: Party | None, subject: str) -> bool:
    """Whether ``subject`` is the speaker himself or the body he speaks for."""
    parts = _PARTS.split(subject)
    if len(parts) > 1 and len(subject) < _MOST_SUBJECT and any(_is_one_body(analysis, party, part) for part in parts):
        return True
    return _is_one_body(analysis, party, parts[-1])


def _is_one_body(analysis: Analysis, party: Party | None, subject: str) -> bool:
    if is_province(subject):  # "Bà Rịa - Vũng Tàu" begins as a lady is addressed
        return False
    if subject in FIRST_PERSON or subject.startswith(("chúng tôi", "ông", "bà ", "đồng chí")):
        return True
    if party is None or len(subject) > 80 or subject.startswith(("các ", "chúng ta")):
        return False
    words = set(re.findall(r"\w+", subject)) - {"cũng", "thời", "gian", "tới", "trong", "và", "sẽ", "ngoài", "ra"}
    posts = posts_of(analysis, party)
    if _ABBREVIATED.fullmatch(subject) is not None and subject in "".join(word[0] for word in re.findall(r"\w+", posts)):
        return True
    if _is_generic_body(subject, posts) or _is_house(analysis, subject, posts):
        return True
    known = set(re.findall(r"\w+", posts)) | ({"bộ", "ngành"} if "bộ trưởng" in posts or "thứ trưởng" in posts else set())
    return bool(words) and len(words & known) >= 0.6 * len(words)


def _is_house(analysis: Analysis, subject: str, posts: str) -> bool:
    """ "Ông A, Trưởng Phòng Nghiệp vụ …: Cục Thuế tỉnh sẽ …": a head of section speaks for the body that somebody there heads."""
    if _SECTION.search(posts) is None:
        return False
    named = _WHOSE.sub("", subject)
    bodies = (post.organization for party in analysis.parties for post in party.posts if post.organization is not None)
    return any(analysis.folded[slice(*body)] == named for body in bodies)


def _is_generic_body(subject: str, posts: str) -> bool:
    """ "thành phố sẽ …" from its vice chairman, "ngân hàng sẽ …" from a manager of it, "Việt Nam sẽ …" from a minister."""
    noun = _WHOSE.sub("", subject)
    if noun in _COUNTRY:
        return _NATIONAL.search(posts) is not None
    if noun in _LEVELS:
        return _LEVELS[noun].search(posts) is not None
    return noun in _FIRMS and _MANAGES.search(posts) is not None


def opens_on_future(analysis: Analysis, start: int, end: int) -> bool:
    """Mở đầu bằng thời gian tới: whether ``[start, end)`` speaks of the time ahead."""
    opening = analysis.folded[start:end]
    return any(word in opening for word in _FUTURE_OPENING)
