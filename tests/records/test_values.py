"""Spans, dates and numbers: what each accepts and refuses."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bienban.records import Item, Quantity, Span, When, as_number, check_edtf


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        pytest.param(0, 1, "a", id="one code point"),
        pytest.param(3, 7, "họp ", id="trailing space is text too"),
        pytest.param(0, 2, "😀x", id="an emoji is one code point"),
        pytest.param(0, 2, "ê\n", id="a newline is a code point"),
    ],
)
def test_span_accepts(start: int, end: int, text: str) -> None:
    assert Span(start=start, end=end, text=text).text == text


@pytest.mark.parametrize(
    ("start", "end", "text"),
    [
        pytest.param(-1, 1, "ab", id="negative start"),
        pytest.param(2, 2, "", id="length 0"),
        pytest.param(3, 2, "a", id="ends before it starts"),
        pytest.param(0, 3, "ab", id="text shorter than the offsets"),
        pytest.param(0, 1, "ab", id="text longer than the offsets"),
        pytest.param("0", 1, "a", id="offset as a string"),
        pytest.param(0.0, 1, "a", id="offset as a float"),
        pytest.param(False, 1, "a", id="offset as a bool"),
    ],
)
def test_span_refuses(start: Any, end: Any, text: str) -> None:
    with pytest.raises(ValidationError):
        Span(start=start, end=end, text=text)


def test_span_is_frozen_and_closed() -> None:
    span = Span(start=0, end=1, text="a")
    with pytest.raises(ValidationError):
        span.start = 1  # type: ignore[misc]
    with pytest.raises(ValidationError):
        Span(start=0, end=1, text="a", note="x")  # type: ignore[call-arg]
    assert span in {Span(start=0, end=1, text="a")}


def test_span_at_takes_its_words_from_the_text() -> None:
    when = When.at("Sáng ngày 05/6, họp", 5, 14, edtf="2021-06-05", inferred=True)
    assert (when.text, when.edtf, when.recurring) == ("ngày 05/6", "2021-06-05", False)
    with pytest.raises(ValidationError):
        Span.at("ngắn", 2, 9)


@pytest.mark.parametrize("identifier", ["A1", "D0", "T12", "C100"])
def test_item_id_accepts(identifier: str) -> None:
    assert Item(start=0, end=1, text="a", id=identifier, confidence=1, method="m").id == identifier


@pytest.mark.parametrize("identifier", ["", "A", "a1", "A01", "1", "A1 ", "AA1", "A1\n", "A-1"])
def test_item_id_refuses(identifier: str) -> None:
    with pytest.raises(ValidationError):
        Item(start=0, end=1, text="a", id=identifier, confidence=1, method="m")


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("2021-09-09", id="day"),
        pytest.param("2022", id="year"),
        pytest.param("2021-09", id="month"),
        pytest.param("2024-35", id="third quarter"),
        pytest.param("2024-33/2024-36", id="interval of quarters"),
        pytest.param("2023-22", id="summer"),
        pytest.param("2021-09/2021-12", id="interval of months"),
        pytest.param("2020/2025", id="term of office"),
        pytest.param("../2030", id="by a year"),
        pytest.param("2021-09-09/..", id="from a day on"),
        pytest.param("XXXX-09-09", id="day without its year"),
        pytest.param("../XXXX-09", id="by a month without its year"),
        pytest.param("XXXX-33", id="quarter without its year"),
        pytest.param("XXXX-02-29", id="29 February of an unknown year"),
        pytest.param("2024-02-29", id="29 February of a leap year"),
        pytest.param("2021-XX-15", id="day without its month"),
        pytest.param("201X", id="a decade"),
        pytest.param("2024-09-15/2024-35", id="a day and the quarter it lies in"),
        pytest.param("2023-24/2023-22", id="seasons of one year have no order: winter crosses it"),
        pytest.param("2024-09-15/2024", id="a day and its own year"),
        pytest.param("XXXX-11/XXXX-02", id="order unknown without years"),
    ],
)
def test_edtf_accepts(value: str) -> None:
    assert check_edtf(value) == value
    assert When(start=0, end=1, text="x", edtf=value).edtf == value


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("", id="empty"),
        pytest.param("09/9/2021", id="as the text writes it"),
        pytest.param("2021-9-9", id="no leading zeros"),
        pytest.param("2021-00", id="month 0"),
        pytest.param("2021-13", id="month 13"),
        pytest.param("2021-25", id="not a season or quarter"),
        pytest.param("2021-33-01", id="a quarter has no days"),
        pytest.param("2021-02-29", id="not a leap year"),
        pytest.param("1900-02-29", id="century years are not leap"),
        pytest.param("2021-04-31", id="April has 30 days"),
        pytest.param("XXXX-02-30", id="in no year"),
        pytest.param("../..", id="open at both ends"),
        pytest.param("2020/2021/2022", id="three sides"),
        pytest.param("2025/2020", id="backwards by year"),
        pytest.param("2021-12/2021-09", id="backwards by month"),
        pytest.param("2024-09-15/2024-33", id="a quarter that is over"),
        pytest.param("2021-09-09T10:00", id="time of day"),
        pytest.param("2021-09-09\n", id="trailing newline"),
        pytest.param("２０２１", id="full-width digits"),
        pytest.param("2021?", id="qualifiers are not used"),
    ],
)
def test_edtf_refuses(value: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|calendar|interval"):
        check_edtf(value)
    with pytest.raises(ValidationError):
        When(start=0, end=1, text="x", edtf=value)


@given(st.dates(), st.dates())
def test_edtf_agrees_with_the_calendar(first: Any, last: Any) -> None:
    interval = f"{first.isoformat()}/{last.isoformat()}"
    if first <= last:
        assert check_edtf(interval) == interval
    else:
        with pytest.raises(ValueError, match="interval"):
            check_edtf(interval)


@pytest.mark.parametrize(
    ("given_value", "written"),
    [
        pytest.param(5, "5", id="integer"),
        pytest.param(5.0, "5", id="integral float"),
        pytest.param(0.5, "0.5", id="fraction"),
        pytest.param(1_200_000_000.0, "1200000000", id="1,2 tỷ"),
        pytest.param(-3.0, "-3", id="negative"),
        pytest.param(0.0, "0", id="zero"),
        pytest.param(None, "null", id="no bound"),
    ],
)
def test_number_as_written(given_value: Any, written: str) -> None:
    quantity = Quantity(start=0, end=1, text="x", min=given_value)
    assert f'"min":{written},' in quantity.model_dump_json()
    assert Quantity.model_validate_json(quantity.model_dump_json()) == quantity


@pytest.mark.parametrize("value", ["5", True, float("nan"), float("inf"), [5]])
def test_number_refuses(value: Any) -> None:
    with pytest.raises(ValidationError):
        Quantity(start=0, end=1, text="x", min=value)


def test_quantity_bounds_are_in_order() -> None:
    assert Quantity(start=0, end=1, text="x", min=10, max=10.0).max == 10
    with pytest.raises(ValidationError, match="min"):
        Quantity(start=0, end=1, text="x", min=11, max=10)


@given(st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(10**18), 10**18))
def test_as_number_keeps_the_value(value: float) -> None:
    assert as_number(value) == value
    assert json.loads(json.dumps(as_number(value))) == value
