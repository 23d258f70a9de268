"""Lời cảnh báo (warnings): what each code says to people, in Vietnamese and English."""

from __future__ import annotations

from types import MappingProxyType

MESSAGES: MappingProxyType[str, tuple[str, str]] = MappingProxyType(
    {
        "year_inferred": (
            "Năm không ghi trong ngày họp, được suy từ nơi khác trong văn bản.",
            "The year is not written with the date; it was taken from elsewhere in the report.",
        ),
        "year_missing": (
            "Ngày họp không có năm và không suy được năm.",
            "The date has no year and none can be inferred.",
        ),
        "date_conflict": (
            "Các căn cứ về năm mâu thuẫn nhau, năm để trống.",
            "Clues to the year contradict each other; the year is left open.",
        ),
        "declared_count_mismatch": (
            "Số nhiệm vụ nêu ra khác số nhiệm vụ tìm thấy.",
            "The announced number of tasks differs from the number found.",
        ),
        "declared_without_list": (
            "Có nêu số nhiệm vụ nhưng không liệt kê nhiệm vụ nào.",
            "A number of tasks is announced, but none is listed.",
        ),
        "ordinal_gap": (
            "Số thứ tự trong danh sách bị ngắt quãng.",
            "The numbering of the list has a gap.",
        ),
        "breakdown_mismatch": (
            "Các số thành phần cộng lại không bằng tổng số.",
            "The parts do not add up to the total.",
        ),
        "missing_number": (
            "Chỗ cần số liệu bị bỏ trống.",
            "A number is missing where one is needed.",
        ),
        "impossible_period": (
            "Khoảng thời gian không hợp lý.",
            "The period is impossible.",
        ),
        "number_format": (
            "Số viết lẫn dấu chấm và dấu phẩy, không xác định được giá trị.",
            "The number mixes separators; its value is not certain.",
        ),
        "symbol_malformed": (
            "Số, ký hiệu văn bản viết không đúng thể thức.",
            "The document symbol is malformed.",
        ),
        "symbol_hyphen_lost": (
            "Ký hiệu văn bản bị mất dấu gạch nối.",
            "The document symbol has lost its hyphen.",
        ),
        "type_symbol_conflict": (
            "Tên loại văn bản không khớp với ký hiệu.",
            "The document's type word and its symbol disagree.",
        ),
        "encoding_converted": (
            "Văn bản được chuyển từ bảng mã cũ sang Unicode.",
            "The text was converted from a legacy encoding.",
        ),
        "encoding_damaged": (
            "Văn bản có dấu hiệu bị hỏng do chuyển mã hai lần.",
            "The text shows damage from converting its encoding twice.",
        ),
        "undecodable_bytes": (
            "Có ký tự không đọc được, đã thay bằng U+FFFD.",
            "Some bytes could not be decoded and were replaced by U+FFFD.",
        ),
        "glued_words": (
            "Có chữ bị dính liền, thiếu dấu cách.",
            "Words are glued together; a space is missing.",
        ),
        "duplicate_text": (
            "Có câu lặp lại nguyên văn.",
            "A sentence is repeated word for word.",
        ),
        "related_headline": (
            "Tiêu đề bài khác lẫn vào giữa văn bản.",
            "A headline of another item stands inside the text.",
        ),
        "secrecy_marking": (
            "Văn bản có dấu chỉ độ mật: không xử lý trên công cụ này.",
            "The document bears a secrecy marking: do not process it with this tool.",
        ),
        "language_not_vi": (
            "Văn bản không phải tiếng Việt.",
            "The text is not Vietnamese.",
        ),
        "not_a_meeting": (
            "Văn bản không có vẻ là báo cáo về một cuộc họp.",
            "The text does not look like a report on a meeting.",
        ),
        "text_truncated": (
            "Văn bản bị cắt ngắn.",
            "The text is cut short.",
        ),
    }
)
