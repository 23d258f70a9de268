"""Trình bày kết quả (report): the evaluation as a text table and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from bienban.evaluation.calibration import Calibration, calibrations
from bienban.evaluation.fields import FIELDS
from bienban.evaluation.metrics import ERAS, Counts, Evaluation, Interval, Row, by_method, era_of, invented_in_negatives, kind_of
from bienban.evaluation.outcomes import Outcome, Side

HEADLINE = (
    "meeting.date", "meeting.kind", "attendee.name", "attendee.post", "role.chair", "role.speaking", "attendee.group", "document.symbol",
    "document.any", "result.progress", "result.figure", "task", "task.strict", "target", "commitment",
)  # fmt: skip
"""Fields shown where a table has a column for each kind or era."""
TEST_NOTICE = (
    "PHẦN TEST: chỉ xem số tổng, không xem lỗi để sửa quy tắc. / TEST SPLIT: look at the totals only, never at single errors to mend a rule."
)
_NOTE = (
    "* thuộc tính: chỉ chấm trên các mục đã tìm đúng chỗ / attributes, judged over the items found at the right place.  "
    "95 %: của F1, bootstrap trên báo cáo; của P, R: --html, --json / of F1, over reports; of P and R: --html, --json."
)


def text_report(evaluations: Sequence[Evaluation], *, test: bool = False, ascii_only: bool = False) -> str:
    """Bảng chữ (text report): the first system in full, the others beside it by F1; then kinds, eras, negatives, rules.

    ``test`` puts the notice of the test split at the head; ``ascii_only`` leaves out the Vietnamese labels.
    """
    main, *others = evaluations
    parts = [f"{len(main.reports)} reports, system: {main.system}\n", *_main_table(main, others, ascii_only)]
    for title, groups in (("F1 by kind", main.by(kind_of)), ("F1 by era", _in_order(main.by(era_of)))):
        parts += [f"\n{title}\n", *_group_table(groups)]
    negatives = invented_in_negatives(main.reports)
    if negatives:
        total = sum(negatives.values())
        parts.append(f"\nnegatives: {len(negatives)} texts, {total} items invented, {total / len(negatives):.2f} a text\n")
    parts += ["\nconfidence / độ tin cậy (ECE, Brier: 0 is perfect)\n", *_calibration_table(calibrations(main.reports))]
    parts += ["\nerrors by rule or model (wrong + invented)\n", *_method_table(main)]
    head = [TEST_NOTICE + "\n"] if test else []
    return "".join([*head, *parts])


def _calibration_table(found: Sequence[Calibration]) -> Iterator[str]:
    yield f"{'items':24}{'found':>6}{'mean':>8}{'right':>8}{'ECE':>8}{'Brier':>8}\n"
    for one in found:
        yield f"{one.kind:24}{one.size:6}{one.confidence:8.3f}{one.right:8.3f}{one.ece:8.3f}{one.brier:8.3f}\n"


def _in_order(groups: dict[str, list[Row]]) -> dict[str, list[Row]]:
    return {era: groups[era] for era in ERAS if era in groups}


def _main_table(main: Evaluation, others: Sequence[Evaluation], ascii_only: bool) -> Iterator[str]:
    beside = [{row.field: row.counts for row in other.rows()} for other in others]
    heads = "".join(f" {other.system[:9]:>9}" for other in others)
    yield f"{'field':24}{'gold':>6}{'found':>6}{'right':>6}{'wrong':>6}{'missed':>7}{'invent':>7}{'P':>7}{'R':>7}{'F1':>7}  {'95 %':11}{heads}\n"
    for field, c, interval, *_ in main.rows():
        span = f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else "-"
        cells = "".join(f" {_f1(counts.get(field)):>9}" for counts in beside)
        label = "" if ascii_only else f"  {FIELDS[field]}"
        yield (
            f"{field:24}{c.gold:6}{c.found:6}{c.right:6}{c.wrong:6}{c.missed:7}{c.invented:7}"
            f"{c.precision:7.3f}{c.recall:7.3f}{c.f1:7.3f}  {span:11}{cells}{label}\n"
        )
    yield f"{_NOTE}\n"


def _f1(counts: Counts | None) -> str:
    """A system that finds nothing of a field does not attempt it."""
    return "-" if counts is None or not counts.found else f"{counts.f1:.3f}"


def _group_table(groups: dict[str, list[Row]]) -> Iterator[str]:
    yield f"{'field':24}" + "".join(f"{name[:18]:>19}" for name in groups) + "\n"
    rows = {name: {row.field: row.counts for row in table} for name, table in groups.items()}
    for field in HEADLINE:
        cells = "".join(f"{_cell(rows[name].get(field)):>19}" for name in groups)
        if any(field in table for table in rows.values()):
            yield f"{field:24}{cells}\n"


def _cell(counts: Counts | None) -> str:
    return "-" if counts is None else f"{counts.f1:.3f} ({counts.gold})"


def _method_table(main: Evaluation) -> Iterator[str]:
    faulty = [(c.wrong + c.invented, field, method, c) for (field, method), c in by_method(main.reports).items() if c.wrong + c.invented]
    yield f"{'field':24}{'method':40}{'right':>6}{'wrong':>6}{'invent':>7}\n"
    for _, field, method, c in sorted(faulty, key=lambda row: (-row[0], row[1], row[2])):
        yield f"{field:24}{method:40}{c.right:6}{c.wrong:6}{c.invented:7}\n"


def json_report(evaluations: Sequence[Evaluation], *, test: bool = False) -> str:
    """JSON (JSON report): tables of every system, and every error of the first one; sorted keys, no clock."""
    main = evaluations[0]
    value: dict[str, Any] = {
        "test_split": test,
        "reports": len(main.reports),
        "systems": {e.system: {"all": _rows(e.rows()), "kind": _groups(e.by(kind_of)), "era": _groups(e.by(era_of))} for e in evaluations},
        "negatives": invented_in_negatives(main.reports),
        "calibration": {
            one.kind: {"found": one.size, "confidence": round(one.confidence, 4), "right": round(one.right, 4), "ece": round(one.ece, 4),
                       "brier": round(one.brier, 4)} for one in calibrations(main.reports)
        },
        "methods": [
            {"field": f, "method": m, "right": c.right, "wrong": c.wrong, "invented": c.invented} for (f, m), c in by_method(main.reports).items()
        ],
        "errors": [{"report": r.gold.name, **_error(o)} for r in main.reports for o in r.outcomes if o.verdict != "right"],
    }
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _rows(rows: Sequence[Row]) -> dict[str, Any]:
    return {
        row.field: {
            **row.counts._asdict(), "gold": row.counts.gold, "found": row.counts.found, "precision": round(row.counts.precision, 4),
            "recall": round(row.counts.recall, 4), "f1": round(row.counts.f1, 4),
            "interval": _rounded(row.interval), "precision_interval": _rounded(row.precision), "recall_interval": _rounded(row.recall),
        }
        for row in rows
    }  # fmt: skip


def _rounded(interval: Interval) -> list[float] | None:
    return [round(x, 4) for x in interval] if interval else None


def _groups(groups: dict[str, list[Row]]) -> dict[str, Any]:
    return {name: _rows(rows) for name, rows in groups.items()}


def _error(outcome: Outcome) -> dict[str, Any]:
    return {
        "field": outcome.field, "verdict": outcome.verdict, "method": outcome.method, "gold": _side(outcome.gold), "found": _side(outcome.found),
    }  # fmt: skip


def _side(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {"start": side.start, "end": side.end, "value": side.value, "id": side.id}
