"""Chuỗi Markov tuyến tính (linear chain): label probabilities of the clauses of one text, each judged with its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp

from bienban.model.scorer import SCALE, Scorer

_SMALLEST = -40.0
"""A label ruled out gets e to this power, not zero, so that contradicting neighbours cannot rule out everything."""


class Chain:
    """Trường ngẫu nhiên có điều kiện (linear-chain CRF): :meth:`marginals` by forward and backward sums."""

    __slots__ = ("_into", "_onto", "labels", "scorer")

    def __init__(self, scorer: Scorer, transitions: Sequence[Sequence[int]]) -> None:
        """``transitions[i][j]``: weight, times ``SCALE``, of label ``j`` right after label ``i``."""
        self.scorer = scorer
        self.labels = scorer.labels
        factors = [[exp(weight / SCALE) for weight in row] for row in transitions]
        self._onto = factors
        self._into = [list(column) for column in zip(*factors, strict=True)]

    def marginals(self, rows: Sequence[Sequence[str]], fixed: Sequence[int | None] = ()) -> list[list[float]]:
        """Xác suất nhãn (marginals) of each row; ``fixed`` gives the index of the label where it is known already."""
        if not rows:
            return []
        nodes = [_factors(self.scorer.scores(row), fixed[i] if fixed else None) for i, row in enumerate(rows)]
        forward = [_normal(nodes[0])]
        for node in nodes[1:]:
            last = forward[-1]
            forward.append(_normal([value * sum(map(float.__mul__, last, column)) for value, column in zip(node, self._into, strict=True)]))
        backward = [1.0] * len(self.labels)
        out = [forward[-1]]
        for index in range(len(nodes) - 2, -1, -1):
            ahead = list(map(float.__mul__, nodes[index + 1], backward))
            backward = _normal([sum(map(float.__mul__, ahead, row)) for row in self._onto])
            out.append(_normal(list(map(float.__mul__, forward[index], backward))))
        out.reverse()
        return out


def _factors(scores: Sequence[float], fixed: int | None) -> list[float]:
    top = max(scores)
    if fixed is None:
        return [exp(max(score - top, _SMALLEST)) for score in scores]
    return [1.0 if label == fixed else exp(_SMALLEST) for label in range(len(scores))]


def _normal(values: list[float]) -> list[float]:
    total = sum(values)
    return [value / total for value in values]
