"""Saving corrected records: off by default, checked by the corpus's linter, atomic, and under names that nobody chooses."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pytest

import bienban
from bienban.errors import RequestError
from bienban.evaluation.gold import load_gold
from bienban.web.api_gold import Pair, write_gold
from web.support import MARKED, REPORT, ask, talk

META = {"kind": "press", "issuer": "UBND xã Bình Hạ", "author": "văn phòng", "era": 2024}
GOLD = {
    "meta": {**META, "id": "../../etc/x"},
    "meeting": {"kinds": ["briefing"]},
    "attendees": [{"id": "A1", "q": "Ông Lê Văn Tám", "kind": "person"}],
}
NAME = sha256(REPORT.encode()).hexdigest()[:16]


def saved(folder: Path, body: Any, **more: Any) -> httpx.Response:
    return ask("POST", "/api/gold", {"save_dir": folder, **more}, json=body)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_off_unless_the_operator_turns_it_on() -> None:
    answer = ask("POST", "/api/gold", json={"text": REPORT, "gold": GOLD})
    assert (answer.status_code, answer.json()["code"]) == (403, "BB615")


def test_a_pair_is_written_as_the_corpus_has_it(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "gold"
    answer = saved(folder, {"text": REPORT, "gold": GOLD})
    assert (answer.status_code, answer.json()) == (201, {"id": NAME, "files": [f"{NAME}.txt", f"{NAME}.json"], "replaced": False})
    assert names(folder) == [f"{NAME}.json", f"{NAME}.txt"]
    (report,) = load_gold(folder)
    assert (report.report.text, report.meta.id, report.report.attendees[0].text) == (REPORT, NAME, "Ông Lê Văn Tám")


def test_so_is_a_record_as_the_api_gives_it(tmp_path: Path) -> None:
    record = json.loads(bienban.extract(REPORT).to_json())
    answer = saved(tmp_path, {"record": record, "meta": META})
    assert answer.status_code == 201, answer.text
    (report,) = load_gold(tmp_path)
    assert [a.text for a in report.report.attendees] == [a["text"] for a in record["attendees"]]


def test_the_same_text_again_replaces_its_record(tmp_path: Path) -> None:
    async def twice(client: httpx.AsyncClient) -> list[bool]:
        bodies = [{"text": REPORT, "gold": GOLD}, {"text": REPORT, "gold": {**GOLD, "attendees": []}}]
        return [(await client.post("/api/gold", json=body)).json()["replaced"] for body in bodies]

    assert talk(twice, save_dir=tmp_path) == [False, True]
    assert names(tmp_path) == [f"{NAME}.json", f"{NAME}.txt"]
    assert load_gold(tmp_path)[0].report.attendees == ()


RECORD = json.loads(bienban.extract(REPORT).to_json())


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"text": REPORT, "gold": {**GOLD, "attendees": [{"id": "A1", "q": "Lời không có", "kind": "person"}]}}, "BB616"),
        ({"text": REPORT, "gold": {**GOLD, "meta": {"id": "x"}}}, "BB616"),
        ({"text": REPORT, "gold": {**GOLD, "meta": "x"}}, "BB616"),
        ({"text": REPORT, "gold": {**GOLD, "secret": "x"}}, "BB616"),
        ({"text": REPORT, "gold": {}}, "BB616"),
        ({"text": MARKED, "gold": {**GOLD, "attendees": []}}, "BB612"),
        ({"text": "", "gold": GOLD}, "BB101"),
        ({"text": " ", "gold": GOLD}, "BB101"),
        ({"text": REPORT, "gold": []}, "BB602"),
        ({"text": 1, "gold": GOLD}, "BB602"),
        ({"text": REPORT}, "BB602"),
        ({"text": REPORT, "gold": GOLD, "path": "../x"}, "BB602"),
        ([], "BB602"),
        ({"record": [], "meta": META}, "BB602"),
        ({"record": RECORD, "meta": []}, "BB602"),
        ({"record": RECORD, "meta": {}}, "BB616"),
        ({"record": {"text": REPORT}, "meta": META}, "BB618"),
        ({"record": {**RECORD, "text": REPORT.upper()}, "meta": META}, "BB618"),
        ({"record": json.loads(bienban.extract(MARKED).to_json()), "meta": META}, "BB612"),
    ],
)
def test_what_is_wrong_leaves_nothing_behind(tmp_path: Path, body: Any, code: str) -> None:
    answer = saved(tmp_path / "gold", body)
    assert answer.status_code >= 400
    assert answer.json()["code"] == code
    assert "Lời không có" not in answer.text
    assert names(tmp_path / "gold") == []


def test_lone_surrogates_are_no_text(tmp_path: Path) -> None:
    answer = ask(
        "POST",
        "/api/gold",
        {"save_dir": tmp_path},
        content=json.dumps({"text": "\ud800x", "gold": GOLD}),
        headers={"content-type": "application/json"},
    )
    assert (answer.status_code, answer.json()["code"]) == (422, "BB616")
    assert names(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_an_error_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    answer = saved(tmp_path / "file" / "gold", {"text": REPORT, "gold": GOLD})
    assert (answer.status_code, answer.json()["code"]) == (507, "BB617")
    assert str(tmp_path) not in answer.text


def test_a_fault_half_way_leaves_no_half(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("bienban.web.api_gold.os.fsync", full)
    with pytest.raises(RequestError, match="BB617"):
        write_gold(tmp_path, Pair(REPORT, "{}"))
    assert names(tmp_path) == []


def test_other_sites_cannot_save(tmp_path: Path) -> None:
    answer = ask("POST", "/api/gold", {"save_dir": tmp_path}, json={"text": REPORT, "gold": GOLD}, headers={"origin": "http://evil.example"})
    assert (answer.status_code, names(tmp_path)) == (403, [])
