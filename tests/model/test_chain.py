"""Marginals of the chain: those one gets by adding up every sequence of labels."""

from __future__ import annotations

import itertools
from math import exp

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.model.chain import Chain
from bienban.model.scorer import SCALE, Scorer

LABELS = ("a", "b", "c")
WEIGHT = st.integers(-3000, 3000)
ROW = st.lists(WEIGHT, min_size=3, max_size=3)


def chain(nodes: list[list[int]], moves: list[list[int]]) -> tuple[Chain, list[list[str]]]:
    return Chain(Scorer(LABELS, {f"n{i}": row for i, row in enumerate(nodes)}), moves), [[f"n{i}"] for i in range(len(nodes))]


def by_enumeration(nodes: list[list[int]], moves: list[list[int]], fixed: list[int | None]) -> list[list[float]]:
    totals = [[0.0] * 3 for _ in nodes]
    for path in itertools.product(range(3), repeat=len(nodes)):
        if any(known is not None and known != label for known, label in zip(fixed, path, strict=True)):
            continue
        score = sum(0 if fixed[i] is not None else nodes[i][label] for i, label in enumerate(path))
        score += sum(moves[a][b] for a, b in itertools.pairwise(path))
        for i, label in enumerate(path):
            totals[i][label] += exp(score / SCALE)
    return [[value / sum(row) for value in row] for row in totals]


@settings(max_examples=60, deadline=None)
@given(nodes=st.lists(ROW, min_size=1, max_size=5), moves=st.lists(ROW, min_size=3, max_size=3), data=st.data())
def test_marginals_equal_those_by_enumeration(nodes: list[list[int]], moves: list[list[int]], data: st.DataObject) -> None:
    fixed = data.draw(st.lists(st.sampled_from([None, None, 0, 1, 2]), min_size=len(nodes), max_size=len(nodes)))
    model, rows = chain(nodes, moves)
    for found, wanted in zip(model.marginals(rows, fixed), by_enumeration(nodes, moves, fixed), strict=True):
        assert found == pytest.approx(wanted, abs=1e-6)


def test_no_clauses_no_marginals() -> None:
    assert chain([[0, 0, 0]], [[0] * 3] * 3)[0].marginals([]) == []


def test_a_very_long_text_neither_overflows_nor_vanishes() -> None:
    model, rows = chain([[30_000, 0, -30_000]], [[0] * 3] * 3)
    found = model.marginals(rows * 5000)
    assert all(sum(row) == pytest.approx(1) and row[0] > 0.99 for row in found)
