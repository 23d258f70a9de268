"""The Word form: page and type of Nghị định 30, every fact of the record, blanks where only the office can know."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

import bienban
from bienban.records import Report
from bienban.render.docx_form import docx_form
from processes import ROOT, SAMPLES

REPORTS = {path.stem: bienban.extract(path.read_bytes()) for path in sorted(SAMPLES.glob("*.txt"))}
EVERY = Report.model_validate_json((ROOT / "schemas" / "examples" / "valid" / "every-field.json").read_bytes())
EMPTY = Report.model_validate_json((ROOT / "schemas" / "examples" / "valid" / "nothing-found.json").read_bytes())


def opened(report: Report, **options: Any) -> Any:
    return docx.Document(io.BytesIO(docx_form(report, **options)))


def said(document: Any) -> str:
    cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
    return " ".join(" ".join([*(p.text for p in document.paragraphs), *cells]).split())


@pytest.mark.parametrize("report", [*REPORTS.values(), EVERY, EMPTY], ids=lambda r: r.source.id)
def test_paper_margins_and_type_are_those_of_the_decree(report: Report) -> None:
    document = opened(report)
    for section in document.sections:
        size = sorted((round(section.page_width.mm), round(section.page_height.mm)))
        assert size == [210, 297]
        assert [round(side.mm) for side in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)] == [20, 20, 30, 15]
    normal = document.styles["Normal"]
    assert (normal.font.name, normal.font.size.pt) == ("Times New Roman", 14)
    fonts = normal.element.rPr.rFonts
    assert {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    assert not [name for name in fonts.attrib if "Theme" in name]
    sizes = {run.font.size.pt for p in document.paragraphs for run in p.runs if run.font.size}
    assert sizes <= {11, 12, 13, 14}


@pytest.mark.parametrize("report", REPORTS.values(), ids=lambda r: r.source.id)
def test_every_fact_stands_in_it(report: Report) -> None:
    text = said(opened(report)).lower()
    for item in (*report.results, *report.tasks, *report.targets, *report.commitments, *report.documents):
        assert " ".join(item.text.split()).lower() in text
    for attendee in report.attendees:
        assert (attendee.name or " ".join(attendee.text.split())).lower() in text


def test_the_task_table_is_landscape_repeats_its_heading_and_splits_no_row() -> None:
    document = opened(REPORTS["so-ket-phoi-hop"])
    assert document.sections[-1].orientation == WD_ORIENT.LANDSCAPE
    rows = document.tables[-1].rows
    assert [cell.text for cell in rows[0].cells][:4] == ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp"]
    assert rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in rows)
    assert len(rows) == len(REPORTS["so-ket-phoi-hop"].tasks) + 1


def test_pages_are_numbered_above_from_the_second() -> None:
    document = opened(REPORTS["giao-ban-xa"])
    assert document.sections[0].different_first_page_header_footer
    assert "PAGE" in document.sections[0].header._element.xml
    assert "PAGE" not in document.sections[0].first_page_header._element.xml


@pytest.mark.parametrize("report", [*REPORTS.values(), EMPTY], ids=lambda r: r.source.id)
def test_no_header_number_date_or_signature_is_invented(report: Report) -> None:
    assert "CỘNG HÒA" not in said(opened(report))
    assert "Nơi nhận" not in said(opened(report))
    document = opened(report, header="state")
    head, foot = document.tables[0], next(t for t in document.tables if "Nơi nhận" in t.rows[0].cells[0].text)
    assert "Độc lập - Tự do - Hạnh phúc" in head.rows[0].cells[1].text
    for table in (head, foot):
        assert not any(char.isdigit() for cell in table.rows[0].cells for char in cell.text)
    assert "ĐẢNG CỘNG SẢN" not in said(document)


def test_a_party_document_has_the_party_s_header_and_never_the_national_one() -> None:
    document = opened(REPORTS["so-ket-phoi-hop"], header="party")
    left, right = (cell.text for cell in document.tables[0].rows[0].cells)
    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in right
    assert "\n*\nSố ……-……/……" in left
    assert "CỘNG HÒA" not in said(document)
    assert not any(char.isdigit() for char in left + right)


def test_the_document_summed_up_is_named_by_its_own_number() -> None:
    assert "Tóm tắt từ văn bản: 118/TB-VP, ngày 06/9/2024." in said(opened(REPORTS["thong-bao-ket-luan"]))
    assert "Tóm tắt từ văn bản" not in said(opened(REPORTS["giao-ban-xa"]))


def test_what_the_text_does_not_say_is_said_to_be_missing() -> None:
    assert "Địa điểm: Không nêu." in said(opened(EMPTY))


def test_uncertain_items_are_marked_and_explained() -> None:
    report = REPORTS["so-ket-phoi-hop"]
    doubtful = report.model_copy(update={"tasks": tuple(task.model_copy(update={"confidence": 0.4}) for task in report.tasks)})
    text = said(opened(doubtful))
    assert "[?]" in text
    assert "chưa chắc" in text


def test_the_bytes_depend_on_the_record_alone() -> None:
    first, second = docx_form(EVERY), docx_form(EVERY)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "python-docx" not in core
    assert "2000-01-01" in core


def test_control_characters_and_markup_stay_words() -> None:
    report = bienban.extract(
        "Sáng 05/3/2024, UBND xã <w:p> & \x0b Bình Hạ tổ chức họp giao ban. Ông Lê Văn Tám chủ trì, yêu cầu Văn phòng gửi \x07 báo cáo."
    )
    assert "gửi \ufffd báo cáo" in said(opened(report)).lower()
