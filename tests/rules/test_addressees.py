"""Whom an order is addressed to and what he is to do: where the one ends and the other begins."""

from __future__ import annotations

import pytest

import bienban
from build import assigned

HEAD = "Kết luận cuộc họp, đồng chí Lò Văn Ún, Chủ tịch UBND tỉnh "

ADDRESSED: list[tuple[str, list[tuple[list[str], str]], str]] = [
    ("đề nghị Nhà đầu tư hoàn thiện hồ sơ trước 5/5.", [(["Nhà đầu tư"], "hoàn thiện hồ sơ trước 5/5")], "nhà đầu tư is one word"),
    (
        "giao Ban Quản lý dự án đầu tư xây dựng số 2 chủ trì, phối hợp với Sở Xây dựng rà soát tiến độ.",
        [(["Ban Quản lý dự án đầu tư xây dựng số 2"], "chủ trì, phối hợp với Sở Xây dựng rà soát tiến độ")],
        "a verb that completes a name",
    ),
    ("đề nghị cơ quan soạn thảo giải trình từng ý kiến.", [(["cơ quan soạn thảo"], "giải trình từng ý kiến")], "a noun and its verb"),
    ("đề nghị Tòa án hai cấp làm tốt công tác hòa giải.", [(["Tòa án hai cấp"], "làm tốt công tác hòa giải")], "cấp after a number is a level"),
    (
        "yêu cầu các xã chưa ban hành quy chế khẩn trương hoàn thành trước ngày 30/9.",
        [(["các xã chưa ban hành quy chế"], "khẩn trương hoàn thành trước ngày 30/9")],
        "what has not been done only says who is meant",
    ),
    (
        "yêu cầu các cấp, các ngành: Theo dõi sát diễn biến mưa lũ; trực ban 24/24 giờ.",
        [(["các cấp, các ngành"], "Theo dõi sát diễn biến mưa lũ"), (["các cấp, các ngành"], "trực ban 24/24 giờ")],
        "a colon ends whom the list is for",
    ),
    ("yêu cầu các sở cùng rà soát thủ tục.", [(["các sở"], "rà soát thủ tục")], "an adverb is no part of the name"),
    (
        "yêu cầu huyện Nậm Khao từ nay đến năm 2027 rà soát quỹ đất.",
        [(["huyện Nậm Khao"], "rà soát quỹ đất")],
        "nor is the time given",
    ),
    (
        "yêu cầu các đơn vị phối hợp chặt chẽ để hoàn thành hồ sơ.",
        [(["các đơn vị"], "phối hợp chặt chẽ để hoàn thành hồ sơ")],
        "phối hợp is what they do",
    ),
    (
        "yêu cầu các văn bản hướng dẫn phải ngắn gọn, dễ hiểu.",
        [([], "các văn bản hướng dẫn phải ngắn gọn, dễ hiểu")],
        "a thing is addressed by nobody",
    ),
    ("giao dự toán thu ngân sách năm 2026 cho các huyện.", [], "what is handed out is no body"),
    (
        "đề nghị Cục Thuế rà soát hồ sơ. Đối với UBND các xã, niêm yết công khai danh sách. Kịp thời báo cáo huyện.",
        [
            (["Cục Thuế"], "rà soát hồ sơ"),
            (["UBND các xã"], "niêm yết công khai danh sách"),
            (["UBND các xã"], "Kịp thời báo cáo huyện"),
        ],
        "đối với names the next one",
    ),
    (
        "lưu ý, trong năm 2025 Cục Thuế cần đẩy mạnh công tác đôn đốc thu nợ.",
        [(["Cục Thuế"], "đẩy mạnh công tác đôn đốc thu nợ")],
        "the words of ordering and the time stay outside",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("order", "expected", "why"), ADDRESSED, ids=[row[2] for row in ADDRESSED])
def test_whom_and_what(order: str, expected: list[tuple[list[str], str]], why: str) -> None:
    report = bienban.extract(HEAD + order)
    report.verify()
    assert [([o.text for o in task.lead], task.text) for task in report.tasks] == expected, why


ASSIGNED: list[tuple[str, list[str | None], str]] = [
    (
        "Thứ trưởng Bộ Y tế Vũ Thị Sính dự và phát biểu chỉ đạo hội nghị. Sau ý kiến của Thứ trưởng Bộ Y tế Vũ Thị Sính, Cục trưởng yêu cầu "
        "các phòng nộp báo cáo.",
        [None],
        "the holder of another post, nobody known, is not whoever spoke last",
    ),
    (
        "Cục trưởng Cục Thủy lợi Hà Văn Páo chủ trì cuộc họp. Thứ trưởng Vũ Thị Sính ghi nhận kết quả. Cục trưởng yêu cầu các phòng nộp báo cáo.",
        ["Hà Văn Páo"],
        "a short title resolves to its only holder",
    ),
    (
        "Phó Thủ tướng Thường trực Hà Văn Páo chủ trì cuộc họp. Bà Vũ Thị Sính, Giám đốc Sở Y tế báo cáo. "
        "Phó Thủ tướng yêu cầu các bộ rà soát thuốc.",
        ["Hà Văn Páo"],
        "the title without its modifier",
    ),
    (
        "Thủ tướng Hà Văn Páo chủ trì cuộc họp. Bộ trưởng Bộ Y tế Vũ Thị Sính báo cáo. Người đứng đầu Chính phủ yêu cầu các bộ rà soát thuốc.",
        ["Hà Văn Páo"],
        "a name the press has for an office",
    ),
    (
        "Đồng chí Hà Văn Páo, Bí thư Huyện ủy phát biểu. Ban Thường vụ Huyện ủy yêu cầu các xã rà soát hộ nghèo.",
        [None],
        "a body that orders has no assigner",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ASSIGNED, ids=[row[2] for row in ASSIGNED])
def test_who_orders(text: str, expected: list[str | None], why: str) -> None:
    assert assigned(text) == expected, why


def test_handing_over_is_no_order() -> None:
    text = "Ông Lò Văn Ún, nguyên Bí thư Huyện ủy bàn giao nhiệm vụ cho bà Vi Thị Sính tiếp tục điều hành công việc."
    assert not bienban.extract(text).tasks


@pytest.mark.parametrize(
    "text", ["Bà Mùa Thị Dợ chia sẻ: chị không hứa điều gì to tát.", "Phó Thủ tướng Hứa Văn Páo cho biết xã có 12 bản."], ids=["denied", "a surname"]
)
def test_no_pledge(text: str) -> None:
    assert not bienban.extract(text).commitments


ASKS = [
    ("Phát biểu tại hội nghị, ông Lò Văn Ún, Phó Chủ tịch Hiệp hội Dược đề nghị Cục Quản lý Dược đẩy nhanh thẩm định.", [], "an association asks"),
    ("Phát biểu tại hội nghị, ông Lò Văn Ún, Giám đốc Công ty May Hà Sơn đề nghị UBND tỉnh mở đường vào khu công nghiệp.", [], "a firm asks"),
    ("Phát biểu tại hội nghị, ông Lò Văn Ún, Giám đốc Sở Y tế đề nghị các bệnh viện dự trữ thuốc.", ["dự trữ thuốc"], "an authority orders"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "why"), ASKS, ids=[row[2] for row in ASKS])
def test_who_can_only_ask_orders_nothing(text: str, expected: list[str], why: str) -> None:
    assert [task.text for task in bienban.extract(text).tasks] == expected, why


def test_the_plan_for_the_year_ahead() -> None:
    text = "Hội nghị diễn ra ngày 4/4/2019. Về kế hoạch năm 2019, Ban Chỉ đạo huyện tiếp tục tuyên truyền luật. Tổ chức giao ban hằng quý."
    found = [(task.kind, [o.text for o in task.lead], task.text) for task in bienban.extract(text).tasks]
    assert found == [("plan", ["Ban Chỉ đạo huyện"], "tiếp tục tuyên truyền luật"), ("plan", ["Ban Chỉ đạo huyện"], "Tổ chức giao ban hằng quý")]
