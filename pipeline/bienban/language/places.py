"""Tra dấu hiệu theo chỗ (cue hits by place): which hit of a class begins, or ends, exactly at an offset."""

from __future__ import annotations

from bienban.language.cues import Cues, Hit

__all__ = ["before", "ending", "starting"]


def starting(cues: Cues, cue: str) -> dict[int, Hit]:
    """Hits of class ``cue`` by the offset they begin at."""
    return {hit.start: hit for hit in cues.of(cue)}


def ending(cues: Cues, cue: str) -> dict[int, Hit]:
    """Hits of class ``cue`` by the offset they end at."""
    return {hit.end: hit for hit in cues.of(cue)}


def before(ends: dict[int, Hit], folded: str, at: int) -> Hit | None:
    """The hit that stands directly before ``at``, with at most one blank between."""
    return ends.get(at - 1) if at and folded[at - 1] == " " else ends.get(at)
