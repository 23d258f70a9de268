"""Học các quyết định (learning the decisions): the chain, the starts, and the policy that rules and model share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bienban.language.analysis import Clause, Heard
from bienban.model.licence import Place, carries_on, place_of
from bienban.model.policy import KINDS, LABEL_OF, LABELS, NONE, Policy, chances, known_label
from bienban.model.scorer import Scorer
from bienban.model.starts import starts_of
from bienban.training.config import PolicySettings, TrainingConfig
from bienban.training.examples import Example
from bienban.training.fit import Data, blind, chain_of, fit_chain, fit_logistic

Kinds = ("task", "commitment")
NEVER = 1.01
"""A chance that nothing has."""


class Judged(NamedTuple):
    """Một vế đã chấm (judged clause): what the rules proposed, the model's chances, what may be added, and the truth."""

    proposed: str
    certain: bool
    chances: Mapping[str, float]
    granted: Mapping[str, Place]
    """By kind of item the clause might become: where it would stand, and what it shows."""
    near: bool
    """Whether it may carry on the clause before."""
    truth: str


def proposal(example: Example, item: Heard) -> str:
    """Nhãn của quy tắc (the rules' label) for a clause, ``none`` where it made no item."""
    if not any(clause is item.clause for clause in example.analysis.clauses):
        return NONE
    return LABEL_OF.get(item.clause.act, NONE)


def certain_rules(examples: Iterable[Example], settings: PolicySettings) -> frozenset[str]:
    """Quy tắc chắc chắn (certain rules): right often enough, over enough clauses, for the model not to be asked.

    A rule that finds a wish, an opinion or a request upward is never certain: what it passed over the model may still add.
    """
    seen: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for example in examples:
        for item, label in zip(example.analysis.heard, example.labels, strict=True):
            proposed = KINDS.get(proposal(example, item), NONE)
            if proposed != NONE:
                seen[item.clause.rule] += 1
                right[item.clause.rule] += proposed == KINDS.get(label, NONE)
    return frozenset(rule for rule, n in seen.items() if n >= settings.certain_count and right[rule] >= settings.certain_precision * n)


def judged(example: Example, part: Data, certain: frozenset[str], least: float, *, told: bool = True) -> list[Judged]:
    """Chấm các vế (judge the clauses) of a report by fitted decisions.

    ``least``: chance below which nothing is added, whatever the thresholds. ``told`` False hides what the rules said.
    """
    analysis = example.analysis
    proposed = [proposal(example, item) if told else NONE for item in analysis.heard]
    fixed = [known_label(item, label, certain) if told else None for item, label in zip(analysis.heard, proposed, strict=True)]
    rows = example.rows if told else [blind(row) for row in example.rows]
    marginals = chain_of(part["clauses"]).marginals(rows, fixed)
    starts = Scorer.read(part["starts"])
    out: list[Judged] = []
    before: Clause | None = None
    for item, label, known, values, truth in zip(analysis.heard, proposed, fixed, marginals, example.labels, strict=True):
        chance = chances(LABELS, values)
        kind = KINDS.get(label, NONE)
        granted = {}
        for wanted in Kinds:
            if known is None and kind != wanted and chance[wanted] >= least and (place := place_of(analysis, item, wanted, starts)) is not None:
                granted[wanted] = place
        out.append(Judged(kind, known is not None, chance, granted, carries_on(before, item.clause), KINDS.get(truth, NONE)))
        before = item.clause
    return out


def decided(report: Sequence[Judged], policy: Policy) -> list[str]:
    """Quyết định cho một báo cáo (decisions on a report), as the extractor makes them: one after the other."""
    out: list[str] = []
    for clause in report:
        def licence(kind: str, clause: Judged = clause) -> bool | None:
            place = clause.granted.get(kind)
            carries = clause.near and clause.proposed == NONE and bool(out) and out[-1] == kind
            if place is None or not (place.granted or carries or place.opens):
                return None
            return place.granted or carries

        out.append(clause.proposed if clause.certain else policy.decide(clause.proposed, clause.chances, licence))
    return out


def choose_policy(reports: Sequence[Sequence[Judged]], certain: frozenset[str], settings: PolicySettings) -> Policy:
    """Chọn ngưỡng (choose thresholds) by F-beta over out-of-fold clauses, one kind of item at a time: with a licence, then without."""
    add, keep = {kind: max(settings.add) for kind in Kinds}, {kind: min(settings.keep) for kind in Kinds}
    bare = dict.fromkeys(Kinds, NEVER)
    for kind in Kinds:
        best = max(
            (f_beta(reports, Policy({**add, kind: a}, bare, {**keep, kind: k}, certain), kind, settings.beta), a, -k)
            for a in settings.add for k in settings.keep
        )  # fmt: skip
        add[kind], keep[kind] = best[1], -best[2]
    for kind in Kinds:
        bare[kind] = max((f_beta(reports, Policy(add, {**bare, kind: b}, keep, certain), kind, settings.beta), b) for b in (*settings.bare, NEVER))[1]
    return Policy(add, bare, keep, certain)


def f_beta(reports: Sequence[Sequence[Judged]], policy: Policy, kind: str, beta: float) -> float:
    """F-beta of the policy's decisions for one kind of item."""
    right, found, gold = counts(reports, policy, kind)
    weight = beta * beta
    return (1 + weight) * right / (weight * gold + found) if right else 0.0


def counts(reports: Iterable[Sequence[Judged]], policy: Policy | None, kind: str) -> tuple[int, int, int]:
    """Đúng, tìm thấy, có thật (right, found, gold) of one kind; ``policy`` None means what was proposed."""
    right = found = gold = 0
    for report in reports:
        said = decided(report, policy) if policy is not None else [clause.proposed for clause in report]
        for word, clause in zip(said, report, strict=True):
            right += word == kind == clause.truth
            found += word == kind
            gold += clause.truth == kind
    return right, found, gold


def fit_starts(examples: Iterable[Example], strength: float) -> Data:
    """Học chỗ bắt đầu (learn starts) from the gold items that lie in clauses."""
    rows: list[list[str]] = []
    right: list[bool] = []
    for example in examples:
        for item, label, gold in zip(example.analysis.heard, example.labels, example.items, strict=True):
            if gold is None:
                continue
            begin = example.analysis.shadow.from_source(gold.start)
            places = starts_of(example.analysis, item, KINDS[label])
            if all(abs(place.offset - begin) > 1 for place in places):
                continue
            for place in places:
                rows += (place.row, blind(place.row))
                right += [abs(place.offset - begin) <= 1] * 2
    return fit_logistic(rows, right, strength)


def fit_decisions(examples: Sequence[Example], config: TrainingConfig) -> Data:
    """Học các quyết định (fit): the chain and the starts."""
    return {"clauses": fit_chain(examples, config.clauses), "starts": fit_starts(examples, config.starts.strength)}
