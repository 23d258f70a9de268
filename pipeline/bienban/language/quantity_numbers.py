"""Đọc con số (reading a number match): its values, whether range or ratio, and what makes it no number at all."""

from __future__ import annotations

import re
from typing import NamedTuple

from bienban.language.quantity_forms import scaled, tail_value
from bienban.text.numbers import read_digits

__all__ = ["Number", "inside_word", "is_identifier", "is_symbol", "read_number"]

_LONGEST_COUNT = 9
"""Digits without separators from which a run is an account or telephone number."""


class Number(NamedTuple):
    """Một lần khớp: where the number stands and what its parts are worth."""

    start: int
    end: int
    low: float | None
    high: float | None
    kind: str
    """plain, range or ratio"""
    percent: bool
    permille: bool
    magnitude: bool
    irregular: bool


def inside_word(folded: str, surface: str, start: int) -> bool:
    """Digits that belong to a word, a symbol or a longer number (QH14, COVID-19, ĐT.603, 1.1.1)."""
    if not start:
        return False
    last = folded[start - 1]
    if last.isalnum() or last in "_@#+":
        return True
    if last in "-/:.,&" and start > 1:
        previous = folded[start - 2]
        if last == ".":
            return previous.isdigit() or surface[start - 2].isupper()
        return previous.isdigit() or (last in "-/&" and previous.isalpha())
    return False


def read_number(match: re.Match[str], limit: int) -> Number | None:
    """Giá trị của một lần khớp; the second number is left out where it begins a time (at ``limit``) or makes no range."""
    link = match["link"]
    if link is not None and match.start("b") < limit:
        if link.strip() == "/":
            return _ratio(match)
        paired = _range(match)
        if paired is not None or link == "-":
            return paired
    first = read_digits(match["a"])
    end = max(match.end(name) for name in ("a", "am", "x", "ap"))
    value = None if first.value is None else scaled(first.value, match["am"]) + tail_value(match["x"])
    percent, permille = _signs(match["ap"])
    return Number(match.start(), end, value, value, "plain", percent, permille, match["am"] is not None, first.irregular)


def _range(match: re.Match[str]) -> Number | None:
    low, high = read_digits(match["a"]), read_digits(match["b"])
    if low.value is None or high.value is None:
        return None
    first = scaled(low.value, match["am"] or match["bm"])
    last = scaled(high.value, match["bm"] or match["am"])
    if first >= last:
        return None
    percent, permille = _signs(match["bp"] or match["ap"])
    magnitude = match["am"] is not None or match["bm"] is not None
    return Number(match.start(), match.end(), first, last, "range", percent, permille, magnitude, False)


def _ratio(match: re.Match[str]) -> Number | None:
    done, total = read_digits(match["a"]), read_digits(match["b"])
    if done.value is None or not total.value:
        return None
    left = scaled(done.value, match["am"] or match["bm"])
    right = scaled(total.value, match["bm"] or match["am"])
    percent, permille = _signs(match["bp"] or match["ap"])
    magnitude = match["am"] is not None or match["bm"] is not None
    return Number(match.start(), match.end(), left, right, "ratio", percent, permille, magnitude, False)


def _signs(sign: str | None) -> tuple[bool, bool]:
    """Whether the sign is a percent, and whether it is a per mille (also typed %0)."""
    bare = (sign or "").strip()
    return bare in ("%", "phần trăm"), bare in ("‰", "%0")


def is_symbol(folded: str, number: Number) -> bool:
    """A number that goes on into a document symbol, a version or a third part (12/KH-UBND, 1/2/3)."""
    if number.percent or number.permille or number.magnitude:
        return False
    tail = folded[number.end : number.end + 2]
    if len(tail) < 2 or tail[0] not in "-/.,:_&":
        return False
    return tail[1].isdigit() or (tail[0] in "-/_&" and tail[1].isalpha())


def is_identifier(text: str) -> bool:
    """Số điện thoại, tài khoản: leading zeros and long runs without separators count nothing."""
    if text[0] == "0" and len(text) > 2 and text[1] != ",":
        return True
    return text.isdigit() and len(text) >= _LONGEST_COUNT
