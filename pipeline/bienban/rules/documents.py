"""Văn bản được viện dẫn (documents): one candidate for each distinct document the report cites.

Three readings, surest first: numbers after a word for the kind, symbols that stand alone, unnumbered citations.
Citations of one document are then brought together: the fullest is its item, the others are mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort

from bienban.language.analysis import Analysis, DocumentCandidate, Line, TimeMention
from bienban.language.cues import Hit
from bienban.rules.document_context import ends_with, line_at, read_date, read_issuer, read_role, read_title
from bienban.rules.document_groups import Found, bring_together, refer_back
from bienban.rules.document_laws import read_congress
from bienban.rules.document_lists import Cited, read_numbers
from bienban.rules.document_names import read_named
from bienban.rules.document_own import read_own
from bienban.rules.document_symbols import FREE, Symbol, read_free, read_typed

_LINK = re.compile(r"[ ]*(?:\([ ]?)?(?::[ ]*)?(?P<so>số(?:[ ]hiệu)?[ ]*(?:số[ ]*)?[:.]?[ ]*)?(?=[\dlIiO])")
_FAR_LINK = re.compile(r"[^.;:,\n\d(]{1,90}?[ ]\(?(?P<so>số[ ]*:?[ ]*)(?=\d)")
_SO_BEFORE = re.compile(r"số[ ]*:?[ ]*$")
_SET_ASIDE = frozenset({"furniture", "byline", "signature", "recipients"})
_HEAD_LINES = 16


def find_documents(analysis: Analysis) -> None:
    """Tìm văn bản: fill ``analysis.documents`` in text order and ``analysis.own_document``; note warnings."""
    analysis.own_document = read_own(analysis)
    own = analysis.own_document
    taken: list[tuple[int, int]] = [(own.start, own.end)] if own else []
    titles: list[tuple[int, int]] = []
    found: list[Found] = []
    heads = _heads(analysis)
    for index, hit in enumerate(heads):
        if not _covered(taken, hit.start):
            limit = heads[index + 1].start if index + 1 < len(heads) else len(analysis.surface)
            found += _read_numbered(analysis, hit, limit, taken, titles)
    found += _read_alone(analysis, heads, taken, titles)
    unread = []
    for hit in heads:
        if _covered(taken, hit.start) or hit.entry.cue != "document.type":
            continue
        named = _read_unnumbered(analysis, hit, titles)
        if named is None:
            unread.append(hit)
            continue
        if _swallows(analysis, taken, named.candidate):
            continue
        _end_before_numbered(analysis, taken, named.candidate)
        insort(taken, (named.candidate.start, named.candidate.end))
        found.append(named)
    documents = bring_together(analysis, _outermost(sorted(found, key=lambda item: item.candidate.start)))
    refer_back(analysis, documents, [hit for hit in unread if not _covered(taken, hit.start)])
    analysis.documents = [item.candidate for item in documents]


def _outermost(found: list[Found]) -> list[Found]:
    """Citations that share words are one: the surer one, else the first."""
    kept: list[Found] = []
    for item in found:
        if kept and item.candidate.start < kept[-1].candidate.end:
            if item.candidate.score > kept[-1].candidate.score:
                kept[-1] = item
            continue
        kept.append(item)
    return kept


def _covered(spans: list[tuple[int, int]], offset: int) -> bool:
    index = bisect_right(spans, (offset, 1 << 60)) - 1
    return index >= 0 and spans[index][1] > offset


def _heads(analysis: Analysis) -> list[Hit]:
    """Words for a kind of document, in text order, longest first; false friends and set-aside lines left out."""
    surface = analysis.surface
    hits = [hit for hit in analysis.cues.of("document.type") if hit.value != "-"]
    hits += [hit for hit in analysis.cues.of("document.type-short") if _is_short(surface, hit)]
    false = [(hit.start, hit.end) for hit in analysis.cues.of("document.type") if hit.value == "-"]
    hits.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    for hit in hits:
        line = line_at(analysis, hit.start)
        if (line is not None and line.role in _SET_ASIDE) or _covered(false, hit.start):
            continue
        kept.append(hit)
    return kept


def _is_short(surface: str, hit: Hit) -> bool:
    """Whether the letters are capitals before a number, and no part of a symbol."""
    word = surface[hit.start : hit.end]
    before, after = surface[max(0, hit.start - 1) : hit.start], surface[hit.end : hit.end + 5]
    return word[:2].isupper() and before not in ("-", "/", "–") and re.match(r" (?:số )?\d", after) is not None


def _read_numbered(analysis: Analysis, hit: Hit, limit: int, taken: list[tuple[int, int]], titles: list[tuple[int, int]]) -> list[Found]:
    folded = analysis.folded
    link = _LINK.match(folded, hit.end)
    far = False
    if link is None:
        link, far = _FAR_LINK.match(folded, hit.end, min(len(folded), hit.end + 100)), True
        if link is None or link.end() > limit:
            return []
        typed = read_typed(analysis.surface, folded, link.end(), True)
        if typed is None or not typed.types:
            return []
    plural = ends_with("plural", folded, max(0, hit.start - 12), hit.start)
    numbered = bool(link.group("so"))
    if hit.entry.form == "văn bản" or (hit.entry.cue == "document.type-short" and not numbered):
        symbol = read_typed(analysis.surface, folded, link.end(), numbered)
        if symbol is None and hit.entry.form == "văn bản":
            return []
    items, end = read_numbers(analysis, hit.start, link.end(), hit.value, numbered, plural)
    if not items or (far and items[0].symbol is None):
        return []
    return _collect(analysis, items, end, hit, taken, titles)


def _collect(
    analysis: Analysis,
    items: list[Cited],
    end: int,
    hit: Hit | None,
    taken: list[tuple[int, int]],
    titles: list[tuple[int, int]],
) -> list[Found]:
    after = max(end, items[-1].issuer[1] if items[-1].issuer else end)
    line = line_at(analysis, items[-1].start)
    title = read_title(analysis, after, line.end if line else len(analysis.surface))
    if title is not None:
        insort(titles, title)
    role = read_role(analysis, items[0].start)
    issued = _issued_on(analysis, items[0].start)
    found = []
    for item in items:
        insort(taken, (item.start, item.end))
        candidate = _candidate(analysis, item, hit if item is items[0] or _shares(item, hit) else None)
        candidate.role, candidate.title = role, title
        if issued is not None and (candidate.issued is None or (candidate.issued.form == "date.year" and candidate.issued.year == issued.year)):
            candidate.issued, candidate.year = issued, issued.year
        if len(items) > 1:
            candidate.rule = "document.list-item"
        found.append(
            Found(
                candidate,
                hit.entry.form if hit else "",
                item.symbol.key if item.symbol else "",
                item.number or "",
            )
        )
    return found


_ISSUES = re.compile(r",? (?:[\w.]+ ){1,8}?(?:đã |vừa |mới )*(?:ký )?(?:ban hành|phát hành|ra|phát đi) $")


def _issued_on(analysis: Analysis, start: int) -> TimeMention | None:
    """ "Ngày 15/5/2025, Văn phòng Chính phủ ban hành | Thông báo 256/TB-VPCP": the day that opens the sentence is that of the document."""
    sentence = analysis.sentence_at(start)
    dated = read_date(analysis.folded, sentence.start) if sentence is not None else None
    if dated is None or dated[0].form != "date.dmy" or dated[1] > start:
        return None
    return dated[0] if _ISSUES.fullmatch(analysis.folded, dated[1], start) else None


def _shares(item: Cited, hit: Hit | None) -> bool:
    """Whether a later item of a list is of the kind named before the first ("nghị quyết 20-NQ/TW, 96/QĐ-UBND")."""
    return hit is None or item.symbol is None or not item.symbol.types or hit.value in item.symbol.types


def _candidate(analysis: Analysis, item: Cited, hit: Hit | None) -> DocumentCandidate:
    symbol = item.symbol
    year = item.year or (item.issued.year if item.issued else None)
    kind = _type(symbol, hit)
    candidate = DocumentCandidate(item.start, item.end, kind, item.text, item.number, year, [], item.issuer, item.issued, score=0.75)
    if symbol is None:
        candidate.rule = "document.bare-number"
        return candidate
    candidate.issuers = list(symbol.issuers)
    candidate.rule, candidate.score = f"document.symbol.{_style(symbol)}", 0.97
    if symbol.joint and kind == "plan":
        candidate.type = "joint_plan"
    _warn(analysis, item, symbol, hit)
    return candidate


def _type(symbol: Symbol | None, hit: Hit | None) -> str:
    """The head noun decides; "văn bản" and symbols that stand alone leave it to the letters."""
    if hit is not None and (hit.entry.form != "văn bản" or symbol is None or not symbol.types):
        return hit.value
    if symbol is not None and symbol.types:
        return symbol.types[0]
    return "resolution"


def _style(symbol: Symbol) -> str:
    if symbol.code is None and symbol.year is None:
        return "letter"
    if symbol.year is not None:
        return "legal"
    return "party" if "-" in symbol.text and ("/" not in symbol.text or symbol.text.index("-") < symbol.text.index("/")) else "state"


def _warn(analysis: Analysis, item: Cited, symbol: Symbol, hit: Hit | None) -> None:
    if symbol.hyphen_lost:
        analysis.warn("symbol_hyphen_lost", item.start, item.end)
    elif symbol.malformed:
        analysis.warn("symbol_malformed", item.start, item.end)
    generic = hit is None or hit.entry.form in ("văn bản", "công văn", "quyết định kiểm toán")
    if symbol.types and not generic and hit is not None and hit.value not in symbol.types:
        analysis.warn("type_symbol_conflict", item.start, item.end)


def _read_alone(analysis: Analysis, heads: list[Hit], taken: list[tuple[int, int]], titles: list[tuple[int, int]]) -> list[Found]:
    """Symbols with no word for the kind before them: "… ; số 04/2008/NĐ-CP ngày …", "(20-KH/HU)"."""
    found: list[Found] = []
    for match in FREE.finditer(analysis.surface):
        line = line_at(analysis, match.start())
        if _covered(taken, match.start()) or (line is not None and line.role in _SET_ASIDE):
            continue
        symbol = read_free(analysis.surface, match)
        if symbol is None:
            continue
        before = _SO_BEFORE.search(analysis.folded, max(0, match.start() - 6), match.start())
        item = Cited(before.start() if before else match.start(), symbol.end, symbol.written, symbol, symbol.year)
        dated = read_date(analysis.folded, item.end)
        if dated is not None:
            item.issued, item.end = dated
        item.issuer = read_issuer(analysis, item.end)
        found += _collect(analysis, [item], item.end, None, taken, titles)
    return found


def _read_unnumbered(analysis: Analysis, hit: Hit, titles: list[tuple[int, int]]) -> Found | None:
    line = line_at(analysis, hit.start)
    if _is_own_title(analysis, line, hit):
        return None
    limit = line.end if line else len(analysis.surface)
    inside = _covered(titles, hit.start) and hit.value != "law"
    named = read_congress(analysis, hit, limit) if inside else read_named(analysis, hit, limit)
    if named is None:
        return None
    candidate = DocumentCandidate(
        named.start, named.end, named.type, None, None, named.year, named.issuers, named.issuer, named.issued, named.title,
        read_role(analysis, named.start), [], named.rule, named.score,
    )  # fmt: skip
    return Found(candidate, hit.entry.form, "" if named.rule.endswith(".issuer") else named.key, "")


def _swallows(analysis: Analysis, taken: list[tuple[int, int]], candidate: DocumentCandidate) -> bool:
    """Whether an unnumbered citation in small letters would run over a numbered one: then it is a clause, no title."""
    index = bisect_right(taken, (candidate.start, 0))
    inside = index < len(taken) and taken[index][0] < candidate.end
    return inside and analysis.surface[candidate.start].islower()


_LEADS_ON = re.compile(r"[ ,(]*(?:(?:theo|tại|của|và|từ|kèm theo|ban hành kèm theo|thực hiện|triển khai)[ ,(]*)*$")
_CUT_LEAST = 30


def _end_before_numbered(analysis: Analysis, taken: list[tuple[int, int]], candidate: DocumentCandidate) -> None:
    """A title that goes on to name the numbered document it follows ("Nghị quyết bổ sung … theo Quyết định số 5") ends before it."""
    index = bisect_right(taken, (candidate.start, 0))
    if index >= len(taken) or taken[index][0] >= candidate.end:
        return
    lead = _LEADS_ON.search(analysis.folded, max(candidate.start, taken[index][0] - 40), taken[index][0])
    end = lead.start() if lead else taken[index][0]
    if end - candidate.start >= _CUT_LEAST:
        candidate.end = end
        if candidate.title is not None and candidate.title[1] > end:
            candidate.title = (candidate.title[0], end) if candidate.title[0] < end else None


def _is_own_title(analysis: Analysis, line: Line | None, hit: Hit) -> bool:
    """Whether the word opens a line at the head of a report with a number of its own, and so names that report."""
    if analysis.own_document is None or line is None or hit.start != line.start:
        return False
    return line in analysis.lines[:_HEAD_LINES]
