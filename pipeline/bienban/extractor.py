"""Bộ trích xuất (extractor): a text in, a verified report out, by stages that can be replaced or added to.

The stages are plain functions over one :class:`~bienban.language.analysis.Analysis`; the spaCy pipeline of
:func:`bienban.load` runs the very same functions as components. Nothing here imports spaCy, so that one report on
the command line does not wait for it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final, Literal, NamedTuple

from bienban.assemble.build import build_report
from bienban.assemble.warnings import MESSAGES
from bienban.errors import BienbanError, InputError, InternalError, LimitError
from bienban.language.analysis import Analysis
from bienban.language.cues import cue_index
from bienban.language.layout import lay_out
from bienban.language.organizations import find_organizations
from bienban.language.quantities import find_quantities
from bienban.language.times import find_times
from bienban.model import stage as learned
from bienban.model.weights import Model
from bienban.readers.plain import PlainReader, read_string
from bienban.records import Provenance, Report, ReportWarning, Source
from bienban.rules.deadlines import find_deadlines
from bienban.rules.documents import find_documents
from bienban.rules.meeting import find_meeting
from bienban.rules.people import find_people
from bienban.rules.quality import check_quality, is_unaccented, is_vietnamese
from bienban.rules.results import find_results
from bienban.rules.scope import check_scope
from bienban.rules.statements import read_statements
from bienban.rules.targets import find_targets
from bienban.text.canonical import Canonical, canonicalize
from bienban.text.limits import MOST_BYTES, MOST_CHARACTERS
from bienban.text.notices import shifted
from bienban.text.reflow import wraps
from bienban.text.shadow import Shadow
from bienban.version import RULES_VERSION, __version__


class Stage(NamedTuple):
    """Một chặng: its stable name and what it does to the analysis."""

    name: str
    run: Callable[[Analysis], None]


STAGES: tuple[Stage, ...] = (
    Stage("layout", lay_out),
    Stage("times", find_times),
    Stage("quantities", find_quantities),
    Stage("organizations", find_organizations),
    Stage("documents", find_documents),
    Stage("people", find_people),
    Stage("meeting", find_meeting),
    Stage("scope", check_scope),
    Stage("statements", read_statements),
    Stage("clauses", learned.judge),
    Stage("deadlines", find_deadlines),
    Stage("targets", find_targets),
    Stage("results", find_results),
    Stage("quality", check_quality),
    Stage("confidence", learned.calibrate),
)
DEFAULT: Final = "default"
"""The model that ``BIENBAN_MODEL`` names, else that of the package."""


_BARE_STAGES = ("layout", "times", "documents")
_ANY_STAGES = ("quality",)
"""A document is marked as secret in any language."""
_BARE_MESSAGES = (
    "Văn bản tiếng Việt không có dấu: chỉ đọc được ký hiệu văn bản và ngày viết bằng số.",
    "Vietnamese without its marks: only document symbols and days written in figures are read.",
)


class Input(NamedTuple):
    """Văn bản vào: canonical text with what the record says about its source."""

    canonical: Canonical
    source: Source
    notes: tuple[ReportWarning, ...]


class Failure(NamedTuple):
    """Một văn bản không trích xuất được: its identifier and the error."""

    id: str
    error: BienbanError


def read_input(text: str | bytes, *, name: str | None = None, id: str | None = None) -> Input:
    """Giải mã và chuẩn hóa: canonical text and source of a string or of the bytes of a text file.

    Raises :class:`~bienban.errors.InputError` for what is no text, :class:`~bienban.errors.LimitError` over the limit,
    ``TypeError`` for what is neither string nor bytes.
    """
    if not isinstance(text, str | bytes):
        raise TypeError(f"text must be str or bytes, not {type(text).__name__}")
    if isinstance(text, bytes):
        if len(text) > MOST_BYTES:
            raise LimitError.too_large(len(text), MOST_BYTES)
        data, reading = text, PlainReader().read(text)
    else:
        if len(text) > MOST_CHARACTERS:
            raise LimitError.too_long(len(text), MOST_CHARACTERS)
        data, reading = text.encode("utf-8", "surrogatepass"), read_string(text)
    canonical = canonicalize(reading.text)
    if not canonical.text or canonical.text.isspace():
        raise InputError.empty()
    if len(canonical.text) > MOST_CHARACTERS:
        raise LimitError.too_long(len(canonical.text), MOST_CHARACTERS)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(
        id=id or digest[:16], name=name, sha256=digest, media_type=reading.media_type, encoding=reading.encoding, length=len(data)
    )
    return Input(canonical, source, (*shifted(reading.notes, canonical.map), *canonical.notes))


def analyse(text: str, stages: Iterable[Stage] = STAGES) -> Analysis:
    """Phân tích: run the stages over canonical text.

    Vietnamese without its marks only gets the finders that need none; text in another language is only looked through for a
    secrecy marking.
    """
    analysis = start_analysis(text)
    for stage in stages:
        if reads(analysis, stage):
            stage.run(analysis)
    return analysis


def reads(analysis: Analysis, stage: Stage) -> bool:
    """Whether ``stage`` can read the text (chặng đọc được văn bản)."""
    return analysis.vietnamese or stage.name in _ANY_STAGES or (stage.name in _BARE_STAGES and is_unaccented(analysis.folded))


def start_analysis(text: str) -> Analysis:
    """Bản phân tích trống: the shadow and the cues of canonical text."""
    shadow = Shadow(text, wraps(text))
    return Analysis(shadow, cue_index().scan(shadow.folded), vietnamese=is_vietnamese(shadow.folded))


def finish(analysis: Analysis, source: Source, notes: Iterable[ReportWarning] = ()) -> Report:
    """Kết thúc: the verified report of an analysis that all stages have seen."""
    notices = [*notes]
    if not analysis.vietnamese and is_unaccented(analysis.folded):
        vi, en = _BARE_MESSAGES
        notices.append(ReportWarning(code="encoding_damaged", message_vi=vi, message_en=en))
    elif not analysis.vietnamese:
        vi, en = MESSAGES["language_not_vi"]
        notices.append(ReportWarning(code="language_not_vi", message_vi=vi, message_en=en))
    return build_report(analysis, source, provenance(analysis.model), notices)


def provenance(model: str | None = None) -> Provenance:
    """Xuất xứ: the versions of program and rules, and of the model that was asked, if one was."""
    return Provenance(pipeline=__version__, rules=RULES_VERSION, model=model)


def stages_with(stages: Iterable[Stage], model: Model | str | Path | None) -> tuple[Stage, ...]:
    """Các chặng với mô hình (stages with a model): the learned ones bound to ``model``, or left out for ``None``.

    Raises :class:`~bienban.errors.BienbanError` for a model that is missing (BB402) or cannot be used (BB303).
    """
    if model is None:
        return tuple(stage for stage in stages if stage.name not in learned.STAGES)
    found = learned.find_model(model)
    return tuple(Stage(stage.name, learned.bound(stage.name, found)) if stage.name in learned.STAGES else stage for stage in stages)


class Extractor:
    """Bộ trích xuất: call it with a text, get its report, as :func:`extract`. Stateless, so one may serve many texts and threads.

    ``stages`` are the named steps of the work, in order. ``model`` is a folder made by ``bienban train``, a loaded model,
    or None for rules alone. Raises :class:`~bienban.errors.BienbanError` for a model that is missing (BB402) or cannot be
    used (BB303).
    """

    def __init__(self, stages: Iterable[Stage] = STAGES, *, model: Model | str | Path | Literal["default"] | None = DEFAULT) -> None:
        self.stages = tuple(stages) if model == DEFAULT else stages_with(stages, model)

    def __call__(self, text: str | bytes, *, name: str | None = None, id: str | None = None) -> Report:
        """The report of one text; errors as in :func:`read_input`."""
        given = read_input(text, name=name, id=id)
        return finish(analyse(given.canonical.text, self.stages), given.source, given.notes)

    def replaced(self, name: str, run: Callable[[Analysis], None]) -> Extractor:
        """A copy with one stage replaced; ``KeyError`` when there is none of that name."""
        if name not in {stage.name for stage in self.stages}:
            raise KeyError(name)
        return Extractor(Stage(name, run) if stage.name == name else stage for stage in self.stages)

    def stream(self, texts: Iterable[str | bytes | tuple[str, str | bytes]]) -> Iterator[Report | Failure]:
        """Reports of many texts, lazily and in order; a text that fails yields a :class:`Failure`, the rest goes on.

        An element is a text or a pair ``(id, text)``.
        """
        for index, item in enumerate(texts):
            id, text = item if isinstance(item, tuple) else (None, item)
            try:
                yield self(text, id=id)
            except BienbanError as error:
                yield Failure(id or str(index), error)
            except Exception as error:  # noqa: BLE001 - a fault in one text must not end the stream
                yield Failure(id or str(index), InternalError.of("BB502", reason=type(error).__name__))


def extract(text: str | bytes, *, name: str | None = None, id: str | None = None) -> Report:
    """Trích xuất một báo cáo: the verified record of one Vietnamese meeting report.

    ``text`` is a string, or the bytes of a text file in any encoding Vietnamese offices used; at most 8,000,000 bytes
    and 2,000,000 characters. ``name`` and ``id`` go to ``source``; without ``id`` it is the first 16 hexadecimal digits
    of the SHA-256. Offsets of the record count Unicode code points of ``report.text``, from 0, end exclusive.

    Raises :class:`~bienban.errors.InputError` (BB101 empty, BB103 to BB105 no plain text), and
    :class:`~bienban.errors.LimitError` (BB201 bytes, BB202 characters), both of them ``BienbanError``; ``TypeError``
    for what is neither string nor bytes. The same text gives the same record; nothing is written, sent or logged.
    """
    return _DEFAULT(text, name=name, id=id)


def stream(texts: Iterable[str | bytes | tuple[str, str | bytes]]) -> Iterator[Report | Failure]:
    """Trích xuất nhiều báo cáo: a record, or a :class:`Failure`, for each text, lazily and in order.

    An element is a text or a pair ``(id, text)``, a text being what :func:`extract` takes; nothing is raised for one that fails.
    """
    return _DEFAULT.stream(texts)


_DEFAULT = Extractor()
