"""Ví dụ huấn luyện (examples): annotated reports as the rules see them, each clause with what the annotators say it is."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bienban.assemble.calendar import calendar_of
from bienban.assemble.ground import Grounder
from bienban.errors import SettingsError
from bienban.evaluation.gold import GoldReport, gold_files, load_gold
from bienban.extractor import STAGES, analyse, read_input
from bienban.language.analysis import Analysis, Heard, Party
from bienban.model.features import clause_features
from bienban.records import Commitment, Item, Report, Task

BEFORE = tuple(stage for stage in STAGES[: [stage.name for stage in STAGES].index("clauses")])
"""The stages that come before the learned ones."""
_SHARE = 0.5
_UPWARD = ("wish", "proposal", "opinion")


@dataclass(frozen=True, slots=True)
class Example:
    """Một báo cáo để học (example): analysed by the rules; for every clause features, label and gold item."""

    gold: GoldReport
    analysis: Analysis
    rows: list[list[str]]
    labels: list[str]
    items: list[Task | Commitment | None]
    people: dict[str, Party]
    """The party of each gold attendee that the rules found, by id."""

    @property
    def author(self) -> str:
        """Tác giả (author): reports of one author never stand on both sides of a fold."""
        return self.gold.meta.author


def read_examples(folders: Sequence[Path], splits: Iterable[str]) -> list[Example]:
    """Đọc ví dụ (read) from gold folders; raises ``GoldError`` with every problem of a damaged one.

    Nothing is learned from the test split: ``SettingsError`` BB301, also where its folder is given by itself.
    """
    wanted = tuple(splits)
    golds = [gold for folder in folders for gold in load_gold(folder, _splits(folder, wanted))]
    if any(gold.of_test for gold in golds):
        raise SettingsError.of("BB301", reason="phần test không dùng để học / nothing is learned from the test split")
    return [example_of(gold) for gold in golds]


def _splits(folder: Path, wanted: tuple[str, ...]) -> tuple[str, ...] | None:
    """A folder without split folders is taken whole: a user's own reports."""
    return wanted if any((folder / name).is_dir() for name in ("train", "dev", "test")) else None


def example_of(gold: GoldReport) -> Example:
    """Ví dụ của một báo cáo gold (example of a gold report)."""
    analysis = analyse(read_input(gold.report.text).canonical.text, BEFORE)
    labels, items = label_clauses(analysis, gold.report)
    return Example(gold, analysis, clause_features(analysis), labels, items, _people(analysis, gold.report))


def label_clauses(analysis: Analysis, report: Report) -> tuple[list[str], list[Task | Commitment | None]]:
    """Nhãn của các vế (labels): by the gold item most of which lies in the clause; else by results and targets in it."""
    places = _places(analysis)
    labels = ["none"] * len(places)
    items: list[Task | Commitment | None] = [None] * len(places)
    found: tuple[Task | Commitment, ...] = (*report.tasks, *report.commitments)
    for item in found:
        index = _home(places, item)
        if index is not None and items[index] is None:
            items[index], labels[index] = item, item.kind if isinstance(item, Task) else "commitment"
    for index, (place, heard) in enumerate(zip(places, analysis.heard, strict=True)):
        if items[index] is None:
            labels[index] = _other(report, place, heard)
    return labels, items


def _places(analysis: Analysis) -> list[tuple[int, int]]:
    """Clauses in offsets of the canonical text."""
    return [analysis.shadow.to_source(heard.start, heard.end) for heard in analysis.heard]


def _home(places: Sequence[tuple[int, int]], item: Item) -> int | None:
    overlaps = [min(end, item.end) - max(start, item.start) for start, end in places]
    best = max(range(len(places)), key=lambda i: overlaps[i], default=None)
    return best if best is not None and overlaps[best] >= _SHARE * (item.end - item.start) else None


def _other(report: Report, place: tuple[int, int], heard: Heard) -> str:
    if any(place[0] <= target.start < place[1] for target in report.targets):
        return "target"
    if any(place[0] <= result.start < place[1] for result in report.results):
        return "result"
    # Wishes and requests upward are not annotated; where nothing else is, the rules' word is taken for them.
    return "request" if heard.clause.act in _UPWARD else "none"


def _people(analysis: Analysis, report: Report) -> dict[str, Party]:
    ground = Grounder(analysis, calendar_of(analysis))
    places = [(ground.place(party.start, party.end), party) for party in analysis.parties]
    found: dict[str, Party] = {}
    for attendee in report.attendees:
        for place, party in places:
            same = min(place["end"], attendee.end) - max(place["start"], attendee.start)
            if same > _SHARE * (max(place["end"], attendee.end) - min(place["start"], attendee.start)):
                found[attendee.id] = party
    return found


def data_hash(folders: Sequence[Path], splits: Iterable[str]) -> str:
    """Mã băm dữ liệu (data hash): SHA-256 over names, texts and annotations of the reports learned from."""
    digest = sha256()
    wanted = tuple(splits)
    for folder in folders:
        for _, path in gold_files(folder, _splits(folder, wanted)):
            digest.update(json.dumps(path.stem).encode())
            for part in (path.with_suffix(".txt"), path):
                digest.update(sha256(part.read_bytes()).digest())
    return digest.hexdigest()


def folds_of(authors: Iterable[str], count: int, seed: int) -> dict[str, int]:
    """Chia tác giả thành phần (folds): every author gets a fold; sizes are evened out by number of reports."""
    import random

    sizes: dict[str, int] = {}
    for author in authors:
        sizes[author] = sizes.get(author, 0) + 1
    order = sorted(sizes)
    random.Random(seed).shuffle(order)
    load = [0] * count
    found = {}
    for author in sorted(order, key=lambda name: -sizes[name]):
        fold = load.index(min(load))
        found[author] = fold
        load[fold] += sizes[author]
    return found
