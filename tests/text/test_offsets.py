"""Offset maps: where a place goes, and where it came from."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text.offsets import OffsetMap, rewrite

# "abXcdef" -> "abYYYcf": X became YYY, de was deleted; then "!" was put in before the last letter.
EDITS = [(2, 3, 3), (4, 6, 0)]


@pytest.mark.parametrize(
    ("source", "target"),
    [
        pytest.param((0, 2), (0, 2), id="before the first edit"),
        pytest.param((2, 3), (2, 5), id="the replaced letter"),
        pytest.param((1, 4), (1, 6), id="around the replaced letter"),
        pytest.param((3, 4), (5, 6), id="between the edits"),
        pytest.param((4, 6), (6, 6), id="what was deleted is now an empty place"),
        pytest.param((5, 6), (6, 6), id="part of what was deleted"),
        pytest.param((6, 7), (6, 7), id="behind both edits"),
        pytest.param((0, 7), (0, 7), id="all of it"),
        pytest.param((7, 7), (7, 7), id="the empty place at the end"),
    ],
)
def test_to_target(source: tuple[int, int], target: tuple[int, int]) -> None:
    assert OffsetMap.from_edits(EDITS).to_target(*source) == target


@pytest.mark.parametrize(
    ("target", "source"),
    [
        pytest.param((2, 5), (2, 3), id="all of the replacement"),
        pytest.param((3, 4), (2, 3), id="the middle of the replacement covers the letter it stands for"),
        pytest.param((4, 6), (2, 4), id="end of the replacement and a copied letter"),
        pytest.param((5, 6), (3, 4), id="a copied letter beside a deletion does not take the deletion in"),
        pytest.param((6, 7), (6, 7), id="the letter after the deletion"),
        pytest.param((5, 7), (3, 7), id="across the deletion"),
        pytest.param((6, 6), (4, 6), id="the empty place where the deletion was"),
    ],
)
def test_to_source(target: tuple[int, int], source: tuple[int, int]) -> None:
    assert OffsetMap.from_edits(EDITS).to_source(*target) == source


def test_an_insertion_belongs_to_neither_side() -> None:
    moved = OffsetMap.from_edits([(3, 3, 2)])
    assert moved.to_target(0, 3) == (0, 3)
    assert moved.to_target(3, 6) == (5, 8)
    assert moved.to_target(2, 4) == (2, 6)
    assert moved.to_source(3, 5) == (3, 3)


@pytest.mark.parametrize(
    "edits",
    [
        pytest.param([(3, 5, 1), (4, 6, 1)], id="overlapping"),
        pytest.param([(5, 6, 1), (2, 3, 1)], id="backwards"),
        pytest.param([(3, 2, 1)], id="end before start"),
        pytest.param([(2, 3, -1)], id="negative length"),
    ],
)
def test_bad_edits_are_refused(edits: list[tuple[int, int, int]]) -> None:
    with pytest.raises(ValueError, match="edit"):
        OffsetMap.from_edits(edits)


def test_rewrite_refuses_overlapping_edits() -> None:
    with pytest.raises(ValueError, match="overlaps"):
        rewrite("abcdef", [(0, 3, "x"), (2, 4, "y")])


def test_identity_is_free() -> None:
    same = OffsetMap()
    assert same.is_identity
    assert same.compose(same).is_identity
    assert same.invert().is_identity
    assert same.to_target(10**9, 10**9 + 5) == (10**9, 10**9 + 5)
    text = "không đổi"
    assert rewrite(text, [])[0] is text
    assert rewrite(text, [(0, 1, "K")])[1].is_identity, "one character for another moves nothing"


@st.composite
def _edits(draw: st.DrawFn, text: str) -> list[tuple[int, int, str]]:
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    pairs = zip(cuts[0::2], cuts[1::2], strict=False)
    return [(start, end, draw(st.text("XYZ", max_size=3))) for start, end in pairs]


@st.composite
def _rewritings(draw: st.DrawFn) -> tuple[str, str, str, OffsetMap, OffsetMap]:
    first = draw(st.text("abcdefgh", max_size=20))
    second, one = rewrite(first, draw(_edits(first)))
    third, two = rewrite(second, draw(_edits(second)))
    return first, second, third, one, two


def _span(data: st.DataObject, text: str) -> tuple[int, int]:
    start = data.draw(st.integers(0, len(text)))
    return start, data.draw(st.integers(start, len(text)))


@given(_rewritings(), st.data())
def test_composing_is_mapping_twice(case: tuple[str, str, str, OffsetMap, OffsetMap], data: st.DataObject) -> None:
    first, _, third, one, two = case
    both = one.compose(two)
    span = _span(data, first)
    assert both.to_target(*span) == two.to_target(*one.to_target(*span))
    back = _span(data, third)
    assert both.to_source(*back) == one.to_source(*two.to_source(*back))


@given(_rewritings(), st.data())
def test_inverting(case: tuple[str, str, str, OffsetMap, OffsetMap], data: st.DataObject) -> None:
    first, _, third, one, two = case
    both = one.compose(two)
    assert both.invert().invert() == both
    span, back = _span(data, first), _span(data, third)
    assert both.invert().to_source(*span) == both.to_target(*span)
    assert both.invert().to_target(*back) == both.to_source(*back)


@given(_rewritings(), st.data())
def test_spans_stay_inside_and_grow_with_their_source(case: tuple[str, str, str, OffsetMap, OffsetMap], data: st.DataObject) -> None:
    first, _, third, one, two = case
    both = one.compose(two)
    start, end = _span(data, first)
    image = both.to_target(start, end)
    assert 0 <= image[0] <= image[1] <= len(third)
    between = one.to_target(start, end)
    if start < end and between[0] < between[1]:
        wider = both.to_target(max(start - 1, 0), min(end + 1, len(first)))
        assert wider[0] <= image[0]
        assert image[1] <= wider[1]


@given(st.text("abcdefgh", max_size=20).flatmap(lambda t: st.tuples(st.just(t), _edits(t))), st.data())
def test_there_and_back_covers(case: tuple[str, list[tuple[int, int, str]]], data: st.DataObject) -> None:
    """A span whose letters survive comes back around itself, and copied letters are the same on both sides."""
    text, edits = case
    changed, moved = rewrite(text, edits)
    start, end = _span(data, text)
    there = moved.to_target(start, end)
    if there[0] < there[1] and not any(s < end and start < e for s, e, _ in edits):
        back = moved.to_source(*there)
        assert back[0] <= start
        assert end <= back[1]
    if not any(s <= end and start <= e for s, e, _ in edits):
        assert changed[slice(*there)] == text[start:end]


def test_an_edit_of_several_letters_is_taken_whole_even_at_equal_length() -> None:
    changed, moved = rewrite("abcd", [(1, 3, "XY")])
    assert changed == "aXYd"
    assert moved.to_target(1, 2) == (1, 3)
    assert moved.to_source(0, 2) == (0, 3)
