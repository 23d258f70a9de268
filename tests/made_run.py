"""A small run for tests of what comes after it: sources of several kinds, some that cannot be read, texts that try things on."""

from __future__ import annotations

import atexit
import csv
import shutil
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from bienban.corpus.run import Settings, run
from processes import SAMPLES

TEXTS = {
    "=cmd|' /C calc'!A0.txt": "Sáng 05/3/2024, UBND xã Bình Hạ tổ chức họp giao ban. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì.\n\n"
    "Ông Triệu Văn Khang yêu cầu Công an xã rà soát hộ nghèo trước ngày 20/5/2024; các thôn tổng vệ sinh đường làng trong quý IV/2024; "
    "trả lời Công văn số 05/8 và Kế hoạch số 01-KH/TU ngày 05/01/2023.",
    "dân vận.txt": "Chiều 12/7/2023, Ban Dân vận Tỉnh ủy tổ chức hội nghị sơ kết phong trào thi đua Dân vận khéo.\n\n"
    "Bà Lò Thị Hoà, Trưởng Ban Dân vận Tỉnh ủy phát biểu, cam kết sẽ xây dựng 10-12 mô hình Dân vận khéo trong năm 2023. "
    "Phấn đấu đến năm 2025 đạt trên 95% hộ gia đình văn hóa. Đến nay đã hoàn thành 5/8 nội dung, thu 1.234,5 triệu đồng.",
}  # fmt: skip
REPOST = "Tin liên quan\n\n" + TEXTS["dân vận.txt"]


def made_sources(folder: Path) -> Path:
    """The sources: text files, one of them twice, a zip, a CSV, an empty file and a file that is no text."""
    folder.mkdir()
    for path in SAMPLES.glob("*.txt"):
        shutil.copy(path, folder)
    for name, text in TEXTS.items():
        (folder / name.replace("/", "∕")).write_text(text, encoding="utf-8")
    (folder / "bản sao.txt").write_text(TEXTS["dân vận.txt"], encoding="utf-16")
    with zipfile.ZipFile(folder / "gói.zip", "w") as archive:
        archive.writestr("trong/=1+1.txt", TEXTS["dân vận.txt"].replace("12/7/2023", "13/7/2023"))
    with (folder / "bảng.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["text"], ["Sáng 06/3/2024, UBND xã Tân Lập họp giao ban. Ông Đặng Văn Ký, Chủ tịch UBND xã chủ trì."]])
    (folder / "rỗng.txt").write_bytes(b"")
    (folder / "ảnh.txt").write_bytes(bytes(range(256)) * 8)
    return folder


@cache
def made_run() -> Path:
    """The folder of the run, made once for all tests of a process and removed at its end."""
    place = Path(tempfile.mkdtemp(prefix="bienban-test-"))
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    run(Settings((str(made_sources(place / "nguồn")),), place / "ra", workers=1))
    return place / "ra"
