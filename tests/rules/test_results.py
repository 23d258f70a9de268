"""What was reached, counted, voted and awarded; every row says why."""

from __future__ import annotations

import pytest

import bienban

AT = "Sáng 12/7/2024, Hội Nông dân xã Ea Hồ tổ chức hội nghị sơ kết 6 tháng đầu năm 2024. "

Ratio = tuple[str, float, float, str | None]

RATIOS: list[tuple[str, Ratio, str]] = [
    ("Các chi hội đã hoàn thành 5/8 nội dung phối hợp.", ("progress", 5, 8, "nội dung phối hợp"), "a part of a whole"),
    ("Đã có 12/15 chi hội đạt vững mạnh.", ("progress", 12, 15, "chi hội đạt vững mạnh"), "subject of the share"),
    ("Đã thu 45.799/36.875 triệu đồng.", ("progress", 45_799_000_000, 36_875_000_000, None), "actual over planned, in money"),
    ("Hội nghị bầu Ban Chấp hành với 42/45 phiếu đồng ý.", ("vote", 42, 45, "phiếu đồng ý"), "votes"),
    ("- Có mặt: 17/19 hội viên.", ("vote", 17, 19, None), "a quorum"),
    ("61/65 hội viên có mặt.", ("vote", 61, 65, None), "a quorum, the words after it"),
    ("Mức góp mới: 58/58 = 100%.", ("vote", 58, 58, None), "a count with its own share"),
    ("Lũy kế đã kết nạp 31/35 = 88,6% kế hoạch.", ("progress", 31, 35, None), "a share of the plan is no vote"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), RATIOS, ids=[row[2] for row in RATIOS])
def test_ratios(sentence: str, expected: Ratio, why: str) -> None:
    report = bienban.extract(AT + sentence)
    report.verify()
    (result,) = [r for r in report.results if r.total is not None]
    kind, done, total, measure = expected
    assert (result.kind, result.done, result.total) == (kind, done, total), why
    assert result.quantity is None, "done and total tell it"
    if measure is not None:
        assert result.measure is not None
        assert result.measure.text == measure, why


@pytest.mark.parametrize("sentence", ["Hội đã đi được 3/4 chặng đường của năm.", "Hội đã qua 2/3 nhiệm kỳ."])
def test_a_fraction_of_what_cannot_be_counted_is_no_progress(sentence: str) -> None:
    assert bienban.extract(AT + sentence).results == ()


def test_what_is_told_of_a_coming_year_was_not_reached() -> None:
    assert bienban.extract(AT + "Hội đã kết nạp 18 hội viên.\nĐến năm 2030, hội đón 35 đoàn khách, đạt 80% kế hoạch.").results[1:] == ()


def test_done_beyond_the_total_is_measured_against_a_plan() -> None:
    (result,) = bienban.extract(AT + "Đã trồng 120/100 ha rừng.").results
    assert result.basis == "plan"
    (result,) = bienban.extract(AT + "Đã trồng 80/100 ha rừng.").results
    assert result.basis == "total"


Figure = tuple[str, float | None, float | None, bool]

FIGURES: list[tuple[str, list[Figure], str]] = [
    ("6 tháng qua, hội đã kết nạp 18 hội viên.", [("figure", 18, 18, False)], "a count reached"),
    ("6 tháng qua, hội đã kết nạp 18 hội viên, đạt 60% kế hoạch.", [("figure", 18, 18, False), ("progress", 60, 60, False)], "a share of the plan"),
    ("Dịp này, hội tặng giấy khen cho 4 tập thể.", [("award", 4, 4, False)], "awards are marked as such"),
    ("Ước cả năm thu hội phí đạt 95% kế hoạch.", [("progress", 95, 95, True)], "a forecast, approximate"),
    (
        "Ông Y Thông trình bày báo cáo. Theo đó, tổng thu đạt 18,6 tỷ đồng; tỷ lệ hộ nghèo còn 3,12%.",
        [("figure", 18_600_000_000, 18_600_000_000, False), ("figure", 3.12, 3.12, False)],
        "what a report says is what was reached",
    ),
    ("4 tháng đầu năm, hội tuyển mới 41 người.", [("figure", 41, 41, False)], "a past period before the verb"),
    (
        "Hội đã kết nạp 8 hội viên. Toàn hội huy động 46 máy cày.",
        [("figure", 8, 8, False), ("figure", 46, 46, False)],
        "the results of a paragraph go on",
    ),
    ("6 tháng qua, hội đã thu 2 tỷ đồng tăng 12%.", [("figure", 2e9, 2e9, False), ("figure", 12, 12, False)], "a change is a result of its own"),
    ("Biểu quyết: 19/22 đồng ý; không đồng ý: 03 hộ.", [("vote", 3, 3, False)], "votes against"),
    ("Hội đã thu quỹ đạt 66% chỉ tiêu được giao (9 triệu đồng).", [("progress", 66, 66, False)], "the plan itself in brackets"),
    ("Tuy nhiên, còn 4 chi hội chưa có quỹ, nợ trên 2 triệu đồng.", [("figure", 4, 4, False), ("figure", 2_000_000, None, False)], "shortfalls"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), FIGURES, ids=[row[2] for row in FIGURES])
def test_figures(sentence: str, expected: list[Figure], why: str) -> None:
    report = bienban.extract(AT + sentence)
    found = [(r.kind, r.quantity.min, r.quantity.max, r.quantity.approximate) for r in report.results if r.quantity]
    assert found == expected, why
    assert not report.targets


NO_RESULTS = [
    ("Dự hội nghị có 120 hội viên.", "people present"),
    ("Phấn đấu năm 2025 kết nạp 30 hội viên.", "not yet reached"),
    ("Hội đã ban hành Kế hoạch số 05/KH-HND ngày 02/01/2024.", "a document's number and day"),
    ("Hội nghị đề ra 06 nhiệm vụ và 03 khâu đột phá.", "the size of a list"),
    ("Hội nghị đã nghe 3 đồng chí phát biểu trong 20 phút.", "speakers and minutes"),
    ("Hội chiếm hơn 1/3 số hộ của xã.", "a fraction is no progress"),
    ("Hồ sơ đã trình trước 10/112025.", "a day with a lost dash"),
    ("Giai đoạn 2018 - 2022, mỗi xã có ít nhất 1 điểm vui chơi.", "a demand"),
    ("Kỳ họp sẽ xem xét, thông qua 14 nghị quyết.", "not yet voted"),
    ("Ngân hàng Thế giới dự báo tăng trưởng của cả nước đạt 6,1%.", "what others forecast"),
    ("Hội nghị đã thảo luận dự thảo lần 4 Báo cáo chính trị.", "which draft it is"),
]


SPANS = [
    ("Đến nay đã giải ngân vốn vay (ODA) đạt 630 triệu đồng.", "giải ngân vốn vay (ODA) đạt 630 triệu đồng", "closed brackets belong to the words"),
    ("Đến nay đã làm 12 km (còn 3 km chưa xong).", "còn 3 km chưa xong", "brackets that enclose the number end it"),
    ("Hội đã chỉ định 11 đơn vị kiểm tra.", "chỉ định 11 đơn vị kiểm tra", "chỉ is part of the verb"),
    ("Hội đã tư vấn và trợ giúp 95 vụ việc.", "trợ giúp 95 vụ việc", "a verb of two syllables is not cut"),
]


@pytest.mark.parametrize(("sentence", "expected", "why"), SPANS, ids=[row[2] for row in SPANS])
def test_which_words_are_the_result(sentence: str, expected: str, why: str) -> None:
    assert expected in [r.text for r in bienban.extract(AT + sentence).results], why


def test_a_result_that_the_page_repeats_is_told_once() -> None:
    told = "6 tháng qua, hội đã kết nạp 18 hội viên (giảm 12% so với cùng kỳ)."
    assert len(bienban.extract(f"{AT}\n{told}\nBà con đồng tình.\n{told}").results) == 2



@pytest.mark.parametrize(("sentence", "why"), NO_RESULTS, ids=[row[1] for row in NO_RESULTS])
def test_no_results(sentence: str, why: str) -> None:
    assert [r.text for r in bienban.extract(AT + sentence).results] == [], why


def test_the_period_a_result_belongs_to() -> None:
    (result,) = bienban.extract(AT + "6 tháng đầu năm 2024, hội đã kết nạp 18 hội viên.").results
    assert result.period is not None
    assert result.period.edtf == "2024-01/2024-06"


def test_dates_and_symbols_are_no_ratios() -> None:
    report = bienban.extract(AT + "Hội đã triển khai Nghị quyết số 28-NQ/TW ngày 25/10/2018 và Công văn 15/CV-HND từ 5/6.")
    assert report.results == ()


MEASURES = [
    ("GDP quý I tăng 5,6%, quý II tăng 6,9%, quý III tăng 7,4%.", ["GDP", "GDP", "GDP"], "a list goes on about the same indicator"),
    ("Tính đến nay, tỷ lệ hộ nghèo giảm 1,2% so với cùng kỳ.", ["tỷ lệ hộ nghèo"], "the base of comparison measures nothing"),
    ("Hội đã vận động quỹ được 62.000.000/53.500.000 đồng.", ["quỹ"], "what was raised stands before được"),
    ("Hội đã kết nạp 18 hội viên.", ["hội viên"], "the counted noun"),
]  # fmt: skip


@pytest.mark.parametrize(("sentence", "expected", "why"), MEASURES, ids=[row[2] for row in MEASURES])
def test_what_is_measured(sentence: str, expected: list[str], why: str) -> None:
    results = bienban.extract(AT + "Kết quả đạt được: " + sentence).results
    assert [r.measure.text if r.measure else None for r in results] == expected, why


MINUTES = """BIÊN BẢN HỌP BAN CHẤP HÀNH CÔNG ĐOÀN
Thời gian: 14 giờ 00, ngày 11 tháng 3 năm 2025
- Chủ trì: Ông Lò Quang Ún, Chủ tịch Công đoàn
- Có mặt: 9/11 ủy viên
1. Bà Vi Thị Sính trình bày dự thảo Quy chế chi tiêu nội bộ năm 2025. Biểu quyết: 9/9 ủy viên tán thành (100%).
2. Bàn việc tổ chức Ngày hội. Biểu quyết: tán thành 7/9, không tán thành 2/9.
"""


def test_votes_and_presence_in_minutes() -> None:
    report = bienban.extract(MINUTES)
    report.verify()
    ratios = [(r.kind, r.done, r.total) for r in report.results if r.total is not None]
    assert ratios == [("vote", 9, 11), ("vote", 9, 9), ("vote", 7, 9), ("vote", 2, 9)]


def test_committee_without_a_body_takes_the_one_the_minutes_name() -> None:
    report = bienban.extract("CÔNG ĐOÀN CÔNG TY GỐM SÔNG VÂN\nBAN CHẤP HÀNH\n\n" + MINUTES)
    assert [o.text for o in report.meeting.organizers] == ["BAN CHẤP HÀNH CÔNG ĐOÀN"]
