"""Secrecy markings: what a document says of itself in its letterhead, and what sentences say about secrecy; every row says why."""

from __future__ import annotations

import pytest

import bienban

BODY = "\n\nTHÔNG BÁO\nKết luận hội nghị của Thường trực Huyện ủy Sông Lam về công tác dân vận\n\n" + (
    "Ngày 05/3/2024, Thường trực Huyện ủy Sông Lam tổ chức hội nghị giao ban công tác dân vận quý I, do đồng chí Lê Văn Tám chủ trì.\n"
)
HEAD = "HUYỆN ỦY SÔNG LAM\tĐẢNG CỘNG SẢN VIỆT NAM\n*\nSông Lam, ngày 06 tháng 3 năm 2024\n"
NEWS = "Sáng 05/3/2024, UBND huyện Sông Lam tổ chức hội nghị tập huấn công tác bảo vệ bí mật nhà nước cho cán bộ các xã, thị trấn trên địa bàn.\n"


def marking(text: str) -> str | None:
    """The words of the marking the record warns of."""
    report = bienban.extract(text)
    found = [w for w in report.warnings if w.code == "secrecy_marking"]
    return report.text[found[0].start : found[0].end] if found else None


MARKED = [
    ("MẬT" + BODY, "MẬT", "a line of capitals"),
    ("TỐI MẬT" + BODY, "TỐI MẬT", "the higher degree"),
    ("TUYỆT MẬT" + BODY, "TUYỆT MẬT", "the highest"),
    ("[MẬT]" + BODY, "MẬT", "a stamp drawn with brackets"),
    ("*** TỐI MẬT ***" + BODY, "TỐI MẬT", "a stamp drawn with asterisks"),
    ("M Ậ T" + BODY, "M Ậ T", "letters set apart"),
    ("T Ố I   M Ậ T" + BODY, "T Ố I   M Ậ T", "letters set apart, the words further"),
    (HEAD + "Tối mật" + BODY, "Tối mật", "small letters, alone in the letterhead"),
    (HEAD + "(Mật)" + BODY, "Mật", "small letters in brackets, alone in the letterhead"),
    (HEAD + "Tài liệu mật" + BODY, "mật", "the paper calls itself one"),
    (HEAD + "(Đóng dấu TỐI MẬT)" + BODY, "TỐI MẬT", "the note a typed copy has instead of the stamp"),
    ("HỎA TỐC - MẬT" + BODY, "MẬT", "with the urgency before"),
    ("MẬT, THƯỢNG KHẨN" + BODY, "MẬT", "with the urgency after"),
    ("ĐỘ MẬT: MẬT" + BODY, "MẬT", "a label in capitals"),
    ("Độ mật: Tối mật" + BODY, "Tối mật", "a label"),
    ("Mức độ mật: tuyệt mật." + BODY, "tuyệt mật", "another label, with a full stop"),
    ("Độ mật của văn bản: Mật" + BODY, "Mật", "a longer label"),
    ("Độ mật:\nMật" + BODY, "Mật", "label and degree on two lines"),
    ("Độ mật\tMật\tĐộ khẩn\tThường" + BODY, "Mật", "cells of a form"),
    ("Độ khẩn: Hỏa tốc; độ mật: Tối mật; số: 12" + BODY, "Tối mật", "among other labels"),
    ("| Độ mật | Mật |" + BODY, "Mật", "a table of a document system"),
    (NEWS + "Độ mật: Mật" + BODY, "Mật", "a label below a sentence"),
    ("HUYỆN ỦY SÔNG LAM\nSố: 12-TB/HU  MẬT" + BODY, "MẬT", "beside the number, as two columns become one"),
    ("HUYỆN ỦY SÔNG LAM\nSố: 12-TB/HU MẬT" + BODY, "MẬT", "beside the number, one blank between"),
    ("HUYỆN ỦY SÔNG LAM\nSố: 12-TB/HU (Mật)" + BODY, "Mật", "beside the number, in brackets"),
    ("UBND HUYỆN SÔNG LAM\nSố:    /BC-UBND\nMẬT" + BODY, "MẬT", "below a number still blank"),
    ("MẬT\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" + BODY, "MẬT", "in the column beside the national title"),
    ("UBND XÃ BÌNH HẠ   MẬT   CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" + BODY, "MẬT", "between two columns"),
    ("| MẬT | Độc lập - Tự do - Hạnh phúc |" + BODY, "MẬT", "a cell of the letterhead"),
    ("BẢN SAO BÍ MẬT NHÀ NƯỚC" + BODY, "BẢN SAO BÍ MẬT NHÀ NƯỚC", "the stamp of a copy"),
    ("TỐI MÂT" + BODY, "TỐI MÂT", "a dot lost by the scanner"),
    ("TOI MAT" + BODY, "TOI MAT", "marks lost in the line of capitals"),
    (NEWS * 14 + "\nHUYỆN ỦY SÔNG LAM\nĐẢNG CỘNG SẢN VIỆT NAM\nMẬT" + BODY, "MẬT", "a second document further down"),
    ("TOI MAT\nHoi nghi giao ban cong tac dan van thang 3 nam 2024 cua Huyen uy, dong chi Bi thu chu tri.", "TOI MAT", "no marks at all"),
    ("Do mat: Mat\nHoi nghi giao ban cong tac dan van thang 3 nam 2024 cua Huyen uy, dong chi Bi thu chu tri.", "Mat", "a label without marks"),
    ("MAT\nHoi nghi giao ban cong tac dan van thang 3 nam 2024 cua Huyen uy, dong chi Bi thu chu tri.", "MAT", "the lowest degree without marks"),
    ("SECRET" + BODY, "SECRET", "an English paper"),
    ("TOP SECRET\nMinutes of the joint working session on border trade, held on 5 March 2024 at the district office.", "TOP SECRET", "in English"),
    ("CONFIDENTIAL\nMinutes of the joint working session on border trade, held on 5 March 2024.", "CONFIDENTIAL", "the lowest English degree"),
    ("Classification: Secret\nMinutes of the joint working session on border trade, held on 5 March 2024.", "Secret", "an English label"),
]


@pytest.mark.parametrize(("text", "words", "why"), MARKED, ids=[row[2] for row in MARKED])
def test_a_marking_is_found_and_pointed_at(text: str, words: str, why: str) -> None:
    assert marking(text) == words, why


NOT_MARKED = [
    ("Hội nghị bàn về nghề nuôi ong lấy mật." + BODY, "honey"),
    ("MẬT ONG RỪNG U MINH" + BODY, "honey in a headline"),
    ("BẢO MẬT THÔNG TIN" + BODY, "information security in a headline"),
    (NEWS + "Hội nghị phổ biến Luật Bảo vệ bí mật nhà nước.", "a law about it"),
    ("BÍ MẬT NHÀ NƯỚC" + BODY, "the matter, not a degree"),
    ("Tài liệu Mật được quản lý, lưu giữ theo chế độ riêng." + BODY, "a sentence that begins like a stamp"),
    ("Mật độ dân số của xã là 512 người/km2." + BODY, "density"),
    ("Mật độ\t512 người/km2" + BODY, "density in a table"),
    ("Độ mật: Tuyệt mật, Tối mật, Mật." + BODY, "the list of degrees"),
    ("Độ mật: Mật hoặc Tối mật" + BODY, "a choice of degrees"),
    ("Độ mật: Thường" + BODY, "not secret"),
    ("Độ mật: Không" + BODY, "not secret, in other words"),
    ("Độ mật:" + BODY, "left blank"),
    (HEAD + "Tuyệt mật\nTối mật\nMật" + BODY, "three degrees one below the other"),
    (HEAD + "- Tuyệt mật;\n- Tối mật;\n- Mật." + BODY, "three degrees as items"),
    (NEWS + "Tối mật\nlà độ mật thứ hai trong ba độ mật.", "small letters below a sentence"),
    (NEWS + "Số tài liệu đóng dấu: Tuyệt mật 0, Tối mật 2, Mật 14.", "figures of documents"),
    ("Số 15 cán bộ (mật) tham gia" + BODY, "a sentence that begins with a number"),
    ("TÔI MẤT" + BODY, "other marks on the same letters"),
    ("MAT" + BODY, "a word of another language in a text with marks"),
    ("GIẢI MẬT" + BODY, "a document no longer secret"),
    ("KHÔNG MẬT" + BODY, "says it is not"),
    ("Nguyễn Thị Mật" + BODY, "a name"),
    ("Secret Garden" + BODY, "an English name"),
    (NEWS * 12 + "MẬT\nNEWS", "far from any letterhead"),
    (NEWS * 12 + "Học tập tấm gương của Đảng Cộng sản Việt Nam và bảo vệ bí mật nhà nước.\nMật", "the party in a sentence is no letterhead"),
    ("The meeting agreed that the minutes are confidential and that the secret ballot is kept.", "English prose"),
]


@pytest.mark.parametrize(("text", "why"), NOT_MARKED, ids=[row[1] for row in NOT_MARKED])
def test_words_about_secrecy_are_no_marking(text: str, why: str) -> None:
    assert marking(text) is None, why
