"""Hiệu chuẩn (calibration): whether items of confidence 0.8 are right four times in five."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from bienban.evaluation.gold import LISTS
from bienban.evaluation.metrics import Scored

BINS = 10
"""Bins of equal width; the last one holds 1."""
FIELDS: Mapping[str, str] = {
    "task": "tasks", "commitment": "commitments", "attendee.name": "attendees", "attendee.group": "attendees", "attendee.unnamed": "attendees",
    "document.any": "documents", "result.progress": "results", "result.figure": "results", "result.vote": "results", "result.award": "results",
    "target": "targets", "task_list": "task_lists",
}  # fmt: skip
"""The fields that judge a whole item, and the list it stands in."""
ALL = "all"


class Graded(NamedTuple):
    """Một mục đã chấm (graded item): the list it stands in, its id and confidence, and whether it is right."""

    kind: str
    id: str
    confidence: float
    right: bool


class Bin(NamedTuple):
    """Một ngăn (bin): number of items, their mean confidence, the share of right ones."""

    size: int
    confidence: float
    right: float


class Calibration(NamedTuple):
    """Hiệu chuẩn của một loại (calibration of a type): ``ece`` and ``brier`` are 0 for perfect, bins may be empty."""

    kind: str
    size: int
    confidence: float
    right: float
    ece: float
    brier: float
    bins: tuple[Bin, ...]


def graded(scored: Scored) -> list[Graded]:
    """Chấm từng mục (grade items) of one report. What stands twice and is judged once is left out."""
    right: dict[tuple[str, str], bool] = {}
    for outcome in scored.outcomes:
        kind = FIELDS.get(outcome.field)
        if kind is not None and outcome.found is not None and outcome.found.id:
            key = kind, outcome.found.id
            right[key] = right.get(key, False) or outcome.verdict == "right"
    items = {(kind, item.id): item.confidence for kind, _, _ in LISTS for item in getattr(scored.found, kind)}
    return [Graded(kind, id, items[kind, id], value) for (kind, id), value in right.items() if (kind, id) in items]


def calibrations(reports: Iterable[Scored]) -> list[Calibration]:
    """Hiệu chuẩn theo loại (calibration by type), all types together last; types that were never found are left out."""
    items = [item for report in reports for item in graded(report)]
    found = [calibration(kind, [i for i in items if i.kind == kind]) for kind, _, _ in LISTS if any(i.kind == kind for i in items)]
    return [*found, calibration(ALL, items)] if items else []


def calibration(kind: str, items: Sequence[Graded]) -> Calibration:
    """Hiệu chuẩn (calibration) of some items; ``ValueError`` for none."""
    if not items:
        raise ValueError("no items")
    bins = tuple(_bin([i for i in items if min(int(i.confidence * BINS), BINS - 1) == place]) for place in range(BINS))
    n = len(items)
    return Calibration(
        kind, n, sum(i.confidence for i in items) / n, sum(i.right for i in items) / n,
        sum(b.size * abs(b.confidence - b.right) for b in bins) / n, sum((i.confidence - i.right) ** 2 for i in items) / n, bins,
    )  # fmt: skip


def _bin(items: Sequence[Graded]) -> Bin:
    n = len(items)
    return Bin(n, sum(i.confidence for i in items) / n, sum(i.right for i in items) / n) if n else Bin(0, 0.0, 0.0)


_SIZE, _GAP, _EDGE = 190, 30, 34


def reliability_svg(found: Sequence[Calibration], title: str) -> str:
    """Biểu đồ tin cậy (reliability diagram) as SVG: confidence to the right, share of right ones up, areas by number of items."""
    width = len(found) * (_SIZE + _GAP) + _EDGE
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_SIZE + 90}" font-family="sans-serif" font-size="11" role="img">',
        f"<title>{title}</title>", f'<rect width="{width}" height="{_SIZE + 90}" fill="#fff"/>',
    ]  # fmt: skip
    for index, one in enumerate(found):
        parts += _panel(one, _EDGE + index * (_SIZE + _GAP), 34)
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def _panel(one: Calibration, left: int, top: int) -> list[str]:
    bottom = top + _SIZE
    parts = [
        f'<text x="{left}" y="{top - 18}" font-weight="bold">{one.kind} (n = {one.size})</text>',
        f'<text x="{left}" y="{top - 5}">ECE {one.ece:.3f}, Brier {one.brier:.3f}</text>',
        f'<rect x="{left}" y="{top}" width="{_SIZE}" height="{_SIZE}" fill="#f6f6f6" stroke="#999"/>',
        f'<line x1="{left}" y1="{bottom}" x2="{left + _SIZE}" y2="{top}" stroke="#999" stroke-dasharray="4 3"/>',
    ]
    for value in (0.0, 0.5, 1.0):
        parts.append(f'<text x="{left + value * _SIZE:.0f}" y="{bottom + 14}" text-anchor="middle">{value:g}</text>')
        parts.append(f'<text x="{left - 5}" y="{bottom - value * _SIZE + 4:.0f}" text-anchor="end">{value:g}</text>')
    for b in one.bins:
        if b.size:
            radius = 2.5 + 14 * (b.size / one.size) ** 0.5
            x, y = left + b.confidence * _SIZE, bottom - b.right * _SIZE
            parts.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#1f6fb4" fill-opacity="0.65"><title>{b.size}</title></circle>')
    return parts
