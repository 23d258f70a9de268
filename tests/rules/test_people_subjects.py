"""Who was there because of what he did: subjects with appositions, acts besides speaking, minutes, rare surnames."""

from __future__ import annotations

import pytest

from people_cases import groups, people_of, persons

CHAIR, ATTEND, SPEAK, ABSENT, SECRETARY = ["chair"], ["attendee"], ["speaker"], ["absent"], ["secretary"]

SUBJECTS = [
    ("Bà Lý Thị Mơ - Chủ tịch LĐLĐ huyện - cho biết, toàn huyện có 12 mái ấm.",
     [("Lý Thị Mơ", ["Chủ tịch @ LĐLĐ huyện"], SPEAK)], "a dash on both sides of the post"),
    ("Anh Vi Văn Tới, tổ hàn, đề nghị công ty tăng tiền ăn ca.", [("Vi Văn Tới", [], SPEAK)], "an apposition that is no post"),
    ("Cụ Đàm Quang Vát, nguyên Trưởng Ban Tuyên giáo Huyện ủy, 88 tuổi, xúc động nói: “Làng nay khác nhiều”.",
     [("Đàm Quang Vát", ["nguyên Trưởng Ban @ Ban Tuyên giáo Huyện ủy"], SPEAK)], "a post and an age before the verb"),
    ("Thiếu tá Mai Văn Thuận, chiến sĩ có 7 năm ở đảo, kể về những mùa sóng lớn.", [("Mai Văn Thuận", [], SPEAK)], "a rank as address"),
    ("“Chúng em sẽ trồng thêm 40 gốc cây”, bạn Tạ Minh Khuê, lớp 11A2, nói.", [("Tạ Minh Khuê", [], SPEAK)], "a pupil after a quotation"),
    ("Chú Tư Lợi (CCB): xin xã cho mượn 12 bộ bàn ghế.", [("Tư Lợi", [], SPEAK)], "a word of kinship and a colon"),
    ("Bà Hà Thị Lan - Chủ tịch LĐLĐ tỉnh, ông Vũ Văn Cần - Giám đốc Sở Y tế ký kết chương trình phối hợp.",
     [("Hà Thị Lan", ["Chủ tịch @ LĐLĐ tỉnh"], ATTEND), ("Vũ Văn Cần", ["Giám đốc @ Sở Y tế"], ATTEND)], "those who sign are there"),
    ("Đ/c Bùi Văn Quý, PCT UBND xã phát lệnh ra quân.", [("Bùi Văn Quý", ["PCT @ UBND xã"], ATTEND)], "who gives the start is there"),
    ("Trước đó, bà Hà Thị Lan, Chủ tịch Hội LHPN xã trao 20 suất quà.", [], "what was done on another day"),
    ("Đại biểu được nghe chia sẻ của bà Tô Thị Nhài, Trưởng thôn; của Thượng úy Lê Đức Bảo, cán bộ Công an xã.",
     [("Tô Thị Nhài", ["Trưởng thôn"], SPEAK), ("Lê Đức Bảo", ["cán bộ @ Công an xã"], SPEAK)], "the second one heard, joined by của"),
    ("Ông Cao Chí Bền, Giám đốc Ban chủ trì cuộc họp.", [("Cao Chí Bền", ["Giám đốc @ Ban"], CHAIR)], "Ban ends the post, the verb follows"),
    ("Bà Tô Thị Ánh, Phó Trưởng ban chủ trì cuộc họp.", [("Tô Thị Ánh", ["Phó Trưởng ban"], CHAIR)], "the last word of a post is no chair"),
    ("Thầy Vi Văn Hậu – Cụm trưởng và cô Lò Thị Nga – Cụm phó điều hành hội nghị.",
     [("Vi Văn Hậu", ["Cụm trưởng"], CHAIR), ("Lò Thị Nga", ["Cụm phó"], CHAIR)], "a verb that could end a post"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), SUBJECTS, ids=[row[2] for row in SUBJECTS])
def test_subjects(text: str, expected: list[tuple[str, list[str], list[str]]], why: str) -> None:
    assert persons(text) == expected, why


NAMES = [
    ("Cùng dự có Thứ trưởng Bộ Y tế Hoắn Thị Vân Anh, Giám đốc Sở Y tế Lê Văn Tính.",
     ["Hoắn Thị Vân Anh", "Lê Văn Tính"], "no known surname, but Thị"),
    ("Phó Chủ tịch UBND xã Y Krông Mlô chủ trì cuộc họp.", ["Y Krông Mlô"], "a minority name after a level"),
    ("Dự họp có đồng chí Bùi Thế Anh, Bí thư Đoàn xã.", ["Bùi Thế Anh"], "an address as the last word of a name"),
    ("Chiều 9/3, Chủ tịch UBND phường Đồng Hải Tú chủ trì cuộc họp.", ["Đồng Hải Tú"], "between a post and an act, after a level"),
    ("Tham dự có ông Hờ A Súa, Chủ tịch UBND xã Vĩnh Hải Đông; bà Vi Thị Lê.", ["Hờ A Súa", "Vi Thị Lê"], "a place after a level stays one"),
    ("Dự họp có Thứ trưởng Bộ Tài nguyên và Môi trường Cù Văn Bách.", ["Cù Văn Bách"], "nguyên and trường inside the name of a body"),
    ("Các Phó Hiệu trưởng: TS. Vi Thị Bạch, ThS Hà Quốc Khải đồng chủ trì hội nghị.", ["Vi Thị Bạch", "Hà Quốc Khải"], "degrees after a shared post"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), NAMES, ids=[row[2] for row in NAMES])
def test_names_told_from_bodies_and_places(text: str, expected: list[str], why: str) -> None:
    assert [name for name, _, _ in persons(text)] == expected, why


def test_lines_of_minutes_without_full_stops_give_roles() -> None:
    text = "Địa điểm: nhà văn hóa thôn 3\nChủ trì: Ông Hà Văn Tọa - Trưởng thôn\nThư ký: Chị Lê Thị Bông\nThành phần: các hộ dân"
    found = {name: roles for name, _, roles in persons(text)}
    assert found == {"Hà Văn Tọa": CHAIR, "Lê Thị Bông": SECRETARY}


def test_the_absent_of_minutes_are_named_in_brackets() -> None:
    found = persons("Thành phần: có mặt 9/11 ủy viên; vắng 2 (đ/c Rơ Châm Thik, đ/c Lê Hữu Toán - đi học).")
    assert found == [("Rơ Châm Thik", [], ABSENT), ("Lê Hữu Toán", [], ABSENT)]


def test_each_member_of_a_block_has_the_role_written_beside_him() -> None:
    text = "Thành phần:\nĐại tá Vi Văn Tuyên, Phó Chỉ huy trưởng; ông Lò Bá Khuyên, Chủ tịch UBND huyện - chủ trì; ông Hà Văn Nhất trình bày báo cáo."
    found = {name: roles for name, _, roles in persons(text)}
    assert found == {"Vi Văn Tuyên": ATTEND, "Lò Bá Khuyên": CHAIR, "Hà Văn Nhất": ["attendee", "presenter"]}


def test_a_rank_alone_is_its_only_holder() -> None:
    analysis = people_of("Đại tá Mùa A Dơ, Phó Giám đốc Công an tỉnh chủ trì cuộc họp. Đại tá yêu cầu các phòng trực đủ quân số.")
    party = analysis.parties[0]
    assert party.roles == ["chair", "speaker"]
    assert [analysis.surface[start:end] for start, end in party.mentions] == ["Mùa A Dơ", "Đại tá"]


AUDIENCES = [
    ("Chiều 6/4, Điện lực huyện tổ chức đối thoại với gần 50 hộ nuôi tôm ở xã.", ["gần 50 hộ nuôi tôm"], "with whom it was held"),
    ("Trung tâm tổ chức lớp tập huấn sơ cứu cho 68 bác sĩ, điều dưỡng các khoa.", ["68 bác sĩ, điều dưỡng các khoa"], "for whom it was held"),
    ("Tham dự có ông Lê Văn Nhu, Phó Chủ tịch UBND xã và 84 chức sắc.", ["84 chức sắc"], "a count after a person"),
    ("Chủ tọa kết luận 3 việc:\n- Các tổ công đoàn rà soát hộ khó khăn.", [], "a conclusion opens no list"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), AUDIENCES, ids=[row[2] for row in AUDIENCES])
def test_audiences(text: str, expected: list[str], why: str) -> None:
    assert groups(text) == expected, why
