"""Người và đoàn dự họp (people): who was at the meeting, and the posts they hold."""

from __future__ import annotations

from pydantic import Field

from bienban.records.base import Item, NonEmpty, Organization, Quantity, Span
from bienban.records.vocabulary import AttendeeKind, Role


class Post(Span):
    """Chức vụ (post): one position held, with the body it is held in."""

    title: NonEmpty = Field(description="The position alone: 'Trưởng Ban', 'Phó Chủ tịch'.")
    organization: Organization | None = Field(default=None, description="The body the position belongs to; null where the text does not say.")


class Attendee(Item):
    """Đại biểu (attendee): a person, a group or a body that the report says was there.

    Its own span is the first mention; a speaker named by post alone has ``name`` null.
    """

    kind: AttendeeKind = Field(description="person, group (several people without names) or organization.")
    name: NonEmpty | None = Field(default=None, description="Full name as written, without honorific or rank.")
    honorific_prefix: NonEmpty | None = Field(
        default=None,
        description="Form of address or academic or military rank before the name: 'Đồng chí', 'ông'.",
    )
    given_name: NonEmpty | None = Field(default=None, description="The name proper (tên), the last word of the full name.")
    posts: tuple[Post, ...] = Field(default=(), description="One entry for each position held, in text order.")
    roles: tuple[Role, ...] = Field(default=(), description="What the attendee did at the meeting.")
    count: Quantity | None = Field(default=None, description="Number of people in a group.")
    site: Span | None = Field(default=None, description="The remote site (điểm cầu) the attendee joined from.")
    mentions: tuple[Span, ...] = Field(default=(), description="Every place that names the attendee, the first included, in text order.")
