"""Vị ngữ (predicates): what the words right after somebody say that he does."""

from __future__ import annotations

import re
from functools import cache

from bienban.language.analysis import Analysis
from bienban.lexicon.load import forms
from bienban.rules.people.marks import Marks
from bienban.rules.people.phrases import Phrase
from bienban.text.shadow import fold

BRACKET = re.compile(r"\s?\([^()\n]{0,120}\)")
SKIP = re.compile(r"[\s,:]*(?:- )?")
_BEHALF = re.compile(r"[\s,]*(?:thay mặt|đại diện cho|đại diện|thừa ủy quyền của|nhân danh)\b[^,;.:]{2,140},\s*")
_OPEN_BEHALF = re.compile(r" (?:thay mặt|thừa ủy quyền của|đại diện)\b[^,;.:]{2,110}")
_ONWARD = re.compile(r"[^.;:]{0,90}?(?:, | và |; |, đồng thời )")
_CLAUSE_END = re.compile(r"[;:.!?\"]")
_NO_APPOSITION = ("và ", "cùng ", "khi ", "sau ", "nhưng ", "đồng thời ", "do ", "các ", "những ", "với ")
_NOT_HIS = (" được ", " các ", " lời ", " sự ", " việc ", " ý kiến ", " đã từng ", " để ", " phải ", " không ", " những ", " nhiều ", " và ")
_APPOSITION_MOST = 150
_LEADS = re.compile(
    r"(?:, | về | của |,? phụ trách | - )[^;:.!?\n]{0,520}?[\w\")], (?:đã )?(?=chủ trì|đồng chủ trì)"
    r"|,? (?:đã )?(?:dẫn đầu|đến thăm|tới thăm|thăm|kiểm tra|khảo sát|thị sát)[^;:!?\n]{0,200}? (?:và|,) (?:đã )?(?=chủ trì)"
    r"|[^,;:.!?\n]{0,60} khi (?=chủ trì)"
)
_OWNED = re.compile(r"(?: \w+){0,3} của ")
_SAID = ("role.speak", "role.present-report")
"""What nobody comes to do: after "về" such a verb is what a thing is about ("Ban Chỉ đạo về tổng kết …")."""
_ASIDE = re.compile(r"[\s,]*(?:(?:tại|sau khi|trước|trong|nhân|với|trên cương vị|với vai trò|là)\b[^,;.:]{2,120},\s*)")

Act = tuple[int, tuple[str, ...], str, int]
"""Một hành vi: end, roles, lexicon class, start."""


@cache
def _onward() -> tuple[str, ...]:
    """What may follow a loose verb of attending: the meeting, or more people."""
    return ("và ", "cùng ", "có ", *(fold(form) for form in forms("role.event")))


@cache
def _orders() -> frozenset[str]:
    return frozenset(fold(form) for form in forms("role.order"))


@cache
def _carried_out() -> frozenset[str]:
    """Verbs of presenting that as often say what a meeting or an office does ("triển khai nhiệm vụ")."""
    return frozenset(fold(form) for form in forms("role.carry-out"))


@cache
def _saying() -> frozenset[str]:
    return frozenset(fold(form) for form in forms("role.say"))


class Predicates:
    """Vị ngữ của một văn bản: looked up by the offset at which somebody's phrase ends."""

    def __init__(self, marks: Marks, analysis: Analysis) -> None:
        self.marks = marks
        self.surface, self.folded = marks.surface, marks.folded
        cues = self._cues = analysis.cues
        self._times = {time.start: time.end for time in analysis.times}
        self._objects = {hit.end for hit in cues.of("role.object")}
        self._past = {hit.start for cue in ("role.past", "role.not-attendee") for hit in cues.of(cue)}

    def after(self, at: int, limit: int) -> Act | None:
        """The act right after ``at`` (adverbs and asides skipped): its end, roles, class, start."""
        bracket = BRACKET.match(self.folded, at, limit)
        if bracket is not None:
            at = bracket.end()
        at = self._past_time(at, limit)
        open_behalf = _OPEN_BEHALF.match(self.folded, at, limit)
        if open_behalf is not None:
            for inner in sorted(a for a in range(open_behalf.start() + 8, open_behalf.end()) if a in self.marks.acts):
                return (*self.marks.acts[inner], inner)
        for aside in (_BEHALF, _ASIDE):
            match = aside.match(self.folded, at, limit)
            if match is not None:
                at = match.end()
        skipped = SKIP.match(self.folded, at, limit)
        at = skipped.end() if skipped else at
        coming = False
        for _ in range(5):
            if at in self._past:
                return None
            act = self.marks.acts.get(at)
            if act is not None and act[0] <= limit:
                return None if coming and act[2] in _SAID else (*act, at)
            reach = self.marks.adverbs.get(at)
            coming = self.folded[at:reach] == "về"
            if reach is None or reach >= limit or self.surface[reach] != " ":
                return None
            at = reach + 1
        return None

    def onward(self, act: Act, at: int, limit: int) -> tuple[Act | None, int] | None:
        """The next act joined to ``act`` by a comma or "và", with the offset to go on from; None where nothing is joined."""
        joint = _ONWARD.match(self.folded, at, limit)
        if joint is None:
            return None
        more = self.after(joint.end() - 1, limit)
        if more is None:
            return None, joint.end()
        return (more if self._his_own(act, more, joint.group().endswith(" và ")) else None), more[0]

    def _his_own(self, act: Act, more: Act, by_and: bool) -> bool:
        """Whether the one who did ``act`` presents something too, or the word belongs to a meeting's name or to an order he gives."""
        if more[2] != "role.present-report":
            return True
        word = self.folded[more[3] : more[0]]
        if word in _carried_out():
            if word == "triển khai" or not (by_and or word == "quán triệt"):
                return False
            if self._cues.first("meeting.noun", act[0], more[3]) is not None:
                return False
        return self.folded[act[3] : act[0]] not in _orders()

    def _past_time(self, at: int, limit: int) -> int:
        """Past the day that stands between somebody and what he does ("Bà A ngày 11/9 đã chủ trì …")."""
        end = self._times.get(at + 1)
        return end if end is not None and end < limit and self.surface[at] == " " else at

    def elsewhere(self, at: int, limit: int) -> Act | None:
        """Who leads after an apposition or another verb: ", phụ trách …, chủ trì", "dẫn đầu đoàn … và chủ trì", "nói vậy khi chủ trì"."""
        found = _LEADS.match(self.folded, at, limit)
        act = self.marks.acts.get(found.end()) if found is not None else None
        if found is None or act is None or act[2] not in ("role.chair", "role.cochair") or not self.at_event(act[0]):
            return None
        return (*act, found.end())

    def beyond(self, at: int, limit: int) -> Act | None:
        """The verb of saying after words that say who somebody is ("Anh A, tổ mộc, đề nghị …"), set off by a comma."""
        if not self.folded.startswith(", ", at) or self.folded.startswith(_NO_APPOSITION, at + 2):
            return None
        mark = _CLAUSE_END.search(self.folded, at, min(limit, at + _APPOSITION_MOST))
        stop = mark.start() if mark else min(limit, at + _APPOSITION_MOST)
        for inner in range(at + 2, stop):
            act = self.marks.acts.get(inner)
            if act is None:
                continue
            if act[2] != "role.speak" or self.folded[inner : act[0]] not in _saying() or not self.surface[inner].islower():
                return None
            return None if self.folded.endswith(_NOT_HIS, at, inner) else (*act, inner)
        return None

    def carries_out(self, act: Act) -> bool:
        """Whether the act is a thing carried out ("triển khai nhiệm vụ") or a report named ("báo cáo của …") rather than presented."""
        return self.folded[act[3] : act[0]] in _carried_out() or (act[2] == "role.present-report" and _OWNED.match(self.folded, act[0]) is not None)

    def at_event(self, end: int) -> bool:
        """Whether the meeting, or nothing more, follows a loose verb of attending."""
        rest = self.folded[end : end + 40].lstrip()
        return not rest or rest[0] in ".,;:)" or rest.startswith(_onward())

    def is_object(self, phrase: Phrase) -> bool:
        """Whether somebody else acts on the person ("giao cho đồng chí A")."""
        before = phrase.start
        while before > 0 and self.surface[before - 1] == " ":
            before -= 1
        return before in self._objects
