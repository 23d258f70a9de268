"""Enumerators of every form, at line starts and inline."""

from __future__ import annotations

import pytest

from bienban.language.enumerators import at_line_start, inline
from bienban.text.shadow import fold


@pytest.mark.parametrize(
    ("line", "mark", "ordinal", "style"),
    [
        ("(3) Rà soát hộ nghèo", "(3)", 3, "paren"),
        ("(iv) Rà soát", "(iv)", 4, "paren-roman"),
        ("b) Giao Công an xã", "b)", 2, "closed-alpha"),
        ("2) Giao Công an xã", "2)", 2, "closed"),
        ("4. Giao Công an xã", "4.", 4, "dot"),
        ("4.Giao Công an xã", "4.", 4, "dot"),
        ("2.1. Về kinh tế", "2.1.", 1, "decimal"),
        ("5- Tăng cường", "5-", 5, "dash"),
        ("1/ Tăng cường", "1/", 1, "dash"),
        ("III. Phương hướng", "iii.", 3, "roman"),
        ("II- Phương hướng", "ii-", 2, "roman"),
        ("Một là, nâng cao", "một là", 1, "word-la"),
        ("Mười một là: nâng cao", "mười một là", 11, "word-la"),
        ("Thứ tư, nâng cao", "thứ tư", 4, "word-thu"),
        ("Thứ ba là nâng cao", "thứ ba là", 3, "word-thu"),
        ("Thứ nhất, là nâng cao", "thứ nhất", 1, "word-thu"),
        ("Nhiệm vụ thứ hai: nâng cao", "nhiệm vụ thứ hai", 2, "word-thu"),
        ("Nhiệm vụ 3: nâng cao", "nhiệm vụ 3:", 3, "headed"),
        ("Điều 2. Văn phòng", "điều 2.", 2, "headed"),
        ("- Tổ chức ra quân", "-", 0, "bullet"),
        ("• Tổ chức ra quân", "•", 0, "bullet"),
        ("+ Tổ chức ra quân", "+", 0, "bullet"),
    ],
)
def test_marks_at_line_start(line, mark, ordinal, style):
    folded = fold(line)
    found = at_line_start(folded, 0, len(folded))
    assert found is not None
    assert (folded[found.start : found.end], found.ordinal, found.style) == (mark, ordinal, style)
    assert folded[found.body].isalpha()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("20/7, xã tổ chức hội nghị", "a date"),
        ("6 tháng đầu năm, huyện kết nạp 30 đảng viên", "a period"),
        ("1.200 hội viên tham gia", "a number with a thousands dot"),
        ("Thứ hai tuần tới họp tiếp", "a weekday has no comma after it"),
        ("An toàn là trên hết", "a word that begins with a letter"),
    ],
)
def test_no_marks(line, reason):
    folded = fold(line)
    assert at_line_start(folded, 0, len(folded)) is None, reason


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("đó là: (1) rà soát; (2) bổ sung", ["(1)", "(2)"]),
        ("các việc sau: Một là, rà soát. Hai là, bổ sung", ["một là", "hai là"]),
        ("trong đó: - cấp sổ; - thu phí", ["-", "-"]),
        ("kinh tế - xã hội phát triển (GRDP)", []),
        ("gồm: a) rà soát; b) bổ sung", ["a)", "b)"]),
    ],
)
def test_inline_marks(text, marks):
    folded = fold(text)
    assert [folded[m.start : m.end] for m in inline(folded, 0, len(folded))] == marks
