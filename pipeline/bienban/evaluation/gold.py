"""Bộ gold (gold corpus): annotated reports read from pairs ``NAME.txt`` and ``NAME.json``.

The JSON is the record with quotes in place of offsets: ``"words"`` is their first occurrence, ``{"q": "words", "n": 2}``
the second. :func:`read_draft` resolves the quotes and collects every problem with its line; :func:`load_gold` gives
the reports, or refuses the folder with all problems at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, Strict

from bienban.evaluation.findings import Finding, GoldError, finding
from bienban.evaluation.located import JsonError, Located, read_located
from bienban.evaluation.quotes import Resolver
from bienban.records import Attendee, Commitment, DocumentReference, Item, Meeting, Report, ReportWarning, Result, Target, Task, TaskList
from bienban.records.base import NonEmpty, Record
from bienban.records.report import Provenance, Source
from bienban.records.vocabulary import VOCABULARIES
from bienban.text.canonical import canonicalize

GoldKind = Literal["press", "portal", "quote_lead", "bao_cao", "thong_bao", "bien_ban", "negative"]
GoldLevel = Literal["central", "province", "district", "commune", "enterprise", "school", "hospital"]
GoldSystem = Literal["party", "state", "front", "union", "youth", "women", "farmers", "other"]
Said = Annotated[str, Field(pattern=r"\S")]
"""Text that is not blank."""

LISTS: tuple[tuple[str, str, type[Item]], ...] = (
    ("attendees", "A", Attendee), ("documents", "D", DocumentReference), ("results", "R", Result), ("task_lists", "L", TaskList),
    ("tasks", "T", Task), ("targets", "G", Target), ("commitments", "C", Commitment),
)  # fmt: skip
"""The lists of a record: key, letter of its ids, model."""
SPLITS = ("train", "dev", "test")
NEGATIVE = "negative"
"""The folder of the texts that report no meeting; ``meta.split`` of each says to which split it belongs."""
GOLD_METHOD = "gold"
_KEYS = frozenset({"meta", "document", "meeting", "warnings", *(key for key, _, _ in LISTS)})


class Meta(Record):
    """Lý lịch của văn bản gold (meta): what kind of report it is and who is said to have written it."""

    id: NonEmpty
    kind: GoldKind
    issuer: Said
    author: Said
    split: Literal["train", "dev", "test"] | None = None
    era: Annotated[int, Strict(), Field(ge=1975, le=2100)]
    level: GoldLevel | None = None
    system: GoldSystem | None = None
    hard: tuple[str, ...] = ()
    notes: str | None = None


@dataclass(slots=True)
class Draft:
    """Bản nháp (draft): one gold file as far as it could be read, with its problems.

    ``items[key]`` are pairs of the place in the JSON list and the item; an item with a problem is left out.
    """

    name: str
    split: str
    json_file: str
    text_file: str
    text: str = ""
    located: Located = field(default_factory=lambda: Located({}, {}))
    meta: Meta | None = None
    meeting: Meeting = field(default_factory=Meeting)
    document: DocumentReference | None = None
    items: dict[str, list[tuple[int, Any]]] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()
    problems: list[Finding] = field(default_factory=list)

    def note(self, path: tuple[str | int, ...], code: str, **values: Any) -> None:
        """Ghi nhận (note): add a problem of the JSON file at a path of it; ``{path}`` is filled in."""
        self.problems.append(finding(self.json_file, self.located.line(path), code, path=dotted(path), **values))

    def listed(self, key: str) -> list[Any]:
        """Các mục (items) of one list, without their places."""
        return [item for _, item in self.items.get(key, ())]


@dataclass(frozen=True, slots=True)
class GoldReport:
    """Báo cáo gold (gold report): its name and split, what it is, and its record with resolved spans."""

    name: str
    split: str
    meta: Meta
    report: Report

    @property
    def of_test(self) -> bool:
        """Thuộc phần test (of the test split): by its folder, by what it says of itself, or by its name."""
        return "test" in (self.split, self.meta.split) or self.meta.id.startswith("test")


def dotted(path: tuple[str | int, ...]) -> str:
    """Đường dẫn (path) as people write it: ``tasks[3].due``."""
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).lstrip(".")


def gold_files(folder: Path, splits: Iterable[str] | None = None) -> list[tuple[str, Path]]:
    """Tệp gold (gold files) under ``folder``: pairs (split, JSON path), in order.

    ``folder`` holds either split folders (train, dev, test, and negative, whose texts name their split themselves) or
    the files themselves; the split is then its name. A text without JSON is listed by the JSON path it lacks.
    ``splits`` chooses splits; a negative text that names none is listed with each, so that it is not overlooked.
    """
    wanted = SPLITS if splits is None else tuple(splits)
    parts = [(name, folder / name) for name in (*wanted, NEGATIVE) if (folder / name).is_dir()]
    if not parts and folder.is_dir() and not any((folder / name).is_dir() for name in SPLITS):
        parts = [(folder.resolve().name, folder)]
    stems = ((name, part, {p.stem for p in part.iterdir() if p.suffix in (".json", ".txt")}) for name, part in parts)
    files = [(name, part / f"{stem}.json") for name, part, found in stems for stem in sorted(found)]
    placed = [(_split_told(path) if name == NEGATIVE else name, path) for name, path in files]
    # A folder given by itself is taken whole; only the negatives of other splits are left out.
    others = {split for split in SPLITS if split not in wanted}
    return [(split, path) for (split, path), (name, _) in zip(placed, files, strict=True) if name != NEGATIVE or split not in others]


def _split_told(path: Path) -> str:
    """The split a negative text names; the name of its folder where it names none or cannot be read."""
    try:
        meta = json.loads(path.read_bytes()).get("meta")
        told = meta.get("split") if isinstance(meta, dict) else None
    except (OSError, ValueError, AttributeError):
        return NEGATIVE
    return told if told in SPLITS else NEGATIVE


def read_draft(path: Path, split: str = "", texts: Path | None = None) -> Draft:
    """Đọc một tệp gold (read one gold file): quotes resolved, values checked, every problem with its line.

    ``texts`` is a folder to take the text from where none lies beside the JSON; it may hold the same split folders.
    """
    text_path = path.with_suffix(".txt")
    if texts is not None and not text_path.exists():
        within = texts / path.parent.name / text_path.name
        text_path = within if within.exists() else texts / text_path.name
    draft = Draft(path.stem, split, str(path), str(text_path))
    if _read_text(draft, text_path) and _read_json(draft, path):
        _complete(draft)
    return draft


def draft_from(name: str, text: bytes, annotation: str, split: str = "") -> Draft:
    """Bản nháp từ bộ nhớ (draft from memory): as :func:`read_draft`, of the contents of ``NAME.txt`` and ``NAME.json``."""
    draft = Draft(name, split, f"{name}.json", f"{name}.txt")
    if _take_text(draft, text) and _take_json(draft, annotation):
        _complete(draft)
    return draft


def _complete(draft: Draft) -> None:
    _fill(draft)
    _check_ids(draft)
    _check_links(draft)


def report_of(draft: Draft) -> GoldReport:
    """Báo cáo gold của bản nháp (the report): raises :class:`GoldError` when the draft has problems that spoil it."""
    errors = [f for f in draft.problems if f.severity == "error"]
    if errors or draft.meta is None:
        raise GoldError.refuse(errors)
    data = draft.text.encode("utf-8")
    source = Source(
        id=draft.name, name=f"{draft.name}.txt", sha256=sha256(data).hexdigest(), media_type="text/plain", encoding="utf-8", length=len(data)
    )  # fmt: skip
    warnings = tuple(_warning(code) for code in draft.warnings)
    lists: dict[str, Any] = {key: tuple(draft.listed(key)) for key, _, _ in LISTS}
    report = Report(
        source=source, text=draft.text, document=draft.document, meeting=draft.meeting, warnings=warnings,
        provenance=Provenance(pipeline=GOLD_METHOD, rules=GOLD_METHOD, model=None), **lists,
    )  # fmt: skip
    return GoldReport(draft.name, draft.split, draft.meta, report)


def load_gold(folder: Path, splits: Iterable[str] | None = None, *, texts: Path | None = None) -> list[GoldReport]:
    """Nạp bộ gold (load): the reports of a folder; raises :class:`GoldError` with every problem of every file.

    ``texts``: see :func:`read_draft`.
    """
    drafts = [read_draft(path, split, texts) for split, path in gold_files(folder, splits)]
    errors = [f for draft in drafts for f in draft.problems if f.severity == "error"]
    if errors or not drafts:
        raise GoldError.refuse(errors or [finding(str(folder), 1, "G206")])
    return [report_of(draft) for draft in drafts]


def _warning(code: str) -> ReportWarning:
    words = VOCABULARIES["warning_code"][code]
    return ReportWarning.model_validate({"code": code, "message_vi": words.vi, "message_en": words.en})


def _read_text(draft: Draft, path: Path) -> bool:
    try:
        data = path.read_bytes()
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        draft.problems.append(
            finding(draft.text_file, 1, "G002", name=path.name) if missing else finding(draft.text_file, 1, "G014", reason=str(error.strerror))
        )
        return False
    return _take_text(draft, data)


def _take_text(draft: Draft, data: bytes) -> bool:
    try:
        draft.text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        draft.problems.append(finding(draft.text_file, data.count(b"\n", 0, error.start) + 1, "G012", reason=f"UTF-8: {error.reason}"))
        return False
    if not draft.text.strip():
        draft.problems.append(finding(draft.text_file, 1, "G013"))
        return False
    for number, line in enumerate(draft.text.split("\n"), 1):
        reason = _uncanonical(line)
        if reason:
            draft.problems.append(finding(draft.text_file, number, "G012", reason=reason))
    return True


def _uncanonical(line: str) -> str:
    if line.startswith("\ufeff"):
        return "BOM"
    if any(char < " " and char not in "\t\r" for char in line):
        return "control character"
    if line and canonicalize(line).text != line:
        return "CR, LF" if "\r" in line else "NFC"
    return ""


def _read_json(draft: Draft, path: Path) -> bool:
    try:
        annotation = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        draft.problems.append(finding(draft.json_file, 1, "G002", name=path.name))
        return False
    except (OSError, UnicodeDecodeError) as error:
        draft.problems.append(finding(draft.json_file, 1, "G014", reason=str(error)))
        return False
    return _take_json(draft, annotation)


def _take_json(draft: Draft, annotation: str) -> bool:
    try:
        draft.located = read_located(annotation)
    except JsonError as problem:
        draft.problems.append(finding(draft.json_file, problem.line, "G001", reason=problem.reason))
        return False
    if not isinstance(draft.located.value, dict):
        draft.note((), "G004", reason="an object was expected")
        return False
    return True


def _fill(draft: Draft) -> None:
    given: dict[str, Any] = draft.located.value
    for key in given.keys() - _KEYS:
        draft.note((key,), "G003")
    resolver = Resolver(draft.text, lambda path, code, values: draft.note(path, code, **values))
    if "meta" in given:
        draft.meta = resolver.record(Meta, given["meta"], ("meta",))
    else:
        draft.note((), "G004", reason="meta is missing")
    draft.meeting = resolver.record(Meeting, {} if given.get("meeting") is None else given["meeting"], ("meeting",)) or Meeting()
    if given.get("document") is not None:
        draft.document = resolver.record(DocumentReference, given["document"], ("document",), id="D0", **_SURE)
    for key, _, model in LISTS:
        draft.items[key] = list(_resolved(resolver, model, key, _rows_or_none(given, key), draft))
    draft.warnings = tuple(_warning_codes(draft, _rows_or_none(given, "warnings")))


def _rows_or_none(given: dict[str, Any], key: str) -> Any:
    """What stands at ``key``, none where it is left out; ``{}``, ``""`` and ``false`` are no empty list but a mistake."""
    return [] if given.get(key) is None else given[key]


_SURE: dict[str, Any] = {"confidence": 1.0, "method": GOLD_METHOD}


def _resolved(resolver: Resolver, model: type[Item], key: str, values: Any, draft: Draft) -> Iterable[tuple[int, Item]]:
    if not isinstance(values, list):
        draft.note((key,), "G004", reason="a list was expected")
        return
    for index, value in enumerate(values):
        item = resolver.record(model, value, (key, index), **_SURE)
        if item is not None:
            yield index, item


def _warning_codes(draft: Draft, values: Any) -> Iterable[str]:
    if not isinstance(values, list):
        draft.note(("warnings",), "G004", reason="a list was expected")
        return
    for index, value in enumerate(values):
        if isinstance(value, str) and value in VOCABULARIES["warning_code"]:
            yield value
        else:
            draft.note(("warnings", index), "G004", reason=f"{value!r} is no warning code")


def _check_ids(draft: Draft) -> None:
    for key, letter, _ in LISTS:
        before: Item | None = None
        for index, item in draft.items[key]:
            number = item.id[1:]
            if item.id[0] != letter or number == "0":
                draft.note((key, index, "id"), "G007", id=item.id, letter=letter)
                continue
            if before is not None and int(number) <= int(before.id[1:]):
                draft.note((key, index, "id"), "G008", id=item.id, before=before.id)
            elif before is not None and item.start < before.start:
                draft.note((key, index), "G009", before=before.id)
            before = item


def _check_links(draft: Draft) -> None:
    ids = {key: {str(row["id"]) for row in rows if isinstance(row, dict) and "id" in row} for key, rows in _rows(draft)}
    for key, links in _LINKS:
        for index, item in draft.items[key]:
            for name, target in links:
                value = getattr(item, name)
                for id in value if isinstance(value, tuple) else (value,):
                    if id is not None and id not in ids[target]:
                        draft.note((key, index, name), "G010", id=id)
    for index, task in draft.items["tasks"]:
        if task.parent_id is not None and int(task.parent_id[1:]) >= int(task.id[1:]):
            draft.note(("tasks", index, "parent_id"), "G011", id=task.parent_id)


def _rows(draft: Draft) -> Sequence[tuple[str, list[Any]]]:
    """The raw lists: a link to an item that has a problem of its own is no second problem."""
    return [(key, rows if isinstance(rows := draft.located.value.get(key), list) else []) for key, _, _ in LISTS]


_LINKS: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = (
    ("tasks", (("list_id", "task_lists"), ("parent_id", "tasks"), ("assigner", "attendees"))),
    ("targets", (("task_id", "tasks"), ("commitment_id", "commitments"))),
    ("commitments", (("speaker", "attendees"), ("target_ids", "targets"))),
)
