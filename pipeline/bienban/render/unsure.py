"""Những chỗ chưa chắc (what one is unsure of): the items of a record by rising confidence, for a person to look at first."""

from __future__ import annotations

from bienban.records import Report

LISTS = ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")


def unsure_lines(report: Report, most: float) -> list[str]:
    """Các mục kém chắc hơn ``most`` (items less sure): confidence, list, id, method and words, separated by tabs."""
    items = [(item.confidence, index, name, item) for index, name in enumerate(LISTS) for item in getattr(report, name)]
    chosen = sorted((c, index, item.start, name, item) for c, index, name, item in items if c < most)
    return [f"{c:.2f}\t{name}\t{item.id}\t{item.method}\t{' '.join(item.text.split())}" for c, _, _, name, item in chosen]
