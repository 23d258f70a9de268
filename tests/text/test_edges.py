"""Mép của một đoạn: what is cut off at the ends, and that nothing else is."""

import pytest

from bienban.text.edges import trimmed


@pytest.mark.parametrize(
    ("text", "start", "end", "marks", "found"),
    [
        ("  họp  ", 0, 7, None, (2, 5)),
        ("x, họp ,y", 1, 8, " ,", (3, 6)),
        ("một hai", 0, 7, " ", (0, 7)),
        ("a   b", 1, 4, None, (4, 4)),
        ("họp", 1, 1, None, (1, 1)),
    ],
    ids=["blanks", "the marks given, inside the stretch only", "blanks between words stay", "nothing left: empty at the end", "an empty stretch"],
)
def test_edges(text: str, start: int, end: int, marks: str | None, found: tuple[int, int]) -> None:
    assert trimmed(text, start, end, marks) == found
