"""Chất lượng văn bản (text quality): what the reader should be warned of before trusting the record."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis

_SECRECY = re.compile(r"^\s*(?:\|?\s*)(TUYỆT MẬT|TỐI MẬT|MẬT)\s*(?:\||$)", re.MULTILINE)
_GLUED = re.compile(r"(?<!\w)[^\W\d_]{4,14}(?!\w)")
_VIETNAMESE = "ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ"
_LETTERS = re.compile(r"[^\W\d_]+")
_HEAD = 1_500
_SAMPLE = 3_000
_SHORTEST_REPEAT = 60
_MOST_GLUED = 5


def is_vietnamese(folded: str) -> bool:
    """Whether the text is written in Vietnamese (with its marks); short texts get the benefit of the doubt."""
    sample = folded[:_SAMPLE]
    marked = sum(map(sample.count, _VIETNAMESE))
    # Letters are only counted where there are few marks: in Vietnamese one letter in four has one.
    if marked >= 0.06 * len(sample):
        return True
    letters = sum(map(len, _LETTERS.findall(sample)))
    return letters < 20 or marked >= 0.06 * letters


def check_quality(analysis: Analysis) -> None:
    """Warn of secrecy markings, glued words and repeated sentences."""
    surface = analysis.surface
    mark = _SECRECY.search(surface, 0, min(len(surface), _HEAD))
    if mark is not None:
        analysis.warn("secrecy_marking", *mark.span(1))
    _check_glued(analysis)
    _check_repeats(analysis)


def _check_glued(analysis: Analysis) -> None:
    """A capital inside a word of small letters is a lost space ("theoQuyết")."""
    found = 0
    for match in _GLUED.finditer(analysis.surface):
        word = match.group()
        if word[0].islower() and not word.islower() and word[-2:].islower() and sum(char.isupper() for char in word) == 1 and not word[1].isupper():
            analysis.warn("glued_words", *match.span())
            found += 1
            if found >= _MOST_GLUED:
                return


def _check_repeats(analysis: Analysis) -> None:
    seen: set[str] = set()
    for sentence in analysis.sentences:
        if sentence.end - sentence.start < _SHORTEST_REPEAT:
            continue
        words = analysis.folded[sentence.start : sentence.end]
        if words in seen:
            analysis.warn("duplicate_text", sentence.start, sentence.end)
        seen.add(words)
