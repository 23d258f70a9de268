"""The shadow text: same length, blind to spelling variants, and always a way back to the canonical text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.text.reflow import wraps
from bienban.text.shadow import Shadow, fold

_WILD = st.text(st.one_of(st.characters(), st.sampled_from("oàòaóuỳủ \t\u00a0\u00ad\u200b\ufeffĐÐð–—“”\n")), max_size=80)


@pytest.mark.parametrize(
    ("variants", "reason"),
    [
        (("hoà bình", "hòa bình", "HOÀ BÌNH"), "tone on the first or the second vowel of an open rhyme, and case"),
        (("Uỷ ban", "Ủy ban", "ủy Ban"), "uỷ and ủy"),
        (("khoẻ", "khỏe"), "oẻ and ỏe"),
        (("Ðảng uỷ", "Đảng ủy", "ðảng ủy"), "eth for d with stroke"),
        (("01–KH/BDV", "01-KH/BDV", "01−KH/BDV"), "every dash is one dash"),
        (("“Dân vận khéo”", '"Dân vận khéo"', "«Dân vận khéo»"), "every double quote is one quote"),
        (("10\u00a0%", "10 %"), "a no-break space is a space"),
    ],
)
def test_variants_fold_together(variants, reason):
    assert len({fold(variant) for variant in variants}) == 1, reason


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("quý", "qúy", "after q the u is no vowel, so this is a misspelling and not a tone variant"),
        ("toàn", "tòan", "a closed rhyme has one place for the tone"),
        ("ban", "bàn", "tones are never folded away"),
    ],
)
def test_different_words_stay_apart(left, right, reason):
    assert fold(left) != fold(right), reason


@given(_WILD)
def test_folding_keeps_the_length(text):
    assert len(fold(text)) == len(text)


@given(_WILD, st.data())
def test_every_shadow_span_covers_its_words_in_the_source(text, data):
    shadow = Shadow(text, wraps(text))
    assert len(shadow.surface) == len(shadow.folded)
    if not shadow.surface:
        return
    start = data.draw(st.integers(0, len(shadow.surface) - 1))
    end = data.draw(st.integers(start + 1, len(shadow.surface)))
    begin, finish = shadow.to_source(start, end)
    assert 0 <= begin < finish <= len(text)
    assert _solid(text[begin:finish]) == _solid(shadow.surface[start:end])


@given(_WILD)
def test_mapping_back_and_forth_meets(text):
    shadow = Shadow(text)
    for offset in range(len(shadow.surface)):
        begin, _ = shadow.to_source(offset, offset + 1)
        if text[begin] == shadow.surface[offset]:
            assert shadow.from_source(begin) == offset


def _solid(text: str) -> str:
    return "".join(char for char in text if not char.isspace() and char not in "\u00ad\u200b\u200c\u200d\u2060\ufeff")


def test_plain_text_needs_no_map():
    text = "Hội nghị diễn ra tại hội trường."
    assert Shadow(text).surface is text


@pytest.mark.parametrize(
    ("text", "count", "reason"),
    [
        (
            "Căn cứ đề nghị của Văn phòng Đảng ủy xã Kim Lũng tại tờ\ntrình ngày 02 tháng 3 về việc mua sắm,\n",
            1,
            "a line that ends amid a clause goes on",
        ),
        ("Quang cảnh hội nghị\n\nSáng nay, xã tổ chức hội nghị.\n", 0, "short lines and blank lines are real breaks"),
        (
            "1. Giao phòng Kinh tế rà soát toàn bộ hồ sơ đất đai trên địa bàn\n2. Giao Công an nắm tình hình\n",
            0,
            "an enumerator begins a line of its own",
        ),
    ],
)
def test_hard_wraps(text, count, reason):
    assert len(wraps(text)) == count, reason
