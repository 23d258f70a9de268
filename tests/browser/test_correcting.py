"""Correcting a record on the page: editing, deleting, adding by selecting words, undoing."""

from __future__ import annotations

import re
import unicodedata

from playwright.sync_api import expect

from browser.steps import Visit, filled, record_of, select_words

ASTRAL = (
    "🎉🎉 Sáng 05/3/2024, UBND xã Bình Hạ tổ chức hội nghị giao ban 𝐭𝐡á𝐧𝐠 3. Ông Lê Văn Tám 👨‍👩‍👧, Chủ tịch UBND xã chủ trì. "
    "Ông Tám yêu cầu Văn phòng 😀 gửi báo cáo trước ngày 20/3; Trạm Y tế tiêm phòng cho 95% trẻ em."
)


def test_a_value_is_edited_marked_undone_and_redone(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T1 [data-do=edit]").click()
    page.locator('#form input[name="due.edtf"]').fill("../2023-08-20")
    page.locator('#form select[name="kind"]').select_option("plan")
    page.locator("#form .solid").click()
    expect(page.locator("#T1")).to_have_class(re.compile(r"\bedited\b"))
    expect(page.locator("#T1 [data-field=due] .pen")).to_be_visible()
    expect(page.locator("#T1 [data-field=due]")).to_contain_text("20/8/2023")
    expect(page.locator("#s-changes li")).to_have_count(2)
    assert page.evaluate("() => document.activeElement.closest('.row').id") == "T1"
    page.keyboard.press("Control+z")
    expect(page.locator("#T1")).not_to_have_class(re.compile(r"\bedited\b"))
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("#T1")).to_have_class(re.compile(r"\bedited\b"))
    task = record_of(page)["tasks"][0]
    assert (task["due"]["edtf"], task["kind"], task["method"], task["confidence"]) == ("../2023-08-20", "plan", "person.edited", 1.0)


def test_a_wrong_value_keeps_the_form_open_and_says_why(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T1 .main a.v").focus()
    page.keyboard.press("e")
    page.locator('#form input[name="due.edtf"]').fill("31/2/2023")
    page.locator("#form .solid").click()
    expect(page.locator("#form .form-error")).to_contain_text("[BB619]")
    expect(page.locator("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator(".row.edited")).to_have_count(0)


def test_an_item_is_deleted_by_key_and_comes_back(visit: Visit) -> None:
    page = filled(visit())
    count = page.locator("#s-tasks .row").count()
    page.locator("#T2 .main a.v").focus()
    page.keyboard.press("Delete")
    expect(page.locator("#s-tasks .row")).to_have_count(count - 1)
    expect(page.locator("#status")).to_contain_text("Đã xóa")
    assert page.evaluate("() => document.activeElement.closest('.row') !== null")
    page.keyboard.press("Control+z")
    expect(page.locator("#s-tasks .row")).to_have_count(count)


def test_what_is_uncertain_can_be_confirmed(visit: Visit) -> None:
    page = filled(visit())
    row = page.locator(".row.doubtful").first
    id = row.get_attribute("id")
    row.locator(".main a.v").focus()
    page.keyboard.press("c")
    expect(page.locator(f"#{id}")).to_have_class(re.compile(r"\bconfirmed\b"))


def test_words_selected_by_mouse_become_a_task_with_its_deadline(visit: Visit) -> None:
    page = filled(visit())
    words = "mở 12 lớp dạy bơi miễn phí"
    select_words(page, words)
    page.locator("#tagger").click()
    page.locator("dialog .choices button", has_text="nhiệm vụ").filter(has_not_text="danh mục").click()
    expect(page.locator(".row.added .main")).to_contain_text("Mở 12 lớp dạy bơi miễn phí")
    record = record_of(page)
    added = next(t for t in record["tasks"] if t["method"] == "person.added")
    assert record["text"][added["start"] : added["end"]] == words
    assert [t["id"] for t in record["tasks"]] == [f"T{n}" for n in range(1, len(record["tasks"]) + 1)]


def test_words_selected_become_a_field_of_the_current_item(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T3 .main a.v").focus()
    select_words(page, "Phòng Văn hóa và Thông tin huyện")
    page.locator("#tagger").click()
    page.locator("dialog .choices button", has_text="Phối hợp").click()
    expect(page.locator("#T3 [data-field=coordinating]")).to_contain_text("Phòng Văn hóa và Thông tin huyện")


def test_the_button_for_selected_words_stays_in_reach_wherever_they_are_scrolled(visit: Visit) -> None:
    page = filled(visit({"width": 1440, "height": 500}))
    pane, tagger = page.locator("#text-pane"), page.locator("#tagger")
    pane.evaluate("pane => { pane.scrollTop = pane.scrollHeight; }")
    select_words(page, "Sáng")
    expect(tagger).to_be_in_viewport(ratio=1)
    above = tagger.bounding_box()
    pane.evaluate("pane => { pane.scrollTop = 0; }")
    expect(tagger).to_be_in_viewport(ratio=1)
    page.wait_for_function("y => document.getElementById('tagger').getBoundingClientRect().y !== y", arg=above and above["y"])
    tagger.click()
    expect(page.locator("dialog")).to_be_visible()


def test_the_place_of_a_value_is_chosen_again(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#s-meeting [data-do=edit]").click()
    page.locator('fieldset[data-group="place"] [data-do=pick]').first.click()
    expect(page.locator("#pick")).to_contain_text("Địa điểm")
    select_words(page, "Hội trường")
    page.keyboard.press("Enter")
    expect(page.locator('.fact[data-field="place"] dd')).to_contain_text("Hội trường")
    assert record_of(page)["meeting"]["place"]["text"] == "Hội trường"


def test_the_keyboard_alone_adds_an_item(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T2 .main a.v").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    said = page.evaluate("() => getSelection().toString()").strip()
    page.keyboard.press("Enter")
    expect(page.locator("dialog")).to_be_visible()
    choice = page.locator("dialog .choices button", has_text="người dự")
    for _ in range(40):
        page.keyboard.press("Tab")
        if choice.evaluate("e => e === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page.locator(".row.added")).to_contain_text(said)


def test_letters_beyond_the_basic_plane_move_nothing(visit: Visit) -> None:
    page = filled(visit(), ASTRAL)
    select_words(page, "😀 gửi báo cáo")
    page.locator("#tagger").click()
    page.locator("dialog .choices button", has_text="cam kết").click()
    expect(page.locator(".row.added")).to_be_visible()
    record = record_of(page)
    added = next(c for c in record["commitments"] if c["method"] == "person.added")
    assert added["text"] == "😀 gửi báo cáo" == record["text"][added["start"] : added["end"]]
    page.locator("#A1 .main a.v").hover()
    assert page.evaluate("() => [...document.querySelectorAll('#text .m.hot')].map(e => e.textContent).join('')") == "Lê Văn Tám"


def test_decomposed_input_is_composed_by_the_server_and_places_fit(visit: Visit) -> None:
    page = filled(visit(), unicodedata.normalize("NFD", ASTRAL))
    select_words(page, "Trạm Y tế")
    page.locator("#tagger").click()
    page.locator("dialog .choices button", has_text="người dự").click()
    expect(page.locator(".row.added")).to_contain_text("Trạm Y tế")
    record = record_of(page)
    assert record["text"] == unicodedata.normalize("NFC", record["text"])


def test_a_change_survives_the_change_of_language(visit: Visit) -> None:
    page = filled(visit())
    page.locator("#T1 [data-do=edit]").click()
    page.locator('#form input[name="due.edtf"]').fill("../2023-08-20")
    page.locator("#form .solid").click()
    expect(page.locator("#T1 .mine")).to_have_text("đã sửa")
    page.get_by_role("button", name="Switch to English").click()
    expect(page.locator("#T1 .mine")).to_have_text("edited")
    expect(page.locator("#s-changes")).to_contain_text("Due")
