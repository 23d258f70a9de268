from __future__ import annotations

import unicodedata
from collections.abc import Callable
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from bienban.evaluation.goldcheck import check_gold
from bienban.evaluation.guideline import bare_semicolon
from gold_maker import TEXT, sound, write_pair

Spoil = Callable[[dict[str, Any]], object]


def test_a_sound_folder_has_no_findings(tmp_path: Path) -> None:
    write_pair(tmp_path / "dev")
    assert check_gold(tmp_path) == []


BREACHES: list[tuple[str, Spoil, str]] = [
    ("G101", lambda g: g["tasks"][0].update(q="rà soát danh sách hòa giải viên trước ngày 30/4/2024; (2) tập huấn"), "two clauses in one task"),
    ("G102", lambda g: g["targets"][0].update(q="sẽ họp lại"), "a target begins with a modal"),
    ("G102", lambda g: g["tasks"][0].update(q="thống nhất 2 nhiệm vụ", id="T1") or g["tasks"][1].update(q="sẽ họp lại"), "begins with a modal"),
    ("G103", lambda g: g["tasks"][1].update(q="(2) tập huấn kỹ năng cho các tổ"), "begins with its marker"),
    ("G104", lambda g: g["documents"][0].update(q="Kế hoạch số 12/KH-UBND"), "stops before the date"),
    ("G105", lambda g: g["results"][0].update(q="đã hoàn thành 5/8 nội dung"), "begins with đã"),
    ("G106", lambda g: g["attendees"][2].update(roles=[]), "no role"),
    ("G107", lambda g: g["task_lists"][0].update(found_count=3), "counts a task that is not there"),
    ("G108", lambda g: g["task_lists"][0].update(declared_count=5), "five declared, two found"),
    ("G109", lambda g: g["warnings"].append("declared_count_mismatch"), "a mismatch where there is none"),
    ("G110", lambda g: g["tasks"][1].update(q="tập huấn kỹ năng cho các tổ."), "a full stop inside"),
    ("G111", lambda g: g["attendees"][0].update(q="Đồng chí Phan Văn", mentions=["Đồng chí Phan Văn"]), "half a name"),
    ("G112", lambda g: g["attendees"][1].update(mentions=["bà Nếp"]), "the first mention left out"),
    ("G113", lambda g: g["tasks"][0].update(q="rà soát danh sách hòa giải viên trước ngày 30/4/2024; (2) tập huấn"), "two tasks over the same words"),
    ("G114", lambda g: g["targets"][0]["quantity"].update(q="5/8"), "a figure from another sentence"),
    ("G115", lambda g: g["commitments"][0].update(target_ids=[]), "only the target knows of the link"),
    ("G115", lambda g: g["targets"][0].update(commitment_id=None), "only the commitment knows of the link"),
    ("G116", lambda g: g["attendees"][0].update(given_name="Nếp"), "the given name of another"),
    ("G117", lambda g: g["commitments"][0].update(statement_id="S2"), "statements begin with S1"),
    ("G118", lambda g: g["attendees"][0]["posts"][0].update(title="Giám đốc"), "a title the text does not have"),
    ("G119", lambda g: g["meeting"]["date"].update(q="Ngày 12/3", inferred=True), "the year inferred in silence"),
    ("G121", lambda g: g["task_lists"].append({"id": "L2", "q": "Thay mặt", "found_count": 1}), "a list of nothing"),
    ("G122", lambda g: g["tasks"][0]["due"].update(recurring=True), "a date that comes back and has a value"),
    ("G123", lambda g: g["tasks"][0]["due"].update(edtf="../XXXX-04-30", inferred=True), "an unknown year inferred"),
    ("G124", lambda g: g["meeting"]["date"].update(edtf="XXXX-03-12"), "the year is missing in silence"),
    ("G124", lambda g: g["warnings"].append("year_missing"), "the year is there"),
    ("G125", lambda g: g["targets"][0]["quantity"].update(percent=True), "a percentage of cases"),
    ("G126", lambda g: g["results"][0].update(basis=None), "a ratio of nothing said"),
    ("G126", lambda g: g["results"][0].update(total=None), "half a ratio"),
    ("G126", lambda g: g["results"][0].update(done=None, total=None), "progress without a number"),
    ("G127", lambda g: g["attendees"][2].update(name="trưởng 9 thôn"), "a group with a name"),
    ("G128", lambda g: g["attendees"][1]["mentions"].reverse(), "mentions back to front"),
    ("G129", lambda g: g["documents"][0].update(symbol="12 /KH-UBND"), "a space in a symbol"),
    ("G129", lambda g: g["documents"][0].update(number="13"), "a number the symbol does not hold"),
    ("G130", lambda g: g["results"].append({**g["results"][0], "id": "R2"}), "one place, two results"),
    ("G131", lambda g: g["meta"].update(kind="negative"), "a text that reports no meeting, and a meeting"),
    ("G205", lambda g: g["meta"].update(id="r2"), "named otherwise than its file"),
    ("G132", lambda g: g["tasks"][1].update(id="T3"), "a number left out"),
    ("G132", lambda g: g["results"][0].update(id="R2"), "numbers begin with 1"),
    ("G133", lambda g: g["warnings"].extend(["ordinal_gap", "ordinal_gap"]), "one warning twice"),
    ("G133", lambda g: g["meeting"].update(kinds=["launch", "launch"]), "one kind twice"),
    ("G133", lambda g: g["attendees"][0].update(roles=["chair", "chair"]), "one role twice"),
    ("G133", lambda g: g["attendees"][0].update(mentions=["Phan Văn Gạo", "Phan Văn Gạo"]), "one place mentioned twice"),
    ("G133", lambda g: g["commitments"][0].update(target_ids=["G1", "G1"]), "one target twice"),
    ("G102", lambda g: g["commitments"][0].update(q="sẽ họp lại", target_ids=[]) or g["targets"].clear(), "a pledge begins with a modal"),
    ("G102", lambda g: g["targets"][0].update(q="sẽ họp lại"), "a target begins with a modal"),
    ("G102", lambda g: g["tasks"][0].update(q="thống nhất 2 nhiệm vụ"), "the directing word is outside"),
    ("G108", lambda g: g["task_lists"][0].update(declared_count=5) or g["warnings"].append("declared_without_list"), "the warning of an empty list"),
    ("G109", lambda g: g["warnings"].append("declared_without_list"), "no list is empty"),
    ("G112", lambda g: g["attendees"][1].update(mentions=[]), "no mention at all"),
    ("G118", lambda g: g["attendees"][0].update(honorific_prefix="Giáo sư"), "a title the text does not give him"),
    ("G118", lambda g: g["tasks"][0].update(marker="(7)", ordinal=7), "a marker the text does not have"),
    ("G118", lambda g: g["targets"][0]["quantity"].update(unit="máy bay"), "a unit the text does not have"),
    ("G129", lambda g: g["documents"][0].update(number="2"), "half a number"),
    ("G135", lambda g: g["tasks"][1].update(q="p huấn kỹ năng cho các t"), "cut inside words"),
    ("G135", lambda g: g["documents"][0]["issued"].update(q="5/01/2024"), "cut inside a number"),
    ("G136", lambda g: g["meeting"]["date"].update(edtf="2023-03-12"), "another year than the words say"),
    ("G136", lambda g: g["meeting"]["date"].update(q="Ngày 12/3"), "a year from elsewhere, said to be there"),
    ("G137", lambda g: g["meeting"]["date"].update(edtf="2024-12-03"), "day and month changed over"),
    ("G140", lambda g: g["documents"].append({"id": "D2", "q": "12/KH-UBND", "type": "plan", "symbol": "12/KH-UBND"}), "one document twice"),
    ("G140", lambda g: g["attendees"].append({**g["attendees"][0], "id": "A4", "q": "bà Nếp", "name": "Lò thị Nếp"}), "one person, two attendees"),
    ("G133", lambda g: g["attendees"][0]["posts"].append(g["attendees"][0]["posts"][0]), "one post twice"),
    ("G133", lambda g: g["tasks"][1]["lead"].append({"q": "các tổ"}), "one body twice"),
    ("G133", lambda g: g["meeting"]["organizers"].append("UBND xã Đồng Mít"), "one organiser twice"),
    ("G137", lambda g: g["meeting"]["date"].update(edtf="2024"), "a year for a day"),
    ("G137", lambda g: g["tasks"][0]["due"].pop("edtf"), "no value for a day written in full"),
    ("G149", lambda g: g["attendees"][0].pop("given_name"), "a name without its given name"),
    ("G141", lambda g: g["warnings"].append("year_inferred"), "nothing was inferred"),
    ("G141", lambda g: g["meeting"].pop("date") and g["warnings"].append("year_inferred"), "there is no date"),
    ("G143", lambda g: _negative(g), "a negative text does not say so"),
    ("G145", lambda g: g["warnings"].append("not_a_meeting"), "a meeting that is none"),
    ("G144", lambda g: g["commitments"][0].update(act="thống nhất"), "words of binding from another paragraph"),
    ("G144", lambda g: g["tasks"][1].update(due={"q": "trong năm 2024", "edtf": "2024"}), "a deadline from the paragraph below"),
    ("G146", lambda g: g["tasks"][1].update(q="tập huấn kỹ năng cho các tổ.\nThay mặt Hội Phụ nữ xã"), "two sentences in one task"),
    ("G147", lambda g: g["results"][0].update(done=4), "4 is not in the words"),
    ("G147", lambda g: g["targets"][0]["quantity"].update(min=21, max=21), "21 is not in the words"),
    ("G147", lambda g: g["tasks"][0].update(ordinal=3), "the marker says another number"),
    ("G148", lambda g: g["targets"][0].update(measure="vụ"), "the first occurrence is in another word of another sentence"),
]


def _negative(gold: dict[str, Any]) -> None:
    for key, value in gold.items():
        if isinstance(value, list) or key == "meeting":
            value.clear()
    gold["meta"].update(kind="negative", split="dev")


MISSHAPEN: list[tuple[str, Any, str]] = [
    ("meeting", [], "a list is no meeting"),
    ("meeting", False, "nor is false"),
    ("tasks", {}, "an object is no list"),
    ("targets", "", "an empty string neither"),
    ("warnings", {}, "nor here"),
    ("attendees", 0, "zero is no list"),
]


@pytest.mark.parametrize(("key", "value", "reason"), MISSHAPEN, ids=[f"{row[0]}: {row[2]}" for row in MISSHAPEN])
def test_what_is_empty_and_of_the_wrong_form_is_refused_on_its_line(tmp_path: Path, key: str, value: Any, reason: str) -> None:
    gold = _bare(sound())
    gold[key] = value
    path = write_pair(tmp_path / "dev", gold=gold)
    line = next(n for n, words in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if words.startswith(f' "{key}"'))
    assert [(f.code, f.line) for f in check_gold(tmp_path)] == [("G004", line)], reason


@pytest.mark.parametrize("field", ["confidence", "method", "start"])
def test_what_the_gold_never_writes_is_no_field_of_it(tmp_path: Path, field: str) -> None:
    gold = sound()
    gold["results"][0][field] = {"confidence": 0.4, "method": "rule", "start": 3}[field]
    write_pair(tmp_path / "dev", gold=gold)
    assert "G003" in {f.code for f in check_gold(tmp_path)}


@pytest.mark.parametrize(("name", "value"), [("era", "2024"), ("issuer", " "), ("author", "\n")])
def test_meta_is_read_strictly(tmp_path: Path, name: str, value: str) -> None:
    gold = sound()
    gold["meta"][name] = value
    write_pair(tmp_path / "dev", gold=gold)
    assert "G004" in {f.code for f in check_gold(tmp_path)}


@pytest.mark.parametrize(("before", "after"), [("\ufeff", ""), ("", "\x00"), ("", "\x07")], ids=["mark of byte order", "null", "bell"])
def test_marks_that_nobody_sees_are_refused(tmp_path: Path, before: str, after: str) -> None:
    write_pair(tmp_path / "dev", text=f"{before}{TEXT}{after}")
    assert "G012" in {f.code for f in check_gold(tmp_path)}


@pytest.mark.parametrize("place", ["tset/r2", "dev/more/r2", "r2"])
def test_a_file_where_nobody_reads_it_is_told(tmp_path: Path, place: str) -> None:
    write_pair(tmp_path / "dev")
    write_pair((tmp_path / place).parent, "r2")
    assert {f.code for f in check_gold(tmp_path)} == {"G208"}


def test_a_suffix_in_capitals_is_told(tmp_path: Path) -> None:
    path = write_pair(tmp_path / "dev")
    path.rename(path.with_suffix(".JSON"))
    assert {f.code for f in check_gold(tmp_path)} == {"G002", "G208"}


def test_a_name_is_given_once_in_all_splits(tmp_path: Path) -> None:
    write_pair(tmp_path / "dev")
    write_pair(tmp_path / "test", gold=_bare(_stranger()), text=OTHER_TEXT)
    assert {f.code for f in check_gold(tmp_path)} == {"G209"}


@pytest.mark.parametrize("every", [10, 7, 5])
def test_a_text_with_words_replaced_here_and_there_is_nearly_the_same(tmp_path: Path, every: int) -> None:
    words = TEXT.split(" ")
    assert "G202" in _two(tmp_path, _bare(_stranger()), " ".join(word if n % every else "khác" for n, word in enumerate(words)) + "\n")


def test_a_text_typed_without_accents_is_nearly_the_same(tmp_path: Path) -> None:
    plain = "".join(c for c in unicodedata.normalize("NFD", TEXT.replace("Đ", "D").replace("đ", "d")) if not unicodedata.combining(c))
    assert "G202" in _two(tmp_path, _bare(_stranger()), plain)


def test_days_of_a_range_and_numbers_in_words_are_left_alone(tmp_path: Path) -> None:
    gold = _bare(sound())
    gold["meeting"] = {"date": {"q": "Trong 2 ngày 21-22/7/2022", "edtf": "2022-07-21/2022-07-22"}}
    gold["task_lists"] = [{"id": "L1", "q": "ba việc", "declared_count": 3, "found_count": 0}]
    gold["warnings"] = ["declared_without_list"]
    write_pair(tmp_path / "dev", gold=gold, text="Trong 2 ngày 21-22/7/2022, xã họp bàn ba việc.\n")
    assert {f.code for f in check_gold(tmp_path) if f.severity == "error"} == set()
EXTRA = "Các tổ sẽ họp lại.\n"


@pytest.mark.parametrize(("code", "spoil", "reason"), BREACHES, ids=[f"{row[0]} {row[2]}" for row in BREACHES])
def test_a_breach_of_the_guidelines_is_found(tmp_path: Path, code: str, spoil: Spoil, reason: str) -> None:
    gold = sound()
    path = write_pair(tmp_path, gold=gold, text=TEXT + EXTRA)
    assert check_gold(tmp_path) == []
    spoil(gold)
    name = gold["meta"]["id"]
    write_pair(tmp_path, gold=gold, text=TEXT + EXTRA)
    if name != "r1":
        path.write_text(path.read_text(encoding="utf-8").replace('"id": "r1"', f'"id": "{name}"'), encoding="utf-8")
    assert code in {f.code for f in check_gold(tmp_path)}, reason


def test_a_part_in_another_list_than_its_parent_is_found(tmp_path: Path) -> None:
    gold = sound()
    gold["tasks"][1].update(parent_id="T1", list_id="L2")
    gold["task_lists"].append({"id": "L2", "q": "Thay mặt", "found_count": 0})
    write_pair(tmp_path, gold=gold)
    assert "G120" in {f.code for f in check_gold(tmp_path)}


def test_numbers_in_a_list_share_the_date_of_the_last(tmp_path: Path) -> None:
    cited = "các Kế hoạch số 11, 12/KH-UBND ngày 05/01/2024"
    gold = sound()
    issued = gold["documents"][0]["issued"]
    first = {"id": "D1", "q": "Kế hoạch số 11", "type": "plan", "symbol": "11/KH-UBND", "number": "11", "role": "reported", "issued": issued}
    gold["documents"] = [first, {**gold["documents"][0], "id": "D2", "q": "12/KH-UBND ngày 05/01/2024"}]
    write_pair(tmp_path, gold=gold, text=TEXT.replace("Kế hoạch số 12/KH-UBND ngày 05/01/2024", cited))
    assert check_gold(tmp_path) == []


@pytest.mark.parametrize(("name", "given"), [("Thạch Sa Rây", "Sa Rây"), ("H'Len Niê", "H'Len"), ("Y Blông Êban", "Blông"), ("Lò Thị Nếp", "Nếp")])
def test_a_given_name_may_have_two_syllables_and_stand_before_the_clan(tmp_path: Path, name: str, given: str) -> None:
    gold = sound()
    gold["attendees"][0].update(q=name, name=name, given_name=given, mentions=[name])
    write_pair(tmp_path, gold=gold, text=TEXT.replace("Phan Văn Gạo", name))
    assert "G116" not in {f.code for f in check_gold(tmp_path)}


@pytest.mark.parametrize(
    ("folder", "told", "sound_place"),
    [("negative", "dev", True), ("negative", None, False), ("dev", None, True), ("dev", "dev", True), ("dev", "test", False)],
)
def test_the_split_told_suits_the_folder(tmp_path: Path, folder: str, told: str | None, sound_place: bool) -> None:
    gold = sound()
    gold["meta"].update(split=told)
    write_pair(tmp_path / folder, gold=gold)
    assert {f.code for f in check_gold(tmp_path)} == (set() if sound_place else {"G207"})


def test_an_author_of_a_negative_text_belongs_to_its_split(tmp_path: Path) -> None:
    write_pair(tmp_path / "dev", "a")
    gold = _bare(_stranger())
    gold["meta"].update(author="x1", split="test")
    write_pair(tmp_path / "negative", "b", gold, OTHER_TEXT)
    assert {f.code for f in check_gold(tmp_path)} == {"G204"}


def test_a_name_may_run_over_the_end_of_a_line(tmp_path: Path) -> None:
    gold = sound()
    gold["attendees"][0].update(q="Phan Văn\nGạo", mentions=["Phan Văn\nGạo"])
    write_pair(tmp_path, gold=gold, text=TEXT.replace("Phan Văn Gạo", "Phan Văn\nGạo"))
    assert check_gold(tmp_path) == []


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("rà soát; bổ sung", True),
        ("rà soát (thôn A; thôn B) rồi báo cáo", False),
        ('học tập chuyên đề "dân là gốc; dân là chủ"', False),
        ("học tập chuyên đề “dân là gốc; dân là chủ”; tổng kết", True),
        ("rà soát) ; bổ sung", True),
        ("rà soát", False),
    ],
)
def test_brackets_and_quotation_marks_protect_a_semicolon(text: str, bare: bool) -> None:
    assert bare_semicolon(text) is bare


def _two(tmp_path: Path, second: dict[str, Any], text: str, split: str = "test") -> set[str]:
    write_pair(tmp_path / "dev", "a")
    write_pair(tmp_path / split, "b", second, text)
    return {f.code for f in check_gold(tmp_path)}


def _stranger() -> dict[str, Any]:
    gold = sound()
    gold["meta"].update(issuer="Đài Ngã Ba", author="x2")
    return gold


OTHER_TEXT = "Chiều 03/5/2021, chi bộ thôn Bàu Sen họp thường kỳ bàn việc nạo vét mương và gặt lúa sớm trước mùa mưa bão.\n"


def _bare(gold: dict[str, Any]) -> dict[str, Any]:
    return {"meta": gold["meta"], "meeting": {}}


def test_the_same_text_in_two_splits_is_found(tmp_path: Path) -> None:
    assert "G201" in _two(tmp_path, _stranger(), TEXT)


def test_a_report_with_new_numbers_is_nearly_the_same(tmp_path: Path) -> None:
    text = TEXT.replace("5/8", "6/9").replace("12/3/2024", "14/3/2025").replace("30/4", "15/5").replace("20 vụ", "31 vụ")
    assert "G202" in _two(tmp_path, _bare(_stranger()), text)


def test_a_text_inside_a_longer_one_is_nearly_the_same(tmp_path: Path) -> None:
    long = " ".join(map("".join, product("bdght", "aeiou", "cmnpt", "aeiou")))
    assert "G202" in _two(tmp_path, _bare(_stranger()), f"{long}\n{TEXT}")
    assert "G202" not in _two(tmp_path, _bare(_stranger()), long)


def test_another_text_by_another_author_is_no_leak(tmp_path: Path) -> None:
    assert _two(tmp_path, _bare(_stranger()), OTHER_TEXT) == set()


def test_an_issuer_in_two_splits_is_found(tmp_path: Path) -> None:
    gold = _stranger()
    gold["meta"]["issuer"] = "BÁO  Đồng Mít"
    assert _two(tmp_path, _bare(gold), OTHER_TEXT) == {"G203"}


def test_an_author_in_two_splits_is_found(tmp_path: Path) -> None:
    gold = _stranger()
    gold["meta"]["author"] = "x1"
    assert _two(tmp_path, _bare(gold), OTHER_TEXT) == {"G204"}


def test_within_a_split_issuers_and_authors_may_recur_and_texts_may_not(tmp_path: Path) -> None:
    assert _two(tmp_path, _bare(sound()), OTHER_TEXT, split="dev") == set()
    assert _two(tmp_path, sound(), TEXT, split="dev") == {"G201"}


def test_findings_are_lines_of_file_line_code_and_both_messages(tmp_path: Path) -> None:
    gold = sound()
    gold["attendees"][2]["roles"] = []
    path = write_pair(tmp_path, gold=gold)
    [found] = check_gold(tmp_path)
    assert str(found).startswith(f"{path}:{found.line}: G106 ")
    assert "chưa có vai trò" in str(found)
    assert "has no role" in str(found)
    assert found.severity == "error"
