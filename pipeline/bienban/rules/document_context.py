"""Quanh một viện dẫn (around a citation): date of issue, issuer, title, and what the words before say of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

from bienban.language.analysis import Analysis, Line, TimeMention
from bienban.language.cues import Hit
from bienban.lexicon.load import table
from bienban.text.shadow import fold

_DATE = re.compile(
    r"(?P<lead>[ ]*[,(]?[ ]*(?:(?:đã |được |do )?(?:ký )?(?:ban hành |ký |đề )?)?)"
    r"(?P<date>ngày[ ]*(?P<d>\d{1,2})"
    r"(?:[ ]?(?P<s>[/.-])[ ]?(?P<m>\d{1,2})(?:[ ]?(?P=s)[ ]?(?P<y>[12]\d{3}))?"
    r"|[ ]*tháng[ ]*(?P<lm>\d{1,2})(?:[ ]*,?[ ]*(?:năm[ ]*|[/-][ ]?)?(?P<ly>(?:19|20)\d\d))?)"
    r"|tháng[ ]*(?P<mm>\d{1,2})[ ]?(?:/|-|năm)[ ]?(?P<my>(?:19|20)\d\d)"
    r"|năm[ ]*(?P<yy>(?:19|20)\d\d))(?![\d/])(?P<close>[ ]?\))?"
)
_OF = re.compile(r"[ ]*,?[ ]*của[ ]+")
_TOKEN = re.compile(r"[^\W_][\w&]*(?:[.-][^\W_][\w&]*)*")
_LIST_NAME = re.compile(r",[ ](?:[^\W\d_]+[ ]){1,5}và[ ][A-ZĐÂĂÊÔƠƯ]")
_QUOTED = re.compile(r"[\"“«][^\"”»\n]{3,260}[\"”»]")
_MOST = 240
_MOST_TOKENS = 16
_LONGEST_KIND = 48
_ROLE_REACH, _ROLE_NEAR = 110, 60


@cache
def context_words(part: str) -> tuple[str, ...]:
    """Từ ngữ quanh viện dẫn: the words of one part of document_context.csv, longest first."""
    found = {row["form"] for row in table("document_context") if row["part"] == part}
    return tuple(sorted(found, key=lambda form: (-len(form), form)))


@cache
def _role_values() -> dict[str, str]:
    return {row["form"]: row["value"] for row in table("document_context") if row["part"] == "role"}


@cache
def _pattern(part: str) -> re.Pattern[str]:
    # What may not stand before a word is asked after its first letter: a search for first letters alone is fast.
    words = (rf"{re.escape(word[0])}(?<![^\W_].){re.escape(word[1:])}" for word in context_words(part))
    return re.compile(rf"(?:{'|'.join(words)})(?![^\W_])")


def opens(part: str, folded: str, position: int) -> re.Match[str] | None:
    """The word of ``part`` that begins at ``position``, or None."""
    return _pattern(part).match(folded, position)


def occurs(part: str, folded: str, start: int, end: int) -> bool:
    """Whether a word of ``part`` stands in ``folded[start:end]``."""
    return _pattern(part).search(folded, start, end) is not None


@cache
def _endings(part: str) -> tuple[str, ...]:
    return tuple(f" {word}" for word in context_words(part))


def ends_with(part: str, folded: str, start: int, end: int) -> bool:
    """Whether ``folded[start:end]`` ends with a word of ``part`` (blanks apart)."""
    before = folded[start:end].rstrip().replace("\n", " ").replace("(", " ")
    return f" {before}".endswith(_endings(part))


def line_at(analysis: Analysis, offset: int) -> Line | None:
    """The line that holds ``offset``."""
    index = bisect_right(analysis.lines, (offset, 1 << 60)) - 1
    if index < 0 or analysis.lines[index].end <= offset:
        return None
    return analysis.lines[index]


def kind_at(analysis: Analysis, offset: int) -> Hit | None:
    """The longest word for a kind of document that begins at ``offset``, or None."""
    hits = analysis.cues.of("document.type", offset, offset + _LONGEST_KIND)
    return hits[0] if hits and hits[0].start == offset else None


def read_date(folded: str, position: int) -> tuple[TimeMention, int] | None:
    """Ngày ban hành ngay sau ``position`` (", ngày 05 tháng 6 năm 2023"): the date and the end of its words."""
    match = _DATE.match(folded, position)
    if match is None:
        return None
    day, month, year = _fields(match)
    if (month is not None and not 1 <= month <= 12) or (day is not None and not 1 <= day <= 31):
        return None
    form = "date.dmy" if day and year else "date.dm" if day else "date.my" if month else "date.year"
    opened = "(" in match.group("lead")
    end = match.end() if opened and match.group("close") else match.end("date")
    return TimeMention(match.start("date"), match.end("date"), form, year, month, day), end


def _fields(match: re.Match[str]) -> tuple[int | None, int | None, int | None]:
    month = match.group("m") or match.group("lm") or match.group("mm")
    year = match.group("y") or match.group("ly") or match.group("my") or match.group("yy")
    day = match.group("d")
    return int(day) if day else None, int(month) if month else None, int(year) if year else None


def read_issuer(analysis: Analysis, position: int) -> tuple[int, int] | None:
    """Cơ quan ban hành sau "của": offsets of its name; None where no name of a body follows."""
    match = _OF.match(analysis.folded, position)
    return None if match is None else read_body(analysis, match.end())


def read_body(analysis: Analysis, position: int) -> tuple[int, int] | None:
    """Tên một cơ quan bắt đầu tại ``position``: capitalised words and the small words such names use."""
    surface = analysis.surface
    end = reach = position
    capital = False
    for _ in range(_MOST_TOKENS):
        match = _TOKEN.match(surface, reach)
        if match is None:
            break
        word = opens("issuer-word", analysis.folded, reach)
        if word is None and not _belongs(analysis, match, position):
            break
        capital |= match.group()[0].isupper()
        end = word.end() if word else match.end()
        reach = _next_token(analysis, position, end)
        if reach < 0:
            break
    return (position, end) if capital and end - position > 1 else None


def _belongs(analysis: Analysis, match: re.Match[str], position: int) -> bool:
    word = match.group()
    if match.start() > position:
        kind = kind_at(analysis, match.start()) if word[0].isupper() else None
        if (kind is not None and kind.value != "-") or fold(word) == "khóa":
            return False
    if word[0].isupper():
        return True
    return match.start() > position and _is_second_syllable(analysis, match.start())


def _is_second_syllable(analysis: Analysis, position: int) -> bool:
    """Whether a small word right after a capitalised one can be the rest of it ("Dân vận", "Lao động")."""
    surface = analysis.surface
    begin = surface.rfind(" ", 0, position - 1) + 1
    before = surface[begin : position - 1]
    if not before[:1].isupper() or (len(before) > 1 and before.isupper()):
        return False
    return opens("name-stop", analysis.folded, position) is None


def _next_token(analysis: Analysis, start: int, end: int) -> int:
    """Where the next word of the name begins, or -1 at its end."""
    surface = analysis.surface
    if surface.startswith(" và ", end) or surface.startswith(" - ", end) or surface.startswith(" – ", end):
        after = surface[end + 3 if surface[end + 2] == " " else end + 4 :][:1]
        step = 3 if surface[end + 2] == " " else 4
        inside = surface[end + step : end + step + 1].isupper() and (step == 3 or _joins(analysis, start, end + step))
        return end + step if after.isupper() and inside else -1
    if surface[end : end + 2] == ". " and surface[max(start, end - 2) : end] in ("TP", "TX"):
        return end + 2
    if surface[end : end + 1] == " ":
        return end + 1
    if surface[end : end + 2] == ", " and _LIST_NAME.match(surface, end) and _joins(analysis, start, end + 2):
        return end + 2
    return -1


def _joins(analysis: Analysis, start: int, position: int) -> bool:
    """Whether the words after "và" or a comma go on with one name ("Bộ Văn hóa, Thể thao và Du lịch")."""
    if opens("issuer-start", analysis.folded, position) or analysis.surface[position : position + 2].isupper():
        return False
    return opens("composite-head", analysis.folded, start) is not None


def read_title(analysis: Analysis, position: int, limit: int) -> tuple[int, int] | None:
    """Trích yếu sau ``position`` ("về …", "ban hành …", in quotes): offsets, or None."""
    surface, folded = analysis.surface, analysis.folded
    begin = position
    while begin < limit and surface[begin] in " ,":
        begin += 1
    quoted = _QUOTED.match(surface, begin, limit)
    if quoted is not None:
        return quoted.span()
    word = opens("title", folded, begin)
    if word is None:
        return None
    following = word.end() + (surface[word.end() : word.end() + 1] == " ")
    quoted = _QUOTED.match(surface, following, limit)
    if quoted is not None:
        return begin, quoted.end()
    end = title_end(analysis, word.end(), min(limit, begin + _MOST))
    return (begin, end) if end > word.end() + 3 else None


def title_end(analysis: Analysis, position: int, limit: int) -> int:
    """Chỗ kết thúc của một trích yếu: before a stop, the next citation, or a comma that begins a clause."""
    surface, folded = analysis.surface, analysis.folded
    at = position
    while at < limit:
        char = surface[at]
        if char in ";:\n(" or (char == "." and (at + 1 >= limit or surface[at + 1] in ' \n"”)')):
            break
        if char in '"“' and (quoted := _QUOTED.match(surface, at, limit)) is not None:
            return quoted.end()
        if char in ',…”"' and (char != "," or _begins_clause(analysis, at + 1)):
            break
        if char == " " and (opens("title-stop", folded, at + 1) or _joins_another(analysis, at)):
            break
        at += 1
    while at > position and surface[at - 1] in " ,.–-":
        at -= 1
    return at


def _joins_another(analysis: Analysis, at: int) -> bool:
    """Whether "và" goes over to a second document in capitals ("Quy hoạch A và Quy hoạch B")."""
    if not analysis.folded.startswith(" và ", at) or not analysis.surface[at + 4 : at + 5].isupper():
        return False
    kind = kind_at(analysis, at + 4)
    return kind is not None and kind.value != "-"


def _begins_clause(analysis: Analysis, position: int) -> bool:
    surface = analysis.surface
    while surface[position : position + 1] == " ":
        position += 1
    word = surface[position : position + 1]
    return not word or word.isupper() or word.isdigit() or opens("clause-start", analysis.folded, position) is not None


def read_role(analysis: Analysis, start: int) -> str:
    """Vai trò của văn bản, from the words before it in its sentence: the nearest that tells one."""
    sentence = analysis.sentence_at(start)
    begin = max(sentence.start if sentence else 0, start - _ROLE_REACH)
    if sentence is not None and sentence.section == "basis":
        return "basis"
    values = _role_values()
    found = list(_pattern("role").finditer(analysis.folded, begin, start))
    if not found:
        return "mentioned"
    nearest = found[-1]
    code = values[nearest.group()]
    if code in ("carry", "reported") and any(values[match.group()] == "reported" for match in found):
        return "reported"
    if code == "by":
        return "basis" if nearest.end() >= start - 2 else "mentioned"
    if code == "carry":
        first = sentence is not None and nearest.start() <= sentence.start + 9
        return "basis" if first else "mentioned"
    between = analysis.folded[nearest.start() : start]
    near = len(between) < _ROLE_NEAR and ("," not in between or "trong đó" in between)
    return code if near else "mentioned"
