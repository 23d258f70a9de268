"""Trùng lặp (duplicates): reports that say what another one says, linked and never dropped.

The same text in two files that differ in format, encoding or blank space is an exact duplicate. A repost is a near one: the same
article with a page's words around it or another headline. Two reports made from one form share their words too, but not
their numbers: where the numbers differ, they are two reports. The result depends on the set of contents alone.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from bienban.corpus.ledger import Ledger, record_of
from bienban.corpus.sketch import BANDS, numbers, sequences, sketch_type

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from bienban.corpus.sketch import Hashes

LEAST_SHARED, LEAST_OVERLAP = 0.6, 0.3
"""Of the shorter text's sequences so many are in the other, and of both texts' together so many are common: a digest that
quotes a whole report among many others is no repost of it."""
LEAST_SEQUENCES = 20
LEAST_NUMBERS, NUMBERS_FROM = 0.7, 4
"""Of the shorter text's numbers so many are in the other, where it has so many."""
_WORTH_READING = 0.45
_MOST_LEADERS = 4
_CACHE = 256
_HELD = "EXISTS (SELECT 1 FROM path p WHERE p.sha256 = c.sha256)"


class Likeness(NamedTuple):
    """Độ giống (likeness) of two texts: share of the shorter's word sequences and numbers in the other, overlap of all."""

    shared: float
    overlap: float
    numbers: float

    @property
    def is_repost(self) -> bool:
        """Là đăng lại (repost) or not."""
        return self.shared >= LEAST_SHARED and self.overlap >= LEAST_OVERLAP and self.numbers >= LEAST_NUMBERS


class _Drawn(NamedTuple):
    sequences: Hashes
    numbers: frozenset[str]


def draw(text: str) -> _Drawn:
    """Dựng (draw) what two texts are compared by."""
    return _Drawn(sequences(text), numbers(text))


def likeness(a: _Drawn, b: _Drawn) -> Likeness:
    """Độ giống (likeness) of two drawn texts; nothing in common where either is too short to tell."""
    import numpy as np

    short, long = sorted((a, b), key=lambda drawn: int(drawn.sequences.size))
    if short.sequences.size < LEAST_SEQUENCES:
        return Likeness(0.0, 0.0, 0.0)
    common = int(np.intersect1d(short.sequences, long.sequences, assume_unique=True).size)
    few = min((a.numbers, b.numbers), key=len)
    alike = len(a.numbers & b.numbers) / len(few) if len(few) >= NUMBERS_FROM else 1.0
    return Likeness(common / short.sequences.size, common / (short.sequences.size + long.sequences.size - common), alike)


def link(ledger: Ledger, work: Path) -> None:
    """Liên kết (link): bring the ledger's duplicates up to date; ``work`` is a folder for a temporary file.

    Memory grows by 40 bytes a report; the sketches, about a kilobyte each, stay in the file.
    """
    state = _state(ledger.db, ledger.version.key)
    if ledger.db.execute("SELECT value FROM note WHERE name = 'duplicates'").fetchone() == (state,):
        return
    ledger.do("DELETE FROM duplicate")
    ledger.do(_EXACT, (ledger.version.key,))
    with tempfile.TemporaryFile(dir=work) as file:
        for sha256, of, similarity in _near(ledger, file):
            ledger.do("INSERT INTO duplicate VALUES (?, ?, 'near', ?)", (sha256, of, round(similarity, 4)))
    ledger.do("INSERT OR REPLACE INTO note VALUES ('duplicates', ?)", (state,))
    ledger.commit()


_EXACT = f"""
INSERT INTO duplicate
SELECT c.sha256, first.sha256, 'exact', 1.0 FROM content c
JOIN (SELECT text_key, min(sha256) AS sha256 FROM content c WHERE version = ?1 AND text_key IS NOT NULL AND {_HELD}
      GROUP BY text_key HAVING count(*) > 1) first ON first.text_key = c.text_key
WHERE c.version = ?1 AND c.sha256 != first.sha256 AND {_HELD}
"""


def _state(db: sqlite3.Connection, version: str) -> str:
    digest = hashlib.sha256(version.encode())
    for row in db.execute(f"SELECT sha256, digest FROM content c WHERE version = ? AND digest IS NOT NULL AND {_HELD} ORDER BY sha256", (version,)):
        digest.update(json.dumps(row).encode())
    return digest.hexdigest()


def _near(ledger: Ledger, file: object) -> Iterator[tuple[str, str, float]]:
    hashes, drawings = _sketches(ledger, file)
    compare = _Comparer(ledger, hashes)
    for place, first in group(drawings, compare).members():
        yield hashes[place], hashes[first], compare(first, place).shared


def group(drawings: npt.NDArray[np.void], compare: Callable[[int, int], Likeness]) -> Groups:
    """Gom nhóm (group) the texts whose sketches are ``drawings``; ``compare`` tells the likeness of two of them, by place."""
    groups = Groups(len(drawings))
    for band in range(BANDS):
        for run in _runs(drawings["keys"][:, band]):
            _meet(run, drawings, groups, compare)
    return groups


def _sketches(ledger: Ledger, file: object) -> tuple[list[str], npt.NDArray[np.void]]:
    """Hashes of the contents in order, exact duplicates left out, and their sketches on disk."""
    import numpy as np

    kind = sketch_type()
    query = (
        f"SELECT sha256, sketch FROM content c WHERE version = ? AND length(sketch) = {kind.itemsize} AND {_HELD} "
        "AND NOT EXISTS (SELECT 1 FROM duplicate d WHERE d.sha256 = c.sha256) ORDER BY sha256"
    )
    hashes = []
    for sha256, sketch in ledger.db.execute(query, (ledger.version.key,)):
        hashes.append(sha256)
        file.write(sketch)  # type: ignore[attr-defined]
    file.flush()  # type: ignore[attr-defined]
    if not hashes:
        return [], np.empty(0, dtype=kind)
    return hashes, np.memmap(file, dtype=kind, mode="r", shape=(len(hashes),))  # type: ignore[call-overload]


def _runs(keys: Hashes) -> Iterator[list[int]]:
    """Places of equal keys, in order, where there are at least two."""
    import numpy as np

    order = np.argsort(keys, kind="stable")
    ordered = np.asarray(keys)[order]
    edges = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1], [True])))
    for begin, length in zip(edges[:-1], np.diff(edges), strict=True):
        if length > 1:
            yield order[begin : begin + length].tolist()


def _meet(run: list[int], drawings: npt.NDArray[np.void], groups: Groups, compare: Callable[[int, int], Likeness]) -> None:
    """Join those of a run that are reposts of one of its first few: comparing all with all would be quadratic."""
    leaders: list[int] = []
    for place in run:
        for leader in leaders:
            if groups.root(leader) == groups.root(place):
                break
            if _may_be_repost(drawings[leader], drawings[place]) and compare(leader, place).is_repost:
                groups.join(leader, place)
                break
        else:
            if len(leaders) < _MOST_LEADERS:
                leaders.append(place)


def _may_be_repost(a: np.void, b: np.void) -> bool:
    """Whether the sketches alone leave it possible: most that meet by chance are not worth reading their texts."""
    overlap = float((a["heads"] == b["heads"]).mean())
    counts = int(a["count"]), int(b["count"])
    common = overlap * sum(counts) / (1.0 + overlap)
    return common >= _WORTH_READING * max(1, min(counts))


class Groups:
    """Nhóm (groups): disjoint sets of places; the root of each is its smallest place."""

    def __init__(self, size: int) -> None:
        """Every place ``0 … size-1`` by itself."""
        from array import array

        self._parent = array("l", range(size))

    def root(self, place: int) -> int:
        """Gốc (root): the smallest place of the group."""
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def join(self, a: int, b: int) -> None:
        """Gộp (join) two groups."""
        a, b = self.root(a), self.root(b)
        self._parent[max(a, b)] = min(a, b)

    def members(self) -> Iterator[tuple[int, int]]:
        """Thành viên (members): every place that is not the first of its group, with the first."""
        return ((place, root) for place in range(len(self._parent)) if (root := self.root(place)) != place)


class _Comparer:
    """Bộ so (comparer): likeness of two contents by their texts, remembered in the ledger from run to run."""

    def __init__(self, ledger: Ledger, hashes: list[str]) -> None:
        self.ledger, self.hashes = ledger, hashes
        self.drawn = lru_cache(_CACHE)(self._draw)

    def __call__(self, a: int, b: int) -> Likeness:
        pair = self._key(a), self._key(b)
        row = self.ledger.db.execute("SELECT shared, overlap, numbers FROM pair WHERE a = ? AND b = ?", pair).fetchone()
        if row is not None:
            return Likeness(*row)
        found = likeness(self.drawn(a), self.drawn(b))
        self.ledger.do("INSERT OR IGNORE INTO pair VALUES (?, ?, ?, ?, ?)", (*pair, *found))
        return found

    def _key(self, place: int) -> str:
        return f"{self.ledger.version.key}/{self.hashes[place]}"

    def _draw(self, place: int) -> _Drawn:
        record = record_of(self.ledger.db, self.ledger.version.key, self.hashes[place])
        return draw("" if record is None else json.loads(record)["text"])
