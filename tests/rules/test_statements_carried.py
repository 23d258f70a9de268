"""Orders that the next paragraph carries on, news of notices, and whose intention a future is: invented sentences on both sides."""

from __future__ import annotations

import pytest

import bienban
from told import told

CHAIRED = "Ngày 6/3/2024, ông Vừ Bá Lầm, Chủ tịch UBND huyện chủ trì hội nghị bàn về cây chè."
LAM = "Kết luận hội nghị, đồng chí Vừ Bá Lầm, Chủ tịch UBND huyện yêu cầu các xã trồng dặm chè."
NOTICE = "Văn phòng UBND tỉnh vừa có thông báo kết luận của Phó Chủ tịch UBND tỉnh Lò Thị Ín tại cuộc họp về chợ Mường Lò."
NUMBERED = "Đó là nội dung tại Thông báo số 12/TB-UBND ngày 4/3/2024 kết luận của Thường trực UBND tỉnh về dự án chợ Mường Lò."


TASKS: list[tuple[str, list[str], str]] = [
    # -- the next paragraph carries the order on
    (f"{LAM}\nCùng với đó, tuyên truyền cách đốn chè; thu gom cành chè khô.",
     ["trồng dặm chè", "tuyên truyền cách đốn chè", "thu gom cành chè khô"], "a connective, then the action, and what follows a semicolon"),
    (f"{LAM}\nTập trung rà soát toàn bộ diện tích chè già cỗi trên các sườn đồi để có hướng cải tạo phù hợp với từng vùng đất.",
     ["trồng dặm chè", "Tập trung rà soát toàn bộ diện tích chè già cỗi trên các sườn đồi để có hướng cải tạo phù hợp với từng vùng đất"],
     "the action alone"),
    (f"{LAM}\nMột số hoạt động của vụ chè xuân, như: Tuyên truyền ngày hội hái chè.", ["trồng dặm chè", "Tuyên truyền ngày hội hái chè"],
     "what it is about, then the action"),
    (f"{LAM}\nCác thôn khẩn trương đốn tỉa chè già. Các hộ kịp thời báo sâu bệnh.",
     ["trồng dặm chè", "khẩn trương đốn tỉa chè già", "kịp thời báo sâu bệnh"], "several bodies and what they do"),
    (f"{LAM}\nĐồng chí Vừ Bá Lầm, Chủ tịch UBND huyện phát biểu chỉ đạo tại Hội nghị\nĐồng thời hướng dẫn bà con ủ phân.",
     ["trồng dặm chè", "hướng dẫn bà con ủ phân"],
     "over a caption"),
    # -- and what does not
    (f"{LAM}\nChia sẻ tại hội nghị, bà Lò Thị Ín, chủ xưởng chè Mường Lò, kể chuyện ngày đầu trồng chè trên đất dốc cùng bà con.",
     ["trồng dặm chè"], "the verb tells what somebody named next does"),
    (f"{LAM}\nTòa án huyện nghiên cứu những vụ tranh chấp nương chè.", ["trồng dặm chè"], "what one body does may only be told"),
    (f"{LAM}\nCác xã trồng 20 ha chè, thu 300 triệu đồng.", ["trồng dặm chè"], "figures report"),
    (f"{LAM}\nHội nghị kết thúc lúc 11 giờ.\nTăng cường kết nối thị trường chè là chủ đề của cuộc triển lãm bên lề hội nghị năm nay.",
     ["trồng dặm chè"], "another paragraph stands between"),
    (f"{LAM}\nTrồng chè trên đất dốc", ["trồng dặm chè"], "a heading that the layout did not tell"),
    (f"{LAM}\nĐẩy mạnh trồng chè, các xã đã phủ xanh nhiều đồi trọc và giúp hàng trăm hộ có thêm việc làm ổn định.", ["trồng dặm chè"],
     "the past"),
    # -- news of a notice
    (f"{NOTICE}\nKết luận nêu rõ, chợ xuống cấp.\nSở Công Thương chủ trì, phối hợp với UBND huyện lập phương án di dời.",
     ["chủ trì, phối hợp với UBND huyện lập phương án di dời"], "a notice without its number, and a body with its verb"),
    (f"{NUMBERED}\nPhó Chủ tịch UBND tỉnh Lò Thị Ín yêu cầu các sở rút kinh nghiệm.\n"
     "UBND huyện Mường Lò tiếp thu các ý kiến để hoàn thiện phương án.",
     ["rút kinh nghiệm", "tiếp thu các ý kiến để hoàn thiện phương án"], "who orders in it does not end it"),
    (f"{NUMBERED}\nÔng Sùng A Chú, tiểu thương chợ, cho biết chợ đã dột.\nSở Công Thương xây dựng phương án di dời.", [],
     "who tells something does"),
    (CHAIRED + ' Ông Lầm nói: "Các xã phải trồng dặm chè. Với Huyện ủy, tôi cũng thường xuyên nhắc nhở các đồng chí trong Thường trực."',
     ["trồng dặm chè"], "what the speaker does himself is no order"),
    (CHAIRED + " Về chợ chè, xã Nậm Búng kiến nghị 2 vấn đề: ủy quyền cho xã phê duyệt ranh giới chợ; rút gọn thủ tục giao đất.", [],
     "what is asked for is no list of tasks"),
    (CHAIRED + " Báo cáo đề xuất 2 nhiệm vụ trọng tâm: trồng dặm chè; xây dựng chợ chè.", ["trồng dặm chè", "xây dựng chợ chè"],
     "but tasks that are proposed for the time ahead are planned"),
    # -- orders by other words
    (CHAIRED + " Ông Lầm nhấn mạnh cây chè là cây xóa nghèo. Trước khó khăn này, chúng tôi đề nghị các xưởng chè tăng cường kiểm tra máy sao.",
     ["tăng cường kiểm tra máy sao"], "who speaks orders as chúng tôi"),
    ("Chiều 2/4/2019, Ban Tuyên giáo Huyện ủy tổ chức hội nghị giao ban. Tại hội nghị, Ban Tuyên giáo Huyện ủy đã định hướng trong tháng 4 các "
     "trạm truyền thanh tiếp tục tuyên truyền về vụ chè xuân.", ["tiếp tục tuyên truyền về vụ chè xuân"], "a body orients others"),
    (CHAIRED + " Các đại biểu nghe báo cáo về định hướng phát triển cây chè.", [], "định hướng is a noun"),
    (CHAIRED + " Về đốn chè già, Chủ tịch UBND huyện chỉ đạo phải làm quyết liệt.", ["làm quyết liệt"], "chỉ đạo before a need"),
    (CHAIRED + "\nVề nhiệm vụ thời gian tới, ông Lầm nhấn mạnh cây chè là cây xóa nghèo. Một trong những nhiệm vụ trọng tâm là xây dựng "
     "vùng chè sạch.", ["xây dựng vùng chè sạch"], "what a task is said to be"),
    (CHAIRED + "\nVề nhiệm vụ thời gian tới, ông Lầm nhấn mạnh cây chè là cây xóa nghèo. Đây là nhiệm vụ khó.", [], "not what is a task"),
    # -- plans
    ("Ngày 6/3/2024, huyện tổ chức hội nghị công bố Quy hoạch vùng chè.\nMục tiêu chung là phát triển vùng chè sạch.\n"
     "Hình thành các làng chè gắn với chợ phiên; nâng cấp hai xưởng sao chè.",
     ["Hình thành các làng chè gắn với chợ phiên", "nâng cấp hai xưởng sao chè"], "what the plan told of holds"),
    ("Ngày 6/3/2024, huyện tổ chức hội nghị công bố Quy hoạch vùng chè.\nMục tiêu chung là phát triển vùng chè sạch.\n"
     "Tham gia phản biện, đa số ý kiến tán thành quy hoạch.", [], "not who spoke of it"),
    ("Ngày 6/3/2024, huyện tổ chức hội nghị công bố Quy hoạch vùng chè.\nMục tiêu chung là phát triển vùng chè sạch.\n"
     "Trình tự, thủ tục phê duyệt như thế nào?", [], "trình tự is a noun"),
    (CHAIRED + " Trong 60 ngày, Đoàn kiểm tra sẽ tiến hành kiểm tra 4 xưởng chè.", ["tiến hành kiểm tra 4 xưởng chè"],
     "what a team will do and nobody says"),
    (CHAIRED + " Kết quả đạt được: nhiều xã vượt chỉ tiêu, từ đó Sở Công Thương sẽ hỗ trợ thêm máy sao.", [], "no plan among results"),
    (LAM.replace("trồng dặm", "trực tiếp kiểm tra vườn"), ["trực tiếp kiểm tra vườn chè"], "trực tiếp belongs to the action"),
    (CHAIRED + " Ông Lầm yêu cầu các xã rà soát vốn đầu tư. Sở Tài chính báo cáo kinh phí.", ["rà soát vốn đầu tư"], "đầu tư ends a sentence"),
]  # fmt: skip

PLEDGES: list[tuple[str, list[str], str]] = [
    (CHAIRED + " Ông Lò Văn Ún, Phó Chủ tịch UBND TP Mường Lò khẳng định: thành phố sẽ tập trung nguồn lực xây dựng chợ chè.",
     ["tập trung nguồn lực xây dựng chợ chè"], "the city by who holds a post of it"),
    (CHAIRED + " Ông Lò Văn Ún, Phó Chủ tịch UBND xã Nậm Búng khẳng định: thành phố sẽ tập trung nguồn lực xây dựng chợ chè.", [],
     "not by who holds a post of a commune"),
    (CHAIRED + " Ông Lò Văn Ún, Phó Tổng Giám đốc Vinachè, cho biết xưởng hỏng. Trong thời gian tới, công ty sẽ nhanh chóng đánh giá thiệt hại.",
     ["nhanh chóng đánh giá thiệt hại"], "his firm, whatever it is called"),
    (CHAIRED + " Bà Lò Thị Ín, Chủ tịch Hội Phụ nữ xã, cho biết hội viên ủng hộ. Trong thời gian tới, công ty sẽ nhanh chóng đánh giá thiệt hại.", [],
     "a firm of others"),
    ("Ngày 6/3/2024, bà Vừ Thị Lầm, Cục trưởng Cục Thuế Mường Lò chủ trì hội nghị đối thoại với các xưởng chè. Trả lời xưởng chè Nậm Búng, ông Lò "
     "Văn Ún, Trưởng phòng Kê khai cho biết, thủ tục đã rõ. Tuy nhiên, Cục Thuế Mường Lò cũng sẽ rà soát lại tờ khai.",
     ["rà soát lại tờ khai"], "a head of section speaks for the house"),
    ("Ngày 6/3/2024, bà Vừ Thị Lầm, Cục trưởng Cục Thuế Mường Lò chủ trì hội nghị đối thoại với các xưởng chè. Trả lời xưởng chè Nậm Búng, ông Lò "
     "Văn Ún, Trưởng phòng Kê khai cho biết, thủ tục đã rõ. Tuy nhiên, Sở Công Thương cũng sẽ rà soát lại tờ khai.",
     [], "but for no other"),
    (CHAIRED + " Thứ trưởng Bộ Công Thương Lò Văn Ún khẳng định Việt Nam nói chung, Mường Lò nói riêng sẽ tăng cường quảng bá chè.",
     ["tăng cường quảng bá chè"], "a minister speaks for the country"),
    (CHAIRED + " Ông Lầm nhấn mạnh ý nghĩa của chợ. Theo đó, tỉnh Bình Dương và Bà Rịa - Vũng Tàu sẽ sáp nhập chợ chè.", [],
     "a province that begins as a lady is addressed is not the speaker"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tasks", "why"), TASKS, ids=[row[2][:60] for row in TASKS])
def test_what_is_to_be_done(text: str, tasks: list[str], why: str) -> None:
    assert told(text)[0] == tasks, why


@pytest.mark.parametrize(("text", "pledges", "why"), PLEDGES, ids=[row[2][:60] for row in PLEDGES])
def test_what_is_pledged(text: str, pledges: list[str], why: str) -> None:
    assert told(text)[1] == pledges, why


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (CHAIRED + ' Ông Lầm khẳng định: "Đến cuối năm 2025, huyện sẽ có hơn 120 ha chè sạch".', "có hơn 120 ha chè sạch"),
        (CHAIRED + " Ông Lầm cam kết huyện sẽ nâng giá thu mua từ 18.000 đồng lên 20.000 đồng.",
         "nâng giá thu mua từ 18.000 đồng lên 20.000 đồng"),
        (CHAIRED + " Mục tiêu đến cuối năm 2025, diện tích chè sạch đạt trên 120 ha.", "diện tích chè sạch đạt trên 120 ha"),
    ],
)
def test_where_a_target_begins_and_ends(text: str, target: str) -> None:
    """Who will have it, and the mark that closes the quotation, stand outside; the level it starts from is none."""
    assert [found.text for found in bienban.extract(text).targets] == [target]
