"""Dạng dựng sẵn NFC có đối chiếu vị trí (NFC with a map back), for looking words up without losing their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import category, is_normalized, normalize

_ETH = str.maketrans("Ðð", "Đđ")
_MARK_RUN = re.compile("[^\\w\\s\x00-\u02ff\u2000-\u20cf\u2100-\u2bff\u3000-\u3029\u3030-\u303f\uff00-\uffef\U0001f000-\U0001faff]{65}")
"""More combining marks in a row than any writing has; putting them in canonical order takes quadratic time."""
_FIRST_MARK = "\u0300"
"""No code point below this one melts into the one before it."""


def compose(text: str) -> tuple[str, list[int] | None]:
    """Dạng NFC của ``text`` với Ð (eth) viết thành Đ, và vị trí gốc của từng ký tự.

    The list holds, for each code point of the composed text and for its end, its offset in ``text``, always rising; it
    is None where the two texts agree place by place. What is no Vietnamese may stay as it is: a cluster that grows when
    composed, a text with absurdly many marks on one letter.
    """
    if text.isascii() or _MARK_RUN.search(text) or is_normalized("NFC", text):
        return _eth(text), None
    parts: list[str] = []
    starts: list[int] = []
    for start, end in _clusters(text):
        part = normalize("NFC", text[start:end])
        surplus = end - start - len(part)
        if surplus < 0:
            part, surplus = text[start:end], 0
        parts.append(part)
        starts.append(start)  # the first code point takes in the marks that melted into it
        starts.extend(range(start + surplus + 1, end))
    starts.append(len(text))
    return _eth("".join(parts)), starts


def _clusters(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of one base and the marks (or Hangul vowels and finals) that may melt into it."""
    start = 0
    for index, char in enumerate(text):
        if index > start and (char < _FIRST_MARK or not _melts(char)):
            yield start, index
            start = index
    if text:
        yield start, len(text)


def _melts(char: str) -> bool:
    return category(char)[0] == "M" or "\u1160" <= char <= "\u11ff" or "\ud7b0" <= char <= "\ud7ff"


def _eth(text: str) -> str:
    return text.translate(_ETH) if "Ð" in text or "ð" in text else text
