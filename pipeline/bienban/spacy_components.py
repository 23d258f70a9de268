"""Đường ống spaCy (spaCy pipeline): the same stages as components, over underthesea's words.

Every stage is a component of its own, ``bienban_layout`` to ``bienban_quality``, that reads and fills the analysis
on ``doc._.bienban``; ``bienban_report`` assembles it into ``doc._.report``. Replace, drop or add components as in
any spaCy pipeline.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from spacy.lang.xx import MultiLanguage
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import filter_spans
from srsly.msgpack import msgpack_decoders, msgpack_encoders

from bienban.extractor import STAGES, Stage, finish, read_input, reads, start_analysis
from bienban.language.analysis import Analysis
from bienban.language.segmenter import Segmenter
from bienban.language.spacy_tokenizer import VietnameseTokenizer
from bienban.records import Report

SPAN_KEYS = {
    "attendees": "attendee", "documents": "document", "results": "result", "task_lists": "task_list", "tasks": "task",
    "targets": "target", "commitments": "commitment",
}  # fmt: skip
"""Lists of the report, and the label their items have in ``doc.spans["bienban"]``."""
_PACKED = "__bienban_report__"


def canonical(text: str) -> str:
    """Văn bản chuẩn: ``text`` in the form the pipeline's Docs must have (legacy encodings converted, NFC, LF)."""
    return read_input(text).canonical.text


def _register_extensions() -> None:
    for name in ("bienban", "report"):
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=None)


def _component(stage: Stage) -> Callable[[Doc], Doc]:
    def component(doc: Doc) -> Doc:
        analysis: Analysis | None = doc._.bienban
        if analysis is None:
            analysis = doc._.bienban = start_analysis(doc.text)
        if reads(analysis, stage):
            stage.run(analysis)
        return doc

    return component


def report_component(doc: Doc) -> Doc:
    """Bản ghi: put the verified report on ``doc._.report`` and its items into ``doc.spans["bienban"]``.

    The Doc's text must be canonical (NFC, LF): spans of the report are offsets of ``doc.text``. A Doc without any
    text gets no report, as it gets no entities from other components.
    """
    if not doc.text or doc.text.isspace():
        return doc
    given = read_input(doc.text)
    if given.canonical.text != doc.text:
        raise ValueError("the Doc's text is not canonical: give nlp() canonical(text), or use bienban.extract(text)")
    analysis = doc._.bienban if doc._.bienban is not None else start_analysis(doc.text)
    report = finish(analysis, given.source, given.notes)
    doc._.report = report
    doc.spans["bienban"] = [span for key, label in SPAN_KEYS.items() for span in _spans(doc, report, key, label)]
    doc.ents = filter_spans(span for span in doc.spans["bienban"] if span.label_ in ("attendee", "document"))
    return doc


def _spans(doc: Doc, report: Report, key: str, label: str) -> list[Span]:
    found = []
    for item in getattr(report, key):
        span = doc.char_span(item.start, item.end, label=label, span_id=item.id, alignment_mode="expand")
        if span is not None:
            found.append(span)
    return found


def _packed(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    """A report travels inside a serialised Doc as its JSON; the analysis behind it stays where it was made."""
    if isinstance(value, Report):
        return {_PACKED: value.to_json()}
    if isinstance(value, Analysis):
        return None
    return value if chain is None else chain(value)


def _unpacked(value: Any, chain: Callable[[Any], Any] | None = None) -> Any:
    if isinstance(value, dict) and _PACKED in value:
        return Report.model_validate_json(value[_PACKED])
    return value if chain is None else chain(value)


def register() -> None:
    """Đăng ký các thành phần: make the components known to spaCy; done by :func:`load`.

    Also teaches spaCy to serialise the report with its Doc (``DocBin`` with user data, ``nlp.pipe(n_process=2)``).
    """
    _register_extensions()
    msgpack_encoders.register("bienban", func=_packed)
    msgpack_decoders.register("bienban", func=_unpacked)
    for stage in STAGES:
        name = f"bienban_{stage.name}"
        if not Language.has_factory(name):
            Language.component(name, func=_component(stage))
    if not Language.has_factory("bienban_report"):
        Language.component("bienban_report", func=report_component, assigns=["doc._.report", "doc.spans"])


def load(*, exclude: tuple[str, ...] = ()) -> Language:
    """Nạp đường ống: a spaCy ``Language`` whose Docs carry the record on ``doc._.report``, and its items in ``doc.spans["bienban"]``.

    ``exclude`` leaves stages out by component name (``bienban_results``). Tokens are the words of underthesea's model.
    A Doc without words has the report ``None``; a text of more than spaCy's 1,000,000 characters is a ``ValueError`` of spaCy.
    """
    register()
    nlp = MultiLanguage(meta={"name": "bienban", "lang": "vi"})
    nlp.tokenizer = VietnameseTokenizer(nlp.vocab, Segmenter.load())
    for stage in STAGES:
        if f"bienban_{stage.name}" not in exclude:
            nlp.add_pipe(f"bienban_{stage.name}")
    nlp.add_pipe("bienban_report")
    return nlp
