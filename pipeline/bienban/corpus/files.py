"""Tệp (files): names that can be written down, bytes that are of one moment, and files that appear whole or not at all."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from bienban.errors import MESSAGES, InputError, LimitError, SettingsError
from bienban.text.limits import MOST_BYTES

_RACY_NS = 2_000_000_000
_ATTEMPTS = 3
_REASONS = {
    errno.ENOENT: ("không có tệp này", "there is no such file"),
    errno.EACCES: ("không có quyền đọc", "permission denied"),
    errno.EISDIR: ("đây là thư mục", "this is a folder"),
    errno.ELOOP: ("liên kết đi vòng", "its links go in circles"),
}
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Stamp(NamedTuple):
    """Dấu của tệp (stamp): size in bytes and time of change in nanoseconds; no time where it proves nothing."""

    size: int
    mtime_ns: int | None


def readable(path: str | bytes) -> str:
    """Tên đọc được (readable name): a path as text; bytes that are no UTF-8 become U+FFFD and a digest keeps it unique."""
    raw = os.fsencode(path)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return f"{raw.decode('utf-8', 'replace')} [{hashlib.sha256(raw).hexdigest()[:8]}]"


def stamp_of(status: os.stat_result) -> Stamp:
    """Dấu (stamp) of a file's status. One changed just now may change again within the clock's tick, unseen."""
    racy = time.time_ns() - status.st_mtime_ns < _RACY_NS
    return Stamp(status.st_size, None if racy else status.st_mtime_ns)


def read_whole(path: str) -> tuple[bytes, Stamp]:
    """Đọc trọn tệp (read a whole file): its bytes as they were at one moment, and its stamp.

    Raises ``InputError`` BB102 (no regular file, unreadable) and BB109 (it never holds still), ``LimitError`` BB201.
    """
    try:
        for _ in range(_ATTEMPTS):
            if not stat.S_ISREG(os.stat(path).st_mode):
                raise unreadable(path, OSError(errno.EINVAL, "not a regular file"))
            with open(path, "rb") as handle:
                before = os.fstat(handle.fileno())
                data = read_limited(handle, before.st_size)
                after = os.fstat(handle.fileno())
            if (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns) and len(data) == before.st_size:
                return data, stamp_of(before)
    except OSError as error:
        raise unreadable(path, error) from None
    raise InputError.of("BB109")


def read_limited(handle: BinaryIO, size: int = 0) -> bytes:
    """Đọc có giới hạn (read, limited): never more than an extraction accepts; ``LimitError`` BB201 beyond."""
    if size > MOST_BYTES:
        raise LimitError.too_large(size, MOST_BYTES)
    data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LimitError.too_large(max(size, len(data)), MOST_BYTES)
    return data


def unreadable(path: str, error: OSError) -> InputError:
    """Không đọc được (unreadable): the typed error of an error of the system."""
    vi, en = _REASONS.get(error.errno or 0, (error.strerror or type(error).__name__,) * 2)
    text, name = MESSAGES["BB102"], os.path.basename(readable(path))
    return InputError("BB102", text.vi.format(name=name, reason=vi), text.en.format(name=name, reason=en))


def unwritable(path: str | Path, error: OSError) -> SettingsError:
    """Không ghi được (unwritable): the typed error of an error of the system, a full disk named as such."""
    vi, en = ("ổ đĩa đầy", "the disk is full") if error.errno in _FULL else (error.strerror or type(error).__name__,) * 2
    text, name = MESSAGES["BB305"], readable(str(path))
    return SettingsError("BB305", text.vi.format(name=name, reason=vi), text.en.format(name=name, reason=en))


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Thay trọn tệp (replace a file): write the temporary path given; at the end it becomes ``path``, whole and on disk.

    A crash at any moment leaves the old file or the new one. Raises ``SettingsError`` BB305 where it cannot be written.
    """
    temporary = path.with_name(f".{path.name}.tmp")
    try:
        yield temporary
        _sync(temporary)
        os.replace(temporary, path)
        _sync(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temporary.unlink()
        if isinstance(error, OSError):
            raise unwritable(path, error) from None
        raise


def sweep_temporary(folder: Path, patterns: Iterable[str]) -> None:
    """Dọn tệp tạm (sweep): what a killed run left half written in ``folder``, in the places of ``patterns``. Only for whoever holds its lock.

    In those places alone: the folder may be one where its owner keeps other things as well.
    """
    for pattern in patterns:
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)


def write_text(path: Path, text: str) -> None:
    """Ghi văn bản (write text) as UTF-8, whole or not at all."""
    with replacing(path) as temporary:
        temporary.write_text(text, encoding="utf-8", newline="\n")


def sha256_of(path: Path) -> str:
    """SHA-256 của tệp (of a file), read in pieces."""
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
