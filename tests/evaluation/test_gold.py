from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bienban.evaluation.findings import MESSAGES, WARNINGS, GoldError
from bienban.evaluation.gold import gold_files, load_gold, read_draft
from gold_maker import TEXT, sound, write_pair

Spoil = Callable[[dict[str, Any]], object]


def test_quotes_become_spans(tmp_path: Path) -> None:
    write_pair(tmp_path / "dev")
    [gold] = load_gold(tmp_path)
    report = gold.report
    assert (gold.name, gold.split, gold.meta.issuer) == ("r1", "dev", "Báo Đồng Mít")
    assert report.text == TEXT
    assert [task.text for task in report.tasks] == ["rà soát danh sách hòa giải viên trước ngày 30/4/2024", "tập huấn kỹ năng cho các tổ"]
    assert report.tasks[0].due is not None
    assert report.tasks[0].due.start == TEXT.index("trước ngày 30/4")
    report.verify()


def test_the_second_occurrence_is_the_second(tmp_path: Path) -> None:
    gold = sound()
    gold["meeting"]["topic"] = {"q": "hòa giải", "n": 2}
    write_pair(tmp_path, gold=gold)
    [read] = load_gold(tmp_path)
    assert read.report.meeting.topic is not None
    assert read.report.meeting.topic.start == TEXT.index("hòa giải", TEXT.index("hòa giải") + 1)


def test_the_body_of_a_post_is_looked_for_inside_the_post_first(tmp_path: Path) -> None:
    gold = sound()
    write_pair(tmp_path, gold=gold)
    [read] = load_gold(tmp_path)
    body = read.report.attendees[0].posts[0].organization
    assert body is not None
    assert TEXT.index("UBND xã") < body.start, "its first occurrence in the text names the organiser"
    assert read.report.attendees[0].posts[0].start < body.start


def _set(*steps: Any) -> Spoil:
    """The last step is the value put at the path of the others."""
    *path, key, value = steps

    def spoil(gold: dict[str, Any]) -> None:
        place: Any = gold
        for step in path:
            place = place[step]
        place[key] = value

    return spoil


CORRUPTIONS: list[tuple[Spoil, str, str, str]] = [
    (_set("tasks", 0, "q", "rà soát mọi thứ"), "G005", "tasks[0]", "words that are not in the text"),
    (_set("meeting", "topic", {"q": "hòa giải", "n": 9}), "G006", "meeting.topic", "fewer occurrences than that"),
    (_set("tasks", 0, "due", "edtf", "2024-02-30"), "G004", "tasks[0].due.edtf", "no such day"),
    (_set("tasks", 0, "kind", "wish"), "G004", "tasks[0].kind", "no word of the vocabulary"),
    (_set("attendees", 0, "roles", ["boss"]), "G004", "attendees[0].roles[0]", "no role of the vocabulary"),
    (_set("tasks", 0, "list_id", "L9"), "G010", "tasks[0].list_id", "a link to nowhere"),
    (_set("commitments", 0, "speaker", "A9"), "G010", "commitments[0].speaker", "a speaker who is not there"),
    (_set("targets", 0, "commitment_id", "C7"), "G010", "targets[0].commitment_id", "a commitment that is not there"),
    (_set("tasks", 0, "parent_id", "T2"), "G011", "tasks[0].parent_id", "a parent that comes later"),
    (_set("tasks", 1, "id", "T1"), "G008", "tasks[1].id", "an id given twice"),
    (_set("tasks", 1, "id", "X2"), "G007", "tasks[1].id", "the letter of no list"),
    (lambda g: g["tasks"].reverse() or [t.update(id=f"T{n}") for n, t in enumerate(g["tasks"], 1)], "G009", "tasks[1]", "out of text order"),
    (_set("tasks", 0, "deadline", "x"), "G003", "tasks[0].deadline", "a field the record does not have"),
    (_set("tasks", 0, "start", 3), "G003", "tasks[0].start", "offsets are not written by hand"),
    (_set("tasks", 0, "q", ""), "G004", "tasks[0]", "an empty quote"),
    (_set("tasks", 0, "n", 0), "G004", "tasks[0].n", "occurrences count from 1"),
    (_set("tasks", 0, "lead", "các tổ"), "G004", "tasks[0].lead", "one body where a list belongs"),
    (_set("warnings", ["late"]), "G004", "warnings[0]", "no warning code"),
    (_set("meta", "kind", "poem"), "G004", "meta.kind", "no kind of report"),
    (lambda g: g.pop("meta") and g.update(meta={"id": "r1"}), "G004", "meta.kind", "no kind at all"),
    (_set("targets", 0, "quantity", "min", 30), "G004", "targets[0].quantity", "bounds the wrong way round"),
    (_set("summary", "x"), "G003", "summary", "a part no record has"),
]


@pytest.mark.parametrize(("spoil", "code", "path", "reason"), CORRUPTIONS, ids=[row[3] for row in CORRUPTIONS])
def test_a_corrupted_gold_file_is_refused_with_line_and_reason(tmp_path: Path, spoil: Spoil, code: str, path: str, reason: str) -> None:
    gold = sound()
    spoil(gold)
    file = write_pair(tmp_path, gold=gold)
    with pytest.raises(GoldError) as caught:
        load_gold(tmp_path)
    found = [f for f in caught.value.findings if f.code == code and f.message_en.startswith(f"{path}:")]
    assert found, [str(f) for f in caught.value.findings]
    line = file.read_text(encoding="utf-8").splitlines()[found[0].line - 1]
    last = path.rsplit(".", 1)[-1].split("[")[0]
    inside_list = path.endswith("]")
    assert last in line or inside_list or last in ("kind", "n"), f"line {found[0].line}: {line}"
    assert found[0].file == str(file)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    gold = sound()
    gold["tasks"][0]["kind"] = "wish"
    gold["results"][0]["q"] = "không có câu này"
    draft = read_draft(write_pair(tmp_path, gold=gold))
    assert {f.code for f in draft.problems} == {"G004", "G005"}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "G013", 1),
        ("một\nhai\r\nba".encode(), "G012", 2),
        ("mo\u0323t".encode(), "G012", 1),
        ("một\n".encode() + b"\xff", "G012", 2),
    ],
    ids=["empty", "CR LF", "not NFC", "not UTF-8"],
)
def test_a_text_that_is_not_canonical_is_refused(tmp_path: Path, data: bytes, code: str, line: int) -> None:
    path = write_pair(tmp_path)
    path.with_suffix(".txt").write_bytes(data)
    problems = read_draft(path).problems
    assert (code, line) in {(f.code, f.line) for f in problems if f.file.endswith(".txt")}


@pytest.mark.parametrize("suffix", [".txt", ".json"])
def test_half_a_pair_is_refused(tmp_path: Path, suffix: str) -> None:
    write_pair(tmp_path / "dev").with_suffix(suffix).unlink()
    with pytest.raises(GoldError) as caught:
        load_gold(tmp_path)
    assert [f.code for f in caught.value.findings] == ["G002"]


def test_malformed_json_names_its_line(tmp_path: Path) -> None:
    path = write_pair(tmp_path)
    text = path.read_text(encoding="utf-8").replace('"results": [', '"results": [,', 1)
    path.write_text(text, encoding="utf-8")
    [problem] = read_draft(path).problems
    expected = next(n for n, line in enumerate(text.splitlines(), 1) if '"results": [,' in line)
    assert (problem.code, problem.line) == ("G001", expected)


def test_an_empty_folder_is_no_gold(tmp_path: Path) -> None:
    with pytest.raises(GoldError):
        load_gold(tmp_path)


def test_splits_are_chosen_by_name(tmp_path: Path) -> None:
    for split in ("train", "dev", "test"):
        write_pair(tmp_path / split, name=f"{split}-1")
    assert [gold.name for gold in load_gold(tmp_path, ["dev"])] == ["dev-1"]
    assert [split for split, _ in gold_files(tmp_path)] == ["train", "dev", "test"]
    assert gold_files(tmp_path, ["dev"]) == [("dev", tmp_path / "dev" / "dev-1.json")]


def _negative(split: str | None) -> dict[str, Any]:
    meta = {**sound()["meta"], "kind": "negative", "issuer": f"Báo {split}", "author": f"n-{split}"}
    return {"meta": meta if split is None else {**meta, "split": split}, "meeting": {}, "warnings": ["not_a_meeting"]}


def test_a_text_that_reports_no_meeting_goes_with_the_split_it_names(tmp_path: Path) -> None:
    for split in ("train", "dev", "test"):
        write_pair(tmp_path / split, f"{split}-1")
        write_pair(tmp_path / "negative", f"neg-{split}", _negative(split))
    assert [(gold.split, gold.name) for gold in load_gold(tmp_path, ["dev"])] == [("dev", "dev-1"), ("dev", "neg-dev")]
    assert {gold.name: gold.split for gold in load_gold(tmp_path)} == {
        f"{stem}{split}{end}": split for split in ("train", "dev", "test") for stem, end in (("", "-1"), ("neg-", ""))
    }
    assert gold_files(tmp_path / "negative", ["test"]) == [("test", tmp_path / "negative" / "neg-test.json")]


@pytest.mark.parametrize("damage", ["no split", "broken JSON", "no JSON"])
def test_a_negative_text_whose_split_is_not_known_is_overlooked_by_no_split(tmp_path: Path, damage: str) -> None:
    path = write_pair(tmp_path / "negative", "neg-1", _negative(None))
    if damage == "broken JSON":
        path.write_text("{", encoding="utf-8")
    elif damage == "no JSON":
        path.unlink()
    assert gold_files(tmp_path, ["dev"]) == gold_files(tmp_path, ["test"]) == [("negative", path)]


def test_messages_are_given_in_both_languages() -> None:
    assert all(message.vi and message.en and message.vi != message.en for message in MESSAGES.values())
    assert MESSAGES.keys() >= WARNINGS
