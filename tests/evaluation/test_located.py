from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bienban.evaluation.located import JsonError, read_located

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(VALUES, st.sampled_from([None, 0, 1, "\t"]))
def test_reads_what_the_standard_reader_reads(value: object, indent: int | str | None) -> None:
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    assert read_located(text).value == json.loads(text)


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused_with_a_line_of_it(text: str) -> None:
    line = 1
    try:
        read_located(text)
    except JsonError as error:
        line = error.line
    assert 1 <= line <= text.count("\n") + 1


def test_every_value_knows_its_line() -> None:
    located = read_located('{\n "a": [\n  1,\n  {"b":\n   2}\n ]\n}')
    assert located.line(("a",)) == 2
    assert located.line(("a", 1)) == 4
    assert located.line(("a", 1, "b")) == 5
    assert located.line(("a", 1, "absent", 3)) == 4, "what is not there is where it should have been"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ('{"a": 1,\n"a": 2}', 2, "stands twice"),
        ('{"a": 1\n "b": 2}', 2, "expected"),
        ('{"a": [1,\n2,\n]}', 3, "comma"),
        ('{"a": NaN}', 1, "NaN"),
        ('{"a":\n}', 2, "Expecting value"),
        ("{}\n{}", 2, "follows"),
        ('{"a": "\n"}', 1, "control character"),
        ("", 1, "Expecting value"),
        ("[" * 100, 1, "deeply"),
    ],
)
def test_malformed_json_is_refused_with_its_line(text: str, line: int, reason: str) -> None:
    with pytest.raises(JsonError) as caught:
        read_located(text)
    assert caught.value.line == line
    assert reason in caught.value.reason
