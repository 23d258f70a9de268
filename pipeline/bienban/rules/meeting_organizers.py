"""Đơn vị tổ chức: the bodies that the text says organise the meeting, or whose meeting it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from typing import Protocol

from bienban.language.analysis import Analysis, OrgMention, Sentence
from bienban.language.proper_names import after_post

_VERB_GAP = re.compile(
    r"(?: ?\([^()]{0,80}\))?(?:,? kh[óo]a \w{1,6})?(?:,? nhiệm kỳ [\d –-]{4,14})?(?:,)?"
    r"(?: do [^.;]{5,200} làm (?:trưởng đoàn|tổ trưởng))?(?:,? gồm [^.;]{3,200})?(?:, (?:tỉnh|huyện|thành phố|thị xã|quận|tp\.?) [\w ]{2,24})?,?"
    r"(?: (?:đã|vừa|vừa qua|mới|cũng|cùng|trang trọng|long trọng|trọng thể|chính thức|chủ trì|đồng|phối hợp|đăng cai|sẽ"
    r"|đứng ra|trực tiếp|đồng chủ trì|quyết định|triệu tập|thống nhất|tổ chức|tiến hành|tổ chức thành công|mở)[,]?)* $"
)
_JOIN_GAP = re.compile(
    r"(?: ?\([^()]{0,80}\))?(?:,? kh[óo]a \w{1,6})?(?:, nhiệm kỳ [\d –-]{4,14})?[,;]?"
    r" (?:(?:đã|vừa|chủ trì,?|chủ động|tiếp tục) )?(?:(?:và|cùng|với|cùng với|phối hợp|kết hợp|liên kết|phối hợp với"
    r"|phối hợp cùng|phối hợp chặt chẽ với|kết hợp với|kết hợp cùng|cùng phối hợp với) )?$"
)
_NOT_SUBJECT = re.compile(
    r"(?:được sự (?:cho phép|đồng ý|nhất trí|chỉ đạo|quan tâm|chấp thuận|ủy quyền|phân công)|theo (?:kế hoạch|chỉ đạo"
    r"|sự chỉ đạo|tinh thần|quyết định|chương trình|đề nghị|yêu cầu)|"
    r"thực hiện|căn cứ|kế hoạch|chỉ đạo|tại (?:trụ sở|hội trường|phòng họp)|hội trường|trụ sở|của|thay mặt|dưới sự chủ trì)[^,;]{0,90}$"
)
_LED_BY = re.compile(r"(?<!\w)do [^.;]{5,200}? làm (?:trưởng đoàn|tổ trưởng)")
_REACH, _MOST = 600, 8
_DO = re.compile(r"(?<!\w)(?:do|được) ")
_SUBJECT_END = re.compile(
    r"(?:, (?:xã|phường|thị trấn|huyện|tỉnh) [^,;.]{2,24})?(?: ?\([^()]{0,60}\))?,?(?: kh[óo]a \w{1,6})?,?(?: nhiệm kỳ [\d –-]{4,14})?"
    r"(?: (?:đã|vừa|long trọng|trọng thể|chính thức|trang trọng))*(?: (?:tổ chức|tiến hành|họp|mở))? *$"
)
_NO_SUBJECT = re.compile(r"\d{1,2}[/.-]\d|^(?:tại|trong|ngày|sáng|chiều|tối|theo|thực hiện|nhằm|để|với|trên|sau|từ|được) |[;:.\"]")
_SUBJECT_MOST, _COMMAS_MOST = 110, 4
_REVIEWS = ("preliminary_review", "final_review", "briefing")
_NOT_WHOSE = re.compile(r"nghị quyết|chỉ thị|kế hoạch|quyết định|kết luận|chương trình|đề án|dự thảo|thông báo|quy chế|công văn|hướng dẫn|luật")
_OWN_KINDS = ("session", "congress", "briefing", "preliminary_review", "final_review", "", "=session")


class _Naming(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def title_end(self) -> int: ...
    @property
    def governor(self) -> str: ...
    @property
    def governor_start(self) -> int: ...
    @property
    def sentence(self) -> Sentence | None: ...
    @property
    def noun_kind(self) -> str: ...


def find_organizers(analysis: Analysis, naming: _Naming, place: tuple[int, int] | None) -> list[tuple[int, int]]:
    """Các đơn vị tổ chức theo thứ tự trong câu: empty where the text names none."""
    if naming.sentence is None:
        return []
    orgs = [org for org in analysis.organizations if naming.sentence.start <= org.start and org.end <= naming.sentence.end]
    delegation = _LED_BY.search(analysis.folded, naming.sentence.start, naming.sentence.end)
    if delegation is not None:
        orgs = [org for org in orgs if not delegation.start() <= org.start < delegation.end()]
    if place is not None:
        orgs = [org for org in orgs if org.end <= place[0] or org.start >= place[1]]
    if naming.governor in ("organise", "happen") or naming.noun_kind.startswith("=") or naming.governor == "have":
        subject = _subjects(analysis, orgs, naming, place)
        if subject:
            first = _first_partner(analysis, naming.sentence.start, subject[0][0])
            return [*first, *subject]
        verb = naming.governor_start if naming.governor_start < naming.start else naming.start
        acts = naming.governor == "organise" or naming.noun_kind.startswith("=")
        if acts and (unknown := subject_before(analysis, naming.sentence.start, verb)) is not None:
            return _partners(analysis, *unknown)
    stated = _stated_after_do(analysis, orgs, naming)
    return stated or _whose(analysis, orgs, naming) or _last_named(analysis, naming)


def subject_before(analysis: Analysis, floor: int, verb: int) -> tuple[int, int] | None:
    """The capitalised body that stands as subject right before ``verb``, known to its end or not ("Cục Bảo tồn đất ngập nước")."""
    heads = analysis.org_heads or {}
    floor = _past_day(analysis, floor, verb)
    start = verb
    for _ in range(_COMMAS_MOST):
        comma = analysis.folded.rfind(", ", floor, start - 2)
        start = comma + 2 if comma >= 0 else floor
        if verb - start > _SUBJECT_MOST:
            return None
        if start in heads and analysis.surface[start].isupper():
            break
        if comma < 0:
            return None
    tail = _SUBJECT_END.search(analysis.folded, start, verb)
    end = tail.start() if tail else verb
    while end > start and analysis.surface[end - 1] == " ":
        end -= 1
    if end - start < 3 or _NO_SUBJECT.search(analysis.folded[start:end]) or _is_person(analysis, start) or _does_more(analysis, start, end):
        return None
    return start, end


_JOINED_TO = re.compile(r"(?: ?\([^()]{0,40}\))?,? (?:đã )?(?:phối hợp|kết hợp|liên kết)(?: với| cùng(?: với)?)? $")
_TOGETHER = re.compile(r"(?: ?\([^()]{0,40}\))?,? (?:đã )?(?:phối hợp|kết hợp|liên kết)(?: với| cùng(?: với)?)? ")


def _past_day(analysis: Analysis, floor: int, limit: int) -> int:
    """Past the day a sentence opens with, where no comma sets it off ("Ngày 26/5 Hiệp hội X tổ chức …")."""
    index = bisect_left(analysis.times, floor, key=lambda time: time.start)
    if index == len(analysis.times) or analysis.times[index].start != floor:
        return floor
    end = analysis.times[index].end
    return end + 1 if end + 1 < limit and analysis.surface[end] == " " and analysis.surface[end + 1].isupper() else floor


def _first_partner(analysis: Analysis, floor: int, start: int) -> list[tuple[int, int]]:
    """Who holds it together with the body at ``start``, where nobody knows that name ("Hiệp hội X phối hợp với Bộ Y tổ chức")."""
    joint = _JOINED_TO.search(analysis.folded, max(floor, start - 60), start)
    unknown = subject_before(analysis, floor, joint.start()) if joint is not None else None
    return [unknown] if unknown is not None else []


def _partners(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """Those who hold it together, where no name among them is known to its end ("A phối hợp với B")."""
    joint = _TOGETHER.search(analysis.folded, start, end)
    return [(start, end)] if joint is None else [(start, joint.start()), (joint.end(), end)]


def _does_more(analysis: Analysis, start: int, end: int) -> bool:
    """Whether a verb stands in what goes on after the body known at ``start``: then the stretch is a clause and no name."""
    known = next((o.end for o in analysis.organizations if o.start == start), None)
    if known is None or known >= end:
        return False
    if analysis.surface[known + 1 : known + 2].isupper():
        known = analysis.folded.find(" ", known + 1, end)
    acts = [hit for hit in analysis.cues.of("act", max(known, start), end) if analysis.surface[hit.start].islower()]
    return bool(acts)


def _is_person(analysis: Analysis, start: int) -> bool:
    return any(mention.start <= start < mention.end for mention in analysis.mentions)


def _subjects(
    analysis: Analysis, orgs: list[OrgMention], naming: _Naming, place: tuple[int, int] | None
) -> list[tuple[int, int]]:
    """The bodies that stand as subject before tổ chức, with those they work together with."""
    verb = naming.governor_start if naming.governor_start < naming.start else naming.start
    found: list[tuple[int, int]] = []
    reach, gap = verb, _VERB_GAP
    floor = naming.sentence.start if naming.sentence else 0
    for org in reversed(orgs):
        if org.end > reach:
            continue
        if len(found) == _MOST:
            break
        between = analysis.folded[org.end : reach]
        if found and place is not None and org.end <= place[0] < reach:
            break
        if not gap.match(between if between.endswith(" ") else between + " "):
            break
        if after_post(analysis.folded, org.start) or _is_in_post(analysis, org):
            break
        if _NOT_SUBJECT.search(analysis.folded, max(floor, org.start - 120), org.start):
            break
        found.append((org.start, org.end))
        reach, gap = org.start, _JOIN_GAP
    found.reverse()
    if naming.governor == "have":
        return [span for span in found if analysis.folded.startswith("đoàn ", span[0])]
    return found


def _is_in_post(analysis: Analysis, org: OrgMention) -> bool:
    """Whether the body is only named in the post of a person."""
    return any(mention.start < org.start and org.end <= mention.end for mention in analysis.mentions)


def _stated_after_do(analysis: Analysis, orgs: list[OrgMention], naming: _Naming) -> list[tuple[int, int]]:
    """Hội nghị do A phối hợp với B tổ chức."""
    sentence = naming.sentence
    if sentence is None:
        return []
    for do in _DO.finditer(analysis.folded, naming.end, min(sentence.end, naming.end + _REACH)):
        verb = analysis.folded.find(" tổ chức", do.end(), min(sentence.end, do.end() + 260))
        inside = [org for org in orgs if do.end() <= org.start and org.end <= verb]
        if verb < 0 or not inside or inside[0].start != do.end():
            continue
        found, reach = [], do.end()
        for org in inside:
            if org.start != do.end() and not _JOIN_GAP.match(analysis.folded[reach : org.start]):
                break
            found.append((org.start, org.end))
            reach = org.end
        return found
    return []


_OF = re.compile(
    r"(?:(?: của| lần thứ [\w ]{1,14}| thứ \w{1,8}| thường kỳ| thường lệ| thường niên| tháng \d+| bất thường| toàn thể"
    r"| chuyên đề| mở rộng| quý \w+|,? kh[óo]a \w+| liên tịch),?)* "
)


def _whose(analysis: Analysis, orgs: list[OrgMention], naming: _Naming) -> list[tuple[int, int]]:
    """Whose meeting it is: phiên họp của UBND tỉnh; Hội nghị Ban Chấp hành Đảng bộ xã lần thứ 5."""
    for org in orgs:
        if org.plural or org.start < naming.end or (org.start >= naming.title_end and analysis.folded[naming.title_end : org.start] != ", "):
            continue
        between = analysis.folded[naming.end : org.start]
        if _ends_as_whose(analysis, naming, org):
            return [(org.start, org.end)]
        if _OF.fullmatch(between) and (naming.noun_kind in _OWN_KINDS or between.endswith(" của ")):
            return [_with_above(analysis, (org.start, min(org.end, naming.title_end) if org.start < naming.title_end else org.end))]
        if not between.startswith((" sơ kết", " tổng kết")):
            break
    return []


_AND = re.compile(r" và (?=\S)")


def _last_named(analysis: Analysis, naming: _Naming) -> list[tuple[int, int]]:
    """Hội nghị sơ kết … của Ban Chỉ đạo 138 và Ban Chỉ đạo 389: steering bodies known by a number close the name."""
    begin = analysis.folded.rfind(" của ", naming.end, naming.title_end) + len(" của ")
    between = analysis.folded[naming.end : begin]
    if begin < naming.end or _NOT_WHOSE.search(between) or not between.startswith(_HELD_AS):
        return []
    cuts = [begin, *(at.end() for at in _AND.finditer(analysis.folded, begin, naming.title_end)), naming.title_end + len(" và ")]
    spans = [(start, stop - len(" và ")) for start, stop in pairwise(cuts)]
    return spans if all(_NUMBERED.fullmatch(analysis.folded, *span) for span in spans) else []


_HELD_AS = (" sơ kết", " tổng kết", " giao ban", " toàn quốc", " trực tuyến", " lần", " thứ")
_NUMBERED = re.compile(
    r"(?:ban chỉ đạo|bcđ|ủy ban|tổ công tác|hội đồng) (?:số )?\d[\w/-]*(?: (?:quốc gia|trung ương|tỉnh|thành phố))?(?: [\w ]{2,24})?"
)
_ABOVE = re.compile(r" của (?:thủ tướng chính phủ|chính phủ|quốc hội|bộ chính trị|ban bí thư)(?!\w)")


def _with_above(analysis: Analysis, span: tuple[int, int]) -> tuple[int, int]:
    """ "Tổ công tác | của Thủ tướng Chính phủ": a task force is named with whose it is."""
    above = _ABOVE.match(analysis.folded, span[1]) if analysis.folded.startswith(("tổ công tác", "đoàn công tác", "tổ "), span[0]) else None
    return (span[0], above.end()) if above is not None else span


def _ends_as_whose(analysis: Analysis, naming: _Naming, org: OrgMention) -> bool:
    """Hội nghị sơ kết công tác thuế 6 tháng đầu năm của Cục Thuế tỉnh: the last words say whose review it is."""
    between = analysis.folded[naming.end : org.start]
    if not between.endswith(" của ") or org.end < naming.title_end - 1 or _NOT_WHOSE.search(between):
        return False
    return between.startswith((" sơ kết", " tổng kết", " giao ban"))
