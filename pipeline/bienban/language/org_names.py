"""Tên đầy đủ của cơ quan: abbreviations written out, known misspellings repaired, capitals and tone marks as official.

Names are given as of the time of the meeting: a body that has since been merged keeps the name it had.
"""

from __future__ import annotations

import re
from functools import cache

from bienban.language.phrases import PhraseSet
from bienban.lexicon.load import forms, table, values
from bienban.text.shadow import fold

_BLANKS = re.compile(r"[\s\u00a0]+")
_WORD = re.compile(r"[\w.&]+(?:[-–’']\w[\w&]*)*|[^\w\s]")
_SHORT_FORM = re.compile(r"(?=[^a-z]*[A-ZĐƯ]{2})[A-ZĐƯ][A-ZĐƯ&.,-]*[A-ZĐƯ]$")
_ROMAN = re.compile(r"[IVXLC]+$")
_HOUSE_NAMES = ("công ty", "tổng công ty", "tập đoàn", "trường", "nhà máy", "doanh nghiệp", "ngân hàng", "hợp tác xã", "xí nghiệp", "câu lạc bộ")
_LEVEL_TITLES = {"Tỉnh ủy": ("tỉnh",), "Thành ủy": ("thành phố",)}
_OPEN_RHYME = re.compile(r"(?<=[oO])[àáảãạèéẻẽẹ](?!\w)|(?<=[uU])[ỳýỷỹỵ](?!\w)")
_MARKED = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "òóỏõọòóỏõọùúủũụ")
_BARE = str.maketrans("àáảãạèéẻẽẹỳýỷỹỵ", "aaaaaeeeeeyyyyy")


def expand_name(phrase: str, level: str | None = None) -> str | None:
    """Tên cơ quan viết đầy đủ: ``phrase`` written out and repaired, or None where a short form is not known.

    ``level`` is the level of government the report is about ("tỉnh", "thành phố", …), when known: it decides between
    readings such as Tỉnh ủy and Thành ủy.
    """
    text = _BLANKS.sub(" ", phrase).strip(" ,.;:")
    if not text:
        return None
    folded = fold(text)
    shouting = text.isupper() and text.count(" ") >= 3
    parts: list[str] = []
    at = 0
    while at < len(text):
        if text[at] == " ":
            at += 1
            continue
        read = _known(text, folded, at, level, shouting, first=not parts)
        if read is None:
            return None
        at, written = read
        parts.append(written)
    return _joined(parts)


def _known(text: str, folded: str, at: int, level: str | None, shouting: bool, *, first: bool) -> tuple[int, str] | None:
    """(end, written form) of what begins at ``at``; None for a short form that is not known."""
    spelt = _spellings().at(folded, at, len(text))
    short = _short_forms().at(folded, at, len(text))
    word = _WORD.match(text, at)
    if word is None:  # pragma: no cover - every character is a word or a mark
        return at + 1, text[at]
    if short is not None and (spelt is None or short[0] >= spelt[0]) and _is_short(text[at : short[0]]):
        reading = _reading(short[1], level)
        return None if reading is None else (short[0], reading)
    if spelt is not None and spelt[0] >= word.end():
        return spelt[0], _sentence_case(spelt[1], text[at], first)
    token = word.group()
    if not shouting and _SHORT_FORM.match(token) and not _ROMAN.match(token):
        return (word.end(), token) if folded.startswith(_HOUSE_NAMES) and not first else None
    if shouting:
        token = token.lower() if fold(token) in _small_words() else token.title()
    return word.end(), _tone(token)


def _sentence_case(form: str, written: str, first: bool) -> str:
    """Keep small letters where the author wrote a common noun small inside a phrase (các sở, ngành)."""
    if written.islower() and not first and " " not in form:
        return form[0].lower() + form[1:]
    return form


def _is_short(text: str) -> bool:
    """Whether the author wrote it as a short form, and not as a word that happens to have its letters."""
    return any(char.isupper() for char in text) or text in ("tp", "tp.")


def _reading(value: str, level: str | None) -> str | None:
    """The one reading of a short form, by the level where there are two."""
    if value == "?":
        return None
    if " / " not in value:
        return value
    first, second = value.split(" / ", 1)
    for level_title, levels in _LEVEL_TITLES.items():
        if level in levels:
            stem = first[: first.rfind(" ", 0, first.rfind(" "))] if first.count(" ") > 1 else ""
            return f"{stem} {level_title}".strip()
    return first if first == second else None


def _tone(word: str) -> str:
    """The tone mark where the official spelling has it (hoà, hòa; uỷ, ủy)."""
    match = _OPEN_RHYME.search(word)
    if match is None or (word[match.start() - 1] in "uU" and match.start() > 1 and word[match.start() - 2] in "qQ"):
        return word
    before, marked = word[match.start() - 1], match.group()
    vowel = marked.translate(_MARKED)
    return word[: match.start() - 1] + (vowel.upper() if before.isupper() else vowel) + marked.translate(_BARE) + word[match.end() :]


def _joined(parts: list[str]) -> str:
    out = ""
    for part in parts:
        glue = "" if not out or part in (",", ";", ":", ")", ".") or out.endswith("(") else " "
        out += glue + part
    return out


@cache
def _spellings() -> PhraseSet:
    """Folded names and fields with their official spelling."""
    known: dict[str, str] = {}
    for cue in ("org.field", "org.head.capital", "org.head.tail", "org.head.alone"):
        known.update({form: form for form in forms(cue) if not _SHORT_FORM.match(form)})
    for row in table("organisations"):
        if row["kind"] in ("full", "head_noun") and row["system"] != "admin_unit":
            known[row["name"]] = row["name"]
    known = {form: _written_out(form) for form in known}
    for row in table("provinces"):
        known.setdefault(row["old_name"], row["old_name"])
    known.update({wrong: _written_out(right) for wrong, right in values("org.typo").items()})
    return PhraseSet(known)


@cache
def _small_words() -> frozenset[str]:
    """Words that stay small inside a name set in capitals."""
    return frozenset(word for form in forms("org.level") for word in fold(form).split(" ")) | {"và", "các", "của"}


@cache
def _short_forms() -> PhraseSet:
    return PhraseSet({**values("org.abbreviation"), **values("org.short")})


@cache
def _plain_short_forms() -> dict[str, str]:
    merged = {**values("org.abbreviation"), **values("org.short")}
    return {short: full for short, full in merged.items() if full != "?" and " / " not in full}


def _written_out(form: str) -> str:
    """A lexicon form with the short forms in it written out (Hội LHPN → Hội Liên hiệp Phụ nữ)."""
    shorts = _plain_short_forms()
    if form in shorts:
        return shorts[form]
    return " ".join(shorts.get(word, word) for word in form.split(" "))
