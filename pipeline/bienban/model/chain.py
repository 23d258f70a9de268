"""Chuỗi Markov tuyến tính (linear chain): label probabilities of the clauses of one text, each judged with its neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from operator import mul

from bienban.model.scorer import SCALE, Scorer

_SMALLEST = -40.0
"""A label ruled out gets e to this power, not zero, so that contradicting neighbours cannot rule out everything."""
_LEAST = exp(_SMALLEST)


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
        onto, into = self._onto, self._into
        last = _normal(nodes[0])
        forward = [last]
        for node in nodes[1:]:
            last = _normal([value * sum(map(mul, last, column)) for value, column in zip(node, into, strict=True)])
            forward.append(last)
        backward = [1.0] * len(self.labels)
        out = [last]
        for index in range(len(nodes) - 2, -1, -1):
            ahead = list(map(mul, nodes[index + 1], backward))
            backward = _normal([sum(map(mul, ahead, row)) for row in onto])
            out.append(_normal(list(map(mul, forward[index], backward))))
        out.reverse()
        return out


def _factors(scores: Sequence[float], fixed: int | None) -> list[float]:
    if fixed is None:
        top = max(scores)
        return [exp(score - top) if score - top > _SMALLEST else _LEAST for score in scores]
    return [1.0 if label == fixed else _LEAST for label in range(len(scores))]


def _normal(values: list[float]) -> list[float]:
    total = sum(values)
    return [value / total for value in values]
