"""Gấp chữ để tìm (folding for search): two forms of a text, both of its own length, so that offsets stay what they are.

``exact_form``   case, tone placement (hoà, hòa), ký and kí, dashes and quotes no longer matter; diacritics do;
``plain_form``   besides, no diacritics and no đ: what a person types on a keyboard without Vietnamese.
"""

from __future__ import annotations

import re
import unicodedata

from bienban.text.canonical import canonicalize
from bienban.text.shadow import fold

_SHORT_I = re.compile(r"(?<![^\W_])((?:[hklmst]|qu))i(?![^\W_])")
_WORD = re.compile(r"[^\W_]+")
GAP = r"[\W_]+"


class _Bare(dict[int, str]):
    """A table for ``str.translate`` that fills itself: each letter without its marks."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        base = unicodedata.normalize("NFD", char)[0]
        self[code] = bare = "d" if char == "đ" else char if unicodedata.combining(base) else base.lower()
        return bare


_BARE = _Bare()


def exact_form(text: str) -> str:
    """Dạng giữ dấu (exact form) of NFC text; same length."""
    return fold(text)


def plain_form(text: str) -> str:
    """Dạng không dấu (plain form) of NFC text; same length. A syllable in i after h, k, l, m, s, t, qu is one in y: lí, lý."""
    return _SHORT_I.sub(r"\1y", fold(text).translate(_BARE))


def query_text(text: str) -> str:
    """Câu hỏi (query) as texts are: NFC, in one line."""
    return " ".join(canonicalize(text).text.split())


def words_of(form: str) -> list[str]:
    """Các tiếng (words): runs of letters and digits, as the index cuts them."""
    return _WORD.findall(form)


def phrase_pattern(words: list[str]) -> re.Pattern[str]:
    """Mẫu của cụm từ (pattern of a phrase): the words in a row, whatever signs and blanks stand between."""
    return re.compile(r"(?<![^\W_])" + GAP.join(map(re.escape, words)) + r"(?![^\W_])")


def has_marks(text: str) -> bool:
    """Có dấu (has marks): whether the text says more than its plain form."""
    return exact_form(text) != plain_form(text)
