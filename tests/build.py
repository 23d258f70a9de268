"""Builders shared by the tests: an analysis of a text, up to the stage a test needs."""

from __future__ import annotations

import bienban
from bienban.language.analysis import Analysis
from bienban.language.cues import cue_index
from bienban.language.layout import lay_out
from bienban.text.reflow import wraps
from bienban.text.shadow import Shadow


def analyse(text: str) -> Analysis:
    """The analysis of ``text`` after layout, before any finder has run."""
    shadow = Shadow(text, wraps(text))
    analysis = Analysis(shadow, cue_index().scan(shadow.folded))
    lay_out(analysis)
    return analysis


def assigned(text: str) -> list[str | None]:
    """Who gives each task of ``text``: the name, or the post where there is none; None where nobody is said to."""
    report = bienban.extract(text)
    report.verify()
    names = {attendee.id: attendee.name or attendee.text for attendee in report.attendees}
    return [names[task.assigner] if task.assigner else None for task in report.tasks]
