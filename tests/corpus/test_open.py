"""Opening a run: every table in every form, typed, and nothing that is no run."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import date
from pathlib import Path

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import bienban
from bienban.corpus.frames import codes_of
from bienban.corpus.open_run import INDEX, Run
from bienban.corpus.schema import tables
from bienban.errors import MissingDependencyError, SettingsError
from bienban.records.vocabulary import VOCABULARIES
from made_run import made_run

NAMED = "reports attendees posts documents results tasks task_lists targets commitments warnings failures duplicates".split()  # noqa: SIM905


@pytest.fixture(scope="module")
def run() -> Run:
    return bienban.open_run(made_run())


@pytest.mark.parametrize("name", NAMED)
def test_a_table_is_a_frame_and_is_loaded_once(run: Run, name: str) -> None:
    frame = getattr(run, name)
    assert isinstance(frame, pd.DataFrame)
    assert list(frame.columns) == list(tables()[name].names)
    assert len(frame) == run.dataset.rows()[name]
    assert getattr(run, name) is frame


def test_nothing_of_this_run_is_empty(run: Run) -> None:
    assert [name for name in NAMED if name not in ("duplicates", "task_lists", "warnings") and getattr(run, name).empty] == []


@pytest.mark.parametrize("name", sorted(tables()))
def test_columns_have_the_type_they_mean(run: Run, name: str) -> None:
    frame = run.frame(name)
    for column in tables()[name].columns:
        found = frame[column.name].dtype
        if column.name in codes_of(name):
            assert isinstance(found, pd.CategoricalDtype)
            continue
        meant = {
            "string": lambda t: isinstance(t, pd.StringDtype), "integer": lambda t: t == pd.Int64Dtype(), "number": lambda t: t == "float64",
            "boolean": lambda t: t == pd.BooleanDtype(), "date": lambda t: t.kind == "M", "strings": lambda t: t.kind == "O",
        }[column.kind]  # fmt: skip
        assert meant(found), (column.name, found)


def test_codes_are_those_of_the_vocabulary_in_its_order(run: Run) -> None:
    assert tuple(run.commitments["strength"].cat.categories) == tuple(VOCABULARIES["strength"])
    assert tuple(run.documents["type"].cat.categories) == tuple(VOCABULARIES["document_type"])
    assert list(run.reports["status"].cat.categories) == ["ok", "partial", "failed"]
    assert set(codes_of("attendees")) == {"kind"}
    assert set(codes_of("posts")) == set()
    assert "system" in codes_of("document_issuers")
    assert tuple(run.warnings["code"].cat.categories) == tuple(VOCABULARIES["warning_code"])


def test_deadlines_can_be_compared(run: Run) -> None:
    tasks = run.tasks
    late = tasks[tasks["due_last"] <= pd.Timestamp("2024-05-20")]
    assert "rà soát hộ nghèo" in " ".join(late["text"])
    quarter = tasks[tasks["due_edtf"] == "2024-36"]
    assert quarter["due_first"].dt.date.tolist() == [date(2024, 10, 1)]
    assert quarter["due_last"].dt.date.tolist() == [date(2024, 12, 31)]


def test_tables_join_and_spans_point_into_the_text(run: Run) -> None:
    joined = run.tasks.merge(run.reports, on="report_id", suffixes=("", "_report"))
    assert len(joined) == len(run.tasks)
    assert all(text[a:b] == words for text, a, b, words in zip(joined["text_report"], joined["start"], joined["end"], joined["text"], strict=True))


def test_lists_are_lists(run: Run) -> None:
    assert {type(value) for value in run.tasks["lead"]} == {list}
    assert "Công an xã" in set(run.tasks.explode("lead")["lead"])


@pytest.mark.parametrize("name", NAMED)
def test_arrow_polars_and_sql_say_the_same(run: Run, name: str) -> None:
    arrow = run.arrow(name)
    assert isinstance(arrow, pa.Table)
    frame = run.polars(name)
    assert isinstance(frame, pl.DataFrame)
    assert [frame.schema[column] for column in codes_of(name)] == [pl.Enum(list(codes)) for codes in codes_of(name).values()]
    plain = frame.with_columns(pl.col(column).cast(pl.String) for column in codes_of(name))
    assert plain.to_dicts() == arrow.to_pylist() == run.scan(name).collect().to_dicts()
    columns = list(arrow.column_names)
    rows = run.sql(f"SELECT * FROM {name}").fetchall()
    assert [dict(zip(columns, row, strict=True)) for row in rows] == arrow.to_pylist()


def test_some_columns_only(run: Run) -> None:
    assert run.arrow("tasks", ["id", "text"]).column_names == ["id", "text"]
    assert list(run.frame("tasks", ["kind"]).columns) == ["kind"]
    with pytest.raises(KeyError, match="nothing"):
        run.frame("tasks", ["nothing"])
    with pytest.raises(KeyError, match="nothing"):
        run.arrow("nothing")
    with pytest.raises(AttributeError, match="nothing"):
        run.nothing  # noqa: B018 - looking it up is the test


def test_sql_takes_values_and_fetches_nothing(run: Run) -> None:
    ((count,),) = run.sql("SELECT count(*) FROM tasks WHERE due_last <= $day", {"day": date(2024, 5, 20)}).fetchall()
    assert count
    settings = dict(run.sql("SELECT name, value FROM duckdb_settings() WHERE name LIKE 'auto%extensions'").fetchall())
    assert set(settings.values()) == {"false"}


def test_records_are_whole_and_in_order(run: Run) -> None:
    records = list(run.records())
    assert [record.source.id[:16] for record in records] == sorted(run.reports.loc[run.reports["status"] != "failed", "report_id"])
    one = records[0]
    assert run.record(one.source.id[:16]) == one
    assert bienban.extract(one.text).meeting == one.meeting
    with pytest.raises(KeyError):
        run.record("0" * 16)


def test_sources_name_the_member_and_every_copy(run: Run) -> None:
    names = [tuple(Path(name).name for name in names) for names in run.sources(list(run.reports["report_id"]))]
    assert any(name.endswith("gói.zip::trong/=1+1.txt") for names in run.sources(list(run.reports["report_id"])) for name in names)
    assert sum(map(len, names)) == len(run.inputs)
    assert run.sources(["0" * 16]) == [()]


def test_search_tells_the_source(run: Run) -> None:
    hits = run.search("dan van kheo", kinds=["commitment"])
    assert hits
    assert {Path(source).name for hit in hits for source in hit.sources} <= {"dân vận.txt", "bản sao.txt", "=1+1.txt", "gói.zip::trong"}
    assert (run.folder / INDEX).is_file()
    assert run.search(person="trieu van khang", kinds=["task"], due_before=date(2024, 12, 31))
    with pytest.raises(SettingsError):
        run.search()


def test_the_manifest_is_that_of_the_last_run(run: Run) -> None:
    assert run.manifest["state"] == "complete"
    assert run.manifest["version_key"] == run.dataset.version.key
    json.dumps(run.manifest)


def test_what_is_no_run_says_so(tmp_path: Path) -> None:
    for place in (tmp_path, tmp_path / "nowhere", Path(__file__)):
        with pytest.raises(SettingsError, match="bienban run") as caught:
            bienban.open_run(place)
        assert caught.value.code == "BB304"


def test_a_damaged_run_names_the_file(tmp_path: Path) -> None:
    shutil.copytree(made_run(), tmp_path / "ra")
    next((tmp_path / "ra" / "tables" / "tasks").iterdir()).write_bytes(b"PAR1")
    with pytest.raises(SettingsError, match="tables/tasks"):
        bienban.open_run(tmp_path / "ra")


def test_closing_forgets_and_opening_by_with_works() -> None:
    with bienban.open_run(str(made_run())) as run:
        assert "tasks" in dir(run)
        assert "reports" in repr(run)
        first = run.tasks
        run.sql("SELECT 1")
    assert run.tasks is not first
    run.close()


@pytest.mark.parametrize(("package", "method", "given"), [("pandas", "frame", "tasks"), ("polars", "scan", "tasks"), ("duckdb", "sql", "SELECT 1")])
def test_a_missing_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch, package: str, method: str, given: str) -> None:
    run = bienban.open_run(made_run())
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingDependencyError, match=package) as caught:
        getattr(run, method)(given)
    assert caught.value.code == "BB401"
