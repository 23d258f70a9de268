"""Kiểm tra gold (gold linter): every problem of a gold folder, each with its file, line, code and two messages."""

from __future__ import annotations

from pathlib import Path

from bienban.evaluation.adjudicationcheck import check_adjudication
from bienban.evaluation.findings import Finding, finding
from bienban.evaluation.gold import NEGATIVE, SPLITS, Draft, gold_files, read_draft
from bienban.evaluation.guideline import check_guidelines
from bienban.evaluation.leakage import leaks


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
    found = [problem for draft in drafts for problem in draft.problems]
    return sorted({*found, *leaks([draft for draft in drafts if draft.text]), *check_adjudication(folder, drafts)})


def _check_name(draft: Draft) -> None:
    if draft.items == {}:
        draft.items = {key: [] for key in ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")}
    if draft.meta is not None and draft.meta.id != draft.name:
        draft.note(("meta", "id"), "G205", id=draft.meta.id, name=draft.name)
    told = draft.meta.split if draft.meta is not None else None
    if draft.meta is not None and (draft.split == NEGATIVE or (told is not None and draft.split in SPLITS and told != draft.split)):
        draft.note(("meta", "split"), "G207", split=told, folder=Path(draft.json_file).parent.name)
