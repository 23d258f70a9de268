"""Offsets in other units: UTF-16 for browsers, UTF-8 for files."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text.units import Unit, UnitIndex, from_units, to_units

TEXT = "Họp 😀 xã"


@pytest.mark.parametrize(
    ("offset", "unit", "units"),
    [
        pytest.param(0, "utf-16", 0, id="start"),
        pytest.param(2, "utf-16", 2, id="ọ is one UTF-16 unit"),
        pytest.param(2, "utf-8", 4, id="ọ is three bytes"),
        pytest.param(5, "utf-16", 6, id="the emoji is a surrogate pair"),
        pytest.param(5, "utf-8", 10, id="the emoji is four bytes"),
        pytest.param(8, "utf-16", 9, id="end, UTF-16"),
        pytest.param(8, "utf-8", 14, id="end, UTF-8"),
    ],
)
def test_conversion(offset: int, unit: Unit, units: int) -> None:
    assert to_units(TEXT, offset, unit) == units
    assert from_units(TEXT, units, unit) == offset


@pytest.mark.parametrize(("units", "unit"), [(5, "utf-16"), (7, "utf-8"), (9, "utf-8")])
def test_inside_a_code_point_is_its_beginning(units: int, unit: Unit) -> None:
    assert from_units(TEXT, units, unit) == 4


@pytest.mark.parametrize("offset", [-1, 9, 15])
def test_outside_the_text_is_refused(offset: int) -> None:
    index = UnitIndex(TEXT, "utf-16")
    with pytest.raises(IndexError):
        index.to_units(offset)
    with pytest.raises(IndexError):
        index.from_units(offset if offset != 9 else 10)
    with pytest.raises(IndexError):
        to_units(TEXT, offset, "utf-8")


@given(st.text(max_size=40), st.sampled_from(["utf-16", "utf-8"]), st.integers(0, 3000))
def test_round_trip_across_blocks(piece: str, unit: Unit, at: int) -> None:
    text = piece + "ọ" * 1500 + piece + "x" * 1000
    offset = min(at, len(text))
    index = UnitIndex(text, unit)
    codec, width = ("utf-16-le", 2) if unit == "utf-16" else ("utf-8", 1)
    assert index.to_units(offset) == len(text[:offset].encode(codec)) // width
    assert index.from_units(index.to_units(offset)) == offset


def test_empty_text() -> None:
    assert UnitIndex("", "utf-8").to_units(0) == UnitIndex("", "utf-8").from_units(0) == 0
