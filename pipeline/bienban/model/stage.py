"""Các chặng học máy (learned stages) of the extractor: ``clauses`` and ``confidence``, with the model they ask."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import Final

from bienban.language.analysis import Analysis
from bienban.model.confidence import assign_confidence
from bienban.model.judge import judge_clauses
from bienban.model.weights import Model, model_at, read_model, shipped_model

ENVIRONMENT: Final = "BIENBAN_MODEL"
"""Names a folder made by ``bienban train`` to be used in place of the model of the package."""


def default_model() -> Model:
    """Mô hình mặc định (default model): the one ``BIENBAN_MODEL`` names, else that of the package; read once."""
    path = os.environ.get(ENVIRONMENT)
    return model_at(path) if path else shipped_model()


def find_model(model: Model | str | Path) -> Model:
    """Mô hình được chỉ định (the model named): itself, or the one in a folder; errors as in ``read_model``."""
    return model if isinstance(model, Model) else read_model(Path(model))


def judge(analysis: Analysis, model: Model | None = None) -> None:
    """Chặng ``clauses``: see :func:`~bienban.model.judge.judge_clauses`."""
    judge_clauses(analysis, model or default_model())


def calibrate(analysis: Analysis, model: Model | None = None) -> None:
    """Chặng ``confidence``: see :func:`~bienban.model.confidence.assign_confidence`."""
    chosen = model or default_model()
    if assign_confidence(analysis, chosen.confidence):
        analysis.model = chosen.version


STAGES: Final = {"clauses": judge, "confidence": calibrate}
"""The learned stages by name."""


def bound(name: str, model: Model) -> partial[None]:
    """Chặng gắn với một mô hình (bound stage)."""
    return partial(STAGES[name], model=model)
