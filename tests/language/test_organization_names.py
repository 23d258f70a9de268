"""Names of organisations written out as of the time of the meeting."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.language.org_names import expand_name

ROWS = [
    ("LĐLĐ TP", "Liên đoàn Lao động thành phố", "head and level abbreviated"),
    ("LĐLĐ TX", "Liên đoàn Lao động thị xã", "another level"),
    ("Thanh ủy", "Thành ủy", "known misspelling"),
    ("UBND tỉnh", "Ủy ban nhân dân tỉnh", "plain abbreviation"),
    ("UBND TP.HCM", "Ủy ban nhân dân Thành phố Hồ Chí Minh", "the city's own short form"),
    ("Uỷ ban nhân dân tỉnh", "Ủy ban nhân dân tỉnh", "old tone placement"),
    ("ban dân vận huyện uỷ", "Ban Dân vận Huyện ủy", "capitals of known heads"),
    ("Ban quản lý Khu Kinh tế Hải Phòng", "Ban Quản lý Khu kinh tế Hải Phòng", "one spelling of the body"),
    ("BTV Tỉnh ủy", "Ban Thường vụ Tỉnh ủy", "abbreviated committee"),
    ("BCH Đảng bộ phường", "Ban Chấp hành Đảng bộ phường", "abbreviated committee of the party organisation"),
    ("Hội LHPN tỉnh", "Hội Liên hiệp Phụ nữ tỉnh", "abbreviation inside the name"),
    ("HND xã Cẩm Lâm", "Hội Nông dân xã Cẩm Lâm", "abbreviated association with its place"),
    ("Sở GD&ĐT", "Sở Giáo dục và Đào tạo", "abbreviated field"),
    ("Sở KH-ĐT", "Sở Kế hoạch và Đầu tư", "abbreviated field with a dash"),
    ("Bộ KH&CN", "Bộ Khoa học và Công nghệ", "abbreviated ministry"),
    ("Sở tài chính", "Sở Tài chính", "field in small letters"),
    ("Phòng Giáo dục và đào tạo", "Phòng Giáo dục và Đào tạo", "half-capitalised field"),
    ("CĐCS", "Công đoàn cơ sở", "one word alone"),
    ("UBMTTQVN xã", "Ủy ban Mặt trận Tổ quốc Việt Nam xã", "long abbreviation"),
    ("Tổng LĐLĐ Việt Nam", "Tổng Liên đoàn Lao động Việt Nam", "half abbreviated"),
    ("Đảng ủy - HĐND - UBND xã", "Đảng ủy - Hội đồng nhân dân - Ủy ban nhân dân xã", "each of the joined bodies"),
    ("các sở, ban, ngành", "các sở, ban, ngành", "a group keeps its small letters"),
    ("Trường THPT Lê Hồng Phong", "Trường THPT Lê Hồng Phong", "THPT is part of the school's name"),
    ("Công ty TNHH ABC", "Công ty TNHH ABC", "a firm's brand may be capitals"),
    ("ỦY BAN NHÂN DÂN TỈNH ĐỒNG LÂM", "Ủy ban nhân dân tỉnh Đồng Lâm", "a letterhead in capitals"),
    ("Công an  huyện", "Công an huyện", "blanks folded"),
    ("Hội Nông dân xã Hoà Lâm", "Hội Nông dân xã Hòa Lâm", "tone placement of a place name"),
    ("Ban Dân vận Tỉnh ủy", "Ban Dân vận Tỉnh ủy", "a body since merged keeps the name it had"),
]


@pytest.mark.parametrize(("phrase", "name", "why"), ROWS, ids=[row[2] for row in ROWS])
def test_writes_names_out(phrase: str, name: str, why: str) -> None:
    assert expand_name(phrase) == name, why


@pytest.mark.parametrize(
    ("phrase", "why"),
    [
        ("XYZ tỉnh", "an abbreviation in no table"),
        ("ABC", "an abbreviation alone"),
        ("BTC", "Ban Tổ chức, Bộ Tài chính: two readings"),
        ("TU", "Tỉnh ủy or Thành ủy, the level unknown"),
        ("", "nothing"),
        ("  , ", "nothing but marks"),
    ],
)
def test_says_nothing_where_the_short_form_is_not_known(phrase: str, why: str) -> None:
    assert expand_name(phrase) is None, why


@pytest.mark.parametrize(
    ("phrase", "level", "name"),
    [
        ("TU", "tỉnh", "Tỉnh ủy"),
        ("TU", "thành phố", "Thành ủy"),
        ("BDVTU", "thành phố", "Ban Dân vận Thành ủy"),
        ("BTCTU", "tỉnh", "Ban Tổ chức Tỉnh ủy"),
    ],
)
def test_the_level_decides_between_two_readings(phrase: str, level: str, name: str) -> None:
    assert expand_name(phrase, level) == name


@given(st.text(max_size=60))
def test_any_text_gives_a_name_or_none(phrase: str) -> None:
    name = expand_name(phrase)
    assert name is None or name.strip() == name != ""


@pytest.mark.parametrize("name", sorted({row[1] for row in ROWS if not row[1].isupper()}))
def test_a_written_out_name_stays_as_it_is(name: str) -> None:
    assert expand_name(name) == name
