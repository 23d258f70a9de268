"""Độ đo (metrics): counts, precision, recall and F1 of every field, with bootstrap intervals over reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bienban.evaluation.fields import FIELDS, LIST_FIELDS, outcomes
from bienban.evaluation.gold import GoldReport
from bienban.evaluation.outcomes import VERDICTS, Outcome
from bienban.records import Report

SAMPLES, SEED = 1000, 20240731
"""Bootstrap samples and the seed they are drawn with: the same reports give the same interval."""
ERAS = ("before 2015", "2015 to June 2025", "since July 2025")


class Counts(NamedTuple):
    """Số đếm (counts) of one field; the ratios are 0 where nothing could be counted."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    invented: int = 0

    @property
    def gold(self) -> int:
        return self.right + self.wrong + self.missed

    @property
    def found(self) -> int:
        return self.right + self.wrong + self.invented

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.gold + self.found) if self.right else 0.0


Interval = tuple[float, float] | None
"""The 95 % interval of a share; ``None`` for fewer than two reports, or where there is nothing to take a share of."""


class Row(NamedTuple):
    """Một dòng (row) of a table: field, counts, and the 95 % intervals of F1, precision and recall."""

    field: str
    counts: Counts
    interval: Interval
    precision: Interval = None
    recall: Interval = None


@dataclass(frozen=True, slots=True)
class Scored:
    """Một báo cáo đã chấm (scored report): its gold, the record judged, and all outcomes."""

    gold: GoldReport
    found: Report
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Kết quả đánh giá (evaluation) of one system: ``reports`` in the order of the gold."""

    system: str
    reports: tuple[Scored, ...]

    def rows(self) -> list[Row]:
        """Bảng chung (table) over all reports."""
        return table(self.reports)

    def by(self, key: Callable[[GoldReport], str]) -> dict[str, list[Row]]:
        """Bảng theo nhóm (tables by group) of the reports, groups in sorted order, without intervals."""
        groups: dict[str, list[Scored]] = {}
        for report in self.reports:
            groups.setdefault(key(report.gold), []).append(report)
        return {name: table(groups[name], samples=0) for name in sorted(groups)}


def evaluate(golds: Iterable[GoldReport], predict: Callable[[GoldReport], Report], system: str = "rules") -> Evaluation:
    """Đánh giá (evaluate): judge what ``predict`` makes of each report; ``ValueError`` for a record of another text."""
    scored = []
    for gold in golds:
        found = predict(gold)
        scored.append(Scored(gold, found, outcomes(gold.report, found)))
    return Evaluation(system, tuple(scored))


def count(outcomes: Iterable[Outcome]) -> dict[str, Counts]:
    """Đếm theo trường (count by field)."""
    tally: Counter[tuple[str, str]] = Counter((o.field, o.verdict) for o in outcomes)
    return {field: Counts(*(tally[field, verdict] for verdict in VERDICTS)) for field in {field for field, _ in tally}}


def table(reports: Sequence[Scored], samples: int = SAMPLES) -> list[Row]:
    """Bảng (table): a row for each field that gold or system has something in, in the order of the fields."""
    each = [count(report.outcomes) for report in reports]
    weights = _weights(len(each), samples)
    rows = []
    for field in FIELDS:
        counts = [counts.get(field, Counts()) for counts in each]
        total = Counts(*(sum(column) for column in zip(*counts, strict=True))) if counts else Counts()
        if any(total):
            rows.append(Row(field, total, *_intervals(counts, weights)))
    return rows


def _weights(reports: int, samples: int) -> NDArray[np.int64] | None:
    """How often each sample draws each report: samples by reports."""
    if reports < 2 or samples < 1:
        return None
    return np.random.default_rng(SEED).multinomial(reports, np.full(reports, 1 / reports), size=samples)


def _intervals(counts: Sequence[Counts], weights: NDArray[np.int64] | None) -> tuple[Interval, Interval, Interval]:
    """Of F1, precision and recall, over the same samples."""
    if weights is None:
        return None, None, None
    sums = weights @ np.array([(c.right, c.gold, c.found) for c in counts], dtype=np.int64)
    right, gold, found = sums[:, 0], sums[:, 1], sums[:, 2]
    return _interval(2 * right, gold + found), _interval(right, found), _interval(right, gold)


def _interval(part: NDArray[np.int64], whole: NDArray[np.int64]) -> Interval:
    """Samples in which the field does not occur at all say nothing about it and are left out."""
    kept = whole > 0
    if not kept.any():
        return None
    low, high = np.percentile(part[kept] / whole[kept], (2.5, 97.5))
    return float(low), float(high)


def kind_of(gold: GoldReport) -> str:
    """Loại văn bản (kind) of a gold report."""
    return gold.meta.kind


def era_of(gold: GoldReport) -> str:
    """Thời kỳ (era): before 2015, then until the districts were abolished in July 2025, then after.

    The month of a report of 2025 is that of its meeting; without one it is held to be of the first half.
    """
    date = gold.report.meeting.date
    told = date.edtf.rsplit("/", 1)[-1] if date is not None and date.edtf else ""
    day = told if told[:4].isdigit() else str(gold.meta.era)
    if day[:4] < "2015":
        return ERAS[0]
    return ERAS[1] if day[:4] < "2025" or (day[:4] == "2025" and day[5:7] < "07") else ERAS[2]


def invented_in_negatives(reports: Iterable[Scored]) -> dict[str, int]:
    """Bịa trong văn bản âm tính (invented in negatives): per text that reports no meeting, how many items were made up."""
    return {
        r.gold.name: sum(o.verdict == "invented" and o.field in LIST_FIELDS for o in r.outcomes) for r in reports if r.gold.meta.kind == "negative"
    }


def by_method(reports: Iterable[Scored]) -> Mapping[tuple[str, str], Counts]:
    """Theo quy tắc (by method): counts of every (field, rule or model) that found something; ``missed`` is always 0."""
    tally: Counter[tuple[str, str, str]] = Counter((o.field, o.method, o.verdict) for r in reports for o in r.outcomes if o.found is not None)
    keys = sorted({(field, method) for field, method, _ in tally})
    return {(field, method): Counts(*(tally[field, method, verdict] for verdict in VERDICTS)) for field, method in keys}
