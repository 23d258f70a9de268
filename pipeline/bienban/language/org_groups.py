"""Nhóm cơ quan: open groups such as các sở, ban, ngành; các xã, phường; các cấp công đoàn. They are one phrase each."""

from __future__ import annotations

import re
from collections.abc import Callable

from bienban.language.analysis import Analysis
from bienban.language.phrases import phrase_set
from bienban.language.proper_names import UPPER, run_end

BodyReader = Callable[[Analysis, int, int, int], tuple[int, bool] | None]
"""Reads one body's name: (analysis, start, limit, depth) -> (end, plural)."""

_OPENERS = ("các ", "những ", "một số ", "từng ", "mỗi ")
_BEFORE_OPENER = ("tất cả ", "toàn thể ", "toàn bộ ")

_JOIN = re.compile(r", ?(?:các |những )?| và (?:các |những )?| ?[-–/] ?(?:các )?| (?=các )")
_AMONG = re.compile(r" (?:của|thuộc|trực thuộc|trên địa bàn|trong|toàn|thuộc địa bàn|ở|tại) (?:toàn |các )?")
_NAMES = re.compile(r": ?| ")
_NAME_JOIN = re.compile(r", | và | - ")
_NOT_ORGANISATION = re.compile(r"tổ chức(?! (?:chính trị|đoàn|hội|đảng|xã hội|có|liên quan|tín dụng|cơ sở|công đoàn|tôn giáo|thành viên)|,|\.|;| và)")
_PART_MOST = 8
_ALSO_VERBS = frozenset(("phối hợp", "chủ trì", "giám sát", "tham mưu"))
"""Words that describe bodies only at the end of the phrase ("các đơn vị phối hợp"); before more words they are what the bodies do."""


def group_openers(folded: str) -> list[tuple[int, int]]:
    """(start, end) of the words that open a group (các, những, một số, tất cả các …), in no order."""
    found = []
    for word in _OPENERS:
        at = folded.find(word)
        while at >= 0:
            if at == 0 or not folded[at - 1].isalnum():
                start = next((at - len(more) for more in _BEFORE_OPENER if folded.endswith(more, 0, at)), at)
                found.append((start, at + len(word)))
            at = folded.find(word, at + 1)
    return found


def opener_end(folded: str, start: int) -> int | None:
    """End of the opener that begins exactly at ``start``, or None."""
    after = next((start + len(more) for more in _BEFORE_OPENER if folded.startswith(more, start)), start)
    return next((after + len(word) for word in _OPENERS if folded.startswith(word, after)), None)


def group_end(analysis: Analysis, start: int, limit: int, body: BodyReader) -> int | None:
    """End of the group whose first noun begins at ``start`` (after các …), or None when no noun of bodies stands there."""
    nouns, folded = phrase_set("org.group.noun"), analysis.folded
    first = nouns.at(folded, start, limit)
    if first is None or not _is_noun_of_bodies(analysis, start, first[0]):
        return _named_bodies(analysis, start, limit, body)
    end = _modified(analysis, first[0], limit, body)
    named = _named_bodies(analysis, start, limit, body)
    if named is not None and named > end:
        return named
    for _ in range(_PART_MOST):
        join = _JOIN.match(folded, end, limit)
        if join is None:
            break
        following = nouns.at(folded, join.end(), limit)
        if following is None or not _is_noun_of_bodies(analysis, join.end(), following[0]) or _NOT_ORGANISATION.match(folded, join.end(), limit):
            break
        if join.end() in (analysis.org_heads or {}) and analysis.surface[join.end()].isupper():
            break
        end = _modified(analysis, following[0], limit, body)
    return _among(analysis, end, limit, body)


def _is_noun_of_bodies(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the noun is no part of a common word (các vụ việc, các thị trường)."""
    common = analysis.cues.at("org.not", start)
    if common is not None and common.end > end:
        return False
    if analysis.folded[start:end] not in _ALSO_OTHER_WORDS or analysis.surface[start].isupper():
        return True
    return _AFTER_NOUN.match(analysis.folded, end) is not None or phrase_set("org.group.modifier").at(
        analysis.folded, end + 1, len(analysis.folded)
    ) is not None


_ALSO_OTHER_WORDS = frozenset(("vụ", "bản", "thị", "thành", "viện", "cục", "bộ", "ấp", "thôn"))
_AFTER_NOUN = re.compile(r"[,.;:)/\n-]|$| (?:và|-|của|tiếp|cần|phải|trên) ")


def _named_bodies(analysis: Analysis, start: int, limit: int, body: BodyReader) -> int | None:
    """The end of a head noun with a field, many times over: các Sở Tài chính, các huyện ủy."""
    phrase = body(analysis, start, limit, 2)
    return phrase[0] if phrase else None


def _modified(analysis: Analysis, end: int, limit: int, body: BodyReader) -> int:
    """The end after the words that describe a noun of bodies: liên quan, chức năng, Bình Minh và Hòa An."""
    modifiers = phrase_set("org.group.modifier")
    for _ in range(3):
        if end + 1 >= limit or analysis.surface[end] != " ":
            break
        following = modifiers.at(analysis.folded, end + 1, limit)
        if following is None or analysis.folded.startswith(("cơ sở dữ liệu", "cơ sở vật chất", "hội nghị"), end + 1):
            break
        if analysis.folded[end + 1 : following[0]] in _ALSO_VERBS and analysis.folded[following[0] : following[0] + 1] == " ":
            break
        end = following[0]
    return _listed_names(analysis, end, limit, body)


def _listed_names(analysis: Analysis, end: int, limit: int, body: BodyReader) -> int:
    """The names or fields after the noun: các sở: Tài chính, Nội vụ; các xã Bình Minh, Hòa An."""
    lead = _NAMES.match(analysis.surface, end, limit)
    if lead is None or (lead.group()[0] == ":" and _is_action(analysis, lead.end(), limit)):
        return end
    reach = _one_name(analysis, lead.end(), limit, body)
    if reach is None:
        return end
    while (join := _NAME_JOIN.match(analysis.surface, reach, limit)) is not None:
        following = _one_name(analysis, join.end(), limit, body)
        if following is None:
            break
        reach = following
    return reach


def _is_action(analysis: Analysis, at: int, limit: int) -> bool:
    """Whether a capital verb, no field and no place, opens what follows the colon ("các địa phương: Theo dõi …")."""
    return analysis.cues.at("task-verb", at) is not None and phrase_set("org.field", "org.region").at(analysis.folded, at, limit) is None


def _one_name(analysis: Analysis, at: int, limit: int, body: BodyReader) -> int | None:
    if at >= limit or not analysis.surface[at].isupper():
        return None
    field = phrase_set("org.field", "org.region").at(analysis.folded, at, limit)
    if at in (analysis.org_heads or {}) and _named_bodies(analysis, at, limit, body) is not None:
        return field[0] if field is not None and field[1] == "complete" else None
    if field is not None:
        return field[0]
    end = run_end(analysis.surface, analysis.folded, at, limit, holder=False, honoured=True)
    return end if end > at and not _LOWER_NEXT.match(analysis.surface, end, limit) else None


_LOWER_NEXT = re.compile(rf" [^\W\d_{UPPER}]+(?=:)")


def _among(analysis: Analysis, end: int, limit: int, body: BodyReader) -> int:
    """The end after the level or body that the group belongs to: của tỉnh, trên địa bàn huyện, tỉnh Đồng Lâm."""
    levels, folded = phrase_set("org.level"), analysis.folded
    among = _AMONG.match(folded, end, limit)
    owned = among is not None or folded.endswith(" trực thuộc", 0, end) or folded.endswith(" thuộc", 0, end)
    at = among.end() if among else end + 1
    if at >= limit or (not among and analysis.surface[end] != " "):
        return end
    level = levels.at(folded, at, limit)
    if level is not None and not folded.startswith("xã hội", at):
        reach = level[0]
        if reach + 1 < limit and analysis.surface[reach] == " ":
            reach = max(reach, run_end(analysis.surface, folded, reach + 1, limit, holder=False, honoured=False))
        return level[0] if reach == level[0] + 1 else reach
    owner = body(analysis, at, limit, 2) if owned else None
    return owner[0] if owner else end
