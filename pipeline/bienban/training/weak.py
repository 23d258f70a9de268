"""Giám sát yếu (weak supervision): the rules and cues as labelling functions, with coverage, overlap, conflict and accuracy.

The figures are those of skweak's ``LFAnalysis``: coverage is the share of clauses a function labels; overlap, of those,
the share that another function labels too; conflict, the share that another labels differently; accuracy against gold.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass

from bienban.language.analysis import Analysis, Heard
from bienban.model.policy import KINDS, LABEL_OF
from bienban.rules.statements.acts import acts_in, skip_opening

_CUES: Mapping[str, str] = {
    "direct": "task", "modal": "task", "agree": "task", "commit": "commitment", "future": "commitment", "aspire": "target", "wish": "request",
    "upward": "request", "opine": "request",
}  # fmt: skip
"""What a governing word by itself would make of its clause."""
_SECTIONS: Mapping[str, str] = {
    "tasks": "task", "conclusion": "task", "results": "result", "limits": "result", "opinions": "request", "attendance": "none", "basis": "none",
    "awards": "result",
}  # fmt: skip
_ACTS: Mapping[str, str] = {**{act: KINDS[label] for act, label in LABEL_OF.items()}, "aim": "target", "wish": "request",
                            "proposal": "request", "opinion": "request", "result": "result"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Function:
    """Một hàm gán nhãn (labelling function) and how it did; shares from 0 to 1, ``accuracy`` None without gold."""

    name: str
    label: str
    labelled: int
    coverage: float
    overlap: float
    conflict: float
    accuracy: float | None


def votes_of(analysis: Analysis) -> list[dict[str, str]]:
    """Phiếu của các hàm (votes) on every clause: label by name of the function."""
    return [dict(_votes(analysis, item)) for item in analysis.heard]


def _votes(analysis: Analysis, item: Heard) -> Iterator[tuple[str, str]]:
    clause = item.clause
    if clause.rule and clause.act in _ACTS:
        yield f"rule:{clause.rule}", _ACTS[clause.act]
    for act in acts_in(analysis, item.start, item.end)[:3]:
        if act.kind in _CUES:
            yield f"cue:{act.kind}", _CUES[act.kind]
    if item.section in _SECTIONS:
        yield f"section:{item.section}", _SECTIONS[item.section]
    body = skip_opening(analysis, item.start, item.end)
    if analysis.cues.at("task-verb", body) is not None:
        yield "opens:task-verb", "task"
    if analysis.cues.first("past", item.start, min(item.end, item.start + 60)) is not None:
        yield "tense:past", "result"
    for name, items in (("result", analysis.results), ("target", analysis.targets)):
        if any(item.start <= found.start < item.end for found in items):
            yield f"finder:{name}", name


def functions(votes: Sequence[Mapping[str, str]], truth: Sequence[str] | None = None) -> list[Function]:
    """Thống kê các hàm (figures of the functions), by name; ``truth`` are gold labels in the order of ``votes``."""
    seen: Counter[tuple[str, str]] = Counter()
    shared: Counter[tuple[str, str]] = Counter()
    against: Counter[tuple[str, str]] = Counter()
    right: Counter[tuple[str, str]] = Counter()
    for index, ballot in enumerate(votes):
        for name, label in ballot.items():
            key = name, label
            others = [other for voter, other in ballot.items() if voter != name]
            seen[key] += 1
            shared[key] += bool(others)
            against[key] += any(other != label for other in others)
            right[key] += truth is not None and truth[index] == label
    return [
        Function(
            name, label, n, round(n / len(votes), 4), round(shared[name, label] / n, 4), round(against[name, label] / n, 4),
            round(right[name, label] / n, 4) if truth is not None else None,
        ) for (name, label), n in sorted(seen.items())
    ]  # fmt: skip


def coarse(label: str) -> str:
    """Nhãn gộp (coarse label): the three kinds of task as one."""
    return KINDS.get(label, label)


def functions_text(found: Iterable[Function], clauses: int) -> str:
    """Bảng chữ (text table)."""
    lines = [f"{clauses} clauses", f"{'function':40}{'label':12}{'clauses':>8}{'cover':>8}{'overlap':>9}{'conflict':>9}{'right':>8}"]
    for f in found:
        right = f"{f.accuracy:8.3f}" if f.accuracy is not None else f"{'-':>8}"
        lines.append(f"{f.name:40}{f.label:12}{f.labelled:8}{f.coverage:8.3f}{f.overlap:9.3f}{f.conflict:9.3f}{right}")
    return "\n".join(lines) + "\n"


def functions_rows(found: Iterable[Function]) -> list[dict[str, object]]:
    """Dòng JSON (JSON rows)."""
    return [asdict(f) for f in found]
