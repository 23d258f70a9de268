"""Bảng mã cũ (legacy encodings): TCVN3 (ABC), VNI and UTF-8 read as cp1252, back to Unicode.

Text pasted from old files holds the bytes of these encodings as cp1252 characters. Each paragraph is
decided on its own: it is converted only where the marks of an encoding stand thick and the result spells
better. A tie is left alone.

U+00AD is the letter ư in TCVN3: convert before anything takes soft hyphens out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal, NamedTuple

from bienban.records import ReportWarning
from bienban.text.legacy_tables import cp1252_bytes, double_vni_signatures, tcvn3_letters, vni_letters
from bienban.text.notices import notice
from bienban.text.offsets import OffsetMap, rewrite
from bienban.text.syllables import spellable

FontScheme = Literal["TCVN3", "VNI"]
Edit = tuple[int, int, str]

_UNICODE_VIETNAMESE = re.compile(r"[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_HIGH = re.compile(r"[^\x00-\x7f]+")
_PARAGRAPH = re.compile(r"[^\r\n]+")
# Signs of U+00A1 to U+00BF stay in: they are the letters of a legacy word.
_WORD = re.compile(r"[^\s\x00-@\[-`{-\xa0\u2010-\u2027\u2030-\u205e]+")
_MOJIBAKE = re.compile("[\xc2-\xf4][\x80-\xbf\u0152-\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]")
_MARKS: tuple[tuple[FontScheme, re.Pattern[str]], ...] = (
    ("TCVN3", re.compile(r"[\xa1-\xbf\xd7\xde\xdf\xf0\xfe\xf7]")),
    ("VNI", re.compile(r"[aeouyAEOUYôöÔÖ][øùûõïâêéèúüëàáåãäØÙÛÕÏÂÊÉÈÚÜËÀÁÅÃÄ]|[ñöÑÖ]")),
)
_DENSE = 0.06
_DAMAGE_HITS, _DAMAGE_KINDS = 3, 2


@dataclass(frozen=True, slots=True)
class Converted:
    """Văn bản đã chuyển mã (converted): the text, the map from the text given to it, and the notes."""

    text: str
    map: OffsetMap
    notes: tuple[ReportWarning, ...] = ()


class _Verdict(NamedTuple):
    """What a paragraph is written in; without a scheme it is left alone."""

    scheme: str | None = None
    edits: tuple[Edit, ...] = ()
    doubt: Literal["encoding_uncertain", "encoding_damaged"] | None = None


class _Found(NamedTuple):
    label: str
    start: int
    end: int


def convert_legacy_text(text: str) -> Converted:
    """Chuyển bảng mã cũ (convert legacy text): paragraphs that hold a legacy encoding as cp1252 characters.

    Linear in time, and one look at each paragraph for text that is Unicode already. What cannot be undone
    (a VNI conversion run twice, mojibake with bytes missing) is noted and left.
    """
    if text.isascii():
        return Converted(text, OffsetMap())
    edits: list[Edit] = []
    schemes: list[_Found] = []
    doubts: dict[str, _Found] = {}
    for paragraph in _PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        verdict = _judge(paragraph.group())
        edits += _moved_by(start, verdict.edits)
        if verdict.scheme is not None:
            schemes.append(_Found(verdict.scheme, start, end))
        if verdict.doubt is not None:
            doubts.setdefault(verdict.doubt, _Found(verdict.doubt, start, end))
    converted, moved = rewrite(text, edits)
    notes = [notice("encoding_converted", run.label, *moved.to_target(run.start, run.end)) for run in _runs(schemes)]
    if "encoding_uncertain" in doubts:
        place = doubts["encoding_uncertain"]
        notes.append(notice("encoding_uncertain", "TCVN3, VNI", *moved.to_target(place.start, place.end)))
    if "encoding_damaged" in doubts:
        place = doubts["encoding_damaged"]
        notes.append(notice("encoding_damaged", "UTF-8 → cp1252", *moved.to_target(place.start, place.end)))
    return Converted(converted, moved, (*notes, *_double_vni(converted)))


def convert_letters(text: str, scheme: FontScheme) -> Converted:
    """Chuyển từng chữ (convert letters): every letter of ``scheme``, whatever the text looks like. Gives no notes."""
    return Converted(*rewrite(text, _letter_edits(text, scheme)))


def convert_paragraphs(text: str, scheme: FontScheme) -> Converted:
    """Chuyển cả văn bản (convert all): text known to be ``scheme``; a paragraph of the other kind is its own.

    ``text`` is the bytes of the file as cp1252 characters. Gives no notes.
    """
    other: FontScheme = "VNI" if scheme == "TCVN3" else "TCVN3"
    edits: list[Edit] = []
    for paragraph in _PARAGRAPH.finditer(text):
        words = paragraph.group()
        if words.isascii():
            continue
        mine, theirs = _letter_edits(words, scheme), _letter_edits(words, other)
        better = spelling_score(_applied(words, theirs)) > spelling_score(_applied(words, mine))
        edits += _moved_by(paragraph.start(), theirs if better else mine)
    return Converted(*rewrite(text, edits))


def spelling_score(text: str) -> int:
    """Điểm chính tả (spelling score): words with marks that spell in Vietnamese, less those that do not."""
    # A single letter is no evidence: signs and bullets turn into letters too.
    marked = [word for word in _WORD.findall(text) if len(word) > 1 and not word.isascii()]
    return sum(1 if spellable(word) else -1 for word in marked)


def _judge(words: str) -> _Verdict:
    if words.isascii() or _UNICODE_VIETNAMESE.search(words):
        return _Verdict()
    given = spelling_score(words)
    if _MOJIBAKE.search(words):
        edits, whole = _mojibake_edits(words)
        if edits and spelling_score(_applied(words, edits)) > given:
            return _Verdict("UTF-8 → cp1252", edits, None if whole else "encoding_damaged")
    dense = [(scheme, _letter_edits(words, scheme)) for scheme, mark in _MARKS if _is_dense(words, mark)]
    if not dense:
        return _Verdict()
    scores = [spelling_score(_applied(words, edits)) for _, edits in dense]
    best = max(scores)
    if best > given and scores.count(best) == 1:
        return _Verdict(*dense[scores.index(best)])
    return _Verdict(doubt="encoding_uncertain") if best > given else _Verdict()


def _is_dense(words: str, mark: re.Pattern[str]) -> bool:
    marks = len(mark.findall(words))
    return marks > 0 and marks >= _DENSE * sum(map(str.isalpha, words))


def _letter_edits(words: str, scheme: FontScheme) -> tuple[Edit, ...]:
    letters = tcvn3_letters() if scheme == "TCVN3" else vni_letters()
    return tuple((*found.span(), letters[found.group()]) for found in _letter_pattern(scheme).finditer(words))


@cache
def _letter_pattern(scheme: FontScheme) -> re.Pattern[str]:
    letters = tcvn3_letters() if scheme == "TCVN3" else vni_letters()
    marks: dict[str, str] = {}
    for key in letters:
        if len(key) == 2:
            marks[key[0]] = marks.get(key[0], "") + key[1]
    pairs = [f"{base}[{following}]" for base, following in marks.items()]
    singles = "".join(key for key in letters if len(key) == 1)
    return re.compile("|".join([*pairs, f"[{re.escape(singles)}]"]))


def _mojibake_edits(words: str) -> tuple[tuple[Edit, ...], bool]:
    """The runs that read as UTF-8, and whether no letter is left that does not."""
    edits: list[Edit] = []
    whole = True
    for run in _HIGH.finditer(words):
        data = cp1252_bytes(run.group())
        try:
            edits.append((*run.span(), data.decode("utf-8") if data is not None else ""))
        except UnicodeDecodeError:
            data = None
        if data is None:
            whole = whole and not any(map(str.isalpha, run.group()))
    return tuple(edit for edit in edits if edit[2]), whole


def _applied(words: str, edits: Iterable[Edit]) -> str:
    return rewrite(words, edits)[0]


def _moved_by(offset: int, edits: Iterable[Edit]) -> list[Edit]:
    return [(start + offset, end + offset, new) for start, end, new in edits]


def _runs(found: list[_Found]) -> list[_Found]:
    """Neighbours of one kind as one: a note for each stretch, not for each paragraph."""
    runs: list[_Found] = []
    for entry in found:
        if runs and runs[-1].label == entry.label:
            runs[-1] = runs[-1]._replace(end=entry.end)
        else:
            runs.append(entry)
    return runs


def _double_vni(text: str) -> list[ReportWarning]:
    lowered = text.lower()
    if len(lowered) != len(text):
        return []
    hits = [
        found.span()
        for signature in double_vni_signatures()
        if signature in lowered
        for found in re.finditer(rf"(?<!\w){re.escape(signature)}(?!\w)", lowered)
    ]
    kinds = {lowered[start:end] for start, end in hits}
    if len(hits) < _DAMAGE_HITS or len(kinds) < _DAMAGE_KINDS:
        return []
    return [notice("encoding_damaged", "VNI → Unicode hai lần", *min(hits))]
