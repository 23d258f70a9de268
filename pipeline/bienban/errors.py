"""Lỗi (errors): everything the library raises on purpose, with a code and a message in two languages.

BB1xx the input cannot be read · BB2xx a limit was reached · BB3xx settings or lexicons are wrong ·
BB4xx something that should be installed is missing · BB5xx a fault of the library itself · BB6xx the server refuses a request.
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
        "BB109": Message("Tệp bị sửa trong lúc đọc.", "The file changed while it was being read."),
        "BB110": Message(
            "Tệp đã mất hoặc không còn mở được, phiên bản này chưa kịp đọc.",
            "The file vanished, or could no longer be opened, before this version read it.",
        ),
        "BB201": Message("Tệp {size} byte, vượt mức {most}.", "The file has {size} bytes, more than {most}."),
        "BB202": Message("Văn bản dài {size} ký tự, vượt mức {most}.", "The text has {size} characters, more than {most}."),
        "BB203": Message("Xử lý quá {seconds} giây nên đã dừng.", "Stopped after more than {seconds} seconds."),
        "BB204": Message("Tệp vượt giới hạn an toàn: {reason}.", "The file exceeds a safety limit: {reason}."),
        "BB205": Message("Xử lý cần hơn {size} MiB bộ nhớ nên đã dừng.", "Stopped for needing more than {size} MiB of memory."),
        "BB301": Message("Thiết lập sai: {reason}.", "Wrong setting: {reason}."),
        "BB302": Message("Từ vựng {name} sai: {reason}.", "The lexicon {name} is wrong: {reason}."),
        "BB304": Message("Kho {name} không dùng được: {reason}.", "The archive {name} cannot be used: {reason}."),
        "BB305": Message("Không ghi được {name}: {reason}.", "{name} cannot be written: {reason}."),
        "BB306": Message("Thư mục {name} đang được một lần chạy khác dùng.", "The folder {name} is in use by another run."),
        "BB310": Message(
            "Địa chỉ {name} đã có chương trình khác dùng; chọn cổng khác bằng --port.",
            "Something else already listens on {name}; choose another port with --port.",
        ),
        "BB311": Message("Không mở được địa chỉ {name}: {reason}.", "{name} cannot be listened on: {reason}."),
        "BB320": Message("Cụm máy {name} không dùng được: {reason}.", "The cluster {name} cannot be used: {reason}."),
        "BB321": Message(
            "Chương trình, quy tắc, từ vựng hoặc mô hình đã đổi giữa lúc chạy; chạy lại để đọc bằng bản mới.",
            "The program, its rules, lexicons or model changed during the run; run again to read with the new ones.",
        ),
        "BB303": Message("Mô hình {name} không dùng được: {reason}.", "The model {name} cannot be used: {reason}."),
        "BB401": Message("Thiếu chương trình hoặc gói {name}.", "The program or package {name} is missing."),
        "BB402": Message("Thiếu mô hình {name}.", "The model {name} is missing."),
        "BB501": Message("Bản ghi không khớp văn bản: {reason}.", "The record does not fit the text: {reason}."),
        "BB502": Message("Lỗi bên trong chương trình: {reason}.", "Internal error: {reason}."),
        "BB503": Message("Tiến trình xử lý dừng đột ngột: {reason}.", "The worker process ended abruptly: {reason}."),
        "BB504": Message(
            "Đã cách ly: tiến trình xử lý {most} lần dừng vì văn bản này.", "Quarantined: the worker process ended {most} times over this text."
        ),
        "BB601": Message("Nội dung JSON sai: {reason}.", "The JSON is malformed: {reason}."),
        "BB602": Message("Trường {name} thiếu, thừa hoặc sai kiểu.", "The field {name} is missing, unknown or of the wrong type."),
        "BB603": Message("Biểu mẫu gửi lên sai: {reason}.", "The form is malformed: {reason}."),
        "BB604": Message("Không có trang này.", "There is no such page."),
        "BB605": Message("Trang này không nhận phương thức {name}.", "The method {name} is not allowed here."),
        "BB606": Message("Kiểu nội dung không được nhận; hãy gửi {kind}.", "This type of content is not accepted; send {kind}."),
        "BB607": Message(
            "Máy chủ không phục vụ tên này; người quản trị cho phép bằng --allow-host.",
            "The server does not answer to this host name; the operator can allow it with --allow-host.",
        ),
        "BB608": Message("Yêu cầu đến từ một trang khác nên bị từ chối.", "The request comes from another site and is refused."),
        "BB609": Message("Trang đã cũ; hãy tải lại trang rồi làm lại.", "The page is out of date; reload it and try again."),
        "BB610": Message("Dữ liệu gửi lên quá chậm nên đã ngắt.", "The data came too slowly; the request was cut off."),
        "BB611": Message("Máy chủ đang bận; thử lại sau {seconds} giây.", "The server is busy; try again in {seconds} seconds."),
        "BB612": Message(
            "Văn bản có dấu chỉ độ mật ({kind}) nên không được xử lý ở đây; không có gì được giữ lại.",
            "The document bears a secrecy marking ({kind}) and is not processed here; nothing of it was kept.",
        ),
        "BB613": Message("Phần đầu của yêu cầu quá lớn.", "The header of the request is too large."),
        "BB614": Message("Yêu cầu sai dạng.", "The request is malformed."),
        "BB615": Message(
            "Máy chủ không nhận lưu; người quản trị bật bằng --save-dir.", "The server saves nothing; the operator can turn it on with --save-dir."
        ),
        "BB616": Message("Bản gold sai: {reason}.", "The gold record is wrong: {reason}."),
        "BB617": Message("Không ghi được bản gold: {reason}.", "The gold record cannot be written: {reason}."),
        "BB618": Message(
            "Bản ghi gửi lên không khớp với văn bản ({reason}); hãy đọc lại văn bản.",
            "The record sent does not fit its text ({reason}); read the text again.",
        ),
        "BB619": Message("Không sửa được như vậy ({reason}).", "This correction is not possible ({reason})."),
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

    @classmethod
    def package(cls, name: str, extra: str) -> Self:
        """Thiếu gói (package): the Python package ``name``, which the extra ``extra`` of bienban brings."""
        return cls.of("BB401", name=f"{name} (pip install 'bienban[{extra}]')")


class InternalError(BienbanError):
    """Lỗi bên trong (internal error): a fault of the library itself."""

    series = "BB5"


class RequestError(BienbanError):
    """Lỗi yêu cầu (request error): the server does not take a request, or not now."""

    series = "BB6"
