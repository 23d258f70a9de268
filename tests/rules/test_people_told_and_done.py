"""What somebody does at the meeting told apart from what he orders, what his office does and what is told of him."""

from __future__ import annotations

import pytest

import bienban
from people_cases import people_of, persons, shown

CHAIR, ATTEND, SPEAK, PRESENT = ["chair"], ["attendee"], ["speaker"], ["presenter"]

ROLES = [
    ("Bà Lý Thị Mơ yêu cầu Phòng Y tế chủ trì rà soát, báo cáo Huyện ủy trước ngày 5/6.",
     [("Lý Thị Mơ", [], SPEAK)], "what is ordered is done by others"),
    ("Ông Vi Văn Tới nhấn mạnh tại hội nghị tổng kết công tác hội, triển khai nhiệm vụ năm mới.",
     [("Vi Văn Tới", [], SPEAK)], "the name of the meeting goes on after the comma"),
    ("Ông Vi Văn Tới trình bày báo cáo và quán triệt các văn bản mới.", [("Vi Văn Tới", [], PRESENT)], "two things presented"),
    ("Bà Lý Thị Mơ quán triệt và lưu ý các xã làm sớm.", [("Lý Thị Mơ", [], SPEAK)], "a point made and no text presented"),
    ("Bà Lý Thị Mơ quán triệt các nội dung của nghị quyết.", [("Lý Thị Mơ", [], PRESENT)], "a text presented"),
    ("Triển khai nhiệm vụ quý II, ông Vi Văn Tới đề nghị các xã tập trung trồng rừng.",
     [("Vi Văn Tới", [], SPEAK)], "work carried out is no report"),
    ("Trên cơ sở ý kiến của các xã, báo cáo của Phòng Tài chính, bà Lý Thị Mơ kết luận.",
     [("Lý Thị Mơ", [], SPEAK)], "a report named among the grounds"),
    ("“Quán triệt nghị quyết cho cán bộ, đảng viên là việc hằng ngày”, bà Lý Thị Mơ nói.", [("Lý Thị Mơ", [], SPEAK)], "a verb inside the quotation"),
    ("Theo Chánh Văn phòng UBND huyện Vi Văn Tới, bước đầu triển khai còn chậm.",
     [("Vi Văn Tới", ["Chánh Văn phòng @ Văn phòng UBND huyện"], SPEAK)], "a source only says"),
    ("Phát biểu bế mạc hội nghị Ông Vi Văn Tới Chủ tịch Hiệp hội vẫn còn nhiều điều trăn trở.",
     [("Vi Văn Tới", ["Chủ tịch @ Hiệp hội"], SPEAK)], "a capital address in place of the comma"),
    ("Ông Vi Văn Tới, Trưởng Ban Chỉ đạo tỉnh về tổng kết Nghị quyết số 5, chủ trì cuộc họp.",
     [("Vi Văn Tới", ["Trưởng Ban @ Ban Chỉ đạo tỉnh về tổng kết Nghị quyết số 5"], CHAIR)], "what a body is for is not what he does"),
    ("Bà Lý Thị Mơ, Chủ tịch Hội LHPN huyện nhìn nhận: phong trào còn chậm.",
     [("Lý Thị Mơ", ["Chủ tịch @ Hội LHPN huyện"], SPEAK)], "another verb of saying"),
    ("TS Vi Văn Tới, Trường Đại học Nậm Khao, lưu ý chuyện tiêu chuẩn.", [("Vi Văn Tới", [], SPEAK)], "a verb of saying after an apposition"),
    ("Bà Lý Thị Mơ chủ trì và trao quyết định bổ nhiệm cán "
     "bộ.", [("Lý Thị Mơ", [], CHAIR)], "who chairs needs no second role for what he hands over"),
    ("Bà Lý Thị Mơ trao 20 suất quà cho hộ nghèo.", [("Lý Thị Mơ", [], ATTEND)], "who only hands over is there"),
    ("Đại biểu nghe phát biểu bế mạc hội nghị trung tuần tháng 3 của Bí thư Huyện ủy Vi Văn Tới:",
     [("Vi Văn Tới", ["Bí thư @ Huyện ủy"], SPEAK)], "the meeting between the speech and who gave it"),
    ("UBND tỉnh thông báo kết luận của ông Vi Văn Tới để các sở biết.", [("Vi Văn Tới", [], SPEAK)], "a notice of his conclusions"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ROLES, ids=[row[2] for row in ROLES])
def test_roles_of_what_is_done_here(text: str, expected: list[tuple[str, list[str], list[str]]], why: str) -> None:
    assert persons(text) == expected, why


ABSENT = [
    ("Thủ tướng Chính phủ đã giao UBND tỉnh lập quy hoạch vùng.", "an office gave an order on another day"),
    ("Thủ tướng Chính phủ đồng ý chủ trương đầu tư dự án, đề nghị các bộ báo cáo.", "an office agrees whether its holder is there or not"),
    ("Chính phủ, trực tiếp là Thủ tướng Lò Văn Ún đã chỉ đạo quyết liệt.", "who heads those spoken of"),
    ("Kết quả trên được Bí thư Tỉnh ủy Lò Văn Ún đánh giá có nhiều chuyển biến.", "told of him"),
    ("Đoàn kiểm toán do Phó Kiểm toán trưởng Lò Văn Ún làm Trưởng đoàn sẽ kiểm toán ngân sách xã.", "a delegation that is to come"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), ABSENT, ids=[row[1] for row in ABSENT])
def test_who_is_only_spoken_of(text: str, why: str) -> None:
    assert persons(text) == [], why


def test_whose_words_somebody_brings_is_not_there() -> None:
    text = "Bộ trưởng Bộ Y tế Vi Văn Tới đã truyền đạt lời của Thủ tướng Lò Văn Ún khen ngành y. Thủ tướng cũng yêu cầu lo đủ thuốc."
    assert persons(text) == [("Vi Văn Tới", ["Bộ trưởng @ Bộ Y tế"], SPEAK)]


def test_the_head_of_government_needs_no_body_beside_his_title() -> None:
    assert persons("Phát biểu tại hội nghị, Thủ tướng nhấn mạnh ba việc phải làm.") == [("Thủ tướng", ["Thủ tướng"], SPEAK)]


ONE_PERSON = [
    ("Bộ trưởng Bộ Lao động - Thương binh và Xã hội Vi Văn Tới chủ trì cuộc họp. Bộ trưởng Bộ LĐ-TB&XH yêu cầu các cục báo cáo.",
     ["Vi Văn Tới"], "a ministry in short"),
    ("Chủ tịch HĐND TP. Nậm Khao Lò Thị Lệ phát biểu. Chủ tịch HĐND thành phố Lệ cảm ơn cử tri.",
     ["Lò Thị Lệ"], "her name reads as the end of the body"),
    ("Bộ trưởng Bộ Y tế Vi Văn Tới cho biết thuốc đã đủ. Ông nhắc tới Bộ trưởng Bộ Công Thương Lò Văn Ún. Bộ trưởng khẳng định sẽ mua thêm.",
     ["Vi Văn Tới"], "of two who hold the title the one who is there"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ONE_PERSON, ids=[row[2] for row in ONE_PERSON])
def test_posts_that_are_of_one_person(text: str, expected: list[str], why: str) -> None:
    assert [name for name, _, _ in persons(text)] == expected, why


POSTS = [
    ("Ông Vi Văn Tới, Chủ tịch UBND huyện, Chủ tịch Hội đồng chủ trì cuộc họp.",
     ["Chủ tịch @ UBND huyện", "Chủ tịch @ Hội đồng"], "đồng ends the body and begins no verb"),
    ("Anh Vi Văn Tới, Bí thư Tỉnh đoàn chủ trì hội nghị.", ["Bí thư @ Tỉnh đoàn"], "so does đoàn"),
    ("Cuộc họp do Phó Bí thư Đảng ủy, Thành viên Hội đồng thành viên, Tổng Giám đốc Vi Văn Tới chủ trì.",
     ["Phó Bí thư @ Đảng ủy", "Thành viên @ Hội đồng thành viên", "Tổng Giám đốc"], "a weak post between firm ones"),
    ("Ông Vi Văn Tới, Trưởng Ban Chỉ đạo các công trình trọng điểm, dự án quan trọng ngành đường sắt, chủ trì cuộc họp.",
     ["Trưởng Ban @ Ban Chỉ đạo các công trình trọng điểm, dự án quan trọng ngành đường sắt"], "a steering body with what it is for"),
    ("Ông Vi Văn Tới, Giám đốc Sở Văn hóa, Thể thao Nậm Khao, việc xây dựng và giữ gìn nếp cũ là cần thiết, cho biết.",
     ["Giám đốc @ Sở Văn hóa, Thể thao Nậm Khao"], "a clause after the comma is no field of work"),
    ("Trung tướng Vi Văn Tới, Thứ trưởng Bộ Công an ra quyết tâm như vậy khi chủ trì hội nghị.",
     ["Thứ trưởng @ Bộ Công an"], "a verb ends the body"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), POSTS, ids=[row[2] for row in POSTS])
def test_posts_to_their_end(text: str, expected: list[str], why: str) -> None:
    assert persons(text)[0][1] == expected, why


def test_a_whole_post_joins_the_one_given_before() -> None:
    text = "Đồng chí Vi Văn Tới - Phó Chủ tịch UBND tỉnh dự họp. Đồng chí Vi Văn Tới - Tỉnh ủy viên, Phó Chủ tịch UBND tỉnh kết luận."
    assert sorted(persons(text)[0][1]) == ["Phó Chủ tịch @ UBND tỉnh", "Tỉnh ủy viên"]


SPEAKING = [
    ("Lãnh đạo tỉnh Nậm Khao cho biết kinh tế tăng khá.", [("Lãnh đạo tỉnh Nậm Khao", SPEAK)], "leaders who say something"),
    ("Tại buổi làm việc, đại diện các hợp tác xã kiến nghị giảm lãi suất.", [("đại diện các hợp tác xã", SPEAK)], "after an opening"),
    ("Tại hội nghị, lãnh đạo Sở Nội vụ đã công bố quyết định thành lập trung tâm.", [("lãnh đạo Sở Nội vụ", PRESENT)], "who reads out a decision"),
    ("Lãnh đạo tỉnh tặng hoa chúc mừng các cán bộ mới", [], "a caption has no full stop"),
    ("Thủ tướng yêu cầu lập tổ, thành phần Tổ công tác gồm lãnh đạo các bộ, ngành.", [], "a task force to be set up"),
    ("Lãnh đạo Chính phủ nêu ba việc.", [], "what the press calls the holder of an office"),
    ("Lãnh đạo các xã phải báo cáo trước ngày 5.", [], "who is ordered says nothing"),
    ("Phó Chủ tịch UBND tỉnh Vi Văn Tới và lãnh đạo các sở, 12 huyện, thành phố có dự án cùng tham dự.",
     [("lãnh đạo các sở, 12 huyện, thành phố có dự án", ATTEND)], "a number of places goes on the list"),
    ("Dự họp có các Ủy viên Ban Thường vụ Huyện ủy, Ủy viên Ban Chấp hành Đảng bộ huyện và lãnh đạo các phòng.",
     [("các Ủy viên Ban Thường vụ Huyện ủy, Ủy viên Ban Chấp hành Đảng bộ huyện", ATTEND), ("lãnh đạo các phòng", ATTEND)],
     "members of a body without a name are no person"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), SPEAKING, ids=[row[2] for row in SPEAKING])
def test_groups_that_speak_or_come(text: str, expected: list[tuple[str, list[str]]], why: str) -> None:
    analysis = people_of(text)
    found = [shown(analysis, party) for party in analysis.parties if party.kind == "group"]
    assert [(name, roles) for name, _, roles in found] == expected, why


def test_a_list_of_those_present_is_no_caption_though_it_trails_off() -> None:
    text = (
        "Cục trưởng Lò Văn Ún chỉ đạo nhiều việc tại cảng\n\nCục trưởng Lò Văn Ún phát biểu tại buổi làm việc. Ảnh: T.H\n\n"
        "Cùng dự buổi làm việc có Phó Cục trưởng Cục Thuế Vi Văn Tới, đại diện các phòng…\n\nNâng cao hiệu quả\n\n"
        "Phát biểu tại buổi làm việc, ông Lò Văn Ún đề nghị các phòng rà soát hồ sơ còn vướng của doanh nghiệp trên địa bàn."
    )
    found = {person.name: list(person.roles) for person in bienban.extract(text).attendees if person.kind == "person"}
    assert found["Vi Văn Tới"] == ATTEND
