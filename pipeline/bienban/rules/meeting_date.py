"""Ngày họp (day of the meeting): the day of the meeting itself, not of its notice, its documents or other events."""

from __future__ import annotations

import re
from bisect import bisect_left

from bienban.language.analysis import Analysis, MeetingCandidate, Sentence, TimeMention
from bienban.language.resolve_times import Calendar, edtf
from bienban.language.year_clues import infer_year

_CITED = re.compile(r"(?:\d+ ?[-/][^\s,;]*[A-ZĐƯ&]\S*|[Ss]ố:? ?\d+\S*)[^.;]{0,14}$")
_OF_DOCUMENT = re.compile(r"(?:ban hành|ký|công bố|có hiệu lực|hiệu lực từ|đăng|cập nhật|thông qua|đến|từ|trước|sau|hết|chậm nhất)(?: \w+){0,2} ?$")
_ISSUES = re.compile(
    r",? ?(?:[\w.]+ ){0,8}?(?:đã |vừa |mới |cũng )*(?:ban hành|phát hành|ra|có|phát đi|gửi) (?:văn bản )?"
    r"(?:thông báo|kết luận|công văn|văn bản|quyết định|chỉ thị|kế hoạch|công điện|nghị quyết)(?!\w)"
)
"""What follows the day on which an office sent out a document ("Ngày 15/5, Văn phòng … ban hành Thông báo 256")."""
_LEADING_CLOCK = re.compile(r"\d{1,2} ?(?:giờ|h|g|:)[^,]{0,14}[, ]+(?=ngày|sáng|chiều|tối)")
_START = re.compile(r"[\s(\"“\-–]*(?:\([^)]{1,30}\)\s*[-–]?\s*)?(?:[\w ]{1,24}, )?(?:vào |trong |hôm nay,? ?)?(?:lúc |hồi )?")
_LABEL = re.compile(r"(?:[-+*•] *|\d{1,2}[.)/] *)?(?:thời gian|ngày họp|ngày giờ|thời gian, địa điểm)(?: họp| tổ chức| bắt đầu)?\s*: *[^:;.]{0,40}$")
_HELD_ON = re.compile(r"(?:diễn ra|tổ chức|khai mạc)(?: vào)?(?: lúc| hồi)? ?$")
_LEAST = 2.2
_LABELLED = 9.0
_SCHOOL_START = 8
_DAYS_MOST = 60
_PLANNING_FROM = 11


def date_the_meeting(analysis: Analysis, meeting: MeetingCandidate, sentence: Sentence | None, naming: int) -> None:
    """Set day, EDTF value and time of day of ``meeting``, and warn once about a year inferred or missing."""
    scored = [(_score(analysis, time, sentence, naming), -time.start, time) for time in _days(analysis)]
    scored.sort(key=lambda entry: (-entry[0], -entry[1]))
    best = scored[0][2] if scored and scored[0][0] >= _LEAST else None
    if best is None:
        return
    meeting.time_of_day = best.time_of_day
    if best.day is None and (best.year is None or best.month is None):
        return
    best = _begun(analysis, best)
    meeting.date = _without_clock(analysis, best)
    year = best.year
    if year is None:
        year = _inferred_year(analysis, meeting, best)
        meeting.inferred = year is not None
    meeting.edtf = edtf(meeting.date, Calendar((year, best.month or 1, best.day or 1), year))[0]


def _days(analysis: Analysis) -> list[TimeMention]:
    """The first days the report names; that of the meeting is among them."""
    found = []
    for time in analysis.times:
        if time.form.startswith("date."):
            found.append(time)
            if len(found) == _DAYS_MOST:
                break
    return found


def _inferred_year(analysis: Analysis, meeting: MeetingCandidate, time: TimeMention) -> int | None:
    """The year of a day written without one, with a warning that it was inferred or is missing."""
    clue = infer_year(analysis, time)
    year = clue.year if clue is not None else None
    conflict = any(notice.code == "date_conflict" for notice in analysis.notices)
    if year is None and not conflict:
        year = _year_in_title(analysis, meeting, time.month or 1)
    if not conflict:
        analysis.warn("year_inferred" if year is not None else "year_missing", time.start, time.end)
    return year


def _year_in_title(analysis: Analysis, meeting: MeetingCandidate, month: int) -> int | None:
    """The one year that the meeting's own name bears (Hội nghị người lao động năm 2022)."""
    if meeting.title is None:
        return None
    years = set()
    for time in analysis.times:
        if meeting.title[0] <= time.start < meeting.title[1] and time.year is not None and time.form.startswith("period."):
            if time.form == "period.school_year":
                over = month < _SCHOOL_START or "final_review" in meeting.kinds
                years.add(time.year + 1 if over else time.year)
            elif time.form in ("period.year", "period.months", "period.quarter", "period.month") and time.until_year in (None, time.year):
                ahead = time is meeting.next_period and month >= _PLANNING_FROM
                years.add(time.year - 1 if ahead else time.year)
    return years.pop() if len(years) == 1 else None


def _begun(analysis: Analysis, time: TimeMention) -> TimeMention:
    """ "bắt đầu từ 8 giờ ngày 12/4/2011": the day itself, open at no end."""
    if not analysis.folded.startswith("bắt đầu", time.start):
        return time
    day = analysis.folded.find("ngày", time.start, time.end)
    return time._replace(start=day if day >= 0 else time.start, bound="", governor="")


def _without_clock(analysis: Analysis, time: TimeMention) -> TimeMention:
    clock = _LEADING_CLOCK.match(analysis.folded, time.start, time.end)
    return time._replace(start=clock.end()) if clock else time


def _score(analysis: Analysis, time: TimeMention, sentence: Sentence | None, naming: int) -> float:
    """How well a day fits as that of the meeting."""
    opens = time.governor == "from" and analysis.folded.startswith("bắt đầu", time.start)
    if not opens and (time.bound or time.governor in ("before", "latest", "to", "from", "after", "asof") or time.recurring):
        return -1.0
    left = analysis.surface[max(0, time.start - 48) : time.start].rpartition("\n")[2]
    if _CITED.search(left) or _OF_DOCUMENT.search(left[-26:].lower()) or _in_document(analysis, time.start):
        return -1.0
    if _ISSUES.match(analysis.folded, time.end, time.end + 110):
        return -1.0
    line = analysis.line_at(time.start)
    if line is not None and (time.day is not None or time.month is not None) and _LABEL.match(analysis.folded, line.start, time.start):
        return _LABELLED
    home = analysis.sentence_at(time.start)
    if home is None:
        return _caption_score(analysis, time)
    named_here = sentence is not None and home.start == sentence.start
    place = min(bisect_left(analysis.sentences, home), 2 if named_here else 20)
    score = -0.2 * min(place, 20) + 2.0 * bool(time.time_of_day) + 0.5 * (time.day is not None)
    opening = _START.match(analysis.folded, home.start, time.end)
    score += 2.0 * (opening is not None and opening.end() >= time.start)
    if named_here:
        return score + 4.0 - 0.002 * abs(time.start - naming)
    if analysis.cues.first("meeting.noun", home.start, home.end) is not None:
        score += 1.5 + bool(_HELD_ON.search(left.lower()))
    return score - 3.0 * (home.section in ("tasks", "results", "opinions"))


def _caption_score(analysis: Analysis, time: TimeMention) -> float:
    """A day in a caption counts for little, and only beside a meeting."""
    for line in analysis.lines:
        if line.start <= time.start < line.end:
            near = line.role == "caption" and analysis.cues.first("meeting.noun", line.start, line.end) is not None
            return 2.6 if near and time.day else -1.0
    return -1.0


def _in_document(analysis: Analysis, start: int) -> bool:
    return any(document.start <= start < document.end for document in analysis.documents)
