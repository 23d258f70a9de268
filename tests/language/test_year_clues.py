"""The year of a report that writes its date without one."""

from __future__ import annotations

import pytest

from bienban.language.analysis import Analysis
from bienban.language.times import find_times
from bienban.language.year_clues import infer_year
from build import analyse

TAIL = " Đồng chí Bí thư chủ trì hội nghị.\n\nCác đại biểu thảo luận về đường giao thông nông thôn.\n"


def read(text: str) -> Analysis:
    analysis = analyse(text)
    find_times(analysis)
    return analysis


# report, year, rule, why
CLUES = [
    ("Ngày 12/7/2023, huyện họp." + TAIL, 2023, "date.written", "the meeting's own date has it"),
    ("Sáng 12/7, huyện họp." + TAIL + "Hội nghị ngày 12/7/2023 kết thúc.", 2023, "date.elsewhere", "the day is written in full elsewhere"),
    ("Chiều 17/7, huyện tổ chức hội nghị sơ kết 6 tháng đầu năm 2024." + TAIL, 2024, "period.review", "a half year just over"),
    ("Sáng 10/1, sở tổng kết công tác năm 2017, triển khai nhiệm vụ năm 2018." + TAIL, 2018, "period.review", "a year reviewed in January is over"),
    ("Sáng 20/12, sở tổng kết công tác năm 2017, triển khai nhiệm vụ năm 2018." + TAIL, 2017, "period.review", "a year reviewed in December is not"),
    ("Sáng 8/7, xã đánh giá 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2025." + TAIL, 2025, "period.plan", "the half planned for"),
    ("Sáng 8/10, xã triển khai nhiệm vụ quý IV/2025." + TAIL, 2025, "period.plan", "the quarter planned for"),
    ("Chiều 9.6, hội tuyên dương học sinh giỏi năm học 2014-2015." + TAIL, 2015, "period.name", "June is in the school year's second half"),
    ("Chiều 30/10, phường đối thoại với Nhân dân năm 2025." + TAIL, 2025, "period.name", "the event bears its year"),
    ("14/07/2020 - 05:40\n\nSáng 13/7, huyện họp." + TAIL, 2020, "stamp", "published the day after"),
    ("02/01/2021 - 05:40\n\nSáng 30/12, huyện họp." + TAIL, 2020, "stamp", "published after New Year"),
    ("Sáng 9/11, sở họp." + TAIL + "Đến hết tháng 10/2023, nhà thầu chậm.", 2023, "dates.around", "dates near by share a year"),
]


@pytest.mark.parametrize(("text", "year", "rule", "why"), CLUES, ids=[row[3] for row in CLUES])
def test_a_clue_gives_the_year(text: str, year: int, rule: str, why: str) -> None:
    analysis = read(text)
    clue = infer_year(analysis)
    assert clue is not None, why
    assert (clue.year, clue.rule) == (year, rule), why
    assert str(clue.year)[:2] in analysis.surface[clue.start : clue.end]
    assert analysis.notices == []


NO_YEAR = [
    ("Sáng 20/11, phường họp." + TAIL, "nothing names a year"),
    ("Sáng 20/11, phường họp Ban Chấp hành nhiệm kỳ 2020 - 2025." + TAIL, "a term bounds the year and never fixes it"),
    ("Sáng 20/11, xã quán triệt Kế hoạch số 12-KH/TU ngày 25/5/2021." + TAIL, "a cited document may be old"),
    ("02/03/2021 - 05:40\n\nSáng 30/12, huyện họp." + TAIL, "a stamp too far from the meeting"),
    ("Sáng 12/7, huyện họp." + TAIL + "Năm 2015, cầu bị sập.", "a year of history in the body"),
]


@pytest.mark.parametrize(("text", "why"), NO_YEAR, ids=[row[1] for row in NO_YEAR])
def test_without_a_clue_there_is_no_year(text: str, why: str) -> None:
    analysis = read(text)
    assert infer_year(analysis) is None, why
    assert analysis.notices == []


def test_clues_that_disagree_give_no_year_and_one_warning() -> None:
    analysis = read("14/07/2020 - 05:40\n\nSáng 13/7, huyện tổ chức hội nghị sơ kết 6 tháng đầu năm 2019." + TAIL)
    assert infer_year(analysis) is None
    assert infer_year(analysis) is None
    assert [notice.code for notice in analysis.notices] == ["date_conflict"]


def test_a_meeting_date_given_by_the_caller_is_used() -> None:
    analysis = read("Sáng 12/7, huyện họp." + TAIL + "Lễ bế mạc ngày 3/8. Ngày 03/8/2022 là hạn cuối.")
    closing = next(time for time in analysis.times if (time.day, time.year) == (3, None))
    clue = infer_year(analysis, closing)
    assert clue is not None
    assert clue.year == 2022
