"""Trọng số tách từ (weights of word segmentation), read from the model that the installed underthesea brings along.

The model is a linear chain over two labels, so only the difference of their weights matters: every number here says how
much an observation speaks for "this unit continues the word" against "this unit begins a word". The feature strings of
the model are regrouped by what they look at (one unit, two in a row, three in a row), so that a text costs one look-up
for each group and not one for each of the 43 feature templates. Nothing derived is stored outside memory.
"""

from __future__ import annotations

import importlib.util
import pickle
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any, NamedTuple

from bienban.language.crfsuite import CrfModel, ModelFormatError, read_model

Vector = tuple[float, ...]
Unit = tuple[float, float, float, float, float, str, str, bool]
"""Một đơn vị (âm tiết, số, dấu câu): its five weights for the units at +2, +1, 0, -1, -2 from it (that is, seen from
them at T[-2] … T[2]), its spelling and lower-case spelling as the model knows them, and whether it begins upper-case."""

_MODEL_FOLDER = Path("pipeline/word_tokenize/models/ws_crf_vlsp2013_20230727")
_RESPELLING_FILE = Path("pipeline/text_normalize/tn_rules_2023_07_14.bin")
_ONE = ("T[-2]", "T[-1]", "T[0]", "T[1]", "T[2]")
_TWO = ("T[-2,-1]", "T[-1,0]", "T[0,1]", "T[1,2]")
_THREE = ("T[-2,0]", "T[-1,1]", "T[0,2]")
_TEMPLATES = frozenset(
    [
        *(_ONE + _TWO + _THREE),
        *(name + ".lower" for name in _ONE + _TWO),
        *(name + ".isdigit" for name in _ONE[1:4]),
        *(name + ".istitle" for name in (*_ONE, "T[0,1]", "T[0,2]")),
        *(name + ".is_in_dict" for name in _ONE + _TWO + _THREE),
    ]
)
_LARGEST_DIGITS = 2**31 - 1
_RESPELLED_AT_MOST = 6


class SegmenterUnavailableError(RuntimeError):
    """Thiếu mô hình tách từ: underthesea is not installed, or ships a model other than the one known here."""


class Edges(NamedTuple):
    """Phần thêm ở hai đầu: what windows that reach over an edge add to the units next to it.

    ``last_of_several`` is for the last of two units or more; the only unit of a text is both first and last.
    """

    first: float
    second: float
    last: float
    last_but_one: float
    last_of_several: float


class Weights(NamedTuple):
    """Bảng trọng số, mỗi bảng theo số đơn vị mà đặc trưng nhìn tới.

    ``*_plain`` holds lower-case and as-written weights together, for spellings without capitals; ``*_folded`` only the
    lower-case ones and ``*_written`` only the as-written ones, for the others. Vectors run over the templates in order.
    The first two units of every triple are among the pairs.
    """

    respelling: dict[str, str]
    flags: dict[tuple[bool, bool], Vector]
    one_written: dict[str, Vector]
    one_folded: dict[str, Vector]
    two_plain: dict[str, Vector]
    two_folded: dict[str, Vector]
    two_written: dict[str, Vector]
    three_plain: dict[str, Vector]
    three_folded: dict[str, Vector]
    three_written: dict[str, Vector]
    base: float
    title_two: float
    title_three: float
    edges: Edges
    transition: tuple[float, float, float, float]
    """begin to begin, begin to inside, inside to begin, inside to inside"""

    def unit(self, token: str) -> Unit:
        """Đơn vị của một chuỗi ``token`` (không rỗng): what the model sees of it."""
        if len(token) <= _RESPELLED_AT_MOST:
            token = self.respelling.get(token, token)
        folded = token.lower()
        if folded == token:
            folded = token  # the same object, so that "is written in lower case" is one identity test
        title = all(part[:1] == part[:1].upper() for part in token.split(" "))
        digits = token.isascii() and token.isdigit() and int(token) <= _LARGEST_DIGITS
        a, b, c, d, e = self.flags[title, digits]
        for vector in (self.one_written.get(token), self.one_folded.get(folded)):
            if vector is not None:
                a, b, c, d, e = a + vector[0], b + vector[1], c + vector[2], d + vector[3], e + vector[4]
        return a, b, c, d, e, token, folded, title


class _Tables:
    """The model's weights by template and value, as differences continue minus begin."""

    def __init__(self, model: CrfModel) -> None:
        if model.labels != ["B-W", "I-W"]:
            raise SegmenterUnavailableError(f"unknown labels of word segmentation: {model.labels}")
        self.by_template: dict[str, dict[str, float]] = {template: {} for template in _TEMPLATES}
        begin, inside = model.state
        for attribute, weight_begin, weight_inside in zip(model.attributes, begin, inside, strict=True):
            template, _, value = attribute.partition("=")
            self.by_template[template][value] = weight_inside - weight_begin

    def get(self, template: str, value: str) -> float:
        return self.by_template.get(template, {}).get(value, 0.0)

    def gain(self, template: str) -> float:
        """What a test that holds adds to one that does not."""
        return self.get(template, "True") - self.get(template, "False")

    def vectors(self, names: tuple[str, ...], suffix: str, seed: Iterable[str] = ()) -> dict[str, Vector]:
        """Vectors over ``names`` by value; the values of ``seed`` (dictionary words) begin with the dictionary's gain."""
        start = tuple(self.gain(name + ".is_in_dict") for name in names)
        found: dict[str, Vector] = dict.fromkeys(seed, start)
        zero = (0.0,) * len(names)
        for place, name in enumerate(names):
            for value, weight in self.by_template[name + suffix].items():
                old = found.get(value, zero)
                found[value] = (*old[:place], old[place] + weight, *old[place + 1 :])
        return found

    def edge(self, name: str, value: str) -> float:
        """Weight of all that ``name`` tests saying ``value`` (BOS or EOS): the window reaches over the text's edge."""
        suffixes = ("", ".lower", ".isdigit", ".istitle", ".is_in_dict")
        weight = sum(self.get(name + suffix, value) for suffix in suffixes)
        if "," in name:  # the windows of several units are taken into the base weight as False
            weight -= self.get(name + ".is_in_dict", "False") + self.get(name + ".istitle", "False")
        return weight


def load_weights() -> Weights:
    """Đọc trọng số từ gói underthesea đã cài, không nạp gói; raise ``SegmenterUnavailableError`` where it cannot be."""
    spec = importlib.util.find_spec("underthesea")
    if spec is None or not spec.submodule_search_locations:
        raise SegmenterUnavailableError("underthesea is not installed")
    package = Path(spec.submodule_search_locations[0])
    folder = package / _MODEL_FOLDER
    try:
        templates = _read_plain(folder / "features.bin")
        if set(templates) != _TEMPLATES:
            raise SegmenterUnavailableError("underthesea's word segmentation uses other features than those known here")
        dictionary = _read_plain(folder / "dictionary.bin")
        respelling = _read_plain(package / _RESPELLING_FILE)["token"]
        return build_weights(read_model(folder / "models.bin"), dictionary, respelling)
    except (OSError, pickle.UnpicklingError, ModelFormatError, KeyError, EOFError) as error:
        raise SegmenterUnavailableError(f"underthesea's word segmentation model cannot be read: {error}") from error


def build_weights(model: CrfModel, dictionary: Iterable[str], respelling: dict[str, str]) -> Weights:
    """Dựng bảng từ mô hình, từ điển (chữ thường) và bảng sửa chính tả từng âm tiết."""
    tables = _Tables(model)
    by_length: tuple[list[str], list[str], list[str]] = ([], [], [])
    for word in dictionary:
        if (blanks := word.count(" ")) < len(by_length):
            by_length[blanks].append(word)
    two_folded = tables.vectors(_TWO, ".lower", by_length[1])
    two_written = tables.vectors(_TWO, "")
    three_folded = dict.fromkeys(by_length[2], tuple(tables.gain(name + ".is_in_dict") for name in _THREE))
    three_written = tables.vectors(_THREE, "")
    _hold_beginnings(two_folded, three_folded)
    _hold_beginnings(two_written, three_written)
    (begin_begin, begin_inside), (inside_begin, inside_inside) = model.transition
    return Weights(
        respelling=respelling,
        flags=_flags(tables),
        one_written=tables.vectors(_ONE, ""),
        one_folded=tables.vectors(_ONE, ".lower", by_length[0]),
        two_plain=_merge(two_folded, two_written),
        two_folded=two_folded,
        two_written=two_written,
        three_plain=_merge(three_folded, three_written),
        three_folded=three_folded,
        three_written=three_written,
        base=sum(tables.get(name + ".is_in_dict", "False") for name in _TWO + _THREE)
        + sum(tables.get(name + ".istitle", "False") for name in ("T[0,1]", "T[0,2]")),
        title_two=tables.gain("T[0,1].istitle"),
        title_three=tables.gain("T[0,2].istitle"),
        edges=_edges(tables),
        transition=(begin_begin, begin_inside, inside_begin, inside_inside),
    )


def _edges(tables: _Tables) -> Edges:
    def total(value: str, *names: str) -> float:
        return sum(tables.edge(name, value) for name in names)

    return Edges(
        first=total("BOS", "T[-2]", "T[-1]", "T[-2,-1]", "T[-1,0]", "T[-2,0]", "T[-1,1]"),
        second=total("BOS", "T[-2]", "T[-2,-1]", "T[-2,0]"),
        last=total("EOS", "T[1]", "T[2]", "T[0,1]", "T[1,2]", "T[0,2]"),
        last_but_one=total("EOS", "T[2]", "T[1,2]", "T[0,2]"),
        last_of_several=total("EOS", "T[-1,1]"),
    )


def _flags(tables: _Tables) -> dict[tuple[bool, bool], Vector]:
    """The part of a unit's weights that its title case and its being a number decide; not in the dictionary."""
    return {
        (title, digits): tuple(
            tables.get(name + ".istitle", str(title)) + tables.get(name + ".isdigit", str(digits)) + tables.get(name + ".is_in_dict", "False")
            for name in _ONE
        )
        for title in (True, False)
        for digits in (True, False)
    }


def _hold_beginnings(two: dict[str, Vector], three: dict[str, Vector]) -> None:
    """Give ``two`` the first two units of every triple, so that a pair it lacks begins none."""
    zero = (0.0,) * len(_TWO)
    for value in three:
        two.setdefault(value.rpartition(" ")[0], zero)


def _merge(folded: dict[str, Vector], written: dict[str, Vector]) -> dict[str, Vector]:
    """Both tables as one, for spellings that lower-casing leaves as they are."""
    merged = dict(folded)
    for value, vector in written.items():
        if (other := folded.get(value)) is not None:
            merged[value] = tuple(a + b for a, b in zip(vector, other, strict=True))
        elif value == value.lower():
            merged[value] = vector
    return merged


class _PlainUnpickler(pickle.Unpickler):
    """Reads strings and containers alone: a data file is no place for code."""

    def find_class(self, module: str, name: str) -> Any:
        raise pickle.UnpicklingError(f"{module}.{name} is not plain data")


def _read_plain(path: Path) -> Any:
    file: IO[bytes]
    with path.open("rb") as file:
        return _PlainUnpickler(file).load()
