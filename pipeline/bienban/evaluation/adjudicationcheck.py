"""Kiểm tra phân xử (adjudication linter): every difference is decided, and the gold says what was decided.

The raw annotations and the decisions lie beside the gold folder (see :mod:`bienban.evaluation.adjudication`). A corpus
that has none of these folders for a split has no second annotation of it, and there is nothing to check.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from bienban.evaluation.adjudication import ADJUDICATION, FIRST, SECOND, SPLITS, Decision
from bienban.evaluation.differences import Entry, entries, line_of
from bienban.evaluation.findings import Finding, finding
from bienban.evaluation.gold import Draft, read_draft, report_of
from bienban.evaluation.located import JsonError, Located, read_located
from bienban.records import Report

_KEYS = {"report", "decisions"}


class _Numbered(NamedTuple):
    line: int
    decision: Decision


def check_adjudication(gold: Path, drafts: Sequence[Draft]) -> list[Finding]:
    """Kiểm tra phân xử (check) of a gold folder: findings; ``drafts`` are its files, already read."""
    return [found for split in SPLITS for found in _split(gold, split, [d for d in drafts if Path(d.json_file).parent.name == split])]


def _split(gold: Path, split: str, drafts: Sequence[Draft]) -> Iterator[Finding]:
    folders = [gold.parent / name / split for name in (FIRST, SECOND, ADJUDICATION)]
    if not any(folder.is_dir() for folder in folders):
        return
    names = {draft.name for draft in drafts}
    for folder in folders:
        there = {path.stem for path in folder.glob("*.json")} if folder.is_dir() else set()
        yield from (finding(str(folder / f"{name}.json"), 1, "G305", name=name) for name in sorted(names ^ there))
    for name in sorted(names):
        paths = [folder / f"{name}.json" for folder in folders]
        # Read again: the draft has by now been held against the guidelines too, and what breaks only those can still be compared.
        draft = read_draft(gold / split / f"{name}.json", split)
        if all(path.is_file() for path in paths) and not any(found.severity == "error" for found in draft.problems):
            yield from _report(draft, gold / split, *paths)


def _report(draft: Draft, texts: Path, first: Path, second: Path, adjudication: Path) -> Iterator[Finding]:
    others = [read_draft(path, draft.split, texts) for path in (first, second)]
    refused = [found for other in others for found in other.problems if found.severity == "error"]
    yield from refused
    read = list(_read(adjudication, draft.name))
    yield from (found for found in read if isinstance(found, Finding))
    decisions = [row for row in read if isinstance(row, _Numbered)]
    if not refused:
        yield from _judge([report_of(one).report for one in (*others, draft)], str(adjudication), decisions)


def _read(path: Path, name: str) -> Iterator[_Numbered | Finding]:
    """The decisions of a file with their lines, and what is wrong with it."""
    try:
        located = read_located(path.read_text(encoding="utf-8"))
    except JsonError as problem:
        yield finding(str(path), problem.line, "G001", reason=problem.reason)
        return
    except (OSError, UnicodeDecodeError) as error:
        yield finding(str(path), 1, "G014", reason=str(error))
        return
    value = located.value
    if not isinstance(value, dict) or set(value) != _KEYS or value["report"] != name or not isinstance(value["decisions"], list):
        yield finding(str(path), 1, "G304", path="report", reason=f"an object with the report {name} and its decisions was expected")
        return
    for index, row in enumerate(value["decisions"]):
        yield _decision(str(path), located, index, row)


def _decision(file: str, located: Located, index: int, row: Any) -> _Numbered | Finding:
    at = ("decisions", index)
    try:
        decision = Decision.model_validate(row)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        where = (*at, *problem["loc"])
        return finding(file, located.line(where), "G304", path=".".join(map(str, problem["loc"])) or f"decisions[{index}]", reason=problem["msg"])
    reason = _unsound(decision, row)
    if reason:
        return finding(file, located.line((*at, "decision")), "G304", path=decision.id, reason=reason)
    return _Numbered(located.line(at), decision)


def _unsound(decision: Decision, row: Mapping[str, Any]) -> str:
    if (decision.decision == "neither") != ("value" in row):
        return "a value belongs to 'neither', and to nothing else"
    if decision.decision == "neither" and decision.value in (decision.first, decision.second):
        return "'neither' with the value of one of the two"
    if decision.decision != "neither" and decision.first == decision.second:
        return "the two annotations do not differ"
    return ""


def _judge(reports: Sequence[Report], file: str, rows: Sequence[_Numbered]) -> Iterator[Finding]:
    """``reports``: first, second, gold."""
    raw = {entry.id: entry for entry in entries(reports[:2])}
    all_three = {entry.id: entry for entry in entries(reports)}
    decided: dict[str, Decision] = {}
    for line, decision in rows:
        if decision.id in decided:
            yield finding(file, line, "G306", id=decision.id)
        decided[decision.id] = decision
    for line, decision in rows:
        item = decision.id.partition(".")[0]
        if item == decision.id or item not in decided:
            yield from _agrees(file, line, decision, raw.get(decision.id), all_three.get(decision.id))
        entry = raw.get(decision.id, all_three.get(decision.id))
        if entry is not None:
            yield from _placed(file, line, decision, entry, line_of(reports[0].text, entry))
    for entry in all_three.values():
        differs = any(value != entry.readings[0] for value in entry.readings)
        if differs and entry.id not in decided and entry.id.partition(".")[0] not in decided:
            yield finding(file, 1, "G301", id=entry.id, words=entry.words)


def _agrees(file: str, line: int, decision: Decision, raw: Entry | None, gold: Entry | None) -> Iterator[Finding]:
    said = raw.readings if raw is not None else (None, None)
    for name, told, value in zip((FIRST, SECOND), (decision.first, decision.second), said, strict=True):
        if told != value:
            yield finding(file, line, "G302", id=decision.id, side=name, value=_short(value))
    found = gold.readings[2] if gold is not None else None
    if found != decision.settled:
        yield finding(file, line, "G303", id=decision.id, found=_short(found), value=_short(decision.settled))


def _placed(file: str, line: int, decision: Decision, entry: Entry, where: int) -> Iterator[Finding]:
    """What tells a reader where the decision belongs."""
    for name, told, right in (("field", decision.field, entry.field), ("line", decision.line, where), ("place", decision.place, entry.words)):
        if told != right:
            yield finding(file, line, "G307", id=decision.id, name=name, told=str(told), right=str(right))


def _short(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
