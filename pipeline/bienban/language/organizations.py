"""Cơ quan, tổ chức: the organisation noun phrases of a text.

A phrase is a head noun (Sở, Ban, UBND, Liên đoàn Lao động …) with its field, its level and its place, or an open group
(các sở, ban, ngành). Groups are never split: they are named as one addressee.
"""

from __future__ import annotations

from bisect import bisect_right

from bienban.language.analysis import Analysis, OrgHead, OrgMention
from bienban.language.org_groups import group_end, group_openers, opener_end
from bienban.language.org_phrase import phrase_end
from bienban.language.phrases import folded_forms
from bienban.lexicon.load import slug
from bienban.text.shadow import fold

_RANKS = {
    "org.head.alone": "alone",
    "org.head.tail": "tail",
    "org.head.capital": "capital",
    "org.abbreviation": "abbreviation",
}


def find_organizations(analysis: Analysis) -> None:
    """Fill ``analysis.organizations`` (cơ quan, tổ chức được nêu): sorted, without overlaps."""
    heads = _heads(analysis)
    found: list[OrgMention] = []
    size = len(analysis.surface)
    for start, after in group_openers(analysis.folded):
        if (end := group_end(analysis, after, size, phrase_end)) is not None:
            found.append(OrgMention(start, end, "group", True))
    for hit in analysis.cues.of("org.group.fixed"):
        reach = max(group_end(analysis, hit.start, size, phrase_end) or hit.end, hit.end)
        found.append(OrgMention(hit.start, reach, "group", True))
    reach = 0
    for start in heads:
        if start < reach:
            continue
        if (phrase := phrase_end(analysis, start, size)) is not None:
            found.append(OrgMention(start, phrase[0], heads[start].slug, phrase[1]))
            reach = phrase[0]
    analysis.organizations.extend(_disjoint(found))


def organization_at(analysis: Analysis, start: int, limit: int) -> int | None:
    """Chỗ kết thúc của tên cơ quan bắt đầu đúng tại ``start``: its end, at most ``limit``, or None if none begins there."""
    index = bisect_right(analysis.organizations, (start, 1 << 60)) - 1
    if index >= 0 and analysis.organizations[index].start == start and analysis.organizations[index].end <= limit:
        return analysis.organizations[index].end
    _heads(analysis)
    phrase = phrase_end(analysis, start, limit)
    if phrase is not None:
        return phrase[0]
    after = opener_end(analysis.folded, start)
    return group_end(analysis, after, limit, phrase_end) if after is not None else None


def _heads(analysis: Analysis) -> dict[int, OrgHead]:
    """The head nouns of the text by place; made once for a text."""
    if analysis.org_heads is not None:
        return analysis.org_heads
    heads: dict[int, OrgHead] = {}
    for cue, rank in _RANKS.items():
        for hit in analysis.cues.of(cue):
            known = heads.get(hit.start)
            if known is None or hit.end > known.end:
                heads[hit.start] = OrgHead(hit.end, _head_slug(hit.id), rank, hit.end - hit.start)
    for hit in analysis.cues.of("org.typo"):
        if fold(hit.value) in folded_forms("org.head.alone"):
            heads[hit.start] = OrgHead(hit.end, slug(hit.value), "alone", hit.end - hit.start)
    for hit in analysis.cues.of("org.not"):
        if hit.start in heads and heads[hit.start].end <= hit.end:
            del heads[hit.start]
    analysis.org_heads = dict(sorted(heads.items()))
    return analysis.org_heads


def _head_slug(entry_id: str) -> str:
    return entry_id.split("/", 1)[1]


def _disjoint(found: list[OrgMention]) -> list[OrgMention]:
    """Of overlapping phrases the one that begins first, and of those the longest."""
    found.sort(key=lambda org: (org.start, -org.end))
    kept: list[OrgMention] = []
    reach = -1
    for org in found:
        if org.start >= reach:
            kept.append(org)
            reach = org.end
    return kept
