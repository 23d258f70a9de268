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
from bienban.cli.gold import refusals

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


def train(
    out: Annotated[Path | None, typer.Option("--out", help="Thư mục ghi mô hình. / Folder for the model.", file_okay=False)] = None,
    corpus: Corpora = None,
    config: Config = None,
    check: Annotated[
        bool, typer.Option("--check", help="So với mô hình đi kèm, không ghi gì. / Compare with the model of the package; write nothing.")
    ] = False,
    compare: Annotated[bool, typer.Option("--compare", help="So các thiết kế, không ghi mô hình. / Compare the designs; write no model.")] = False,
) -> None:
    """Huấn luyện mô hình từ báo cáo đã chú giải / Train the model on annotated reports."""
    from bienban.training.config import read_config

    if sum((out is not None, check, compare)) != 1:
        typer.echo("--out DIR, --check hoặc / or --compare", err=True)
        raise typer.Exit(EXIT_USAGE)
    folders = corpus or [Path("corpora/gold")]
    with refusals():
        settings = read_config(config)
        if compare:
            from bienban.training.compare import compare_designs

            sys.stdout.write(compare_designs(settings, folders, _say))
            return
        from bienban.training.train import train as run

        trained = run(settings, folders, _say)
        if out is not None:
            trained.write(out)
    sys.stdout.write(json.dumps(trained.meta["metrics"], ensure_ascii=False, indent=1) + "\n")
    if check:
        _compare(trained.meta)


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
