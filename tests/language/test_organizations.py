"""Where organisation phrases begin and end; every row says why it stands here."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.organizations import find_organizations, organization_at
from build import analyse


def found(text: str) -> list[str]:
    analysis = analyse(text)
    find_organizations(analysis)
    return [analysis.surface[org.start : org.end] for org in analysis.organizations]


def plurals(text: str) -> list[bool]:
    analysis = analyse(text)
    find_organizations(analysis)
    return [org.plural for org in analysis.organizations]


ONE_BODY = [
    ("Sở Tài chính trình phương án.", ["Sở Tài chính"], "head and field, a verb ends the name"),
    ("Hôm ấy Sở Y tế đã báo cáo.", ["Sở Y tế"], "đã ends the name"),
    ("Sở Văn hóa, Thể thao và Du lịch phối hợp.", ["Sở Văn hóa, Thể thao và Du lịch"], "a known name with a comma inside"),
    ("Sở Nông nghiệp và Phát triển nông thôn chủ trì.", ["Sở Nông nghiệp và Phát triển nông thôn"], "small letters inside the second part"),
    ("Sở Lao động - Thương binh và Xã hội tỉnh báo cáo.", ["Sở Lao động - Thương binh và Xã hội tỉnh"], "spaced dash and level"),
    ("Sở NN&PTNT rà soát.", ["Sở NN&PTNT"], "abbreviated field"),
    ("Bộ Giáo dục và Đào tạo tổ chức thi.", ["Bộ Giáo dục và Đào tạo"], "tổ chức is a verb here, though also a field"),
    ("Phòng Tài chính - Kế hoạch huyện thẩm định.", ["Phòng Tài chính - Kế hoạch huyện"], "dash inside a complete field"),
    ("Phòng Kinh tế, Hạ tầng và Đô thị phường kiểm tra.", ["Phòng Kinh tế, Hạ tầng và Đô thị phường"], "comma and và inside a complete field"),
    ("sở tài chính đã có văn bản.", ["sở tài chính"], "a complete field in small letters is enough for sở"),
    ("UBND huyện Đồng Lâm ban hành.", ["UBND huyện Đồng Lâm"], "level with place"),
    ("UBND TP.HCM ban hành.", ["UBND TP.HCM"], "TP. glued to the place"),
    ("UBND phường 5 ban hành.", ["UBND phường 5"], "a numbered ward"),
    ("UBND tỉnh ban hành.", ["UBND tỉnh"], "level without place"),
    ("Ủy ban nhân dân xã Bình Lâm họp.", ["Ủy ban nhân dân xã Bình Lâm"], "written in full"),
    ("Uỷ ban nhân dân tỉnh họp.", ["Uỷ ban nhân dân tỉnh"], "old tone placement"),
    ("Ban Dân vận Huyện ủy Tân Lâm báo cáo.", ["Ban Dân vận Huyện ủy Tân Lâm"], "a body within a body is one name"),
    ("Văn phòng Tỉnh ủy tham mưu.", ["Văn phòng Tỉnh ủy"], "the office of a body"),
    ("Ban Thường vụ Thành ủy Hải Phòng kết luận.", ["Ban Thường vụ Thành ủy Hải Phòng"], "committee, body, place"),
    ("Ban Chấp hành Đảng bộ phường bàn.", ["Ban Chấp hành Đảng bộ phường"], "Đảng bộ belongs to the name"),
    ("Đoàn công tác của Chính phủ đến thăm.", ["Đoàn công tác của Chính phủ"], "a delegation takes the body it is of"),
    (
        "Ban Chỉ đạo cải cách hành chính của Chính phủ họp.",
        ["Ban Chỉ đạo cải cách hành chính của Chính phủ"],
        "steering committee with its field and owner",
    ),
    ("Tổng Liên đoàn Lao động Việt Nam phát động.", ["Tổng Liên đoàn Lao động Việt Nam"], "the whole national name"),
    ("LĐLĐ thị xã tặng quà.", ["LĐLĐ thị xã"], "abbreviation and level"),
    ("Hội LHPN huyện Bình Lâm ra quân.", ["Hội LHPN huyện Bình Lâm"], "abbreviation after the head"),
    ("Đoàn TNCS Hồ Chí Minh xã ra quân.", ["Đoàn TNCS Hồ Chí Minh xã"], "a person's name inside the name of the youth union"),
    ("Chủ tịch Ủy ban MTTQ Việt Nam tỉnh dự.", ["Ủy ban MTTQ Việt Nam tỉnh"], "the post stays outside"),
    ("Công an huyện nắm tình hình.", ["Công an huyện"], "police with level"),
    ("Ban Quản lý Khu kinh tế Hải Phòng báo cáo.", ["Ban Quản lý Khu kinh tế Hải Phòng"], "field with a place"),
    ("Ban Quản lý các khu công nghiệp tỉnh báo cáo.", ["Ban Quản lý các khu công nghiệp tỉnh"], "các inside the name of one body"),
    ("Cụm thi đua số 7 tổng kết.", ["Cụm thi đua số 7"], "a numbered cluster"),
    ("Trường THPT Lê Hồng Phong khai giảng.", ["Trường THPT Lê Hồng Phong"], "a school may bear a person's name"),
    ("Công ty TNHH May Hưng Phát cam kết.", ["Công ty TNHH May Hưng Phát"], "the firm's name ends before the verb"),
    ("Bệnh viện Đa khoa khu vực Gò Lau tổ chức khám.", ["Bệnh viện Đa khoa khu vực Gò Lau"], "field, region and place, then a verb"),
    ("Thanh ủy chỉ đạo.", ["Thanh ủy"], "a known misspelling is still an organisation"),
    ("Chi bộ Thôn 3 sinh hoạt.", ["Chi bộ Thôn 3"], "a party cell of a numbered hamlet"),
    ("Trung tâm Văn hóa - Thông tin và Thể thao huyện mở lớp.", ["Trung tâm Văn hóa - Thông tin và Thể thao huyện"], "fields joined by dash and và"),
    ("Bảo hiểm xã hội tỉnh đôn đốc thu.", ["Bảo hiểm xã hội tỉnh"], "the agency, with capital and level"),
]


@pytest.mark.parametrize(("text", "names", "why"), ONE_BODY, ids=[row[2] for row in ONE_BODY])
def test_reads_one_body(text: str, names: list[str], why: str) -> None:
    assert found(text) == names, why


BOUNDS = [
    ("Giám đốc Sở Tài chính Nguyễn Văn Lâm nói.", ["Sở Tài chính"], "a person's name follows the field"),
    ("Phó Chủ tịch UBND tỉnh Trần Thị Hòa chủ trì.", ["UBND tỉnh"], "a person's name follows the level"),
    ("Bộ trưởng Bộ Công an Tô Hữu Bách dự.", ["Bộ Công an"], "the minister's name"),
    ("Phó Trưởng Ban Quản lý Khu công nghiệp Bắc Lâm Đàm Quang Tú phát biểu.", ["Ban Quản lý Khu công nghiệp Bắc Lâm"], "place, then name"),
    ("Bí thư Huyện ủy Mai Sơn dự.", ["Huyện ủy Mai Sơn"], "a district whose name begins like a surname"),
    ("Phó Chủ tịch Thường trực UBND huyện giao.", ["UBND huyện"], "Thường trực belongs to the post"),
    ("Sở Nội vụ, Giám đốc Sở Y tế dự.", ["Sở Nội vụ", "Sở Y tế"], "a post after the comma begins another phrase"),
    ("Sở Nội vụ và Sở Y tế dự.", ["Sở Nội vụ", "Sở Y tế"], "và between two bodies with heads of their own"),
    ("Huyện ủy, UBND huyện Tân Lâm tổ chức.", ["Huyện ủy", "UBND huyện Tân Lâm"], "Huyện ủy bears its level and stands alone"),
    ("Liên đoàn Lao động (LĐLĐ) tỉnh dự.", ["Liên đoàn Lao động", "LĐLĐ"], "the bracket ends the phrase"),
    ("Công an tỉnh Công an huyện dự.", ["Công an tỉnh", "Công an huyện"], "a second head begins a second body"),
    ("Đảng ủy phường Bắc Lâm, thành phố Đà Lam tổ chức.", ["Đảng ủy phường Bắc Lâm"], "the larger unit after a comma is no part of the name"),
]


@pytest.mark.parametrize(("text", "names", "why"), BOUNDS, ids=[row[2] for row in BOUNDS])
def test_stops_in_time(text: str, names: list[str], why: str) -> None:
    assert found(text) == names, why


GROUPS = [
    ("đề nghị các đơn vị liên quan thực hiện", ["các đơn vị liên quan"], "noun and modifier"),
    ("các sở, ban, ngành rà soát", ["các sở, ban, ngành"], "three nouns, one addressee"),
    ("các xã, phường, thị trấn tiếp tục", ["các xã, phường, thị trấn"], "three levels, one addressee"),
    ("các cấp công đoàn vận động", ["các cấp công đoàn"], "levels of one body"),
    ("các sở, ngành và địa phương liên quan báo cáo", ["các sở, ngành và địa phương liên quan"], "và inside the group"),
    ("UBND các huyện, thành phố báo cáo", ["UBND các huyện, thành phố"], "a head over many levels"),
    ("Thường trực các huyện, thị, thành ủy dự", ["Thường trực các huyện, thị, thành ủy"], "levels that share ủy"),
    ("Đảng ủy - HĐND - UBND xã tổ chức", ["Đảng ủy - HĐND - UBND xã"], "bodies that share the last one's level"),
    ("Thường trực HĐND, UBND huyện dự", ["Thường trực HĐND, UBND huyện"], "bodies under one head"),
    ("HĐND và UBND tỉnh thống nhất", ["HĐND và UBND tỉnh"], "và between bodies that share a level"),
    ("các sở: Tài chính, Nội vụ và Xây dựng thẩm định", ["các sở: Tài chính, Nội vụ và Xây dựng"], "fields listed after a colon"),
    ("các xã Bình Lâm, Hòa Lâm và Tân Lâm hoàn thành", ["các xã Bình Lâm, Hòa Lâm và Tân Lâm"], "places listed after the level"),
    ("các doanh nghiệp trên địa bàn tỉnh cam kết", ["các doanh nghiệp trên địa bàn tỉnh"], "where the bodies are"),
    ("từng đơn vị tự kiểm tra", ["từng đơn vị"], "distributive opener"),
    ("cấp ủy, chính quyền các cấp quan tâm", ["cấp ủy, chính quyền các cấp"], "a set phrase without các before it"),
    ("các phòng, ban, ngành, đoàn thể thị xã dự", ["các phòng, ban, ngành, đoàn thể thị xã"], "the level belongs to the group"),
]


@pytest.mark.parametrize(("text", "names", "why"), GROUPS, ids=[row[2] for row in GROUPS])
def test_keeps_groups_whole_and_marks_them(text: str, names: list[str], why: str) -> None:
    assert found(text) == names, why
    assert plurals(text) == [True] * len(names), why


NOT_ONE = [
    ("Hội nghị diễn ra tại Hội trường lớn.", "hội in other words"),
    ("Toàn dân đoàn kết một lòng.", "đoàn in another word"),
    ("Trường hợp này cần xem xét.", "Trường hợp is a case"),
    ("Làm tốt công tác phòng chống dịch.", "phòng chống is to prevent"),
    ("Chủ tịch ký ban hành quy chế.", "ban hành is to issue"),
    ("Một bộ hồ sơ, một bộ máy gọn.", "bộ as a classifier"),
    ("Các vấn đề, các giải pháp, những kết quả.", "các before things"),
    ("Từng vụ việc được xử lý.", "vụ việc is a case"),
    ("Các thị trường xuất khẩu mới.", "thị trường is a market"),
    ("Đóng bảo hiểm xã hội đầy đủ.", "bảo hiểm xã hội as insurance"),
    ("Sở hữu đất, Vụ Xuân năm nay.", "Sở hữu, Vụ Xuân"),
    ("Báo cáo viên trình bày.", "Báo cáo begins like Báo"),
]


@pytest.mark.parametrize(("text", "why"), NOT_ONE, ids=[row[1] for row in NOT_ONE])
def test_leaves_common_words_alone(text: str, why: str) -> None:
    assert found(text) == [], why


@pytest.mark.parametrize(
    ("text", "name", "why"),
    [
        ("Giao Sở Xây dựng chủ trì", "Sở Xây dựng", "starts inside the text"),
        ("Giao các xã, phường rà soát", "các xã, phường", "a group"),
        ("Giao tất cả các đơn vị rà soát", "tất cả các đơn vị", "a longer opener"),
    ],
)
def test_reads_the_phrase_at_a_place(text: str, name: str, why: str) -> None:
    analysis = analyse(text)
    assert organization_at(analysis, 5, len(text)) == 5 + len(name), why
    assert organization_at(analysis, 6, len(text)) is None, "nothing begins inside a word"


def test_does_not_read_past_the_limit() -> None:
    text = "Ban Dân vận Huyện ủy Tân Lâm"
    assert organization_at(analyse(text), 0, len("Ban Dân vận")) == len("Ban Dân vận")


_WORDS = st.sampled_from(
    [
        "UBND",
        "Sở",
        "Ban",
        "các",
        "những",
        "tỉnh",
        "xã",
        ",",
        "và",
        "-",
        ":",
        "của",
        "Huyện",
        "ủy",
        "Tài",
        "chính",
        "Nguyễn",
        "Văn",
        "Lâm",
        "TP.",
        "HĐND",
        "Bộ",
        "Trường",
        "THPT",
        "số",
        "7",
        "tổ",
        "chức",
        ".",
        "\n",
        "Đảng",
        "ủy",
        "họp",
        "Hội",
        "nghị",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_WORDS, max_size=60))
def test_mentions_are_sorted_disjoint_and_trimmed(words: list[str]) -> None:
    analysis = analyse(" ".join(words))
    find_organizations(analysis)
    reach = 0
    for org in analysis.organizations:
        text = analysis.surface[org.start : org.end]
        assert reach <= org.start < org.end
        assert text == text.strip(" ,;:")
        reach = org.end


def test_long_chains_stay_linear() -> None:
    for chunk in ("các UBND các ", "HĐND, UBND, ", "các xã A, B, ", "Ban Ban "):
        analysis = analyse(chunk * 1500)
        find_organizations(analysis)
        assert len(analysis.organizations) <= 3 * 1500
