"""Gom viện dẫn (grouping citations): one document for all its citations, the fullest first one as its item."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bienban.language.analysis import Analysis, DocumentCandidate
from bienban.language.cues import Hit
from bienban.rules.document_context import line_at, opens

_STATE = re.compile(r"chính phủ|ubnd|nhân dân|hđnd|quốc hội|thủ tướng|(?<![^\W_])bộ (?!chính trị)|(?<![^\W_])sở ")
_PARTY = re.compile(r"trung ương|bộ chính trị|ban bí thư|tỉnh ủy|thành ủy|huyện ủy|đảng ủy|đảng")
_PASSING = frozenset({"headline", "caption"})
_REACH = 600
_MOST_ALIKE = 40


@dataclass(slots=True)
class Found:
    """Một lần viện dẫn: the candidate it would make, and what it may be matched by."""

    candidate: DocumentCandidate
    form: str
    """The word for the kind, as the lexicon has it; empty for a symbol that stands alone."""
    key: str
    """Letters and number of the symbol, or the key of an unnumbered document; empty for a bare number."""
    number: str
    """The serial number; empty for an unnumbered document."""

    @property
    def full(self) -> bool:
        return bool(self.key)


def bring_together(analysis: Analysis, found: list[Found]) -> list[Found]:
    """Gộp các lần viện dẫn (in text order) of one document; returns one :class:`Found` for each, in text order."""
    groups: list[list[Found]] = []
    by_key: dict[str, list[Found]] = {}
    for item in found:
        if not item.full:
            continue
        key = f"{item.key}:{item.candidate.year or ''}" if item.candidate.symbol is None else item.key
        if key in by_key:
            by_key[key].append(item)
        else:
            by_key[key] = [item]
            groups.append(by_key[key])
    groups = _without_year(groups)
    known: dict[tuple[str, str], list[list[Found]]] = {}
    for group in groups:
        known.setdefault(_trait(group[0]), []).append(group)
    for item in found:
        if not item.full:
            alike = known.setdefault(_trait(item), [])
            home = _home(analysis, alike[:_MOST_ALIKE], item)
            if home is None:
                groups.append([item])
                alike.append(groups[-1])
            else:
                home.append(item)
    documents = [document for group in groups if (document := _merge(analysis, group)) is not None]
    return sorted(documents, key=lambda item: item.candidate.start)


def _without_year(groups: list[list[Found]]) -> list[list[Found]]:
    """Join "Luật Đất đai" to "Luật Đất đai năm 2024" where the text knows only one of that name."""
    dated: dict[str, list[list[Found]]] = {}
    for group in groups:
        if group[0].candidate.symbol is None and group[0].candidate.year:
            dated.setdefault(group[0].key, []).append(group)
    kept: list[list[Found]] = []
    for group in groups:
        head = group[0]
        homes = dated.get(head.key, []) if head.candidate.symbol is None and not head.candidate.year else []
        if len(homes) == 1:
            homes[0].extend(group)
        else:
            kept.append(group)
    return kept


def _trait(item: Found) -> tuple[str, str]:
    """What citations of one document have in common, however short they are: kind and number."""
    return item.candidate.type, item.number


def _home(analysis: Analysis, groups: list[list[Found]], item: Found) -> list[Found] | None:
    """The document that a bare number ("Thông tư 39") cites again: the nearest before it, else the first after."""
    start = item.candidate.start
    fits = [group for group in groups if any(_same(analysis, item, other) for other in group[:3])]
    before = [group for group in fits if group[0].candidate.start < start]
    if before:
        return max(before, key=lambda group: _latest(group, start))
    return fits[0] if fits else None


def _latest(group: list[Found], start: int) -> int:
    return max(item.candidate.start for item in (group[0], group[-1]) if item.candidate.start < start)


def _same(analysis: Analysis, bare: Found, other: Found) -> bool:
    one, two = bare.candidate, other.candidate
    if one.symbol is None:
        return other is not bare and one.type == two.type and _words(analysis, bare) == _words(analysis, other) != ""
    if bare.number != other.number or not bare.number or one.type != two.type:
        return False
    if one.year and two.year and one.year != two.year:
        return False
    if one.issuer is None:
        return True
    words = analysis.folded[one.issuer[0] : one.issuer[1]]
    if two.issuers and two.issuers[0].system is not None:
        clash = _STATE if two.issuers[0].system == "party" else _PARTY
        return not (clash.search(words) and not (_PARTY if clash is _STATE else _STATE).search(words))
    if two.issuer is None:
        return True
    others = analysis.folded[two.issuer[0] : two.issuer[1]]
    return words in others or others in words


def _words(analysis: Analysis, item: Found) -> str:
    issuer = item.candidate.issuer
    return analysis.folded[issuer[0] : issuer[1]] if issuer else ""


def _merge(analysis: Analysis, group: list[Found]) -> Found | None:
    """One document of all its citations; None where only a headline or a caption tells of it, and without symbol."""
    group = sorted(group, key=lambda item: item.candidate.start)
    told = [item for item in group if not _in_passing(analysis, item)]
    if not told and not any(item.full and item.candidate.symbol for item in group):
        return None
    pool = told or group
    head = next((item for item in pool if item.full), pool[0])  # a bare number yields to the full symbol
    chosen = head.candidate
    for item in group:
        other = item.candidate
        if other is chosen:
            continue
        chosen.mentions.append((other.start, other.end))
        chosen.issued = chosen.issued or other.issued
        chosen.issuer = chosen.issuer or other.issuer
        chosen.title = chosen.title or other.title
        chosen.year = chosen.year or other.year
        if chosen.role == "mentioned" and other.role in ("adopted", "reported"):
            chosen.role = other.role
    if not told:
        chosen.score = min(chosen.score, 0.6)
    return head


def _in_passing(analysis: Analysis, item: Found) -> bool:
    line = line_at(analysis, item.candidate.start)
    return line is not None and line.role in _PASSING


def refer_back(analysis: Analysis, documents: list[Found], heads: list[Hit]) -> None:
    """Nối "Kế hoạch này", "Chương trình phối hợp nêu trên" to the document meant, where that is clear."""
    for hit in heads:
        if analysis.surface[hit.end : hit.end + 1] != " ":
            continue
        match = opens("back-reference", analysis.folded, hit.end + 1)
        if match is None:
            continue
        known = [item for item in documents if item.candidate.start < hit.start and _is_kind(item, hit)]
        near = [item for item in known if hit.start - _last(item, hit.start) < _REACH]
        if len(known) == 1 or near:
            home = known[0] if len(known) == 1 else max(near, key=lambda item: _last(item, hit.start))
            home.candidate.mentions.append((hit.start, match.end()))
    for item in documents:
        item.candidate.mentions.sort()


def _is_kind(item: Found, hit: Hit) -> bool:
    return item.form == hit.entry.form or (item.candidate.type == hit.value and hit.value != "other")


def _last(item: Found, before: int) -> int:
    starts = [item.candidate.start, *(start for start, _ in item.candidate.mentions)]
    return max(start for start in starts if start < before)
