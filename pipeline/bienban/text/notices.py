"""Ghi chú khi đọc (notices): what happened to a text on its way to canonical form, as warnings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from bienban.records import ReportWarning
from bienban.records.vocabulary import WarningCode
from bienban.text.offsets import OffsetMap

_MESSAGES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "encoding_converted": (
            "Văn bản được chuyển từ bảng mã {detail} sang Unicode.",
            "The text was converted to Unicode from {detail}.",
        ),
        "encoding_damaged": (
            "Chữ bị hỏng do chuyển mã ({detail}); để nguyên, không sửa.",
            "The letters were damaged by a conversion ({detail}); they are left as they are.",
        ),
        "encoding_uncertain": (
            "Không đủ căn cứ để biết bảng mã; để nguyên ({detail}).",
            "The encoding cannot be told; the text is left as it is ({detail}).",
        ),
        "undecodable_bytes": (
            "Có {detail} ký tự không giải mã được, thay bằng U+FFFD.",
            "{detail} characters could not be decoded and became U+FFFD.",
        ),
    }
)


def notice(code: WarningCode, detail: str, start: int | None = None, end: int | None = None) -> ReportWarning:
    """Lập ghi chú (notice): the warning of ``code``; ``detail`` is the encoding, the damage or the count."""
    message_vi, message_en = _MESSAGES[code]
    return ReportWarning(
        code=code,
        message_vi=message_vi.format(detail=detail),
        message_en=message_en.format(detail=detail),
        start=start,
        end=end,
    )


def shifted(notices: Iterable[ReportWarning], moved: OffsetMap) -> tuple[ReportWarning, ...]:
    """Dời chỗ (shifted): the same notices, their places carried over to the target of ``moved``."""
    if moved.is_identity:
        return tuple(notices)
    return tuple(_shift(entry, moved) for entry in notices)


def _shift(entry: ReportWarning, moved: OffsetMap) -> ReportWarning:
    if entry.start is None or entry.end is None:
        return entry
    start, end = moved.to_target(entry.start, entry.end)
    place = {"start": start, "end": end} if start < end else {"start": None, "end": None}
    return entry.model_copy(update=place)
