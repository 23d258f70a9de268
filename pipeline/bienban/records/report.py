"""Bản ghi của một báo cáo (report): the whole record of one meeting report."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import ConfigDict, Field, Strict, model_validator

from bienban.records.base import Count, NonEmpty, Record
from bienban.records.documents import DocumentReference
from bienban.records.meeting import Meeting
from bienban.records.people import Attendee
from bienban.records.verify import verify_report
from bienban.records.vocabulary import WarningCode
from bienban.records.work import Commitment, Result, Target, Task, TaskList

SCHEMA_VERSION: Literal["1.0"] = "1.0"


class Source(Record):
    """Nguồn (source): what was read, so that a reader can find it again."""

    id: NonEmpty = Field(description="Stable identifier of the source, given by the caller or made from its digest.")
    name: NonEmpty | None = Field(default=None, description="File name or other name people know it by.")
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")] = Field(
        description="SHA-256 of the source's bytes (the UTF-8 form of a string), lower-case hexadecimal."
    )
    media_type: NonEmpty = Field(description="Media type: 'text/plain', 'application/pdf'.")
    encoding: NonEmpty | None = Field(
        default=None,
        description="Character encoding the text was decoded from; null where the format settles it.",
    )
    length: Count = Field(description="Size of the source in bytes, of the same bytes the digest is of.")


class ReportWarning(Record):
    """Cảnh báo (warning): something the reader would want to know and the record cannot carry."""

    model_config = ConfigDict(title="Warning")

    code: WarningCode = Field(description="Stable code of the warning.")
    message_vi: NonEmpty = Field(description="What happened, in Vietnamese.")
    message_en: NonEmpty = Field(description="What happened, in English.")
    start: Count | None = Field(default=None, description="Where it begins; null where it is about the whole report.")
    end: Annotated[int, Strict(), Field(ge=1)] | None = Field(default=None, description="Just after where it ends; null exactly when start is.")

    @model_validator(mode="after")
    def _measure(self) -> Self:
        if (self.start is None) != (self.end is None):
            raise ValueError("start and end must both be given or both be null")
        if self.start is not None and self.end is not None and self.end <= self.start:
            raise ValueError(f"end ({self.end}) must be greater than start ({self.start})")
        return self


class Provenance(Record):
    """Xuất xứ (provenance): the versions that made the record."""

    pipeline: NonEmpty = Field(description="Version of the program.")
    rules: NonEmpty = Field(description="Version of the rules and lexicons.")
    model: NonEmpty | None = Field(default=None, description="Name and version of the model; null for rules alone.")


class Report(Record):
    """Báo cáo (report): everything one meeting report says, each thing tied to the words that say it."""

    schema_version: Literal["1.0"] = Field(default=SCHEMA_VERSION, description="Version of this format.")
    source: Source = Field(description="What was read.")
    document: DocumentReference | None = Field(
        default=None,
        description="The report's own number and date, where it is an official document; its id is D0.",
    )
    text: str = Field(description="Canonical text: decoded, NFC, newlines as LF, and nothing else changed.")
    meeting: Meeting = Field(default_factory=Meeting, description="The meeting itself.")
    attendees: tuple[Attendee, ...] = Field(default=(), description="Who was there (A1, A2, …).")
    documents: tuple[DocumentReference, ...] = Field(default=(), description="Official documents cited (D1, D2, …).")
    results: tuple[Result, ...] = Field(default=(), description="What was already reached (R1, R2, …).")
    task_lists: tuple[TaskList, ...] = Field(default=(), description="Announced lists of tasks (L1, L2, …).")
    tasks: tuple[Task, ...] = Field(default=(), description="What is to be done (T1, T2, …).")
    targets: tuple[Target, ...] = Field(default=(), description="Numbers to be reached (G1, G2, …).")
    commitments: tuple[Commitment, ...] = Field(default=(), description="What speakers bound themselves to (C1, C2, …).")
    warnings: tuple[ReportWarning, ...] = Field(default=(), description="What the reader should know besides.")
    provenance: Provenance = Field(description="The versions that made the record.")

    @model_validator(mode="after")
    def _verify(self) -> Self:
        self.verify()
        return self

    def verify(self) -> None:
        """Đối chiếu (verify): raise ``RecordError`` (a ``ValueError``) naming the first path out of place.

        Checks that every span equals ``text[start:end]``, that ids have the right letter and grow in
        text order, and that every reference leads somewhere. Needed only after ``model_construct``: the
        constructor runs it itself.
        """
        verify_report(self)

    def to_json(self, indent: int | None = None) -> str:
        """Ghi thành JSON (to JSON): the record as JSON text, keys in field order, no final newline."""
        return self.model_dump_json(indent=indent)
