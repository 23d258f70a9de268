"""Số và ký hiệu văn bản (document symbols): reading and repairing "72-NQ-TW", "1836 QĐ/TWĐTN", "30c/NQCP".

A symbol is a number, sometimes a year, then letters: of the kind of document and of its issuers. Party symbols put
the hyphen first and the slash second (18-NQ/TW), state symbols the other way round (15/KH-UBND).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from bienban.language.analysis import IssuerCode
from bienban.lexicon.load import table

DASHES = r"\-\u2010-\u2015\u2212\ufe63\uff0d_"
_SEP = rf"[ ]{{0,2}}+[/{DASHES}][ ]{{0,2}}+"
_CODE = r"(?:T\.(?:Ư|W)|[A-ZĐÐƯ][A-Za-zĐđÐƯ]{0,24}+\d{0,2}+(?:&[A-ZĐ]{1,10}+){0,2})(?![^\W_])"
_TAIL = rf"(?P<tail>(?:(?:{_SEP}|\.(?=[A-ZĐ]{{2}})){_CODE}){{1,7}})"
_YEAR = rf"(?:{_SEP}(?P<year>(?:19|20)\d\d)(?=[ ]{{0,2}}[/{DASHES}]))?"
_NUM = r"\d{1,5}+(?:\.\d{1,2}+)?[a-zA-ZđĐ]?"

FREE = re.compile(rf"(?P<num>\d(?<![\w.,/:&-].)\d{{0,4}}+(?:\.\d{{1,2}}+)?[a-zA-ZđĐ]?){_YEAR}{_TAIL}")
"""What may not stand before the number is asked after its first digit: a search for digits alone is much faster."""
_TYPED = re.compile(rf"(?P<num>{_NUM}|(?=[\dlIO]{{0,3}}\d)[\dlIO]{{2,5}}){_YEAR}{_TAIL}")
_SPACED = re.compile(rf"(?P<num>{_NUM}){_YEAR}[ ](?P<tail>{_CODE}(?:{_SEP}{_CODE}){{1,5}})")
_GLUED = re.compile(r"(?P<num>\d{1,9}?)(?P<year>(?:19|20)\d\d)?(?P<tail>[A-ZĐ]{4,14}(?:g(?![^\W_]))?)(?![^\W_])")
_LOWER = re.compile(rf"(?P<num>\d{{1,5}}+){_YEAR}(?P<tail>(?:{_SEP}[a-zđ]{{1,15}}+\d{{0,2}}+(?![^\W_])){{2,5}})")
_PARTS = re.compile(rf"({_SEP}|\.(?=[A-ZĐa-z])|^)({_CODE}|[a-zđ]{{1,15}}\d{{0,2}})")
_BLANK = re.compile(rf"(?P<num>[….]{{0,20}}+[ ]*)(?P<tail>(?:{_SEP}{_CODE}){{2,7}})")

_JOINT_MARKS = frozenset({"LT", "PH", "LN"})
_UNIT = re.compile(r"[A-Z]{1,2}\d{2}$")
_PARTY_END = re.compile(r"(?:TW|TƯ|TU|HU|QU|ĐU|THU|TXU)$")
_PLACE_END = re.compile(r"(?:TP|T|H|X|P)$")
_OCR = str.maketrans({"l": "1", "I": "1", "O": "0"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """Số, ký hiệu đã đọc: offsets, canonical text and what the letters say."""

    start: int
    end: int
    text: str
    """As written, blanks folded, dashes "-", swapped or lost separators put right."""
    written: str
    """The number as written ("05")."""
    number: str | None
    year: int | None
    code: str | None
    """Letters of the kind of document in their usual case; None for letters without (5425/UBND-KGVX)."""
    types: tuple[str, ...]
    joint: bool
    issuers: tuple[IssuerCode, ...]
    malformed: bool
    hyphen_lost: bool

    @property
    def key(self) -> str:
        """What makes two spellings one document: number, year and letters, separators aside."""
        return re.sub(r"[\W_]+", "", self.text.lstrip("0")).upper()

    def renumbered(self, start: int, end: int, written: str) -> Symbol:
        """The symbol of an earlier number of a list that shares these letters ("05, 06 và 07-NQ/TU")."""
        text = written + self.text[len(self.written) :]
        return replace(
            self, start=start, end=end, text=text, written=written, number=plain_number(written),
            malformed=False, hyphen_lost=False,
        )  # fmt: skip


class KindCode(NamedTuple):
    """Chữ viết tắt tên loại văn bản: canonical letters, the types they may stand for, whether joint by nature."""

    code: str
    types: tuple[str, ...]
    joint: bool


def _plain(code: str) -> str:
    return code.upper().replace("Ð", "Đ").replace("T.Ư", "TW").replace("TƯ", "TW").replace("T.W", "TW").replace("&", "")


@cache
def kind_codes() -> MappingProxyType[str, KindCode]:
    """Bảng chữ viết tắt tên loại: by letters in capitals, also without their Đ, exact spellings first."""
    found: dict[str, KindCode] = {}
    rows = table("document_codes")
    kinds = [(row, KindCode(row["code"], tuple(row["types"].split()), row["joint"] == "1")) for row in rows]
    for row, kind in kinds:
        found[_plain(row["code"])] = kind
    for row, kind in kinds:
        for alias in row["aliases"].split():
            found.setdefault(_plain(alias), kind)
    return MappingProxyType(found)


@cache
def _issuers() -> MappingProxyType[str, IssuerCode]:
    found: dict[str, IssuerCode] = {}
    for row in table("issuer_codes"):
        if row["kind"] == "issuer":
            found[_plain(row["code"])] = IssuerCode(row["code"], row["name"] or None, row["system"] or None)
    for letters in list(found):
        found.setdefault(letters.replace("Đ", "D"), found[letters])
    return MappingProxyType(found)


@cache
def _units() -> frozenset[str]:
    return frozenset(_plain(row["code"]) for row in table("issuer_codes") if row["kind"] == "unit")


def issuer_named(letters: str) -> IssuerCode | None:
    """Cơ quan của một nhóm chữ ("LĐLĐTP", "UBTVQH15", "UBNĐ"), the letters as written; None where not known."""
    known = _issuers()
    plain = _plain(letters)
    for form in (plain, plain.rstrip("0123456789"), _PLACE_END.sub("", plain)):
        for spelling in (form, form.replace("Đ", "D")):
            if len(spelling) > 1 and (found := known.get(spelling)) is not None:
                return IssuerCode(letters, found.name, found.system)
    return None


def _issuer(letters: str) -> IssuerCode:
    found = issuer_named(letters)
    if found is not None:
        return found
    plain = _plain(letters)
    if _PARTY_END.search(plain):
        return IssuerCode(letters, None, "party")
    if "ĐTN" in plain:
        return IssuerCode(letters, None, "youth")
    if plain.startswith(("MTTQ", "MTTW", "UBMT")):
        return IssuerCode(letters, None, "front")
    return IssuerCode(letters, None, None)


def plain_number(written: str) -> str | None:
    """Số không có số 0 đứng đầu: "05" -> "5", "030c" -> "30c"; None for "66.4" and for zero."""
    match = re.fullmatch(r"0*([1-9]\d*[A-Za-zĐđ]?)", written)
    return match.group(1) if match else None


def read_free(surface: str, match: re.Match[str]) -> Symbol | None:
    """Đọc ký hiệu đứng một mình (a match of :data:`FREE`); only where its letters name a kind or a legislature."""
    symbol = _build(match, typed=False)
    return symbol if symbol is not None and len(symbol.text) < 60 else None


def read_typed(surface: str, folded: str, position: int, numbered: bool) -> Symbol | None:
    """Đọc ký hiệu ngay sau tên loại: permissive, for a known kind of document stands before it.

    ``numbered`` says that "số" stands between; lower-case symbols are read only then.
    """
    match = _TYPED.match(surface, position)
    if match is None:
        match = _SPACED.match(surface, position)
        if match is not None and _plain(_PARTS.match(match.group("tail")).group(2)) not in kind_codes():  # type: ignore[union-attr]
            match = None
    if match is None:
        match = _GLUED.match(surface, position)
    if match is None and numbered:
        match = _LOWER.match(folded, position)
    return None if match is None else _build(match, typed=True)


def blank_symbol(surface: str, position: int) -> tuple[int, KindCode] | None:
    """Ký hiệu còn bỏ trống số ("…/QĐ-UBND"): its end and kind, for a draft whose number is not filled in."""
    match = _BLANK.match(surface, position)
    if match is None:
        return None
    kind = kind_codes().get(_plain(_split(match.group("tail"))[0][1]))
    return None if kind is None else (match.end(), kind)


def _split(tail: str) -> list[tuple[str, str]]:
    """Separator and letters of each part of a tail; "" stands for a lost separator, " " for a blank."""
    parts: list[tuple[str, str]] = []
    for raw, letters in _PARTS.findall(tail):
        mark = raw.strip()
        parts.append((mark if mark in ("", "/", ".") else "-", letters))
    return parts


def _build(match: re.Match[str], typed: bool) -> Symbol | None:
    parts = _split(match.group("tail"))
    if match.re is _LOWER:
        parts = [(mark, _upper(letters)) for mark, letters in parts]
    parts, end = _trim(match, parts)
    marks, codes = [mark for mark, _ in parts], [letters for _, letters in parts]
    year = match.group("year")
    kind = kind_codes().get(_plain(codes[0]))
    legislature = bool(re.match(r"(?:QH|UBTVQH)\d", codes[0]))
    hyphen_lost = False
    if kind is None and not legislature and (split := _unglue(codes[0])) is not None:
        kind, rest = split
        codes[:1] = [kind.code, rest]
        marks[1:1] = [""]
        hyphen_lost = True
    if not _plausible(match, kind, codes, typed, legislature):
        return None
    return _finish(match, end, year, kind, marks, codes, hyphen_lost)


def _plausible(match: re.Match[str], kind: KindCode | None, codes: list[str], typed: bool, legislature: bool) -> bool:
    if match.re in (_GLUED, _LOWER):
        return kind is not None and len(codes) > 1
    if legislature:
        return match.group("year") is not None or typed
    if kind is not None and len(codes) > 1:
        return True
    if not typed:
        return False
    return kind is not None or len(codes[0]) > 1


def _upper(letters: str) -> str:
    kind = kind_codes().get(_plain(letters))
    found = _issuers().get(_plain(letters))
    return kind.code if kind else found.code if found else letters.upper()


def _trim(match: re.Match[str], parts: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], int]:
    """Give back parts after a spaced dash that are words of the sentence ("18-NQ/TW - BCH Trung ương")."""
    end = match.end()
    text = match.group("tail")
    while len(parts) > 2:
        cut = len(text) - len(parts[-1][1])
        if text[cut - 1] != " " or _plain(parts[-1][1]) in _units() or text.count(" ") > 2:
            break
        text = text[:cut].rstrip(" /-_‐‑‒–—―−")
        parts = parts[:-1]
        end = match.start("tail") + len(text)
    return parts, end


def _unglue(letters: str) -> tuple[KindCode, str] | None:
    """Split "QĐUBND" into the kind and a known issuer, the longest kind first."""
    if issuer_named(letters) is not None:
        return None
    for cut in range(min(5, len(letters) - 2), 0, -1):
        kind = kind_codes().get(_plain(letters[:cut]))
        if kind is not None and issuer_named(letters[cut:]) is not None:
            return kind, letters[cut:]
    return None


def _finish(
    match: re.Match[str], end: int, year: str | None, kind: KindCode | None,
    marks: list[str], codes: list[str], hyphen_lost: bool,
) -> Symbol:  # fmt: skip
    written = match.group("num")
    number = written.translate(_OCR)
    malformed = number != written
    head = 1 if kind else 0
    joint = kind.joint if kind else False
    if kind and len(codes) > 1 and codes[1] in _JOINT_MARKS:
        head, joint = 2, True
    letter = kind is None and year is None
    issuers = _issuing(codes[:1] if letter else codes[head:], joint)
    if kind:
        codes[0] = kind.code if kind.code.upper() == codes[0].upper() else codes[0]
    repaired = _separators(marks, bool(year), head, issuers)
    malformed |= repaired != marks and not (hyphen_lost and "" in marks)
    text = number + (f"/{year}" if year else "") + "".join(m + c for m, c in zip(repaired, codes, strict=True))
    return Symbol(
        match.start(), end, text, number, plain_number(number), int(year) if year else None,
        kind.code if kind else None, kind.types if kind else (), joint or len(issuers) > 1, issuers,
        malformed, hyphen_lost,
    )  # fmt: skip


def _separators(marks: list[str], dated: bool, head: int, issuers: tuple[IssuerCode, ...]) -> list[str]:
    """Separators as they should be: lost, blank and dotted ones put right, two hyphens read as Party style."""
    out = list(marks)
    party = bool(issuers) and issuers[0].system in ("party", "youth")
    if dated:
        out[0] = "/"
    elif head and len(out) > head:
        first, second = out[0], out[head]
        if first in ("", " ", "."):
            first = "-" if second == "/" or (second == "" and party) else "/"
        elif (first == "-" and second == "-") or (first == "/" and second == "/" and party):
            first = "-"
            second = "/"
        if second in ("", "."):
            second = "/" if first == "-" else "-"
        out[0], out[head] = first, second
    return [mark if mark in ("-", "/") else "-" for mark in out]


def _issuing(codes: list[str], joint: bool) -> tuple[IssuerCode, ...]:
    """The issuing bodies among the letters; a drafting unit ("-KGVX", "-V01") is none."""
    if not codes:
        return ()
    found = [_issuer(codes[0])]
    rest = [code for code in codes[1:] if not _UNIT.match(code) and _plain(code) not in _units()]
    several = joint or any(issuer_named(code) is not None for code in rest)
    if several and not (codes[0].startswith(("MTTQ", "MTTW")) and rest == ["BTT"]):
        found += [_issuer(code) for code in rest]
    return tuple(found)
