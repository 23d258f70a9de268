"""What can be spelled in Vietnamese, and what cannot."""

from __future__ import annotations

import unicodedata

import pytest

from bienban.text.syllables import spellable

GOOD = (
    "a ủy uỷ ban nghiêng nghĩa quốc quý quyển khuỷu khuya giêng giếng gì gìn già hòa hoà hoá xoong đường được "
    "người những thượng ngoằn yêu yến ỷ kỹ kĩ lý tỷ rượu oanh uống ươm Đảng TRƯỞNG xuể huơ huỳnh suýt ngoạch phở"
)
BAD = "cơng phịng khơng nơng café tât hôp ViÖt ©n ñy añ nguye bb wôn zà quiết° tổ̀ hòá ươnh ngh ôố ộcc aă êên hộpp"


@pytest.mark.parametrize("word", GOOD.split())
def test_spells(word: str) -> None:
    assert spellable(word)
    assert spellable(word.upper())
    assert spellable(unicodedata.normalize("NFD", word))


@pytest.mark.parametrize("word", [*BAD.split(), "", "a" * 500])
def test_does_not_spell(word: str) -> None:
    assert not spellable(word)


def test_a_stop_wants_a_sharp_or_heavy_tone() -> None:
    assert [spellable(word) for word in ("tốt", "tột", "tồt", "tổt", "tôt")] == [True, True, False, False, False]
