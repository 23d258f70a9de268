"""Made-up reports for properties: sentences put together from names, posts, verbs, numbers and separators."""

from __future__ import annotations

from hypothesis import strategies as st

NAMES = [
    "Giàng A Páo", "H'Blăm Niê", "Y Thông Êban", "Lò Văn Pâng", "Sùng Thị Mảy", "Nguyễn Thị Hoà", "Điểu K'Ré", "Thạch Sô Phan", "Kiên",
]  # fmt: skip
HONORIFICS = ["ông", "bà", "đồng chí", "Đồng chí", "các đồng chí:", "anh", ""]
POSTS = [
    "Chủ tịch UBND huyện", "Phó Chủ tịch Ủy ban MTTQ Việt Nam tỉnh", "Bí thư Đảng uỷ xã", "Uỷ viên Ban Thường vụ Tỉnh ủy",
    "Trưởng Ban Dân vận", "Giám đốc Sở Văn hóa, Thể thao và Du lịch", "Phó Trưởng Công an xã",
]  # fmt: skip
BODIES = [
    "Sở Nội vụ", "UBND các xã", "các đơn vị", "Phòng Văn hóa - Thông tin", "Liên đoàn Lao động huyện", "Hội LHPN tỉnh", "Trạm Y tế",
    "hai bên", "Công ty TNHH Hoà Bình", "các sở, ban, ngành",
]  # fmt: skip
ACTS = [
    "yêu cầu", "đề nghị", "giao", "thống nhất", "cam kết", "cho biết sẽ", "mong", "kiến nghị", "chủ trì hội nghị", "phát biểu",
    "nhấn mạnh", "kết luận như sau:", "đã hoàn thành", "phấn đấu", "thay mặt", "chỉ đạo 3 nhiệm vụ:", "triển khai các nội dung sau:",
    "cần",
]  # fmt: skip
VERBS = [
    "rà soát", "tổ chức", "tuyên truyền", "phối hợp với Công an xã", "kết nạp", "xây dựng", "báo cáo kết quả", "tiếp tục đẩy mạnh",
    "chủ trì, phối hợp với", "ký cam kết", "hoàn thành", "nâng cao chất lượng",
]  # fmt: skip
THINGS = [
    "hộ nghèo", "hồ sơ", "công tác dân vận", "nhà văn hóa", "quy chế phối hợp", "mô hình", "đoàn viên", "đường liên xã",
    "hội nghị sơ kết 6 tháng đầu năm",
]  # fmt: skip
NUMBERS = [
    "5/8 nội dung", "trên 95%", "10-12 mô hình", "1.150 đoàn viên", "từ 60% số hộ trở lên", "02 lớp", "2,4 tỷ đồng",
    "hơn 120 đại biểu", "17/19 tiêu chí", "45.799/36.875 tỷ đồng", "không quá 3%",
]  # fmt: skip
TIMES = [
    "trước ngày 30/6", "ngày 12/7/2023", "trong quý IV/2024", "năm 2025", "đến năm 2030", "6 tháng đầu năm 2024",
    "ngày 15 hằng tháng", "Sáng 5/3", "29/2", "nhiệm kỳ 2020 - 2025", "trong thời gian tới",
]  # fmt: skip
DOCUMENTS = ["Kế hoạch số 45-KH/TU ngày 18/02/2022", "các Quyết định số 217 và 218-QĐ/TW", "Công văn 15/CV-UBND", "Luật Lao động", "Số: 87/TB-UBND"]
MARKS = [
    ",", ";", ".", ":", " -", "- ", "\n", "\n\n", "(1)", "(2)", "(", ")", '"', "“", "”", "1.", "2.", "a)", "Một là,", "Hai là,",
    "Thứ tư,", "…", "!", "\n- ", "\n1. ", "\nI. ", "|", "\t", "\u00a0", "và", "cùng", "trong đó:", "Đồng thời,", "Tại hội nghị,",
    "Kết luận hội nghị,",
]  # fmt: skip
FRAGMENTS = [*NAMES, *HONORIFICS, *POSTS, *BODIES, *ACTS, *VERBS, *THINGS, *NUMBERS, *TIMES, *DOCUMENTS, *MARKS]

jumbles = st.lists(st.sampled_from(FRAGMENTS), min_size=1, max_size=60).map(" ".join)
"""Words of reports in any order."""


@st.composite
def _person(draw: st.DrawFn) -> str:
    words = f"{draw(st.sampled_from(HONORIFICS[:4]))} {draw(st.sampled_from(NAMES))}"
    return f"{words}{draw(st.sampled_from([', ', ' - ', '- ']))}{draw(st.sampled_from(POSTS))}" if draw(st.booleans()) else words


@st.composite
def _clause(draw: st.DrawFn) -> str:
    words = [draw(st.sampled_from(VERBS)), draw(st.sampled_from(THINGS))]
    if draw(st.booleans()):
        words.append(draw(st.sampled_from(NUMBERS)))
    if draw(st.booleans()):
        words.append(draw(st.sampled_from(TIMES)))
    return " ".join(words)


@st.composite
def _sentence(draw: st.DrawFn) -> str:
    subject = draw(st.one_of(_person(), st.sampled_from(BODIES), st.just("Hội nghị")))
    clauses = draw(st.lists(_clause(), min_size=1, max_size=4))
    if draw(st.booleans()):
        clauses = [f"({number}) {clause}" for number, clause in enumerate(clauses, 1)]
    addressee = draw(st.sampled_from(["", *BODIES]))
    return f"{subject} {draw(st.sampled_from(ACTS))} {addressee} {'; '.join(clauses)}."


@st.composite
def reports(draw: st.DrawFn) -> str:
    """Reports of several paragraphs that say they are of a meeting."""
    first = (
        f"Sáng {draw(st.integers(1, 28))}/{draw(st.integers(1, 12))}/{draw(st.integers(2015, 2025))}, "
        f"{draw(st.sampled_from(BODIES))} tổ chức hội nghị tổng kết công tác dân vận. {draw(_person())} chủ trì hội nghị."
    )
    paragraphs = draw(st.lists(st.lists(_sentence(), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=5))
    return "\n".join([first, *paragraphs])
