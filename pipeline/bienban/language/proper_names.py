"""Cụm viết hoa (capitalised runs): how many words of a run belong to an organisation or place, and not to a person."""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile

from bienban.language.phrases import folded_forms
from bienban.lexicon.load import table
from bienban.text.shadow import fold

UPPER = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
"""The capital letters of Vietnamese, for use inside a character class."""

_RUN_MOST = 8
CAPITALISED_RUN = re.compile(rf"[{UPPER}]\w*(?:[-’'&]\w+)*(?: [{UPPER}]\w*(?:[-’'&]\w+)*){{0,{_RUN_MOST - 1}}}")
"""One to eight capitalised words with single blanks between them."""

_HYPHEN_TAIL = re.compile(rf" ?[-–] ?[{UPPER}]\w*(?: [{UPPER}]\w*)?")
_POSTS_BEFORE = (
    "chủ tịch ", "bí thư ", "giám đốc ", "trưởng ", "phó ", "viên ", "chánh ", "chủ nhiệm ", "trưởng phòng ",
    "thường trực ", "ct ", "hội ", "chính ủy ", "trưởng ban ", "thủ tướng ",
)  # fmt: skip
_MIDDLE = frozenset(("thị", "văn", "hữu", "đức", "đình", "xuân", "quang", "minh", "ngọc", "thanh", "công", "bá", "mạnh"))


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Folded names of provinces, and of other places that begin like a person's name."""
    names: set[str] = set()
    for row in table("provinces"):
        names.update(fold(name) for name in (row["old_name"], row["new_name"], *row["aliases"].split(";")) if name)
    return frozenset(names), folded_forms("org.place.like-name")


@cache
def _surnames() -> frozenset[str]:
    kinds = ("surname", "compound_surname", "ethnic_surname")
    return frozenset(fold(row["name"]) for row in table("surnames") if row["kind"] in kinds)


def is_province(folded_name: str) -> bool:
    """Whether the folded name is that of a province or of a city under the central government."""
    return folded_name in _places()[0]


def begins_with_surname(folded: str, start: int) -> bool:
    """Whether the word at ``start`` is a surname."""
    end = folded.find(" ", start, start + 12)
    return folded[start : end if end > 0 else start + 12] in _surnames()


def after_post(folded: str, start: int) -> bool:
    """Whether the words before ``start`` are a post, so that a person's name may follow the organisation."""
    return folded.endswith(_POSTS_BEFORE, 0, start)


def run_end(surface: str, folded: str, start: int, limit: int, *, holder: bool, honoured: bool) -> int:
    """End of the words of the capitalised run at ``start`` that name a place or a firm; ``start`` when none do.

    ``holder`` says that a post stands before the organisation (its holder's name may follow); ``honoured`` that the
    organisation may itself bear a person's name (schools, wards).
    """
    run = CAPITALISED_RUN.match(surface, start, limit)
    if run is None:
        return start
    written = surface[start : run.end()].split(" ")
    if start > 1 and surface[start - 2].isupper() and len(written[0]) > 1 and written[0].isupper():
        written = list(takewhile(str.isupper, written))
    words = folded[start : start + len(" ".join(written))].split(" ")
    place = _known_place(words)
    kept = place or _words_kept(words, holder=holder, honoured=honoured)
    end = start + len(" ".join(words[:kept])) if kept else start
    if kept == len(words) and (hyphen := _HYPHEN_TAIL.match(surface, end, limit)):
        joined = fold(surface[start : hyphen.end()]).replace(" ", "").replace("-", "")
        if any(joined == name.replace(" ", "").replace("-", "") for group in _places() for name in group):
            return hyphen.end()
    return end


def _known_place(words: list[str]) -> int:
    provinces, like_names = _places()
    for count in range(min(4, len(words)), 1, -1):
        name = " ".join(words[:count])
        if name in provinces or name in like_names:
            return count
    return 1 if words[0] in provinces or words[0] == "hcm" else 0


def _words_kept(words: list[str], *, holder: bool, honoured: bool) -> int:
    if words[0] in _surnames() and not (honoured and not (holder and _is_full_name(words))) and _is_name(words, holder):
        return 0
    frequent = folded_forms("surname.frequent")
    for index in range(1, len(words)):
        if words[index] in frequent and 2 <= len(words) - index <= 5 and (holder or len(words) - index > 2):
            return index
    return len(words)


def _is_full_name(words: list[str]) -> bool:
    return len(words) >= 3 and words[0] in folded_forms("surname.frequent")


def _is_name(words: list[str], holder: bool) -> bool:
    """Whether a run that begins with a surname reads as a person's name."""
    if len(words) >= 3:
        return len(words) <= 5 or words[1] in _MIDDLE
    return len(words) == 2 and holder and words[0] in folded_forms("surname.frequent")
