"""Quantities found in a text: their numbers, units and comparators, and what is no quantity."""

from __future__ import annotations

import pytest

from bienban.language.analysis import Analysis, QuantityMention
from bienban.language.quantities import find_quantities
from bienban.language.times import find_times
from build import analyse


def quantities(text: str) -> Analysis:
    analysis = analyse(text)
    find_times(analysis)
    find_quantities(analysis)
    return analysis


def only(text: str) -> tuple[str, QuantityMention, Analysis]:
    analysis = quantities(text)
    assert len(analysis.quantities) == 1, [analysis.surface[q.start : q.end] for q in analysis.quantities]
    found = analysis.quantities[0]
    return analysis.surface[found.start : found.end], found, analysis


# sentence, span, least, most, unit
AMOUNTS = [
    ("Tăng thêm 10-12 mô hình.", "10-12 mô hình", 10, 12, "mô hình"),
    ("Tăng thêm 10 – 12 mô hình.", "10 – 12 mô hình", 10, 12, "mô hình"),
    ("Xây dựng 02 mô hình.", "02 mô hình", 2, 2, "mô hình"),
    ("Thành lập từ 10-20 công đoàn cơ sở.", "từ 10-20 công đoàn cơ sở", 10, 20, "công đoàn cơ sở"),
    ("Kết nạp từ 2.000 đến 2.500 đoàn viên.", "từ 2.000 đến 2.500 đoàn viên", 2000, 2500, "đoàn viên"),
    ("Trồng 10 đến 20 cây xanh.", "10 đến 20 cây xanh", 10, 20, "cây xanh"),
    ("Kết nạp gần 2.600 đoàn viên.", "gần 2.600 đoàn viên", None, 2600, "đoàn viên"),
    ("Có hơn 1.000 người dự.", "hơn 1.000 người", 1000, None, "người"),
    ("Đăng ký ít nhất 02 mô hình.", "ít nhất 02 mô hình", 2, None, "mô hình"),
    ("Tối thiểu phải đạt 30 mô hình.", "Tối thiểu phải đạt 30 mô hình", 30, None, "mô hình"),
    ("Còn chưa đến 5 hộ.", "chưa đến 5 hộ", None, 5, "hộ"),
    ("Cấp tối đa 3 suất quà.", "tối đa 3 suất quà", None, 3, "suất quà"),
    ("Nơi có từ 25 lao động trở lên.", "từ 25 lao động trở lên", 25, None, "lao động"),
    ("Mỗi tổ kết nạp từ 90 đảng viên.", "từ 90 đảng viên", 90, None, "đảng viên"),
    ("Giao 05 (năm) đơn vị làm.", "05 (năm) đơn vị", 5, 5, "đơn vị"),
    ("Chi 1,2 tỷ đồng.", "1,2 tỷ đồng", 1.2e9, 1.2e9, "đồng"),
    ("Chi 1.200.000.000 đồng.", "1.200.000.000 đồng", 1.2e9, 1.2e9, "đồng"),
    ("Chi 2 tỷ 350 triệu đồng.", "2 tỷ 350 triệu đồng", 2.35e9, 2.35e9, "đồng"),
    ("Chi 1 tỷ rưỡi đồng.", "1 tỷ rưỡi đồng", 1.5e9, 1.5e9, "đồng"),
    ("Chi 61.794.000đ.", "61.794.000đ", 61_794_000, 61_794_000, "đồng"),
    ("Chi 3 nghìn tỷ đồng.", "3 nghìn tỷ đồng", 3e12, 3e12, "đồng"),
    ("Chi từ 500 triệu - 1 tỷ đồng.", "từ 500 triệu - 1 tỷ đồng", 5e8, 1e9, "đồng"),
    ("Chi hơn 5 tỷ.", "hơn 5 tỷ", 5e9, None, "đồng"),
    ("Vay 1,5 triệu USD.", "1,5 triệu USD", 1.5e6, 1.5e6, "USD"),
    ("Có 12,4 nghìn hội viên.", "12,4 nghìn hội viên", 12_400, 12_400, "hội viên"),
    ("Khám cho 6,2 triệu lượt người.", "6,2 triệu lượt người", 6.2e6, 6.2e6, "lượt người"),
    ("Có 2 071 hội viên.", "2 071 hội viên", 2071, 2071, "hội viên"),
    ("Có 2492 đảng viên.", "2492 đảng viên", 2492, 2492, "đảng viên"),
    ("Rải 300m2 sân.", "300m2", 300, 300, "m2"),
    ("Mở 12 quầy thuốc.", "12 quầy", 12, 12, "quầy"),
    ("Sửa 12 lò gốm cũ.", "12 lò gốm", 12, 12, "lò gốm"),
    ("Có 9 HTX mới.", "9 HTX", 9, 9, "htx"),
    ("Kết nạp được 18, vượt kế hoạch.", "18", 18, 18, ""),
    ("Đề ra ba nhóm giải pháp.", "ba nhóm giải pháp", 3, 3, "nhóm giải pháp"),
    ("Giao sáu nhiệm vụ.", "sáu nhiệm vụ", 6, 6, "nhiệm vụ"),
    ("Giao năm nhiệm vụ.", "năm nhiệm vụ", 5, 5, "nhiệm vụ"),
    ("Chi hai mươi triệu đồng.", "hai mươi triệu đồng", 2e7, 2e7, "đồng"),
    ("Tốc độ tăng 1,5 điểm phần trăm.", "1,5 điểm phần trăm", 1.5, 1.5, "điểm phần trăm"),
    ("Tỷ suất là 0,5‰.", "0,5‰", 0.5, 0.5, "‰"),
]


@pytest.mark.parametrize(("text", "span", "low", "high", "unit"), AMOUNTS, ids=[row[1] for row in AMOUNTS])
def test_an_amount_is_valued_with_its_comparator_and_unit(
    text: str, span: str, low: float | None, high: float | None, unit: str
) -> None:
    surface, found, _ = only(text)
    assert surface == span
    assert (found.low, found.high) == (low, high)
    assert found.unit_name == unit
    assert not found.percent


PERCENTS = [
    ("Đạt trên 95% kế hoạch.", "trên 95%", 95, None),
    ("Đạt từ 95% trở lên.", "từ 95% trở lên", 95, None),
    ("Đạt 95% trở lên.", "95% trở lên", 95, None),
    ("Có từ 60% số hộ nông dân trở lên đăng ký.", "từ 60% số hộ nông dân trở lên", 60, None),
    ("Giảm dưới 3%.", "dưới 3%", None, 3),
    ("Tăng không quá 3%.", "không quá 3%", None, 3),
    ("Tăng từ 8 đến 10%.", "từ 8 đến 10%", 8, 10),
    ("Tăng từ 8% đến 10%.", "từ 8% đến 10%", 8, 10),
    ("Tăng 8-10%.", "8-10%", 8, 10),
    ("Tăng 20% - 30%.", "20% - 30%", 20, 30),
    ("Đạt 176,9% chỉ tiêu.", "176,9%", 176.9, 176.9),
    ("Có 80% chi bộ hoàn thành tốt nhiệm vụ trở lên.", "80%", 80, 80),
]


@pytest.mark.parametrize(("text", "span", "low", "high"), PERCENTS, ids=[row[1] for row in PERCENTS])
def test_percents_stand_on_either_number_and_take_comparators_from_both_sides(
    text: str, span: str, low: float | None, high: float | None
) -> None:
    surface, found, _ = only(text)
    assert surface == span
    assert (found.low, found.high, found.percent, found.unit_name) == (low, high, True, "")


def test_a_change_from_one_level_to_another_is_two_levels() -> None:
    analysis = quantities("Tỷ lệ tăng từ 12% lên 15%.")
    assert [(q.low, q.high) for q in analysis.quantities] == [(12, 12), (15, 15)]


@pytest.mark.parametrize(
    ("text", "approximate"),
    [("Khoảng 45%.", True), ("Xấp xỉ 30 tỷ đồng.", True), ("Ước đạt 40 hộ.", True), ("Gần 35%.", True), ("Hơn 35%.", False), ("Đúng 35%.", False)],
)
def test_about_is_approximate_and_more_than_is_not(text: str, approximate: bool) -> None:
    assert only(text)[1].approximate is approximate


# sentence, span, left and right, unit, percent
RATIOS = [
    ("Hoàn thành 5/8 nội dung.", "5/8 nội dung", (5, 8), "nội dung", False),
    ("Hoàn thành 37/37 nhiệm vụ.", "37/37 nhiệm vụ", (37, 37), "nhiệm vụ", False),
    ("Khảo sát 01/15 hộ.", "01/15 hộ", (1, 15), "hộ", False),
    ("Thu 45.799/36.875 tỷ đồng.", "45.799/36.875 tỷ đồng", (45.799e12, 36.875e12), "đồng", False),
    ("Đạt 83,2%/50% tổng số xã.", "83,2%/50%", (83.2, 50), "", True),
    ("Có 1.018 người/1.026 người dự.", "1.018 người/1.026 người", (1018, 1026), "người", False),
    ("Có 2/3 số hộ đăng ký.", "2/3", (2, 3), "", False),
]


@pytest.mark.parametrize(("text", "span", "ratio", "unit", "percent"), RATIOS, ids=[row[1] for row in RATIOS])
def test_ratios_keep_both_sides_and_no_bounds(text: str, span: str, ratio: tuple[float, float], unit: str, percent: bool) -> None:
    surface, found, _ = only(text)
    assert surface == span
    assert found.ratio == ratio
    assert (found.low, found.high, found.unit_name, found.percent) == (None, None, unit, percent)


def test_a_slash_between_different_units_is_no_ratio() -> None:
    analysis = quantities("Có 1.900 đại biểu/75 điểm cầu.")
    assert [(q.low, q.unit_name, q.ratio) for q in analysis.quantities] == [(1900, "đại biểu", None), (75, "điểm cầu", None)]


def test_a_ratio_and_its_percent_are_both_found() -> None:
    analysis = quantities("Biểu quyết 97/97 = 100%.")
    assert [(q.ratio, q.low) for q in analysis.quantities] == [((97, 97), None), (None, 100)]


PER = [
    ("Thu nhập 70 triệu đồng/người/năm.", "70 triệu đồng/người/năm", "/người/năm"),
    ("Tăng 6,5 - 7%/năm.", "6,5 - 7%/năm", "/năm"),
    ("Đạt 30-35 giường/vạn dân.", "30-35 giường/vạn dân", "/vạn dân"),
    ("Mỗi đơn vị chọn ít nhất 2 công trình.", "ít nhất 2 công trình", "Mỗi đơn vị"),
    ("Tặng mỗi suất 300.000 đồng.", "300.000 đồng", "mỗi suất"),
    ("Đạt 165 triệu đồng/năm trở lên.", "165 triệu đồng/năm trở lên", "/năm"),
]


@pytest.mark.parametrize(("text", "span", "per"), PER, ids=[row[1] for row in PER])
def test_what_a_quantity_is_counted_for_is_kept(text: str, span: str, per: str) -> None:
    surface, found, analysis = only(text)
    assert surface == span
    assert found.per is not None
    assert analysis.surface[slice(*found.per)] == per


def test_magnitudes_without_a_number_have_no_value() -> None:
    surface, found, _ = only("Gây thiệt hại hàng trăm tỷ đồng.")
    assert surface == "hàng trăm tỷ đồng"
    assert (found.low, found.high, found.approximate, found.unit_name) == (None, None, True, "đồng")


@pytest.mark.parametrize("text", ["Tăng gấp 2 lần.", "Tăng 2,6 lần so với trước."])
def test_multipliers_are_marked(text: str) -> None:
    assert only(text)[1].form == "quantity.multiplier"


NONE = [
    ("Hội nghị lần thứ 12 bàn việc này.", "ordinal"),
    ("Ban Chấp hành khóa 13 ra mắt.", "term"),
    ("Theo khoản 2 Điều 5 của luật.", "article"),
    ("Tổ 3, thôn 2 đã họp.", "hamlets"),
    ("Nhà ở số 18 đường Lê Lợi.", "address"),
    ("(1) Rà soát hồ sơ.", "enumerator"),
    ("1. Rà soát hồ sơ.", "enumerator at the line's head"),
    ("2) Rà soát hồ sơ.", "enumerator with a bracket"),
    ("Phòng, chống COVID-19.", "disease"),
    ("Sửa QL 1A và ĐT.603 qua xã.", "roads"),
    ("Phong trào “5 không, 3 sạch” lan rộng.", "slogan"),
    ("Điện thoại: 0225.3747.123 hoặc 0912345678.", "telephones"),
    ("Luật số 45/2019/QH14 có hiệu lực.", "law"),
    ("Kế hoạch số 12/KH-UBND, 01-KH/BDV.", "symbols"),
    ("Quyết định 12/2020/QĐ-UBND.", "symbol with a year"),
    ("Quán triệt Nghị quyết 18 và Quyết định 217.", "documents by number"),
    ("Học tập Nghị quyết Trung ương 8 khóa XII.", "plenum"),
    ("Ông ấy 45 tuổi.", "age"),
    ("Đạt tiêu chuẩn ISO 9001:2015.", "standard"),
    ("Trực 24/7 và 24/24 giờ.", "idiom"),
    ("Ngày 12/7/2023, quý III/2024, 6 tháng đầu năm 2024.", "times"),
    ("Lúc 19h30, hội nghị bế mạc.", "clock"),
    ("Nhiệm kỳ 2020-2025 và năm 2024.", "years"),
    ("Luật Đất đai 2024 quy định rõ.", "a year in a title"),
    ("Một số mô hình, cả năm đơn vị, thứ hai đơn vị.", "words that are no counts here"),
    ("Học sinh lớp 5 và khối 9.", "classes"),
    ("Đội thắng 10-5 rồi nghỉ.", "a score"),
    ("Bí danh H5N1, m2x, a1b2.", "digits inside words"),
]


@pytest.mark.parametrize(("text", "why"), NONE, ids=[row[1] for row in NONE])
def test_numbers_that_count_nothing_are_no_quantities(text: str, why: str) -> None:
    analysis = quantities(text)
    assert [analysis.surface[q.start : q.end] for q in analysis.quantities] == [], why


@pytest.mark.parametrize(
    ("text", "span"),
    [("Tổng số 120 đại biểu.", "120 đại biểu"), ("Trong số 12 đơn vị có một bị phạt.", "12 đơn vị"), ("Mở lớp 30 học viên.", "30 học viên")],
)
def test_labels_do_not_hide_counts(text: str, span: str) -> None:
    assert only(text)[0] == span


WARNINGS = [
    ("Chi 44,962.000 đ cho hội.", "number_format", "44,962.000 đ"),
    ("Có 1,200 hộ dân.", "number_format", "1,200 hộ dân"),
    ("Hội nghị có hơn lượt ý kiến góp ý.", "missing_number", "hơn lượt"),
    ("Tổng kinh phí là …… đồng.", "missing_number", "……"),
    ("Vận động được ....... đồng.", "missing_number", "......."),
]


@pytest.mark.parametrize(("text", "code", "span"), WARNINGS, ids=[row[2] for row in WARNINGS])
def test_numbers_that_cannot_be_told_or_are_missing_are_warned_of(text: str, code: str, span: str) -> None:
    analysis = quantities(text)
    assert [(n.code, analysis.surface[n.start : n.end]) for n in analysis.notices] == [(code, span)]
    assert all(q.low is None and q.high is None for q in analysis.quantities)


@pytest.mark.parametrize("text", ["Vượt 50,575 tỷ USD.", "Trồng 16.553,8 ha rừng.", "Nông, lâm, thủy sản... đồng bộ."])
def test_regular_writing_is_not_warned_of(text: str) -> None:
    assert quantities(text).notices == []
