from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from bienban.cli.gold import mount
from bienban.evaluation.gold import load_gold
from bienban.evaluation.stats import BEGIN, END
from gold_maker import sound, write_pair


def run(*arguments: str | Path) -> Result:
    app = typer.Typer()
    mount(app)
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def test_check_is_silent_on_sound_gold(tmp_path: Path) -> None:
    write_pair(tmp_path / "dev")
    done = run("gold", "check", tmp_path)
    assert (done.exit_code, done.stdout) == (0, "")


def test_check_tells_one_line_a_finding_and_fails(tmp_path: Path) -> None:
    gold = sound()
    gold["attendees"][0]["roles"] = []
    path = write_pair(tmp_path / "dev", gold=gold)
    done = run("gold", "check", tmp_path)
    assert done.exit_code == 1
    [line] = done.stdout.splitlines()
    assert line.startswith(f"{path}:")
    assert " G106 " in line
    quiet = run("gold", "check", "--quiet", tmp_path)
    assert quiet.stdout == "dev G106 1\n"


def test_a_warning_fails_only_when_asked_to(tmp_path: Path) -> None:
    gold = sound()
    gold["warnings"] = ["declared_count_mismatch"]
    write_pair(tmp_path / "dev", gold=gold)
    assert run("gold", "check", tmp_path).exit_code == 0
    assert run("gold", "check", "--strict", tmp_path).exit_code == 1


def test_evaluate_scores_dev_and_writes_page_and_json(tmp_path: Path) -> None:
    write_pair(tmp_path / "gold" / "dev")
    page, data = tmp_path / "loi.html", tmp_path / "loi.json"
    done = run("evaluate", tmp_path / "gold", "--html", page, "--json", data)
    assert done.exit_code == 0, done.output
    assert "meeting.date" in done.stdout
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert json.loads(data.read_text(encoding="utf-8"))["reports"] == 1


@pytest.mark.parametrize("layout", ["split", "the folder itself", "by name"])
def test_the_test_split_needs_leave_and_says_so(tmp_path: Path, layout: str) -> None:
    folder = {"split": tmp_path / "test", "the folder itself": tmp_path / "test", "by name": tmp_path / "x"}[layout]
    write_pair(folder, "test-001" if layout == "by name" else "r1")
    arguments = ["evaluate", tmp_path, "--split", "test"] if layout == "split" else ["evaluate", folder]
    refused = run(*arguments)
    assert refused.exit_code == 2
    assert refused.stdout == ""
    allowed = run(*arguments, "--allow-test")
    assert allowed.exit_code == 0, allowed.output
    assert "TEST SPLIT" in allowed.stdout


@pytest.mark.parametrize("told", [{"split": "test"}, {"id": "test-007"}], ids=["by its split", "by its id"])
def test_a_file_of_the_test_split_is_known_in_any_folder(tmp_path: Path, told: dict[str, str]) -> None:
    path = write_pair(tmp_path / "copied", "r1")
    value = json.loads(path.read_text(encoding="utf-8"))
    value["meta"].update(told)
    path.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    refused = run("evaluate", tmp_path / "copied")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert run("evaluate", tmp_path / "copied", "--allow-test").stdout.startswith("PHẦN TEST")


@pytest.mark.parametrize("option", ["--html", "--json", "--reliability"])
def test_a_file_that_cannot_be_written_is_told_in_one_line(tmp_path: Path, option: str) -> None:
    write_pair(tmp_path / "dev")
    done = run("evaluate", tmp_path, option, tmp_path / "missing" / "x")
    assert done.exit_code == 1
    assert isinstance(done.exception, SystemExit)
    assert "BB305" in done.stderr


def test_the_ablation_of_the_test_split_says_so(tmp_path: Path) -> None:
    write_pair(tmp_path / "test")
    write_pair(tmp_path / "dev", "r2")
    assert run("evaluate", tmp_path, "--split", "test", "--ablation").exit_code == 2
    assert run("evaluate", tmp_path, "--split", "test", "--ablation", "--allow-test").stdout.startswith("PHẦN TEST")
    assert run("evaluate", tmp_path, "--ablation").stdout.startswith("| | gold")


@pytest.mark.parametrize(
    "options",
    [("--ablation", "--html", "x"), ("--ablation", "--json", "-"), ("--ablation", "--baselines"), ("--ablation", "--no-model"), ("--card", "x")],
)
def test_options_that_do_not_go_together_are_refused_and_not_passed_over(tmp_path: Path, options: tuple[str, ...]) -> None:
    write_pair(tmp_path / "dev")
    assert run("evaluate", tmp_path, *options).exit_code == 2


NO_RECORDS = {
    "no text": '{"a": 1}',
    "a number for a text": '{"text": 1}',
    "no source": '{"text": "x", "source": 1}',
    "no meeting": '{"text": "x", "meeting": [null]}',
    "no list": '{"text": "x", "tasks": 1}',
    "no warning": '{"text": "x", "warnings": [1]}',
    "no place": '{"text": "x", "tasks": [{"q": 1}]}',
    "no id": '{"text": "x", "tasks": [{"id": [1], "start": 0, "end": 1, "text": "x"}]}',
    "no offset": '{"text": "x", "tasks": [{"id": "T1", "start": "0", "end": 1, "text": "x"}]}',
    "an empty place": '{"text": "x", "tasks": [{"id": "T1", "start": 0, "end": 0, "text": ""}]}',
    "no object": "[1]",
    "no error": '{"error": 1}',
    "empty": "",
    "half": "{",
}


@pytest.mark.parametrize("row", NO_RECORDS.values(), ids=NO_RECORDS)
def test_what_is_no_record_is_not_compared(tmp_path: Path, row: str) -> None:
    write_pair(tmp_path / "gold")
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(load_gold(tmp_path / "gold")[0].report.to_json(), encoding="utf-8")
    bad.write_text(row, encoding="utf-8")
    for pair in ((good, bad), (bad, good), (bad, bad)):
        done = run("compare", *pair)
        assert done.exit_code == 1
        assert "BB102" in done.stderr


def test_evaluate_refuses_damaged_gold_with_its_lines(tmp_path: Path) -> None:
    gold = sound()
    gold["tasks"][0]["q"] = "không có câu này"
    path = write_pair(tmp_path / "dev", gold=gold)
    done = run("evaluate", tmp_path)
    assert done.exit_code == 1
    assert f"{path}:" in done.stderr
    assert "G005" in done.stderr


def test_agree_compares_two_folders(tmp_path: Path) -> None:
    write_pair(tmp_path / "a")
    write_pair(tmp_path / "b")
    done = run("gold", "agree", tmp_path / "a", tmp_path / "b", "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["fields"]["task"]["f1"] == 1.0


def test_stats_are_counted_and_written_between_the_markers(tmp_path: Path) -> None:
    write_pair(tmp_path / "gold" / "dev")
    write_pair(tmp_path / "gold" / "test", "r2")
    done = run("gold", "stats", tmp_path / "gold")
    assert "| reports | 1 | 1 | 2 |" in done.stdout
    assert "| tasks | 2 | 2 | 4 |" in done.stdout
    readme = tmp_path / "README.md"
    readme.write_text(f"# Gold\n\n{BEGIN}\nold\n{END}\n\nEnd.\n", encoding="utf-8")
    for _ in range(2):
        assert run("gold", "stats", tmp_path / "gold", "--write", readme).exit_code == 0
    assert readme.read_text(encoding="utf-8") == f"# Gold\n\n{BEGIN}\n{done.stdout}{END}\n\nEnd.\n"


def test_stats_need_the_markers(tmp_path: Path) -> None:
    write_pair(tmp_path / "gold" / "dev")
    readme = tmp_path / "README.md"
    readme.write_text("# Gold\n", encoding="utf-8")
    done = run("gold", "stats", tmp_path / "gold", "--write", readme)
    assert done.exit_code == 1
    assert readme.read_text(encoding="utf-8") == "# Gold\n"


def test_compare_fails_on_a_loss_only_when_asked_to(tmp_path: Path) -> None:
    write_pair(tmp_path / "gold")
    row = json.loads(load_gold(tmp_path / "gold")[0].report.to_json())
    old, new = tmp_path / "old.json", tmp_path / "new.json"
    old.write_text(json.dumps(row), encoding="utf-8")
    row["documents"] = []
    new.write_text(json.dumps(row), encoding="utf-8")
    done = run("compare", old, new)
    assert done.exit_code == 0
    assert "- documents: Kế hoạch số 12/KH-UBND ngày 05/01/2024" in done.stdout
    assert run("compare", "--fail-on-loss", old, new).exit_code == 1
    assert run("compare", "--fail-on-loss", new, old).exit_code == 0


@pytest.mark.parametrize("arguments", [("a.json",), ("a", "b", "c"), ("--rev", "HEAD", "a.txt")], ids=["one", "three", "one revision"])
def test_compare_asks_for_two_of_a_kind(arguments: tuple[str, ...]) -> None:
    assert run("compare", *arguments).exit_code == 2


def test_a_missing_output_is_an_error_of_the_input(tmp_path: Path) -> None:
    done = run("compare", tmp_path / "a.json", tmp_path / "b.json")
    assert done.exit_code == 1
    assert "BB102" in done.stderr
