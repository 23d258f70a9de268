"""Ai hành động (who acts): a learned choice of who gives a task or makes a pledge. It does not beat the rules and is not shipped.

It stays here because ``bienban train --compare`` measures it again on whatever the corpus has become.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bienban.language.analysis import Analysis, Clause, Heard, Party
from bienban.model.policy import KINDS
from bienban.model.scorer import Scorer
from bienban.records import Commitment
from bienban.training.decisions import proposal
from bienban.training.examples import Example
from bienban.training.fit import Data, fit_logistic

_BEFORE = 3
"""People last mentioned before the clause who may be the one."""
_ACTING = ("direct", "commit", "aspire", "agree")
MARGINS = (0.0, 0.5, 1.0, 2.0)
"""By how much another must score above whom the rules chose."""


class Candidate(NamedTuple):
    """Người có thể (candidate): a party, or None for nobody, with what speaks for him."""

    party: Party | None
    row: list[str]


def candidates(analysis: Analysis, item: Heard, clause: Clause) -> list[Candidate]:
    """Những người có thể (candidates) for a clause, the rules' own choice among them, and nobody."""
    parties: list[Party | None] = [None]
    recent = _recent(analysis, item.start)
    subject = _subject(analysis, item)
    for party in (clause.assigner, item.speaker, item.assigner, subject, *recent):
        if party is not None and not any(party is known for known in parties):
            parties.append(party)
    place = f"{clause.act}:{item.section}"
    acts = [hit.value for hit in analysis.cues.of("act", item.start, clause.body or item.end)][:4]
    shared = [f"act={clause.act}", f"place={place}", f"own={bool(acts)}:{item.first}", f"gov={item.governing}", f"off={item.official}"]
    out = []
    for party in parties:
        rank = next((i for i, known in enumerate(recent) if known is party), _BEFORE)
        signs = [
            f"told={clause.assigner is party}", f"speaker={item.speaker is party}", f"frame={item.assigner is party}", f"subject={subject is party}",
            f"all={clause.assigner is party}:{item.speaker is party}:{item.assigner is party}:{subject is party}:{item.governing}",
            f"rank={rank}", f"near={min(_distance(analysis, party, item.start) // 150, 8)}",
            f"roles={_roles(party)}", f"kind={party.kind if party is not None else '-'}",
        ]  # fmt: skip
        nobody = "0" if party is None else "1"
        row = [f"{nobody}{sign}" for sign in signs]
        row += [f"{nobody}{name}" for name in shared]
        row += [f"told={clause.assigner is party}|{name}" for name in shared]
        row.append(f"{nobody}acts={'+'.join(acts)}|{subject is party}")
        out.append(Candidate(party, row))
    return out


def _recent(analysis: Analysis, at: int) -> list[Party]:
    """The people last mentioned before ``at``, the nearest first."""
    found: list[Party] = []
    index = bisect_left(analysis.mentions, at, key=lambda mention: mention.start) - 1
    while index >= 0 and len(found) < _BEFORE:
        party = analysis.mentions[index].party
        if party.kind == "person" and not any(party is known for known in found):
            found.append(party)
        index -= 1
    return found


def _subject(analysis: Analysis, item: Heard) -> Party | None:
    """Who is mentioned in the clause before its first word of ordering or pledging."""
    for hit in analysis.cues.of("act", item.start, item.end):
        if hit.value not in _ACTING:
            continue
        index = bisect_left(analysis.mentions, hit.start, key=lambda mention: mention.start) - 1
        if index >= 0 and analysis.mentions[index].start >= item.start:
            return analysis.mentions[index].party
        return None
    return None


def _distance(analysis: Analysis, party: Party | None, at: int) -> int:
    if party is None:
        return 0
    return at - max((start for start, _ in party.mentions if start < at), default=party.start)


def _roles(party: Party | None) -> str:
    return "-" if party is None else "+".join(role for role in ("chair", "speaker", "presenter") if role in party.roles)


def fit_assigners(examples: Iterable[Example], strength: float) -> Data:
    """Học ai giao (learn who acts) from the gold items the rules found."""
    rows: list[list[str]] = []
    right: list[bool] = []
    for example in examples:
        for item, actor in acting(example):
            for candidate in candidates(example.analysis, item, item.clause):
                rows.append(candidate.row)
                right.append(candidate.party is actor)
    return fit_logistic(rows, right, strength)


def acting(example: Example) -> Iterable[tuple[Heard, Party | None]]:
    """Vế và người thật sự giao (clauses with who really acts), where the rules know that person at all."""
    for item, label, gold in zip(example.analysis.heard, example.labels, example.items, strict=True):
        if gold is None or KINDS.get(label) != KINDS.get(proposal(example, item)):
            continue
        told = gold.speaker if isinstance(gold, Commitment) else gold.assigner
        if told is None or told in example.people:
            yield item, example.people[told] if told is not None else None


def right_by_margin(examples: Sequence[Example], fitted: Mapping[int, Data], folds: Mapping[str, int]) -> tuple[int, int, Counter[float]]:
    """Số lần đúng theo biên (right by margin): clauses, how often the rules are right, and how often each margin is."""
    right: Counter[float] = Counter()
    told = total = 0
    scorers = {fold: Scorer.read(data) for fold, data in fitted.items()}
    for example in examples:
        for item, actor in acting(example):
            found = candidates(example.analysis, item, item.clause)
            scores = [scorers[folds[example.author]].scores(candidate.row)[0] for candidate in found]
            own = next(i for i, candidate in enumerate(found) if candidate.party is item.clause.assigner)
            best = max(range(len(found)), key=lambda i, scores=scores: (scores[i], -i))  # type: ignore[misc]
            total += 1
            told += found[own].party is actor
            for margin in MARGINS:
                right[margin] += found[best if scores[best] >= scores[own] + margin else own].party is actor
    return total, told, right
