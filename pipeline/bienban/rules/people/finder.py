"""Tìm người dự họp: goes through the lines of a report once and fills ``parties`` and ``mentions``."""

from __future__ import annotations

from bienban.language.analysis import Analysis, Line, Mention
from bienban.rules.people.attendance import RoleReader
from bienban.rules.people.lists import Seen
from bienban.rules.people.marks import Marks
from bienban.rules.people.mentions import pronouns
from bienban.rules.people.phrases import Reader
from bienban.rules.people.roster import Person, Roster, mentions_of, to_party

_PRESENT = ("cùng dự ", "cùng tham dự ", "tham dự ", "dự hội nghị", "dự họp", "dự buổi", "đến dự ")
_SILENT = frozenset({"furniture", "letterhead", "recipients"})


def find_people(analysis: Analysis) -> None:
    """Fill ``analysis.parties`` and ``analysis.mentions`` (người dự họp và các lần nhắc tới)."""
    if not analysis.surface:
        return
    marks = Marks(analysis)
    finder = _Finder(analysis, marks)
    finder.run()
    finder.publish()


class _Finder:
    def __init__(self, analysis: Analysis, marks: Marks) -> None:
        self.analysis = analysis
        self.marks = marks
        self.reader = Reader(marks)
        self.roster = Roster(marks)
        self.roles = RoleReader(marks, analysis, self.roster)
        self.pronouns: list[tuple[int, int, Person]] = []

    def run(self) -> None:
        sentences: dict[int, list[tuple[int, int]]] = {}
        for sentence in self.analysis.sentences:
            sentences.setdefault(sentence.line, []).append((sentence.start, sentence.end))
        for index, line in enumerate(self.analysis.lines):
            mode = self._mode(line)
            if mode == "body":
                for start, end in sentences.get(index, [(line.start, line.end)]):
                    self._body(start, end)
                self._carry(line)
            elif mode:
                self._aside(line, mode)
        self.roster.settle()

    def _mode(self, line: Line) -> str:
        if line.role in _SILENT:
            return ""
        if line.role == "caption":
            return "body" if self._states_attendance(line) else "caption"
        if line.role == "headline" and self._lists_those_present(line):
            return "body"
        if line.role in ("headline", "signature", "byline"):
            return "headline"
        return "body"

    def _states_attendance(self, line: Line) -> bool:
        """A line of its own that says who chaired is no caption, however short."""
        if self.analysis.surface[line.end - 1] not in ".…":
            return False
        cues = self.analysis.cues
        stated = cues.any(("role.chair", "role.cochair", "role.chair-attend", "role.direct-attend"), line.start, line.end)
        return stated or self._lists_those_present(line)

    def _lists_those_present(self, line: Line) -> bool:
        """ "Cùng dự buổi làm việc có …": a list of people, wherever on the page it stands."""
        folded = self.analysis.folded
        return folded.startswith(_PRESENT, line.start) and folded.find(" có ", line.start, min(line.end, line.start + 60)) > 0

    def _body(self, start: int, end: int) -> None:
        seen = [Seen(phrase, self.roster.place(phrase, "body")) for phrase in self.reader.read(start, end)]
        self.roles.read(start, end, seen)
        self.pronouns.extend(pronouns(self.marks, start, end, seen, self.roles.last_speaker, self.roles.chair, self.roster.people))

    def _carry(self, line: Line) -> None:
        """A line that ends "Thành phần tham dự:" opens a list whose members are the lines below."""
        self.roles.lists.carry(line.start, line.end)

    def _aside(self, line: Line, mode: str) -> None:
        for phrase in self.reader.read(line.start, line.end):
            person = self.roster.place(phrase, mode)
            if line.role in ("signature", "byline") and phrase.name is None and person is not None:
                person.phrases.pop()
            elif person is not None and mode == "caption":
                self.roles.show(person, phrase, line.end)

    def _written(self, person: Person) -> str | None:
        """The name as the first phrase not shouted in capitals writes it."""
        surface = self.analysis.surface
        for phrase, _ in person.phrases:
            if phrase.name is not None and phrase.syllables > person.key.count(" "):
                text = surface[slice(*phrase.name)]
                if not text.isupper():
                    return text
        return None

    def publish(self) -> None:
        parties = list(self.roles.members.parties)
        mentions: list[Mention] = [Mention(start, end, p) for p in parties for start, end in p.mentions]
        by_person = {}
        for person in self.roster.people:
            party = to_party(person)
            if party is None:
                continue
            if person.key:
                party.name = self._written(person) or self.analysis.surface[party.start : party.end]
                party.given_name = party.name.rsplit(" ", 1)[-1]
            parties.append(party)
            by_person[id(person)] = party
            mentions.extend(mentions_of(person, party))
        for start, end, person in self.pronouns:
            if (party := by_person.get(id(person))) is not None:
                mentions.append(Mention(start, end, party))
                party.mentions.append((start, end))
        parties.sort(key=lambda p: (p.start, p.end))
        mentions.sort(key=lambda m: (m.start, m.end))
        self.analysis.parties = parties
        self.analysis.mentions = mentions
