"""Tìm kiếm (search): words with or without diacritics, people, bodies, documents and deadlines, over a whole run.

Best first: what has the words as they were typed, then what has them in a row without regard to diacritics, then what
has them all; within each, by how much the passage is about them (BM25). A query is words and never syntax: signs in
it ("125/BB-UBND", quotes, colons) only separate words.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, NamedTuple

from bienban.corpus.search_fold import exact_form, has_marks, phrase_pattern, plain_form, query_text, words_of
from bienban.corpus.search_passages import KINDS, Kind
from bienban.errors import SettingsError

_WIDTH = 160
_MOST_MATCHES = 20
_MOST_WORDS = 64
_ROOM = 40
"""Rows fetched beyond those wanted, because a paragraph gives way to the items found in it."""


@dataclass(frozen=True, slots=True)
class Query:
    """Câu hỏi (query): all conditions hold together; a condition left out holds always.

    ``due_before`` and ``due_after`` bound the last day an item is due on, both inclusive. Without ``text`` only items are
    found, no paragraphs.
    """

    text: str = ""
    person: str = ""
    body: str = ""
    document: str = ""
    due_before: date | None = None
    due_after: date | None = None
    kinds: Sequence[Kind] = ()

    def __post_init__(self) -> None:
        """Raises ``SettingsError`` where nothing is asked for, a name has no letter, or a kind is unknown."""
        unknown = [kind for kind in self.kinds if kind not in KINDS]
        if unknown:
            raise SettingsError.of("BB301", reason=f"kind: {', '.join(map(repr, unknown))}; {', '.join(KINDS)}")
        asked = [value for value in (self.text, self.person, self.body, self.document) if value]
        if not (asked or self.due_before or self.due_after or self.kinds):
            raise SettingsError.of("BB301", reason="chưa nêu điều cần tìm / nothing to search for")
        for value in asked:
            if not words_of(plain_form(query_text(value))):
                raise SettingsError.of("BB301", reason="không có chữ hay số nào để tìm / no letter or digit to search for")


@dataclass(frozen=True, slots=True)
class Hit:
    """Kết quả (hit): one passage. Offsets count code points of the record's text; ``text`` is ``text[start:end]`` of it.

    ``matches`` are the places of the words (at most 20), ``snippet`` the words around the first, ``marks`` where the
    matches lie in the snippet. ``level``: ``exact``, ``plain`` (without regard to diacritics), ``words`` (not in a row),
    ``listed`` (no words were asked for).
    """

    report_id: str
    kind: Kind
    item_id: str | None
    start: int
    end: int
    text: str
    snippet: str
    marks: tuple[tuple[int, int], ...]
    matches: tuple[tuple[int, int], ...]
    level: str
    title: str
    held: str | None
    due_first: date | None
    due_last: date | None
    sources: tuple[str, ...] = field(default=())

    def with_sources(self, sources: tuple[str, ...]) -> Hit:
        """Kèm nguồn (with sources): the same hit, naming the inputs its report was read from."""
        return replace(self, sources=sources)

    def to_dict(self) -> dict[str, Any]:
        """Từ điển (plain dictionary) for JSON: dates as ISO strings."""
        plain = asdict(self)
        return {key: value.isoformat() if isinstance(value, date) else value for key, value in plain.items()}


class _Level(NamedTuple):
    """One way to match: its name, the expression for the index, and how to find the words again in a passage."""

    name: str
    expression: str
    pattern: re.Pattern[str]
    exact: bool


def find(connection: sqlite3.Connection, query: Query, limit: int = 20) -> list[Hit]:
    """Tìm (find): at most ``limit`` hits of an index opened by :func:`bienban.corpus.search_index.open_index`, best first."""
    conditions, values = _conditions(connection, query)
    if not query.text:
        return list(_listed(connection, conditions, values, limit))
    levels = _levels(query.text)
    room = limit + _ROOM
    while True:
        rows = list(_ranked(connection, levels, conditions, values, room))
        hits = _without_repeats(rows)
        if len(hits) >= limit or len(rows) < room:
            return hits[:limit]
        room *= 4


def _levels(text: str) -> list[_Level]:
    asked = query_text(text)
    plain = words_of(plain_form(asked))[:_MOST_WORDS]
    levels = []
    if has_marks(asked):
        exact = words_of(exact_form(asked))[:_MOST_WORDS]
        levels.append(_Level("exact", f"exact : {_phrase(exact)}", phrase_pattern(exact), exact=True))
    levels.append(_Level("plain", f"plain : {_phrase(plain)}", phrase_pattern(plain), exact=False))
    if len(plain) > 1:
        every = " AND ".join(f"plain : {_phrase([word])}" for word in dict.fromkeys(plain))
        anyone = re.compile("|".join(phrase_pattern([word]).pattern for word in dict.fromkeys(plain)))
        levels.append(_Level("words", every, anyone, exact=False))
    return levels


def _phrase(words: Sequence[str]) -> str:
    return '"' + " ".join(words) + '"'


def _ranked(connection: sqlite3.Connection, levels: Sequence[_Level], conditions: str, values: Sequence[Any], room: int) -> Iterator[Hit]:
    """Hits level by level, each passage at its best level."""
    seen: set[int] = set()
    for level in levels:
        if len(seen) >= room:
            return
        rows = connection.execute(
            f"SELECT {_COLUMNS} FROM words JOIN passage p ON p.no = words.rowid JOIN report r ON r.no = p.report "
            f"WHERE words MATCH ? AND {conditions} ORDER BY rank, r.report_id, p.start, p.kind LIMIT ?",
            (level.expression, *values, room),
        )
        for row in rows:
            if row[0] not in seen and len(seen) < room:
                seen.add(row[0])
                yield _hit(row, level)


_COLUMNS = "p.no, r.report_id, p.kind, p.item_id, p.start, p.end, p.due_first, p.due_last, r.title, r.held, r.text"


def _listed(connection: sqlite3.Connection, conditions: str, values: Sequence[Any], limit: int) -> Iterator[Hit]:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM passage p JOIN report r ON r.no = p.report WHERE p.kind <> 'text' AND {conditions} "
        "ORDER BY p.due_last IS NULL, p.due_last, r.report_id, p.start, p.kind LIMIT ?",
        (*values, limit),
    )
    for row in rows:
        yield _hit(row, None)


def _conditions(connection: sqlite3.Connection, query: Query) -> tuple[str, list[Any]]:
    """The conditions as SQL, with the values of its places."""
    conditions, values = ["1"], []
    for kind, name in (("person", query.person), ("body", query.body), ("document", query.document)):
        if name:
            conditions.append(f"p.no IN (SELECT passage FROM passage_party WHERE party IN ({_PARTIES}))")
            values += [_party_expression(connection, kind, name), kind]
    if query.due_before:
        conditions.append("p.due_last <= ?")
        values.append(query.due_before.isoformat())
    if query.due_after:
        conditions.append("p.due_last >= ?")
        values.append(query.due_after.isoformat())
    if query.kinds:
        conditions.append(f"p.kind IN ({', '.join('?' * len(query.kinds))})")
        values += query.kinds
    return " AND ".join(conditions), values


_PARTIES = "SELECT party.no FROM party_words JOIN party ON party.no = party_words.rowid WHERE party_words MATCH ? AND party.kind = ?"


def _party_expression(connection: sqlite3.Connection, kind: str, name: str) -> str:
    """What finds the parties of that name: with the diacritics asked for where some party has them, else with any."""
    asked = query_text(name)
    if has_marks(asked):
        exact = f"exact : {_phrase(words_of(exact_form(asked))[:_MOST_WORDS])}"
        if connection.execute(f"{_PARTIES} LIMIT 1", (exact, kind)).fetchone():
            return exact
    return f"plain : {_phrase(words_of(plain_form(asked))[:_MOST_WORDS])}"


def _hit(row: Sequence[Any], level: _Level | None) -> Hit:
    _, report_id, kind, item_id, start, end, first, last, title, held, whole = row
    text = whole[start:end]
    form = text if level is None else exact_form(text) if level.exact else plain_form(text)
    found = [] if level is None else [m.span() for m in level.pattern.finditer(form)][:_MOST_MATCHES]
    snippet, marks = _snippet(text, found)
    return Hit(
        report_id, kind, item_id or None, start, end, text, snippet, marks, tuple((start + a, start + b) for a, b in found),
        level.name if level else "listed", title, held, date.fromisoformat(first) if first else None, date.fromisoformat(last) if last else None,
    )  # fmt: skip


def _snippet(text: str, found: Sequence[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Words around the first match, whole words only, newlines as blanks; and where the matches lie in them."""
    first = found[0] if found else (0, 0)
    start = max(0, min(first[0] - _WIDTH // 3, len(text) - _WIDTH))
    end = min(len(text), max(start + _WIDTH, first[1]))
    if start > 0:
        start = _next_blank(text, start, first[0])
    if end < len(text):
        cut = text.rfind(" ", max(start, first[1]), end)
        end = cut if cut > 0 else end
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in found if start <= a and b <= end)
    return before + re.sub(r"\s", " ", text[start:end]) + after, marks


def _next_blank(text: str, start: int, before: int) -> int:
    cut = text.find(" ", start, before)
    return cut + 1 if cut >= 0 else start


def _without_repeats(hits: Sequence[Hit]) -> list[Hit]:
    """A paragraph gives way where everything found in it is shown by the items of the same report."""
    shown: dict[str, list[tuple[int, int]]] = {}
    for hit in hits:
        if hit.kind != "text":
            shown.setdefault(hit.report_id, []).append((hit.start, hit.end))
    return [hit for hit in hits if hit.kind != "text" or not hit.matches or not _covered(hit.matches, shown.get(hit.report_id, []))]


def _covered(matches: Sequence[tuple[int, int]], spans: Sequence[tuple[int, int]]) -> bool:
    return all(any(start <= a and b <= end for start, end in spans) for a, b in matches)
