"""The page from the user's side: pasting, pointing, moving by keyboard, languages, refusals."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from browser.steps import PHONE, SAMPLE, Visit, filled, lit_text, paste
from processes import SAMPLES

EVIL = (
    "Sáng 05/3/2024, UBND xã <img src=x onerror=alert(1)> tổ chức hội nghị giao ban. "
    "Ông <script>alert(2)</script> Lê Văn Tám, Chủ tịch UBND xã chủ trì. "
    "Ông Tám yêu cầu Văn phòng \"><svg onload=alert(3)> gửi báo cáo 'x' onmouseover=alert(4) "
    "trước ngày 20/3/2024; \u202egnort nôht\u202c {{7*7}} </textarea>"
)


def test_pasting_brings_the_record_beside_the_text(visit: Visit) -> None:
    page = filled(visit())
    expect(page.locator("#record-title")).to_contain_text("Hội nghị sơ kết 6 tháng đầu năm 2023")
    heads = page.locator(".of-tasks thead th").all_inner_texts()
    assert heads[:6] == ["STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Người giao"]
    expect(page.locator("#T1 [data-field=lead]")).to_have_text("Liên đoàn Lao động huyện")
    assert "".join(page.locator("#text p").all_text_contents()) == SAMPLE.replace("\n", "")
    expect(page.locator("#status")).to_contain_text("Đã đọc xong")
    assert page.title().startswith("Hội nghị sơ kết")


def test_pointing_at_a_value_lights_its_words_and_brings_them_into_view(visit: Visit) -> None:
    page = filled(visit({"width": 1280, "height": 420}))
    value = page.locator("#C1 .main a.v")
    value.scroll_into_view_if_needed()
    value.hover()
    said = value.inner_text()
    expect(page.locator("#text .m.hot").first).to_be_in_viewport()
    assert lit_text(page).lower() == said.lower()


def test_focusing_a_deadline_lights_it_strongly_within_its_task(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T1 [data-field=due] a.v").focus()
    assert lit_text(page) == page.locator("#T1 [data-field=due] a.v").inner_text()
    assert lit_text(page) in lit_text(page, "lit")
    assert len(lit_text(page, "lit")) > len(lit_text(page))


def test_pointing_at_words_lights_every_value_that_stands_on_them(visit: Visit) -> None:
    page = filled(visit({"width": 1280, "height": 420}))
    segment = page.locator('#text [data-refs~="G1.quantity"]').first
    segment.scroll_into_view_if_needed()
    segment.hover()
    refs = (segment.get_attribute("data-refs") or "").split()
    assert {"C2", "G1", "G1.quantity"} <= set(refs)
    for id in ("C2", "G1"):
        expect(page.locator(f"#{id}")).to_have_class(re.compile(r"\blit\b"))
    expect(page.locator('#record a.v[data-ref="G1.quantity"]')).to_be_in_viewport()


def test_overlapping_items_have_lines_of_their_own(visit: Visit) -> None:
    page = filled(visit())
    names = (page.locator('#text [data-refs~="G1"][data-refs~="C2"]').first.get_attribute("class") or "").split()
    lanes = {name[1] for name in names if re.fullmatch(r"k\d[GC]", name)}
    assert len(lanes) == 2


def test_the_keyboard_reaches_everything_and_is_never_trapped(visit: Visit) -> None:
    page = filled(visit())
    focused = (
        "() => document.activeElement.dataset.ref || document.activeElement.id || document.activeElement.dataset.do || document.activeElement.tagName"
    )
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        seen.append(page.evaluate(focused))
        if seen[-1] == "BODY":
            break
    assert {"A1", "T1", "C1", "R1", "D1"} <= set(seen)
    assert len(seen) < 60
    page.locator("#T1 .main a.v").focus()
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focused) == "T2"
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(focused) == "T1.lead.0"
    page.keyboard.press("Enter")
    assert page.evaluate(focused) == "text"
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "T1.lead.0"
    page.keyboard.press("n")
    assert page.evaluate("() => Boolean(document.activeElement.closest('.row.doubtful, .fact, .alerts'))")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_be_hidden()


def test_what_the_keyboard_stands_on_is_never_under_the_heading_of_the_pane(visit: Visit) -> None:
    page = filled(visit({"width": 1280, "height": 420}, reduced_motion="reduce"))
    page.locator("#text").focus()
    page.locator("#text-pane").evaluate("pane => { pane.scrollTop = pane.scrollHeight; }")
    for _ in range(12):
        page.keyboard.press("ArrowUp")
    page.wait_for_timeout(100)
    words = page.evaluate("() => getSelection().getRangeAt(0).getBoundingClientRect().top")
    heading = page.evaluate("() => document.querySelector('.pane-head').getBoundingClientRect().bottom")
    assert words >= heading


def test_the_legend_names_every_mark_in_the_text(visit: Visit) -> None:
    page = filled(visit())
    assert page.locator(".legend li .tag").all_inner_texts() == ["CH", "ĐB", "NV", "CT", "CK", "KQ", "VB", "DM"]


def test_the_word_cursor_walks_through_the_text_and_leads_back_to_the_record(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T2 .main a.v").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    first = page.evaluate("() => getSelection().toString()")
    page.keyboard.press("Shift+ArrowRight")
    both = page.evaluate("() => getSelection().toString()")
    assert both.startswith(f"{first} ")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.dataset.ref").startswith("T2")


def test_what_is_not_certain_says_so_and_can_be_shown_alone(visit: Visit) -> None:
    page = filled(visit(), (SAMPLES / "bien-ban-hop.txt").read_text(encoding="utf-8"))
    doubtful = page.locator(".row.doubtful")
    count = doubtful.count()
    assert 0 < count < page.locator(".row").count()
    expect(doubtful.first.locator(".badge")).to_be_visible()
    assert page.locator('#text .m[class*=" q"]').count() > 0
    page.locator("[data-do=filter]").click()
    assert page.locator(".row:visible").count() == count
    expect(page.locator("[data-do=filter]")).to_have_attribute("aria-pressed", "true")


def test_a_warning_leads_to_its_place(visit: Visit) -> None:
    text = (
        "Chiều 9/7, Hội Cựu chiến binh xã Vĩnh Khê họp sơ kết 6 tháng đầu năm 2026. "
        "Hội nghị thống nhất 3 nhiệm vụ: (1) rà soát hội viên; (2) thăm hỏi hội viên."
    )
    page = filled(visit(), text)
    expect(page.locator(".alerts li")).to_have_count(2)
    page.locator(".alerts a.v").last.click()
    assert lit_text(page) == "3 nhiệm vụ"
    assert page.evaluate("() => document.activeElement.id") == "text"


def test_english_is_one_press_away_keeps_the_record_and_is_remembered(visit: Visit) -> None:
    page = filled(visit())
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#h-tasks")).to_contain_text("Tasks")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for own in ("#text", "#record-title", "#T1 .main a.v"):
        expect(page.locator(own)).to_have_attribute("lang", "vi")
    expect(page.locator("#T1 .main")).to_be_visible()
    page.goto(page.url.replace("/view", "/"))
    expect(page.locator("h1")).to_contain_text("Paste a meeting report")


def test_the_theme_is_chosen_and_remembered(visit: Visit) -> None:
    page = visit()
    background = "() => getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(background)
    page.locator('[data-do=theme][value="dark"]').click()
    dark = page.evaluate(background)
    assert light != dark
    page.reload()
    assert page.evaluate(background) == dark


def test_on_a_phone_text_and_record_are_two_tabs(visit: Visit) -> None:
    page = filled(visit(PHONE, has_touch=True))
    expect(page.locator("#record")).to_be_visible()
    expect(page.locator("#text")).to_be_hidden()
    page.locator("#T1 .main a.v").tap()
    expect(page.locator("#text")).to_be_visible()
    expect(page.locator("#text .m.hot").first).to_be_in_viewport()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator("[data-tab=record]").tap()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_a_file_is_read_when_it_is_dropped_and_when_it_is_chosen(visit: Visit) -> None:
    page = visit()
    name = "bien-ban-hop.txt"
    data = (SAMPLES / name).read_text(encoding="utf-8")
    transfer = page.evaluate_handle(
        "([name, data]) => { const t = new DataTransfer(); t.items.add(new File([data], name, {type: 'text/plain'})); return t; }", [name, data]
    )
    page.dispatch_event("body", "dragenter", {"dataTransfer": transfer})
    expect(page.locator("#drop")).to_be_visible()
    page.dispatch_event("body", "drop", {"dataTransfer": transfer})
    expect(page.locator("#record-title")).to_be_visible()
    expect(page.locator("#drop")).to_be_hidden()
    page.locator(".when-filled [data-do=new]").click()
    page.locator("#file").set_input_files(SAMPLES / "thong-bao-ket-luan.txt")
    expect(page.locator("#record")).to_contain_text("118/TB-VP")


def test_an_empty_paste_is_refused_in_vietnamese_and_in_english(visit: Visit) -> None:
    page = visit()
    page.locator("#paste .solid").click()
    expect(page.locator("#alert")).to_contain_text("Chưa có văn bản nào")
    page = visit(locale="en-US")
    page.locator("#paste .solid").click()
    expect(page.locator("#alert")).to_contain_text("There is no text yet")


def test_too_long_a_text_is_refused_by_the_server_and_too_large_a_file_by_the_page(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    page.locator("#input").fill("Hội nghị. " * 31_000)
    page.locator("#paste .solid").click()
    expect(page.locator("#alert")).to_contain_text("[BB202]")
    expect(page.locator("#alert")).to_contain_text("vượt mức")
    large = tmp_path / "lon.txt"
    large.write_bytes(b"x" * 1_200_000)
    page.locator("#file").set_input_files(large)
    expect(page.locator("#alert")).to_contain_text("Tệp quá lớn")


def test_a_broken_file_is_refused_with_its_reason(visit: Visit) -> None:
    page = visit()
    page.locator("#file").set_input_files({"name": "a.txt", "mimeType": "text/plain", "buffer": bytes(range(256)) * 20})
    expect(page.locator("#alert")).to_contain_text("[BB1")


def test_words_of_a_report_never_become_anything_but_words(visit: Visit) -> None:
    page = filled(visit(), EVIL)
    assert page.locator("#text").inner_text().replace("\n", "").find("<img src=x onerror=alert(1)>") > 0
    assert page.evaluate("() => document.querySelectorAll('#work img, #work script, #work svg[onload], #work [onmouseover]').length") == 0
    page.locator("#record a.v").first.hover()
    page.locator("#A1 [data-do=edit], #T1 [data-do=edit]").first.click()
    expect(page.locator("#form")).to_be_visible()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#record")).to_be_visible()
    assert page.evaluate("() => document.querySelectorAll('#work img, #work script').length") == 0


def test_without_scripts_the_same_record_is_shown_and_can_be_taken_away(visit: Visit) -> None:
    page = visit(scripts=False)
    page.locator("#input").fill(SAMPLE)
    page.locator("#paste .solid").click()
    expect(page.locator("#T1 .main")).to_be_visible()
    expect(page.locator("#T1 [data-do=edit]")).to_be_hidden()
    page.locator("#T1 .main a.v").click()
    assert page.url.split("#")[1].startswith("p")
    page.locator("summary").click()
    with page.expect_download() as info:
        page.locator('button[formaction="/export/docx"]').click()
    assert info.value.suggested_filename == "BaoCaoTomTat_2023-07-18.docx"


@pytest.mark.parametrize("text", ["", "   \n "])
def test_without_scripts_an_empty_text_is_refused_on_the_page(visit: Visit, text: str) -> None:
    page = visit(scripts=False)
    page.locator("#input").fill(text)
    page.locator("#paste .solid").click()
    expect(page.locator("#alert")).to_contain_text("BB1")
    expect(page.locator("#input")).to_be_visible()


def test_pasting_over_a_record_reads_the_new_text(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#record").focus()
    page.evaluate("text => navigator.clipboard.writeText(text)", (SAMPLES / "giao-ban-xa.txt").read_text(encoding="utf-8"))
    page.keyboard.press("Control+V")
    expect(page.locator("#record-title")).to_contain_text("Giao ban công tác tháng 4", ignore_case=True)


def test_paste_is_the_only_step(visit: Visit) -> None:
    page = visit()
    paste(page, SAMPLE)
    expect(page.locator("#record")).to_be_visible()
    assert page.evaluate("() => performance.getEntriesByName('paste-to-record').length") == 1


@pytest.mark.parametrize("width", [1180, 1280, 1440])
def test_no_day_is_broken_in_the_middle_of_its_year(visit: Visit, width: int) -> None:
    page = filled(visit({"width": width, "height": 800}))
    broken = """() => [...document.querySelectorAll('.sheet td[data-field=due] a.v, .sheet td[data-field=issued] a.v')].filter((link) => {
        const text = link.firstChild, found = /\\d+\\/\\d+\\/\\d{4}/.exec(text.data);
        if (!found) return false;
        const range = document.createRange();
        range.setStart(text, found.index);
        range.setEnd(text, found.index + found[0].length);
        return range.getClientRects().length > 1;
    }).map((link) => link.textContent)"""
    assert page.locator(".sheet td[data-field=due] a.v").count() > 2
    assert page.evaluate(broken) == []


def test_without_scripts_a_phone_shows_the_record_first(visit: Visit) -> None:
    page = visit(PHONE, scripts=False)
    page.locator("#input").fill(SAMPLE)
    with page.expect_navigation(wait_until="load"):
        page.locator("#paste .solid").click()
    record, text = page.locator("#record").bounding_box(), page.locator("#text-pane").bounding_box()
    assert record
    assert text
    assert record["y"] < text["y"]


def test_on_a_low_screen_nothing_covers_the_buttons(visit: Visit) -> None:
    page = visit({"width": 1280, "height": 600})
    page.locator("#paste [name=sample]").click()
    expect(page.locator("#record")).to_be_visible()
