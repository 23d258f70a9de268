"""Bộ tách từ cho spaCy (tokenizer): Vietnamese words as the tokens of a ``Doc`` whose text is the text given.

Import this module to make spaCy know the tokenizer by its name in a pipeline's configuration::

    [nlp.tokenizer]
    @tokenizers = "bienban.vietnamese_tokenizer.v1"
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from bienban.language.segmenter import Segmenter


class VietnameseTokenizer:
    """Tách văn bản thành từ cho spaCy; a token may hold several syllables and the white space between them.

    It has no settings and keeps nothing: saving and loading a pipeline writes and reads nothing for it.
    """

    def __init__(self, vocab: Vocab, segmenter: Segmenter) -> None:
        self.vocab = vocab
        self.segmenter = segmenter

    def __call__(self, text: str) -> Doc:
        """Tạo ``Doc`` với ``doc.text == text``; raise ``UnicodeEncodeError`` on lone surrogates, which spaCy cannot hold."""
        words, spaces = words_and_spaces(text, self.segmenter.words(text))
        return Doc(self.vocab, words=words, spaces=spaces)

    def to_bytes(self, **kwargs: Any) -> bytes:
        """Không có gì để lưu."""
        return b""

    def from_bytes(self, data: bytes, **kwargs: Any) -> VietnameseTokenizer:
        """Không có gì để nạp."""
        return self

    def to_disk(self, path: str | Path, **kwargs: Any) -> None:
        """Không có gì để ghi."""

    def from_disk(self, path: str | Path, **kwargs: Any) -> VietnameseTokenizer:
        """Không có gì để đọc."""
        return self


def words_and_spaces(text: str, spans: Iterable[tuple[int, int]]) -> tuple[list[str], list[bool]]:
    """Từ và dấu cách theo quy ước của spaCy: tokens, and whether one blank follows each.

    What lies between two spans, but for one blank after the first, is a token of its own; so the pieces put together
    are ``text``, whatever it is. ``spans`` are (start, end), in order and not overlapping.
    """
    words: list[str] = []
    spaces: list[bool] = []
    done = 0
    for start, end in (*spans, (len(text), len(text))):
        if done < start:
            if words and text[done] == " ":
                spaces[-1] = True
                done += 1
            if done < start:
                words.append(text[done:start])
                spaces.append(False)
        if start < end:
            words.append(text[start:end])
            spaces.append(False)
        done = end
    return words, spaces


def create_vietnamese_tokenizer() -> Callable[[Language], VietnameseTokenizer]:
    """Cách tạo bộ tách từ cho một pipeline spaCy."""

    def create(nlp: Language) -> VietnameseTokenizer:
        return VietnameseTokenizer(nlp.vocab, Segmenter.load())

    return create


registry.tokenizers.register("bienban.vietnamese_tokenizer.v1", func=create_vietnamese_tokenizer)
