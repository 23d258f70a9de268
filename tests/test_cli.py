"""The command line: what goes to which stream, and with which exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from bienban import cli
from bienban.extractor import MOST_BYTES, MOST_CHARACTERS, Extractor
from bienban.records import Report
from bienban.records.publish import schema_text
from processes import ROOT, SAMPLES, bienban, environment

REPORT = "Sáng 05/3/2024, UBND xã Bình Hạ tổ chức họp giao ban. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì."
NAMES = sorted(str(path) for path in SAMPLES.glob("*.txt"))


@pytest.fixture
def report_file(tmp_path: Path) -> Path:
    path = tmp_path / "giao-ban.txt"
    path.write_text(REPORT, encoding="utf-8")
    return path


def invoke(*arguments: str | Path, given: bytes | None = None) -> Any:
    return CliRunner().invoke(cli.app, [str(argument) for argument in arguments], input=given)


# ---- what is given and what comes back


def test_one_file_is_one_json_document(report_file: Path) -> None:
    result = invoke("extract", report_file)
    assert (result.exit_code, result.stderr) == (0, "")
    report = Report.model_validate_json(result.stdout)
    assert report.text == REPORT
    assert report.source.name == "giao-ban.txt"


def test_standard_input_is_read_as_bytes_and_has_no_name() -> None:
    result = invoke("extract", "-", given=REPORT.encode("utf-16"))
    report = Report.model_validate_json(result.stdout)
    assert (report.text, report.source.name, report.source.encoding) == (REPORT, None, "utf-16-le")


def test_a_missing_model_is_something_missing(report_file: Path, tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    for result in (
        invoke("extract", "--model", gone, report_file),
        CliRunner(env={"BIENBAN_MODEL": str(gone)}).invoke(cli.app, ["extract", str(report_file)]),
    ):
        assert result.exit_code == 3
        assert "BB402" in result.stderr


def test_several_files_are_json_lines_in_the_order_given(report_file: Path) -> None:
    result = invoke("extract", NAMES[0], report_file, NAMES[1])
    names = [Report.model_validate_json(line).source.name for line in result.stdout.splitlines()]
    assert names == [Path(NAMES[0]).name, "giao-ban.txt", Path(NAMES[1]).name]


def test_json_of_several_files_is_one_list(report_file: Path) -> None:
    rows = json.loads(invoke("extract", "--format", "json", report_file, NAMES[0]).stdout)
    assert [row["source"]["name"] for row in rows] == ["giao-ban.txt", Path(NAMES[0]).name]


def test_json_is_the_record_itself(report_file: Path) -> None:
    expected = Extractor()(REPORT.encode(), name="giao-ban.txt").to_json(indent=2)
    assert invoke("extract", "--format", "json", report_file).stdout == expected + "\n"


def test_summary_of_several_files_names_each(report_file: Path) -> None:
    shown = invoke("extract", "-f", "summary", report_file, report_file).stdout
    assert shown.count(f"=== {report_file} ===") == 2
    assert shown.count("NGƯỜI DỰ (1)") == 2


def test_table_has_the_columns_offices_use() -> None:
    shown = invoke("extract", "-f", "table", SAMPLES / "so-ket-phoi-hop.txt").stdout
    header = next(line for line in shown.splitlines() if "STT" in line)
    columns = ["STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Người giao"]
    assert [cell.strip() for cell in header.split("┃") if cell.strip()] == columns


def test_table_without_tasks_says_so(report_file: Path) -> None:
    assert "không có nhiệm vụ nào" in invoke("extract", "-f", "table", report_file).stdout


# ---- what cannot be read

BAD = [
    ("missing", "BB102", 1, "a name that is no file"),
    ("folder", "BB102", 1, "a folder"),
    ("empty", "BB101", 1, "nothing in it"),
    ("blank", "BB101", 1, "nothing but blanks in it"),
    ("binary", "BB104", 1, "bytes that are no text"),
    ("pdf", "BB103", 1, "a format of its own"),
    ("large", "BB201", 4, "one byte over the limit"),
    ("long", "BB202", 4, "one character over the limit"),
]


@pytest.fixture
def bad_files(tmp_path: Path) -> dict[str, Path]:
    contents = {
        "empty": b"",
        "blank": b" \n\t\n",
        "binary": b"\x01\x02\x03\x04\x05abc" * 200,
        "pdf": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n",
        "large": b"a" * (MOST_BYTES + 1),
        "long": b"a" * (MOST_CHARACTERS + 1),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "folder").mkdir()
    return {name: tmp_path / name for name, *_ in BAD}


@pytest.mark.parametrize(("name", "code", "status", "_reason"), BAD)
def test_an_input_that_cannot_be_read_is_a_row_and_a_complaint(bad_files: dict[str, Path], name: str, code: str, status: int, _reason: str) -> None:
    result = invoke("extract", bad_files[name])
    row = json.loads(result.stdout)
    assert result.exit_code == status
    assert list(row) == ["source", "error"]
    assert row["source"]["name"] == str(bad_files[name])
    assert list(row["error"]) == ["code", "message_vi", "message_en"]
    assert row["error"]["code"] == code
    assert result.stderr == f"{bad_files[name]}: [{code}] {row['error']['message_vi']} / {row['error']['message_en']}\n"
    assert row["error"]["message_vi"] != row["error"]["message_en"]


def test_the_readable_files_are_read_all_the_same(report_file: Path, bad_files: dict[str, Path]) -> None:
    result = invoke("extract", bad_files["empty"], report_file, bad_files["missing"])
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 1
    assert ["error" in row for row in rows] == [True, False, True]


def test_a_limit_beside_another_failure_is_no_limit_alone(bad_files: dict[str, Path]) -> None:
    assert invoke("extract", bad_files["large"], bad_files["empty"]).exit_code == 1
    assert invoke("extract", bad_files["large"], bad_files["long"]).exit_code == 4


def test_the_size_in_a_refusal_is_the_size_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    with path.open("wb") as handle:
        handle.truncate(MOST_BYTES * 3)
    assert f"The file has {MOST_BYTES * 3} bytes" in invoke("extract", path).stderr


@pytest.mark.parametrize("chosen", ["summary", "table"])
def test_formats_for_people_show_no_row_for_a_failure(bad_files: dict[str, Path], chosen: str) -> None:
    result = invoke("extract", "-f", chosen, bad_files["empty"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert "[BB101]" in result.stderr


def test_a_fault_of_the_library_costs_one_report_and_tells_nothing_of_it(monkeypatch: pytest.MonkeyPatch, report_file: Path) -> None:
    def faulty(self: Extractor, text: bytes, **_names: str | None) -> Report:
        raise RuntimeError(f"cannot read {text.decode()}")

    monkeypatch.setattr(Extractor, "__call__", faulty)
    result = invoke("extract", report_file)
    row = json.loads(result.stdout)
    assert result.exit_code == 1
    assert row["error"]["code"] == "BB502"
    assert "RuntimeError, test_cli.py:" in row["error"]["message_en"]
    assert "Triệu" not in result.stdout + result.stderr


# ---- the other commands, and wrong usage


@pytest.mark.parametrize(
    "line", ["extract", "extract --format xml a", "extract --nothing a", "nothing", "schema nothing", "benchmark --rounds 0"]
)
def test_wrong_usage_is_two_and_says_why_on_standard_error(line: str) -> None:
    result = invoke(*line.split())
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_version_is_the_one_in_the_records(report_file: Path) -> None:
    version = Report.model_validate_json(invoke("extract", report_file).stdout).provenance.pipeline
    assert invoke("--version").stdout == f"bienban {version}\n"


def test_schema_prints_the_published_one(tmp_path: Path) -> None:
    assert invoke("schema", "task").stdout == schema_text("task") == (ROOT / "schemas" / "task.schema.json").read_text(encoding="utf-8")
    assert invoke("schema", "--out", tmp_path / "out").exit_code == 0
    assert (tmp_path / "out" / "report.schema.json").read_text(encoding="utf-8") == schema_text("report")


# ---- the process


def run_main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["bienban", *arguments])
    with pytest.raises(SystemExit) as caught:
        cli.main()
    return int(caught.value.code or 0)


def test_interrupted_is_130(monkeypatch: pytest.MonkeyPatch, report_file: Path) -> None:
    def interrupted(self: Extractor, *_given: object, **_names: object) -> Report:
        raise KeyboardInterrupt

    monkeypatch.setattr(Extractor, "__call__", interrupted)
    assert run_main(monkeypatch, "extract", str(report_file)) == 130


def test_benchmark_without_texts_is_an_error_of_one_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert run_main(monkeypatch, "benchmark", "--texts", str(tmp_path)) == 1
    assert capfd.readouterr().err.count("\n") == 1


def test_a_reader_that_goes_away_is_no_fault() -> None:
    command = [sys.executable, "-m", "bienban.cli", "extract", *NAMES * 8]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment(), cwd=ROOT)
    assert process.stdout is not None
    process.stdout.read(10)
    process.stdout.close()
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 1
    assert b"Traceback" not in complaints


def test_output_is_utf_8_whatever_the_locale(report_file: Path) -> None:
    shown = bienban("extract", "-f", "summary", str(report_file), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0").stdout
    assert "NGƯỜI DỰ".encode() in shown


def test_the_same_files_give_the_same_bytes_in_every_process() -> None:
    first, second = (bienban("extract", "-f", "jsonl", *NAMES, PYTHONHASHSEED=seed) for seed in ("0", "1"))
    assert first.returncode == second.returncode == 0
    assert len(first.stdout) > 10_000
    assert first.stdout == second.stdout
