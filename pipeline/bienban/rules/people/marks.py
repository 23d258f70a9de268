"""Các mốc (marks): everything a text holds that a phrase about somebody can begin or end with, looked up by offset.

One pass over the cue hits and the runs of capitals; afterwards every question is a dictionary look-up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

from bienban.language.analysis import Analysis
from bienban.language.cues import Hit
from bienban.language.organizations import organization_at
from bienban.lexicon.load import forms
from bienban.rules.people.names import Name, name_in, runs
from bienban.text.shadow import fold

_ACTS = {
    "role.chair": ("chair",),
    "role.cochair": ("chair",),
    "role.chair-attend": ("attendee", "chair"),
    "role.attend": ("attendee",),
    "role.direct-attend": ("attendee", "speaker"),
    "role.speak": ("speaker",),
    "role.present-report": ("presenter",),
    "role.secretary": ("secretary",),
    "role.absent": ("absent",),
    "role.perform": ("attendee",),
}


_TITLE_MOST = 70
_MEMBERS = ("ủy viên ", "uỷ viên ", "thành viên ", "trưởng ", "thay mặt ")
_BODY_OPENINGS = {"đoàn": ("tỉnh ", "huyện ", "thành ", "quận ", "xã ", "phường ", "thị ", "công ", "trung ", "sư "), "đồng": ("hội ",)}
"""First words of bodies whose last word a verb of chairing begins with too ("Tỉnh đoàn chủ trì", "Hội đồng chủ trì")."""
_GUILDS = ("hội ", "hiệp hội ", "liên hội ", "chi hội ", "câu lạc bộ ", "đoàn ")
"""Bodies that are named after those they gather ("Hội Luật gia")."""


@cache
def plain_addresses() -> frozenset[str]:
    """Xưng hô mà một tên gọi có thể theo ngay sau (folded)."""
    return frozenset(fold(form) for form in forms("honorific.plain"))


@cache
def _kin() -> frozenset[str]:
    """Xưng hô thân tộc: words of kinship, an address only before a capital ("chú Tân", not "chú ý")."""
    return frozenset(fold(form) for form in forms("honorific.kin"))


@cache
def _opening_words() -> frozenset[str]:
    """Words that an address may follow although they are written with a capital ("Tại Hội Nghị Bà …")."""
    return frozenset(fold(form) for form in forms("honorific.after"))


@cache
def _joint() -> re.Pattern[str]:
    words = sorted({fold(form) for form in forms("role.particle")} | {"và"}, key=len, reverse=True)
    return re.compile(" (?:" + "|".join(map(re.escape, words)) + r")(?= |$)")


class Marks:
    """Mốc của một văn bản: heads, honorifics, names, verbs … each keyed by its start offset."""

    def __init__(self, analysis: Analysis) -> None:
        cues = analysis.cues
        self.analysis = analysis
        self.surface = analysis.surface
        self.folded = analysis.folded
        self.heads: dict[int, Hit] = {at: hit for at, hit in _longest(cues.of("position-head")).items() if not self._in_body(hit)}
        self.abbreviations = {at: hit for at, hit in _longest(cues.of("position-abbrev")).items() if self._shouted(hit)}
        self._void: dict[int, int] = {}
        for hit in cues.of("role.void"):
            self._void.update(dict.fromkeys(range(hit.start, hit.end), hit.end))
        self.modifiers = {hit.start: hit.end for hit in cues.of("position-modifier")}
        self.statuses = {hit.start: hit.end for hit in cues.of("position-status") if hit.start not in self._void}
        self.honorifics = {at: hit for at, hit in _longest(cues.of("honorific")).items() if self._addresses(hit)}
        self.ranks: dict[int, Hit] = _longest(cues.of("military-police-rank"))
        for at, hit in _longest(cues.of("academic-title")).items():
            if len(hit.entry.form) > 3 or self._shouted(hit) or self.surface[at].isupper():
                self.ranks.setdefault(at, hit)
        self.groups: dict[int, Hit] = _longest(cues.of("group-attendee-head"))
        self.acts = self._read_acts()
        self.adverbs = {hit.start: hit.end for hit in cues.of("role.adverb") if self._is_verb(hit)}
        self.names: dict[int, Name] = {}
        self._name_ends: set[int] = set()
        self.stops = self._read_stops()
        self._read_names()
        self._order = sorted({*self.stops, *self.names})

    def _in_body(self, hit: Hit) -> bool:
        """Whether a title word is the name of a body: "Ban Giám đốc", "Ban Bí thư", "Đoàn Chủ tịch"."""
        before = self.folded[max(0, hit.start - 5) : hit.start]
        form = hit.entry.form
        if form == "kế toán":
            return before.endswith(("-", "- ", "òng ", "và ", "ính "))
        if before.endswith("ban "):
            return form in ("bí thư", "giám đốc", "tổng giám đốc", "chủ nhiệm", "thư ký", "thường trực", "cán bộ", "thường vụ", "lãnh đạo")
        return before.endswith("đoàn ") and form in ("chủ tịch", "thư ký")

    def _shouted(self, hit: Hit) -> bool:
        text = self.surface[hit.start : hit.end]
        return text[0].isupper() and sum(c.isupper() for c in text) * 2 >= sum(c.isalpha() for c in text) + 1

    def _addresses(self, hit: Hit) -> bool:
        """Whether the word can be an address here: "em", "cô" only before a capital."""
        after = self.surface[hit.end : hit.end + 2]
        head = self.heads.get(hit.start)
        if hit.value == "many":
            inner = self.heads.get(hit.start + hit.entry.form.find(" ") + 1)
            if inner is not None and inner.end > hit.end:
                return False
        form = self.folded[hit.start : hit.end]
        if form in _kin() and not after[1:2].isupper():
            return False
        if " " not in form and self.surface[hit.start].isupper() and self._goes_on_name(hit):
            return False
        if hit.value == "" and form not in plain_addresses():
            if self.folded.endswith(_GUILDS, 0, hit.start):
                return False
            before = self.surface[hit.start - 1 : hit.start], self.surface[hit.start - 2 : hit.start - 1]
            if not after[1:2].isupper() or (self.surface[hit.start].isupper() and before[0] == " " and before[1].isalpha()):
                return False
        return not (head is not None and head.end > hit.end) and (after[:1] in " :." or after == "")

    def _goes_on_name(self, hit: Hit) -> bool:
        """Whether a capital "Anh", "Em" stands inside a name ("Bùi Thế Anh")."""
        if self.surface[hit.start - 1 : hit.start] != " " or self.surface[hit.start : hit.end].isupper():
            return False
        before = self.surface[max(0, hit.start - 12) : hit.start - 1].rsplit(" ", 1)[-1]
        return before.isalpha() and before.istitle() and fold(before) not in _opening_words()

    def _is_verb(self, hit: Hit) -> bool:
        """A verb inside a sentence is in lower case ("Sở Thông tin", "Ban Tổ chức" are not)."""
        first = self.surface[hit.start]
        if first.islower():
            return True
        before = self.surface[max(0, hit.start - 2) : hit.start].strip(" ")
        return not before or before[-1] in '.:;"“”-–+•!?\n' or self.surface[hit.start : hit.end].isupper()

    def _read_acts(self) -> dict[int, tuple[int, tuple[str, ...], str]]:
        void = self._void
        acts: dict[int, tuple[int, tuple[str, ...], str]] = {}
        for cue, roles in _ACTS.items():
            for hit in self.analysis.cues.of(cue):
                start = self._past_capital_body(hit)
                if void.get(start, 0) >= hit.end or not (start > hit.start or self._is_verb(hit)) or self._is_presidium(hit):
                    continue
                known = acts.get(start)
                if known is None or known[0] < hit.end:
                    acts[start] = (hit.end, roles, cue)
        return acts

    def _is_presidium(self, hit: Hit) -> bool:
        """ "Uỷ viên Đoàn Chủ tịch": the presidium of a body, standing after a post or before the body's name, chairs nothing."""
        if not hit.entry.form.startswith("đoàn chủ"):
            return False
        if self.folded.endswith(_MEMBERS, 0, hit.start):
            return True
        return self.surface[hit.end : hit.end + 1] == " " and organization_at(self.analysis, hit.end + 1, hit.end + 90) is not None

    def _past_capital_body(self, hit: Hit) -> int:
        """ "Giám đốc Ban chủ trì", "Bí thư Tỉnh đoàn chủ trì": the noun ends the post, the small verb after it is the act."""
        blank = self.folded.find(" ", hit.start, hit.end)
        if blank < 0 or self.folded[hit.start : blank] not in ("ban", "đoàn", "đồng"):
            return hit.start
        inner = blank + 1
        if self.folded.endswith(_BODY_OPENINGS.get(self.folded[hit.start : blank], ("\n",)), 0, hit.start):
            return inner
        if self.folded[hit.start : blank] == "đồng":
            return hit.start
        if self.folded.endswith(("trưởng ", "phó "), 0, hit.start):
            return inner
        split = self.surface[hit.start].isupper() and self.surface[inner].islower() and self.surface[hit.start - 1 : hit.start] == " "
        return inner if split else hit.start

    def _read_stops(self) -> set[int]:
        """Offsets at which no organisation goes on."""
        stops = {*self.acts, *self.abbreviations, *self.honorifics}
        stops.update(at for at, hit in self.heads.items() if hit.value != "weak")
        for cue in ("role.adverb", "role.delegation-head", "role.not-attendee", "role.past", "role.other"):
            for hit in self.analysis.cues.of(cue):
                if hit.start not in self._void and self._is_verb(hit) and hit.entry.form not in ("tới", "lên", "thống nhất"):
                    stops.add(hit.start)
        return stops

    def _read_names(self) -> None:
        inside: set[int] = set()
        for table in (self.heads, self.honorifics, self.ranks):
            for hit in table.values():
                if hit.end - hit.start > 1 and (table is not self.heads or hit.value != "weak"):
                    inside.update(range(hit.start, hit.end))
        for at, act in self.acts.items():
            if self.surface[at : act[0]].isupper():
                inside.update(range(at, act[0]))
        for hit in self.analysis.cues.of("role.chair"):
            if hit.entry.form.startswith("đoàn chủ"):
                inside.update(range(hit.start, hit.end))
        breaks = {*self.heads, *self.honorifics, *self.ranks, *self.abbreviations}
        for run in runs(self.surface, breaks, inside):
            if len(run) > 1 and (name := name_in(self.surface, self.folded, run, self._titled(run[0][0], run[-1][1]))) is not None:
                self.names[name.start] = name
                self._name_ends.add(name.end)

    def _titled(self, start: int, end: int) -> bool:
        """Whether a post opens the clause before ``start`` and an act follows ``end``, so that its holder stands between."""
        if self.surface[end : end + 1] != " " or (end + 1 not in self.acts and end + 1 not in self.adverbs):
            return False
        floor = max(0, start - _TITLE_MOST)
        floor = max(floor, *(self.surface.rfind(mark, floor, start) + 1 for mark in ",;.:\n"))
        head = next((at for at in range(floor, start) if at in self.heads and self.heads[at].value != "weak"), None)
        if head is None or self.surface[floor:head].strip():
            return False
        if self.surface[floor - 1 : floor] != ",":
            return True
        return floor - 1 not in self._name_ends and not any(at in self.honorifics for at in range(max(0, floor - 34), floor))

    def between(self, start: int, end: int) -> Iterator[int]:
        """Offsets in ``[start, end)`` at which an organisation must end, in text order."""
        index = bisect_left(self._order, start)
        while index < len(self._order) and self._order[index] < end:
            at = self._order[index]
            name = self.names.get(at)
            if name is None or name.weight >= 2 or at in self.stops:
                yield at
            index += 1

    def conjunction(self, start: int, end: int) -> int | None:
        """Where a body is joined to what follows; an "và" between two capitals belongs to its name."""
        for match in _joint().finditer(self.folded, start, end):
            word = self.surface[match.start() + 1 : match.end()]
            if word[0].isupper() and not (len(word) > 1 and word.isupper() and word != "VÀ"):
                continue
            if match.group() == " và" and self.surface[match.end() + 1 : match.end() + 2].isupper():
                continue
            if match.group() == " và" and self._inner_and(start, match.start(), match.end() + 1):
                continue
            return match.start()
        return None

    def _inner_and(self, start: int, at: int, after: int) -> bool:
        """Whether a name in small letters goes on after "và" ("an ninh và trật tự")."""
        last = self.surface[start:at].rsplit(" ", 1)[-1]
        return last[:1].islower() and self.surface[after : after + 1].islower() and after not in self.groups

    def particle_at(self, at: int) -> bool:
        """Whether a small word stands at ``at``, where no body begins."""
        return self.surface[at].islower() and _joint().match(self.folded, at - 1) is not None

    def organization_at(self, start: int, limit: int) -> int | None:
        """End of the organisation that starts exactly at ``start``; None where nobody knows one."""
        return organization_at(self.analysis, start, limit)


def _longest(hits: list[Hit]) -> dict[int, Hit]:
    found: dict[int, Hit] = {}
    for hit in hits:
        known = found.get(hit.start)
        if known is None or hit.end > known.end:
            found[hit.start] = hit
    return found
