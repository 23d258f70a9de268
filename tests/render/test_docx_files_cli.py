"""``bienban extract --format docx|xlsx|html --out``: one file a report, and one bad report costs no other."""

from __future__ import annotations

from pathlib import Path

import pytest

import bienban
from bienban.render.formats import render
from processes import SAMPLES
from processes import bienban as run

NAMES = sorted(path.stem for path in SAMPLES.glob("*.txt"))


@pytest.mark.parametrize("format", ["docx", "xlsx", "html"])
def test_a_folder_gets_one_file_a_report(tmp_path: Path, format: str) -> None:
    ran = run("extract", *(str(SAMPLES / f"{name}.txt") for name in NAMES), "-f", format, "-o", str(tmp_path / "ra"))
    assert (ran.returncode, ran.stdout) == (0, b"")
    assert sorted(path.name for path in (tmp_path / "ra").iterdir()) == [f"{name}.{format}" for name in NAMES]
    source = SAMPLES / f"{NAMES[0]}.txt"
    assert (tmp_path / "ra" / f"{NAMES[0]}.{format}").read_bytes() == render(bienban.extract(source.read_bytes(), name=source.name), format)


def test_a_single_file_is_named_by_the_user_and_equal_names_get_numbers(tmp_path: Path) -> None:
    sample = str(SAMPLES / "giao-ban-xa.txt")
    assert run("extract", sample, "-f", "html", "-o", str(tmp_path / "x.html")).returncode == 0
    assert run("extract", sample, sample, "-f", "html", "-o", str(tmp_path)).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["giao-ban-xa-2.html", "giao-ban-xa.html", "x.html"]


def test_one_that_cannot_be_read_costs_no_other(tmp_path: Path) -> None:
    ran = run("extract", str(tmp_path / "none.txt"), str(SAMPLES / "giao-ban-xa.txt"), "-f", "docx", "-o", str(tmp_path / "ra"))
    assert ran.returncode == 1
    assert "BB102" in ran.stderr.decode()
    assert [path.name for path in (tmp_path / "ra").iterdir()] == ["giao-ban-xa.docx"]


@pytest.mark.parametrize("arguments", [("-f", "docx"), ("-f", "json", "-o", "x.json"), ("-o", "x")])
def test_a_file_format_and_a_place_need_each_other(arguments: tuple[str, ...]) -> None:
    assert run("extract", str(SAMPLES / "giao-ban-xa.txt"), *arguments).returncode == 2
