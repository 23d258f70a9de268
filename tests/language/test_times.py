"""Times found in a text: what is a date or period, where it begins and ends, and what it says."""

from __future__ import annotations

import pytest

from bienban.language.analysis import Analysis, TimeMention
from bienban.language.times import find_times
from build import analyse


def times(text: str) -> Analysis:
    analysis = analyse(text)
    find_times(analysis)
    return analysis


def only(text: str) -> tuple[str, TimeMention]:
    analysis = times(text)
    assert len(analysis.times) == 1, [analysis.surface[t.start : t.end] for t in analysis.times]
    return analysis.surface[analysis.times[0].start : analysis.times[0].end], analysis.times[0]


def surfaces(text: str) -> list[str]:
    analysis = times(text)
    return [analysis.surface[time.start : time.end] for time in analysis.times]


# sentence, span, (year, month, day), part of the day
DATES = [
    ("Ngày 09/9/2023, huyện họp.", "Ngày 09/9/2023", (2023, 9, 9), ""),
    ("Hội nghị diễn ra ngày 9-9.", "ngày 9-9", (None, 9, 9), ""),
    ("Sáng 24.11, xã họp.", "Sáng 24.11", (None, 11, 24), "morning"),
    ("Tối 23-12, phường họp.", "Tối 23-12", (None, 12, 23), "evening"),
    ("Chiều ngày 29/9, xã họp.", "Chiều ngày 29/9", (None, 9, 29), "afternoon"),
    ("Họp vào ngày 19 - 12 tại xã.", "ngày 19 - 12", (None, 12, 19), ""),
    ("Họp ngày 21/ 5 tại xã.", "ngày 21/ 5", (None, 5, 21), ""),
    ("Ngày7/4, phường họp.", "Ngày7/4", (None, 4, 7), ""),
    ("Ngày 30 tháng 10 năm 2015, sở họp.", "Ngày 30 tháng 10 năm 2015", (2015, 10, 30), ""),
    ("Ngày 28 tháng 8, sở họp.", "Ngày 28 tháng 8", (None, 8, 28), ""),
    ("Sáng nay (8/7), thị xã họp.", "Sáng nay (8/7)", (None, 7, 8), "morning"),
    ("Sáng nay 29/11, thị xã họp.", "Sáng nay 29/11", (None, 11, 29), "morning"),
    ("Chiều qua (23/7), thị xã họp.", "Chiều qua (23/7)", (None, 7, 23), "afternoon"),
    ("Hôm nay 21/4/2020, thị xã họp.", "Hôm nay 21/4/2020", (2020, 4, 21), ""),
    ("Thứ Hai, 21/3, tổ họp.", "Thứ Hai, 21/3", (None, 3, 21), ""),
    ("Sáng thứ Hai, ngày 21/3, tổ họp.", "Sáng thứ Hai, ngày 21/3", (None, 3, 21), "morning"),
    ("Sáng thứ Hai (21/3), tổ họp.", "Sáng thứ Hai (21/3)", (None, 3, 21), "morning"),
    ("Lúc 8 giờ sáng ngày 9/8, tổ họp.", "8 giờ sáng ngày 9/8", (None, 8, 9), "morning"),
    ("Vào hồi 14 giờ 00 phút, ngày 5/7/2024, tổ họp.", "14 giờ 00 phút, ngày 5/7/2024", (2024, 7, 5), "afternoon"),
    ("Họp lúc 19h30 ngày 6/7.", "19h30 ngày 6/7", (None, 7, 6), "evening"),
    ("Cập nhật: 14/07/2020", "14/07/2020", (2020, 7, 14), ""),
    ("Nước biển dâng ngày 29/2/2024.", "ngày 29/2/2024", (2024, 2, 29), ""),
]


@pytest.mark.parametrize(("text", "span", "date", "part"), DATES, ids=[row[1] for row in DATES])
def test_a_date_is_found_with_the_words_that_belong_to_it(
    text: str, span: str, date: tuple[int | None, int, int], part: str
) -> None:
    surface, time = only(text)
    assert surface == span
    assert (time.year, time.month, time.day) == date
    assert time.time_of_day == part


# sentence, span, first day, last day
RANGES = [
    ("Ngày 4 và 5 tháng 01 năm 1999, sở họp.", "Ngày 4 và 5 tháng 01 năm 1999", (1999, 1, 4), (1999, 1, 5)),
    ("Trong 2 ngày 4-5/7, sở họp.", "Trong 2 ngày 4-5/7", (None, 7, 4), (None, 7, 5)),
    ("Các ngày 25 - 28/8/2020, sở họp.", "Các ngày 25 - 28/8/2020", (2020, 8, 25), (2020, 8, 28)),
    ("Mở từ ngày 1/1 đến ngày 5/6.", "từ ngày 1/1 đến ngày 5/6", (None, 1, 1), (None, 6, 5)),
    ("Mở từ 1/7 đến 30/9.", "từ 1/7 đến 30/9", (None, 7, 1), (None, 9, 30)),
    ("Mở từ ngày 20 đến ngày 25/7/2024.", "từ ngày 20 đến ngày 25/7/2024", (2024, 7, 20), (2024, 7, 25)),
    ("Ngày 12/7-14/7/2023, sở họp.", "Ngày 12/7-14/7/2023", (2023, 7, 12), (2023, 7, 14)),
    ("Ngày 30/12-2/1/2024, sở họp.", "Ngày 30/12-2/1/2024", (2023, 12, 30), (2024, 1, 2)),
    ("Họp 02 ngày 09 và ngày 10/6/2021.", "02 ngày 09 và ngày 10/6/2021", (2021, 6, 9), (2021, 6, 10)),
    ("Họp mùng 4 và mùng 5/8.", "mùng 4 và mùng 5/8", (None, 8, 4), (None, 8, 5)),
]


@pytest.mark.parametrize(("text", "span", "first", "last"), RANGES, ids=[row[1] for row in RANGES])
def test_a_range_of_days_takes_what_its_first_day_lacks_from_its_last(
    text: str, span: str, first: tuple[int | None, int, int], last: tuple[int | None, int, int]
) -> None:
    surface, time = only(text)
    assert surface == span
    assert (time.year, time.month, time.day) == first
    assert (time.until_year, time.until_month, time.until_day) == last


# sentence, span, expected fields
PERIODS: list[tuple[str, str, dict[str, object]]] = [
    ("Xong trong tháng 6.", "trong tháng 6", {"month": 6, "year": None, "governor": "in"}),
    ("Kế hoạch tháng 05 năm 2023.", "tháng 05 năm 2023", {"month": 5, "year": 2023}),
    ("Kế hoạch tháng 7-2025.", "tháng 7-2025", {"month": 7, "year": 2025}),
    ("Kết quả trung tuần tháng 7/2024.", "trung tuần tháng 7/2024", {"day": 11, "until_day": 20, "month": 7}),
    ("Kết quả hạ tuần tháng 6.", "hạ tuần tháng 6", {"day": 21, "until_day": 30}),
    ("Kết quả quý III/2024.", "quý III/2024", {"quarter": 3, "year": 2024}),
    ("Kết quả quý 1/2016.", "quý 1/2016", {"quarter": 1, "year": 2016}),
    ("Kết quả quý I và quý II năm 2024.", "quý I và quý II năm 2024", {"month": 1, "until_month": 6}),
    ("Sơ kết 6 tháng đầu năm 2024.", "6 tháng đầu năm 2024", {"month": 1, "until_month": 6, "year": 2024}),
    ("Sơ kết sáu tháng đầu năm.", "sáu tháng đầu năm", {"month": 1, "until_month": 6}),
    ("Sơ kết 06 tháng đầu năm.", "06 tháng đầu năm", {"month": 1, "until_month": 6}),
    ("Nhiệm vụ 3 tháng cuối năm.", "3 tháng cuối năm", {"month": 10, "until_month": 12}),
    ("Kết quả 8 tháng của năm 2024.", "8 tháng của năm 2024", {"month": 1, "until_month": 8}),
    ("Nhiệm vụ những tháng cuối năm 2021.", "những tháng cuối năm 2021", {"month": 9, "until_month": 12}),
    ("Kết quả năm học 2022-2023.", "năm học 2022-2023", {"year": 2022, "until_year": 2023}),
    ("Bầu nhiệm kỳ 2020 - 2025.", "nhiệm kỳ 2020 - 2025", {"year": 2020, "until_year": 2025}),
    ("Đề án giai đoạn 1 (2021-2025).", "giai đoạn 1 (2021-2025)", {"year": 2021, "until_year": 2025}),
    ("Đề án 5 năm 2021-2025.", "5 năm 2021-2025", {"year": 2021, "until_year": 2025}),
    ("Gieo trồng vụ Đông Xuân 2024-2025.", "vụ Đông Xuân 2024-2025", {"year": 2024, "until_year": 2025}),
    ("Giữ vững đến năm 2030.", "đến năm 2030", {"year": 2030, "bound": "until"}),
    ("Đề án đến 2030.", "đến 2030", {"year": 2030, "bound": "until"}),
    ("Xong trước ngày 30/9.", "trước ngày 30/9", {"day": 30, "bound": "until", "governor": "before"}),
    ("Xong trước 30/9.", "trước 30/9", {"day": 30, "bound": "until"}),
    ("Xong chậm nhất là ngày 5/8.", "chậm nhất là ngày 5/8", {"bound": "until", "governor": "latest"}),
    ("Có hiệu lực kể từ ngày 1/7/2025.", "kể từ ngày 1/7/2025", {"bound": "from"}),
    ("Duy trì đến hết năm.", "đến hết năm", {"year": None, "bound": "until"}),
    ("Khởi công vào cuối năm 2025.", "vào cuối năm 2025", {"month": 9, "until_month": 12}),
    ("Làm từ nay đến cuối năm.", "từ nay đến cuối năm", {"form": "period.from_now", "until_month": 12}),
    ("Làm từ nay đến ngày 30/9.", "từ nay đến ngày 30/9", {"form": "period.from_now", "until_day": 30}),
    ("Từ đầu năm đến nay ổn định.", "Từ đầu năm đến nay", {"form": "period.to_now"}),
    ("Thực hiện trong năm 2022.", "trong năm 2022", {"year": 2022}),
    ("Mở từ tháng 1 đến tháng 6/2024.", "từ tháng 1 đến tháng 6/2024", {"month": 1, "until_month": 6, "year": 2024}),
    ("Mở từ tháng 11 đến tháng 2/2024.", "từ tháng 11 đến tháng 2/2024", {"year": 2023, "until_year": 2024}),
    ("Mở từ năm 2020 đến năm 2025.", "từ năm 2020 đến năm 2025", {"year": 2020, "until_year": 2025}),
    ("Tăng so với cùng kỳ năm 2023.", "cùng kỳ năm 2023", {"form": "period.same", "year": 2023}),
    ("Năm tới sẽ khó hơn.", "Năm tới", {"form": "period.year", "shift": 1}),
    ("Xong trong vòng 10 ngày.", "trong vòng 10 ngày", {"form": "deadline.duration", "shift": 10}),
    ("Họp ngày ... tháng 4 năm 2023.", "ngày ... tháng 4 năm 2023", {"month": 4, "day": None}),
]


@pytest.mark.parametrize(("text", "span", "fields"), PERIODS, ids=[row[1] for row in PERIODS])
def test_a_period_or_deadline_is_found_with_its_governing_word(text: str, span: str, fields: dict[str, object]) -> None:
    surface, time = only(text)
    assert surface == span
    assert {name: getattr(time, name) for name in fields} == fields


RECURRING = [
    ("Báo cáo ngày 15 hằng tháng.", "ngày 15 hằng tháng"),
    ("Báo cáo trước ngày 25 hàng tháng.", "trước ngày 25 hàng tháng"),
    ("Báo cáo định kỳ hằng quý.", "định kỳ hằng quý"),
    ("Tặng quà hằng năm.", "hằng năm"),
    ("Họp mỗi quý một lần.", "mỗi quý một lần"),
    ("Họp định kỳ 02 tuần/lần.", "định kỳ 02 tuần/lần"),
]


@pytest.mark.parametrize(("text", "span"), RECURRING, ids=[row[1] for row in RECURRING])
def test_recurring_times_are_marked_as_such(text: str, span: str) -> None:
    surface, time = only(text)
    assert (surface, time.recurring) == (span, True)


VAGUE = [
    ("Xong trước Tết Nguyên đán.", "trước Tết Nguyên đán"),
    ("Trình trước kỳ họp cuối năm.", "trước kỳ họp cuối năm"),
    ("Trong thời gian tới, xã làm tiếp.", "Trong thời gian tới"),
    ("Trả lời trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản.", "trong thời hạn 05 ngày làm việc kể từ ngày nhận văn bản"),
    ("Xã họp chiều cùng ngày.", "chiều cùng ngày"),
    ("Kết quả trong 3 tháng tới rất quan trọng.", "trong 3 tháng tới"),
]


@pytest.mark.parametrize(("text", "span"), VAGUE, ids=[row[1] for row in VAGUE])
def test_times_without_a_place_on_the_calendar_are_vague(text: str, span: str) -> None:
    surface, time = only(text)
    assert (surface, time.vague) == (span, True)


NO_TIMES = [
    ("Hoàn thành 5/8 nội dung.", "a ratio"),
    ("Đạt 19/19 tiêu chí nông thôn mới.", "a ratio that could be no date"),
    ("Đạt chuẩn đến 5/8 xã.", "a ratio after a governing word"),
    ("Kế hoạch số 12/KH-UBND.", "a document number"),
    ("Trực 24/7 tại chốt.", "an idiom"),
    ("Nhà ở đường 3/2 đã xuống cấp.", "a street named after a date"),
    ("Nhà ở đường 30 tháng 4 đã xuống cấp.", "the same in words"),
    ("Tỷ lệ đạt 8.4-8.6%.", "a range of percents"),
    ("Theo khoản 2 Điều 15.", "an article"),
    ("Xây dựng từ 10-12 mô hình.", "a range of counts"),
    ("Trả đủ lương tháng 13.", "no such month"),
    ("Noi gương Cách mạng tháng Tám.", "a month in a name"),
    ("Họp ngày 31/2.", "no such day"),
    ("Họp ngày 5/13.", "no such month"),
    ("Họp ngày 29/2/2023.", "no such day in that year"),
    ("Mạng 5G đã phủ sóng.", "not five o'clock"),
    ("Trong năm đơn vị thì hai đạt.", "five units"),
    ("Chất lượng ngày càng cao, tôi và đại hội vui mừng.", "words that begin like times"),
    ("Dẫn trước 3-1 rồi thắng.", "a score"),
]


@pytest.mark.parametrize(("text", "why"), NO_TIMES, ids=[row[1] for row in NO_TIMES])
def test_what_only_looks_like_a_time_is_left_alone(text: str, why: str) -> None:
    assert surfaces(text) == [], why


HOLIDAYS = [
    ("Chào mừng Quốc khánh 2/9.", ["2/9"]),
    ("Cao điểm dịp lễ 30/4 và 1/5.", ["30/4", "1/5"]),
    ("Kỷ niệm Ngày Thương binh - Liệt sĩ (27/7).", ["27/7"]),
    ("Kỷ niệm 90 năm Ngày thành lập Hội (20/10/1930 - 20/10/2020).", ["20/10/1930 - 20/10/2020"]),
]


@pytest.mark.parametrize(("text", "spans"), HOLIDAYS, ids=[row[0] for row in HOLIDAYS])
def test_days_in_the_names_of_holidays_are_marked(text: str, spans: list[str]) -> None:
    analysis = times(text)
    assert [analysis.surface[t.start : t.end] for t in analysis.times] == spans
    assert {t.form for t in analysis.times} == {"date.holiday"}


def test_a_working_day_beside_an_anniversary_is_no_holiday() -> None:
    analysis = times("Nhân kỷ niệm ngày truyền thống của ngành, sáng 26/7, sở tổ chức gặp mặt.")
    assert [t.form for t in analysis.times] == ["date.dm"]


@pytest.mark.parametrize("text", ["nhiệm kỳ 2018-2013", "nhiệm kỳ 2108-2023", "năm học 2023-2029", "giai đoạn 2030 - 2021"])
def test_a_term_that_cannot_be_is_kept_and_warned_of(text: str) -> None:
    analysis = times(f"Ban Chấp hành {text} ra mắt.")
    assert [(analysis.surface[t.start : t.end], t.form) for t in analysis.times] == [(text, "period.impossible")]
    assert [(n.code, analysis.surface[n.start : n.end]) for n in analysis.notices] == [("impossible_period", text)]


def test_separate_dates_stay_separate() -> None:
    assert surfaces("Đợt một ngày 15/3 và đợt hai ngày 20/4.") == ["ngày 15/3", "ngày 20/4"]
    assert surfaces("Kết quả năm 2023, nhiệm vụ năm 2024.") == ["năm 2023", "năm 2024"]
    assert surfaces("Kết quả quý IV, quý 1/2016.") == ["quý IV", "quý 1/2016"]
