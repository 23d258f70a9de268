"""EDTF values of times: what the words say, what the report's own date adds, and what stays unknown."""

from __future__ import annotations

import pytest

from bienban.language.analysis import MeetingCandidate
from bienban.language.resolve_times import Calendar, calendar_of, edtf
from bienban.language.times import find_times
from bienban.records.edtf import check_edtf
from build import analyse

HELD = Calendar((2024, 7, 17), 2024)
YEARLESS = Calendar((None, 7, 17))


def resolve(text: str, calendar: Calendar) -> tuple[str | None, bool]:
    analysis = analyse(text)
    find_times(analysis)
    assert len(analysis.times) == 1
    return edtf(analysis.times[0], calendar)


# phrase, value in a report of 17/7/2024, whether inferred, value in a report whose year nobody gives
VALUES = [
    ("ngày 09/9/2021", "2021-09-09", False, "2021-09-09"),
    ("ngày 9/9", "2024-09-09", True, "XXXX-09-09"),
    ("trước ngày 30/9", "../2024-09-30", True, "../XXXX-09-30"),
    ("trước ngày 15/01", "../2025-01-15", True, "../XXXX-01-15"),
    ("tính đến ngày 15/01", "../2024-01-15", True, "../XXXX-01-15"),
    ("năm 2022", "2022", False, "2022"),
    ("đến năm 2030", "../2030", False, "../2030"),
    ("đến hết năm", "../2024", True, None),
    ("năm tới", "2025", True, None),
    ("năm trước", "2023", True, None),
    ("quý III/2024", "2024-35", False, "2024-35"),
    ("quý IV", "2024-36", True, "XXXX-36"),
    ("quý IV năm nay", "2024-36", True, "XXXX-36"),
    ("6 tháng đầu năm 2024", "2024-01/2024-06", False, "2024-01/2024-06"),
    ("6 tháng cuối năm", "2024-07/2024-12", True, "XXXX-07/XXXX-12"),
    ("những tháng cuối năm 2021", "2021-09/2021-12", False, "2021-09/2021-12"),
    ("nhiệm kỳ 2020 - 2025", "2020/2025", False, "2020/2025"),
    ("năm học 2022-2023", "2022-08/2023-07", False, "2022-08/2023-07"),
    ("trong tháng 9", "2024-09", True, "XXXX-09"),
    ("trong tháng này", "2024-07", True, "XXXX-07"),
    ("tháng tới", "2024-08", True, "XXXX-08"),
    ("cuối tháng 2", "2024-02-21/2024-02-29", True, "XXXX-02-21/XXXX-02-29"),
    ("hạ tuần tháng 2/2023", "2023-02-21/2023-02-28", False, "2023-02-21/2023-02-28"),
    ("Trong 2 ngày 4-5/7", "2024-07-04/2024-07-05", True, "XXXX-07-04/XXXX-07-05"),
    ("từ nay đến cuối năm", "2024-07-17/2024-12", True, "XXXX-07-17/XXXX-12"),
    ("từ nay đến ngày 30/9", "2024-07-17/2024-09-30", True, "XXXX-07-17/XXXX-09-30"),
    ("từ nay đến tháng 3", "2024-07-17/2025-03", True, "XXXX-07-17/XXXX-03"),
    ("từ đầu năm đến nay", "2024-01/2024-07-17", True, "XXXX-01/XXXX-07-17"),
    ("từ tháng 11 đến tháng 2", "2024-11/2025-02", True, "XXXX-11/XXXX-02"),
    ("kể từ ngày 1/8", "2024-08-01/..", True, "XXXX-08-01/.."),
    ("trong vòng 20 ngày", "../2024-08-06", True, None),
    ("ngày 15 hằng tháng", None, False, None),
    ("trong thời gian tới", None, False, None),
    ("trước Tết Nguyên đán", None, False, None),
    ("sáng nay", None, False, None),
    ("nhiệm kỳ 2018-2013", None, False, None),
]


@pytest.mark.parametrize(("phrase", "value", "inferred", "yearless"), VALUES, ids=[row[0] for row in VALUES])
def test_values_follow_the_record(phrase: str, value: str | None, inferred: bool, yearless: str | None) -> None:
    assert resolve(f"Việc này làm {phrase}.", HELD) == (value, inferred)
    assert resolve(f"Việc này làm {phrase}.", YEARLESS)[0] == yearless
    if value is not None:
        assert check_edtf(value) == value


def test_a_day_the_inferred_year_does_not_have_gives_no_value() -> None:
    assert resolve("Họp ngày 29/2.", Calendar((2023, 7, 17))) == (None, False)
    assert resolve("Họp ngày 29/2.", Calendar((2024, 7, 17))) == ("2024-02-29", True)


def test_without_a_calendar_only_written_years_are_known() -> None:
    assert resolve("Họp quý II.", Calendar()) == ("XXXX-34", False)
    assert resolve("Làm từ nay đến cuối năm 2025.", Calendar()) == ("../2025-12", False)
    assert resolve("Làm trong tháng này.", Calendar()) == (None, False)


def test_the_calendar_of_a_report_comes_from_its_meeting() -> None:
    analysis = analyse("Sáng 8/7, xã họp.")
    find_times(analysis)
    analysis.meeting = MeetingCandidate(date=analysis.times[0], edtf="2022-07-08", inferred=True)
    assert calendar_of(analysis) == Calendar((2022, 7, 8), 2022)
    analysis.meeting = MeetingCandidate(date=analysis.times[0], edtf="XXXX-07-08")
    assert calendar_of(analysis) == Calendar((None, 7, 8), None)
