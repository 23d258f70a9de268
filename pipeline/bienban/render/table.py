"""Bảng nhiệm vụ (task table) on a terminal, with the columns offices use."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bienban.records import Report
from bienban.render.summary import vietnamese_date

COLUMNS = ("STT", "Nội dung nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Người giao")


def print_tasks(report: Report, console: Console) -> None:
    """In bảng nhiệm vụ của một báo cáo: one row a task; a line of text where there is none."""
    title = report.meeting.title.text if report.meeting.title else report.source.name or report.source.id
    if not report.tasks:
        console.print(Text(f"{title}: không có nhiệm vụ nào."))
        return
    table = Table(title=Text(title), show_lines=True)
    for column in COLUMNS:
        table.add_column(column, overflow="fold")
    names = {a.id: a.name or a.text for a in report.attendees}
    for index, task in enumerate(report.tasks, 1):
        due = (vietnamese_date(task.due.edtf) or task.due.text) if task.due else ""
        text = " ".join(task.text.split())
        cells = (
            str(index), text[:1].upper() + text[1:], "; ".join(o.text for o in task.lead), "; ".join(o.text for o in task.coordinating), due,
            names.get(task.assigner or "", ""),
        )  # fmt: skip
        table.add_row(*map(Text, cells))
    console.print(table)
