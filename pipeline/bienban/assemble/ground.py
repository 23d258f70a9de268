"""Neo vào văn bản (grounding): the one place where candidates get canonical offsets, ids and record types."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bienban.language.analysis import Analysis, QuantityMention, TimeMention
from bienban.language.org_names import expand_name
from bienban.language.resolve_times import Calendar, edtf
from bienban.records import Organization, Quantity, Span, When, as_number
from bienban.text.edges import trimmed

Offsets = tuple[int, int]
_SHORT_MOST = 2
"""Blanks in the longest form taken for a short one."""


class Grounder:
    """Bộ neo: turns offsets of the shadow text into records over the canonical text."""

    __slots__ = ("_names", "analysis", "calendar", "text")

    def __init__(self, analysis: Analysis, calendar: Calendar) -> None:
        self.analysis = analysis
        self.calendar = calendar
        self.text = analysis.shadow.source
        self._names: dict[str, str | None] = {}

    def place(self, start: int, end: int) -> dict[str, Any]:
        """Start, end and text of ``surface[start:end]`` in the canonical text, blanks at its edges left out."""
        begin, finish = self.analysis.shadow.to_source(*trimmed(self.analysis.surface, start, end))
        return {"start": begin, "end": finish, "text": self.text[begin:finish]}

    def span(self, offsets: Offsets | None) -> Span | None:
        """The span record of a pair of offsets; None for None."""
        return Span.model_construct(**self.place(*offsets)) if offsets is not None else None

    def spans(self, offsets: Iterable[Offsets]) -> tuple[Span, ...]:
        """Span records in text order, each place once."""
        return tuple(Span.model_construct(**self.place(*pair)) for pair in sorted(set(offsets)))

    def organization(self, offsets: Offsets | None) -> Organization | None:
        """The organisation record of a pair of offsets, with its full name where it is known."""
        if offsets is None:
            return None
        return Organization.model_construct(**self.place(*offsets), name=self._name(self.analysis.surface[slice(*offsets)].strip()))

    def spoken_for(self, offsets: Offsets | None) -> Organization | None:
        """The body somebody speaks for: a short form ("Ban Quản lý") is named in full where one longer name before it begins so."""
        body = self.organization(offsets)
        if body is None or offsets is None:
            return body
        folded = self.analysis.folded
        short = folded[slice(*offsets)].strip()
        longer = {
            folded[o.start : o.end]: o for o in self.analysis.organizations if o.end <= offsets[0] and folded.startswith(short + " ", o.start, o.end)
        }
        if len(longer) != 1 or short.count(" ") > _SHORT_MOST:
            return body
        (mention,) = longer.values()
        return body.model_copy(update={"name": self._name(self.analysis.surface[mention.start : mention.end])})

    def _name(self, phrase: str) -> str | None:
        """The full name of an organisation; a report names the same few again and again."""
        if phrase not in self._names:
            self._names[phrase] = expand_name(phrase)
        return self._names[phrase]

    def organizations(self, offsets: Iterable[Offsets]) -> tuple[Organization, ...]:
        """Organisation records, in the order given."""
        return tuple(found for pair in offsets if (found := self.organization(pair)) is not None)

    def when(self, time: TimeMention | None) -> When | None:
        """The date or period record of a time mention."""
        if time is None:
            return None
        value, inferred = edtf(time, self.calendar)
        return When.model_construct(
            **self.place(time.start, time.end), edtf=value, inferred=inferred, recurring=time.recurring
        )

    def quantity(self, mention: QuantityMention | None, *, approximate: bool = False) -> Quantity | None:
        """The quantity record of a mention."""
        if mention is None:
            return None
        low, high = mention.low, mention.high
        if low is not None and high is not None and low > high:
            low, high = high, low
        unit = mention.unit_name or (self.analysis.surface[slice(*mention.unit)] if mention.unit else None)
        return Quantity.model_construct(
            **self.place(mention.start, mention.end),
            min=None if low is None else as_number(low),
            max=None if high is None else as_number(high),
            unit="%" if mention.percent and not unit else unit or None,
            approximate=mention.approximate or approximate,
            percent=mention.percent,
            per=self.span(mention.per),
        )
