"""Bản ghi đã lưu (stored records): whole records out of a run's ledger, a few at a time."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from bienban.corpus.ledger import guarded, open_for_reading

_BATCH = 200


def stored_records(ledger: Path, version: str, contents: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Đọc bản ghi (read records): SHA-256 and JSON of each of ``contents`` that the version has read, in the order asked for.

    Raises ``SettingsError`` BB304 where the ledger is missing or damaged.
    """
    asked = iter(contents)
    query = "SELECT sha256, record FROM content WHERE version = ? AND record IS NOT NULL AND sha256 IN ({})"
    with closing(open_for_reading(ledger)) as connection:
        while batch := list(islice(asked, _BATCH)):
            with guarded(ledger):
                found = dict(connection.execute(query.format(",".join("?" * len(batch))), (version, *batch)).fetchall())
            yield from ((sha256, zlib.decompress(found[sha256])) for sha256 in batch if sha256 in found)
