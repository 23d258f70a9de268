"""Dates in words: every value a record may hold has a form in both languages, or none, and never fails."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.records.edtf import EDTF_PATTERN
from bienban.render.dates import date_words, english_date
from bienban.web.correct_dates import written_date


@pytest.mark.parametrize(
    ("edtf", "expected", "_reason"),
    [
        (None, "", "a time without a value"),
        ("2021-09-09", "9 Sept 2021", "a day"),
        ("XXXX-05-09", "9 May", "no year known"),
        ("2021-07", "July 2021", "a month"),
        ("2024-36", "Q4 2024", "a quarter"),
        ("2024-21", "spring 2024", "a season"),
        ("2022", "2022", "a year"),
        ("../2021-09-30", "by 30 Sept 2021", "by a day"),
        ("2021-09-30/..", "from 30 Sept 2021", "from a day on"),
        ("2024-01/2024-06", "Jan 2024 – June 2024", "half a year"),
        ("2024-XX-15", "", "a day of no month"),
        ("202X", "", "a decade"),
    ],
)
def test_english_dates(edtf: str | None, expected: str, _reason: str) -> None:
    assert english_date(edtf) == expected


@given(st.from_regex(EDTF_PATTERN, fullmatch=True))
def test_no_value_of_a_record_fails(edtf: str) -> None:
    for language in ("vi", "en"):
        assert isinstance(date_words(edtf, language), str)  # type: ignore[arg-type]
    assert isinstance(written_date(edtf), str)
