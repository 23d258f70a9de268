"""Kiểm kê (inventory): which inputs there are, what content each had and when, and which have vanished."""

from __future__ import annotations

import hashlib
import json
from typing import NamedTuple

from bienban.corpus.files import Stamp
from bienban.corpus.ledger import Ledger
from bienban.corpus.sources import Columns, Container, Found
from bienban.errors import BienbanError

FINAL = ("ok", "partial", "failed", "quarantined")
_FINAL = "('ok', 'partial', 'failed', 'quarantined')"


class Known(NamedTuple):
    """Đã biết (known): what the ledger holds of an input."""

    sha256: str | None
    size: int | None
    mtime_ns: int | None
    missing: bool
    since: int


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
            "SELECT sha256, size, mtime_ns, missing, since FROM path WHERE path = ? AND member = ?", (found.path, found.member)
        ).fetchone()
        return None if row is None else Known(row[0], row[1], row[2], bool(row[3]), row[4])

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
        """Ghi lỗi (fail): the input could not even be read."""
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
        # An input without content is tried again each time: what kept it from being read may be gone.
        left = self.ledger.db.execute(
            "SELECT 1 FROM path p LEFT JOIN content c ON c.version = ? AND c.sha256 = p.sha256 "
            f"WHERE p.path = ? AND p.missing = 0 AND (c.status IS NULL OR c.status NOT IN {_FINAL}) LIMIT 1",
            (self.ledger.version.key, container.path),
        ).fetchone()
        return left is None

    def see_all(self, container: Container) -> int:
        """Đã thấy tất cả (see all) inputs of an unchanged container: how many."""
        values = (self.ledger.run, container.source, container.path)
        return self.ledger.do("UPDATE path SET seen = ?, source = ? WHERE path = ? AND missing = 0", values).rowcount

    def finish(self, container: Container, columns: Columns) -> None:
        """Xong một tệp chứa (finish): every input of it has been found; those it no longer has are missing."""
        values = (container.path, *container.stamp, _settings(columns))
        self.ledger.do("INSERT OR REPLACE INTO container VALUES (?, ?, ?, ?)", values)
        self.ledger.do("UPDATE path SET missing = 1 WHERE path = ? AND seen < ?", (container.path, self.ledger.run))
        self.ledger.do("DELETE FROM path WHERE path = ? AND missing AND sha256 IS NULL", (container.path,))

    def mark_missing(self, sources: list[str]) -> int:
        """Đánh dấu đã mất (mark as missing) what a source gave before and gives no more: how many are missing in all of them.

        An input of which no content was ever read is forgotten: there is nothing left to tell of it.
        """
        for source in sources:
            self.ledger.do("UPDATE path SET missing = 1 WHERE source = ? AND seen < ? AND missing = 0", (source, self.ledger.run))
        self.ledger.do("DELETE FROM path WHERE missing AND sha256 IS NULL")
        marks = ",".join("?" * len(sources))
        row = self.ledger.do(f"SELECT count(*) FROM path WHERE missing AND source IN ({marks})", sources).fetchone()
        return int(row[0])


def _settings(columns: Columns) -> str:
    return json.dumps([columns.text, columns.id], ensure_ascii=False)
