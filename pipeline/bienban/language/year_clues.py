"""Năm của báo cáo (the year a report belongs to): where its yearless dates are to be placed.

Clues are tried in order of trust: the meeting's own date, the same day written in full elsewhere, the period the
title or lead reviews or plans, the day of publication or of the document. A term of office bounds the year and
never fixes it; where two clues disagree there is no year. There is no clock.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right
from typing import NamedTuple

from bienban.language.analysis import Analysis, TimeMention

__all__ = ["YearClue", "infer_year", "lead_date", "year_clue"]

_LEAD_LINES, _LEAD_MOST = 3, 2_000
_CUE_REACH = 160
_REVIEW_BEFORE, _REVIEW_AFTER = 60, 150
_PLAN_BEFORE, _PLAN_LEFT = 75, 46
_STAMP_AFTER, _STAMP_BEFORE, _DATELINE_AFTER = 10, 3, 30
_STAMP_LINE_MOST = 60
_AROUND = 183
_PAIR_MOST = 70
_JUBILEE_AROUND, _CARRIED_OUT_IN = 30, 60
_SHORT_LIVED = frozenset(("plan", "joint_plan", "telegram", "notice", "official_letter", "programme"))
"""Kinds of document that are carried out at once; resolutions and directives are carried out for years."""
_DAY_FORMS = frozenset(("date.dmy", "date.dm", "date.long", "date.range", "date.blank_day"))
_NEAR_FORMS = _DAY_FORMS | {"period.month"}
_PERIODS = frozenset(("period.year", "period.months", "period.month", "period.quarter", "period.school_year", "period.season",
                      "period.event", "period.year_part"))  # fmt: skip


class YearClue(NamedTuple):
    """Căn cứ về năm: the year, the words that give it, and the name of the rule."""

    year: int
    start: int
    end: int
    rule: str


class _Clue(NamedTuple):
    years: frozenset[int]
    mention: TimeMention
    rule: str


def infer_year(analysis: Analysis, meeting: TimeMention | None = None) -> YearClue | None:
    """Suy ra năm của báo cáo; adds a ``date_conflict`` warning when the clues disagree.

    ``meeting`` is the meeting's date where it is already known; else the first date of the lead stands for it.
    """
    clue, conflict = _decide(analysis, meeting)
    if conflict is not None and not any(notice.code == "date_conflict" for notice in analysis.notices):
        analysis.warn("date_conflict", conflict.start, conflict.end)
    return clue


def year_clue(analysis: Analysis, meeting: TimeMention | None = None) -> YearClue | None:
    """Như :func:`infer_year`, without a warning."""
    return _decide(analysis, meeting)[0]


def lead_date(analysis: Analysis) -> TimeMention | None:
    """Ngày đầu tiên trong phần mở đầu that is no holiday, no deadline and no date of a document."""
    reach = _lead_end(analysis)
    issued = {document.issued.start for document in analysis.documents if document.issued is not None}
    for mention in analysis.times:
        if mention.start >= reach:
            return None
        if mention.form in _DAY_FORMS and not mention.bound and mention.start not in issued and _in_prose(analysis, mention):
            return mention
    return None


def _in_prose(analysis: Analysis, mention: TimeMention) -> bool:
    """Not in page furniture, and not the date of a numbered document (``số 12-KH/TU ngày …``)."""
    if analysis.sentences and analysis.sentence_at(mention.start) is None:
        return False
    window = analysis.folded[max(mention.start - 40, 0) : mention.start]
    return not (" số " in window and any(char.isdigit() for char in window.rpartition(" số ")[2]))


def _decide(analysis: Analysis, meeting: TimeMention | None) -> tuple[YearClue | None, TimeMention | None]:
    date = meeting if meeting is not None else lead_date(analysis)
    if date is not None and date.year is not None:
        return YearClue(date.year, date.start, date.end, "date.written"), None
    clues = [*_same_day(analysis, date), *_periods(analysis, date), *_stamps(analysis, date)]
    clues = clues or _around(analysis, date) or _anniversary(analysis, date) or _basis(analysis, date)
    chosen = next((clue for clue in clues if len(clue.years) == 1), None)
    if chosen is None:
        return None, None
    year = min(chosen.years)
    against = next((clue for clue in clues if year not in clue.years), None)
    if against is not None:
        return None, against.mention
    if date is not None and _before_documents(analysis, date, year):
        return None, chosen.mention
    return YearClue(year, chosen.mention.start, chosen.mention.end, chosen.rule), None


def _same_day(analysis: Analysis, date: TimeMention | None) -> list[_Clue]:
    """Cùng ngày tháng, viết đủ năm ở chỗ khác; a day from or until which something goes on is an anniversary."""
    if date is None:
        return []
    return [
        _Clue(frozenset((mention.year,)), mention, "date.elsewhere")
        for mention in analysis.times
        if mention.year is not None and (mention.month, mention.day) == (date.month, date.day) and mention.form in _DAY_FORMS and not mention.bound
    ]


def _periods(analysis: Analysis, date: TimeMention | None) -> list[_Clue]:
    """Kỳ có năm trong tiêu đề hay phần mở đầu: reviewed periods are over, planned ones are not."""
    found = []
    reach = _lead_end(analysis)
    for mention in analysis.times:
        if mention.year is None or mention.form not in _PERIODS or mention.bound:
            continue
        if mention.start >= reach and (date is None or date.start < reach or not _beside(analysis, mention, date)):
            continue
        kind = _in_pair(analysis, mention) or _cue_before(analysis, mention)
        if not kind and (date is None or not _beside(analysis, mention, date)):
            continue
        kind = kind or "name"
        years = _years_of(mention, kind, date)
        if years:
            found.append(_Clue(years, mention, f"period.{kind}"))
    return found


def _in_pair(analysis: Analysis, mention: TimeMention) -> str:
    """``review`` for the first and ``plan`` for the second of two years one sentence names side by side ("năm 2018 và … năm 2019")."""
    if mention.form != "period.year" or mention.year is None:
        return ""
    index = bisect_right(analysis.times, (mention.start,))
    for other, kind in ((index - 1, "plan"), (index + 1, "review")):
        beside = analysis.times[other] if 0 <= other < len(analysis.times) else None
        if beside is None or beside.form != "period.year" or beside.year != mention.year + (1 if kind == "review" else -1):
            continue
        first, second = sorted((beside, mention))
        gap = analysis.folded[first.end : second.start]
        if len(gap) <= _PAIR_MOST and not any(mark in gap for mark in ".;\n"):
            return kind
    return ""


def _beside(analysis: Analysis, mention: TimeMention, date: TimeMention) -> bool:
    """Whether the mention stands in the sentence of the meeting's date, or in a headline."""
    sentence = analysis.sentence_at(mention.start)
    if sentence is not None:
        return sentence.start <= date.start < sentence.end
    return any(line.role == "headline" and line.start <= mention.start < line.end for line in analysis.lines)


def _lead_end(analysis: Analysis) -> int:
    """End of the title and the first few lines of prose."""
    prose = [line for line in analysis.lines if line.role in ("body", "item", "heading")]
    end = prose[min(_LEAD_LINES, len(prose)) - 1].end if prose else len(analysis.folded)
    return min(end, _LEAD_MOST)


def _cue_before(analysis: Analysis, mention: TimeMention) -> str:
    """``review`` or ``plan``: what the words before the period, in its sentence, say of it."""
    start = max(mention.start - _CUE_REACH, 0)
    start = max(start, analysis.folded.rfind("\n", start, mention.start), analysis.folded.rfind(". ", start, mention.start))
    weak = ""
    for hit in reversed(analysis.cues.of("year.cue", start, mention.start)):
        strength, _, kind = hit.value.rpartition(" ")
        if " số " in analysis.folded[hit.end : mention.start] or (kind == "plan" and _speaks_between(analysis, hit.end, mention.start)):
            continue
        if not strength:
            return kind
        weak = weak or kind
    return weak


def _speaks_between(analysis: Analysis, start: int, end: int) -> bool:
    """Whether somebody starts to speak between the cue and the year ("… nhiệm vụ năm 2021, ông A cho biết, năm 2020 …")."""
    return any(hit.value in ("state", "opine") for hit in analysis.cues.of("act", start, end))


def _years_of(mention: TimeMention, kind: str, date: TimeMention | None) -> frozenset[int]:
    year = mention.year or 0
    if date is None or date.month is None or date.day is None:
        return frozenset((year,)) if kind == "plan" and mention.form != "period.school_year" else frozenset()
    first, last = _bounds(mention)
    if kind == "name" and mention.form in ("period.year", "period.event"):
        # "Hội nghị đối thoại năm 2025" is held in that year, but around New Year it may look back or ahead.
        return frozenset((year,)) if 1 < date.month < 12 else frozenset()
    if mention.form == "period.school_year":
        low, high = first - _days(30), last + _days(_REVIEW_BEFORE)
    elif kind == "name":
        return frozenset()
    elif kind == "review":
        low, high = last - _days(_REVIEW_BEFORE), last + _days(_REVIEW_AFTER)
    else:
        low, high = first - _days(_PLAN_BEFORE), last - _days(_PLAN_LEFT if mention.form == "period.year" else 0)
    days = ((candidate, _day(candidate, date.month, date.day)) for candidate in (year - 1, year, year + 1))
    return frozenset(candidate for candidate, day in days if day is not None and low <= day <= high)


def _bounds(mention: TimeMention) -> tuple[datetime.date, datetime.date]:
    """First and last day of a period that has a year."""
    year = mention.year or 1
    if mention.form == "period.school_year":
        return datetime.date(year, 8, 1), datetime.date(mention.until_year or year + 1, 7, 31)
    first = mention.month or 1
    last = mention.until_month or mention.month or 12
    if mention.quarter is not None:
        first, last = 3 * mention.quarter - 2, 3 * mention.quarter
    return datetime.date(year, first, 1), datetime.date(mention.until_year or year, last, 28)


def _stamps(analysis: Analysis, date: TimeMention | None) -> list[_Clue]:
    """Ngày đăng, ngày của văn bản: near the meeting's day they give its year."""
    found = []
    for mention in analysis.times:
        if mention.year is None or mention.month is None or mention.day is None or mention.form not in _DAY_FORMS:
            continue
        after = _stamp_reach(analysis, mention)
        if not after:
            continue
        if date is None:
            found.append(_Clue(frozenset((mention.year,)), mention, "stamp"))
        elif date.month is not None and date.day is not None:
            years = _near(mention, date.month, date.day, after)
            if years:
                found.append(_Clue(years, mention, "stamp"))
    return found


def _around(analysis: Analysis, date: TimeMention | None) -> list[_Clue]:
    """Các mốc đủ năm ở gần: days and months written with one and the same year, none of them a document's date.

    The weakest clue, used where there is no other (``đến hết tháng 10/2023`` in a report of 9/11).
    """
    if date is None or date.month is None or date.day is None:
        return []
    issued = {document.issued.start for document in analysis.documents if document.issued is not None}
    found = []
    for mention in analysis.times:
        if mention.year is None or mention.month is None or mention.until_year not in (None, mention.year):
            continue
        if mention.start in issued or _is_of_document(analysis, mention) or mention.form not in _NEAR_FORMS or not _in_prose(analysis, mention):
            continue
        day = _day(mention.year, mention.month, mention.day or 15)
        held = _day(mention.year, date.month, date.day)
        if day is None or held is None or abs((held - day).days) > _AROUND:
            return []
        found.append(_Clue(frozenset((mention.year,)), mention, "dates.around"))
    if len({clue.years for clue in found}) != 1:
        return []
    return [] if _speaks_of_later(analysis, max(found[0].years)) else found


def _anniversary(analysis: Analysis, date: TimeMention | None) -> list[_Clue]:
    """Ngày kỷ niệm "(15/10/1930 - 15/10/2010)": the meeting is held about the later of two days of one date."""
    if date is None or date.month is None or date.day is None:
        return []
    for mention in analysis.times:
        if mention.form != "date.holiday" or mention.until_year is None or mention.start >= _LEAD_MOST:
            continue
        if mention.month is None or mention.day is None:
            continue
        held, kept = _day(mention.until_year, date.month, date.day), _day(mention.until_year, mention.month, mention.day)
        if held is not None and kept is not None and abs((held - kept).days) <= _JUBILEE_AROUND:
            return [_Clue(frozenset((mention.until_year,)), mention, "anniversary")]
    return []


def _basis(analysis: Analysis, date: TimeMention | None) -> list[_Clue]:
    """Văn bản làm căn cứ: a meeting that carries out a plan comes soon after it ("Thực hiện Kế hoạch số 5 ngày 20/8/2015, ngày 9/9 …")."""
    sentence = analysis.sentence_at(date.start) if date is not None else None
    if date is None or date.month is None or date.day is None or sentence is None:
        return []
    found = []
    for document in analysis.documents:
        issued = document.issued
        if issued is None or issued.year is None or document.type not in _SHORT_LIVED or not sentence.start <= document.start < sentence.end:
            continue
        signed = _day(issued.year, issued.month or 1, issued.day or 1)
        for year in (issued.year, issued.year + 1):
            held = _day(year, date.month, date.day)
            if issued.day is not None and held is not None and signed is not None and 0 <= (held - signed).days <= _CARRIED_OUT_IN:
                found.append(_Clue(frozenset((year,)), issued, "document"))
    return found if len({clue.years for clue in found}) == 1 else []


def _is_of_document(analysis: Analysis, mention: TimeMention) -> bool:
    """Whether the day is the one a document was made ("được ban hành ngày 2/6/2003")."""
    left, right = analysis.folded[max(0, mention.start - 30) : mention.start], analysis.folded[mention.end : mention.end + 40]
    return any(word in left or word in right for word in ("ban hành", "ký ", "công bố", "phê duyệt"))


def _speaks_of_later(analysis: Analysis, year: int) -> bool:
    """Whether the text tells of years after the one that follows ``year``: then it was written later."""
    return any(t.year is not None and t.form == "period.year" and not t.bound and t.year > year + 1 for t in analysis.times)


def _stamp_reach(analysis: Analysis, mention: TimeMention) -> int:
    """How many days after the meeting the stamp may be; 0 when the mention is no stamp."""
    index = bisect_right(analysis.lines, (mention.start, len(analysis.folded) + 1)) - 1
    line = analysis.lines[index] if index >= 0 else None
    if line is None or line.end <= mention.start:
        return 0
    if line.role in ("dateline", "letterhead"):
        return _DATELINE_AFTER
    if line.role == "furniture" or analysis.cues.first("year.stamp", line.start, line.end) is not None:
        return _STAMP_AFTER if line.end - line.start <= 3 * _STAMP_LINE_MOST else 0
    return _STAMP_AFTER if line.end - line.start <= _STAMP_LINE_MOST and line.end - line.start <= 2 * (mention.end - mention.start) else 0


def _near(mention: TimeMention, month: int, day: int, after: int) -> frozenset[int]:
    stamp = _day(mention.year or 0, mention.month or 1, mention.day or 1)
    years = set()
    for year in (stamp.year - 1, stamp.year, stamp.year + 1) if stamp is not None else ():
        held = _day(year, month, day)
        if stamp is not None and held is not None and -_STAMP_BEFORE <= (stamp - held).days <= after:
            years.add(year)
    return frozenset(years)


def _before_documents(analysis: Analysis, date: TimeMention, year: int) -> bool:
    """Whether a document the report cites is younger than the meeting would be in that year."""
    held = _day(year, date.month or 12, date.day or 28)
    for document in analysis.documents:
        issued = document.issued
        if issued is None or issued.year is None or held is None:
            continue
        signed = _day(issued.year, issued.month or 1, issued.day or 1)
        if signed is not None and signed > held + _days(_DATELINE_AFTER):
            return True
    return False


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None


def _days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)
