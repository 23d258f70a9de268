"""Khuôn số lượng (forms of quantities): the number pattern, magnitudes, and the words that stand around numbers."""

from __future__ import annotations

import re
from functools import cache
from types import MappingProxyType

from bienban.lexicon.load import table
from bienban.text.numbers import read_digits
from bienban.text.shadow import fold

__all__ = ["CORE", "MAGNITUDE", "SPACED", "context", "scaled", "tail_value", "words_before"]

_NUMBER = r"[0-9][0-9]{0,14}(?:[.,][0-9]{1,15}){0,5}"
_SCALE = r"(?: ?(?:nghìn|ngàn|vạn|trăm|triệu|tỷ|tỉ|tr)(?![^\W\d])(?: (?:tỷ|tỉ|triệu)(?![^\W\d]))?(?: rưỡi(?!\w))?)"
_PERCENT = r"(?: ?%0?(?![0-9])| ?‰| phần trăm(?!\w))"
_TAIL = r"(?P<x> [0-9]{1,3} (?:triệu|tỷ|nghìn|ngàn)(?![^\W\d]))"

CORE = re.compile(
    rf"(?P<a>{_NUMBER})(?:(?P<am>{_SCALE}){_TAIL}?)?(?P<ap>{_PERCENT})?"
    rf"(?:(?P<link> ?[-/] ?| đến | tới )(?P<b>{_NUMBER})(?P<bm>{_SCALE})?(?P<bp>{_PERCENT})?)?"
)
SPACED = re.compile(r"[1-9][0-9]{0,2}(?: [0-9]{3}){1,3}(?![0-9.,/-])")
MAGNITUDE = re.compile(_SCALE)

_SCALES = {"trăm": 1e2, "nghìn": 1e3, "ngàn": 1e3, "vạn": 1e4, "tr": 1e6, "triệu": 1e6, "tỷ": 1e9, "tỉ": 1e9}


def _magnitude(words: str | None) -> float:
    """Độ lớn: the factor of ``nghìn``, ``triệu``, ``nghìn tỷ`` …; 1 for none."""
    factor = 1.0
    for word in (words or "").split():
        factor *= _SCALES.get(word, 1.0)
    return factor


def scaled(value: float, words: str | None) -> float:
    """Nhân với độ lớn: 1,2 tỷ is 1200000000; ``rưỡi`` adds half of the magnitude before it."""
    factor = _magnitude(words)
    if words and words.endswith("rưỡi"):
        value += 0.5
    return round(value * factor, 6)


def tail_value(words: str | None) -> float:
    """Phần lẻ viết rời: ``350 triệu`` in ``2 tỷ 350 triệu``."""
    if not words:
        return 0.0
    digits, scale = words.split()
    return scaled(read_digits(digits).value or 0.0, scale)


def _word_before(folded: str, at: int) -> tuple[int, str]:
    """Từ đứng ngay trước: where the last word before ``at`` begins, and the word; ("", at) after punctuation."""
    end = at - 1 if at and folded[at - 1] == " " else at
    start = folded.rfind(" ", max(end - 14, 0), end) + 1 or max(end - 14, 0)
    word = folded[start:end]
    if word.isalpha():
        return start, word
    for index in range(end - 1, start - 1, -1):
        if not folded[index].isalpha():
            return index + 1, folded[index + 1 : end]
    return end, ""


def words_before(folded: str, at: int) -> tuple[str, str, str]:
    """Một, hai, ba từ đứng trước ``at``, shortest first; the empty string where there are fewer."""
    end = at - 1 if at and folded[at - 1] == " " else at
    first, one = _word_before(folded, at)
    if not one:
        return "", "", ""
    second, two = _word_before(folded, first)
    if not two or folded[first - 1] != " ":
        return one, "", ""
    third, three = _word_before(folded, second)
    return one, folded[second:end], folded[third:end] if three and folded[second - 1] == " " else ""


@cache
def context() -> MappingProxyType[str, frozenset[str]]:
    """Các từ quanh số, theo vai: label, weak_label, free, verb, not_unit, no_word_after, after_spoken_five …"""
    roles: dict[str, set[str]] = {}
    for row in table("number_context"):
        roles.setdefault(row["role"], set()).add(fold(row["form"]))
    return MappingProxyType({role: frozenset(forms) for role, forms in roles.items()})
