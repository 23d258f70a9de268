"""``bienban search`` and ``bienban export`` as a person uses them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from bienban.cli import app
from made_run import made_run

RUN = CliRunner()


def test_search_for_people_and_for_programs() -> None:
    shown = RUN.invoke(app, ["search", str(made_run()), "dan van kheo", "--kind", "commitment", "-n", "1"])
    assert shown.exit_code == 0, shown.output
    assert shown.stdout.startswith("1. Cam kết C1 · hạn 31/12/2023 · Chiều 12/7/2023" if "Chiều" in shown.stdout else "1. Cam kết C1")
    assert "mô hình Dân vận khéo" in shown.stdout
    found = RUN.invoke(app, ["search", str(made_run()), "dan", "van", "kheo", "--json"])
    hits = [json.loads(line) for line in found.stdout.splitlines()]
    assert hits
    assert all(hit["matches"] and hit["sources"] for hit in hits)
    assert {hit["text"][a - hit["start"] : b - hit["start"]].lower() for hit in hits for a, b in hit["matches"]} >= {"dân vận khéo"}


def test_search_by_deadline_takes_both_ways_of_writing_a_day() -> None:
    iso, written = (
        RUN.invoke(app, ["search", str(made_run()), "--due-before", day, "--kind", "task", "--json"]).stdout for day in ("2024-05-31", "31/5/2024")
    )
    assert iso == written != ""


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ("search {run}", 2), ("search {run} !?", 2), ("search {run} --due-before mai", 2), ("search {run} --kind x", 2), ("search /nowhere x", 1),
        ("export /nowhere", 1), ("export {run} --table nothing", 2), ("export {run} --delimiter ab", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_said_with_its_exit_code(arguments: str, code: int) -> None:
    result = RUN.invoke(app, [part.format(run=made_run()) for part in arguments.split()])
    assert result.exit_code == code, result.output
    assert result.stdout == ""
    assert result.stderr


def test_nothing_found_is_no_error() -> None:
    result = RUN.invoke(app, ["search", str(made_run()), "kim cương"])
    assert (result.exit_code, result.stdout) == (0, "Không tìm thấy. / Nothing found.\n")


def test_export_writes_where_it_is_told_and_says_what(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert RUN.invoke(app, ["export", str(made_run())]).exit_code == 0
    assert openpyxl.load_workbook("bien-ban.xlsx").sheetnames[1] == "Nhiệm vụ"
    told = RUN.invoke(app, ["export", str(made_run()), "--to", "csv", "--out", "bảng", "--table", "tasks"])
    assert "tasks 1" in told.stderr
    assert [path.name for path in Path("bảng").iterdir()] == ["tasks.csv"]
    Path("bien-ban.xlsx").write_text("người điền")
    for arguments in (["--to", "xlsx"], ["--to", "csv", "--out", "bảng"]):
        refused = RUN.invoke(app, ["export", str(made_run()), *arguments])
        assert (refused.exit_code, "--overwrite" in refused.stderr) == (2, True), "what an office filled in is not lost"
        assert Path("bien-ban.xlsx").read_text() == "người điền"
    assert RUN.invoke(app, ["export", str(made_run()), "--overwrite"]).exit_code == 0
    assert openpyxl.load_workbook("bien-ban.xlsx").sheetnames[1] == "Nhiệm vụ"
    lines = RUN.invoke(app, ["export", str(made_run()), "--to", "jsonl", "--out", "-"]).stdout.splitlines()
    assert {"source"} <= set.intersection(*(set(json.loads(line)) for line in lines))
