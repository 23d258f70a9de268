"""Tra dấu hiệu theo chỗ (cue hits by place): which hit of a class begins, or ends, exactly at an offset."""

from __future__ import annotations

from bienban.language.cues import Cues, Hit

__all__ = ["PlacedHits", "before", "ending", "starting"]


class PlacedHits:
    """Dấu hiệu của một lớp tra tại chỗ: like the dictionary of :func:`starting`, but read only where it is asked."""

    __slots__ = ("_cue", "_cues")

    def __init__(self, cues: Cues, cue: str) -> None:
        self._cues = cues
        self._cue = cue

    def get(self, start: int) -> Hit | None:
        """The hit that begins exactly at ``start``, or None."""
        return self._cues.at(self._cue, start)


def starting(cues: Cues, cue: str) -> dict[int, Hit]:
    """Hits of class ``cue`` by the offset they begin at."""
    return {hit.start: hit for hit in cues.of(cue)}


def ending(cues: Cues, cue: str) -> dict[int, Hit]:
    """Hits of class ``cue`` by the offset they end at."""
    return {hit.end: hit for hit in cues.of(cue)}


def before(ends: dict[int, Hit], folded: str, at: int) -> Hit | None:
    """The hit that stands directly before ``at``, with at most one blank between."""
    return ends.get(at - 1) if at and folded[at - 1] == " " else ends.get(at)
