"""Thống kê gold (gold statistics): what the gold holds, as Markdown tables for its datasheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bienban.errors import InputError
from bienban.evaluation.gold import LISTS, NEGATIVE, SPLITS, GoldReport, load_gold
from bienban.evaluation.metrics import era_of, kind_of

BEGIN, END = "<!-- counts:start -->", "<!-- counts:end -->"
"""The tables of a datasheet stand between these lines."""
HARD = 7
"""Difficulties named in ``meta.hard`` from which a report counts as written to be hard; every text names a few."""


def gold_stats(folder: Path) -> str:
    """Bảng thống kê (tables) of a gold folder, in Markdown; raises ``GoldError`` when it is damaged."""
    golds = load_gold(folder)
    splits = [split for split in SPLITS if any(g.split == split for g in golds)] or sorted({g.split for g in golds})
    return "\n".join(_tables(golds, splits)) + "\n"


def write_stats(readme: Path, tables: str) -> None:
    """Ghi thống kê vào tệp (write) between the two marker lines; ``InputError`` where they are missing."""
    try:
        text = readme.read_text(encoding="utf-8")
    except OSError as error:
        raise InputError.unreadable(str(readme), error.strerror or type(error).__name__) from error
    head, begin, rest = text.partition(BEGIN)
    _, end, tail = rest.partition(END)
    if not begin or not end:
        raise InputError.unreadable(str(readme), f"the lines {BEGIN} and {END} are missing")
    readme.write_text(f"{head}{BEGIN}\n{tables}{END}{tail}", encoding="utf-8", newline="\n")


def _tables(golds: Sequence[GoldReport], splits: Sequence[str]) -> Iterator[str]:
    yield from _header("Quy mô / Size", splits)
    yield _row("reports", splits, lambda split: sum(g.split == split for g in golds))
    yield _row("characters", splits, lambda split: sum(len(g.report.text) for g in golds if g.split == split))
    yield _row("issuers", splits, lambda split: len({g.meta.issuer for g in golds if g.split == split}))
    yield _row("authors", splits, lambda split: len({g.meta.author for g in golds if g.split == split}))
    hard = [g for g in golds if g.meta.kind != NEGATIVE and len(g.meta.hard) >= HARD]
    yield _row(f"hard ({HARD} difficulties or more)", splits, lambda split: sum(g.split == split for g in hard))
    for title, key in _GROUPS:
        yield from _header(title, splits)
        counts = Counter((key(g), g.split) for g in golds)
        for name in sorted({name for name, _ in counts}):
            yield _row(name, splits, _column(counts, name))
    yield from _header("Trường / Field", splits)
    fields = Counter((field, g.split) for g in golds for field in _fields(g))
    for field in _FIELD_ORDER:
        yield _row(field, splits, _column(fields, field))


def _column(counts: Counter[tuple[str, str]], name: str) -> Callable[[str], int]:
    return lambda split: counts[name, split]


_GROUPS: tuple[tuple[str, Callable[[GoldReport], str]], ...] = (
    ("Loại / Kind", kind_of),
    ("Thời kỳ / Era", era_of),
    ("Cấp / Level", lambda gold: gold.meta.level or "-"),
    ("Hệ thống / System", lambda gold: gold.meta.system or "-"),
)
_MEETING = ("date", "organizers", "title", "place", "period", "next_period", "topic")
_FIELD_ORDER = (
    *(f"meeting.{name}" for name in _MEETING), "document", "attendees", "attendees.person", "attendees.group", "attendees.organization",
    "attendees.posts", *(key for key, _, _ in LISTS if key != "attendees"), "results.progress", "results.figure", "results.vote", "results.award",
    "tasks.due", "tasks.assigner", "tasks.lead", "warnings",
)  # fmt: skip


def _fields(gold: GoldReport) -> Iterator[str]:
    report = gold.report
    yield from (f"meeting.{name}" for name in _MEETING if name != "organizers" and getattr(report.meeting, name))
    yield from ("meeting.organizers" for _ in report.meeting.organizers)
    if report.document is not None:
        yield "document"
    for key, _, _ in LISTS:
        yield from (key for _ in getattr(report, key))
    for attendee in report.attendees:
        yield f"attendees.{attendee.kind}"
        yield from ("attendees.posts" for _ in attendee.posts)
    yield from (f"results.{result.kind}" for result in report.results)
    for task in report.tasks:
        yield from (f"tasks.{name}" for name in ("due", "assigner", "lead") if getattr(task, name))
    yield from ("warnings" for _ in report.warnings)


def _header(title: str, splits: Sequence[str]) -> Iterator[str]:
    yield f"\n| {title} | {' | '.join(splits)} | Σ |"
    yield f"| --- |{' ---: |' * (len(splits) + 1)}"


def _row(name: str, splits: Sequence[str], of: Callable[[str], int]) -> str:
    numbers = [of(split) for split in splits]
    return f"| {name} | {' | '.join(map(str, numbers))} | {sum(numbers)} |"
