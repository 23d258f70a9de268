"""Lệnh huấn luyện (training commands): ``bienban train``, ``bienban select``, ``bienban weak``.

Exit codes: 0 all is well; 1 something could not be read or the corpus is wrong; 2 wrong usage. What is being done goes
to standard error, results go to standard output.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from bienban.cli.exits import EXIT_SOME_FAILED, EXIT_USAGE
from bienban.cli.refusals import refusals

AsJson = Annotated[bool, typer.Option("--json", help="Kết quả dạng JSON. / Write JSON.")]
Corpora = Annotated[
    list[Path] | None,
    typer.Option("--corpus", help="Thư mục gold; nêu được nhiều lần. / Gold folder; may be repeated.", exists=True, file_okay=False),
]
Config = Annotated[
    Path | None, typer.Option("--config", help="Cấu hình TOML; mặc định: của mô hình đi kèm. / TOML configuration; default: the shipped model's.")
]


def mount(app: typer.Typer) -> None:
    """Gắn lệnh (mount): add the commands of this module to ``app``."""
    app.command(
        epilog="Ví dụ / Examples:  bienban train --out mo-hinh/   |   bienban train --corpus corpora/gold --corpus cua-toi/ --out mo-hinh/   |   "
        "bienban train --check   |   bienban train --compare"
    )(train)
    app.command(epilog="Ví dụ / Examples:  bienban select van-ban/ -n 50   |   bienban select van-ban/ -n 20 --json")(select)
    app.command(epilog="Ví dụ / Examples:  bienban weak van-ban/   |   bienban weak --gold corpora/gold --split train")(weak)


def train(
    out: Annotated[Path | None, typer.Option("--out", help="Thư mục ghi mô hình. / Folder for the model.", file_okay=False)] = None,
    corpus: Corpora = None,
    config: Config = None,
    check: Annotated[
        bool, typer.Option("--check", help="So với mô hình đi kèm, không ghi gì. / Compare with the model of the package; write nothing.")
    ] = False,
    compare: Annotated[bool, typer.Option("--compare", help="So các thiết kế, không ghi mô hình. / Compare the designs; write no model.")] = False,
    card: Annotated[
        Path | None, typer.Option("--card", help="Ghi vào thẻ mô hình, giữa hai dòng đánh dấu. / Write into the model card, between its markers.")
    ] = None,
) -> None:
    """Huấn luyện mô hình từ báo cáo đã chú giải / Train the model on annotated reports."""
    from bienban.evaluation.markers import write_part
    from bienban.training.card import training_part
    from bienban.training.config import read_config

    if sum((out is not None, check, compare)) != 1:
        typer.echo("--out DIR, --check hoặc / or --compare", err=True)
        raise typer.Exit(EXIT_USAGE)
    folders = corpus or [Path("corpora/gold")]
    with refusals():
        settings = read_config(config)
        if compare:
            from bienban.training.compare import compare_designs

            table = compare_designs(settings, folders, _say)
            if card is not None:
                write_part(card, "designs", table)
            sys.stdout.write(table)
            return
        from bienban.training.train import train as run

        trained = run(settings, folders, _say)
        if out is not None:
            trained.write(out)
        if card is not None:
            write_part(card, "training", training_part(trained.meta))
    sys.stdout.write(json.dumps(trained.meta["metrics"], ensure_ascii=False, indent=1) + "\n")
    if check:
        _compare(trained.meta)


Archive = Annotated[list[Path], typer.Argument(help="Tệp, thư mục văn bản hoặc bản ghi. / Files or folders of texts or records.", metavar="ARCHIVE")]


def select(
    archive: Archive,
    count: Annotated[int, typer.Option("-n", "--count", help="Số báo cáo. / How many reports.", min=1)] = 50,
    model: Annotated[Path | None, typer.Option("--model", help="Mô hình; mặc định: đi kèm. / Model; default: the package's.")] = None,
    as_json: AsJson = False,
) -> None:
    """Chọn báo cáo đáng chú giải nhất / Choose the reports whose annotation would teach the most."""
    from bienban.model.stage import default_model, find_model
    from bienban.training.archive import texts_of
    from bienban.training.select import select as choose
    from bienban.training.select import selection_rows, selection_text

    with refusals():
        choices, failures = choose(texts_of(archive), find_model(model) if model is not None else default_model(), count)
    for name, error in failures:
        typer.echo(f"{name}: {error}", err=True)
    sys.stdout.write(json.dumps(selection_rows(choices), ensure_ascii=False, indent=1) + "\n" if as_json else selection_text(choices))
    if failures:
        raise typer.Exit(EXIT_SOME_FAILED)


def weak(
    archive: Annotated[list[Path] | None, typer.Argument(help="Tệp, thư mục văn bản. / Files or folders of texts.", metavar="[ARCHIVE]")] = None,
    gold: Annotated[Path | None, typer.Option("--gold", help="Thư mục gold: thêm độ đúng. / Gold folder: adds accuracy.", file_okay=False)] = None,
    split: Annotated[str, typer.Option(help="Phần của gold: train, dev. / Split of the gold.")] = "train",
    as_json: AsJson = False,
) -> None:
    """Thống kê quy tắc như hàm gán nhãn / Coverage, overlap, conflict and accuracy of every rule as a labelling function."""
    from bienban.training.weak import functions, functions_rows, functions_text

    if (gold is None) == (not archive) or split not in ("train", "dev"):
        typer.echo("ARCHIVE | --gold GOLD [--split train|dev]", err=True)
        raise typer.Exit(EXIT_USAGE)
    with refusals():
        votes, truth = _gold_votes(gold, split) if gold is not None else _archive_votes(archive or [])
    found = functions(votes, truth)
    sys.stdout.write(json.dumps(functions_rows(found), ensure_ascii=False, indent=1) + "\n" if as_json else functions_text(found, len(votes)))


def _gold_votes(folder: Path, split: str) -> tuple[list[dict[str, str]], list[str] | None]:
    from bienban.training.examples import read_examples
    from bienban.training.weak import coarse, votes_of

    examples = read_examples([folder], [split])
    return [v for e in examples for v in votes_of(e.analysis)], [coarse(label) for e in examples for label in e.labels]


def _archive_votes(paths: list[Path]) -> tuple[list[dict[str, str]], list[str] | None]:
    from bienban.extractor import STAGES, analyse, stages_with
    from bienban.training.archive import texts_of
    from bienban.training.weak import votes_of

    stages = stages_with(STAGES, None)
    inputs = [text.input for text in texts_of(paths) if text.input is not None]
    return [v for given in inputs for v in votes_of(analyse(given.canonical.text, stages))], None


def _compare(meta: dict[str, Any]) -> None:
    """Whether the model of the package is what this corpus and configuration give here."""
    from bienban.model.weights import shipped_model

    shipped = shipped_model().meta
    for name in ("sha256", "data", "config", "libraries", "python", "machine"):
        same = shipped[name] == meta[name]
        _say(f"{name}: {'như nhau / the same' if same else f'khác nhau / different: {shipped[name]} → {meta[name]}'}")
    if shipped["sha256"] != meta["sha256"]:
        raise typer.Exit(EXIT_SOME_FAILED)


def _say(line: str) -> None:
    typer.echo(line, err=True)
