"""Ghép mục (matching): which item of one record is which item of another, by how alike they are."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TypeVar

RELAXED = 0.5
"""Least intersection over union of two spans that count as the same."""

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TOKEN = re.compile(r"\w+|[^\w\s]")

A = TypeVar("A")
B = TypeVar("B")
Pairs = list[tuple[int, int]]


@lru_cache(maxsize=65536)
def norm(text: str | None) -> str:
    """Chuẩn hóa để so sánh (normalise): lower case, one space, and the tone at the end of each word, wherever it was put."""
    return " ".join(_tone_last(word) for word in _TOKEN.findall(unicodedata.normalize("NFC", text or "").lower()))


def _tone_last(word: str) -> str:
    if word.isascii():
        return word
    letters = unicodedata.normalize("NFD", word)
    return "".join(c for c in letters if c not in _TONES) + "".join(c for c in letters if c in _TONES)


def greedy(gold: Sequence[A], found: Sequence[B], likeness: Callable[[A, B], float], least: float) -> Pairs:
    """Ghép cặp (match one to one): the likeliest pairs first, down to ``least``; earlier items win a tie."""
    scored = sorted((-s, i, j) for i, a in enumerate(gold) for j, b in enumerate(found) if (s := likeness(a, b)) >= least)
    left: set[int] = set()
    right: set[int] = set()
    pairs: Pairs = []
    for _, i, j in scored:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            pairs.append((i, j))
    return sorted(pairs)
