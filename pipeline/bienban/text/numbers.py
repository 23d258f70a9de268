"""Số viết bằng chữ số (numbers written in digits): Vietnamese dots for thousands, a comma for decimals.

Other habits occur (English separators, slips, thousands set off by blanks). What can mean only one number is read
as that number; what cannot be told is no number, and the caller warns.
"""

from __future__ import annotations

import re
from typing import NamedTuple

__all__ = ["Digits", "read_digits"]

_LONGEST = 24
_GROUPED = re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+(?:,[0-9]+)?")
_SPACED = re.compile(r"[0-9]{1,3}(?: [0-9]{3})+")
_PLAIN = re.compile(r"[0-9]+(?:,[0-9]+)?")
_POINT = re.compile(r"[0-9]+\.[0-9]{1,2}")
_ENGLISH = re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}(?:\.[0-9]+)?")


class Digits(NamedTuple):
    """Một số đã đọc: its value (None when it cannot be told) and whether its separators are out of order."""

    value: float | None
    irregular: bool = False


def read_digits(text: str) -> Digits:
    """Đọc số viết bằng chữ số: ``1.234,5`` is 1234.5, ``05`` is 5, ``44,962.000`` is no number.

    A single comma with three digits behind it (``1,200``) is the decimal 1.2, flagged as irregular, because
    the English thousand is as likely.
    """
    if len(text) > _LONGEST:
        return Digits(None)
    if _PLAIN.fullmatch(text):
        whole, _, part = text.partition(",")
        return Digits(_join(whole, part), len(part) == 3 and whole.strip("0") != "" and len(whole) <= 3)
    if _GROUPED.fullmatch(text):
        if text.startswith("0"):
            return Digits(None)
        whole, _, part = text.partition(",")
        return Digits(_join(whole.replace(".", ""), part))
    if _SPACED.fullmatch(text) and not text.startswith("0"):
        return Digits(float(text.replace(" ", "")))
    if _POINT.fullmatch(text):
        return Digits(float(text))
    if _ENGLISH.fullmatch(text):
        return Digits(float(text.replace(",", "")), True)
    return Digits(None, True)


def _join(whole: str, part: str) -> float:
    return float(f"{whole}.{part}") if part else float(whole)
