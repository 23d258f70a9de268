"""What clauses do and for whom: sentences of invented reports, the acts in them, and why."""

from __future__ import annotations

from typing import Any

import pytest

import bienban
from bienban.extractor import analyse
from bienban.records import Report, Task

KIEN = "Kết luận hội nghị, đồng chí Giàng A Páo, Chủ tịch UBND huyện "
MO = "Tại hội nghị, bà H'Blăm Niê, Giám đốc Công ty Cà phê Ea Hồ "


def texts(items: Any) -> list[str]:
    return [item.text for item in items]


def said(text: str) -> tuple[list[str], list[str]]:
    report = bienban.extract(text)
    report.verify()
    return texts(report.tasks), texts(report.commitments)


ACTS: list[tuple[str, list[str], list[str], str]] = [
    # -- directives
    (
        KIEN + "yêu cầu các xã rà soát hộ thiếu nước; lập phương án cấp nước trước mùa khô.",
        ["rà soát hộ thiếu nước", "lập phương án cấp nước trước mùa khô"],
        [],
        "one order, two clauses between semicolons",
    ),
    (KIEN + "đề nghị Hạt Kiểm lâm tuần tra, canh gác, phát dọn đường băng.", ["tuần tra, canh gác, phát dọn đường băng"], [], "commas do not split"),
    (
        KIEN + "yêu cầu Phòng Y tế, Trung tâm Y tế huyện chuẩn bị đủ thuốc.",
        ["chuẩn bị đủ thuốc"],
        [],
        "a comma between two bodies is no clause",
    ),
    (KIEN + "giao Phòng Tư pháp soạn thảo quy chế phối hợp.", ["soạn thảo quy chế phối hợp"], [], "giao and its object stay outside"),
    (
        KIEN + "giao Công an huyện chủ trì, phối hợp với Phòng Văn hóa kiểm tra các cơ sở lưu trú.",
        ["chủ trì, phối hợp với Phòng Văn hóa kiểm tra các cơ sở lưu trú"],
        [],
        "chủ trì is the first action word",
    ),
    (
        KIEN + "nhấn mạnh các chi bộ cần đổi mới nội dung sinh hoạt.",
        ["đổi mới nội dung sinh hoạt"],
        [],
        "a duty stated by whoever concludes",
    ),
    (
        KIEN + "yêu cầu các thôn cam kết không đốt nương trong tháng 3.",
        ["cam kết không đốt nương trong tháng 3"],
        [],
        "a pledge that is ordered is a task",
    ),
    (
        KIEN + "đề nghị các trường rà soát phòng học. Đồng thời, lập danh sách học sinh nội trú. Cùng với đó, sửa chữa nhà bếp.",
        ["rà soát phòng học", "lập danh sách học sinh nội trú", "sửa chữa nhà bếp"],
        [],
        "sentences without a subject carry the order on, connectives outside",
    ),
    (
        KIEN + 'yêu cầu các xã thực hiện mô hình "3 sạch; 3 không"; báo cáo huyện hằng tháng.',
        ['thực hiện mô hình "3 sạch; 3 không"', "báo cáo huyện hằng tháng"],
        [],
        "a semicolon inside quotation marks is no separator",
    ),
    (
        KIEN + "yêu cầu các đơn vị sửa chữa đập tràn (đập Nậm Khum; đập Nậm Pồ); khơi thông mương.",
        ["sửa chữa đập tràn (đập Nậm Khum; đập Nậm Pồ)", "khơi thông mương"],
        [],
        "nor is one inside parentheses",
    ),
    (
        KIEN + "đề nghị các xã rà soát đất ở. Yêu cầu hoàn thành trước ngày 20/5/2024.",
        ["rà soát đất ở"],
        [],
        "a sentence that only gives a deadline is no task",
    ),
    (
        "Chủ tịch UBND xã giao Trạm Y tế lập danh sách tiêm chủng.",
        ["lập danh sách tiêm chủng"],
        [],
        "giao after a post that ends in 'xã' is not the words 'xã giao'",
    ),
    # -- lists
    (
        "Hội nghị thống nhất 2 nhiệm vụ: (1) Củng cố tổ hòa giải; (2) mở lớp xóa mù chữ.",
        ["Củng cố tổ hòa giải", "mở lớp xóa mù chữ"],
        [],
        "agreed, numbered",
    ),
    (
        KIEN + "kết luận như sau:\n1. Giao Phòng Nội vụ rà soát biên chế.\n2. Yêu cầu UBND các xã bàn giao hồ sơ.",
        ["rà soát biên chế", "bàn giao hồ sơ"],
        [],
        "a list below the announcing line",
    ),
    (
        "Hai bên thống nhất các nội dung sau: Thứ nhất, trao đổi thông tin về lao động. Thứ hai, mở lớp dạy nghề.",
        ["trao đổi thông tin về lao động", "mở lớp dạy nghề"],
        [],
        "items that are sentences",
    ),
    # -- plans
    (
        "Tại hội nghị bàn về thủy lợi, thời gian tới, Hội Nông dân xã sẽ tổ chức nạo vét kênh mương.",
        ["tổ chức nạo vét kênh mương"],
        [],
        "sẽ without a speaker is a plan",
    ),
    (
        "Hội nghị nghe cử tri phản ánh. Các kiến nghị sẽ được UBND huyện xem xét, giải quyết trong quý III.",
        ["xem xét, giải quyết trong quý III"],
        [],
        "a passive plan of the body named",
    ),
    # -- pledges
    (MO + "cam kết thu mua hết cà phê của bà con.", [], ["thu mua hết cà phê của bà con"], "the speaker binds herself"),
    (
        MO + "cam kết Công ty sẽ thu mua hết cà phê; trả tiền trong 7 ngày.",
        [],
        ["thu mua hết cà phê", "trả tiền trong 7 ngày"],
        "her body as subject of the pledged clause",
    ),
    (MO + "cho biết sẽ mở thêm hai điểm thu mua.", [], ["mở thêm hai điểm thu mua"], "an intention of the speaker"),
    (
        "Tại lễ ra mắt, thay mặt Ban Chấp hành khóa mới, anh Điểu K'Ré hứa sẽ đổi mới nội dung sinh hoạt đoàn.",
        [],
        ["đổi mới nội dung sinh hoạt đoàn"],
        "hứa on behalf of a committee",
    ),
    (
        MO + "cam kết thu mua hết cà phê. Tiếp tục hỗ trợ cây giống cho các buôn.",
        [],
        ["thu mua hết cà phê", "Tiếp tục hỗ trợ cây giống cho các buôn"],
        "a sentence without a subject carries the pledge on",
    ),
    # -- neither
    ("Cử tri xã Nậm Cha kiến nghị tỉnh sớm nâng cấp đường liên xã.", [], [], "a request upward"),
    ("Tại hội nghị, nhiều ý kiến đề xuất huyện tăng kinh phí cho các đội văn nghệ.", [], [], "opinions of those present"),
    ("Phát biểu tại hội nghị, ông Lò Văn Pâng mong các hộ tiếp tục đoàn kết.", [], [], "a wish"),
    ("Phát biểu tại hội nghị, ông Lò Văn Pâng tin tưởng chi bộ sẽ hoàn thành tốt nhiệm vụ.", [], [], "trust is no order"),
    ("Tại buổi họp, ông Thạch Sô cho rằng cần có thêm chế tài xử phạt.", [], [], "an opinion, whatever its 'cần'"),
    (KIEN + "đề nghị các đại biểu thảo luận dự thảo nghị quyết.", [], [], "the meeting's own business"),
    ("Hội nghị đánh giá các doanh nghiệp đã trả lương đúng theo cam kết.", [], [], "an old pledge referred to"),
    ("Trong 6 tháng qua, hội đã tiếp tục hướng dẫn các chi hội nuôi ong.", [], [], "tiếp tục of what was done"),
    ("Dịp này, Huyện đoàn tặng giấy khen cho 4 tập thể và 9 cá nhân tại hội nghị.", [], [], "awards"),
    ("Tại hội nghị, các hộ dân đã ký cam kết bảo vệ rừng với Hạt Kiểm lâm.", [], [], "signing as an event"),
    (
        KIEN + "yêu cầu các xã: rà soát hộ nghèo; chi trả trợ cấp. Cũng tại hội nghị, 3 cá nhân được tặng giấy khen.",
        ["rà soát hộ nghèo", "chi trả trợ cấp"],
        [],
        "the colon before the items, the awards after them",
    ),
    (
        "Phát biểu chỉ đạo hội nghị, Thượng tá Kpă H'Lan, Phó Giám đốc Công an tỉnh, Phó Trưởng Ban Chỉ đạo yêu cầu công an các xã nắm chắc địa bàn.",
        ["nắm chắc địa bàn"],
        [],
        "posts between the name and its verb, one of them with 'Chỉ đạo'",
    ),
    (
        "Tại hội nghị, Phó Chủ tịch UBND tỉnh Hồ Thị Kăn, Trưởng Ban Chỉ đạo chương trình giao Sở Công Thương lập hồ sơ mời thầu.",
        ["lập hồ sơ mời thầu"],
        [],
        "posts on both sides of the name",
    ),
    (
        "Tại hội nghị, ông Lò Văn Pâng đã giao nhiệm vụ cho các tổ: tổ 1 trực chốt; tổ 2 phát dọn đường băng.",
        ["trực chốt", "phát dọn đường băng"],
        [],
        "each item names its own team",
    ),
    (
        KIEN + "yêu cầu các xã rà soát nhà tạm; các cơ quan đã phối hợp tốt trong năm qua.",
        ["rà soát nhà tạm"],
        [],
        "a past clause with its own subject ends the list",
    ),
    (
        "Ông Thào A Dế, Trưởng bản đề nghị huyện sớm đầu tư điện lưới. " + KIEN + "giao Phòng Công Thương khảo sát tuyến.",
        ["khảo sát tuyến"],
        [],
        "who asks the district is not who directs it",
    ),
    (
        "Tại buổi đối thoại, nhiều công nhân kiến nghị công ty tăng tiền ăn ca. "
        "Trả lời công nhân, bà H'Blăm Niê, Giám đốc công ty cam kết tăng tiền ăn ca.",
        [],
        ["tăng tiền ăn ca"],
        "the same words asked and pledged",
    ),
    (
        "Ông Lò Văn Pâng, Chủ tịch UBND xã đề nghị các bản phát quang hành lang lưới điện.",
        ["phát quang hành lang lưới điện"],
        [],
        "who asks those below him directs them",
    ),
    (
        "Ông Lò Văn Pâng, Chủ tịch UBND huyện đề nghị huyện đoàn ra quân làm đường.",
        ["ra quân làm đường"],
        [],
        "the district's own youth union is no level above",
    ),
    ("Quang cảnh hội nghị\nSáng 5/6/2023, Hội Nông dân xã tổ chức hội nghị.", [], [], "a caption"),
]


def test_an_agenda_is_no_list_of_tasks() -> None:
    report = bienban.extract(
        "Sáng 9/7/2024, hội nghị Ban Chấp hành Hội Làm vườn tỉnh Hà Trĩ thảo luận, cho ý kiến về các nội dung: "
        "báo cáo tổng kết công tác hội; chương trình công tác năm 2025; kế hoạch kiểm tra hội viên."
    )
    assert (report.task_lists, report.tasks) == ((), ())


def test_what_delegates_are_taught_is_no_list_of_tasks() -> None:
    report = bienban.extract(
        "Sáng 9/7/2024, ông Tẩn A Phủ, Chủ tịch Hội chủ trì. Tại hội nghị học tập, quán triệt nghị quyết, các đại biểu sẽ được giới thiệu "
        "các nội dung cơ bản 2 chuyên đề: kế hoạch trồng cây; thông báo về công tác hội."
    )
    assert (report.task_lists, report.tasks) == ((), ())


@pytest.mark.parametrize("who", ["hội nghị thống nhất", "ông Tẩn A Phủ, Chủ tịch Hội kết luận", "ông Tẩn A Phủ, Chủ tịch Hội yêu cầu thực hiện"])
def test_what_is_settled_after_a_talk_is_a_list(who: str) -> None:
    report = bienban.extract(
        f"Sáng 9/7/2024, Hội Làm vườn tỉnh Hà Trĩ họp. Sau khi nghe báo cáo và thảo luận, {who} các nội dung sau: "
        "xây dựng 3 vườn mẫu; mở lớp tập huấn ghép cành."
    )
    assert len(report.task_lists) == 1
    assert texts(report.tasks) == ["xây dựng 3 vườn mẫu", "mở lớp tập huấn ghép cành"]


@pytest.mark.parametrize(("text", "tasks", "pledges", "why"), ACTS, ids=[row[3] for row in ACTS])
def test_acts(text: str, tasks: list[str], pledges: list[str], why: str) -> None:
    assert said(text) == (tasks, pledges), why


def test_a_new_subject_ends_a_pledge() -> None:
    report = bienban.extract(MO + "cam kết thu mua hết cà phê. Cùng với đó, các hợp tác xã đẩy mạnh sơ chế ướt.")
    assert texts(report.commitments) == ["thu mua hết cà phê"]
    assert [(t.text, t.kind) for t in report.tasks] == [("đẩy mạnh sơ chế ướt", "plan")]
    assert texts(report.tasks[0].lead) == ["các hợp tác xã"]


def one(text: str) -> tuple[Report, Task]:
    report = bienban.extract(text)
    assert len(report.tasks) == 1, texts(report.tasks)
    return report, report.tasks[0]


BOUND = [
    (KIEN + "giao Phòng Tài chính thẩm định dự toán.", ["Phòng Tài chính"], [], "the object of giao"),
    (
        KIEN + "yêu cầu Phòng Y tế, Trung tâm Y tế huyện chuẩn bị thuốc.",
        ["Phòng Y tế", "Trung tâm Y tế huyện"],
        [],
        "two bodies, each a lead",
    ),
    (
        KIEN + "giao Phòng Văn hóa chủ trì, phối hợp với Huyện đoàn, Hội Phụ nữ huyện tổ chức hội diễn.",
        ["Phòng Văn hóa"],
        ["Huyện đoàn", "Hội Phụ nữ huyện"],
        "those after phối hợp với help",
    ),
    (KIEN + "đề nghị các chi hội trồng cây phân tán.", ["các chi hội"], [], "a plural addressee is kept whole"),
    (
        KIEN + "giao Sở Văn hóa, Thể thao và Du lịch rà soát di tích.",
        ["Sở Văn hóa, Thể thao và Du lịch"],
        [],
        "the commas of one body's name do not split it",
    ),
    (KIEN + "yêu cầu rà soát di tích.", [], [], "no addressee, no lead"),
]


@pytest.mark.parametrize(("text", "lead", "helping", "why"), BOUND, ids=[row[3] for row in BOUND])
def test_who_is_bound(text: str, lead: list[str], helping: list[str], why: str) -> None:
    _, task = one(text)
    assert (texts(task.lead), texts(task.coordinating)) == (lead, helping), why


ASSIGNERS: list[tuple[str, str | None, str, str]] = [
    (KIEN + "yêu cầu các xã rà soát di tích.", "Giàng A Páo", "directive", "subject of yêu cầu"),
    (
        "Dự hội nghị có ông Y Thông Êban, Bí thư Huyện ủy. Ông Y Thông đề nghị các buôn giữ gìn bến nước.",
        "Y Thông Êban",
        "directive",
        "named again by part of a name that is not Kinh",
    ),
    (
        "Chủ trì hội nghị là bà Sùng Thị Mảy, Phó Chủ tịch UBND huyện. Phó Chủ tịch UBND huyện giao các xã lập danh sách hộ di dời.",
        "Sùng Thị Mảy",
        "directive",
        "named again by her post",
    ),
    ("Hội nghị thống nhất tổ chức ngày hội trồng rừng vào tháng 8.", None, "agreed", "the meeting itself assigns to nobody"),
    ("Ban Thường vụ Huyện ủy yêu cầu các chi bộ tổ chức sinh hoạt chuyên đề.", None, "directive", "a body is no attendee"),
]


@pytest.mark.parametrize(("text", "name", "kind", "why"), ASSIGNERS, ids=[row[3] for row in ASSIGNERS])
def test_who_assigns(text: str, name: str | None, kind: str, why: str) -> None:
    report, task = one(text)
    names = {attendee.id: attendee.name for attendee in report.attendees}
    assert task.kind == kind, why
    assert (names[task.assigner] if task.assigner else None) == name, why


PLEDGES = [
    (MO + "cam kết thu mua hết cà phê.", "cam kết", "pledge", None, "sworn, no body named in the statement"),
    (
        "Thay mặt Hợp tác xã Nậm Cang, ông Tẩn A Phủ cam kết giữ giá thu mua.",
        "cam kết",
        "pledge",
        "Hợp tác xã Nậm Cang",
        "thay mặt names the body",
    ),
    (MO + "cam kết sẽ giữ giá thu mua.", "cam kết", "pledge", None, "sẽ is no part of the act"),
    (MO + "cho biết sẽ giữ giá thu mua.", "cho biết sẽ", "intention", None, "said, not sworn"),
]


@pytest.mark.parametrize(("text", "act", "strength", "behalf", "why"), PLEDGES, ids=[row[4] for row in PLEDGES])
def test_pledges(text: str, act: str, strength: str, behalf: str | None, why: str) -> None:
    (pledge,) = bienban.extract(text).commitments
    assert pledge.act is not None
    assert (pledge.act.text, pledge.strength) == (act, strength), why
    assert (pledge.on_behalf_of.text if pledge.on_behalf_of else None) == behalf, why


def test_clauses_of_one_statement_share_its_number() -> None:
    report = bienban.extract(
        MO + "cam kết thu mua hết cà phê; trả tiền trong 7 ngày. "
        "Ông Y Bhiao Mlô, Chủ tịch Hội Nông dân xã cam kết vận động bà con hái quả chín."
    )
    assert [pledge.statement_id for pledge in report.commitments] == ["S1", "S1", "S2"]
    assert report.commitments[1].act is None, "inherited from the clause before"


OTHER = [
    ("Phát biểu tại hội nghị, ông Lò Văn Pâng mong các hộ tiếp tục đoàn kết.", "wish", "mong"),
    ("Tại buổi họp, ông Thạch Sô cho rằng cần có thêm chế tài xử phạt.", "opinion", "cho rằng"),
    ("Tại cuộc họp, ông Lò Văn Pâng kiến nghị tỉnh nâng cấp đường liên xã.", "proposal", "kiến nghị"),
]


@pytest.mark.parametrize(("text", "act", "why"), OTHER, ids=[row[2] for row in OTHER])
def test_what_blocks(text: str, act: str, why: str) -> None:
    assert [clause.act for clause in analyse(text).clauses] == [act], why


def test_a_blocking_act_ends_the_order_before_it() -> None:
    tasks, _ = said(KIEN + "yêu cầu các xã rà soát di tích. Đồng thời kiến nghị tỉnh bố trí kinh phí; sớm phê duyệt quy hoạch.")
    assert tasks == ["rà soát di tích"]


def test_bullets_hang_on_the_item_above() -> None:
    report = bienban.extract(
        KIEN + "yêu cầu thực hiện các nhiệm vụ sau: Một là, chăm sóc cây giống, trong đó: - Làm giàn che; - Bón phân vi sinh. Hai là, trồng dặm."
    )
    assert [(t.marker, t.text, t.parent_id) for t in report.tasks] == [
        ("Một là", "chăm sóc cây giống", None),
        ("-", "Làm giàn che", "T1"),
        ("-", "Bón phân vi sinh", "T1"),
        ("Hai là", "trồng dặm", None),
    ]
    assert report.task_lists[0].found_count == 2, "only the first level counts"


def test_headings_assign_what_stands_below() -> None:
    report = bienban.extract(
        "THÔNG BÁO\nKết luận của Chủ tịch UBND huyện tại cuộc họp về phòng cháy rừng\n"
        "Sau khi nghe báo cáo, Chủ tịch UBND huyện kết luận như sau:\n"
        "1. Giao Hạt Kiểm lâm:\na) Lập chốt trực.\nb) Kiểm tra dụng cụ chữa cháy.\n2. UBND các xã tuyên truyền trong dân."
    )
    assert [(t.text, texts(t.lead)) for t in report.tasks] == [
        ("Lập chốt trực", ["Hạt Kiểm lâm"]),
        ("Kiểm tra dụng cụ chữa cháy", ["Hạt Kiểm lâm"]),
        ("tuyên truyền trong dân", ["UBND các xã"]),
    ]


def test_assignee_first_in_a_list_of_one_conclusion() -> None:
    report = bienban.extract(
        KIEN + "kết luận như sau: Phòng Nội vụ chủ trì rà soát biên chế; Phòng Tài chính chủ trì thẩm định dự toán."
    )
    assert [(t.text, texts(t.lead)) for t in report.tasks] == [
        ("chủ trì rà soát biên chế", ["Phòng Nội vụ"]),
        ("chủ trì thẩm định dự toán", ["Phòng Tài chính"]),
    ]


REPORTS_OF_THE_PAST = [
    "Sáng 5/6/2023, Hội Nông dân xã Ea Hồ tổ chức hội nghị sơ kết 6 tháng đầu năm. 6 tháng qua, hội đã vận động 45 hộ hiến đất, "
    "kết nạp 12 hội viên, đạt 80% kế hoạch. Các chi hội duy trì tốt nền nếp sinh hoạt. Dịp này, 5 cá nhân được tặng giấy khen.",
    "Ngày 3/3/2024, Huyện đoàn Mù Lang tổ chức lễ ra quân. Tham dự có 120 đoàn viên, thanh niên. Ngay sau lễ, đoàn viên đã trồng "
    "500 cây xanh, dọn vệ sinh 3 km đường làng.",
]


@pytest.mark.parametrize("text", REPORTS_OF_THE_PAST, ids=["review", "campaign"])
def test_a_report_of_what_was_done_has_nothing_to_do(text: str) -> None:
    report = bienban.extract(text)
    assert not report.tasks
    assert not report.commitments
    assert not report.targets
    assert not report.task_lists
