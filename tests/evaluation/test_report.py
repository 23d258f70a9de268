from __future__ import annotations

import json
import re
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import pytest

from bienban.evaluation.gold import load_gold
from bienban.evaluation.metrics import Evaluation, evaluate
from bienban.evaluation.outcomes import Side
from bienban.evaluation.report import TEST_NOTICE, json_report, text_report
from bienban.evaluation.report_html import excerpts, html_report
from bienban.records import Span
from gold_maker import sound, write_pair

HOSTILE = 'Sáng 12/3/2024, thôn <script>alert("x")</script> & xã họp. Hội nghị yêu cầu nạo vét <b>mương</b> trước mùa mưa.\n'


@pytest.fixture
def result(tmp_path: Path) -> Evaluation:
    write_pair(tmp_path, "r1")
    hostile = {"meta": sound()["meta"], "meeting": {}, "tasks": [{"id": "T1", "q": "nạo vét <b>mương</b> trước mùa mưa", "kind": "directive"}]}
    write_pair(tmp_path, "r2", hostile, HOSTILE)
    golds = load_gold(tmp_path)
    lists = ("task_lists", "tasks")
    return evaluate(golds, lambda g: g.report.model_copy(update=dict.fromkeys(lists, ())) if g.name == "r2" else g.report, "rules")


def test_the_text_has_a_line_for_each_field(result: Evaluation) -> None:
    text = text_report([result])
    [line] = [line for line in text.splitlines() if line.startswith("task ")][:1]
    assert line.split()[1:10] == ["3", "2", "2", "0", "1", "0", "1.000", "0.667", "0.800"]
    assert "F1 by kind" in text
    assert "F1 by era" in text
    assert TEST_NOTICE not in text


def test_the_test_split_is_announced_in_every_form(result: Evaluation) -> None:
    assert text_report([result], test=True).startswith(TEST_NOTICE)
    assert json.loads(json_report([result], test=True))["test_split"] is True
    assert "TEST SPLIT" in html_report(result, test=True)


def test_a_baseline_stands_in_the_same_line_and_what_it_does_not_attempt_is_a_dash(result: Evaluation) -> None:
    empty = Evaluation("nothing", tuple(evaluate([r.gold for r in result.reports], lambda g: g.report.model_copy(update={"tasks": ()})).reports))
    lines = text_report([result, empty]).splitlines()
    assert "nothing" in lines[1]
    [task] = [line for line in lines if line.startswith("task ")][:1]
    assert task.split()[11] == "-"
    [date] = [line for line in lines if line.startswith("meeting.date ")][:1]
    assert date.split()[11] == "1.000"


def test_the_json_is_the_same_every_time_and_holds_every_error(result: Evaluation) -> None:
    text = json_report([result])
    assert text == json_report([result])
    value = json.loads(text)
    assert {(e["report"], e["field"], e["verdict"]) for e in value["errors"]} == {("r2", "task", "missed"), ("r2", "task.strict", "missed")}
    assert value["systems"]["rules"]["all"]["task"]["missed"] == 1


def test_the_page_escapes_the_text_and_loads_nothing(result: Evaluation) -> None:
    page = html_report(result)
    assert page.count("<script") == 1
    assert "&lt;script&gt;alert(" in page
    allowed = re.search(r"script-src 'sha256-([^']+)'", page)
    script = re.search(r"<script>(.*)</script>", page, re.DOTALL)
    assert allowed is not None
    assert script is not None
    assert b64decode(allowed.group(1)) == sha256(script.group(1).encode()).digest(), "only its own script may run"
    assert "<b>mương" not in page
    assert "nạo vét &lt;b&gt;mương" in page
    assert not re.search(r"(?:src|href)\s*=\s*[\"'](?!#)", page)
    assert "http" not in page.replace("http-equiv", "")
    assert page.count("<article") == page.count("</article>") == 2


def test_every_error_carries_what_the_page_can_be_narrowed_down_by(result: Evaluation) -> None:
    page = html_report(result)
    traits = re.findall(r'<article class="missed" (data-[^>]+)>', page)
    assert traits[0] == (
        'data-field="task" data-verdict="missed" data-method="-" data-kind="press" data-era="2015 to June 2025" data-report="r2"'
    )  # fmt: skip
    for name in ("field", "verdict", "method", "kind", "era", "report"):
        offered = re.search(rf'<select name="{name}">(.*?)</select>', page)
        assert offered is not None
        values = set(re.findall(r'value="([^"]*)"', offered.group(1))) - {""}
        assert values == set(re.findall(rf'<article [^>]*data-{name}="([^"]*)"', page)), name
    for heading in ("theo loại / by kind", "theo thời kỳ / by era", "theo quy tắc, mô hình"):
        assert heading in page


def test_an_excerpt_begins_and_ends_with_a_whole_word() -> None:
    text = "nghiêng " * 60
    [excerpt] = excerpts(text, Side(240, 247, ""), None)
    words = re.sub(r"<[^>]+>|…", "", excerpt).split()
    assert set(words) == {"nghiêng"}


def test_an_excerpt_marks_gold_found_and_what_both_cover() -> None:
    [excerpt] = excerpts("đề nghị rà soát số liệu.", Side(8, 15, ""), Side(11, 23, ""))
    assert excerpt == 'đề nghị <mark class="gold">rà </mark><mark class="both">soát</mark><mark class="found"> số liệu</mark>.'


@pytest.mark.parametrize(
    ("gold", "found", "number", "reason"),
    [
        (Side(0, 5, ""), Side(1990, 1995, ""), 2, "far apart: two excerpts"),
        (Side(0, 5, ""), Side(40, 45, ""), 1, "near: one"),
        (Side(0, 0, "launch"), Side(0, 0, "session"), 1, "codes stand nowhere: the beginning of the text"),
        (None, Side(3, 9, ""), 1, "invented: its own place"),
    ],
)
def test_places_far_apart_get_an_excerpt_each(gold: Side | None, found: Side | None, number: int, reason: str) -> None:
    text = "a" * 2000
    got = excerpts(text, gold, found)
    assert len(got) == number, reason
    assert all(len(re.sub(r"<[^>]+>", "", one)) < 400 for one in got)


def test_what_stands_nowhere_is_shown_with_the_title_of_the_meeting() -> None:
    text = "Tin trong ngày. " * 30 + "Xã mở hội nghị sơ kết công tác hòa giải."
    title = Span.at(text, text.index("hội nghị"), len(text) - 1)
    [excerpt] = excerpts(text, Side(0, 0, "launch"), None, title)
    assert excerpt.endswith("Xã mở hội nghị sơ kết công tác hòa giải.")
    assert "<mark" not in excerpt


def test_every_share_has_its_interval(result: Evaluation) -> None:
    row = json.loads(json_report([result]))["systems"]["rules"]["all"]["task"]
    assert [row[name] for name in ("precision_interval", "recall_interval", "interval")] == [[1.0, 1.0], [0.0, 1.0], [0.0, 1.0]]
    page = html_report(result)
    assert page.count("<th>95 %</th>") == 3
