"""Canonical text: what is changed, what is not, and the way back."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text.canonical import canonicalize


@pytest.mark.parametrize(
    ("given_text", "canonical"),
    [
        pytest.param("một\r\nhai\rba", "một\nhai\nba", id="Windows and old Mac newlines"),
        pytest.param("một\u2028hai\u2029ba\x85bốn", "một\nhai\nba\nbốn", id="Unicode newlines"),
        pytest.param("\r\r\n\n\r", "\n\n\n\n", id="newlines in a row"),
        pytest.param("Vi\u0065\u0323\u0302t", "Việt", id="decomposed, marks in order"),
        pytest.param("Vi\u0065\u0302\u0323t", "Việt", id="decomposed, marks as typed"),
        pytest.param("Viê\u0323t", "Việt", id="cp1258 style: letter and tone"),
        pytest.param("\u0323a", "\u0323a", id="a mark with nothing before it"),
        pytest.param("\u212b \u2126", "Å Ω", id="signs that NFC replaces one for one"),
        pytest.param("\u1112\u1161\u11ab", "한", id="three jamo make one syllable"),
        pytest.param("\u0cc6\u0cc2\u0cd5", "\u0ccb", id="a chain of starters"),
        pytest.param("a\ud800b", "a\ufffdb", id="lone surrogate"),
    ],
)
def test_changed(given_text: str, canonical: str) -> None:
    assert canonicalize(given_text).text == canonical


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("hoà hòa  hai  dấu cách ", id="no word respelled, no space collapsed"),
        pytest.param("Ðảng ủy", id="the look-alike Ð stays"),
        pytest.param("a\u00a0b\u00adc\u200bd\ufeffe", id="invisible characters stay"),
        pytest.param("\x00\x01\x1f\x0b\x0c", id="NUL and control characters stay"),
        pytest.param("“ngoặc” – gạch … ①½ﬁ", id="compatibility characters stay"),
    ],
)
def test_unchanged_and_free(text: str) -> None:
    result = canonicalize(text)
    assert result.text is text
    assert result.map.is_identity
    assert result.notes == ()


def test_the_map_is_local() -> None:
    source = "Ho\u0323p\r\nxa\u0303 Mie\u0302\u0300n"
    result = canonicalize(source)
    assert result.text == "Họp\nxã Miền"
    for word, origin in (("Họp", "Ho\u0323p"), ("ọ", "o\u0323"), ("\n", "\r\n"), ("xã", "xa\u0303"), ("n", "n")):
        start = result.text.index(word)
        first, last = result.map.to_source(start, start + len(word))
        assert source[first:last] == origin
    assert result.map.to_target(2, 3) == (1, 2), "half a letter maps to the whole letter"


def test_surrogates_are_noted_where_they_stand() -> None:
    result = canonicalize("a\r\n\udc80")
    assert [note.code for note in result.notes] == ["undecodable_bytes"]


ANY_TEXT = st.text(
    st.one_of(st.characters(), st.sampled_from("\r\n\u2028\x85eoađ\u0301\u0323\u0302\u0344\u1100\u1161\u11a8\u0cc6\u0cc2\u0cd5\u0f71\u0f73")),
    max_size=60,
)


@given(ANY_TEXT)
def test_agrees_with_the_standard_library(text: str) -> None:
    plain = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    for newline in ("\r\n", "\r", "\x85", "\u2028", "\u2029"):
        plain = plain.replace(newline, "\n")
    assert canonicalize(text).text == unicodedata.normalize("NFC", plain)


@given(ANY_TEXT)
def test_idempotent(text: str) -> None:
    once = canonicalize(text)
    twice = canonicalize(once.text)
    assert twice.text == once.text
    assert twice.map.is_identity
    assert twice.notes == ()


@given(ANY_TEXT, st.data())
def test_every_place_comes_from_what_makes_it(text: str, data: st.DataObject) -> None:
    result = canonicalize(text)
    start = data.draw(st.integers(0, len(result.text)))
    end = data.draw(st.integers(start, len(result.text)))
    first, last = result.map.to_source(start, end)
    assert 0 <= first <= last <= len(text)
    assert result.text[start:end] in canonicalize(text[first:last]).text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Họp ủy ban xã. " * 70_000, id="ordinary text"),
        pytest.param("a" + "\u0301\u0323" * 150_000, id="marks out of order"),
        pytest.param("\u1161" * 300_000 + "\u0323\u0301", id="one endless syllable"),
        pytest.param("\r\n" * 200_000, id="nothing but newlines"),
        pytest.param("o\u0323" * 100_000, id="decomposed"),
    ],
)
def test_hostile_text_takes_linear_time(text: str) -> None:
    begin = time.process_time()
    canonicalize(text)
    assert time.process_time() - begin < 5
