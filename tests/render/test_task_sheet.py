"""The task sheet: the columns offices use, real dates, symbols as text, a note where somebody should look."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest

import bienban
from bienban.records import Quantity, Report, When
from bienban.render.task_sheet import amount, due_cell, due_text, task_sheet
from processes import ROOT, SAMPLES

REPORT = bienban.extract((SAMPLES / "so-ket-phoi-hop.txt").read_bytes())
VALID = ROOT / "schemas" / "examples" / "valid"


def opened(report: Report) -> Any:
    return openpyxl.load_workbook(io.BytesIO(task_sheet(report)))


def rows(sheet: Any) -> list[tuple[Any, ...]]:
    found = list(sheet.iter_rows(values_only=True))
    return found[next(n for n, row in enumerate(found) if row[0] == "STT") :]


def when(text: str, edtf: str | None) -> When:
    return When(start=0, end=len(text), text=text, edtf=edtf)


@pytest.mark.parametrize(
    ("text", "edtf", "cell"),
    [
        ("trước ngày 25/10/2024", "../2024-10-25", date(2024, 10, 25)),
        ("ngày 25/10/2024", "2024-10-25", date(2024, 10, 25)),
        ("trong tháng 11/2024", "2024-11", "tháng 11/2024"),
        ("quý IV/2024", "2024-36", "quý IV/2024"),
        ("đến hết năm 2024", "../2024", "năm 2024"),
        ("trước ngày 30/9", "../XXXX-09-30", "30/9"),
        ("ngày 20 hằng tháng", None, "ngày 20 hằng tháng"),
    ],
)
def test_a_deadline_is_a_date_where_it_is_one_day(text: str, edtf: str | None, cell: object) -> None:
    assert due_cell(when(text, edtf)) == cell
    assert due_text(when(text, edtf))


def test_the_tasks_have_the_columns_of_an_assignment_sheet() -> None:
    heading, first, *rest = rows(opened(REPORT)["Nhiệm vụ"])
    assert heading == (
        "STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành", "Sản phẩm", "Người giao", "Ghi chú",
    )  # fmt: skip
    assert (first[0], first[2], first[3], first[4].date(), first[6]) == (
        1, "Liên đoàn Lao động huyện", "Công an huyện", date(2023, 8, 15), "Đặng Thị Hoài Thương",
    )  # fmt: skip
    assert 1 + len(rest) == len(REPORT.tasks)


def test_a_unit_is_said_once_whatever_its_capitals() -> None:
    quantity = Quantity(start=0, end=7, text="02 Luật", min=2, max=2, unit="luật")
    assert amount(quantity) == "02 Luật"
    assert amount(Quantity(start=0, end=2, text="12", min=12, max=12, unit="lớp")) == "12 lớp"


def test_symbols_stay_text_and_every_list_has_its_sheet() -> None:
    book = opened(REPORT)
    assert book.sheetnames == ["Nhiệm vụ", "Chỉ tiêu", "Cam kết", "Đại biểu", "Văn bản", "Kết quả"]
    symbol = next(cell for row in book["Văn bản"].iter_rows() for cell in row if cell.value == "27-KH/BDV-LĐLĐ")
    assert symbol.data_type == "s"
    assert symbol.number_format == "@"


def test_what_is_not_certain_says_so() -> None:
    doubtful = REPORT.model_copy(update={"results": tuple(result.model_copy(update={"confidence": 0.4}) for result in REPORT.results)})
    notes = [row[-1] for row in rows(opened(doubtful)["Kết quả"])[1:]]
    assert any(note and "chưa chắc" in note.lower() for note in notes)


@pytest.mark.parametrize("name", ["empty-text", "every-field", "nothing-found", "own-document", "year-unknown"])
def test_every_record_gives_a_sheet_of_tasks_and_the_same_bytes(name: str) -> None:
    report = Report.model_validate_json((VALID / f"{name}.json").read_bytes())
    assert opened(report).sheetnames[0] == "Nhiệm vụ"
    assert task_sheet(report) == task_sheet(report)
