"""Các lệnh đọc báo cáo (reading commands): ``bienban extract``, ``bienban schema``, ``bienban benchmark``."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from bienban.cli.exits import EXIT_LIMIT, EXIT_MISSING, EXIT_SOME_FAILED, EXIT_USAGE
from bienban.cli.models import ModelFolder, RulesAlone, model_options
from bienban.cli.refusals import refusals
from bienban.errors import MESSAGES, BienbanError, InputError, InternalError, LimitError, MissingDependencyError

if TYPE_CHECKING:
    from bienban.extractor import Extractor
    from bienban.records import Report

_REASONS = (
    (FileNotFoundError, "không có tệp này", "there is no such file"),
    (IsADirectoryError, "đây là thư mục", "this is a folder"),
    (PermissionError, "không có quyền đọc", "permission denied"),
)


def mount(app: typer.Typer) -> None:
    """Gắn lệnh (mount): add the commands of this module to ``app``."""
    app.command(
        epilog="Ví dụ / Examples:  bienban extract bao-cao.txt  |  bienban extract -f jsonl *.txt > ra.jsonl  |  cat bao-cao.txt | bienban extract -"
    )(extract)
    app.command(epilog="Ví dụ / Examples:  bienban schema   |   bienban schema commitment   |   bienban schema --out schemas/")(schema)
    app.command(epilog="Ví dụ / Examples:  bienban benchmark   |   bienban benchmark --texts van-ban/")(benchmark)


class Format(StrEnum):
    """Dạng kết quả."""

    SUMMARY = "summary"
    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    DOCX = "docx"
    XLSX = "xlsx"
    HTML = "html"


_FILES = (Format.DOCX, Format.XLSX, Format.HTML)


def extract(
    files: Annotated[
        list[str], typer.Argument(help="Tệp văn bản, hoặc - để đọc từ đầu vào chuẩn. / Text files, or - for standard input.", metavar="FILE")
    ],
    format: Annotated[
        Format | None,
        typer.Option(
            "--format",
            "-f",
            help="summary: bản tóm tắt (mặc định trên màn hình); table: bảng nhiệm vụ; json, jsonl (mặc định khi ghi ra tệp: một, nhiều báo cáo). / "
            "summary: for people (default on a screen); table: of tasks; json, jsonl (default elsewhere, for one report and for several). "
            "docx: bản tóm tắt Word; xlsx: bảng nhiệm vụ Excel; html: trang một tệp (cần --out). / Word, Excel, single page (with --out).",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", help="Tệp (một báo cáo) hoặc thư mục cho docx, xlsx, html. / File (one report) or folder for docx, xlsx, html."),
    ] = None,
    model: ModelFolder = None,
    no_model: RulesAlone = False,
    unsure: Annotated[
        float | None,
        typer.Option(help="Chỉ nêu các mục có độ tin cậy dưới mức này, kém chắc trước. / Only items less sure than this, the least sure first.",
                     min=0, max=1),
    ] = None,
) -> None:
    """Trích xuất bản ghi từ báo cáo cuộc họp / Extract the records of meeting reports."""
    extractor = _extractor(model, no_model)
    chosen = format or (Format.SUMMARY if sys.stdout.isatty() else Format.JSON if len(files) == 1 else Format.JSONL)
    outcomes, many = _outcomes(files, extractor), len(files) > 1
    if unsure is not None:
        failures = _write_unsure(outcomes, unsure)
    elif chosen in _FILES or out is not None:
        failures = _write_files(outcomes, chosen, out)
    elif chosen is Format.JSON:
        failures = _write_json(outcomes, many=many)
    else:
        failures = _write_each(outcomes, chosen, many=many)
    _finish(failures)


def _extractor(model: Path | None, no_model: bool) -> Extractor:
    options = model_options(model, no_model)
    from bienban.extractor import Extractor

    with refusals():
        return Extractor(**options)


def _finish(failures: list[BienbanError]) -> None:
    if any(isinstance(error, MissingDependencyError) for error in failures):
        raise typer.Exit(EXIT_MISSING)
    if failures:
        raise typer.Exit(EXIT_LIMIT if all(isinstance(error, LimitError) for error in failures) else EXIT_SOME_FAILED)


def _outcomes(files: list[str], extractor: Extractor) -> Iterator[tuple[str, Report | BienbanError]]:
    for name in files:
        label = "stdin" if name == "-" else name
        try:
            yield label, extractor(_read(name), name=None if name == "-" else Path(name).name)
        except BienbanError as error:
            yield label, error
        except Exception as error:  # noqa: BLE001 - one report that meets a fault must not cost the user the others
            yield label, InternalError.of("BB502", reason=_fault(error))


def _read(name: str) -> bytes:
    """The bytes of a file or of standard input, never many more than an extraction accepts."""
    try:
        if name == "-":
            return _limited(sys.stdin.buffer, 0)
        with Path(name).open("rb") as handle:
            return _limited(handle, os.fstat(handle.fileno()).st_size)
    except OSError as error:
        known = ((vi, en) for kind, vi, en in _REASONS if isinstance(error, kind))
        vi, en = next(known, (error.strerror or type(error).__name__,) * 2)
        text = MESSAGES["BB102"]
        raise InputError("BB102", text.vi.format(name=name, reason=vi), text.en.format(name=name, reason=en)) from None


def _limited(handle: BinaryIO, size: int) -> bytes:
    from bienban.text.limits import MOST_BYTES

    data = handle.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise LimitError.too_large(max(size, len(data)), MOST_BYTES)
    return data


def _fault(error: Exception) -> str:
    """Kind and place of a fault. Its message may quote the report, so it is left out."""
    place, trace = "", error.__traceback__
    while trace is not None:
        place, trace = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}", trace.tb_next
    return f"{type(error).__name__}, {place}"


def _failed(name: str, error: BienbanError) -> dict[str, Any]:
    row = {"code": error.code, "message_vi": error.message_vi, "message_en": error.message_en}
    return {"source": {"name": name}, "error": row}


def _complain(name: str, error: BienbanError) -> None:
    typer.echo(f"{name}: [{error.code}] {error.message_vi} / {error.message_en}", err=True)


def _write_json(outcomes: Iterator[tuple[str, Report | BienbanError]], *, many: bool) -> list[BienbanError]:
    failures: list[BienbanError] = []
    rows: list[str] = []
    for name, outcome in outcomes:
        if isinstance(outcome, BienbanError):
            failures.append(outcome)
            _complain(name, outcome)
            rows.append(json.dumps(_failed(name, outcome), ensure_ascii=False, indent=2))
        else:
            rows.append(outcome.to_json(indent=2))
    sys.stdout.write("[\n" + ",\n".join(rows) + "\n]\n" if many else "".join(f"{row}\n" for row in rows))
    return failures


def _write_each(outcomes: Iterator[tuple[str, Report | BienbanError]], chosen: Format, *, many: bool) -> list[BienbanError]:
    failures: list[BienbanError] = []
    for name, outcome in outcomes:
        if isinstance(outcome, BienbanError):
            failures.append(outcome)
            _complain(name, outcome)
            if chosen is Format.JSONL:
                sys.stdout.write(json.dumps(_failed(name, outcome), ensure_ascii=False) + "\n")
        elif chosen is Format.JSONL:
            sys.stdout.write(outcome.to_json() + "\n")
        else:
            sys.stdout.write(f"=== {name} ===\n" if many else "")
            _show(outcome, chosen)
            sys.stdout.write("\n" if many else "")
        sys.stdout.flush()
    return failures


def _write_files(outcomes: Iterator[tuple[str, Report | BienbanError]], chosen: Format, out: Path | None) -> list[BienbanError]:
    from bienban.cli.extract_files import write_files

    if out is None or chosen not in _FILES:
        typer.echo("--format docx, xlsx, html phải đi với --out. / --format docx, xlsx, html and --out need each other.", err=True)
        raise typer.Exit(EXIT_USAGE)
    return write_files(outcomes, chosen.value, out, _complain)


def _write_unsure(outcomes: Iterator[tuple[str, Report | BienbanError]], most: float) -> list[BienbanError]:
    from bienban.render.unsure import unsure_lines

    failures: list[BienbanError] = []
    for name, outcome in outcomes:
        if isinstance(outcome, BienbanError):
            failures.append(outcome)
            _complain(name, outcome)
        else:
            sys.stdout.write("".join(f"{name}\t{line}\n" for line in unsure_lines(outcome, most)))
    return failures


def _show(report: Report, chosen: Format) -> None:
    if chosen is Format.SUMMARY:
        from bienban.render.summary import summary

        sys.stdout.write(summary(report))
        return
    from rich.console import Console

    from bienban.render.table import print_tasks

    print_tasks(report, Console(file=sys.stdout, width=None if sys.stdout.isatty() else 140))


def schema(
    name: Annotated[str, typer.Argument(help="report, attendee, task, commitment …")] = "report",
    out: Annotated[Path | None, typer.Option(help="Ghi mọi lược đồ vào thư mục này. / Write all schemas into this folder.")] = None,
) -> None:
    """In JSON Schema của bản ghi / Print the JSON Schema of a record."""
    from bienban.records.publish import publish, schema_text, schemas

    if out is not None:
        publish(out)
        return
    if name not in schemas():
        typer.echo(f"Không có lược đồ / no schema: {name}. Có / there are: {', '.join(sorted(schemas()))}", err=True)
        raise typer.Exit(EXIT_USAGE)
    sys.stdout.write(schema_text(name))


def benchmark(
    texts: Annotated[
        Path | None, typer.Option(help="Thư mục tệp .txt; mặc định: kho gold đi kèm. / Folder of .txt files; default: the gold corpus.")
    ] = None,
    rounds: Annotated[int, typer.Option(help="Số lượt đo. / Rounds.", min=1)] = 3,
) -> None:
    """Đo tốc độ bên cạnh underthesea / Measure speed beside underthesea."""
    from bienban.benchmark import run

    sys.stdout.write(run(texts, rounds))
