from __future__ import annotations

import copy
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bienban.errors import InputError, SettingsError
from bienban.evaluation.compare import compare, comparison_json, comparison_text, read_records
from bienban.evaluation.gold import load_gold
from bienban.evaluation.revisions import records_at, repository_of, text_files
from gold_maker import TEXT, write_pair

Row = dict[str, Any]


def test_clauses_of_one_statement_that_become_two_are_a_change(row: Row) -> None:
    old = copy.deepcopy(row)
    further = TEXT.index("hòa giải thành 20 vụ")
    second = {**row["commitments"][0], "id": "C2", "start": further, "end": further + 20, "text": TEXT[further : further + 20], "target_ids": []}
    old["commitments"].append(second)
    new = copy.deepcopy(old)
    new["commitments"][1]["statement_id"] = "S2"
    assert [(c.kind, c.words, tuple(d.field for d in c.differences)) for c in compare({"r": old}, {"r": new}).changes] == [
        ("changed", "hòa giải thành 20 vụ", ("statement_id",))
    ]
    for commitment in new["commitments"]:
        commitment["statement_id"] = "S7"
    assert compare({"r": old}, {"r": new}).changes == (), "its id alone is no change"


def test_words_that_run_over_a_line_are_told_on_one(row: Row) -> None:
    new = copy.deepcopy(row)
    new["meeting"]["title"]["text"] = "hội nghị sơ kết\ncông tác hòa giải"
    lines = comparison_text(compare({"r": row}, {"r": new})).splitlines()
    assert "  ~ meeting.title: hội nghị sơ kết công tác hòa giải" in lines


@pytest.fixture(scope="module")
def row(tmp_path_factory: pytest.TempPathFactory) -> Row:
    folder = tmp_path_factory.mktemp("gold")
    write_pair(folder)
    value: Row = json.loads(load_gold(folder)[0].report.to_json())
    return value


def changed(row: Row, edit: Callable[[Row], object]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    new = copy.deepcopy(row)
    edit(new)
    result = compare({"r": row}, {"r": new})
    return [(c.kind, c.field, c.words, tuple(d.field for d in c.differences)) for c in result.changes]


FIRST_TASK = "rà soát danh sách hòa giải viên trước ngày 30/4/2024"
COMMITMENT = "phấn đấu hòa giải thành 20 vụ trong năm 2024"


def _renumber(row: Row) -> None:
    for attendee in row["attendees"]:
        attendee["id"] = f"A{int(attendee['id'][1:]) + 4}"
    row["commitments"][0]["speaker"] = "A6"


CASES: list[tuple[Callable[[Row], object], list[tuple[str, str, str, tuple[str, ...]]], str]] = [
    (lambda r: None, [], "nothing changed"),
    (lambda r: r["tasks"].pop(), [("lost", "tasks", "tập huấn kỹ năng cho các tổ", ())], "a task lost"),
    (lambda r: r["tasks"][0].update(kind="plan"), [("changed", "tasks", FIRST_TASK, ("kind",))], "a code"),
    (lambda r: r["tasks"][0]["due"].update(edtf="2024-04-30"), [("changed", "tasks", FIRST_TASK, ("due",))], "a date"),
    (lambda r: r["commitments"][0].update(speaker="A1"), [("changed", "commitments", COMMITMENT, ("speaker",))], "a link"),
    (_renumber, [], "ids are no change when the links lead to the same"),
    (lambda r: [t.update(confidence=0.1, method="x") for t in r["tasks"]], [], "confidence and method are no change"),
    (lambda r: r["meeting"].update(date=None), [("lost", "meeting.date", "Ngày 12/3/2024 (edtf=2024-03-12)", ())], "the date lost"),
    (lambda r: r["meeting"].update(time_of_day="morning"), [("gained", "meeting.time_of_day", "morning", ())], "a time of day gained"),
    (lambda r: r["meeting"].update(kinds=["launch"]), [("changed", "meeting.kinds", "launch", ("kinds",))], "another kind"),
    (lambda r: r["warnings"].append({"code": "glued_words", "start": 3, "end": 5}), [("gained", "warnings", "glued_words", ())], "a warning gained"),
    (lambda r: r["attendees"][0].update(start=0, end=4, text=TEXT[:4]), [("changed", "attendees", "Phan Văn Gạo", ("span",))], "found elsewhere"),
]  # fmt: skip


@pytest.mark.parametrize(("edit", "expected", "reason"), CASES, ids=[case[2] for case in CASES])
def test_every_change_is_told_with_its_words(row: Row, edit: Callable[[Row], object], expected: list[Any], reason: str) -> None:
    assert changed(row, edit) == expected, reason


def test_gains_and_losses_change_places_when_the_outputs_do(row: Row) -> None:
    new = copy.deepcopy(row)
    new["documents"].clear()
    there, back = compare({"r": row}, {"r": new}), compare({"r": new}, {"r": row})
    assert (there.losses, back.losses) == (1, 0)
    assert there.counts() == {"documents": {"gained": 0, "lost": 1, "changed": 0}}
    assert back.counts() == {"documents": {"gained": 1, "lost": 0, "changed": 0}}


def test_a_report_that_fails_or_is_gone_is_a_loss(row: Row) -> None:
    failed = {"source": {"name": "r"}, "error": {"code": "BB104"}}
    assert compare({"r": row}, {"r": failed}).losses == 1
    assert compare({"r": failed}, {"r": row}).losses == 0
    assert compare({"r": failed}, {"r": failed}).changes == ()
    gone = compare({"r": row, "s": row}, {"r": row})
    assert (gone.only_old, gone.losses) == (("s",), 1)


def test_outputs_of_different_texts_are_refused(row: Row) -> None:
    with pytest.raises(InputError, match="different texts"):
        compare({"r": row}, {"r": {**row, "text": "khác"}})


def test_json_jsonl_and_folders_are_read_alike(row: Row, tmp_path: Path) -> None:
    other = {**row, "source": {**row["source"], "name": "r2.txt"}}
    (tmp_path / "a.jsonl").write_text("\n".join(json.dumps(r) for r in (row, other)) + "\n", encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([row, other]), encoding="utf-8")
    folder = tmp_path / "c"
    folder.mkdir()
    for n, one in enumerate((row, other)):
        (folder / f"{n}.json").write_text(json.dumps(one), encoding="utf-8")
    read = [read_records(path) for path in (tmp_path / "a.jsonl", tmp_path / "b.json", folder)]
    assert read[0] == read[1] == read[2]
    assert list(read[0]) == ["r1.txt", "r2.txt"]


def test_two_sources_of_one_name_are_kept_apart(row: Row, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([row, row]), encoding="utf-8")
    assert list(read_records(tmp_path / "a.json")) == ["r1.txt", "r1.txt (2)"]


@pytest.mark.parametrize("content", ["", "{", "[1]", "[]"])
def test_what_is_no_output_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        read_records(path)


def test_text_and_json_tell_the_same_changes(row: Row) -> None:
    new = copy.deepcopy(row)
    new["tasks"].pop()
    new["tasks"][0]["kind"] = "directive"
    result = compare({"bao-cao.txt": row}, {"bao-cao.txt": new})
    text, value = comparison_text(result), json.loads(comparison_json(result))
    assert "bao-cao.txt\n" in text
    assert "  - tasks: tập huấn kỹ năng cho các tổ\n" in text
    assert "      kind: agreed  =>  directive\n" in text
    assert value["losses"] == 1
    assert [change["kind"] for change in value["changes"]] == ["changed", "lost"]


needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of two revisions of a tiny package that has the extractor's interface; HEAD finds one more thing."""
    home = tmp_path / "repo"
    package = home / "pipeline" / "bienban"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "errors.py").write_text("class BienbanError(Exception):\n    code = 'BB000'\n", encoding="utf-8")

    def git(*arguments: str) -> None:
        identity = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", "-C", str(home), *identity, *arguments], check=True, capture_output=True)

    git("init", "-q")
    for found in ("[]", "[{'id': 'T1', 'start': 0, 'end': 3, 'text': text[:3]}]"):
        (package / "extractor.py").write_text(
            "import json\n"
            "class R:\n    def __init__(self, row): self.row = row\n    def to_json(self): return json.dumps(self.row)\n"
            f"def extract(data, name):\n    text = data.decode()\n    return R({{'source': {{'name': name}}, 'text': text, 'tasks': {found}}})\n",
            encoding="utf-8",
        )
        git("add", ".")
        git("commit", "-q", "-m", "x")
    return home


@needs_git
def test_two_revisions_are_run_and_compared(repository: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    (texts / "a.txt").write_text("rà soát", encoding="utf-8")
    files = text_files([texts])
    old, new = (records_at(revision, files, repository_of(repository / "pipeline")) for revision in ("HEAD~1", "HEAD"))
    result = compare(old, new)
    assert [(c.kind, c.field, c.words) for c in result.changes] == [("gained", "tasks", "rà")]
    assert compare(new, records_at(".", files, repository)).changes == (), "the working tree is HEAD here"
    listed = subprocess.run(["git", "-C", str(repository), "worktree", "list"], capture_output=True, text=True, check=True).stdout
    assert len(listed.splitlines()) == 1, "the temporary worktrees are gone"


@needs_git
def test_an_unknown_revision_is_a_wrong_setting(repository: Path, tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="BB301"):
        records_at("no-such-revision", [tmp_path / "a.txt"], repository)


@needs_git
def test_a_revision_whose_extractor_does_not_run_says_why(repository: Path, tmp_path: Path) -> None:
    (repository / "pipeline" / "bienban" / "extractor.py").write_text("raise RuntimeError('broken')\n", encoding="utf-8")
    with pytest.raises(SettingsError, match="broken"):
        records_at(".", [tmp_path], repository)


def test_a_folder_without_texts_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        text_files([tmp_path])
