"""Tóm tắt để chép (summary to copy): a short message in Vietnamese for a letter or a chat, without any mark-up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bienban.records import Report, Task, When, label
from bienban.render.panel import flat, sentence
from bienban.render.summary import vietnamese_date
from bienban.render.task_sheet import due_text


def plain(report: Report) -> str:
    """Tóm tắt (summary): what was met about, who presided, what is to be done by whom and when; silent where the report is."""
    return "\n".join(_lines(report)).strip() + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield from _head(report)
    names = {a.id: a.name or flat(a.text) for a in report.attendees}
    yield from _list("Kết quả", (sentence(r.text) for r in report.results))
    yield from _list("Nhiệm vụ", (_task(t, names) for t in report.tasks))
    yield from _list("Chỉ tiêu", (f"{sentence(g.text)}{_by(g.due)}" for g in report.targets))
    yield from _list("Cam kết", (f"{names[c.speaker] if c.speaker else 'Không nêu tên'}: {flat(c.text)}{_by(c.due)}" for c in report.commitments))
    yield from _list("Văn bản", (sentence(d.text) for d in report.documents))
    yield from _list("Cần kiểm tra", dict.fromkeys(w.message_vi for w in report.warnings))


def _head(report: Report) -> Iterator[str]:
    meeting = report.meeting
    yield sentence(meeting.title.text) if meeting.title else "Báo cáo cuộc họp"
    part = label("time_of_day", meeting.time_of_day).capitalize() if meeting.time_of_day else ""
    day = vietnamese_date(meeting.date.edtf) if meeting.date else ""
    if day or (meeting.date and meeting.date.text):
        yield f"Thời gian: {f'{part}, ' if part and day else ''}{day or flat(meeting.date.text if meeting.date else '')}"
    if meeting.place:
        yield f"Địa điểm: {flat(meeting.place.text)}"
    if meeting.organizers:
        yield f"Đơn vị tổ chức: {'; '.join(flat(o.text) for o in meeting.organizers)}"
    chairs = [a.name or flat(a.text) for a in report.attendees if "chair" in a.roles]
    if chairs:
        yield f"Chủ trì: {', '.join(chairs)}"


def _list(title: str, lines: Iterable[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield ""
        yield f"{title}:"
        yield from (f"{number}. {line}" for number, line in enumerate(found, 1))


def _task(task: Task, names: dict[str, str]) -> str:
    said = [f"chủ trì: {', '.join(flat(o.text) for o in task.lead)}"] if task.lead else []
    said += [f"phối hợp: {', '.join(flat(o.text) for o in task.coordinating)}"] if task.coordinating else []
    said += [f"thời hạn: {due_text(task.due)}"] if task.due else []
    said += [f"người giao: {names[task.assigner]}"] if task.assigner else []
    return f"{sentence(task.text)} ({'; '.join(said)})" if said else sentence(task.text)


def _by(due: When | None) -> str:
    return f" (thời hạn: {due_text(due)})" if due is not None else ""
