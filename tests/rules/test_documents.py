"""Numbered citations: every shape of symbol, the errors met in practice, lists, dates, issuers, back-references."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.analysis import Analysis, DocumentCandidate
from bienban.rules.documents import find_documents
from build import analyse


def read(text: str) -> Analysis:
    analysis = analyse(text)
    find_documents(analysis)
    return analysis


def only(text: str) -> tuple[DocumentCandidate, str]:
    analysis = read(text)
    assert len(analysis.documents) == 1, [analysis.surface[d.start : d.end] for d in analysis.documents]
    return analysis.documents[0], analysis.surface


def issued(document: DocumentCandidate) -> str:
    time = document.issued
    if time is None:
        return ""
    return "-".join(str(part) for part in (time.year, time.month, time.day) if part is not None)


SHAPES = [
    # text, symbol, type, date of issue, reason
    ("Kế hoạch số 17-KH/BDVTU-BQLKCN-LĐLĐT ngày 04/6/2022", "17-KH/BDVTU-BQLKCN-LĐLĐT", "joint_plan", "2022-6-4", "three issuers make a plan joint"),
    ("Kế hoạch số 218/KH-UBND ngày 09/02/2023", "218/KH-UBND", "plan", "2023-2-9", "state, administrative"),
    ("Nghị định số 93/2019/NĐ-CP ngày 17 tháng 11 năm 2019", "93/2019/NĐ-CP", "decree", "2019-11-17", "legal, date in words"),
    ("Nghị quyết số 29-NQ/TU, ngày 8-3-2021", "29-NQ/TU", "resolution", "2021-3-8", "Party, comma before a dashed date"),
    ("Nghị quyết số 77/2024/QH15", "77/2024/QH15", "resolution", "", "legislature: no letters for the kind"),
    ("Luật số 19/2023/QH15", "19/2023/QH15", "law", "", "a law by its number"),
    ("Nghị quyết số 912/NQ-UBTVQH15", "912/NQ-UBTVQH15", "resolution", "", "standing committee, year left out"),
    ("Quy định số 44-QĐi/TU", "44-QĐi/TU", "regulation", "", "provincial letters for Quy định"),
    ("Công điện số 31/CĐ-TTg ngày 07.9.2024", "31/CĐ-TTg", "telegram", "2024-9-7", "dotted date"),
    ("Chương trình hành động số 09-CTr/HU", "09-CTr/HU", "programme", "", "kind of three words"),
    ("Công văn số 3318/UBND-KT ngày 20/10/2022", "3318/UBND-KT", "official_letter", "2022-10-20", "letters have no letters for the kind"),
    ("văn bản số 781/VPCP-NN ngày 30/8/2021", "781/VPCP-NN", "official_letter", "2021-8-30", "văn bản: a letter"),
    ("văn bản số 52/TB-VPUB", "52/TB-VPUB", "notice", "", "văn bản: the letters tell the kind"),
    ("Thông báo kết luận số 118/TB-UBND", "118/TB-UBND", "notice", "", "kind and letters differ and still agree"),
    ("Kế hoạch số 96/KH-CAT-PV05", "96/KH-CAT-PV05", "plan", "", "a police unit is no issuer"),
    ("Kế hoạch số 402/KH-BCA-BNN&MT", "402/KH-BCA-BNN&MT", "joint_plan", "", "ampersand inside the letters"),
    ("Kế hoạch số 33/KH-MTTQ-BTT", "33/KH-MTTQ-BTT", "plan", "", "BTT is part of the Front's letters"),
    ("Kế hoạch số 77-KH/TĐTN-CTĐ&TTN", "77-KH/TĐTN-CTĐ&TTN", "plan", "", "Youth Union"),
    ("Kế hoạch phối hợp số 14/KHPH-MTTQ-UBND", "14/KHPH-MTTQ-UBND", "joint_plan", "", "joint by its letters"),
    ("Hướng dẫn số 06-HDLN/BDVTU-SNV", "06-HDLN/BDVTU-SNV", "guidance", "", "between branches"),
    ("Nghị quyết số 55c/NQ-CP", "55c/NQ-CP", "resolution", "", "a letter after the number"),
    ("Đề án số 11-ĐA/TU", "11-ĐA/TU", "scheme", "", "scheme"),
    ("Tờ trình số 48/TTr-STC", "48/TTr-STC", "submission", "", "submission"),
    ("Giấy mời số 15/GM-VPUB", "15/GM-VPUB", "other", "", "other paper"),
    ("CV 615/UBND-NC ngày 11/4/2020", "615/UBND-NC", "official_letter", "2020-4-11", "abbreviated kind"),
    ("Quyết định số 88/QĐ-UBND (ngày 15/01/2024)", "88/QĐ-UBND", "decision", "2024-1-15", "date in brackets"),
    ("Nghị quyết số 66.2/2025/NQ-CP", "66.2/2025/NQ-CP", "resolution", "", "decimal number"),
    ("Kế hoạch phối hợp giữa hai đơn vị số 21-KH/HU", "21-KH/HU", "joint_plan", "", "words between kind and number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "symbol", "kind", "date", "reason"), SHAPES)
def test_shapes_of_symbols(text: str, symbol: str, kind: str, date: str, reason: str) -> None:
    document, surface = only(f"Hội nghị đã quán triệt {text}.")
    assert (document.symbol, document.type, issued(document)) == (symbol, kind, date), reason
    assert surface[document.start : document.end] == text


SLIPS = [
    # text, symbol as it should be, warning, reason
    ("Công văn số 815 /UBND-TH", "815/UBND-TH", None, "blank before the slash is folded silently"),
    ("Kế hoạch số 09 - KH/ĐU", "09-KH/ĐU", None, "blanks around the hyphen"),
    ("Kế hoạch số 23–KH/TU", "23-KH/TU", None, "en dash"),
    ("Chương trình số 12-Ctr/TU", "12-CTr/TU", None, "case slip of the kind"),
    ("Nghị quyết 34-NQ-TU", "34-NQ/TU", "symbol_malformed", "hyphen for slash"),
    ("Quyết định số 512 QĐ/TWĐTN", "512-QĐ/TWĐTN", "symbol_malformed", "blank for hyphen"),
    ("Kế hoạch số 41/KH/TĐTN-VP", "41-KH/TĐTN-VP", "symbol_malformed", "slash for hyphen, Youth Union"),
    ("Quyết định số 702/QĐUBND", "702/QĐ-UBND", "symbol_hyphen_lost", "hyphen lost before the issuer"),
    ("Nghị định số 12/2016/NĐCP", "12/2016/NĐ-CP", "symbol_hyphen_lost", "hyphen lost after a year"),
    ("Công văn số 640/CV_MTTW_BTT", "640/CV-MTTW-BTT", None, "underscores"),
    ("Kế hoạch số 0l/KH-UBND", "01/KH-UBND", "symbol_malformed", "letter l read for 1"),
    ("Quyết định số 27/2018/QĐ-UBNĐ", "27/2018/QĐ-UBNĐ", None, "issuer slip is kept as written"),
    ("quyết định số 455/qđ-ttg", "455/QĐ-TTg", None, "all in small letters"),
    ("Kế hoạch số 39-CTr/HU", "39-CTr/HU", "type_symbol_conflict", "word and letters disagree"),
    ("Nghị định 102015NĐCP", "10/2015/NĐ-CP", "symbol_hyphen_lost", "all separators lost"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "symbol", "warning", "reason"), SLIPS)
def test_typing_errors_are_read_and_noted(text: str, symbol: str, warning: str | None, reason: str) -> None:
    analysis = read(f"Hội nghị thực hiện {text}.")
    assert [d.symbol for d in analysis.documents] == [symbol], reason
    assert [notice.code for notice in analysis.notices] == ([warning] if warning else []), reason


LISTS = [
    # text, symbols, texts of the items, reason
    ("các Nghị quyết số 03, 04 và 08-NQ/HU", ["03-NQ/HU", "04-NQ/HU", "08-NQ/HU"], ["Nghị quyết số 03", "04", "08-NQ/HU"], "last has letters"),
    ("Kế hoạch số 61, 62, 63/KH-UBND", ["61/KH-UBND", "62/KH-UBND", "63/KH-UBND"], None, "without plural"),
    ("Quyết định 317, 318-QĐ/TU", ["317-QĐ/TU", "318-QĐ/TU"], None, "without số"),
    ("Nghị định số 31 và 42/2019/NĐ-CP", ["31/2019/NĐ-CP", "42/2019/NĐ-CP"], None, "the year is shared too"),
    ("các Nghị quyết số 83 và số 84 của Ban Thường vụ Tỉnh ủy", ["83", "84"], None, "numbers only"),
    ("Thông tư số 67, 69", ["67", "69"], None, "numbers only, list ends the sentence"),
    ("Kế hoạch số 55-KH/TU và Kế hoạch số 56-KH/TU", ["55-KH/TU", "56-KH/TU"], None, "two kinds in full"),
    ("Nghị quyết số 12-NQ/TU, 340/QĐ-UBND", ["12-NQ/TU", "340/QĐ-UBND"], None, "another kind in the list"),
    ("các Nghị định: số 81/2011/NĐ-CP về phí; số 17/2013/NĐ-CP", ["81/2011/NĐ-CP", "17/2013/NĐ-CP"], None, "colon and semicolon"),
    ("từ Nghị quyết số 21-NQ/TU đến Nghị quyết số 24-NQ/TU", ["21-NQ/TU", "24-NQ/TU"], None, "a range: its ends only"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "symbols", "words", "reason"), LISTS)
def test_lists_give_one_reference_each(text: str, symbols: list[str], words: list[str] | None, reason: str) -> None:
    analysis = read(f"Hội nghị quán triệt {text}.")
    assert [d.symbol for d in analysis.documents] == symbols, reason
    if words is not None:
        assert [analysis.surface[d.start : d.end] for d in analysis.documents] == words


def test_each_item_keeps_its_own_date() -> None:
    analysis = read("Triển khai các Nghị quyết số 42-NQ/TU ngày 07/5/2019 và số 47-NQ/TU ngày 12/12/2022 của Tỉnh ủy.")
    assert [issued(d) for d in analysis.documents] == ["2019-5-7", "2022-12-12"]
    assert all(analysis.surface[slice(*d.issuer)] == "Tỉnh ủy" for d in analysis.documents if d.issuer)


def test_one_date_at_the_end_is_shared() -> None:
    analysis = read("Theo các Quyết định số 613/QĐ-TLĐ và 614/QĐ-TLĐ ngày 09/8/2012.")
    assert [issued(d) for d in analysis.documents] == ["2012-8-9", "2012-8-9"]


AROUND = [
    ("Quyết định số 45/QĐ-UBND của Ủy ban nhân dân tỉnh ngày 06/3/2023", "2023-3-6", "Ủy ban nhân dân tỉnh", "date after the issuer"),
    ("Kế hoạch số 12-KH/HU, ngày 18/02/2021 của Ban Thường vụ Huyện ủy", "2021-2-18", "Ban Thường vụ Huyện ủy", "issuer after the date"),
    ("Thông tư số 14/2020/TT-BTC ngày 15/4/2020 của Bộ Nông nghiệp và Môi trường", "2020-4-15", "Bộ Nông nghiệp và Môi trường", "và inside a name"),
    ("Quyết định số 9/QĐ-TTg ngày 02/01/2022 của Thủ tướng chính phủ", "2022-1-2", "Thủ tướng chính phủ", "small letters in the name"),
    ("Chỉ thị số 16-CT/TW ngày 01/7/2019 của Ban Bí thư Trung ương Đảng", "2019-7-1", "Ban Bí thư Trung ương Đảng", "Party body"),
    ("Kế hoạch số 5/KH-SVHTTDL của Sở Văn hóa, Thể thao và Du lịch", "", "Sở Văn hóa, Thể thao và Du lịch", "comma inside a name"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "date", "issuer", "reason"), AROUND)
def test_date_and_issuer_beside_the_number(text: str, date: str, issuer: str, reason: str) -> None:
    document, surface = only(f"Hội nghị triển khai {text}.")
    assert issued(document) == date, reason
    assert document.issuer is not None
    assert surface[slice(*document.issuer)] == issuer, reason


def test_title_and_year() -> None:
    document, surface = only("Hội nghị triển khai Kế hoạch số 90/KH-UBND ngày 03/3/2024 của UBND tỉnh về chuyển đổi số, cải cách hành chính.")
    assert document.title is not None
    assert surface[slice(*document.title)] == "về chuyển đổi số, cải cách hành chính"
    assert (document.number, document.year) == ("90", 2024)


def test_issuers_and_systems() -> None:
    document, _ = only("Theo Kế hoạch số 07-KH/BDVTU-BQLKKT-LĐLĐTP ngày 02/02/2022.")
    assert [(i.code, i.system) for i in document.issuers] == [("BDVTU", "party"), ("BQLKKT", "state"), ("LĐLĐTP", "union")]
    document, _ = only("Theo Công văn số 415/UBND-KGVX.")
    assert [i.code for i in document.issuers] == ["UBND"], "a drafting unit is no issuer"
    document, _ = only("Theo Kế hoạch số 96/KH-CAT-PV05.")
    assert [i.code for i in document.issuers] == ["CAT"], "a police unit is no issuer"


BARE = [
    ("Chỉ thị 27 của Ban Thường vụ Tỉnh ủy", "27", "issuer follows"),
    ("Nghị quyết số 14", "14", "with số"),
    ("NQ 36", "36", "abbreviated"),
    ("Đề án 08", "08", "zero kept as written"),
    ("quyết định 512 của Kiểm toán nhà nước", "512", "small letters, issuer follows"),
]


@pytest.mark.parametrize(("text", "symbol", "reason"), BARE)
def test_a_number_alone_is_the_symbol(text: str, symbol: str, reason: str) -> None:
    document, surface = only(f"Các đơn vị thực hiện nghiêm {text}.")
    assert (document.symbol, document.rule, document.number) == (symbol, "document.bare-number", symbol.lstrip("0")), reason
    assert surface[document.start : document.end] == text


NOTHING = [
    ("hoàn thành 7/9 nội dung phối hợp", "ratio"), ("ngày 14/8/2022", "date"), ("Từ ngày 2.3 đến ngày 8.5", "dotted dates"),
    ("theo khoản 3 Điều 21 Nghị định", "provision"), ("tăng thêm 8-9 mô hình", "range"), ("2.456,7 tỷ đồng", "money"),
    ("trực 24/24 giờ", "idiom"), ("3/4 số hộ dân", "share"), ("dịch COVID-19", "disease"), ("số điện thoại 0236.3555.777", "telephone"),
    ("Quốc lộ 9B", "road"), ("đường 2/9", "street"), ("tỷ lệ 1/500", "scale"), ("nhiệm kỳ 2015 - 2020", "term"), ("quý II/2023", "quarter"),
    ("kỳ họp thứ 5", "ordinal"), ("số 27 đường Trần Phú", "house number"), ("xe 43A-567.89", "plate"), ("TCVN 6789:2001", "standard"),
    ("QCVN 07:2019/BYT", "technical standard"), ("ISO 14001:2015", "standard"), ("cúm A/H7N9", "virus"), ("đạt 97,5% kế hoạch", "percent"),
    ("Trường THCS 26/3", "school"), ("3 không, 2 sạch", "slogan"), ("mã số thuế 0401234567", "tax number"), ("5 triệu đồng/người/tháng", "rate"),
    ("Đội 6/CSGT", "police team"), ("phiên họp 05/2023", "a month"), ("vụ án số 12/HSST", "court file"), ("kế hoạch 5 năm", "counted years"),
    ("chương trình 20 tàu", "counted things"), ("quyết định 3 nội dung", "verb"), ("Giấy phép số: 88/GP-STTTT", "licence of the paper"),
    ("Kế hoạch số …/KH-UBND", "draft without number"), ("Kế hoạch 2023", "a year is no number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), NOTHING)
def test_what_is_no_document(text: str, reason: str) -> None:
    assert read(f"Hội nghị ghi nhận {text}.").documents == [], reason
    assert read(text).documents == [], reason


def test_one_reference_for_each_document() -> None:
    analysis = read(
        "Hội nghị sơ kết Kế hoạch số 45-KH/HU, ngày 18/02/2022.\n"
        "Kế hoạch 45 đã được triển khai rộng. Kế hoạch số 45-KH/HU còn hạn chế.\n"
        "Đồng chí đề nghị thực hiện tốt Kế hoạch này."
    )
    assert len(analysis.documents) == 1
    words = [analysis.surface[a:b] for a, b in analysis.documents[0].mentions]
    assert words == ["Kế hoạch 45", "Kế hoạch số 45-KH/HU", "Kế hoạch này"]


def test_the_full_citation_is_the_item() -> None:
    analysis = read("Nghị quyết 31 là bước ngoặt của huyện. Nghị quyết số 31-NQ/HU ngày 05/5/2021 giao mười chỉ tiêu.")
    assert [d.symbol for d in analysis.documents] == ["31-NQ/HU"]
    assert analysis.documents[0].mentions == [(0, 13)]


def test_a_bare_number_of_another_body_stays_apart() -> None:
    analysis = read("Thực hiện Nghị quyết số 18-NQ/TW. Nghị quyết 18 của HĐND tỉnh giao chỉ tiêu thu ngân sách.")
    assert [d.symbol for d in analysis.documents] == ["18-NQ/TW", "18"]


ROLES = [
    ("Căn cứ Kế hoạch số 3-KH/HU, hội nghị thống nhất các nội dung.", "basis"),
    ("Thực hiện Kế hoạch số 3-KH/HU, hôm nay Ban Dân vận tổ chức hội nghị.", "basis"),
    ("Hội nghị sơ kết 3 năm thực hiện Kế hoạch số 3-KH/HU.", "reported"),
    ("Hội nghị đã biểu quyết thông qua Nghị quyết số 3-NQ/HU.", "adopted"),
    ("Các đơn vị tiếp tục thực hiện Kế hoạch số 3-KH/HU.", "mentioned"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_role(text: str, role: str) -> None:
    assert only(text)[0].role == role


def test_own_number_of_an_official_document() -> None:
    text = (
        "ỦY BAN NHÂN DÂN HUYỆN ĐÔNG LÂM\nSố: 64/TB-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
        "Đông Lâm, ngày 12 tháng 4 năm 2024\nTHÔNG BÁO\nKết luận của Chủ tịch UBND huyện tại cuộc họp\n"
        "Ngày 10/4/2024, Chủ tịch UBND huyện chủ trì họp về Kế hoạch số 20/KH-UBND ngày 03/3/2024.\n"
    )
    analysis = read(text)
    own = analysis.own_document
    assert own is not None
    assert (own.symbol, own.type, issued(own)) == ("64/TB-UBND", "notice", "2024-4-12")
    assert [d.symbol for d in analysis.documents] == ["20/KH-UBND"]


def test_own_number_left_blank() -> None:
    own = read("UBND XÃ ĐÔNG LÂM\nSố:      /TB-UBND\nĐông Lâm, ngày    tháng 5 năm 2025\nTHÔNG BÁO\n").own_document
    assert own is not None
    assert (own.symbol, own.type, issued(own)) == (None, "notice", "2025-5")


def test_a_press_report_has_no_own_number() -> None:
    assert read("Hội nghị sơ kết\nSáng 12/5, Huyện ủy tổ chức hội nghị sơ kết Kế hoạch số 12-KH/HU.").own_document is None


PIECES = ["Kế hoạch", "Nghị quyết số", "các", "05", "06-NQ/TU", "1/2020/NĐ-CP", ",", "và", "số", "ngày 3/4/2020", "của", "Bộ Y tế", "Luật",
          "sửa đổi", "giữa", "“", "”", "đại hội", "lần thứ", "XIII", "\n", "Số: /TB-UBND", ".", "/", "-", "QĐ", "TTg", "này", "công văn"]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join) | st.text(max_size=120))
def test_places_lie_in_the_text(text: str) -> None:
    analysis = read(text)
    size = len(analysis.surface)
    end = -1
    for document in analysis.documents:
        spans = [(document.start, document.end), *document.mentions]
        spans += [span for span in (document.issuer, document.title) if span is not None]
        spans += [(document.issued.start, document.issued.end)] if document.issued is not None else []
        assert all(0 <= a < b <= size for a, b in spans)
        assert document.start >= end, "items neither overlap nor go back"
        end = document.end
        assert 0 < document.score <= 1
        assert document.symbol or document.number is None
