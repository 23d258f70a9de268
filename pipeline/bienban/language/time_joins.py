"""Nối và chốt mốc thời gian: joins neighbouring mentions, adds governing words, drops and marks what needs it."""

from __future__ import annotations

import re
from functools import cache

from bienban.language import time_forms as forms
from bienban.language.analysis import Analysis, TimeMention
from bienban.language.cues import Hit
from bienban.language.places import before, ending
from bienban.lexicon.load import forms as lexicon_forms

__all__ = ["govern", "join", "settle"]

_LINKS = frozenset((" đến ", " đến hết ", " tới ", " - ", "-", " cho đến ", " đến hết ngày ", " đến trước "))
_PAIR_LINKS = frozenset((" và ", ", "))
_CLOCK_LINKS = frozenset((" ", ", ", " - ", " của ", " vào "))
_HOLIDAY_GAP = re.compile(r"[^\d.;,\n]{0,70}(?:[0-9]{1,3} năm [^\d.;\n]{0,70})?\(?(?=[0-9])")
_AND_HOLIDAY = re.compile(r"(?: và |, ?)(?:ngày )?([0-9]{1,2}/[0-9]{1,2})(?![0-9])")
_NO_DAY = frozenset(("period.year", "period.month", "period.months", "period.quarter", "period.years", "period.year_part"))


def join(folded: str, found: list[TimeMention]) -> list[TimeMention]:
    """Nối mốc kề nhau: ranges (``từ … đến …``), a clock with its date, ``từ nay đến …``, ``từ … đến nay``."""
    joined: list[TimeMention] = []
    for mention in found:
        if joined and (pair := _join_pair(folded, joined[-1], mention)) is not None:
            joined[-1] = pair
        else:
            joined.append(mention)
    return joined


def _join_pair(folded: str, first: TimeMention, last: TimeMention) -> TimeMention | None:
    if last.start - first.end > 14:
        return None
    gap = folded[first.end : last.start]
    if first.form == "clock":
        if gap in _CLOCK_LINKS and (last.day is not None or last.form == "date.relative"):
            part = last.time_of_day or first.time_of_day
            return last._replace(start=first.start, time_of_day=part)
        if gap in _LINKS and last.form == "clock":
            return first._replace(end=last.end)
        return None
    if last.form == "now.end" and gap == " " and first.until_day is None and not first.vague and not first.recurring:
        return first._replace(end=last.end, form="period.to_now", until_year=None, until_month=None)
    if gap not in _LINKS and not (gap in _PAIR_LINKS and first.form == "date.day"):
        return None
    if first.form == "now.start":
        return _from_now(first, last)
    if first.vague or last.vague or first.recurring or last.recurring:
        return None
    if (first.until_year or first.until_day) and first.form != "period.year_part":
        return None
    return _join_range(folded, first, last, gap)


def _from_now(first: TimeMention, last: TimeMention) -> TimeMention | None:
    if last.vague or last.recurring:
        return None
    return last._replace(
        start=first.start, form="period.from_now", year=None, month=None, day=None, quarter=last.quarter,
        until_year=last.until_year or last.year, until_month=last.until_month or last.month,
        until_day=last.until_day or last.day, bound="", governor="from",
    )  # fmt: skip


def _join_range(folded: str, first: TimeMention, last: TimeMention, gap: str) -> TimeMention | None:
    if first.day is not None and last.day is not None:
        if last.until_day is not None and first.form != "date.day":
            return None
        return forms.join_dates(first, last)
    if first.form not in _NO_DAY or last.form not in _NO_DAY or (first.until_month and first.form != "period.year_part"):
        return None
    if last.until_year and last.form != "period.year_part":
        return None
    begun = folded[max(first.start - 3, 0) : first.start] == "từ "
    if not begun and (first.form != last.form or ("-" in gap and first.form == "period.quarter")):
        return None
    low, high = _months(first), _months(last)
    year = first.year
    if year is None and last.year is not None:
        year = last.year - (low[0] > high[1]) if first.form != "period.year" else None
    if year is None and first.form == "period.year":
        return None
    whole = first.form == last.form == "period.year"
    done = TimeMention(
        first.start - 3 * begun, last.end, "period.years" if whole else "period.months", year,
        None if first.form == "period.year" else low[0], None, last.year,
        None if last.form == "period.year" else high[1], governor="from" if begun else "",
    )  # fmt: skip
    return done._replace(form="period.impossible") if forms.runs_backwards(done) else done


def _months(mention: TimeMention) -> tuple[int, int]:
    """First and last month of a period within its year."""
    if mention.quarter is not None:
        return 3 * mention.quarter - 2, 3 * mention.quarter
    return mention.month or 1, mention.until_month or mention.month or 12


def govern(folded: str, ends: dict[int, Hit], found: list[TimeMention]) -> list[TimeMention]:
    """Thêm từ dẫn (trước, đến, từ, trong, chậm nhất …) vào span, và ghi mốc là hạn chót hay điểm đầu."""
    out: list[TimeMention] = []
    reach = 0
    for mention in found:
        mention = _extend(folded, ends, mention, reach)
        out.append(mention)
        reach = mention.end
    return out


def _extend(folded: str, ends: dict[int, Hit], mention: TimeMention, reach: int) -> TimeMention:
    if (mention.vague and mention.form not in ("deadline.event", "clock", "date.relative")) or mention.form.startswith("now."):
        return mention
    for _ in range(2):
        hit = before(ends, folded, mention.start)
        if hit is None or hit.start < reach:
            break
        kind, _, word = hit.value.partition(".")
        if kind not in ("until", "from", "in") or (word == "at" and (mention.recurring or _is_day(mention))):
            break
        mention = mention._replace(start=hit.start, governor=mention.governor or word, bound=mention.bound or _bound(kind, mention))
    return mention


def _is_day(mention: TimeMention) -> bool:
    return mention.day is not None or mention.form in ("clock", "date.relative")


def _bound(kind: str, mention: TimeMention) -> str:
    if kind == "in" or mention.recurring or mention.form in ("period.from_now", "period.to_now"):
        return ""
    spans = mention.until_year or mention.until_month or mention.until_day
    if kind == "from" and spans and mention.form not in ("date.part", "period.year_part"):
        return ""
    return kind


def settle(analysis: Analysis, found: list[TimeMention]) -> list[TimeMention]:
    """Chốt: drops days without a month and street names, marks holidays, warns of impossible periods."""
    names = ending(analysis.cues, "time.name-before")
    holidays = _holiday_starts(analysis) if analysis.cues.of("time.holiday") else frozenset()
    out: list[TimeMention] = []
    for mention in found:
        if mention.form == "date.day" or (before(names, analysis.folded, mention.start) is not None and mention.year is None):
            continue
        if mention.form == "period.impossible":
            analysis.warn("impossible_period", mention.start, mention.end)
        if mention.form == "now.start":
            continue
        if mention.form == "now.end":
            mention = mention._replace(form="time.as_of_now")
        elif mention.form in ("date.dm", "date.dmy", "date.range", "date.long") and mention.start in holidays:
            mention = mention._replace(form="date.holiday")
        out.append(mention)
    return _with_holidays(analysis, out, holidays)


def _holiday_starts(analysis: Analysis) -> frozenset[int]:
    """Offsets at which a day and month would name a holiday: behind a holiday's name, within its clause."""
    folded = analysis.folded
    starts: set[int] = set()
    for hit in analysis.cues.of("time.holiday"):
        gap = _HOLIDAY_GAP.match(folded, hit.end)
        if gap is None:
            continue
        at = gap.end()
        named = folded[at : at + 5].split(" ", 1)[0].rstrip(").,;-") in holiday_days()
        near = at - hit.end <= 7 and folded[hit.end : at].strip(" (") in ("", "ngày")
        if near or named or folded[at - 1] == "(":
            starts.add(at)
            if folded[at - 5 : at] == "ngày ":
                starts.add(at - 5)
    return frozenset(starts)


def _with_holidays(
    analysis: Analysis, found: list[TimeMention], starts: frozenset[int]
) -> list[TimeMention]:
    """Add the holidays that no time word announced (Quốc khánh 2/9)."""
    extra: list[TimeMention] = []
    reach = index = 0
    for at in sorted(starts):
        while index < len(found) and found[index].end <= at:
            index += 1
        limit = found[index].start if index < len(found) else len(analysis.folded)
        while reach <= at and (mention := forms.read_date(analysis.folded, at, at)) is not None and mention.end <= limit:
            extra.append(mention._replace(form="date.holiday"))
            reach = mention.end
            link = _AND_HOLIDAY.match(analysis.folded, reach)
            if link is None or link[1] not in holiday_days():
                break
            at = link.start(1)
    return sorted(found + extra) if extra else found


@cache
def holiday_days() -> frozenset[str]:
    """Các ngày lễ cố định, as ``day/month``."""
    return frozenset(lexicon_forms("time.holiday-day"))
