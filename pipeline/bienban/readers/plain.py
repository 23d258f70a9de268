"""Bộ đọc văn bản thuần (plain text): files and pasted strings, in any encoding Vietnamese offices used."""

from __future__ import annotations

from bienban.readers.base import Reading
from bienban.text.decode import decode_bytes
from bienban.text.legacy import convert_legacy_text

MEDIA_TYPE = "text/plain"


class PlainReader:
    """Bộ đọc tệp .txt: see :func:`bienban.text.decode.decode_bytes` for the encodings and the errors."""

    media_types = (MEDIA_TYPE,)

    def read(self, data: bytes) -> Reading:
        decoded = decode_bytes(data)
        return Reading(decoded.text, MEDIA_TYPE, decoded.encoding, decoded.notes)


def read_string(text: str) -> Reading:
    """Đọc chuỗi dán vào: a string may still hold TCVN3 or VNI as the characters of windows-1252."""
    converted = convert_legacy_text(text)
    return Reading(converted.text, MEDIA_TYPE, "utf-8", converted.notes)
