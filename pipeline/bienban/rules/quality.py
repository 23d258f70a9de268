"""Chất lượng văn bản (text quality): what the reader should be warned of before trusting the record."""

from __future__ import annotations

import re
from functools import cache

from bienban.language.analysis import Analysis
from bienban.lexicon.load import forms
from bienban.rules.secrecy import find_marking

_UPPER = "".join(char for char in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if char.isupper())
_CAPITAL = re.compile(rf"[{_UPPER}](?=\w)")
_VIETNAMESE = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_LETTERS = re.compile(r"[^\W\d_]+")
_SAMPLE = 3_000
_SHORTEST_REPEAT = 60
_MOST_GLUED = 5
_LEAST_WORDS = 12
_LEAST_COMMON = 0.4
"""How many of the words of Vietnamese without marks are among its most frequent; in other languages one in ten at the most."""


def is_vietnamese(folded: str) -> bool:
    """Whether the text is written in Vietnamese (with its marks); short texts get the benefit of the doubt."""
    sample = folded[:_SAMPLE]
    # In Vietnamese one letter in four has a mark: half of the sample nearly always settles it.
    if sum(map(sample[: len(sample) // 2].count, _VIETNAMESE)) >= 0.06 * len(sample):
        return True
    marked = sum(map(sample.count, _VIETNAMESE))
    letters = sum(map(len, _LETTERS.findall(sample)))
    return letters < 20 or marked >= 0.06 * letters


def is_unaccented(folded: str) -> bool:
    """Tiếng Việt không dấu: whether the text is Vietnamese typed without its marks ("Hoi nghi tong ket cong tac nam 2019")."""
    words = _LETTERS.findall(folded[:_SAMPLE])
    if len(words) < _LEAST_WORDS:
        return False
    common = sum(word in _bare_words() for word in words)
    return common >= _LEAST_COMMON * len(words)


@cache
def _bare_words() -> frozenset[str]:
    return frozenset(forms("quality.bare-word"))


def check_quality(analysis: Analysis) -> None:
    """Warn of a secrecy marking in whatever language the text is, and of glued words and repeated sentences in Vietnamese."""
    mark = find_marking(analysis, unaccented=not analysis.vietnamese and is_unaccented(analysis.folded))
    if mark is not None:
        shadow = analysis.shadow
        analysis.warn("secrecy_marking", shadow.from_source(mark.start), shadow.from_source(mark.end - 1) + 1)
    if not analysis.vietnamese:
        return
    _check_glued(analysis)
    _check_repeats(analysis)


def _check_glued(analysis: Analysis) -> None:
    """A capital inside a word of small letters is a lost space ("theoQuyết")."""
    surface = analysis.surface
    found = 0
    for match in _CAPITAL.finditer(surface):
        at = match.start()
        if not surface[at - 1].islower() or not surface[at - 2].islower():
            continue
        word = _word_around(surface, at)
        text = surface[slice(*word)]
        if 4 <= len(text) <= 14 and text[0].islower() and sum(char.isupper() for char in text) == 1:
            analysis.warn("glued_words", *word)
            found += 1
            if found >= _MOST_GLUED:
                return


def _word_around(surface: str, at: int) -> tuple[int, int]:
    start = end = at
    while start > 0 and at - start < 15 and surface[start - 1].isalnum():
        start -= 1
    while end < len(surface) and end - at < 15 and surface[end].isalnum():
        end += 1
    return start, end


def _check_repeats(analysis: Analysis) -> None:
    seen: set[str] = set()
    for sentence in analysis.sentences:
        if sentence.end - sentence.start < _SHORTEST_REPEAT:
            continue
        words = analysis.folded[sentence.start : sentence.end]
        if words in seen:
            analysis.warn("duplicate_text", sentence.start, sentence.end)
        seen.add(words)
