"""Who has the last word on a clause."""

from __future__ import annotations

import pytest

from bienban.model.policy import LABELS, Policy, chances

POLICY = Policy({"task": 0.6, "commitment": 0.5}, {"task": 0.9, "commitment": 1.01}, {"task": 0.2, "commitment": 0.1}, frozenset())


@pytest.mark.parametrize(
    ("proposed", "task", "commitment", "licence", "decided"),
    [
        ("task", 0.2, 0.7, True, "task"),  # kept: sure enough of what the rule proposed
        ("task", 0.1, 0.7, True, "commitment"),  # changed
        ("task", 0.1, 0.7, None, "none"),  # changed to what it cannot be: dropped
        ("task", 0.1, 0.3, True, "none"),  # dropped
        ("commitment", 0.1, 0.1, True, "commitment"),
        ("none", 0.6, 0.1, True, "task"),  # added
        ("none", 0.9, 0.1, None, "none"),  # cannot be one
        ("none", 0.89, 0.1, False, "none"),  # shows no licence: not sure enough for that
        ("none", 0.9, 0.1, False, "task"),
        ("none", 0.1, 0.99, False, "none"),  # a pledge never without a licence
        ("none", 0.59, 0.3, True, "none"),  # not sure enough
        ("none", 0.3, 0.5, True, "commitment"),
    ],
)
def test_decisions(proposed: str, task: float, commitment: float, licence: bool | None, decided: str) -> None:
    assert POLICY.decide(proposed, {"task": task, "commitment": commitment}, lambda kind: licence) == decided


def test_whether_it_may_be_added_is_asked_only_where_it_matters() -> None:
    def never(kind: str) -> bool | None:
        raise AssertionError(kind)

    assert POLICY.decide("task", {"task": 0.9, "commitment": 0.0}, never) == "task"
    assert POLICY.decide("none", {"task": 0.1, "commitment": 0.0}, never) == "none"


def test_the_three_kinds_of_task_count_together() -> None:
    marginals = [0.0] * len(LABELS)
    for label, value in (("directive", 0.25), ("agreed", 0.25), ("plan", 0.125), ("commitment", 0.375)):
        marginals[LABELS.index(label)] = value
    assert chances(LABELS, marginals) == {"task": 0.625, "commitment": 0.375}
