"""Văn bản được viện dẫn (documents): official documents the report cites."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from bienban.records.base import Item, NonEmpty, Organization, Record, Span, When
from bienban.records.vocabulary import DocumentRole, DocumentType, System


class Issuer(Record):
    """Cơ quan ban hành (issuer): one issuing body as the document symbol codes it."""

    code: NonEmpty = Field(description="Letters of the symbol that stand for the body: 'TU', 'UBND', 'BDV'.")
    name: NonEmpty | None = Field(default=None, description="Name of the body; null where the letters do not settle it.")
    system: System | None = Field(default=None, description="Part of the political system; null where not known.")


class DocumentReference(Item):
    """Văn bản (document reference): one distinct official document, at its first full citation."""

    type: DocumentType = Field(description="Kind of document, from the head noun in the text.")
    symbol: NonEmpty | None = Field(
        default=None,
        description="As written after 'số', spaces folded and dashes as '-'; null without one.",
    )
    number: Annotated[str, Field(pattern=r"^[1-9][0-9]*[A-Za-zĐđ]?$")] | None = Field(
        default=None,
        description="Serial number without leading zeros, with its letter where it has one: '1', '30c'.",
    )
    year: Annotated[int, Strict(), Field(ge=1900, le=2199)] | None = Field(
        default=None,
        description="Year written inside the symbol, else year of the date of issue; null where neither is.",
    )
    issuers: tuple[Issuer, ...] = Field(default=(), description="Issuing bodies in the order of the symbol.")
    issuer: Organization | None = Field(default=None, description="The words that name the issuer ('của Ban Bí thư').")
    issued: When | None = Field(default=None, description="Date of issue.")
    title: Span | None = Field(default=None, description="What the document is about ('về …', 'V/v …').")
    role: DocumentRole = Field(default="mentioned", description="What the document is to the meeting.")
    mentions: tuple[Span, ...] = Field(
        default=(),
        description="Later citations of the same document, in text order; its own span is not repeated.",
    )
