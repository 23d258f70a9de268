"""Tiến độ (progress) of a long run on standard error: a bar on a terminal, a line now and then elsewhere."""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol

import typer

if TYPE_CHECKING:
    from bienban.corpus.run import Counts, Settings
    from bienban.corpus.versions import Version

_EVERY = 10.0
_STAGES = {
    "reading": "Đọc / reading",
    "linking": "Tìm bài trùng / duplicates",
    "writing": "Ghi bảng / tables",
}


def version_change(changes: Iterable[str]) -> str:
    """Đổi phiên bản (version change): that the tables are of another version than those before, and in what."""
    told = "; ".join(changes)
    return f"Khác phiên bản lần trước, bài phiên bản này chưa đọc thì đọc lại / not the version of before, what it has not read is read again: {told}"


class Shown(Protocol):
    """Cái để báo (what is told): how the run goes, and what version it is of."""

    def watch(self, stage: str, counts: Counts) -> None: ...

    def announce(self, version: Version, changes: list[str]) -> None: ...


@contextmanager
def progress(settings: Settings, *, quiet: bool) -> Iterator[Shown]:
    """Báo tiến độ (progress) of one run, as the place it is told in allows."""
    if quiet:
        yield Silent()
    elif sys.stderr.isatty():
        with _bar() as bar:
            yield Bar(bar, Total(settings))
    else:
        yield Lines()


class Silent:
    """Im lặng (silent)."""

    def watch(self, stage: str, counts: Counts) -> None:
        pass

    def announce(self, version: Version, changes: list[str]) -> None:
        pass


class Lines(Silent):
    """Từng dòng (lines): every ten seconds, and at each new stage."""

    def __init__(self) -> None:
        """Nothing told yet."""
        self.began = self.last = time.monotonic()
        self.stage = ""

    def watch(self, stage: str, counts: Counts) -> None:
        now = time.monotonic()
        if stage == self.stage and now - self.last < _EVERY:
            return
        self.stage, self.last = stage, now
        rate = counts.read / max(0.001, now - self.began)
        _say(f"{_STAGES[stage]}: {counts.inputs} đầu vào / inputs, {counts.read} đọc / read ({rate:.1f}/s), {counts.failures} lỗi / failed")

    def announce(self, version: Version, changes: list[str]) -> None:
        if changes:
            _say(version_change(changes))


class Total:
    """Tổng số (total) of inputs, counted beside the run: nobody waits for a count to begin reading."""

    def __init__(self, settings: Settings) -> None:
        """Start counting."""
        self.value: int | None = None
        threading.Thread(target=self._count, args=(settings,), daemon=True).start()

    def _count(self, settings: Settings) -> None:
        from bienban.corpus.sources import count

        self.value = count(settings.sources, settings.columns, settings.out)


class Bar:
    """Thanh tiến độ (bar) on a terminal: share, rate, remaining time, failures."""

    def __init__(self, bar: Any, total: Total) -> None:
        """``bar`` is rich's progress."""
        self.bar, self.total = bar, total
        self.task = bar.add_task(_STAGES["reading"], total=None, failed=0)

    def watch(self, stage: str, counts: Counts) -> None:
        done = max(0, counts.inputs - counts.waiting)
        total = None if self.total.value is None else max(self.total.value, counts.inputs)
        self.bar.update(self.task, description=_STAGES[stage], completed=done, total=total, failed=counts.failures)

    def announce(self, version: Version, changes: list[str]) -> None:
        if changes:
            self.bar.console.print(version_change(changes), markup=False)


def _bar() -> Any:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(TextColumn):
        def render(self, task: Task) -> Text:
            return Text(f"{task.speed or 0:.1f}/s")

    columns = (
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(""), TimeRemainingColumn(),
        TextColumn("{task.fields[failed]} lỗi / failed"),
    )  # fmt: skip
    return Progress(*columns, console=Console(file=sys.stderr), transient=True)


def _say(line: str) -> None:
    typer.echo(line, err=True)
