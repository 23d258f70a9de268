"""Kiểm tra gold (gold linter): every problem of a gold folder, each with its file, line, code and two messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bienban.evaluation.adjudicationcheck import check_adjudication
from bienban.evaluation.findings import Finding, finding
from bienban.evaluation.gold import NEGATIVE, SPLITS, Draft, gold_files, read_draft
from bienban.evaluation.guideline import check_guidelines
from bienban.evaluation.leakage import leaks

_SUFFIXES = (".txt", ".json")


def check_gold(folder: Path) -> list[Finding]:
    """Kiểm tra thư mục gold (check): findings in order of file and line; an empty list for a sound folder.

    ``folder`` holds the split folders train, dev and test, and negative, or the files of one of them. Where it lies beside
    the raw annotations of a corpus, their adjudication is checked as well.
    """
    drafts = [read_draft(path, split) for split, path in gold_files(folder)]
    if not drafts:
        return [finding(str(folder), 1, "G206")]
    for draft in drafts:
        _check_name(draft)
        check_guidelines(draft)
    found = [*_strays(folder), *_same_names(drafts), *(problem for draft in drafts for problem in draft.problems)]
    return sorted({*found, *leaks([draft for draft in drafts if draft.text]), *check_adjudication(folder, drafts)})


def _strays(folder: Path) -> Iterator[Finding]:
    """Texts and records that lie where nobody reads them, so that no file is left out in silence."""
    parts = [folder / name for name in (*SPLITS, NEGATIVE) if (folder / name).is_dir()]
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() not in _SUFFIXES or any(step.startswith(".") for step in path.relative_to(folder).parts):
            continue
        read = path.suffix in _SUFFIXES and path.parent in (parts or [folder])
        if not read and path.is_file():
            yield finding(str(path), 1, "G208", name=path.relative_to(folder).as_posix())


def _same_names(drafts: Sequence[Draft]) -> Iterator[Finding]:
    """Annotations are compared by name, over all splits."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        other = first.setdefault(draft.name, draft)
        if other is not draft:
            yield finding(draft.json_file, 1, "G209", name=draft.name, other=other.json_file)


def _check_name(draft: Draft) -> None:
    if draft.items == {}:
        draft.items = {key: [] for key in ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")}
    if draft.meta is not None and draft.meta.id != draft.name:
        draft.note(("meta", "id"), "G205", id=draft.meta.id, name=draft.name)
    told = draft.meta.split if draft.meta is not None else None
    if draft.meta is not None and (draft.split == NEGATIVE or (told is not None and draft.split in SPLITS and told != draft.split)):
        draft.note(("meta", "split"), "G207", split=told, folder=Path(draft.json_file).parent.name)
