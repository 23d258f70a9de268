"""So các thiết kế (comparing designs): for each decision several designs, learned and judged on the same folds of authors.

The figures are out of fold. F1 is that of the design's own likeliest label, before the policy; time is that of one
clause (or start, or person) including what the design needs beyond the features the rules leave behind.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bienban.model.policy import KINDS, LABELS, NONE
from bienban.model.scorer import Scorer
from bienban.model.starts import starts_of
from bienban.rules.statements.acts import is_verb
from bienban.training.assigners import MARGINS, fit_assigners, right_by_margin
from bienban.training.config import TrainingConfig
from bienban.training.decisions import fit_starts, proposal
from bienban.training.designs import DESIGNS, Design
from bienban.training.examples import Example, folds_of, read_examples
from bienban.training.fit import blind
from bienban.training.train import Say, prf

_KINDS = ("task", "commitment")


class Row(NamedTuple):
    """Một dòng (row): the design, its cells."""

    name: str
    cells: tuple[str, ...]


def compare_designs(config: TrainingConfig, folders: Sequence[Path], say: Say) -> str:
    """Bảng Markdown (tables): one for each decision, the shipped design first."""
    examples = read_examples(folders, config.splits)
    folds = folds_of((example.author for example in examples), config.folds, config.seed)
    rows = [_rules_row(examples)]
    for name, make in DESIGNS.items():
        rows.append(_clause_row(name, make, examples, folds, config))
        say(" | ".join((name, *rows[-1].cells)))
    heads: tuple[str, ...] = ("design", "task F1", "commitment F1", "task F1, blind", "commitment F1, blind", "ms a clause", "fit s")
    parts = ["Clauses / vế câu: F1 with and without the rules' verdicts among the features", "", *_table(heads, rows)]
    say("starts")
    heads = ("design", "right", "of those no rule found", "ms")
    parts += ["", "Starts / chỗ bắt đầu: the right word, of the clauses with a gold item", "", *_table(heads, _start_rows(examples, folds, config))]
    say("assigners")
    heads = ("design", "right")
    parts += ["", "Who acts / ai giao: the right person or nobody, of items found", "", *_table(heads, _assigner_rows(examples, folds, config))]
    return "\n".join(parts) + "\n"


def _table(heads: Sequence[str], rows: Sequence[Row]) -> list[str]:
    lines = [f"| {' | '.join(heads)} |", "| --- |" + " ---: |" * (len(heads) - 1)]
    return [*lines, *(f"| {row.name} | {' | '.join(row.cells)} |" for row in rows)]


def _rules_row(examples: Sequence[Example]) -> Row:
    found = [KINDS.get(proposal(e, item), NONE) for e in examples for item in e.analysis.heard]
    truth = [KINDS.get(label, NONE) for e in examples for label in e.labels]
    return Row("rules", (*(f"{_f1(found, truth, kind):.3f}" for kind in _KINDS), "–", "–", "–", "–"))


def _f1(found: Sequence[str], truth: Sequence[str], kind: str) -> float:
    right = sum(a == b == kind for a, b in zip(found, truth, strict=True))
    return prf(right, sum(a == kind for a in found), sum(b == kind for b in truth))["f1"]


def _clause_row(
    name: str, make: Callable[[TrainingConfig], Design], examples: Sequence[Example], folds: Mapping[str, int], config: TrainingConfig
) -> Row:
    said: dict[bool, list[str]] = {True: [], False: []}
    truth: list[str] = []
    fit = use = 0.0
    for fold in sorted(set(folds.values())):
        seen = [e for e in examples if folds[e.author] != fold and e.rows]
        held = [e for e in examples if folds[e.author] == fold and e.rows]
        begin = time.perf_counter()
        design = make(config).fit(seen)
        fit += time.perf_counter() - begin
        begin = time.perf_counter()
        said[True] += [_kind(values) for e in held for values in design.chances(e, told=True)]
        use += time.perf_counter() - begin
        said[False] += [_kind(values) for e in held for values in design.chances(e, told=False)]
        truth += [KINDS.get(label, NONE) for e in held for label in e.labels]
    scores = [f"{_f1(said[told], truth, kind):.3f}" for told in (True, False) for kind in _KINDS]
    return Row(name, (*scores, f"{1000 * use / len(truth):.3f}", f"{fit / len(set(folds.values())):.1f}"))


def _kind(values: Sequence[float]) -> str:
    """The likeliest kind of item, if it is likelier than not."""
    total: dict[str, float] = {}
    for label, value in zip(LABELS, values, strict=True):
        total[KINDS.get(label, NONE)] = total.get(KINDS.get(label, NONE), 0.0) + value
    return max(total, key=lambda kind: total[kind])


def _start_rows(examples: Sequence[Example], folds: Mapping[str, int], config: TrainingConfig) -> list[Row]:
    ways: dict[str, list[tuple[bool, bool]]] = {name: [] for name in ("logistic", "logistic, blind", "first task verb", "rules")}
    seen = {fold: [e for e in examples if folds[e.author] != fold] for fold in set(folds.values())}
    scorers = {fold: Scorer.read(fit_starts(known, config.starts.strength)) for fold, known in seen.items()}
    spent = 0.0
    count = 0
    for example in examples:
        scorer = scorers[folds[example.author]]
        for item, label, gold in zip(example.analysis.heard, example.labels, example.items, strict=True):
            if gold is None:
                continue
            begin = time.perf_counter()
            places = starts_of(example.analysis, item, KINDS[label])
            picks: dict[str, Any] = {"logistic": max(places, key=lambda p: scorer.scores(p.row)[0]).offset if places else None}
            spent += time.perf_counter() - begin
            count += 1
            picks["logistic, blind"] = max(places, key=lambda p: scorer.scores(blind(p.row))[0]).offset if places else None
            picks["first task verb"] = next((p.offset for p in places if is_verb(example.analysis, p.offset)), item.start)
            missed = KINDS.get(proposal(example, item)) != KINDS[label]
            picks["rules"] = None if missed else item.clause.body
            at = example.analysis.shadow.from_source(gold.start)
            for name, pick in picks.items():
                ways[name].append((pick is not None and abs(pick - at) <= 1, missed))
    return [
        Row(name, (f"{sum(r for r, _ in marks) / len(marks):.3f}", f"{sum(r for r, m in marks if m) / max(1, sum(m for _, m in marks)):.3f}",
                   f"{1000 * spent / count:.3f}" if name == "logistic" else "–"))
        for name, marks in ways.items()
    ]  # fmt: skip


def _assigner_rows(examples: Sequence[Example], folds: Mapping[str, int], config: TrainingConfig) -> list[Row]:
    fitted = {fold: fit_assigners([e for e in examples if folds[e.author] != fold], 0.3) for fold in set(folds.values())}
    total, told, right = right_by_margin(examples, fitted, folds)
    rows = [Row("rules (kept)", (f"{told / total:.3f}",))]
    return [*rows, *(Row(f"logistic choice, margin {margin:g}", (f"{right[margin] / total:.3f}",)) for margin in MARGINS)]


