"""Report.verify finds what is out of place, names it, and lets right records pass."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bienban.records import (
    Attendee,
    Meeting,
    Organization,
    Provenance,
    RecordError,
    Report,
    Source,
    Span,
    Task,
    TaskList,
    When,
)

EXAMPLES = Path(__file__).parents[2] / "schemas" / "examples"
TEXT = "Ông Lò Văn Pánh giao Ban Quản lý chợ quét vôi, sơn cổng trước ngày 20/11. "
SOURCE = Source(id="s", sha256="0" * 64, media_type="text/plain", length=1)
PROVENANCE = Provenance(pipeline="1", rules="1")


def _report(**fields: Any) -> Report:
    return Report(source=SOURCE, provenance=PROVENANCE, **{"text": TEXT, **fields})


def _task(identifier: str, start: int = 38, end: int = 46, **fields: Any) -> Task:
    task = Task.at(TEXT, start, end, id=identifier, confidence=0.5, method="m", kind="plan")
    return task.model_copy(update=fields)


def test_refusal_names_the_path() -> None:
    document = json.loads((EXAMPLES / "valid" / "every-field.json").read_text(encoding="utf-8"))
    document["attendees"][0]["posts"][0]["organization"]["text"] = "UBND Huyện"
    with pytest.raises(ValidationError, match=r"attendees\[0\]\.posts\[0\]\.organization: says 'UBND Huyện'"):
        Report.model_validate(document)


@pytest.mark.parametrize(
    ("fields", "path"),
    [
        pytest.param({"tasks": (_task("T1"), _task("T1"))}, "tasks[1].id", id="duplicate id"),
        pytest.param({"tasks": (_task("T2"), _task("T1"))}, "tasks[1].id", id="ids run backwards"),
        pytest.param({"tasks": (_task("A1"),)}, "tasks[0].id", id="letter of another list"),
        pytest.param({"tasks": (_task("T1"), _task("T2", 20, 24))}, "tasks[1]", id="not in text order"),
        pytest.param({"tasks": (_task("T1", list_id="L1"),)}, "tasks[0].list_id", id="dangling list"),
        pytest.param({"tasks": (_task("T1", assigner="A3"),)}, "tasks[0].assigner", id="dangling assigner"),
        pytest.param(
            {"tasks": (_task("T1", parent_id="T2"), _task("T2", parent_id="T1"))},
            "tasks[0].parent_id",
            id="circle",
        ),
        pytest.param({"tasks": (_task("T1"),), "text": TEXT[1:]}, "tasks[0]", id="text is another one"),
        pytest.param(
            {"tasks": (_task("T1", due=When.model_construct(start=0, end=3, text="Bà!")),)},
            "tasks[0].due",
            id="due",
        ),
        pytest.param(
            {
                "tasks": (
                    _task(
                        "T1",
                        lead=(
                            Organization.at(TEXT, 21, 37),
                            Organization.model_construct(start=1, end=2, text="x"),
                        ),
                    ),
                )
            },
            "tasks[0].lead[1]",
            id="second of a list",
        ),
        pytest.param({"meeting": Meeting(title=Span(start=0, end=3, text="ông"))}, "meeting.title", id="case differs"),
        pytest.param(
            {"tasks": (_task("T1", product=Span.model_construct(start=-2, end=-1, text=".")),)},
            "tasks[0].product",
            id="a negative place must not wrap round",
        ),
        pytest.param(
            {"tasks": (_task("T1", product=Span.model_construct(start=4, end=4, text="")),)},
            "tasks[0].product",
            id="an empty place",
        ),
    ],
)
def test_verify_refuses(fields: dict[str, Any], path: str) -> None:
    trusted = _report().model_copy(update=fields)
    with pytest.raises(RecordError) as refusal:
        trusted.verify()
    assert refusal.value.path == path


def test_numbers_may_be_missing_but_not_run_back() -> None:
    """A reader who drops items of low confidence keeps the other ids as they are."""
    assert len(_report(tasks=(_task("T2"), _task("T5"))).tasks) == 2


def test_items_may_share_a_place() -> None:
    """One phrase that cites three numbers gives three references."""
    _report(tasks=(_task("T1"), _task("T2")), task_lists=()).verify()


def test_lists_are_taken_and_kept_as_tuples() -> None:
    person = Attendee.at(TEXT, 4, 15, id="A1", confidence=1, method="m", kind="person", roles=["chair"])
    assert person.roles == ("chair",)
    assert _report(attendees=[person]).attendees == (person,)


@st.composite
def _reports(draw: st.DrawFn) -> Report:
    text = draw(st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60))
    place = st.integers(0, len(text) - 1).flatmap(lambda a: st.tuples(st.just(a), st.integers(a + 1, len(text))))
    places = sorted(draw(st.lists(place, max_size=8)))
    heads = sorted(draw(st.lists(place, max_size=2)))
    lists = tuple(TaskList.at(text, *at, id=f"L{n}", confidence=0.25, method="m", found_count=n) for n, at in enumerate(heads, 1))
    known = st.sampled_from([None, *(entry.id for entry in lists)])
    tasks = tuple(
        Task.at(
            text, *at, id=f"T{n}", confidence=draw(st.floats(0, 1)), method="m", kind="agreed",
            list_id=draw(known),
            lead=tuple(Organization.at(text, *draw(place)) for _ in range(draw(st.integers(0, 2)))),
        )
        for n, at in enumerate(places, 1)
    )  # fmt: skip
    return Report(source=SOURCE, provenance=PROVENANCE, text=text, task_lists=lists, tasks=tasks)


@given(_reports(), st.sampled_from([None, 2]))
def test_round_trip(report: Report, indent: int | None) -> None:
    written = report.to_json(indent)
    again = Report.model_validate_json(written)
    assert again == report
    assert again.to_json(indent) == written
    assert Report.model_validate(json.loads(written)) == report


@given(_reports(), st.data())
def test_a_shifted_span_never_passes_unseen(report: Report, data: st.DataObject) -> None:
    if not report.tasks:
        return
    index = data.draw(st.integers(0, len(report.tasks) - 1))
    task = report.tasks[index]
    moved = task.model_copy(update={"text": task.text[:-1] + ("b" if task.text[-1] == "a" else "a")})
    tasks = (*report.tasks[:index], moved, *report.tasks[index + 1 :])
    with pytest.raises(RecordError, match=rf"^tasks\[{index}\]"):
        report.model_copy(update={"tasks": tasks}).verify()


def test_verify_is_linear_in_the_number_of_objects() -> None:
    """A record of sixty objects is a fraction of a millisecond; the bound is wide for slow machines."""
    tasks = tuple(_task(f"T{n}", lead=(Organization.at(TEXT, 21, 37),)) for n in range(1, 61))
    report = _report(tasks=tasks)
    best = min(_seconds(report) for _ in range(20))
    assert best < 0.003


def _seconds(report: Report) -> float:
    begin = time.process_time()
    report.verify()
    return time.process_time() - begin
