"""Từ chối (refusals): how an error of the library ends a command, with its message and the exit code that README names."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import typer

from bienban.cli.exits import EXIT_BUSY, EXIT_MISSING, EXIT_SOME_FAILED, EXIT_USAGE
from bienban.errors import BienbanError, InputError, MissingDependencyError, SettingsError

_BUSY = "BB306"
_NO_SUCH_COLUMN = "BB301"


@contextmanager
def refusals(wrong_input: int = EXIT_SOME_FAILED) -> Iterator[None]:
    """Báo lỗi (refusals): the message of the error, or its findings, one a line; ``wrong_input`` is the exit code of an input refused."""
    try:
        yield
    except BienbanError as error:
        for line in getattr(error, "findings", ()) or (error,):
            typer.echo(str(line), err=True)
        raise typer.Exit(_exit_code(error, wrong_input)) from None


def _exit_code(error: BienbanError, wrong_input: int) -> int:
    if error.code == _BUSY:
        return EXIT_BUSY
    if isinstance(error, MissingDependencyError):
        return EXIT_MISSING
    asked_wrongly = isinstance(error, InputError) or (isinstance(error, SettingsError) and error.code == _NO_SUCH_COLUMN)
    return wrong_input if asked_wrongly else EXIT_SOME_FAILED


def usage(message: str) -> typer.Exit:
    """Dùng sai (usage): what to raise when a command is asked for what it cannot do; ``message`` goes to standard error."""
    typer.echo(message, err=True)
    return typer.Exit(EXIT_USAGE)
