"""Numbers to be reached in the time ahead, and numbers that are not; every row says why."""

from __future__ import annotations

import pytest

import bienban

AT = "Sáng 12/3/2024, Hội Nông dân xã Ea Hồ tổ chức hội nghị. "
ORDER = AT + "Kết luận hội nghị, ông Y Thông Êban yêu cầu các chi hội "

Expected = tuple[float | None, float | None, str, str | None]

TARGETS: list[tuple[str, list[Expected], str]] = [
    (AT + "Phấn đấu năm 2025 kết nạp mới ít nhất 30 hội viên.", [(30, None, "increase_by", "2025")], "minimum"),
    (AT + "Phấn đấu năm 2025 kết nạp 30 hội viên.", [(30, 30, "increase_by", "2025")], "exact"),
    (AT + "Phấn đấu đến cuối năm 2024 có thêm 10-12 tổ hợp tác.", [(10, 12, "increase_by", "../2024-12")], "range with a hyphen"),
    (AT + "Phấn đấu năm 2024 thu nhập tăng từ 8 đến 10%.", [(8, 10, "increase_by", "2024")], "the unit on the second number only"),
    (AT + "Phấn đấu năm 2024 tỷ lệ hộ nghèo giảm còn dưới 4%.", [(None, 4, "decrease_to", "2024")], "a level to sink to"),
    (AT + "Phấn đấu năm 2024 tỷ lệ hộ nghèo giảm 2%.", [(2, 2, "decrease_by", "2024")], "a difference"),
    (AT + "Phấn đấu năm 2024 nâng số chi hội lên 18 chi hội.", [(18, 18, "increase_to", "2024")], "a level to rise to"),
    (AT + "Dự toán thu quỹ hội năm 2024 của xã là 40 triệu đồng.", [(40_000_000, 40_000_000, "reach", "2024")], "a revenue that was set"),
    (AT + "Tổng dự toán nhà văn hóa là 400 triệu đồng.", [], "what something will cost is nothing to be reached"),
    (AT + "Thu quỹ được 41 triệu đồng, so với dự toán thu cả năm là 40 triệu đồng tăng 2,5%.", [], "what a result is compared with"),
    (AT + "Phấn đấu năm 2024 trên 95% hộ dùng nước sạch.", [(95, None, "reach", "2024")], "a share"),
    (
        AT + "Mục tiêu đến năm 2030, 100% bản có nhà văn hóa, 90% hộ có điện.",
        [(100, 100, "reach", "../2030"), (90, 90, "reach", "../2030")],
        "the front period serves both",
    ),
    (AT + "Phấn đấu năm 2024 đạt 17/19 tiêu chí nông thôn mới.", [(17, 17, "reach", "2024")], "a ratio ahead is a target"),
    (ORDER + "vận động 100% hội viên mua bảo hiểm y tế.", [(100, 100, "reach", None)], "a share ordered in a task"),
    (AT + "Hội đã kết nạp 8 hội viên, 22 hội viên còn lại phấn đấu kết nạp trong quý IV/2024.", [(22, 22, "increase_by", "2024-36")], "what is left"),
    (
        AT + "Đến năm 2030, hội đón 35 đoàn khách, thu nhập đạt từ 80 - 90 triệu đồng.",
        [(35, 35, "reach", "../2030"), (80_000_000, 90_000_000, "reach", "../2030")],
        "a coming year that opens the sentence",
    ),
    (
        AT + "Hội mới giải ngân 2 tỷ đồng, còn lại hội phải giải ngân 5 tỷ đồng.",
        [(5_000_000_000, 5_000_000_000, "reach", None)],
        "what must still be paid out",
    ),
    (
        AT + "Hội nghị đề ra 2 chỉ tiêu: kết nạp 20 hội viên; tỷ lệ che phủ rừng khoảng 42%.",
        [(20, 20, "increase_by", None), (42, 42, "reach", None)],
        "a list of aims goes on with a noun",
    ),
]


@pytest.mark.parametrize(("text", "expected", "why"), TARGETS, ids=[row[2] for row in TARGETS])
def test_targets(text: str, expected: list[Expected], why: str) -> None:
    report = bienban.extract(text)
    report.verify()
    found = [(t.quantity.min, t.quantity.max, t.direction, t.due.edtf if t.due else None) for t in report.targets]
    assert found == expected, why


NO_TARGETS = [
    (AT + "Từ đầu năm, hội đã kết nạp 18 hội viên, đạt 60% chỉ tiêu.", "already reached"),
    (AT + "Hội nghị thống nhất 5 nhiệm vụ trọng tâm.", "a count of tasks"),
    (ORDER + "phát triển hội viên ở nơi có từ 25 hộ trở lên.", "a condition selects who is meant"),
    (AT + "Ước cả năm thu ngân sách đạt 95% dự toán.", "a forecast is a result"),
    (AT + "Dự hội nghị có 120 hội viên.", "people present"),
    (AT + "Dịp này, hội tặng 50 suất quà cho hội viên nghèo.", "gifts given"),
    (AT + "Thực hiện Nghị quyết số 19-NQ/TW, xã phấn đấu hoàn thành tốt nhiệm vụ.", "a document's number, and striving without one"),
    (AT + "Tỷ lệ hộ nghèo giảm từ 19,4% xuống 16,1%.", "a change that happened"),
    (ORDER + "tổng kết 5 năm thực hiện mô hình.", "a span of time"),
    (AT + "Xã hợp nhất chương trình mục tiêu quốc gia với 3 mô hình khác.", "the name of a programme is no aim"),
    (AT + "Tỷ lệ hộ khá đạt 41%, thấp hơn mục tiêu đề ra là 45%.", "a goal that something is compared with"),
    (AT + "Từ đầu năm thu đạt 2 tỷ đồng, bằng 64,2% chỉ tiêu phấn đấu, giảm 13,1% so với năm trước.", "a level reached of a goal"),
    (AT + "Bà Hoàng Quyết Tâm cho biết 3 chi hội đã ổn định.", "a name that reads like a word of aiming"),
    (AT + "Phấn đấu để kinh tế xã đạt hai con số.", "a number of digits"),
    (ORDER + "hoàn thành các dự án, gồm 04 dự án nước sạch.", "how many there are"),
    (AT + "Đến năm 2024, hội có 35 hội viên.", "the year of the report is none to come"),
    (AT + "Đến năm 2030, dự kiến dân số xã là 8.000 người.", "a forecast aims at nothing"),
    (ORDER + "phân công bảo đảm 6 rõ trong công việc.", "the size of a slogan"),
]


@pytest.mark.parametrize(("text", "why"), NO_TARGETS, ids=[row[1] for row in NO_TARGETS])
def test_no_targets(text: str, why: str) -> None:
    assert [t.text for t in bienban.extract(text).targets] == [], why


def test_target_points_at_the_task_it_stands_in() -> None:
    report = bienban.extract(ORDER + "trồng dặm cây che bóng; vận động 100% hội viên mua bảo hiểm y tế.")
    (target,) = report.targets
    assert target.task_id == "T2"
    assert target.commitment_id is None
    assert target.measure is not None
    assert target.measure.text.startswith("hội viên")


def test_target_and_pledge_point_at_each_other() -> None:
    report = bienban.extract(
        AT + "Thay mặt Hợp tác xã Ea Hồ, bà H'Blăm Niê cam kết thu mua cà phê; phấn đấu năm 2024 có thêm 20 hộ liên kết."
    )
    (target,) = report.targets
    pledge = report.commitments[-1]
    assert target.commitment_id == pledge.id
    assert pledge.target_ids == (target.id,)
    assert pledge.strength == "aspiration"


def test_a_target_that_the_page_repeats_is_told_once() -> None:
    aim = "Phấn đấu năm 2025 kết nạp 30 hội viên."
    assert len(bienban.extract(f"{AT}\n{aim}\nBà con đồng tình.\n{aim}").targets) == 1


def test_the_size_of_those_who_pledge_is_no_target() -> None:
    assert bienban.extract(AT + "Ông Y Thông Êban cho biết lãnh đạo 4 chi hội đều cam kết hoàn thành công việc.").targets == ()


def test_a_number_is_a_target_or_a_result() -> None:
    report = bienban.extract(AT + "Từ đầu năm, hội đã kết nạp 18 hội viên, phấn đấu cả năm đạt 30 hội viên.")
    assert [t.quantity.min for t in report.targets] == [30]
    assert [r.quantity.min for r in report.results if r.quantity] == [18]


def test_whose_target_it_is() -> None:
    (target,) = bienban.extract("Hội Nông dân xã Ea Hồ phấn đấu năm 2025 kết nạp mới 30 hội viên.").targets
    assert target.organization is not None
    assert target.organization.text == "Hội Nông dân xã Ea Hồ"
    assert not target.text.startswith("Hội"), "whose it is stands outside the span"
