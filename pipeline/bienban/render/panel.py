"""Bảng bản ghi (panel): a report as sections, rows and values, each value with its place, for any page that shows it.

What a person reads is decided here once, in both languages; templates only lay it out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from bienban.records import (
    Attendee,
    Commitment,
    DocumentReference,
    Item,
    Organization,
    Post,
    Quantity,
    Report,
    Result,
    Span,
    Target,
    Task,
    TaskList,
    When,
)
from bienban.records.vocabulary import Language
from bienban.render.dates import date_words
from bienban.render.marks import DOUBTFUL_BELOW, LISTS
from bienban.render.summary import vietnamese_date
from bienban.render.words import Words, words

CONFIRMED, EDITED, ADDED = "person.confirmed", "person.edited", "person.added"
"""Methods of items that a person has vouched for, changed or made."""


@dataclass(frozen=True, slots=True)
class Value:
    """Giá trị (value): what people read, and the reference of the words that say it ("" for what has no place of its own)."""

    text: str
    ref: str = ""
    place: tuple[int, int] | None = None
    note: str = ""
    """The normalised form, where it says more than the words."""
    doubt: str = ""
    """Why it is not certain, in words; "" where it is."""
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Ô (cell): the values of one column, and the field of the record that holds them."""

    column: str
    field: str
    values: tuple[Value, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """Dòng (row): one item."""

    id: str
    tag: str
    number: int
    cells: tuple[Cell, ...]
    doubt: str = ""
    state: str = ""
    """edited, added or confirmed by a person; "" as found."""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """Phần (section): the items of one list."""

    key: str
    letter: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    notes: tuple[Value, ...] = ()


class Alert(NamedTuple):
    """Điều cần kiểm tra (alert): one message with the places it is about."""

    message: str
    places: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Bảng bản ghi (panel): all that is shown of one report."""

    language: Language
    title: str
    head: tuple[Cell, ...]
    sections: tuple[Section, ...]
    alerts: tuple[Alert, ...]
    glance: tuple[tuple[str, str, int], ...] = field(default=())
    """(section key, title, count)."""
    doubtful: int = 0


def panel(report: Report, language: Language = "vi", changed: Iterable[str] = ()) -> Panel:
    """Bảng của một báo cáo (panel): ``changed`` are references of values a person has changed ("T3.due", "M.title")."""
    return _Builder(report, words(language), frozenset(changed)).panel()


def flat(text: str) -> str:
    """Một dòng (flat): the text with every run of blanks as one space."""
    return " ".join(text.split())


def sentence(text: str) -> str:
    """Viết hoa đầu câu (sentence): flat, the first letter a capital."""
    line = flat(text)
    return line[:1].upper() + line[1:]


class _Builder:
    def __init__(self, report: Report, say: Words, changed: frozenset[str]) -> None:
        self.report, self.say, self.changed = report, say, changed
        self.names = {a.id: a.name or flat(a.text) for a in report.attendees}
        self.places = {a.id: (a.start, a.end) for a in report.attendees}

    def panel(self) -> Panel:
        report = self.report
        sections = tuple(self._section(key, *shape) for key, shape in _SHAPES.items())
        title = report.meeting.title
        return Panel(
            language=self.say.language,
            title=sentence(title.text) if title else self.say("record.no_title"),
            head=tuple(self._head()),
            sections=sections,
            alerts=tuple(self._alerts()),
            glance=tuple((s.key, s.title, len(s.rows)) for s in sections if s.key != "task_lists"),
            doubtful=sum(bool(row.doubt) for s in sections for row in s.rows) + self._head_doubts(),
        )

    # -- values ---------------------------------------------------------------------------------------------------

    def _value(self, span: Span | None, ref: str, text: str | None = None, note: str = "", doubt: str = "") -> tuple[Value, ...]:
        if span is None:
            return ()
        shown = flat(span.text) if text is None else text
        return (Value(shown, ref, (span.start, span.end), note, doubt, self._is_changed(ref)),)

    def _is_changed(self, ref: str) -> bool:
        id, _, rest = ref.partition(".")
        return f"{id}.{rest.partition('.')[0]}" in self.changed if rest else False

    def _when(self, when: When | None, ref: str) -> tuple[Value, ...]:
        if when is None:
            return ()
        text, value = flat(when.text), vietnamese_date(when.edtf)
        note = date_words(when.edtf, self.say.language) if value and value.removeprefix("đến ") not in text else ""
        missing = bool(when.edtf and "XXXX" in when.edtf)
        doubt = self.say("record.inferred") if when.inferred else self.say("record.year_missing") if missing else ""
        return self._value(when, ref, text, note, doubt)

    def _bodies(self, bodies: Sequence[Organization], ref: str, *, named: bool = False) -> tuple[Value, ...]:
        return tuple(v for n, body in enumerate(bodies) for v in self._body(body, f"{ref}.{n}", named=named))

    def _body(self, body: Organization | None, ref: str, *, named: bool = False) -> tuple[Value, ...]:
        """A body in the words of the text; its full name beside them only where it is the matter (``named``)."""
        name = flat(body.name) if named and body is not None and body.name else ""
        return self._value(body, ref, note=name if body is not None and name.lower() != flat(body.text).lower() else "")

    def _posts(self, posts: Sequence[Post], ref: str) -> tuple[Value, ...]:
        return tuple(v for n, post in enumerate(posts) for v in self._value(post, f"{ref}.{n}"))

    def _quantity(self, quantity: Quantity | None, ref: str) -> tuple[Value, ...]:
        if quantity is None:
            return ()
        unit = quantity.unit if quantity.unit and quantity.unit.lower() not in quantity.text.lower() else ""
        per = f" {flat(quantity.per.text)}" if quantity.per and quantity.per.text not in quantity.text else ""
        return self._value(quantity, ref, flat(f"{quantity.text} {unit or ''}{per}"))

    def _code(self, vocabulary: str, codes: Iterable[str], ref: str) -> tuple[Value, ...]:
        return tuple(Value(self.say.code(vocabulary, code), changed=self._is_changed(ref)) for code in codes)

    def _who(self, id: str | None, ref: str) -> tuple[Value, ...]:
        """The attendee an id names: the value lights the person's own words."""
        return (Value(self.names[id], id, self.places[id], changed=self._is_changed(ref)),) if id in self.names and id is not None else ()

    def _plain(self, text: str | None, ref: str) -> tuple[Value, ...]:
        return (Value(text, changed=self._is_changed(ref)),) if text else ()

    # -- sections -------------------------------------------------------------------------------------------------

    def _head(self) -> Iterable[Cell]:
        meeting, say = self.report.meeting, self.say
        part = say.code("time_of_day", meeting.time_of_day) if meeting.time_of_day else ""
        date = self._when(meeting.date, "M.date")
        if part and meeting.date is not None and part not in meeting.date.text.lower():
            date = (*date, *self._plain(part, "M.time_of_day"))
        yield Cell(say("field.title"), "title", self._value(meeting.title, "M.title"))
        yield Cell(say("field.kinds"), "kinds", self._code("meeting_kind", meeting.kinds, "M.kinds"))
        yield Cell(say("field.date"), "date", date)
        yield Cell(say("field.place"), "place", self._value(meeting.place, "M.place"))
        yield Cell(say("field.organizers"), "organizers", self._bodies(meeting.organizers, "M.organizers", named=True))
        for name in ("period", "next_period"):
            found = self._when(getattr(meeting, name), f"M.{name}")
            if found:
                yield Cell(say(f"field.{name}"), name, found)
        if meeting.topic is not None:
            yield Cell(say("field.topic"), "topic", self._value(meeting.topic, "M.topic"))
        if self.report.document is not None:
            own = self.report.document
            yield Cell(
                say("field.own_document"), "document", (*self._value(own, "D0", own.symbol or flat(own.text)), *self._when(own.issued, "D0.issued"))
            )

    def _head_doubts(self) -> int:
        return sum(bool(value.doubt) for cell in self._head() for value in cell.values)

    def _section(self, key: str, letter: str, columns: Sequence[str], cells: Callable[[_Builder, Any], Iterable[Cell]]) -> Section:
        rows = tuple(self._row(n, item, tuple(cells(self, item))) for n, item in enumerate(getattr(self.report, key), 1))
        notes = tuple(self._list_notes()) if key == "tasks" else ()
        return Section(key, letter, self.say(f"section.{key}"), tuple(self.say(f"column.{c}") for c in columns), rows, notes)

    def _row(self, number: int, item: Item, cells: tuple[Cell, ...]) -> Row:
        state = _STATES.get(item.method, "")
        doubt = self.say("record.confidence", percent=round(item.confidence * 100)) if item.confidence < DOUBTFUL_BELOW else ""
        inside = next((v.doubt for cell in cells for v in cell.values if v.doubt), "")
        return Row(item.id, self.say.tag(item.id), number, cells, doubt or inside, state, item.method)

    def _list_notes(self) -> Iterable[Value]:
        for found in self.report.task_lists:
            if found.declared_count is not None and found.declared_count != found.found_count:
                text = self.say("record.counted", declared=found.declared_count, found=found.found_count)
                yield Value(text, found.id, (found.start, found.end))

    def _cell(self, column: str, field: str, values: tuple[Value, ...]) -> Cell:
        return Cell(self.say(f"column.{column}"), field, values)

    def attendee(self, a: Attendee) -> Iterable[Cell]:
        name = a.name if a.name and a.kind == "person" else flat(a.text)
        yield self._cell("attendee", "name", (*self._value(a, a.id, name), *self._head_count(a)))
        yield self._cell("posts", "posts", self._posts(a.posts, f"{a.id}.posts") if a.name or a.kind != "person" else ())
        yield self._cell("roles", "roles", (*self._code("role", a.roles, f"{a.id}.roles"), *self._value(a.site, f"{a.id}.site")))

    def _head_count(self, a: Attendee) -> tuple[Value, ...]:
        return self._quantity(a.count, f"{a.id}.count") if a.count is not None and a.count.text not in a.text else ()

    def document(self, d: DocumentReference) -> Iterable[Cell]:
        yield self._cell("document", "span", self._value(d, d.id))
        yield self._cell("type", "type", self._code("document_type", (d.type,), f"{d.id}.type"))
        yield self._cell("symbol", "symbol", self._plain(d.symbol or d.number, f"{d.id}.symbol"))
        yield self._cell("issued", "issued", self._when(d.issued, f"{d.id}.issued"))
        yield self._cell("issuer", "issuer", self._body(d.issuer, f"{d.id}.issuer"))
        yield self._cell("role", "role", self._code("document_role", (d.role,), f"{d.id}.role"))

    def result(self, r: Result) -> Iterable[Cell]:
        ratio = f"{_number(r.done)}/{_number(r.total)}" if r.done is not None and r.total is not None else ""
        yield self._cell("result", "span", self._value(r, r.id, sentence(r.text)))
        yield self._cell("kind", "kind", self._code("result_kind", (r.kind,), f"{r.id}.kind"))
        yield self._cell("value", "quantity", self._quantity(r.quantity, f"{r.id}.quantity") or self._plain(ratio, f"{r.id}.done"))
        yield self._cell("period", "period", self._when(r.period, f"{r.id}.period"))
        yield self._cell("organization", "organization", self._body(r.organization, f"{r.id}.organization"))

    def task_list(self, t: TaskList) -> Iterable[Cell]:
        yield self._cell("list", "span", self._value(t, t.id))
        declared = "–" if t.declared_count is None else str(t.declared_count)
        yield self._cell("counts", "declared_count", self._plain(f"{declared} / {t.found_count}", f"{t.id}.declared_count"))
        yield self._cell("period", "period", self._when(t.period, f"{t.id}.period"))

    def task(self, t: Task) -> Iterable[Cell]:
        yield self._cell("task", "span", self._value(t, t.id, sentence(t.text)))
        yield self._cell("lead", "lead", self._bodies(t.lead, f"{t.id}.lead"))
        yield self._cell("coordinating", "coordinating", self._bodies(t.coordinating, f"{t.id}.coordinating"))
        yield self._cell("due", "due", self._when(t.due, f"{t.id}.due"))
        yield self._cell("assigner", "assigner", self._who(t.assigner, f"{t.id}.assigner"))

    def target(self, g: Target) -> Iterable[Cell]:
        yield self._cell("target", "span", self._value(g, g.id, sentence(g.text)))
        direction = self._code("direction", (g.direction,), f"{g.id}.direction")
        yield self._cell("value", "quantity", (*direction, *self._quantity(g.quantity, f"{g.id}.quantity")))
        yield self._cell("due", "due", self._when(g.due, f"{g.id}.due"))
        yield self._cell("organization", "organization", self._body(g.organization, f"{g.id}.organization"))

    def commitment(self, c: Commitment) -> Iterable[Cell]:
        yield self._cell("commitment", "span", self._value(c, c.id, sentence(c.text)))
        yield self._cell("speaker", "speaker", self._who(c.speaker, f"{c.id}.speaker"))
        yield self._cell("behalf", "on_behalf_of", self._body(c.on_behalf_of, f"{c.id}.on_behalf_of"))
        strength = self._code("strength", (c.strength,), f"{c.id}.strength")
        act = self._value(c.act, f"{c.id}.act")
        yield self._cell("strength", "strength", act if act and act[0].text.lower() == strength[0].text else (*strength, *act))
        yield self._cell("due", "due", self._when(c.due, f"{c.id}.due"))

    def _alerts(self) -> Iterable[Alert]:
        """One alert a message, with every place it is about."""
        grouped: dict[str, list[Value]] = {}
        for index, warning in enumerate(self.report.warnings, 1):
            places = grouped.setdefault(warning.message_vi if self.say.language == "vi" else warning.message_en, [])
            if warning.start is not None and warning.end is not None:
                quote = flat(self.report.text[warning.start : warning.end])
                places.append(Value(quote if len(quote) <= 80 else f"{quote[:78]}…", f"W{index}", (warning.start, warning.end)))
        return (Alert(message, tuple(places)) for message, places in grouped.items())


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",") if value < 1_000_000 else f"{value:,.0f}".replace(",", ".")


_STATES = {CONFIRMED: "confirmed", EDITED: "edited", ADDED: "added"}
_SHAPES: Mapping[str, tuple[str, tuple[str, ...], Callable[[_Builder, Any], Iterable[Cell]]]] = {
    "attendees": ("A", ("attendee", "posts", "roles"), _Builder.attendee),
    "tasks": ("T", ("task", "lead", "coordinating", "due", "assigner"), _Builder.task),
    "targets": ("G", ("target", "value", "due", "organization"), _Builder.target),
    "commitments": ("C", ("commitment", "speaker", "behalf", "strength", "due"), _Builder.commitment),
    "results": ("R", ("result", "kind", "value", "period", "organization"), _Builder.result),
    "documents": ("D", ("document", "type", "symbol", "issued", "issuer", "role"), _Builder.document),
    "task_lists": ("L", ("list", "counts", "period"), _Builder.task_list),
}
assert set(_SHAPES) == set(LISTS)
