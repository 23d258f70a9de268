"""Danh sách người dự (lists): where an attendance list opens, where it ends and what role it gives.

"Dự hội nghị có A; B", "Về phía huyện có các đồng chí: …", "Thành phần:" over the lines below.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from bienban.language.analysis import Analysis
from bienban.rules.people.groups import GroupReader
from bienban.rules.people.marks import Marks
from bienban.rules.people.phrases import Phrase
from bienban.rules.people.roster import Person

_LIST_WORD = re.compile(r"(?:^|[\s,])(?:còn có|gồm có|bao gồm|gồm|có|là|của|đón tiếp|đón)(?: sự [^,.;:]{2,40} của)?:? |: ?")
_SITE = re.compile(r"(?:điểm cầu|đầu cầu)[^,;:.]{0,60}?(?= có\b| gồm\b| do\b|:|,|$)")
_LIST_CUES = ("role.chair", "role.cochair", "role.chair-attend", "role.attend", "role.direct-attend", "role.secretary", "role.absent", "role.opener")
_JOINED = re.compile(r"(?: [^,.;:]{0,24}?)?(?:,| và) ")
_ABSENT = re.compile(r"(?:[ :]*\d+)?(?: (?:đồng chí|đ/c|người|đại biểu|thành viên|ủy viên))?(?: có (?:phép|lý do))?[ ,:]*(?:\(|: ?|gồm |là )?")
_COMMITTEES = (" tổ công tác", " ban chỉ đạo", " ban tổ chức", " hội đồng", " tổ giúp việc", " ban soạn thảo")
"""Whose members a text names that is to set them up: they are not who came."""
_RATIO = re.compile(r" ?: ?\d+ ?/ ?\d+")


@dataclass(slots=True, eq=False)
class Seen:
    """Một cụm chỉ người cùng người mà nó chỉ (None: chưa biết)."""

    phrase: Phrase
    person: Person | None


@dataclass(slots=True)
class Listed:
    """Một danh sách: where its members begin and end, and the roles they get."""

    start: int
    end: int
    roles: tuple[str, ...]
    site: tuple[int, int] | None = None


class ListFinder:
    """Bộ tìm danh sách: the attendance lists of each sentence, and the list a line opens for the lines below."""

    def __init__(self, marks: Marks, analysis: Analysis, groups: GroupReader) -> None:
        self.marks = marks
        self.surface, self.folded = marks.surface, marks.folded
        self.groups = groups
        self._openers = {hit.start: hit.end for hit in analysis.cues.of("role.opener")}
        self.cue_starts = sorted({*(at for at, act in marks.acts.items() if act[2] in _LIST_CUES), *self._openers})
        self.block: tuple[str, ...] = ()
        self._was_item = False

    def carry(self, start: int, end: int) -> None:
        """After each line: whether it opens, keeps or ends a list that runs over the lines below."""
        text = self.folded[start:end]
        short = end - start < 90 and text[-1] not in ".;," and "thành phần" in text[:40]
        if short or text.endswith(":") or self.surface[start:end].isupper():
            index = bisect_left(self.cue_starts, start)
            cue = self.cue_starts[index] if index < len(self.cue_starts) and self.cue_starts[index] < end else None
            if cue is not None and end - cue < 90:
                act = self.marks.acts.get(cue)
                if act is not None and self.marks.acts.get(act[0] + 1, (0, (), ""))[2] == "role.speak":
                    self.block = ()
                    return
                self.block = act[1] if act is not None else ("attendee",)
                return
            if text.endswith(":") and self.block and ("phía" in text or "đại biểu" in text or "bên" in text):
                return
            self.block = ()
            return
        if self.block and not self._was_item:
            self.block = ()

    def find(self, start: int, end: int, seen: list[Seen]) -> list[Listed]:
        """The lists of one sentence, in text order; none runs into the next."""
        found: list[Listed] = []
        index = bisect_left(self.cue_starts, start)
        while index < len(self.cue_starts) and self.cue_starts[index] < end:
            at = self.cue_starts[index]
            index += 1
            if found and at <= found[-1].start:
                continue
            listed = self._list_from(at, start, end, seen)
            if listed is not None:
                if found:
                    found[-1].end = min(found[-1].end, at)
                found.append(listed)
        if not found and self.block and (begin := self._block_item(start, end, seen)) is not None:
            found.append(Listed(begin, end, self.block))
        self._was_item = bool(found)
        return found

    def _list_from(self, at: int, start: int, end: int, seen: list[Seen]) -> Listed | None:
        act = self.marks.acts.get(at)
        cue_end = act[0] if act is not None else self._openers[at]
        roles = act[1] if act is not None else ("attendee",)
        opener = self._openers.get(at)
        if opener is not None and opener > cue_end:
            cue_end = opener
        if self.folded.startswith("thành phần", at) and self.folded.startswith(_COMMITTEES, cue_end):
            return None
        if not self._opens_clause(at, start) or self._is_ratio(cue_end) or self._is_told(at, start, end):
            return None
        first = next((s.phrase.start for s in seen if s.phrase.start >= cue_end), end)
        limit = min(end, cue_end + 190)
        begin = self._after_word(cue_end, min(first + 1, limit), end, first)
        if begin is None and act is not None and act[2] == "role.absent" and _ABSENT.fullmatch(self.folded, cue_end, min(first, limit)):
            begin = first
        if begin is None:
            gap = self.surface[cue_end:first]
            near = (
                first < end
                and len(gap) < 34
                and "," not in gap
                and ":" not in gap
                and act is not None
                and at - start < 4
                and self._honoured(first, seen)
            )
            if not near:
                return None
            begin = first
        roles = self._joined_roles(at, cue_end, begin, roles)
        site = _SITE.search(self.folded, at, begin)
        return Listed(begin, end, roles, site.span() if site else None)

    def _is_told(self, at: int, start: int, end: int) -> bool:
        """ "sự tham gia tích cực của nhân dân": who took part in the work told of, not in the meeting."""
        if not self.folded.startswith("sự tham gia", at):
            return False
        cues = self.marks.analysis.cues
        return cues.first("meeting.noun", start, end) is None and cues.first("meeting.activity", start, end) is None

    def _is_ratio(self, cue_end: int) -> bool:
        """ "Có mặt: 17/19": a quorum, no list of people."""
        return _RATIO.match(self.folded, cue_end) is not None

    def _honoured(self, first: int, seen: list[Seen]) -> bool:
        return any(s.phrase.start == first and s.phrase.honorific for s in seen)

    def _joined_roles(self, at: int, cue_end: int, begin: int, roles: tuple[str, ...]) -> tuple[str, ...]:
        """ "Dự hội nghị và chủ trì có", "Chủ trì, phát biểu …": roles joined by a conjunction add up."""
        match = _JOINED.match(self.folded, cue_end, begin)
        if match is not None and (act := self.marks.acts.get(match.end())) is not None and act[0] <= begin:
            return tuple(dict.fromkeys((*roles, *act[1])))
        return roles

    def _opens_clause(self, at: int, start: int) -> bool:
        """Whether the cue stands where a clause begins, so that a list may follow it."""
        before = self.folded[start:at].rstrip()
        if not before or before[-1] in ',;:.-–•+)!"”':
            return True
        if self.folded.startswith("sự ", at) or self.folded.startswith("vinh dự", at):
            return True
        last = before.rsplit(" ", 1)[-1]
        return (
            last
            in (
                "cùng",
                "và",
                "còn",
                "đã",
                "đến",
                "về",
                "tới",
                "cũng",
                "được",
                "do",
                "có",
                "tham",
                "với",
                "tại",
                "kính",
                "mời",
                "trực",
                "biểu",
                "nghị",
                "họp",
                "việc",
                "lễ",
                "phần",
                "người",
            )
            and len(before) < 90
        )

    def _after_word(self, cue_end: int, limit: int, end: int, first: int) -> int | None:
        """Where the members begin: right after "có", "gồm", ":" …, or None."""
        for match in _LIST_WORD.finditer(self.folded, max(cue_end - 1, 0), limit):
            begin = match.end()
            if self._shared_post(begin, first):
                return first
            if ";" in self.surface[cue_end:begin]:
                return None
            if self.folded.startswith("các ", begin) and first - begin <= 5:
                begin = first
            if begin == first or (begin <= first and self.groups.opens(begin, end)):
                if (
                    " của" in match.group()
                    and not self.folded.startswith("sự", cue_end - 9)
                    and " sự " not in self.folded[max(0, cue_end - 14) : begin]
                ):
                    continue
                return begin
            many = self.marks.honorifics.get(begin)
            if many is not None and many.value == "many":
                return first if 0 <= first - many.end <= 3 else begin
            if first - begin < 44 and self.surface[begin:first].rstrip().endswith((":", "(")) and ";" not in self.surface[begin:first]:
                return first
        return None

    def _shared_post(self, begin: int, first: int) -> bool:
        """ "… có các Phó Chủ tịch UBND tỉnh: A, B": the posts before the names open the list."""
        return (
            first - begin < 120
            and self.folded.startswith("các ", begin)
            and begin + 4 in self.marks.heads
            and self.surface[begin:first].rstrip().endswith(":")
        )

    def _block_item(self, start: int, end: int, seen: list[Seen]) -> int | None:
        first = seen[0].phrase.start if seen else end
        if first - start <= 3:
            return start
        return start if self.groups.opens(start, end) else None
