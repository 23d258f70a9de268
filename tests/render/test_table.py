"""The table of tasks on a screen."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

import bienban
from bienban.render.table import COLUMNS, print_tasks

TASKS = "Chủ tịch UBND xã yêu cầu các thôn tổng vệ sinh đường làng trước ngày 20/5/2024."


def table(text: str, width: int = 140) -> str:
    out = io.StringIO()
    print_tasks(bienban.extract(text, name="[red]thu.txt"), Console(file=out, width=width))
    return out.getvalue()


def test_a_task_is_a_row_of_the_columns_offices_use() -> None:
    shown = table(TASKS)
    rows = [[cell.strip() for cell in line.strip("│┃").replace("┃", "│").split("│")] for line in shown.splitlines() if line[:1] in "│┃"]
    assert tuple(rows[0]) == COLUMNS
    assert rows[1][0] == "1"
    assert rows[1][4] == "đến 20/5/2024"


@pytest.mark.parametrize("width", [90, 140, 200])
def test_no_word_is_lost_or_broken_on_any_usual_screen(width: int) -> None:
    words = {word for task in bienban.extract(TASKS).tasks for word in task.text.lower().split()}
    shown = table(TASKS, width).lower().replace("│", " ").split()
    assert words <= set(shown)


def test_brackets_are_words_and_no_markup() -> None:
    assert "[red]thu.txt" in table(TASKS)
    assert "[red]thu.txt: không có nhiệm vụ nào." in table("Sáng 05/3/2024, UBND xã họp giao ban.")
