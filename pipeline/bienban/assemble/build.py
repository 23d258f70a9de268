"""Lắp bản ghi (assembly): from the candidates of an analysis to one verified report.

Policy when two candidates claim the same words: a document citation beats times and quantities inside it; a clause
has one act, so it is a task or a commitment and never both; a number is a target or a result, and the target rule
is asked first; of two tasks with the same words the first in the text stays; organisations and people may stand
inside all of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal

from bienban.assemble.calendar import calendar_of
from bienban.assemble.ground import Grounder
from bienban.assemble.parties import attendees, document, own_document
from bienban.assemble.warnings import MESSAGES
from bienban.language.analysis import Analysis, Announcement, Clause, MeetingCandidate, Party, TargetCandidate
from bienban.language.resolve_times import Calendar
from bienban.records import (
    Commitment,
    Meeting,
    Provenance,
    Report,
    ReportWarning,
    Result,
    Source,
    Target,
    Task,
    TaskList,
    When,
    as_number,
)

_TASK_KIND: dict[str, Literal["agreed", "directive", "plan"]] = {"task": "directive", "agreed": "agreed", "plan": "plan"}

_HELD = "target.in-task"
"""Targets of this rule are nothing without the task or the pledge that holds them."""


class Assembler:
    """Bộ lắp bản ghi của một văn bản."""

    def __init__(self, analysis: Analysis, calendar: Calendar) -> None:
        self.analysis = analysis
        self.ground = Grounder(analysis, calendar)
        self.party_ids: dict[int, str] = {}
        self.task_ids: dict[int, str] = {}
        self.list_ids: dict[int, str] = {}
        self.commitment_ids: dict[int, str] = {}
        self.target_ids: dict[int, str] = {}

    def report(self, source: Source, provenance: Provenance, notices: Iterable[ReportWarning] = ()) -> Report:
        """The verified report; raises ``RecordError`` when a span or link is out of place (a defect of a rule)."""
        analysis = self.analysis
        clauses = _distinct(analysis, analysis.clauses)
        tasks = [c for c in clauses if c.act in _TASK_KIND]
        pledges = [c for c in clauses if c.act == "commitment"]
        announcements = _kept(analysis.announcements, tasks)
        kept = {id(c) for c in clauses}
        targets = [t for t in analysis.targets if t.clause is None or id(t.clause) in kept or t.rule != _HELD]
        parties = sorted(analysis.parties, key=lambda p: (p.start, p.end))
        _number(parties, self.party_ids, "A")
        _number(tasks, self.task_ids, "T")
        _number(announcements, self.list_ids, "L")
        _number(pledges, self.commitment_ids, "C")
        _number(targets, self.target_ids, "G")
        report = Report.model_construct(
            schema_version="1.0",
            source=source,
            document=own_document(self.ground, analysis),
            text=self.ground.text,
            meeting=self._meeting(),
            attendees=attendees(self.ground, parties),
            documents=tuple(document(self.ground, d, f"D{i}") for i, d in enumerate(_ordered(analysis.documents), 1)),
            results=self._results(),
            task_lists=tuple(self._list(a) for a in announcements),
            tasks=tuple(self._task(c) for c in tasks),
            targets=tuple(self._target(t) for t in targets),
            commitments=self._commitments(pledges, targets),
            warnings=(),
            provenance=provenance,
        )
        self._check_lists(announcements)
        warnings = (*notices, *self._warnings())
        report = report.model_copy(update={"warnings": warnings})
        report.verify()
        return report

    def _base(self, start: int, end: int, id_: str, score: float, rule: str) -> dict[str, Any]:
        return {**self.ground.place(start, end), "id": id_, "confidence": score, "method": rule}

    def _meeting(self) -> Meeting:
        found: MeetingCandidate | None = self.analysis.meeting
        if found is None:
            return Meeting.model_construct()
        ground = self.ground
        date = None
        if found.date is not None:
            date = When.model_construct(
                **ground.place(found.date.start, found.date.end), edtf=found.edtf, inferred=found.inferred, recurring=False
            )
        return Meeting.model_construct(
            title=ground.span(found.title), kinds=tuple(found.kinds), date=date, time_of_day=found.time_of_day or None,
            place=ground.span(found.place), organizers=ground.organizations(found.organizers), period=ground.when(found.period),
            next_period=ground.when(found.next_period), topic=ground.span(found.topic),
        )  # fmt: skip

    def _results(self) -> tuple[Result, ...]:
        out = []
        ground = self.ground
        for index, result in enumerate(sorted(self.analysis.results, key=lambda r: (r.start, r.end)), 1):
            ratio = result.quantity.ratio
            out.append(
                Result.model_construct(
                    **self._base(result.start, result.end, f"R{index}", result.score, result.rule), kind=result.kind,
                    quantity=None if ratio else ground.quantity(result.quantity, approximate=result.approximate),
                    done=as_number(ratio[0]) if ratio else None, total=as_number(ratio[1]) if ratio else None, basis=result.basis,
                    measure=ground.span(result.measure), period=ground.when(result.period), organization=ground.organization(result.organization),
                )
            )  # fmt: skip
        return tuple(out)

    def _list(self, found: Announcement) -> TaskList:
        ground = self.ground
        times = [t for t in self.analysis.times if found.end <= t.start < found.end + 60 and t.form.startswith("period") and not t.vague]
        return TaskList.model_construct(
            **self._base(found.start, found.end, self.list_ids[id(found)], found.score, found.rule),
            declared_count=found.declared, found_count=sum(id(c) in self.task_ids for c in found.clauses), partial=found.partial,
            period=ground.when(times[0]) if times else None, agreed_by=ground.span(found.agreed_by),
        )  # fmt: skip

    def _task(self, clause: Clause) -> Task:
        ground = self.ground
        announcement = clause.announcement
        return Task.model_construct(
            **self._base(clause.body, clause.end, self.task_ids[id(clause)], clause.score, clause.rule),
            list_id=self.list_ids.get(id(announcement)) if announcement is not None else None,
            parent_id=self.task_ids.get(id(clause.parent)) if clause.parent is not None else None,
            ordinal=clause.ordinal or None,
            marker=self.analysis.surface[slice(*clause.marker)] if clause.marker else None,
            kind=_TASK_KIND[clause.act], assigner=self._party(clause.assigner),
            lead=ground.organizations(clause.lead), coordinating=ground.organizations(clause.coordinating),
            due=ground.when(clause.due), product=None,
        )  # fmt: skip

    def _party(self, party: Party | None) -> str | None:
        return self.party_ids.get(id(party)) if party is not None else None

    def _target(self, target: TargetCandidate) -> Target:
        ground = self.ground
        clause = id(target.clause) if target.clause is not None else 0
        return Target.model_construct(
            **self._base(target.start, target.end, self.target_ids[id(target)], target.score, target.rule),
            measure=ground.span(target.measure), quantity=ground.quantity(target.quantity), direction=target.direction,
            due=ground.when(target.due), organization=ground.organization(target.organization),
            task_id=self.task_ids.get(clause), commitment_id=self.commitment_ids.get(clause),
        )  # fmt: skip

    def _commitments(self, pledges: list[Clause], targets: list[TargetCandidate]) -> tuple[Commitment, ...]:
        ground = self.ground
        statements: dict[int, str] = {}
        owned: dict[int, list[str]] = {}
        for target in targets:
            owned.setdefault(id(target.clause), []).append(self.target_ids[id(target)])
        out = []
        for clause in pledges:
            statement = statements.setdefault(clause.statement, f"S{len(statements) + 1}")
            own = tuple(owned.get(id(clause), ()))
            inside = clause.act_words is not None and clause.start <= clause.act_words[0] < clause.end
            out.append(
                Commitment.model_construct(
                    **self._base(clause.body, clause.end, self.commitment_ids[id(clause)], clause.score, clause.rule),
                    statement_id=statement, speaker=self._party(clause.assigner), on_behalf_of=ground.spoken_for(clause.on_behalf),
                    act=ground.span(clause.act_words) if inside else None, strength=clause.strength or "pledge",
                    partners=ground.organizations(clause.coordinating), due=ground.when(clause.due), target_ids=own,
                )
            )  # fmt: skip
        return tuple(out)

    def _check_lists(self, announcements: list[Announcement]) -> None:
        for found in announcements:
            if found.kind == "aim":
                continue
            count = len(found.clauses)
            if found.declared is not None and count != found.declared and not (found.partial and count):
                self.analysis.warn("declared_count_mismatch" if count else "declared_without_list", found.start, found.end)
            numbers = [c.ordinal for c in found.clauses if c.ordinal and c.parent is None]
            for before, after, clause in zip(numbers, numbers[1:], [c for c in found.clauses if c.ordinal and c.parent is None][1:], strict=False):
                if after > before + 1:
                    self.analysis.warn("ordinal_gap", clause.start, clause.end)

    def _warnings(self) -> list[ReportWarning]:
        places = sorted({(n.start, n.end, n.code) for n in self.analysis.notices})
        out = []
        for start, end, code in places:
            vi, en = MESSAGES[code]
            place = self.ground.place(start, end) if end > start else None
            out.append(
                ReportWarning.model_construct(
                    code=code, message_vi=vi, message_en=en, start=place["start"] if place else None, end=place["end"] if place else None
                )
            )
        return out


def _number(items: Iterable[object], ids: dict[int, str], letter: str) -> None:
    for index, item in enumerate(items, 1):
        ids[id(item)] = f"{letter}{index}"


def _ordered(items: Iterable[Any]) -> list[Any]:
    return sorted(items, key=lambda item: (item.start, item.end))


def _kept(announcements: list[Announcement], tasks: list[Clause]) -> list[Announcement]:
    """Announcements with a number stay even without tasks; the others need some."""
    known = {id(task) for task in tasks}
    return _ordered(
        a for a in announcements if (a.kind != "aim" and a.declared is not None) or any(id(c) in known for c in a.clauses)
    )


def _distinct(analysis: Analysis, clauses: list[Clause]) -> list[Clause]:
    """Clauses in text order, without word-for-word repeats and without places claimed twice."""
    seen: set[str] = set()
    kept: list[Clause] = []
    reach = -1
    for clause in sorted(clauses, key=lambda c: (c.body, -c.end)):
        if clause.act not in _TASK_KIND and clause.act != "commitment":
            continue
        words = " ".join(analysis.folded[clause.body : clause.end].split())
        if clause.body < reach or (len(words) > 25 and words in seen) or not any(char.isalnum() for char in words):
            continue
        seen.add(words)
        reach = clause.end
        kept.append(clause)
    return kept


def build_report(
    analysis: Analysis, source: Source, provenance: Provenance, notices: Iterable[ReportWarning] = ()
) -> Report:
    """Lắp và kiểm bản ghi: the verified report of an analysis."""
    return Assembler(analysis, calendar_of(analysis)).report(source, provenance, notices)
