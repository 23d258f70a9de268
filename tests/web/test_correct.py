"""Corrections: each operation gives a verified record, says what changed, and touches nothing else."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bienban
from bienban.errors import RequestError
from bienban.records import VOCABULARIES, Report
from bienban.render.summary import vietnamese_date
from bienban.render.words import words
from bienban.web.correct import OPERATION, Change, Corrected, changed_refs, correct, read_record
from bienban.web.correct_dates import read_date, written_date
from bienban.web.correct_form import correction_form
from bienban.web.correct_shape import LISTS, Kind, fields, item_of, model_of
from processes import SAMPLES

TEXT = (SAMPLES / "so-ket-phoi-hop.txt").read_text(encoding="utf-8")
REPORT = bienban.extract(TEXT)


def done(report: Report = REPORT, changes: tuple[Change, ...] = (), **operation: Any) -> Corrected:
    return correct(report, OPERATION.validate_python(operation), changes)


def at(words: str, text: str = TEXT) -> dict[str, int]:
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


@pytest.mark.parametrize(
    ("id", "values", "path", "expected"),
    [
        ("T1", {"kind": "plan"}, ["tasks", 0, "kind"], "plan"),
        ("T1", {"due.edtf": "20/8/2023"}, ["tasks", 0, "due", "edtf"], "2023-08-20"),
        ("T1", {"due.inferred": True}, ["tasks", 0, "due", "inferred"], True),
        ("T1", {"lead.0.name": "Liên đoàn Lao động huyện Tân Lĩnh"}, ["tasks", 0, "lead", 0, "name"], "Liên đoàn Lao động huyện Tân Lĩnh"),
        ("T1", {"assigner": "A2"}, ["tasks", 0, "assigner"], "A2"),
        ("T1", {"assigner": ""}, ["tasks", 0, "assigner"], None),
        ("T1", {"ordinal": "7"}, ["tasks", 0, "ordinal"], 7),
        ("A1", {"roles": ["chair", "secretary"]}, ["attendees", 0, "roles"], ["chair", "secretary"]),
        ("A1", {"posts.0.title": "Ủy viên Thường vụ"}, ["attendees", 0, "posts", 0, "title"], "Ủy viên Thường vụ"),
        ("R1", {"total": "1.000,5"}, ["results", 0, "total"], 1000.5),
        ("G1", {"quantity.max": "10"}, ["targets", 0, "quantity", "max"], 10),
        ("D1", {"issuers.2.code": "UBND"}, ["documents", 0, "issuers", 2, "code"], "UBND"),
        ("M", {"kinds": ["launch"]}, ["meeting", "kinds"], ["launch"]),
        ("M", {"date.edtf": "2023-07-19"}, ["meeting", "date", "edtf"], "2023-07-19"),
    ],
)
def test_a_value_is_edited_and_nothing_else(id: str, values: dict[str, Any], path: list[Any], expected: Any) -> None:
    corrected = done(op="edit", id=id, values=values)
    before, after = json.loads(REPORT.to_json()), json.loads(corrected.report.to_json())
    found: Any = after
    for step in path:
        found = found[step]
    assert found == expected
    item = before["meeting"] if id == "M" else before[path[0]][path[1]]
    other = after["meeting"] if id == "M" else after[path[0]][path[1]]
    field = next(iter(values)).partition(".")[0]
    assert {k for k in item if item[k] != other[k]} <= {field, "method", "confidence"}
    assert changed_refs(corrected.changes) == {f"{id}.{field}"}
    if id != "M":
        assert (other["method"], other["confidence"]) == ("person.edited", 1.0)
    untouched = {k: v for k, v in after.items() if k != path[0]}
    assert untouched == {k: v for k, v in before.items() if k != path[0]}


def test_saying_what_already_stands_changes_nothing() -> None:
    corrected = done(op="edit", id="T1", values={"kind": REPORT.tasks[0].kind})
    assert corrected.report == REPORT
    assert corrected.changes == ()


@pytest.mark.parametrize(
    ("id", "values"),
    [
        ("T1", {"due.edtf": "31/2/2023"}), ("T1", {"kind": "no such kind"}), ("T1", {"kind": ""}), ("T1", {"assigner": "A99"}),
        ("T1", {"nothing": "x"}),
        ("T99", {"kind": "plan"}), ("R1", {"total": "nhiều"}), ("T1", {"lead.9.name": "x"}), ("D1", {"number": "007"}), ("T1", {"text": "x"}),
        ("T1", {"start": "0"}), ("G1", {"quantity.min": "99", "quantity.max": "1"}),
    ],
)  # fmt: skip
def test_what_makes_no_record_is_refused_and_never_quotes_the_text(id: str, values: dict[str, Any]) -> None:
    with pytest.raises(RequestError) as caught:
        done(op="edit", id=id, values=values)
    assert caught.value.code == "BB619"
    assert TEXT[:20] not in str(caught.value)


def test_values_are_removed_one_by_one_and_those_that_must_stay_do() -> None:
    posts = REPORT.attendees[0].posts
    assert len(posts) == 2
    left = done(op="edit", id="A1", remove=["posts.0"]).report.attendees[0].posts
    assert left == posts[1:]
    assert done(op="edit", id="A1", remove=["posts.0", "posts.1"]).report.attendees[0].posts == ()
    assert done(op="edit", id="T1", remove=["due"]).report.tasks[0].due is None
    with pytest.raises(RequestError):
        done(op="edit", id="G1", remove=["quantity"])


def test_words_become_a_date_with_its_value_and_a_body_with_its_name() -> None:
    due = done(op="mark", ref="T2.due", **at("trong quý IV/2023")).report.tasks[1].due
    assert due is not None
    assert (due.text, due.edtf, due.inferred) == ("trong quý IV/2023", "2023-36", False)
    due = done(op="mark", ref="T2.due", **at("trước ngày 30/11")).report.tasks[1].due
    assert due is not None
    assert (due.edtf, due.inferred) == ("../2023-11-30", True)
    coordinating = done(op="mark", ref="T2.coordinating", **at("Công an huyện")).report.tasks[1].coordinating
    assert [o.text for o in coordinating] == ["Công an huyện"]
    place = done(op="mark", ref="M.place", **at("Hội trường Huyện ủy")).report.meeting.place
    assert place is not None
    assert place.text == "Hội trường Huyện ủy"


def test_blanks_around_selected_words_are_left_out() -> None:
    place = done(op="mark", ref="M.place", **at(" Hội trường ")).report.meeting.place
    assert place is not None
    assert place.text == "Hội trường"


def test_a_new_item_takes_its_place_among_the_others_and_links_follow() -> None:
    corrected = done(op="add", list="attendees", **at("Phan Thanh Tùng", TEXT) | {"end": TEXT.index("Phan Thanh Tùng") + 4})
    assert [a.id for a in corrected.report.attendees] == [f"A{n}" for n in range(1, len(REPORT.attendees) + 2)]
    names = {a.id: a.text for a in REPORT.attendees}
    moved = {a.id: a.text for a in corrected.report.attendees}
    for before, after in zip(REPORT.tasks, corrected.report.tasks, strict=True):
        assert names.get(before.assigner or "") == moved.get(after.assigner or "")
    early = done(op="add", list="attendees", **at("Tin nội bộ"))
    assert early.id == "A1"
    assert early.report.attendees[0].method == "person.added"
    assert early.report.tasks[0].assigner == "A2"
    assert early.report.commitments[0].speaker == "A3"


def test_changes_keep_pointing_at_their_items_when_ids_move() -> None:
    first = done(op="edit", id="T1", values={"kind": "plan"})
    second = correct(first.report, OPERATION.validate_python({"op": "add", "list": "tasks", **at("mở 12 lớp dạy bơi miễn phí")}), first.changes)
    assert second.id == "T1"
    assert {c.ref for c in second.changes} == {"T2.kind", "T1"}
    assert second.report.tasks[1].kind == "plan"


def test_deleting_takes_links_with_it() -> None:
    corrected = done(op="delete", id="A2")
    assert all(c.speaker != "A2" or REPORT.attendees[2].name for c in corrected.report.commitments)
    assert corrected.report.commitments[0].speaker is None
    corrected = done(op="delete", id="L1")
    assert {t.list_id for t in corrected.report.tasks} == {None}
    corrected = done(op="delete", id="T1")
    assert corrected.report.task_lists[0].found_count == REPORT.task_lists[0].found_count - 1
    assert corrected.changes[-1].kind == "deleted"
    assert done(op="delete", id="C2").report.targets[0].commitment_id is None


def test_the_warning_of_a_count_follows_the_count() -> None:
    def counted(report: Report) -> list[str]:
        return [w.code for w in report.warnings if w.code.startswith("declared")]

    assert counted(REPORT) == []
    fewer = done(op="delete", id="T1").report
    (warning,) = [w for w in fewer.warnings if w.code == "declared_count_mismatch"]
    assert (warning.start, warning.end) == (fewer.task_lists[0].start, fewer.task_lists[0].end)
    assert counted(done(fewer, op="delete", id="C1").report) == ["declared_count_mismatch"]
    more = done(fewer, op="add", list="tasks", **at("mở 12 lớp dạy bơi miễn phí")).report
    again = done(more, op="edit", id=next(t.id for t in more.tasks if t.method == "person.added"), values={"list_id": "L1"}).report
    assert counted(again) == []
    none = REPORT
    for _ in REPORT.tasks:
        none = done(none, op="delete", id="T1").report
    assert counted(none) == ["declared_without_list"]


def test_warnings_and_the_own_document_can_go() -> None:
    notice = bienban.extract((SAMPLES / "thong-bao-ket-luan.txt").read_text(encoding="utf-8"))
    assert notice.document is not None
    assert done(notice, op="delete", id="D0").report.document is None
    doubtful = bienban.extract("Chiều 9/7, Hội Cựu chiến binh xã Vĩnh Khê họp sơ kết 6 tháng đầu năm 2026.")
    assert doubtful.warnings
    assert done(doubtful, op="delete", id="W1").report.warnings == doubtful.warnings[1:]


def test_a_target_needs_a_number() -> None:
    with pytest.raises(RequestError, match="quantity"):
        done(op="add", list="targets", **at("chăm lo đời sống văn hóa"))
    target = done(op="add", list="targets", **at("ít nhất 01 mô hình")).report
    added = next(g for g in target.targets if g.method == "person.added")
    assert (added.quantity.min, added.quantity.max, target.text[added.quantity.start : added.quantity.end]) == (1, None, added.quantity.text)


def test_an_item_moves_with_its_first_mention() -> None:
    name = REPORT.attendees[0].text
    moved = done(op="move", id="A1", **at(f"đồng chí {name}"[4:])).report
    assert moved.attendees[0].mentions[0].text == moved.attendees[0].text


@pytest.mark.parametrize("place", [(-1, 3), (3, 3), (5, 2), (0, 10**9)])
def test_places_outside_the_text_are_refused(place: tuple[int, int]) -> None:
    with pytest.raises((RequestError, ValueError)):
        done(op="add", list="tasks", start=place[0], end=place[1])


@pytest.mark.parametrize("change", [{"text": "x"}, {"start": 1}, {"id": "T1"}])
def test_a_tampered_record_is_refused(change: dict[str, Any]) -> None:
    record = json.loads(REPORT.to_json())
    record["tasks"][1].update(change)
    with pytest.raises(RequestError) as caught:
        read_record(record)
    assert caught.value.code == "BB618"
    assert "tasks" in caught.value.message_vi
    with pytest.raises(RequestError):
        read_record({**json.loads(REPORT.to_json()), "text": TEXT + "x" if change else TEXT, "schema_version": "0.9"})


REFS = ["T1.due", "T2.lead", "T3.product", "A1.posts", "A2.mentions", "D1.issuer", "M.date", "M.organizers", "R1.period", "C1.act", "G1.measure"]
IDS = st.builds("{}{}".format, st.sampled_from("ADRLTGC"), st.integers(1, 6))
PLACES = st.builds(lambda start, size: {"start": start, "end": start + size}, st.integers(0, 2200), st.integers(1, 90))
OPERATIONS = st.one_of(
    st.builds(lambda key, place: {"op": "add", "list": key, **place}, st.sampled_from(list(LISTS)), PLACES),
    st.builds(lambda id: {"op": "delete", "id": id}, IDS),
    st.builds(lambda id: {"op": "confirm", "id": id}, IDS),
    st.builds(lambda id, place: {"op": "move", "id": id, **place}, IDS, PLACES),
    st.builds(lambda ref, place: {"op": "mark", "ref": ref, **place}, st.sampled_from(REFS), PLACES),
)


@settings(max_examples=80, deadline=None)
@given(st.lists(OPERATIONS, min_size=1, max_size=8))
def test_any_corrections_lead_to_verified_records_with_ids_in_order(operations: list[dict[str, Any]]) -> None:
    report, changes = REPORT, ()
    for operation in operations:
        try:
            corrected = correct(report, OPERATION.validate_python(operation), changes)
        except RequestError:
            continue
        report, changes = corrected.report, corrected.changes
        report.verify()
        assert Report.model_validate_json(report.to_json()) == report
        for key, (letter, _) in LISTS.items():
            assert [item.id for item in getattr(report, key)] == [f"{letter}{n}" for n in range(1, len(getattr(report, key)) + 1)]
        for found in report.task_lists:
            assert found.found_count == sum(t.list_id == found.id and t.parent_id is None for t in report.tasks)
    assert report.text == TEXT


DATES = st.dates().map(lambda day: day.isoformat())


@given(
    st.one_of(
        DATES,
        DATES.map("../{}".format),
        DATES.map("{}/..".format),
        st.tuples(DATES, DATES).map(sorted).map("/".join),
        DATES.map(lambda d: d[:7]),
        DATES.map(lambda d: d[:4]),
    )
)
def test_a_date_is_read_back_as_it_was_written(value: str) -> None:
    assert read_date(written_date(value)) == value


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("20/8/2023", "2023-08-20"), ("ngày 20/08/2023", "2023-08-20"), ("trước 20/8/2023", "../2023-08-20"),
        ("tháng 8/2023", "2023-08"), ("8/2023", "2023-08"),
        ("quý IV/2023", "2023-36"), ("quý 1 năm 2024", "2024-33"), ("năm 2023", "2023"), ("đến hết năm 2025", "../2025"),
        ("từ 1/2024 đến 9/2024", "2024-01/2024-09"),
        ("14/8", "XXXX-08-14"), ("2023-08-20", "2023-08-20"), ("../2030", "../2030"),
    ],
)  # fmt: skip
def test_dates_are_read_as_people_type_them(typed: str, value: str) -> None:
    assert read_date(typed) == value


@pytest.mark.parametrize("typed", ["mai", "31/2/2023", "13/2023", "quý V/2023", "20/8/2023 30/8/2023", ""])
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=r"edtf|EDTF|calendar"):
        read_date(typed)


def test_every_field_of_the_record_can_be_corrected_or_follows_from_others() -> None:
    every = Report.model_validate_json((SAMPLES.parents[1] / "schemas" / "examples" / "valid" / "every-field.json").read_bytes())
    for language in ("vi", "en"):
        say = words(language)
        for id in ["M", "D0" if every.document else "M", *(item.id for key in LISTS for item in getattr(every, key))]:
            form = correction_form(every, id, say)
            shown = {i.name for i in form.inputs} | {g.path for g in form.groups}
            assert shown | {"mentions"} >= set(fields(type(item_of(every, id))))
            for f in fields(model_of(id)).values():
                assert say(f"field.{f.name}")
                assert f.kind is not Kind.CODE or f.vocabulary in VOCABULARIES


def test_dates_in_forms_read_as_the_page_shows_them() -> None:
    form = correction_form(REPORT, "T1", words("vi"))
    due = next(g for g in form.groups if g.path == "due")
    assert next(i for i in due.parts[0].inputs if i.name == "due.edtf").value == vietnamese_date(
        REPORT.tasks[0].due.edtf if REPORT.tasks[0].due else None
    )
