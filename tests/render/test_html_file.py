"""The single HTML file: the text and its record, nothing from elsewhere, nothing that runs from the report."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings

import bienban
from bienban.records import Report
from bienban.render.html_file import html_file
from processes import ROOT, SAMPLES
from reports_made import reports

REPORT = bienban.extract((SAMPLES / "so-ket-phoi-hop.txt").read_bytes())
VALID = sorted((ROOT / "schemas" / "examples" / "valid").glob("*.json"))


class Reader(HTMLParser):
    """What a browser would see: the elements, their attributes, and the words of the text pane."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.lines: list[str] = []
        self.depth = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {k: v or "" for k, v in attrs}))
        if dict(attrs).get("id") == "text":
            self.depth = 1
        elif self.depth and tag == "div":
            self.depth += 1
        elif self.depth and tag == "p":
            self.lines.append("")

    def handle_endtag(self, tag: str) -> None:
        self.depth -= bool(self.depth) and tag == "div"

    def handle_data(self, data: str) -> None:
        if self.depth and self.lines:
            self.lines[-1] += data


@settings(max_examples=25, deadline=None)
@given(reports())
def test_the_text_is_all_there(text: str) -> None:
    if text.strip():
        report = bienban.extract(text)
        assert "\n".join(Reader(html_file(report)).lines) == report.text


def test_nothing_is_asked_for_from_elsewhere() -> None:
    page = html_file(REPORT)
    assert not re.findall(r"(?:src|href)=\"(?!#)[^\"]*\"|url\(|@import|https?://", page)
    assert "default-src 'none'" in page


@pytest.mark.parametrize("path", VALID, ids=lambda path: path.stem)
@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_record_becomes_a_page_of_its_language(path: object, language: str) -> None:
    report = Report.model_validate_json(path.read_bytes())  # type: ignore[attr-defined]
    page = html_file(report, language)  # type: ignore[arg-type]
    reader = Reader(page)
    assert ("html", {"lang": language}) in reader.elements
    ids = [attributes["id"] for _, attributes in reader.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = {attributes["href"][1:] for _, attributes in reader.elements if attributes.get("href", "").startswith("#")}
    assert targets <= set(ids)
    assert page == html_file(report, language)  # type: ignore[arg-type]


def test_words_of_a_report_stay_words() -> None:
    evil = (
        "Sáng 05/3/2024, UBND xã </p></div><script>alert(1)</script> tổ chức họp giao ban. "
        "Ông Lê \"onmouseover='x'\" Văn Tám, Chủ tịch UBND xã chủ trì, giao Văn phòng <img src=x onerror=y> báo cáo &lt;b&gt;."
    )
    reader = Reader(html_file(bienban.extract(evil)))
    assert "\n".join(reader.lines) == evil
    assert sum(tag == "script" for tag, _ in reader.elements) == 1
    assert not any(name.startswith("on") for _, attributes in reader.elements for name in attributes)
    assert "img" not in {tag for tag, _ in reader.elements}
