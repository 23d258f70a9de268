"""Expected calibration error by hand, and the diagram."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from bienban.evaluation.calibration import ALL, BINS, Graded, calibration, calibrations, graded, reliability_svg
from bienban.evaluation.gold import load_gold
from bienban.evaluation.metrics import evaluate
from gold_maker import write_pair


def items(*pairs: tuple[float, bool]) -> list[Graded]:
    return [Graded("tasks", f"T{n}", confidence, right) for n, (confidence, right) in enumerate(pairs, 1)]


def test_ece_and_brier_of_two_bins() -> None:
    found = calibration("tasks", items((0.95, True), (0.95, False), (0.25, False), (0.25, False)))
    assert found.ece == pytest.approx(0.5 * 0.45 + 0.5 * 0.25)
    assert found.brier == pytest.approx((0.05**2 + 0.95**2 + 2 * 0.25**2) / 4)
    assert [b.size for b in found.bins] == [0, 0, 2, 0, 0, 0, 0, 0, 0, 2]


def test_perfect_confidence_has_no_error() -> None:
    found = calibration("tasks", items(*[(0.8, True)] * 4, (0.8, False)))
    assert found.ece == pytest.approx(0)


def test_certainty_falls_into_the_last_bin() -> None:
    found = calibration("tasks", items((1.0, True)))
    assert found.bins[BINS - 1].size == 1
    assert found.ece == 0


def test_nothing_cannot_be_calibrated() -> None:
    with pytest.raises(ValueError, match="no items"):
        calibration("tasks", [])


def test_a_record_like_its_gold_is_right_in_every_item(tmp_path: Path) -> None:
    write_pair(tmp_path)
    gold = load_gold(tmp_path)[0]
    result = evaluate([gold], lambda g: g.report)
    found = graded(result.reports[0])
    kinds = {one.kind for one in found}
    assert {"attendees", "documents", "results", "task_lists", "tasks"} <= kinds
    assert all(one.right for one in found)
    assert [one.kind for one in calibrations(result.reports)][-1] == ALL


def test_the_diagram_is_well_formed_and_shows_each_bin() -> None:
    found = calibration("tasks", items((0.95, True), (0.35, False), (0.35, True)))
    root = ElementTree.fromstring(reliability_svg([found], "dev"))
    assert len(root.findall("{http://www.w3.org/2000/svg}circle")) == 2
