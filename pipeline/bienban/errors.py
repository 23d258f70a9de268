"""Lỗi (errors): everything the library raises on purpose, with a code and a message in two languages.

BB1xx the input cannot be read · BB2xx a limit was reached · BB3xx settings or lexicons are wrong ·
BB4xx something that should be installed is missing · BB5xx a fault of the library itself.
A code is never given another meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar, NamedTuple, Self


class Message(NamedTuple):
    """Thông báo (message): a text in Vietnamese and English, with ``{named}`` places to fill."""

    vi: str
    en: str


MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "BB101": Message("Tệp hoặc văn bản rỗng.", "The input is empty."),
        "BB102": Message("Không đọc được {name}: {reason}.", "{name} cannot be read: {reason}."),
        "BB103": Message("Đây là tệp {kind}, không phải văn bản thuần.", "This is a {kind} file, not plain text."),
        "BB104": Message("Đây là dữ liệu nhị phân, không phải văn bản.", "This is binary data, not text."),
        "BB105": Message("Định dạng {kind} chưa được hỗ trợ.", "The format {kind} is not supported."),
        "BB106": Message("Tệp có mật khẩu hoặc được mã hóa.", "The file is encrypted or asks for a password."),
        "BB107": Message("Tệp bị hỏng: {reason}.", "The file is damaged: {reason}."),
        "BB108": Message("Không tìm thấy chữ nào trong tệp.", "No text was found in the file."),
        "BB201": Message("Tệp {size} byte, vượt mức {most}.", "The file has {size} bytes, more than {most}."),
        "BB202": Message("Văn bản dài {size} ký tự, vượt mức {most}.", "The text has {size} characters, more than {most}."),
        "BB203": Message("Xử lý quá {seconds} giây nên đã dừng.", "Stopped after more than {seconds} seconds."),
        "BB204": Message("Tệp vượt giới hạn an toàn: {reason}.", "The file exceeds a safety limit: {reason}."),
        "BB301": Message("Thiết lập sai: {reason}.", "Wrong setting: {reason}."),
        "BB302": Message("Từ vựng {name} sai: {reason}.", "The lexicon {name} is wrong: {reason}."),
        "BB303": Message("Mô hình {name} không dùng được: {reason}.", "The model {name} cannot be used: {reason}."),
        "BB401": Message("Thiếu chương trình hoặc gói {name}.", "The program or package {name} is missing."),
        "BB402": Message("Thiếu mô hình {name}.", "The model {name} is missing."),
        "BB501": Message("Bản ghi không khớp văn bản: {reason}.", "The record does not fit the text: {reason}."),
        "BB502": Message("Lỗi bên trong chương trình: {reason}.", "Internal error: {reason}."),
    }
)


class BienbanError(Exception):
    """Lỗi của thư viện (error): ``code`` is stable, ``message_vi`` and ``message_en`` are for people."""

    series: ClassVar[str] = "BB"

    def __init__(self, code: str, message_vi: str, message_en: str) -> None:
        """Lỗi (error): a code of this class's series, and its two messages already filled in."""
        super().__init__(code, message_vi, message_en)
        self.code = code
        self.message_vi = message_vi
        self.message_en = message_en

    @classmethod
    def of(cls, code: str, **values: Any) -> Self:
        """Lỗi theo mã (of): the error of ``code``, its message filled in; ``KeyError`` for an unknown one."""
        message = MESSAGES[code]
        if not code.startswith(cls.series):
            raise KeyError(f"{code} does not belong to {cls.__name__}")
        return cls(code, message.vi.format_map(values), message.en.format_map(values))

    def __str__(self) -> str:
        """Both messages, the code first."""
        return f"[{self.code}] {self.message_vi} / {self.message_en}"


class InputError(BienbanError):
    """Lỗi đầu vào (input error): what was given is no text that can be read."""

    series = "BB1"

    @classmethod
    def empty(cls) -> Self:
        """Rỗng (empty): there is nothing to read."""
        return cls.of("BB101")

    @classmethod
    def unreadable(cls, name: str, reason: str) -> Self:
        """Không đọc được (unreadable): ``name`` could not be opened or read, for ``reason``."""
        return cls.of("BB102", name=name, reason=reason)

    @classmethod
    def not_plain_text(cls, kind: str) -> Self:
        """Không phải văn bản thuần (not plain text): the bytes are those of a file format of their own."""
        return cls.of("BB103", kind=kind)

    @classmethod
    def binary(cls) -> Self:
        """Dữ liệu nhị phân (binary): the bytes are no text in any encoding known here."""
        return cls.of("BB104")


class LimitError(BienbanError):
    """Lỗi vượt giới hạn (limit error): the input is larger, or the work longer, than allowed."""

    series = "BB2"

    @classmethod
    def too_large(cls, size: int, most: int) -> Self:
        """Tệp quá lớn (too large): sizes in bytes."""
        return cls.of("BB201", size=size, most=most)

    @classmethod
    def too_long(cls, size: int, most: int) -> Self:
        """Văn bản quá dài (too long): sizes in code points."""
        return cls.of("BB202", size=size, most=most)


class SettingsError(BienbanError):
    """Lỗi thiết lập (settings error): a setting or a lexicon file is wrong."""

    series = "BB3"


class MissingDependencyError(BienbanError):
    """Thiếu thành phần (missing dependency): a program, package or model is not installed."""

    series = "BB4"


class InternalError(BienbanError):
    """Lỗi bên trong (internal error): a fault of the library itself."""

    series = "BB5"
