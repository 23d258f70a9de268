"""Tách từ: the words that underthesea itself finds, on invented text."""

import itertools
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.bench import bench_segmentation, our_words, reference_words
from bienban.language.regex_tokens import token_spans
from bienban.language.segmenter import Segmenter

SENTENCES = [
    "Sáng 14/8/2031, Hợp tác xã Chè Suối Mây tổ chức hội nghị sơ kết công tác sáu tháng đầu năm.",
    "Chủ trì hội nghị có bà Đặng Thuỳ Lam – Giám đốc Hợp tác xã; ông Vi Văn Toản, Phó Giám đốc.",
    "Tính đến ngày 30/6, các tổ đã trồng mới 12,5ha, đạt 62,5% kế hoạch; doanh thu ước đạt 3.450.000.000 đồng.",
    "Thực hiện Kế hoạch số 08-KH/HTX, đơn vị phấn đấu đến năm 2033 có ít nhất 80% hộ dùng tưới nhỏ giọt.",
    "GIÁM ĐỐC KẾT LUẬN: giao Tổ kỹ thuật phối hợp với Phòng Kinh tế TP. hoàn thiện hồ sơ trước 15/9.",
    "Mọi ý kiến gửi về hop.thu@suoimay.example.vn hoặc https://suoimay.example.vn/gop-y?nam=2031 (trước 17h00).",
    "Ông Toản cam kết: “Chúng tôi sẽ hoàn thành 100% chỉ tiêu v.v…”",
    "xe 29C-123.45 chở 5x7 bao; nhiệt độ 30°C, dự án H&M, xã N’Thôn, dân tộc H'Mông, NĐ-CP, T.Ư, TP.HCM, Tp. Vinh",
    "Thu nhap binh quan moi ho dat 70 trieu dong , tang 8 % so voi cung ky..",
    "Ðại hội thông qua Nghị quyết; hoà giải viên, thuỷ lợi, khoá họp, nghành chè, bíết, quý III/2031.",
    "ThS. Lò Thị Én - CTV. Th.S Quàng Văn Pín, Th S Lường, Dr. Mây",
    "Về dự có 1.200 đại biểu :) trong đó  có    35 đại biểu nữ; BOS EOS",
    "A", ",", "họp", "Hội nghị", "TP.", "a.b", "1.", "- ", " Họp TP. ",
]  # fmt: skip


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_same_words_as_the_reference(sentence: str) -> None:
    assert our_words(Segmenter.load(), sentence) == reference_words(sentence)


def test_same_words_in_other_dress() -> None:
    """Capitals, lower case and sentences run together reach other features."""
    seg = Segmenter.load()
    dressed = [f(text) for text in SENTENCES for f in (str.upper, str.lower, str.title, decomposed)]
    dressed += [f"{first} {second}" for first, second in itertools.pairwise(SENTENCES)]
    assert [our_words(seg, text) for text in dressed] == [reference_words(text) for text in dressed]


# Distinct words: one word over and over ("Hội Hội Hội …") can be cut in two ways of equal weight, and which one wins
# then hangs on the order in which the last bits are added up.
@given(st.lists(st.sampled_from(sorted({word for text in SENTENCES for word in text.split()})), max_size=12, unique=True).map(" ".join))
@settings(max_examples=300, deadline=None)
def test_same_words_on_shuffled_text(text: str) -> None:
    assert our_words(Segmenter.load(), text) == reference_words(text)


@given(
    st.lists(
        st.one_of(
            st.sampled_from(list("aAbBđĐxvTShsưƯ019.,-:/'’@&()[]<>=+_%$^~!»“ʺ♥‿°CFD3 \t×÷")),
            st.sampled_from(["http", "://", "www.", ".vn", "e-mail", "v.v", "..", "==>", "ThS.", "12/3", "1.2.2031", "(a)", ":D", "T.Ư", "₫", "②"]),
        ),
        max_size=14,
    ).map("".join)
)
@settings(max_examples=1000, deadline=None)
def test_same_tokens_as_the_reference_grammar(text: str) -> None:
    from underthesea.pipeline.word_tokenize.regex_tokenize import patterns

    assert token_spans(text) == [match.span() for match in patterns.finditer(text)]


def test_benchmark_reports_agreement() -> None:
    report = bench_segmentation(["\n".join(SENTENCES[:3]), SENTENCES[3]])
    assert (report["texts"], report["paragraphs"], report["paragraphs_identical"]) == (2, 4, 4)
    assert report["ours_ms"] > 0
    with pytest.raises(ValueError, match="nothing"):
        bench_segmentation([])
