"""Khóa thư mục (lock): one run at a time in a folder."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bienban.corpus.files import unwritable
from bienban.errors import SettingsError

NAME = ".lock"


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Giữ khóa (hold the lock) of a run's folder. Raises ``SettingsError`` BB306 where another run holds it.

    The kernel gives it back when the process ends, however it ends; the file itself means nothing. Workers do not
    inherit it.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(out / NAME, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise unwritable(out, error) from None
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise SettingsError.of("BB306", name=str(out)) from None
        yield
    finally:
        os.close(descriptor)
