"""Đo tốc độ (benchmark): the whole record against underthesea's word segmentation and the naive script.

All are timed on the same distinct texts in one run, each over all the texts in turn and round after round, so that a
noisy machine is noisy for all and none runs on caches that another has just emptied: (1) ``bienban.extract``, and the
same with rules alone and with word segmentation; (2) ``underthesea.word_tokenize`` on each paragraph of at most 2,000
characters, the fastest safe way to call it; (3) the naive script: ``underthesea.ner`` sentence by sentence, thirty
regular expressions, and JSON.
Ratios of medians are what counts; milliseconds depend on the machine.
"""

from __future__ import annotations

import gc
import json
import logging
import re
import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bienban.errors import InputError

_SIZE = 4_000
_PATTERNS = [
    re.compile(p)
    for p in (
        r"[Nn]gày \d{1,2}/\d{1,2}(?:/\d{4})?", r"\d{1,2}-\d{1,2}-\d{4}", r"năm \d{4}", r"[Qq]uý [IV]+", r"\d+ tháng đầu năm", r"\d+/\d+ \w+",
        r"\d+(?:,\d+)?%", r"[\d.,]+ (?:triệu|tỷ) đồng", r"số \d+[-/]\w+/\w+", r"Nghị quyết số \S+", r"Kế hoạch số \S+", r"Quyết định số \S+",
        r"Chỉ thị số \S+", r"đồng chí [^,;.]+", r"[Ôô]ng [^,;.]+", r"[Bb]à [^,;.]+", r"Chủ tịch [^,;.]+", r"Bí thư [^,;.]+", r"Giám đốc [^,;.]+",
        r"chủ trì[^.;]+", r"phát biểu[^.;]+", r"đề nghị[^.;]+", r"yêu cầu[^.;]+", r"giao [^.;]+", r"thống nhất[^.;]+", r"cam kết[^.;]+",
        r"phấn đấu[^.;]+", r"\(\d\)[^;]+", r"Thứ \w+,[^;.]+", r"trước ngày [^;.,]+",
    )
]  # fmt: skip


def run(folder: Path | None, rounds: int) -> str:
    """Chạy phép đo: a table of medians and ratios as text. Raises ``InputError`` when there are no texts."""
    texts = _texts(folder)
    contenders = _contenders()
    for call in contenders.values():
        call(texts[0])
    gc.collect()
    gc.freeze()  # the models of all contenders are in memory; none shall pay for sweeping those of the others
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, call in contenders.items():
            for text in texts:
                start = time.perf_counter()
                call(text)
                times[name].append((time.perf_counter() - start) * 4_000 / len(text) * 1_000)
    return "".join(_report(texts, times))


def _texts(folder: Path | None) -> list[str]:
    """The longest of the distinct texts, each cut to about 4,000 characters at a line end."""
    place = folder or Path("corpora/gold")
    paths = sorted(place.rglob("*.txt"))
    texts = dict.fromkeys(_cut(path.read_text(encoding="utf-8", errors="replace")) for path in paths)
    found = sorted((text for text in texts if len(text) > 600), key=len, reverse=True)
    if not found:
        raise InputError.unreadable(str(place), "no .txt file of useful length")
    return found[:60]


def _cut(text: str) -> str:
    end = text.rfind("\n", _SIZE // 2, _SIZE)
    return text if len(text) <= _SIZE else text[: end if end > 0 else _SIZE]


def _contenders() -> dict[str, Callable[[str], object]]:
    handlers = logging.getLogger().handlers[:]
    from underthesea import ner, sent_tokenize, word_tokenize

    logging.getLogger().handlers[:] = handlers
    from bienban.extractor import Extractor
    from bienban.language.segmenter import Segmenter

    extractor, rules, segmenter = Extractor(), Extractor(model=None), Segmenter.load()

    def record(text: str) -> object:
        return extractor(text)

    def record_and_words(text: str) -> object:
        return extractor(text), segmenter.words(text)

    def words(text: str) -> object:
        return [word_tokenize(part) for part in _parts(text)]

    def naive(text: str) -> object:
        entities = [ner(sentence) for part in _parts(text) for sentence in sent_tokenize(part)]
        return json.dumps([entities, [pattern.findall(text) for pattern in _PATTERNS]], ensure_ascii=False)

    return {
        "bienban.extract": record,
        "bienban.extract --no-model": rules,
        "bienban.extract + word segmentation": record_and_words,
        "underthesea.word_tokenize": words,
        "naive: underthesea.ner + regex + json": naive,
    }


def _parts(text: str) -> Iterator[str]:
    for paragraph in text.split("\n"):
        for start in range(0, len(paragraph), 2_000):
            part = paragraph[start : start + 2_000].strip()
            if part:
                yield part


def _report(texts: list[str], times: dict[str, list[float]]) -> Iterator[str]:
    medians = {name: statistics.median(values) for name, values in times.items()}
    base = medians["bienban.extract"]
    yield f"{len(texts)} distinct texts, {sum(map(len, texts)) // len(texts)} characters on average; ms per 4,000 characters, medians\n"
    for name, median in medians.items():
        yield f"{name:42} {median:9.2f} ms   {median / base:7.2f} x the time of bienban.extract\n"
