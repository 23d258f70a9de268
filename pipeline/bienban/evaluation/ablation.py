"""Thử bỏ từng phần (ablation): rules alone, model alone, both; and by how much both beat rules, with its interval."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np

from bienban.evaluation.baselines import Predictor, extractor_predictor, rules_predictor
from bienban.evaluation.fields import FIELDS
from bienban.evaluation.gold import GoldReport
from bienban.evaluation.metrics import SAMPLES, SEED, Counts, Evaluation, count, evaluate, invented_in_negatives

SHOWN = (
    "task", "task.strict", "task.enumerated", "task.kind", "task.lead", "task.assigner", "task.due", "task_list", "commitment", "commitment.strict",
    "commitment.speaker", "target", "attendee.name", "attendee.post", "attendee.post.exact", "role.chair", "role.speaking", "role.attendee",
    "document.any", "document.symbol", "document.date", "meeting.date",
)  # fmt: skip
"""What the model may change, and what it must leave alone."""


def model_predictor(model: Path | None = None) -> Predictor:
    """Chỉ mô hình (the model alone): as the extractor, but with nothing of what the rules made of the clauses."""
    from bienban.extractor import STAGES, Extractor, Stage
    from bienban.model.judge import judge_alone
    from bienban.model.stage import default_model, find_model

    chosen = find_model(model) if model is not None else default_model()
    stages = [Stage(s.name, partial(judge_alone, model=chosen)) if s.name == "clauses" else s for s in STAGES]
    extractor = Extractor(stages)
    return lambda gold: extractor(gold.report.text, id=gold.name)


def ablation_text(golds: Sequence[GoldReport], model: Path | None = None) -> str:
    """Bảng Markdown (table): F1 of each, and the gain of both over rules with its 95 % bootstrap interval over reports."""
    systems = {"rules": rules_predictor(), "model": model_predictor(model), "both": extractor_predictor(model)}
    results = {name: evaluate(golds, predict, name) for name, predict in systems.items()}
    lines = [
        "| | gold | rules alone | model alone | both: P | R | **F1** | gain | 95 % |", "| --- |" + " ---: |" * 7 + " --- |",
    ]  # fmt: skip
    totals = {name: {row.field: row.counts for row in result.rows()} for name, result in results.items()}
    for field in SHOWN:
        if field not in totals["rules"] and field not in totals["both"]:
            continue
        rules, alone, both = (totals[name].get(field, Counts()) for name in systems)
        low, high = gain_interval(results["rules"], results["both"], field)
        lines.append(
            f"| {FIELDS[field]} `{field}` | {both.gold} | {rules.f1:.3f} | {alone.f1:.3f} | {both.precision:.3f} | {both.recall:.3f} | "
            f"**{both.f1:.3f}** | {both.f1 - rules.f1:+.3f} | {low:+.3f} … {high:+.3f} |"
        )
    made = {name: sum(invented_in_negatives(result.reports).values()) for name, result in results.items()}
    lines.append(f"\nInvented in texts that report no meeting: rules {made['rules']}, both {made['both']}.")
    return "\n".join(lines) + "\n"


def gain_interval(before: Evaluation, after: Evaluation, field: str) -> tuple[float, float]:
    """Khoảng 95 % của mức tăng F1 (interval of the gain): the same reports are drawn for both, so that only the difference counts."""
    tables = [_numbers(result, field) for result in (before, after)]
    reports = len(tables[0])
    weights = np.random.default_rng(SEED).multinomial(reports, np.full(reports, 1 / reports), size=SAMPLES)
    scores = []
    for table in tables:
        sums = weights @ table
        scores.append(np.divide(2 * sums[:, 0], sums[:, 1], out=np.zeros(len(sums)), where=sums[:, 1] > 0))
    low, high = np.percentile(scores[1] - scores[0], (2.5, 97.5))
    return float(low), float(high)


def _numbers(result: Evaluation, field: str) -> np.ndarray[tuple[int, int], np.dtype[np.int64]]:
    """For each report: right, and gold plus found."""
    rows = [count(report.outcomes).get(field, Counts()) for report in result.reports]
    return np.array([(c.right, c.gold + c.found) for c in rows], dtype=np.int64)
