"""Chỉ mục tìm kiếm (search index): an SQLite file beside the tables, made from the records and never the source of anything.

It is brought up to date report by report: those gone or changed are taken out, new ones put in, each batch in one
transaction, so that an update that was killed is simply carried on. Deleting the file costs the time to make it again.
Two columns are indexed, with and without diacritics, folded by us: the tokenizer of SQLite leaves đ as it is.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

from bienban.corpus.ledger import has_writer, is_locked
from bienban.corpus.search_fold import exact_form, plain_form
from bienban.corpus.search_passages import Party, passages_of
from bienban.errors import SettingsError

INDEX_VERSION = "1"
"""Changed whenever a passage, a fold or a table of the index changes: the index is then made anew."""
_BATCH = 200
_MOST_CACHED = 50_000
_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE report (no INTEGER PRIMARY KEY, report_id TEXT NOT NULL UNIQUE, fingerprint TEXT NOT NULL, title TEXT, held TEXT, text TEXT NOT NULL);
CREATE TABLE passage (
    no INTEGER PRIMARY KEY, report INTEGER NOT NULL, kind TEXT NOT NULL, item_id TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL,
    due_first TEXT, due_last TEXT
);
CREATE INDEX passage_report ON passage (report);
CREATE INDEX passage_due ON passage (due_last) WHERE due_last IS NOT NULL;
CREATE TABLE party (no INTEGER PRIMARY KEY, kind TEXT NOT NULL, names TEXT NOT NULL, UNIQUE (kind, names));
CREATE TABLE passage_party (party INTEGER NOT NULL, passage INTEGER NOT NULL, PRIMARY KEY (party, passage)) WITHOUT ROWID;
CREATE INDEX party_passage ON passage_party (passage);
CREATE VIRTUAL TABLE words USING fts5(exact, plain, content='', tokenize="unicode61 remove_diacritics 0");
CREATE VIRTUAL TABLE party_words USING fts5(exact, plain, content='', tokenize="unicode61 remove_diacritics 0");
"""

Entry = tuple[str, str]
"""A report's id and a fingerprint of its record: another fingerprint, another record."""
Load = Callable[[Sequence[str]], Iterable[Mapping[str, Any]]]


class Updated(NamedTuple):
    """Kết quả cập nhật (updated): reports put in and taken out."""

    added: int
    removed: int


def open_index(path: Path) -> sqlite3.Connection:
    """Mở chỉ mục (open the index): the file is made where it is missing, old or broken. ``SettingsError`` BB305: it cannot be written.

    In a folder one may only read, an index that is up to date serves all the same.
    """
    with _guarded(path), _alone(path):
        return _connected(path)


def update(connection: sqlite3.Connection, wanted: Callable[[], Iterable[Entry]], load: Load, stamp: str) -> Updated:
    """Cập nhật (update): make the index hold the reports ``wanted`` and no others.

    ``wanted`` is asked only where something may have changed. ``load`` gives the records of some report ids, in any order; one
    it does not give stays out. ``stamp`` names the state of the dataset: with the same one nothing is compared at all.
    """
    if _meta(connection, "stamp") == stamp:
        return Updated(0, 0)
    place = Path(connection.execute("PRAGMA database_list").fetchone()[2])
    with _guarded(place), _alone(place):
        # Whoever held the lock before may have done it all.
        return Updated(0, 0) if _meta(connection, "stamp") == stamp else _updated(connection, wanted(), load, stamp)


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Two searches at once make one index, one after the other; where no lock can be made, nothing can be written either."""
    try:
        descriptor = os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _guarded(path: Path) -> Iterator[None]:
    """An index that cannot be written is told as such: a full disk, a folder one may only read, another writer."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise SettingsError.of("BB305", name=path.name, reason=str(error)) from None


def _updated(connection: sqlite3.Connection, wanted: Iterable[Entry], load: Load, stamp: str) -> Updated:
    with connection:
        connection.execute("CREATE TEMP TABLE IF NOT EXISTS wanted (report_id TEXT PRIMARY KEY, fingerprint TEXT) WITHOUT ROWID")
        connection.execute("DELETE FROM wanted")
        connection.executemany("INSERT OR IGNORE INTO wanted VALUES (?, ?)", wanted)
    removed = _remove_stale(connection)
    added = _add_missing(connection, load)
    with connection:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('stamp', ?)", (stamp,))
    return Updated(added, removed)


def _connected(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=60)
    try:
        current = _is_current(connection)
    except sqlite3.OperationalError as error:
        # Locked, or in a folder one may only read; no reason to delete what may be the index another one is using.
        connection.close()
        if is_locked(error) or has_writer(path):
            raise
        return _read_only(path)
    except sqlite3.DatabaseError:
        current = False
    if not current:
        connection.close()
        _delete(path)
        connection = sqlite3.connect(path, timeout=60)
        connection.executescript(f"PRAGMA journal_mode = WAL; BEGIN; {_SCHEMA} INSERT INTO meta VALUES ('version', '{INDEX_VERSION}'); COMMIT;")
    connection.execute("PRAGMA synchronous = NORMAL")
    return connection


def _delete(path: Path) -> None:
    try:
        for suffix in ("", "-wal", "-shm"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
    except OSError as error:
        raise sqlite3.OperationalError(error.strerror) from None


def _is_current(connection: sqlite3.Connection) -> bool:
    if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'meta'").fetchone():
        return False
    return _meta(connection, "version") == INDEX_VERSION


def _read_only(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?immutable=1", uri=True)
    if not _is_current(connection):
        raise sqlite3.OperationalError("chỉ được đọc / may only be read")
    return connection


def _meta(connection: sqlite3.Connection, key: str) -> str | None:
    found = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return None if found is None else str(found[0])


def _remove_stale(connection: sqlite3.Connection) -> int:
    held = "SELECT 1 FROM wanted w WHERE w.report_id = report.report_id AND w.fingerprint = report.fingerprint"
    stale = f"SELECT no, text FROM report WHERE NOT EXISTS ({held})"
    removed = 0
    while rows := connection.execute(f"{stale} LIMIT {_BATCH}").fetchall():
        with connection:
            for number, text in rows:
                _remove(connection, number, text)
        removed += len(rows)
    return removed


def _remove(connection: sqlite3.Connection, number: int, text: str) -> None:
    """Take one report out. An index without content forgets a row only when it is told again what the row said."""
    exact, plain = exact_form(text), plain_form(text)
    places = connection.execute("SELECT no, start, end FROM passage WHERE report = ?", (number,)).fetchall()
    connection.executemany(
        "INSERT INTO words (words, rowid, exact, plain) VALUES ('delete', ?, ?, ?)", [(no, exact[a:b], plain[a:b]) for no, a, b in places]
    )
    connection.execute("DELETE FROM passage_party WHERE passage IN (SELECT no FROM passage WHERE report = ?)", (number,))
    connection.execute("DELETE FROM passage WHERE report = ?", (number,))
    connection.execute("DELETE FROM report WHERE no = ?", (number,))


def _add_missing(connection: sqlite3.Connection, load: Load) -> int:
    missing = connection.execute(
        "SELECT w.report_id, w.fingerprint FROM wanted w LEFT JOIN report r ON r.report_id = w.report_id WHERE r.no IS NULL ORDER BY w.report_id"
    ).fetchall()
    parties = _Parties(connection)
    added = 0
    entries = iter(missing)
    while batch := dict(islice(entries, _BATCH)):
        with connection:
            for record in load(list(batch)):
                _add(connection, record, batch[record["source"]["id"]], parties)
                added += 1
    return added


def _add(connection: sqlite3.Connection, record: Mapping[str, Any], fingerprint: str, parties: _Parties) -> None:
    text, meeting = record["text"], record["meeting"]
    exact, plain = exact_form(text), plain_form(text)
    title = meeting["title"]["text"] if meeting["title"] else text.strip().partition("\n")[0][:200]
    held = meeting["date"]["edtf"] if meeting["date"] else None
    report = connection.execute(
        "INSERT INTO report (report_id, fingerprint, title, held, text) VALUES (?, ?, ?, ?, ?)",
        (record["source"]["id"], fingerprint, " ".join(title.split()), held, text),
    ).lastrowid
    for kind, item_id, start, end, first, last, tied in passages_of(record):
        passage = connection.execute(
            "INSERT INTO passage (report, kind, item_id, start, end, due_first, due_last) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (report, kind, item_id, start, end, first, last),
        ).lastrowid
        connection.execute("INSERT INTO words (rowid, exact, plain) VALUES (?, ?, ?)", (passage, exact[start:end], plain[start:end]))
        connection.executemany("INSERT INTO passage_party VALUES (?, ?)", [(number, passage) for number in sorted(map(parties.number, tied))])


class _Parties:
    """Numbers of the parties, found or given."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._known: dict[Party, int] = {}

    def number(self, party: Party) -> int:
        known = self._known.get(party)
        if known is None:
            if len(self._known) >= _MOST_CACHED:
                self._known.clear()
            self._known[party] = known = self._found(party) or self._made(party)
        return known

    def _found(self, party: Party) -> int | None:
        row = self._connection.execute("SELECT no FROM party WHERE kind = ? AND names = ?", party).fetchone()
        return None if row is None else int(row[0])

    def _made(self, party: Party) -> int:
        number = self._connection.execute("INSERT INTO party (kind, names) VALUES (?, ?)", party).lastrowid
        assert number is not None
        forms = (number, exact_form(party.names), plain_form(party.names))
        self._connection.execute("INSERT INTO party_words (rowid, exact, plain) VALUES (?, ?, ?)", forms)
        return number
