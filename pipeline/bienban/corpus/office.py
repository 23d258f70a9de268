"""Bảng cho văn phòng (office tables): what of a run people read, under the headings and in the order their forms use.

Each table is a query over the dataset, the columns it is shown under, and how a row of the one becomes a row of the other. Task
sheets have the twelve columns of the tracking sheets of wards and communes, those that nobody but the office can fill left
blank; what every table of an archive needs besides, the meeting and the source, comes after.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from bienban.records import label
from bienban.render.cells import Cell, Link
from bienban.render.sheets import Column
from bienban.render.summary import NOT_STATED, vietnamese_date

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_WHERE = (Column("Cuộc họp", width=34), Column("Ngày họp", "date"), Column("Nguồn", width=26))
_NUMBER = Column("STT", "number", 6)

SOURCES = (
    "SELECT report_id, chosen.path, chosen.member, copies FROM (SELECT report_id, count(*) FILTER (WHERE NOT missing) AS copies, "
    "arg_min({'path': path, 'member': member}, {'a': missing, 'b': path, 'c': member}) AS chosen FROM inputs GROUP BY report_id)"
)
"""One input for each report to be linked to, the same each time: one that is still there, before one that vanished."""
_WHERE_FIELDS = "coalesce(r.meeting_title_text, r.meeting_topic_text) AS meeting, r.meeting_date_first AS held, s.path, s.member"
_JOINED = f"JOIN reports r USING (report_id) LEFT JOIN ({SOURCES}) s USING (report_id)"
_ORDER = 'ORDER BY r.meeting_date_first NULLS LAST, x.report_id, x."start"'
Row = dict[str, Any]
Linker = Callable[[str], PurePath]


@dataclass(frozen=True, slots=True)
class OfficeTable:
    """Bảng (office table): its name among programs and for people, its columns, its query, and the cells a row gives.

    Cells of the first column are the row's number; those of the meeting and the source are added to ``located`` tables.
    """

    key: str
    name: str
    title: str
    columns: tuple[Column, ...]
    query: str
    cells: Callable[[Row], Sequence[Cell]]
    located: bool = True

    @property
    def headings(self) -> tuple[Column, ...]:
        """Tiêu đề cột (headings), the number and the place included."""
        return (_NUMBER, *self.columns, *(_WHERE if self.located else ()))

    def row(self, number: int, found: Row, linker: Linker) -> list[Cell]:
        """Một dòng (a row) of the table."""
        where = [found["meeting"] or NOT_STATED, found["held"], source_link(found["path"], found["member"], linker)] if self.located else []
        return [number, *self.cells(found), *(_flat(cell) if isinstance(cell, str) else cell for cell in where)]


def source_link(path: str | None, member: str | None, linker: Linker) -> Cell:
    """Liên kết tới nguồn (link to the source): the file, with the member of a zip or the row of a table named beside it."""
    if not path:
        return None
    name = PurePath(path).name
    return Link.file(linker(path), f"{name} › {member}" if member else name)


def amount(low: float | None, high: float | None, text: str | None) -> Cell:
    """Giá trị (amount): a number where there is one, else its bounds in words, else the words of the text."""
    if low is not None and high is not None:
        return _plain(low) if low == high else f"{_spelled(low)} - {_spelled(high)}"
    if low is not None:
        return f"từ {_spelled(low)} trở lên"
    return f"không quá {_spelled(high)}" if high is not None else _flat(text)


def deadline(last: date | None, text: str | None) -> Cell:
    """Thời hạn (deadline): its last day where it has one, else the words, else "Không nêu"."""
    return last or _flat(text) or NOT_STATED


def _due_note(row: Row) -> str:
    """What the day alone does not say: that it ends a period, or that its year is inferred."""
    edtf = row["due_edtf"]
    words = [] if edtf is None or _DAY.search(edtf) else [f"Thời hạn nêu: {_flat(row['due_text'])}"]
    return "; ".join([*words, *(["năm suy từ văn bản"] if row["due_inferred"] else [])])


def _task(row: Row) -> Sequence[Cell]:
    product = f"Sản phẩm: {_flat(row['product_text'])}" if row["product_text"] else ""
    note = "; ".join(part for part in (_due_note(row), product) if part)
    return [
        _upper(row["text"]), row["document_symbol"], row["document_issued_first"], deadline(row["due_last"], row["due_text"]),
        _names(row["lead"]) or NOT_STATED, _names(row["coordinating"]), _flat(row["assigner"]), None, None, None, note,
    ]  # fmt: skip


def _commitment(row: Row) -> Sequence[Cell]:
    who = _flat(row["speaker_name"]) or NOT_STATED
    return [
        who, _flat(row["behalf"]), _upper(row["text"]), label("strength", row["strength"]), _names(row["partners"]),
        deadline(row["due_last"], row["due_text"]), _due_note(row),
    ]  # fmt: skip


def _target(row: Row) -> Sequence[Cell]:
    unit = "%" if row["quantity_percent"] else _flat(row["quantity_unit"])
    return [
        _upper(row["measure_text"] or row["text"]), unit, amount(row["quantity_min"], row["quantity_max"], row["quantity_text"]),
        label("direction", row["direction"]), deadline(row["due_last"], row["due_text"]), _flat(row["organization_name"] or row["organization_text"]),
        _due_note(row),
    ]  # fmt: skip


def _result(row: Row) -> Sequence[Cell]:
    ratio = f"{_spelled(row['done'])}/{_spelled(row['total'])}" if row["done"] is not None and row["total"] is not None else None
    figure = ratio or amount(row["quantity_min"], row["quantity_max"], row["quantity_text"])
    unit = "%" if row["quantity_percent"] else _flat(row["quantity_unit"])
    organization = _flat(row["organization_name"] or row["organization_text"])
    return [_upper(row["text"]), label("result_kind", row["kind"]), figure, unit, _flat(row["period_text"]), organization]


def _document(row: Row) -> Sequence[Cell]:
    issuer = _flat(row["issuer_name"] or row["issuer_text"]) or _names(row["issuer_names"])
    issued = row["issued_first"] if row["issued_edtf"] and _DAY.search(row["issued_edtf"]) else vietnamese_date(row["issued_edtf"])
    title = _flat(row["title_text"] or (None if row["symbol"] else row["text"]))
    return [_upper(label("document_type", row["type"])), row["symbol"], issued, issuer, title, label("document_role", row["role"])]


def _attendee(row: Row) -> Sequence[Cell]:
    note = "; ".join(part for part in (f"Số lượng: {_flat(row['count_text'])}" if row["count_text"] else "", _flat(row["site_text"])) if part)
    roles = ", ".join(label("role", role) for role in row["roles"])
    who, kind = _flat(row["name"] or row["text"]), label("attendee_kind", row["kind"])
    return [who, _names(row["post_titles"]), _names(row["post_bodies"]), roles, kind, note]


def _meeting(row: Row) -> Sequence[Cell]:
    kinds = ", ".join(label("meeting_kind", kind) for kind in row["meeting_kinds"] or ())
    status = {"ok": "đã đọc", "partial": "đọc được một phần", "failed": "không đọc được"}[row["status"]]
    copies = f"có {row['copies']} bản" if row["copies"] and row["copies"] > 1 else "tệp nguồn không còn" if row["copies"] == 0 else ""
    return [
        kinds, _flat(row["meeting_place_text"]), _names(row["meeting_organizers"]), row["document_symbol"], row["tasks_count"], row["targets_count"],
        row["commitments_count"], row["results_count"], row["documents_count"], row["attendees_count"], row["warnings_count"], status,
        "; ".join(part for part in (row["error_vi"], copies) if part),
    ]  # fmt: skip


def _warning(row: Row) -> Sequence[Cell]:
    return [label("warning_code", row["code"]).capitalize(), row["message_vi"], _flat(row["words"])]


def _failure(row: Row) -> Sequence[Cell]:
    return [row["path"], row["member"], row["error_code"], row["error_vi"], "tệp không còn" if row["missing"] else ""]


def _duplicate(row: Row) -> Sequence[Cell]:
    kind = {"exact": "trùng nguyên văn", "near": "đăng lại"}[row["kind"]]
    return [kind, row["similarity"], PurePath(row["of_path"]).name if row["of_path"] else None, row["of_id"]]


def _names(values: Sequence[str | None] | None) -> str:
    return "; ".join(dict.fromkeys(_flat(value) for value in values or () if value))


def _flat(text: str | None) -> str:
    return " ".join(text.split()) if text else ""


def _upper(text: str | None) -> str:
    flat = _flat(text)
    return flat[:1].upper() + flat[1:]


def _plain(value: float) -> int | float:
    return int(value) if value.is_integer() else value


def _spelled(value: float) -> str:
    """A number as Vietnamese writes it: 1.234,5."""
    return f"{_plain(value):,}".translate({ord(","): ".", ord("."): ","})


TABLES: tuple[OfficeTable, ...] = (
    OfficeTable(
        "meetings", "Cuộc họp", "DANH MỤC CUỘC HỌP",
        (
            Column("Loại"), Column("Địa điểm"), Column("Đơn vị tổ chức"), Column("Số, ký hiệu"), Column("Nhiệm vụ", "number", 9),
            Column("Chỉ tiêu", "number", 9), Column("Cam kết", "number", 9), Column("Kết quả", "number", 9), Column("Văn bản", "number", 9),
            Column("Đại biểu", "number", 9), Column("Cảnh báo", "number", 9), Column("Tình trạng đọc"), Column("Ghi chú"),
        ),
        f"SELECT r.*, {_WHERE_FIELDS}, s.copies FROM reports r LEFT JOIN ({SOURCES}) s USING (report_id) "
        "ORDER BY r.meeting_date_first NULLS LAST, r.report_id",
        _meeting,
    ),
    OfficeTable(
        "tasks", "Nhiệm vụ", "BẢNG THEO DÕI NHIỆM VỤ",
        (
            Column("Nội dung nhiệm vụ", width=50), Column("Số/ký hiệu văn bản"), Column("Ngày ban hành", "date"),
            Column("Thời hạn hoàn thành", "date", 14), Column("Chủ trì thực hiện", width=26), Column("Đơn vị phối hợp", width=26),
            Column("Lãnh đạo phụ trách", width=22),
            Column("Tiến độ (%)", "number", 9), Column("Trạng thái", width=14), Column("Kết quả xử lý", width=18), Column("Ghi chú", width=30),
        ),
        f"SELECT x.*, r.document_symbol, r.document_issued_first, coalesce(a.name, a.text) AS assigner, {_WHERE_FIELDS} "
        f"FROM (SELECT * EXCLUDE (assigner), assigner AS by_id FROM tasks) x {_JOINED} "
        f"LEFT JOIN attendees a ON a.report_id = x.report_id AND a.id = x.by_id {_ORDER}",
        _task,
    ),
    OfficeTable(
        "targets", "Chỉ tiêu", "BẢNG CHỈ TIÊU",
        (
            Column("Chỉ tiêu", width=40), Column("Đơn vị tính"), Column("Giá trị", "number", 16), Column("Hướng"),
            Column("Thời hạn/giai đoạn", "date", 16), Column("Cơ quan chịu trách nhiệm", width=26), Column("Ghi chú", width=26),
        ),
        f"SELECT x.*, {_WHERE_FIELDS} FROM targets x {_JOINED} {_ORDER}",
        _target,
    ),
    OfficeTable(
        "commitments", "Cam kết", "BẢNG CAM KẾT",
        (
            Column("Người cam kết", width=24), Column("Thay mặt", width=24), Column("Nội dung cam kết", width=50), Column("Mức độ"),
            Column("Cùng thực hiện", width=22), Column("Thời hạn", "date", 14), Column("Ghi chú", width=26),
        ),
        f"SELECT x.*, coalesce(a.name, a.text) AS speaker_name, coalesce(x.on_behalf_of_name, x.on_behalf_of_text) AS behalf, {_WHERE_FIELDS} "
        f"FROM commitments x {_JOINED} LEFT JOIN attendees a ON a.report_id = x.report_id AND a.id = x.speaker {_ORDER}",
        _commitment,
    ),
    OfficeTable(
        "results", "Kết quả", "BẢNG KẾT QUẢ",
        (
            Column("Nội dung", width=50), Column("Loại"), Column("Số liệu", "number", 16), Column("Đơn vị tính"), Column("Kỳ"),
            Column("Cơ quan, đơn vị"),
        ),
        f"SELECT x.*, {_WHERE_FIELDS} FROM results x {_JOINED} {_ORDER}",
        _result,
    ),
    OfficeTable(
        "documents", "Văn bản", "DANH MỤC VĂN BẢN",
        (
            Column("Loại văn bản"), Column("Số, ký hiệu"), Column("Ngày ban hành", "date"), Column("Cơ quan ban hành", width=30),
            Column("Trích yếu", width=44), Column("Vai trò"),
        ),
        f"SELECT x.*, i.issuer_names, {_WHERE_FIELDS} FROM documents x {_JOINED} LEFT JOIN (SELECT report_id, document_id, "
        "list(coalesce(name, code) ORDER BY position) AS issuer_names FROM document_issuers GROUP BY ALL) i "
        f"ON i.report_id = x.report_id AND i.document_id = x.id {_ORDER}",
        _document,
    ),
    OfficeTable(
        "attendees", "Đại biểu", "DANH SÁCH ĐẠI BIỂU",
        (
            Column("Họ và tên", width=28), Column("Chức vụ", width=28), Column("Cơ quan, đơn vị", width=30), Column("Vai trò"), Column("Loại"),
            Column("Ghi chú"),
        ),
        f"SELECT x.*, p.post_titles, p.post_bodies, {_WHERE_FIELDS} FROM attendees x {_JOINED} LEFT JOIN (SELECT report_id, attendee_id, "
        "list(title ORDER BY position) AS post_titles, list(coalesce(organization_name, organization_text) ORDER BY position) AS post_bodies "
        f"FROM posts GROUP BY ALL) p ON p.report_id = x.report_id AND p.attendee_id = x.id {_ORDER}",
        _attendee,
    ),
    OfficeTable(
        "warnings", "Cần kiểm tra", "NỘI DUNG CẦN KIỂM TRA",
        (Column("Cảnh báo", width=26), Column("Giải thích", width=50), Column("Chỗ trong văn bản", width=40)),
        'SELECT x.*, CASE WHEN x."start" IS NULL THEN NULL ELSE substr(r.text, x."start" + 1, x."end" - x."start") END AS words, '
        f"{_WHERE_FIELDS} FROM warnings x {_JOINED} ORDER BY r.meeting_date_first NULLS LAST, x.report_id, x.position",
        _warning,
    ),
    OfficeTable(
        "failures", "Không đọc được", "TỆP KHÔNG ĐỌC ĐƯỢC",
        (Column("Tệp", width=50), Column("Phần", width=24), Column("Mã lỗi"), Column("Lý do", width=50), Column("Ghi chú")),
        "SELECT * FROM failures ORDER BY path, member",
        _failure, located=False,
    ),
    OfficeTable(
        "duplicates", "Trùng lặp", "BÁO CÁO TRÙNG LẶP",
        (Column("Mức"), Column("Độ giống", "number", 10), Column("Trùng với", width=30), Column("Mã báo cáo gốc", width=20)),
        f"SELECT x.*, o.path AS of_path, {_WHERE_FIELDS} FROM duplicates x {_JOINED} LEFT JOIN ({SOURCES}) o ON o.report_id = x.of_id "
        "ORDER BY x.of_id, x.report_id",
        _duplicate,
    ),
)  # fmt: skip
