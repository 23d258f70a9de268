"""Layout: what each line is, and sentences that survive abbreviations and missing spaces."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.language.layout import ASIDE
from build import analyse

_REPORT = """Xã Kim Lũng giao ban công tác mặt trận quý III
Cập nhật: 14/10/2022 09:15
Sáng 12/10, Ủy ban MTTQ xã Kim Lũng tổ chức giao ban. Bà Lò Thị Vân, Chủ tịch Ủy ban MTTQ xã chủ trì.
Quang cảnh buổi giao ban
Bà Lò Thị Vân, Chủ tịch Ủy ban MTTQ xã phát biểu tại buổi giao ban.
Bà Lò Thị Vân nhấn mạnh: các chi hội cần rà soát hộ nghèo; báo cáo trước ngày 20/10.
Tin, ảnh: Hà Vy
"""


def roles(text: str) -> list[str]:
    return [line.role for line in analyse(text).lines]


def test_a_press_item():
    assert roles(_REPORT) == ["headline", "furniture", "body", "caption", "caption", "body", "byline"]


def test_an_official_notice():
    text = (
        "ỦY BAN NHÂN DÂN\nXÃ KIM LŨNG\nSố: 12/TB-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Kim Lũng, ngày 04 tháng 5 năm 2022\nTHÔNG BÁO\nKết luận của Chủ tịch UBND xã tại buổi họp\n"
        "Chủ tịch UBND xã kết luận như sau:\n1. Giao Công an xã tăng cường tuần tra.\n2. Giao Trạm Y tế chuẩn bị tiêm phòng.\n"
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nHà Văn Ẩm\n"
    )
    found = roles(text)
    assert found[:6] == ["letterhead"] * 6
    assert found[-6] == "recipients"
    assert set(found[-5:]) == {"signature"}
    assert found[9:11] == ["item", "item"]


@pytest.mark.parametrize(
    ("line", "caption", "reason"),
    [
        ("Toàn cảnh đại hội", True, "a scene"),
        ("Đồng chí Vừ Bá Lầu phát biểu chỉ đạo hội nghị", True, "a person shown speaking, no full stop"),
        ("Đồng chí Vừ Bá Lầu, Bí thư Đảng ủy xã trao Giấy khen cho các tập thể", True, "a person shown giving"),
        ("Ảnh: Minh họa", True, "a picture credit"),
        ("Đồng chí Vừ Bá Lầu chủ trì buổi làm việc và yêu cầu các thôn rà soát hộ nghèo.", False, "says what he demanded"),
        ("Đồng chí Vừ Bá Lầu phát biểu: cần làm tốt công tác cán bộ, giữ vững đoàn kết.", False, "quotes the speech"),
        ("Các đại biểu đã thảo luận và thống nhất năm nhiệm vụ trong quý tới.", False, "a sentence of the report"),
    ],
)
def test_captions(line, caption, reason):
    text = f"Sáng 3/4, xã Kim Lũng tổ chức hội nghị sơ kết công tác dân vận.\n{line}\nHội nghị kết thúc trong ngày.\n"
    assert (analyse(text).lines[1].role == "caption") is caption, reason


@pytest.mark.parametrize(
    ("text", "count", "reason"),
    [
        ("PGS.TS. Lý Thu Hà và TS. Đỗ Văn Bắc dự họp. Hội nghị bế mạc.", 2, "academic titles"),
        ("Đoàn đến TP. Kim Lũng và TX. Hòa Sơn. Sau đó về tỉnh.", 2, "TP. and TX."),
        ("Kết luận như sau: 1. Giao Sở Y tế lập kế hoạch. 2. Giao Sở Nội vụ thẩm định.", 2, "numbers are enumerators, not ends"),
        ("Kết thúc năm 2021.Hội nghị nhất trí cao.", 2, "a missing space after the full stop"),
        ("Giải ngân ít nhất 95%.Các xã báo cáo.", 2, "a missing space after a percent sign"),
        ("Đến dự có 40 hộ (của 3 bản).Hội nghị nhất trí cao.", 2, "a missing space after a bracket"),
        ("Thu được 1.200.000 đồng. Chi hết 900.000 đồng.", 2, "thousands dots"),
        ("Website kimlung.gov.vn đăng tin. Hết.", 2, "dots inside a host name"),
        ("Bà con hỏi: “Bao giờ xong?”. Chủ tịch trả lời ngay.", 2, "a question mark and quotes"),
    ],
)
def test_sentences(text, count, reason):
    assert len(analyse(f"Mở đầu hội nghị, ban tổ chức tuyên bố lý do.\n{text}\n").sentences) - 1 == count, reason


@given(st.text(max_size=300))
def test_layout_accounts_for_every_visible_character(text):
    analysis = analyse(text)
    covered = bytearray(len(analysis.surface))
    for line in analysis.lines:
        covered[line.start : line.end] = b"\x01" * (line.end - line.start)
    assert all(covered[i] or char.isspace() for i, char in enumerate(analysis.surface))
    ends = [(s.start, s.end) for s in analysis.sentences]
    assert ends == sorted(ends)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(ends))


@pytest.mark.parametrize(
    ("heading", "section", "reason"),
    [
        ("1. Về kiến nghị của các thôn:", "conclusion", "what was asked is concluded about"),
        ("1. Đối với việc chặt cây", "conclusion", "a heading that opens no section goes back to the conclusion"),
        ("1. Khắc phục các tồn tại về đất đai", "conclusion", "one that opens with an action tells no limits"),
        ("1. Những tồn tại, hạn chế", "limits", "one that names them does"),
        ("1. Về dự án chợ xã", "conclusion", "về dự án names nobody who attended"),
    ],
)
def test_sections_under_the_headings_of_a_conclusion(heading, section, reason):
    text = (
        "Sáng 3/4, xã Kim Lũng họp.\nSau khi nghe báo cáo, Chủ tịch UBND xã kết luận như sau:\nI. Ý kiến của bà con\n"
        f"- Bà con mong có chợ.\n{heading}\n- Giao cho địa chính đo lại.\n"
    )
    found = analyse(text).sentences[-1]
    assert found.section == section, reason


def test_a_short_line_above_a_paragraph_is_a_subheading():
    text = (
        "Xã Kim Lũng bàn việc làng\nSáng 3/4, xã Kim Lũng họp bàn.\nTăng cường giữ rừng đầu nguồn\n"
        "Bà Lò Thị Vân, Chủ tịch UBND xã yêu cầu các thôn trực ngày trực đêm, không để ai vào rừng đốt nương khi trời còn khô hạn.\n"
    )
    assert roles(text)[2] == "heading"


def test_set_aside_lines_hold_no_sentences():
    analysis = analyse(_REPORT)
    assert all(analysis.lines[s.line].role not in ASIDE for s in analysis.sentences)
