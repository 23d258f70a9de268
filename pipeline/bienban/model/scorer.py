"""Bộ tính điểm tuyến tính (linear scorer): sums of whole-number weights by feature name, without numpy.

The weights of one feature for all labels are packed into one integer, 40 bits a label, so that scoring a row is one
sum over a dictionary. Whole numbers add up the same on every machine, in any order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

SCALE = 1000
"""Weights are kept to a thousandth."""
_BITS = 40
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1


class Scorer:
    """Bộ tính điểm: ``scores(row)`` gives one float for each label."""

    __slots__ = ("_bias", "_table", "labels")

    def __init__(self, labels: Sequence[str], table: Mapping[str, Sequence[int]]) -> None:
        """``table``: for each feature its weights times :data:`SCALE`, in the order of ``labels``."""
        self.labels = tuple(labels)
        self._table = {name: _pack(weights) for name, weights in table.items()}
        self._bias = _pack([_HALF] * len(self.labels))

    @classmethod
    def read(cls, data: Mapping[str, Any]) -> Scorer:
        """Đọc từ dữ liệu đã lưu (read): ``labels``, ``names`` (one a line) and ``weights``, row after row."""
        labels, flat = data["labels"], data["weights"]
        names = data["names"].split("\n") if data["names"] else []
        width = len(labels)
        if len(flat) != width * len(names):
            raise ValueError("as many weights as names times labels are needed")
        return cls(labels, {name: flat[i * width : (i + 1) * width] for i, name in enumerate(names)})

    def scores(self, row: Iterable[str]) -> list[float]:
        """Điểm theo nhãn (scores): the sum of the weights of the row's features for each label."""
        total = sum(map(self._table.get, row, repeat(0)), self._bias)
        return [(((total >> shift) & _MASK) - _HALF) / SCALE for shift in range(0, _BITS * len(self.labels), _BITS)]


def _pack(weights: Iterable[int]) -> int:
    return sum(weight << (_BITS * lane) for lane, weight in enumerate(weights))
