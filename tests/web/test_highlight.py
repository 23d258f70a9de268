"""The text cut into segments: nothing lost, nothing moved, every value found again on its words."""

from __future__ import annotations

from hypothesis import given, settings

import bienban
from bienban.records import Report
from bienban.render.marks import LANES, anchors, lines, segments
from processes import SAMPLES
from reports_made import reports

SAMPLE = bienban.extract((SAMPLES / "so-ket-phoi-hop.txt").read_text(encoding="utf-8"))


def check(report: Report) -> None:
    cut = segments(report)
    assert "".join(s.text for s in cut) == report.text
    assert [s.start for s in cut] == [sum(len(s.text) for s in cut[:n]) for n in range(len(cut))]
    for anchor in anchors(report):
        words = "".join(s.text for s in cut if anchor.ref in s.refs)
        assert words == report.text[anchor.start : anchor.end], anchor.ref
    for segment in cut:
        assert len({line.lane for line in segment.lines}) == len(segment.lines) <= LANES
    assert "\n".join("".join(s.text for s in line) for line in lines(report)) == report.text


@settings(max_examples=60, deadline=None)
@given(reports())
def test_segments_are_the_text_and_hold_every_value(text: str) -> None:
    if text.strip():
        check(bienban.extract(text))


def test_letters_beyond_the_basic_plane_count_once() -> None:
    check(
        bienban.extract(
            "🎉 Sáng 05/3/2024, UBND xã Bình Hạ họp 👨‍👩‍👧 giao ban. Ông Lê Văn Tám 𝐀, Chủ tịch UBND xã chủ trì.\n😀 Giao Văn phòng báo cáo."
        )
    )


def test_overlapping_items_never_share_a_line() -> None:
    both = next(s for s in segments(SAMPLE) if {"G1", "C2"} <= set(s.refs))
    assert {line.letter for line in both.lines} >= {"G", "C"}


def test_a_whole_item_comes_before_its_parts_and_heads_stand_once() -> None:
    cut = segments(SAMPLE)
    due = next(s for s in cut if "T1.due" in s.refs)
    assert due.refs.index("T1") < due.refs.index("T1.due")
    heads = [head for s in cut for head in s.heads]
    assert len(heads) == len(set(heads))
    assert {item.id for item in SAMPLE.tasks} <= set(heads)


def test_the_first_mention_is_drawn_once() -> None:
    first = next(s for s in segments(SAMPLE) if "A1" in s.refs)
    assert [line.letter for line in first.lines].count("A") == 1
