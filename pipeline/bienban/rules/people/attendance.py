"""Vai trò (roles): who chairs, attends, speaks, presents, keeps the minutes or is away, from where the words stand.

Before a list ("Dự hội nghị có A; B; C") the role holds for every member; after one ("A; B; C đồng chủ trì") for all
since the clause began; a verb of saying right after somebody makes him a speaker. Nobody is there without a role.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from bienban.language.analysis import Analysis
from bienban.lexicon.load import forms
from bienban.rules.people.delegates import DelegateReader
from bienban.rules.people.groups import GroupReader
from bienban.rules.people.lists import Listed, ListFinder, Seen
from bienban.rules.people.marks import Marks
from bienban.rules.people.members import MemberReader
from bienban.rules.people.phrases import Phrase
from bienban.rules.people.predicates import BRACKET, SKIP, Act, Predicates
from bienban.rules.people.roster import Person, Roster
from bienban.rules.people.subjects import is_sole_office
from bienban.text.shadow import fold

_CONNECTOR = re.compile(r"[\s,;]*(?:(?:và|cùng|cùng với|với|hoặc)\b\s*)?(?:các )?[\s,;]*")
_HEARING = re.compile(r"nghe\b|ghi nhận|tiếp thu|theo dõi")
_OPENING_MOST = 2_500
_NOTICE_OF = re.compile(r"thông báo (?:ý kiến )?kết luận[^,;.:]{0,20} của $")
_TAUGHT = re.compile(
    r" (?:(?:các|những|một số|nội dung|toàn văn|chuyên đề|tinh thần) )*(?:nội dung|văn bản|nghị quyết|chỉ thị|kết luận|quy định|luật|kế hoạch"
    r"|hướng dẫn|chuyên đề|chương trình|nghị định|thông tư|thông báo|chủ trương|điểm mới|và triển khai|, triển khai)(?!\w)"
)
"""What somebody presents who "quán triệt" it; without that he only makes a point."""
_BROUGHT = re.compile(r"(?:truyền đạt|chuyển|gửi|thông báo)(?: lại)? (?:lời|ý kiến|chỉ đạo|lời chúc|lời thăm hỏi)[^,;.:]{0,20} của $")
_HERE = re.compile(r"[^,.;:]{0,40}(?:tại|trong) (?:hội nghị|cuộc|buổi|phiên|kỳ họp|lễ|đại hội)")
_RELATIVE = re.compile(r" (?:có|thuộc|trên) [^,;.]{0,60}$")
_ANOTHER_DAY = ("trước đó", "trước đây", "năm ngoái", "cách đây", "hôm trước", "từ năm", "những năm")
_LISTED_OBJECT = re.compile(r"(?<!\w)(?:của|theo|với) [^,;:]{2,60},$")
""" "chỉ đạo của Chính phủ, Thủ tướng Chính phủ …": more of those whose words are carried out."""
_WORDS_OF = re.compile(
    r"(?:phát biểu|kết luận|chỉ đạo|tham luận|báo cáo|trình bày|ý kiến|chia sẻ|tâm sự|lời kể|câu chuyện|phản ánh|yêu cầu"
    r"|nhận định|khẳng định|trăn trở|nhắc nhở|cam kết|lời hứa)"
    r"(?:[^,;.:]{0,24}| (?:khai mạc|bế mạc|kết luận|chỉ đạo|tại) (?:hội nghị|cuộc họp|phiên họp|kỳ họp|đại hội|buổi)[^,;.:]{0,70} )của $"
)


class RoleReader:
    """Bộ đọc vai trò: goes through the sentences in order and gives roles to the people of the roster."""

    def __init__(self, marks: Marks, analysis: Analysis, roster: Roster) -> None:
        self.marks = marks
        self.surface, self.folded = marks.surface, marks.folded
        self.roster = roster
        self.predicates = Predicates(marks, analysis)
        self.groups = GroupReader(marks, analysis)
        self.lists = ListFinder(marks, analysis, self.groups)
        self.members = MemberReader(marks, roster, self.groups, self.predicates)
        self.delegates = DelegateReader(marks, self.predicates)
        self._loose = frozenset(forms("role.attend-loose"))
        self._told = frozenset(map(fold, forms("role.told")))
        self._of_office = frozenset(map(fold, forms("role.of-office")))
        self._heard = False
        self.last_speaker: Person | None = None
        self.chair: Person | None = None

    def read(self, start: int, end: int, seen: list[Seen]) -> None:
        """Read one sentence; ``seen`` holds its phrases in text order."""
        lists = self.lists.find(start, end, seen)
        for listed in lists:
            self.members.fill(listed, seen, self.lists.block)
            if "chair" in listed.roles and self.chair is None:
                self.chair = next((item.person for item in seen if item.person is not None and "chair" in item.person.roles), None)
        self._subjects(start, end, seen, lists)
        self._drop_asides(end, seen, lists)
        if not lists:
            self._trailing_group(start, end, seen)
        self.delegates.read(start, end, self.members.parties)
        if start < _OPENING_MOST:
            self._audience(start, end)

    def show(self, person: Person, phrase: Phrase, limit: int) -> None:
        """What a caption says somebody does; used only where the report itself says nothing about him."""
        if self.predicates.is_object(phrase):
            return
        act = self.predicates.after(phrase.end, limit)
        if act is None:
            return
        for role in (
            act[1]
            if act[2] in ("role.speak", "role.chair", "role.cochair", "role.chair-attend", "role.present-report", "role.direct-attend")
            else ("attendee",)
        ):
            person.shown.setdefault(role, "caption")

    def _subjects(self, start: int, end: int, seen: list[Seen], lists: list[Listed]) -> None:
        """Give roles by the verbs that follow (or, in a participle, precede) the people of a sentence."""
        pending: list[Seen] = []
        previous = start
        self._heard = False
        for index, item in enumerate(seen):
            gap = self.folded[previous : item.phrase.start]
            if not (pending and _CONNECTOR.fullmatch(gap)):
                same_list = any(one.start <= previous <= one.end and one.start <= item.phrase.start < one.end for one in lists)
                if not (pending and same_list and ";" in gap):
                    pending = []
            pending.append(item)
            previous = item.phrase.end
            limit = seen[index + 1].phrase.start if index + 1 < len(seen) else end
            if self._heads_delegation(item) or self._states_opinion(item, start, limit):
                continue
            if self.predicates.is_object(item.phrase):
                self._said_by(item, start, limit)
                pending = []
                continue
            if index == 0:
                self._participle(start, item)
            if self._act(pending, item.phrase.end, limit, start):
                pending = []

    def _drop_asides(self, end: int, seen: list[Seen], lists: list[Listed]) -> None:
        """A post without name or address that does nothing ("hứa trước Bộ trưởng") is no mention of its holder."""
        for item in seen:
            phrase = item.phrase
            if item.person is None or phrase.name is not None or phrase.honorific is not None or not item.person.key:
                continue
            if self.predicates.after(phrase.end, end) is None and not any(one.start <= phrase.start < one.end for one in lists):
                item.person.forget(phrase)

    def _heads_delegation(self, item: Seen) -> bool:
        """ "do đồng chí A, post làm Trưởng đoàn": he came with the delegation."""
        phrase = item.phrase
        if item.person is None or not self.folded.endswith("do ", 0, phrase.start) or not phrase.posts:
            return False
        if " làm " not in self.folded[phrase.start : phrase.end] or not self._comes(phrase):
            return False
        item.person.role("attendee", "predicate")
        return True

    def _comes(self, phrase: Phrase) -> bool:
        """Whether the delegation meets somebody here, and is not merely set up ("Đoàn kiểm toán do bà A làm trưởng đoàn sẽ kiểm toán …")."""
        return not self.folded.startswith(" sẽ ", phrase.end)

    def _states_opinion(self, item: Seen, start: int, limit: int) -> bool:
        """ "- Ông A (thôn 2): đồng ý …": an opinion noted under the name of who gave it."""
        phrase = item.phrase
        if phrase.start - start > 2 or item.person is None or phrase.name is None:
            return False
        bracket = BRACKET.match(self.folded, phrase.end, limit)
        at = bracket.end() if bracket else phrase.end
        if self.surface[at : at + 1] != ":" or limit - at < 12:
            return False
        item.person.role("speaker", "predicate")
        return True

    def _act(self, pending: list[Seen], at: int, limit: int, start: int) -> bool:
        """Roles from the predicate right after ``at``, for all the people joined before it."""
        if self.surface[at : at + 1] == "," and self.folded.endswith("theo ", 0, pending[-1].phrase.start):
            return False
        act = self.predicates.after(at, limit)
        if act is None and self._leads(pending[-1], start):
            act = self.predicates.beyond(at, limit) or self.predicates.elsewhere(at, limit)
        if act is None or self._is_told_of(pending[0].phrase, act):
            return False
        if "- " in self.folded[at : act[3]]:
            pending = pending[-1:]
        for item in pending:
            self._give(item, act, start)
        end = act[0]
        if act[2] == "role.speak" and self._leads(pending[-1], start) and (led := self.predicates.elsewhere(end, limit)) is not None:
            self._give(pending[-1], led, start)
        for _ in range(3):
            joined = self.predicates.onward(act, end, limit)
            if joined is None:
                return True
            more, end = joined
            if more is not None:
                act = more
                for item in pending:
                    if item.person is not None:
                        self._give(item, more, start)
        return True

    def _is_told_of(self, phrase: Phrase, act: Act) -> bool:
        """ "được Thủ tướng A đánh giá cao": what somebody is said to have said, at the meeting only where the report says so."""
        told = self.folded.endswith("được ", 0, phrase.start) and self.folded[act[3] : act[0]] in self._told
        return told and _HERE.match(self.folded, act[0]) is None

    def _leads(self, item: Seen, start: int) -> bool:
        """Whether the person is the subject a sentence begins with, by name and address or by name and post."""
        phrase = item.phrase
        if phrase.name is None or not (phrase.honorific or phrase.posts):
            return False
        before = self.folded[start : phrase.start].strip()
        return not before or (before[-1] in ",-:" and len(before) < 90) or before.endswith('",')

    def _give(self, item: Seen, act: Act, start: int) -> None:
        end, roles, cue, at = act
        word = self.folded[at:end]
        if cue == "role.attend" and (word in self._loose or word.startswith("sự")) and not self.predicates.at_event(end):
            return
        if cue in ("role.secretary", "role.absent") and not self.folded.startswith((",", ".", ";", ")", " ", ":"), end) and end < len(self.folded):
            return
        if cue == "role.perform" and not self._performs(item.phrase, start, at):
            return
        if item.person is None:
            item.person = self._newcomer(item.phrase, cue, start) if not self._only_rules(item.phrase, act, start) else None
        if item.person is None:
            return
        if item.person.away and item.phrase.name is None:
            return
        if word == "quán triệt" and _TAUGHT.match(self.folded, end) is None:
            roles = ("speaker",)
        for role in roles:
            item.person.role(role, "perform" if cue == "role.perform" else "predicate")
        if "chair" in roles and item.person.key:
            self.chair = item.person
        if "speaker" in roles or "presenter" in roles:
            self.last_speaker = item.person

    def _performs(self, phrase: Phrase, start: int, at: int) -> bool:
        """Whether somebody named does it here and now ("đã từng trao", "Trước đó, bà A tặng quà" are of another day)."""
        if phrase.name is None or not (phrase.honorific or phrase.posts):
            return False
        return not self.folded.startswith(_ANOTHER_DAY, start) and "từng" not in self.folded[phrase.end : at]

    def _only_rules(self, phrase: Phrase, act: Act, start: int) -> bool:
        """Whether a post alone does what its office does away from any meeting ("Thủ tướng đồng ý …", "2. Bộ trưởng Bộ Y chỉ đạo …")."""
        if phrase.name is not None or self.folded[act[3] : act[0]] not in self._of_office:
            return False
        if is_sole_office(self.marks, phrase.posts[-1]) or " đã " in self.folded[phrase.end : act[3]]:
            return True
        line = self.marks.analysis.line_at(phrase.start)
        return phrase.start == start and line is not None and line.marker is not None

    def _newcomer(self, phrase: Phrase, cue: str, start: int) -> Person | None:
        """Somebody named by post alone who speaks at the meeting, or None where that is not plain."""
        if phrase.name is not None or cue not in (
            "role.speak",
            "role.chair",
            "role.cochair",
            "role.chair-attend",
            "role.present-report",
            "role.direct-attend",
        ):
            return None
        before = self.folded[start : phrase.start].strip()
        if len(phrase.posts) > 2 or (len(phrase.posts) > 1 and phrase.honorific is None):
            return None
        if self.surface[phrase.start].islower() and not before:
            return None
        if phrase.posts[-1].organization is None and phrase.honorific is None and not is_sole_office(self.marks, phrase.posts[-1]):
            return None
        if before and not (before[-1] in ",:" and len(before) < 120):
            return None
        if cue == "role.present-report" and _LISTED_OBJECT.search(before) is not None:
            return None
        return self.roster.unnamed(phrase, "body")

    def _participle(self, start: int, item: Seen) -> None:
        """ "Phát biểu tại hội nghị, đồng chí A …": the act before the comma is his."""
        at = start
        opening = self.folded[start : item.phrase.start]
        if opening == "theo " or (opening.startswith("theo ") and len(opening) < 6):
            after = SKIP.match(self.folded, item.phrase.end)
            if self.surface[item.phrase.end : item.phrase.end + 1] == "," and after and item.person is not None and item.phrase.form != "post-only":
                item.person.role("speaker", "source")
            return
        gap_end = self._told_until(start, item.phrase)
        if gap_end <= start or gap_end - start > 260 or ";" in self.folded[start:gap_end]:
            return
        for hop in range(5):
            act = self.marks.acts.get(at)
            if act is not None and at < gap_end:
                told: Act = (*act, at)
                if not (act[2] == "role.present-report" and self.predicates.carries_out(told) and (hop or act[0] - at == len("triển khai"))):
                    self._give(item, told, start)
                return
            if at in self.marks.adverbs:
                at = self.marks.adverbs[at] + 1
                continue
            comma = self.folded.find(", ", at, gap_end)
            if comma < 0 or comma + 2 >= gap_end:
                return
            at = comma + 2

    def _told_until(self, start: int, phrase: Phrase) -> int:
        """Where the words before somebody end that may say what he did; what he is quoted with says nothing of him.

        A comma sets them off, or the capital of his address ("Phát biểu tại hội nghị Ông A …").
        """
        opening = self.surface[start : phrase.start].rstrip()
        bare = opening.rstrip(" ,")
        if bare.endswith(('"', "”")):
            quoted = min((at for mark in '"“' if 0 <= (at := bare.find(mark)) < len(bare) - 1), default=0)
            return start + quoted
        addressed = phrase.honorific is not None and phrase.honorific[0] == phrase.start and self.surface[phrase.start].isupper()
        return phrase.start if opening.endswith(",") or (addressed and opening[-1:].isalpha()) else start

    def _said_by(self, item: Seen, start: int, limit: int) -> None:
        """ "nghe phát biểu của A", "kết luận của A tại cuộc họp": he spoke there."""
        if item.person is None or not self.folded.endswith("của ", 0, item.phrase.start):
            return
        before = self.folded[max(start, item.phrase.start - 130) : item.phrase.start]
        item.person.away = item.person.away or (not item.person.roles and _BROUGHT.search(before) is not None)
        noun = _WORDS_OF.search(before)
        if noun is not None and before.endswith(("như ", "từ "), 0, noun.start()):
            return
        if noun is None:
            if self._heard and before.rstrip().endswith(("; của", ", của", "và của", "; là của")):
                item.person.role("speaker", "source")
            return
        if _NOTICE_OF.search(before):
            item.person.role("speaker", "source")
            return
        after = self.folded[item.phrase.end : limit + 1][:26]
        if _HEARING.search(self.folded, max(start, item.phrase.start - 240), item.phrase.start) or re.match(
            r"\s*:|[\s,]*tại (?:hội nghị|cuộc|buổi|phiên|kỳ họp|lễ|đại hội)|\s*$", after
        ):
            item.person.role("speaker", "source")
            self._heard = True

    def _trailing_group(self, start: int, end: int, seen: list[Seen]) -> None:
        """ "A cùng lãnh đạo các sở, ngành dự hội nghị": people joined to a group before a verb of attending."""
        stop = min(end, start + 900)
        low, high = bisect_left(self.lists.cue_starts, start), bisect_left(self.lists.cue_starts, stop)
        for at in self.lists.cue_starts[low:high]:
            act = self.marks.acts.get(at, (0, (), ""))
            if act[2] != "role.attend" or not self.predicates.at_event(act[0]) or self.folded.startswith("sự", at):
                continue
            before = [s for s in seen if s.phrase.end <= at and (s.person is not None or s.phrase.name is not None)]
            begin = before[-1].phrase.end if before else start
            opener = self.folded.rfind(" có ", begin, at)
            beside = self.folded.rfind(" với ", begin, at) + 1
            named = start < _OPENING_MOST and self.marks.analysis.cues.first("meeting.noun", start, at) is not None
            if beside > opener and named and self.groups.opens(beside + 4, at):
                opener = beside
            if opener >= 0 and (not before or self.groups.opens(opener + 4, at)):
                begin = opener + 4
            found = self.groups.read(begin, at, bool(before))
            if not found or found[0].start - begin > 14:
                return
            if found[-1].end < at - 14 and _RELATIVE.match(self.folded, found[-1].end, at) is None:
                return
            for party in found:
                party.roles, party.rule = ["attendee"], "attendee.subject.group"
                self.members.parties.append(party)
            for item in before:
                if (
                    item.person is not None
                    and item.phrase.full
                    and not self.predicates.is_object(item.phrase)
                    and _CONNECTOR.match(self.folded, item.phrase.end)
                ):
                    item.person.role("attendee", "predicate")
            return

    def _audience(self, start: int, end: int) -> None:
        party = self.groups.audience(start, end)
        if party is None or any(known.start <= party.start < known.end for known in self.members.parties):
            return
        party.roles, party.rule = ["attendee"], "attendee.audience.group"
        self.members.parties.append(party)
