"""Tìm mốc thời gian (time expressions): dates, ranges, periods, deadlines, recurring and vague times of a text.

The cue index has already found the words times are made of (class ``time.word``). Each of them is asked in text
order whether a time begins there; then neighbours are joined (``từ ngày 1/1`` + ``đến ngày 5/6``, a clock and its
date), and the governing words to the left (trước, đến, trong, chậm nhất …) are taken into the span.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable

from bienban.language import time_forms as forms
from bienban.language.analysis import Analysis, TimeMention
from bienban.language.cues import Hit
from bienban.language.places import PlacedHits, before, ending, starting
from bienban.language.time_joins import govern, join, settle

__all__ = ["find_times"]

_LINK = re.compile(
    r" ?[(,]? ?(?:tức )?(?:là )?(?:vào )?(?:(?:thứ \w{2,4}|chủ nhật) ?[,(]? ?)?(?:ngày )?(?:mùng |mồng )?(?=[0-9])"
)
_COUNT = re.compile(r"(?<![\w.,/-])([0-9]{1,2}) ?$")
_BLANK_DAY = re.compile(r"ngày ?[.…_]{1,12} ?$")
_CLOSING = frozenset(".,;:)\n")


class _Scene:
    """Chỗ tìm: the text, its cue hits by place, and how far mentions already reach."""

    __slots__ = ("analysis", "ends", "folded", "numbers", "reach", "starts", "units")

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.folded = analysis.folded
        self.starts = starting(analysis.cues, "time.word")
        self.ends = ending(analysis.cues, "time.word")
        self.numbers = ending(analysis.cues, "number-word")
        self.units = PlacedHits(analysis.cues, "unit")
        self.reach = 0

    def left(self, at: int, kind: str) -> Hit | None:
        """The time word of ``kind`` directly before ``at`` that no mention has taken, or None."""
        hit = before(self.ends, self.folded, at)
        return hit if hit is not None and hit.start >= self.reach and hit.value.startswith(kind) else None


def find_times(analysis: Analysis) -> None:
    """Tìm mọi mốc thời gian: fills ``analysis.times``, sorted and without overlaps; may add warnings."""
    scene = _Scene(analysis)
    found: list[TimeMention] = []
    for hit in analysis.cues.of("time.word"):
        if hit.start < scene.reach:
            continue
        kind, _, word = hit.value.partition(".")
        reader = _READERS.get(kind)
        mention = reader(scene, hit, word) if reader is not None else None
        if mention is not None:
            found.append(mention)
            scene.reach = mention.end
    found = join(analysis.folded, _with_bare(scene, found))
    analysis.times = settle(analysis, govern(analysis.folded, scene.ends, found))


def _with_bare(scene: _Scene, found: list[TimeMention]) -> list[TimeMention]:
    """Add full dates, year ranges and clocks that no word announces."""
    starts = [mention.start for mention in found]
    bare: list[TimeMention] = []
    reach = 0
    for match in forms.BARE.finditer(scene.folded):
        start, end = match.span()
        index = bisect_right(starts, start)
        limit = starts[index] if index < len(starts) else len(scene.folded)
        if start < reach or (index and found[index - 1].end > start) or limit < end:
            continue
        if start and start != reach + 1 and (scene.folded[start - 1].isalnum() or scene.folded[start - 1] in "/.-_"):
            continue
        mention = _read_bare(scene.folded, start, match)
        if mention is not None and mention.end > limit:
            mention = mention._replace(end=end) if mention.form == "clock" else None
        if mention is not None:
            bare.append(mention)
            reach = mention.end
    return sorted(found + bare) if bare else found


def _read_bare(folded: str, start: int, match: re.Match[str]) -> TimeMention | None:
    if match["sep"]:
        return forms.read_date(folded, start, start)
    if len(match.group()) < 9 or not match.group()[:4].isdigit():
        return forms.read_clock(folded, start)
    if folded[match.end() : match.end() + 1] in ("-", "/"):
        return None
    first, last = int(match.group()[:4]), int(match.group()[-4:])
    return TimeMention(start, match.end(), "period.years", first, until_year=last) if first < last else None


def _read_day(scene: _Scene, start: int, pos: int) -> TimeMention | None:
    found = forms.read_date(scene.folded, start, pos) or forms.read_day(scene.folded, start, pos)
    if found is None:
        return None
    return _with_recurrence(scene, found)


def _with_recurrence(scene: _Scene, found: TimeMention) -> TimeMention:
    following = scene.starts.get(found.end + 1) or scene.starts.get(found.end + 5)
    if following is None or following.value != "recurring":
        return found
    if scene.folded[found.end : following.start] not in (" ", " của "):
        return found
    return TimeMention(found.start, following.end, "deadline.recurring", recurring=True)


def _head(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    return _HEADS[word](scene, hit)


def _day_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    found = _read_day(scene, hit.start, hit.end)
    if found is None:
        return None
    if found.until_day is not None:
        found = found._replace(start=_count_before(scene, hit.start)[1])
    return _with_part_of_day(scene, found)


def _with_part_of_day(scene: _Scene, found: TimeMention) -> TimeMention:
    """Take in ``sáng``, ``chiều thứ Hai,`` … directly before a date."""
    for _ in range(2):
        at = found.start - 2 if scene.folded[max(found.start - 2, 0) : found.start] == ", " else found.start
        hit = before(scene.ends, scene.folded, at)
        if hit is None or hit.start < scene.reach:
            break
        kind, _, part = hit.value.partition(".")
        if kind not in ("tod", "weekday") or (at != found.start and kind == "tod"):
            break
        found = found._replace(start=hit.start, time_of_day=part or found.time_of_day)
    return found


def _part_before(scene: _Scene, start: int) -> tuple[int, str]:
    """The word for a part of the period directly before ``start``, and where the phrase begins."""
    hit = scene.left(start, "part.")
    return (hit.start, hit.value.partition(".")[2]) if hit is not None else (start, "")


def _month_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    start, part = _part_before(scene, hit.start)
    folded = scene.folded
    if blank := _BLANK_DAY.search(folded, max(hit.start - 20, scene.reach), hit.start):
        found = forms.read_month(folded, blank.start(), hit.end, "")
        return found._replace(form="date.blank_day") if found is not None else None
    count, counted = _count_before(scene, hit.start)
    if counted != hit.start:
        return forms.read_months_of_year(folded, counted, hit.end, count)
    if folded[hit.end + 1 : hit.end + 2].isalpha():
        if scene.analysis.surface[hit.end + 1].isupper():
            return forms.read_month(folded, start, hit.end, part) or forms.read_event_year(folded, start, hit.end)
        return _this(scene, start, hit.end, "period.this_month", part)
    return forms.read_month(folded, start, hit.end, part) or _this(scene, start, hit.end, "period.this_month", part)


def _count_before(scene: _Scene, start: int) -> tuple[int | None, int]:
    """The number of months directly before ``tháng`` and where it begins; ``start`` itself when there is none."""
    digits = _COUNT.search(scene.folded, max(start - 4, 0), start)
    if digits is not None and digits.start() >= scene.reach:
        return int(digits[1]), digits.start()
    spoken = before(scene.numbers, scene.folded, start)
    if spoken is not None and spoken.start >= scene.reach and spoken.value.isdigit():
        return int(spoken.value), spoken.start
    return None, start


def _months_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    return forms.read_months_of_year(scene.folded, hit.start, hit.end, None) or forms.read_month(
        scene.folded, hit.start, hit.end, ""
    )


def _quarter_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    start, part = _part_before(scene, hit.start)
    return forms.read_quarter(scene.folded, start, hit.end) or _this(
        scene, start, hit.end, "period.this_quarter", part
    )


def _year_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    start, part = _part_before(scene, hit.start)
    folded = scene.folded
    found = forms.read_year(folded, start, hit.end, part)
    if found is None:
        return _this(scene, start, hit.end, "period.year", part)
    if found.until_year is not None and (count := _COUNT.search(folded, max(start - 4, 0), start)):
        return found._replace(start=count.start())
    return found


def _this(scene: _Scene, start: int, end: int, form: str, part: str) -> TimeMention | None:
    """Năm nay, tháng tới, cuối năm, trong quý: a period named by its place, without a number."""
    shifted = forms.read_shift(scene.folded, end)
    if shifted is not None:
        found = TimeMention(start, shifted[0], form, shift=shifted[1])
    elif part or (_closes(scene, end) and scene.left(start, "in.in")) or scene.left(start, "until."):
        if scene.folded[end + 1 : end + 2].isdigit():
            return None
        found = TimeMention(start, end, form)
    else:
        return None
    return forms.year_part(found, part) if form == "period.year" else found


def _closes(scene: _Scene, end: int) -> bool:
    """Whether ``trong năm`` is a time by itself: no counted noun follows (trong năm đơn vị)."""
    return scene.folded[end : end + 1] in _CLOSING or scene.units.get(end + 1) is None


def _span_head(form: str) -> Callable[[_Scene, Hit], TimeMention | None]:
    def read(scene: _Scene, hit: Hit) -> TimeMention | None:
        return forms.read_span(scene.folded, hit.start, hit.end, form)

    return read


def _season_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    return forms.read_season(scene.folded, hit.start, hit.end)


def _same_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    return forms.read_same_period(scene.folded, hit.start, hit.end)


def _duration_head(scene: _Scene, hit: Hit) -> TimeMention | None:
    return forms.read_duration(scene.folded, hit.start, hit.end)


def _part_of_day(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    """``Sáng 24.11``, ``thứ Hai, 21/3``: a part of the day or a weekday announces a date."""
    link = _LINK.match(scene.folded, hit.end)
    found = forms.read_date(scene.folded, hit.start, link.end()) if link is not None else None
    if found is None or link is None:
        return None
    if "(" in link.group() and scene.folded[found.end : found.end + 1] == ")":
        found = found._replace(end=found.end + 1)
    return _with_part_of_day(scene, _with_recurrence(scene, found._replace(time_of_day=word)))


def _now(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    """``Sáng nay (8/7)``, ``chiều cùng ngày``, ``từ nay``, ``đến nay``."""
    if word in ("start", "end"):
        return TimeMention(hit.start, hit.end, f"now.{word}", vague=True)
    if word == "same":
        found = TimeMention(hit.start, hit.end, "date.relative", vague=True)
        return _with_part_of_day(scene, found)
    found_date = _part_of_day(scene, hit, word)
    return found_date or TimeMention(hit.start, hit.end, "date.relative", vague=True, time_of_day=word)


def _governed(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    """Digits directly after trước, đến, từ, trong …: a date only if nothing is being counted."""
    pos = hit.end
    if not (scene.folded[pos : pos + 1] == " " and scene.folded[pos + 1 : pos + 2].isdigit()):
        return None
    start = pos + 1
    if hit.value == "in.in" and (coming := forms.read_coming(scene.folded, hit.start, pos)):
        return coming
    found = forms.read_month_year(scene.folded, start, start) or forms.read_date(scene.folded, start, start)
    if found is None:
        return forms.read_bare_year(scene.folded, start, start)
    if found.form == "date.dm" or (found.form == "date.range" and found.until_year is None):
        if scene.units.get(found.end + 1) is not None:
            return None
        if "/" not in scene.folded[start : found.end] and (word != "before" or scene.folded[found.end : found.end + 1] not in _CLOSING):
            return None
        if scene.folded[found.end : found.end + 2].strip().isalpha() and word in ("in", "at", "after"):
            return None
    return _with_recurrence(scene, found)


def _part(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    """``cuối 9/2024``; other parts are read by the head word they stand before."""
    if not scene.folded[hit.end + 1 : hit.end + 2].isdigit():
        return None
    return forms.read_month_year(scene.folded, hit.start, hit.end, word)


def _vague(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    return TimeMention(hit.start, hit.end, "time.vague", vague=True)


def _recurring(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    return _with_part_of_day(scene, forms.read_every(scene.folded, hit.start, hit.end))


def _event(scene: _Scene, hit: Hit, word: str) -> TimeMention | None:
    """``trước Tết Nguyên đán``: an occasion is a time only behind a governing word."""
    dated = forms.read_event_year(scene.folded, hit.start, hit.end)
    if dated is not None:
        return dated
    governor = scene.left(hit.start, "until.") or scene.left(hit.start, "from.after")
    if governor is None or governor.value == "until.to":
        return None
    return TimeMention(hit.start, hit.end, "deadline.event", vague=True)


_HEADS: dict[str, Callable[[_Scene, Hit], TimeMention | None]] = {
    "day": _day_head,
    "month": _month_head,
    "months": _months_head,
    "quarter": _quarter_head,
    "year": _year_head,
    "school": _span_head("period.school_year"),
    "term": _span_head("period.term"),
    "stage": _span_head("period.stage"),
    "season": _season_head,
    "same_period": _same_head,
    "duration": _duration_head,
}

_READERS: dict[str, Callable[[_Scene, Hit, str], TimeMention | None]] = {
    "head": _head,
    "tod": _part_of_day,
    "weekday": lambda scene, hit, word: _part_of_day(scene, hit, ""),
    "now": _now,
    "until": _governed,
    "from": _governed,
    "in": _governed,
    "part": _part,
    "vague": _vague,
    "recurring": _recurring,
    "event": _event,
}


