"""Bảng nhiệm vụ Excel (task sheet): the tables of a report as offices keep them, a sheet for each."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from bienban.records import Attendee, Item, Organization, Quantity, Report, When, label
from bienban.render.cells import Cell
from bienban.render.marks import DOUBTFUL_BELOW
from bienban.render.panel import flat, sentence
from bienban.render.sheets import Column, Sheet, write_workbook
from bienban.render.summary import vietnamese_date

_DAY = re.compile(r"(?:\.\./)?(\d{4})-(\d{2})-(\d{2})")


def task_sheet(report: Report) -> bytes:
    """Bảng nhiệm vụ (task sheet): an XLSX workbook, the tasks first; tables without rows are left out, that of tasks never."""
    stream = io.BytesIO()
    title = report.meeting.title
    write_workbook(stream, _sheets(report), title=sentence(title.text) if title else "Bảng phân công nhiệm vụ")
    return stream.getvalue()


def due_cell(due: When | None) -> Cell:
    """Ô thời hạn (due cell): a real date for one day, else the words as they stand."""
    found = _DAY.fullmatch(due.edtf or "") if due is not None else None
    if due is None or found is None:
        return due_text(due) if due is not None else None
    year, month, day = map(int, found.groups())
    return date(year, month, day)


def due_text(due: When) -> str:
    """Thời hạn bằng chữ (due in words): the day, month or year it ends with, else the words as they stand."""
    value = vietnamese_date(due.edtf).removeprefix("đến ")
    return (f"năm {value}" if value.isdigit() else value) or flat(due.text)


def _sheets(report: Report) -> Iterator[Sheet]:
    names = {a.id: a.name or flat(a.text) for a in report.attendees}
    yield _tasks(report, names)
    for sheet, rows in (_targets(report), _commitments(report, names), _attendees(report), _documents(report), _results(report), _checks(report)):
        if rows:
            yield sheet


def _caption(report: Report) -> str | None:
    """Which meeting; the number and date of a covering document are for the office to fill in."""
    title, day = report.meeting.title, vietnamese_date(report.meeting.date.edtf) if report.meeting.date else ""
    told = flat(title.text) if title else ""
    return f"({sentence(told)}{f', ngày {day}' if day.count('/') == 2 else ''})" if told else None


def _tasks(report: Report, names: dict[str, str]) -> Sheet:
    columns = (
        Column("STT", "number", 5), Column("Nội dung nhiệm vụ", width=44), Column("Cơ quan chủ trì", width=20), Column("Cơ quan phối hợp", width=20),
        Column("Thời hạn hoàn thành", "date", 13), Column("Sản phẩm", width=13), Column("Người giao", width=16), Column("Ghi chú", width=17),
    )  # fmt: skip
    rows = [
        (n, sentence(t.text), bodies(t.lead), bodies(t.coordinating), due_cell(t.due), flat(t.product.text) if t.product else None,
         names.get(t.assigner or ""), _notes(t, t.due))
        for n, t in enumerate(report.tasks, 1)
    ]  # fmt: skip
    return Sheet("Nhiệm vụ", columns, rows, "BẢNG PHÂN CÔNG NHIỆM VỤ", _caption(report))


Table = tuple[Sheet, Sequence[Sequence[Cell]]]


def _table(name: str, title: str, columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> Table:
    found = [(number, *row) for number, row in enumerate(rows, 1)]
    return Sheet(name, (Column("STT", "number", 6), *columns), found, title), found


def _targets(report: Report) -> Table:
    columns = (
        Column("Chỉ tiêu", width=56), Column("Hướng", width=14), Column("Giá trị", width=20), Column("Thời hạn", "date", 16),
        Column("Cơ quan chịu trách nhiệm", width=28), Column("Ghi chú", width=22),
    )  # fmt: skip
    rows = (
        (sentence(g.text), label("direction", g.direction), amount(g.quantity), due_cell(g.due), body(g.organization), _notes(g, g.due))
        for g in report.targets
    )
    return _table("Chỉ tiêu", "BẢNG CHỈ TIÊU", columns, rows)


def _commitments(report: Report, names: dict[str, str]) -> Table:
    columns = (
        Column("Nội dung cam kết", width=56), Column("Người cam kết", width=22), Column("Thay mặt", width=24), Column("Mức độ", width=16),
        Column("Thời hạn", "date", 16), Column("Ghi chú", width=22),
    )  # fmt: skip
    rows = (
        (sentence(c.text), names.get(c.speaker or ""), body(c.on_behalf_of), label("strength", c.strength), due_cell(c.due), _notes(c, c.due))
        for c in report.commitments
    )
    return _table("Cam kết", "BẢNG CAM KẾT", columns, rows)


def _attendees(report: Report) -> Table:
    columns = (Column("Họ và tên", width=34), Column("Chức vụ, cơ quan", width=60), Column("Vai trò", width=24), Column("Ghi chú", width=22))
    rows = ((_who(a), "; ".join(flat(p.text) for p in a.posts), ", ".join(label("role", r) for r in a.roles), _notes(a)) for a in report.attendees)
    return _table("Đại biểu", "DANH SÁCH ĐẠI BIỂU", columns, rows)


def _documents(report: Report) -> Table:
    columns = (
        Column("Loại văn bản", width=18), Column("Số, ký hiệu", width=22), Column("Ngày ban hành", "date", 16), Column("Cơ quan ban hành", width=28),
        Column("Trích yếu", width=46), Column("Ghi chú", width=22),
    )  # fmt: skip
    rows = (
        (
            sentence(label("document_type", d.type)),
            d.symbol or d.number,
            due_cell(d.issued),
            body(d.issuer),
            flat((d.title or d).text),
            _notes(d, d.issued),
        )
        for d in report.documents
    )
    return _table("Văn bản", "DANH MỤC VĂN BẢN ĐƯỢC VIỆN DẪN", columns, rows)


def _results(report: Report) -> Table:
    columns = (
        Column("Kết quả", width=64),
        Column("Loại", width=14),
        Column("Giá trị", width=20),
        Column("Thời gian", width=20),
        Column("Ghi chú", width=22),
    )
    rows = (
        (sentence(r.text), label("result_kind", r.kind), _figure(r.quantity, r.done, r.total), period(r.period), _notes(r)) for r in report.results
    )
    return _table("Kết quả", "KẾT QUẢ ĐÃ ĐẠT ĐƯỢC", columns, rows)


def _checks(report: Report) -> Table:
    columns = (Column("Nội dung cần kiểm tra", width=64), Column("Chỗ trong văn bản", width=64))
    rows = ((w.message_vi, flat(report.text[w.start : w.end]) if w.start is not None else None) for w in report.warnings)
    return _table("Cần kiểm tra", "NỘI DUNG CẦN KIỂM TRA", columns, rows)


def bodies(found: Iterable[Organization]) -> str:
    """Các cơ quan (bodies) in one cell."""
    return "; ".join(flat(o.text) for o in found)


def body(found: Organization | None) -> str | None:
    """Một cơ quan (body), or nothing."""
    return flat(found.text) if found is not None else None


def amount(quantity: Quantity | None) -> str | None:
    """Số lượng (amount) in the words of the text, with its unit."""
    if quantity is None:
        return None
    unit = quantity.unit if quantity.unit and quantity.unit.lower() not in quantity.text.lower() else ""
    return flat(f"{quantity.text} {unit}")


def period(when: When | None) -> str | None:
    """Khoảng thời gian (period) as offices write it."""
    return (vietnamese_date(when.edtf) or flat(when.text)) if when is not None else None


def _figure(quantity: Quantity | None, done: float | None, total: float | None) -> str | None:
    return amount(quantity) or (f"{done:g}/{total:g}" if done is not None and total is not None else None)


def _who(attendee: Attendee) -> str:
    return attendee.name if attendee.name and attendee.kind == "person" else sentence(attendee.text)


def _notes(item: Item, due: When | None = None) -> str | None:
    """What the reader should check, and the words of a deadline that is more than a day."""
    notes = [f"chưa chắc ({round(item.confidence * 100)} %)"] if item.confidence < DOUBTFUL_BELOW else []
    if due is not None and due.inferred:
        notes.append("năm suy ra từ văn bản")
    if due is not None and due.edtf and flat(due.text) != vietnamese_date(due.edtf):
        notes.append(f"“{flat(due.text)}”")
    return sentence("; ".join(notes)) if notes else None
