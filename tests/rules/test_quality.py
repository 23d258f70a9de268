"""What the reader is warned of before trusting a record; every row says why."""

from __future__ import annotations

import pytest

import bienban
from bienban.rules.quality import is_vietnamese
from bienban.text.shadow import fold

LONG = "Kết luận hội nghị, ông Y Thông Êban yêu cầu các chi hội rà soát danh sách hội viên nghèo."


def codes(text: str) -> list[str]:
    return [w.code for w in bienban.extract(text).warnings]


GLUED = [
    ("Hội nghị nghe báo cáo về việc triển khai theoQuyết định của huyện.", True, "a capital inside a word"),
    ("Ngày 12/7/2023, Ban Thường vụ Huyện ủy tổ chức hội nghị sơ kết công tác dân vận, giải ngân vốn.", False, "small letters with marks"),
    ("Sáng nay, UBND xã, LĐLĐ huyện và Hội LHPN tổ chức hội nghị.", False, "abbreviations"),
    ("ĐẢNG ỦY XÃ EA HỒ TỔ CHỨC HỘI NGHỊ", False, "all capitals"),
    ("Tại hội nghị, bà H'Blăm Niê và ông K'Brêu phát biểu.", False, "names with an apostrophe"),
]


@pytest.mark.parametrize(("text", "glued", "why"), GLUED, ids=[row[2] for row in GLUED])
def test_glued_words(text: str, glued: bool, why: str) -> None:
    assert ("glued_words" in codes(text)) is glued, why


def test_glued_words_are_named_five_times_at_most() -> None:
    assert codes("Hội nghị của " + "cácChi hội, " * 9).count("glued_words") == 5


@pytest.mark.parametrize(
    ("text", "marked", "why"),
    [
        ("MẬT\n\nTHÔNG BÁO\nKết luận hội nghị của Thường trực Huyện ủy.", True, "a line of its own"),
        ("TỐI MẬT\n\nTHÔNG BÁO\nKết luận hội nghị của Thường trực Huyện ủy.", True, "the higher degree"),
        ("Hội nghị bàn về nghề nuôi ong lấy mật.", False, "honey"),
        ("Hội nghị phổ biến Luật Bảo vệ bí mật nhà nước.", False, "a law about it"),
    ],
)
def test_secrecy_marking(text: str, marked: bool, why: str) -> None:
    assert ("secrecy_marking" in codes(text)) is marked, why


def test_the_marking_is_pointed_at() -> None:
    report = bienban.extract("TỐI MẬT\n\nTHÔNG BÁO\nKết luận hội nghị của Thường trực Huyện ủy.")
    (warning,) = [w for w in report.warnings if w.code == "secrecy_marking"]
    assert report.text[warning.start : warning.end] == "TỐI MẬT"


def test_repeated_sentences() -> None:
    assert "duplicate_text" in codes(f"{LONG}\n{LONG}")
    assert "duplicate_text" not in codes(LONG)


def test_a_repeated_sentence_gives_its_task_once() -> None:
    assert len(bienban.extract(f"{LONG}\n{LONG}").tasks) == 1


@pytest.mark.parametrize(
    ("text", "vietnamese", "why"),
    [
        (LONG, True, "written with its marks"),
        ("The meeting reviewed half a year of cooperation between the two boards.", False, "English"),
        ("Le comité a passé en revue six mois de coopération, et l'été a été long.", False, "French has marks too"),
        ("Hop UBND", True, "too short to tell"),
        ("", True, "nothing to tell from"),
    ],
)
def test_language(text: str, vietnamese: bool, why: str) -> None:
    assert is_vietnamese(fold(text)) is vietnamese, why


def test_another_language_gives_a_warning_and_no_items() -> None:
    report = bienban.extract("The chairman asked all departments to finish 12 tasks before 30/6/2024. He promised help.")
    assert [w.code for w in report.warnings] == ["language_not_vi"]
    assert not report.tasks
    assert not report.attendees
    assert not report.results


BARE = (
    "Sang 12/3/2024, UBND xa Muong Leo to chuc hoi nghi tong ket cong tac dan van nam 2023. Dong chi Lo Van Un, Chu tich UBND xa "
    "de nghi cac ban thuc hien Ke hoach so 12-KH/TU ngay 5/6/2023 cua Tinh uy."
)


def test_vietnamese_without_marks_is_vietnamese_and_only_what_is_sure_is_read() -> None:
    report = bienban.extract(BARE)
    report.verify()
    assert [w.code for w in report.warnings] == ["encoding_damaged"]
    assert [d.symbol for d in report.documents] == ["12-KH/TU"]
    assert not report.attendees
    assert not report.tasks


OTHER_LANGUAGES = [
    "The committee met on Monday to discuss the plan for the coming year and to hear the report of the chairman on the works.",
    "Le comité s'est réuni lundi pour discuter du plan de la prochaine année et entendre le rapport du président sur la ville.",
    "Il comitato si riunisce per discutere il piano e la relazione del presidente sui lavori della nuova scuola e del ponte.",
    "Rapat dipimpin oleh ketua dan dihadiri semua anggota untuk membahas rencana kerja tahun depan dan laporan keuangan.",
]


@pytest.mark.parametrize("text", OTHER_LANGUAGES, ids=["English", "French", "Italian", "Indonesian"])
def test_other_languages_are_told_from_vietnamese_without_marks(text: str) -> None:
    assert [w.code for w in bienban.extract(text).warnings] == ["language_not_vi"]
