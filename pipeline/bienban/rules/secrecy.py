"""Dấu chỉ độ mật (secrecy marking): whether a document says of itself that it is a state secret, and where.

A marking stands in the letterhead, on a line or in a cell of its own, beside the number or after its label. The same
words inside a sentence are about secrecy, and three degrees in a row are a list of them: neither is a marking.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from bienban.language.analysis import Analysis
from bienban.lexicon.load import alternation, forms, slug
from bienban.text.shadow import fold

_HEAD = 1_500
_ABOVE = 600
"""How far above the national title of a later document its letterhead may begin."""
_PROSE_WORDS = 15
"""A line of more words is a sentence: the letterhead is over."""
_CELL = re.compile(r"[^\t|\n]+?(?=[^\S\n]*\||\t|[^\S\n]{2,}|$)")
_ORNAMENT = " \t\xa0()[]{}<>*_#=~\"'“”‘’«».:;,!?–—-+•·|"
_SPACED = re.compile(r"(?:\w )+\w")


class Marking(NamedTuple):
    """Dấu tìm thấy (marking): offsets in the canonical text, and the degree in letters without case."""

    start: int
    end: int
    degree: str


class _Line(NamedTuple):
    """One line of a region; ``head`` while no sentence has come before it."""

    start: int
    text: str
    head: bool


def find_marking(analysis: Analysis, *, unaccented: bool) -> Marking | None:
    """Tìm dấu độ mật (find a marking), the first one; in the text as it was given, whose columns the shadow has closed up.

    ``unaccented`` says that the text is Vietnamese without its marks, where "MAT" is a degree too.
    """
    if not any(word in analysis.folded for word in _last_words()):
        return None
    for start, end in _regions(analysis):
        found = _labelled(analysis.shadow.source, start, end) or _stamped(analysis.shadow.source, start, end, unaccented)
        if found is not None:
            return found
    return None


def _regions(analysis: Analysis) -> Iterator[tuple[int, int]]:
    """The head of the text, and the surroundings of every national title further down."""
    source, done = analysis.shadow.source, _HEAD
    yield 0, min(_HEAD, len(source))
    for match in _titles().finditer(analysis.folded, _HEAD):
        if analysis.surface[slice(*match.span())].isupper():
            at, _ = analysis.shadow.to_source(*match.span())
            start, end = max(done, at - _ABOVE), min(at + _HEAD, len(source))
            if start < end:
                yield start, end
                done = end


def _labelled(source: str, start: int, end: int) -> Marking | None:
    match = _label().search(fold(source[start:end]))
    return None if match is None else Marking(start + match.start("degree"), start + match.end("degree"), match["degree"])


def _stamped(source: str, start: int, end: int, unaccented: bool) -> Marking | None:
    quiet: list[Marking] = []
    for line in _lines(source, start, end):
        found = _on_line(line, unaccented)
        if found is None:
            continue
        if source[found.start : found.end].isupper():
            return found
        quiet.append(found)
    # Different degrees one below the other are the list of them that a rule or a lesson gives.
    return quiet[0] if len({each.degree for each in quiet}) == 1 else None


def _lines(source: str, start: int, end: int) -> Iterator[_Line]:
    head = True
    at = source.rfind("\n", 0, start) + 1
    for text in source[at:end].split("\n"):
        yield _Line(at, text, head)
        head = head and len(text.split()) <= _PROSE_WORDS
        at += len(text) + 1


def _on_line(line: _Line, unaccented: bool) -> Marking | None:
    """A stamp that is the line, or its first cell; while the letterhead lasts any cell, any case, or beside the number."""
    cells = [(match.start(), match.group()) for match in _CELL.finditer(line.text)]
    for number, (at, text) in enumerate([(0, line.text), *cells]):
        loud = number <= 1
        found = _in_cell(text, unaccented, quietly=line.head) if line.head or loud else None
        if found is None and line.head:
            found = _beside_number(text)
        if found is not None:
            return Marking(line.start + at + found.start, line.start + at + found.end, found.degree)
    return None


def _in_cell(text: str, unaccented: bool, *, quietly: bool) -> Marking | None:
    bare = text.strip(_ORNAMENT)
    if not bare or len(bare) > 60 or not (quietly or bare.isupper()):
        return None
    start = text.index(bare)
    spaced = " ".join(bare.split())
    if _SPACED.fullmatch(spaced) and (degree := fold(spaced.replace(" ", ""))) in _run_together():
        return Marking(start, start + len(bare), degree)
    match = _stamp().fullmatch(fold(bare)) or (_bare_stamp(unaccented).fullmatch(bare.lower()) if bare.isascii() else None)
    return None if match is None else Marking(start + match.start("degree"), start + match.end("degree"), match["degree"])


def _beside_number(text: str) -> Marking | None:
    """Beside the number ("Số: 12-TB/TU MẬT"): in capitals or in brackets, since a sentence may begin with a number as well."""
    match = _number().match(fold(text))
    if match is None or not (match["open"] or text[slice(*match.span("degree"))].isupper()):
        return None
    return Marking(*match.span("degree"), match["degree"])


@cache
def _stamp() -> re.Pattern[str]:
    urgent = rf"{alternation('quality.secrecy-urgency')}"
    between = r"[\s,;:/+&-]+"
    carrier = rf"(?:{alternation('quality.secrecy-carrier')}[\s:\"'-]+)?"
    degree = rf"(?P<degree>{alternation('quality.secrecy-degree', 'quality.secrecy-stamp')})"
    return re.compile(rf"(?:{urgent}{between})*{carrier}{degree}(?:{between}{urgent})*")


@cache
def _bare_stamp(unaccented: bool) -> re.Pattern[str]:
    """The degrees without their marks; "mat" alone is a word of many languages."""
    bare = _without_marks("quality.secrecy-degree")
    return re.compile(f"(?P<degree>{_any_of(bare if unaccented else bare - {'mat'})})")


@cache
def _label() -> re.Pattern[str]:
    label, degree = (_any_of({*forms(cue), *_without_marks(cue)}) for cue in ("quality.secrecy-label", "quality.secrecy-degree"))
    blank = r"[^\S\n]"
    before = rf"(?:^|[|\t;,]|{blank}{{2}}|[(\[*_-]){blank}*[(\[*_-]*{blank}*"
    joint = rf"(?:{blank}*[:=|-]{blank}*\n?{blank}*|{blank}*\n{blank}*|\t|{blank}{{2,}})[(\[\"*_|]*{blank}*"
    following = "độ khẩn|mức độ khẩn|số|bản số|ngày"
    after = rf"{blank}*[)\]\"*_.]*{blank}*(?=$|[|\t]|{blank}{{2}}|[;,.]{blank}*(?:$|{following}))"
    return re.compile(rf"{before}(?:{label}){joint}(?P<degree>{degree}){after}", re.MULTILINE)


@cache
def _number() -> re.Pattern[str]:
    degree = rf"(?P<degree>{alternation('quality.secrecy-degree')})"
    return re.compile(rf"\W*số\s*:?\s*[\d._…][^\s()]*(?:\s?/\s?[^\s()]+)?\s*[-,;]?\s*(?P<open>[(\[*]?)\s*{degree}\s*[)\]*.]*\s*$")


@cache
def _last_words() -> tuple[str, ...]:
    """What every marking ends with: most texts have none of it and need no closer look."""
    last = {form.split()[-1] for form in (*forms("quality.secrecy-degree"), *_without_marks("quality.secrecy-degree"))}
    return (*sorted(last), *sorted(" ".join(word) for word in last), *forms("quality.secrecy-stamp"))


@cache
def _run_together() -> frozenset[str]:
    return frozenset(form.replace(" ", "") for form in forms("quality.secrecy-degree"))


@cache
def _titles() -> re.Pattern[str]:
    return re.compile(alternation("quality.letterhead-title"))


def _without_marks(cue: str) -> set[str]:
    return {slug(form).replace("-", " ") for form in forms(cue)}


def _any_of(found: set[str]) -> str:
    return "|".join(re.escape(form) for form in sorted(found, key=lambda form: (-len(form), form)))
