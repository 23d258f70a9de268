"""The benchmark: which texts it takes and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest

from bienban import benchmark
from bienban.errors import InputError
from processes import SAMPLES

LINE = "Ủy ban nhân dân xã tổ chức cuộc họp thường kỳ.\n"


def fill(folder: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder


def test_each_text_is_timed_once_though_it_lies_there_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    calls = {"bienban.extract": lambda text: seen.append(text), "other": lambda text: None}
    monkeypatch.setattr(benchmark, "_contenders", lambda: calls)
    fill(tmp_path, a=LINE * 20, b=LINE * 30, c=LINE * 20, short=LINE)
    shown = benchmark.run(tmp_path, 2).splitlines()
    assert shown[0].startswith("2 distinct texts")
    assert [line.split()[0] for line in shown[1:]] == ["bienban.extract", "other"]
    assert "1.00 x" in shown[1]
    assert seen == [LINE * 30, *[LINE * 30, LINE * 20] * 2], "a warm-up, then every text in every round, the longest first"


def test_long_texts_are_cut_at_the_end_of_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: set[str] = set()
    monkeypatch.setattr(benchmark, "_contenders", lambda: {"bienban.extract": seen.add})
    benchmark.run(fill(tmp_path, a=LINE * 500), 1)
    (text,) = seen
    assert 3_900 < len(text) <= 4_000
    assert text.endswith("họp thường kỳ.")


def test_a_folder_without_texts_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="BB102"):
        benchmark.run(fill(tmp_path, a=LINE), 1)


@pytest.mark.slow
def test_every_contender_runs() -> None:
    names = [
        "bienban.extract", "bienban.extract --no-model", "bienban.extract + word segmentation", "underthesea.word_tokenize",
        "naive: underthesea.ner + regex + json",
    ]  # fmt: skip
    shown = benchmark.run(SAMPLES, 1).splitlines()[1:]
    assert [line.split("  ")[0] for line in shown] == names
