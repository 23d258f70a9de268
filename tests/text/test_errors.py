"""Errors: codes with messages in two languages."""

from __future__ import annotations

import pickle

import pytest

from bienban import errors
from bienban.errors import MESSAGES, BienbanError, InputError, LimitError

SERIES = [errors.InputError, errors.LimitError, errors.SettingsError, errors.MissingDependencyError, errors.InternalError, errors.RequestError]


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (InputError.empty(), "BB101", "rỗng"),
        (InputError.unreadable("a.txt", "mất điện"), "BB102", "a.txt: mất điện"),
        (InputError.not_plain_text("PDF"), "BB103", "PDF"),
        (InputError.binary(), "BB104", "nhị phân"),
        (LimitError.too_large(12, 10), "BB201", "12"),
        (LimitError.too_long(2_000_001, 2_000_000), "BB202", "2000001"),
    ],
)
def test_error(error: BienbanError, code: str, words: str) -> None:
    assert error.code == code
    assert words in error.message_vi
    assert str(error) == f"[{code}] {error.message_vi} / {error.message_en}"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), again.code, again.message_en) == (type(error), code, error.message_en)


def test_every_code_has_a_class_and_both_languages_fill_the_same_places() -> None:
    for code, message in MESSAGES.items():
        assert sum(code.startswith(kind.series) for kind in SERIES) == 1
        places = {name: "?" for name in ("name", "reason", "kind", "size", "most", "seconds") if "{" + name + "}" in message.vi}
        kind = next(kind for kind in SERIES if code.startswith(kind.series))
        assert kind.of(code, **places).message_en.count("?") == len(places)


def test_wrong_codes_are_refused() -> None:
    with pytest.raises(KeyError):
        InputError.of("BB999")
    with pytest.raises(KeyError):
        InputError.of("BB201", size=1, most=1)
    with pytest.raises(KeyError):
        InputError.of("BB103")
