"""Khung chi phối (frame): what holds from one clause to the next while a report is read."""

from __future__ import annotations

from dataclasses import dataclass, field

from bienban.language.analysis import Announcement, Party


@dataclass(slots=True, kw_only=True)
class Frame:
    """Khung đang chi phối: the act that governs the clauses being read."""

    act: str = "none"
    kind: str = ""
    assigner: Party | None = None
    lead: list[tuple[int, int]] = field(default_factory=list)
    act_words: tuple[int, int] | None = None
    on_behalf: tuple[int, int] | None = None
    strength: str = ""
    statement: int = 0
    announcement: Announcement | None = None
    chain: int = 0
    rule: str = ""
    score: float = 0.0
    lead_style: str = ""
    """Style of the list item that named the lead; the next item of that style is not his."""
