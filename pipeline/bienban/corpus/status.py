"""Trạng thái (status): ``ok``, ``partial`` or ``failed``, and what makes a report ``partial``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

Status = Literal["ok", "partial", "failed"]
PARTIAL_CODES = frozenset({"text_truncated", "undecodable_bytes", "encoding_damaged", "encoding_uncertain", "ocr_low", "list_numbers_lost"})
"""Warnings that make a report ``partial``: what was read is not known to be all the source says."""


def status_of(record: Mapping[str, Any]) -> Status:
    """Trạng thái (status) of a record that was read: ``partial`` where a warning says that something was lost."""
    return "partial" if any(warning["code"] in PARTIAL_CODES for warning in record["warnings"]) else "ok"
