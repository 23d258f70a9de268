"""Sổ cái (ledger): what was found, what was read from it by which version, and what is left to do. SQLite, one writer.

Content is keyed on its SHA-256 and the version that read it, so a text under ten names is read once, a new version reads
again and old rows stay. A kill of the process at any moment loses at most what was not committed, which the next run
does again; a power cut may lose the last commits but damages nothing (WAL, ``synchronous=NORMAL``; FULL on wish).
"""

from __future__ import annotations

import errno
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, NamedTuple

from bienban.corpus.files import unwritable
from bienban.corpus.reading import Read
from bienban.corpus.versions import Version
from bienban.errors import BienbanError, SettingsError

FORMAT = 1
MOST_DEATHS = 3
"""Workers a text may cost before it is quarantined. Only their deaths count, not those of the run itself."""
_APPLICATION = 0x6269656E
Final = Literal["ok", "partial", "failed", "quarantined"]
_TABLES = """
CREATE TABLE version (key TEXT PRIMARY KEY, facts TEXT NOT NULL, run INTEGER NOT NULL);
CREATE TABLE run (seq INTEGER PRIMARY KEY, version TEXT NOT NULL, state TEXT NOT NULL);
CREATE TABLE content (
  version TEXT NOT NULL, sha256 TEXT NOT NULL, status TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, deaths INTEGER NOT NULL DEFAULT 0,
  cause TEXT, digest TEXT, error_code TEXT, error_vi TEXT, error_en TEXT, text_key TEXT, sketch BLOB, record BLOB,
  PRIMARY KEY (version, sha256));
CREATE INDEX content_state ON content (version, sha256, status, digest, error_code);
CREATE TABLE path (
  path TEXT NOT NULL, member TEXT NOT NULL, key TEXT NOT NULL, source TEXT NOT NULL, sha256 TEXT, size INTEGER, mtime_ns INTEGER,
  seen INTEGER NOT NULL, since INTEGER NOT NULL, missing INTEGER NOT NULL DEFAULT 0, error_code TEXT, error_vi TEXT, error_en TEXT,
  PRIMARY KEY (path, member)) WITHOUT ROWID;
CREATE INDEX path_content ON path (sha256);
CREATE INDEX path_key ON path (key, path, member);
CREATE TABLE history (path TEXT NOT NULL, member TEXT NOT NULL, sha256 TEXT, since INTEGER NOT NULL, until INTEGER NOT NULL);
CREATE TABLE container (path TEXT PRIMARY KEY, size INTEGER NOT NULL, mtime_ns INTEGER, settings TEXT NOT NULL);
CREATE TABLE duplicate (
  sha256 TEXT NOT NULL, of_sha256 TEXT NOT NULL, kind TEXT NOT NULL, similarity REAL NOT NULL, PRIMARY KEY (sha256, of_sha256)) WITHOUT ROWID;
CREATE TABLE pair (
  a TEXT NOT NULL, b TEXT NOT NULL, shared REAL NOT NULL, overlap REAL NOT NULL, numbers REAL NOT NULL, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


class Content(NamedTuple):
    """Nội dung (content): a row of the ledger without its record."""

    sha256: str
    status: str
    digest: str | None


def open_ledger(path: Path, *, full: bool = False) -> sqlite3.Connection:
    """Mở sổ cái (open the ledger) for its one writer, made where there is none.

    ``full`` waits for the disk at every commit. Raises ``SettingsError``: BB304 for what is no ledger, is damaged or of
    another format; BB305 where it cannot be written.
    """
    with guarded(path):
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA synchronous = {'FULL' if full else 'NORMAL'}")
        if connection.execute("PRAGMA application_id").fetchone()[0] == 0 and not connection.execute("SELECT * FROM sqlite_master").fetchone():
            # All or nothing: a kill between two tables must not leave half a ledger.
            connection.executescript(f"BEGIN; {_TABLES} PRAGMA application_id = {_APPLICATION}; PRAGMA user_version = {FORMAT}; COMMIT;")
        check_format(connection, path)
        return connection


def open_for_reading(path: Path) -> sqlite3.Connection:
    """Mở để đọc (open for reading), beside a writer or not; errors as :func:`open_ledger`, BB304 also where there is none."""
    if not path.is_file():
        raise SettingsError.of("BB304", name=path.name, reason="không có / there is none")
    with guarded(path):
        try:
            return _readable(path, "mode=ro")
        except sqlite3.OperationalError as error:
            # In a folder one may only read, SQLite cannot make the files it shares with a writer; where nothing is in them there is none.
            if is_locked(error) or has_writer(path):
                raise
            return _readable(path, "immutable=1")


def is_locked(error: sqlite3.Error) -> bool:
    """Đang bị khóa (is locked) by another program."""
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))


def has_writer(path: Path) -> bool:
    """Có người ghi (has a writer): what was written to an SQLite file may still lie beside it."""
    beside = path.with_name(f"{path.name}-wal")
    return beside.exists() and beside.stat().st_size > 0


def _readable(path: Path, how: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    try:
        check_format(connection, path)
    except BaseException:
        connection.close()
        raise
    return connection


def check_format(connection: sqlite3.Connection, path: Path) -> None:
    """Kiểm tra dạng (check the format) of an open file."""
    application, form = (connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version"))
    if application != _APPLICATION:
        raise SettingsError.of("BB304", name=path.name, reason="không phải sổ của bienban / no ledger of bienban")
    if form != FORMAT:
        raise SettingsError.of("BB304", name=path.name, reason=f"dạng / format {form}, cần / needs {FORMAT}")


def check_whole(connection: sqlite3.Connection, path: Path) -> None:
    """Kiểm tra toàn vẹn (check integrity): every page of the ledger; reads it all. ``SettingsError`` BB304."""
    with guarded(path):
        found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise SettingsError.of("BB304", name=path.name, reason="bị hỏng / damaged")


@contextmanager
def guarded(path: Path) -> Iterator[None]:
    """Canh lỗi (guard): errors of SQLite become typed ones, which say what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        if "full" in str(error):
            raise unwritable(path, OSError(errno.ENOSPC, str(error))) from None
        if getattr(error, "sqlite_errorname", "").startswith("SQLITE_IOERR"):
            raise unwritable(path, OSError(errno.EIO, str(error))) from None
        if (isinstance(error, sqlite3.OperationalError) and "readonly" in str(error)) or "unable to open" in str(error):
            raise unwritable(path, OSError(errno.EACCES, str(error))) from None
        if is_locked(error):
            raise unwritable(path, OSError(errno.EBUSY, "đang bị chương trình khác khóa / another program holds it locked")) from None
        # Old records are in no other place, so nobody is told to delete a ledger that may be sound.
        broken = getattr(error, "sqlite_errorname", "").startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB"))
        advice = "; xóa tệp này rồi chạy lại sẽ đọc lại tất cả / delete it and run again to read everything anew" if broken else ""
        raise SettingsError.of("BB304", name=path.name, reason=f"{error}{advice}") from None


class Ledger:
    """Sổ cái đang mở (open ledger) at one version and one run. Changes are kept until :meth:`commit`."""

    def __init__(self, connection: sqlite3.Connection, path: Path, version: Version) -> None:
        """``connection`` from :func:`open_ledger`; the run gets the next number."""
        self.db, self.path, self.version = connection, path, version
        with guarded(path):
            self.db.execute("BEGIN IMMEDIATE")
            self.run: int = 1 + (self.db.execute("SELECT max(seq) FROM run").fetchone()[0] or 0)
            self.db.execute("INSERT INTO run VALUES (?, ?, 'started')", (self.run, version.key))
            self.db.execute("INSERT OR IGNORE INTO version VALUES (?, ?, ?)", (version.key, version.to_json(), self.run))
            self.db.execute("COMMIT")
        self._open = False

    def do(self, statement: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Ghi (do): run a statement inside the transaction that the next :meth:`commit` ends."""
        if not self._open:
            self.db.execute("BEGIN IMMEDIATE")
            self._open = True
        return self.db.execute(statement, values)

    def commit(self) -> None:
        """Chốt (commit) what was done since the last time."""
        if self._open:
            self.db.execute("COMMIT")
            self._open = False

    def previous_version(self) -> Version | None:
        """Phiên bản trước (previous version): the one the tables are of, that is of the last complete run, else of the last run."""
        found = self.db.execute(
            "SELECT facts FROM version JOIN run ON run.version = version.key WHERE run.seq < ? ORDER BY run.state = 'complete' DESC, run.seq DESC "
            "LIMIT 1",
            (self.run,),
        ).fetchone()
        return None if found is None else Version.from_json(found[0])

    def state_of(self, sha256: str) -> str | None:
        """Trạng thái nội dung (status of a content) in this version; None where it is not known."""
        row = self.db.execute("SELECT status FROM content WHERE version = ? AND sha256 = ?", (self.version.key, sha256)).fetchone()
        return None if row is None else str(row[0])

    def mark_running(self, sha256: str) -> None:
        """Đánh dấu đang đọc (mark as running), one more attempt."""
        self.do(
            "INSERT INTO content (version, sha256, status, attempts) VALUES (?, ?, 'running', 1) "
            "ON CONFLICT DO UPDATE SET status = 'running', attempts = attempts + 1",
            (self.version.key, sha256),
        )

    def keep(self, sha256: str, read: Read) -> None:
        """Giữ kết quả (keep) what was read."""
        self.do(
            "UPDATE content SET status = ?, digest = ?, text_key = ?, sketch = ?, record = ?, cause = NULL, error_code = NULL, error_vi = NULL, "
            "error_en = NULL WHERE version = ? AND sha256 = ?",
            (read.status, read.digest, read.text_key, read.sketch, read.packed, self.version.key, sha256),
        )

    def fail(self, sha256: str, error: BienbanError, status: Final = "failed") -> None:
        """Ghi lỗi (fail) of a content itself."""
        self.do(
            "UPDATE content SET status = ?, error_code = ?, error_vi = ?, error_en = ? WHERE version = ? AND sha256 = ?",
            (status, error.code, error.message_vi, error.message_en, self.version.key, sha256),
        )

    def count_death(self, sha256: str, cause: str) -> int:
        """Đếm lần chết (count a death) of the worker that had the content: how many there are now."""
        values = (cause, self.version.key, sha256)
        row = self.do("UPDATE content SET deaths = deaths + 1, cause = ? WHERE version = ? AND sha256 = ? RETURNING deaths", values).fetchone()
        return int(row[0])

    def forget_failures(self) -> int:
        """Quên lỗi do giới hạn (forget failures) that another machine or limit may not have: how many will be read again."""
        return self.do(
            "DELETE FROM content WHERE version = ? AND (status = 'quarantined' OR (status = 'failed' AND error_code IN ('BB203', 'BB205', 'BB502')))",
            (self.version.key,),
        ).rowcount

    def close(self, state: str) -> None:
        """Đóng (close) the ledger; ``state`` is how the run ended."""
        with guarded(self.path):
            self.do("UPDATE run SET state = ? WHERE seq = ?", (state, self.run))
            self.commit()
            self.db.close()


def record_of(connection: sqlite3.Connection, version: str, sha256: str) -> bytes | None:
    """Bản ghi (record): the JSON of a content as that version read it; None where it was not or failed."""
    row = connection.execute("SELECT record FROM content WHERE version = ? AND sha256 = ?", (version, sha256)).fetchone()
    return None if row is None or row[0] is None else zlib.decompress(row[0])
