"""Dòng lệnh (command line): ``bienban`` and its commands, one module for each family of them.

A command's module is imported at every start, so it imports what its work needs inside the command. Nothing but
results goes to standard output; complaints go to standard error and name the input and the reason, never its words.
"""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from bienban.cli import archive, explore, extract, gold, serve, train
from bienban.cli.exits import EXIT_INTERRUPTED, EXIT_SOME_FAILED
from bienban.errors import BienbanError
from bienban.version import __version__

app = typer.Typer(
    name="bienban", no_args_is_help=True, add_completion=True, rich_markup_mode=None, pretty_exceptions_enable=False,
    context_settings={"max_content_width": 120},
    help="Đọc báo cáo cuộc họp tiếng Việt, trả về bản ghi có cấu trúc. / Vietnamese meeting reports in, structured records out.",
)  # fmt: skip


def _version(value: bool) -> None:
    if value:
        typer.echo(f"bienban {__version__}")
        raise typer.Exit


@app.callback()
def _main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="In phiên bản rồi thoát. / Print the version and exit.")
    ] = False,
) -> None:
    """Tùy chọn chung."""


for family in (extract, gold, train, archive, explore, serve):
    family.mount(app)


def main() -> None:
    """Chạy dòng lệnh; Ctrl-C thoát với mã 130."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app(prog_name="bienban")
    except BienbanError as error:
        typer.echo(str(error), err=True)
        raise SystemExit(EXIT_SOME_FAILED) from None
    except KeyboardInterrupt:
        raise SystemExit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(EXIT_SOME_FAILED) from None
