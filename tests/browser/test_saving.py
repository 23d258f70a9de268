"""Saving a corrected record into the operator's folder, from the page to the files."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from bienban.evaluation.gold import load_gold
from browser.server import served
from browser.steps import SAMPLE, Visit, filled

NAME = sha256(SAMPLE.encode()).hexdigest()[:16]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kho") / "gold"


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    """A server whose operator keeps corrected records."""
    with served("--save-dir", str(folder)) as found:
        yield found


def store(page: Page) -> None:
    page.locator("summary").click()
    page.locator("[data-do=gold]").click()
    page.locator('#gold [name="issuer"]').fill("Tin nội bộ")
    page.locator('#gold [name="author"]').fill("x1")
    page.locator("[data-do=gold-store]").click()


def test_a_corrected_record_is_saved_in_the_folder_of_the_operator(visit: Visit, folder: Path) -> None:
    page = filled(visit())
    page.locator("#T2 .main a.v").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#status")).to_contain_text("Đã xóa")
    store(page)
    expect(page.locator("#gold-findings")).to_contain_text(f"Đã lưu: {NAME}.txt, {NAME}.json")
    assert sorted(path.name for path in folder.iterdir()) == [f"{NAME}.json", f"{NAME}.txt"]
    (gold,) = load_gold(folder)
    assert gold.report.text == SAMPLE
    assert len(gold.report.tasks) == page.locator("#s-tasks .row").count()
    page.keyboard.press("Escape")
    page.locator(".when-filled [data-do=new]").click()
    expect(page.locator("#input")).to_be_visible()


def test_what_is_missing_is_asked_for_before_anything_is_sent(visit: Visit, folder: Path) -> None:
    page = filled(visit(), SAMPLE.replace("Hội nghị", "Buổi họp"))
    page.locator("summary").click()
    page.locator("[data-do=gold]").click()
    page.locator("[data-do=gold-store]").click()
    assert page.evaluate("() => document.activeElement.name") == "issuer"
    assert page.locator("#gold-findings").inner_text() == ""
    assert not any(path.read_text(encoding="utf-8").startswith("Buổi họp") for path in folder.glob("*.txt"))


def test_a_folder_that_cannot_be_written_is_told_in_words(visit: Visit, folder: Path) -> None:
    page = filled(visit())
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("x", encoding="utf-8")
    try:
        store(page)
        expect(page.locator("#gold-findings")).to_contain_text("[BB617]")
    finally:
        folder.unlink()
