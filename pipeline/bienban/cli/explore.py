"""Các lệnh xem kho (commands over a run's result): ``bienban search``, ``bienban export``, ``bienban benchmark-archive``.

Results go to standard output, files where they are asked for, what a person should know besides to standard error.
"""

from __future__ import annotations

import json
import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, cast

import typer

from bienban.cli.exits import EXIT_USAGE
from bienban.cli.refusals import refusals, usage
from bienban.corpus.forms import Form

if TYPE_CHECKING:
    from bienban.corpus.search import Hit
    from bienban.corpus.search_passages import Kind

Folder = Annotated[Path, typer.Argument(help="Thư mục của kho. / Folder of the archive.", metavar="DIR")]
_KINDS = {
    "task": "Nhiệm vụ", "commitment": "Cam kết", "target": "Chỉ tiêu", "result": "Kết quả", "document": "Văn bản", "attendee": "Đại biểu",
    "text": "Đoạn văn",
}  # fmt: skip
_DEFAULT_TARGETS = {Form.XLSX: "bien-ban.xlsx", Form.JSONL: "bien-ban.jsonl"}


def mount(app: typer.Typer) -> None:
    """Gắn lệnh (mount): add the commands of this module to ``app``."""
    app.command(
        epilog='Ví dụ / Examples:  bienban search kho "dan van kheo"   |   bienban search kho --person "tran van duc" --kind task   |   '
        'bienban search kho --body "so noi vu" --due-before 30/6/2024 --json'
    )(search)
    app.command(
        epilog="Ví dụ / Examples:  bienban export kho --to xlsx   |   bienban export kho --to csv --out bang/ --table tasks   |   "
        "bienban export kho --to jsonl --out - | head"
    )(export)


    app.command(
        epilog="Ví dụ / Examples:  bienban benchmark-archive   |   bienban benchmark-archive --reports 1000 --reports 10000 --workers 1 --workers 2"
    )(benchmark_archive)


def _day(text: str) -> date:
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise typer.BadParameter("30/6/2024, 2024-06-30")


Day = Annotated[
    date | None, typer.Option(parser=_day, metavar="DAY", help="Hạn trong khoảng này, kể cả ngày nêu (30/6/2024). / Deadline within, inclusive.")
]


def search(
    folder: Folder,
    words: Annotated[list[str] | None, typer.Argument(help="Chữ cần tìm, có dấu hay không dấu. / Words, with or without diacritics.")] = None,
    person: Annotated[str, typer.Option(help="Người liên quan. / Person it is about.")] = "",
    body: Annotated[str, typer.Option(help="Cơ quan, đơn vị liên quan. / Body it is about.")] = "",
    document: Annotated[str, typer.Option(help="Văn bản liên quan, theo số hoặc tên. / Document, by symbol or name.")] = "",
    due_before: Day = None,
    due_after: Day = None,
    kind: Annotated[
        list[str] | None, typer.Option(help=f"Loại mục, nêu được nhiều lần: {', '.join(_KINDS)}. / Kind of item, repeatable.")
    ] = None,
    limit: Annotated[int, typer.Option("--limit", "-n", help="Số kết quả. / Number of hits.", min=1)] = 20,
    as_json: Annotated[bool, typer.Option("--json", help="Mỗi kết quả một dòng JSON. / One JSON line a hit.")] = False,
) -> None:
    """Tìm trong kho: chữ, người, cơ quan, văn bản, thời hạn. / Search an archive: words, people, bodies, documents, deadlines."""
    from bienban.corpus.open_run import open_run

    with refusals(EXIT_USAGE), open_run(folder) as run:
        hits = run.search(
            " ".join(words or ()), person=person, body=body, document=document, due_before=due_before, due_after=due_after,
            kinds=cast("list[Kind]", kind or []), limit=limit,
        )  # fmt: skip
    if as_json:
        sys.stdout.writelines(json.dumps(hit.to_dict(), ensure_ascii=False) + "\n" for hit in hits)
    else:
        typer.echo("\n\n".join(_shown(number, hit) for number, hit in enumerate(hits, 1)) if hits else "Không tìm thấy. / Nothing found.")


def _shown(number: int, hit: Hit) -> str:
    from bienban.render.summary import vietnamese_date

    item = f" {hit.item_id}" if hit.item_id else ""
    due = f" · hạn {hit.due_last.day}/{hit.due_last.month}/{hit.due_last.year}" if hit.due_last else ""
    head = f"{number}. {_KINDS[hit.kind]}{item}{due} · {vietnamese_date(hit.held) or 'không rõ ngày'} · {hit.title[:90]}"
    source = f"   {Path(hit.sources[0]).name if hit.sources else hit.report_id} [{hit.start}-{hit.end}]"
    return f"{head}\n   {_marked(hit.snippet, hit.marks)}\n{source}"


def _marked(snippet: str, marks: tuple[tuple[int, int], ...]) -> str:
    """The snippet with what was found in bold, on a terminal."""
    parts, done = [], 0
    for start, end in marks:
        parts += [snippet[done:start], typer.style(snippet[start:end], bold=True)]
        done = end
    return "".join([*parts, snippet[done:]])


def export(
    folder: Folder,
    to: Annotated[
        Form,
        typer.Option(
            help="xlsx, csv: cho người đọc, cột tiếng Việt; csv-plain, jsonl, parquet: cho chương trình. / "
            "xlsx, csv: for people, Vietnamese headings; csv-plain, jsonl, parquet: for programs."
        ),
    ] = Form.XLSX,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Tệp (xlsx, jsonl; - là đầu ra chuẩn) hoặc thư mục. / File (- for standard output) or folder.")
    ] = None,
    table: Annotated[list[str] | None, typer.Option(help="Chỉ bảng này, nêu được nhiều lần. / This table only, repeatable.")] = None,
    delimiter: Annotated[str, typer.Option(help="Dấu phân cách của CSV. / Delimiter of CSV.")] = ",",
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Thay bảng xlsx, csv đã có. / Replace xlsx and csv tables that are there.")] = False,
) -> None:
    """Xuất kho ra Excel, CSV, JSONL, Parquet. / Export an archive to Excel, CSV, JSONL, Parquet."""
    from bienban.corpus.export import export as write
    from bienban.corpus.open_run import open_run

    if len(delimiter) != 1:
        raise typer.BadParameter("một ký tự / one character", param_hint="--delimiter")
    target = out or Path(_DEFAULT_TARGETS.get(to, f"bien-ban-{to}"))
    # These are the tables an office fills in by hand: how far a task is, what came of it.
    if not overwrite and (target.is_file() if to is Form.XLSX else to is Form.CSV and any(target.glob("*.csv"))):
        raise usage(f"{target} đã có; --overwrite để thay, --out để ghi chỗ khác. / exists; --overwrite replaces it, --out writes elsewhere.")
    with refusals(EXIT_USAGE), open_run(folder) as run:
        done = write(run, to, target, table or (), delimiter=delimiter)
    counted = ", ".join(f"{name} {number}" for name, number in done.rows.items())
    typer.echo(f"{target}: {counted}", err=True)
    if done.cut:
        typer.echo(f"{done.cut} ô quá dài, đã cắt bớt và ghi chú. / {done.cut} cells were too long: cut, marked and noted.", err=True)
    if done.plain_links:
        typer.echo(f"{done.plain_links} liên kết vượt giới hạn, để dạng chữ. / {done.plain_links} links beyond the limit, left as text.", err=True)


def benchmark_archive(
    reports: Annotated[
        list[int] | None, typer.Option(help="Số báo cáo của kho, nêu được nhiều lần. / Reports of the archive, repeatable.", min=1)
    ] = None,
    workers: Annotated[list[int] | None, typer.Option(help="Số tiến trình, nêu được nhiều lần. / Worker processes, repeatable.", min=1)] = None,
    texts: Annotated[
        Path, typer.Option(help="Thư mục tệp .txt làm gốc; mặc định: kho gold. / Folder of .txt files to make it from; default: the gold corpus.")
    ] = Path("corpora/gold"),
    peers: Annotated[bool, typer.Option("--peers/--no-peers", help="Đo thêm hai đối chứng. / Measure two peers too.")] = True,
    place: Annotated[Path | None, typer.Option(help="Thư mục tạm. / Folder to work in.", file_okay=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Write JSON.")] = False,
) -> None:
    """Dựng kho có N báo cáo rồi đo tốc độ, bộ nhớ. / Make an archive of N reports, measure speed and memory."""
    import tempfile

    from bienban.corpus.bench import Measured, benchmark, report
    from bienban.corpus.made_archive import base_texts

    def said(one: Measured) -> None:
        typer.echo(f"{one.what}: {one.reports} / {one.workers}: {one.seconds:.1f} s, {one.rate:.1f}/s", err=True)

    with refusals(EXIT_USAGE), tempfile.TemporaryDirectory(dir=place) as folder:
        found = benchmark(base_texts(texts), Path(folder), reports or [1_000], workers or [1, 2], peers=peers, said=said)
    sys.stdout.write(json.dumps([one.to_dict() for one in found], indent=2) + "\n" if as_json else report(found))
