"""Nền tảng (base types): places in the text, dates, quantities, organisations.

Everything here is immutable. Offsets are Unicode code points of the record's own text, half open:
``[start, end)``.
"""

from __future__ import annotations

from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict, WithJsonSchema, model_validator

from bienban.records.edtf import EDTF_PATTERN, check_edtf

_EXACT_INTEGER_LIMIT = 2**53


def as_number(value: int | float) -> int | float:
    """Số (number): the same value, as ``int`` when integral, so that JSON shows ``5`` and not ``5.0``."""
    if isinstance(value, float) and value.is_integer() and abs(value) < _EXACT_INTEGER_LIMIT:
        return int(value)
    return value


Number = Annotated[
    Annotated[int, Strict()] | Annotated[float, Strict()],
    AfterValidator(as_number),
    WithJsonSchema({"type": "number"}),
]
Count = Annotated[int, Strict(), Field(ge=0)]
Flag = Annotated[bool, Strict()]
Probability = Annotated[float, Strict(), Field(ge=0.0, le=1.0)]
NonEmpty = Annotated[str, Field(min_length=1)]
Edtf = Annotated[str, AfterValidator(check_edtf), WithJsonSchema({"type": "string", "pattern": EDTF_PATTERN})]


class Record(BaseModel):
    """Bản ghi (record): the base of every model, frozen and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False, json_schema_serialization_defaults_required=True)


class Span(Record):
    """Đoạn văn bản (span): a place in the record's text and the words that stand there."""

    start: Count = Field(description="Offset of the first code point of the span in the record's text.")
    end: Annotated[int, Strict(), Field(ge=1)] = Field(description="Offset just after the last code point of the span.")
    text: NonEmpty = Field(description="The words themselves: exactly text[start:end] of the record.")

    @model_validator(mode="after")
    def _measure(self) -> Self:
        if self.end <= self.start:
            raise ValueError(f"end ({self.end}) must be greater than start ({self.start})")
        if len(self.text) != self.end - self.start:
            raise ValueError(f"text has {len(self.text)} code points, the offsets say {self.end - self.start}")
        return self

    @classmethod
    def at(cls, text: str, start: int, end: int, **fields: Any) -> Self:
        """Tại vị trí (at): the span of ``text`` between two offsets, with the other fields of its class.

        ``text`` is the whole record text; raises ``pydantic.ValidationError`` when
        the place is empty or outside it.
        """
        return cls(start=start, end=end, text=text[start:end], **fields)


class Item(Span):
    """Mục (item): the base of everything listed in a report: a span with an id and a confidence."""

    id: Annotated[str, Field(pattern=r"^[A-Z](0|[1-9][0-9]*)$")] = Field(
        description="Letter of the list (A, D, R, L, T, G, C) and number in text order, unique in the report."
    )
    confidence: Probability = Field(description="Calibrated probability that the item is right: of the items at 0.8, eight in ten are.")
    method: NonEmpty = Field(description="Stable name of the rule or model that found the item.")


class When(Span):
    """Thời gian (when): words that tell a date or a period, and their ISO 8601-2 (EDTF) value."""

    edtf: Edtf | None = Field(
        default=None,
        description="EDTF value: day, month, quarter (33 to 36), year or interval; null where unknown.",
    )
    inferred: Flag = Field(
        default=False,
        description="True where part of the value, usually the year, comes from elsewhere in the report.",
    )
    recurring: Flag = Field(
        default=False,
        description="True for a date that comes back ('ngày 15 hằng tháng'); edtf is then null.",
    )


class Quantity(Span):
    """Số lượng (quantity): words that tell a number, with its bounds and what is counted."""

    min: Number | None = Field(default=None, description="Lower bound, inclusive; null where the text gives none.")
    max: Number | None = Field(default=None, description="Upper bound, inclusive; equal to min for an exact number.")
    unit: NonEmpty | None = Field(default=None, description="What is counted or measured, in the words of the text.")
    approximate: Flag = Field(default=False, description="True for 'khoảng', 'gần', 'hơn', 'ước' and the like.")
    percent: Flag = Field(default=False, description="True where min and max are percentages.")
    per: Span | None = Field(default=None, description="What each gets the quantity ('mỗi đơn vị'); null for a plain one.")

    @model_validator(mode="after")
    def _order(self) -> Self:
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError(f"min ({self.min}) must not be greater than max ({self.max})")
        return self


class Organization(Span):
    """Cơ quan, đơn vị (organisation): the words that name a body, and its full name."""

    name: NonEmpty | None = Field(
        default=None,
        description="Full name, expanded and repaired as of the meeting's date; null where it is not known.",
    )
