"""Ghi tệp văn phòng (office files): each report as a file of its own, one that fails costs none of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bienban.errors import BienbanError, InputError

if TYPE_CHECKING:
    from bienban.records import Report

Complain = Callable[[str, BienbanError], None]


def write_files(outcomes: Iterator[tuple[str, Report | BienbanError]], format: str, out: Path, complain: Complain) -> list[BienbanError]:
    """Ghi các tệp (write): to ``out`` itself where it ends in the format's extension, else into the folder ``out``, made if missing.

    In a folder a file takes the name of its report; a second of the same name gets a number. Returns what failed,
    told to ``complain`` already. Raises ``MissingDependencyError`` BB401 without the extra ``office``.
    """
    from bienban.render.formats import render

    failures: list[BienbanError] = []
    taken: set[Path] = set()
    for name, outcome in outcomes:
        if isinstance(outcome, BienbanError):
            failures.append(outcome)
            complain(name, outcome)
            continue
        try:
            path = _free(out, name, format, taken)
            data = render(outcome, format)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        except OSError as error:
            failures.append(InputError.unreadable(str(out), error.strerror or type(error).__name__))
            complain(name, failures[-1])
    return failures


def _free(out: Path, name: str, format: str, taken: set[Path]) -> Path:
    """A path no earlier report of this run was written to."""
    single = out.suffix.lower() == f".{format}"
    base = out.with_suffix("") if single else out / Path(name).stem
    number = 1
    while (path := base.with_name(f"{base.name}{f'-{number}' if number > 1 else ''}.{format}")) in taken:
        number += 1
    taken.add(path)
    return path
