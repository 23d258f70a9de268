"""Trang và các phần của trang (views): HTML of the page, of a record beside its text, of the form for one item."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from bienban.records import Report, check_edtf
from bienban.records.vocabulary import VOCABULARIES, Language
from bienban.render.dates import date_words
from bienban.render.marks import lines
from bienban.render.panel import Panel, panel
from bienban.render.templating import environment
from bienban.render.words import Words, words
from bienban.web.correct import Change, changed_refs
from bienban.web.correct_form import correction_form
from bienban.web.correct_shape import LISTS, fields, model_of

THEMES = ("auto", "light", "dark")
_VALUE = re.compile(r"\((\S+)\)$")
"""The value that a change notes after the words that say it."""
_ENVIRONMENT = ("bienban.web",)


def work(report: Report, language: Language, changes: Sequence[Change] = ()) -> tuple[str, Panel]:
    """Bản ghi bên văn bản (work area): its HTML, and what it shows."""
    shown = panel(report, language, changed_refs(changes))
    return environment(*_ENVIRONMENT).get_template("work.html").render(_work(report, shown, language, changes)), shown


def page(
    language: Language, theme: str = "auto", report: Report | None = None, changes: Sequence[Change] = (), *, csrf: str = "",
    error: str = "", draft: str = "", max_bytes: int = 0, accept: str = "", can_save: bool = False,
) -> str:  # fmt: skip
    """Cả trang (whole page): empty, with a record, or with an error and the text that caused it."""
    say = words(language)
    shown = panel(report, language, changed_refs(changes)) if report is not None else None
    record = report.to_json() if report is not None else ""
    kept = json.dumps([c.model_dump() for c in changes], ensure_ascii=False)
    context: dict[str, Any] = {} if report is None or shown is None else _work(report, shown, language, changes)
    context |= {
        "say": say, "theme": theme, "p": shown, "csrf": csrf, "error": error, "draft": draft,
        "max_bytes": max_bytes, "accept": accept, "can_save": can_save,
        "record_json": record, "changes_json": kept, "strings": _data(_for_scripts(language)),
        "state": Markup(f'{{"record":{_inert(record)},"changes":{_inert(kept)}}}') if record else Markup("null"),
    }  # fmt: skip
    return environment(*_ENVIRONMENT).get_template("page.html").render(context)


def _work(report: Report, shown: Panel, language: Language, changes: Sequence[Change]) -> dict[str, Any]:
    return {"say": words(language), "p": shown, "lines": lines(report), "changes": [_told(c, language) for c in changes]}


def form(report: Report, id: str, language: Language) -> str:
    """Biểu mẫu sửa một mục (form): HTML; ``KeyError`` where the report has no such item."""
    say = words(language)
    return environment(*_ENVIRONMENT).get_template("form.html").render(say=say, form=correction_form(report, id, say))


def hint(code: str, language: Language) -> str:
    """Lời khuyên (hint): what to do about an error; empty where its message says all."""
    hints: Mapping[str, str] = words(language).table["hint"]
    return hints.get(code, "")


def announcement(shown: Panel) -> str:
    """Câu báo (announcement) for screen readers: what was found, in one line."""
    return ", ".join(f"{count} {title.lower()}" for _, title, count in shown.glance if count) or words(shown.language)("record.none_found")


def _told(change: Change, language: Language) -> dict[str, str]:
    say = words(language)
    id, _, name = change.ref.partition(".")
    what = say.tag(id) if len(id) > 1 else say(f"one.{_LIST_NAMES[id]}")
    before, after = (_in_words(id, name, value, say) for value in (change.before, change.after))
    return {"kind": change.kind, "what": f"{what} · {say(f'field.{name}')}" if name else what, "before": before, "after": after}


def _in_words(id: str, field: str, value: str, say: Words) -> str:
    """A value of a change as people read it: codes by their labels, times by their dates, items by their tags."""
    known = fields(model_of(id)).get(field) if field else None
    if known is None or not value:
        return value
    if known.vocabulary:
        labels = VOCABULARIES[known.vocabulary]
        return "; ".join(say.code(known.vocabulary, code) if code in labels else code for code in value.split("; "))
    if known.links:
        return say.tag(value) if value[1:].isdigit() else value
    return say("record.yes") if value == "True" else _VALUE.sub(lambda found: f"({_day(found[1], say.language)})", value)


def _day(value: str, language: Language) -> str:
    try:
        return date_words(check_edtf(value), language) or value
    except ValueError:
        return value


def _for_scripts(language: Language) -> dict[str, Any]:
    """What the scripts say, and the places that selected words can go to."""
    say = words(language)
    spanned = {"M": model_of("M"), **dict(LISTS.values())}
    targets = {letter: {f.name: say(f"field.{f.name}") for f in fields(model).values() if f.spanned} for letter, model in spanned.items()}
    lists = {key: {"letter": letter, "label": say(f"one.{key}")} for key, (letter, _) in LISTS.items()}
    return {**say.table["js"], "tags": say.table["tag"], "targets": targets, "lists": lists, "titles": {
        "help": say("help.title"), "gold": say("gold.title"), "tag": say("action.tag"), "plain": say("page.plain"), "sound": say("gold.sound"),
        "findings": say("gold.findings"), "stored": say("gold.stored"),
    }, "hints": say.table["hint"], "close": say("page.close"), "working_now": say("page.working")}  # fmt: skip


def _data(value: Any) -> Markup:
    return Markup(_inert(json.dumps(value, ensure_ascii=False)))


def _inert(data: str) -> str:
    """JSON that can end no element and open no comment inside a page."""
    return data.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


_LIST_NAMES = {"M": "meeting", "W": "warnings", **{letter: key for key, (letter, _) in LISTS.items()}}
