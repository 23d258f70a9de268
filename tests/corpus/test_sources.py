"""Sources: everything there is is found, once, whatever it is called, and what cannot be read says why."""

from __future__ import annotations

import io
import json
import os
import socket
import zipfile
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.corpus import archives, files
from bienban.corpus.files import read_whole, readable
from bienban.corpus.sources import Columns, Container, Found, check_sources, count, find
from bienban.errors import BienbanError, InputError
from bienban.text.limits import MOST_BYTES


def found(*sources: Path | str, columns: Columns | None = None, without: Path | None = None) -> dict[str, bytes | str]:
    """The bytes of every input by its name, or the code of its error."""
    inputs: dict[str, bytes | str] = {}
    for one in find(list(map(str, sources)), columns or Columns(), without):
        for text in one.members() if isinstance(one, Container) else [one]:
            name = text.member or Path(text.path).name
            assert name not in inputs, "found twice"
            inputs[name] = load(text)
    return inputs


def load(text: Found) -> bytes | str:
    try:
        return text.load()[0]
    except BienbanError as error:
        return error.code


def zipped(path: Path, members: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compression) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def test_folders_at_any_depth_without_what_systems_leave_behind(tmp_path: Path) -> None:
    (tmp_path / "x" / "y").mkdir(parents=True)
    for name in ("a.txt", "x/b.txt", "x/y/c", ".an", "Thumbs.db", "x/desktop.ini"):
        (tmp_path / name).write_text(name)
    assert found(tmp_path) == {"a.txt": b"a.txt", "b.txt": b"x/b.txt", "c": b"x/y/c"}


def test_globs_files_and_folders_together_each_file_once(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.md"):
        (tmp_path / name).write_text(name)
    assert set(found(tmp_path / "*.txt", tmp_path / "a.txt", tmp_path / "c.md")) == {"a.txt", "b.txt", "c.md"}


def test_a_file_whose_name_has_the_letters_of_a_glob(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("x")
    check_sources([str(tmp_path / "a[1].txt")])
    assert set(found(tmp_path / "a[1].txt")) == {"a[1].txt"}


@pytest.mark.parametrize("name", ["khong-co", "*.khong-co"])
def test_a_source_that_names_nothing_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="BB102"):
        check_sources([str(tmp_path / name)])


def test_links_and_circles(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "a.txt").write_text("a")
    (tmp_path / "x" / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "x" / "self.txt").symlink_to(tmp_path / "x" / "self.txt")
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "b.txt").symlink_to(tmp_path / "x" / "a.txt")
    assert found(tmp_path) == {"a.txt": b"a", "self.txt": "BB102", "broken.txt": "BB102", "b.txt": b"a"}


def test_what_is_no_file_is_told_and_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "ong")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "o-cam"))
        assert found(tmp_path) == {"ong": "BB102", "o-cam": "BB102"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read anything")
def test_unreadable_files_and_folders_for_others(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    (tmp_path / "x").mkdir()
    for path in (tmp_path / "a.txt", tmp_path / "x"):
        path.chmod(0)
    assert found(tmp_path) == {"a.txt": "BB102", "x": "BB102"}
    (tmp_path / "x").chmod(0o700)


def test_an_unreadable_file_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("a")

    def refuse(handle: object, size: int) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files, "read_limited", refuse)
    with pytest.raises(InputError, match=r"không có quyền đọc.*permission denied"):
        read_whole(str(path))


def test_names_that_are_no_utf8_are_shown_and_stay_apart(tmp_path: Path) -> None:
    for raw in (b"b\xe1o.txt", b"b\xe2o.txt"):
        (tmp_path / os.fsdecode(raw)).write_bytes(raw)
    names = found(tmp_path)
    assert sorted(names.values()) == [b"b\xe1o.txt", b"b\xe2o.txt"]
    assert all(name.startswith("b\ufffdo.txt [") for name in names)


NAMES = st.binary(min_size=1, max_size=20).filter(lambda raw: b"\0" not in raw)


@given(NAMES, NAMES)
def test_readable_names_are_text_and_as_different_as_the_names(a: bytes, b: bytes) -> None:
    assert readable(a).encode("utf-8")
    assert (readable(a) == readable(b)) == (a == b)


def test_a_file_that_changes_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("một")
    reads = []

    def read(handle: io.BufferedReader, size: int) -> bytes:
        data = handle.read()
        reads.append(data)
        if len(reads) < changes:
            path.write_text("hai" * len(reads))
        return data

    monkeypatch.setattr(files, "read_limited", read)
    changes = 3
    assert read_whole(str(path))[0] == b"haihai"
    reads.clear()
    changes = 99
    with pytest.raises(InputError, match="BB109"):
        read_whole(str(path))


def test_too_large_a_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as handle:
        handle.truncate(MOST_BYTES + 1)
    assert found(path) == {"a.txt": "BB201"}


def test_formats_that_are_text_but_no_prose(tmp_path: Path) -> None:
    for name in ("a.html", "b.json", "c.XML"):
        (tmp_path / name).write_text("x")
    assert set(found(tmp_path).values()) == {"BB105"}


def test_the_folder_of_the_run_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho" / "x.txt").write_text("x")
    assert found(tmp_path, without=tmp_path / "kho") == {}


def test_zips(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "trong.zip", {"x.txt": b"x"}).read_bytes()
    path = zipped(
        tmp_path / "a.bin",
        {
            "thư mục/báo cáo.txt": "Họp.".encode(), "../thoat.txt": b"x", "/goc.txt": b"x", "trong.zip": inner, "__MACOSX/rac": b"x", ".an": b"x",
            "bom.txt": b"0" * 2_000_000, "to.txt": os.urandom(9_000_000), "trang.html": b"<p>",
        },
    )  # fmt: skip
    assert found(path) == {
        "thư mục/báo cáo.txt": "Họp.".encode(), "../thoat.txt": "BB204", "/goc.txt": "BB204", "trong.zip": "BB204", "bom.txt": "BB204",
        "to.txt": "BB201", "trang.html": "BB105",
    }  # fmt: skip
    assert count([str(path)], Columns()) == 7


def test_two_members_of_one_name_are_two_inputs(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("a.txt", "2")
    assert found(path) == {"a.txt": b"1", "a.txt#1": b"2"}


def test_a_word_file_is_one_text_and_no_archive(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.docx", {"[Content_Types].xml": b"<x/>", "word/document.xml": b"<x/>"})
    assert found(path) == {"a.docx": path.read_bytes()}
    outer = zipped(tmp_path / "b.zip", {"a.docx": path.read_bytes()})
    assert found(outer) == {"a.docx": path.read_bytes()}


@pytest.mark.parametrize("cut", [4, 30, 200])
def test_damaged_zips(tmp_path: Path, cut: int) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"x" * 100, "b.txt": b"y" * 100}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes()[:cut])
    assert found(path) == {"a.zip": "BB107"}


def test_a_damaged_member_costs_only_itself(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"x" * 100, "b.txt": b"y" * 100}, zipfile.ZIP_STORED)
    path.write_bytes(path.read_bytes().replace(b"x" * 100, b"z" * 100))
    assert found(path) == {"a.txt": "BB107", "b.txt": b"y" * 100}


def test_an_encrypted_member_says_so(tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", {"a.txt": b"x"})
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    data[6] |= 1
    path.write_bytes(bytes(data))
    assert found(path) == {"a.txt": "BB106"}


def test_an_archive_beyond_all_measure_is_refused_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = zipped(tmp_path / "a.zip", {f"{n}.txt": b"x" * 10 for n in range(5)})
    monkeypatch.setattr(archives, "MOST_MEMBERS", 4)
    assert found(path) == {"a.zip": "BB204"}
    monkeypatch.undo()
    monkeypatch.setattr(archives, "MOST_INFLATED", 49)
    assert found(path) == {"a.zip": "BB204"}


ROWS = {"m1": "Họp, sáng 5/3.\nXuống dòng", "m2": 'Nói "thế"', "m3": ""}
COLUMNS = Columns("noi_dung", "ma")


def as_csv(path: Path, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    quoted = [f'{id}{delimiter}"{text.replace(chr(34), chr(34) * 2)}"' for id, text in ROWS.items()]
    path.write_text("\n".join([f"ma{delimiter}noi_dung", *quoted]) + "\n", encoding=encoding)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    assert found(as_csv(tmp_path / "a.csv", encoding, delimiter), columns=COLUMNS) == {id: text.encode() for id, text in ROWS.items()}


def test_jsonl_and_parquet(tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text("\n".join(json.dumps({"ma": id, "noi_dung": text}) for id, text in ROWS.items()), encoding="utf-8")
    table = tmp_path / "b.parquet"
    pq.write_table(pa.table({"noi_dung": list(ROWS.values()), "ma": list(ROWS)}), table)
    assert found(lines, columns=COLUMNS) == found(table, columns=COLUMNS) == {id: text.encode() for id, text in ROWS.items()}
    assert set(found(lines, columns=Columns("noi_dung"))) == {"1", "2", "3"}
    assert count([str(lines)], COLUMNS) == 2, "an estimate: the last line has no end"
    assert count([str(table)], COLUMNS) == 3


def test_cells_in_an_old_encoding_keep_their_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"text\nH\xe4p giao ban\n")
    assert found(path) == {"1": b"H\xe4p giao ban"}


def test_bad_rows_are_told_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    rows = ['{"text": "một"}', "{hỏng", "[1]", '{"khac": 1}', '{"text": 5}', '{"text": null}', '{"text": "\\ud800"}', "", '{"text": "hai"}']
    path.write_text("\n".join(rows), encoding="utf-8")
    assert found(path) == {
        "1": "một".encode(), "2": "BB107", "3": "BB107", "4": "BB301", "5": "BB107", "6": b"", "7": b"\xed\xa0\x80", "8": b"hai",
    }  # fmt: skip


def test_ids_that_come_back_hide_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\nx,1\nx,2\n,3\n", encoding="utf-8")
    assert found(path, columns=Columns("text", "id")) == {"x": b"1", "x#2": b"2", "3": b"3"}


@pytest.mark.parametrize(("name", "data"), [("a.csv", b"ten,khac\n1,2\n"), ("a.csv", b""), ("a.parquet", b"PAR1 hong"), ("a.parquet", b"")])
def test_tables_that_cannot_be_read_are_told(tmp_path: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert found(path) == {name: "BB107" if name == "a.parquet" else "BB301"}


def test_a_parquet_file_without_the_column(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(pa.table({"khac": ["x"]}), path)
    assert found(path) == {"a.parquet": "BB301"}


def test_cells_longer_than_the_csv_module_likes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f"text\n{'a' * 1_000_000}\n{'b' * (MOST_BYTES + 10)}\nc\n", encoding="utf-8")
    rows = found(path)
    assert rows["1"] == b"a" * 1_000_000
    assert "BB107" in rows.values()
    assert b"c" in rows.values()


@settings(max_examples=30, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_as_a_table_or_zip_give_inputs_or_typed_errors(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        for name in ("a.csv", "b.jsonl", "c.parquet", "d.zip"):
            Path(folder, name).write_bytes((b"PK\x03\x04" if name == "d.zip" else b"") + data)
            for one in find([str(Path(folder, name))], Columns()):
                for text in one.members() if isinstance(one, Container) else [one]:
                    load(text)


