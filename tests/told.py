"""What a text tells is to be done and is pledged, in words; shared by the tables of the rules."""

from __future__ import annotations

import bienban


def told(text: str) -> tuple[list[str], list[str]]:
    """The words of the tasks and of the commitments, in order; the record is verified on the way."""
    report = bienban.extract(text)
    report.verify()
    return [task.text for task in report.tasks], [pledge.text for pledge in report.commitments]
