"""Trật tự của bản ghi (order): after a correction, items stand in text order, ids count up, and links follow them."""

from __future__ import annotations

from typing import Any

from bienban.assemble.warnings import MESSAGES
from bienban.web.correct_shape import LISTS

_COUNTS = ("declared_count_mismatch", "declared_without_list")
_LINKS = (
    ("tasks", "list_id"), ("tasks", "parent_id"), ("tasks", "assigner"),
    ("targets", "task_id"), ("targets", "commitment_id"), ("commitments", "speaker"),
)  # fmt: skip


def reorder(data: dict[str, Any]) -> dict[str, str]:
    """Sắp xếp (reorder) a plain record in place; returns old ids to new ones, "" for ids of items that are gone."""
    renamed: dict[str, str] = {}
    for key, (letter, _) in LISTS.items():
        rows: list[dict[str, Any]] = data[key]
        rows.sort(key=lambda row: (row["start"], row["end"]))
        renamed |= {row["id"]: f"{letter}{number}" for number, row in enumerate(rows, 1)}
        for row in rows:
            row["id"] = renamed[row["id"]]
    for key, name in _LINKS:
        for row in data[key]:
            row[name] = renamed.get(row[name]) if row[name] is not None else None
    _spans(data)
    _tasks(data)
    _commitments(data, renamed)
    return renamed


def _spans(data: dict[str, Any]) -> None:
    """Mentions in text order, the attendee's own place among them."""
    for row in data["attendees"]:
        own = {"start": row["start"], "end": row["end"], "text": row["text"]}
        if row["mentions"] and not any(m["start"] <= own["start"] and own["end"] <= m["end"] for m in row["mentions"]):
            row["mentions"].append(own)
        row["mentions"].sort(key=lambda span: (span["start"], span["end"]))
    for row in data["documents"]:
        row["mentions"].sort(key=lambda span: (span["start"], span["end"]))


def _tasks(data: dict[str, Any]) -> None:
    for row in data["tasks"]:
        if row["parent_id"] is not None and int(row["parent_id"][1:]) >= int(row["id"][1:]):
            row["parent_id"] = None
    for found in data["task_lists"]:
        count = sum(row["list_id"] == found["id"] and row["parent_id"] is None for row in data["tasks"])
        if count != found["found_count"]:
            found["found_count"] = count
            _warn_of_count(data, found)


def _warn_of_count(data: dict[str, Any], found: dict[str, Any]) -> None:
    """The warning of a list whose number of tasks has changed: it comes or goes as the numbers now differ or agree."""
    place = {"start": found["start"], "end": found["end"]}
    kept = [w for w in data["warnings"] if w["code"] not in _COUNTS or (w["start"], w["end"]) != (found["start"], found["end"])]
    if found["declared_count"] not in (None, found["found_count"]):
        code = _COUNTS[0] if found["found_count"] else _COUNTS[1]
        vi, en = MESSAGES[code]
        kept.append({"code": code, "message_vi": vi, "message_en": en, **place})
    data["warnings"] = kept


def _commitments(data: dict[str, Any], renamed: dict[str, str]) -> None:
    statements: dict[str, str] = {}
    held = {row["id"]: row["commitment_id"] for row in data["targets"]}
    for row in data["commitments"]:
        row["statement_id"] = statements.setdefault(row["statement_id"], f"S{len(statements) + 1}")
        kept = (renamed.get(id, "") for id in row["target_ids"])
        ids = {id for id in kept if id and held.get(id) in (None, row["id"])} | {id for id, owner in held.items() if owner == row["id"]}
        row["target_ids"] = sorted(ids, key=lambda id: int(id[1:]))
