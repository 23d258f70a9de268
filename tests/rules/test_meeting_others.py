"""Which meeting is reported where others are named: documents' meetings, summits, committees, references, notices and their days."""

from __future__ import annotations

import pytest

import bienban
from bienban.records import Meeting

REST = "\n\nÔng Vi Văn Tới yêu cầu các phòng rà soát hồ sơ còn vướng của người dân và doanh nghiệp trên địa bàn tỉnh.\n"


def meeting_of(text: str) -> Meeting:
    report = bienban.extract(text)
    report.verify()
    return report.meeting


NAMES = [
    ("Sáng 18/10/2024, phiên bế mạc Đại hội được tổ chức trọng thể. Đại hội đại biểu Hội Nông dân tỉnh lần thứ X đã thành công tốt đẹp.",
     "Đại hội đại biểu Hội Nông dân tỉnh lần thứ X", "congress", "a mere reference and the full name"),
    ("Lúa giảm phát thải theo cam kết tại Hội nghị COP26. Phát biểu tại hội nghị, ông Vi Văn Tới nêu ba việc.",
     None, "other", "a summit of the world"),
    ("Văn phòng UBND tỉnh ra thông báo kết luận của ông Vi Văn Tới tại cuộc kiểm tra tiến độ dự án đường Mường Lay.",
     "cuộc kiểm tra tiến độ dự án đường Mường Lay", "supervision", "a visit of inspection"),
    ("Ông Vi Văn Tới phát biểu tại Phiên họp lần thứ Bảy của Ban Chỉ đạo tỉnh (diễn ra ngày 22/9/2020).",
     "Phiên họp lần thứ Bảy của Ban Chỉ đạo tỉnh", "session", "a bracket with the day"),
    ("Sáng 1/12/2024, truyền đạt tại hội nghị toàn tỉnh về thể chế, ông Vi Văn Tới nêu kết quả của kỳ họp thứ 8 vừa bế mạc.",
     "hội nghị toàn tỉnh về thể chế", "other", "a session just closed is spoken of"),
    ("Sáng 1/6/2016, Ban Tổ chức Đại hội Thể thao miền núi lần thứ 5 tổ chức Hội nghị các trưởng đoàn.",
     "Hội nghị các trưởng đoàn", "other", "a committee named Tổ chức"),
    ("Thực hiện Kế hoạch số 6/KH-MTTQ về tổ chức Hội nghị tổng kết các khối, chiều 12/12/2018, Hội Luật gia "
     "tỉnh tổ chức Hội nghị tổng kết Khối thi đua số 3.",
     "Hội nghị tổng kết Khối thi đua số 3", "final_review", "the meeting a plan is about"),
    ("Ông Vi Văn Tới nêu ý kiến chỉ đạo tại cuộc họp Tổ công tác về sắp xếp bộ máy theo Nghị quyết số 18-NQ/TW "
     "Hội nghị lần thứ sáu Ban Chấp hành về tổ chức.",
     "cuộc họp Tổ công tác về sắp xếp bộ máy", "session", "the meeting that passed a numbered resolution"),
    ("Ông Vi Văn Tới kết luận tại cuộc họp nghe báo cáo về tình hình nhà ở nêu như sau: giá nhà còn cao.",
     "cuộc họp nghe báo cáo về tình hình nhà ở", "session", "what a meeting heard is in its name"),
    ("Phát biểu tại Phiên họp thứ 9 của Ban Chỉ đạo tỉnh - Ảnh: VL/Nhật Hạ, ông Vi Văn Tới nêu ba việc.",
     "Phiên họp thứ 9 của Ban Chỉ đạo tỉnh", "session", "the credit of a picture ends the name"),
    ("Sau đây là phát biểu bế mạc hội nghị giữa nhiệm kỳ khóa 13 của Bí thư Tỉnh ủy Vi Văn Tới:\n\nThưa các "
     "đồng chí, ba ngày qua chúng ta đã làm việc khẩn trương.",
     "hội nghị giữa nhiệm kỳ khóa 13", "other", "whose speech it is does not belong to the name"),
    ("Ngày 18/11/2025, Bí thư Tỉnh ủy Vi Văn Tới đã kiểm tra thực tế tại Ủy ban nhân dân phường Nậm Khao và làm việc với huyện Mường Lay về nhà ở.",
     "làm việc với huyện Mường Lay về nhà ở", "working_session", "a visit to the site before the meeting"),
    ("Chiều 22/1/2021, tại Hội nghị đánh giá kết quả thực hiện nhiệm vụ năm 2020 của Sở Y tế, ông Vi Văn Tới biểu dương các đơn vị.",
     "Hội nghị đánh giá kết quả thực hiện nhiệm vụ năm 2020 của Sở Y tế", "final_review", "a year's work looked at is a final review"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "title", "kind", "why"), NAMES, ids=[row[3] for row in NAMES])
def test_which_meeting(text: str, title: str | None, kind: str, why: str) -> None:
    meeting = meeting_of(text + REST)
    assert (meeting.title.text if meeting.title else None, (meeting.kinds or [""])[0]) == (title, kind), why


def test_an_order_to_meet_names_no_meeting() -> None:
    text = (
        "Văn phòng UBND tỉnh vừa có Thông báo số 9/TB-UBND kết luận của ông Vi Văn Tới về dự án đường Mường Lay.\n\n" + REST * 3
        + "Ủy ban nhân dân huyện Nậm Khao làm việc với Sở Xây dựng và nhà thầu tăng tỷ lệ vốn góp, bảo đảm không vượt một nửa tổng mức đầu tư."
    )
    meeting = meeting_of(text)
    assert (meeting.title, list(meeting.organizers), list(meeting.kinds)) == (None, [], ["other"])


ORGANIZERS = [
    ("Phát biểu tại Hội nghị sơ kết 6 tháng đầu năm của Ban Chỉ đạo 138/CP và Ban Chỉ đạo 389 quốc gia, ông Vi Văn Tới nêu ba việc.",
     ["Ban Chỉ đạo 138/CP", "Ban Chỉ đạo 389 quốc gia"], "steering bodies known by a number"),
    ("Ngày 5/3/2019, HTX Chè Nậm Khao, xã Nậm Khao tổ chức Đại hội thành viên nhiệm kỳ 2019 - 2024.",
     ["HTX Chè Nậm Khao"], "a cooperative and where it is"),
    ("Ngày 26/5/2020 Hiệp hội DN dược Nậm Khao (Hiệp hội) phối hợp với Sở Y tế đã tổ chức Hội nghị gỡ khó cho doanh nghiệp.",
     ["Hiệp hội DN dược Nậm Khao", "Sở Y tế"], "a partner nobody knows, after a day without a comma"),
    ("Ngày 22/9/2018, tại buổi làm việc của Tổ công tác của Thủ tướng Chính phủ với Bộ Y tế, ông Vi Văn Tới nêu ba việc.",
     ["Tổ công tác của Thủ tướng Chính phủ"], "a task force with whose it is"),
    ("Ngày 4/7/2013, Bộ Chính trị đã làm việc với Ban Thường vụ Tỉnh ủy Nậm Khao về nông thôn mới. Đồng chí Vi Văn Tới chủ trì buổi làm việc.",
     ["Bộ Chính trị"], "who worked with whom, said before the reference"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ORGANIZERS, ids=[row[2] for row in ORGANIZERS])
def test_who_organises(text: str, expected: list[str], why: str) -> None:
    assert [body.text for body in meeting_of(text + REST).organizers] == expected, why


DAYS = [
    ("Ngày 15/5/2025, Văn phòng UBND tỉnh ban hành Thông báo 256/TB-VP về kết luận của ông Vi Văn Tới tại cuộc "
     "họp về nhà ở.", None, "the day of the notice"),
    ("Ngày 19/1/2026, Văn phòng UBND tỉnh ban hành Thông báo số 23/TB-VP về cuộc họp nhà ở tổ chức ngày "
     "12/1/2026.", "2026-01-12", "held on another day"),
    ("Thực hiện Kế hoạch số 57/KH-HĐND ngày 20/8/2015, ngày 9/9, HĐND tỉnh tổ chức hội nghị về giao thông.", "2015-09-09", "a plan just made"),
    ("Thực hiện Nghị quyết số 18-NQ/TW ngày 25/8/2017, ngày 9/9, Huyện ủy tổ chức hội nghị về bộ máy.", "XXXX-09-09", "a resolution lasts for years"),
    ("Sáng 14-10, Tỉnh ủy tổ chức hội nghị kỷ niệm ngày truyền thống của ngành (15/10/1930 - 15/10/2010).", "2010-10-14", "a jubilee"),
    ("Sáng 15/3, tại hội nghị về du lịch năm 2023, ông Vi Văn Tới nói sau một năm mở cửa (từ 15/3/2022) khách "
     "đã trở lại.", "2023-03-15", "an anniversary"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "why"), DAYS, ids=[row[2] for row in DAYS])
def test_the_day_of_the_meeting(text: str, day: str | None, why: str) -> None:
    date = meeting_of(text + REST).date
    assert (date.edtf if date else None) == day, why


def test_the_venue_ends_before_who_chairs_there() -> None:
    place = meeting_of("Ngày 20/1/2021, tại trụ sở Phó Chủ tịch UBND tỉnh Vi Văn Tới chủ trì cuộc họp về thu ngân sách." + REST).place
    assert place is not None
    assert place.text == "trụ sở"


def test_handing_over_is_no_topic() -> None:
    assert meeting_of("Sáng 28/10/2024, Ban Thường vụ Tỉnh ủy tổ chức Hội nghị bàn giao nhiệm vụ điều hành." + REST).topic is None
