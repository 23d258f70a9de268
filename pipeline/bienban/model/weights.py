"""Tệp mô hình (model files): a folder with ``meta.json`` and ``weights.bin``, read whole and checked by its SHA-256.

``weights.bin`` is zlib over JSON: readable by anything, free of code, and the same bytes for the same training.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from bienban.errors import MissingDependencyError, SettingsError
from bienban.model.chain import Chain
from bienban.model.confidence import Confidence
from bienban.model.policy import Policy
from bienban.model.scorer import Scorer

FORMAT = 2
"""Changed whenever the features or the layout change what stored weights mean."""
META, WEIGHTS = "meta.json", "weights.bin"
_LARGEST = 15_000_000
_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Model:
    """Mô hình đã nạp (loaded model): immutable, so one may serve many texts and threads."""

    version: str
    """What ``provenance.model`` says: the version of the training, and the beginning of the hash of the weights."""
    meta: Mapping[str, Any]
    clauses: Chain
    starts: Scorer
    policy: Policy
    confidence: Confidence


def read_model(folder: Path | Traversable, name: str = "") -> Model:
    """Đọc mô hình (read a model) from a folder.

    Raises :class:`MissingDependencyError` (BB402) where there is none, :class:`SettingsError` (BB303) where it is
    damaged, too large, or was made for another version of the library.
    """
    name = name or str(folder)
    try:
        meta_bytes, packed = (folder / META).read_bytes(), (folder / WEIGHTS).read_bytes()
    except OSError as error:
        raise MissingDependencyError.of("BB402", name=name) from error
    try:
        meta = json.loads(meta_bytes)
        found, digest = meta["format"], meta["sha256"]
    except (ValueError, KeyError, TypeError):
        raise SettingsError.of("BB303", name=name, reason=f"{META}: JSON with format and sha256 was expected") from None
    if found != FORMAT:
        raise SettingsError.of("BB303", name=name, reason=f"format {found}, {FORMAT} was expected; bienban train")
    if len(packed) > _LARGEST or sha256(packed).hexdigest() != digest:
        raise SettingsError.of("BB303", name=name, reason=f"{WEIGHTS}: sha256 does not match {META}")
    try:
        return build_model(meta, unpack(packed))
    except (ValueError, KeyError, TypeError, IndexError, zlib.error) as error:
        raise SettingsError.of("BB303", name=name, reason=f"{WEIGHTS}: {type(error).__name__}") from None


def build_model(meta: Mapping[str, Any], data: Mapping[str, Any]) -> Model:
    """Dựng mô hình (build) from its meta and its unpacked weights; ``KeyError``, ``ValueError`` where something lacks."""
    return Model(
        version=f"{meta['version']}+{meta['sha256'][:8]}", meta=meta,
        clauses=Chain(Scorer.read(data["clauses"]), data["clauses"]["transitions"]), starts=Scorer.read(data["starts"]),
        policy=Policy.read(data["policy"]), confidence=Confidence.read(data["confidence"]),
    )  # fmt: skip


def pack(data: Mapping[str, Any]) -> bytes:
    """Đóng gói trọng số (pack): the bytes of ``weights.bin``."""
    return zlib.compress(json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8"), _LEVEL)


def unpack(packed: bytes) -> dict[str, Any]:
    """Mở gói trọng số (unpack); raises ``zlib.error`` or ``ValueError`` for what is none."""
    found = json.loads(zlib.decompress(packed))
    if not isinstance(found, dict):
        raise ValueError("an object was expected")
    return found


@cache
def model_at(path: str) -> Model:
    """Mô hình ở thư mục (model of a folder), read once a process."""
    return read_model(Path(path))


@cache
def shipped_model() -> Model:
    """Mô hình đi kèm (the model of the package), read once a process."""
    return read_model(files("bienban.model") / "weights", "bienban.model")
