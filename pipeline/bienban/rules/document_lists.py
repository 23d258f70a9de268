"""Danh sách số văn bản (number lists): "các Nghị quyết số 05, 06 và 07-NQ/TU" after one word for the kind.

An item is a full symbol or a bare number; bare numbers take the letters of the next full symbol.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.language.analysis import Analysis, TimeMention
from bienban.rules.document_context import opens, read_date, read_issuer
from bienban.rules.document_symbols import Symbol, plain_number, read_typed

_BARE = re.compile(r"(?P<num>\d{1,4}+(?:[a-z](?![\w]))?)(?:/(?P<year>(?:19|20)\d\d))?(?![\w%/])(?![.,:-]\d)(?! ?[-/] ?\d)")
_BARE_LATIN = re.compile(r"(?P<num>\d{1,4}(?:\.\d{1,2})?)(?:/(?P<year>(?:19|20)\d\d))(?![\w/])")
_NEXT = re.compile(r"(?:[ ]*[,;][ ]*(?:và[ ]+)?|[ ]+(?:và|hoặc|đến|cùng)[ ]+)(?P<so>(?:số[ ]*:?[ ]*)?)(?=\d)")
_CLOSED = ' ,.;:)!?…"”\n-–/'
_MOST_ITEMS = 24
_LOOSE = frozenset({"decision", "regulation", "conclusion", "guidance", "plan", "programme", "scheme", "notice"})
_NEVER = frozenset({"law", "other", "report", "submission"})


@dataclass(slots=True)
class Cited:
    """Một số văn bản trong danh sách: offsets of its own words and what was read there."""

    start: int
    end: int
    written: str
    symbol: Symbol | None = None
    year: int | None = None
    issued: TimeMention | None = None
    issuer: tuple[int, int] | None = None
    firm: bool = True
    """False for a bare number that only its neighbours can make a document."""

    @property
    def text(self) -> str:
        """The symbol, or what stands for one: the number as written, with its year."""
        if self.symbol is not None:
            return self.symbol.text
        return f"{self.written}/{self.year}" if self.year else self.written

    @property
    def number(self) -> str | None:
        return self.symbol.number if self.symbol is not None else plain_number(self.written)


def read_numbers(analysis: Analysis, head: int, position: int, kind: str, numbered: bool, plural: bool) -> tuple[list[Cited], int]:
    """Đọc số hoặc danh sách số tại ``position``: the items (none where no document is cited) and their end.

    ``head`` is where the first item's own words begin, ``numbered`` whether "số" stands before the number,
    ``plural`` whether the words announce several documents.
    """
    first = _read_item(analysis, head, position, kind, numbered, True)
    if first is None:
        return [], position
    items, end = [first], _dress(analysis, first)
    while len(items) < _MOST_ITEMS and (match := _NEXT.match(analysis.folded, end)) is not None:
        begin = match.start("so") if match.group("so") else match.end()
        item = _read_item(analysis, begin, match.end(), kind, bool(match.group("so")) or plural, False)
        if item is None or _is_year(analysis, item, end):
            break
        item.firm = item.symbol is not None or bool(match.group("so")) or plural or _ends(analysis, item)
        items.append(item)
        end = _dress(analysis, item)
    items = _settle(items)
    if not items:
        return [], position
    _share(analysis, items)
    return items, items[-1].end


def _read_item(analysis: Analysis, begin: int, position: int, kind: str, numbered: bool, first: bool) -> Cited | None:
    symbol = read_typed(analysis.surface, analysis.folded, position, numbered)
    if symbol is not None and (first or symbol.types or symbol.year or symbol.issuers):
        return Cited(begin, symbol.end, symbol.written, symbol, symbol.year)
    match = _BARE.match(analysis.folded, position) or _BARE_LATIN.match(analysis.folded, position)
    if match is None:
        return None
    year = int(match.group("year")) if match.group("year") else None
    written = analysis.surface[match.start("num") : match.end("num")]
    if year is not None and kind not in ("law", "decree", "circular", "resolution", "decision", "directive"):
        return None
    alone = first and _stands_alone(analysis, match, kind, numbered, begin)
    if not alone and not (_listed(analysis, match.end()) if first else _closed(analysis, match.end())):
        return None
    return Cited(begin, match.end(), written, None, year, firm=alone)


def _is_year(analysis: Analysis, item: Cited, before: int) -> bool:
    """Whether the number is one more year of the document before it ("Nghị quyết 02/CP năm 2019, 2020")."""
    if item.symbol is not None or len(item.written) != 4 or item.written[:2] not in ("19", "20"):
        return False
    return analysis.folded.startswith("năm ", max(0, before - len("năm 2019")))


def _ends(analysis: Analysis, item: Cited) -> bool:
    """Whether the list visibly ends with this bare number ("Thông tư số 38, 39."), so that nothing is counted."""
    following = analysis.folded[item.end : item.end + 5]
    return len(item.written) > 1 and (following[:1] in ("", ".", ";", ")", "\n") or following.startswith(" của "))


def _listed(analysis: Analysis, end: int) -> bool:
    return _NEXT.match(analysis.folded, end) is not None


def _closed(analysis: Analysis, end: int) -> bool:
    """Whether nothing counted follows: an end mark, a capital, or a small word that goes on with the sentence."""
    surface = analysis.surface
    char = surface[end : end + 1]
    if char in ("", "\n") or char in _CLOSED[1:]:
        return True
    following = surface[end + 1 : end + 2]
    return not following.islower() or opens("bare-next", analysis.folded, end + 1) is not None


def _stands_alone(analysis: Analysis, match: re.Match[str], kind: str, numbered: bool, begin: int) -> bool:
    """Whether "Chỉ thị 35" with nothing but a number is a citation."""
    if numbered:
        return _closed(analysis, match.end()) and kind != "other"
    number = match.group("num")
    if kind in _NEVER or (match.group("year") is None and number[:2] in ("19", "20") and len(number) == 4):
        return False
    if analysis.surface[begin].islower() and kind in _LOOSE:
        return opens("bare-next-of", analysis.folded, match.end() + 1) is not None
    return _closed(analysis, match.end())


def _dress(analysis: Analysis, item: Cited) -> int:
    """Take the date and the issuer that follow the number into the item; where reading goes on."""
    dated = read_date(analysis.folded, item.end)
    if dated is not None:
        item.issued, item.end = dated
        item.issuer = read_issuer(analysis, item.end)
        return item.end
    issuer = read_issuer(analysis, item.end)
    if issuer is None:
        return item.end
    item.issuer = issuer
    dated = read_date(analysis.folded, issuer[1])
    if dated is not None and dated[0].form != "date.year":
        item.issued, item.end = dated
        return item.end
    if item.symbol is None:
        item.end = issuer[1]
    return issuer[1]


def _settle(items: list[Cited]) -> list[Cited]:
    """Give bare numbers the letters of the next full symbol; drop those at the end that nothing vouches for."""
    following: Symbol | None = None
    for item in reversed(items):
        if item.symbol is not None:
            following = item.symbol
        elif following is not None and item.year is None and item.issued is None and item.issuer is None:
            item.symbol = following.renumbered(item.start, item.end, item.written)
            item.year = item.symbol.year
            item.firm = True
    kept: list[Cited] = []
    for item in items:
        if not item.firm:
            break
        kept.append(item)
    return kept


def _share(analysis: Analysis, items: list[Cited]) -> None:
    """A date or an issuer that stands once, after the last number, belongs to all of them."""
    last = items[-1]
    dated = [item for item in items if item.issued is not None]
    if dated == [last]:
        for item in items:
            item.issued = last.issued
    if last.issuer is not None:
        for item in items:
            item.issuer = item.issuer or last.issuer
