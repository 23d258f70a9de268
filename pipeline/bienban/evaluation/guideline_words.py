"""Quy tắc máy kiểm được về lời (mechanical rules on words): whether places and values are those of the words they stand on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from bienban.assemble.matching import norm
from bienban.evaluation.gold import LISTS, Draft
from bienban.evaluation.guideline_values import Path, values_of
from bienban.records import Item, Quantity, Span, When
from bienban.text.shadow import fold

_OPEN, _CLOSE = "([{“‘", ")]}”’"
_SENTENCE_END = re.compile(r"(\w+)[.!?…]\s+(\w)")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DAY = re.compile(r"(?<![\d/.–-])(?<![–-] )(\d{1,2})\s*[/.-]\s*(\d{1,2})(?!\d)(?!\s*[/.-]\s*\d{1,2}(?!\d))")
"""Day and month, alone or before a year; a range of days ("21-22/7") is left alone."""
_FULL_DAY = re.compile(
    r"(?<!\d)(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})(?!\d)|(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2})\s+năm\s+(\d{4})(?!\d)", re.IGNORECASE
)
_CURRENCY = "đồng"
_CLAUSES = ("tasks", "targets", "commitments")


def bare(text: str) -> str:
    """Phần không được bảo vệ (what nothing protects): the text with blanks for what stands in brackets or quotation marks."""
    depth, quoted = 0, False
    out = []
    for char in text:
        if char == '"':
            quoted = not quoted
        elif char in _OPEN:
            depth += 1
        elif char in _CLOSE:
            depth = max(0, depth - 1)
        elif not depth and not quoted:
            out.append(char)
            continue
        out.append(" ")
    return "".join(out)


def spans_of(draft: Draft) -> Iterator[tuple[Path, Span]]:
    """Mọi đoạn (every span) of the draft with its path: of the items, of what they hold, and of the meeting."""
    for key, rows in draft.items.items():
        for index, item in rows:
            yield (key, index), item
            yield from _inner((key, index), item)
    yield from _inner(("meeting",), draft.meeting)


def _inner(path: Path, holder: Any) -> Iterator[tuple[Path, Span]]:
    for name in type(holder).model_fields:
        value = getattr(holder, name)
        for place, inner in enumerate(value) if isinstance(value, tuple) else ((None, value),):
            if isinstance(inner, Span):
                yield ((*path, name) if place is None else (*path, name, place)), inner


def flat(text: str) -> str:
    """Folded, and on one line: a name may run over a line's end."""
    return " ".join(fold(text).split())


def _whole_words(draft: Draft) -> None:
    text = draft.text
    for path, span in spans_of(draft):
        if any(0 < at < len(text) and _inside_word(text[at - 1], text[at]) for at in (span.start, span.end)):
            draft.note(path, "G135", text=span.text)


def _inside_word(before: str, after: str) -> bool:
    """Two letters or two digits: "850" of "850m" is a whole number, and "12/KH" of glued words a whole symbol."""
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


def _sentences(draft: Draft) -> None:
    for key in _CLAUSES:
        for index, item in draft.items[key]:
            # An abbreviation before the full stop ("TP. Hồ Chí Minh") begins with a capital.
            if any(m[1][0].islower() and m[2].isupper() for m in _SENTENCE_END.finditer(bare(item.text))):
                draft.note((key, index), "G146")


def _copied(draft: Draft) -> None:
    text = flat(draft.text)
    for index, attendee in draft.items["attendees"]:
        if attendee.honorific_prefix and flat(attendee.honorific_prefix) not in text:
            draft.note(("attendees", index, "honorific_prefix"), "G118", word=attendee.honorific_prefix)
    for index, task in draft.items["tasks"]:
        if task.marker and flat(task.marker) not in text:
            draft.note(("tasks", index, "marker"), "G118", word=task.marker)
    for path, quantity in values_of(draft, Quantity):
        # "5.400.000 đ" is written out as đồng.
        if quantity.unit and quantity.unit != _CURRENCY and flat(quantity.unit) not in text:
            draft.note((*path, "unit"), "G118", word=quantity.unit)


def _dates_told(draft: Draft) -> None:
    for path, when in values_of(draft, When):
        years = set(_YEAR.findall(when.edtf or ""))
        told = set(_YEAR.findall(when.text))
        if years and ((told and not years & told) or (not told and not when.inferred)):
            draft.note(path, "G136", edtf=when.edtf, text=when.text)
        for day in _FULL_DAY.finditer(when.text):
            written = "{2}-{1:0>2}-{0:0>2}".format(*(part for part in day.groups() if part))
            if written not in (when.edtf or ""):
                draft.note(path, "G137", edtf=when.edtf, text=when.text)
        short = _DAY.search(when.text)
        if short and re.search(r"-\d\d-\d\d", when.edtf or "") and f"-{int(short[2]):02}-{int(short[1]):02}" not in str(when.edtf):
            draft.note(path, "G137", edtf=when.edtf, text=when.text)


def _repeated(draft: Draft) -> None:
    """No list holds a code, a link or a place twice."""
    holders: list[tuple[Path, Any]] = [(("meeting",), draft.meeting)]
    holders += [((key, index), item) for key, _, _ in LISTS for index, item in draft.items[key]]
    lists = [((*path, name), getattr(holder, name)) for path, holder in holders for name in type(holder).model_fields]
    for path, values in [*lists, (("warnings",), draft.warnings)]:
        told = [(one.start, one.end) if isinstance(one, Span) else one for one in values] if isinstance(values, tuple) else []
        if any(one in told[:place] for place, one in enumerate(told)):
            draft.note(path, "G133")


def _told_twice(draft: Draft) -> None:
    """One person, one attendee; one document, one reference."""
    keys: tuple[tuple[str, Callable[[Any], Any]], ...] = (
        ("attendees", lambda one: norm(one.name) if one.kind == "person" and one.name else None),
        ("documents", lambda one: (one.type, one.symbol.lower()) if one.symbol else None),
    )
    for name, key in keys:
        seen: dict[Any, Item] = {}
        for index, item in draft.items[name]:
            told = key(item)
            first = seen.setdefault(told, item)
            if told is not None and first is not item:
                draft.note((name, index), "G140", other=first.id)


_OWN = ("count", "site", "quantity", "measure", "product", "act")
"""What an item's own paragraph tells; a period, a body and who agreed may stand at its head or in a heading."""
_WITHIN = ("count", "quantity", "measure", "product", "due", "period")
"""What is looked for in the item's own words first; a body may be the subject before the clause and be named in it again."""


def _near(draft: Draft) -> None:
    """A quote counted wrong stands somewhere else in the text, and says the same words there."""
    for key, _, model in LISTS:
        for index, item in draft.items[key]:
            for name in model.model_fields:
                inner = getattr(item, name)
                if not isinstance(inner, Span):
                    continue
                apart = draft.text[min(item.end, inner.end) : max(item.start, inner.start)]
                if "\n" in apart and (name in _OWN or (name == "due" and inner.start > item.start)):
                    draft.note((key, index, name), "G144")
                if name in _WITHIN and inner.text in item.text and not item.start <= inner.start < item.end:
                    draft.note((key, index, name), "G148", text=inner.text)


def _numbers_told(draft: Draft) -> None:
    for path, quantity in values_of(draft, Quantity):
        for name in ("min", "max"):
            _number_told(draft, (*path, name), getattr(quantity, name), quantity.text)
    for index, result in draft.items["results"]:
        for name in ("done", "total"):
            _number_told(draft, ("results", index, name), getattr(result, name), result.text)
    for index, task in draft.items["tasks"]:
        written = re.findall(r"\d+", task.marker or "")
        # Of "3.2." the last number counts the tasks of its list.
        if written and task.ordinal is not None and int(written[-1]) != task.ordinal:
            draft.note(("tasks", index, "ordinal"), "G147", value=str(task.ordinal), text=task.marker)


def _number_told(draft: Draft, path: Path, value: float | None, words: str) -> None:
    """Zeros at the end come from "triệu" and the like; a number in words ("ba") is left alone."""
    numbers = re.findall(r"\d+", re.sub(r"(?<=\d)[.,](?=\d)", "", words))
    told = (str(value) if isinstance(value, int) else f"{value or 0:.6f}".rstrip("0")).replace(".", "").strip("0")
    if value is not None and numbers and not any(told in number for number in numbers):
        draft.note(path, "G147", value=f"{value:g}", text=words)


def _gaps(draft: Draft) -> None:
    """Counted in the file as it stands: an item with a fault of its own leaves no gap."""
    for key, letter, _ in LISTS:
        rows = draft.located.value.get(key) if isinstance(draft.located.value, dict) else None
        for index, row in enumerate(rows if isinstance(rows, list) else ()):
            id = row.get("id") if isinstance(row, dict) else None
            if isinstance(id, str) and id[:1] == letter and id[1:].isdecimal() and int(id[1:]) > index + 1:
                draft.note((key, index, "id"), "G132", id=id, right=f"{letter}{index + 1}")
                break


WORD_RULES: tuple[Callable[[Draft], None], ...] = (
    _whole_words, _sentences, _copied, _dates_told, _repeated, _told_twice, _near, _numbers_told, _gaps,
)  # fmt: skip
"""Rules of sections 2, 3, 6, 8 and 13 of the guidelines."""
