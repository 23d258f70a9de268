"""Kho báo cáo (archive) as text: files, folders of them, records of an earlier run; what cannot be read is told, not fatal."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bienban.errors import BienbanError, InputError
from bienban.extractor import Input, read_input

SUFFIXES = (".txt", ".json", ".jsonl")
"""Texts, and records that hold their text."""


@dataclass(frozen=True, slots=True)
class Text:
    """Một văn bản của kho (text): its name and content, or the error that kept it from being read."""

    name: str
    input: Input | None
    error: BienbanError | None = None


def texts_of(paths: Sequence[Path]) -> Iterator[Text]:
    """Các văn bản (texts) of files and folders, in order of their names; raises ``InputError`` where there is no file at all."""
    found = [file for path in paths for file in _files(path)]
    if not found:
        raise InputError.unreadable(" ".join(map(str, paths)), "no .txt, .json, .jsonl")
    for file in found:
        yield from _read(file)


def _files(path: Path) -> list[Path]:
    return sorted(p for p in path.rglob("*") if p.suffix in SUFFIXES and p.is_file()) if path.is_dir() else [path]


def _read(file: Path) -> Iterator[Text]:
    try:
        data = file.read_bytes()
    except OSError as error:
        yield Text(str(file), None, InputError.unreadable(str(file), error.strerror or type(error).__name__))
        return
    if file.suffix not in (".json", ".jsonl"):
        yield _text(str(file), data)
        return
    for name, text in _records(file, data):
        yield _text(name, text)


def _text(name: str, text: str | bytes) -> Text:
    try:
        return Text(name, read_input(text, name=name))
    except BienbanError as error:
        return Text(name, None, error)


def _records(file: Path, data: bytes) -> Iterator[tuple[str, str]]:
    """Texts of records; JSON of another kind, such as the accounts of a run, holds none and is passed over."""
    lines = data.decode("utf-8", "replace").splitlines() if file.suffix == ".jsonl" else [data.decode("utf-8", "replace")]
    for number, line in enumerate(lines, 1):
        try:
            value: Any = json.loads(line)
        except ValueError:
            continue
        for row in value if isinstance(value, list) else [value]:
            if isinstance(row, dict) and isinstance(row.get("text"), str) and isinstance(row.get("source"), dict):
                yield str(row["source"].get("name") or f"{file}:{number}"), row["text"]
