"""Nhóm người dự (groups): the unnamed people of an attendance list, one group for all that one head word governs."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from bienban.language.analysis import Analysis, Party, QuantityMention
from bienban.lexicon.load import forms
from bienban.rules.people.marks import Marks
from bienban.text.shadow import fold

_JOINER = re.compile(r"[\s,;:.\-–]*(?:(?:và|cùng với|cùng|có|với|còn có|gồm|(?:cùng |với )?sự tham dự của|sự tham gia của)\b(?: có\b)?[\s,;:]*)*")
_COUNT = re.compile(
    r"((?:hơn|trên|gần|khoảng|hàng|đông đảo|với|có|tổng số|toàn thể)\s+)?"
    r"(\d{1,3}(?:[.,]\d{3})+|\d+)(?:\s*/\s*(\d+))? "
)
_LEADERS = r"lãnh đạo (?:\d+|các|một số|[^,;]{0,30}(?:tỉnh|huyện|xã|phường|sở|ban|phòng))"
_GOVERNED = re.compile(r"[\s,;]*(?:(?:và|cùng|có) )?(?:lãnh đạo|đại diện|các đồng chí|các đ/c|thường trực)\b")
_TAIL = re.compile(
    r"[\s,]*(?:(?:đã |cũng |cùng |đến |về |tới )*"
    r"(?:tham dự|cùng dự|dự|tham gia|có mặt|chứng kiến|đồng chủ trì|cùng tham dự)\b(?! án| thảo| kiến).*)$",
    re.S,
)
_PLURAL = re.compile(r"(?:^|\s)(?:các|một số|những|toàn thể|đông đảo|nhiều|tất cả|hơn|trên|gần|khoảng|\d+|mọi)\s")
_HELD = re.compile(
    r"(?<!\w)(?:(?:đối thoại|tiếp xúc|gặp gỡ|nói chuyện|tập huấn|bồi dưỡng|sinh hoạt|truyền thông)(?!\w)[^.;:\n]{0,150}? (?:với|cho)"
    r"|(?:gặp mặt|họp mặt)|nói trước) (?=(?:hơn |gần |trên |khoảng )?\d)"
)
_AUDIENCE_END = re.compile(r"[,.;:\n()]| (?:ở|tại|trên|trong|năm|do|tham|dự|đến|về|và|theo|nhân|nhằm|để|đang|đã)(?!\w)")
_ANYBODY = re.compile(
    r"(?:chị em|anh em|em|chức sắc|chức việc|linh mục|tăng ni|phật tử|(?:chi|phân) hội trưởng|giám đốc|hiệu trưởng|trưởng|bí thư"
    r"|chủ tịch|nhà|chủ) "
)
_CLAUSE = re.compile(
    r" (?:đã (?!nghỉ)|đang |sẽ |để |nhằm |vào (?!\d)|là$|đã$|có$|trong thực hiện |trong việc |góp phần )"
    r"|, (?:góp phần|của |truyền trực tiếp|cùng với sự |sự (?:góp mặt|có mặt|hiện diện|tham gia|tham dự) )| chính là "
)
"""Words that end the name of a group: what follows is said of it."""
_BARE = re.compile(r"lãnh đạo|đại diện|một số|các đồng chí|các cụ|các vị|các|thành viên|toàn thể|đông đảo|các cụ, các vị")
_PLACES = re.compile(r"\d+ (?:tỉnh|huyện|xã|phường|quận|thành phố|địa phương|sở|ngành|bộ|đơn vị)(?:,| và|$)")
"""A number of places goes on the list of those whose leaders came ("lãnh đạo các bộ, 27 tỉnh, thành phố")."""
_MOST = 600


def _any_of(cue: str) -> str:
    ordered = sorted((fold(form) for form in forms(cue)), key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, ordered)) + ")"


@cache
def _people() -> re.Pattern[str]:
    return re.compile(_any_of("group.people") + r"(?![^\W\d_])")


@cache
def _splits() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Where a list goes over to its next group: a head of its own, the holders of a post, any post after a head."""
    joint = r"(?:,? (?:và|cùng|cùng với|cùng toàn thể)|,) "
    holder = _any_of("group.holder")
    return (
        re.compile(rf"{joint}(?=(?:(?:hơn|trên|gần|khoảng) )?\d|{_any_of('group.own-head')}\b|{_LEADERS})"),
        re.compile(rf"(?:,| và| cùng) (?={holder}(?:, phó [^,;]{{0,20}})?(?: (?!và )[^,; ]+){{0,4}} (?:các|\d+) )"),
        re.compile(rf"(?:,| và| cùng) (?={holder}\b)"),
    )


class GroupReader:
    """Bộ đọc nhóm: the groups in the stretches of a list that name nobody."""

    def __init__(self, marks: Marks, analysis: Analysis) -> None:
        self.marks = marks
        self.surface = marks.surface
        self.folded = marks.folded
        self._quantities = {q.start: q for q in analysis.quantities}
        self._numbers = {q.number_start: q for q in analysis.quantities}

    def read(self, start: int, end: int, joined: bool, previous: Party | None = None) -> list[Party]:
        """Groups of ``[start, end)``; ``joined`` where the stretch follows a person directly."""
        found: list[Party] = []
        at = start
        while at < end:
            stop = self._semicolon(at, end)
            for piece in self._pieces(at, stop):
                self._add(found, piece[0], piece[1], joined and at == start and piece[0] == at, previous)
            at = stop + 1
        return found

    def opens(self, at: int, limit: int) -> bool:
        """Whether a group of people begins exactly at ``at``."""
        if at in self.marks.groups and self.marks.honorifics.get(at) is not None and self.marks.honorifics[at].value == "many":
            return self.surface[self.marks.honorifics[at].end : self.marks.honorifics[at].end + 1] == " "
        return at < limit and (at in self.marks.groups or self._counted(at, limit) is not None)

    def _semicolon(self, start: int, end: int) -> int:
        at = self.surface.find(";", start, end)
        return at if at >= 0 else end

    def _pieces(self, start: int, end: int) -> list[tuple[int, int]]:
        heads, holders, posts = _splits()
        points = {m.start() for m in heads.finditer(self.folded, start + 1, end) if not _PLACES.match(self.folded, m.end(), end)}
        points.update(m.start() for m in holders.finditer(self.folded, start + 1, end))
        if _GOVERNED.match(self.folded, start, end):
            points.update(m.start() for m in posts.finditer(self.folded, start + 1, end))
        return list(pairwise([start, *sorted(points), end]))

    def _add(self, found: list[Party], start: int, end: int, after_person: bool, previous: Party | None) -> None:
        match = _JOINER.match(self.folded, start, end)
        begin = match.end() if match else start
        linked = bool(match and re.search(r"và|cùng|;|có|với", match.group()))
        tail = _TAIL.search(self.folded, begin, end)
        stop = tail.start() if tail else end
        while stop > begin and self.surface[stop - 1] in " ,.;:-–":
            stop -= 1
        if cut := _CLAUSE.search(self.folded, begin, stop):
            stop = cut.start()
        if _BARE.fullmatch(self.folded, begin, stop):
            return
        counted = self._counted(begin, stop)
        if self.folded.endswith((" và", " cùng", " với"), begin, stop):
            stop = self.folded.rindex(" ", begin, stop)
        if stop - begin < 4 or stop - begin > _MOST:
            return
        many = self.marks.honorifics.get(begin)
        if many is not None and many.end >= stop:
            return
        if begin not in self.marks.groups and counted is None:
            if not after_person and self.surface[begin].isupper():
                self._body(found, begin, stop, previous)
            return
        if begin + 4 in self.marks.heads and self.folded.startswith("các ", begin) and self.surface[stop : stop + 1] == ":":
            return
        if after_person and not linked and not _PLURAL.search(" " + self.folded[begin:stop] + " "):
            return
        found.append(self._party(begin, stop, counted))

    def _body(self, found: list[Party], start: int, stop: int, previous: Party | None) -> None:
        """A body without a head of its own belongs to the group before it ("đại diện các Sở: A; Thanh tra tỉnh").

        Where no head governs it, it is there by itself.
        """
        group = found[-1] if found else previous
        if group is not None and _GOVERNED.match(self.folded, group.start) and stop - group.start < 2 * _MOST and not group.count:
            if ";" in self.surface[group.end : start]:
                group.end = stop
                group.mentions = [(group.start, stop)]
            return
        if self.marks.organization_at(start, stop) is not None:
            found.append(self._party(start, stop, None))

    def _party(self, start: int, end: int, count: QuantityMention | None) -> Party:
        party = Party("group", start, end, roles=[], mentions=[(start, end)], rule="attendee.list.group", score=0.85)
        party.count = count
        return party

    def audience(self, start: int, end: int) -> Party | None:
        """The head count a meeting is held with or for ("đối thoại với gần 300 công nhân"), or None."""
        held = _HELD.search(self.folded, start, end)
        if held is None:
            return None
        begin = held.end()
        finish = end
        for stop in _AUDIENCE_END.finditer(self.folded, begin, end):
            if stop.group() != "," or _people().match(self.folded, stop.end() + 1) is None:
                finish = stop.start()
                break
        counted = self._counted(begin, finish)
        return self._party(begin, finish, counted) if counted is not None and finish - begin < 90 else None

    def _counted(self, start: int, end: int) -> QuantityMention | None:
        """The head count a group begins with ("hơn 120 đại biểu"), or None."""
        match = _COUNT.match(self.folded, start, end)
        if match is None:
            return None
        people = _people().match(self.folded, match.end(), end) or _ANYBODY.match(self.folded, match.end(), end)
        if people is None:
            return None
        known = self._quantities.get(start) or self._numbers.get(match.start(2))
        if known is not None and not known.percent and known.end <= end:
            return known
        value = float(re.sub(r"[.,]", "", match.group(2)))
        word = (match.group(1) or "").strip()
        low = None if word == "gần" else value
        high = value if word in ("", "gần", "với", "có", "tổng số", "toàn thể", "khoảng") else None
        unit = people.span()
        return QuantityMention(start, unit[1], match.start(2), match.end(2), low, high, unit, people.group(), approximate=word in ("gần", "khoảng"))
