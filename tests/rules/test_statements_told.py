"""Orders and pledges as press items and notices really tell them: invented sentences in the shapes that once misled the rules."""

from __future__ import annotations

import pytest

import bienban
from told import told

LAM = "Kết luận hội nghị, đồng chí Vừ Bá Lầm, Chủ tịch UBND huyện "
CHAIRED = "Ngày 6/3/2024, ông Vừ Bá Lầm, Chủ tịch UBND huyện chủ trì hội nghị bàn về cây chè. "


TASKS: list[tuple[str, list[str], str]] = [
    # -- who orders
    (
        LAM + "biểu dương các xã. Chính phủ giao các bộ liên quan xây dựng giá sàn chè búp.",
        ["xây dựng giá sàn chè búp"],
        "a verb of assigning that opens with its subject assigns; 'việc Chính phủ giao' does not",
    ),
    (LAM + "nhắc chủ tịch các xã không để quá ngày 31/10/2024.", ["không để quá ngày 31/10/2024"], "nhắc orders"),
    (LAM + "nhắc đến chuyện xây dựng chợ Mường Lò.", [], "nhắc đến does not"),
    (LAM + "đề nghị cần tiếp tục đốn trẻ nương chè già.", ["tiếp tục đốn trẻ nương chè già"], "the need only strengthens the order"),
    (
        LAM + "đề nghị trên cương vị mới, bà Lò Thị Ín và ông Sùng A Chú tiếp tục gần gũi bà con.",
        ["tiếp tục gần gũi bà con"],
        "on what post is a circumstance",
    ),
    (
        LAM + "nhấn mạnh, 6 tháng cuối năm 2024, các chi hội tăng cường chăm sóc nương chè. Trồng dặm chè.",
        ["tăng cường chăm sóc nương chè", "Trồng dặm chè"],
        "what somebody says a body does in the time ahead",
    ),
    (LAM + "nhấn mạnh, 6 tháng đầu năm 2024, các chi hội tăng cường chăm sóc nương chè.", [], "but not in the time past"),
    # -- what is only told
    (CHAIRED + "Ông Lầm chúc mừng ông Sùng A Chú được Huyện ủy điều động, phân công, bổ nhiệm về xã.", [], "what somebody was assigned"),
    (CHAIRED + "Ông Lầm chúc mừng ông Sùng A Chú được Huyện ủy giao nhiệm vụ làm Bí thư Đảng ủy xã.", [], "nor with another word"),
    (LAM + "biểu dương ông Sùng A Chú. Tháng 6/2021, Huyện ủy điều động, phân công ông Sùng A Chú tham gia Ban Chấp hành xã.", [], "a career"),
    (
        LAM + "yêu cầu các xã trồng dặm chè.\nTòa án huyện nghiên cứu, hạn chế việc ra những bản án, quyết định không khả thi.",
        ["trồng dặm chè"],
        "decisions are spoken of, not taken",
    ),
    (CHAIRED + "Các xã rà soát quỹ đất, thống nhất xây dựng bản đồ chung.", [], "thống nhất is one of the things somebody does"),
    (CHAIRED + "Hội nghị cho ý kiến và thông qua nhiều nội dung như: quy chế làm việc; phân công thành viên.", [], "what was adopted is no action"),
    (LAM + "cho rằng các báo cáo bám sát yêu cầu nâng cao chất lượng chè.", [], "yêu cầu is a noun"),
    (LAM + "mong muốn buổi gặp là một gợi ý tốt để cán bộ tiếp tục gần dân.", [], "gợi ý too"),
    (
        CHAIRED + "Tham gia phát biểu, đại diện các xã trao đổi một số khó khăn khi thực hiện nhiệm vụ như: kinh phí thấp; chia sẻ cách làm hay.",
        [],
        "a list of difficulties is none of tasks, whatever noun stands nearest",
    ),
    (
        "Ngày 6/3/2024, HĐND huyện họp chuyên đề, thống nhất các nội dung sau:\n"
        "1. Nghị quyết quy định mức chi để thống nhất lập quy hoạch chè; sửa chữa chợ.\n2. Nghị quyết về việc quyết định xây dựng chợ.",
        [],
        "an item that is the title of a document does nothing itself",
    ),
    # -- the meeting's own business
    (LAM + "đề nghị các đại biểu tập trung trí tuệ, trình bày ngắn gọn; bảo đảm thời gian của hội nghị.", [], "what delegates do at the meeting"),
    (
        "Phát biểu khai mạc, ông Vừ Bá Lầm, Chủ tịch UBND huyện đề nghị lãnh đạo các xã báo cáo về những cách làm hay.",
        [],
        "what the opening asks for is said at the meeting",
    ),
    (CHAIRED + "Ông Lầm đề nghị Ban Chấp hành nghiên cứu, thảo luận, cho ý kiến vào dự thảo đề án chè.", [], "nobody debates afterwards"),
    (LAM + "đề nghị các xã cho ý kiến về giống chè trước ngày 5/5/2024.", ["cho ý kiến về giống chè trước ngày 5/5/2024"], "a day makes it a task"),
    # -- who asks
    (
        CHAIRED + "Ông Tẩn Láo Lở, Giám đốc Công ty Chè Mường Lò đề nghị giảm tiền thuê đất.",
        [],
        "a firm's head asks those who hold the meeting, named or not",
    ),
    (
        CHAIRED + "Ông Lầm yêu cầu các xã trồng dặm. Ông Tẩn Láo Lở, Giám đốc Công ty Chè Mường Lò kiến nghị bỏ phí qua cầu. "
        "Cùng với đó, cần giảm phí cầu phà.",
        ["trồng dặm"],
        "the need of who asks orders nothing",
    ),
    # -- where one order ends and the next begins
    (
        LAM + "yêu cầu Phòng Nông nghiệp khảo sát nương chè; đề xuất giống mới.",
        ["khảo sát nương chè", "đề xuất giống mới"],
        "to propose may be ordered",
    ),
    (
        LAM + "yêu cầu các xã trồng dặm chè.\nĐồng thời, sửa chữa đường vào nương.",
        ["trồng dặm chè", "sửa chữa đường vào nương"],
        "a paragraph may carry the order on",
    ),
    (
        LAM + "yêu cầu các xã trồng dặm chè. Thứ nhất là phát dọn cỏ. Thứ hai là đốn tỉa cành.",
        ["trồng dặm chè", "phát dọn cỏ", "đốn tỉa cành"],
        "what is counted after the order is ordered",
    ),
    (
        LAM + "yêu cầu các xã thảo luận kỹ về những vấn đề lớn như trồng chè; xây dựng chợ; phát triển du lịch.",
        ["thảo luận kỹ về những vấn đề lớn như trồng chè"],
        "examples are no orders of their own",
    ),
    (
        LAM + "yêu cầu các thôn kiểm tra đập tràn, báo cáo trong tuần sau.",
        ["kiểm tra đập tràn, báo cáo trong tuần sau"],
        "a word that often announces a list belongs to the time",
    ),
    (
        LAM + "giao huyện đoàn hỗ trợ các xã về việc điều trị bệnh dại theo hướng: tiêm đủ; cách ly đủ.",
        ["hỗ trợ các xã về việc điều trị bệnh dại theo hướng: tiêm đủ", "cách ly đủ"],
        "việc before a verb announces nothing",
    ),
    (
        LAM + "yêu cầu:\n- Về đề nghị của xã Nậm Búng: Phòng Nông nghiệp khảo sát giống chè.",
        ["khảo sát giống chè"],
        "what an item is about stands outside it",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tasks", "why"), TASKS, ids=[row[2][:60] for row in TASKS])
def test_what_is_to_be_done(text: str, tasks: list[str], why: str) -> None:
    assert told(text)[0] == tasks, why


LEADS: list[tuple[str, list[tuple[str, list[str]]], str]] = [
    (
        LAM + "giao thị trấn có nhiệm vụ sửa chữa chợ.",
        [("sửa chữa chợ", ["thị trấn"])],
        "có nhiệm vụ stands between who and what",
    ),
    (
        LAM + "giao Đoàn thanh niên về việc tăng cường chăm sóc vườn ươm.",
        [("tăng cường chăm sóc vườn ươm", ["Đoàn thanh niên"])],
        "so does về việc",
    ),
    (
        LAM + "yêu cầu các Ban quản lý/Chủ đầu tư sửa chữa cầu.",
        [("sửa chữa cầu", ["các Ban quản lý/Chủ đầu tư"])],
        "a slash parts words, and chủ đầu tư is a noun",
    ),
    (
        LAM + "nhấn mạnh các cơ sở chưa thực hiện đầy đủ các biện pháp quản lý chất lượng cần sửa chữa nhà xưởng.",
        [("sửa chữa nhà xưởng", ["các cơ sở chưa thực hiện đầy đủ các biện pháp quản lý chất lượng"])],
        "what is said of whom belongs to whom",
    ),
    (
        LAM + "nhấn mạnh, để giữ được nương chè, Lào Cai cần trồng dặm.",
        [("trồng dặm", ["Lào Cai"])],
        "a place after a purpose",
    ),
    (
        LAM + "đề nghị các thôn được giao nhiệm vụ nhanh chóng sửa chữa đường.",
        [("nhanh chóng sửa chữa đường", ["các thôn được giao nhiệm vụ"])],
        "what was assigned before only says who is meant",
    ),
]


@pytest.mark.parametrize(("text", "tasks", "why"), LEADS, ids=[row[2] for row in LEADS])
def test_who_is_to_do_it(text: str, tasks: list[tuple[str, list[str]]], why: str) -> None:
    assert [(task.text, [lead.text for lead in task.lead]) for task in bienban.extract(text).tasks] == tasks, why


def test_times_are_addressed_to_nobody() -> None:
    (task,) = bienban.extract(LAM + "yêu cầu các xã trồng dặm chè. Những năm trước đây kiểm tra còn lỏng.").tasks
    assert task.text == "trồng dặm chè"


PLEDGES: list[tuple[str, str | None, str | None, str]] = [
    (CHAIRED + "Ông Lầm ghi nhận. Lãnh đạo ba xã đều cam kết sửa chữa đường.", None, "Lãnh đạo ba xã", "many pledge: not the last speaker"),
    (CHAIRED + "Ông Lầm ghi nhận. Về lâu dài, huyện sẽ xây dựng chợ mới.", "Vừ Bá Lầm", "huyện", "the body is what stands nearest, not the time"),
]


@pytest.mark.parametrize(("text", "speaker", "behalf", "why"), PLEDGES, ids=[row[3] for row in PLEDGES])
def test_who_pledges(text: str, speaker: str | None, behalf: str | None, why: str) -> None:
    report = bienban.extract(text)
    (pledge,) = report.commitments
    names = {attendee.id: attendee.name for attendee in report.attendees}
    assert (names[pledge.speaker] if pledge.speaker else None) == speaker, why
    assert (pledge.on_behalf_of.text if pledge.on_behalf_of else None) == behalf, why


def test_what_a_pledge_is_meant_for_is_not_pledged() -> None:
    assert told(CHAIRED + "Ông Lầm nói có đủ tiền để cam kết xây dựng chợ.")[1] == []


NOTICE = (
    "THÔNG BÁO\nKết luận của Chủ tịch UBND huyện tại cuộc họp về cây chè\n"
    "Sau khi nghe báo cáo, ông Vừ Bá Lầm, Chủ tịch UBND huyện kết luận như sau:\n"
)


def assigned(text: str) -> list[tuple[str, list[str]]]:
    return [(task.text, [lead.text for lead in task.lead]) for task in bienban.extract(text).tasks]


def test_a_pledge_between_two_items_leaves_the_second_an_order() -> None:
    text = (
        NOTICE + "1. Giao Phòng Nông nghiệp:\n- Khảo sát nương chè. Trước ngày 8/4/2024, Chủ tịch UBND huyện sẽ chủ trì họp bàn.\n"
        "- Hướng dẫn bà con đốn chè."
    )
    assert told(text) == (["Khảo sát nương chè", "Hướng dẫn bà con đốn chè"], ["chủ trì họp bàn"])


def test_bodies_as_headings_of_a_conclusion_lead() -> None:
    text = CHAIRED + "\nPhát biểu kết luận hội nghị, ông Lầm cảm ơn bà con.\na) Phòng Nông nghiệp\n- Khảo sát nương chè.\n"
    text += "- Lập danh sách hộ.\nb) Phòng Tài chính\n- Bố trí kinh phí.\n- Quyết toán dự án."
    assert assigned(text) == [
        ("Khảo sát nương chè", ["Phòng Nông nghiệp"]),
        ("Lập danh sách hộ", ["Phòng Nông nghiệp"]),
        ("Bố trí kinh phí", ["Phòng Tài chính"]),
        ("Quyết toán dự án", ["Phòng Tài chính"]),
    ]


def test_what_was_asked_is_concluded_about() -> None:
    text = (
        NOTICE + "1. Về kiến nghị của các xã:\n- Đồng ý chủ trương. Giao Phòng Nông nghiệp khảo sát nương chè.\n"
        "2. Đối với việc giữ rừng\n- Lập chốt trực trong mùa khô."
    )
    assert ("khảo sát nương chè", ["Phòng Nông nghiệp"]) in assigned(text)
    assert ("Lập chốt trực trong mùa khô", []) in assigned(text)


def test_an_item_may_count_on_in_brackets() -> None:
    text = LAM + "yêu cầu:\n- Giữ nương chè: (i) Các xã trồng dặm. (ii) Phát dọn cỏ. (iii) Bón phân chuồng."
    marks = {task.text: task.marker for task in bienban.extract(text).tasks}
    assert marks["Phát dọn cỏ"] == "(ii)"
    assert marks["Bón phân chuồng"] == "(iii)"


def test_who_directs_in_a_list_of_orders_is_ordered_to() -> None:
    text = NOTICE + "1. Trưởng Phòng Giáo dục chỉ đạo các trường dọn dẹp lớp học.\n2. Các xã trồng dặm chè."
    report = bienban.extract(text)
    names = {attendee.id: attendee.name for attendee in report.attendees}
    assert [(task.text, names[task.assigner] if task.assigner else None) for task in report.tasks] == [
        ("chỉ đạo các trường dọn dẹp lớp học", "Vừ Bá Lầm"),
        ("trồng dặm chè", "Vừ Bá Lầm"),
    ]


def test_that_others_pledge_may_be_ordered() -> None:
    text = LAM + "yêu cầu các xã kiểm tra nương chè; 100% cơ sở cam kết nói không với chè bẩn; xử lý nghiêm vi phạm."
    assert told(text) == (["kiểm tra nương chè", "xử lý nghiêm vi phạm"], [])


def test_what_is_asked_is_named_whatever_it_says() -> None:
    text = (
        NOTICE + "1. Về kiến nghị sớm ban hành cơ chế giữ chè cổ; bố trí kinh phí; xây dựng chợ:\n"
        "Giao Phòng Nông nghiệp khảo sát nương chè.\n"
        "2. Về đề nghị sửa chữa đường; mở lớp dạy nghề: Phòng Giao thông kiểm tra mặt đường.\n"
        "3. Về giống chè: với vai trò là đơn vị nghiên cứu, Trạm Khuyến nông chủ động ươm cây."
    )
    assert assigned(text) == [
        ("khảo sát nương chè", ["Phòng Nông nghiệp"]),
        ("kiểm tra mặt đường", ["Phòng Giao thông"]),
        ("chủ động ươm cây", ["Trạm Khuyến nông"]),
    ]


def test_what_is_said_with_a_deadline_is_wanted() -> None:
    text = LAM + "chỉ rõ, Phòng Nông nghiệp khảo sát nương chè trước ngày 5/5/2024; Phòng Tài chính bố trí kinh phí."
    assert assigned(text) == [("khảo sát nương chè trước ngày 5/5/2024", ["Phòng Nông nghiệp"]), ("bố trí kinh phí", ["Phòng Tài chính"])]
    assert assigned(LAM + "chỉ rõ, Phòng Nông nghiệp khảo sát nương chè.") == [], "without one it may only be told"


NEWS = (
    "Giữ chè cổ ở Mường Lò\nVăn phòng UBND tỉnh vừa ban hành Thông báo số 12/TB-VPUBND ngày 4/3/2024 kết luận của Thường trực UBND tỉnh về cây chè.\n"
)


def test_news_of_a_notice_orders_what_bodies_do() -> None:
    text = (
        NEWS + "Sở Nông nghiệp khảo sát nương chè; bố trí kinh phí.\nCác huyện cần trồng dặm.\n"
        "Sở Tài chính đã cấp đủ kinh phí.\nTheo Điều 5 Luật Trồng trọt quy định:\nSở Nông nghiệp công nhận cây đầu dòng."
    )
    assert assigned(text) == [
        ("khảo sát nương chè", ["Sở Nông nghiệp"]),
        ("bố trí kinh phí", ["Sở Nông nghiệp"]),
        ("trồng dặm", ["Các huyện"]),
    ]


def test_a_standing_body_assigns() -> None:
    text = "Ngày 4/3/2024, các tỉnh họp về cây chè.\nThường trực Chính phủ giao Sở Nông nghiệp khảo sát nương chè."
    assert assigned(text) == [("khảo sát nương chè", ["Sở Nông nghiệp"])]


@pytest.mark.parametrize(
    ("who", "body"),
    [
        ("ông Lò Văn Ún, Phó Tổng Giám đốc Công ty Chè Mường Lò cho biết, Công ty Chè Mường Lò và các đội sản xuất", "several bodies, one his own"),
        ("ông Lò Văn Ún, Phó Tổng Kiểm toán nhà nước cho biết, KTNN", "his body by its initials"),
    ],
)
def test_whose_intentions_are_pledged(who: str, body: str) -> None:
    assert told(f"Tại hội nghị, {who} sẽ tiếp tục hỗ trợ bà con.")[1] == ["tiếp tục hỗ trợ bà con"], body
