"""So hai lần chạy (diff): which inputs came and went, and what their records gained, lost or changed, with their words.

A run is named by its folder under ``runs``, or by the archive itself for its last one; the two may be of one archive or of
two. Old records stay in the ledger, and it knows what each input held at each run, so any two runs can be compared.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from bienban.assemble.compare import Change, report_changes
from bienban.corpus.ledger import guarded, open_for_reading, record_of
from bienban.corpus.manifest import FOLDER, NAME, Manifest, latest_first, read_manifest
from bienban.corpus.run import LEDGER
from bienban.errors import SettingsError

_SIGNS = {"gained": "+", "lost": "-", "changed": "~"}
Key = tuple[str, str]


class Snapshot(NamedTuple):
    """Trạng thái lúc chạy (snapshot): a run's manifest and the ledger it belongs to."""

    manifest: Manifest
    db: sqlite3.Connection

    def inputs(self) -> Iterator[tuple[Key, str | None]]:
        """Đầu vào lúc đó (inputs as they were then), with the hash of their content, in order of path and member."""
        query = (
            "SELECT path, member, sha256 FROM path WHERE since <= :run UNION ALL "
            "SELECT path, member, sha256 FROM history WHERE since <= :run AND until > :run ORDER BY path, member"
        )
        return (((path, member), sha256) for path, member, sha256 in self.db.execute(query, {"run": self.manifest.seq}))

    def record(self, sha256: str | None) -> dict[str, Any]:
        """Bản ghi lúc đó (record as it was then), or the error in its place."""
        version = self.manifest.version.key
        record = None if sha256 is None else record_of(self.db, version, sha256)
        if record is not None:
            plain: dict[str, Any] = json.loads(record)
            return plain
        if sha256 is None:
            return {"error": {"code": "BB102"}}
        row = self.db.execute("SELECT error_code FROM content WHERE version = ? AND sha256 = ?", (version, sha256)).fetchone()
        return {"error": {"code": (row and row[0]) or "BB110"}}


@dataclass(slots=True)
class Diff:
    """Khác biệt (diff) of two runs; ``changes`` may be walked once, and the counts are complete when it is done."""

    old: Snapshot
    new: Snapshot
    compared: int = 0
    only_old: int = 0
    only_new: int = 0
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def changes(self) -> Iterator[Change]:
        """Các thay đổi (changes), input by input. An input only one run has is a change of its ``report``."""
        same_version = self.old.manifest.version.key == self.new.manifest.version.key
        for key, before, after in _merged(self.old.inputs(), self.new.inputs()):
            for change in self._input(_shown(key), before, after, same_version):
                self.counts[change.field, change.kind] += 1
                yield change

    def _input(self, name: str, before: _Side, after: _Side, same_version: bool) -> Iterator[Change]:
        if after is None:
            self.only_old += 1
            yield Change(name, "report", "lost", name, 0)
        elif before is None:
            self.only_new += 1
            yield Change(name, "report", "gained", name, 0)
        else:
            self.compared += 1
            if before != after or not same_version:
                yield from report_changes(name, self.old.record(before[0]), self.new.record(after[0]))


_Side = tuple[str | None] | None
"""The hash of an input's content in one run, in a tuple; None where the run does not have the input at all."""


def diff_runs(old: Path, new: Path) -> Diff:
    """So hai lần chạy (diff two runs). Raises ``SettingsError`` BB304 for what is no run or no archive."""
    return Diff(snapshot(old), snapshot(new))


def snapshot(place: Path) -> Snapshot:
    """Mở một lần chạy (open a run): ``archive/runs/ID``, or an archive for its last complete run."""
    if (place / NAME).is_file():
        manifest, out = read_manifest(place), place.resolve().parent.parent
    else:
        complete = next((run for run in latest_first(place) if run.value.get("state") == "complete"), None)
        if complete is None:
            raise SettingsError.of("BB304", name=str(place), reason=f"không có lần chạy nào / no complete run in {FOLDER}/")
        manifest, out = complete, place
    return Snapshot(manifest, open_for_reading(out / LEDGER))


def _merged(old: Iterator[tuple[Key, str | None]], new: Iterator[tuple[Key, str | None]]) -> Iterator[tuple[Key, _Side, _Side]]:
    """Two ordered streams side by side."""
    left, right = next(old, None), next(new, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield left[0], (left[1],), None
            left = next(old, None)
        elif left is None or right[0] < left[0]:
            yield right[0], None, (right[1],)
            right = next(new, None)
        else:
            yield left[0], (left[1],), (right[1],)
            left, right = next(old, None), next(new, None)


def _shown(key: Key) -> str:
    path, member = key
    return f"{path}:{member}" if member else path


def lines(diff: Diff, *, as_json: bool) -> Iterator[tuple[str, int]]:
    """Từng dòng kết quả (lines of output), each with the losses it tells; one JSON document or a text for people."""
    with guarded(Path(LEDGER)):
        yield from _json_lines(diff) if as_json else _text_lines(diff)


def _text_lines(diff: Diff) -> Iterator[tuple[str, int]]:
    report = ""
    changed = 0
    for change in diff.changes():
        if change.report != report:
            report, changed = change.report, changed + 1
            yield f"{report}\n", 0
        yield f"  {_SIGNS[change.kind]} {change.field}: {change.words}\n", change.kind == "lost"
        for difference in change.differences:
            yield f"      {difference.field}: {difference.old or '-'}  =>  {difference.new or '-'}\n", 0
    yield f"\n{diff.compared} đầu vào so được, {changed} có khác / inputs compared, {changed} differ\n", 0
    yield f"{'':24}{'thêm/gained':>12}{'mất/lost':>12}{'đổi/changed':>14}\n", 0
    for name in sorted({name for name, _ in diff.counts}):
        numbers = [diff.counts[name, kind] for kind in _SIGNS]
        yield f"{name:24}{numbers[0]:12}{numbers[1]:12}{numbers[2]:14}\n", 0


def _json_lines(diff: Diff) -> Iterator[tuple[str, int]]:
    """The document is written as it is found, so its length is no matter."""
    head = {"old": diff.old.manifest.id, "new": diff.new.manifest.id, "version": diff.new.manifest.version.changes(diff.old.manifest.version)}
    yield json.dumps(head, ensure_ascii=False)[:-1] + ', "changes": [', 0
    comma = "\n"
    for change in diff.changes():
        row = {"report": change.report, "field": change.field, "kind": change.kind, "words": change.words, "start": change.start}
        yield comma + json.dumps({**row, "differences": [d._asdict() for d in change.differences]}, ensure_ascii=False), change.kind == "lost"
        comma = ",\n"
    counts: dict[str, dict[str, int]] = {}
    for (name, kind), number in sorted(diff.counts.items()):
        counts.setdefault(name, {})[kind] = number
    tail = {"compared": diff.compared, "only_old": diff.only_old, "only_new": diff.only_new, "counts": counts}
    yield "\n], " + json.dumps(tail, ensure_ascii=False)[1:] + "\n", 0
