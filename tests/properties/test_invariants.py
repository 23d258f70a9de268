"""Whatever the text: a record comes out, it is grounded, it is the same every time, and it takes linear time."""

from __future__ import annotations

import gc
import re
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import bienban
from bienban.errors import BienbanError, InputError, LimitError
from bienban.extractor import MOST_CHARACTERS, Extractor, read_input
from bienban.records import Report
from bienban.text.shadow import fold
from reports_made import jumbles, reports

LETTERS = st.characters(codec="utf-8", categories=["L", "M", "N", "P", "Z"])
ANYTHING = st.one_of(st.text(max_size=300), st.text(alphabet=LETTERS, max_size=200), jumbles, reports())
FEW, MANY = 80, 1_500
RULES = Extractor(model=None)


def extracted(text: str) -> Report | None:
    """The record of ``text``; None where there is nothing to read in it."""
    try:
        return bienban.extract(text)
    except InputError:
        return None


def spans(value: Any) -> list[dict[str, Any]]:
    found = []
    if isinstance(value, dict):
        if {"start", "end", "text"} <= value.keys():
            found.append(value)
        for inner in value.values():
            found += spans(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            found += spans(inner)
    return found


def check_record(text: str) -> None:
    report = extracted(text)
    if report is None:
        assert not unicodedata.normalize("NFC", text).strip() or max(text, default="") >= "\ud800"
        return
    report.verify()
    body = report.model_dump()
    source = body.pop("text")
    for span in spans(body):
        assert source[span["start"] : span["end"]] == span["text"]
        assert span["text"] == span["text"].strip()
    again = bienban.extract(text)
    assert again.to_json() == report.to_json()
    assert Report.model_validate_json(report.to_json()) == report


@settings(max_examples=FEW, deadline=None)
@given(ANYTHING)
@example("LUẬT LAO ĐỘNG")
@example("Theo Luật Lao động")
def test_a_record_comes_out_grounded_valid_and_the_same(text: str) -> None:
    check_record(text)


@pytest.mark.slow
@settings(max_examples=MANY, deadline=None)
@given(ANYTHING)
def test_a_record_comes_out_of_many_texts(text: str) -> None:
    check_record(text)


def records(report: Report) -> dict[str, Any]:
    return report.model_dump(exclude={"source", "provenance"})


@settings(max_examples=FEW, deadline=None)
@given(ANYTHING)
def test_the_text_of_a_record_gives_the_same_record(text: str) -> None:
    report = extracted(text)
    if report is None or any(w.code in ("encoding_converted", "encoding_damaged", "undecodable_bytes") for w in report.warnings):
        return
    assert records(bienban.extract(report.text)) == records(report)


@settings(max_examples=FEW, deadline=None)
@given(reports())
def test_the_text_is_kept_but_for_normal_form_and_newlines(text: str) -> None:
    assert bienban.extract(text.replace("\n", "\r\n")).text == unicodedata.normalize("NFC", text)


@settings(max_examples=FEW, deadline=None)
@given(reports(), st.sampled_from(["NFD", "NFC"]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_the_form_of_the_file_changes_nothing(text: str, form: str, newline: str) -> None:
    written = unicodedata.normalize(form, text).replace("\n", newline)
    assert records(bienban.extract(written)) == records(bienban.extract(text))
    assert records(bienban.extract(written.encode())) == records(bienban.extract(text))


PLACEMENTS = [("hòa", "hoà"), ("Hòa", "Hoà"), ("ủy", "uỷ"), ("Ủy", "Uỷ"), ("hóa", "hoá")]


def facts(report: Report) -> Any:
    """What a record says, its words in one spelling; places and full names left out."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: plain(inner) for key, inner in value.items() if key not in ("start", "end", "confidence")}
        if isinstance(value, (list, tuple)):
            return [plain(inner) for inner in value]
        return fold(value) if isinstance(value, str) else value

    return plain(report.model_dump(exclude={"source", "provenance", "text"}))


@settings(max_examples=FEW, deadline=None)
@given(reports())
def test_where_the_tone_mark_stands_changes_nothing(text: str) -> None:
    new, old = text, text
    for modern, former in PLACEMENTS:
        new = re.sub(rf"{former}\b", modern, new)
        old = re.sub(rf"{modern}\b", former, old)
    assert facts(bienban.extract(new)) == facts(bienban.extract(old))


@settings(max_examples=FEW, deadline=None)
@given(reports())
def test_an_unrelated_paragraph_leaves_the_tasks_before_it(text: str) -> None:
    """Of the rules: the model hears a clause with both its neighbours, and what it is not sure of may turn on them."""
    more = RULES(text + "\n\nThời tiết vùng núi ngày mai nhiều mây, nhiệt độ thấp.")
    before = [(t.text, t.start, t.end) for t in RULES(text).tasks]
    assert [(t.text, t.start, t.end) for t in more.tasks][: len(before)] == before


OPENING = (
    "Sáng 12/3/2024, UBND xã Mường Lèo tổ chức hội nghị tổng kết công tác dân vận. Ông Lò Văn Pâng phát biểu tại hội nghị. Kết luận hội nghị, "
    "ông Lò Văn Pâng, Chủ tịch UBND xã yêu cầu các bản thực hiện các nhiệm vụ sau: tuyên truyền rộng rãi, giữ gìn đường làng ngõ xóm sạch sẽ; "
) * 3
"""Enough of a report that every stage runs on what follows."""
HOSTILE = {
    "names": "Nguyễn Văn An ", "posts": "Ủy viên ", "decimals": "1.1.1.", "letters": "a.", "semicolons": ";;;", "orders": "đề nghị ",
    "people": "đồng chí A, ", "quotes": '"', "opening parentheses": "(", "markers": "(1) ", "lists": "5 nhiệm vụ: ", "aims": "phấn đấu 5% ",
    "duties": "các xã cần ", "counts": "12 mô hình, ", "ratios": "5/8 nội dung ", "pledges": "ông A cam kết sẽ làm; ", "bullets": "- rà soát\n",
    "documents": "Kế hoạch số 5/KH-UBND ", "days": "ngày 5/6 ", "bodies": "UBND xã A, ", "commas": "a, ", "partners": "phối hợp với Sở A ",
}  # fmt: skip


ATTEMPTS = 6
"""A busy machine may slow any one reading down; it cannot speed one up, so the best of several tells what the program needs."""


def cost(text: str) -> float:
    """Processor seconds of one extraction; the collector's sweeps over a large test process are left out."""
    gc.collect()
    gc.disable()
    try:
        start = time.process_time()
        bienban.extract(text)
        return time.process_time() - start
    finally:
        gc.enable()


@pytest.mark.parametrize("opening", ["", OPENING], ids=["alone", "in a report"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_time_grows_with_the_text_and_no_faster(piece: str, opening: str) -> None:
    """Twice the text may take twice the time; quadratic time (four times) fails in every attempt."""
    size = 30_000
    small, large = (opening + (piece * (n // len(piece) + 1))[:n] for n in (size, 2 * size))
    low = high = float("inf")
    for _ in range(ATTEMPTS):
        low, high = min(low, cost(small)), min(high, cost(large))
        if high < 2.8 * low + 0.03:
            return
    pytest.fail(f"{low:.3f} s for {size}, {high:.3f} s for twice that")


def test_ten_megabytes_are_refused_at_once() -> None:
    text = "Hội nghị. " * 1_000_000
    best = float("inf")
    for report in (text, text.encode(), text, text.encode()):
        start = time.process_time()
        with pytest.raises(LimitError):
            bienban.extract(report)
        best = min(best, time.process_time() - start)
    assert best < 0.5
    assert issubclass(LimitError, BienbanError)


def test_the_limit_is_counted_in_characters() -> None:
    assert read_input("ộ" * MOST_CHARACTERS).source.length == 3 * MOST_CHARACTERS
    with pytest.raises(LimitError):
        read_input("ộ" * (MOST_CHARACTERS + 1))


@pytest.mark.slow
def test_a_megabyte_is_read_in_bounded_time() -> None:
    paragraph = OPENING + "\n" + "Bà H'Blăm Niê cam kết trồng 5 ha rừng; phấn đấu năm 2025 đạt 60% kế hoạch.\n"
    text = paragraph * (1_000_000 // len(paragraph))
    start = time.process_time()
    report = bienban.extract(text)
    assert time.process_time() - start < 60.0
    report.verify()


@pytest.mark.parametrize("empty", ["", " ", "\n\n", "\u00a0\t", "\u2028"])
def test_nothing_to_read_is_said(empty: str) -> None:
    with pytest.raises(InputError):
        bienban.extract(empty)
