"""Kiểm kê (inventory): which inputs there are, what content each had and when, and which have vanished."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from bienban.corpus.files import Stamp
from bienban.corpus.ledger import Ledger
from bienban.corpus.sources import Columns, Container, Found, is_there
from bienban.errors import BienbanError
from bienban.version import __version__

FINDING = "2"
"""Changed whenever a zip or a table gives other inputs, or texts, than before: unchanged ones are then looked into again."""
FINAL = ("ok", "partial", "failed", "quarantined")
_FINAL = "('ok', 'partial', 'failed', 'quarantined')"
_SILENT = frozenset({"BB102", "BB109"})
"""Errors that do not say what an input holds now: a share that is away, a right that was taken, a file being written."""
_LOSSY = "\ufffd"
_PAGE = 200


class Known(NamedTuple):
    """Đã biết (known): what the ledger holds of an input."""

    sha256: str | None
    size: int | None
    mtime_ns: int | None
    missing: bool
    since: int
    seen: int


def input_key(path: str, member: str) -> str:
    """Khóa đầu vào (input key): what the parts of ``inputs`` are divided by; 16 hexadecimal digits."""
    return hashlib.sha256(f"{path}\0{member}".encode("utf-8", "replace")).hexdigest()[:16]


class Inventory:
    """Bảng kiểm kê (inventory) of one run."""

    def __init__(self, ledger: Ledger) -> None:
        """The paths of ``ledger``, seen by its present run."""
        self.ledger = ledger

    def known(self, found: Found) -> Known | None:
        """Đã biết gì (what is known) of an input."""
        row = self.ledger.db.execute(
            "SELECT sha256, size, mtime_ns, missing, since, seen FROM path WHERE path = ? AND member = ?", (found.path, found.member)
        ).fetchone()
        return None if row is None else Known(row[0], row[1], row[2], bool(row[3]), *row[4:])

    def is_unchanged(self, known: Known | None, stamp: Stamp | None) -> bool:
        """Không đổi (unchanged): same size and time of change as when its content was hashed."""
        if known is None or stamp is None or known.sha256 is None or stamp.mtime_ns is None:
            return False
        return (known.size, known.mtime_ns) == stamp

    def see(self, found: Found) -> None:
        """Đã thấy (see) an unchanged input again."""
        values = (self.ledger.run, found.source, found.path, found.member)
        self.ledger.do("UPDATE path SET seen = ?, source = ?, missing = 0 WHERE path = ? AND member = ?", values)

    def put(self, found: Found, known: Known | None, sha256: str, size: int, stamp: Stamp | None) -> None:
        """Ghi nội dung (put) the content an input has now; what it had before goes into the history."""
        self._write(found, known, sha256, size, None if stamp is None else stamp.mtime_ns, None)

    def fail(self, found: Found, known: Known | None, error: BienbanError) -> None:
        """Ghi lỗi (fail): the input could not even be read. What was read from it before stays, unless the error says that it changed."""
        if known is not None and known.sha256 is not None and error.code in _SILENT:
            self._write(found, known, known.sha256, known.size, None, error)
        else:
            self._write(found, known, None, None if found.stamp is None else found.stamp.size, None, error)

    def _write(self, found: Found, known: Known | None, sha256: str | None, size: int | None, mtime: int | None, error: BienbanError | None) -> None:
        run, since = self.ledger.run, self.ledger.run
        if known is not None and known.sha256 == sha256:
            since = known.since
        elif known is not None:
            self.ledger.do("INSERT INTO history VALUES (?, ?, ?, ?, ?)", (found.path, found.member, known.sha256, known.since, run))
        told = (None, None, None) if error is None else (error.code, error.message_vi, error.message_en)
        self.ledger.do(
            "INSERT OR REPLACE INTO path VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, ?)",
            (found.path, found.member, input_key(found.path, found.member), found.source, sha256, size, mtime, run, since, *told),
        )

    def is_complete(self, container: Container, columns: Columns) -> bool:
        """Đã đọc hết (complete): an unchanged container all of whose inputs are known and read by this version."""
        row = self.ledger.db.execute("SELECT size, mtime_ns, settings FROM container WHERE path = ?", (container.path,)).fetchone()
        if row is None or container.stamp.mtime_ns is None or row != (*container.stamp, _settings(columns)):
            return False
        # One that had vanished and is back has no inputs but missing ones.
        if self.ledger.db.execute("SELECT 1 FROM path WHERE path = ? AND missing = 0 LIMIT 1", (container.path,)).fetchone() is None:
            return False
        # An input without content is tried again each time: what kept it from being read may be gone.
        left = self.ledger.db.execute(
            "SELECT 1 FROM path p LEFT JOIN content c ON c.version = ? AND c.sha256 = p.sha256 "
            f"WHERE p.path = ? AND p.missing = 0 AND (p.error_code IS NOT NULL OR c.status IS NULL OR c.status NOT IN {_FINAL}) LIMIT 1",
            (self.ledger.version.key, container.path),
        ).fetchone()
        return left is None

    def see_all(self, container: Container) -> int:
        """Đã thấy tất cả (see all) inputs of an unchanged container: how many were not yet seen."""
        values = (self.ledger.run, container.source, container.path, self.ledger.run)
        return self.ledger.do("UPDATE path SET seen = ?, source = ? WHERE path = ? AND missing = 0 AND seen < ?", values).rowcount

    def begin(self, container: Container, columns: Columns) -> None:
        """Bắt đầu một tệp chứa (begin): should the run be killed, the next one knows by which columns."""
        self.ledger.do("INSERT OR IGNORE INTO container VALUES (?, ?, NULL, ?)", (container.path, container.stamp.size, _settings(columns)))

    def finish(self, container: Container, columns: Columns) -> None:
        """Xong một tệp chứa (finish): every input of it has been found; those it no longer has are missing."""
        values = (container.path, *container.stamp, _settings(columns))
        self.ledger.do("INSERT OR REPLACE INTO container VALUES (?, ?, ?, ?)", values)
        self.ledger.do("UPDATE path SET missing = 1 WHERE path = ? AND seen < ?", (container.path, self.ledger.run))
        self.ledger.do("DELETE FROM path WHERE path = ? AND missing AND sha256 IS NULL", (container.path,))

    def mark_missing(self, sources: list[str]) -> None:
        """Đánh dấu đã mất (mark as missing) what a source gave before and gives no more.

        So is what another source gave, where that source is gone, or where it lies below a source of now and is gone itself.
        An input of which no content was ever read is forgotten: there is nothing left to tell of it.
        """
        run = self.ledger.run
        for source in sources:
            self.ledger.do(f"UPDATE path SET missing = 1 WHERE source = ? AND seen < ? AND missing = 0 AND {_OPEN}", (source, run, run))
            below = source.rstrip("/") + "/"
            # "0" is the sign after "/".
            query = "SELECT DISTINCT path FROM path WHERE path >= ? AND path < ? AND seen < ? AND missing = 0"
            self._miss("path", self.ledger.db.execute(query, (below, below[:-1] + "0", run)).fetchall(), os.path.lexists)
        others = "SELECT DISTINCT source FROM path WHERE seen < ? AND missing = 0"
        self._miss("source", self.ledger.db.execute(others, (run,)).fetchall(), is_there)
        self.ledger.do("DELETE FROM path WHERE missing AND sha256 IS NULL")

    def missing(self) -> int:
        """Số đã mất (missing): how many inputs are."""
        return int(self.ledger.db.execute("SELECT count(*) FROM path WHERE missing").fetchone()[0])

    def left_behind(self) -> Iterator[tuple[str, str]]:
        """Còn lại (left behind): path and source of files that no source of this run gave, whose content this version has not read.

        Another version, a run that was stopped or ``--retry`` leaves them; those that are gone are missing.
        """
        last = ""
        while page := self.ledger.db.execute(_LEFT_BEHIND, (self.ledger.version.key, last, self.ledger.run)).fetchall():
            for path, source in page:
                if os.path.lexists(path):
                    yield path, source
                else:
                    self._miss("path", [(path,)], os.path.lexists)
            last = page[-1][0]

    def columns_of(self, path: str, columns: Columns) -> Columns:
        """Cột của tệp (columns of a file): those a table was read by the last time, else ``columns``."""
        row = self.ledger.db.execute("SELECT settings FROM container WHERE path = ?", (path,)).fetchone()
        return columns if row is None else Columns(*json.loads(row[0])[:2])

    def _miss(self, column: str, names: Iterable[tuple[str]], there: Callable[[str], bool]) -> None:
        """Mark what is gone. A name shown with U+FFFD cannot be looked for."""
        for (name,) in names:
            if _LOSSY not in name and not there(name):
                self.ledger.do(f"UPDATE path SET missing = 1 WHERE {column} = ? AND seen < ?", (name, self.ledger.run))


_OPEN = "path NOT IN (SELECT path FROM path WHERE member = '' AND seen = ? AND error_code IS NOT NULL)"
"""A container that cannot be looked into has an error of its own, and what it held has not vanished."""
_LEFT_BEHIND = f"""
SELECT p.path, min(p.source) FROM path p LEFT JOIN content c ON c.version = ? AND c.sha256 = p.sha256
WHERE p.path > ? AND p.seen < ? AND p.missing = 0 AND p.sha256 IS NOT NULL AND (c.status IS NULL OR c.status NOT IN {_FINAL})
GROUP BY p.path ORDER BY p.path LIMIT {_PAGE}
"""


def _settings(columns: Columns) -> str:
    """What the inputs of a container depend on besides its bytes."""
    return json.dumps([columns.text, columns.id, __version__, FINDING], ensure_ascii=False)
