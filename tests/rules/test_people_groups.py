"""Unnamed attendees: groups, head counts, delegates; and everybody who is no attendee."""

from __future__ import annotations

import pytest

from people_cases import groups, people_of, persons

GROUPS = [
    ("Tham dự có đại diện lãnh đạo các sở, ban, ngành; Thường trực các huyện, thị, thành ủy và hơn 120 cán bộ công đoàn.",
     ["đại diện lãnh đạo các sở, ban, ngành", "Thường trực các huyện, thị, thành ủy", "hơn 120 cán bộ công đoàn"],
     "commas inside never split; a head count is a group of its own"),
    ("Dự họp có đồng chí Lê Văn Ngữ, Bí thư Đảng ủy cùng toàn thể đảng viên Chi bộ.", ["toàn thể đảng viên Chi bộ"], "after the named"),
    ("Dự có các Phó Chủ tịch UBND phường; trưởng các phòng, trung tâm.", ["các Phó Chủ tịch UBND phường",
    "trưởng các phòng, trung tâm"], "plural posts"),
    ("Tham dự có đại diện lãnh đạo các sở: Nội vụ, Tư pháp, Y tế; Thanh tra tỉnh; Văn phòng UBND tỉnh.",
     ["đại diện lãnh đạo các sở: Nội vụ, Tư pháp, Y tế; Thanh tra tỉnh; Văn phòng UBND tỉnh"], "bodies without a head belong to the head before"),
    ("Dự họp có lãnh đạo các ngành Nông nghiệp, Điện lực và chủ tịch UBND 7 huyện.", ["lãnh đạo các ngành "
    "Nông nghiệp, Điện lực", "chủ tịch UBND 7 huyện"], "two heads"),
    ("Buổi sinh hoạt có 24 đảng viên và 15 hội viên tham dự.", ["24 đảng viên", "15 hội viên"], "counts before the verb"),
    ("Tham dự có bí thư chi bộ, trưởng thôn và 24 hộ dân.", ["bí thư chi bộ, trưởng thôn", "24 hộ dân"], "two posts, one set of holders"),
    ("- Có mặt: 17/19 đảng viên.", [], "a quorum is a vote, not a group"),
    ("Dự họp có Trưởng phòng Kinh tế xã, đại diện Điện lực khu vực cùng 45 hội viên.",
     ["đại diện Điện lực khu vực", "45 hội viên"], "a group after an unnamed post"),
    ("Tham dự có đại diện Công an tỉnh, LĐLĐ tỉnh và lãnh đạo 76 doanh nghiệp.",
     ["đại diện Công an tỉnh, LĐLĐ tỉnh", "lãnh đạo 76 doanh nghiệp"], "leaders counted"),
    ("Hội nghị có 9 điểm cầu với hơn 1.300 cán bộ Hội tham gia.", ["hơn 1.300 cán bộ Hội"], "a count after với"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "reason"), GROUPS, ids=[case[2] for case in GROUPS])
def test_groups(text: str, expected: list[str], reason: str) -> None:
    assert groups(text) == expected, reason


def test_a_head_count_is_valued() -> None:
    count = people_of("Dự hội nghị có hơn 1.200 đại biểu.").parties[0].count
    assert count is not None
    assert (count.low, count.high, count.unit_name) == (1200, None, "đại biểu")


def test_a_delegate_speaks_for_a_body() -> None:
    party = people_of("Đại diện Sở Y tế tỉnh Đông Khê cho rằng cần bổ sung thuốc.").parties[0]
    assert (party.kind, party.name, party.roles) == ("organization", "Sở Y tế tỉnh Đông Khê", ["speaker"])


NOBODY = [
    ("Phó Chủ tịch UBND tỉnh Lê Văn Sáu đã ký ban hành Quyết định số 15/QĐ-UBND.", "a signatory"),
    ("Đại hội đã bầu đồng chí Lê Thị Mận giữ chức Chủ tịch Hội Nông dân xã.", "elected"),
    ("Dịp này, UBND xã tặng Giấy khen cho ông Vi Văn Đoài, thôn Thượng.", "awarded"),
    ("Cử tri kiến nghị giải quyết hồ sơ đất của hộ ông Trần Văn Bảy.", "petitioned about"),
    ("Các đại biểu ôn lại lời dạy của Chủ tịch Hồ Chí Minh.", "a historic person"),
    ("Lễ khai giảng diễn ra tại Trường THPT Nguyễn Trãi, đường Lê Duẩn.", "school and street"),
    ("Thực hiện chỉ đạo của Thủ tướng Chính phủ Phạm Văn Ánh, huyện đã rà soát.", "a superior only mentioned"),
    ("Bà Rịa - Vũng Tàu là tỉnh có nhiều khu công nghiệp.", "a province that begins like an address"),
    ("Xã Nguyễn Phích và xã Trần Thới đã hoàn thành 5/8 nội dung.", "communes that look like names"),
    ("Tổng Bí thư Lê Duẩn lúc sinh thời từng nhấn mạnh điều đó.", "said long ago"),
    ("Các dự án do Công ty Trần Anh thi công chậm tiến độ.", "a company"),
    ("Nơi nhận: - Như trên; - Lưu: VT. KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Văn Tám", "recipients and signature"),
    ("", "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), NOBODY, ids=[case[1] for case in NOBODY])
def test_who_is_no_attendee(text: str, reason: str) -> None:
    assert persons(f"Sáng 5/3, xã họp bàn.\n{text}\nCuộc họp kết thúc lúc 11 giờ.") == [], reason


def test_a_byline_is_no_attendee() -> None:
    text = "Hội nghị xã An\n\nSáng 5/3, UBND xã họp bàn.\n\nÔng Lê Văn Tự chủ trì cuộc họp.\n\nTin, ảnh: Hoàng Thị Lan"
    assert [name for name, _, _ in persons(text)] == ["Lê Văn Tự"]


CLAUSES = [
    ("Dự hội nghị có hơn 500 bạn trẻ đã đăng ký qua mạng.", ["hơn 500 bạn trẻ"], "what is said of a group is no part of it"),
    ("Kết quả đó có sự tham gia tích cực của các sở, ngành và nhân dân trong tỉnh.", [], "who took part in the work was not at the meeting"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), CLAUSES, ids=[row[2] for row in CLAUSES])
def test_a_group_is_no_clause(text: str, expected: list[str], why: str) -> None:
    assert groups(text)[:1] == expected, why
