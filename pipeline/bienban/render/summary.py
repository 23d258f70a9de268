"""Bản tóm tắt (summary): a report for people, in Vietnamese, plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bienban.records import Attendee, Commitment, DocumentReference, Organization, Quantity, Report, Result, Target, Task, When, label

NOT_STATED = "Không nêu"
_QUOTED, _MOST_QUOTES = 80, 3


def summary(report: Report) -> str:
    """Tóm tắt một báo cáo: lines of plain text, with "Không nêu" where the report is silent."""
    return "\n".join(_lines(report)).rstrip() + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _head(report)
    yield from _section("Người dự", (_attendee(a) for a in report.attendees))
    yield from _section("Văn bản được viện dẫn", (_document(d) for d in report.documents))
    yield from _section("Kết quả", (_result(r) for r in report.results))
    yield from _tasks(report)
    yield from _section("Chỉ tiêu", (_target(t) for t in report.targets))
    names = {a.id: _who(a) for a in report.attendees}
    yield from _section("Cam kết", (_commitment(c, names) for c in report.commitments))
    yield from _section("Cần kiểm tra", _warnings(report))


def _head(report: Report) -> Iterator[str]:
    meeting = report.meeting
    yield _upper(meeting.title.text if meeting.title else "Báo cáo cuộc họp")
    yield ""
    kinds = ", ".join(label("meeting_kind", kind) for kind in meeting.kinds)
    yield f"Loại cuộc họp : {kinds or NOT_STATED}"
    date, part = _when(meeting.date), label("time_of_day", meeting.time_of_day) if meeting.time_of_day else ""
    yield f"Thời gian     : {date}{f' ({part})' if part and part not in date.lower() else ''}"
    yield f"Địa điểm      : {meeting.place.text if meeting.place else NOT_STATED}"
    yield f"Đơn vị tổ chức: {_organizations(meeting.organizers) or NOT_STATED}"
    if meeting.topic:
        yield f"Nội dung      : {meeting.topic.text}"
    if report.document:
        yield f"Số, ký hiệu   : {report.document.symbol or NOT_STATED}, {_when(report.document.issued)}"
    yield ""


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if not found:
        return
    yield f"{title.upper()} ({len(found)})"
    width = len(str(len(found)))
    for index, line in enumerate(found, 1):
        yield f"  {index:>{width}}. {line}"
    yield ""


def _tasks(report: Report) -> Iterator[str]:
    names = {a.id: _who(a) for a in report.attendees}
    yield from _section("Nhiệm vụ", (_task(t, names) for t in report.tasks))
    for found in report.task_lists:
        if found.declared_count is not None and found.declared_count != found.found_count:
            yield f"  Nêu {found.declared_count} nhiệm vụ, tìm thấy {found.found_count}: “{found.text}”"
            yield ""


def _attendee(attendee: Attendee) -> str:
    roles = ", ".join(label("role", role) for role in attendee.roles)
    posts = "; ".join(_flat(post.text) for post in attendee.posts)
    who = _who(attendee)
    count = f" ({_quantity(attendee.count)})" if attendee.count and attendee.kind == "group" and attendee.count.text not in attendee.text else ""
    return f"{who}{count}{', ' + posts if posts and attendee.name else ''} [{roles}]"


def _who(attendee: Attendee) -> str:
    return attendee.name or _flat(attendee.text)


def _document(document: DocumentReference) -> str:
    kind = label("document_type", document.type)
    issued = f", {_when(document.issued)}" if document.issued else ""
    return f"{_flat(document.text)} [{kind}{issued}]"


def _result(result: Result) -> str:
    return f"{_flat(result.text)} [{label('result_kind', result.kind)}]"


def _task(task: Task, names: dict[str, str]) -> str:
    parts = [_upper(_flat(task.text), first_only=True)]
    if task.lead:
        parts.append(f"Chủ trì: {_organizations(task.lead)}")
    if task.coordinating:
        parts.append(f"Phối hợp: {_organizations(task.coordinating)}")
    if task.due:
        parts.append(f"Thời hạn: {_when(task.due)}")
    if task.assigner:
        parts.append(f"Người giao: {names[task.assigner]}")
    return " | ".join(parts)


def _target(target: Target) -> str:
    due = f" | Thời hạn: {_when(target.due)}" if target.due else ""
    return f"{_flat(target.text)} [{label('direction', target.direction)}: {_quantity(target.quantity)}]{due}"


def _commitment(commitment: Commitment, names: dict[str, str]) -> str:
    speaker = names[commitment.speaker] if commitment.speaker else NOT_STATED
    behalf = f", thay mặt {_flat(commitment.on_behalf_of.text)}" if commitment.on_behalf_of else ""
    due = f" | Thời hạn: {_when(commitment.due)}" if commitment.due else ""
    return f"{speaker}{behalf}: {_flat(commitment.text)} [{label('strength', commitment.strength)}]{due}"


def _when(when: When | None) -> str:
    if when is None:
        return NOT_STATED
    value, text = vietnamese_date(when.edtf), _flat(when.text)
    mark = " (năm suy từ văn bản)" if when.inferred else ""
    return f"{text}{f' = {value}' if value and value.removeprefix('đến ') not in text else ''}{mark}"


def vietnamese_date(edtf: str | None) -> str:
    """Giá trị EDTF viết theo lối Việt Nam: "2021-09-09" -> "09/9/2021"; empty for None or what has no short form."""
    if edtf is None:
        return ""
    if "/" in edtf:
        return _interval(*edtf.split("/", 1))
    parts = edtf.split("-")
    year = "" if parts[0] == "XXXX" else parts[0]
    if "X" in year or "XX" in parts[1:]:
        return ""
    if len(parts) == 3:
        return "/".join(part for part in (parts[2], parts[1].lstrip("0") if int(parts[1]) > 2 else parts[1], year) if part)
    if len(parts) == 2:
        return _part_of_year(int(parts[1]), year)
    return year


def _interval(start: str, end: str) -> str:
    first, last = (side if side == ".." else vietnamese_date(side) for side in (start, end))
    if not (first and last):
        return ""
    return f"đến {last}" if first == ".." else f"từ {first}" if last == ".." else f"{first} - {last}"


def _part_of_year(number: int, year: str) -> str:
    if 21 <= number <= 24:
        return f"mùa {('xuân', 'hạ', 'thu', 'đông')[number - 21]} {year}".rstrip()
    name = f"quý {('I', 'II', 'III', 'IV')[number - 33]}" if number > 12 else f"tháng {number}"
    return f"{name}/{year}" if year else name


def _quantity(quantity: Quantity) -> str:
    return _flat(quantity.text)


def _organizations(organizations: Iterable[Organization]) -> str:
    return "; ".join(_flat(o.text) for o in organizations)


def _warnings(report: Report) -> Iterator[str]:
    """One line a message, with the first few places it is about."""
    places: dict[str, list[str]] = {}
    for warning in report.warnings:
        found = places.setdefault(warning.message_vi, [])
        if warning.start is not None and warning.end is not None:
            found.append(f"“{_flat(report.text[warning.start : warning.end])[:_QUOTED]}”")
    for message, quotes in places.items():
        more = f" và {len(quotes) - _MOST_QUOTES} chỗ khác" if len(quotes) > _MOST_QUOTES else ""
        yield f"{message} ({', '.join(quotes[:_MOST_QUOTES])}{more})" if quotes else message


def _flat(text: str) -> str:
    return " ".join(text.split())


def _upper(text: str, *, first_only: bool = False) -> str:
    flat = _flat(text)
    return flat[:1].upper() + flat[1:] if first_only else flat.upper()
