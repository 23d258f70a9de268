"""Đo tốc độ và độ khớp tách từ (benchmark of word segmentation) against underthesea itself.

Time is asked of a clock here and nowhere else in this package; nothing of the pipeline calls this module.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from statistics import median
from typing import TypedDict

from bienban.language.segmentation_weights import load_weights
from bienban.language.segmenter import Segmenter


class SegmentationBench(TypedDict):
    """Kết quả đo: times in milliseconds, lengths in code points."""

    texts: int
    median_length: int
    load_ms: float
    first_text_ms: float
    ours_ms: float
    reference_ms: float
    times_faster: float
    paragraphs: int
    paragraphs_identical: int


def bench_segmentation(texts: Sequence[str]) -> SegmentationBench:
    """Đo trên các văn bản khác nhau ``texts`` (NFC): medians for each text, and how many paragraphs agree.

    Each text is segmented once by an engine that has not seen it, for a repeated text flatters an engine with a memory.
    Raise ``ValueError`` without texts, ``SegmenterUnavailableError`` without underthesea.
    """
    if not texts:
        raise ValueError("nothing to measure")
    from underthesea import word_tokenize  # costs over a second

    word_tokenize("làm nóng")
    began = time.perf_counter()
    segmenter = Segmenter(load_weights())
    load_ms = (time.perf_counter() - began) * 1e3
    ours = [_milliseconds(segmenter.words, text) for text in texts]
    reference = [_milliseconds(word_tokenize, text) for text in texts]
    paragraphs = [line for text in texts for line in text.split("\n") if line.strip()]
    return SegmentationBench(
        texts=len(texts),
        median_length=int(median(map(len, texts))),
        load_ms=load_ms,
        first_text_ms=ours[0],
        ours_ms=median(ours),
        reference_ms=median(reference),
        times_faster=median(reference) / median(ours),
        paragraphs=len(paragraphs),
        paragraphs_identical=sum(reference_words(line) == our_words(segmenter, line) for line in paragraphs),
    )


def reference_words(paragraph: str) -> list[str]:
    """Các từ theo underthesea, như nó viết ra."""
    from underthesea import word_tokenize

    return list(word_tokenize(paragraph))


def our_words(segmenter: Segmenter, paragraph: str) -> list[str]:
    """Các từ theo ``segmenter``, viết lại như underthesea viết ra (each syllable respelled, joined by one blank)."""
    from underthesea.pipeline.text_normalize import token_normalize
    from underthesea.pipeline.text_normalize.character_normalize import normalize_characters_in_text

    def written(span: tuple[int, int]) -> str:
        return str(token_normalize(normalize_characters_in_text(paragraph[span[0] : span[1]])))

    return [" ".join(map(written, word)) for word in segmenter.tokens(paragraph)]


def _milliseconds(function: Callable[[str], object], text: str) -> float:
    began = time.perf_counter()
    function(text)
    return (time.perf_counter() - began) * 1e3
