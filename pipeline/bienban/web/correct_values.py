"""Giá trị khi sửa (values while correcting): from what a form says, or from words selected in the text, to the record's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import BaseModel

from bienban.assemble.ground import Grounder
from bienban.extractor import Extractor, start_analysis
from bienban.language.layout import lay_out
from bienban.language.org_names import expand_name
from bienban.language.quantities import find_quantities
from bienban.language.resolve_times import Calendar
from bienban.language.times import find_times
from bienban.records import Organization, Post, Quantity, Report, When, as_number
from bienban.web.correct_dates import DATE, read_date
from bienban.web.correct_shape import Field, Kind, fields

_DAY = re.compile(r"(\d{4}|XXXX)-(\d{2})-(\d{2})")
_GROUPED = re.compile(r"\d{1,3}(\.\d{3})+(,\d+)?")
_MOST_READ = 400
"""Selected words beyond this many are taken as they are, not read for dates and numbers."""
_LIST_DEFAULTS: Mapping[str, Mapping[str, Any]] = {
    "attendees": {"kind": "person", "roles": ["attendee"], "posts": [], "mentions": []},
    "documents": {"type": "other", "role": "mentioned", "issuers": [], "mentions": []},
    "results": {"kind": "figure"},
    "task_lists": {"found_count": 0},
    "tasks": {"kind": "directive", "lead": [], "coordinating": [], "list_id": None, "parent_id": None, "assigner": None},
    "targets": {"direction": "reach", "task_id": None, "commitment_id": None},
    "commitments": {"strength": "pledge", "partners": [], "speaker": None, "target_ids": []},
}


def apply_values(model: type[BaseModel], item: dict[str, Any], values: Mapping[str, Any], remove: Iterable[str]) -> None:
    """Ghi các giá trị (apply) of a form into a plain item; ``ValueError`` names the field that cannot take its value."""
    for path, value in values.items():
        _set(model, item, path.split("."), value)
    for path in sorted(remove, key=_steps, reverse=True):
        _remove(model, item, path.split("."))


def _steps(path: str) -> list[tuple[int, str]]:
    """Later places of a list first, so that the earlier ones keep their numbers."""
    return [(int(step), "") if step.isdigit() else (-1, step) for step in path.split(".")]


def _set(model: type[BaseModel], holder: dict[str, Any], steps: list[str], value: Any) -> None:
    name, *rest = steps
    field = fields(model)[name]
    if field.kind is not Kind.PART:
        holder[name] = _converted(field, value)
        return
    assert field.model is not None
    if field.many:
        number, *rest = rest
        rows: list[dict[str, Any]] = holder[name]
        if int(number) == len(rows) and not field.spanned:
            if not value or rest != ["code"]:
                return
            rows.append({})
        _set(field.model, rows[int(number)], rest, value)
    elif holder.get(name) is not None:
        _set(field.model, holder[name], rest, value)


def _remove(model: type[BaseModel], holder: dict[str, Any], steps: list[str]) -> None:
    name, *rest = steps
    field = fields(model)[name]
    if field.many and len(rest) == 1:
        del holder[name][int(rest[0])]
    elif not rest:
        if not field.optional:
            raise ValueError(name)
        holder[name] = None
    else:
        assert field.model is not None
        _remove(field.model, holder[name][int(rest[0])] if field.many else holder[name], rest[1:] if field.many else rest)


def _converted(field: Field, value: Any) -> Any:
    if field.many:
        return [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)] if value else []
    if field.kind is Kind.FLAG:
        return value in (True, "true", "on", "1")
    text = " ".join(str(value).split())
    if not text:
        if not field.optional:
            raise ValueError(field.name)
        return None
    if field.name == DATE:
        return read_date(text)
    if field.kind in (Kind.NUMBER, Kind.WHOLE):
        number = _number(text, field.name)
        return number if field.kind is Kind.NUMBER else int(number)
    return text


def _number(text: str, name: str) -> int | float:
    """As Vietnamese offices write it: dots between thousands, a comma before decimals."""
    plain = text.replace(" ", "").removesuffix("%")
    plain = plain.replace(".", "") if _GROUPED.fullmatch(plain) else plain
    try:
        return as_number(float(plain.replace(",", ".")))
    except ValueError:
        raise ValueError(name) from None


def fresh_item(key: str, place: dict[str, Any], report: Report) -> dict[str, Any]:
    """Mục mới (fresh item) of a list from selected words: what the words themselves say is read from them."""
    item = {**_LIST_DEFAULTS[key], **place}
    if key == "attendees":
        item |= {"name": place["text"], "given_name": place["text"].split()[-1], "mentions": [dict(place)]}
    elif key == "documents":
        item |= _read_document(place)
    elif key in ("results", "targets"):
        item["quantity"] = _quantity(place)
        if key == "targets":
            if item["quantity"] is None:
                raise ValueError("quantity")
            item["due"] = _when(place, report)
    elif key in ("tasks", "commitments"):
        item["due"] = _when(place, report)
        if key == "commitments":
            item["statement_id"] = f"S{1 + max((int(c.statement_id[1:]) for c in report.commitments), default=0)}"
    return item


def fresh_part(field: Field, place: dict[str, Any], report: Report) -> dict[str, Any]:
    """Giá trị mới (fresh value) of a field from selected words: a date gets its value, a number its bounds, a body its name."""
    if field.model is When:
        return _when(place, report, whole=True) or place
    if field.model is Quantity:
        found = _quantity(place)
        if found is None:
            raise ValueError(field.name)
        return {**found, **place}
    if field.model is Organization:
        return {**place, "name": expand_name(place["text"]) if len(place["text"]) <= _MOST_READ else None}
    if field.model is Post:
        return {**place, "title": place["text"], "organization": None}
    if field.model is None:
        raise ValueError(field.name)
    return place


def _grounder(place: dict[str, Any], report: Report | None = None) -> Grounder | None:
    if len(place["text"]) > _MOST_READ:
        return None
    analysis = start_analysis(place["text"])
    lay_out(analysis)
    find_times(analysis)
    find_quantities(analysis)
    return Grounder(analysis, _calendar(report))


def _calendar(report: Report | None) -> Calendar:
    date = report.meeting.date if report is not None else None
    days = _DAY.findall(date.edtf) if date is not None and date.edtf is not None else []
    if not days:
        return Calendar()
    year, month, day = days[-1]
    return Calendar((None if year == "XXXX" else int(year), int(month), int(day)))


def _shifted(found: BaseModel | None, by: int) -> dict[str, Any] | None:
    """A part read from selected words alone, at its place in the whole text."""
    if found is None:
        return None
    part = found.model_dump(mode="json")
    for inner in (part, *(value for value in part.values() if isinstance(value, dict))):
        if "start" in inner:
            inner["start"] += by
            inner["end"] += by
    return part


def _when(place: dict[str, Any], report: Report, *, whole: bool = False) -> dict[str, Any] | None:
    ground = _grounder(place, report)
    times = [time for time in ground.analysis.times if whole or not time.vague] if ground is not None else []
    if ground is None or not times:
        return None
    # The deadline of a clause is said last; words chosen as one date are one date.
    found = _shifted(ground.when(times[0] if whole else times[-1]), place["start"])
    return {**found, **place} if found is not None and whole else found


def _quantity(place: dict[str, Any]) -> dict[str, Any] | None:
    ground = _grounder(place)
    found = next((q for q in ground.analysis.quantities if q.low is not None or q.high is not None), None) if ground is not None else None
    return _shifted(ground.quantity(found), place["start"]) if ground is not None and found is not None else None


def _read_document(place: dict[str, Any]) -> dict[str, Any]:
    if len(place["text"]) > _MOST_READ:
        return {}
    found = Extractor()(place["text"]).documents
    if not found:
        return {}
    read = found[0].model_dump(mode="json", include={"type", "symbol", "number", "year", "issuers"})
    return {**read, "issued": _shifted(found[0].issued, place["start"]), "issuer": _shifted(found[0].issuer, place["start"])}
