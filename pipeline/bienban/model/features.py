"""Đặc trưng của vế câu (clause features): what a clause shows of itself, of its place and of what the rules made of it.

A feature is a short string. Those that begin with ``R.`` come from the rules' verdicts; a model that must correct the
rules on text they were not tuned to is trained with and without them (see :mod:`bienban.training.clauses`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from bienban.language.analysis import Analysis, Heard
from bienban.language.cues import Hit
from bienban.rules.statements.acts import in_name, is_verb, last_mention, skip_opening
from bienban.rules.statements.verdict import is_own_body

_TOKEN = re.compile(r"[^\W\d_]+|\d[\d.,/]*|[^\w\s]")
_REACH = 170
"""Characters of a clause that are read for words; what governs it stands at its front."""
_WORDS, _PAIRS = 22, 16
_MOST_ACTS = 6
_NUMBER = "0"
NAME = "Xx"
"""Stands for a capitalised word amid a clause: which name it is says nothing, that it is one says much."""
RULE = "R."


class Shape(NamedTuple):
    """Dáng của một vế (shape): what its neighbours want to know of it."""

    acts: tuple[str, ...]
    """Kinds of its act words, in order."""
    verb: bool
    """Whether it opens with a task verb."""
    word: str
    """Its first word."""
    subject: bool
    """Whether a body or a person opens it."""
    told: str
    """What the rules made of it."""


def clause_features(analysis: Analysis, *, told: bool = True) -> list[list[str]]:
    """Đặc trưng của mọi vế (features): one list for each clause heard, in text order.

    ``told`` adds what the rules found of it and of its neighbours.
    """
    heard = analysis.heard
    shapes, rows = [], []
    place = _Place(analysis)
    for item in heard:
        row: list[str] = []
        shapes.append(_own(analysis, item, row))
        place.of(item, row)
        rows.append(row)
    last = len(heard) - 1
    for index, (item, row) in enumerate(zip(heard, rows, strict=True)):
        before = shapes[index - 1] if index else None
        after = shapes[index + 1] if index < last else None
        _beside(row, before, after)
        if told:
            _told(item, row, shapes[index], before, after)
    return rows


def tokens(surface: str, folded: str, start: int, end: int, most: int) -> list[str]:
    """Các tiếng (tokens) of ``folded[start:end]``: numbers as one sign, capitalised words but the first as another."""
    found: list[str] = []
    last = ""
    for match in _TOKEN.finditer(folded, start, min(end, start + _REACH)):
        word = match[0]
        if word[0].isdigit():
            word = _NUMBER
        elif last and surface[match.start()].isupper():
            if last == NAME:
                continue
            word = NAME
        found.append(word)
        if len(found) == most:
            break
        last = word
    return found


def _own(analysis: Analysis, item: Heard, row: list[str]) -> Shape:
    """What the clause itself shows."""
    start, end = item.start, item.end
    words = tokens(analysis.surface, analysis.folded, start, end, _WORDS)
    row += [f"b={word}" for word in words]
    row += [f"p={one} {two}" for one, two in pairwise(words[:_PAIRS])]
    first = words[0] if words else ""
    row += ("1", f"w0={first}", f"w01={' '.join(words[:2])}", f"w012={' '.join(words[:3])}")
    if len(words) > 3:
        row += (f"w1={words[1]}", f"w2={words[2]}", f"w12={words[1]} {words[2]}")
    cues = analysis.cues
    body = skip_opening(analysis, start, end)
    verb = is_verb(analysis, body)
    acts = _acts(analysis, start, end)
    kinds = tuple(hit.value for hit in acts)
    row.append("a=" + "+".join(kinds[:4]))
    for hit in acts:
        row += (f"a:{hit.value}", f"ai:{hit.id}")
    if acts:
        near = acts[0].start - body
        row += (f"a0={kinds[0]}@{min(near // 12, 6)}", f"a0:{kinds[0]}:{verb}")
        row += _governed(analysis, item, acts)
    subject = _opens_with_subject(analysis, body)
    past = cues.first("past", start, min(end, start + 90))
    row += (f"v={verb}", f"s={subject}", f"vs={verb}:{subject}:{kinds[:2]}", f"past={past.entry.form if past is not None else '-'}")
    if body > start:
        row.append(f"open={analysis.folded[start:body][:24]}")
    if cues.first("act.petitioner", start, end) is not None:
        row.append("petition")
    if (verbs := cues.first("task-verb", body, min(end, body + 100))) is not None:
        row += (f"vi={verbs.entry.form}", f"vd={min((verbs.start - body) // 10, 8)}")
    return Shape(kinds, verb, first, subject != "-", item.clause.act)


def _governed(analysis: Analysis, item: Heard, acts: Sequence[Hit]) -> list[str]:
    """Who says or does the first act, and of whom a future is told: of the speaker and his own body, or of others."""
    party = mention.party if (mention := last_mention(analysis, item.start, acts[0].start)) is not None else None
    row = [f"as={acts[0].value}:{party.kind if party is not None else '-'}:{party is not None and 'chair' in party.roles}"]
    for index, hit in enumerate(acts):
        if hit.value == "future":
            before = acts[index - 1] if index else None
            subject = analysis.folded[before.end if before is not None else item.start : hit.start].strip(' ,:"')
            own = "none" if not subject else "own" if is_own_body(analysis, party or item.speaker, subject) else "other"
            row += (f"fu={own}:{before.value if before is not None else '-'}", f"fu:{own}:{analysis.folded[hit.end : hit.end + 5]}")
            break
    return row


def _acts(analysis: Analysis, start: int, end: int) -> list[Hit]:
    """Act words of the clause that are no part of a longer word or of a name."""
    hits = analysis.cues.of("act", start, end)[:_MOST_ACTS]
    if not hits:
        return hits
    voids = analysis.cues.of("act.void", start, end)
    return [hit for hit in hits if not any(v.start <= hit.start and hit.end <= v.end for v in voids) and not in_name(analysis, hit)]


def _opens_with_subject(analysis: Analysis, body: int) -> str:
    mention = last_mention(analysis, body, body + 90)
    if mention is not None and mention.start <= body + 12:
        return mention.party.kind
    if analysis.org_heads is not None and body in analysis.org_heads:
        return "org"
    return "addressee" if analysis.cues.at("addressee", body) is not None else "-"


class _Place:
    """Where clauses stand: section, line, heading above, quotation; not how far down the text, which says how authors build theirs."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.line = -1
        self.shared: list[str] = []
        meeting = analysis.meeting
        self.kind = meeting.kinds[0] if meeting is not None and meeting.kinds else "-"
        self.official = analysis.own_document is not None

    def of(self, item: Heard, row: list[str]) -> None:
        analysis = self.analysis
        clause = item.clause
        if clause.line != self.line:
            self._enter(clause.line)
        row += self.shared
        line = analysis.lines[clause.line]
        quoted = analysis.folded.count('"', line.start, item.start) % 2 == 1
        after = analysis.surface[item.end : item.end + 3].strip()[:1]
        speaker = "-" if item.speaker is None else "chair" if "chair" in item.speaker.roles else item.speaker.kind
        row += (
            f"sec={item.section}", f"first={item.first}", f"mark={clause.style if clause.marker else '-'}", f"stop={after}", f"q={quoted}",
            f"sp={speaker}", f"sec+sp={item.section}:{speaker}", f"len={min((item.end - item.start) // 30, 8)}",
        )  # fmt: skip

    def _enter(self, number: int) -> None:
        lines = self.analysis.lines
        self.line = number
        line = lines[number]
        self.shared = [f"role={line.role}", f"meet={self.kind}", f"office={self.official}"]
        for above in range(number - 1, max(-1, number - 12), -1):
            if lines[above].role == "heading":
                words = tokens(self.analysis.surface, self.analysis.folded, lines[above].start, lines[above].end, 10)
                self.shared += [f"h={word}" for word in words]
                break


def _beside(row: list[str], before: Shape | None, after: Shape | None) -> None:
    for sign, shape in (("-", before), ("+", after)):
        if shape is None:
            row.append(f"{sign}none")
            continue
        row += (
            f"{sign}a={'+'.join(shape.acts[:2])}", f"{sign}v={shape.verb}", f"{sign}w={shape.word}", f"{sign}s={shape.subject}",
            f"{sign}a0={shape.acts[0] if shape.acts else '-'}",
        )  # fmt: skip


def _told(item: Heard, row: list[str], shape: Shape, before: Shape | None, after: Shape | None) -> None:
    clause = item.clause
    rule = clause.rule or "-"
    row += (
        f"R.act={shape.told}", f"R.rule={rule}", f"R.gov={item.governing}", f"R.gov+v={item.governing}:{shape.verb}:{item.first}",
        f"R.chain={item.chain}:{item.governing}", f"R.dir={item.directing}", f"R.off={item.official}", f"R.list={item.announcement is not None}",
        f"R.-={before.told if before is not None else ''}", f"R.+={after.told if after is not None else ''}",
        f"R.act+sec={shape.told}:{item.section}",
    )  # fmt: skip


def without_rules(rows: Sequence[Sequence[str]]) -> list[list[str]]:
    """Bỏ đặc trưng của quy tắc (drop what the rules said) from every row."""
    return [[name for name in row if not name.startswith(RULE)] for row in rows]
