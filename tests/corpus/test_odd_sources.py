"""Odd sources: what a real folder holds besides reports costs a row with its error, never another row, and never the run."""

from __future__ import annotations

import json
import os
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import bienban
from archive_runs import age, go, states, table, write
from bienban.corpus.export import export
from bienban.corpus.forms import Form
from bienban.corpus.sources import Columns, Container, check_sources, find
from bienban.errors import BienbanError, SettingsError

BROKEN_ZIP = b"xin chao PK\x05\x06" + bytes(4) + (5).to_bytes(2, "little") * 2 + (500).to_bytes(4, "little") + bytes(6)
"""Ends as a zip does, and is none."""


def names(*sources: Path | str, columns: Columns | None = None) -> dict[str, str]:
    """What every input gives, ``ok`` or the code of its error, by path and member below ``sources``."""
    told: dict[str, str] = {}
    top = Path(sources[0]) if Path(sources[0]).is_dir() else Path(sources[0]).parent
    for one in find(list(map(str, sources)), columns or Columns()):
        for text in one.members() if isinstance(one, Container) else [one]:
            name = f"{Path(text.path).relative_to(top)}{text.member and ':'}{text.member}"
            assert name not in told, "two inputs of one name: one of them would be lost"
            try:
                text.load()
                told[name] = "ok"
            except BienbanError as error:
                told[name] = error.code
    return told


def test_a_member_that_breaks_the_library_costs_only_itself(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("hỏng.bin", BROKEN_ZIP)
        archive.writestr("tốt.txt", "Họp.")
    assert names(tmp_path / "a.zip") == {"a.zip:hỏng.bin": "BB107", "a.zip:tốt.txt": "ok"}


def test_a_damaged_member_packed_by_lzma_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("a.txt", os.urandom(3000).hex())
    data = bytearray(path.read_bytes())
    data[60:200] = bytes(140)
    path.write_bytes(bytes(data))
    assert names(path) == {"a.zip:a.txt": "BB107"}


def test_a_fault_nobody_thought_of_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "in", a="Họp A.", b="Họp B.")
    (tmp_path / "in" / "c.csv").write_text("text\nHọp C.\n", encoding="utf-8")

    def fault(*_: object) -> None:
        raise KeyError("bất ngờ")

    monkeypatch.setattr("bienban.corpus.tabular._csv_cell", fault)
    monkeypatch.setattr("bienban.corpus.sources.read_whole", lambda path: fault() if path.endswith("a.txt") else (b"x", None))
    go(tmp_path / "out", tmp_path / "in")
    assert states(tmp_path / "out") == {"a.txt": ("failed", "BB502"), "b.txt": ("ok", None), "c.csv": ("failed", "BB502")}


def test_names_made_for_members_and_rows_hide_no_other(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("x.txt", "1")
        archive.writestr("x.txt#2", "2")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("x.txt", "3")
    assert len(names(tmp_path / "a.zip")) == 3
    (tmp_path / "b.csv").write_text("id,text\nx,1\nx#3,2\nx,3\n", encoding="utf-8")
    assert len(names(tmp_path / "b.csv", columns=Columns("text", "id"))) == 3


def test_a_container_without_inputs_is_told(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("thư mục/", "")
    (tmp_path / "b.csv").write_text("text\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_bytes(b"\n")
    pq.write_table(pa.table({"text": pa.array([], pa.string())}), tmp_path / "d.parquet")
    assert names(tmp_path) == dict.fromkeys(("a.zip", "b.csv", "c.jsonl", "d.parquet"), "BB101")


def test_a_table_in_a_zip_is_not_read_as_prose(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("bài.csv", "text\nHọp A.\nHọp B.\n")
    assert names(tmp_path / "a.zip") == {"a.zip:bài.csv": "BB105"}


@pytest.mark.parametrize(
    ("heading", "why"),
    [
        ('"mã";"text";"tên, nơi, ngày, người ghi"', "commas inside a heading are not what parts the columns"),
        ("mã|text|nơi", "a bar parts columns too"),
        (" mã , text ,nơi", "blanks around a heading are not part of it"),
    ],
)
def test_headings_of_csv_as_people_write_them(tmp_path: Path, heading: str, why: str) -> None:
    sign = ";" if ";" in heading else "|" if "|" in heading else ","
    (tmp_path / "a.csv").write_text(f"{heading}\n1{sign}Họp.{sign}x\n", encoding="utf-8")
    assert names(tmp_path / "a.csv") == {"a.csv:1": "ok"}, why


def test_a_column_is_found_whichever_way_its_letters_are_composed(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("nội dung,x\nHọp.,y\n".replace("ộ", "o\u0323\u0302"), encoding="utf-8")
    assert names(tmp_path / "a.csv", columns=Columns("nội dung")) == {"a.csv:1": "ok"}


def test_a_quote_that_is_never_closed_is_told_and_not_taken_for_a_report(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text('text\nHọp A.\n"Họp B.\nHọp C.\nHọp D.', encoding="utf-8")
    assert names(tmp_path / "a.csv") == {"a.csv:1": "ok", "a.csv:2": "BB107"}
    (tmp_path / "b.csv").write_text('text\n"Họp A.\ntiếp"\nHọp B.', encoding="utf-8")
    assert names(tmp_path / "b.csv") == {"b.csv:1": "ok", "b.csv:2": "ok"}


@pytest.mark.parametrize("data", [b"\xff\xfet\x00e\x00x", b"\xff\xfe\x00\xd8x\x00"], ids=["half a letter", "half a pair"])
def test_headings_that_are_no_utf_16_are_told(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.csv").write_bytes(data)
    assert names(tmp_path / "a.csv") == {"a.csv": "BB107"}


def test_what_programs_write_for_nothing_is_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("text\nNaN\n none\nHọp.\nNULL\n", encoding="utf-8")
    go(tmp_path / "out", tmp_path / "a.csv")
    assert states(tmp_path / "out") == {"1": ("failed", "BB101"), "2": ("failed", "BB101"), "3": ("ok", None), "4": ("failed", "BB101")}


def test_a_link_in_a_zip_is_no_report(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("a.txt")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(link, "/etc/hosts")
    assert names(tmp_path / "a.zip") == {"a.zip:a.txt": "BB105"}


def test_texts_that_parquet_holds_as_bytes(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": pa.array(["Họp.".encode(), None], pa.binary())}), tmp_path / "a.parquet")
    assert names(tmp_path / "a.parquet") == {"a.parquet:1": "ok", "a.parquet:2": "ok"}


def test_what_a_file_is_called_does_not_depend_on_the_order_of_a_folder(tmp_path: Path) -> None:
    for top in ("1", "2"):
        folder = tmp_path / top
        makers = [lambda f=folder: (f / "a-link").symlink_to(f / "thật"), lambda f=folder: (f / "z-link").symlink_to(f / "thật")]
        makers.append(lambda f=folder: write(f / "thật" / "con", a="Họp."))
        for make in makers if top == "1" else reversed(makers):
            folder.mkdir(exist_ok=True)
            make()
        assert names(folder) == {"thật/con/a.txt": "ok"}
    outside = write(tmp_path / "ngoài", b="Họp.")
    write(tmp_path / "3")
    for name in ("m-link", "b-link", "z-link"):
        (tmp_path / "3" / name).symlink_to(outside)
    assert names(tmp_path / "3") == {"b-link/b.txt": "ok"}


def test_what_the_program_wrote_is_not_taken_for_reports(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.\n- rà soát")
    go(folder / "kho", folder)
    report = bienban.extract("Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban.")
    (folder / "bien-ban.jsonl").write_text(report.to_json() + "\n", encoding="utf-8")
    pq.write_table(pq.read_table(next((folder / "kho/tables/reports").iterdir())), folder / "reports.parquet")
    with bienban.open_run(folder / "kho") as run:
        for form in (Form.CSV, Form.CSV_PLAIN):
            export(run, form, folder / form, delimiter=";")
    for number, end in enumerate(("\n", "\r", "\r\n")):
        (folder / f"khac{number}.csv").write_bytes(f"text{end}Họp {number}.{end}".encode())
    (folder / "khac.jsonl").write_text(json.dumps({"text": "Họp B."}) + "\n", encoding="utf-8")
    assert set(names(folder)) == {"a.txt", "khac.jsonl:1", "khac0.csv:1", "khac1.csv:1", "khac2.csv:1"}
    assert go(folder / "kho-2", folder).counts.inputs == 5
    assert names(folder / "bien-ban.jsonl") == {"bien-ban.jsonl:1": "ok"}, "named outright, it is read"


def test_the_folder_of_the_run_cannot_be_its_source(tmp_path: Path) -> None:
    folder = write(tmp_path / "in", a="Họp A.")
    with pytest.raises(SettingsError, match="BB301"):
        go(folder, folder)
    assert {path.name for path in folder.iterdir()} == {"a.txt"}
    (tmp_path / "link").symlink_to(folder)
    with pytest.raises(SettingsError, match="BB301"):
        check_sources([str(tmp_path / "link")], folder)


def test_sources_that_overlap_give_each_input_once(tmp_path: Path) -> None:
    folder = write(tmp_path / "in" / "x", a="Họp A.", b="Họp B.")
    with zipfile.ZipFile(folder / "c.zip", "w") as archive:
        archive.writestr("c.txt", "Họp C.")
    age(folder / "c.zip")
    for _ in range(2):
        assert go(tmp_path / "out", str(tmp_path / "in" / "**"), folder / "a.txt").counts.inputs == 3
    assert len(table(tmp_path / "out", "inputs")) == 3
