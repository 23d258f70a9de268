"""The summary to copy: what was said, in few words, and nothing that was not."""

from __future__ import annotations

import bienban
from bienban.records import Report
from bienban.render.plain import plain
from processes import ROOT, SAMPLES

REPORT = bienban.extract((SAMPLES / "giao-ban-xa.txt").read_bytes())


def test_a_whole_summary() -> None:
    assert plain(REPORT) == (
        "Giao ban công tác tháng 4, triển khai nhiệm vụ tháng 5 năm 2024\n"
        "Thời gian: Chiều, 26/4/2024\n"
        "Đơn vị tổ chức: UBND xã Bình Hạ\n"
        "Chủ trì: Triệu Văn Khang\n"
        "\n"
        "Kết quả:\n"
        "1. Gieo cấy 214,5 ha lúa\n"
        "2. Đạt 103% kế hoạch\n"
        "3. Thu ngân sách được 320 triệu đồng\n"
        "\n"
        "Nhiệm vụ:\n"
        "1. Hoàn thành thống kê đất đai trước ngày 20/5 (chủ trì: công chức địa chính; thời hạn: 20/5/2024; người giao: Triệu Văn Khang)\n"
        "2. Tổ chức trực 24/24 giờ trong dịp nghỉ lễ (chủ trì: Ban Chỉ huy Quân sự xã; người giao: Triệu Văn Khang)\n"
        "3. Tổng vệ sinh đường làng vào ngày 15 hằng tháng (chủ trì: các thôn; thời hạn: ngày 15 hằng tháng; người giao: Triệu Văn Khang)\n"
    )


def test_a_report_without_facts_says_so_shortly() -> None:
    empty = Report.model_validate_json((ROOT / "schemas" / "examples" / "valid" / "nothing-found.json").read_bytes())
    assert plain(empty).startswith("Báo cáo cuộc họp\n")
