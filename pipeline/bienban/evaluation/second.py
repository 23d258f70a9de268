"""Hai người chú giải (second annotation): how far two annotations of the same texts agree.

Fields with places are told by F1 (which is the same from both sides), codes by Cohen's kappa over the items both have.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from bienban.evaluation.adjudication import texts_of
from bienban.evaluation.align import RELAXED, Pair, greedy, iou, mention_likeness
from bienban.evaluation.fields import FIELDS, outcomes
from bienban.evaluation.fields_people import ROLES
from bienban.evaluation.findings import GoldError, finding
from bienban.evaluation.gold import GoldReport, load_gold
from bienban.evaluation.metrics import Row, Scored, table

Label = tuple[str, str, str]
"""Field, and the code each of the two gave."""


class Kappa(NamedTuple):
    """Hệ số kappa (Cohen's kappa) of one code: items both have, share they agree on, and kappa.

    ``kappa`` is ``None`` where both used a single code throughout: chance alone would explain it.
    """

    field: str
    items: int
    agreement: float
    kappa: float | None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Mức thống nhất (agreement) of two folders: reports compared, names only one of them has, and the tables."""

    reports: int
    only_first: tuple[str, ...]
    only_second: tuple[str, ...]
    rows: tuple[Row, ...]
    kappas: tuple[Kappa, ...]


def agreement(first: Path, second: Path) -> Agreement:
    """So hai bản chú giải (compare two annotations): files of the same name; :class:`GoldError` for damaged or different texts.

    The second folder need not repeat the texts of the first, and neither need hold them where a gold folder beside them does.
    """
    a = {gold.name: gold for gold in load_gold(first, texts=texts_of(first))}
    b = {gold.name: gold for gold in load_gold(second, texts=texts_of(first) or first)}
    shared = sorted(a.keys() & b.keys())
    scored = [_scored(a[name], b[name], second) for name in shared]
    labels = [label for one in scored for label in _labels(Pair(one.gold.report, one.found))]
    return Agreement(
        len(shared), tuple(sorted(a.keys() - b.keys())), tuple(sorted(b.keys() - a.keys())), tuple(table(scored)), tuple(_kappas(labels))
    )


def _scored(gold: GoldReport, other: GoldReport, folder: Path) -> Scored:
    if gold.report.text != other.report.text:
        raise GoldError.refuse([finding(str(folder / f"{gold.name}.txt"), 1, "G012", reason="not the text of the other folder")])
    return Scored(gold, other.report, outcomes(gold.report, other.report))


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Kappa của Cohen: -1 to 1; ``None`` without pairs, or where both give the same single code throughout."""
    total = len(pairs)
    if not total:
        return None
    first, second = (Counter(pair[side] for pair in pairs) for side in (0, 1))
    chance = sum(first[code] * second[code] for code in first) / total**2
    return None if chance == 1 else (sum(x == y for x, y in pairs) / total - chance) / (1 - chance)


def _kappas(labels: Sequence[Label]) -> Iterator[Kappa]:
    for field in dict.fromkeys(field for field, _, _ in labels):
        pairs = [(x, y) for name, x, y in labels if name == field]
        yield Kappa(field, len(pairs), sum(x == y for x, y in pairs) / len(pairs), cohen_kappa(pairs))


def _labels(pair: Pair) -> Iterator[Label]:
    gold, found = pair.gold, pair.found
    yield "meeting.kind", next(iter(gold.meeting.kinds), "-"), next(iter(found.meeting.kinds), "-")
    yield "meeting.time_of_day", gold.meeting.time_of_day or "-", found.meeting.time_of_day or "-"
    for i, j in greedy(gold.attendees, found.attendees, mention_likeness, RELAXED):
        a, b = gold.attendees[i], found.attendees[j]
        yield "attendee.kind", a.kind, b.kind
        for role in ROLES:
            yield f"role.{role}", str(role in a.roles), str(role in b.roles)
    theirs, ours = gold.documents, found.documents
    for i, j in pair.documents:
        yield "document.type", theirs[i].type, ours[j].type
        yield "document.role", theirs[i].role, ours[j].role
    for i, j in greedy(gold.results, found.results, iou, RELAXED):
        yield "result.kind", gold.results[i].kind, found.results[j].kind
    for i, j in pair.tasks:
        yield "task.kind", gold.tasks[i].kind, found.tasks[j].kind
    for i, j in greedy(gold.targets, found.targets, iou, RELAXED):
        yield "target.direction", gold.targets[i].direction, found.targets[j].direction
    for i, j in pair.commitments:
        yield "commitment.strength", gold.commitments[i].strength, found.commitments[j].strength


def agreement_text(result: Agreement) -> str:
    """Bảng chữ (text table) of an agreement."""
    lines = [f"{result.reports} reports in both; only in the first: {len(result.only_first)}, only in the second: {len(result.only_second)}"]
    lines.append(f"{'field':24}{'first':>6}{'second':>7}{'same':>6}{'F1':>7}  95 %")
    for field, c, interval, *_ in result.rows:
        span = f"{interval[0]:.3f}-{interval[1]:.3f}" if interval else "-"
        lines.append(f"{field:24}{c.gold:6}{c.found:7}{c.right:6}{c.f1:7.3f}  {span:12} {FIELDS[field]}")
    lines.append(f"\n{'code':24}{'items':>6}{'agree':>7}{'kappa':>7}")
    lines += [f"{k.field:24}{k.items:6}{k.agreement:7.3f}{'-' if k.kappa is None else f'{k.kappa:.3f}':>7}" for k in result.kappas]
    return "\n".join(lines) + "\n"


def agreement_json(result: Agreement) -> str:
    """JSON of an agreement."""
    fields = {field: {"first": c.gold, "second": c.found, "same": c.right, "f1": round(c.f1, 4)} for field, c, *_ in result.rows}
    codes = {
        k.field: {"items": k.items, "agreement": round(k.agreement, 4), "kappa": None if k.kappa is None else round(k.kappa, 4)}
        for k in result.kappas
    }
    only = {"only_first": result.only_first, "only_second": result.only_second}
    value = {"reports": result.reports, **only, "fields": fields, "codes": codes}
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
