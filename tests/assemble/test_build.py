"""From candidates to one verified record: ids, links, duplicates, counts; every row says why."""

from __future__ import annotations

import pytest

import bienban
from bienban.extractor import STAGES, Extractor
from bienban.language.analysis import Analysis, Clause

AT = "Sáng 12/3/2024, UBND xã Mường Lèo tổ chức hội nghị giao ban. "
ORDER = AT + "Kết luận hội nghị, ông Lò Văn Pâng, Chủ tịch UBND xã yêu cầu "


def codes(text: str) -> list[str]:
    return [w.code for w in bienban.extract(text).warnings]


WHOLE = (
    AT + "Dự hội nghị có bà Sùng Thị Mảy, Chủ tịch Hội Phụ nữ xã; ông Giàng A Páo, Trưởng Công an xã và 15 trưởng bản.\n"
    "Từ đầu năm, xã đã trồng 40/60 ha rừng theo Kế hoạch số 12/KH-UBND ngày 05/01/2024 và Công văn số 7/CV-UBND ngày 06/01/2024.\n"
    "Kết luận hội nghị, ông Lò Văn Pâng, Chủ tịch UBND xã yêu cầu các bản thực hiện 2 nhiệm vụ: (1) phát dọn đường băng; (2) "
    "vận động 100% hộ ký cam kết giữ rừng.\n"
    "Phát biểu tại hội nghị, bà Sùng Thị Mảy cam kết vận động chị em trồng rừng; phấn đấu năm 2024 có thêm 20 vườn ươm."
)


def test_ids_count_in_text_order() -> None:
    report = bienban.extract(WHOLE)
    for letter, items in zip(
        "ADRLTGC",
        (report.attendees, report.documents, report.results, report.task_lists, report.tasks, report.targets, report.commitments),
        strict=True,
    ):
        assert items, letter
        assert [item.id for item in items] == [f"{letter}{number}" for number in range(1, len(items) + 1)]
        assert [item.start for item in items] == sorted(item.start for item in items), letter


def test_links_lead_to_records() -> None:
    report = bienban.extract(WHOLE)
    names = {attendee.id: attendee.name for attendee in report.attendees}
    assert [(t.list_id, names[t.assigner or ""]) for t in report.tasks] == [("L1", "Lò Văn Pâng")] * 2
    assert {names[c.speaker or ""] for c in report.commitments} == {"Sùng Thị Mảy"}
    assert [(g.task_id, g.commitment_id) for g in report.targets] == [("T2", None), (None, "C2")]
    assert report.commitments[1].target_ids == ("G2",)


def test_a_clause_without_words_is_no_task() -> None:
    def misplace(analysis: Analysis) -> None:
        analysis.clauses.append(Clause(0, 0, 0, act="task"))

    before = len(bienban.extract(WHOLE).tasks)
    broken = Extractor(STAGES).replaced("quality", misplace)
    assert len(broken(WHOLE).tasks) == before


COUNTS: list[tuple[str, int | None, int, bool, list[str], str]] = [
    (ORDER + "các bản thực hiện 2 nhiệm vụ: rà soát nhà tạm; sửa chữa đường.", 2, 2, False, [], "said and found agree"),
    (
        ORDER + "các bản thực hiện 3 nhiệm vụ: rà soát nhà tạm; sửa chữa đường.",
        3,
        2,
        False,
        ["declared_count_mismatch"],
        "one is missing",
    ),
    (
        ORDER + "các bản thực hiện 4 nhiệm vụ, trong đó tập trung: rà soát nhà tạm; sửa chữa đường.",
        4,
        2,
        True,
        [],
        "'trong đó' allows a part",
    ),
    (AT + "Hội nghị đã thống nhất đề ra 6 nhiệm vụ trọng tâm.", 6, 0, False, ["declared_without_list"], "none listed"),
    (
        ORDER + "các bản thực hiện ba nhiệm vụ: rà soát nhà tạm; sửa chữa đường; nạo vét mương.",
        3,
        3,
        False,
        [],
        "the number in words",
    ),
    (
        ORDER + "các bản thực hiện các nhiệm vụ sau: rà soát nhà tạm; sửa chữa đường.",
        None,
        2,
        False,
        [],
        "no number, no mismatch",
    ),
    (
        ORDER + "3 nhiệm vụ: (1) rà soát nhà tạm; (2) sửa chữa đường. Đồng thời, nạo vét mương.",
        3,
        3,
        False,
        [],
        "the next sentence carries on an unfinished list",
    ),
]


@pytest.mark.parametrize(("text", "declared", "found", "partial", "warned", "why"), COUNTS, ids=[row[5] for row in COUNTS])
def test_counts(text: str, declared: int | None, found: int, partial: bool, warned: list[str], why: str) -> None:
    report = bienban.extract(text)
    (announced,) = report.task_lists
    assert (announced.declared_count, announced.found_count, announced.partial) == (declared, found, partial), why
    assert [w.code for w in report.warnings] == warned, why


def test_a_full_list_takes_no_more() -> None:
    report = bienban.extract(ORDER + "2 nhiệm vụ: (1) rà soát nhà tạm; (2) sửa chữa đường. Đồng thời, nạo vét mương.")
    assert [t.list_id for t in report.tasks] == ["L1", "L1", None]
    assert report.task_lists[0].found_count == 2


def test_the_task_that_carries_a_list_on_has_no_marker() -> None:
    report = bienban.extract(ORDER + "3 nhiệm vụ: (1) rà soát nhà tạm; (2) sửa chữa đường. Đồng thời, nạo vét mương.")
    assert [(t.marker, t.ordinal) for t in report.tasks] == [("(1)", 1), ("(2)", 2), (None, None)]


@pytest.mark.parametrize(
    ("items", "gap", "why"),
    [
        ("(1) rà soát nhà tạm; (2) sửa chữa đường; (4) nạo vét mương.", True, "three is missing"),
        ("(1) rà soát nhà tạm; (2) sửa chữa đường; (3) nạo vét mương.", False, "nothing is missing"),
    ],
)
def test_ordinal_gap(items: str, gap: bool, why: str) -> None:
    report = bienban.extract(ORDER + "các nhiệm vụ sau: " + items)
    assert ("ordinal_gap" in [w.code for w in report.warnings]) is gap, why
    assert report.tasks[-1].text == "nạo vét mương"
    assert report.tasks[-1].ordinal == (4 if gap else 3), "never renumbered"


def test_a_warning_points_at_the_words_and_speaks_two_languages() -> None:
    report = bienban.extract(AT + "Hội nghị đã thống nhất đề ra 6 nhiệm vụ trọng tâm.")
    (warning,) = report.warnings
    assert report.text[warning.start : warning.end] == "6 nhiệm vụ trọng tâm"
    assert warning.message_vi
    assert warning.message_en
    assert warning.message_vi != warning.message_en


def test_the_same_words_twice_are_one_task() -> None:
    report = bienban.extract(
        ORDER + "các bản rà soát danh sách hộ nghèo.\nÔng Lò Văn Pâng yêu cầu các bản rà soát danh sách hộ nghèo; sửa chữa đường bản."
    )
    assert [t.text for t in report.tasks] == ["rà soát danh sách hộ nghèo", "sửa chữa đường bản"]


def test_a_list_without_number_and_without_tasks_is_none() -> None:
    assert bienban.extract(AT + "Hội nghị nghe các nội dung sau:").task_lists == ()


def test_a_document_number_is_no_quantity() -> None:
    report = bienban.extract(AT + "Hội nghị triển khai Nghị quyết số 19-NQ/TW ngày 16/6/2022, phấn đấu hoàn thành tốt.")
    assert [d.symbol for d in report.documents] == ["19-NQ/TW"]
    assert not report.targets
    assert not report.results


def test_a_date_without_year_takes_the_meetings() -> None:
    report = bienban.extract(ORDER + "các bản rà soát nhà tạm trước ngày 30/4.")
    (task,) = report.tasks
    assert task.due is not None
    assert (task.due.edtf, task.due.inferred) == ("../2024-04-30", True)


def test_no_clock_no_chance() -> None:
    assert bienban.extract(WHOLE).to_json() == bienban.extract(WHOLE).to_json()
