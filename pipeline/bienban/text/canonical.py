"""Văn bản chuẩn (canonical text): NFC, newlines as LF, no lone surrogates, and nothing else changed.

No word is respelled, no space collapsed, no control character dropped. The map leads from the text given
to the canonical text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from bienban.records import ReportWarning
from bienban.text.notices import notice, shifted
from bienban.text.offsets import OffsetMap, rewrite

_SURROGATE = re.compile("[\ud800-\udfff]")
_OTHER_NEWLINES = ("\r", "\x85", "\u2028", "\u2029")
# An ASCII character never joins with what stands before it, so a run may begin at one.
_RUN = re.compile(r"[\x00-\x7f]?[^\x00-\x7f]+")
_LONG = 64


@dataclass(frozen=True, slots=True)
class Canonical:
    """Văn bản chuẩn (canonical): the text, the map from the text given to it, and what was worth a note."""

    text: str
    map: OffsetMap
    notes: tuple[ReportWarning, ...] = ()


def canonicalize(text: str) -> Canonical:
    """Chuẩn hóa (canonicalize): NFC text with LF newlines; linear, and quick for text that is so already."""
    text, count = _without_surrogates(text)
    text, newlines = _with_plain_newlines(text)
    text, composed = _composed(text)
    moved = newlines.compose(composed)
    if not count:
        return Canonical(text, moved)
    return Canonical(text, moved, shifted([notice("undecodable_bytes", str(count))], moved))


def _without_surrogates(text: str) -> tuple[str, int]:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return _SURROGATE.subn("\ufffd", text)
    return text, 0


def _with_plain_newlines(text: str) -> tuple[str, OffsetMap]:
    moved = OffsetMap()
    if "\r\n" in text:
        moved = OffsetMap.from_edits((found.start(), found.end(), 1) for found in re.finditer("\r\n", text))
        text = text.replace("\r\n", "\n")
    for newline in _OTHER_NEWLINES:
        text = text.replace(newline, "\n")
    return text, moved


def _composed(text: str) -> tuple[str, OffsetMap]:
    if unicodedata.is_normalized("NFC", text):
        return text, OffsetMap()
    return rewrite(text, _compositions(text))


def _compositions(text: str) -> Iterator[tuple[int, int, str]]:
    for run in _RUN.finditer(text):
        if unicodedata.is_normalized("NFC", run.group()):
            continue
        start = run.start()
        for piece in _pieces(run.group()):
            composed = _nfc(piece)
            if composed != piece:
                yield _trimmed(start, piece, composed)
            start += len(piece)


def _pieces(run: str) -> Iterator[str]:
    """The parts of a run that compose on their own, so that the map stays as local as can be."""
    begin, starter = 0, ""
    for index, char in enumerate(run):
        if unicodedata.combining(char) or (index and _joins(starter, char)):
            continue
        if index:
            yield run[begin:index]
        begin, starter = index, char
    yield run[begin:]


def _joins(starter: str, char: str) -> bool:
    first = unicodedata.normalize("NFD", char)[0]
    if unicodedata.combining(first):
        return True
    if first.isascii():
        return False
    # Two starters that compose: Hangul jamo, some Indic vowels.
    return _is_jamo(char) or len(unicodedata.normalize("NFC", starter + first)) == 1


def _is_jamo(char: str) -> bool:
    return "\u1160" <= char <= "\u11ff"


def _nfc(piece: str) -> str:
    if len(piece) <= _LONG:
        return unicodedata.normalize("NFC", piece)
    # Normalising thousands of unordered marks at once takes quadratic time; in canonical order it does not.
    decomposed = [unicodedata.normalize("NFD", char) for char in piece]
    return unicodedata.normalize("NFC", "".join(_ordered("".join(decomposed))))


def _ordered(text: str) -> Iterator[str]:
    marks: list[str] = []
    for char in text:
        if unicodedata.combining(char):
            marks.append(char)
            continue
        yield from sorted(marks, key=unicodedata.combining)
        marks.clear()
        yield char
    yield from sorted(marks, key=unicodedata.combining)


def _trimmed(start: int, old: str, new: str) -> tuple[int, int, str]:
    """The edit without what both sides begin with: a piece keeps the characters that did not change."""
    same, most = 0, min(len(old), len(new)) - 1
    while same < most and old[same] == new[same]:
        same += 1
    return start + same, start + len(old), new[same:]
