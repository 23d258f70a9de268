"""Văn bản không số (unnumbered document): what the rules for unnumbered citations give back."""

from __future__ import annotations

from dataclasses import dataclass, field

from bienban.language.analysis import Analysis, IssuerCode, TimeMention
from bienban.language.cues import Hit


@dataclass(slots=True)
class Named:
    """Một văn bản không số: offsets, what it is and by which rule it was seen."""

    start: int
    end: int
    type: str
    rule: str
    score: float
    key: str
    """What makes two citations one document."""
    issuer: tuple[int, int] | None = None
    issuers: list[IssuerCode] = field(default_factory=list)
    title: tuple[int, int] | None = None
    year: int | None = None
    issued: TimeMention | None = None


def make_named(analysis: Analysis, hit: Hit, end: int, rule: str, score: float, key: str) -> Named:
    """A document from the word ``hit`` to ``end``; ``key`` is what tells it from others of its type."""
    return Named(hit.start, end, hit.value, f"document.{rule}", score, f"{hit.value}:{' '.join(key.split())}")
