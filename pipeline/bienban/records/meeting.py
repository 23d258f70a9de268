"""Cuộc họp (meeting): the meeting itself, what it was and what it looked at."""

from __future__ import annotations

from pydantic import Field

from bienban.records.base import Organization, Record, Span, When
from bienban.records.vocabulary import MeetingKind, TimeOfDay


class Meeting(Record):
    """Cuộc họp (meeting): title, kinds, time, place and organisers; what the text does not say is null."""

    title: Span | None = Field(default=None, description="The words that name the meeting.")
    kinds: tuple[MeetingKind, ...] = Field(default=(), description="Kinds of meeting, the main one first.")
    date: When | None = Field(default=None, description="Day or days of the meeting.")
    time_of_day: TimeOfDay | None = Field(default=None, description="Part of the day it began in.")
    place: Span | None = Field(default=None, description="Where it was held.")
    organizers: tuple[Organization, ...] = Field(default=(), description="Who organised it, where the text says so.")
    period: When | None = Field(default=None, description="Period under review.")
    next_period: When | None = Field(default=None, description="Period the coming work is for.")
    topic: Span | None = Field(default=None, description="What it was about.")
