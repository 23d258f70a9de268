"""Ngữ tên cơ quan: where a phrase that begins with a head noun ends.

    phrase = head tail* ;  tail = phrase | field | level [place] | name | number | "các" levels | "của" phrase
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from bienban.language.analysis import Analysis, OrgHead
from bienban.language.org_groups import group_end
from bienban.language.phrases import folded_forms, phrase_set
from bienban.language.proper_names import UPPER, after_post, begins_with_surname, is_province, run_end

_DEPTH_MOST, _TAIL_MOST = 4, 7
_NUMBER = re.compile(
    r" (?:số |khu vực |thứ )?(?:\d{1,4}|[ivx]{1,4})(?![\w/,.%]?\d)(?=$|[^\w%]|\b)"
    r"(?! (?:tháng|năm|ngày|đồng|tỷ|triệu|người|cá nhân|tập thể|lần|quý|đơn vị|nội dung|nhiệm vụ|giờ))"
)
_FIELD_JOIN = re.compile(r" ?[-–] ?| và | & |&|, ")
_BODY_JOIN = re.compile(r" ?[-–/&] ?|, ?| và ")
_NOT_LEVEL = re.compile(
    r"xã (?:hội|viên|luận)|bản (?:thân|quyền|đồ|tin|chất|lĩnh|án|sắc)|làng nghề|cơ sở (?:dữ liệu|vật chất|hạ tầng|pháp lý|lý luận)"
    r"|thành phố thông minh|tỉnh (?:táo|lộ|đoàn)|quận đoàn|huyện đoàn|vùng (?:sâu|xa)"
)
_HONOURED_LEVELS = frozenset(("xã", "phường", "p.", "thị trấn", "thôn", "khu phố", "tổ dân phố"))
_NAMED_GROUPS = ("các khu ", "các chương trình", "các vấn đề", "các cơ quan đảng", "các công trình", "các dự án")


class _Tail(NamedTuple):
    end: int
    kind: str
    plural: bool = False


def phrase_end(analysis: Analysis, start: int, limit: int, depth: int = 0) -> tuple[int, bool] | None:
    """(end, plural) of the organisation phrase whose head noun begins at ``start``, or None."""
    heads = analysis.org_heads
    head = heads.get(start) if heads else None
    if head is None or head.end > limit or not _well_cased(analysis, start, head):
        return None
    if head.slug == "thuong-truc" and after_post(analysis.folded, start):
        return None
    end, plural = head.end, False
    kinds: list[str] = []
    holder = after_post(analysis.folded, start) or depth > 0
    for _ in range(_TAIL_MOST):
        tail = _tail(analysis, head, end, limit, kinds, holder, depth)
        if tail is None:
            break
        end, plural = tail.end, plural or tail.plural
        kinds.append(tail.kind)
    if not kinds or kinds == ["field"]:
        joined = _joined_bodies(analysis, head, end, limit, depth) if not kinds else None
        if joined is not None:
            return joined, True
    return (end, plural) if _is_enough(analysis, start, head, end, kinds) else None


def _well_cased(analysis: Analysis, start: int, head: OrgHead) -> bool:
    """Whether the head is written as its rank demands."""
    if head.rank == "abbreviation":
        return sum(char.isupper() for char in analysis.surface[start : head.end]) >= 2
    if head.rank == "capital":
        return analysis.surface[start].isupper() or (head.slug in _SMALL_HEADS and not _COMPOUND.search(analysis.folded, max(0, start - 8), start))
    return True


def _is_enough(analysis: Analysis, start: int, head: OrgHead, end: int, kinds: list[str]) -> bool:
    """Whether head and tail together name an organisation."""
    if head.rank in ("alone", "abbreviation"):
        return True
    if not kinds:
        words = analysis.surface[start : head.end].count(" ")
        return head.rank == "tail" and words > 0 and analysis.surface[start].isupper() and head.slug not in _COMMON_NOUNS
    if analysis.surface[start].isupper():
        return True
    tail = analysis.surface[head.end : end]
    if head.slug in _SMALL_HEADS or head.slug == "nganh":
        field = phrase_set("org.field").at(analysis.folded, head.end + 1, end)
        return field is not None and (tail[1:2].isupper() or (field[1] == "complete" and head.slug != "bo"))
    if any(char.isupper() for char in tail):
        return True
    return head.slug not in _COMMON_NOUNS and ("level" in kinds or "scope" in kinds)


_SMALL_HEADS = frozenset(("so", "phong", "bo"))
_COMPOUND = re.compile(r"(?:cán|nội|toàn|đảng|trụ|cơ|chi|văn|hội) $")
"""First syllables of words that end like a head noun: cán bộ, trụ sở, văn phòng."""
_COMMON_NOUNS = frozenset((
    "trung-tam", "doanh-nghiep", "cong-ty", "van-phong", "co-quan", "benh-vien", "nha-may", "xi-nghiep", "ngan-hang", "chi-nhanh",
    "truong-hoc", "tram", "dai-hoc", "khu-cong-nghiep", "khu-kinh-te", "nganh", "hoi-dong", "hiep-hoi", "hop-tac-xa", "hoc-vien", "buu-dien",
    "dien-luc", "tap-doan", "tong-cong-ty", "lien-minh", "lien-hiep", "uy-ban", "chi-hoi", "chi-doan",
))  # fmt: skip


def _tail(
    analysis: Analysis, head: OrgHead, end: int, limit: int, kinds: list[str], holder: bool, depth: int
) -> _Tail | None:
    """The next part of the phrase after ``end``, or None where the phrase ends."""
    surface, folded = analysis.surface, analysis.folded
    if end >= limit:
        return None
    if surface[end] != " " or end + 1 >= limit:
        return None
    at = end + 1
    about = head.slug in _STEERING and kinds and "body" not in kinds and folded.startswith("về ", at)
    if about and (matter := _matter_end(analysis, at, limit)) > at:
        return _Tail(matter, "body")
    if kinds[-1:] == ["level"]:
        return None
    if surface[at].islower() and not _may_go_on(analysis, at, limit):
        return None
    if depth < _DEPTH_MOST and at in (analysis.org_heads or {}) and (surface[at].isupper() or head.rank == "alone"):
        inner = phrase_end(analysis, at, limit, depth + 1)
        if inner is not None and (not kinds or kinds[-1] not in ("place", "level")):
            return _Tail(inner[0], "body", inner[1])
    if "body" in kinds:
        return None
    if (reach := _field_end(analysis, head, at, limit, kinds)) is not None:
        return _Tail(reach, "field")
    if (level := _level_end(analysis, head, at, limit, holder)) is not None:
        return _Tail(level, "scope" if folded[at:level] in _PLACELESS else "level")
    if head.slug in _NUMBERED and "place" not in kinds and (number := _NUMBER.match(folded, end, limit)):
        return _Tail(number.end(), "number")
    if head.slug in _STEERING and folded.startswith(_NAMED_GROUPS, at) and (matter := _matter_end(analysis, at, limit)) > at:
        return _Tail(matter, "body")
    if folded.startswith("các ", at) and not kinds and depth < _GROUP_DEPTH_MOST and _takes_groups(head):
        group = None if folded.startswith(_NAMED_GROUPS, at) else group_end(analysis, at + 4, limit, phrase_end)
        if group is not None:
            return _Tail(group, "group", True)
    if folded.startswith("của ", at) and head.slug in _OWNED and depth < _DEPTH_MOST:
        inner = phrase_end(analysis, at + 4, limit, depth + 1)
        return _Tail(inner[0], "body") if inner else None
    if "place" in kinds:
        return None
    if (region := phrase_set("org.region").at(folded, at, limit)) is not None:
        return _Tail(region[0], "place")
    return _name(analysis, head, at, limit, holder)


_STEERING = frozenset(("ban-chi-dao", "bcd", "ban-quan-ly", "ban-quan-ly-du-an"))
_MATTER_MOST = 130
_MATTER_ENDS = re.compile(
    r"[;:.()\"“”\n]| - | – |,(?! (?:dự án|chương trình|trọng điểm|quan trọng|lĩnh vực|ngành)"
    r"| (?!đã |chủ trì|đồng )[^\W\d][^,;.:]{2,40} và (?!phát biểu))"
    r"| (?:sáng|chiều|tối|ngày|đã|vừa|do|tại|sẽ|chủ trì|tổ chức|họp|yêu cầu|đề nghị|và các)(?!\w)"
    r"| (?:có|được|với|cho biết|diễn ra|dưới|để|trong|lần thứ|cần|phải|tiếp tục|báo cáo)(?!\w)"
)


def _matter_end(analysis: Analysis, at: int, limit: int) -> int:
    """End of the things a steering body is for: Ban Chỉ đạo Nhà nước các công trình trọng điểm ngành giao thông."""
    reach = min(limit, at + _MATTER_MOST)
    stop = _MATTER_ENDS.search(analysis.folded, at, reach)
    return stop.start() if stop is not None else (reach if reach == limit else at)


_HOLDERS_FOLLOW = frozenset(("bo", "vu"))
_NUMBERED = frozenset((
    "quan-khu", "quan-doan", "su-doan", "trung-doan", "lu-doan", "cum-thi-dua", "khoi-thi-dua", "cum", "khoi", "chi-bo", "to", "doi", "cong-ty",
    "cong-ty-co-phan", "benh-vien", "tieu-ban", "to-cong-tac", "doan-cong-tac", "doan-giam-sat", "doan-kiem-tra", "ban-chi-dao", "to-dai-bieu",
    "hai-quan", "toa-an-nhan-dan", "vien-kiem-sat-nhan-dan", "tong-cong-ty", "truong", "nha-may", "binh-doan", "phong", "cuc", "chi-cuc", "thue",
    "bao-hiem-xa-hoi", "thi-hanh-an-dan-su", "kho-bac-nha-nuoc", "ban-chi-huy-phong-thu-khu-vuc", "chi-doan", "chi-hoi", "to-giup-viec",
))  # fmt: skip
_GROUP_DEPTH_MOST = 2
"""Groups read the names of bodies at this depth, so that a group never holds a group of groups."""


def _takes_groups(head: OrgHead) -> bool:
    """Whether the head may be that of many bodies: UBND các huyện, Thường trực các huyện ủy."""
    if head.rank == "capital":
        return head.slug == "thuong-truc"
    return head.slug not in _COMMON_NOUNS


_OWNED = frozenset((
    "doan-cong-tac", "doan-giam-sat", "doan-kiem-tra", "doan-khao-sat", "doan-thanh-tra", "to-cong-tac", "tieu-ban",
    "ban-chi-dao", "bcd",
))  # fmt: skip


@cache
def _openers() -> frozenset[str]:
    """First words of everything that may follow a head noun in small letters."""
    sets = (phrase_set("org.field"), phrase_set("org.level"), phrase_set("org.region"))
    return frozenset(("các", "của", "số", "khu", "thứ")).union(*(phrases.first_words() for phrases in sets))


_FIRST_WORD = re.compile(r"\w+")


def _may_go_on(analysis: Analysis, at: int, limit: int) -> bool:
    """Whether the word at ``at`` can belong to the name at all; most words after a name cannot."""
    word = _FIRST_WORD.match(analysis.folded, at, limit)
    return word is not None and (word.group() in _openers() or at in (analysis.org_heads or {}))


def _name(analysis: Analysis, head: OrgHead, at: int, limit: int, holder: bool) -> _Tail | None:
    """A proper name: a place, a firm, a school; a syllable or two of an unlisted field."""
    surface, folded = analysis.surface, analysis.folded
    if folded.startswith(("trưởng ", "phó "), at):
        return None
    honoured = folded[_start_of(analysis, head) : head.end] in folded_forms("org.school")
    end = run_end(surface, folded, at, limit, holder=holder, honoured=honoured)
    if end == at:
        return None
    if head.rank == "capital" and head.slug in _HOLDERS_FOLLOW and begins_with_surname(folded, at) and not is_province(folded[at:end]):
        return None
    if " " in surface[at:end] or honoured or surface[at:end].isupper() or is_province(folded[at:end]):
        return _Tail(end, "place")
    low = _SECOND_SYLLABLE.match(surface, end, limit)
    if low is None:
        return _Tail(end, "place")
    if folded[low.start(1) : low.end(1)] not in folded_forms("org.stop-syllable"):
        return _Tail(low.end(1), "field")
    return _Tail(end, "place") if head.rank in ("alone", "abbreviation") else None


_SECOND_SYLLABLE = re.compile(rf" ([^\W\d_{UPPER}]{{2,7}})(?![\w])")


def _start_of(analysis: Analysis, head: OrgHead) -> int:
    return head.end - head.size


def _field_end(analysis: Analysis, head: OrgHead, at: int, limit: int, kinds: list[str]) -> int | None:
    """End of a field of work at ``at`` with the fields joined to it (Văn hóa - Thông tin và Thể thao)."""
    fields = phrase_set("org.field")
    first = fields.at(analysis.folded, at, limit)
    if first is None:
        return None
    capital = analysis.surface[at].isupper()
    if not capital and not _may_be_low(analysis, head, first, kinds):
        return None
    end, whole = first[0], first[1] == "complete"
    reach = end
    while not whole and (join := _FIELD_JOIN.match(analysis.folded, reach, limit)):
        following = fields.at(analysis.folded, join.end(), limit)
        if following is None or following[1] == "complete" or join.end() >= limit:
            break
        if not analysis.surface[join.end()].isupper() or join.end() in (analysis.org_heads or {}):
            break
        reach = following[0]
        if join.group() != ", ":
            end = reach
    return end


def _may_be_low(analysis: Analysis, head: OrgHead, field: tuple[int, str], kinds: list[str]) -> bool:
    """Whether a field in small letters still belongs to the name (Ban Quản lý dự án, sở tài chính)."""
    if kinds and kinds[-1] == "field":
        return field[1] == "part"
    if head.rank == "capital" and field[1] == "complete":
        return True
    return head.slug in _LOW_FIELDS and field[1] != "activity"


_LOW_FIELDS = frozenset((
    "ban-quan-ly", "cong-doan", "bql", "nganh", "benh-vien", "trung-tam-y-te", "hoi-dong", "ban-chi-dao", "bcd", "cong-ty-tnhh", "cong-ty-co-phan",
    r"truong-cao-dang", "truong-trung-cap", "truong-dai-hoc", "toa-an-nhan-dan", "vien-kiem-sat-nhan-dan", "dang-uy-khoi", "dang-bo",
    "dang-bo-khoi", "chi-bo", "ngan-han"
    r"g",
))  # fmt: skip


def _level_end(analysis: Analysis, head: OrgHead, at: int, limit: int, holder: bool) -> int | None:
    """End of a level of government with its place: tỉnh Đồng Lâm, TP.HCM, phường 5."""
    folded, surface = analysis.folded, analysis.surface
    level = phrase_set("org.level").at(folded, at, limit)
    if level is None or _NOT_LEVEL.match(folded, at, limit):
        return None
    end = level[0]
    name = folded[at:end].rstrip(".")
    if name in _HAMLETS and (kind := _KIND_OF_HAMLET.match(surface, end, limit)):
        end = kind.end()
    if name in _PLACELESS:
        return end
    place = end + (end < limit and surface[end] in " .")
    place += place < limit and surface[place] == " "
    if place == end and not folded.startswith(".", end - 1):
        return end
    if folded.startswith("và", place):
        return end
    reach = run_end(surface, folded, place, limit, holder=holder, honoured=name in _HONOURED_LEVELS or not holder)
    if reach > place and place not in _heads_with_capital(analysis, place):
        return reach
    number = _NUMBER.match(folded, end, limit)
    return number.end() if number and name in _NUMBERED_LEVELS else end


_HAMLETS = frozenset(("xóm", "thôn", "bản", "làng", "ấp", "khu"))
_KIND_OF_HAMLET = re.compile(rf" [^\W\d_{UPPER}]+(?= [{UPPER}])")
_PLACELESS = frozenset(("trung ương", "tw", "tư", "t.ư", "quốc gia", "cơ sở"))
_NUMBERED_LEVELS = frozenset(("phường", "quận", "thôn", "khu phố", "tổ dân phố", "ấp", "khu vực", "xã", "xóm", "bản", "p", "vùng", "khóm"))


def _heads_with_capital(analysis: Analysis, place: int) -> tuple[int, ...]:
    """``place`` itself when an organisation of its own begins there (UBND tỉnh Công an …)."""
    head = (analysis.org_heads or {}).get(place)
    return (place,) if head is not None and head.rank != "capital" else ()


_AUTHORITIES = frozenset((
    "dang-uy", "huyen-uy", "tinh-uy", "thanh-uy", "quan-uy", "thi-uy", "hdnd", "ubnd", "ubmttq", "ubmttqvn", "mttq", "uy-ban-nhan-dan",
    "hoi-dong-nhan-dan", "uy-ban-mttq", "uy-ban-mttq-viet-nam", "uy-ban-mat-tran-to-quoc", "mat-tran-to-quoc", "bch", "btv", "ban-chap-hanh",
    "ban-thuong-vu", "doan-dbqh", "doan-dai-bieu-quoc-hoi", "thuong-truc", "uy-ban-mat-tran-to-quoc-viet-nam", "uy-ban-kiem-tra", "ubkt", "dbqh",
    "chi-uy", "du", "mttq-viet-nam", "mttqvn", "mttq-vn", "ub-mttq",
))  # fmt: skip


def _joined_bodies(analysis: Analysis, head: OrgHead, end: int, limit: int, depth: int) -> int | None:
    """End of bodies that share what follows the last of them: Đảng ủy - HĐND - UBND xã."""
    if head.slug not in _AUTHORITIES or depth > 2:
        return None
    join = _BODY_JOIN.match(analysis.folded, end, limit)
    if join is None or (join.group() in (" và ", ", ", ",") and head.slug.endswith("-uy")):
        return None
    following = (analysis.org_heads or {}).get(join.end())
    if following is None or following.slug not in _AUTHORITIES:
        return None
    inner = phrase_end(analysis, join.end(), limit, depth + 1)
    return inner[0] if inner else None
