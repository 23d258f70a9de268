"""Sums of weights by feature name: as one would add them up by hand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.model.scorer import SCALE, Scorer

NAMES = [f"f{i}" for i in range(6)]
WEIGHTS = st.lists(st.integers(-30_000, 30_000), min_size=3, max_size=3)


@given(table=st.dictionaries(st.sampled_from(NAMES), WEIGHTS), row=st.lists(st.sampled_from([*NAMES, "unknown"]), max_size=200))
def test_scores_are_the_sums_of_the_weights(table: dict[str, list[int]], row: list[str]) -> None:
    found = Scorer(("a", "b", "c"), table).scores(row)
    assert found == [sum(table.get(name, (0, 0, 0))[lane] for name in row) / SCALE for lane in range(3)]


def test_what_was_stored_is_what_is_read() -> None:
    scorer = Scorer.read({"labels": ["x", "y"], "names": "one\ntwo", "weights": [1000, -2000, 500, 250]})
    assert scorer.scores(["one", "two"]) == [1.5, -1.75]
    assert Scorer.read({"labels": ["x"], "names": "", "weights": []}).scores(["one"]) == [0.0]


def test_a_weight_too_few_is_refused() -> None:
    with pytest.raises(ValueError, match="weights"):
        Scorer.read({"labels": ["x", "y"], "names": "one\ntwo", "weights": [1, 2, 3]})
