"""Duplicates: what is found, what is not, and that it depends on nothing but the texts."""

from __future__ import annotations

import pytest

from archive_reposts import Text, made_set, measure
from bienban.corpus.duplicates import draw, likeness
from bienban.corpus.sketch import sequences, sketch, sketch_type, text_key

PROSE = "Sáng 05/3/2024, Ủy ban nhân dân xã Bình Hạ tổ chức hội nghị sơ kết công tác hoà giải ở cơ sở sáu tháng đầu năm. "


@pytest.fixture(scope="module")
def texts() -> list[Text]:
    return made_set(most=60)


def test_reposts_are_found_and_look_alikes_are_not(texts: list[Text]) -> None:
    found = measure(texts)
    assert found["precision"] >= 0.97, found
    assert found["recall"] >= 0.95, found


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Họp giao ban.", "Họp  giao\nban. ", True),
        ("Họp giao ban.", "Họp giao ban!", False),
        ("Họp giao ban.", "họp giao ban.", False),
    ],
)
def test_exact_duplicates_differ_in_blank_space_alone(a: str, b: str, same: bool) -> None:
    assert (text_key(a) == text_key(b)) is same


def test_sketches_are_blind_to_case_and_tone_placement() -> None:
    assert sketch(PROSE) == sketch(PROSE.upper().replace("HOÀ", "HÒA"))


@pytest.mark.parametrize("text", ["", "   ", "?!", "một", "một hai", PROSE * 500])
def test_texts_of_any_length_have_a_sketch_or_none(text: str) -> None:
    drawn = sketch(text)
    assert len(drawn) == (sketch_type().itemsize if any(map(str.isalnum, text)) else 0)
    assert not likeness(draw(text), draw("hai ba")).is_repost


def test_a_sketch_is_the_same_everywhere() -> None:
    """The stored ones are compared with those of other machines and years."""
    assert sequences("một hai ba bốn năm sáu").tolist() == GOLDEN


GOLDEN = [4586458102503761034, 13000639680571470357]


def test_reports_on_one_form_are_two_reports() -> None:
    form = "Trong tháng {} xã đã tiếp {} lượt công dân, giải quyết {} đơn, tồn {} đơn, thu ngân sách {} triệu đồng, đạt {}% kế hoạch năm. " * 3
    first, second = form.format(*range(11, 29)), form.format(*range(41, 59))
    assert likeness(draw(first), draw(second)).numbers == 0
    assert not likeness(draw(first), draw(second)).is_repost
    assert likeness(draw(first), draw("Cổng thông tin\n" + first)).is_repost
