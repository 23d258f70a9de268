"""Chọn mô hình (choice of the model): the options ``--model`` and ``--no-model`` of every command that extracts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from bienban.cli.refusals import usage

ModelFolder = Annotated[
    Path | None, typer.Option("--model", help="Thư mục mô hình do bienban train làm ra. / Folder of a model made by bienban train.")
]
RulesAlone = Annotated[bool, typer.Option("--no-model", help="Chỉ dùng quy tắc. / Rules alone.")]


def model_options(model: Path | None, no_model: bool) -> dict[str, Any]:
    """Tùy chọn (options): the keywords for :class:`bienban.Extractor`; empty for the model of the package."""
    if model is not None and no_model:
        raise usage("--model | --no-model")
    if no_model:
        return {"model": None}
    return {} if model is None else {"model": str(model.resolve())}
