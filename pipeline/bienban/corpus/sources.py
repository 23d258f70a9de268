"""Nguồn (sources): from what the analyst names to the single texts, found lazily and read one at a time.

A folder gives every file in it, at any depth; a zip its members; a table (CSV, JSONL, Parquet) its rows. What cannot be read
is found all the same and gives its error when loaded: an input is never passed over in silence. Left out are hidden
files, what operating systems leave behind, and the run's own folder.
"""

from __future__ import annotations

import glob
import os
import stat
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bienban.corpus.files import Stamp, read_whole, readable, stamp_of, unreadable
from bienban.corpus.media import kind_of, unsupported
from bienban.errors import BienbanError, InputError

_LITTER = frozenset({"thumbs.db", "desktop.ini", "__macosx"})


@dataclass(frozen=True, slots=True)
class Columns:
    """Cột của bảng (columns of a table): which holds the text and which, if any, the id of a row."""

    text: str = "text"
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Văn bản tìm thấy (found): one input. ``load`` gives its bytes and its stamp, or raises a ``BienbanError``."""

    path: str
    member: str
    source: str
    stamp: Stamp | None
    load: Callable[[], tuple[bytes, Stamp | None]]


@dataclass(frozen=True, slots=True)
class Container:
    """Tệp chứa nhiều văn bản (container): a zip or a table, with its stamp and its inputs, found lazily."""

    path: str
    source: str
    stamp: Stamp
    members: Callable[[], Iterator[Found]]
    count: Callable[[], int]


def check_sources(sources: Sequence[str]) -> None:
    """Kiểm tra nguồn (check the sources): ``InputError`` BB102 for the first that names nothing."""
    for source in sources:
        if not os.path.lexists(source) and not (glob.has_magic(source) and next(glob.iglob(source, recursive=True), None)):
            raise unreadable(source, FileNotFoundError(2, "ENOENT"))


def find(sources: Sequence[str], columns: Columns, without: Path | None = None) -> Iterator[Found | Container]:
    """Tìm (find) all inputs of ``sources``, lazily, each file once; the folder ``without`` is left out."""
    seen: set[tuple[int, int]] = set()
    own = None if without is None else _identity(str(without))
    if own is not None:
        seen.add(own)
    listed: set[str] = set()
    for source in sources:
        places = [source] if os.path.lexists(source) else sorted(glob.iglob(source, recursive=True))
        for place in places:
            whole = os.path.abspath(place)
            if whole in listed:
                continue
            listed.add(whole)
            name = readable(os.path.abspath(source))
            yield from _walk(whole, name, columns, seen) if os.path.isdir(whole) else [_file(whole, name, columns)]


def _walk(top: str, source: str, columns: Columns, seen: set[tuple[int, int]]) -> Iterator[Found | Container]:
    """Every file below ``top``. Links to folders are followed, each folder read once, so that circles end."""
    folders = [top]
    while folders:
        folder = folders.pop()
        try:
            identity = _identity(folder)
            if identity in seen:
                continue
            if identity is not None:
                seen.add(identity)
            # Unsorted on purpose: a folder of a million names is never held at once, and no table depends on the order.
            with os.scandir(folder) as entries:
                for entry in entries:
                    if _is_litter(entry.name):
                        continue
                    if _is_folder(entry):
                        folders.append(entry.path)
                    else:
                        yield _file(entry.path, source, columns)
        except OSError as error:
            yield failing(readable(folder), "", source, unreadable(folder, error))


def _identity(path: str) -> tuple[int, int] | None:
    try:
        status = os.stat(path)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        # A link to itself: no folder, and as a file it will tell its own error.
        return False


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name.lower() in _LITTER


def _file(path: str, source: str, columns: Columns) -> Found | Container:
    shown = readable(path)
    try:
        status = os.stat(path)
        if not stat.S_ISREG(status.st_mode):
            return failing(shown, "", source, InputError.unreadable(os.path.basename(shown), "not a regular file"))
        if (kind := unsupported(path)) is not None:
            return failing(shown, "", source, InputError.of("BB105", kind=kind))
        stamp = stamp_of(status)
        opened = _container(path, shown, source, stamp, columns)
    except OSError as error:
        return failing(shown, "", source, unreadable(path, error))
    return opened or Found(shown, "", source, stamp, lambda: read_whole(path))


def _container(path: str, shown: str, source: str, stamp: Stamp, columns: Columns) -> Container | None:
    """The container a file is, by its name and first bytes; a Word or ODF file is a zip too, and is one text."""
    with open(path, "rb") as handle:
        kind = kind_of(path, handle.read(4))
    if kind == "table":
        from bienban.corpus.tabular import count_rows, rows

        return Container(shown, source, stamp, lambda: rows(path, shown, source, columns), lambda: count_rows(path))
    if kind == "zip":
        from bienban.corpus.archives import count_members, is_document, members

        if not is_document(path):
            return Container(shown, source, stamp, lambda: members(path, shown, source), lambda: count_members(path))
    return None


def failing(path: str, member: str, source: str, error: BienbanError) -> Found:
    """Văn bản lỗi (failing input): one that is there and gives ``error`` when loaded."""

    def load() -> tuple[bytes, Stamp | None]:
        raise error

    return Found(path, member, source, None, load)


def count(sources: Sequence[str], columns: Columns, without: Path | None = None) -> int:
    """Đếm (count) the inputs of ``sources``, for the remaining time; rows of a CSV file are counted by its lines."""
    return sum(found.count() if isinstance(found, Container) else 1 for found in find(sources, columns, without))
