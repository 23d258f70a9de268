"""The summary for people: what each kind of item looks like, and what is said where the report is silent."""

from __future__ import annotations

from typing import Any

import pytest

from bienban.records import Report
from bienban.render.summary import summary, vietnamese_date

TEXT = (
    "Chiều 26/4/2024, tại Hội trường UBND xã, UBND xã Bình Hạ họp giao ban. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì. "
    "Dự họp có 12 công chức. Xã thực hiện Kế hoạch số 15/KH-UBND, hoàn thành 5/8 nội dung. Ông Khang giao 3 việc: các thôn "
    "tổng vệ sinh\n đường làng trước ngày 20/5. Bà Lò Thị Ngân hứa trồng thêm 200 cây [xoan] trong quý II/2024 thay mặt Hội Phụ nữ xã."
)


def at(words: str, **more: Any) -> dict[str, Any]:
    """The place of ``words`` in TEXT, with more fields beside."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text": words, **more}


def item(id: str, words: str, **more: Any) -> dict[str, Any]:
    return at(words, id=id, confidence=0.9, method="test", **more)


def when(words: str, edtf: str | None, *, inferred: bool = False) -> dict[str, Any]:
    return at(words, edtf=edtf, inferred=inferred, recurring=False)


def quantity(words: str, number: int) -> dict[str, Any]:
    return at(words, min=number, max=number, unit=None, approximate=False, percent=False, per=None)


KHANG = item(
    "A1", "Triệu Văn Khang", kind="person", name="Triệu Văn Khang", roles=("chair", "speaker"),
    posts=(at("Chủ tịch UBND xã", title="Chủ tịch"),), mentions=(at("Triệu Văn Khang"),),
)  # fmt: skip
GROUP = item("A2", "công chức", kind="group", roles=("attendee",), count=quantity("12", 12))
NGAN = item("A3", "Lò Thị Ngân", kind="person", name="Lò Thị Ngân", roles=("speaker",))
PLAN = item("D1", "Kế hoạch số 15/KH-UBND", type="plan", symbol="15/KH-UBND", role="basis", issued=None)
DONE = item("R1", "hoàn thành 5/8 nội dung", kind="progress", done=5, total=8)
LIST = item("L1", "3 việc", declared_count=3, found_count=1)
TASK = item(
    "T1", "tổng vệ sinh\n đường làng trước ngày 20/5", list_id="L1", kind="directive", assigner="A1", lead=(at("các thôn", name=None),),
    coordinating=(at("Hội Phụ nữ xã", name=None),), due=when("trước ngày 20/5", "../2024-05-20", inferred=True),
)  # fmt: skip
TARGET = item("G1", "trồng thêm 200 cây [xoan]", quantity=quantity("200 cây", 200), direction="increase_by", due=when("quý II/2024", "2024-34"))
PLEDGE = item(
    "C1", "trồng thêm 200 cây [xoan] trong quý II/2024", statement_id="S1", speaker="A3", strength="pledge", target_ids=("G1",),
    on_behalf_of=at("Hội Phụ nữ xã", name=None), due=when("trong quý II/2024", "2024-34"),
)  # fmt: skip


def lines(**fields: Any) -> list[str]:
    """The summary of a report with these fields and TEXT."""
    source = {"id": "x", "sha256": "0" * 64, "media_type": "text/plain", "length": 1}
    report = Report.model_validate({"source": source, "text": TEXT, "provenance": {"pipeline": "0", "rules": "0"}, **fields})
    return summary(report).splitlines()


def warning(code: str, words: str | None = None) -> dict[str, Any]:
    place = {key: at(words)[key] for key in ("start", "end")} if words else {}
    return {"code": code, "message_vi": f"Cảnh báo {code}.", "message_en": "…", **place}


def test_a_silent_report_says_what_is_not_stated_and_shows_no_empty_section() -> None:
    assert lines() == [
        "BÁO CÁO CUỘC HỌP",
        "",
        "Loại cuộc họp : Không nêu",
        "Thời gian     : Không nêu",
        "Địa điểm      : Không nêu",
        "Đơn vị tổ chức: Không nêu",
    ]


def test_the_meeting_stands_at_the_head() -> None:
    meeting = {
        "title": at("họp giao ban"), "kinds": ("briefing",), "date": when("26/4/2024", "2024-04-26"), "time_of_day": "afternoon",
        "place": at("Hội trường UBND xã"), "organizers": (at("UBND xã Bình Hạ", name=None),), "topic": at("giao ban"),
    }  # fmt: skip
    assert lines(meeting=meeting) == [
        "HỌP GIAO BAN",
        "",
        "Loại cuộc họp : giao ban",
        "Thời gian     : 26/4/2024 (chiều)",
        "Địa điểm      : Hội trường UBND xã",
        "Đơn vị tổ chức: UBND xã Bình Hạ",
        "Nội dung      : giao ban",
    ]


def test_a_part_of_day_that_the_date_says_is_not_said_twice() -> None:
    meeting = {"date": when("Chiều 26/4/2024", "2024-04-26"), "time_of_day": "afternoon"}
    assert "Thời gian     : Chiều 26/4/2024" in lines(meeting=meeting)


SECTIONS = [
    ({"attendees": (KHANG,)}, ["NGƯỜI DỰ (1)", "  1. Triệu Văn Khang, Chủ tịch UBND xã [chủ trì, phát biểu]"], "name, post, roles"),
    ({"attendees": (GROUP,)}, ["NGƯỜI DỰ (1)", "  1. công chức (12) [tham dự]"], "a group and its number"),
    ({"documents": (PLAN,)}, ["VĂN BẢN ĐƯỢC VIỆN DẪN (1)", "  1. Kế hoạch số 15/KH-UBND [kế hoạch]"], "the citation and its kind"),
    ({"results": (DONE,)}, ["KẾT QUẢ (1)", "  1. hoàn thành 5/8 nội dung [tiến độ]"], "the words and the kind"),
    (
        {"targets": (TARGET,)},
        ["CHỈ TIÊU (1)", "  1. trồng thêm 200 cây [xoan] [tăng thêm: 200 cây] | Thời hạn: quý II/2024"],
        "direction, number, deadline that needs no other form",
    ),
    (
        {"attendees": (KHANG, GROUP, NGAN), "targets": (TARGET,), "commitments": (PLEDGE,)},
        [
            "CAM KẾT (1)",
            "  1. Lò Thị Ngân, thay mặt Hội Phụ nữ xã: trồng thêm 200 cây [xoan] trong quý II/2024 [cam kết] | Thời hạn: trong quý II/2024",
        ],
        "who, for whom, what, how firmly",
    ),
    (
        {"attendees": (KHANG,), "task_lists": (LIST,), "tasks": (TASK,)},
        [
            "NHIỆM VỤ (1)",
            "  1. Tổng vệ sinh đường làng trước ngày 20/5 | Chủ trì: các thôn | Phối hợp: Hội Phụ nữ xã"
            " | Thời hạn: trước ngày 20/5 = đến 20/5/2024 (năm suy từ văn bản) | Người giao: Triệu Văn Khang",
            "",
            "  Nêu 3 nhiệm vụ, tìm thấy 1: “3 việc”",
        ],
        "one line a task, though the report breaks it; the count that differs below",
    ),
]


@pytest.mark.parametrize(("fields", "expected", "_reason"), SECTIONS)
def test_sections(fields: dict[str, Any], expected: list[str], _reason: str) -> None:
    found = lines(**fields)
    start = found.index(expected[0])
    assert found[start : start + len(expected)] == expected


def test_a_count_that_agrees_is_not_mentioned() -> None:
    agreeing = {**LIST, "declared_count": 1}
    assert not any(line.strip().startswith("Nêu") for line in lines(attendees=(KHANG,), task_lists=(agreeing,), tasks=(TASK,)))


def test_warnings_of_one_kind_share_a_line_with_their_first_places() -> None:
    places = ["giao ban", "Hội trường", "nội dung", "đường làng"]
    found = lines(warnings=(*(warning("glued_words", place) for place in places), warning("year_missing")))
    assert found[-3:] == [
        "CẦN KIỂM TRA (2)",
        "  1. Cảnh báo glued_words. (“giao ban”, “Hội trường”, “nội dung” và 1 chỗ khác)",
        "  2. Cảnh báo year_missing.",
    ]


@pytest.mark.parametrize(
    ("edtf", "expected", "_reason"),
    [
        (None, "", "a time without a value"),
        ("2021-09-09", "09/9/2021", "two figures for the day, one for the month"),
        ("2021-02-14", "14/02/2021", "February keeps its nought, as offices write it"),
        ("2021-12-31", "31/12/2021", "two figures for both"),
        ("XXXX-09-09", "09/9", "no year known"),
        ("2021-09", "tháng 9/2021", "a month"),
        ("2024-35", "quý III/2024", "a quarter"),
        ("2022", "2022", "a year"),
        ("../2021-09-30", "đến 30/9/2021", "by a day"),
        ("2021-09-30/..", "từ 30/9/2021", "from a day on"),
        ("2020/2025", "2020 - 2025", "a term of office"),
        ("2024-01/2024-06", "tháng 1/2024 - tháng 6/2024", "half a year"),
        ("2024-22", "mùa hạ 2024", "a season"),
        ("XXXX-21", "mùa xuân", "a season of no year"),
        ("2024-XX-15", "", "a day of no month has no short form"),
        ("../2024-XX-15", "", "nor has what ends with one"),
        ("202X", "", "a decade"),
    ],
)
def test_values_of_dates_are_written_as_offices_write_them(edtf: str | None, expected: str, _reason: str) -> None:
    assert vietnamese_date(edtf) == expected
