"""So sánh hai lần chạy (compare): what one output has gained, lost or changed against another over the same texts.

Outputs are read as plain JSON, so that those of an older version still compare. Ids, confidences and methods are
no change: a link counts by the words of the item it leads to, a statement by those of its first clause.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from bienban.assemble.matching import RELAXED, greedy, norm
from bienban.errors import InputError

ChangeKind = Literal["gained", "lost", "changed"]
LISTS = ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")
_LINKS = {
    "list_id": "task_lists", "parent_id": "tasks", "assigner": "attendees", "task_id": "tasks", "commitment_id": "commitments",
    "speaker": "attendees", "target_ids": "targets", "statement_id": "commitments",
}  # fmt: skip
_NO_CHANGE = frozenset({"id", "confidence", "method"})
_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
Row = Mapping[str, Any]


class Difference(NamedTuple):
    """Một trường khác (difference): the field of an item, its old and its new value as text."""

    field: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Change:
    """Một thay đổi (change): in which report and list, gained, lost or changed, the item's words, and what differs."""

    report: str
    field: str
    kind: ChangeKind
    words: str
    start: int
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Kết quả so sánh (comparison): reports in both outputs, those only one has, and every change."""

    reports: int
    only_old: tuple[str, ...]
    only_new: tuple[str, ...]
    changes: tuple[Change, ...]

    @property
    def losses(self) -> int:
        """Số mục mất (losses): items lost, and reports the new output lacks."""
        return sum(change.kind == "lost" for change in self.changes) + len(self.only_old)

    def counts(self) -> dict[str, dict[str, int]]:
        """Số đếm (counts) of each field: gained, lost, changed."""
        tally = Counter((change.field, change.kind) for change in self.changes)
        return {field: {kind: tally[field, kind] for kind in _SIGNS} for field in sorted({field for field, _ in tally})}  # type: ignore[index]


def compare(old: Mapping[str, Row], new: Mapping[str, Row]) -> Comparison:
    """So sánh (compare) two outputs, report by report; ``InputError`` where a report is of another text."""
    shared = sorted(old.keys() & new.keys())
    changes = [change for name in shared for change in _report(name, old[name], new[name])]
    return Comparison(len(shared), tuple(sorted(old.keys() - new.keys())), tuple(sorted(new.keys() - old.keys())), tuple(changes))


def _report(name: str, old: Row, new: Row) -> Iterator[Change]:
    if "error" not in old and "error" not in new and old.get("text") != new.get("text"):
        raise InputError.unreadable(name, "the two outputs are of different texts")
    yield from report_changes(name, old, new)


def report_changes(name: str, old: Row, new: Row) -> Iterator[Change]:
    """Thay đổi của một báo cáo (changes of a report), called ``name``, from its old record to its new one.

    Items are matched by their place; where the text itself has changed, by their words.
    """
    if "error" in old or "error" in new:
        yield from _failures(name, old, new)
        return
    yield from _meeting(name, old.get("meeting") or {}, new.get("meeting") or {})
    own, ours = ([r["document"]] if r.get("document") else [] for r in (old, new))
    yield from _list(name, "document", own, ours, old, new)
    for key in LISTS:
        yield from _list(name, key, old.get(key) or [], new.get(key) or [], old, new)
    moved = old.get("text") != new.get("text")
    before, after = (Counter((w["code"], 0 if moved else w.get("start") or 0) for w in r.get("warnings") or []) for r in (old, new))
    yield from (Change(name, "warnings", "lost", code, start) for code, start in sorted((before - after).elements()))
    yield from (Change(name, "warnings", "gained", code, start) for code, start in sorted((after - before).elements()))


def _failures(name: str, old: Row, new: Row) -> Iterator[Change]:
    before, after = (str(row["error"].get("code")) if "error" in row else "" for row in (old, new))
    if before != after:
        kind: ChangeKind = "changed" if before and after else "lost" if after else "gained"
        yield Change(name, "report", kind, after or "read", 0, (Difference("error", before, after),))


def _meeting(name: str, old: Row, new: Row) -> Iterator[Change]:
    for key in dict.fromkeys([*old, *new]):
        before, after = (_plain(row.get(key), {}) for row in (old, new))
        if before != after:
            kind: ChangeKind = "changed" if before and after else "lost" if before else "gained"
            place = new.get(key) or old.get(key)
            start = place.get("start", 0) if isinstance(place, dict) else 0
            differences = (Difference(key, before, after),) if kind == "changed" else ()
            yield Change(name, f"meeting.{key}", kind, after or before, start, differences)


def _list(name: str, key: str, old: Sequence[Row], new: Sequence[Row], before: Row, after: Row) -> Iterator[Change]:
    same_text = before.get("text") == after.get("text")
    pairs = greedy(old, new, _likeness if same_text else _likeness_of_words, RELAXED)
    words = _words(before), _words(after)
    changes = [Change(name, key, "lost", _short(row), row["start"]) for i, row in enumerate(old) if i not in {i for i, _ in pairs}]
    changes += [Change(name, key, "gained", _short(row), row["start"]) for j, row in enumerate(new) if j not in {j for _, j in pairs}]
    for i, j in pairs:
        differences = tuple(d for d in _differences(old[i], new[j], *words) if same_text or d.old != d.new)
        if differences:
            changes.append(Change(name, key, "changed", _short(new[j]), new[j]["start"], differences))
    yield from sorted(changes, key=lambda change: (change.start, change.kind, change.words))


def _likeness(a: Row, b: Row) -> float:
    """Spans that overlap by half, or else the same person wherever first named."""
    shared: int = min(a["end"], b["end"]) - max(a["start"], b["start"])
    overlap: float = max(0, shared) / (max(a["end"], b["end"]) - min(a["start"], b["start"]))
    same = bool(a.get("name")) and norm(a.get("name")) == norm(b.get("name"))
    return max(overlap, RELAXED if same else 0.0)


def _likeness_of_words(a: Row, b: Row) -> float:
    """Share of common words; the same person is the same whatever else was written."""
    if a.get("name") and norm(a.get("name")) == norm(b.get("name")):
        return 1.0
    x, y = (set(norm(row["text"]).split()) for row in (a, b))
    return len(x & y) / len(x | y) if x | y else 0.0


def _words(report: Row) -> dict[str, str]:
    """What an id leads to, in words; a statement is known by its first clause."""
    names = {item["id"]: item.get("name") or item["text"] for key in LISTS for item in report.get(key) or []}
    for commitment in report.get("commitments") or []:
        names.setdefault(commitment.get("statement_id"), commitment["text"])
    return names


def _differences(old: Row, new: Row, before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    if (old["start"], old["end"]) != (new["start"], new["end"]):
        yield Difference("span", str(old["text"]), str(new["text"]))
    for key in dict.fromkeys([*old, *new]):
        if key in _NO_CHANGE or key in ("start", "end", "text"):
            continue
        linked = key in _LINKS
        a, b = _plain(old.get(key), before if linked else {}), _plain(new.get(key), after if linked else {})
        if a != b:
            yield Difference(key, a, b)


def _plain(value: Any, names: Mapping[str, str]) -> str:
    """A value as comparable text: places by their words, offsets and empty parts left out, links by what they lead to."""
    if value is None or value is False or value == [] or value == "":
        return ""
    if isinstance(value, list):
        return " | ".join(filter(None, (_plain(one, names) for one in value)))
    if isinstance(value, dict):
        words = str(value.get("text", ""))
        rest = ((k, _plain(v, names)) for k, v in value.items() if k not in ("start", "end", "text") and k not in _NO_CHANGE)
        parts = ", ".join(f"{k}={v}" for k, v in rest if v)
        return f"{words} ({parts})" if words and parts else words or parts
    return names.get(str(value), str(value))


def _short(row: Row) -> str:
    return _on_one_line(str(row.get("name") or row["text"]))


def _on_one_line(words: str) -> str:
    return " ".join(words.split())


def comparison_text(comparison: Comparison) -> str:
    """Văn bản so sánh (text): every change under its report, then the counts of each field."""
    lines: list[str] = []
    report = ""
    for change in comparison.changes:
        if change.report != report:
            report = change.report
            lines.append(report)
        lines.append(f"  {_SIGNS[change.kind]} {change.field}: {_on_one_line(change.words)}")
        lines += [f"      {d.field}: {_on_one_line(d.old) or '-'}  =>  {_on_one_line(d.new) or '-'}" for d in change.differences]
    lines += [f"only in OLD: {name}" for name in comparison.only_old] + [f"only in NEW: {name}" for name in comparison.only_new]
    lines.append(f"\n{comparison.reports} reports compared, {len({c.report for c in comparison.changes})} differ")
    lines.append(f"{'field':24}{'gained':>8}{'lost':>8}{'changed':>8}")
    lines += [f"{field:24}{row['gained']:8}{row['lost']:8}{row['changed']:8}" for field, row in comparison.counts().items()]
    return "\n".join(lines) + "\n"


def comparison_json(comparison: Comparison) -> str:
    """JSON of a comparison."""
    changes = [
        {
            "report": c.report,
            "field": c.field,
            "kind": c.kind,
            "words": c.words,
            "start": c.start,
            "differences": [d._asdict() for d in c.differences],
        }
        for c in comparison.changes
    ]
    value = {
        "reports": comparison.reports, "only_old": comparison.only_old, "only_new": comparison.only_new, "losses": comparison.losses,
        "counts": comparison.counts(), "changes": changes,
    }  # fmt: skip
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
