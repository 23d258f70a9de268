"""Phạm vi (scope): whether the text reports a meeting at all.

Orders, pledges and figures also stand in laws, telegrams, contracts and sports news. Without a meeting they are no
records of one, so nothing but the cited documents is kept, and the reader is told.
"""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis

_AT_MEETING = re.compile(
    r"tại (?:hội nghị|cuộc họp|buổi|đại hội|kỳ họp|phiên họp|tọa đàm|hội thảo|diễn đàn|lễ)"
    r"|(?:tổ chức|diễn ra|chủ trì|khai mạc|bế mạc|kết luận|tham dự|dự|phát biểu)[^.;\n]{0,40}"
    r"(?:hội nghị|họp|đại hội|tọa đàm|hội thảo|giao ban|đối thoại|làm việc)"
    r"|thông báo[^.\n]{0,120} kết luận(?: của|\b)"
)
_INVITATION = re.compile(r"giấy mời|thư mời|kính mời|trân trọng mời|lịch công tác|lịch tiếp công dân|thông báo mời")
_HEAD = 500
_SHORT, _PARAGRAPH = 400, 1_200
"""Longest text, and longest text of one or two lines, that may be a passage of a report rather than a text of its own."""


def check_scope(analysis: Analysis) -> None:
    """Drop people, meeting and statements of a text that reports no meeting; warn ``not_a_meeting``."""
    if reports_meeting(analysis):
        return
    analysis.warn("not_a_meeting", 0, 0)
    analysis.meeting = None
    analysis.parties.clear()
    analysis.mentions.clear()
    analysis.sentences.clear()
    analysis.notices = [notice for notice in analysis.notices if not notice.code.startswith(("year_", "date_"))]


def reports_meeting(analysis: Analysis) -> bool:
    """Whether anything shows that people met: a named meeting, a chair, something said "at the meeting"."""
    if _INVITATION.search(analysis.folded, 0, _HEAD):
        return False
    if _is_excerpt(analysis):
        return True
    meeting = analysis.meeting
    if meeting is not None and (meeting.title is not None or meeting.rule != "meeting.headline"):
        return True
    if any("chair" in party.roles or "secretary" in party.roles for party in analysis.parties):
        return True
    return _AT_MEETING.search(analysis.folded) is not None


def _is_excerpt(analysis: Analysis) -> bool:
    """A passage is too short to name the meeting it comes from: it gets the benefit of the doubt."""
    size = len(analysis.folded)
    return size <= _SHORT or (size <= _PARAGRAPH and len(analysis.lines) <= 2)
