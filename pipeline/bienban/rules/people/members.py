"""Thành viên danh sách (members): the people and groups of an open list, each with the role of the list."""

from __future__ import annotations

import re

from bienban.language.analysis import Party
from bienban.rules.people.groups import GroupReader
from bienban.rules.people.lists import Listed, Seen
from bienban.rules.people.marks import Marks
from bienban.rules.people.phrases import Phrase
from bienban.rules.people.predicates import Predicates
from bienban.rules.people.roster import Person, Roster

_MANY = re.compile(r"\b(?:các|một số|những|\d+)\b")
_BEFORE_ROLE = re.compile(r"[\s,:(–-]+")


class MemberReader:
    """Bộ đọc thành viên: gives the people of a list their roles and reads the groups between them."""

    def __init__(self, marks: Marks, roster: Roster, groups: GroupReader, predicates: Predicates) -> None:
        self.marks = marks
        self.surface, self.folded = marks.surface, marks.folded
        self.roster = roster
        self.groups = groups
        self.predicates = predicates
        self.parties: list[Party] = []

    def fill(self, listed: Listed, seen: list[Seen], block: tuple[str, ...]) -> None:
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
            if (
                item.person is None
                and item.phrase.name is not None
                and item.phrase.honorific is not None
                and (item.phrase.posts or listed.roles != ("attendee",))
            ):
                item.person = self.roster.open(item.phrase, "body")
            if (
                item.person is not None
                and (item.phrase.start == listed.start or not self.predicates.is_object(item.phrase))
                and not (stopped and item.phrase.form == "bare")
            ):
                for role in self._named_role(item.phrase, listed.end) or listed.roles:
                    item.person.role(role, "block" if listed.roles is block else "list")
                item.person.site = item.person.site or listed.site
            at, joined = item.phrase.end, item.phrase.name is not None
            act = self.predicates.after(at, listed.end)
            if act is not None and act[2] in ("role.speak", "role.present-report"):
                at = self.folded.find(";", act[0], listed.end) + 1
                if not at:
                    return
        self._groups(at, listed.end, joined, listed, last)

    def _is_group(self, phrase: Phrase) -> bool:
        """Post words that stand for many ("bí thư chi bộ, trưởng thôn"; "Chủ tịch UBND các xã")."""
        if phrase.name is not None or phrase.honorific is not None:
            return False
        if self.folded.startswith(("ủy viên ", "uỷ viên "), phrase.start):
            return True
        text = self.folded[phrase.start : phrase.end + 8]
        return self.surface[phrase.start].islower() or _MANY.search(text) is not None or self._plural_before(phrase.start)

    def _is_stray(self, item: Seen, listed: Listed) -> bool:
        """One capital word after an address, of nobody known ("Bà Rịa")."""
        return (
            item.person is None and item.phrase.name is not None and not item.phrase.full and not item.phrase.posts and listed.roles == ("attendee",)
        )

    def _plural_before(self, at: int) -> bool:
        return self.folded[max(0, at - 4) : at] == "các " or self.folded[max(0, at - 6) : at] == "những "

    def _listed_post(self, phrase: Phrase) -> Person | None:
        """A single post in a list, its holder not named."""
        if not phrase.posts or phrase.posts[-1].organization is None:
            return None
        return self.roster.unnamed(phrase, "body")

    def _named_role(self, phrase: Phrase, limit: int) -> tuple[str, ...]:
        """ "Ông A, Tổ trưởng – Chủ tọa": the role a minute-taker writes after the name."""
        match = _BEFORE_ROLE.match(self.folded, phrase.end, limit)
        act = self.marks.acts.get(match.end()) if match else None
        if (
            act is not None
            and act[2] in ("role.chair", "role.cochair", "role.secretary", "role.absent")
            and (act[0] >= limit or self.surface[act[0]] in ".,;)" or self.predicates.at_event(act[0]))
        ):
            return act[1]
        return ()

    def _groups(self, start: int, end: int, joined: bool, listed: Listed, last: Party | None) -> Party | None:
        found = self.groups.read(start, end, joined, last)
        for party in found:
            party.roles = list(listed.roles)
            party.site = listed.site
            self.parties.append(party)
        return found[-1] if found else None
