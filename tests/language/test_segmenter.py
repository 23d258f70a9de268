"""Tách từ: words with places in the text, on any text."""

import subprocess
import sys
import threading
import time
import unicodedata
from functools import partial
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language import segmentation_weights, segmenter
from bienban.language.segmentation_weights import SegmenterUnavailableError, load_weights
from bienban.language.segmenter import Segmenter

SYLLABLES = [
    "hội", "nghị", "Ủy", "ban", "nhân", "dân", "Hội", "đồng", "thành", "phố", "hoà", "hòa", "thuỷ", "Thuỷ", "toạ", "đàm",
    "TP.", "TNHH", "v.v", "10,5%", "12/8/2031", "08-KH/QTV", "Ðồng", "ð", "...", "(", ")", "“", "”,", ":", "Th", "S", "s.",
    "a@b.vn", "http://x.vn/a_b", "H'Mông", "-", "5x7", "30.000.000", "BOS", "EOS", "ʺ", "😀", "\u200b", "\ufeff", "क़",
]  # fmt: skip
BLANKS = [" ", "  ", "\t", "\u00a0", "\n", "\r\n", "\u2028", "\u3000", " \n ", "\x0b", "\x1f"]
vietnamese_like = st.builds(
    lambda pairs, dress: dress("".join(syllable + blank for syllable, blank in pairs)),
    st.lists(st.tuples(st.sampled_from(SYLLABLES), st.sampled_from(BLANKS)), max_size=25),
    st.sampled_from([str, partial(unicodedata.normalize, "NFC"), partial(unicodedata.normalize, "NFD")]),
)
anything = st.one_of(
    st.text(),
    st.text(st.sampled_from("aÁđĐoà\u0300\u0301\u0323\u031b\u1161\u11a8\u0958\ud800\udfff\x00 .-'@\n\t\u00a0\u2000Å")),
    vietnamese_like,
)


@pytest.fixture(scope="module")
def seg() -> Segmenter:
    return Segmenter.load()


def surfaces(seg: Segmenter, text: str) -> list[str]:
    return [text[start:end] for start, end in seg.words(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", [], id="nothing"),
        pytest.param(" \n\t\u00a0", [], id="blanks only"),
        pytest.param("Hợp tác xã tổ chức cuộc họp.", ["Hợp tác xã", "tổ chức", "cuộc", "họp", "."], id="syllables joined"),
        pytest.param("nâng cao  chất\u00a0lượng", ["nâng", "cao", "chất\u00a0lượng"], id="blanks of any kind inside a word"),
        pytest.param("chiều 12/8/2031, giao ban", ["chiều", "12/8/2031", ",", "giao ban"], id="a date is one word"),
        pytest.param("nông\ndân", ["nông", "dân"], id="a line break ends a word"),
        pytest.param("Ðại biểu dự họp", ["Ðại biểu", "dự", "họp"], id="Icelandic eth written for the Vietnamese letter"),
        pytest.param("sân vận động Hoà Bình", ["sân vận động", "Hoà Bình"], id="old tone placement keeps its spelling"),
        pytest.param("a\ud800b\x00", ["a", "\ud800", "b", "\x00"], id="lone surrogate and NUL"),
    ],
)
def test_words(seg: Segmenter, text: str, words: list[str]) -> None:
    assert surfaces(seg, text) == words


def test_the_blank_that_the_grammar_takes_for_a_dot(seg: Segmenter) -> None:
    text = "gặp Th Sơn, Th\nSơn"
    assert [text[start:end] for word in seg.tokens(text) for start, end in word] == ["gặp", "Th S", "ơn", ",", "Th", "Sơn"]


@given(anything)
@settings(max_examples=400, deadline=None)
def test_words_cover_the_text_in_order(text: str) -> None:
    done = 0
    for start, end in Segmenter.load().words(text):
        assert done <= start < end <= len(text)
        assert not text[done:start].strip()
        assert not text[start].isspace()
        assert not text[end - 1].isspace()
        done = end
    assert not text[done:].strip()


@given(anything)
@settings(max_examples=200, deadline=None)
def test_words_are_made_of_whole_tokens(text: str) -> None:
    seg = Segmenter.load()
    tokens = seg.tokens(text)
    assert [(word[0][0], word[-1][1]) for word in tokens] == seg.words(text)
    flat = [span for word in tokens for span in word]
    assert all(before[1] <= after[0] for before, after in pairwise(flat))
    assert all(start < end for start, end in flat)


@given(vietnamese_like)
@settings(max_examples=200, deadline=None)
def test_decomposed_text_has_the_same_words(text: str) -> None:
    composed, decomposed = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    seg = Segmenter.load()
    assert [unicodedata.normalize("NFC", word) for word in surfaces(seg, decomposed)] == surfaces(seg, composed)


@given(vietnamese_like, vietnamese_like)
@settings(max_examples=100, deadline=None)
def test_each_line_is_segmented_by_itself(first: str, second: str) -> None:
    seg = Segmenter.load()
    place = len(first) + 1
    apart = seg.words(first) + [(start + place, end + place) for start, end in seg.words(second)]
    # Composition works on the whole text, so only lines of one form can be set side by side.
    if unicodedata.is_normalized("NFC", first + second):
        assert seg.words(first + "\n" + second) == apart


def test_memory_of_strings_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Chi hội trưởng báo cáo tiến độ; đơn vị đề xuất TP. bổ sung 15 chỉ tiêu. " * 20
    fresh = Segmenter(load_weights())
    first = fresh.words(text)
    assert fresh.words(text) == first
    monkeypatch.setattr(segmenter, "_REMEMBERED_MOST", 3)
    small = Segmenter(load_weights())
    assert small.words(text) == first
    assert len(small._remembered) <= 3


def test_threads_share_one_segmenter() -> None:
    seg = Segmenter(load_weights())
    texts = [f"Tổ {number} đăng ký trồng {number * 7} cây xanh tại khu dân cư số {number}." for number in range(60)]
    expected = [Segmenter.load().words(text) for text in texts]
    results: list[list[list[tuple[int, int]]]] = []
    threads = [threading.Thread(target=lambda: results.append([seg.words(text) for text in texts])) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [expected] * 6


def test_a_long_line_is_cut_where_a_sentence_ends(seg: Segmenter) -> None:
    sentence = "Ban chỉ huy yêu cầu các tổ kiểm tra thiết bị trước mùa mưa. "
    text = sentence * (segmenter.LONGEST_PIECE // len(sentence) * 3)
    once = len(seg.words(sentence))
    assert len(seg.words(text)) == once * text.count(". ")


@pytest.mark.parametrize(
    "unit",
    ["a.", "1.", "a", "a-", "a.a.ab_", "A&", "1.1,", "a'", "http:", "http://((a", "a+@", "Th s", "(", "\u0301\u0323", "a\u0301", " ", "\n", "họp "],
)
def test_hostile_text_takes_linear_time(seg: Segmenter, unit: str) -> None:
    text = (unit * 40_000)[:40_000]
    began = time.process_time()
    seg.words(text)
    # Well under one second here; the quadratic grammar that this one restates takes 9 to 21 seconds on the first two.
    assert time.process_time() - began < 4


def test_loading_leaves_heavy_packages_and_logging_alone() -> None:
    code = (
        "import sys, logging; from bienban.language.segmenter import Segmenter; Segmenter.load().words('hội nghị');"
        "print([m for m in ('underthesea', 'spacy', 'numpy', 'joblib') if m in sys.modules], logging.getLogger().handlers)"
    )
    paths = ["-c", f"import sys; sys.path[:0] = {sys.path!r}; {code}"]
    run = subprocess.run([sys.executable, *paths], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[] []"


def test_one_segmenter_for_each_process() -> None:
    assert Segmenter.load() is Segmenter.load()


def test_missing_model_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segmentation_weights.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SegmenterUnavailableError, match="not installed"):
        load_weights()
