"""Where the lead stands and what else looks like it: tagged leads at the end, unfinished lines, documents, years of others."""

from __future__ import annotations

import pytest

import bienban
from bienban.records import Meeting

FILLER = "Phát biểu tại hội nghị, ông Lò Văn Ún đề nghị các phòng rà soát hồ sơ còn vướng của doanh nghiệp trên địa bàn tỉnh.\n\n"
LAST = "Ông Lò Văn Ún cũng cho biết, Cục sẽ tiếp tục lắng nghe ý kiến của doanh nghiệp.\n\nMai Hạnh\n\n"


def meeting_of(text: str) -> Meeting:
    report = bienban.extract(text)
    report.verify()
    return report.meeting


def seen(text: str) -> tuple[str | None, str | None, list[str], str]:
    """Day, name, organisers and main kind."""
    meeting = meeting_of(text)
    date = meeting.date.edtf if meeting.date else None
    return date, meeting.title.text if meeting.title else None, [o.text for o in meeting.organizers], (meeting.kinds or [""])[0]


LEADS = [
    ("Gỡ vướng cho doanh nghiệp\n\n" + FILLER * 12 + LAST
     + "more(HDT) – Chiều 16/9/2020, Chi cục Hải quan Nậm Khao tổ chức Hội nghị đối thoại với doanh nghiệp.",
     ("2020-09-16", "Hội nghị đối thoại với doanh nghiệp", ["Chi cục Hải quan Nậm Khao"], "dialogue"),
     "a copy has put the tagged lead at the end"),
    ("Công đoàn vượt mọi chỉ tiêu\n\nSáng ngày 13/7 tại Hà Nội, Liên đoàn Lao động tỉnh đã tổ chức Hội nghị sơ kết 6 tháng đầu năm 2017\n\n" + FILLER,
     ("2017-07-13", "Hội nghị sơ kết 6 tháng đầu năm 2017", ["Liên đoàn Lao động tỉnh"], "preliminary_review"),
     "a lead that lacks its full stop is no second headline"),
    ("Ngày 21/4/2026, đồng chí Lò Văn Ún, Phó Chủ tịch UBND tỉnh họp nghe Công ty Sơn Lâm báo cáo tiến độ dự án.\n"
     "UBND tỉnh ghi nhận sự chủ động của Công ty trong việc đề xuất UBND tỉnh tổ chức cuộc họp để tháo gỡ vướng mắc.",
     ("2026-04-21", "họp nghe Công ty Sơn Lâm báo cáo tiến độ dự án", [], "session"),
     "somebody met to hear a report; a clause is no organiser"),
    ("Phát biểu tại cuộc họp Tổ công tác sáng 5/6/2018, ông Lò Văn Ún yêu cầu các bộ thực hiện "
     "Nghị quyết Hội nghị lần thứ sáu Ban Chấp hành Trung ương khóa XII về sắp xếp bộ máy.",
     ("2018-06-05", "cuộc họp Tổ công tác", ["Tổ công tác"], "session"),
     "the meeting that passed a document is another"),
    ("Chiều 29/6/2020, Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh Nậm Khao đã tổ chức Hội nghị: “Doanh nghiệp góp ý văn kiện Đại hội”.",
     ("2020-06-29", "Hội nghị: “Doanh nghiệp góp ý văn kiện Đại hội”", ["Hiệp hội Doanh nghiệp nhỏ và vừa tỉnh Nậm Khao"], "other"),
     "a name in quotation marks after a colon"),
    ("Sáng 16/2/2024, Thủ tướng Lò Văn Ún chủ trì phiên họp Ban Chỉ đạo Nhà nước các công trình trọng điểm ngành giao thông.",
     ("2024-02-16", "phiên họp Ban Chỉ đạo Nhà nước các công trình trọng điểm ngành giao thông",
      ["Ban Chỉ đạo Nhà nước các công trình trọng điểm ngành giao thông"], "session"),
     "a steering body with what it is for"),
    ("Hôm nay, 5/8/2024, Bộ Chính trị, Ban Bí thư quyết định triệu tập Hội nghị triển khai Nghị quyết 18.",
     ("2024-08-05", "Hội nghị triển khai Nghị quyết 18", ["Bộ Chính trị", "Ban Bí thư"], "launch"),
     "the verbs of calling a meeting are no part of the body"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), LEADS, ids=[row[2] for row in LEADS])
def test_the_meeting_reported(text: str, expected: tuple[str | None, str | None, list[str], str], why: str) -> None:
    assert seen(text) == expected, why


YEARS = [
    ("Ngày 4/7, tại trụ sở tỉnh, Ban Thường vụ Tỉnh ủy làm việc với huyện. Kết luận số 20 được ban hành ngày 2/6/2003. "
     "GDP bình quân năm 2012 đạt 20 triệu đồng.", "XXXX-07-04", "the day a document was made dates no meeting"),
    ("Ngày 21/11, Hội Luật gia tỉnh tổ chức Hội nghị tổng kết phong trào thi đua năm 2018 và ký kết giao ước thi đua năm 2019.",
     "2018-11-21", "of two years side by side the first is reviewed, the second planned"),
    ("Buổi làm việc diễn ra ngày 7-3. Cục Thuế nghe báo cáo tình hình thực hiện nhiệm vụ năm 2017 và phương hướng thực hiện nhiệm vụ năm 2018.",
     "2018-03-07", "the same in what was reported"),
    ("Chiều 24/12, Cục Thuế tổ chức hội nghị tổng kết công tác năm 2020 và phương hướng nhiệm vụ năm 2021, ông Lò Văn Ún cho biết, "
     "năm 2020 thu vượt dự toán.", "2020-12-24", "what somebody says of a year is no plan for it"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), YEARS, ids=[row[2] for row in YEARS])
def test_the_year(text: str, expected: str, why: str) -> None:
    date = meeting_of(text).date
    assert date is not None, why
    assert date.edtf == expected, why
