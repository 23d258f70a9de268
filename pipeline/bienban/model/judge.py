"""Phán xét các vế (judging clauses): the rules' verdicts, the model's, and what becomes of both (stage ``clauses``)."""

from __future__ import annotations

from collections.abc import Mapping

from bienban.language.analysis import Analysis, Clause, Heard
from bienban.model.features import clause_features
from bienban.model.licence import Place, carries_on, is_explicit, place_of
from bienban.model.policy import ACTS, KINDS, LABEL_OF, LABELS, NONE, chances, known_label
from bienban.model.voices import lead_before, opening_voice, voice_of
from bienban.model.weights import Model
from bienban.rules.statements.acts import Act, organizations_between, skip_gap
from bienban.rules.statements.bounds import gives_examples
from bienban.rules.statements.verdict import partners_in
from bienban.rules.statements.words import is_thing

ASKED = "+clause-model"
"""What is added to the name of a rule whose verdict the model confirmed or changed."""
FOUND = "model.clause."
"""What the name of an item begins with that no rule found."""
PASSAGE = 4
"""Fewer clauses than this are a passage: the chain learned from whole reports, so what the rules say of it stands."""
_STRENGTH = {"commit": "pledge", "aspire": "aspiration"}
_STATING = ("commit", "aspire", "state", "future")


def judge_clauses(analysis: Analysis, model: Model) -> None:
    """Phán xét (judge): keep, change, drop and add clauses by the common policy; notes the model on ``analysis``."""
    analysis.model = model.version
    if len(analysis.heard) >= PASSAGE:
        Judge(analysis, model).run()


def judge_alone(analysis: Analysis, model: Model) -> None:
    """Chỉ mô hình (the model alone): forget what the rules made of the clauses; for measuring what each contributes."""
    analysis.model = model.version
    analysis.clauses.clear()
    analysis.announcements.clear()
    for item in analysis.heard:
        clause = item.clause
        clause.act, clause.rule, clause.assigner, clause.lead, clause.announcement, clause.parent = NONE, "", None, [], None, None
    analysis.heard = [item._replace(governing=NONE, assigner=None, announcement=None, statement=0) for item in analysis.heard]
    if analysis.heard:
        Judge(analysis, model, told=False).run()


class Judge:
    """Người phán xét một văn bản (judge of one text)."""

    def __init__(self, analysis: Analysis, model: Model, *, told: bool = True) -> None:
        """``told``: whether the model hears what the rules said."""
        self.analysis = analysis
        self.told = told
        self.model = model
        self.known = {id(clause) for clause in analysis.clauses}
        self.statements = max((clause.statement for clause in analysis.clauses), default=0)
        self.before: Clause | None = None

    def run(self) -> None:
        """Judge every clause, in text order."""
        analysis, model = self.analysis, self.model
        labels = model.clauses.labels
        proposed = [self._proposed(item) for item in analysis.heard]
        fixed = [known_label(item, label, model.policy.certain) for item, label in zip(analysis.heard, proposed, strict=True)]
        marginals = model.clauses.marginals(clause_features(analysis, told=self.told), fixed)
        for item, label, known, values in zip(analysis.heard, proposed, fixed, marginals, strict=True):
            if known is None:
                self._dispose(item, label, dict(zip(labels, values, strict=True)))
            self.before = item.clause
        analysis.clauses.sort(key=lambda clause: (clause.start, clause.end))

    def _proposed(self, item: Heard) -> str:
        """The label the rules gave."""
        return LABEL_OF.get(item.clause.act, NONE) if id(item.clause) in self.known else NONE

    def _dispose(self, item: Heard, label: str, marginals: Mapping[str, float]) -> None:
        clause = item.clause
        chance = chances(LABELS, [marginals[name] for name in LABELS])
        kind = KINDS.get(label, NONE)
        place: list[Place] = []
        decided = self.model.policy.decide(kind, chance, lambda wanted: self._licence(item, wanted, place))
        if decided == NONE and is_explicit(self.analysis, clause):
            return
        if decided == kind:
            if kind != NONE:
                clause.belief = chance[kind]
                clause.rule += ASKED
            return
        if kind != NONE:
            self._drop(clause)
        if decided != NONE:
            best = max((name for name in ACTS if KINDS[name] == decided), key=lambda name: marginals[name])
            self._adopt(item, place[0], best, chance[decided])

    def _licence(self, item: Heard, kind: str, place: list[Place]) -> bool | None:
        """Whether the clause shows a licence to become such an item; where it would stand is left in ``place``."""
        if self.told and item.clause.marker is None and self.analysis.lines[item.clause.line].role == "heading":
            return None
        found = place_of(self.analysis, item, kind, self.model.starts, free=not self.told)
        # What a rule proposed as something else changes only by words of its own, not by carrying on what stands before.
        if found is None:
            return None
        carries = item.clause.act not in LABEL_OF and self._follows(item.clause, kind)
        carries = carries and not (kind == "commitment" and self._future_of_thing(item, found))
        if not (found.granted or carries or found.opens):
            return None
        place.append(found)
        return found.granted or carries

    def _future_of_thing(self, item: Heard, place: Place) -> bool:
        """ "Dự án sẽ khởi công …": nobody's pledge is carried on; in "Việc này, xã sẽ …" the thing is only spoken of."""
        future = next((act for act in place.acts if act.kind == "future"), None)
        return future is not None and is_thing(self.analysis, item.start) and "," not in self.analysis.folded[item.start : future.start]

    def _follows(self, clause: Clause, kind: str) -> bool:
        before = self.before
        if before is None or KINDS.get(LABEL_OF.get(before.act, NONE)) != kind or gives_examples(self.analysis, before):
            return False
        return carries_on(before, clause)

    def _drop(self, clause: Clause) -> None:
        clause.act = NONE
        if clause.announcement is not None:
            clause.announcement.clauses = [kept for kept in clause.announcement.clauses if kept is not clause]
            clause.announcement = None

    # -- what no rule found ------------------------------------------------------------------------------------

    def _adopt(self, item: Heard, place: Place, label: str, chance: float) -> None:
        """Make the clause an item: where its action begins, whose it is, what it carries on."""
        analysis, clause = self.analysis, item.clause
        kind = KINDS[label]
        told = clause.rule
        clause.body, clause.end, clause.act, clause.belief, clause.score = place.start, place.end, ACTS[label], chance, chance
        clause.rule = f"{told}{ASKED}" if told.startswith(("task.", "commitment.")) else f"{FOUND}{kind}"
        acts = list(place.acts)
        carried = self._carried(item, acts)
        self._say_who(item, acts, carried)
        if kind == "commitment":
            self._bind(item, acts, carried)
        else:
            self._list(item)
        clause.coordinating = partners_in(analysis, clause.body, clause.end)
        if id(clause) not in self.known:
            self.known.add(id(clause))
            analysis.clauses.append(clause)

    def _carried(self, item: Heard, acts: list[Act]) -> Clause | None:
        """The clause before, where this one carries it on: the same act, nobody new who says it."""
        before = self.before
        if before is None or before.act != item.clause.act or any(act.subject is not None for act in acts):
            return None
        if item.clause.act == "commitment" and opening_voice(self.analysis, before.end, item.clause.body) is not None:
            return None
        return before if item.clause.line - before.line <= 1 else None

    def _say_who(self, item: Heard, acts: list[Act], carried: Clause | None) -> None:
        analysis, clause = self.analysis, item.clause
        said = next((act for act in reversed(acts) if act.subject is not None), None)
        if said is not None and said.subject is not None:
            clause.assigner = said.subject.party
        elif carried is not None:
            clause.assigner = carried.assigner
        elif clause.act == "commitment":
            clause.assigner = voice_of(analysis, item, clause.body)
        elif clause.act == "task":
            clause.assigner = item.assigner if item.governing == clause.act else voice_of(analysis, item, item.start)
        origin = max((act.end for act in acts if act.kind not in ("modal", "future")), default=item.start)
        clause.lead = self._lead(skip_gap(analysis, origin, clause.body), clause) or (list(carried.lead) if carried is not None and not acts else [])

    def _lead(self, origin: int, clause: Clause) -> list[tuple[int, int]]:
        if clause.act == "commitment" or origin >= clause.body:
            return []
        return lead_before(self.analysis, origin, clause.body, clause.end)

    def _bind(self, item: Heard, acts: list[Act], carried: Clause | None) -> None:
        """Who binds whom, how firmly, and with which words."""
        clause = item.clause
        stating = [act for act in acts if act.kind in _STATING]
        if carried is not None and not stating:
            clause.statement, clause.act_words = carried.statement, carried.act_words
            clause.strength, clause.on_behalf = carried.strength, carried.on_behalf
            return
        self.statements += 1
        clause.statement = self.statements
        clause.strength = next((_STRENGTH[act.kind] for act in reversed(stating) if act.kind in _STRENGTH), "intention")
        if stating:
            clause.act_words = (stating[-1].start, stating[-1].end)
            bodies = organizations_between(self.analysis, stating[-2].end if len(stating) > 1 else item.start, stating[-1].start)
            clause.on_behalf = (bodies[-1].start, bodies[-1].end) if bodies else None

    def _list(self, item: Heard) -> None:
        """Into the list that was open when the clause was heard."""
        clause, found = item.clause, item.announcement
        self.statements += 1
        clause.statement = self.statements
        # Words that announced nothing the rules could read are no list only because the model found one clause below them.
        if found is None or (found.declared is None and not found.clauses):
            return
        clause.announcement = found
        above = next((c for c in reversed(found.clauses) if c.start < clause.start and c.marker is not None), None)
        if clause.marker is None and above is not None and above.line == clause.line:
            clause.parent = above
            return
        found.clauses.append(clause)
        found.clauses.sort(key=lambda c: c.start)

