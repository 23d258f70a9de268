"""Tệp nén (archives): the text files in a zip, read one at a time and never unpacked to disk.

A zip of reports is no document: what its reader must hold at once is one member, so members are limited one by one,
and the whole only by what no honest archive reaches. Archives inside archives are refused.
"""

from __future__ import annotations

import io
import lzma
import os
import stat
import zipfile
import zlib
from collections.abc import Iterator

from bienban.corpus.files import read_limited, unreadable
from bienban.corpus.media import TABLES, suffix, unsupported
from bienban.corpus.sources import Found, failing, unlike
from bienban.errors import BienbanError, InputError, LimitError

MOST_MEMBERS = 100_000
MOST_INFLATED = 4 * 2**30
MOST_RATIO, RATIO_FROM = 100, 2**20
"""A member of more than :data:`RATIO_FROM` bytes that shrank more than hundredfold is a bomb; text shrinks four- to tenfold."""
_ENCRYPTED = 0x1
_UTF8 = 0x800
_DOCUMENT_PARTS = frozenset({"[Content_Types].xml", "mimetype"})
_LITTER = ("__MACOSX/",)


def is_document(path: str) -> bool:
    """Là văn bản Office (is a document): a zip that is one Word, Excel or ODF file, not an archive of files."""
    try:
        with zipfile.ZipFile(path) as archive:
            return not _DOCUMENT_PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return False


def count_members(path: str) -> int:
    """Đếm thành viên (count the members) that are files."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(not _is_left_out(info) for info in archive.infolist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return 1


def members(path: str, shown: str, source: str) -> Iterator[Found]:
    """Các thành viên (members) of the zip at ``path``; one failing input for the zip itself where it cannot be opened."""
    try:
        archive = zipfile.ZipFile(path)
    except OSError as error:
        yield failing(shown, "", source, unreadable(path, error))
        return
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield failing(shown, "", source, InputError.of("BB107", reason=type(error).__name__))
        return
    with archive:
        listed = [info for info in archive.infolist() if not _is_left_out(info)]
        refusal = _refusal(listed)
        if refusal is not None:
            yield failing(shown, "", source, refusal)
            return
        names: set[str] = set()
        for number, info in enumerate(listed):
            # Two members of one name are two inputs.
            name = unlike(_name(info), number, names)
            names.add(name)
            yield _member(archive, info, name, shown, source)


def _is_left_out(info: zipfile.ZipInfo) -> bool:
    hidden = os.path.basename(info.filename).startswith(".")
    return info.is_dir() or info.filename.startswith(_LITTER) or hidden


def _refusal(listed: list[zipfile.ZipInfo]) -> BienbanError | None:
    if len(listed) > MOST_MEMBERS:
        return LimitError.of("BB204", reason=f"{len(listed)} > {MOST_MEMBERS} tệp / files")
    total = sum(info.file_size for info in listed)
    if total > MOST_INFLATED:
        return LimitError.of("BB204", reason=f"{total} > {MOST_INFLATED} byte")
    return None


def _name(info: zipfile.ZipInfo) -> str:
    """A name without the UTF-8 flag is read by the library as code page 437; most programs wrote UTF-8 all the same."""
    if info.flag_bits & _UTF8:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, shown: str, source: str) -> Found:
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")):
        return failing(shown, name, source, LimitError.of("BB204", reason="đường dẫn ra ngoài / path outside"))
    if stat.S_ISLNK(info.external_attr >> 16):
        return failing(shown, name, source, InputError.of("BB105", kind="liên kết / link"))
    if (kind := unsupported(name)) is not None:
        return failing(shown, name, source, InputError.of("BB105", kind=kind))
    if suffix(name) in TABLES:
        # Read as prose it would be one report of nonsense; its rows are read when it stands by itself.
        return failing(shown, name, source, InputError.of("BB105", kind="bảng trong tệp nén / table inside an archive"))
    return Found(shown, name, source, None, lambda: (_inflate(archive, info), None))


def _inflate(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    if info.flag_bits & _ENCRYPTED:
        raise InputError.of("BB106")
    if info.file_size > RATIO_FROM and info.file_size > MOST_RATIO * max(1, info.compress_size):
        raise LimitError.of("BB204", reason=f"{info.file_size} byte / {info.compress_size}")
    try:
        with archive.open(info) as handle:
            data = read_limited(handle, info.file_size)  # type: ignore[arg-type]
    except (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise InputError.of("BB107", reason=type(error).__name__) from None
    if zipfile.is_zipfile(io.BytesIO(data)) and not _is_office(data):
        raise LimitError.of("BB204", reason="tệp nén trong tệp nén / archive inside an archive")
    return data


def _is_office(data: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return not _DOCUMENT_PARTS.isdisjoint(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise InputError.of("BB107", reason=type(error).__name__) from None

