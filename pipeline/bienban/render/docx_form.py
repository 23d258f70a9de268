"""Bản tóm tắt Word (summary form): a report as an office lays it out, for checking and signing by people.

Page and type follow Nghị định 30/2020 (A4, margins 20/20/30/15 mm, Times New Roman 14). A summary made by a program
is no issued document: the national header comes only when asked for, and number, date and signature are blanks.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from bienban.errors import MissingDependencyError
from bienban.records import Attendee, Commitment, DocumentReference, Report, Result, Target, Task, label
from bienban.render.docx_page import (
    CENTER,
    JUSTIFY,
    bullet,
    fixed_bytes,
    heading,
    line_under,
    new_document,
    page_number,
    paragraph,
    section_landscape,
    table,
    two_columns,
)
from bienban.render.marks import DOUBTFUL_BELOW
from bienban.render.panel import flat, sentence
from bienban.render.summary import NOT_STATED, vietnamese_date
from bienban.render.task_sheet import amount, bodies, body, due_text

if TYPE_CHECKING:
    from docx.document import Document

_COLUMNS = ("STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Thời hạn", "Người giao", "Ghi chú")
_WIDTHS = (15, 82, 40, 34, 33, 26, 22)
"""Millimetres; landscape, between margins of 30 and 15."""


def docx_form(report: Report, *, header: str = "") -> bytes:
    """Bản tóm tắt Word (Word form) of a report, in Vietnamese: the bytes of a DOCX, the same for the same record.

    ``header`` puts the national header of Nghị định 30 ("state") or that of Party documents ("party") above; agency, number, place
    and date are left blank.
    Raises ``MissingDependencyError`` BB401 without python-docx.
    """
    try:
        document = new_document()
    except ImportError:
        raise MissingDependencyError.package("python-docx", "office") from None
    writer = _Writer(document, report)
    writer.write(header)
    stream = io.BytesIO()
    document.save(stream)
    return fixed_bytes(stream.getvalue())


class _Writer:
    def __init__(self, document: Document, report: Report) -> None:
        self.document, self.report = document, report
        self.names = {a.id: a.name or flat(a.text) for a in report.attendees}
        self.number = 0

    def write(self, header: str) -> None:
        title = self.report.meeting.title
        page_number(self.document)
        if header:
            two_columns(self.document, *_HEADERS[header])
        paragraph(self.document, "TÓM TẮT NỘI DUNG CUỘC HỌP", bold=True, align=CENTER, before=6 if header else 0, after=0)
        if title is not None:
            paragraph(self.document, sentence(title.text), bold=True, align=CENTER, after=2)
        line_under(self.document)
        self._general()
        self._section("Kết quả", (self._result(r) for r in self.report.results))
        self._section("Chỉ tiêu", (self._target(g) for g in self.report.targets))
        self._section("Cam kết", (self._commitment(c) for c in self.report.commitments))
        self._section("Văn bản được viện dẫn", (self._document(d) for d in self.report.documents))
        self._section("Nội dung cần kiểm tra", self._checks())
        if header:
            _signature(self.document)
        self._tasks()

    def _heading(self, text: str) -> None:
        self.number += 1
        heading(self.document, f"{_ROMAN[self.number]}. {text.upper()}")

    def _general(self) -> None:
        meeting = self.report.meeting
        self._heading("Thông tin chung")
        kinds = ", ".join(label("meeting_kind", kind) for kind in meeting.kinds)
        part = f"{label('time_of_day', meeting.time_of_day).capitalize()} " if meeting.time_of_day else ""
        day = vietnamese_date(meeting.date.edtf) if meeting.date else ""
        said = flat(meeting.date.text) if meeting.date else NOT_STATED
        when = sentence(f"{part}ngày {day}") if day.count("/") == 2 else said
        inferred = " (năm suy ra từ văn bản)" if meeting.date is not None and meeting.date.inferred else ""
        self._fact("Loại cuộc họp", sentence(kinds))
        self._fact("Thời gian", f"{when}{inferred}")
        self._fact("Địa điểm", flat(meeting.place.text) if meeting.place else "")
        self._fact("Đơn vị tổ chức", bodies(meeting.organizers))
        self._fact("Chủ trì", "; ".join(_person(a) for a in self.report.attendees if "chair" in a.roles))
        others = [a for a in self.report.attendees if "chair" not in a.roles]
        if others:
            paragraph(self.document, "Thành phần:", indent=True)
            for attendee in others:
                bullet(self.document, f"{_person(attendee)} ({', '.join(label('role', r) for r in attendee.roles)});")
        if meeting.topic is not None:
            self._fact("Nội dung", flat(meeting.topic.text))
        if self.report.document is not None:
            own = self.report.document
            issued = f", ngày {vietnamese_date(own.issued.edtf)}" if own.issued and vietnamese_date(own.issued.edtf).count("/") == 2 else ""
            self._fact("Tóm tắt từ văn bản", f"{own.symbol or flat(own.text)}{issued}")
        if self.report.tasks:
            self._fact("Nhiệm vụ", f"{len(self.report.tasks)} nhiệm vụ, theo bảng kèm theo")

    def _fact(self, name: str, value: str) -> None:
        paragraph(self.document, f"{name}: {value or NOT_STATED}.", indent=True, align=JUSTIFY)

    def _section(self, title: str, lines: Iterable[str]) -> None:
        found = list(lines)
        if found:
            self._heading(title)
            for number, line in enumerate(found, 1):
                paragraph(self.document, f"{number}. {line}", indent=True, align=JUSTIFY)

    def _result(self, result: Result) -> str:
        return f"{sentence(result.text)}{_unsure(result.confidence)}."

    def _target(self, target: Target) -> str:
        due = _due(target)
        return f"{sentence(target.text)} ({label('direction', target.direction)} {amount(target.quantity)}{due}){_unsure(target.confidence)}."

    def _commitment(self, commitment: Commitment) -> str:
        who = self.names[commitment.speaker] if commitment.speaker else "Không nêu người nói"
        behalf = f", thay mặt {body(commitment.on_behalf_of)}" if commitment.on_behalf_of else ""
        strength = label("strength", commitment.strength)
        return f"{who}{behalf}: {flat(commitment.text)} ({strength}{_due(commitment)}){_unsure(commitment.confidence)}."

    def _document(self, document: DocumentReference) -> str:
        issuer = f", {body(document.issuer)}" if document.issuer else ""
        return f"{sentence(document.text)}{issuer} ({label('document_role', document.role)}){_unsure(document.confidence)}."

    def _checks(self) -> Iterable[str]:
        for message in dict.fromkeys(warning.message_vi for warning in self.report.warnings):
            places = [flat(self.report.text[w.start : w.end]) for w in self.report.warnings if w.message_vi == message and w.start is not None]
            shown = "; ".join(f"“{place[:80]}”" for place in places[:3])
            yield f"{message.rstrip('.')}{f' ({shown})' if shown else ''}."
        doubtful = sum(item.confidence < DOUBTFUL_BELOW for name in _CHECKED for item in getattr(self.report, name))
        if doubtful:
            yield f"{doubtful} mục được đánh dấu [?] là chưa chắc, cần đối chiếu với văn bản."

    def _tasks(self) -> None:
        if not self.report.tasks:
            return
        section_landscape(self.document)
        title = self.report.meeting.title
        paragraph(self.document, "BẢNG PHÂN CÔNG NHIỆM VỤ", bold=True, align=CENTER, after=0)
        paragraph(self.document, f"(Kèm theo bản tóm tắt {flat(title.text) if title else 'cuộc họp'})", italic=True, align=CENTER, after=6)
        table(self.document, _COLUMNS, [self._task(n, t) for n, t in enumerate(self.report.tasks, 1)], _WIDTHS)

    def _task(self, number: int, task: Task) -> Sequence[str]:
        due = due_text(task.due) if task.due else ""
        notes = "; ".join(
            filter(None, ("chưa chắc" if task.confidence < DOUBTFUL_BELOW else "", "năm suy ra" if task.due and task.due.inferred else ""))
        )
        who = self.names.get(task.assigner or "", "")
        return (str(number), sentence(task.text), bodies(task.lead), bodies(task.coordinating), due, who, sentence(notes))


def _person(attendee: Attendee) -> str:
    posts = ", ".join(flat(p.text) for p in attendee.posts)
    name = attendee.name if attendee.name and attendee.kind == "person" else flat(attendee.text)
    return f"{name}, {posts}" if posts and attendee.name else name


def _due(item: Target | Commitment) -> str:
    if item.due is None:
        return ""
    return f", thời hạn: {due_text(item.due)}{' [năm suy ra]' if item.due.inferred else ''}"


def _unsure(confidence: float) -> str:
    return " [?]" if confidence < DOUBTFUL_BELOW else ""


def _signature(document: Any) -> None:
    paragraph(document, "", after=0)
    two_columns(
        document,
        [
            ("Nơi nhận:", {"bold": True, "italic": True, "align": "left"}),
            ("- ………………;", {"size": 11, "align": "left"}),
            ("- Lưu: ………", {"size": 11, "align": "left"}),
        ],
        [("NGƯỜI TỔNG HỢP", {"bold": True, "size": 13}), ("", {}), ("", {}), ("", {}), ("……………………………", {})],
    )


_BLANK = "……………………………"
_PLACE_AND_DAY = ("……………, ngày …… tháng …… năm ………", {"italic": True, "size": 13})
_HEADERS: Mapping[str, tuple[Sequence[tuple[str, dict[str, Any]]], Sequence[tuple[str, dict[str, Any]]]]] = MappingProxyType(
    {
        "state": (
            ((_BLANK, {}), (_BLANK, {"bold": True}), ("Số: ……/……", {"size": 13})),
            (
                ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", {"bold": True, "size": 12}),
                ("Độc lập - Tự do - Hạnh phúc", {"bold": True, "size": 13, "rule": 14}),
                _PLACE_AND_DAY,
            ),
        ),
        "party": (
            ((_BLANK, {"size": 14}), (_BLANK, {"bold": True, "size": 14}), ("*", {"size": 14}), ("Số ……-……/……", {"size": 14})),
            (("ĐẢNG CỘNG SẢN VIỆT NAM", {"bold": True, "size": 14, "rule": 11}), ("", {}), _PLACE_AND_DAY),
        ),
    }
)
"""Left and right columns. Everything that only the office can say is a blank."""
_CHECKED = ("attendees", "documents", "results", "task_lists", "tasks", "targets", "commitments")
_ROMAN = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII")
