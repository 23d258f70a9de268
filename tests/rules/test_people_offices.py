"""Whose post it is: stacked and trailing posts, the highest offices, short titles, names right after a body, and who chairs from afar."""

from __future__ import annotations

import pytest

from bienban.extractor import analyse
from people_cases import shown

CHAIR, ATTEND, SPEAK = ["chair"], ["attendee"], ["speaker"]


def persons(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The persons of ``text`` as the whole pipeline sees them: times and bodies are known."""
    analysis = analyse(text)
    return [shown(analysis, party) for party in analysis.parties if party.kind == "person"]


POSTS = [
    ("Trình bày Tờ trình, thừa ủy quyền của Thủ tướng Chính phủ, Bộ trưởng Bộ Nội vụ Lò Thị Hương cho biết cả nước có 34 tỉnh.",
     [("Lò Thị Hương", ["Bộ trưởng @ Bộ Nội vụ"], ["presenter", "speaker"])], "who authorised is not who speaks"),
    ("Đồng chí Tổng Bí thư Tô Văn Ún, Thủ tướng Chính phủ gửi lời thăm hỏi đồng bào.",
     [("Tô Văn Ún", ["Tổng Bí thư"], SPEAK), ("Thủ tướng Chính phủ", ["Thủ tướng @ Chính phủ"], SPEAK)], "nobody holds two of the highest offices"),
    ("Tổng Bí thư, Chủ tịch nước Tô Văn Ún chủ trì hội nghị.",
     [("Tô Văn Ún", ["Tổng Bí thư", "Chủ tịch nước"], CHAIR)], "but for the two that went together"),
    ("Thứ trưởng Bộ Y tế Vũ Thị Sính dự hội nghị. Sau ý kiến của Thứ trưởng Bộ Y tế Vũ Thị Sính, Cục trưởng Cục Quản lý Dược lưu ý các đơn vị.",
     [("Vũ Thị Sính", ["Thứ trưởng @ Bộ Y tế"], ATTEND), ("Cục trưởng Cục Quản lý Dược", ["Cục trưởng @ Cục Quản lý Dược"], SPEAK)],
     "a post after an object begins the subject"),
    ("Phó Thủ tướng, Bộ trưởng Ngoại giao Vi Bình Minh chủ trì buổi làm việc.",
     [("Vi Bình Minh", ["Phó Thủ tướng", "Bộ trưởng @ Ngoại giao"], CHAIR)], "two posts stacked before one name"),
    ("Thảo luận tại hội nghị, ông Tạ Túc - Uỷ viên Đoàn Chủ tịch UBTW MTTQ Việt Nam - cho rằng dân cần chữ tín.",
     [("Tạ Túc", ["Uỷ viên @ Đoàn Chủ tịch UBTW MTTQ Việt Nam"], SPEAK)], "a member of a presidium chairs nothing"),
    ("Anh Lò Kiều Hải, trưởng ban thanh niên trường học Thành đoàn TP. Đà Lạt, phó chủ tịch Hội Sinh viên TP. Đà Lạt cho biết có 12 câu lạc bộ.",
     [("Lò Kiều Hải", ["trưởng ban @ ban thanh niên trường học Thành đoàn TP. Đà Lạt", "phó chủ tịch @ Hội Sinh viên TP. Đà Lạt"], SPEAK)],
     "an abbreviated level ends no body"),
    ("Dự hội nghị có Phó Chủ nhiệm Ủy ban Văn hóa, Giáo dục của Quốc hội Triệu Thế Hạ.",
     [("Triệu Thế Hạ", ["Phó Chủ nhiệm @ Ủy ban Văn hóa, Giáo dục của Quốc hội"], ATTEND)], "the house of a committee is part of its name"),
    ("Phát biểu kết luận, Phó Chủ tịch Hội Luật gia Việt Nam Dương Thành Bốn ghi nhận những kết quả.",
     [("Dương Thành Bốn", ["Phó Chủ tịch @ Hội Luật gia Việt Nam"], SPEAK)], "a guild's name is no address"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), POSTS, ids=[row[2] for row in POSTS])
def test_each_post_with_its_holder(text: str, expected: list[tuple[str, list[str], list[str]]], why: str) -> None:
    assert persons(text) == expected, why


NAMED = [
    ("Chiều 13/9, Bộ trưởng Bộ Lao động - Thương binh và Xã hội Đào Ngọc Hạ chủ trì cuộc họp.", ["Đào Ngọc Hạ"], "xã hội ends a body"),
    ("Phát biểu tại hội nghị, Phó Chủ tịch UBND tỉnh Cao Hạo cảm ơn các đơn vị.", ["Cao Hạo"], "two syllables between a post and an act"),
    ("Bộ trưởng Bộ Công an Tô Lành cho biết bộ máy đã gọn.", ["Tô Lành"], "the same after a ministry"),
    ("Chủ tịch UBND tỉnh Vĩnh Lạng báo cáo ba xã đang bị cô lập.", ["Chủ tịch UBND tỉnh Vĩnh Lạng"], "a province keeps its name"),
    ("Chủ tịch UBND huyện Mường Lai phát biểu chỉ đạo.", ["Chủ tịch UBND huyện Mường Lai"], "so does a district"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), NAMED, ids=[row[2] for row in NAMED])
def test_names_after_bodies(text: str, expected: list[str], why: str) -> None:
    assert [name for name, _, _ in persons(text)] == expected, why


def test_a_post_alone_is_whoever_the_text_names_as_its_holder() -> None:
    text = (
        "Chủ tịch UBND tỉnh Nghệ Sơn khẳng định tỉnh sẽ bố trí thêm kinh phí.\n"
        "Phát biểu tại cuộc họp, Chủ tịch UBND tỉnh Lò Xuân Đan đề nghị các sở rà soát."
    )
    assert [name for name, _, _ in persons(text)] == ["Lò Xuân Đan"]


CHAIRS = [
    ("Phó Thống đốc Ngân hàng Nhà nước Đào Minh Tâm ngày 11/9 đã chủ trì buổi làm việc.", "the day stands between"),
    ("Trung tướng Đào Minh Tâm, Thứ trưởng Bộ Công an, nói như vậy khi chủ trì hội nghị.", "he says so while chairing"),
    ("Ngày 27-11, Bí thư Tỉnh ủy Đào Minh Tâm dẫn đầu đoàn công tác tới thăm và chủ trì buổi làm việc với Huyện ủy.", "a visit first"),
    ("Chủ tịch UBND tỉnh Đào Minh Tâm, Trưởng Ban Chỉ đạo các công trình trọng điểm, dự án quan trọng, chủ trì hội nghị.", "a long apposition"),
    ("Trưa 10/9, tại trụ sở Thị ủy, tỉnh Bắc Sơn, chủ trì họp trực tuyến với các điểm cầu, Chủ tịch UBND tỉnh Đào Minh Tâm yêu cầu trực ban.",
     "a participle after time and place"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "why"), CHAIRS, ids=[row[1] for row in CHAIRS])
def test_chairs_from_afar(text: str, why: str) -> None:
    assert [(name, "chair" in roles) for name, _, roles in persons(text)] == [("Đào Minh Tâm", True)], why
