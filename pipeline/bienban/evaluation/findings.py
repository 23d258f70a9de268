"""Điều cần sửa trong gold (findings): what is wrong with a gold file, on which line, in two languages.

G0xx the file itself, its quotes, ids and values (such a file is refused) · G1xx the rules of the annotation
guidelines · G2xx the folder as a whole · G3xx the adjudication of two annotations. A code is never given another meaning.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

from bienban.errors import InputError, Message

Severity = Literal["error", "warning"]

MESSAGES: Mapping[str, Message] = MappingProxyType(
    {
        "G001": Message("JSON sai: {reason}", "malformed JSON: {reason}"),
        "G002": Message("thiếu tệp {name}", "the file {name} is missing"),
        "G003": Message("{path}: không có trường này trong bản ghi", "{path}: the record has no such field"),
        "G004": Message("{path}: giá trị không hợp lệ: {reason}", "{path}: not valid: {reason}"),
        "G005": Message("{path}: không thấy {quote!r} trong văn bản", "{path}: {quote!r} is not in the text"),
        "G006": Message(
            "{path}: {quote!r} chỉ xuất hiện {found} lần, không có lần thứ {n}",
            "{path}: {quote!r} occurs {found} times, there is no occurrence {n}",
        ),
        "G007": Message("{path}: mã {id} không đúng dạng {letter}1, {letter}2 …", "{path}: the id {id} is not of the form {letter}1, {letter}2 …"),
        "G008": Message("{path}: mã {id} không đứng sau {before}", "{path}: the id {id} does not come after {before}"),
        "G009": Message("{path}: đứng trước mục {before} trong văn bản", "{path}: stands before {before} in the text"),
        "G010": Message("{path}: không có mục {id}", "{path}: there is no item {id}"),
        "G011": Message("{path}: nhiệm vụ cha {id} phải đứng trước", "{path}: the parent {id} must come first"),
        "G012": Message("văn bản chưa ở dạng chuẩn: {reason}", "the text is not canonical: {reason}"),
        "G013": Message("văn bản rỗng", "the text is empty"),
        "G014": Message("không đọc được: {reason}", "cannot be read: {reason}"),
        "G101": Message("{path}: có dấu ';' ngoài ngoặc, phải cắt thành hai mục", "{path}: holds a ';' outside brackets, it is two items"),
        "G102": Message("{path}: bắt đầu bằng {word!r}, từ này phải ở ngoài", "{path}: begins with {word!r}, which stays outside"),
        "G103": Message("{path}: bắt đầu bằng dấu đầu mục {word!r}", "{path}: begins with the list marker {word!r}"),
        "G104": Message("{path}: trích dẫn có số phải kết thúc ở ngày ban hành", "{path}: a numbered citation ends with its date"),
        "G105": Message("{path}: kết quả không bắt đầu bằng 'đã'", "{path}: a result does not begin with 'đã'"),
        "G106": Message("{path}: đại biểu chưa có vai trò", "{path}: the attendee has no role"),
        "G107": Message(
            "{path}: found_count là {said}, danh mục có {found} nhiệm vụ cấp một",
            "{path}: found_count is {said}, the list has {found} top-level tasks",
        ),
        "G108": Message(
            "{path}: nêu {declared}, tìm thấy {found}, mà thiếu cảnh báo {warning}",
            "{path}: {declared} declared, {found} found, without the warning {warning}",
        ),
        "G109": Message("có cảnh báo {warning} mà không danh mục nào như vậy", "the warning {warning} stands though no list gives cause for it"),
        "G110": Message("{path}: đầu hoặc cuối đoạn có khoảng trắng hay dấu câu {word!r}", "{path}: the span begins or ends with {word!r}"),
        "G111": Message("{path}: tên {name!r} không có trong đoạn {text!r}", "{path}: the name {name!r} is not in the span {text!r}"),
        "G112": Message("{path}: mentions thiếu lần nhắc đầu tiên", "{path}: mentions leave out the first mention"),
        "G113": Message("{path}: giao nhau với {other}", "{path}: overlaps {other}"),
        "G114": Message("{path}: nằm ngoài đoạn của mục", "{path}: lies outside the span of its item"),
        "G115": Message("{path}: hai chiều liên kết với {id} không khớp", "{path}: the link with {id} is not told from both sides"),
        "G116": Message("{path}: tên gọi {given!r} không nằm trong {name!r}", "{path}: the given name {given!r} is no part of {name!r}"),
        "G117": Message("{path}: mã lời phát biểu {id} không theo thứ tự", "{path}: the statement id {id} is out of order"),
        "G118": Message("{path}: {word!r} không có trong văn bản", "{path}: {word!r} is not in the text"),
        "G119": Message(
            "năm của ngày họp được suy ra mà thiếu cảnh báo year_inferred", "the year of the meeting is inferred without the warning year_inferred"
        ),
        "G120": Message("{path}: mục con mang danh mục {id} khác mục cha", "{path}: a part belongs to the list {id}, its parent to another"),
        "G121": Message("{path}: {id} không có nhiệm vụ nào", "{path}: {id} has no task"),
        "G122": Message("{path}: đã lặp lại (recurring) thì edtf phải trống", "{path}: what recurs has no edtf"),
        "G123": Message("{path}: chưa rõ năm (XXXX) thì không phải suy ra (inferred)", "{path}: an unknown year (XXXX) is not inferred"),
        "G124": Message(
            "{path}: cảnh báo year_missing phải có khi và chỉ khi ngày họp thiếu năm (XXXX)",
            "{path}: the warning year_missing stands if and only if the meeting's date lacks its year (XXXX)",
        ),
        "G125": Message("{path}: phần trăm không mang đơn vị {unit!r}", "{path}: a percentage has no unit {unit!r}"),
        "G126": Message(
            "{path}: done và total đi cùng nhau và kèm basis; tiến độ phải có tỷ lệ hoặc số lượng",
            "{path}: done and total come together and with a basis; a progress has a ratio or a quantity",
        ),
        "G127": Message("{path}: nhóm không có tên và chức vụ", "{path}: a group has no name and no posts"),
        "G128": Message("{path}: mentions phải theo thứ tự trong văn bản", "{path}: mentions stand in the order of the text"),
        "G129": Message(
            "{path}: ký hiệu {symbol!r} có khoảng trắng hoặc không chứa số của văn bản",
            "{path}: the symbol {symbol!r} holds a space, or does not hold the number",
        ),
        "G130": Message("{path}: trùng đoạn với {other}", "{path}: has the very span of {other}"),
        "G131": Message("{path}: văn bản âm tính không có mục này", "{path}: a negative text has none of this"),
        "G132": Message("{path}: mã {id}, lẽ ra là {right}", "{path}: the id {id} leaves a gap, it should be {right}"),
        "G133": Message("{path}: có giá trị lặp lại", "{path}: holds a value twice"),
        "G135": Message("{path}: {text!r} cắt ngang một chữ hoặc một số", "{path}: {text!r} is cut inside a word or a number"),
        "G136": Message(
            "{path}: năm của {edtf} không có trong {text!r} (suy ra thì phải ghi inferred)",
            "{path}: the year of {edtf} is not in {text!r} (inferred is missing, or the year is wrong)",
        ),
        "G137": Message("{path}: ngày, tháng của {edtf} không phải của {text!r}", "{path}: day and month of {edtf} are not those of {text!r}"),
        "G140": Message("{path}: đã có ở {other}: mỗi người, mỗi văn bản một mục", "{path}: is {other} again; one person or document, one item"),
        "G141": Message("cảnh báo year_inferred mà năm của ngày họp không suy ra", "the warning year_inferred, and no year of the meeting is"),
        "G143": Message("văn bản âm tính thiếu cảnh báo not_a_meeting", "a negative text lacks the warning not_a_meeting"),
        "G144": Message("{path}: nằm ở đoạn văn khác với mục của nó", "{path}: stands in another paragraph than its item"),
        "G145": Message("cảnh báo not_a_meeting ở báo cáo có cuộc họp", "the warning not_a_meeting in a report of a meeting"),
        "G146": Message("{path}: chạy qua hết câu, phải cắt thành hai mục", "{path}: runs over the end of a sentence, it is two items"),
        "G147": Message("{path}: {text!r} không nói {value}", "{path}: {text!r} does not say {value}"),
        "G148": Message("{path}: {text!r} có ngay trong mục, mà trích ở chỗ khác (n?)", "{path}: {text!r} is in the item, and quoted elsewhere (n?)"),
        "G149": Message("{path}: {name!r} thiếu tên gọi (given_name)", "{path}: {name!r} lacks its given name"),
        "G201": Message("trùng văn bản với {other}", "the same text as {other}"),
        "G202": Message(
            "gần trùng với {other} ({share} cụm {words} chữ chung)", "nearly the same text as {other} ({share} of the {words}-word shingles shared)"
        ),
        "G203": Message("cơ quan {issuer!r} có cả ở {other}", "the issuer {issuer!r} is also in {other}"),
        "G204": Message("tác giả {author!r} có cả ở {other}", "the author {author!r} is also in {other}"),
        "G208": Message("{name} không thuộc bộ gold, sẽ không được đọc", "{name} is no part of a gold folder and would not be read"),
        "G209": Message("tên {name} đã có ở {other}", "the name {name} is taken by {other}"),
        "G205": Message("mã meta.id là {id}, tên tệp là {name}", "meta.id is {id}, the file is named {name}"),
        "G206": Message("không có tệp gold nào", "there is no gold file"),
        "G207": Message("{path}: phần (split) {split} không hợp với thư mục {folder}", "{path}: the split {split} does not suit the folder {folder}"),
        "G301": Message(
            "{id}: hai bản chú giải hoặc bản gold khác nhau ({words!r}) mà chưa phân xử",
            "{id}: the annotations or the gold differ ({words!r}) and nothing is decided",
        ),
        "G302": Message("{id}: bản {side} nói khác: {value}", "{id}: the {side} annotation says otherwise: {value}"),
        "G303": Message("{id}: gold là {found}, phán quyết là {value}", "{id}: the gold says {found}, decided was {value}"),
        "G304": Message("{path}: phán quyết không hợp lệ: {reason}", "{path}: no valid decision: {reason}"),
        "G305": Message("{name}: thiếu tệp này, hoặc không có trong gold", "{name}: this file is missing, or the gold has no such report"),
        "G306": Message("{id}: phân xử hai lần", "{id}: is decided twice"),
        "G307": Message("{id}: {name} ghi {told!r}, lẽ ra {right!r}", "{id}: {name} is given as {told!r}, it is {right!r}"),
    }
)
WARNINGS = frozenset({"G109", "G121", "G144"})
"""Codes that ask for a second look; all others are errors."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """Một điều cần sửa (finding): the file as given, the line from 1, the code and both messages."""

    file: str
    line: int
    code: str
    message_vi: str
    message_en: str

    @property
    def severity(self) -> Severity:
        """Mức độ (severity): an error refuses the file or the folder, a warning does not."""
        return "warning" if self.code in WARNINGS else "error"

    def __str__(self) -> str:
        """One line: ``file:line: code message``."""
        return f"{self.file}:{self.line}: {self.code} {self.message_vi} / {self.message_en}"


def finding(file: str, line: int, code: str, **values: Any) -> Finding:
    """Lập một điều cần sửa (make a finding): the messages of ``code`` filled in; ``KeyError`` for an unknown one."""
    message = MESSAGES[code]
    short = {key: _short(value) for key, value in values.items()}
    return Finding(file, line, code, message.vi.format_map(short), message.en.format_map(short))


def _short(value: Any) -> Any:
    return value[:77] + "…" if isinstance(value, str) and len(value) > 80 else value


class GoldError(InputError):
    """Gold bị hỏng (damaged gold): ``findings`` say on which lines and why."""

    def __init__(self, code: str, message_vi: str, message_en: str) -> None:
        """Lỗi (error): see :meth:`refuse`, which also keeps the findings."""
        super().__init__(code, message_vi, message_en)
        self.findings: tuple[Finding, ...] = ()

    @classmethod
    def refuse(cls, findings: Sequence[Finding]) -> GoldError:
        """Từ chối (refuse): the error that carries these findings."""
        error = cls.of("BB107", reason="; ".join(str(f) for f in findings[:5]))
        error.findings = tuple(findings)
        return error
