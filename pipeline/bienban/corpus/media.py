"""Loại tệp (media): what a file is, by its first bytes and its name, before anything reads it.

What a reader can read goes to a worker as it is; a reader for another format is given to the extractor, and only the
entry in :data:`UNSUPPORTED` has to go. Office files, PDF and images are told by their bytes and refused by the extractor;
the formats below are text to any program and would be read as prose.
"""

from __future__ import annotations

import os
from typing import Literal

TABLES = (".csv", ".tsv", ".jsonl", ".ndjson", ".parquet")
UNSUPPORTED = {
    ".htm": "HTML", ".html": "HTML", ".xhtml": "HTML", ".mht": "MHTML", ".xml": "XML", ".svg": "SVG", ".json": "JSON", ".yaml": "YAML",
    ".yml": "YAML", ".toml": "TOML", ".ini": "INI", ".eml": "EML", ".tex": "TeX", ".ipynb": "Jupyter", ".py": "Python", ".js": "JavaScript",
    ".css": "CSS", ".sql": "SQL", ".srt": "SRT", ".vtt": "VTT",
}  # fmt: skip
ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"


def kind_of(path: str, head: bytes) -> Literal["table", "zip", "text"]:
    """Loại (kind): a table, a zip (which may be a Word file), or one text; ``head`` is its first four bytes."""
    if suffix(path) in TABLES:
        return "table"
    return "zip" if head in (ZIP, _EMPTY_ZIP) else "text"


def unsupported(path: str) -> str | None:
    """Chưa đọc được (unsupported): the name of a format that is text but no prose; None for any other."""
    return UNSUPPORTED.get(suffix(path))


def suffix(path: str) -> str:
    """Đuôi tệp (suffix), lower case, with its dot."""
    return os.path.splitext(path)[1].lower()
