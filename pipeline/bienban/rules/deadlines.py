"""Thời hạn (deadlines): which time expression of a clause is the deadline of what the clause orders."""

from __future__ import annotations

import re
from bisect import bisect_left

from bienban.language.analysis import Analysis, Clause, QuantityMention, Sentence, TimeMention

ORDERED = frozenset({"task", "agreed", "plan", "commitment", "aim"})
"""Acts whose clauses say what is to be done."""
_REACH = 1_500

_GOVERNED = re.compile(
    r"(?:trong|trước|đến|tới|chậm nhất|muộn nhất|vào|hết|xong|ngay|sau|từ|kể từ|cuối|đầu|định kỳ|hằng|hàng|mỗi|chiều|sáng|dịp|"
    r"không quá|không muộn|thời gian|thời hạn|cho đến|hoàn thành|tháng|ngày)\b"
)
_ONLY_DEADLINE = re.compile(
    r"(?:yêu cầu |phải |và |báo cáo |kết quả )*"
    r"(?:hoàn thành|xong|thực hiện xong|hoàn tất|thời gian(?: hoàn thành| thực hiện)?|thời hạn(?: hoàn thành)?)"
    r"(?: xong| dứt điểm| việc này| nội dung này| nhiệm vụ này)?[ :,]*"
)


def find_deadlines(analysis: Analysis) -> None:
    """Set ``due`` of every clause that orders something; clauses that are only a deadline give it to the one before."""
    kept: list[Clause] = []
    previous: Clause | None = None
    for clause in analysis.clauses:
        if clause.act not in ORDERED:
            kept.append(clause)
            previous = None
            continue
        clause.due = _due(analysis, clause)
        if previous is not None and clause.due is not None and _is_only_deadline(analysis, clause, clause.due):
            previous.due = previous.due or clause.due
            _forget(clause)
            continue
        kept.append(clause)
        previous = clause
    analysis.clauses = kept


def _forget(clause: Clause) -> None:
    if clause.announcement is not None and clause in clause.announcement.clauses:
        clause.announcement.clauses.remove(clause)


def _due(analysis: Analysis, clause: Clause) -> TimeMention | None:
    within = times_in(analysis, clause.start, clause.end)
    best: TimeMention | None = None
    for time in within:
        if (time.vague and time.form != "deadline.event") or in_document(analysis, time.start) or _is_bare(analysis, time):
            continue
        if _is_day_of_meeting(analysis, time):
            continue
        if time.bound == "until" or time.recurring:
            return time
        if best is None and _governs(analysis, time):
            best = time
    return best


def _is_bare(analysis: Analysis, time: TimeMention) -> bool:
    """ "định kỳ" alone says how, not when."""
    return time.recurring and analysis.folded[time.start : time.end] == "định kỳ"


def _is_day_of_meeting(analysis: Analysis, time: TimeMention) -> bool:
    """The day on which people met, told in the words before the act, is no deadline of what they took on."""
    day = analysis.meeting.date if analysis.meeting is not None else None
    return day is not None and time.start <= day.start and time.end == day.end


def _governs(analysis: Analysis, time: TimeMention) -> bool:
    if time.form in ("period.term", "period.schoolyear", "date.holiday") or time.bound == "from":
        return False
    if time.form.startswith("date"):
        return True
    return _GOVERNED.match(analysis.folded, time.start) is not None


def times_in(analysis: Analysis, start: int, end: int) -> list[TimeMention]:
    """Times that begin in ``[start, end)``."""
    times = analysis.times
    low = bisect_left(times, start, key=lambda t: t.start)
    high = bisect_left(times, end, key=lambda t: t.start)
    return times[low:high]


_OPENS_WITHIN = 24
_FORECAST = re.compile(r"\b(?:dự báo|dự kiến|ước tính|triển vọng|có thể)\b")


def opens_ahead(analysis: Analysis, sentence: Sentence, at: int) -> TimeMention | None:
    """Mốc tương lai mở đầu câu: the coming year up to which the sentence speaks ("Đến năm 2030, đón 2 triệu lượt khách"), before ``at``.

    What is told of it is to be reached, not reached; a forecast is neither.
    """
    found = next((t for t in times_in(analysis, sentence.start, min(at, sentence.start + _OPENS_WITHIN)) if t.bound == "until" and t.year), None)
    if found is None or found.year is None or (now := _year_of_report(analysis)) is None or found.year <= now:
        return None
    if analysis.cues.first("past", sentence.start, at) is not None or _FORECAST.search(analysis.folded, sentence.start, at) is not None:
        return None
    return found


def _year_of_report(analysis: Analysis) -> int | None:
    """Năm của báo cáo: that of the meeting, else of the latest day named in the text."""
    told = analysis.meeting.edtf[:4] if analysis.meeting is not None and analysis.meeting.edtf is not None else ""
    if told.isdigit():
        return int(told)
    return max((t.year for t in analysis.times if t.year is not None and t.day is not None and not t.bound), default=None)


def near(sentence: Sentence, quantity: QuantityMention) -> Sentence:
    """The part of an overlong sentence that can have to do with a number in it."""
    return sentence._replace(start=max(sentence.start, quantity.start - _REACH), end=min(sentence.end, quantity.end + _REACH))


def in_document(analysis: Analysis, offset: int) -> bool:
    """Whether an offset lies in a document citation."""
    return any(d.start <= offset < d.end for d in analysis.documents)


def _is_only_deadline(analysis: Analysis, clause: Clause, due: TimeMention) -> bool:
    match = _ONLY_DEADLINE.match(analysis.folded, clause.body, clause.end)
    if match is None or clause.marker is not None:
        return False
    before = analysis.folded[match.end() : due.start].strip(" ,:")
    after = analysis.folded[due.end : clause.end].strip(" ,.:")
    return before in ("", "vào", "trong", "trước", "là") and after == ""
