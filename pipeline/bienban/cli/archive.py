"""Các lệnh kho báo cáo (archive commands): ``bienban run``, ``bienban diff``.

The result goes to standard output, progress and complaints to standard error. Ctrl-C once ends a run cleanly, twice
at once; either way the next run goes on from there.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bienban.cli.exits import EXIT_INTERRUPTED, EXIT_LIMIT, EXIT_SOME_FAILED, EXIT_USAGE
from bienban.cli.models import ModelFolder, RulesAlone, model_options
from bienban.cli.refusals import refusals
from bienban.errors import LimitError

if TYPE_CHECKING:
    from bienban.corpus.run import Stop, Summary

_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def mount(app: typer.Typer) -> None:
    """Gắn lệnh (mount): add the commands of this module to ``app``."""
    app.command(
        epilog="Ví dụ / Examples:  bienban run bao-cao/ --out kho   |   bienban run 'thang-*/*.txt' gui-ve.zip --out kho   |   "
        "bienban run bai.csv --text-column noi_dung --id-column ma --out kho"
    )(run)
    app.command(epilog="Ví dụ / Examples:  bienban diff kho/runs/0001-… kho/runs/0002-…   |   bienban diff kho-cu kho-moi --json")(diff)


AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Write JSON.")]


def run(
    sources: Annotated[
        list[str],
        typer.Argument(
            help="Thư mục, tệp, mẫu tên, zip, hoặc bảng CSV, JSONL, Parquet. / Folders, files, globs, zips, or tables.", metavar="SOURCE"
        ),
    ],
    out: Annotated[Path, typer.Option("--out", "-o", help="Thư mục của kho. / Folder of the archive.", file_okay=False)],
    text_column: Annotated[str, typer.Option(help="Cột văn bản của bảng. / Column of a table that holds the text.")] = "text",
    id_column: Annotated[str | None, typer.Option(help="Cột mã của hàng. / Column that names the row.")] = None,
    workers: Annotated[int, typer.Option(help="Số tiến trình; 0: mỗi lõi một. / Worker processes; 0: one for each core.", min=0)] = 0,
    timeout: Annotated[float, typer.Option(help="Số giây cho một văn bản. / Seconds for one text.", min=0.1)] = 30.0,
    memory: Annotated[int, typer.Option(help="MiB cho một tiến trình. / MiB for one worker.", min=256)] = 2048,
    retry: Annotated[
        bool, typer.Option("--retry", help="Đọc lại bài bị cách ly hoặc vượt giới hạn. / Read again what was quarantined or ran into a limit.")
    ] = False,
    verify: Annotated[
        bool, typer.Option("--verify", help="Kiểm tra từng byte của kho trước. / Check every byte of the archive first.")
    ] = False,
    durable: Annotated[
        bool, typer.Option("--durable", help="Chịu được mất điện, chậm hơn. / Survive a power cut without repeating work; slower.")
    ] = False,
    dask: Annotated[
        str, typer.Option(help="Đọc trên cụm Dask ở địa chỉ này (tcp://…). / Read on the Dask cluster at this address.", metavar="ADDRESS")
    ] = "",
    model: ModelFolder = None,
    no_model: RulesAlone = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Không báo tiến độ. / No progress.")] = False,
    as_json: AsJson = False,
) -> None:
    """Đọc cả kho báo cáo, ghi thành các bảng; chạy lại thì chỉ đọc bài mới. / Read an archive into tables; run again, only what is new is read."""
    from bienban.cli.progress import progress
    from bienban.corpus.run import Settings, Stop
    from bienban.corpus.run import run as run_archive
    from bienban.corpus.sources import Columns

    columns = Columns(text_column, id_column)
    settings = Settings(
        tuple(sources), out, columns, workers=workers, timeout=timeout, memory=memory * 2**20, options=model_options(model, no_model), retry=retry,
        whole=verify, durable=durable, dask=dask,
    )  # fmt: skip
    stop = Stop()
    with refusals(EXIT_USAGE), _signals(stop), progress(settings, quiet=quiet) as shown:
        summary = run_archive(settings, shown.watch, stop, shown.announce)
    sys.stdout.write(json.dumps(summary.to_dict(), ensure_ascii=False, indent=2) + "\n" if as_json else _summary(summary, out))
    _leave(summary)


def _summary(summary: Summary, out: Path) -> str:
    from bienban.cli.progress import version_change

    counts, rows = summary.counts, summary.rows
    lines = [
        f"{counts.inputs} đầu vào: {counts.read} bài đọc mới, {counts.unchanged} không đổi, {counts.failures} lỗi, {counts.missing} đã mất. / "
        f"{counts.inputs} inputs: {counts.read} read, {counts.unchanged} unchanged, {counts.failures} failed, {counts.missing} missing."
    ]
    lines += [f"  {code}: {number}" for code, number in summary.failures.items()]
    if summary.changes:
        lines.append(version_change(summary.changes))
    if summary.state == "complete":
        lines.append(", ".join(f"{name} {number}" for name, number in rows.items() if number))
        lines.append(f"{out}: {summary.id}")
    else:
        lines.append("Đã dừng; chạy lại lệnh này để đọc tiếp. / Stopped; run the same command to go on.")
    return "\n".join(lines) + "\n"


def _leave(summary: Summary) -> None:
    if summary.state != "complete":
        raise typer.Exit(EXIT_INTERRUPTED)
    if summary.failures:
        raise typer.Exit(EXIT_LIMIT if all(code.startswith(LimitError.series) for code in summary.failures) else EXIT_SOME_FAILED)


def diff(
    old: Annotated[Path, typer.Argument(help="Lần chạy cũ: kho, hoặc kho/runs/…. / The older run: an archive, or archive/runs/….", metavar="RUN_A")],
    new: Annotated[Path, typer.Argument(help="Lần chạy mới. / The newer run.", metavar="RUN_B")],
    fail_on_loss: Annotated[bool, typer.Option("--fail-on-loss", help="Thoát với mã 1 khi có mục bị mất. / Exit with 1 on a loss.")] = False,
    as_json: AsJson = False,
) -> None:
    """So hai lần chạy: bản ghi được thêm, mất, thay đổi. / Compare two runs: records gained, lost and changed."""
    from bienban.corpus.diff import diff_runs, lines

    with refusals(EXIT_USAGE):
        found = diff_runs(old, new)
        losses = 0
        for line, lost in lines(found, as_json=as_json):
            sys.stdout.write(line)
            losses += lost
    if fail_on_loss and losses:
        raise typer.Exit(EXIT_SOME_FAILED)


@contextmanager
def _signals(stop: Stop) -> Iterator[None]:
    """The first signal asks the run to end; the second ends the process, and with it, by the kernel, its workers."""

    def handle(number: int, frame: object) -> None:
        if stop.wanted:
            os._exit(EXIT_INTERRUPTED)
        # Not through sys.stderr: the signal may have come in the middle of a write to it.
        os.write(2, "Đang dừng… (Ctrl-C lần nữa: dừng ngay) / Stopping… (Ctrl-C again: at once)\n".encode())
        stop()

    before = {number: signal.signal(number, handle) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
