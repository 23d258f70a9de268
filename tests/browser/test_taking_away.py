"""What can be taken from the page, opened again by other programs."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date
from pathlib import Path

import docx
import openpyxl
from playwright.sync_api import Browser, expect

from bienban.evaluation.gold import load_gold
from bienban.records import Report
from browser.conftest import watch
from browser.steps import SAMPLE, Visit, filled, lit_text, take


def test_the_word_form_opens_and_says_what_the_record_says(visit: Visit) -> None:
    download = take(filled(visit()), "docx")
    assert download.suggested_filename == "BaoCaoTomTat_2023-07-18.docx"
    document = docx.Document(str(download.path()))
    said = "\n".join(p.text for p in document.paragraphs)
    assert "TÓM TẮT NỘI DUNG CUỘC HỌP" in said
    assert "CỘNG HÒA XÃ HỘI" not in "".join(p.text for p in document.element.body.iter() if hasattr(p, "text") and p.text)
    assert document.styles["Normal"].font.name == "Times New Roman"
    section = document.sections[0]
    assert [round(m.mm) for m in (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)] == [20, 20, 30, 15]
    heads, first = ([cell.text for cell in row.cells] for row in document.tables[-1].rows[:2])
    assert heads[:5] == ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn"]
    assert first[2] == "Liên đoàn Lao động huyện"
    assert first[4] == "15/8/2023"


def test_the_national_header_comes_only_when_asked_for_and_with_blanks(visit: Visit) -> None:
    page = filled(visit())
    page.locator("summary").click()
    page.locator('#export select[name="header"]').select_option("state")
    with page.expect_download() as info:
        page.locator('button[formaction="/export/docx"]').click()
    head = docx.Document(str(info.value.path())).tables[0]
    said = "\n".join(cell.text for cell in head.rows[0].cells)
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in said
    assert not any(char.isdigit() for char in said)


def test_the_task_sheet_opens_with_real_dates(visit: Visit, tmp_path: Path) -> None:
    download = take(filled(visit()), "xlsx")
    assert download.suggested_filename == "BangNhiemVu_2023-07-18.xlsx"
    download.save_as(tmp_path / download.suggested_filename)
    book = openpyxl.load_workbook(tmp_path / download.suggested_filename)
    sheet = book["Nhiệm vụ"]
    rows = list(sheet.iter_rows(values_only=True))
    heading = next(n for n, row in enumerate(rows) if row[0] == "STT")
    assert rows[heading][:5] == ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn hoàn thành")
    assert rows[heading + 1][0] == 1
    assert rows[heading + 1][4].date() == date(2023, 8, 15)
    assert "27-KH/BDV-LĐLĐ" in {row[2] for row in book["Văn bản"].iter_rows(values_only=True)}


def test_the_json_is_the_record(visit: Visit) -> None:
    report = Report.model_validate_json(Path(take(filled(visit()), "json").path()).read_bytes())
    assert report.text == SAMPLE


def test_the_summary_is_copied(visit: Visit) -> None:
    page = filled(visit())
    page.locator("[data-do=copy]").click()
    expect(page.locator("#status")).to_contain_text("Đã chép")
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert copied.startswith("Hội nghị sơ kết 6 tháng đầu năm 2023")
    assert "thời hạn: 15/8/2023" in copied


def test_the_summary_is_shown_where_it_cannot_be_copied(visit: Visit) -> None:
    page = filled(visit())
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')); }")
    page.locator("[data-do=copy]").click()
    assert page.locator("textarea.plain-out").input_value().startswith("Hội nghị sơ kết")


def test_the_single_file_stands_alone_and_lights_up_even_without_scripts(visit: Visit, browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "ban-ghi.html"
    take(filled(visit()), "html").save_as(file)
    for scripts in (True, False):
        complaints: list[str] = []
        context = browser.new_context(java_script_enabled=scripts, viewport={"width": 1300, "height": 800})
        page = context.new_page()
        watch(page, "file:", complaints)
        page.goto(file.as_uri())
        colour = "getComputedStyle(document.querySelector('#text-pane .m[data-refs~=\"T1\"]')).backgroundColor"
        before = page.evaluate(colour)
        page.locator("#T1 .main a.v").hover()
        page.wait_for_timeout(250)
        assert page.evaluate(colour) != before
        assert (lit_text(page) != "") == scripts
        assert complaints == []
        context.close()


def test_the_corrected_record_becomes_gold_that_the_corpus_accepts(visit: Visit, tmp_path: Path) -> None:
    page = filled(visit())
    page.locator("summary").click()
    page.locator("[data-do=gold]").click()
    page.locator('#gold [name="id"]').fill("train-900")
    page.locator('#gold [name="issuer"]').fill("Tin nội bộ")
    page.locator('#gold [name="author"]').fill("x1")
    assert page.locator('#gold [name="era"]').input_value() == "2023"
    assert page.locator("[data-do=gold-store]").count() == 0, "the operator has named no folder"
    page.locator("#gold [data-do=gold-check]").click()
    expect(page.locator("#gold-findings p")).to_be_visible()
    with page.expect_download() as info:
        page.locator("#gold .solid").click()
    with zipfile.ZipFile(io.BytesIO(Path(info.value.path()).read_bytes())) as archive:
        assert archive.namelist() == ["train-900.txt", "train-900.json"]
        archive.extractall(tmp_path / "train")
    gold = load_gold(tmp_path, ["train"])[0]
    assert gold.report.text == SAMPLE
    assert json.loads((tmp_path / "train" / "train-900.json").read_text(encoding="utf-8"))["meta"]["issuer"] == "Tin nội bộ"
