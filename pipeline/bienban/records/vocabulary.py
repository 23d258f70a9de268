"""Bảng mã (vocabulary): every code a record may hold, with its Vietnamese and English label.

Codes are part of the published format: one may be added in a minor version of the schema, none is
renamed or removed.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

MeetingKind = Literal[
    "preliminary_review", "final_review", "briefing", "launch", "working_session", "session", "seminar",
    "dialogue", "signing", "supervision", "congress", "training", "ceremony", "other",
]  # fmt: skip
TimeOfDay = Literal["morning", "noon", "afternoon", "evening"]
AttendeeKind = Literal["person", "group", "organization"]
Role = Literal["chair", "speaker", "presenter", "attendee", "secretary", "absent"]
DocumentType = Literal[
    "plan", "joint_plan", "programme", "resolution", "directive", "decision", "conclusion", "circular",
    "decree", "guidance", "report", "notice", "official_letter", "scheme", "regulation", "law", "telegram",
    "submission", "other",
]  # fmt: skip
DocumentRole = Literal["basis", "adopted", "reported", "mentioned"]
System = Literal["party", "state", "front", "union", "youth", "force", "other"]
ResultKind = Literal["progress", "figure", "vote", "award"]
Basis = Literal["total", "plan"]
TaskKind = Literal["agreed", "directive", "plan"]
Direction = Literal["increase_by", "increase_to", "decrease_by", "decrease_to", "reach", "keep"]
Strength = Literal["pledge", "intention", "aspiration"]
WarningCode = Literal[
    "year_inferred", "year_missing", "date_conflict", "declared_count_mismatch", "declared_without_list",
    "ordinal_gap", "breakdown_mismatch", "missing_number", "impossible_period", "number_format",
    "symbol_malformed", "symbol_hyphen_lost", "type_symbol_conflict", "encoding_converted",
    "encoding_damaged", "encoding_uncertain", "undecodable_bytes", "glued_words", "duplicate_text",
    "related_headline", "secrecy_marking", "language_not_vi", "not_a_meeting", "text_truncated",
    "tracked_changes", "ocr_low", "list_numbers_lost",
]  # fmt: skip
Language = Literal["vi", "en"]


class Label(NamedTuple):
    """Nhãn (label): what people read in place of a code."""

    vi: str
    en: str


def _table(**labels: tuple[str, str]) -> Mapping[str, Label]:
    return MappingProxyType({code: Label(*pair) for code, pair in labels.items()})


VOCABULARIES: Mapping[str, Mapping[str, Label]] = MappingProxyType(
    {
        "meeting_kind": _table(
            preliminary_review=("sơ kết", "preliminary review"),
            final_review=("tổng kết", "final review"),
            briefing=("giao ban", "briefing"),
            launch=("triển khai, phát động", "launch"),
            working_session=("làm việc", "working session"),
            session=("phiên họp, kỳ họp", "session"),
            seminar=("tọa đàm, hội thảo", "seminar"),
            dialogue=("đối thoại, tiếp xúc cử tri", "dialogue"),
            signing=("ký kết", "signing"),
            supervision=("giám sát, kiểm tra", "supervision"),
            congress=("đại hội", "congress"),
            training=("tập huấn, quán triệt", "training"),
            ceremony=("lễ, họp mặt, tuyên dương", "ceremony"),
            other=("khác", "other"),
        ),
        "time_of_day": _table(
            morning=("sáng", "morning"),
            noon=("trưa", "noon"),
            afternoon=("chiều", "afternoon"),
            evening=("tối", "evening"),
        ),
        "attendee_kind": _table(
            person=("cá nhân", "person"),
            group=("nhóm đại biểu", "group"),
            organization=("cơ quan, đơn vị", "organization"),
        ),
        "role": _table(
            chair=("chủ trì", "chair"),
            speaker=("phát biểu", "speaker"),
            presenter=("trình bày báo cáo", "presenter"),
            attendee=("tham dự", "attendee"),
            secretary=("thư ký", "secretary"),
            absent=("vắng mặt", "absent"),
        ),
        "document_type": _table(
            plan=("kế hoạch", "plan"),
            joint_plan=("kế hoạch phối hợp", "joint plan"),
            programme=("chương trình", "programme"),
            resolution=("nghị quyết", "resolution"),
            directive=("chỉ thị", "directive"),
            decision=("quyết định", "decision"),
            conclusion=("kết luận", "conclusion"),
            circular=("thông tư", "circular"),
            decree=("nghị định", "decree"),
            guidance=("hướng dẫn", "guidance"),
            report=("báo cáo", "report"),
            notice=("thông báo", "notice"),
            official_letter=("công văn", "official letter"),
            scheme=("đề án", "scheme"),
            regulation=("quy định, quy chế", "regulation"),
            law=("luật", "law"),
            telegram=("công điện", "telegram"),
            submission=("tờ trình", "submission"),
            other=("văn bản khác", "other document"),
        ),
        "document_role": _table(
            basis=("căn cứ", "basis"),
            adopted=("được ban hành, thông qua", "adopted"),
            reported=("được báo cáo việc thực hiện", "reported on"),
            mentioned=("được nhắc đến", "mentioned"),
        ),
        "system": _table(
            party=("Đảng", "Party"),
            state=("Nhà nước", "State"),
            front=("Mặt trận Tổ quốc", "Fatherland Front"),
            union=("Công đoàn", "trade union"),
            youth=("Đoàn Thanh niên", "youth union"),
            force=("lực lượng vũ trang", "armed forces"),
            other=("khác", "other"),
        ),
        "result_kind": _table(
            progress=("tiến độ", "progress"),
            figure=("số liệu", "figure"),
            vote=("biểu quyết", "vote"),
            award=("khen thưởng", "award"),
        ),
        "basis": _table(
            total=("trên tổng số", "of the total"),
            plan=("so với kế hoạch", "of the plan"),
        ),
        "task_kind": _table(
            agreed=("nhiệm vụ thống nhất", "agreed task"),
            directive=("nhiệm vụ được giao, chỉ đạo", "directed task"),
            plan=("nhiệm vụ theo kế hoạch", "planned task"),
        ),
        "direction": _table(
            increase_by=("tăng thêm", "increase by"),
            increase_to=("tăng lên", "increase to"),
            decrease_by=("giảm bớt", "decrease by"),
            decrease_to=("giảm còn", "decrease to"),
            reach=("đạt", "reach"),
            keep=("giữ vững, duy trì", "keep"),
        ),
        "strength": _table(
            pledge=("cam kết", "pledge"),
            intention=("dự định", "intention"),
            aspiration=("phấn đấu, quyết tâm", "aspiration"),
        ),
        "warning_code": _table(
            year_inferred=("năm được suy ra", "year inferred"),
            year_missing=("thiếu năm", "year missing"),
            date_conflict=("ngày tháng mâu thuẫn", "conflicting dates"),
            declared_count_mismatch=("số lượng nêu ra không khớp", "declared count differs"),
            declared_without_list=("nêu số lượng nhưng không liệt kê", "number announced, nothing listed"),
            ordinal_gap=("số thứ tự bị khuyết", "gap in the numbering"),
            breakdown_mismatch=("tổng các phần không khớp", "parts do not add up"),
            missing_number=("thiếu con số", "number missing"),
            impossible_period=("khoảng thời gian không thể có", "impossible period"),
            number_format=("cách viết số không rõ", "ambiguous number format"),
            symbol_malformed=("số ký hiệu viết sai", "malformed document symbol"),
            symbol_hyphen_lost=("số ký hiệu mất gạch nối", "hyphen lost in document symbol"),
            type_symbol_conflict=("loại văn bản không khớp ký hiệu", "document type and symbol disagree"),
            encoding_converted=("đã chuyển bảng mã cũ", "legacy encoding converted"),
            encoding_damaged=("chữ bị hỏng do chuyển mã", "text damaged by an earlier conversion"),
            encoding_uncertain=("không chắc bảng mã", "encoding not certain"),
            undecodable_bytes=("có byte không giải mã được", "bytes that could not be decoded"),
            glued_words=("chữ dính nhau", "words glued together"),
            duplicate_text=("nội dung lặp lại", "repeated text"),
            related_headline=("tin liên quan chen vào bài", "headline of another article in the text"),
            secrecy_marking=("có dấu độ mật", "secrecy marking"),
            language_not_vi=("không phải tiếng Việt", "not Vietnamese"),
            not_a_meeting=("không phải tin về cuộc họp", "not a meeting report"),
            text_truncated=("văn bản bị cắt bớt", "text truncated"),
            tracked_changes=("văn bản còn dấu sửa đổi", "tracked changes in the source"),
            ocr_low=("chữ nhận dạng kém", "poor character recognition"),
            list_numbers_lost=("mất số thứ tự của danh sách", "list numbers lost"),
        ),
    }
)


def label(vocabulary: str, code: str, language: Language = "vi") -> str:
    """Nhãn của mã (label of a code): what people read; ``KeyError`` names an unknown table or code."""
    entry = VOCABULARIES[vocabulary][code]
    return entry.vi if language == "vi" else entry.en
