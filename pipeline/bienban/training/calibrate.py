"""Học độ tin cậy (learning confidence) from records made out of fold: three ways for each type, the best by Brier score kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import log
from typing import NamedTuple

from bienban.assemble.calendar import calendar_of
from bienban.assemble.ground import Grounder
from bienban.evaluation.calibration import Graded, calibration, graded
from bienban.evaluation.fields import outcomes
from bienban.evaluation.metrics import Scored
from bienban.extractor import STAGES, analyse, finish, read_input, stages_with
from bienban.model.confidence import on_curve, signs
from bienban.model.scorer import SCALE, Scorer
from bienban.model.weights import Model
from bienban.training.config import ConfidenceSettings
from bienban.training.examples import Example
from bienban.training.fit import Data, fit_logistic, scorer_data

_SMOOTH = 4.0
"""Imagined items, right at the rate of the type, added to those of each rule."""


class Sign(NamedTuple):
    """Một mục để học (sign): its type, author of the report, features, rule's own score, and whether it is right."""

    kind: str
    author: str
    row: list[str]
    score: float
    right: bool
    weight: int = 1


def signs_of(example: Example, model: Model, weight: int = 1) -> tuple[list[Sign], Scored]:
    """Các mục của một báo cáo (items of a report) as ``model``, which has not seen it, finds them; and the judged record."""
    given = read_input(example.gold.report.text)
    stages = stages_with([stage for stage in STAGES if stage.name != "confidence"], model)
    analysis = analyse(given.canonical.text, stages)
    ground = Grounder(analysis, calendar_of(analysis))
    rows: dict[tuple[str, int, int], tuple[list[str], float]] = {}
    for kind, item, row in signs(analysis):
        place = ground.place(getattr(item, "body", item.start), item.end)
        rows[kind, place["start"], place["end"]] = row, item.score
    report = finish(analysis, given.source)
    scored = Scored(example.gold, report, outcomes(example.gold.report, report))
    found = []
    for one in graded(scored):
        item = next(item for item in getattr(report, one.kind) if item.id == one.id)
        row, score = rows[one.kind, item.start, item.end]
        found.append(Sign(one.kind, example.author, row, score, one.right, weight))
    return found, scored


def fit_confidence(items: Sequence[Sign], folds: Mapping[str, int], settings: ConfidenceSettings) -> tuple[Data, Data]:
    """Học (learn): the data of :class:`~bienban.model.confidence.Confidence`, and how each way did out of fold."""
    data: Data = {}
    told: Data = {}
    for kind in sorted({item.kind for item in items}):
        own = [item for item in items if item.kind == kind]
        figures = {"rule score": _figures(own, [item.score for item in own])}
        ways = _WAYS if len(own) >= settings.least_items else {"rule rate": _WAYS["rule rate"]}
        for name, way in ways.items():
            figures[name] = _figures(own, _out_of_fold(own, folds, way, settings))
        best = min(ways, key=lambda name: (figures[name]["brier"], name))
        data[kind] = ways[best](own, folds, settings)
        told[kind] = {"items": len(own), "kept": best, **figures}
    return data, told


def _figures(items: Sequence[Sign], values: Sequence[float]) -> dict[str, float]:
    graded = [Graded("", "", value, item.right) for item, value in zip(items, values, strict=True) for _ in range(item.weight)]
    found = calibration("", graded)
    return {"ece": round(found.ece, 4), "brier": round(found.brier, 4)}


Way = Callable[[Sequence[Sign], Mapping[str, int], ConfidenceSettings], Data]


def _out_of_fold(items: Sequence[Sign], folds: Mapping[str, int], way: Way, settings: ConfidenceSettings) -> list[float]:
    values = [0.0] * len(items)
    for fold in sorted(set(folds.values())):
        seen = [item for item in items if folds[item.author] != fold]
        fitted = way(seen or items, folds, settings)
        scorer, curve = Scorer.read(fitted), [(x, y) for x, y in fitted["curve"]]
        for index, item in enumerate(items):
            if folds[item.author] == fold:
                values[index] = min(0.99, max(0.02, on_curve(curve, scorer.scores(item.row)[0])))
    return values


def _rate(items: Sequence[Sign], folds: Mapping[str, int], settings: ConfidenceSettings) -> Data:
    """The share of right items of each rule, drawn towards that of the type."""
    seen: dict[str, list[bool]] = defaultdict(list)
    for item in items:
        seen[next(name for name in item.row if name.startswith("rule="))] += [item.right] * item.weight
    base = (sum(item.right * item.weight for item in items) + 1) / (sum(item.weight for item in items) + 2)
    table = {"1": [_odds(base)]}
    for name, right in seen.items():
        table[name] = [_odds((sum(right) + _SMOOTH * base) / (len(right) + _SMOOTH)) - _odds(base)]
    return {**scorer_data(("right",), table), "curve": []}


def _odds(rate: float) -> int:
    return round(log(rate / (1 - rate)) * SCALE)


def _logistic(items: Sequence[Sign], folds: Mapping[str, int], settings: ConfidenceSettings) -> Data:
    weights = [float(item.weight) for item in items]
    return {**fit_logistic([item.row for item in items], [item.right for item in items], settings.strength, "right", weights), "curve": []}


def _isotonic(items: Sequence[Sign], folds: Mapping[str, int], settings: ConfidenceSettings) -> Data:
    """A logistic scorer whose scores on held-out authors are straightened by a monotone curve."""
    from sklearn.isotonic import IsotonicRegression

    scores: list[float] = []
    right: list[float] = []
    weights: list[int] = []
    for fold in sorted({folds[item.author] for item in items}):
        seen = [item for item in items if folds[item.author] != fold] or list(items)
        scorer = Scorer.read(_logistic(seen, folds, settings))
        for item in items:
            if folds[item.author] == fold:
                scores.append(scorer.scores(item.row)[0])
                right.append(float(item.right))
                weights.append(item.weight)
    fitted = IsotonicRegression(y_min=0.02, y_max=0.99, out_of_bounds="clip").fit(scores, right, sample_weight=weights)
    curve = [[round(float(x), 3), round(float(y), 4)] for x, y in zip(fitted.X_thresholds_, fitted.y_thresholds_, strict=True)]
    return {**_logistic(items, folds, settings), "curve": curve}


_WAYS: dict[str, Way] = {"rule rate": _rate, "logistic": _logistic, "logistic, isotonic": _isotonic}
