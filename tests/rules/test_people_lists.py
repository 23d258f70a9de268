"""Who was at the meeting, with which posts and in which role, by the form in which the report says it."""

from __future__ import annotations

import pytest

from people_cases import people_of, persons, shown

CHAIR, ATTEND, SPEAK, PRESENT = ["chair"], ["attendee"], ["speaker"], ["presenter"]

CASES = [
    pytest.param(
        "Đồng chí Mai Đức Quế, Ủy viên Ban Thường vụ Huyện ủy, Trưởng Ban Dân vận Huyện ủy chủ trì hội nghị.",
        [("Mai Đức Quế", ["Ủy viên @ Ban Thường vụ Huyện ủy", "Trưởng Ban @ Ban Dân vận Huyện ủy"], CHAIR)],
        id="posts after the name, comma",
    ),
    pytest.param(
        "Chiều 6/3, Phó Chủ tịch UBND tỉnh Lưu Thị Nhàn chủ trì cuộc họp về giải ngân vốn đầu tư công.",
        [("Lưu Thị Nhàn", ["Phó Chủ tịch @ UBND tỉnh"], CHAIR)],
        id="post before the name",
    ),
    pytest.param(
        "Dự hội nghị có đồng chí Tống Văn Hòe - Phó Bí thư Thường trực Đảng ủy xã; đồng chí Phạm Thị Mận- Chủ tịch Ủy ban MTTQ xã.",
        [("Tống Văn Hòe", ["Phó Bí thư Thường trực @ Đảng ủy xã"], ATTEND), ("Phạm Thị Mận", ["Chủ tịch @ Ủy ban MTTQ xã"], ATTEND)],
        id="spaced and glued dash in one list",
    ),
    pytest.param(
        "Dự họp có ông Đoàn Văn Cử-Phó Chủ tịch UBND xã, bà Vi Thị Xuyến–Bí thư Đoàn xã.",
        [("Đoàn Văn Cử", ["Phó Chủ tịch @ UBND xã"], ATTEND), ("Vi Thị Xuyến", ["Bí thư @ Đoàn xã"], ATTEND)],
        id="dash glued on both sides",
    ),
    pytest.param(
        "Các đồng chí: Vũ Đình Khoát, Ủy viên Ban Thường vụ Tỉnh ủy, Trưởng Ban Dân vận Tỉnh ủy; Hoàng Thị "
        "Nết, Tỉnh ủy viên, Chủ tịch Hội LHPN tỉnh; "
        "Ngô Bá Trường, Phó Giám đốc Công an tỉnh đồng chủ trì hội nghị.",
        [
            ("Vũ Đình Khoát", ["Ủy viên @ Ban Thường vụ Tỉnh ủy", "Trưởng Ban @ Ban Dân vận Tỉnh ủy"], CHAIR),
            ("Hoàng Thị Nết", ["Tỉnh ủy viên", "Chủ tịch @ Hội LHPN tỉnh"], CHAIR),
            ("Ngô Bá Trường", ["Phó Giám đốc @ Công an tỉnh"], CHAIR),
        ],
        id="honorific and role written once for the list",
    ),
    pytest.param(
        "Chủ trì Hội nghị có ông Lại Văn Sắc, Chủ tịch Ủy ban MTTQ Việt Nam thành phố; các Phó Chủ tịch Ủy "
        "ban MTTQ Việt Nam thành phố: Đoàn Minh Tứ, Phan Thị Lệ.",
        [
            ("Lại Văn Sắc", ["Chủ tịch @ Ủy ban MTTQ Việt Nam thành phố"], CHAIR),
            ("Đoàn Minh Tứ", ["Phó Chủ tịch @ Ủy ban MTTQ Việt Nam thành phố"], CHAIR),
            ("Phan Thị Lệ", ["Phó Chủ tịch @ Ủy ban MTTQ Việt Nam thành phố"], CHAIR),
        ],
        id="a shared plural post goes to each name",
    ),
    pytest.param(
        "Cùng dự có Bộ trưởng Bộ Văn hóa, Thể thao và Du lịch Ngô Thị Lan Vi, Chủ tịch UBND tỉnh Cà Mau Huỳnh "
        "Hữu Trực, Thứ trưởng Bộ Y tế Tăng Chí Thông.",
        [
            ("Ngô Thị Lan Vi", ["Bộ trưởng @ Bộ Văn hóa, Thể thao và Du lịch"], ATTEND),
            ("Huỳnh Hữu Trực", ["Chủ tịch @ UBND tỉnh Cà Mau"], ATTEND),
            ("Tăng Chí Thông", ["Thứ trưởng @ Bộ Y tế"], ATTEND),
        ],
        id="comma run of title-first people, commas inside the bodies",
    ),
    pytest.param(
        "Dự họp có Bộ trưởng, Chủ nhiệm Văn phòng Chính phủ Đàm Văn Khải.",
        [("Đàm Văn Khải", ["Bộ trưởng, Chủ nhiệm @ Văn phòng Chính phủ"], ATTEND)],
        id="one post with a comma in its title",
    ),
    pytest.param(
        "Ủy viên Trung ương Đảng, Bí thư Thành ủy Lê Quý Bình chủ trì phiên họp.",
        [("Lê Quý Bình", ["Ủy viên @ Trung ương Đảng", "Bí thư @ Thành ủy"], CHAIR)],
        id="posts stacked before the name",
    ),
    pytest.param(
        "Phó Chủ tịch UBND huyện Tô Hoài Ngọc, Trưởng Ban Chỉ đạo 35 huyện chủ trì hội nghị.",
        [("Tô Hoài Ngọc", ["Phó Chủ tịch @ UBND huyện", "Trưởng Ban @ Ban Chỉ đạo 35 huyện"], CHAIR)],
        id="posts on both sides",
    ),
    pytest.param(
        "Đại tá Trần Văn Bảng - Chỉ huy trưởng Bộ CHQS tỉnh dự hội nghị.",
        [("Trần Văn Bảng", ["Chỉ huy trưởng @ Bộ CHQS tỉnh"], ATTEND)],
        id="rank instead of an address",
    ),
    pytest.param(
        "Tham dự tọa đàm có PGS.TS Quách Mỹ Lan, Viện trưởng Viện Dân tộc học; ThS. Cà Văn Ún, giảng viên.",
        [("Quách Mỹ Lan", ["Viện trưởng @ Viện Dân tộc học"], ATTEND), ("Cà Văn Ún", ["giảng viên"], ATTEND)],
        id="academic titles",
    ),
    pytest.param(
        "Tham dự có đồng chí Mạc Văn Nam PCT HĐND huyện; đồng chí Lý Thị Hảo - UV BTV, Trưởng Ban Tổ chức Huyện ủy.",
        [("Mạc Văn Nam", ["PCT @ HĐND huyện"], ATTEND), ("Lý Thị Hảo", ["UV BTV", "Trưởng Ban @ Ban Tổ chức Huyện ủy"], ATTEND)],
        id="abbreviated posts, one without a separator",
    ),
    pytest.param(
        "Đồng chí Kha Văn Tiệp, PBT – TTĐU phường chủ trì giao ban.",
        [("Kha Văn Tiệp", ["PBT – TTĐU @ phường"], CHAIR)],
        id="stacked abbreviation at ward level",
    ),
    pytest.param(
        "Đoàn giám sát do đồng chí Rơ Châm Thuyn, Phó Trưởng Ban Dân tộc HĐND tỉnh làm Trưởng đoàn đã làm việc với xã.",
        [("Rơ Châm Thuyn", ["Phó Trưởng Ban @ Ban Dân tộc HĐND tỉnh", "Trưởng đoàn"], ATTEND)],
        id="head of a delegation",
    ),
    pytest.param(
        "Dự và chỉ đạo hội nghị có đồng chí Mai Xuân Kỹ, Bí thư Huyện ủy.",
        [("Mai Xuân Kỹ", ["Bí thư @ Huyện ủy"], ["attendee", "speaker"])],
        id="attending and directing",
    ),
    pytest.param(
        "Dự và chủ trì hội nghị có đồng chí Hà Văn Bốn, Chủ tịch UBND xã.",
        [("Hà Văn Bốn", ["Chủ tịch @ UBND xã"], ["chair"])],
        id="who chairs is there anyway",
    ),
    pytest.param(
        "Hội nghị diễn ra dưới sự chủ trì của đồng chí Hồ Văn Nơn, Phó Bí thư Đảng ủy, Chủ tịch UBND phường.",
        [("Hồ Văn Nơn", ["Phó Bí thư @ Đảng ủy", "Chủ tịch @ UBND phường"], CHAIR)],
        id="under the chairmanship of",
    ),
    pytest.param(
        "Báo cáo tóm tắt do đồng chí Lò Thị Pánh, Phó Chánh Văn phòng Huyện ủy trình bày.",
        [("Lò Thị Pánh", ["Phó Chánh Văn phòng @ Văn phòng Huyện ủy"], PRESENT)],
        id="passive presenter; the office is head word and body",
    ),
    pytest.param(
        "Thư ký hội nghị: bà H'Hồng Êban. Vắng: đ/c Sầm Thị Lụa (ốm).",
        [("H'Hồng Êban", [], ["secretary"]), ("Sầm Thị Lụa", [], ["absent"])],
        id="secretary and absent in minutes",
    ),
    pytest.param(
        "Vắng: 02 (đ/c Sầm Thị Lụa - nghỉ thai sản; đ/c Ông Văn Tứ - có lý do).",
        [("Sầm Thị Lụa", [], ["absent"]), ("Ông Văn Tứ", [], ["absent"])],
        id="absent with reasons; Ông as a surname",
    ),
    pytest.param(
        "Cùng đi có đồng chí Nông Thế Quý, Giám đốc Sở Nội vụ. Tiếp và làm việc với Đoàn có các đồng chí: Hoàng A Lừ, Phó Bí thư Huyện ủy.",
        [("Nông Thế Quý", ["Giám đốc @ Sở Nội vụ"], ATTEND), ("Hoàng A Lừ", ["Phó Bí thư @ Huyện ủy"], ATTEND)],
        id="visitors and hosts",
    ),
    pytest.param(
        "Về phía tỉnh có bà Ka Thị Hiệp, Phó Giám đốc Sở Tư pháp; ông K'Brểu, Phó Trưởng phòng Tổng hợp.",
        [("Ka Thị Hiệp", ["Phó Giám đốc @ Sở Tư pháp"], ATTEND), ("K'Brểu", ["Phó Trưởng phòng @ phòng Tổng hợp"], ATTEND)],
        id="on the side of",
    ),
    pytest.param(
        "Hội nghị có sự tham dự của đồng chí Thạch Sô Phươl, Trưởng Ban Dân tộc tỉnh.",
        [("Thạch Sô Phươl", ["Trưởng Ban @ Ban Dân tộc tỉnh"], ATTEND)],
        id="with the attendance of",
    ),
    pytest.param(
        "Đồng chí Đinh Trọng Hách (Trưởng đoàn) phát biểu tại buổi làm việc, đề nghị huyện rà soát hồ sơ, sớm trình cấp trên.",
        [("Đinh Trọng Hách", ["Trưởng đoàn"], SPEAK)],
        id="post in brackets",
    ),
    pytest.param(
        "Phát biểu kết luận, đồng chí Tạ Đức Nhuận đề nghị các cấp công đoàn nắm tình hình công nhân.",
        [("Tạ Đức Nhuận", [], SPEAK)],
        id="participle, then verb, no post",
    ),
    pytest.param(
        "Dự có bà Đặng Thị Út - Chủ tịch Hội Nông dân xã. Bà Út cho biết hội viên đã trồng 5 ha dứa.",
        [("Đặng Thị Út", ["Chủ tịch @ Hội Nông dân xã"], ["attendee", "speaker"])],
        id="attends, later speaks under the given name",
    ),
    pytest.param(
        "“Chúng tôi sẽ làm ngay”, ông Cao Văn Ninh, Giám đốc Công ty May Hưng nói.",
        [("Cao Văn Ninh", ["Giám đốc @ Công ty May Hưng"], SPEAK)],
        id="quotation before its speaker",
    ),
    pytest.param(
        "Đồng chí Bùi Văn Hòa, Trưởng khoa Cơ khí, Trường Cao đẳng nghề Bình Lâm phát biểu tham luận, nêu ba kinh nghiệm.",
        [("Bùi Văn Hòa", ["Trưởng khoa @ khoa Cơ khí, Trường Cao đẳng nghề Bình Lâm"], SPEAK)],
        id="the body above after a comma",
    ),
    pytest.param(
        "Đồng chí Thân Đức Nghị, Trưởng Ban Kinh tế - Ngân sách HĐND tỉnh chủ trì cuộc họp.",
        [("Thân Đức Nghị", ["Trưởng Ban @ Ban Kinh tế - Ngân sách HĐND tỉnh"], CHAIR)],
        id="a dash inside the body",
    ),
    pytest.param(
        "Dự có đồng chí Trương Văn Bé, nguyên Bí thư Huyện ủy; đồng chí Lữ Thị Ba, Quyền Giám đốc Sở Công Thương.",
        [("Trương Văn Bé", ["nguyên Bí thư @ Huyện ủy"], ATTEND), ("Lữ Thị Ba", ["Quyền Giám đốc @ Sở Công Thương"], ATTEND)],
        id="former and acting",
    ),
    pytest.param(
        "Dự kỳ họp có đồng chí Phàng A Dế, Đại biểu Quốc hội, Phó Trưởng Đoàn đại biểu Quốc hội tỉnh.",
        [("Phàng A Dế", ["Đại biểu @ Quốc hội", "Phó Trưởng Đoàn @ Đoàn đại biểu Quốc hội tỉnh"], ATTEND)],
        id="deputies of the National Assembly",
    ),
    pytest.param(
        "Phó Chủ tịch nước Trần Thị Ái Liên dự và phát biểu chỉ đạo.",
        [("Trần Thị Ái Liên", ["Phó Chủ tịch nước"], ["attendee", "speaker"])],
        id="a complete post without a body",
    ),
    pytest.param(
        "Phó Chủ tịch UBND huyện yêu cầu các xã báo cáo trước ngày 30/6.",
        [("Phó Chủ tịch UBND huyện", ["Phó Chủ tịch @ UBND huyện"], SPEAK)],
        id="speaker named by post alone",
    ),
    pytest.param(
        "BÍ THƯ HUYỆN ỦY NGUYỄN VĂN TẢO CHỦ TRÌ HỘI NGHỊ. Sau đó, các đại biểu thảo luận.",
        [("NGUYỄN VĂN TẢO", ["BÍ THƯ @ HUYỆN ỦY"], CHAIR)],
        id="all capitals",
    ),
    pytest.param(
        "Tham dự hội thảo có ông Park Min Soo, Tổng Giám đốc Công ty Hansung.",
        [("Park Min Soo", ["Tổng Giám đốc @ Công ty Hansung"], ATTEND)],
        id="a foreigner",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_people_of_a_sentence(text: str, expected: list[tuple[str, list[str], list[str]]]) -> None:
    assert persons(text) == expected


NAMES = [
    ("đồng chí Lê A", "Lê A", "two words, one letter"),
    ("ông Y Biêr Niê", "Y Biêr Niê", "Ê Đê man, clan last"),
    ("bà H’Nguyên Êban", "H’Nguyên Êban", "Ê Đê woman, curly apostrophe"),
    ("ông Siu Lan", "Siu Lan", "Jrai"),
    ("ông Rah Lan Bình", "Rah Lan Bình", "Jrai, clan of two words"),
    ("ông Giàng A Chu", "Giàng A Chu", "Mông, one-letter middle"),
    ("bà Thào Thị Dua", "Thào Thị Dua", "Mông woman"),
    ("ông Kim Sô Ma Ly", "Kim Sô Ma Ly", "Khmer, four syllables"),
    ("ông Pơloong Nhiêu", "Pơloong Nhiêu", "Cơ Tu"),
    ("ông A Phuk", "A Phuk", "Ba Na"),
    ("ông Điểu K'Ré", "Điểu K'Ré", "Xtiêng"),
    ("bà Đàng Thị Hoa", "Đàng Thị Hoa", "Chăm"),
    ("ông Lò Văn Pánh", "Lò Văn Pánh", "Thái"),
    ("bà Tôn Nữ Thị Hồng Vân", "Tôn Nữ Thị Hồng Vân", "five syllables"),
    ("ông Âu Dương Khiết", "Âu Dương Khiết", "compound surname"),
    ("đồng chí Nguyễn Bình Dương", "Nguyễn Bình Dương", "given name equal to a province"),
    ("ông Hà Nam Ninh", "Hà Nam Ninh", "name that begins like a province"),
    ("đồng chí Hoà Thị Thuý", "Hoà Thị Thuý", "old tone placement kept as written"),
]


@pytest.mark.parametrize(("address", "name", "reason"), NAMES, ids=[case[2] for case in NAMES])
def test_names_of_every_kind(address: str, name: str, reason: str) -> None:
    found = persons(f"Chủ trì hội nghị có {address}, Chủ tịch UBND xã.")
    assert found == [(name, ["Chủ tịch @ UBND xã"], ["chair"])], reason


SPLITS = [
    ("Trưởng Ban Dân vận Thành ủy", "Trưởng Ban", "Ban Dân vận Thành ủy"),
    ("Phó Chủ tịch Thường trực UBND tỉnh", "Phó Chủ tịch Thường trực", "UBND tỉnh"),
    ("Ủy viên Ban Thường vụ Tỉnh ủy", "Ủy viên", "Ban Thường vụ Tỉnh ủy"),
    ("Phó Trưởng ban Thường trực Ban Kinh tế Trung ương", "Phó Trưởng ban Thường trực", "Ban Kinh tế Trung ương"),
    ("Chánh Thanh tra tỉnh", "Chánh Thanh tra", "Thanh tra tỉnh"),
    ("Trưởng Công an huyện", "Trưởng Công an", "Công an huyện"),
    ("Trưởng phòng Nội vụ huyện", "Trưởng phòng", "phòng Nội vụ huyện"),
    ("Vụ trưởng Vụ Kế hoạch", "Vụ trưởng", "Vụ Kế hoạch"),
    ("Bí thư Đảng ủy", "Bí thư", "Đảng ủy"),
    ("Ủy viên Thường trực HĐND tỉnh", "Ủy viên Thường trực", "HĐND tỉnh"),
    ("Giám đốc Sở Văn hóa, Thể thao và Du lịch", "Giám đốc", "Sở Văn hóa, Thể thao và Du lịch"),
    ("Thủ tướng Chính phủ", "Thủ tướng", "Chính phủ"),
    ("Tỉnh ủy viên", "Tỉnh ủy viên", None),
    ("Ủy viên Ban Bí thư", "Ủy viên", "Ban Bí thư"),
    ("Thường trực Ban Bí thư", "Thường trực", "Ban Bí thư"),
]


@pytest.mark.parametrize(("post", "title", "body"), SPLITS, ids=[case[0] for case in SPLITS])
def test_title_and_body_of_a_post(post: str, title: str, body: str | None) -> None:
    analysis = people_of(f"Dự hội nghị có đồng chí Lê Văn Ngữ, {post}; đại diện các sở.")
    found = analysis.parties[0].posts
    assert [analysis.surface[p.start : p.end] for p in found] == [post]
    assert analysis.surface[slice(*found[0].title)] == title
    assert (analysis.surface[slice(*found[0].organization)] if found[0].organization else None) == body


def test_members_of_a_list_over_lines() -> None:
    text = (
        "BIÊN BẢN HỌP THÔN\n\nVào hồi 19 giờ ngày 6/8/2019, thôn Đoài họp.\nThành phần tham dự:\n"
        "1. Đ/c Trần Văn Rạng - Bí thư Chi bộ\n2. Ông Lục Vĩnh Trí, Trưởng thôn – Chủ tọa\n3. Bà Vũ Thị Lụa – Thư ký\n\n"
        "Nội dung:\n- Ông Châu Văn Ngọ (xóm 2): đồng ý đóng góp ngày công.\n"
    )
    assert persons(text) == [
        ("Trần Văn Rạng", ["Bí thư @ Chi bộ"], ["attendee"]),
        ("Lục Vĩnh Trí", ["Trưởng thôn"], ["chair"]),
        ("Vũ Thị Lụa", [], ["secretary"]),
        ("Châu Văn Ngọ", [], ["speaker"]),
    ]


def test_the_honorific_of_a_shared_address_is_the_single_form() -> None:
    analysis = people_of("Dự hội nghị có các đồng chí: Vũ Văn Khoát, Bí thư Đảng ủy; Lê Thị Tơ, Chủ tịch UBND xã.")
    assert [analysis.surface[slice(*p.honorific)] for p in analysis.parties if p.honorific] == ["đồng chí", "đồng chí"]


def test_a_remote_site_stands_beside_its_attendees() -> None:
    analysis = people_of("Dự hội nghị tại điểm cầu tỉnh có đồng chí Bùi Thanh Tuyến, Chủ tịch LĐLĐ tỉnh; lãnh đạo các ban.")
    assert [p.site and analysis.surface[slice(*p.site)] for p in analysis.parties] == ["điểm cầu tỉnh"] * 2
    assert shown(analysis, analysis.parties[0]) == ("Bùi Thanh Tuyến", ["Chủ tịch @ LĐLĐ tỉnh"], ["attendee"])
