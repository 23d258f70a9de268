"""Bản ghi (records): the immutable models of what a meeting report says, and their published form."""

from bienban.records.base import Item, Number, Organization, Quantity, Record, Span, When, as_number
from bienban.records.documents import DocumentReference, Issuer
from bienban.records.edtf import check_edtf
from bienban.records.meeting import Meeting
from bienban.records.people import Attendee, Post
from bienban.records.report import SCHEMA_VERSION, Provenance, Report, ReportWarning, Source
from bienban.records.verify import RecordError
from bienban.records.vocabulary import VOCABULARIES, Label, label
from bienban.records.work import Commitment, Result, Target, Task, TaskList

__all__ = [
    "SCHEMA_VERSION",
    "VOCABULARIES",
    "Attendee",
    "Commitment",
    "DocumentReference",
    "Issuer",
    "Item",
    "Label",
    "Meeting",
    "Number",
    "Organization",
    "Post",
    "Provenance",
    "Quantity",
    "Record",
    "RecordError",
    "Report",
    "ReportWarning",
    "Result",
    "Source",
    "Span",
    "Target",
    "Task",
    "TaskList",
    "When",
    "as_number",
    "check_edtf",
    "label",
]
