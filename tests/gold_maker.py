"""Builders shared by the evaluation tests: an invented report with its gold, and folders of such pairs."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

TEXT = """Ngày 12/3/2024, UBND xã Đồng Mít tổ chức hội nghị sơ kết công tác hòa giải. Đồng chí Phan Văn Gạo, Chủ tịch UBND xã chủ trì. \
Tham dự có bà Lò Thị Nếp, Công chức Tư pháp và trưởng 9 thôn.
Xã đã hoàn thành 5/8 nội dung theo Kế hoạch số 12/KH-UBND ngày 05/01/2024.
Hội nghị thống nhất 2 nhiệm vụ: (1) rà soát danh sách hòa giải viên trước ngày 30/4/2024; (2) tập huấn kỹ năng cho các tổ.
Thay mặt Hội Phụ nữ xã, bà Nếp cam kết phấn đấu hòa giải thành 20 vụ trong năm 2024.
"""

GOLD: dict[str, Any] = {
    "meta": {"id": "r1", "kind": "press", "issuer": "Báo Đồng Mít", "author": "x1", "era": 2024, "level": "commune", "system": "state"},
    "document": None,
    "meeting": {
        "title": "hội nghị sơ kết công tác hòa giải",
        "kinds": ["preliminary_review"],
        "date": {"q": "Ngày 12/3/2024", "edtf": "2024-03-12", "inferred": False},
        "organizers": [{"q": "UBND xã Đồng Mít", "name": "Ủy ban nhân dân xã Đồng Mít"}],
    },
    "attendees": [
        {
            "id": "A1", "q": "Phan Văn Gạo", "kind": "person", "name": "Phan Văn Gạo", "given_name": "Gạo", "roles": ["chair"],
            "posts": [{"q": "Chủ tịch UBND xã", "title": "Chủ tịch", "organization": "UBND xã"}], "mentions": ["Phan Văn Gạo"],
        },
        {
            "id": "A2", "q": "Lò Thị Nếp", "kind": "person", "name": "Lò Thị Nếp", "given_name": "Nếp", "roles": ["attendee", "speaker"],
            "posts": [{"q": "Công chức Tư pháp", "title": "Công chức Tư pháp"}], "mentions": ["Lò Thị Nếp", "bà Nếp"],
        },
        {
            "id": "A3", "q": "trưởng 9 thôn", "kind": "group", "roles": ["attendee"], "count": {"q": "9", "min": 9, "max": 9, "unit": "thôn"},
            "mentions": ["trưởng 9 thôn"],
        },
    ],
    "documents": [
        {
            "id": "D1", "q": "Kế hoạch số 12/KH-UBND ngày 05/01/2024", "type": "plan", "symbol": "12/KH-UBND", "number": "12",
            "issued": {"q": "ngày 05/01/2024", "edtf": "2024-01-05"}, "role": "reported",
        },
    ],
    "results": [
        {"id": "R1", "q": "hoàn thành 5/8 nội dung", "kind": "progress", "done": 5, "total": 8, "basis": "total", "measure": {"q": "nội dung"}},
    ],
    "task_lists": [{"id": "L1", "q": "2 nhiệm vụ", "declared_count": 2, "found_count": 2}],
    "tasks": [
        {
            "id": "T1", "q": "rà soát danh sách hòa giải viên trước ngày 30/4/2024", "list_id": "L1", "ordinal": 1, "marker": "(1)", "kind": "agreed",
            "due": {"q": "trước ngày 30/4/2024", "edtf": "../2024-04-30"},
        },
        {
            "id": "T2", "q": "tập huấn kỹ năng cho các tổ", "list_id": "L1", "ordinal": 2, "marker": "(2)", "kind": "agreed",
            "lead": [{"q": "các tổ"}],
        },
    ],
    "targets": [
        {
            "id": "G1", "q": "phấn đấu hòa giải thành 20 vụ", "measure": {"q": "vụ", "n": 2},
            "quantity": {"q": "20 vụ", "min": 20, "max": 20, "unit": "vụ"},
            "direction": "reach", "due": {"q": "trong năm 2024", "edtf": "2024"}, "commitment_id": "C1",
        },
    ],
    "commitments": [
        {
            "id": "C1", "q": "phấn đấu hòa giải thành 20 vụ trong năm 2024", "statement_id": "S1", "speaker": "A2", "on_behalf_of": "Hội Phụ nữ xã",
            "act": "cam kết", "strength": "pledge", "target_ids": ["G1"],
        },
    ],
    "warnings": [],
}  # fmt: skip


def sound() -> dict[str, Any]:
    """A copy of the gold, to be spoilt by a test."""
    return copy.deepcopy(GOLD)


def write_pair(folder: Path, name: str = "r1", gold: dict[str, Any] | None = None, text: str = TEXT) -> Path:
    """Write NAME.txt and NAME.json (its meta.id set to NAME); the path of the JSON."""
    folder.mkdir(parents=True, exist_ok=True)
    value = sound() if gold is None else gold
    value["meta"]["id"] = name
    (folder / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
    path = folder / f"{name}.json"
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8", newline="\n")
    return path
