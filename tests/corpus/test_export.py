"""Exports: files people and programs can open, that say what the run says and run nothing."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest
from openpyxl.worksheet.worksheet import Worksheet

import bienban
from bienban.corpus.export import Form, export, table_names
from bienban.corpus.office import TABLES, amount
from bienban.corpus.open_run import Run
from bienban.corpus.schema import tables
from bienban.errors import SettingsError
from bienban.records import Report
from made_run import made_run

TASK_HEADINGS = [
    "STT", "Nội dung nhiệm vụ", "Số/ký hiệu văn bản", "Ngày ban hành", "Thời hạn hoàn thành", "Chủ trì thực hiện", "Đơn vị phối hợp",
    "Lãnh đạo phụ trách", "Tiến độ (%)", "Trạng thái", "Kết quả xử lý", "Ghi chú",
]  # fmt: skip


@pytest.fixture(scope="module")
def run() -> Iterator[Run]:
    with bienban.open_run(made_run()) as opened:
        yield opened


@pytest.fixture(scope="module")
def book(run: Run, tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("xlsx") / "biên bản.xlsx"
    done = export(run, Form.XLSX, path)
    assert done.files == [path]
    assert done.rows["tasks"] == len(run.tasks)
    return openpyxl.load_workbook(path)


def day(iso: str) -> datetime:
    return datetime.fromisoformat(iso)


def rows_of(page: Worksheet) -> list[dict[str, object]]:
    heading = next(number for number in (1, 2, 3) if page.cell(number, 1).value == "STT")
    names = [str(cell.value) for cell in page[heading]]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in page.iter_rows(min_row=heading + 1)]


def test_one_sheet_a_table_ready_to_filter(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == [table.name for table in TABLES]
    for page in book.worksheets:
        assert page["A2"].value == "STT"
        assert page.freeze_panes == "A3"
        assert page.auto_filter.ref.startswith("A2:")


def test_the_task_sheet_has_the_twelve_headings_of_the_forms_in_their_order(book: openpyxl.Workbook) -> None:
    assert [cell.value for cell in book["Nhiệm vụ"][2]][:12] == TASK_HEADINGS


def test_task_rows(book: openpyxl.Workbook, run: Run) -> None:
    rows = rows_of(book["Nhiệm vụ"])
    assert [row["STT"] for row in rows] == list(range(1, len(run.tasks) + 1))
    (checked,) = [row for row in rows if "rà soát hộ nghèo" in str(row["Nội dung nhiệm vụ"]).lower()]
    assert checked["Chủ trì thực hiện"] == "Công an xã"
    assert checked["Lãnh đạo phụ trách"] == "Triệu Văn Khang"
    assert isinstance(checked["Thời hạn hoàn thành"], datetime)
    assert checked["Ngày họp"] == day("2024-03-05")
    assert checked["Nguồn"] == "=cmd|' ∕C calc'!A0.txt"
    assert [checked[name] for name in ("Tiến độ (%)", "Trạng thái", "Kết quả xử lý")] == [None] * 3
    (swept,) = [row for row in rows if "tổng vệ sinh" in str(row["Nội dung nhiệm vụ"]).lower() and row["Nguồn"] == checked["Nguồn"]]
    assert swept["Thời hạn hoàn thành"] == day("2024-12-31")
    assert "quý IV/2024" in str(swept["Ghi chú"])


def test_other_sheets_say_what_the_tables_say(book: openpyxl.Workbook, run: Run) -> None:
    assert len(rows_of(book["Cuộc họp"])) == len(run.reports)
    (pledge,) = [row for row in rows_of(book["Cam kết"]) if row["Nguồn"] in ("dân vận.txt", "bản sao.txt")][:1]
    assert pledge["Người cam kết"] == "Lò Thị Hoà"
    targets = {row["Giá trị"] for row in rows_of(book["Chỉ tiêu"])}
    assert {"10 - 12", "từ 95 trở lên"} <= targets
    assert {"5/8", 1234500000} & {row["Số liệu"] for row in rows_of(book["Kết quả"])}
    symbols = {row["Số, ký hiệu"] for row in rows_of(book["Văn bản"])}
    assert "01-KH/TU" in symbols
    failed = {str(row["Tệp"]).rsplit("/", 1)[1]: row["Mã lỗi"] for row in rows_of(book["Không đọc được"])}
    assert failed == {"rỗng.txt": "BB101", "ảnh.txt": "BB104"}
    assert len(rows_of(book["Trùng lặp"])) == len(run.duplicates)


def test_nothing_runs_and_links_lead_to_the_sources_alone(book: openpyxl.Workbook) -> None:
    cells = [cell for page in book.worksheets for row in page.iter_rows() for cell in row]
    assert "f" not in {cell.data_type for cell in cells}
    linked = [cell for cell in cells if cell.hyperlink]
    assert linked
    assert {cell.parent.cell(2, cell.column).value for cell in linked} == {"Nguồn"}
    assert {cell.parent.title for cell in linked} >= {"Nhiệm vụ", "Cam kết", "Cuộc họp"}


def test_sources_below_the_workbook_are_linked_by_relative_paths(run: Run) -> None:
    path = made_run().parent / "bảng.xlsx"
    export(run, Form.XLSX, path, ["meetings"])
    targets = [row[-1].hyperlink.target for row in openpyxl.load_workbook(path)["Cuộc họp"].iter_rows(min_row=3)]
    path.unlink()
    assert targets
    assert all(target.replace("\\", "/").startswith("nguồn/") for target in targets)


def test_the_same_run_gives_the_same_workbook(run: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "1.xlsx", tmp_path / "2.xlsx"
    export(run, Form.XLSX, first)
    export(bienban.open_run(made_run()), Form.XLSX, second)
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_csv_for_excel(run: Run, tmp_path: Path, delimiter: str) -> None:
    done = export(run, Form.CSV, tmp_path / "csv", delimiter=delimiter)
    assert sorted(path.name for path in done.files) == sorted(f"{table.key}.csv" for table in TABLES)
    data = (tmp_path / "csv" / "tasks.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter))
    assert rows[0][:12] == TASK_HEADINGS
    assert len(rows) == len(run.tasks) + 1
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert "'=cmd|' ∕C calc'!A0.txt" in {row[-1] for row in rows}


def test_plain_csv_for_programs(run: Run, tmp_path: Path) -> None:
    export(run, Form.CSV_PLAIN, tmp_path, ["tasks", "inputs"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["inputs.csv", "tasks.csv"]
    with (tmp_path / "tasks.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["text"] for row in rows] == [text.replace("\r", "\n") for text in run.tasks["text"]]
    assert [json.loads(row["lead"]) for row in rows] == run.tasks["lead"].tolist()
    assert {row["due_inferred"] for row in rows} <= {"true", "false", ""}


def test_jsonl_holds_every_record_and_a_row_for_every_failure(run: Run, tmp_path: Path) -> None:
    done = export(run, Form.JSONL, tmp_path / "ra.jsonl")
    lines = [json.loads(line) for line in (tmp_path / "ra.jsonl").read_text(encoding="utf-8").splitlines()]
    records = [Report.model_validate(line) for line in lines if "error" not in line]
    assert records == list(run.records())
    failed = [line for line in lines if "error" in line]
    assert sorted(line["source"]["name"] for line in failed) == sorted(Path(path).name for path in run.failures["path"])
    assert done.rows == {"records": len(records), "failures": len(failed)}


def test_parquet_is_the_tables_each_in_one_file(run: Run, tmp_path: Path) -> None:
    export(run, Form.PARQUET, tmp_path / "p")
    assert sorted(path.stem for path in (tmp_path / "p").iterdir()) == sorted(tables())
    for name in tables():
        assert pq.read_table(tmp_path / "p" / f"{name}.parquet").equals(run.arrow(name))


@pytest.mark.parametrize("form", list(Form))
def test_an_unknown_table_is_refused(run: Run, tmp_path: Path, form: Form) -> None:
    with pytest.raises(SettingsError, match="nothing"):
        export(run, form, tmp_path / "x", ["nothing"])
    assert not (tmp_path / "x").exists()
    assert bool(table_names(form)) == (form is not Form.JSONL)


@pytest.mark.parametrize("form", list(Form))
def test_what_cannot_be_written_is_said(run: Run, tmp_path: Path, form: Form) -> None:
    (tmp_path / "tệp").write_text("")
    with pytest.raises(SettingsError) as caught:
        export(run, form, tmp_path / "tệp" / "x")
    assert caught.value.code == "BB305"


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (10.0, 12.0, "10 - 12"), (5.0, 5.0, 5), (2.5, 2.5, 2.5), (95.0, None, "từ 95 trở lên"), (None, 3.5, "không quá 3,5"), (None, None, "vài"),
        (1e6, 2e6, "1.000.000 - 2.000.000"),
    ],
)
def test_amounts(low: float | None, high: float | None, shown: object) -> None:
    assert amount(low, high, "vài") == shown
