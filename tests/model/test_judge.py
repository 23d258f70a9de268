"""What becomes of clauses: the policy at work on a text, with models made to say what the test needs."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from bienban.extractor import STAGES, Extractor, analyse
from bienban.language.analysis import Analysis
from bienban.model.chain import Chain
from bienban.model.confidence import Confidence
from bienban.model.policy import LABELS, Policy
from bienban.model.scorer import SCALE, Scorer
from bienban.model.weights import Model, shipped_model

TEXT = (
    "Ngày 12/3/2024, UBND xã Đồng Mít tổ chức hội nghị sơ kết. Đồng chí Phan Văn Gạo, Chủ tịch UBND xã chủ trì.\n"
    "Kết luận hội nghị, đồng chí Phan Văn Gạo yêu cầu các thôn rà soát danh sách hộ nghèo trước ngày 30/4/2024.\n"
    "Ông Gạo cũng lưu ý các thôn tổ chức trực cháy rừng.\n"
)
ALWAYS = 12 * SCALE


def model(
    says: Mapping[str, str], *, add: float = 0.6, bare: float = 1.01, keep: float = 0.2, certain: frozenset[str] = frozenset()
) -> Model:
    """A model that gives a clause that has the feature the label, and others none."""
    table = {name: [ALWAYS if label == said else 0 for label in LABELS] for name, said in says.items()}
    table["1"] = [ALWAYS // 2 if label == "none" else 0 for label in LABELS]
    chain = Chain(Scorer(LABELS, table), [[0] * len(LABELS)] * len(LABELS))
    thresholds = [dict.fromkeys(("task", "commitment"), least) for least in (add, bare, keep)]
    starts = shipped_model().starts
    return Model("test", {}, chain, starts, Policy(*thresholds, certain), Confidence({}, {}))


def tasks(text: str, chosen: Model | None) -> list[tuple[str, str]]:
    report = Extractor(model=chosen)(text)
    return [(task.method, report.text[task.start : task.end]) for task in report.tasks]


RULES = tasks(TEXT, None)


def test_the_rules_find_what_the_tests_below_change() -> None:
    assert [method for method, _ in RULES] == ["task.directive.yeu-cau", "task.directive.luu-y"]


def test_what_the_model_confirms_says_so() -> None:
    found = tasks(TEXT, model({"R.act=task": "directive"}))
    assert found == [(f"{method}+clause-model", words) for method, words in RULES]


TO_NOBODY = TEXT.replace("các thôn ", "")
"""The same orders, addressed to nobody."""


def test_what_the_model_is_sure_is_nothing_is_dropped() -> None:
    assert [method for method, _ in tasks(TO_NOBODY, None)] == ["task.directive.yeu-cau", "task.directive.luu-y"]
    assert tasks(TO_NOBODY, model({})) == []


def test_a_certain_rule_is_not_asked() -> None:
    assert tasks(TO_NOBODY, model({}, certain=frozenset({"task.directive.yeu-cau"}))) == tasks(TO_NOBODY, None)[:1]


def test_no_probability_outweighs_what_the_chair_tells_somebody_to_do() -> None:
    assert tasks(TEXT, model({})) == RULES


@pytest.mark.parametrize(
    ("order", "kept"),
    [
        ("giao Trạm Y tế xã phun thuốc khử trùng", True),
        ("nhấn mạnh các thôn cần phun thuốc khử trùng", True),
        ("nhấn mạnh các thôn phải phun thuốc khử trùng", False),  # may be a rule for everybody
        ("đề nghị các thôn phun thuốc khử trùng", False),  # may ask, who does not chair
    ],
)
def test_who_does_not_chair_assigns_by_some_words_only(order: str, kept: bool) -> None:
    text = f"Ngày 12/3/2024, UBND xã Đồng Mít họp. Ông Phan Văn Gạo, Phó Chủ tịch UBND xã {order}. Bà con vỗ tay. Trời nắng đẹp. Cờ bay phấp phới."
    assert [words for _, words in tasks(text, None)] == ["phun thuốc khử trùng"]
    assert [words for _, words in tasks(text, model({}))] == (["phun thuốc khử trùng"] if kept else [])


def test_what_no_rule_found_is_added_under_the_models_name() -> None:
    text = TEXT.replace("Kết luận", "Rồi các thôn phải kiểm tra kho thóc chung, báo cáo UBND xã.\nKết luận", 1)
    base = tasks(text, None)
    found = tasks(text, model({"R.act=task": "directive", "w0=rồi": "directive"}))
    assert len(found) == len(base) + 1
    assert found[0] == ("model.clause.task", "kiểm tra kho thóc chung, báo cáo UBND xã")


@pytest.mark.parametrize(
    "sentence",
    [
        "Rồi nhiều người kể chuyện ngày xưa đi hội.",  # no order, nothing carried on
        "Rồi các thôn đã phải kiểm tra kho thóc chung.",  # told of the past
        "Rồi phải làm đường để kiểm tra kho thóc chung cho nhanh.",  # a purpose is no action: the start is elsewhere or nowhere
    ],
)
def test_without_a_licence_nothing_is_added_however_sure_the_model(sentence: str) -> None:
    found = tasks(TEXT + sentence + "\n", model({"R.act=task": "directive", "w0=rồi": "directive"}))
    assert all("kho thóc" not in words or words.startswith("làm đường") for _, words in found)
    assert not any("ngày xưa" in words for _, words in found)


@pytest.mark.parametrize(
    ("sentence", "first"),
    [
        ("Rồi các thôn tán thành phương hướng kiểm tra kho thóc chung.", "rồi"),  # the name of what was agreed
        ("Một số nội dung cần kiểm tra kho thóc chung.", "một"),  # the need describes a thing
        ("Theo thông tin kiểm tra kho thóc chung của xã.", "theo"),  # the words tell a source
        ("Dự thảo nghị quyết kiểm tra kho thóc chung.", "dự"),  # what a draft does
    ],
)
def test_what_only_tells_of_something_is_not_added(sentence: str, first: str) -> None:
    found = tasks(TEXT + sentence + "\n", model({"R.act=task": "directive", f"w0={first}": "directive"}))
    assert not any("kho thóc" in words for _, words in found)


def test_a_heading_is_no_item() -> None:
    below = "Bà con các thôn vui mừng vì năm nay trời mưa nhiều, lúa nương chín đều, ngoài đồng rộn tiếng cười nói suốt ngày."
    text = f"{TEXT}Kiểm tra kho thóc chung\n{below}\n"
    found = tasks(text, model({"R.act=task": "directive", "w0=kiểm": "directive"}))
    assert not any("kho thóc" in words for _, words in found)


def test_examples_do_not_carry_an_order_on() -> None:
    told = "bàn kỹ về những việc khó, những vấn đề lớn như giữ rừng; kiểm tra kho thóc chung; xây dựng chợ"
    text = TEXT.replace("rà soát danh sách hộ nghèo", told)
    found = tasks(text, model({"R.act=task": "directive", "w0=kiểm": "directive", "w0=xây": "directive"}))
    assert not any(words.startswith(("kiểm tra", "xây dựng")) for _, words in found)


@pytest.mark.parametrize(
    ("sentence", "added"),
    [
        ("Trạm Y tế xã kiểm tra kho thuốc chống dịch.", "kiểm tra kho thuốc chống dịch"),  # opens with who is to act
        ("Kiểm tra kho thuốc chống dịch.", "Kiểm tra kho thuốc chống dịch"),  # opens with the action
        ("Nhân đó nhiều người kể chuyện kiểm tra kho thuốc chống dịch.", None),  # opens with something else
        ("Kiểm tra kho thuốc chống dịch như sau:", None),  # announces
        ("Kiểm tra 12/13 kho thuốc.", None),  # what was done of all
    ],
)
def test_what_opens_with_its_action_needs_no_licence_where_the_model_is_surer(sentence: str, added: str | None) -> None:
    text = f"{TEXT}Hôm ấy trời mưa to.\nNhà văn hóa vẫn đông.\n{sentence}\n"
    sure = {"R.act=task": "directive", "b=kho": "directive"}
    found = {bare: [words for method, words in tasks(text, model(sure, bare=bare)) if method == "model.clause.task"] for bare in (0.9, 1.01)}
    assert found == {0.9: [added] if added is not None else [], 1.01: []}


def pledges(sentence: str) -> list[tuple[str, str]]:
    text = (
        "Ngày 12/3/2024, UBND xã Đồng Mít tổ chức hội nghị đối thoại. Đồng chí Phan Văn Gạo, Chủ tịch UBND xã chủ trì.\n"
        "Bà Lường Thị Kê hỏi về rãnh thoát nước. Bà Kê cũng nêu chuyện chợ. Có người hỏi thêm về điện.\n"
    ) + sentence
    report = Extractor(model=model({"b=sẽ": "commitment"}))(text)
    people = {person.id: person.name for person in report.attendees}
    return [(people.get(found.speaker or "", "-") or "-", report.text[found.start : found.end]) for found in report.commitments]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        # a body called by its noun alone is that of whoever opened the paragraph's last sentence
        ("Ông Phan Văn Gạo thừa nhận rãnh hẹp. Về việc này, xã sẽ khảo sát lại trong tuần tới.\n", [("Phan Văn Gạo", "khảo sát lại trong tuần tới")]),
        # those above, and those called by their names, are nobody's own
        ("Ông Phan Văn Gạo thừa nhận rãnh hẹp. Theo lộ trình, Chính phủ sẽ ban hành quy định mới về thoát nước.\n", []),
        ("Ông Phan Văn Gạo thừa nhận rãnh hẹp. Hội nghị sẽ bầu ba người vào tổ giám sát.\n", []),
        # a thing carries nobody's pledge on; one that is only spoken of does not stop it
        ("Ông Phan Văn Gạo cam kết sẽ khảo sát lại. Dự án rãnh thoát nước sẽ khởi công đầu năm sau.\n", [("Phan Văn Gạo", "khảo sát lại")]),
        (
            "Ông Phan Văn Gạo cam kết sẽ khảo sát lại. Dự án này, chúng tôi sẽ khởi công đầu năm sau.\n",
            [("Phan Văn Gạo", "khảo sát lại"), ("Phan Văn Gạo", "khởi công đầu năm sau")],
        ),
    ],
)
def test_whose_a_future_is(sentence: str, found: list[tuple[str, str]]) -> None:
    assert pledges(sentence) == found


def test_the_models_version_travels_and_without_model_there_is_none() -> None:
    assert Extractor(model=model({}))(TEXT).provenance.model == "test"
    assert Extractor(model=None)(TEXT).provenance.model is None
    assert Extractor()(TEXT).provenance.model == shipped_model().version


def test_whoever_measured_a_confidence_is_named_also_where_no_clause_was_to_be_heard() -> None:
    found = Extractor()("Ông Lê Văn Tám, Chủ tịch UBND xã Bình Hạ chủ trì.")
    assert found.attendees
    assert found.provenance.model == shipped_model().version


def test_a_text_in_another_language_asks_no_model() -> None:
    assert Extractor()("The committee met on Friday and agreed to mend the road before winter.").provenance.model is None


def test_every_clause_is_heard_once_and_in_order() -> None:
    analysis = analyse(TEXT)
    places = [(item.start, item.end) for item in analysis.heard]
    assert places == sorted(set(places))
    assert sum(end - start for start, end in places) > 0.7 * len(TEXT)


def test_the_learned_stages_can_be_replaced_like_any_other() -> None:
    seen: list[int] = []

    def count(analysis: Analysis) -> None:
        seen.append(len(analysis.heard))

    assert len(Extractor().replaced("clauses", count)(TEXT).tasks) == len(RULES)
    assert seen == [len(analyse(TEXT).heard)]


def test_the_order_of_the_learned_stages() -> None:
    names = [stage.name for stage in STAGES]
    assert names.index("statements") + 1 == names.index("clauses")
    assert names[-1] == "confidence"
