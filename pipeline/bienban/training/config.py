"""Cấu hình huấn luyện (training configuration): a TOML file, checked when read."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from bienban.errors import InputError, SettingsError

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ClauseSettings(_Part):
    """Mô hình vế câu (clause chain)."""

    c1: Annotated[float, Field(ge=0)]
    c2: Annotated[float, Field(ge=0)]
    iterations: Annotated[int, Field(ge=1)]
    least_authors: Annotated[int, Field(ge=1)]
    least_reports: Annotated[int, Field(ge=1)]
    blind_copy: bool


class StartSettings(_Part):
    """Chỗ bắt đầu (starts)."""

    strength: Positive


class PolicySettings(_Part):
    """Chính sách (policy): grids of thresholds and what makes a rule certain."""

    beta: Positive
    add: tuple[Share, ...]
    bare: tuple[Share, ...]
    keep: tuple[Share, ...]
    certain_precision: Share
    certain_count: Annotated[int, Field(ge=1)]


class ConfidenceSettings(_Part):
    """Độ tin cậy (confidence)."""

    strength: Positive
    least_items: Annotated[int, Field(ge=1)]
    fresh_from: str
    fresh_weight: Annotated[int, Field(ge=1)]


class TrainingConfig(_Part):
    """Cấu hình (configuration) of one training."""

    version: Annotated[str, Field(min_length=1)]
    seed: int
    splits: tuple[str, ...]
    folds: Annotated[int, Field(ge=2)]
    clauses: ClauseSettings
    starts: StartSettings
    policy: PolicySettings
    confidence: ConfidenceSettings


def read_config(path: Path | None = None) -> TrainingConfig:
    """Đọc cấu hình (read): the file at ``path``, or the one of the package.

    Raises :class:`InputError` (BB102) for a file that cannot be read, :class:`SettingsError` (BB301) for a wrong one.
    """
    name = str(path) if path is not None else "config.toml"
    try:
        text = (path if path is not None else files("bienban.training") / "config.toml").read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError.unreadable(name, str(getattr(error, "strerror", None) or type(error).__name__)) from error
    try:
        given: dict[str, Any] = tomllib.loads(text)
        return TrainingConfig.model_validate(given)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError.of("BB301", reason=f"{name}: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise SettingsError.of("BB301", reason=f"{name}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
