"""Nothing a person has done is lost by going back, by a second paste, by a refusal or by a server that went away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from browser.steps import PHONE, SAMPLE, Visit, filled, paste, record_of, take
from processes import SAMPLES

OTHER = (SAMPLES / "giao-ban-xa.txt").read_text(encoding="utf-8")


def corrected(page: Page) -> Page:
    """The page with a record of which one task has been deleted."""
    filled(page)
    page.locator("#T2 .main a.v").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#s-changes li")).to_have_count(1)
    return page


def test_the_way_back_leads_to_the_form_and_forward_to_the_record(visit: Visit) -> None:
    page = corrected(visit())
    page.go_back()
    expect(page.locator("#input")).to_be_visible()
    assert page.locator("#input").input_value().startswith("SƠ KẾT")
    expect(page.locator("#record")).to_be_hidden()
    page.go_forward()
    expect(page.locator("#s-changes li")).to_have_count(1)
    page.go_back()
    page.locator("[data-do=resume]").click()
    expect(page.locator("#s-changes li")).to_have_count(1)
    assert page.evaluate("() => document.activeElement.id") == "record"


def test_a_tile_leads_to_its_part_and_leaves_no_step_behind(visit: Visit) -> None:
    page = filled(visit({"width": 1280, "height": 500}))
    page.locator('a.tile[href="#s-commitments"]').click()
    expect(page.locator("#h-commitments")).to_be_in_viewport()
    expect(page.locator("#record")).to_be_visible()
    assert page.evaluate("() => document.activeElement.id") == "s-commitments"
    page.evaluate("() => { location.hash = 's-tasks'; }")
    expect(page.locator("#record")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page.locator("#input")).to_be_visible()


def test_escape_closes_the_menu_and_gives_the_focus_back(visit: Visit) -> None:
    page = filled(visit())
    page.locator("summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.getAttribute('formaction')") == "/export/docx"
    page.keyboard.press("Escape")
    expect(page.locator("details.menu[open]")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


def test_after_another_language_a_new_report_starts_on_the_page_s_own_address(visit: Visit) -> None:
    page = corrected(visit())
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#s-changes")).to_contain_text("deleted")
    page.add_init_script("window.confirm = () => true;")
    page.evaluate("() => { window.confirm = () => true; }")
    page.locator(".when-filled [data-do=new]").click()
    expect(page.locator("#input")).to_be_visible()
    assert page.evaluate("() => location.pathname") == "/"


def test_on_a_new_page_there_is_no_record_to_go_back_to(visit: Visit) -> None:
    page = visit()
    expect(page.locator("[data-do=resume]")).to_be_hidden()
    filled(page)
    page.locator(".when-filled [data-do=new]").click()
    expect(page.locator("#input")).to_be_visible()
    expect(page.locator("[data-do=resume]")).to_be_hidden()


@pytest.fixture
def asked(visit: Visit) -> Page:
    """A page with corrections whose question is answered in the page: every dialog that the browser shows is a complaint."""
    page = visit()
    page.add_init_script("window.asked = []; window.answers = []; window.confirm = (said) => { asked.push(said); return answers.shift(); };")
    page.goto(page.url)
    return corrected(page)


def test_a_second_text_over_corrections_asks_first(asked: Page) -> None:
    page = asked
    page.evaluate("text => navigator.clipboard.writeText(text)", OTHER)
    page.evaluate("() => { window.answers = [false, true]; }")
    page.locator("#record").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("#s-changes li")).to_have_count(1)
    assert page.evaluate("() => window.asked") == ["Các chỗ đã sửa sẽ mất. Vẫn tiếp tục?"]
    page.keyboard.press("Control+V")
    expect(page.locator("#record-title")).to_contain_text("Giao ban công tác tháng 4", ignore_case=True)
    expect(page.locator("#s-changes")).to_have_count(0)


def test_corrections_that_were_taken_away_are_not_asked_about(asked: Page) -> None:
    page = asked
    assert len(record_of(page)["tasks"]) == 4
    page.evaluate("text => navigator.clipboard.writeText(text)", OTHER)
    page.locator("#record").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("#record-title")).to_contain_text("Giao ban công tác tháng 4", ignore_case=True)
    assert page.evaluate("() => window.asked") == []


def test_the_menu_closes_when_a_file_is_chosen_and_the_file_is_named(visit: Visit) -> None:
    page = filled(visit())
    assert take(page, "docx").suggested_filename == "BaoCaoTomTat_2023-07-18.docx"
    expect(page.locator("details.menu[open]")).to_have_count(0)
    assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"
    expect(page.locator("#status")).to_contain_text("Đã tải về BaoCaoTomTat_2023-07-18.docx")


@pytest.mark.parametrize("viewport", [None, PHONE], ids=["desktop", "phone"])
def test_a_wrong_file_is_refused_in_sight_with_advice_and_the_record_stays(visit: Visit, viewport: dict[str, int] | None) -> None:
    page = filled(visit(viewport) if viewport else visit())
    page.evaluate("() => { document.scrollingElement.scrollTop = 600; }")
    page.evaluate(
        """() => {
            const transfer = new DataTransfer();
            transfer.items.add(new File([new Uint8Array([0x50, 0x4b, 3, 4, ...Array(400).keys()])], 'bao-cao.docx'));
            document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("#alert")).to_contain_text("[BB103]")
    expect(page.locator("#alert")).to_contain_text("chép toàn bộ chữ")
    expect(page.locator("#alert")).to_be_in_viewport(ratio=1)
    expect(page.locator("#record")).to_be_visible()
    page.locator("#alert button").click()
    expect(page.locator("#alert")).to_be_hidden()


def test_a_text_pasted_over_one_that_was_read_takes_its_place(visit: Visit) -> None:
    page = filled(visit())
    page.go_back()
    paste(page, OTHER)
    expect(page.locator("#record-title")).to_contain_text("Giao ban công tác tháng 4", ignore_case=True)
    assert record_of(page)["text"] == OTHER


def test_a_text_pasted_after_a_refusal_takes_the_place_of_the_refused_one(visit: Visit) -> None:
    page = visit()
    paste(page, f"TỐI MẬT\n{SAMPLE}")
    expect(page.locator("#alert")).to_contain_text("[BB612]")
    filled(page, SAMPLE)
    expect(page.locator("#alert")).to_be_hidden()
    assert record_of(page)["text"] == SAMPLE


def test_a_secrecy_marking_is_refused_with_an_explanation(visit: Visit) -> None:
    page = visit()
    paste(page, f"Độ mật: Tối mật\n{SAMPLE}")
    expect(page.locator("#alert")).to_contain_text("Tối mật")
    expect(page.locator("#alert")).to_contain_text("máy dành riêng")
    expect(page.locator("#record")).to_have_count(0)


def test_corrections_outlive_a_server_that_is_gone_and_one_that_is_started_again(visit: Visit) -> None:
    page = visit()
    filled(page)
    page.locator("#T2 .main a.v").focus()
    # Gone: everything it is asked fails, and nothing that is on the page goes with it.
    page.route("**/*", lambda route: route.abort())
    page.keyboard.press("Delete")
    expect(page.locator("#alert")).to_contain_text("Không kết nối được")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#alert")).to_contain_text("Không kết nối được")
    expect(page.locator("#T2 .main")).to_be_visible()
    page.unroute_all()
    # Started again: it knows no token given out before.
    page.context.clear_cookies()
    page.locator("#T2 .main a.v").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#s-changes li")).to_have_count(1)
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#s-changes")).to_contain_text("deleted")
    expect(page.locator("html")).to_have_attribute("lang", "en")
