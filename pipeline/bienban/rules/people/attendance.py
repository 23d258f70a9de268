"""Vai trò (roles): who chairs, attends, speaks, presents, keeps the minutes or is away, from where the words stand.

Before a list ("Dự hội nghị có A; B; C") the role holds for every member; after one ("A; B; C đồng chủ trì") for all
since the clause began; a verb of saying right after somebody makes him a speaker. Nobody is there without a role.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from bienban.language.analysis import Analysis, Party
from bienban.lexicon.load import forms
from bienban.rules.people.groups import GroupReader
from bienban.rules.people.marks import Marks
from bienban.rules.people.phrases import Phrase
from bienban.rules.people.posts import body_end
from bienban.rules.people.roster import Person, Roster
from bienban.text.shadow import fold

_LIST_WORD = re.compile(r"(?:^|[\s,])(?:còn có|gồm có|bao gồm|gồm|có|là|của|đón tiếp|đón)(?: sự [^,.;:]{2,40} của)?:? |: ?")
_CONNECTOR = re.compile(r"[\s,;]*(?:(?:và|cùng|cùng với|với|hoặc)\b\s*)?(?:các )?[\s,;]*")
_BRACKET = re.compile(r"\s?\([^()\n]{0,120}\)")
_SKIP = re.compile(r"[\s,:]*")
_BEHALF = re.compile(r"[\s,]*(?:thay mặt|đại diện cho|đại diện|thừa ủy quyền của|nhân danh)\b[^,;.:]{2,140},\s*")
_OPEN_BEHALF = re.compile(r" (?:thay mặt|thừa ủy quyền của|đại diện)\b[^,;.:]{2,110}")
_ASIDE = re.compile(r"[\s,]*(?:(?:tại|sau khi|trước|trong|nhân|với|trên cương vị|với vai trò|là)\b[^,;.:]{2,120},\s*)")
_HEARING = re.compile(r"nghe\b|ghi nhận|tiếp thu|theo dõi")
_SITE = re.compile(r"(?:điểm cầu|đầu cầu)[^,;:.]{0,60}?(?= có\b| gồm\b| do\b|:|,|$)")
_MANY = re.compile(r"\b(?:các|một số|những|\d+)\b")
_THEO = re.compile(r"theo (?:lời )?$")
_QUIET = ("giao", "triển khai", "thông qua", "công bố", "thay mặt", "đọc", "mở đầu", "gửi lời", "tổng kết")
_DELEGATE = re.compile(r"(?:người )?đại diện (?:cho )?(?:lãnh đạo )?")
_OPENING = re.compile(r"[^,;.:]{0,60}, ")
_LOOSE_ATTEND = ("tham gia", "dự", "có mặt", "cùng đi", "chứng kiến", "đón tiếp")
_LIST_CUES = ("role.chair", "role.cochair", "role.chair-attend", "role.attend", "role.direct-attend", "role.secretary", "role.absent", "role.opener")


@dataclass(slots=True)
class Seen:
    """Một cụm chỉ người cùng người mà nó chỉ (None: chưa biết)."""

    phrase: Phrase
    person: Person | None


@dataclass(slots=True)
class _List:
    """An open list: where its members begin and end, and the roles they get."""

    start: int
    end: int
    roles: tuple[str, ...]
    site: tuple[int, int] | None = None


class RoleReader:
    """Bộ đọc vai trò: goes through the sentences in order and gives roles to the people of the roster."""

    def __init__(self, marks: Marks, analysis: Analysis, roster: Roster) -> None:
        self.marks = marks
        self.analysis = analysis
        self.surface, self.folded = marks.surface, marks.folded
        self.roster = roster
        self.groups = GroupReader(marks, analysis)
        self.parties: list[Party] = []
        self._objects = {hit.end for hit in analysis.cues.of("role.object")}
        self._openers = {hit.start: hit.end for hit in analysis.cues.of("role.opener")}
        self._event = tuple(fold(form) for form in forms("role.event"))
        self._past = {hit.start for hit in analysis.cues.of("role.past")} | {hit.start for hit in analysis.cues.of("role.not-attendee")}
        self._cue_starts = sorted({*(at for at, act in marks.acts.items() if act[2] in _LIST_CUES), *self._openers})
        self.block: tuple[str, ...] = ()
        self._was_item = False
        self.last_speaker: Person | None = None
        self.chair: Person | None = None

    def read(self, start: int, end: int, seen: list[Seen]) -> None:
        """Read one sentence; ``seen`` holds its phrases in text order."""
        lists = self._lists(start, end, seen)
        self._was_item = bool(lists)
        for listed in lists:
            self._fill(listed, seen)
        self._subjects(start, end, seen, lists)
        self._drop_asides(end, seen, lists)
        if not lists:
            self._trailing_group(start, end, seen)
        self._delegate(start, end)

    def carry(self, start: int, end: int) -> None:
        """After each line: whether it opens, keeps or ends a list that runs over the lines below."""
        text = self.folded[start:end]
        short = end - start < 90 and text[-1] not in ".;," and "thành phần" in text[:40]
        if short or text.endswith(":") or self.surface[start:end].isupper():
            index = bisect_left(self._cue_starts, start)
            cue = self._cue_starts[index] if index < len(self._cue_starts) and self._cue_starts[index] < end else None
            if cue is not None and end - cue < 90:
                act = self.marks.acts.get(cue)
                self.block = act[1] if act is not None else ("attendee",)
                return
            if text.endswith(":") and self.block and ("phía" in text or "đại biểu" in text or "bên" in text):
                return
            self.block = ()
            return
        if self.block and not self._was_item:
            self.block = ()

    def show(self, person: Person, phrase: Phrase, limit: int) -> None:
        """What a caption says somebody does; used only where the report itself says nothing about him."""
        if self._is_object(phrase):
            return
        act = self._predicate(phrase.end, limit)
        if act is None:
            return
        for role in act[1] if act[2] in ("role.speak", "role.chair", "role.cochair", "role.chair-attend", "role.present-report", "role.direct-attend") else ("attendee",):
            person.shown.setdefault(role, "caption")

    # ---- lists ---------------------------------------------------------------------------------------------------

    def _lists(self, start: int, end: int, seen: list[Seen]) -> list[_List]:
        found: list[_List] = []
        index = bisect_left(self._cue_starts, start)
        while index < len(self._cue_starts) and self._cue_starts[index] < end:
            at = self._cue_starts[index]
            index += 1
            if found and at <= found[-1].start:
                continue
            listed = self._list_from(at, start, end, seen)
            if listed is not None:
                if found:
                    found[-1].end = min(found[-1].end, at)
                found.append(listed)
        if not found and self.block and (begin := self._block_item(start, end, seen)) is not None:
            found.append(_List(begin, end, self.block))
        return found

    def _list_from(self, at: int, start: int, end: int, seen: list[Seen]) -> _List | None:
        act = self.marks.acts.get(at)
        cue_end = act[0] if act is not None else self._openers[at]
        roles = act[1] if act is not None else ("attendee",)
        opener = self._openers.get(at)
        if opener is not None and opener > cue_end:
            cue_end = opener
        if not self._opens_clause(at, start) or self._is_ratio(cue_end):
            return None
        first = next((s.phrase.start for s in seen if s.phrase.start >= cue_end), end)
        limit = min(end, cue_end + 190)
        begin = self._after_word(cue_end, min(first + 1, limit), end, first)
        if begin is None:
            gap = self.surface[cue_end : first]
            near = first < end and len(gap) < 34 and "," not in gap and ":" not in gap and act is not None and at - start < 4 and self._honoured(first, seen)
            if not near:
                return None
            begin = first
        roles = self._joined_roles(at, cue_end, begin, roles)
        site = _SITE.search(self.folded, at, begin)
        return _List(begin, end, roles, site.span() if site else None)

    def _is_ratio(self, cue_end: int) -> bool:
        """"Có mặt: 17/19": a quorum, no list of people."""
        return re.compile(r" ?: ?\d+ ?/ ?\d+").match(self.folded, cue_end) is not None

    def _honoured(self, first: int, seen: list[Seen]) -> bool:
        return any(s.phrase.start == first and s.phrase.honorific for s in seen)

    def _joined_roles(self, at: int, cue_end: int, begin: int, roles: tuple[str, ...]) -> tuple[str, ...]:
        """"Dự hội nghị và chủ trì có", "Chủ trì, phát biểu …": roles joined by a conjunction add up."""
        match = re.compile(r"(?: [^,.;:]{0,24}?)?(?:,| và) ").match(self.folded, cue_end, begin)
        if match is not None and (act := self.marks.acts.get(match.end())) is not None and act[0] <= begin:
            return tuple(dict.fromkeys((*roles, *act[1])))
        return roles

    def _opens_clause(self, at: int, start: int) -> bool:
        """Whether the cue stands where a clause begins, so that a list may follow it."""
        before = self.folded[start:at].rstrip()
        if not before or before[-1] in ",;:.-–•+)!\"”":
            return True
        if self.folded.startswith("sự ", at) or self.folded.startswith("vinh dự", at):
            return True
        last = before.rsplit(" ", 1)[-1]
        return last in ("cùng", "và", "còn", "đã", "đến", "về", "tới", "cũng", "được", "do", "có", "tham", "với", "tại", "kính", "mời", "trực", "biểu", "nghị", "họp", "việc", "lễ", "phần", "người") and len(before) < 90

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
            if begin == first or begin <= first and self.groups.opens(begin, end):
                if " của" in match.group() and not self.folded.startswith("sự", cue_end - 9) and " sự " not in self.folded[max(0, cue_end - 14) : begin]:
                    continue
                return begin
            many = self.marks.honorifics.get(begin)
            if many is not None and many.value == "many":
                return first if 0 <= first - many.end <= 3 else begin
            if first - begin < 44 and self.surface[begin:first].rstrip().endswith((":", "(")) and ";" not in self.surface[begin:first]:
                return first
        return None

    def _shared_post(self, begin: int, first: int) -> bool:
        """"… có các Phó Chủ tịch UBND tỉnh: A, B": the posts before the names open the list."""
        return first - begin < 120 and self.folded.startswith("các ", begin) and begin + 4 in self.marks.heads and self.surface[begin:first].rstrip().endswith(":")

    def _block_item(self, start: int, end: int, seen: list[Seen]) -> int | None:
        first = seen[0].phrase.start if seen else end
        if first - start <= 3:
            return start
        return start if self.groups.opens(start, end) else None

    def _fill(self, listed: _List, seen: list[Seen]) -> None:
        """Give the members of a list their roles, and read the groups between them."""
        at = listed.start
        members = [s for s in seen if listed.start <= s.phrase.start < listed.end and not self._is_group(s.phrase) and not self._is_stray(s, listed)]
        last: Party | None = None
        joined = False
        stopped = False
        for item in members:
            last = self._groups(at, item.phrase.start, joined, listed, last) or last
            if item.person is None and item.phrase.name is None:
                item.person = self._listed_post(item.phrase)
                if item.person is None:
                    continue
            if item.person is None and item.phrase.name is not None and item.phrase.honorific is not None and (item.phrase.posts or listed.roles != ("attendee",)):
                item.person = self.roster.open(item.phrase, "body")
            if item.person is not None and (item.phrase.start == listed.start or not self._is_object(item.phrase)) and not (stopped and item.phrase.form == "bare"):
                for role in self._named_role(item.phrase, listed.end) or listed.roles:
                    item.person.role(role, "block" if listed.roles is self.block else "list")
                item.person.site = item.person.site or listed.site
            at, joined = item.phrase.end, True
            act = self._predicate(at, listed.end)
            if act is not None and act[2] in ("role.speak", "role.present-report"):
                return
        self._groups(at, listed.end, joined, listed, last)

    def _is_group(self, phrase: Phrase) -> bool:
        """Post words that stand for many ("bí thư chi bộ, trưởng thôn"; "Chủ tịch UBND các xã")."""
        if phrase.name is not None or phrase.honorific is not None:
            return False
        text = self.folded[phrase.start : phrase.end + 8]
        return self.surface[phrase.start].islower() or _MANY.search(text) is not None or self._plural_before(phrase.start)

    def _is_stray(self, item: Seen, listed: _List) -> bool:
        """One capital word after an address, of nobody known ("Bà Rịa")."""
        return item.person is None and item.phrase.name is not None and not item.phrase.full and not item.phrase.posts and listed.roles == ("attendee",)

    def _plural_before(self, at: int) -> bool:
        return self.folded[max(0, at - 4) : at] == "các " or self.folded[max(0, at - 6) : at] == "những "

    def _listed_post(self, phrase: Phrase) -> Person | None:
        """A single post in a list, its holder not named."""
        if not phrase.posts or phrase.posts[-1].organization is None:
            return None
        return self.roster.unnamed(phrase, "body")

    def _named_role(self, phrase: Phrase, limit: int) -> tuple[str, ...]:
        """"Ông A, Tổ trưởng – Chủ tọa": the role a minute-taker writes after the name."""
        match = re.compile(r"[\s,:(–-]+").match(self.folded, phrase.end, limit)
        act = self.marks.acts.get(match.end()) if match else None
        if act is not None and act[2] in ("role.chair", "role.cochair", "role.secretary", "role.absent") and (act[0] >= limit or self.surface[act[0]] in ".,;)" or self._at_event(act[0])):
            return act[1]
        return ()

    def _groups(self, start: int, end: int, joined: bool, listed: _List, last: Party | None) -> Party | None:
        found = self.groups.read(start, end, joined, last)
        for party in found:
            party.roles = list(listed.roles)
            party.site = listed.site
            self.parties.append(party)
        return found[-1] if found else None

    # ---- subjects ------------------------------------------------------------------------------------------------

    def _subjects(self, start: int, end: int, seen: list[Seen], lists: list[_List]) -> None:
        """Give roles by the verbs that follow (or, in a participle, precede) the people of a sentence."""
        pending: list[Seen] = []
        previous = start
        for index, item in enumerate(seen):
            gap = self.folded[previous : item.phrase.start]
            if not (pending and _CONNECTOR.fullmatch(gap)):
                same_list = any(l.start <= previous <= l.end and l.start <= item.phrase.start < l.end for l in lists)
                if not (pending and same_list and ";" in gap):
                    pending = []
            pending.append(item)
            previous = item.phrase.end
            limit = seen[index + 1].phrase.start if index + 1 < len(seen) else end
            if self._heads_delegation(item) or self._states_opinion(item, start, limit):
                continue
            if self._is_object(item.phrase):
                self._said_by(item, start, limit)
                pending = []
                continue
            if index == 0:
                self._participle(start, item)
            self._act(pending, item.phrase.end, limit, start)

    def _drop_asides(self, end: int, seen: list[Seen], lists: list[_List]) -> None:
        """A post without name or address that does nothing ("hứa trước Bộ trưởng") is no mention of its holder."""
        for item in seen:
            phrase = item.phrase
            if item.person is None or phrase.name is not None or phrase.honorific is not None or not item.person.key:
                continue
            if self._predicate(phrase.end, end) is None and not any(l.start <= phrase.start < l.end for l in lists):
                item.person.forget(phrase)

    def _heads_delegation(self, item: Seen) -> bool:
        """"do đồng chí A, post làm Trưởng đoàn": he came with the delegation."""
        phrase = item.phrase
        if item.person is None or not self.folded.endswith("do ", 0, phrase.start) or not phrase.posts:
            return False
        if " làm " not in self.folded[phrase.start : phrase.end]:
            return False
        item.person.role("attendee", "predicate")
        return True

    def _states_opinion(self, item: Seen, start: int, limit: int) -> bool:
        """"- Ông A (thôn 2): đồng ý …": an opinion noted under the name of who gave it."""
        phrase = item.phrase
        if phrase.start - start > 2 or item.person is None or phrase.name is None:
            return False
        bracket = _BRACKET.match(self.folded, phrase.end, limit)
        at = bracket.end() if bracket else phrase.end
        if self.surface[at : at + 1] != ":" or limit - at < 12:
            return False
        item.person.role("speaker", "predicate")
        return True

    def _act(self, pending: list[Seen], at: int, limit: int, start: int) -> None:
        """Roles from the predicate right after ``at``, for all the people joined before it."""
        act = self._predicate(at, limit)
        if act is None:
            return
        for item in pending:
            self._give(item, act, start)
        end = act[0]
        for _ in range(3):
            onward = re.compile(r"[^.;:]{0,90}?(?:, | và |; |, đồng thời )").match(self.folded, end, limit)
            if onward is None:
                return
            more = self._predicate(onward.end() - 1, limit)
            if more is not None:
                for item in pending:
                    self._give(item, more, start)
            end = more[0] if more is not None else onward.end()

    def _predicate(self, at: int, limit: int) -> tuple[int, tuple[str, ...], str, int] | None:
        """The act right after ``at`` (adverbs and asides skipped): its end, roles, class, start."""
        bracket = _BRACKET.match(self.folded, at, limit)
        if bracket is not None:
            at = bracket.end()
        open_behalf = _OPEN_BEHALF.match(self.folded, at, limit)
        if open_behalf is not None:
            for inner in sorted(a for a in range(open_behalf.start() + 8, open_behalf.end()) if a in self.marks.acts):
                return (*self.marks.acts[inner], inner)
        for aside in (_BEHALF, _ASIDE):
            match = aside.match(self.folded, at, limit)
            if match is not None:
                at = match.end()
        skipped = _SKIP.match(self.folded, at, limit)
        at = skipped.end() if skipped else at
        for _ in range(5):
            if at in self._past:
                return None
            act = self.marks.acts.get(at)
            if act is not None and act[0] <= limit:
                return (*act, at)
            reach = self.marks.adverbs.get(at)
            if reach is None or reach >= limit or self.surface[reach] != " ":
                return None
            at = reach + 1
        return None

    def _give(self, item: Seen, act: tuple[int, tuple[str, ...], str, int], start: int) -> None:
        end, roles, cue, at = act
        word = self.folded[at:end]
        if cue == "role.attend" and (word in _LOOSE_ATTEND or word.startswith("sự")) and not self._at_event(end):
            return
        if cue in ("role.secretary", "role.absent") and not self.folded.startswith((",", ".", ";", ")", " ", ":"), end) and end < len(self.folded):
            return
        if item.person is None:
            item.person = self._newcomer(item.phrase, cue, start)
        if item.person is None:
            return
        for role in roles:
            item.person.role(role, "predicate")
        if "chair" in roles and item.person.key:
            self.chair = item.person
        if "speaker" in roles or "presenter" in roles:
            self.last_speaker = item.person

    def _newcomer(self, phrase: Phrase, cue: str, start: int) -> Person | None:
        """Somebody named by post alone who speaks at the meeting, or None where that is not plain."""
        if phrase.name is not None or cue not in ("role.speak", "role.chair", "role.cochair", "role.chair-attend", "role.present-report", "role.direct-attend"):
            return None
        before = self.folded[start : phrase.start].strip()
        if len(phrase.posts) > 2 or len(phrase.posts) > 1 and phrase.honorific is None:
            return None
        if self.surface[phrase.start].islower() and not before or phrase.posts[-1].organization is None and phrase.honorific is None:
            return None
        if before and not (before[-1] in ",:" and len(before) < 120):
            return None
        return self.roster.unnamed(phrase, "body")

    def _at_event(self, end: int) -> bool:
        """Whether the meeting, or nothing more, follows a loose verb of attending."""
        rest = self.folded[end : end + 40].lstrip()
        return not rest or rest[0] in ".,;:)" or rest.startswith(("và ", "cùng ", "có ", *self._event))

    def _participle(self, start: int, item: Seen) -> None:
        """"Phát biểu tại hội nghị, đồng chí A …": the act before the comma is his."""
        at = start
        gap_end = item.phrase.start
        opening = self.folded[start:gap_end]
        if opening == "theo " or opening.startswith("theo ") and len(opening) < 6:
            after = _SKIP.match(self.folded, item.phrase.end)
            if self.surface[item.phrase.end : item.phrase.end + 1] == "," and after and item.person is not None and item.phrase.form != "post-only":
                item.person.role("speaker", "source")
            return
        if not opening.rstrip().endswith((",", '"', "”")) or len(opening) > 260 or ";" in opening:
            return
        for _ in range(3):
            act = self.marks.acts.get(at)
            if act is not None:
                self._give(item, (*act, at), start)
                return
            if at in self.marks.adverbs:
                at = self.marks.adverbs[at] + 1
                continue
            comma = self.folded.find(", ", at, gap_end)
            if comma < 0 or comma + 2 >= gap_end:
                return
            at = comma + 2

    def _is_object(self, phrase: Phrase) -> bool:
        before = phrase.start
        while before > 0 and self.surface[before - 1] == " ":
            before -= 1
        return before in self._objects

    def _said_by(self, item: Seen, start: int, limit: int) -> None:
        """"nghe phát biểu của A", "kết luận của A tại cuộc họp": he spoke there."""
        if item.person is None or not self.folded.endswith("của ", 0, item.phrase.start):
            return
        before = self.folded[max(start, item.phrase.start - 60) : item.phrase.start]
        noun = re.search(r"(?:phát biểu|kết luận|chỉ đạo|tham luận|báo cáo|trình bày|ý kiến)[^,;.:]{0,24}của $", before)
        if noun is None:
            return
        after = self.folded[item.phrase.end : limit + 1][:26]
        if _HEARING.search(self.folded, max(start, item.phrase.start - 240), item.phrase.start) or re.match(r"\s*:|[\s,]*tại (?:hội nghị|cuộc|buổi|phiên|kỳ họp|lễ|đại hội)", after):
            item.person.role("speaker", "source")

    # ---- groups as subjects --------------------------------------------------------------------------------------

    def _trailing_group(self, start: int, end: int, seen: list[Seen]) -> None:
        """"A cùng lãnh đạo các sở, ngành dự hội nghị": people joined to a group before a verb of attending."""
        stop = min(end, start + 900)
        low, high = bisect_left(self._cue_starts, start), bisect_left(self._cue_starts, stop)
        for at in self._cue_starts[low:high]:
            act = self.marks.acts.get(at, (0, (), ""))
            if act[2] != "role.attend" or not self._at_event(act[0]) or self.folded.startswith("sự", at):
                continue
            before = [s for s in seen if s.phrase.end <= at]
            begin = before[-1].phrase.end if before else start
            opener = self.folded.rfind(" có ", begin, at)
            if not before and opener >= 0:
                begin = opener + 4
            found = self.groups.read(begin, at, bool(before))
            if not found or found[-1].end < at - 14 or found[0].start - begin > 14:
                return
            for party in found:
                party.roles, party.rule = ["attendee"], "attendee.subject.group"
                self.parties.append(party)
            for item in before:
                if item.person is not None and item.phrase.full and not self._is_object(item.phrase) and _CONNECTOR.match(self.folded, item.phrase.end):
                    item.person.role("attendee", "predicate")
            return

    def _delegate(self, start: int, end: int) -> None:
        """"Đại diện Sở X cho rằng …": one unnamed speaker stands for his body."""
        at = start
        match = _DELEGATE.match(self.folded, at, end)
        if match is None and (skip := _OPENING.match(self.folded, start, end)) is not None:
            at = skip.end()
            match = _DELEGATE.match(self.folded, at, end)
        if match is None:
            return
        finish = body_end(self.marks, match.end(), min(end, match.end() + 120)) if self.surface[match.end() : match.end() + 1].isupper() else None
        if finish is None or self.folded.startswith(("các ", "một số ", "những "), match.end()):
            return
        act = self._predicate(finish, end)
        if act is None or act[2] not in ("role.speak", "role.present-report"):
            return
        roles = ["presenter"] if act[2] == "role.present-report" else ["speaker"]
        party = Party("organization", at, finish, name=self.surface[match.end() : finish], roles=roles, mentions=[(at, finish)], rule="attendee.delegate", score=0.75)
        self.parties.append(party)

