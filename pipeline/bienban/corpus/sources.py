"""Nguồn (sources): from what the analyst names to the single texts, found lazily and read one at a time.

A folder gives every file in it, at any depth; a zip its members; a table (CSV, JSONL, Parquet) its rows. What cannot be read
is found all the same and gives its error when loaded: an input is never passed over in silence. Left out are hidden
files, what operating systems leave behind, and in folders what this program wrote itself: the folders of runs, and exports.
"""

from __future__ import annotations

import glob
import heapq
import os
import stat
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from pathlib import Path

from bienban.corpus.files import Stamp, read_whole, readable, stamp_of, unreadable
from bienban.corpus.media import kind_of, unsupported
from bienban.corpus.own import is_archive, is_export
from bienban.errors import BienbanError, InputError, InternalError, SettingsError
from bienban.workers.child import fault

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
    error: BienbanError | None = None
    """What ``load`` will raise, where it is known before."""


@dataclass(frozen=True, slots=True)
class Container:
    """Tệp chứa nhiều văn bản (container): a zip or a table, with its stamp and its inputs, found lazily."""

    path: str
    source: str
    stamp: Stamp
    members: Callable[[], Iterator[Found]]
    count: Callable[[], int]


def check_sources(sources: Sequence[str], out: Path | None = None) -> None:
    """Kiểm tra nguồn (check the sources): ``InputError`` BB102 for the first that names nothing.

    ``SettingsError`` BB301 where one is the run's own folder ``out``: nothing in it would be read, and nothing would say so.
    """
    own = None if out is None else _identity(str(out))
    for source in sources:
        if not is_there(source):
            raise unreadable(source, FileNotFoundError(2, "ENOENT"))
        if own is not None and _identity(source) == own:
            raise SettingsError.of("BB301", reason="--out là chính thư mục nguồn; hãy chọn thư mục khác / --out is a source itself; name another")


def is_there(source: str) -> bool:
    """Có đó (is there): the source names something, as a path or as a glob."""
    return os.path.lexists(source) or (glob.has_magic(source) and next(glob.iglob(source, recursive=True), None) is not None)


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
            yield from _walk(whole, name, columns, seen) if os.path.isdir(whole) else [file_at(whole, name, columns)]


def _walk(top: str, source: str, columns: Columns, seen: set[tuple[int, int]]) -> Iterator[Found | Container]:
    """Every file below ``top``. Links to folders are followed, each folder read once, so that circles end.

    Links come after all folders, in the order of their names: what a file is called is then no matter of chance.
    """
    folders, links = [top], list[str]()
    while folders or links:
        folder = folders.pop() if folders else heapq.heappop(links)
        try:
            identity = _identity(folder)
            if identity in seen or (folder != top and is_archive(folder)):
                continue
            if identity is not None:
                seen.add(identity)
            # Unsorted on purpose: a folder of a million names is never held at once, and no table depends on the order.
            with os.scandir(folder) as entries:
                for entry in entries:
                    if _is_litter(entry.name):
                        continue
                    if not _is_folder(entry):
                        if not is_export(entry.path):
                            yield file_at(entry.path, source, columns)
                    elif entry.is_symlink():
                        heapq.heappush(links, entry.path)
                    else:
                        folders.append(entry.path)
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


def file_at(path: str, source: str, columns: Columns) -> Found | Container:
    """Tệp ở chỗ này (the file at a path): one input, or the container it is."""
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

        return Container(shown, source, stamp, lambda: _told(rows(path, shown, source, columns), shown, source), lambda: count_rows(path))
    if kind == "zip":
        from bienban.corpus.archives import count_members, is_document, members

        if not is_document(path):
            return Container(shown, source, stamp, lambda: _told(members(path, shown, source), shown, source), lambda: count_members(path))
    return None


def _told(found: Iterator[Found], shown: str, source: str) -> Iterator[Found]:
    """The inputs of a container. One that has none is told as empty, and a fault nobody thought of costs this container alone."""
    one = None
    try:
        for one in found:
            yield one
    except Exception as error:  # noqa: BLE001 - a damaged file can break a library in any way, and must not end the run
        one = failing(shown, "", source, InternalError.of("BB502", reason=fault(error)))
        yield one
    if one is None:
        yield failing(shown, "", source, InputError.empty())


def failing(path: str, member: str, source: str, error: BienbanError) -> Found:
    """Văn bản lỗi (failing input): one that is there and gives ``error`` when loaded."""

    def load() -> tuple[bytes, Stamp | None]:
        raise error

    return Found(path, member, source, None, load, error)


def unlike(name: str, number: int, taken: Set[str]) -> str:
    """Khác tên (unlike): the name of the member or row with that number, or one like it where another has it already."""
    while name in taken:
        name = f"{name}#{number}"
    return name


def count(sources: Sequence[str], columns: Columns, without: Path | None = None) -> int:
    """Đếm (count) the inputs of ``sources``, for the remaining time; rows of a CSV file are counted by its lines."""
    return sum(found.count() if isinstance(found, Container) else 1 for found in find(sources, columns, without))
