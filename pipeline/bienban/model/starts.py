"""Chỗ bắt đầu hành động (where the action begins): of the words of a clause, the one the task or the pledge begins with."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import NamedTuple

from bienban.language.analysis import Analysis, Heard
from bienban.model.features import NAME
from bienban.model.scorer import Scorer
from bienban.rules.statements.acts import in_name, is_verb

_WORD = re.compile(r"[^\W_]+")
_REACH = 260
_MOST = 48
_NEAR = 3


class Start(NamedTuple):
    """Một chỗ có thể bắt đầu (a place to begin): its offset and what is seen there."""

    offset: int
    row: list[str]


def starts_of(analysis: Analysis, item: Heard, kind: str, *, told: bool = True) -> list[Start]:
    """Các chỗ có thể bắt đầu (places): every word of the clause's front, with its features.

    ``kind`` is what the clause was found to be; ``told`` adds where the rules begin.
    """
    folded, surface = analysis.folded, analysis.surface
    places = [(m.start(), m.end()) for m in _WORD.finditer(folded, item.start, min(item.end, item.start + _REACH))][:_MOST]
    words = [NAME if surface[a].isupper() and i else "0" if folded[a].isdigit() else folded[a:b] for i, (a, b) in enumerate(places)]
    acts = [hit for hit in analysis.cues.of("act", item.start, item.end) if not in_name(analysis, hit)][:8]
    verbs = [hit.start for hit in analysis.cues.of("task-verb", item.start, item.end) if not in_name(analysis, hit)]
    ends = {hit.end: hit.value for hit in acts}
    bodies = {o.end for o in analysis.organizations[_slice(analysis.organizations, item.start, item.end)]}
    people = {m.end for m in analysis.mentions[_slice(analysis.mentions, item.start, item.end)]}
    times = {t.end for t in analysis.times[_slice(analysis.times, item.start, item.end)]}
    out: list[Start] = []
    gone = 0
    for index, (at, _) in enumerate(places):
        edge = at
        while edge > item.start and folded[edge - 1] in ' ,:"(-':
            edge -= 1
        between = folded[edge:at].strip()
        verb = at in verbs
        after = [hit.value for hit in acts if hit.start >= at]
        before = ends.get(edge, "-")
        word = words[index]
        following = words[index + 1] if index + 1 < len(words) else ""
        last = words[index - 1] if index else "^"
        row = [
            "1", f"at={min(index, 12)}", f"w={word}", f"w+={word} {following}", f"-w={last}", f"-ww={words[index - 2] if index > 1 else '^'} {last}",
            f"-w+w={last} {word}", f"v={verb}:{min(gone, 2)}", f"kind={kind}:{verb}:{before}", f"act={before}:{verb}", f"sep={between}:{verb}",
            f"org={edge in bodies}:{verb}", f"who={edge in people}:{verb}", f"time={edge in times}:{verb}", f"left={'+'.join(after[:2])}",
            f"gone={min(gone, 3)}", f"acts={len(acts) - len(after)}:{verb}:{min(gone, 1)}", f"first={index == 0}:{verb}:{bool(acts)}",
            f"cap={surface[at].isupper()}",
        ]  # fmt: skip
        if told and item.clause.rule:
            row.append(f"R.body={item.clause.body == at}:{item.clause.act in ('task', 'agreed', 'plan', 'commitment')}")
        gone += verb
        out.append(Start(at, row))
    return out


def best_start(scorer: Scorer, analysis: Analysis, item: Heard, kind: str, *, verbs: bool = False, least: float | None = None) -> int | None:
    """Chỗ bắt đầu tốt nhất (best start) of a clause, ``None`` where there is none.

    ``verbs`` takes only the places of known verbs, ``least`` only those that score more.
    """
    places = starts_of(analysis, item, kind)
    if verbs:
        places = [place for place in places if is_verb(analysis, place.offset) and not _is_named(analysis, item, place.offset)]
    scored = [(scorer.scores(place.row)[0], -place.offset) for place in places]
    best = max(scored, default=None)
    return -best[1] if best is not None and (least is None or best[0] > least) else None


def _is_named(analysis: Analysis, item: Heard, at: int) -> bool:
    """Whether the capital word at ``at`` goes on with a name ("Đại hội | Thi đua yêu nước")."""
    return at > item.start and analysis.surface[at].isupper() and analysis.surface[at - 2 : at - 1].isalpha()


def _slice(items: list, start: int, end: int) -> slice:  # type: ignore[type-arg]
    """Where the items that begin in ``[start, end)`` stand in a list ordered by start."""
    low = bisect_left(items, start, key=lambda item: item.start)
    return slice(low, bisect_left(items, end, low, key=lambda item: item.start))
