"""Tên người (person names): where a full name stands in a run of capitalised words.

A name is told from a place by its surname, its middle word, its length and by what stands before it, since
"Bình", "Sơn", "Hà" are as good in one as in the other. Names of the minorities (Y Biêr Niê, H'Hồng Êban, Giàng A Chu,
K'Mák) begin with a prefix or a surname of their own.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from typing import NamedTuple

from bienban.lexicon.load import forms, table
from bienban.text.shadow import fold

MOST_WORDS = 6
"""Longest name read, in syllables."""

_UPPER = "".join(c for c in map(chr, (*range(0x41, 0x250), *range(0x1E00, 0x1F00))) if c.isupper())
_REST = r"[^\W\d_]*(?:['’ʼ‘`´][^\W\d_]+)?"
_WORD = rf"[{_UPPER}]{_REST}"
_RUN = re.compile(rf"[{_UPPER}](?<![^\W_].)(?<!['’].){_REST}(?: {_WORD})+")
"""What may not stand before the first capital is asked after it: a search for capitals alone is much faster."""
_ONE = re.compile(_WORD)
_TITLE_CASE = re.compile(rf"[{_UPPER}][^\W\d_{_UPPER}]*(?:['’ʼ‘`´][^\W\d_]+)?\Z")
_FIRMS = ("công ty ", "tập đoàn ", "hợp tác xã ", "ngân hàng ")
_NO_THINGS = ("nông thôn ", "môi trường ", "thị trường ", "công trường ")
_SCHOOLS = ("thpt ", "thcs ", "tnhh ", "thptdtnt ", "htx ")
_LEAST_TITLED = 2.6
_LEAST_SHORT = 1.5
_SHORT_BETWEEN = 0.5
"""What it adds to a surname and one more word that they stand between a post and an act, where no district or ward is named."""
_SPEAKER_PREFIX = ("h'", "k'")


class Name(NamedTuple):
    """Một tên người: offsets and how much it looks like one (3.5 and more needs no further proof)."""

    start: int
    end: int
    weight: float


@cache
def _surnames() -> dict[str, float]:
    found: dict[str, float] = {}
    for row in table("surnames"):
        kind = row["kind"]
        if kind not in ("surname", "compound_surname", "ethnic_surname", "ethnic_prefix"):
            continue
        weight = 3.0 if row["notes"] == "among the most common" else 1.6 if row["group"] == "Kinh" else 1.4
        key = fold(row["name"])
        if len(key) == 1:
            weight = 1.0
        found[key] = max(weight, found.get(key, 0.0))
    return found


@cache
def _middles() -> frozenset[str]:
    return frozenset(fold(form) for form in forms("name-middle"))


@cache
def _namesakes() -> frozenset[str]:
    return frozenset(fold(form) for form in forms("name.namesake"))


@cache
def _no_surnames() -> frozenset[str]:
    return frozenset(fold(form) for form in forms("name.no-surname"))


@cache
def never() -> frozenset[str]:
    """Tên không bao giờ là người dự họp (folded)."""
    return frozenset(fold(form) for form in forms("name.never"))


@cache
def _before() -> tuple[re.Pattern[str], re.Pattern[str]]:
    def ending(cue: str) -> re.Pattern[str]:
        longest = sorted((fold(form) for form in forms(cue)), key=len, reverse=True)
        return re.compile(r"(?:^|[^\w])(?:" + "|".join(map(re.escape, longest)) + r")\.? ?$")

    return ending("name.level"), ending("name.thing")


def is_surname(word: str) -> bool:
    """Whether the folded word can begin a name (họ)."""
    return word in _surnames() or word.startswith(_SPEAKER_PREFIX)


def is_minority_prefix(word: str) -> bool:
    """Whether the folded word begins names whose first word serves as the given name (Điểu, Y, Siu)."""
    return _surnames().get(word, 9.0) < 1.5


def _weigh(words: list[str]) -> float:
    """How much folded ``words`` look like a full name; below 1 they do not."""
    surname = _surnames()
    first = words[0]
    weight = surname.get(first, 0.0)
    if first.startswith(_SPEAKER_PREFIX):
        weight = 2.5
    if len(words) > 2:
        weight = max(weight, surname.get(f"{first} {words[1]}", 0.0))
    if not weight:
        weight = _unlisted(words)
        if not weight:
            return 0.0
    if len(words) > 2:
        middle = words[1]
        weight += 2.0 if middle in ("thị", "văn") else 1.0 if middle in _middles() or middle == "a" else 0.0
    return weight + {1: -9.0, 2: 0.0, 3: 1.0, 4: 0.7}.get(len(words), -0.4)


def _unlisted(words: list[str]) -> float:
    """What a first word that is no known surname weighs: something only before "Thị" or "Văn" and a given name."""
    if not 2 < len(words) < 5 or words[0] in _no_surnames() or words[2] in ("số", "trấn", "xã"):
        return 0.0
    return {"thị": 1.0, "văn": 0.4}.get(words[1], 0.0)


def _consistent(words: list[str]) -> bool:
    """Whether the words are all written as names are: all Title case, or all in capitals."""
    if all(_TITLE_CASE.match(word) for word in words):
        return True
    return all(word.isupper() for word in words) and max(map(len, words)) > 1


def runs(surface: str, breaks: Container[int], inside: Container[int]) -> list[list[tuple[int, int]]]:
    """Runs of two and more capitalised words, cut where another phrase begins (``breaks``); words in ``inside`` are dropped."""
    found: list[list[tuple[int, int]]] = []
    for match in _RUN.finditer(surface):
        run: list[tuple[int, int]] = []
        for word in _ONE.finditer(surface, match.start(), match.end()):
            at = word.start()
            if at in inside:
                if len(run) > 1:
                    found.append(run)
                run = []
                continue
            if at in breaks and run:
                if len(run) > 1:
                    found.append(run)
                run = []
            run.append(word.span())
        if len(run) > 1:
            found.append(run)
    return found


def name_in(surface: str, folded: str, run: list[tuple[int, int]], titled: bool = False) -> Name | None:
    """The full name a run ends with (tên người ở cuối cụm viết hoa), or None; ``titled``: a post before it, an act after it."""
    best: Name | None = None
    end = run[-1][1]
    first = max(0, len(run) - MOST_WORDS)
    words = [folded[a:b] for a, b in run[first:]]
    for index in range(first, len(run) - 1):
        weight = _weigh(words[index - first :])
        if weight < 1 or not _consistent([surface[a:b] for a, b in run[index:]]):
            continue
        start = run[index][0]
        weight += _fit(surface, folded, run, index, weight, titled)
        if weight >= 1 and (best is None or weight > best.weight):
            best = Name(start, end, weight)
    return best


def _fit(surface: str, folded: str, run: list[tuple[int, int]], index: int, weight: float, titled: bool) -> float:
    """How what stands before the candidate speaks for it (positive) or against it."""
    start, end = run[index][0], run[-1][1]
    count = len(run) - index
    if folded[start:end] in never():
        return -9.0
    if index == 0:
        level, thing = _before()
        before = folded[max(0, start - 24) : start]
        if any(folded.startswith(_SPEAKER_PREFIX, at) for at, _ in run[index:]):
            return 0.0
        if titled and count > 2 and weight >= _LEAST_TITLED and (before.endswith(_FIRMS) or level.search(before)):
            return 0.0
        if thing.search(before) and not before.endswith(_NO_THINGS) and (not surface[start - 2 : start - 1].isupper() or before.endswith(_SCHOOLS)):
            return -9.0
        if folded[start:end] in _namesakes():
            return -9.0
        found = level.search(before)
        province = found is not None and found.group().strip() == "tỉnh"
        if titled and count == 2 and weight >= _LEAST_SHORT and (found is None or (province and not _opens_place(folded, start))):
            return _SHORT_BETWEEN
        if found:
            if folded.startswith(_SPEAKER_PREFIX, start) or (count > 2 and folded.startswith("y ", start)):
                return 0.0
            return 0.0 if weight >= _level_bar(found.group().strip(" ,.("), count) else -9.0
        return 0.0
    if folded[start:end] in _namesakes() and count == 2:
        return -3.0
    rest = folded[run[0][0] : run[index - 1][1]]
    tail = folded[run[max(0, index - 2)][0] : run[index - 1][1]]
    if rest in _namesakes() or tail in _namesakes() or (surface[slice(*run[index - 1])].isupper() and not surface[start:end].isupper()):
        return 1.0
    if index == 1:
        return -1.0 if len(rest) > 1 and rest not in ("huế", "vinh") else 0.0
    return 0.5


def _opens_place(folded: str, start: int) -> bool:
    """Whether the word at ``start`` is one that many provinces begin with (Vĩnh, Hà, Thái)."""
    return folded[start : folded.find(" ", start)] in _place_openings()


@cache
def _place_openings() -> frozenset[str]:
    return frozenset(fold(form) for form in forms("name.place-opening"))


def _level_bar(level: str, count: int) -> float:
    """How much a name must look like one right after "tỉnh", "huyện" …, where a place is expected."""
    if level in ("tỉnh", "trung ương"):
        return 1.4
    if count < 3:
        return 99.0
    return 2.6 if level in ("huyện", "quận", "thị xã", "thành phố", "tp") or level.endswith("ủy") else 3.7


def read_name(surface: str, folded: str, start: int, stop: Container[int], limit: int) -> tuple[int, int, int] | None:
    """The name that begins exactly at ``start``: (start, end, number of syllables), or None.

    Used after an honorific, where no surname is needed; ``stop`` holds offsets at which other phrases begin.
    """
    at, count, end = start, 0, start
    words: list[str] = []
    while count < MOST_WORDS and at < limit:
        match = _ONE.match(surface, at, limit)
        if match is None or (count and at in stop):
            break
        if words and not _consistent([*words, match.group()]):
            break
        words.append(match.group())
        count, end = count + 1, match.end()
        if end >= limit or surface[end] != " ":
            break
        at = end + 1
    if not count or (count == 1 and len(words[0]) > 1 and words[0].isupper() and len(words[0]) < 5 and not is_surname(fold(words[0]))):
        return None
    return start, end, count
