"""Người nói thay (delegates): the unnamed who speak for a body: "Đại diện Sở X cho rằng …", "lãnh đạo các địa phương đề nghị …"."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache

from bienban.language.analysis import Party
from bienban.lexicon.load import forms
from bienban.rules.people.marks import Marks
from bienban.rules.people.posts import body_end
from bienban.rules.people.predicates import Predicates
from bienban.text.shadow import fold

_DELEGATE = re.compile(r"(?:người )?đại diện (?:cho )?(?:lãnh đạo )?")
_GROUP = re.compile(r"(?:các )?(?:đại diện|lãnh đạo)(?: và (?:đại diện|lãnh đạo))? ")
_OPENING = re.compile(r"[^,;.:]{0,60}, ")
_BROKEN = re.compile(r"[.;:\"“”\n]|(?<!\w)(?:phải|cần|sẽ|thì|xúc động|được|trong khi|mà)(?!\w)")
"""What does not stand in the name of a group, or makes of it one that is ordered or told of."""
_ENDED = ".:;…!?\"”)"
"""How a sentence ends; a line without an end mark is a caption or a heading."""
_SEVERAL = ("các ", "một số ", "những ")
_SPOKEN = ("role.speak", "role.present-report", "role.perform")
_MOST, _LEAST = 150, 5


@cache
def _saying() -> frozenset[str]:
    return frozenset(fold(form) for form in (*forms("role.say"), *forms("role.present-report"), *forms("role.perform"))) - frozenset(
        fold(form) for form in forms("role.carry-out") if form != "công bố"
    )


class DelegateReader:
    """Bộ đọc người nói thay: adds to the parties of a text those who speak in its sentences without a name."""

    def __init__(self, marks: Marks, predicates: Predicates) -> None:
        self.marks = marks
        self.surface, self.folded = marks.surface, marks.folded
        self.predicates = predicates
        self._acts = sorted(marks.acts)

    def read(self, start: int, end: int, parties: list[Party]) -> None:
        """Read one sentence."""
        found = self._at(start, end)
        if found is None and (opening := _OPENING.match(self.folded, start, end)) is not None:
            found = self._at(opening.end(), end)
        if found is not None:
            self._keep(found, parties)

    def _at(self, at: int, end: int) -> Party | None:
        return self._one(at, end) or self._many(at, end)

    def _one(self, at: int, end: int) -> Party | None:
        """ "Đại diện Sở X cho rằng …": one unnamed speaker stands for his body."""
        match = _DELEGATE.match(self.folded, at, end)
        if match is None or not self.surface[match.end() : match.end() + 1].isupper() or self.folded.startswith(_SEVERAL, match.end()):
            return None
        finish = body_end(self.marks, match.end(), min(end, match.end() + 120))
        act = self.predicates.after(finish, end) if finish is not None else None
        if finish is None or act is None or act[2] not in ("role.speak", "role.present-report"):
            return None
        party = Party("organization", at, finish, name=self.surface[match.end() : finish], roles=list(act[1]), mentions=[(at, finish)])
        party.rule, party.score = "attendee.delegate", 0.75
        return party

    def _many(self, at: int, end: int) -> Party | None:
        """ "Lãnh đạo các địa phương kiến nghị …": a group that says or presents something, up to its verb."""
        match = _GROUP.match(self.folded, at, end)
        if match is None or self.marks.analysis.cues.at("role.epithet", at) is not None:
            return None
        index = bisect_left(self._acts, match.end())
        place = self._acts[index] if index < len(self._acts) else end
        act = self.marks.acts.get(place)
        if act is None or act[0] > end or place - at > _MOST or act[2] not in _SPOKEN or self.folded[place : act[0]] not in _saying():
            return None
        if self.surface[end - 1] not in _ENDED:
            return None
        finish = self._before_adverbs(match.end(), place)
        if finish - match.end() < _LEAST or _BROKEN.search(self.folded, at, finish) or self.surface[finish - 1] in ",-–":
            return None
        if any(at < name < finish for name in self.marks.between(at, finish) if name in self.marks.names):
            return None
        roles = ["presenter"] if act[2] == "role.present-report" else list(act[1])
        party = Party("group", at, finish, roles=roles, mentions=[(at, finish)])
        party.rule, party.score = "attendee.subject.group", 0.7
        return party

    def _before_adverbs(self, floor: int, place: int) -> int:
        """Where the group ends: before the words that lead to its verb ("đã", "cũng")."""
        finish = place - 1
        while finish > floor:
            last = self.folded.rfind(" ", floor, finish) + 1
            if last <= floor or last not in self.marks.adverbs or self.marks.adverbs[last] != finish:
                break
            finish = last - 1
        return finish

    def _keep(self, party: Party, parties: list[Party]) -> None:
        """Add the party, or its mention where the same words have spoken before."""
        words = self._words(party)
        for known in parties:
            if known.kind == party.kind and self._words(known) == words:
                known.mentions.append((party.start, party.end))
                known.roles = list(dict.fromkeys([*known.roles, *party.roles]))
                return
            if known.start < party.end and party.start < known.end:
                return
        parties.append(party)

    def _words(self, party: Party) -> str:
        return party.name or self.folded[party.start : party.end]
