"""Dấu trong văn bản (marks): the text cut into segments, each knowing every value that stands on it.

Offsets are code points of the record's text, as everywhere; the page gets them as they are and never has to count.
A value's reference is the path to it: ``T3``, ``T3.due``, ``A1.posts.0``, ``M.title`` (the meeting), ``W2`` (a warning).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from bienban.records import Record, Report, Span

LISTS = ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")
DOUBTFUL_BELOW = 0.7
"""An item of less confidence is shown as not certain."""
LANES = 4
_MENTIONS = "mentions"


class Anchor(NamedTuple):
    """Neo (anchor): one value's place in the text."""

    start: int
    end: int
    ref: str
    drawn: bool
    """Whether the text shows it at rest: items and mentions are drawn, their parts only light up."""
    doubtful: bool = False


class Line(NamedTuple):
    """Vạch (line): one of the lines drawn under a segment."""

    lane: int
    letter: str
    doubtful: bool


class Segment(NamedTuple):
    """Khúc (segment): words between two edges of anchors, with the references of all that stand on them, the widest first."""

    start: int
    text: str
    refs: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()
    heads: tuple[str, ...] = ()
    """Ids of the items that begin here."""


def anchors(report: Report) -> list[Anchor]:
    """Neo của một báo cáo (anchors): every grounded value, in text order, wider ones before those inside them."""
    found: list[Anchor] = []
    if report.document is not None:
        found.extend(_of_item(report.document))
    found.extend(_inside(report.meeting, "M", drawn=True))
    for name in LISTS:
        for item in getattr(report, name):
            found.extend(_of_item(item))
    for index, warning in enumerate(report.warnings, 1):
        if warning.start is not None and warning.end is not None:
            found.append(Anchor(warning.start, warning.end, f"W{index}", drawn=True))
    return sorted(found, key=lambda a: (a.start, -a.end, a.ref.count(".")))


def _of_item(item: Record) -> Iterator[Anchor]:
    id, doubtful = str(item.__dict__["id"]), item.__dict__["confidence"] < DOUBTFUL_BELOW
    yield Anchor(item.__dict__["start"], item.__dict__["end"], id, True, doubtful)
    yield from _inside(item, id, drawn=False)


def _inside(value: Record, path: str, *, drawn: bool) -> Iterator[Anchor]:
    for name, inner in value.__dict__.items():
        many = inner if isinstance(inner, tuple) else (inner,)
        for place, part in enumerate(many):
            if isinstance(part, Record):
                ref = f"{path}.{name}.{place}" if isinstance(inner, tuple) else f"{path}.{name}"
                if isinstance(part, Span):
                    # The first mention is the item's own place, which is drawn already.
                    again = name == _MENTIONS and (part.start, part.end) != (value.__dict__["start"], value.__dict__["end"])
                    yield Anchor(part.start, part.end, ref, drawn or again)
                yield from _inside(part, ref, drawn=False)


def segments(report: Report) -> list[Segment]:
    """Các khúc (segments): together they are the text; no anchor begins or ends inside one of them."""
    placed, text = anchors(report), report.text
    lanes = _lanes(placed)
    edges = sorted({0, len(text), *(a.start for a in placed), *(a.end for a in placed)})
    open_: list[Anchor] = []
    out: list[Segment] = []
    following = 0
    for start, end in pairwise(edges):
        open_ = [a for a in open_ if a.end > start]
        heads = []
        while following < len(placed) and placed[following].start == start:
            open_.append(placed[following])
            if placed[following].drawn and "." not in placed[following].ref:
                heads.append(placed[following].ref)
            following += 1
        drawn = {lanes[a.ref]: Line(lanes[a.ref], a.ref[0], a.doubtful) for a in reversed(open_) if a.drawn}
        out.append(Segment(start, text[start:end], tuple(a.ref for a in open_), tuple(drawn[n] for n in sorted(drawn)), tuple(heads)))
    return out


def _lanes(placed: list[Anchor]) -> dict[str, int]:
    """A lane for every drawn anchor, free of the others it overlaps as long as there are lanes."""
    ends = [0] * LANES
    lanes: dict[str, int] = {}
    for anchor in placed:
        if anchor.drawn:
            lane = next((n for n in range(LANES) if ends[n] <= anchor.start), LANES - 1)
            ends[lane] = max(ends[lane], anchor.end)
            lanes[anchor.ref] = lane
    return lanes


def lines(report: Report) -> list[list[Segment]]:
    """Các dòng (lines): the segments of each line of the text, line breaks left out; an empty line is an empty list."""
    rows: list[list[Segment]] = [[]]
    for segment in segments(report):
        start = segment.start
        for index, piece in enumerate(segment.text.split("\n")):
            if index:
                rows.append([])
            if piece:
                rows[-1].append(segment._replace(start=start, text=piece, heads=segment.heads if start == segment.start else ()))
            start += len(piece) + 1
    return rows
