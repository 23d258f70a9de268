"""Workbooks and CSV: what was given is what stands there, and nothing runs."""

from __future__ import annotations

import csv
import io
import sys
import tempfile
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from bienban.errors import MissingDependencyError
from bienban.render.cells import Link, as_text, cut, printable, utf16_length
from bienban.render.csv_safe import for_excel, write_csv
from bienban.render.sheets import CUT_MARK, MOST_LINKS, Column, Sheet, Written, write_workbook
from processes import python

DANGEROUS = [
    "=1+1", "+1", "-1", "@SUM(A1)", '=HYPERLINK("http://x.test","a")', "=cmd|' /C calc'!A0", "{=1+1}", " =1+1", "\t=1", "http://x.test/a",
    "mailto:a@x.test", "internal:Sheet1!A1", "external:c:\\a.txt", "file:///etc/passwd", "ftp://x.test",
]  # fmt: skip
SYMBOLS = ["01-KH/TU", "05/8", "1-2", "01-12/2021", "007", "1E5", "30/4", "1,5", "50%", "12:30", "TRUE", "_x0041_", "#N/A"]


def book_of(*sheets: Sheet, **options: int) -> tuple[openpyxl.Workbook, Written, bytes]:
    out = io.BytesIO()
    written = write_workbook(out, sheets, **options)  # type: ignore[arg-type]
    return openpyxl.load_workbook(io.BytesIO(out.getvalue())), written, out.getvalue()


def column_of(values: list[object], kind: str = "text") -> tuple[Worksheet, Written, bytes]:
    book, written, data = book_of(Sheet("Bảng", (Column("Cột", kind),), [(value,) for value in values]))  # type: ignore[arg-type, misc]
    return book.worksheets[0], written, data


def data_of(data: bytes, part: str) -> bytes:
    return _parts(data)[part]


@pytest.mark.parametrize("kind", ["text", "number", "date"])
def test_a_string_stays_the_string_it_is(kind: str) -> None:
    given = DANGEROUS + SYMBOLS
    page, written, data = column_of(list(given), kind)
    assert b"<t>_x005F_x0041_</t>" in data_of(data, "xl/sharedStrings.xml")
    assert [str(row[0].value) for row in page.iter_rows(min_row=2)] == given
    assert {row[0].data_type for row in page.iter_rows(min_row=2)} == {"s"}
    parts = {name: content for name, content in _parts(data).items() if name.startswith("xl/")}
    assert not any(b"<f>" in content or b"<hyperlink" in content for content in parts.values())
    assert (written.cut, written.replaced) == (0, 0)


def test_a_short_string_stays_text_after_it_is_edited() -> None:
    page, _, _ = column_of(["05/8", "x" * 300])
    short, long = (row[0] for row in page.iter_rows(min_row=2))
    assert short.number_format == "@"
    assert long.quotePrefix


@pytest.mark.parametrize("bad", ["\x00", "\x02", "\x1f", "\ufffe", "\uffff", "\ud800"])
def test_what_the_format_cannot_hold_is_seen_to_be_missing(bad: str) -> None:
    page, written, _ = column_of([f"trước{bad}sau"])
    assert page["A2"].value == "trước\ufffdsau"
    assert written.replaced == 1


def test_a_mark_that_was_there_before_is_no_replacement() -> None:
    assert column_of(["trước\ufffdsau"])[1].replaced == 0


@pytest.mark.parametrize(("text", "kept"), [("a" * 32_767, 32_767), ("a" * 32_768, 32_767), ("😀" * 16_384, 32_767), ("à" * 100_000, 32_767)])
def test_a_cell_too_long_is_cut_marked_and_noted(text: str, kept: int) -> None:
    page, written, _ = column_of([text])
    value = page["A2"].value
    assert isinstance(value, str)
    assert kept - 1 <= utf16_length(value) <= kept
    too_long = utf16_length(text) > 32_767
    assert value.endswith(CUT_MARK) == too_long == bool(page["A2"].comment) == bool(written.cut)
    if page["A2"].comment:
        assert str(utf16_length(text)) in page["A2"].comment.text


def test_numbers_dates_and_yes_are_what_they_are() -> None:
    page, _, _ = column_of([3, 2.5, date(2024, 5, 20), True, None, float("nan"), 10**18, float("inf"), date(1890, 1, 2)], "number")
    values = [row[0].value for row in page.iter_rows(min_row=2)]
    assert values[:2] == [3, 2.5]
    assert page["A4"].value.date() == date(2024, 5, 20)  # type: ignore[union-attr]
    assert page["A4"].number_format == "dd/mm/yyyy"
    assert values[3:] == ["Có", None, None, "1000000000000000000", "inf", "1890-01-02"]


def test_a_link_is_made_only_where_one_was_asked_for() -> None:
    page, _, _ = column_of([Link.file("thư mục/báo cáo #1.txt"), Link.web("https://x.test/a?b=1", "nguồn"), Link.sheet("Nhiệm vụ", "A2", "xem")])
    first, second, third = (row[0] for row in page.iter_rows(min_row=2))
    assert first.value == "báo cáo #1.txt"
    assert (second.value, second.hyperlink.target) == ("nguồn", "https://x.test/a?b=1")
    assert (third.value, third.hyperlink.location) == ("xem", "'Nhiệm vụ'!A2")
    with pytest.raises(ValueError, match="http"):
        Link.web("javascript:alert(1)")


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("báo cáo #3.txt", "báo%20cáo%20%233.txt"),
        ("a#b#c.txt", "a%23b%23c.txt"),
        ("50%20 x.txt", "50%2520%20x.txt"),
        ("100%.txt", "100%25.txt"),
        ("a b [1].txt", "a%20b%20%5b1%5d.txt"),
    ],
)
def test_a_link_leads_to_the_file_of_that_name(name: str, address: str) -> None:
    page, _, _ = column_of([Link.file(name)])
    link = page["A2"].hyperlink
    assert (link.target, link.location) == (address, None)


def test_links_beyond_the_limit_of_the_format_become_text() -> None:
    page, written, _ = column_of([Link.web("https://x.test/" + "a" * 3_000, "xa"), Link.web("https://x.test/", "gần")])
    assert (page["A2"].value, page["A2"].hyperlink) == ("xa", None)
    assert page["A3"].hyperlink
    assert written.plain_links == 1
    assert MOST_LINKS == 65_530


def test_the_page_is_ready_to_filter_and_print() -> None:
    columns = (Column("STT", "number"), Column("Nội dung nhiệm vụ", width=50))
    book, _, _ = book_of(Sheet("Nhiệm vụ", columns, [(1, "a"), (2, "b")], title="BẢNG PHÂN CÔNG", caption="(Kèm theo …)"))
    page = book["Nhiệm vụ"]
    assert [page["A1"].value, page["A2"].value, page["A3"].value] == ["BẢNG PHÂN CÔNG", "(Kèm theo …)", "STT"]
    assert page.freeze_panes == "A4"
    assert page.auto_filter.ref == "A3:B5"
    assert page.print_title_rows == "$3:$3"
    assert (page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight) == ("landscape", 9, 0)
    assert page.sheet_properties.pageSetUpPr.fitToPage
    assert {cell.font.name for row in page.iter_rows() for cell in row if cell.value} == {"Times New Roman"}
    assert page["B4"].alignment.wrap_text
    assert page.column_dimensions["B"].width == pytest.approx(50, abs=1)


def test_widths_are_measured_where_none_is_given_and_stay_sensible() -> None:
    book, _, _ = book_of(Sheet("a", (Column("STT"), Column("Ngắn"), Column("Dài")), [("1", "vừa phải", "dài " * 200)]))
    narrow, middle, wide = (book["a"].column_dimensions[letter].width for letter in "ABC")
    assert 5 < narrow < middle < wide <= 61


def test_rows_are_as_high_as_their_text() -> None:
    rows = [("ngắn",), ("dài " * 100,), ("a\nb\nc",), ("x" * 40_000,)]
    book, _, _ = book_of(Sheet("a", (Column("x", width=40),), rows))
    short, long, lines, longest = (book["a"].row_dimensions[number].height for number in (2, 3, 4, 5))
    assert short is None
    assert 7 * 15 < long < 12 * 16
    assert lines == pytest.approx(3 * 15.75, abs=1)
    assert longest <= 409.5


def test_more_rows_than_a_sheet_holds_go_on_in_the_next() -> None:
    book, written, _ = book_of(Sheet("Việc", (Column("n", "number"),), ((n,) for n in range(25))), most_rows=11)
    assert written.rows == {"Việc": 10, "Việc (2)": 10, "Việc (3)": 5}
    assert [row[0].value for page in book for row in page.iter_rows(min_row=2)] == list(range(25))
    assert all(page["A1"].value == "n" for page in book)


@pytest.mark.parametrize("rows", [0, 10])
def test_a_full_or_an_empty_table_needs_no_second_sheet(rows: int) -> None:
    book, written, _ = book_of(Sheet("Việc", (Column("n", "number"),), ((n,) for n in range(rows))), most_rows=11)
    assert written.rows == {"Việc": rows}
    assert book.sheetnames == ["Việc"]


def test_names_of_sheets_are_made_allowed_and_different() -> None:
    names = ["a/b:c", "'x'", "A B C", "n" * 40, "n" * 40, "", "\x02"]
    book, _, _ = book_of(*(Sheet(name, (Column("x"),), []) for name in names))
    assert book.sheetnames == ["a b c", "x", "A B C (2)", "n" * 31, "n" * 27 + " (2)", "Bảng", "\ufffd"]


def test_a_row_wider_than_the_table_is_a_mistake_and_a_shorter_one_is_not() -> None:
    book, _, _ = book_of(Sheet("a", (Column("x"), Column("y")), [("1",)]))
    assert [cell.value for cell in book["a"][2]] == ["1", None]
    with pytest.raises(ValueError, match="2 cells"):
        book_of(Sheet("a", (Column("x"),), [("1", "2")]))


def test_the_same_rows_give_the_same_bytes_in_any_process() -> None:
    code = """
import hashlib, io, sys
from bienban.render.sheets import *
from bienban.render.cells import Link
out = io.BytesIO()
write_workbook(out, [Sheet("a", (Column("x"),), [("y" * 40000,), ("ghi chú",), (Link.file("b.txt"),)], title="t")], title="t")
sys.stdout.write(hashlib.sha256(out.getvalue()).hexdigest())
"""
    first, second = (python("-c", code, PYTHONHASHSEED=seed, TZ=zone) for seed, zone in (("0", "UTC"), ("1", "Asia/Ho_Chi_Minh")))
    assert first.stdout == second.stdout
    assert len(first.stdout) == 64, first.stderr


def test_a_path_is_replaced_only_by_a_whole_workbook(tmp_path: Path) -> None:
    path = tmp_path / "bảng.xlsx"
    path.write_bytes(b"old")

    def broken() -> object:
        yield ("1",)
        raise RuntimeError("source gone")

    with pytest.raises(RuntimeError, match="gone"):
        write_workbook(path, [Sheet("a", (Column("x"),), broken())])  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    write_workbook(path, [Sheet("a", (Column("x"),), [("1",)])])
    assert openpyxl.load_workbook(path)["a"]["A2"].value == "1"
    assert [entry.name for entry in tmp_path.iterdir()] == ["bảng.xlsx"]


def test_a_large_table_is_written_beside_its_file_and_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a killed process leaves behind must lie where the user keeps such files."""
    places: list[object] = []
    made = tempfile.mkstemp

    def watched(*arguments: object, **options: object) -> tuple[int, str]:
        places.append(options.get("dir"))
        return made(*arguments, **options)  # type: ignore[call-overload, no-any-return]

    monkeypatch.setattr(tempfile, "mkstemp", watched)
    write_workbook(tmp_path / "bảng.xlsx", [Sheet("a", (Column("x"),), [("1",)] * 3)])
    assert places
    assert all(Path(str(place)).is_relative_to(tmp_path) for place in places)
    assert [entry.name for entry in tmp_path.iterdir()] == ["bảng.xlsx"]


def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingDependencyError, match=r"pip install 'bienban\[office\]'") as caught:
        write_workbook(io.BytesIO(), [])
    assert caught.value.code == "BB401"


@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=40), max_size=8))
@settings(max_examples=40, deadline=None)
def test_any_text_comes_back_as_it_is_printable(texts: list[str]) -> None:
    page, _, _ = column_of(list(texts))
    found = [row[0].value or "" for row in page.iter_rows(min_row=2)]
    assert found == [printable(text) for text in texts]


@given(st.text(st.sampled_from("aà😀"), max_size=60), st.integers(5, 40))
def test_cutting_leaves_at_most_what_was_asked_and_a_beginning(text: str, most: int) -> None:
    found = cut(text, most, "…")
    assert utf16_length(found) <= max(most, 0)
    assert found == text or (found.endswith("…") and text.startswith(found[:-1]) and utf16_length(found) >= most - 1)


@pytest.mark.parametrize(
    "text", [*DANGEROUS[:6], " =1", "\u00a0=1", "\tx", "＝1", "- Rà soát", "05/8", "1-2", "007", "1E5", "12:30", "50%", "30/4/2024", " 1,5"]
)
def test_csv_for_excel_neither_runs_nor_changes_text(text: str) -> None:
    assert for_excel(text) == "'" + text
    assert for_excel("'" + text) == "'" + text


@pytest.mark.parametrize(
    ("text", "guarded"), [("a\n=1", "a\n'=1"), ("a\n @x\nb", "a\n' @x\nb"), ("=1\n-2", "'=1\n'-2"), ("\n+1", "\n'+1"), ("\n\n\t=1", "\n\n'\t=1")]
)
def test_csv_for_excel_guards_every_line_of_a_cell(text: str, guarded: str) -> None:
    assert for_excel(text) == guarded


@pytest.mark.parametrize("text", ["", "Rà soát", "01-KH/TU", "a-b", "a=b", "3 mô hình", "A\nB", "đạt 5/8"])
def test_csv_for_excel_leaves_other_text_alone(text: str) -> None:
    assert for_excel(text) == text


@pytest.mark.parametrize("excel", [True, False])
def test_csv_says_what_the_cells_say(excel: bool) -> None:
    out = io.StringIO(newline="")
    rows = [["=1", -2, 1.5, date(2024, 5, 2), None, True], ['có "nháy", phẩy\nvà dòng', Link.file("=b.txt"), "\ud800", "", float("nan"), False]]
    assert write_csv(out, ["=Cột", "b", "c", "d", "e", "g"], rows, excel=excel) == 2
    text = out.getvalue()
    assert text.startswith("\ufeff") == excel
    mark = "'" if excel else ""
    assert list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))) == [
        [mark + "=Cột", "b", "c", "d", "e", "g"],
        [mark + "=1", "-2", "1.5", "02/05/2024", "", "Có"],
        ['có "nháy", phẩy\nvà dòng', mark + "=b.txt", "\ufffd", "", "", "Không"],
    ]


def test_a_cell_as_text_is_what_a_person_reads() -> None:
    assert [as_text(cell) for cell in (None, True, 5, date(2024, 1, 2), Link.file("a/b.txt"))] == ["", "Có", "5", "02/01/2024", "b.txt"]


def _parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
