"""Đọc hai lần chạy để so sánh (outputs to compare): the files that ``bienban extract`` wrote, as plain JSON.

What is compared how stands in :mod:`bienban.assemble.compare`, whose names are here too.
"""

from __future__ import annotations

import json
from pathlib import Path

from bienban.assemble.compare import LISTS, Change, Comparison, Difference, Row, compare, comparison_json, comparison_text
from bienban.errors import InputError

__all__ = ["Change", "Comparison", "Difference", "compare", "comparison_json", "comparison_text", "read_records"]


_PLACED = {"id", "start", "end", "text"}


def read_records(path: Path) -> dict[str, Row]:
    """Đọc kết quả (read an output): reports by the name of their source.

    ``path`` is a JSON file with one report or a list, a JSONL file, or a folder of such files. Raises ``InputError``.
    """
    files = sorted(p for p in path.iterdir() if p.suffix in (".json", ".jsonl")) if path.is_dir() else [path]
    rows: dict[str, Row] = {}
    for file in files:
        for row in _rows(file):
            source = row.get("source") or {}
            name = str(source.get("name") or source.get("id") or file.stem)
            # Two sources of one name are told apart by their order, which is the same in both outputs.
            key, n = name, 2
            while key in rows:
                key, n = f"{name} ({n})", n + 1
            rows[key] = row
    if not rows:
        raise InputError.unreadable(str(path), "no report in it")
    return rows


def _rows(file: Path) -> list[Row]:
    try:
        text = file.read_text(encoding="utf-8")
        value = [json.loads(line) for line in text.splitlines() if line.strip()] if file.suffix == ".jsonl" else json.loads(text)
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise InputError.unreadable(str(file), str(error)) from error
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, 1):
        if not _is_record(row):
            raise InputError.unreadable(str(file), f"row {number} is no report")
    return rows


def _is_record(row: object) -> bool:
    """A report of any version, or the row of one that failed; what is compared must be there, what else is there does not matter."""
    if not isinstance(row, dict) or not isinstance(row.get("source") or {}, dict):
        return False
    if "error" in row:
        return isinstance(row["error"], dict)
    lists = [row.get(key) or [] for key in (*LISTS, "warnings")]
    if not all(isinstance(rows, list) for rows in lists) or not isinstance(row.get("meeting") or {}, dict):
        return False
    own = [row["document"]] if row.get("document") is not None else []
    *items, warnings = lists
    return (
        isinstance(row.get("text"), str)
        and all(_is_item(item) for rows in (*items, own) for item in rows)
        and all(isinstance(one, dict) and isinstance(one.get("code"), str) and isinstance(one.get("start") or 0, int) for one in warnings)
    )


def _is_item(item: object) -> bool:
    if not isinstance(item, dict) or not item.keys() >= _PLACED:
        return False
    words = (item["id"], item["text"], *(item[name] for name in ("name", "statement_id") if item.get(name) is not None))
    places = (item["start"], item["end"], *(_start(value) for value in item.values()))
    return all(isinstance(one, str) for one in words) and all(isinstance(one, int) for one in places) and item["start"] < item["end"]


def _start(value: object) -> object:
    return value.get("start", 0) if isinstance(value, dict) else 0
