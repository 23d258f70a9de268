"""Digits in the Vietnamese habit, and the slips that leave a number untold."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text.numbers import read_digits

VALUES = [
    ("12", 12, "plain"),
    ("05", 5, "padded"),
    ("3.000", 3000, "one group of thousands"),
    ("1.200.000.000", 1_200_000_000, "many groups"),
    ("1.234,5", 1234.5, "thousands and decimals"),
    ("1,2", 1.2, "decimal comma"),
    ("0,125", 0.125, "three decimals behind a nought"),
    ("2 071", 2071, "thousands set off by a blank"),
    ("8.4", 8.4, "an English point that can be no thousand"),
]


@pytest.mark.parametrize(("text", "value", "why"), VALUES, ids=[row[2] for row in VALUES])
def test_regular_numbers_have_their_value(text: str, value: float, why: str) -> None:
    assert read_digits(text) == (value, False), why


@pytest.mark.parametrize(
    ("text", "value"), [("44,962.000", None), ("1.2.3", None), ("12.34.567", None), ("1,200", 1.2), ("1,200,000", 1_200_000)]
)
def test_separators_out_of_order_are_flagged(text: str, value: float | None) -> None:
    assert read_digits(text) == (value, True)


@pytest.mark.parametrize("text", ["012.345", "1" * 30])
def test_codes_are_no_numbers(text: str) -> None:
    assert read_digits(text).value is None


@given(st.integers(0, 10**12))
def test_grouped_and_plain_writing_agree(value: int) -> None:
    assert read_digits(f"{value:,}".replace(",", ".")).value == value
    assert read_digits(str(value)).value == value


@given(st.text(alphabet="0123456789., ", max_size=40))
def test_any_run_of_digits_is_read_without_error(text: str) -> None:
    value = read_digits(text).value
    assert value is None or value >= 0
