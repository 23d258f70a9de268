"""The spaCy pipeline: the same record as extract(), and components that can be taken out, replaced and added."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import bienban
from bienban.extractor import STAGES
from bienban.language.analysis import Analysis
from bienban.spacy_components import SPAN_KEYS, canonical
from processes import SAMPLES

TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))}
TEXT = "Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì."
NAMES = [f"bienban_{stage.name}" for stage in STAGES]


@pytest.fixture(scope="module")
def nlp() -> Language:
    return bienban.load()


def test_components_and_their_order(nlp: Language) -> None:
    assert nlp.pipe_names == [*NAMES, "bienban_report"]


@pytest.mark.parametrize("name", TEXTS)
def test_the_record_is_that_of_extract(nlp: Language, name: str) -> None:
    assert nlp(TEXTS[name])._.report == bienban.extract(TEXTS[name])


@pytest.mark.parametrize("text", [*TEXTS.values(), "Hoà  bình\t,\nthuỷ  lợi. ", "", " \n"])
def test_the_text_is_untouched(nlp: Language, text: str) -> None:
    doc = nlp(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


@pytest.mark.parametrize("name", TEXTS)
def test_spans_are_the_items_of_the_record(nlp: Language, name: str) -> None:
    doc = nlp(TEXTS[name])
    report = doc._.report
    items = {item.id: item for key in SPAN_KEYS for item in getattr(report, key)}
    spans = {span.id_: span for span in doc.spans["bienban"]}
    assert set(spans) == set(items)
    for id_, span in spans.items():
        assert span.start_char <= items[id_].start
        assert items[id_].end <= span.end_char


def test_pipe_gives_reports_in_order(nlp: Language) -> None:
    docs = nlp.pipe(TEXTS.values(), batch_size=2)
    assert [doc._.report for doc in docs] == [bienban.extract(text) for text in TEXTS.values()]


def test_context_travels_with_its_text(nlp: Language) -> None:
    pairs = list(nlp.pipe([(TEXT, "a"), ("", "b")], as_tuples=True))
    assert [(doc._.report is not None, context) for doc, context in pairs] == [(True, "a"), (False, "b")]


def test_a_component_left_out_leaves_its_part_empty() -> None:
    without = bienban.load(exclude=("bienban_people",))
    assert without.pipe_names == [name for name in [*NAMES, "bienban_report"] if name != "bienban_people"]
    assert not without(TEXT)._.report.attendees
    assert bienban.extract(TEXT).attendees


def test_a_component_can_be_replaced() -> None:
    @Language.component("test_no_people")
    def no_people(doc: Doc) -> Doc:
        analysis: Analysis = doc._.bienban
        analysis.parties.clear()
        return doc

    nlp = bienban.load()
    nlp.replace_pipe("bienban_people", "test_no_people")
    report = nlp(TEXT)._.report
    assert not report.attendees
    assert report.meeting.date is not None


def test_a_component_added_last_sees_the_report() -> None:
    @Language.component("test_count")
    def count(doc: Doc) -> Doc:
        doc.user_data["attendees"] = len(doc._.report.attendees)
        return doc

    nlp = bienban.load()
    nlp.add_pipe("test_count", last=True)
    assert nlp(TEXT).user_data["attendees"] == 1


def test_loading_twice_gives_two_pipelines() -> None:
    first, second = bienban.load(), bienban.load()
    first.remove_pipe("bienban_people")
    assert "bienban_people" in second.pipe_names


@pytest.mark.parametrize(("text", "reason"), [("Hòa bình", "decomposed letters"), ("Dòng một\r\nDòng hai", "Windows line ends")])
def test_text_that_is_not_canonical_is_refused_with_the_remedy(nlp: Language, text: str, reason: str) -> None:
    import unicodedata

    given = unicodedata.normalize("NFD", text)
    with pytest.raises(ValueError, match="canonical"):
        nlp(given)
    assert nlp(canonical(given))._.report == bienban.extract(canonical(given)), reason


def test_a_stored_doc_keeps_its_report(nlp: Language, tmp_path: Path) -> None:
    doc = nlp(TEXT)
    path = tmp_path / "docs.spacy"
    DocBin(docs=[doc], store_user_data=True).to_disk(path)
    (again,) = DocBin(store_user_data=True).from_disk(path).get_docs(nlp.vocab)
    assert again._.report == doc._.report
    assert again._.bienban is None


@pytest.mark.slow
def test_several_processes_give_the_same_reports(nlp: Language) -> None:
    docs = nlp.pipe(TEXTS.values(), n_process=2, batch_size=2)
    assert [doc._.report for doc in docs] == [bienban.extract(text) for text in TEXTS.values()]
