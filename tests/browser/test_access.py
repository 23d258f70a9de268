"""Accessibility, judged by axe in every state the page can be in; and pictures for people to look at."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from browser.steps import DESKTOP, PHONE, Visit, filled

STATES = [(name, scheme) for name in ("desktop", "phone") for scheme in ("light", "dark")]
VIEWPORTS = {"desktop": DESKTOP, "phone": PHONE}


def violations(page: Page) -> list[str]:
    """What axe finds, with the elements."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {node['html'][:160]} {node['any'][:1]}" for v in found for node in v["nodes"]]


@pytest.mark.parametrize(("name", "scheme"), STATES)
def test_axe_finds_nothing(visit: Visit, tmp_path: Path, name: str, scheme: str) -> None:
    page = visit(VIEWPORTS[name], scheme=scheme, reduced_motion="reduce")
    assert violations(page) == []
    page.screenshot(path=tmp_path / f"{name}-{scheme}-empty.png")
    page.locator("#paste .solid").click()
    expect(page.locator("#alert button")).to_be_visible()
    assert violations(page) == []
    filled(page)
    assert violations(page) == []
    page.locator("#T1 .main a.v").focus()
    assert violations(page) == []
    page.screenshot(path=tmp_path / f"{name}-{scheme}-record.png")
    page.locator("summary").click()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator("#T1 [data-do=edit]").click()
    expect(page.locator("#form")).to_be_visible()
    assert violations(page) == []
    page.screenshot(path=tmp_path / f"{name}-{scheme}-form.png")
    page.keyboard.press("Escape")
    if name == "phone":
        page.locator("[data-tab=text]").click()
        assert violations(page) == []
        page.screenshot(path=tmp_path / f"{name}-{scheme}-text.png")


def test_the_page_has_landmarks_headings_in_order_and_no_positive_tabindex(visit: Visit) -> None:
    page = filled(visit())
    assert [page.locator(each).count() for each in ("main", "header.bar", "#status[role=status]", "#main h1:visible")] == [1, 1, 1, 1]
    levels = page.evaluate(
        "() => [...document.querySelectorAll('#main h1, #main h2, #main h3')].filter(h => h.getClientRects().length).map(h => +h.tagName[1])"
    )
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.evaluate("() => document.querySelectorAll('[tabindex]').values().every(e => e.tabIndex <= 0)")


def test_the_marks_do_not_speak(visit: Visit) -> None:
    page = filled(visit())
    assert page.evaluate("() => document.querySelectorAll('#text mark, #text [role], #text [aria-label], #text a').length") == 0
    described = page.locator("#record a.v.doubtful + .why, .row.doubtful .badge.unsure").first
    assert "chưa chắc" in described.inner_text() or "suy ra" in described.inner_text()


def test_motion_stops_where_it_is_not_wanted(visit: Visit) -> None:
    page = filled(visit(reduced_motion="reduce"))
    assert page.evaluate("() => getComputedStyle(document.querySelector('.m')).transitionDuration") == "0s"


def test_print_shows_the_record_in_black_on_white_and_leaves_the_tools_out(visit: Visit, tmp_path: Path) -> None:
    page = filled(visit(scheme="dark"))
    page.emulate_media(media="print")
    assert page.locator(".bar").is_hidden()
    assert page.locator(".acts").first.is_hidden()
    assert page.evaluate("() => getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    pdf = tmp_path / "print.pdf"
    page.pdf(path=pdf, prefer_css_page_size=True)
    assert pdf.read_bytes().startswith(b"%PDF")
