"""Mốc so sánh (baselines): what one gets without this library, judged in the same way.

``rules``: this library without its model.
``underthesea``: its named entities alone, persons as attendees and organisations as bodies that were there.
``regex``: an afternoon's work with about thirty plain patterns (:mod:`bienban.evaluation.baseline_patterns`).
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from bienban.evaluation.gold import LISTS, GoldReport
from bienban.records import Meeting, Report
from bienban.records.report import Provenance, Source

Predictor = Callable[[GoldReport], Report]
_Found = Sequence[Mapping[str, Any]]


def extractor_predictor(model: Path | None = None) -> Predictor:
    """Bộ trích xuất (the extractor): rules and model together; ``model`` is a folder made by ``bienban train``."""
    from bienban.extractor import DEFAULT, Extractor

    extractor = Extractor(model=model if model is not None else DEFAULT)
    return lambda gold: extractor(gold.report.text, id=gold.name)


def rules_predictor() -> Predictor:
    """Quy tắc không mô hình (rules without model)."""
    from bienban.extractor import Extractor

    extractor = Extractor(model=None)
    return lambda gold: extractor(gold.report.text, id=gold.name)


def regex_predictor() -> Predictor:
    """Biểu thức chính quy (plain patterns)."""
    from bienban.evaluation.baseline_patterns import find_all

    def predict(gold: GoldReport) -> Report:
        meeting, lists = find_all(gold.report.text)
        return assemble(gold.report.text, "regex", meeting, lists)

    return predict


def underthesea_predictor() -> Predictor:
    """Thực thể của underthesea (its named entities); importing it takes about a second, which is why it is done here."""
    with _logging_kept():
        from underthesea import ner

        ner("Hà Nội")

    def predict(gold: GoldReport) -> Report:
        text = gold.report.text
        entities = [entity for start, line in _lines(text) for entity in _entities(text, start, ner(line))]
        attendees: list[dict[str, Any]] = []
        seen: set[str] = set()
        for label, start, end in entities:
            words = text[start:end]
            if label in ("PER", "ORG") and words not in seen:
                seen.add(words)
                person = {"kind": "person", "name": words} if label == "PER" else {"kind": "organization"}
                attendees.append({"start": start, "end": end, "roles": ("attendee",), **person})
        return assemble(text, "underthesea", {}, {"attendees": attendees})

    return predict


PREDICTORS: Mapping[str, Callable[[], Predictor]] = {
    "bienban": extractor_predictor, "rules": rules_predictor, "regex": regex_predictor, "underthesea": underthesea_predictor,
}  # fmt: skip
"""The systems of the table, the library's own first."""


def assemble(text: str, method: str, meeting: Mapping[str, Any], lists: Mapping[str, _Found]) -> Report:
    """Lắp bản ghi (assemble): a record of items given as fields with ``start`` and ``end``; they are put in text order."""
    data = text.encode("utf-8")
    source = Source(id=method, sha256=sha256(data).hexdigest(), media_type="text/plain", encoding="utf-8", length=len(data))
    filled: dict[str, Any] = {}
    for key, letter, model in LISTS:
        rows = sorted(lists.get(key, ()), key=lambda row: (row["start"], row["end"]))
        common = {"confidence": 0.5, "method": method}
        filled[key] = tuple(
            model.model_validate({**common, **row, "id": f"{letter}{n}", "text": text[row["start"] : row["end"]]}) for n, row in enumerate(rows, 1)
        )
    return Report(
        source=source,
        text=text,
        meeting=Meeting.model_validate(dict(meeting)),
        provenance=Provenance(pipeline=method, rules=method, model=None),
        **filled,
    )


@contextmanager
def _logging_kept() -> Iterator[None]:
    """underthesea attaches handlers to the root logger when imported, and writes to standard output by one of its own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("underthesea").handlers.clear()


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        if line.strip():
            yield start, line
        start += len(line) + 1


def _entities(text: str, start: int, rows: Sequence[Sequence[str]]) -> Iterator[tuple[str, int, int]]:
    """(label, start, end) of the entities of one line; words are found again in the text, whose blanks may differ."""
    label, first, last = "", -1, -1
    at = start
    for word, *_, tag in rows:
        match = re.compile(r"\s+".join(map(re.escape, word.split()))).search(text, at)
        if match is None:
            continue
        at = match.end()
        if tag.startswith("I-") and tag[2:] == label:
            last = match.end()
            continue
        if label:
            yield label, first, last
        label, first, last = (tag[2:], match.start(), match.end()) if tag != "O" else ("", -1, -1)
    if label:
        yield label, first, last
