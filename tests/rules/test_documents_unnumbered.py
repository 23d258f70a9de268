"""Citations without a number: by issuer, title, parties, congress, name of a law; and all that looks like one."""

from __future__ import annotations

import pytest

from bienban.language.analysis import Analysis
from bienban.rules.documents import find_documents
from build import analyse


def read(text: str) -> Analysis:
    analysis = analyse(text)
    find_documents(analysis)
    return analysis


NAMED = [
    # before, citation, after, type, reason
    ("Hội nghị quán triệt ", "Kế hoạch của Ban Thường vụ Thành ủy về công tác dân vận năm 2023", ".", "plan", "issuer and title"),
    ("Các bên ký ", "Chương trình phối hợp giữa Ban Dân vận Huyện ủy, Công an huyện và Liên đoàn Lao động huyện", ".", "programme", "parties"),
    ("Sơ kết ", "Quy chế phối hợp giữa Sở Y tế với Bảo hiểm xã hội tỉnh giai đoạn 2021 - 2025", ", hội nghị", "regulation", "parties and period"),
    ("Sau khi ký ", "kế hoạch phối hợp giữa Tỉnh đoàn và Sở Nội vụ", ".", "joint_plan", "joint plan"),
    ("Đoàn kiểm tra ", "Báo cáo quyết toán ngân sách năm 2019 của Sở Công Thương", ".", "report", "qualified report"),
    ("Tập trung thực hiện ", "Nghị quyết Đại hội đại biểu Đảng bộ huyện lần thứ XXI", ".", "resolution", "congress"),
    ("Học tập ", "Nghị quyết Trung ương 6 khóa XI", ".", "resolution", "plenum"),
    ("Quán triệt ", "Nghị quyết Hội nghị lần thứ tám Ban Chấp hành Trung ương khóa XII", ".", "resolution", "plenum in full"),
    ("Theo quy định của ", "Luật Thủy lợi năm 2017", ".", "law", "law with its year"),
    ("Phổ biến ", "Luật Phòng, chống ma túy", " cho đoàn viên.", "law", "comma inside the name"),
    ("Góp ý dự thảo ", "Luật Việc làm (sửa đổi)", ".", "law", "amended law"),
    ("Góp ý ", "Luật sửa đổi, bổ sung một số điều của Luật Đê điều, Luật Thủy lợi", ".", "law", "an amending law is one document"),
    ("Tuyên truyền ", "Bộ luật Dân sự năm 2015", ".", "law", "code"),
    ("Tuân thủ ", "Hiến pháp năm 2013", ".", "law", "constitution"),
    ("Thi hành ", "Điều lệ Công đoàn Việt Nam", ".", "other", "charter"),
    ("Triển khai ", "Đề án “Nâng cao chất lượng tổ hòa giải ở cơ sở”", ".", "scheme", "title in quotes"),
    ("Đánh giá ", "Chiến lược phát triển du lịch giai đoạn 2021 - 2030", ", hội nghị", "other", "strategy with its period"),
    ("Huyện đã có ", "công văn gửi Sở Tài chính", ".", "official_letter", "a letter and whom it went to"),
    ("Thảo luận dự thảo ", "Nghị quyết về chính sách hỗ trợ hợp tác xã", ".", "resolution", "titled draft"),
    ("Hội đồng trường nhất trí thông qua ", "Quy chế chi tiêu nội bộ", " với 32/32 phiếu.", "regulation", "adopted at the meeting"),
    ("Sở triển khai ", "Đề án phát triển du lịch cộng đồng", ", cả tỉnh có 12 bản tham gia.", "scheme", "a scheme by what it is to do"),
    ("Giám đốc giao các phòng triển khai ", "đề án cơ cấu lại ngành chè", ", trong đó có vùng cao.", "scheme", "the same in small letters"),
    ("Huyện làm theo ", "Chiến lược phát triển nhà ở quốc gia", " và chương trình phát triển nhà ở của huyện.", "other", "a strategy by name alone"),
    ("Góp ý Đề cương ", "Báo cáo tổng thể công tác xây dựng Đảng", ".", "report", "an outline is a draft"),
    ("Thảo luận dự thảo ", "Nghị quyết về mức thu học phí năm 2019", ", nhiều ý kiến nhất trí giữ nguyên.", "resolution", "a clause after the title"),
    ("Hội nghị công bố ", "quyết định của Ban Thường vụ Tỉnh ủy về việc điều động cán bộ", ".", "decision", "decision with its title"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "citation", "after", "kind", "reason"), NAMED)
def test_unnumbered_citations(before: str, citation: str, after: str, kind: str, reason: str) -> None:
    analysis = read(before + citation + after)
    assert [(analysis.surface[d.start : d.end], d.type) for d in analysis.documents] == [(citation, kind)], reason
    assert analysis.documents[0].symbol is None


GENERIC = [
    ("Hội nghị nghe các báo cáo của sở.", "plural"),
    ("Sau khi nghe báo cáo của Sở Xây dựng, đồng chí kết luận.", "an office reports often: its name alone singles no report out"),
    ("Theo báo cáo của Chi cục Kiểm lâm, rừng được giữ tốt.", "whose report it is, and no more"),
    ("Hội nghị sơ kết chương trình phối hợp giữa hai đơn vị.", "parties without a name"),
    ("Khách tăng nhờ chiến lược phát triển và quy hoạch phát triển.", "in small letters"),
    ("Huyện đã ban hành các văn bản chỉ đạo, hướng dẫn.", "plural"),
    ("Đề nghị tỉnh sớm ban hành nghị quyết của HĐND tỉnh về nhà ở.", "wished for"),
    ("Các đơn vị xây dựng kế hoạch của Sở Y tế về tiêm chủng.", "wished for"),
    ("Theo báo cáo sơ kết tại Hội nghị, công tác phối hợp có chuyển biến.", "report without issuer or title"),
    ("Thực hiện chủ trương của Đảng, pháp luật của Nhà nước.", "no document"),
    ("Việc triển khai theo đúng quy định của Bộ Y tế.", "rules in general"),
    ("Rà soát các nghị định, thông tư về đất đai để sửa đổi.", "plural carried over a list"),
    ("Bộ Kế hoạch và Đầu tư chủ trì cuộc họp.", "name of a ministry"),
    ("Hội Luật gia tỉnh và Đoàn Luật sư tỉnh phối hợp.", "jurists"),
    ("Trường Đại học Luật tổ chức tư vấn pháp luật.", "law school"),
    ("Công ty có vốn điều lệ 5 tỷ đồng.", "capital of a company"),
    ("Đồng chí đã báo cáo kết quả kiểm tra của Sở Nội vụ.", "the verb báo cáo"),
    ("Đây là Hiệp định thương mại tự do giữa Việt Nam và các nước.", "treaty"),
    ("Đã có 05 nghị quyết của HĐND xã được thông qua.", "counted"),
    ("Hội nghị phát động phong trào thi đua “Dân vận khéo”.", "movement"),
    ("Nghị quyết Đại hội Đảng bộ các cấp được triển khai.", "many congresses"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "reason"), GENERIC)
def test_what_names_no_document(text: str, reason: str) -> None:
    analysis = read(text)
    assert [analysis.surface[d.start : d.end] for d in analysis.documents] == [], reason


def test_parties_are_the_issuers() -> None:
    document = read("Các bên ký Chương trình phối hợp giữa Ban Dân vận Tỉnh ủy, Sở Y tế và Tỉnh đoàn.").documents[0]
    assert [i.name for i in document.issuers] == ["Ban Dân vận Tỉnh ủy", "Sở Y tế", "Tỉnh đoàn"]
    assert [i.system for i in document.issuers] == ["party", "state", "youth"]


def test_a_law_is_one_document_with_and_without_its_year() -> None:
    analysis = read("Luật Thủy lợi năm 2017 có hiệu lực. Sở tuyên truyền Luật Thủy lợi đến người dân.")
    assert [analysis.surface[d.start : d.end] for d in analysis.documents] == ["Luật Thủy lợi năm 2017"]
    assert [analysis.surface[a:b] for a, b in analysis.documents[0].mentions] == ["Luật Thủy lợi"]


def test_two_years_are_two_laws() -> None:
    analysis = read("So với Luật Thủy sản 2003, Luật Thủy sản 2017 có nhiều điểm mới.")
    assert [d.year for d in analysis.documents] == [2003, 2017]


def test_headline_adds_a_mention_only() -> None:
    text = (
        "Góp ý Luật Thủy lợi năm 2017\nSáng 12/5, Sở Tư pháp tổ chức hội nghị góp ý Luật Thủy lợi năm 2017.\n"
        "Dự hội nghị có đại diện các sở, ngành liên quan của tỉnh.\n"
    )
    analysis = read(text)
    assert len(analysis.documents) == 1
    assert analysis.documents[0].start > text.index("\n")
    assert analysis.documents[0].mentions == [(6, 28)]


def test_titles_of_numbered_documents_hold_no_second_document() -> None:
    analysis = read("UBND ban hành Quyết định số 12/QĐ-UBND phê duyệt Đề án “Xây dựng xã nông thôn mới”.")
    assert [d.symbol for d in analysis.documents] == ["12/QĐ-UBND"]


LISTS = [
    ("Hội nghị thông qua các nội dung: quy chế làm việc của Ban Chấp hành; chương trình công tác năm 2024; báo "
     "cáo công tác kiểm tra của Đảng bộ năm 2023.",
     ["quy chế làm việc của Ban Chấp hành", "chương trình công tác năm 2024", "báo cáo công tác kiểm tra của Đảng bộ"], "an agenda in one sentence"),
    ("Hội nghị cho ý kiến về báo cáo các việc lớn của Ban Thường vụ năm 2023; báo cáo công tác dân vận của Đảng bộ.",
     ["báo cáo các việc lớn của Ban Thường vụ năm 2023", "báo cáo công tác dân vận của Đảng bộ"], "an agenda without a colon"),
    ("Các nghị quyết được Hội đồng nhân dân thông qua gồm:\n1. Nghị quyết Chương trình giám sát của HĐND tỉnh năm 2025.\n"
     "2. Nghị quyết bổ sung danh mục dự án đầu tư công năm 2025 theo Quyết định số 60/QĐ-TTg ngày 26/2/2024.",
     ["Nghị quyết Chương trình giám sát của HĐND tỉnh năm 2025", "Nghị quyết bổ sung danh mục dự án đầu tư công năm 2025",
      "Quyết định số 60/QĐ-TTg ngày 26/2/2024"], "an agenda over lines, and a numbered one inside a title"),
    ("Văn phòng UBND tỉnh vừa có thông báo kết luận của Chủ tịch UBND tỉnh Vi Văn Tới tại cuộc họp về chè.",
     ["thông báo kết luận của Chủ tịch UBND tỉnh Vi Văn Tới"], "a notice known by whose conclusions it gives"),
    ("Theo Thông báo số 9/TB-VP, Văn phòng ra thông báo kết luận của Chủ tịch UBND tỉnh.", ["Thông báo số 9/TB-VP"], "the notice with its number"),
    ("Chỉ thị 05-CT/TW về làm theo gương Bác gắn với Nghị quyết Trung ương 4 khóa XII.",
     ["Chỉ thị 05-CT/TW", "Nghị quyết Trung ương 4 khóa XII"], "a plenum's resolution inside a title"),
    ("Hội nghị thảo luận: báo cáo hoạt động quý II; chương trình công tác 6 tháng cuối năm.", [], "work in general"),
    ("Đại biểu đánh giá Quy hoạch mạng lưới bảo tàng tỉnh Nậm Khao và Quy hoạch hệ thống chợ giai đoạn 2021 - 2030.",
     ["Quy hoạch mạng lưới bảo tàng tỉnh Nậm Khao", "Quy hoạch hệ thống chợ giai đoạn 2021 - 2030"], "two in one breath"),
    ("Sở thực hiện Nghị quyết số 02/NQ-CP năm 2019, 2020.", ["Nghị quyết số 02/NQ-CP năm 2019"], "one more year is no number"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "reason"), LISTS, ids=[row[2] for row in LISTS])
def test_documents_one_after_another(text: str, expected: list[str], reason: str) -> None:
    analysis = read(text)
    assert [analysis.surface[d.start : d.end] for d in analysis.documents] == expected, reason


ISSUED = [
    ("Ngày 15/5/2025, Văn phòng UBND tỉnh ban hành Thông báo số 56/TB-VP về kết luận.", (2025, 5, 15), "the day that opens the sentence"),
    ("Ngày 3/4/2023, UBND tỉnh đã ban hành Quyết định 38/QĐ-UBND năm 2023.", (2023, 4, 3), "fuller than the year beside the number"),
    ("Ngày 3/4/2023, hội nghị bàn về Quyết định 38/QĐ-UBND.", None, "the day of the meeting"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "day", "reason"), ISSUED, ids=[row[2] for row in ISSUED])
def test_the_day_a_document_was_sent_out(text: str, day: tuple[int, int, int] | None, reason: str) -> None:
    issued = read(text).documents[0].issued
    assert (None if issued is None else (issued.year, issued.month, issued.day)) == day, reason
