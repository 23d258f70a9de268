"""Later mentions: by given name, by post, by address alone; captions and headlines; one entry for each person."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.rules.people import find_people
from build import analyse
from people_cases import people_of, shown

FIRST = "Dự và chỉ đạo hội nghị có đồng chí Mai Xuân Kỹ, Bí thư Huyện ủy; bà Lê Thị Nga, Phó Chủ tịch UBND huyện. "

MENTIONS = [
    ("Kết luận hội nghị, đồng chí Kỹ đề nghị các xã rà soát.", 0, "đồng chí Kỹ", "given name"),
    ("Đồng chí Bí thư Huyện ủy yêu cầu hoàn thành sớm.", 0, "Đồng chí Bí thư Huyện ủy", "post with address"),
    ("Bí thư Huyện ủy nhấn mạnh ba việc.", 0, "Bí thư Huyện ủy", "post alone, subject of a verb"),
    ("Bà Nga cho biết huyện đã chuẩn bị xong.", 1, "Bà Nga", "given name, address of the right sex"),
    ("Đồng chí Xuân Kỹ yêu cầu rà soát.", 0, "Đồng chí Xuân Kỹ", "last two syllables"),
    ("Phó Chủ tịch UBND huyện Lê Thị Nga báo cáo kết quả.", 1, "Lê Thị Nga", "full name again"),
]


@pytest.mark.parametrize(("text", "index", "mention", "reason"), MENTIONS, ids=[case[3] for case in MENTIONS])
def test_later_mentions(text: str, index: int, mention: str, reason: str) -> None:
    analysis = people_of(FIRST + text)
    assert len(analysis.parties) == 2, reason
    party = analysis.parties[index]
    assert analysis.surface[slice(*party.mentions[-1])] == mention, reason
    assert len(party.mentions) == 2


UNRELATED = [
    ("Ông Nga cho biết huyện đã chuẩn bị xong.", "the address contradicts the sex"),
    ("Bí thư Đảng ủy xã cho biết xã đã chuẩn bị.", "another body's secretary"),
    ("Sông Kỹ chảy qua huyện.", "no address"),
    ("Huyện trình Bí thư Huyện ủy xem xét.", "a post that does nothing"),
]


@pytest.mark.parametrize(("text", "reason"), UNRELATED, ids=[case[1] for case in UNRELATED])
def test_what_is_no_mention(text: str, reason: str) -> None:
    assert [len(p.mentions) for p in people_of(FIRST + text).parties[:2]] == [1, 1], reason


def test_an_address_alone_stands_for_the_last_speaker() -> None:
    analysis = people_of(FIRST + "Đồng chí Kỹ ghi nhận kết quả. Đồng chí yêu cầu các xã rà soát.")
    assert [analysis.surface[m.start : m.end] for m in analysis.mentions if m.party is analysis.parties[0]][-1] == "Đồng chí"


def test_an_address_alone_without_a_speaker_is_nobody() -> None:
    assert people_of("Đồng chí yêu cầu các xã rà soát.").mentions == []


def test_mentions_cover_posts_and_come_in_text_order() -> None:
    analysis = people_of(FIRST)
    assert analysis.surface[analysis.mentions[0].start : analysis.mentions[0].end] == "đồng chí Mai Xuân Kỹ, Bí thư Huyện ủy"
    assert all(a.start <= b.start for a, b in pairwise(analysis.mentions))


CAPTIONED = (
    "Hội nghị dân vận\n\nSáng 5/3, Đảng ủy xã họp bàn công tác dân vận. Đồng chí Đinh Trọng Hách, Bí thư Đảng ủy chủ trì.\n\n"
    "Đồng chí Đinh Trọng Hách, Bí thư Đảng ủy phát biểu tại Hội nghị\n\nTheo báo cáo, xã đã vận động được 5 hộ hiến đất làm đường.\n"
)


def test_a_caption_adds_a_mention_and_no_role() -> None:
    analysis = people_of(CAPTIONED)
    assert [shown(analysis, p) for p in analysis.parties] == [("Đinh Trọng Hách", ["Bí thư @ Đảng ủy"], ["chair"])]
    assert len(analysis.parties[0].mentions) == 2


def test_a_name_only_in_a_caption_is_an_attendee_as_shown() -> None:
    text = CAPTIONED.replace(" Đồng chí Đinh Trọng Hách, Bí thư Đảng ủy chủ trì.", "")
    analysis = people_of(text)
    assert [shown(analysis, p) for p in analysis.parties] == [("Đinh Trọng Hách", ["Bí thư @ Đảng ủy"], ["speaker"])]


def test_spelling_variants_are_one_person() -> None:
    text = (
        "Đồng chí Lê Thị Hoà, Chủ tịch UBND xã chủ trì. Đồng chí Lê Thị Hòa đề nghị rà soát. "
        "LÊ THỊ HOÀ phát biểu. Đồng chí Lê Thị Hoa, Chủ tịch UBND xã nói thêm."
    )
    analysis = people_of(text)
    assert [p.name for p in analysis.parties] == ["Lê Thị Hoà"]
    assert len(analysis.parties[0].mentions) == 4


def test_two_people_of_one_given_name_stay_apart() -> None:
    analysis = people_of("Dự có ông Lê Văn Nam, Chủ tịch UBND xã; ông Vũ Hoài Nam, Bí thư Đảng ủy xã.")
    assert [p.name for p in analysis.parties] == ["Lê Văn Nam", "Vũ Hoài Nam"]


PIECES = st.sampled_from(
    ["đồng chí ", "Các đồng chí: ", "ông ", "Lê Văn Nam", "H'Hồng Êban", "Kỹ ", ", ", "; ", " - ", "- ", ". "
    "", ":", "(", ")", "\n", "Phó Chủ tịch ", "UBND xã ",
     "Trưởng Ban ", "Ủy viên Ban Thường vụ ", "chủ trì ", "dự ", "Dự hội nghị có ", "phát biểu ", "và ", "cùng ",
     "lãnh đạo các sở ", "hơn 20 đại biểu ", "Vắng: 02 ",
     "làm Trưởng đoàn ", "do ", "của ", "PGS.TS ", "UV BTV ", "“", "”", "\u00a0", "Y ", "tỉnh ", "HÀ NAM "]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_without_harm(text: str) -> None:
    analysis = analyse(text)
    find_people(analysis)
    size = len(analysis.surface)
    for party in analysis.parties:
        assert 0 <= party.start < party.end <= size
        assert party.roles
        assert party.mentions == sorted(set(party.mentions))
        for post in party.posts:
            assert 0 <= post.start <= post.title[0] < post.title[1] <= post.end <= size
            assert post.organization is None or post.start < post.organization[0] < post.organization[1] == post.end
    for mention in analysis.mentions:
        assert 0 <= mention.start < mention.end <= size
        assert any(mention.party is party for party in analysis.parties)


@pytest.mark.parametrize(
    "piece", ["Nguyễn ", "Ủy viên ", "đồng chí ", "Theo ông Lê Nam, ", "- Ông Lê Văn Tư: đồng ý.\n", "Lê A (", "Dự có ", "chủ trì, "]
)
def test_reading_time_grows_with_the_text_and_no_faster(piece: str) -> None:
    """Counts the calls made, not the seconds: eight times the text may make about eight times the calls."""
    import sys

    def calls(text: str) -> int:
        analysis = analyse(text)
        count = 0

        def tick(frame: object, event: str, arg: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(tick)
        try:
            find_people(analysis)
        finally:
            sys.setprofile(None)
        return count

    short, long = calls(piece * 300), calls(piece * 2400)
    assert long < 10 * short + 4000
