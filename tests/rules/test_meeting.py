"""What is said of the meeting a report is about; every row says why it stands here."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.analysis import Analysis, MeetingCandidate
from bienban.language.organizations import find_organizations
from bienban.language.times import find_times
from bienban.rules.meeting import find_meeting
from build import analyse


def read(text: str) -> tuple[Analysis, MeetingCandidate]:
    analysis = analyse(text)
    find_times(analysis)
    find_organizations(analysis)
    find_meeting(analysis)
    assert analysis.meeting is not None
    return analysis, analysis.meeting


def words(analysis: Analysis, span: tuple[int, ...] | None) -> str | None:
    return None if span is None else analysis.surface[span[0] : span[1]]


TITLES = [
    (
        "Ngày 12/7/2023, Ban Dân vận Huyện ủy Tân Lâm tổ chức Hội nghị sơ kết công tác dân vận 6 tháng đầu năm 2023.",
        "Hội nghị sơ kết công tác dân vận 6 tháng đầu năm 2023",
        "object of tổ chức, to the end of the sentence",
    ),
    (
        "Sáng 4/6/2024, UBND xã tổ chức hội nghị giao ban công tác tháng 5, triển khai nhiệm vụ tháng 6.",
        "hội nghị giao ban công tác tháng 5, triển khai nhiệm vụ tháng 6",
        "commas inside the title",
    ),
    (
        "Chiều 3/4/2024, Hội Nông dân xã tổ chức sơ kết phong trào thi đua quý I/2024.",
        "sơ kết phong trào thi đua quý I/2024",
        "an activity as object",
    ),
    (
        "Hội nghị tổng kết năm học 2022 - 2023 diễn ra ngày 2/8/2023 tại hội trường trường.",
        "Hội nghị tổng kết năm học 2022 - 2023",
        "subject of diễn ra",
    ),
    (
        "Ngày 5/5/2024, tại hội trường xã đã diễn ra lễ phát động Tháng Công nhân.",
        "lễ phát động Tháng Công nhân",
        "the verb stands before its subject",
    ),
    (
        "Ngày 9/9/2024, Chủ tịch UBND huyện chủ trì cuộc họp về công tác phòng chống lụt bão.",
        "cuộc họp về công tác phòng chống lụt bão",
        "object of chủ trì",
    ),
    (
        '"Phải sát dân hơn", đó là yêu cầu của Bí thư Huyện ủy tại hội nghị sơ kết công tác dân vận, diễn ra chiều 24/9/2024.',
        "hội nghị sơ kết công tác dân vận",
        "a quote-lead names the meeting afterwards",
    ),
    (
        "Tại hội nghị tổng kết phong trào thi đua, đồng chí Trần Văn Lâm biểu dương các tập thể.",
        "hội nghị tổng kết phong trào thi đua",
        "a speaker follows the comma",
    ),
    (
        "Sáng 2/3/2024, Đoàn xã tổ chức hội nghị tập huấn kỹ năng cho 45 cán bộ đoàn.",
        "hội nghị tập huấn kỹ năng",
        "the count of those trained is outside",
    ),
    (
        "Ngày 3/3/2024, UBND xã tổ chức hội nghị tổng kết công tác thủy lợi tại hội trường UBND xã.",
        "hội nghị tổng kết công tác thủy lợi",
        "the venue is outside",
    ),
    (
        "Ngày 3/3/2024, UBND xã tổ chức hội nghị bàn việc giữ an ninh trật tự tại các khu nhà trọ.",
        "hội nghị bàn việc giữ an ninh trật tự tại các khu nhà trọ",
        "tại inside the subject stays",
    ),
    (
        "Ngày 3/3/2024, UBND xã tổ chức hội nghị sơ kết công tác thu ngân sách với sự tham dự của 60 đại biểu.",
        "hội nghị sơ kết công tác thu ngân sách",
        "with whom",
    ),
    ("Ngày 3/3/2024, UBND xã tổ chức hội nghị sơ kết mùa vụ do Phó Chủ tịch UBND xã chủ trì.", "hội nghị sơ kết mùa vụ", "under whom"),
    (
        'Ngày 3/3/2024, Huyện đoàn tổ chức tọa đàm "Tuổi trẻ, nghề nghiệp và quê hương" tại nhà văn hóa huyện.',
        'tọa đàm "Tuổi trẻ, nghề nghiệp và quê hương"',
        "a quoted theme",
    ),
    ("Ngày 3/3/2024, Ban Thường vụ Huyện ủy họp phiên thường kỳ.", "phiên thường kỳ", "a noun that is a name by itself"),
]


@pytest.mark.parametrize(("text", "title", "why"), TITLES, ids=[row[2] for row in TITLES])
def test_title_is_the_words_that_name_the_meeting(text: str, title: str, why: str) -> None:
    analysis, meeting = read(text)
    assert words(analysis, meeting.title) == title, why


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Sáng 20/11/2024, Ban Chấp hành Đảng bộ phường tổ chức hội nghị. Bí thư Đảng ủy chủ trì.", "a bare noun is no title"),
        ("Dự hội nghị có 40 đại biểu.", "only attended"),
        ("Xã chuẩn bị tổ chức đại hội chi bộ vào tháng tới.", "a meeting that is yet to come"),
        ("Ruộng đồng xanh tốt, dân làng phấn khởi.", "no meeting at all"),
    ],
)
def test_no_title_where_the_text_names_none(text: str, why: str) -> None:
    assert read(text)[1].title is None, why


KINDS = [
    ("UBND xã tổ chức Hội nghị sơ kết 6 tháng đầu năm.", ["preliminary_review"], "sơ kết"),
    ("UBND xã tổ chức Hội nghị tổng kết năm và triển khai nhiệm vụ năm mới.", ["final_review", "launch"], "two kinds, the main one first"),
    ("UBND xã tổ chức hội nghị giao ban tháng 3.", ["briefing"], "giao ban"),
    (
        "UBND xã tổ chức hội nghị đánh giá tình hình 6 tháng, triển khai nhiệm vụ cuối năm.",
        ["other", "launch"],
        "the opening words are of no listed kind",
    ),
    ("UBND xã tổ chức hội nghị trực tuyến toàn quốc.", ["other"], "only the manner is said"),
    ("UBND xã tổ chức hội nghị trực tuyến quán triệt nghị quyết mới.", ["training"], "the manner is skipped"),
    ("Đoàn đã có buổi làm việc với Đảng ủy xã.", ["working_session"], "buổi làm việc"),
    ("Đoàn giám sát HĐND huyện có buổi làm việc với UBND xã.", ["supervision", "working_session"], "inspectors work with a body"),
    ("Phó Chủ tịch UBND tỉnh chủ trì cuộc họp nghe báo cáo tiến độ.", ["session"], "cuộc họp"),
    ("HĐND xã khai mạc kỳ họp thứ hai.", ["session"], "kỳ họp"),
    ("Chủ tịch UBND xã chủ trì cuộc họp giao ban đầu tuần.", ["briefing"], "giao ban says more than cuộc họp"),
    ("Đảng bộ xã tổ chức Đại hội đại biểu lần thứ VI.", ["congress"], "đại hội"),
    ("Hội LHPN xã tổ chức hội thảo về giống lúa mới.", ["seminar"], "hội thảo"),
    ("UBND xã tổ chức hội nghị đối thoại với thanh niên.", ["dialogue"], "đối thoại"),
    ("Hai đơn vị tổ chức lễ ký kết chương trình phối hợp.", ["signing"], "lễ ký kết"),
    ("Hội Nông dân xã tổ chức lễ phát động trồng cây.", ["launch"], "lễ phát động"),
    ("Hội Nông dân xã tổ chức lễ tuyên dương hộ sản xuất giỏi.", ["ceremony"], "a ceremony of honours"),
    ("Xã đoàn mở lớp tập huấn kỹ năng số cho đoàn viên.", ["training"], "lớp tập huấn"),
    ("UBND xã tổ chức Hội nghị Ban Chấp hành Đảng bộ lần thứ 5.", ["session"], "the meeting of a committee"),
    ("Huyện ủy tổ chức hội nghị đánh giá kết quả 5 năm thực hiện quy chế.", ["final_review"], "a review of years"),
    ("Ban Chấp hành Đảng bộ xã tổ chức hội nghị lần thứ 4 (mở rộng).", ["session"], "a numbered meeting of a committee"),
    ("Ban Tuyên giáo tổ chức hội nghị báo cáo viên tháng 3.", ["training"], "speakers are instructed"),
    ("Hội LHPN xã tổ chức tọa đàm kỷ niệm ngày thành lập Hội.", ["ceremony", "seminar"], "a talk held to commemorate"),
    ("UBND xã tổ chức hội nghị phản biện xã hội đối với đề án chợ.", ["seminar"], "a draft is criticised"),
    ("Ban Chấp hành Đảng bộ phường tổ chức hội nghị.", ["session"], "a bare hội nghị of a committee"),
]


@pytest.mark.parametrize(("text", "kinds", "why"), KINDS, ids=[row[2] for row in KINDS])
def test_kinds_main_one_first(text: str, kinds: list[str], why: str) -> None:
    assert read(text)[1].kinds == kinds, why


def test_the_headline_gives_the_kind_that_the_body_leaves_out() -> None:
    text = "Xã Tân Lâm sơ kết công tác hè\n\nSáng 2/7/2024, UBND xã Tân Lâm tổ chức hội nghị. Chủ tịch UBND xã chủ trì hội nghị."
    assert read(text)[1].kinds == ["preliminary_review"]


DATES = [
    ("Ngày 12/7/2023, UBND xã tổ chức hội nghị sơ kết.", "Ngày 12/7/2023", "2023-07-12", "", "full date"),
    ("Sáng 5-3-2024, UBND xã tổ chức hội nghị sơ kết.", "Sáng 5-3-2024", "2024-03-05", "morning", "part of the day"),
    ("Chiều nay (8/7/2025), UBND xã tổ chức hội nghị.", "Chiều nay (8/7/2025)", "2025-07-08", "afternoon", "relative word with its date"),
    ("Trong 2 ngày 21-22/7/2022, Huyện đoàn tổ chức đại hội.", "Trong 2 ngày 21-22/7/2022", "2022-07-21/2022-07-22", "", "two days"),
    ("Hội nghị sơ kết diễn ra chiều 24/9/2024 tại hội trường xã.", "chiều 24/9/2024", "2024-09-24", "afternoon", "the date after the meeting"),
    (
        "Vào hồi 14 giờ 00 phút, ngày 05 tháng 10 năm 2020, Chi bộ Thôn 3 tổ chức sinh hoạt thường kỳ.",
        "ngày 05 tháng 10 năm 2020",
        "2020-10-05",
        "afternoon",
        "minutes: the clock gives the part of the day",
    ),
    (
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 02/01/2024 của UBND huyện, ngày 15/5/2024, UBND xã tổ chức hội nghị tổng kết mùa vụ.",
        "ngày 15/5/2024",
        "2024-05-15",
        "",
        "not the date of the plan",
    ),
    ("Hội nghị bắt đầu từ 8 giờ ngày 12/4/2011 tại nhà rông.", "ngày 12/4/2011", "2011-04-12", "morning", "from when it began"),
    (
        "Sáng 6/6/2024, UBND xã tổ chức hội nghị giao ban. Xã phải báo cáo trước ngày 30/6/2024.",
        "Sáng 6/6/2024",
        "2024-06-06",
        "morning",
        "not the deadline",
    ),
    (
        '"Phải gần dân", đó là lời đồng chí Bí thư Huyện ủy nói tại hội nghị sơ kết công tác dân vận, sáng 11/7/2024.',
        "sáng 11/7/2024",
        "2024-07-11",
        "morning",
        "a quote-lead",
    ),
]


@pytest.mark.parametrize(("text", "quote", "edtf", "part", "why"), DATES, ids=[row[4] for row in DATES])
def test_day_of_the_meeting(text: str, quote: str, edtf: str, part: str, why: str) -> None:
    analysis, meeting = read(text)
    assert meeting.date is not None, why
    assert (words(analysis, meeting.date[:2]), meeting.edtf, meeting.time_of_day) == (quote, edtf, part), why
    assert not meeting.inferred
    assert analysis.notices == []


def test_a_notice_bears_its_own_date_and_that_of_the_meeting() -> None:
    text = (
        "ỦY BAN NHÂN DÂN\nHUYỆN TÂN LÂM\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nSố: 87/TB-UBND\n"
        "Tân Lâm, ngày 21 tháng 3 năm 2024\n\nTHÔNG BÁO\nKết luận của Phó Chủ tịch UBND huyện\n\n"
        "Ngày 15 tháng 3 năm 2024, Phó Chủ tịch UBND huyện chủ trì cuộc họp về công tác giải phóng mặt bằng."
    )
    analysis, meeting = read(text)
    assert meeting.edtf == "2024-03-15"
    assert meeting.kinds == ["session"]
    assert words(analysis, meeting.topic) == "công tác giải phóng mặt bằng"


@pytest.mark.parametrize(
    ("text", "edtf", "code", "why"),
    [
        ("Sáng 8/7, UBND xã tổ chức hội nghị sơ kết 6 tháng đầu năm 2025.", "2025-07-08", "year_inferred", "from the period of the title"),
        (
            "Sáng 10/1, UBND xã tổ chức hội nghị tổng kết năm 2017, triển khai nhiệm vụ năm 2018.",
            "2018-01-10",
            "year_inferred",
            "a review of the year before",
        ),
        (
            "Sáng 15/1, Công đoàn cơ sở Công ty May Lâm tổ chức hội nghị người lao động năm 2022.",
            "2022-01-15",
            "year_inferred",
            "from the year in the name",
        ),
        ("Sáng 20/11, UBND phường tổ chức hội nghị.", "XXXX-11-20", "year_missing", "nothing gives the year"),
        (
            "Sáng 20/11, UBND phường tổ chức hội nghị giữa nhiệm kỳ 2020-2025.",
            "XXXX-11-20",
            "year_missing",
            "a term bounds the year and does not fix it",
        ),
    ],
)
def test_a_year_not_written_is_inferred_or_missing_and_said_so(text: str, edtf: str, code: str, why: str) -> None:
    analysis, meeting = read(text)
    assert meeting.edtf == edtf, why
    assert meeting.inferred == (code == "year_inferred")
    assert [notice.code for notice in analysis.notices] == [code]
    assert meeting.date is not None
    assert analysis.notices[0].start == meeting.date.start


ORGANIZERS = [
    ("Ngày 2/2/2024, UBND xã Tân Lâm tổ chức hội nghị.", ["UBND xã Tân Lâm"], "subject of tổ chức"),
    (
        "Ngày 2/2/2024, LĐLĐ huyện phối hợp với Công an huyện và Phòng Nội vụ tổ chức hội nghị.",
        ["LĐLĐ huyện", "Công an huyện", "Phòng Nội vụ"],
        "three who work together",
    ),
    ("Hội nghị sơ kết do Huyện đoàn phối hợp với Hội LHPN huyện tổ chức sáng 3/3/2024.", ["Huyện đoàn", "Hội LHPN huyện"], "after do"),
    ("Được sự cho phép của UBND huyện, ngày 2/2/2024, Huyện đoàn tổ chức hội nghị sơ kết.", ["Huyện đoàn"], "who permits does not organise"),
    (
        "Thực hiện kế hoạch của Sở Y tế, ngày 2/2/2024, Bệnh viện Mắt tỉnh tổ chức hội thảo về học đường.",
        ["Bệnh viện Mắt tỉnh"],
        "whose plan it was does not organise",
    ),
    ("Ngày 2/2/2024, tại hội trường UBND xã, Hội Nông dân xã tổ chức hội nghị.", ["Hội Nông dân xã"], "whose hall it is does not organise"),
    ("Ngày 2/2/2024, Phó Chủ tịch UBND tỉnh chủ trì cuộc họp về thủy lợi.", [], "the body of a post does not organise"),
    (
        "Sáng 2/2/2024, Phó Chủ tịch UBND tỉnh dự phiên họp của Ban Chỉ đạo cải cách hành chính tỉnh.",
        ["Ban Chỉ đạo cải cách hành chính tỉnh"],
        "whose session it is",
    ),
    ("Sáng 2/2/2024, đã diễn ra kỳ họp thứ 5 HĐND xã Tân Lâm.", ["HĐND xã Tân Lâm"], "whose session it is, without của"),
    ("Ngày 2/2/2024, Đảng ủy - HĐND - UBND xã tổ chức hội nghị gặp mặt.", ["Đảng ủy - HĐND - UBND xã"], "a joined group stays whole"),
    ("Ngày 2/2/2024, Huyện ủy, UBND huyện Tân Lâm tổ chức hội nghị.", ["Huyện ủy", "UBND huyện Tân Lâm"], "two bodies with a comma"),
    ("Ngày 2/2/2024, UBND huyện họp bàn biện pháp chống hạn.", ["UBND huyện"], "subject of họp"),
    ("Sáng 2/2/2024, UBND xã Tân Lâm đã tổ chức họp giao ban quý I.", ["UBND xã Tân Lâm"], "two verbs before the noun"),
    ("Ngày 2/2/2024, LĐLĐ tỉnh Đông Khê giao ban trực tuyến quý I.", ["LĐLĐ tỉnh Đông Khê"], "the noun is the verb"),
    ("Ngày 2/2/2024, Công an huyện Tân Lâm sơ kết đợt cao điểm tuần tra.", ["Công an huyện Tân Lâm"], "subject of sơ kết"),
    ("Ngày 2/2/2024, Cục Bảo tồn đất bãi bồi tổ chức hội thảo về chim di cư.", ["Cục Bảo tồn đất bãi bồi"], "a body nobody knows to its end"),
    ("Ngày 2/2/2024, Công ty CP Nước sạch Đông Khê đã tổ chức thành công Hội nghị người lao động.", ["Công ty CP Nước sạch Đông Khê"], "held well"),
    ("Phát biểu tại Hội nghị giao ban quý I được Hội Nông dân tỉnh tổ chức ngày 2/2/2024, ông Kiên cảm ơn.", ["Hội Nông dân tỉnh"], "after được"),
    ("Sáng 2/2/2024, đã diễn ra Hội nghị sơ kết công tác thuế quý I của Chi cục Thuế huyện.", ["Chi cục Thuế huyện"], "whose review it was"),
    ("Ngày 2/2/2024, Đoàn giám sát của HĐND huyện có buổi làm việc với UBND xã Tân Lâm.", ["Đoàn giám sát của HĐND huyện"],
     "whose meeting it is: that of the inspectors"),
    (
        "Ngày 2/2/2024, dưới sự chủ trì của đồng chí Bí thư Đảng ủy, UBND phường tổ chức giao ban tuần.",
        ["UBND phường"],
        "who chairs does not organise",
    ),
]


@pytest.mark.parametrize(("text", "names", "why"), ORGANIZERS, ids=[row[2] for row in ORGANIZERS])
def test_organizers_only_where_the_text_says_so(text: str, names: list[str], why: str) -> None:
    analysis, meeting = read(text)
    assert [words(analysis, span) for span in meeting.organizers] == names, why


PLACES = [
    ("Sáng 2/2/2024, tại Hội trường UBND xã, Hội Nông dân xã tổ chức hội nghị.", "Hội trường UBND xã", "a hall"),
    ("Sáng 2/2/2024, tại trụ sở Công đoàn ngành Y tế tỉnh đã diễn ra lễ ký kết.", "trụ sở Công đoàn ngành Y tế tỉnh", "a seat, up to the verb"),
    ("Hội nghị tổng kết diễn ra tại nhà văn hóa thôn 3.", "nhà văn hóa thôn 3", "at the end of the sentence"),
    ("Sáng 2/2/2024, tại chùa Lâm Quang (xã Tân Lâm), UBND huyện tổ chức họp mặt.", "chùa Lâm Quang (xã Tân Lâm)", "the bracket belongs to it"),
    (
        "Sáng 2/2/2024, tại thành phố Tân Lâm, tỉnh Đồng Lâm, Sở Y tế tổ chức hội nghị.",
        "thành phố Tân Lâm, tỉnh Đồng Lâm",
        "a named town with its province",
    ),
    ("BIÊN BẢN\nHọp chi bộ\nĐịa điểm: phòng họp số 2\nNgày 2/2/2024, chi bộ họp.", "phòng họp số 2", "a labelled line of minutes"),
    ("Sáng 2/2/2024, tại điểm cầu tỉnh, Phó Chủ tịch UBND tỉnh dự hội nghị trực tuyến toàn quốc.", None, "a remote site is no venue"),
    ("Sáng 2/2/2024, UBND tỉnh tổ chức hội nghị bàn an ninh tại các khu nhà trọ.", None, "part of the subject"),
    ("Phát biểu tại hội nghị sơ kết, ông Lâm cảm ơn bà con.", None, "tại the meeting"),
]


@pytest.mark.parametrize(("text", "place", "why"), PLACES, ids=[row[2] for row in PLACES])
def test_place_is_where_it_was_held(text: str, place: str | None, why: str) -> None:
    analysis, meeting = read(text)
    assert words(analysis, meeting.place) == place, why


PERIODS = [
    (
        "UBND xã tổ chức hội nghị sơ kết 6 tháng đầu năm, triển khai nhiệm vụ 6 tháng cuối năm 2024.",
        "6 tháng đầu năm",
        "6 tháng cuối năm 2024",
        "one behind, one ahead",
    ),
    ("UBND xã tổ chức hội nghị tổng kết công tác năm 2023.", "năm 2023", None, "only reviewed"),
    ("UBND xã tổ chức hội nghị triển khai nhiệm vụ năm 2024.", None, "năm 2024", "only planned"),
    ("UBND xã tổ chức hội nghị đánh giá kết quả thực hiện nhiệm vụ năm 2023.", "năm 2023", None, "nhiệm vụ under đánh giá is reviewed"),
    ("UBND xã tổ chức hội nghị tập huấn chữ ký số năm 2024.", None, None, "the year of a training is no period"),
    ("Hội Nông dân xã tổ chức hội nghị nhằm kiểm điểm công tác Hội quý I/2024.", "quý I/2024", None, "after the title, in its sentence"),
]


@pytest.mark.parametrize(("text", "period", "coming", "why"), PERIODS, ids=[row[3] for row in PERIODS])
def test_period_under_review_and_the_next(text: str, period: str | None, coming: str | None, why: str) -> None:
    analysis, meeting = read(text)
    behind = words(analysis, meeting.period[:2]) if meeting.period else None
    ahead = words(analysis, meeting.next_period[:2]) if meeting.next_period else None
    assert (behind, ahead) == (period, coming), why


@pytest.mark.parametrize(
    ("text", "topic", "why"),
    [
        ("Phó Chủ tịch UBND tỉnh chủ trì cuộc họp nghe báo cáo tiến độ giải ngân vốn.", "tiến độ giải ngân vốn", "after nghe báo cáo"),
        ("UBND tỉnh đã họp bàn biện pháp chống hạn vụ hè thu.", "biện pháp chống hạn vụ hè thu", "after bàn"),
        ("Đoàn có buổi làm việc với Đảng ủy xã về công tác cán bộ nữ.", "công tác cán bộ nữ", "after về"),
        ("UBND xã tổ chức hội nghị sơ kết công tác dân vận 6 tháng đầu năm.", "công tác dân vận", "the object of sơ kết, without its period"),
        ('Huyện đoàn tổ chức tọa đàm "Thanh niên giữ rừng".', "Thanh niên giữ rừng", "a quoted theme, without its quotes"),
        ("UBND xã tổ chức hội nghị giao ban.", None, "nothing is said"),
    ],
)
def test_topic(text: str, topic: str | None, why: str) -> None:
    analysis, meeting = read(text)
    assert words(analysis, meeting.topic) == topic, why


def test_minutes_are_named_by_their_heading() -> None:
    text = (
        "BIÊN BẢN HỌP TỔ DÂN PHỐ\nV/v góp quỹ làm đường hẻm 8\n\n"
        "Hôm nay, vào lúc 19h30 ngày 16/8/2019, tại nhà sinh hoạt tổ, chúng tôi gồm có:\n1. Ông Lâm, tổ trưởng."
    )
    analysis, meeting = read(text)
    assert words(analysis, meeting.title) == "HỌP TỔ DÂN PHỐ"
    assert words(analysis, meeting.topic) == "góp quỹ làm đường hẻm 8"
    assert words(analysis, meeting.place) == "nhà sinh hoạt tổ"
    assert (meeting.kinds, meeting.edtf, meeting.time_of_day) == (["session"], "2019-08-16", "evening")


def test_minutes_name_who_met_in_their_opening_or_letterhead() -> None:
    opening = "BIÊN BẢN\nHọp Ban Chấp hành công đoàn\n\nHôm nay, ngày 8/9/2022, tại phòng họp, BCH Công đoàn họp.\n1. Đã tổ chức hội nghị trù bị."
    analysis, meeting = read(opening)
    assert [words(analysis, span) for span in meeting.organizers] == ["BCH Công đoàn"]
    assert (words(analysis, meeting.title), meeting.kinds) == ("Họp Ban Chấp hành công đoàn", ["session"])


def test_another_meeting_that_is_only_referred_to_is_not_this_one() -> None:
    text = "Tại hội nghị giao ban của Bộ Tài chính mới đây, ngành được khen. Sáng 4/4/2024, Sở Tài chính tổ chức hội nghị sơ kết quý I/2024."
    analysis, meeting = read(text)
    assert words(analysis, meeting.title) == "hội nghị sơ kết quý I/2024"
    assert meeting.edtf == "2024-04-04"


_PIECES = st.sampled_from(
    [
        *("hội nghị", "Hội nghị sơ kết", "tổ chức", "UBND xã", "tại hội trường", "ngày 3/4", "Sáng 5/5/2024,", "do", "chủ trì", "họp", "lễ"),
        *("biên bản", "V/v", "năm 2024", "về công tác", "6 tháng đầu năm", "đại hội", "buổi làm việc với", "Địa điểm:", "giao ban", "của"),
        *(",", ".", "\n", "(", ")", "…", '"'),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(_PIECES, max_size=50))
def test_any_text_gives_a_meeting_with_spans_inside_it(pieces: list[str]) -> None:
    analysis, meeting = read(" ".join(pieces))
    spans = [meeting.title, meeting.place, meeting.topic, *meeting.organizers]
    for span in spans:
        if span is not None:
            text = analysis.surface[span[0] : span[1]]
            assert text
            assert text == text.strip()
    codes = [notice.code for notice in analysis.notices]
    assert len(codes) == len(set(codes)), "each warning is given once"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_never_fails(text: str) -> None:
    read(text)
