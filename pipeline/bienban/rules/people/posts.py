"""Chức vụ (posts): a title and the body it is held in, read from the first word of the title.

"Trưởng Ban Dân vận Thành ủy" is the title "Trưởng Ban" and the body "Ban Dân vận Thành ủy": the head word belongs to
both. "Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ" is one post. The body ends where the organisation's noun phrase does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bienban.language.analysis import PostSpan
from bienban.lexicon.load import forms
from bienban.rules.people.marks import Marks
from bienban.text.shadow import fold

_SPACES = re.compile(r" *")
_BODY_END = re.compile(r"[,;:.!?()\[\]\n\"“”…|]| [-–—]+ |[-–—] |/ | / |(?<=\S)[-–—](?=\S)")
_EVENTS = (" hội nghị", " cuộc họp", " phiên", " kỳ họp", " buổi", " đại hội", " lễ", " tọa đàm", " hội thảo")
_MOST = 110
_OWNERS = (" của Quốc hội", " của Chính phủ", " của HĐND tỉnh", " của HĐND thành phố")
_SHORT = re.compile(r"(?:^|[\s(])(?:TP|Tp|tp|TX|Tx|TT|Tt|Q|P|H)$")
"""Abbreviated levels, whose full stop ends no body ("Thành đoàn TP. Đà Lạt")."""
_LEVELS = (" tỉnh", " huyện", " xã", " phường", " quận", " thị trấn", " thành phố", " trung ương", "chính phủ", "quốc hội", " ủy")
_WORDS = r"[^\W\d_][^\s,;.:()]*(?: (?!và )[^\s,;.:()]+){0,5}"
_LISTED = re.compile(rf", (?:{_WORDS}, ){{0,3}}{_WORDS},? (?:và|&) ")


@cache
def _field() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(fold(form)) for form in forms("body.field")))


class Post(NamedTuple):
    """Một chức vụ đọc được: its span, and whether only a name beside it makes it a post."""

    span: PostSpan
    weak: bool


def read_post(marks: Marks, start: int, limit: int) -> Post | None:
    """The post whose first word stands exactly at ``start``, or None; ``limit`` bounds the reading."""
    at = start
    status = marks.statuses.get(at)
    if status is not None and status < limit and at not in marks.heads:
        at = _SPACES.match(marks.folded, status, limit).end()  # type: ignore[union-attr]
    head = marks.heads.get(at)
    if head is None:
        return _read_abbreviation(marks, start, at, limit)
    if head.end > limit:
        return None
    end = _title_end(marks, head.end, limit)
    kind = head.value
    if kind == "whole":
        return Post(PostSpan(start, end, (start, end), None), False)
    if kind.startswith("-"):
        return _with_inner_body(marks, start, head.start, head.end, int(kind[1:]), limit)
    body = _body(marks, end, limit)
    shared, _, dropped = kind.partition(":") if kind[:1].isdigit() else ("0", "", "")
    if dropped:
        return _with_inner_body(marks, start, head.start, head.end, int(shared), limit, int(dropped))
    words_shared = int(shared)
    if words_shared and end == head.end:
        shared_body = _shared_body(marks, head.start, end, words_shared, limit)
        if shared_body is not None and (body is None or (body[0] == shared_body[0] and body[1] < shared_body[1])):
            body = shared_body
    if body is not None and words_shared and end == head.end and not _own_head(marks, head.start, head.end, words_shared, body[0]):
        words = marks.folded[head.start : head.end].split(" ")
        tail = len(" ".join(words[-words_shared:]))
        title_end = head.end if words_shared < len(words) else head.end - tail - 1
        return Post(PostSpan(start, body[1], (start, title_end), (head.end - tail, body[1])), False)
    span = PostSpan(start, body[1] if body else end, (start, end), body)
    return Post(span, kind == "weak")


def _shared_body(marks: Marks, start: int, end: int, words: int, limit: int) -> tuple[int, int] | None:
    """ "Trưởng | Ban đại diện HĐQT": a known body that begins with the last words of the head, whatever they go on with."""
    first = end - len(" ".join(marks.folded[start:end].split(" ")[-words:]))
    known = marks.organization_at(first, limit)
    if known is None or known <= end + 1 or end + 1 in marks.acts:
        return None
    if marks.surface[start:known].isupper():
        return None
    people = (at for at in marks.between(end + 2, known) if at in marks.names or at in marks.heads or at in marks.honorifics)
    return end + 1, next((at - 1 for at in people), known)


def _with_inner_body(marks: Marks, start: int, head: int, end: int, words: int, limit: int, dropped: int = 0) -> Post:
    """ "Đại biểu Quốc hội", "Thường trực Ban Bí thư": the last words of the head are the body, or begin it."""
    parts = marks.folded[head:end].split(" ")
    body = end - len(" ".join(parts[-words:]))
    title_end = end - len(" ".join(parts[-dropped:])) - 1 if dropped else body - 1
    more = _body(marks, end, limit)
    finish = more[1] if more is not None else end
    return Post(PostSpan(start, finish, (start, title_end), (body, finish)), False)


def _own_head(marks: Marks, start: int, end: int, shared: int, body: int) -> bool:
    """Whether the body begins with a head word of its own ("Trưởng phòng | Phòng Nội vụ")."""
    words = marks.folded[start:end].split(" ")
    first = " ".join(words[-shared:])
    return marks.folded.startswith(first + " ", body)


def _read_abbreviation(marks: Marks, start: int, at: int, limit: int) -> Post | None:
    hit = marks.abbreviations.get(at)
    if hit is None or hit.end > limit:
        return None
    end = _title_end(marks, hit.end, limit)
    body = _body(marks, end, limit)
    whole = hit.value.endswith(("viên", "Đảng ủy", "Tỉnh ủy", "Huyện ủy", "Bộ Chính trị", "Quốc hội"))
    if whole and body is not None and not _spoken(marks, body[0]):
        body = None
    return Post(PostSpan(start, body[1] if body else end, (start, end), body), True)


def _spoken(marks: Marks, at: int) -> bool:
    return marks.surface[at].isalpha()


def _title_end(marks: Marks, end: int, limit: int) -> int:
    """The end of the title with the modifiers that follow it (Thường trực, chuyên trách …)."""
    while end < limit and marks.surface[end : end + 1] == " ":
        reach = marks.modifiers.get(end + 1)
        if reach is None or reach > limit or (end + 1 in marks.heads and marks.heads[end + 1].end > reach):
            break
        if marks.folded.startswith("thường vụ", end + 1) or (end + 1 in marks.acts and marks.folded.startswith(_EVENTS, reach)):
            break
        end = reach
    return end


def _body(marks: Marks, end: int, limit: int) -> tuple[int, int] | None:
    """The organisation right after a title that ends at ``end``, or None."""
    start = end
    if start < limit and marks.surface[start] == " ":
        start += 1
    if start >= limit or start in marks.stops or start in marks.names:
        return None
    if not marks.surface[start].isalnum() or marks.particle_at(start):
        return None
    reach = min(limit, start + _MOST)
    finish = _phrase_end(marks, start, reach)
    known = marks.organization_at(start, reach)
    if known is not None:
        finish = known if _complete(marks, start, known) else max(finish, known)
    finish = _cut_at_name(marks, start, finish)
    finish = _with_parent(marks, _with_owner(marks, finish, limit), limit)
    while finish > start and marks.surface[finish - 1] in " ,-–":
        finish -= 1
    return (start, finish) if finish > start else None


def _complete(marks: Marks, start: int, end: int) -> bool:
    """Whether a known body ends with its level or its proper name, after which small letters are no part of it ("UBND tỉnh | họp")."""
    if not marks.surface[end + 1 : end + 2].islower():
        return False
    if marks.folded[start:end].endswith(_LEVELS):
        return True
    last = marks.folded.rfind(" ", start, end) + 1
    return marks.surface[end : end + 1] == " " and marks.surface[last].isupper() and marks.analysis.cues.at("task-verb", end + 1) is not None


def _with_owner(marks: Marks, end: int, limit: int) -> int:
    """ "Ủy ban Văn hóa, Giáo dục | của Quốc hội": the house a committee belongs to ends its name."""
    for owner in _OWNERS:
        if marks.surface.startswith(owner, end) and end + len(owner) <= limit:
            return end + len(owner)
    return end


def body_end(marks: Marks, start: int, limit: int) -> int | None:
    """Where the body that begins at ``start`` ends, known or not; None where none can begin there."""
    found = _body(marks, start, limit)
    return found[1] if found is not None else None


def _with_parent(marks: Marks, end: int, limit: int) -> int:
    """ "Trưởng khoa May, Trường Cao đẳng X": the body above, right after a comma, belongs to the post."""
    if marks.folded[end : end + 2] != ", " or not marks.surface[end + 2 : end + 3].isupper():
        return end
    at = end + 2
    if at in marks.heads or at in marks.stops or at in marks.names or at in marks.statuses:
        return end
    parent = marks.organization_at(at, limit)
    if parent is None:
        return end
    parent = _cut_at_name(marks, at, max(parent, _phrase_end(marks, at, min(limit, at + _MOST))))
    while marks.surface[parent - 1] == " ":
        parent -= 1
    following = marks.surface[parent : parent + 1]
    if following in ("", ",", ";", ".", ")", "\n") or parent + 1 in marks.acts or parent + 1 in marks.adverbs:
        return parent
    return end


def _cut_at_name(marks: Marks, start: int, finish: int) -> int:
    """A body never runs into the name of the person or into another post."""
    for at in marks.between(start + 1, finish):
        return at
    return finish


def _phrase_end(marks: Marks, start: int, limit: int) -> int:
    """The stand-in for an organisation nobody knows: words up to a mark, a verb, a name or another post."""
    at = start
    while True:
        match = _BODY_END.search(marks.surface, at, limit)
        end = match.start() if match else limit
        stop = next((s for s in marks.between(at, end) if s > start), None)
        joint = marks.conjunction(max(at, start), end if stop is None else stop + 1)
        if joint is not None or stop is not None:
            return min(s for s in (joint, stop) if s is not None)
        if match is None:
            return _whole_words(marks, start, limit)
        if match.group() == "," and (reach := _listed_on(marks, end, limit)) is not None:
            at = reach
            continue
        if match.group() in (" - ", " – ") and _goes_on(marks, match.end(), limit):
            at = match.end()
            continue
        if len(match.group()) == 1 and match.group() in "-–—" and match.end() not in marks.heads and marks.surface[end - 1].isalnum():
            at = match.end()
            continue
        if match.group() == "." and _is_inner_stop(marks, start, end):
            at = match.end()
            continue
        return end


def _is_inner_stop(marks: Marks, start: int, dot: int) -> bool:
    """A full stop inside a body: between capitals ("A.B"), or after an abbreviated level before a name."""
    after = dot + 2 if marks.surface[dot + 1 : dot + 2] == " " else dot + 1
    if not marks.surface[after : after + 1].isupper():
        return False
    return (after == dot + 1 and marks.surface[dot - 1].isupper()) or _SHORT.search(marks.surface, max(start - 1, dot - 4), dot) is not None


def _listed_on(marks: Marks, comma: int, limit: int) -> int | None:
    """Past the fields that a body goes on naming after a comma ("Sở Văn hóa, Thể thao và Du lịch"), or None."""
    listed = _LISTED.match(marks.surface, comma, limit)
    if listed is None or next(marks.between(comma + 1, listed.end()), None) is not None:
        return None
    if any(marks.surface[at].islower() and _field().match(marks.folded, at) is None for at in _segments(marks, comma, listed.end())):
        return None
    at = comma + 2
    known = _field().match(marks.folded, at) is not None
    if known or (marks.surface[at].isupper() and at not in marks.groups and marks.organization_at(at, limit) is None):
        return listed.end()
    return None


def _segments(marks: Marks, comma: int, end: int) -> list[int]:
    """Where each of the words set off by commas between ``comma`` and ``end`` begins."""
    found = [comma + 2]
    while (at := marks.surface.find(", ", found[-1], end)) >= 0:
        found.append(at + 2)
    return found


def _goes_on(marks: Marks, at: int, limit: int) -> bool:
    """Whether a name of a body runs over a dash ("Ban Kinh tế - Ngân sách")."""
    if at >= limit or not marks.surface[at].isalpha() or at in marks.stops or at in marks.names or at in marks.groups:
        return False
    return (
        at not in marks.heads
        and at not in marks.statuses
        and at not in marks.ranks
        and (marks.surface[at].isupper() or bool(_field().match(marks.folded, at)))
    )


def _whole_words(marks: Marks, start: int, limit: int) -> int:
    """Do not cut a word in half at the reading limit."""
    if limit >= len(marks.surface) or not marks.surface[limit].isalnum():
        return limit
    while limit > start and marks.surface[limit - 1].isalnum():
        limit -= 1
    return limit
