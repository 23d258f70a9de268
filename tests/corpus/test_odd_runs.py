"""Odd runs: nothing of the archive or of its owner is lost, and nothing untrue is said, whatever order things are done in."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import zipfile
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest

import bienban
from archive_killing import tree
from archive_runs import age, go, states, table, write
from bienban.corpus import parts, sources
from bienban.corpus.diff import snapshot
from bienban.corpus.export import export
from bienban.corpus.forms import Form
from bienban.corpus.manifest import runs
from bienban.corpus.run import Counts, Settings, Stop, run
from bienban.corpus.schema import tables
from bienban.corpus.sources import Columns
from bienban.corpus.tabular import _Cell
from bienban.corpus.versions import Version
from bienban.errors import InputError, SettingsError
from bienban.workers import Job, Worker, WorkerSettings


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def missing(out: Path) -> dict[str, bool]:
    return {row["path"].rsplit("/", 1)[1] + row["member"]: row["missing"] for row in table(out, "inputs")}


def test_a_new_version_reads_the_other_sources_too(tmp_path: Path, out: Path) -> None:
    write(tmp_path / "1", a="Họp A.\n- rà soát, báo cáo")
    (tmp_path / "1" / "t.csv").write_text("noi_dung\nHọp C.\n", encoding="utf-8")
    age(tmp_path / "1" / "t.csv")
    write(tmp_path / "2", b="Họp B.")
    go(out, tmp_path / "1", columns=Columns("noi_dung"))
    go(out, tmp_path / "2")
    summary = go(out, tmp_path / "2", rules="2")
    assert states(out) == dict.fromkeys(("a.txt", "b.txt", "1"), ("ok", None))
    assert summary.counts.read == 3
    assert [row["text"] for row in table(out, "tasks")] == ["rà soát"], "as the new version reads it"
    (tmp_path / "1" / "a.txt").unlink()
    go(out, tmp_path / "2", rules="3")
    assert (states(out)["a.txt"], missing(out)["a.txt"]) == (("failed", "BB110"), True)


def test_what_a_stopped_run_left_is_read_by_the_next_of_other_sources(tmp_path: Path, out: Path) -> None:
    write(tmp_path / "1", **{f"n{number}": f"Họp {number}." for number in range(9)})
    (tmp_path / "1" / "t.csv").write_text("noi_dung\n" + "".join(f"Họp hàng {n}.\n" for n in range(200)), encoding="utf-8")
    write(tmp_path / "2", b="Họp B.")
    stop = Stop()

    def watch(stage: str, counts: Counts) -> None:
        stop.wanted = stop.wanted or counts.read >= 1

    options = {"inner": "worker_targets:quick", "rules": "1"}
    run(Settings((str(tmp_path / "1"),), out, Columns("noi_dung"), workers=1, options=options), watch, stop)
    go(out, tmp_path / "2")
    assert {state for state, _ in states(out).values()} == {"ok"}


@pytest.mark.parametrize("code", ["BB102", "BB109"])
def test_a_file_out_of_reach_keeps_what_was_read_from_it(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    folder = write(tmp_path / "in", a="Họp A.\n- rà soát", b="Họp B.")
    go(out, folder)
    before = tree(out)
    age(folder / "a.txt", 50)

    def away(path: str) -> Any:
        raise InputError.of(code, name="a.txt", reason="EIO")

    with monkeypatch.context() as patched:
        patched.setattr(sources, "read_whole", away)
        assert go(out, folder).counts.unreadable == 1
    assert states(out) == {"a.txt": ("failed", code), "b.txt": ("ok", None)}
    assert [row["text"] for row in table(out, "tasks")] == ["rà soát"]
    assert [row["error_code"] for row in table(out, "failures")] == [code]
    (folder / "a.txt").rename(tmp_path / "a.txt")
    go(out, folder)
    assert missing(out) == {"a.txt": True, "b.txt": False}, "once read, it is not forgotten"
    (tmp_path / "a.txt").rename(folder / "a.txt")
    go(out, folder)
    assert tree(out) == before


def test_a_table_read_by_the_wrong_column_loses_nothing(tmp_path: Path, out: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("noi_dung\nHọp A.\nHọp B.\n", encoding="utf-8")
    age(path)
    go(out, path, columns=Columns("noi_dung"))
    before = tree(out)
    summary = go(out, path)
    assert (summary.counts.missing, summary.failures) == (0, {"BB301": 1})
    assert missing(out) == {"a.csv": False, "a.csv1": False, "a.csv2": False}
    go(out, path, rules="2")
    assert {state for name, state in states(out).items() if name != "a.csv"} == {("ok", None)}
    go(out, path, columns=Columns("noi_dung"))
    assert tree(out) == before


def test_a_zip_and_a_table_that_come_back_unchanged_are_there_again(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", c="Họp C.")
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("a.txt", "Họp A.")
    (folder / "b.csv").write_text("text\nHọp B.\n", encoding="utf-8")
    for name in ("a.zip", "b.csv"):
        age(folder / name)
    go(out, folder)
    before = tree(out)
    for name in ("a.zip", "b.csv"):
        (folder / name).rename(tmp_path / name)
    assert go(out, folder).counts.missing == 2
    for name in ("a.zip", "b.csv"):
        (tmp_path / name).rename(folder / name)
    summary = go(out, folder)
    assert (summary.counts.missing, summary.counts.inputs, summary.counts.read) == (0, 3, 0)
    assert tree(out) == before


def test_what_is_gone_is_missing_whoever_found_it(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.", b="Họp B.")
    hidden = write(folder / ".riêng", c="Họp C.")
    go(out, folder, hidden)
    go(out, str(folder / "*.txt"))
    (folder / "a.txt").unlink()
    assert go(out, folder).counts.missing == 1
    assert missing(out) == {"a.txt": True, "b.txt": False, "c.txt": False}
    folder.rename(tmp_path / "dời")
    go(out, tmp_path / "dời")
    assert [row["missing"] for row in table(out, "inputs")].count(False) == 1, "the folder was moved: only what is there now is there"


def test_going_back_to_a_version_and_going_on_with_one_are_told(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.\n- rà soát, báo cáo")
    assert go(out, folder).changes == ()
    assert go(out, folder, rules="2").changes[0] == "rules: 1 → 2"
    assert go(out, folder).changes[0] == "rules: 2 → 1", "the tables are other ones, though nothing is read"
    with sqlite3.connect(out / "ledger.sqlite") as db:
        db.execute("INSERT INTO run SELECT max(seq) + 1, (SELECT key FROM version WHERE run = 2), 'started' FROM run")
    assert go(out, folder, rules="2").changes[0] == "rules: 1 → 2", "a run that was killed has told nobody"
    assert runs(out)[-1].value["changes"][0] == "rules: 1 → 2"
    assert go(out, folder, rules="2").changes == ()


def test_facts_of_another_programs_version_can_be_read() -> None:
    told = {"program": "9", "rules": "9", "lexicons": "9", "model": None, "sketch": "1", "options": {}, "readers": "3"}
    assert Version.from_json(json.dumps(told)).program == "9"
    del told["sketch"], told["readers"]
    assert Version.from_json(json.dumps(told)).sketch == ""


def test_a_worker_killed_while_it_tells_its_version_is_asked_again(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    send, killed = Worker.send, list[int]()

    def kill(worker: Worker, job: Job) -> None:
        send(worker, job)
        if len(killed) < 2:
            killed.append(worker.pid or 0)
            os.kill(killed[-1], signal.SIGKILL)

    monkeypatch.setattr(Worker, "send", kill)
    # Killed before it can read what it was sent: the text is one that takes its time.
    monkeypatch.setattr("bienban.corpus.versions.PROBE", "SLEEP 0.5")
    folder = write(tmp_path / "in", a="Họp A.")
    assert go(out, folder, timeout=0.1).state == "complete"
    assert len(killed) == 2


def test_rules_that_change_in_the_middle_of_a_run_end_it(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", **{f"n{number}": f"Họp {number}." for number in range(9)})
    (tmp_path / "rules").write_text("1")
    monkeypatch.setattr("bienban.corpus.run.WorkerSettings", lambda **some: WorkerSettings(**some, recycle=2))

    def watch(stage: str, counts: Counts) -> None:
        if counts.read >= 3:
            (tmp_path / "rules").write_text("2")

    chosen = Settings((str(folder),), out, workers=1, options={"inner": "worker_targets:changing", "place": str(tmp_path / "rules")})
    with pytest.raises(SettingsError, match="BB321"):
        run(chosen, watch)
    summary = run(chosen)
    assert (summary.state, summary.counts.read, summary.changes) == ("complete", 9, ("rules: 1 → 2",))


def test_what_else_the_owner_keeps_in_the_folder_stays(tmp_path: Path, out: Path) -> None:
    mine = [out / name for name in ("tables/2024/a.csv", "tables/tasks/ghi chú.txt", ".a.tmp", "x/.b.tmp", "runs/ghi chú.txt", "tables/c.txt")]
    for path in mine:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("của tôi")
    folder = write(tmp_path / "in", a="Họp A.\n- rà soát")
    go(out, folder)
    write(folder, b="Họp B.")
    go(out, folder)
    assert [path.read_text() for path in mine] == ["của tôi"] * len(mine)
    assert len(list((out / "tables" / "tasks").glob("*.parquet"))) == 1


@pytest.mark.parametrize("name", ["dataset.json", "reports.duckdb"])
def test_a_file_of_another_origin_is_not_overwritten(tmp_path: Path, out: Path, name: str) -> None:
    folder = write(tmp_path / "in", a="Họp A.")
    out.mkdir()
    (out / name).write_text("{}")
    with pytest.raises(SettingsError, match="BB304"):
        go(out, folder)
    assert (out / name).read_text() == "{}"


def test_a_ledger_without_which_the_tables_stand_is_made_again(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.")
    go(out, folder)
    before = tree(out)
    (out / "ledger.sqlite").unlink()
    go(out, folder)
    assert tree(out) == before


def test_nobody_is_told_to_delete_a_ledger_that_is_only_locked(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path / "in", a="Họp A.")
    go(out, folder)
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *given, **named: connect(*given, **{**named, "timeout": 0.1}))
    other = connect(out / "ledger.sqlite", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(SettingsError, match="BB305") as caught:
        go(out, folder)
    assert "xóa" not in str(caught.value)
    other.close()


def test_a_full_disk_is_told_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def close(self) -> None:
            raise OSError(28, "No space left on device")

    writer = parts._Writer(tables()["duplicates"], tmp_path / "a.parquet")
    monkeypatch.setattr(writer.file, "writer", Full())
    with pytest.raises(OSError, match="No space"), writer:
        pass
    # What Python calls when it forgets the writer, and would print the error of.
    writer.file.__del__()


@pytest.mark.parametrize("name", ["nam=2024", "kho [cũ]", "kho *", "kho ?", "kho 'x'", "a\nb", "x#y%20"])
def test_folders_of_any_name(tmp_path: Path, name: str) -> None:
    out = tmp_path / name / "kho"
    go(out, write(tmp_path / "in", a="Họp A.\n- rà soát"))
    with bienban.open_run(out) as opened:
        columns = list(opened.tasks.columns)
        assert opened.sql("SELECT * FROM tasks").columns == opened.scan("tasks").collect().columns == opened.polars("tasks").columns == columns
        assert len(opened.search("ra soat")) == 1
    if "?" not in name:
        with duckdb.connect(str(out / "reports.duckdb"), read_only=True) as db:
            assert db.execute("SELECT text FROM tasks").fetchall() == [("rà soát",)]


def test_the_words_of_a_failure_are_those_of_its_last_reading(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", doc="EAT hết")
    go(out, folder, memory=2**30)
    assert "1024 MiB" in table(out, "failures")[0]["error_en"]
    go(out, folder, memory=3 * 2**29, retry=True)
    assert "1536 MiB" in table(out, "failures")[0]["error_en"]
    assert "1536 MiB" in table(out, "reports")[0]["error_en"]


def test_a_workbook_links_to_a_source_that_is_still_there_the_same_one_each_time(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.", x="Họp B.")
    (tmp_path / "t.csv").write_text("text\n" + "Họp A.\n" * 30, encoding="utf-8")
    go(out, folder, tmp_path / "t.csv")
    for path in folder.iterdir():
        path.unlink()
    go(out, folder, tmp_path / "t.csv")
    with bienban.open_run(out) as opened:
        export(opened, Form.XLSX, tmp_path / "a.xlsx", ["meetings"])
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(tmp_path / "a.xlsx")["Cuộc họp"].iter_rows(min_row=3)]
    assert sorted((row[-1], row[-4]) for row in rows) == [("t.csv › 1", "có 30 bản"), ("x.txt", "tệp nguồn không còn")]


def test_who_reads_while_another_run_replaces_the_tables_is_told_to_open_it_again(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.\n- rà soát")
    go(out, folder)
    with bienban.open_run(out) as opened:
        go(out, write(folder, b="Họp B.\n- tổ chức"))
        for read in (lambda: opened.tasks, lambda: opened.sql("SELECT * FROM tasks"), lambda: opened.search("hop"), lambda: [*opened.records()]):
            with pytest.raises(SettingsError, match=r"BB304.*open it again"):
                read()


def test_a_damaged_manifest_is_no_matter_to_later_runs(tmp_path: Path, out: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.")
    first, last = go(out, folder), go(out, folder)
    (out / "runs" / first.id / "manifest.json").write_text("hỏng")
    assert bienban.open_run(out).manifest["id"] == last.id
    assert snapshot(out).manifest.id == last.id


@pytest.mark.parametrize("name", ["FINDING", "__version__"])
def test_a_program_that_finds_more_in_a_table_looks_into_unchanged_ones_again(
    tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:  # fmt: skip
    path = tmp_path / "a.csv"
    path.write_text("text\nHọp A.\n", encoding="utf-8")
    age(path)
    go(out, path)
    monkeypatch.setattr("bienban.corpus.tabular._csv_cell", lambda row, text, id: _Cell(None, b"H\xe1\xbb\x8dp B."))
    assert go(out, path).counts.unchanged == 1
    monkeypatch.setattr(f"bienban.corpus.inventory.{name}", "9")
    assert go(out, path).counts.read == 1
