"""Whatever the text, times and quantities are in bounds, in order and apart, and are found in linear time."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.quantities import find_quantities
from bienban.language.resolve_times import Calendar, edtf
from bienban.language.times import find_times
from bienban.language.year_clues import infer_year
from bienban.lexicon.load import table, values
from bienban.records.edtf import check_edtf
from build import analyse

PIECES = [
    "ngày", "tháng", "năm", "quý", "sáng", "sáng nay", "(", ")", "từ", "đến", "trước", "hết", "nhiệm kỳ", "giai đoạn", "đầu", "cuối",
    "hằng", "6", "12/7", "30-4", "2024", "2020-2025", "1.200", "1,5", "44,9.000", "tỷ", "triệu", "đồng", "%", "‰", "-", "–", "/", ",",
    ".", ";", "…", "\n", "mô hình", "hộ", "mỗi", "trở lên", "ít nhất", "ba", "năm học", "III", "kỷ niệm", "2/9", "14 giờ", "7h30",
    "nay", "tới", "và", "số", "Điều", "29/2", "trong vòng", "trong", "định kỳ"
]  # fmt: skip
TEXTS = st.one_of(st.text(max_size=120), st.lists(st.sampled_from(PIECES), max_size=24).map(" ".join))


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_mentions_are_in_bounds_sorted_and_apart(text: str) -> None:
    analysis = analyse(text)
    find_times(analysis)
    find_quantities(analysis)
    infer_year(analysis)
    for mentions in (analysis.times, analysis.quantities):
        reach = 0
        for mention in mentions:
            assert reach <= mention.start < mention.end <= len(analysis.surface)
            reach = mention.end
    for quantity in analysis.quantities:
        assert quantity.start <= quantity.number_start < quantity.number_end <= quantity.end
        if quantity.unit is not None:
            assert quantity.start <= quantity.unit[0] < quantity.unit[1] <= quantity.end


@settings(max_examples=200, deadline=None)
@given(TEXTS, st.one_of(st.none(), st.tuples(st.one_of(st.none(), st.integers(1990, 2060)), st.integers(1, 12), st.integers(1, 28))))
def test_values_are_always_sound_edtf(text: str, held: tuple[int | None, int, int] | None) -> None:
    analysis = analyse(text)
    find_times(analysis)
    for mention in analysis.times:
        value, inferred = edtf(mention, Calendar(held))
        assert not (inferred and value is None)
        if value is not None:
            check_edtf(value)


HOSTILE = [
    "1/", "1.", "1-", "ngày 1/", "từ 1/1 đến ", "....", "kỷ niệm 2/9 và ", "mỗi đơn vị 1 xã ", "trên 5 hộ trở lên ", "2 tỷ 300 triệu ",
    "nhiệm kỳ 2018-2013 ",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_hostile_repetition_takes_linear_time(unit: str) -> None:
    def cost(size: int) -> float:
        analysis = analyse(unit * (size // len(unit)))
        best = 60.0
        for _ in range(2):
            start = time.process_time()
            find_times(analysis)
            find_quantities(analysis)
            best = min(best, time.process_time() - start)
        return best

    small, large = cost(20_000), cost(80_000)
    assert large < 8 * small + 0.25


def test_every_time_word_has_a_known_kind() -> None:
    kinds = {value.partition(".")[0] for value in values("time.word").values()}
    assert kinds <= {"head", "tod", "now", "weekday", "until", "from", "in", "part", "vague", "recurring", "event", "off"}


def test_the_words_around_numbers_have_known_roles() -> None:
    roles = {row["role"] for row in table("number_context")}
    assert roles == {
        "label", "free", "weak_label", "verb", "not_unit", "no_word_after", "after_spoken_five", "multiplier", "measure",
        "from_means_least", "from_goes_on", "comparator_verb", "ballot",
    }  # fmt: skip
