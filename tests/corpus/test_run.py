"""A run: everything in, each content once, nothing lost, the same bytes whatever happened on the way."""

from __future__ import annotations

import json
import multiprocessing
import os
import resource
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

import bienban
from archive_killing import kill_test, tree
from archive_reposts import made_set
from archive_runs import age, go, states, table, write
from bienban.corpus import files
from bienban.corpus.dataset import check_dataset, read_dataset
from bienban.corpus.ledger import open_for_reading, record_of
from bienban.corpus.locks import locked
from bienban.corpus.manifest import runs
from bienban.corpus.rows import rows_of
from bienban.corpus.run import Counts, Settings, Stop, run
from bienban.corpus.schema import tables
from bienban.errors import InputError, SettingsError
from processes import SAMPLES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "in", a="Họp A.\n- rà soát, báo cáo", b="Họp B.\n- tổ chức", c="Họp C.")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def test_every_input_has_its_row_and_every_record_its_rows(tmp_path: Path, out: Path) -> None:
    write(tmp_path / "in", tot="Họp.\n- rà soát", hong=b"H\xffp", rong="")
    (tmp_path / "in" / "trang.html").write_text("<p>Họp</p>", encoding="utf-8")
    summary = go(out, tmp_path / "in")
    assert states(out) == {"tot.txt": ("ok", None), "hong.txt": ("partial", None), "rong.txt": ("failed", "BB101"), "trang.html": ("failed", "BB105")}
    assert {Path(row["path"]).name: row["error_code"] for row in table(out, "failures")} == {"rong.txt": "BB101", "trang.html": "BB105"}
    assert [row["text"] for row in table(out, "tasks")] == ["rà soát"]
    assert sorted(row["status"] for row in table(out, "reports")) == ["failed", "ok", "partial"]
    assert summary.failures == {"BB101": 1, "BB105": 1}
    assert summary.rows == {name: len(table(out, name)) for name in tables()}
    assert "rà soát" not in json.dumps(summary.to_dict())


def test_the_real_extractor_gives_the_librarys_own_records(out: Path) -> None:
    run(Settings((str(SAMPLES),), out, workers=2))
    assert len(table(out, "reports")) == len(list(SAMPLES.glob("*.txt")))
    data = (SAMPLES / "giao-ban-xa.txt").read_bytes()
    report = bienban.extract(data)
    db = open_for_reading(out / "ledger.sqlite")
    assert record_of(db, read_dataset(out).version.key, report.source.sha256) == report.to_json().encode()
    mine = [tuple(row.values()) for row in table(out, "tasks") if row["report_id"] == report.source.id]
    assert mine == rows_of(report)["tasks"]


def test_a_second_run_reads_nothing_and_rewrites_nothing(folder: Path, out: Path) -> None:
    go(out, folder)
    before, times = tree(out), {path: path.stat().st_mtime_ns for path in (out / "tables").rglob("*.parquet")}
    summary = go(out, folder)
    assert (summary.counts.inputs, summary.counts.unchanged, summary.counts.read) == (3, 3, 0)
    assert tree(out) == before
    assert {path: path.stat().st_mtime_ns for path in (out / "tables").rglob("*.parquet")} == times


def test_unchanged_files_are_not_even_opened(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(out, folder)
    monkeypatch.setattr("bienban.corpus.sources.read_whole", lambda path: pytest.fail("opened"))
    assert go(out, folder).counts.unchanged == 3


def test_a_file_changed_without_a_trace_in_size_or_time_is_found_if_it_was_young(folder: Path, out: Path) -> None:
    path = folder / "a.txt"
    path.write_text("Họp A1.", encoding="utf-8")
    age(path, -3600)
    status = path.stat()
    go(out, folder)
    path.write_text("Họp A2.", encoding="utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert go(out, folder).counts.read == 1


def test_new_changed_touched_and_vanished_files(folder: Path, out: Path) -> None:
    go(out, folder)
    write(folder, d="Họp D.", a="Họp A, sửa lại.")
    age(folder / "b.txt", 5000)
    (folder / "c.txt").unlink()
    summary = go(out, folder)
    assert (summary.counts.read, summary.counts.unchanged, summary.counts.missing) == (2, 1, 1)
    assert {row["path"][-5:]: row["missing"] for row in table(out, "inputs")} == {"a.txt": False, "b.txt": False, "c.txt": True, "d.txt": False}
    assert sorted(row["text"] for row in table(out, "reports")) == ["Họp A, sửa lại.", "Họp B.\n- tổ chức", "Họp C.", "Họp D."]
    write(folder, c="Họp C.")
    assert go(out, folder).counts.missing == 0


def test_an_incremental_run_gives_the_bytes_of_a_fresh_one(folder: Path, out: Path, tmp_path: Path) -> None:
    go(out, folder)
    write(folder, d="Họp D.", e=b"H\xffp")
    go(out, folder)
    go(tmp_path / "fresh", folder, workers=2)
    assert tree(out) == tree(tmp_path / "fresh")


def test_content_under_several_names_is_read_once(tmp_path: Path, out: Path) -> None:
    write(tmp_path / "in", a="Họp.", b="Họp.", c="Họp.  ")
    assert go(out, tmp_path / "in").counts.read == 2
    assert (len(table(out, "inputs")), len(table(out, "reports"))) == (3, 2)
    assert [(row["kind"], row["similarity"]) for row in table(out, "duplicates")] == [("exact", 1.0)]


def test_a_repost_is_linked_and_kept(tmp_path: Path, out: Path) -> None:
    text = (SAMPLES / "so-ket-phoi-hop.txt").read_text(encoding="utf-8")
    write(tmp_path / "in", goc=text, dang_lai=f"Trang chủ | Tin tức\n{text}\nChia sẻ\nTin liên quan\n", khac="Họp giao ban tháng 3. " * 30)
    go(out, tmp_path / "in")
    (link,) = table(out, "duplicates")
    assert (link["kind"], link["similarity"] > 0.9, link["report_id"] > link["of_id"]) == ("near", True, True)
    assert len(table(out, "reports")) == 3


def test_links_do_not_depend_on_who_came_first(tmp_path: Path, out: Path) -> None:
    texts = {f"n{number}": text.words for number, text in enumerate(made_set(most=4))}
    for number in range(0, len(texts), 10):
        write(tmp_path / "in", **dict(list(texts.items())[number : number + 10]))
        go(out, tmp_path / "in")
    go(tmp_path / "fresh", tmp_path / "in", workers=2)
    assert len(table(out, "duplicates")) > 10
    assert tree(out) == tree(tmp_path / "fresh")


def test_another_version_reads_again_says_so_and_keeps_the_old(folder: Path, out: Path) -> None:
    go(out, folder)
    old = read_dataset(out).version
    told: list[Any] = []
    options = {"inner": "worker_targets:quick", "rules": "2"}
    summary = run(Settings((str(folder),), out, workers=1, options=options), announce=lambda version, changes: told.append(changes))
    assert summary.counts.read == 3
    assert any(change == "rules: 1 → 2" for change in summary.changes)
    assert told == [list(summary.changes)]
    assert [row["text"] for row in table(out, "tasks") if row["text"].startswith("rà")] == ["rà soát"]
    db = open_for_reading(out / "ledger.sqlite")
    assert db.execute("SELECT count(*) FROM content WHERE version = ?", (old.key,)).fetchone() == (3,)
    again = go(out, folder)
    assert (again.counts.read, again.changes[0]) == (0, "rules: 2 → 1")
    assert [row["text"] for row in table(out, "tasks") if row["text"].startswith("rà")] == ["rà soát, báo cáo"]


def test_what_vanished_before_a_new_version_could_read_it_says_so_and_comes_back_with_the_old(folder: Path, out: Path) -> None:
    go(out, folder)
    (folder / "c.txt").unlink()
    go(out, folder, rules="2")
    (row,) = [row for row in table(out, "inputs") if row["missing"]]
    assert (row["status"], row["error_code"], row["report_id"]) == ("failed", "BB110", None)
    assert len(table(out, "reports")) == 2
    go(out, folder)
    assert len(table(out, "reports")) == 3


@pytest.mark.parametrize("poison", ["HANG mãi", "CRASH ngay", "END luôn"])
def test_poison_is_quarantined_and_the_rest_is_read(folder: Path, out: Path, poison: str) -> None:
    write(folder, doc=poison)
    summary = go(out, folder, timeout=0.5)
    assert states(out)["doc.txt"] == ("failed", "BB504")
    assert (summary.counts.read, summary.counts.quarantined, summary.counts.deaths) == (3, 1, 3)
    again = go(out, folder, timeout=0.5)
    assert again.counts.deaths == 0, "what is quarantined is left alone"
    assert go(out, folder, timeout=0.5, retry=True).counts.deaths == 3


def test_a_text_that_needs_too_much_memory_fails_alone(folder: Path, out: Path) -> None:
    write(folder, doc="EAT hết")
    go(out, folder)
    assert states(out)["doc.txt"] == ("failed", "BB205")


def test_a_second_run_on_the_folder_is_refused_while_the_first_lives(folder: Path, out: Path) -> None:
    holder = subprocess.Popen([sys.executable, "-c", _HOLD, str(out)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert holder.stdout is not None
    assert holder.stdout.readline() == b"held\n"
    with pytest.raises(SettingsError) as raised:
        go(out, folder)
    assert raised.value.code == "BB306"
    holder.kill()
    holder.communicate()
    assert go(out, folder).state == "complete"


_HOLD = """
import sys
from pathlib import Path
from bienban.corpus.locks import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_stopped_run_is_finished_by_the_next(folder: Path, out: Path, tmp_path: Path) -> None:
    write(folder, **{f"n{number}": f"Họp {number}." for number in range(40)})
    stop = Stop()

    def watch(stage: str, counts: Counts) -> None:
        stop.wanted = stop.wanted or counts.read >= 5

    options = {"inner": "worker_targets:quick", "rules": "1"}
    summary = run(Settings((str(folder),), out, workers=1, options=options), watch, stop)
    assert summary.state == "interrupted"
    assert 5 <= summary.counts.read < 43
    assert go(out, folder).counts.read == 43 - summary.counts.read
    go(tmp_path / "fresh", folder)
    assert tree(out) == tree(tmp_path / "fresh")


def test_manifests(folder: Path, out: Path, tmp_path: Path) -> None:
    first, second = go(out, folder), go(out, folder)
    other = go(tmp_path / "elsewhere", folder)
    assert first.id.startswith("0001-")
    assert second.id == first.id.replace("0001-", "0002-")
    assert other.id == first.id
    manifest = runs(out)[1]
    assert (manifest.seq, manifest.version) == (2, second.version)
    assert manifest.value["inputs"]["number"] == 3
    assert manifest.value["tables"]["rows"] == dict(second.rows)
    assert manifest.value["finished"] >= manifest.value["started"]
    assert "started" not in (out / "dataset.json").read_text()


def test_the_database_shows_the_tables(folder: Path, out: Path) -> None:
    go(out, folder)
    with duckdb.connect(str(out / "reports.duckdb"), read_only=True) as db:
        assert db.execute("SELECT count(*) FROM reports JOIN inputs USING (report_id)").fetchall() == [(3,)]
        assert {row[0] for row in db.execute("SELECT table_name FROM information_schema.tables").fetchall()} == set(tables())
    moved = out.rename(out.with_name("moved"))
    go(moved, folder)
    with duckdb.connect(str(moved / "reports.duckdb"), read_only=True) as db:
        assert db.execute("SELECT count(*) FROM tasks").fetchall() == [(2,)]


def test_many_reports_make_several_parts_and_a_new_one_rewrites_few(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bienban.corpus.dataset.MOST_REPORTS", 8)
    write(tmp_path / "in", **{f"n{number}": f"Họp {number}." for number in range(60)})
    go(out, tmp_path / "in")
    before = tree(out)
    assert len(read_dataset(out).of("reports")) == 8
    ids = [row["report_id"] for row in table(out, "reports")]
    assert ids == sorted(ids)
    assert len(set(ids)) == 60
    write(tmp_path / "in", moi="Họp mới.")
    go(out, tmp_path / "in")
    fresh = {name for name in tree(out).keys() - before.keys() if "/reports/" in name}
    assert len(fresh) == 1


def test_a_damaged_part_is_refused_to_readers_and_made_anew_by_a_run(folder: Path, out: Path) -> None:
    go(out, folder)
    whole = tree(out)
    path = out / read_dataset(out).of("tasks")[0].file
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(SettingsError, match=r"BB304.*tasks"):
        check_dataset(out)
    go(out, folder)
    assert tree(out) == whole
    path.write_bytes(b"x" * path.stat().st_size)
    assert check_dataset(out)
    with pytest.raises(SettingsError, match="BB304"):
        check_dataset(out, whole=True)
    go(out, folder, whole=True)
    assert tree(out) == whole


@pytest.mark.parametrize("harm", ["text", "other", "format", "page"])
def test_a_damaged_ledger_is_refused(folder: Path, out: Path, harm: str) -> None:
    go(out, folder)
    ledger = out / "ledger.sqlite"
    if harm == "text":
        ledger.write_text("hỏng")
    elif harm == "other":
        ledger.unlink()
        sqlite3.connect(ledger).executescript("CREATE TABLE t (x);")
    elif harm == "format":
        with sqlite3.connect(ledger) as db:
            db.execute("PRAGMA user_version = 99")
    else:
        data = bytearray(ledger.read_bytes())
        data[4096 : 4096 * 8] = os.urandom(4096 * 7)
        ledger.write_bytes(bytes(data))
    before = tree(out)
    with pytest.raises(SettingsError) as raised:
        go(out, folder, whole=True)
    assert raised.value.code == "BB304"
    assert tree(out) == before


def test_a_full_disk_is_told_and_leaves_the_old_tables(folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(out, folder)
    before = tree(out)
    write(folder, moi="Họp mới.")

    def full(path: Path) -> None:
        if path.suffix == ".tmp":
            raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(files, "_sync", full)
        with pytest.raises(SettingsError, match="ổ đĩa đầy") as raised:
            go(out, folder)
    assert raised.value.code == "BB305"
    assert tree(out) == before
    assert not list(out.rglob("*.tmp"))
    assert go(out, folder).counts.unchanged == 4


def _limited(out: Path, folder: Path, answer: Any) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
    try:
        go(out, folder)
        answer.put("no error")
    except SettingsError as error:
        answer.put(error.code)


def test_a_file_that_may_not_grow_is_told(out: Path, tmp_path: Path) -> None:
    folder = write(tmp_path / "in", **{f"n{number}": os.urandom(4000).hex() for number in range(60)})
    context = multiprocessing.get_context("fork")
    answer = context.Queue()
    process = context.Process(target=_limited, args=(out, folder, answer))
    process.start()
    assert answer.get(timeout=60) == "BB305"
    process.join()
    assert go(out, folder).state == "complete"


def test_an_unknown_source_is_refused_before_anything_is_made(out: Path) -> None:
    with pytest.raises(InputError, match="BB102"):
        go(out, "khong-co-thu-muc-nay")
    assert not out.exists()


def test_what_a_killed_run_left_half_written_is_swept(folder: Path, out: Path) -> None:
    go(out, folder)
    for name in (".dataset.json.tmp", ".reports.duckdb.tmp", ".reports.duckdb.tmp.wal", "tables/tasks/.part.parquet.tmp", "runs/.manifest.json.tmp"):
        (out / name).write_text("half")
    go(out, folder)
    assert not list(out.rglob("*.tmp*"))


def test_a_zip_that_was_damaged_and_is_whole_again_leaves_no_failure(tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "a.zip"
    path.write_bytes(b"PK\x03\x04 hong")
    go(out, tmp_path / "in")
    assert states(out) == {"a.zip": ("failed", "BB107")}
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "Họp.")
    age(path)
    go(out, tmp_path / "in")
    assert states(out) == {"a.txt": ("ok", None)}
    assert go(out, tmp_path / "in").counts.unchanged == 1


def test_a_zip_is_read_again_when_it_changed_and_what_went_is_missing(tmp_path: Path, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.zip"
    for members, seconds in (({"a.txt": "Họp A.", "b.txt": "Họp B."}, 100), ({"a.txt": "Họp A."}, 50)):
        with zipfile.ZipFile(path, "w") as archive:
            for name, text in members.items():
                archive.writestr(name, text)
        age(path, seconds)
        go(out, path)
    assert {row["member"]: row["missing"] for row in table(out, "inputs")} == {"a.txt": False, "b.txt": True}
    monkeypatch.setattr("bienban.corpus.archives.members", lambda *_: pytest.fail("opened"))
    assert go(out, path).counts.unchanged == 1


def test_an_empty_folder_gives_empty_tables(tmp_path: Path, out: Path) -> None:
    (tmp_path / "in").mkdir()
    summary = go(out, tmp_path / "in")
    assert (summary.state, set(summary.rows.values())) == ("complete", {0})
    with duckdb.connect(str(out / "reports.duckdb"), read_only=True) as db:
        assert db.execute("SELECT count(*) FROM commitments").fetchall() == [(0,)]


def test_the_folder_of_the_run_inside_its_source_is_left_out(folder: Path) -> None:
    go(folder / "kho", folder)
    assert go(folder / "kho", folder).counts.inputs == 3


def test_the_lock_is_given_back(out: Path) -> None:
    for _ in range(2):
        with locked(out):
            pass


def _kill(tmp_path: Path, kills: int, texts: int, inner: str) -> Iterator[Any]:
    result = kill_test(tmp_path, kills=kills, texts=texts, seed=7, inner=inner)
    assert result["faults"] == []
    yield result


def test_killed_and_resumed_runs_give_the_same_bytes(tmp_path: Path) -> None:
    (result,) = _kill(tmp_path, kills=6, texts=60, inner="worker_targets:quick")
    assert sum(result["kills"].values()) >= 5


@pytest.mark.slow
def test_killed_thirty_times(tmp_path: Path) -> None:
    (result,) = _kill(tmp_path, kills=32, texts=90, inner="worker_targets:extraction_with_poison")
    assert sum(result["kills"].values()) >= 30
