"""Bộ tách từ cho spaCy: no character of the text is lost or moved."""

import unicodedata

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language.segmenter import Segmenter
from bienban.language.spacy_tokenizer import VietnameseTokenizer, words_and_spaces

CONFIG = {"nlp": {"tokenizer": {"@tokenizers": "bienban.vietnamese_tokenizer.v1"}}}
NLP = spacy.blank("xx", config=CONFIG)

vietnamese_like = st.lists(
    st.tuples(
        st.sampled_from(["hội", "nghị", "Tổ", "dân", "phố", "hoà", "bình", "TP.", "10%", "Ðoàn", "(", ".", "😀", "\x00", "\u200d"]),
        st.sampled_from([" ", " ", "  ", "\n", "\r\n", "\t", "\u00a0", " \u00a0 ", "\n\n  ", "", "\u2028"]),
    ),
    max_size=20,
).map(lambda pairs: "".join(first + second for first, second in pairs))


@pytest.mark.parametrize(
    ("text", "tokens", "spaces"),
    [
        pytest.param("", [], [], id="nothing"),
        pytest.param("Tổ dân phố họp", ["Tổ dân phố", "họp"], [True, False], id="blanks inside and between words"),
        pytest.param("  họp", ["  ", "họp"], [False, False], id="leading blanks are a token"),
        pytest.param("họp  nhanh ", ["họp", " ", "nhanh"], [True, False, True], id="one blank belongs to the word before"),
        pytest.param("họp.\n\tSau", ["họp", ".", "\n\t", "Sau"], [False, False, False, False], id="line break and tab"),
        pytest.param("họp \nSau", ["họp", "\n", "Sau"], [True, False, False], id="blank before a line break"),
        pytest.param("họp\u00a0 nhanh", ["họp", "\u00a0 ", "nhanh"], [False, False, False], id="no-break space"),
    ],
)
def test_tokens_and_spaces(text: str, tokens: list[str], spaces: list[bool]) -> None:
    doc = NLP.make_doc(text)
    assert [token.text for token in doc] == tokens
    assert [bool(token.whitespace_) for token in doc] == spaces


@given(st.one_of(st.text(), vietnamese_like, vietnamese_like.map(lambda text: unicodedata.normalize("NFD", text))))
@settings(max_examples=400, deadline=None)
def test_doc_text_is_the_text(text: str) -> None:
    doc = NLP.make_doc(text)
    assert doc.text == text
    places = [(token.idx, token.idx + len(token)) for token in doc if not token.text.isspace()]
    assert places == Segmenter.load().words(text)


@given(st.text(st.sampled_from(" a\n")), st.data())
@settings(max_examples=200, deadline=None)
def test_any_spans_rebuild_the_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)))))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    words, spaces = words_and_spaces(text, spans)
    assert "".join(word + " " * space for word, space in zip(words, spaces, strict=True)) == text
    assert all(words)


def test_lone_surrogates_are_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        NLP.make_doc("họp \ud800")


def test_pipeline_is_saved_and_loaded(tmp_path) -> None:
    text = "Hợp tác xã  đề ra 5 chỉ tiêu.\n"
    tokens = [token.text for token in NLP.make_doc(text)]
    NLP.to_disk(tmp_path)
    assert [token.text for token in spacy.load(tmp_path).make_doc(text)] == tokens
    copy = spacy.blank("xx", config=CONFIG).from_bytes(NLP.to_bytes())
    assert isinstance(copy.tokenizer, VietnameseTokenizer)
    assert [token.text for token in copy.make_doc(text)] == tokens
