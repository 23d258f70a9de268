"""Quy tắc máy kiểm được (mechanical rules): what the annotation guidelines ask that a program can see.

Every rule takes a :class:`~bienban.evaluation.gold.Draft` and notes its findings there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from bienban.evaluation.gold import Draft
from bienban.evaluation.guideline_values import VALUE_RULES
from bienban.evaluation.guideline_words import WORD_RULES, bare, flat, spans_of
from bienban.language.enumerators import at_line_start
from bienban.lexicon.load import forms
from bienban.records import Attendee, Item, Task
from bienban.text.shadow import fold

MODALS = ("cần", "phải", "sẽ", "có trách nhiệm", "hãy")
"""Words that stand before a task or a commitment and stay outside its span."""
DIRECTING = ("đề nghị", "yêu cầu", "thống nhất", "đồng ý")
"""Words that give a task and stay outside its span; a pledge may be to ask for something."""
_EDGES = " \t\n\u00a0.,;:"
_ABBREVIATION = re.compile(r"(?<!\w)[A-ZĐ]\w{0,2}\.$")
_CLAUSES = ("tasks", "commitments")


def check_guidelines(draft: Draft) -> None:
    """Kiểm tra quy tắc (check): note every finding of every rule."""
    for rule in (*RULES, *VALUE_RULES, *WORD_RULES):
        rule(draft)


def bare_semicolon(text: str) -> bool:
    """Có dấu ';' ngoài ngoặc hay không: brackets and quotation marks protect what is inside them."""
    return ";" in bare(text)


def _clauses(draft: Draft) -> None:
    markers = re.compile(r"[-+*•●▪■]?\s*$")
    outside = {fold(form) for form in (*forms("connective"), *MODALS)}
    with_directing = _longest_first(outside | set(DIRECTING))
    leads = {"tasks": with_directing, "targets": with_directing, "commitments": _longest_first(outside)}
    for key in leads:
        for index, item in draft.items[key]:
            if bare_semicolon(item.text):
                draft.note((key, index), "G101")
            folded = fold(item.text)
            mark = at_line_start(folded, 0, len(folded))
            if mark is not None and not markers.match(folded[mark.end :]):
                draft.note((key, index), "G103", word=item.text[: mark.end])
            word = next((w for w in leads[key] if _begins(folded, w)), None)
            if word is not None:
                draft.note((key, index), "G102", word=item.text[: len(word)])


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _begins(folded: str, word: str) -> bool:
    """"cụ thể hóa" is a verb of its own and does not begin with "cụ thể"."""
    rest = folded[len(word) :]
    return folded.startswith(word) and bool(rest) and not rest[0].isalnum() and not rest.startswith(" hóa ")


def _edges(draft: Draft) -> None:
    for path, span in spans_of(draft):
        for edge in (span.text[0], span.text[-1]):
            if edge in _EDGES and not _ABBREVIATION.search(span.text):
                draft.note(path, "G110", word=edge)
                break


def _documents(draft: Draft) -> None:
    for index, item in draft.items["documents"]:
        if item.symbol is None or item.issued is None or item.issued.start < item.start:
            continue
        between = draft.text[item.end : item.issued.start]
        # In a list of numbers with one date ("các Kế hoạch số 7, 8 và 9-KH/HU ngày 3/5/2020") only the last ends with it.
        listed = any(item.end <= other.start < item.issued.start for other in draft.listed("documents"))
        if item.end != item.issued.end and item.issued.start - item.end < 60 and not listed and not re.search(r"[.;\n]", between):
            draft.note(("documents", index), "G104")


def _results(draft: Draft) -> None:
    for index, item in draft.items["results"]:
        if _begins(fold(item.text), "đã"):
            draft.note(("results", index), "G105")


def _attendees(draft: Draft) -> None:
    for index, item in draft.items["attendees"]:
        if not item.roles:
            draft.note(("attendees", index), "G106")
        if item.name is not None and item.kind == "person" and flat(item.name) not in flat(item.text):
            draft.note(("attendees", index, "name"), "G111", name=item.name, text=item.text)
        if not any(m.start <= item.start and item.end <= m.end for m in item.mentions):
            draft.note(("attendees", index, "mentions"), "G112")
        if item.kind == "person" and item.name and not item.given_name:
            draft.note(("attendees", index), "G149", name=item.name)
        # Not always the last word: in an Ê Đê name the clan name follows it.
        if item.given_name and item.name and f" {fold(item.given_name)} " not in f" {fold(item.name)} ":
            draft.note(("attendees", index, "given_name"), "G116", given=item.given_name, name=item.name)
        _posts(draft, index, item)


def _posts(draft: Draft, index: int, item: Attendee) -> None:
    folded = flat(draft.text)
    for place, post in enumerate(item.posts):
        if flat(post.title) not in folded:
            draft.note(("attendees", index, "posts", place, "title"), "G118", word=post.title)


def _lists(draft: Draft) -> None:
    held = Counter(task.list_id for task in draft.listed("tasks") if task.list_id is not None and task.parent_id is None)
    needed = set()
    for index, item in draft.items["task_lists"]:
        path = ("task_lists", index)
        if not held[item.id] and item.found_count:
            draft.note(path, "G121", id=item.id)
        if item.found_count != held[item.id]:
            draft.note((*path, "found_count"), "G107", said=item.found_count, found=held[item.id])
        if item.declared_count is not None and item.declared_count != item.found_count and not item.partial:
            asked = "declared_count_mismatch" if item.found_count else "declared_without_list"
            needed.add(asked)
            if asked not in draft.warnings:
                draft.note((*path, "declared_count"), "G108", declared=item.declared_count, found=item.found_count, warning=asked)
    for code in ("declared_count_mismatch", "declared_without_list"):
        if code in draft.warnings and code not in needed:
            draft.note(("warnings",), "G109", warning=code)


def _parts(draft: Draft) -> None:
    by_id: dict[str, Task] = {task.id: task for task in draft.listed("tasks")}
    for index, task in draft.items["tasks"]:
        parent = by_id.get(task.parent_id or "")
        if parent is not None and task.list_id is not None and task.list_id != parent.list_id:
            draft.note(("tasks", index, "list_id"), "G120", id=task.list_id)


def _overlaps(draft: Draft) -> None:
    for key in _CLAUSES:
        furthest: Item | None = None
        for index, item in draft.items[key]:
            nested = getattr(item, "parent_id", None) is not None
            if furthest is not None and item.start < furthest.end and not nested:
                draft.note((key, index), "G113", other=furthest.id)
            if furthest is None or item.end > furthest.end:
                furthest = item


def _quantities(draft: Draft) -> None:
    for key in ("results", "targets"):
        for index, item in draft.items[key]:
            inner = item.quantity
            if inner is not None and not (item.start <= inner.start and inner.end <= item.end):
                draft.note((key, index, "quantity"), "G114")


def _both_sides(draft: Draft) -> None:
    targets = {target.id: target for target in draft.listed("targets")}
    commitments = {commitment.id: commitment for commitment in draft.listed("commitments")}
    for index, target in draft.items["targets"]:
        other = commitments.get(target.commitment_id or "")
        if other is not None and target.id not in other.target_ids:
            draft.note(("targets", index, "commitment_id"), "G115", id=other.id)
    for index, commitment in draft.items["commitments"]:
        for id in commitment.target_ids:
            if id in targets and targets[id].commitment_id != commitment.id:
                draft.note(("commitments", index, "target_ids"), "G115", id=id)


def _statements(draft: Draft) -> None:
    highest = 0
    for index, commitment in draft.items["commitments"]:
        number = int(commitment.statement_id[1:])
        if number > highest + 1 or number < highest:
            draft.note(("commitments", index, "statement_id"), "G117", id=commitment.statement_id)
        highest = max(highest, number)


def _inferred_year(draft: Draft) -> None:
    date = draft.meeting.date
    known = date is not None and date.inferred and date.edtf is not None and not date.edtf.startswith("XXXX")
    if known and date is not None and "year_inferred" not in draft.warnings:
        draft.note(("meeting", "date"), "G119")
    if not known and "year_inferred" in draft.warnings:
        draft.note(("warnings",), "G141")


RULES: tuple[Callable[[Draft], None], ...] = (
    _clauses, _edges, _documents, _results, _attendees, _lists, _parts, _overlaps, _quantities, _both_sides, _statements, _inferred_year,
)  # fmt: skip
