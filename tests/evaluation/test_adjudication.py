from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from bienban.cli.gold import mount
from bienban.errors import InputError
from bienban.evaluation.adjudication import adjudicated, apply, both, read_decisions
from bienban.evaluation.differences import differing
from bienban.evaluation.goldcheck import check_gold
from gold_maker import TEXT, sound, write_pair
from processes import ROOT

T1, T2 = (f"tasks@{TEXT.index(words)}" for words in ("rà soát danh sách", "tập huấn kỹ năng"))
A1, A2 = (f"attendees@{TEXT.index(words)}" for words in ("Phan Văn Gạo", "Lò Thị Nếp"))
CLAUSE = "rà soát danh sách hòa giải viên trước ngày 30/4/2024"
DECISIONS: list[dict[str, Any]] = [
    {"id": f"{T1}.kind", "field": "tasks.kind", "line": 3, "place": CLAUSE, "first": "agreed", "second": "directive", "decision": "second",
     "reason": "section 8.1"},
    {"id": f"{T1}.assigner", "field": "tasks.assigner", "line": 3, "place": CLAUSE, "first": None, "second": A2, "decision": "neither",
     "value": A1, "reason": "section 8.3"},
    {"id": "meeting.title", "field": "meeting.title", "line": 1, "place": "hội nghị sơ kết công tác hòa giải",
     "first": "hội nghị sơ kết công tác hòa giải", "second": None,
     "decision": "first", "reason": "section 4"},
    {"id": "meeting.topic", "field": "meeting.topic", "line": 1, "place": "topic", "first": None, "second": None, "decision": "neither",
     "value": "công tác hòa giải", "reason": "section 4"},
]  # fmt: skip


def second_reading(gold: dict[str, Any]) -> dict[str, Any]:
    gold["tasks"][0].update(kind="directive", assigner="A2")
    del gold["meeting"]["title"]
    return gold


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Two annotations of one report, the decisions and the gold that follows from them."""
    write_pair(tmp_path / "first" / "dev").with_suffix(".txt").unlink()
    write_pair(tmp_path / "second" / "dev", gold=second_reading(sound())).with_suffix(".txt").unlink()
    write_pair(tmp_path / "gold" / "dev")
    write(tmp_path, DECISIONS)
    assert list(apply(tmp_path, "dev")) == ["r1"]
    return tmp_path


def write(corpus: Path, decisions: list[dict[str, Any]]) -> Path:
    path = corpus / "adjudication" / "dev" / "r1.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"report": "r1", "decisions": decisions}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
    return path


def run(*arguments: str | Path) -> Result:
    app = typer.Typer()
    mount(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_the_gold_is_the_first_annotation_with_the_decisions_applied(corpus: Path) -> None:
    gold = json.loads((corpus / "gold" / "dev" / "r1.json").read_text(encoding="utf-8"))
    assert (gold["tasks"][0]["kind"], gold["tasks"][0]["assigner"]) == ("directive", "A1")
    assert (gold["meeting"]["title"], gold["meeting"]["topic"]) == ("hội nghị sơ kết công tác hòa giải", "công tác hòa giải")
    assert gold["meta"] == sound()["meta"]
    assert check_gold(corpus / "gold") == []
    assert list(apply(corpus, "dev")) == [], "nothing changes the second time"


def test_whole_items_are_taken_dropped_and_added_with_their_links(tmp_path: Path) -> None:
    def fewer(gold: dict[str, Any]) -> dict[str, Any]:
        del gold["attendees"][0]
        for row, name in zip(gold["attendees"], ("A1", "A2"), strict=True):
            row["id"] = name
        gold["commitments"][0]["speaker"] = "A1"
        return gold

    write_pair(tmp_path / "gold" / "dev")
    for name, gold in (("first", fewer(sound())), ("second", sound())):
        write_pair(tmp_path / name / "dev", gold=gold)
    pair = both(tmp_path, "dev")["r1"]
    [entry] = differing(pair)
    common = {"id": entry.id, "field": "attendees", "line": 1, "place": "Phan Văn Gạo", "first": None, "second": entry.readings[1], "reason": "5"}
    extra = {"q": "UBND xã", "kind": "organization", "name": "UBND xã", "roles": ["attendee"], "mentions": ["UBND xã"]}
    for how, names, speaker in (("first", ["Lò Thị Nếp", None], "A1"), ("second", ["Phan Văn Gạo", "Lò Thị Nếp", None], "A2")):
        path = write(tmp_path, [{**common, "decision": how}])
        record = adjudicated(pair, read_decisions(path))
        assert [row.get("name") for row in record["attendees"]] == names
        assert record["commitments"][0]["speaker"] == speaker
    added = {**common, "id": "attendees@16", "second": None, "decision": "neither", "value": extra}
    path = write(tmp_path, [{**common, "decision": "first"}, added])
    record = adjudicated(pair, read_decisions(path))
    assert [(row["id"], row.get("name")) for row in record["attendees"]] == [("A1", "UBND xã"), ("A2", "Lò Thị Nếp"), ("A3", None)]
    assert record["commitments"][0]["speaker"] == "A2"


def _decide(index: int, **changes: Any) -> Callable[[Path], object]:
    return lambda corpus: write(corpus, [row | changes if n == index else row for n, row in enumerate(DECISIONS)])


def _edit(folder: str, edit: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def spoil(corpus: Path) -> None:
        path = corpus / folder / "dev" / "r1.json"
        value = json.loads(path.read_text(encoding="utf-8"))
        edit(value)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")

    return spoil


FILE = "adjudication/dev/r1.json"
SPOILT: list[tuple[str, str, Callable[[Path], object], str]] = [
    ("G301", FILE, lambda c: write(c, DECISIONS[1:]), "a difference without a decision"),
    ("G301", FILE, _edit("gold", lambda g: g["results"][0].update(done=6)), "a gold that departs from both"),
    ("G302", FILE, _decide(0, second="plan", decision="first"), "a reading that the annotation does not give"),
    ("G303", FILE, _edit("gold", lambda g: g["tasks"][0].update(kind="plan")), "a gold that says something else"),
    ("G303", FILE, _edit("gold", lambda g: g["tasks"].pop(0) and g["task_lists"][0].update(found_count=1)), "a decided item gone from the gold"),
    ("G304", FILE, _decide(0, decision="both"), "no such decision"),
    ("G304", FILE, _decide(0, decision=""), "a draft"),
    ("G304", FILE, _decide(0, reason=""), "no reason"),
    ("G304", FILE, _decide(0, value="plan"), "a value without 'neither'"),
    ("G304", FILE, _decide(1, value=A2), "'neither' with the reading of one"),
    ("G304", FILE, _decide(0, remark="x"), "a field that decisions do not have"),
    ("G304", FILE, lambda c: (c / FILE).write_text('{"report": "r2", "decisions": []}', encoding="utf-8"), "another report's decisions"),
    ("G305", FILE, lambda c: (c / FILE).unlink(), "no decisions"),
    ("G305", "second/dev/r1.json", lambda c: shutil.rmtree(c / "second"), "no second annotation"),
    ("G305", "first/dev/r2.json", lambda c: write_pair(c / "first" / "dev", "r2"), "an annotation of no report"),
    ("G306", FILE, lambda c: write(c, [*DECISIONS, DECISIONS[0]]), "decided twice"),
    ("G304", FILE, _decide(0, reason=" "), "a reason of blanks"),
    ("G307", FILE, _decide(0, line=4), "another line"),
    ("G307", FILE, _decide(0, field="tasks.due"), "another field"),
    ("G307", FILE, _decide(0, place="tập huấn kỹ năng cho các tổ"), "the words of another item"),
    ("G001", FILE, lambda c: (c / FILE).write_text('{"report": "r1",\n "decisions": [,]}', encoding="utf-8"), "malformed JSON"),
    ("G005", "second/dev/r1.json", _edit("second", lambda g: g["tasks"][0].update(q="không có câu này")), "a damaged annotation"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "file", "spoil", "reason"), SPOILT, ids=[f"{row[0]} {row[3]}" for row in SPOILT])
def test_a_corrupted_adjudication_is_refused(corpus: Path, code: str, file: str, spoil: Callable[[Path], object], reason: str) -> None:
    spoil(corpus)
    found = {(f.code, f.file) for f in check_gold(corpus / "gold")}
    assert (code, str(corpus / file)) in found, reason


def test_a_refusal_names_the_line_of_the_decision(corpus: Path) -> None:
    path = write(corpus, [DECISIONS[0], {**DECISIONS[1], "decision": "none"}, *DECISIONS[2:]])
    [found] = [f for f in check_gold(corpus / "gold") if f.code == "G304"]
    assert path.read_text(encoding="utf-8").splitlines()[found.line - 1].strip() == '"decision": "none",'


def test_a_decision_about_what_all_agree_on_is_stale(corpus: Path) -> None:
    _edit("second", lambda g: g["meeting"].update(title="hội nghị sơ kết công tác hòa giải"))(corpus)
    rows = [{**row, "second": row["first"], "decision": "neither", "value": "x"} if row["id"] == "meeting.title" else row for row in DECISIONS]
    write(corpus, rows)
    assert {f.code for f in check_gold(corpus / "gold")} == {"G303"}
    _edit("gold", lambda g: g["meeting"].update(title="hội nghị sơ kết"))(corpus)
    write(corpus, [{**row, "value": "hội nghị sơ kết"} if row.get("value") == "x" else row for row in rows])
    assert check_gold(corpus / "gold") == []


def test_open_differences_are_listed_drafted_and_settled(corpus: Path) -> None:
    path = write(corpus, DECISIONS[2:])
    listed = run("gold", "adjudicate", corpus)
    assert listed.exit_code == 1
    assert f"r1:3: {T1}.kind" in listed.stdout
    refused = run("gold", "adjudicate", corpus, "--write")
    assert refused.exit_code == 1
    for _ in range(2):
        assert run("gold", "adjudicate", corpus, "--draft").exit_code == 1
    rows = json.loads(path.read_text(encoding="utf-8"))["decisions"]
    assert sorted(row["id"] for row in rows) == sorted(row["id"] for row in DECISIONS), "each open difference is drafted once"
    write(corpus, [{**row, "decision": "first", "reason": "8"} if not row["decision"] else row for row in rows])
    assert run("gold", "adjudicate", corpus, "--write").stdout == "r1\n"
    assert json.loads((corpus / "gold" / "dev" / "r1.json").read_text(encoding="utf-8"))["tasks"][0]["kind"] == "agreed"
    done = run("gold", "adjudicate", corpus)
    assert done.exit_code == 0
    assert done.stdout.splitlines()[-1].split() == ["all", "3", "0", "0", "1"]


def test_a_malformed_file_of_decisions_is_an_error_of_the_input(corpus: Path) -> None:
    (corpus / FILE).write_text("{", encoding="utf-8")
    with pytest.raises(InputError):
        read_decisions(corpus / FILE)
    assert run("gold", "adjudicate", corpus).exit_code == 1
    assert run("gold", "adjudicate", corpus, "--split", "train").exit_code == 2


def test_differences_and_agreement_take_the_texts_from_the_gold_beside(corpus: Path) -> None:
    folders = corpus / "first" / "dev", corpus / "second" / "dev"
    rows = json.loads(run("gold", "differences", *folders, "--json").stdout)
    assert [row["id"] for row in rows] == ["meeting.title", f"{T1}.assigner", f"{T1}.kind"]
    assert run("gold", "differences", *folders).stdout.endswith("3 differences in 1 reports\n")
    for pair in (folders, (corpus / "first", corpus / "second")):
        agreed = json.loads(run("gold", "agree", *pair, "--json").stdout)
        assert agreed["fields"]["task.kind"] == {"first": 2, "second": 2, "same": 1, "f1": 0.5}


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_report_of_dev_and_test_is_annotated_twice_and_adjudicated(split: str) -> None:
    home = ROOT / "corpora"
    names = [{path.stem for path in (home / folder / split).glob("*.json")} for folder in ("gold", "first", "second", "adjudication")]
    assert names[0] == names[1] == names[2] == names[3]
    assert len(names[0]) == 40
