"""Đơn vị được giao (addressees): whom a directive is addressed to, and where what he is to do begins."""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left
from typing import NamedTuple

from bienban.language.analysis import Analysis
from bienban.rules.statements.words import (
    in_name,
    is_addressable,
    is_thing,
    is_verb,
    organization_from,
    organizations_between,
    skip_gap,
    skip_opening,
    verb_at_or_after,
)

_MOST_ADDRESSEE = 240
_CLAUSE = re.compile(r" (?:nhưng|nếu|sẽ|vẫn|bởi|rồi|nên|đang|mà)(?= )| đã (?!được|đăng ký|ký)|\b(?:nếu|vì|do|khi) |[\"“”]")
"""Words of a whole clause: what holds them is no name of somebody addressed."""
_WHEN = re.compile(r",? (?:khi|sau khi|trước khi|trong quá trình|theo chức năng|căn cứ chức năng|trên cơ sở) ")
"""What these words open belongs to the action."""
_TOWARDS = re.compile(r"(?:đối với|riêng|về phía|riêng đối với) ")
_PAUSE = re.compile(r"[,:] (?:cần |phải |đề nghị |yêu cầu )?")
_TRAILING = re.compile(
    r"[ ,]+(đã|chưa|đang|thì|cũng|đều|cùng nhau|cùng|còn|luôn|dứt khoát|kiên quyết|hết sức|nhanh chóng|trực tiếp|về việc|để)[ ,]*$"
)
_NOBODY = (
    "sau ", "trên ", "tại ", "về ", "của ", "với ", "trong ", "từ ", "để ", "được ", "bị ", "đồng loạt", "dứt khoát", "không ", "phải ", "theo ",
    "do ",
    "ngay ", "kịp ",
    "thông qua ", "qua ", "ngoài ", "bên cạnh ", "cùng với ", "khi ", "nếu ", "nhờ ", "căn cứ ", "trên cơ sở ",
    "đối với ", "bằng ", "như ", "là ", "rằng ", "có ", "thêm ", "này ", "đó ", "đến ", "vào ", "nhằm ", "ở ", "trước ",
)  # fmt: skip
"""What no name of somebody begins with."""
_TIMES = re.compile(r"(?:(?:những|các|mấy|một số) )?(?:năm|tháng|ngày|quý|lần|đợt)(?: (?:trước|qua|gần|đầu|cuối|tới|\d)|\d)")
"""Times named with a quantifier address nobody ("những năm trước đây")."""
_DONE = ("đã", "đang")
_MOST_RELATIVE = 120
_DATED = ("năm ", "tháng ", "ngày ", "quý ", "đoạn ", "kỳ ")


class Addressee(NamedTuple):
    """Người, cơ quan được giao: offsets of the addressed phrases and where the action begins."""

    lead: list[tuple[int, int]]
    body: int


def addressee(analysis: Analysis, at: int, end: int, *, strict: bool = False) -> Addressee:
    """Read "[whom] [cần] <verb> …" from ``at``; no addressee when the verb comes first.

    ``strict`` takes only organisations, parties and words known to address somebody.
    """
    at = skip_opening(analysis, skip_gap(analysis, at, end), end)
    if (towards := _towards(analysis, at, end)) is not None:
        return towards
    verb = verb_at_or_after(analysis, at, min(end, at + _MOST_ADDRESSEE))
    organization = organization_from(analysis, at)
    if verb is not None and verb.start == at and organization is None:
        return Addressee([], at)
    modal = _first_modal(analysis, at, min(end, at + _MOST_ADDRESSEE))
    stop = verb.start if verb is not None else None
    if modal is not None and (stop is None or modal[0] < stop):
        stop = modal[0]
    if _TIMES.match(analysis.folded, at, end) is not None:
        return Addressee([], at)
    if organization is None and not is_addressable(analysis, at) and (strict or not _named_by_position(analysis, at, stop)):
        return Addressee([], at)
    if stop is None:
        if organization is None:
            return Addressee([], at)
        stop = organization
    stop = _before_rhythm(analysis, at, stop)
    named, body = _bounds(analysis, at, stop, end)
    if named is None:
        return Addressee([], at)
    leads = _phrases(analysis, at, named)
    if body == stop and modal is not None and modal[0] == stop and not is_verb(analysis, stop):
        body = skip_gap(analysis, modal[1], end)
        again = _first_modal(analysis, body, min(end, body + 12))
        if again is not None and again[0] == body:
            body = skip_gap(analysis, again[1], end)
    return Addressee(leads, body if is_verb(analysis, body) else skip_gap(analysis, body, end))


def _towards(analysis: Analysis, at: int, end: int) -> Addressee | None:
    """ "Đối với UBND các xã, | rà soát …": a body named first, then what it is to do."""
    opening = _TOWARDS.match(analysis.folded, at, end)
    if opening is None or not (organization_from(analysis, opening.end()) or is_addressable(analysis, opening.end())):
        return None
    for mark in _PAUSE.finditer(analysis.folded, opening.end(), min(end, opening.end() + _MOST_ADDRESSEE)):
        body = skip_gap(analysis, mark.end(), end)
        if is_verb(analysis, body) and not _is_inside(analysis, mark.start()):
            return Addressee(_phrases(analysis, opening.end(), mark.start()), body)
    return None


def _is_inside(analysis: Analysis, at: int) -> bool:
    """Whether ``at`` lies inside the name of a body or a group of them."""
    index = bisect_left(analysis.organizations, (at,)) - 1
    return index >= 0 and analysis.organizations[index].start < at < analysis.organizations[index].end


def _bounds(analysis: Analysis, at: int, stop: int, end: int) -> tuple[int | None, int]:
    """Where the addressed phrase ends and where the action begins, or None where ``[at, stop)`` addresses nobody."""
    folded = analysis.folded
    colon = folded.find(":", at, stop)
    if colon > 0 and folded[colon + 1 : colon + 2] == " " and organizations_between(analysis, at, colon) and not _listed(analysis, at, colon):
        return colon, skip_gap(analysis, colon, end)
    if _CLAUSE.search(folded, at, stop) is not None or _said(analysis, at, stop):
        return None, at
    when = _WHEN.search(folded, at + 2, stop)
    if when is not None:
        return when.start(), when.start() + 1
    regarding = folded.find(" về việc ", at + 2, stop)
    if regarding > 0:
        return regarding, skip_gap(analysis, regarding + len(" về việc "), end)
    duty = folded.find(" có nhiệm vụ ", at + 2, stop)
    if duty > 0:
        return duty, skip_gap(analysis, duty + len(" có nhiệm vụ "), end)
    named = _before_time(analysis, at, stop)
    trailing = _TRAILING.search(folded, at, named)
    if trailing is None:
        return named, stop
    if trailing.group(1) == "chưa":
        onward = _past_relative(analysis, stop, end)
        return (None, at) if onward is None else (onward, onward)
    return (None, at) if trailing.group(1) in _DONE else (trailing.start(), stop)


def _past_relative(analysis: Analysis, verb: int, end: int) -> int | None:
    """ "các xã chưa ban hành quy chế | khẩn trương hoàn thành": the verb after the one that only says who is meant."""
    reach = min(end, verb + _MOST_RELATIVE)
    comma = analysis.folded.find(", ", verb, reach)
    if comma > 0 and is_verb(analysis, comma + 2):
        return comma + 2
    first = analysis.cues.at("task-verb", verb)
    following = verb_at_or_after(analysis, first.end if first is not None else verb + 1, reach)
    return following.start if following is not None else None


def _listed(analysis: Analysis, at: int, colon: int) -> bool:
    """Whether the colon stands inside the name of a group ("các Bộ: Tài chính, Y tế")."""
    return any(o.start < colon < o.end for o in organizations_between(analysis, at, len(analysis.folded)) if o.start < colon)


def _said(analysis: Analysis, at: int, stop: int) -> bool:
    """Whether a word of saying stands before the verb: then the clause has another subject."""
    voids = analysis.cues.of("act.void", at, stop)
    return any(
        hit.value in ("direct", "state") and not in_name(analysis, hit) and not any(v.start <= hit.start and hit.end <= v.end for v in voids)
        for hit in analysis.cues.of("act", at, stop)
        if (hit.value == "state" or hit.end >= stop - 2 or hit.entry.form in ("lưu ý", "yêu cầu", "đề nghị"))
        and not analysis.folded.endswith("được ", at, hit.start)
    )


def _before_time(analysis: Analysis, at: int, stop: int) -> int:
    """ "tỉnh Bắc Giang từ nay đến năm 2025": until when belongs to the action."""
    edge = stop
    while edge > at and analysis.folded[edge - 1] in " ,":
        edge -= 1
    index = bisect_left(analysis.times, edge, key=lambda t: t.start) - 1
    if index >= 0 and at < analysis.times[index].start and analysis.times[index].end == edge and not analysis.times[index].recurring:
        start = analysis.times[index].start
        return start if analysis.folded[start - 1] in " ," and not analysis.folded.endswith(_DATED, at, start) else stop
    return stop


def named_alone(analysis: Analysis, start: int, end: int) -> bool:
    """Whether ``[start, end)`` only names whom what follows addresses ("1. Sở Giao thông vận tải:")."""
    if verb_at_or_after(analysis, start, end) is not None:
        return False
    if end - start <= _MOST_ADDRESSEE and is_addressable(analysis, start):
        return not analysis.folded[start].isdigit()
    return organization_from(analysis, start) is not None


def _before_rhythm(analysis: Analysis, at: int, stop: int) -> int:
    """ "mỗi quý gặp gỡ …": how often belongs to the action, not to whom it is addressed."""
    index = bisect_left(analysis.times, stop, key=lambda t: t.start) - 1
    if index >= 0:
        time = analysis.times[index]
        if time.recurring and at < time.start and 0 <= stop - time.end <= 1:
            return time.start
    return stop


def _named_by_position(analysis: Analysis, at: int, stop: int | None) -> bool:
    """A short phrase without a verb before the first verb is whom the words address ("công an các xã nắm …")."""
    if stop is None or not 3 < stop - at <= 70:
        return False
    phrase = analysis.folded[at:stop].rstrip(" ,")
    if phrase.startswith(_NOBODY) or is_thing(analysis, at):
        return False
    return ":" not in phrase and '"' not in phrase and not phrase[0].isdigit() and " " in phrase.strip()


def _first_modal(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    voids = analysis.cues.of("act.void", start, end)
    for hit in analysis.cues.of("act", start, end):
        if hit.value in ("modal", "future") and not any(v.start <= hit.start and hit.end <= v.end for v in voids):
            return hit.start, hit.end
    return None


def _phrases(analysis: Analysis, start: int, end: int) -> list[tuple[int, int]]:
    """The addressed phrase, taken apart only where every part is an organisation of its own."""
    while end > start and analysis.folded[end - 1] in " ,:-":
        end -= 1
    if end <= start:
        return []
    inside = organizations_between(analysis, start, end)
    if len(inside) > 1 and inside[0].start == start:
        gaps = [analysis.folded[a.end : b.start].strip() for a, b in itertools.pairwise(inside)]
        if all(gap in (",", "và", ", và", "cùng", "-", ";") for gap in gaps) and end - inside[-1].end < 40:
            return [(o.start, o.end) for o in inside[:-1]] + [(inside[-1].start, end)]
    return [(start, end)]
