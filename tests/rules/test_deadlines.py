"""Which time of a clause is its deadline; every row says why."""

from __future__ import annotations

import pytest

import bienban

AT = "Sáng 12/3/2024, UBND xã Mường Lèo tổ chức hội nghị giao ban. Kết luận hội nghị, ông Lò Văn Pâng yêu cầu các bản "

DUE: list[tuple[str, str | None, str | None, str]] = [
    ("rà soát nhà tạm trước ngày 30/4/2024.", "trước ngày 30/4/2024", "../2024-04-30", "before a day"),
    ("rà soát nhà tạm trước ngày 30/4.", "trước ngày 30/4", "../2024-04-30", "the year is the meeting's"),
    ("rà soát nhà tạm, hoàn thành trong tháng 4.", "trong tháng 4", "2024-04", "in a month"),
    ("rà soát nhà tạm trong quý II/2024.", "trong quý II/2024", "2024-34", "in a quarter"),
    ("rà soát nhà tạm chậm nhất ngày 5/5/2024.", "chậm nhất ngày 5/5/2024", "../2024-05-05", "at the latest"),
    ("chậm nhất ngày 5/5/2024 hoàn thành rà soát nhà tạm.", "chậm nhất ngày 5/5/2024", "../2024-05-05", "deadline first"),
    ("báo cáo kết quả vào ngày 15 hằng tháng.", "ngày 15 hằng tháng", None, "it comes back, so it has no value"),
    ("rà soát nhà tạm.", None, None, "no time, no deadline"),
    ("rà soát nhà tạm trong thời gian tới.", None, None, "words that name no time"),
    ("kiểm tra công trình định kỳ.", None, None, "định kỳ says how, not when"),
    ("thực hiện Kế hoạch số 12/KH-UBND ngày 02/01/2024.", None, None, "the day of a document is none"),
    ("bàn giao hồ sơ trước kỳ họp giữa năm.", "trước kỳ họp giữa năm", None, "an event without a day"),
]


@pytest.mark.parametrize(("order", "words", "edtf", "why"), DUE, ids=[row[3] for row in DUE])
def test_deadline(order: str, words: str | None, edtf: str | None, why: str) -> None:
    (task,) = bienban.extract(AT + order).tasks
    if words is None:
        assert task.due is None, why
        return
    assert task.due is not None, why
    assert words in task.due.text, why
    assert task.due.edtf == edtf, why


def test_the_day_of_the_meeting_is_no_deadline() -> None:
    report = bienban.extract("Ngày 12/3/2024, dự hội nghị giao ban xã Mường Lèo, ông Lò Văn Pâng, Chủ tịch UBND xã cam kết sửa đường vào bản Pá.")
    (pledge,) = report.commitments
    assert report.meeting.date is not None
    assert pledge.due is None


def test_recurring_deadline_says_so() -> None:
    (task,) = bienban.extract(AT + "báo cáo kết quả vào ngày 15 hằng tháng.").tasks
    assert task.due is not None
    assert task.due.recurring


def test_a_clause_that_is_only_a_deadline_goes_to_the_task_before() -> None:
    report = bienban.extract(AT + "rà soát nhà tạm; hoàn thành trước ngày 30/4/2024; phát dọn hành lang lưới điện.")
    assert [(t.text, t.due.edtf if t.due else None) for t in report.tasks] == [
        ("rà soát nhà tạm", "../2024-04-30"),
        ("phát dọn hành lang lưới điện", None),
    ]


def test_each_clause_keeps_its_own_deadline() -> None:
    report = bienban.extract(
        AT + "chậm nhất ngày 7/4/2024 hoàn thành thống kê; chậm nhất ngày 18/5/2024 hoàn thành chi trả cho các hộ."
    )
    assert [t.due.edtf if t.due else None for t in report.tasks] == ["../2024-04-07", "../2024-05-18"]


def test_an_own_deadline_is_not_overwritten_by_a_later_sentence() -> None:
    report = bienban.extract(AT + "rà soát nhà tạm trước ngày 30/4/2024. Yêu cầu gửi danh sách trước ngày 6/5/2024.")
    assert [(t.text, t.due.edtf if t.due else None) for t in report.tasks] == [
        ("rà soát nhà tạm trước ngày 30/4/2024", "../2024-04-30"),
        ("gửi danh sách trước ngày 6/5/2024", "../2024-05-06"),
    ]


def test_a_pledge_has_a_deadline_too() -> None:
    (pledge,) = bienban.extract(
        "Tại hội nghị ngày 2/2/2024, bà H'Blăm Niê, Giám đốc Công ty Cà phê Ea Hồ cam kết trả nợ lương trước ngày 1/3."
    ).commitments
    assert pledge.due is not None
    assert (pledge.due.edtf, pledge.due.inferred) == ("../2024-03-01", True)
