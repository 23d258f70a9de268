"""Confidence: a curve that never falls, a number for every item."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.extractor import Extractor
from bienban.model.confidence import LEAST, MOST, Confidence, on_curve
from bienban.model.scorer import SCALE, Scorer
from processes import SAMPLES

CURVE = [(-1.0, 0.1), (0.0, 0.5), (2.0, 0.9)]


@pytest.mark.parametrize(("score", "value"), [(-9, 0.1), (-1, 0.1), (-0.5, 0.3), (0, 0.5), (1, 0.7), (2, 0.9), (9, 0.9)])
def test_between_two_points_the_curve_is_straight(score: float, value: float) -> None:
    assert on_curve(CURVE, score) == pytest.approx(value)


@given(st.floats(-50, 50), st.floats(-50, 50))
def test_a_greater_score_is_never_less_sure(a: float, b: float) -> None:
    for curve in (CURVE, []):
        assert on_curve(curve, min(a, b)) <= on_curve(curve, max(a, b))


def test_nothing_is_impossible_or_beyond_doubt() -> None:
    sure = Confidence({"tasks": Scorer(("right",), {"yes": [90 * SCALE], "no": [-90 * SCALE]})}, {"tasks": []})
    assert (sure.of("tasks", ["yes"]), sure.of("tasks", ["no"]), sure.of("results", ["yes"])) == (MOST, LEAST, None)


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES.glob("*.txt")))
def test_every_item_of_every_type_has_a_measured_confidence(name: str) -> None:
    text = (SAMPLES / name).read_text(encoding="utf-8")
    with_model, without = Extractor()(text), Extractor(model=None)(text)
    lists = ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")
    values = [item.confidence for key in lists for item in getattr(with_model, key)]
    assert values
    assert all(LEAST <= value <= MOST for value in values)
    assert values != [item.confidence for key in lists for item in getattr(without, key)]
