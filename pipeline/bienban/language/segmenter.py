"""Tách từ tiếng Việt (word segmentation) with places in the text: underthesea's model, many times faster.

``Segmenter.words`` finds the words that ``underthesea.word_tokenize`` (9.5.0, default model) finds in each line of the
text, as spans of the text given. What it says can differ from one call of that function over the same text:

* a line is segmented by itself (there, a line break is a blank like another, and the next line is context);
* a line of more than ``LONGEST_PIECE`` characters is cut at a sentence's end or a blank near that length, and an unbroken
  string of more than ``LONGEST_CHUNK`` is cut there, so that time is linear and memory bounded;
* the spelling it returns is rewritten (tone marks moved, Ð to Đ, some misspellings, blanks); a span is the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from bienban.language.composed import compose
from bienban.language.regex_tokens import token_spans
from bienban.language.segmentation_decoder import decode
from bienban.language.segmentation_weights import Unit, Weights, load_weights

LONGEST_PIECE = 8_000
"""Most characters segmented at once."""
LONGEST_CHUNK = 1_000
"""Most characters without a blank that are read as one string (an address, a number)."""

_LINE = re.compile("[^\n\r\u2028\u2029]+")
_SENTENCE_ENDS = (". ", "! ", "? ", "… ", "; ")
# The token grammar's "Th.S" lets any character stand for the dot, a blank too: the one token that spans two chunks.
_SPACED_DEGREE = re.compile(r"Th[^\S\n][Ss]")
_CHUNK = re.compile(r"\S+(?:(?<=Th)[^\S\n][Ss]\S*)*")
# An abbreviation keeps its dot unless the text ends with it.
_ABBREVIATED_END = re.compile(r"[A-ZĐ]\.\Z")
_REMEMBERED_MOST = 40_000
_REMEMBERED_LONGEST = 64

_Entry = tuple[tuple[int, int, Unit], ...]


class Segmenter:
    """Bộ tách từ: finds words in text. Make one with ``load`` and share it; threads may use it at the same time."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._remembered: dict[str, _Entry] = {}

    @classmethod
    @cache
    def load(cls) -> Segmenter:
        """Nạp bộ tách từ, mỗi tiến trình một lần; raise ``SegmenterUnavailableError`` where underthesea's model is not."""
        return cls(load_weights())

    def words(self, text: str) -> list[tuple[int, int]]:
        """Các từ của ``text``: (start, end) in code points of ``text``, in order, not overlapping.

        Every character that is not white space lies in a word. A word of several syllables includes the white space
        between them. Any string will do: unnormalised, with lone surrogates, empty.
        """
        composed, places = compose(text)
        found: list[tuple[int, int]] = []
        for starts, ends, continues in self._tagged(composed):
            begins = [index for index, inside in enumerate(continues) if not inside or not index]
            lasts = [index - 1 for index in begins[1:]]
            lasts.append(len(ends) - 1)
            found += [(starts[first], ends[last]) for first, last in zip(begins, lasts, strict=True)]
        return found if places is None else _carried_back(found, places)

    def tokens(self, text: str) -> list[list[tuple[int, int]]]:
        """Các từ của ``text``, mỗi từ là danh sách đơn vị (âm tiết, số, dấu câu) của nó; offsets as in ``words``."""
        composed, places = compose(text)
        found: list[list[tuple[int, int]]] = []
        for starts, ends, continues in self._tagged(composed):
            for index, span in enumerate(zip(starts, ends, strict=True)):
                if continues[index] and index:
                    found[-1].append(span)
                else:
                    found.append([span])
        return found if places is None else [_carried_back(word, places) for word in found]

    def _tagged(self, text: str) -> Iterator[tuple[list[int], list[int], list[bool]]]:
        """For each piece of ``text``: starts and ends of its tokens, and which of them continue a word."""
        for start, end, closed in _pieces(text):
            starts: list[int] = []
            ends: list[int] = []
            units: list[Unit] = []
            self._take_in(text[start:end], start, closed, (starts, ends, units))
            if units:
                yield starts, ends, decode(units, self._weights)

    def _take_in(self, piece: str, base: int, closed: bool, into: tuple[list[int], list[int], list[Unit]]) -> None:
        """Append starts, ends and units of a piece that begins at ``base``; ``closed``: it is the end of its line."""
        starts, ends, units = into
        remembered = self._remembered.get
        find = piece.index
        at = 0
        for chunk in _chunks(piece):
            start = find(chunk, at)
            at = start + len(chunk)
            entry = remembered(chunk) or self._read(chunk, False)
            if at == len(piece) and closed and _ABBREVIATED_END.search(chunk):
                entry = self._read(chunk, True)
            start += base
            for token_start, token_end, unit in entry:
                starts.append(start + token_start)
                ends.append(start + token_end)
                units.append(unit)

    def _read(self, chunk: str, final: bool) -> _Entry:
        """The tokens of a string without blanks, with what the model sees of them."""
        unit = self._weights.unit
        if chunk.isalpha() and not chunk.startswith("Th"):
            entry: _Entry = ((0, len(chunk), unit(chunk)),)
        else:
            entry = tuple(
                (start + offset, end + offset, unit(part[start:end]))
                for offset in range(0, len(chunk), LONGEST_CHUNK)
                for part in [chunk[offset : offset + LONGEST_CHUNK] + ("" if final else " ")]
                for start, end in token_spans(part)
            )
        if len(chunk) <= _REMEMBERED_LONGEST and not final:
            if len(self._remembered) >= _REMEMBERED_MOST:
                self._remembered.clear()
            self._remembered[chunk] = entry
        return entry


def _chunks(piece: str) -> list[str]:
    """The strings of ``piece`` that the token grammar reads one by one: those between blanks."""
    return _CHUNK.findall(piece) if _SPACED_DEGREE.search(piece) else piece.split()


def _pieces(text: str) -> Iterator[tuple[int, int, bool]]:
    """Lines of ``text``, long ones cut: (start, end, whether it ends its line)."""
    for line in _LINE.finditer(text):
        start, end = line.span()
        while end - start > LONGEST_PIECE:
            cut = _cut(text, start + LONGEST_PIECE // 2, start + LONGEST_PIECE)
            yield start, cut, False
            start = cut
        yield start, end, True


def _cut(text: str, low: int, high: int) -> int:
    """Where to cut between ``low`` and ``high``: after a sentence, else after a blank, else at ``high``."""
    after_sentence = max(text.rfind(mark, low, high) for mark in _SENTENCE_ENDS)
    if after_sentence >= 0:
        return after_sentence + 2
    return next((place for place in range(high, low, -1) if text[place - 1].isspace()), high)


def _carried_back(spans: list[tuple[int, int]], places: list[int]) -> list[tuple[int, int]]:
    """Spans of the composed text as spans of the given text."""
    return [(places[start], places[end]) for start, end in spans]
