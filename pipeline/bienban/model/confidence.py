"""Độ tin cậy (confidence): how often what looks like this item was right, for every item of a record.

A rule's own score is an opinion; this replaces it by a probability measured on reports the calibration did not see.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise
from math import exp
from typing import Any

from bienban.language.analysis import Analysis, Announcement, Clause, DocumentCandidate, Party, ResultCandidate, TargetCandidate
from bienban.model.scorer import Scorer

LEAST, MOST = 0.02, 0.99
"""No item is impossible or beyond doubt."""
_PLACES = 2


class Confidence:
    """Bộ hiệu chuẩn (calibrator): one logistic scorer and one monotone curve for each type of item."""

    __slots__ = ("_curves", "_scorers")

    def __init__(self, scorers: Mapping[str, Scorer], curves: Mapping[str, list[tuple[float, float]]]) -> None:
        """``curves``: by type, points (score, probability) by rising score; between them the curve is straight."""
        self._scorers = dict(scorers)
        self._curves = {kind: list(curve) for kind, curve in curves.items()}

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Confidence:
        """Đọc từ dữ liệu đã lưu (read)."""
        return cls(
            {kind: Scorer.read(part) for kind, part in data.items()}, {kind: [(x, y) for x, y in part["curve"]] for kind, part in data.items()}
        )

    def of(self, kind: str, row: Iterable[str]) -> float | None:
        """Độ tin cậy (confidence) of an item of a type from its signs; ``None`` for a type it was not trained for."""
        scorer = self._scorers.get(kind)
        if scorer is None:
            return None
        return round(min(MOST, max(LEAST, on_curve(self._curves[kind], scorer.scores(row)[0]))), _PLACES)


def on_curve(curve: list[tuple[float, float]], score: float) -> float:
    """Giá trị trên đường cong (value on a curve) at ``score``; the logistic function where there is no curve."""
    if not curve:
        return 1 / (1 + exp(-max(-30.0, min(30.0, score))))
    if score <= curve[0][0]:
        return curve[0][1]
    for (x0, y0), (x1, y1) in pairwise(curve):
        if score <= x1:
            return y0 + (y1 - y0) * (score - x0) / (x1 - x0) if x1 > x0 else y1
    return curve[-1][1]


def assign_confidence(analysis: Analysis, confidence: Confidence) -> bool:
    """Gán độ tin cậy (assign): put calibrated probabilities in place of the rules' scores; whether there was any to put."""
    assigned = False
    for kind, item, row in signs(analysis):
        found = confidence.of(kind, row)
        if found is not None:
            item.score, assigned = found, True
    return assigned


Candidate = Clause | Party | DocumentCandidate | ResultCandidate | TargetCandidate | Announcement


def signs(analysis: Analysis) -> Iterable[tuple[str, Candidate, list[str]]]:
    """Dấu hiệu (signs) of every item of an analysis: its type, itself, and the features of its confidence."""
    for clause in analysis.clauses:
        if clause.act in ("task", "agreed", "plan"):
            yield "tasks", clause, _clause_signs(clause)
        elif clause.act == "commitment":
            yield "commitments", clause, _clause_signs(clause)
    for party in analysis.parties:
        yield "attendees", party, _party_signs(party)
    for document in analysis.documents:
        yield "documents", document, _document_signs(document)
    for result in analysis.results:
        yield "results", result, _result_signs(analysis, result)
    for target in analysis.targets:
        yield "targets", target, _target_signs(analysis, target)
    for found in analysis.announcements:
        yield "task_lists", found, _list_signs(found)


def _scored(rule: str, score: float) -> list[str]:
    return ["1", f"rule={rule}", f"rule2={'.'.join(rule.split('.')[:2])}", f"score={round(score * 10)}"]


def _clause_signs(clause: Clause) -> list[str]:
    belief = "-" if clause.belief < 0 else str(min(int(clause.belief * 10), 9))
    size = min((clause.end - clause.body) // 25, 6)
    base = clause.rule.partition("+")[0]
    return [
        *_scored(base, 0.0 if base.startswith("model.") else clause.score), f"belief={belief}", f"section={clause.section}", f"size={size}",
        f"act={clause.act}", f"marked={clause.marker is not None}", f"listed={clause.announcement is not None}", f"led={bool(clause.lead)}",
        f"given={clause.assigner is not None}",
    ]  # fmt: skip


def _party_signs(party: Party) -> list[str]:
    return [
        *_scored(party.rule, party.score), f"kind={party.kind}", f"named={party.name is not None}", f"roles={'+'.join(party.roles)}",
        f"posts={min(len(party.posts), 2)}", f"mentions={min(len(party.mentions), 3)}", f"honorific={party.honorific is not None}",
        f"size={min((party.end - party.start) // 12, 6)}", f"words={min((party.name or '').count(' '), 4)}",
    ]  # fmt: skip


def _document_signs(document: DocumentCandidate) -> list[str]:
    return [
        *_scored(document.rule, document.score), f"type={document.type}", f"role={document.role}", f"symbol={document.symbol is not None}",
        f"issued={document.issued is not None}", f"issuer={document.issuer is not None}", f"mentions={min(len(document.mentions), 3)}",
    ]  # fmt: skip


def _result_signs(analysis: Analysis, result: ResultCandidate) -> list[str]:
    sentence = analysis.sentence_at(result.start)
    quantity = result.quantity
    return [
        *_scored(result.rule, result.score), f"kind={result.kind}", f"section={sentence.section if sentence is not None else '-'}",
        f"percent={quantity.percent}", f"ratio={quantity.ratio is not None}", f"form={quantity.form}", f"basis={result.basis}",
        f"size={min((result.end - result.start) // 15, 6)}", f"measure={result.measure is not None}", f"period={result.period is not None}",
    ]  # fmt: skip


def _target_signs(analysis: Analysis, target: TargetCandidate) -> list[str]:
    sentence = analysis.sentence_at(target.start)
    return [
        *_scored(target.rule, target.score), f"section={sentence.section if sentence is not None else '-'}", f"percent={target.quantity.percent}",
        f"direction={target.direction}", f"due={target.due is not None}", f"clause={target.clause.act if target.clause is not None else '-'}",
        f"unit={target.quantity.unit_name}",
    ]  # fmt: skip


def _list_signs(found: Announcement) -> list[str]:
    count = len(found.clauses)
    return [
        *_scored(found.rule, found.score), f"declared={found.declared is not None}", f"meets={found.declared == count}", f"count={min(count, 5)}",
        f"kind={found.kind}", f"partial={found.partial}",
    ]  # fmt: skip
