"""Phác họa văn bản (sketches): a few numbers by which texts that say the same are found among a million.

Words are folded (case, tone placement, dashes) and taken five at a time; the sequences are hashed, and of 256 reshuffles
of the hashes the least are kept (MinHash). Bands of four of them are the keys by which likely pairs meet: two texts that
share half of their sequences meet with a chance of 98 in 100, two that share three in a hundred with one of 5 in 100,000.
All arithmetic is modulo 2**64, so a sketch is the same on every machine.
"""

from __future__ import annotations

import hashlib
import re
import zlib
from functools import lru_cache
from typing import TYPE_CHECKING

from bienban.text.shadow import fold

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]

BANDS, ROWS = 64, 4
WIDTH = 5
"""Words in a sequence: four still meet by chance in officialese ("tiếp tục đẩy mạnh công tác"), six break at every edit."""
MOST_WORDS = 200_000
LINE_WORDS, LEAST_PROSE = 14, 60
"""A line of so many words is prose, and a text of so many words in such lines is compared by them alone."""
_PIECE = 512
SKETCH_VERSION = "1"
_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+(?:[.,/-]\d+)*")
_GOLDEN = 0x9E3779B97F4A7C15
_MASK = 2**64 - 1


def text_key(text: str) -> str:
    """Khóa văn bản (text key): equal for canonical texts that differ in nothing but blank space."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8")).hexdigest()[:32]


def sketch(text: str) -> bytes:
    """Phác họa (sketch): bytes (see :func:`sketch_type`); empty for a text without words."""
    import numpy as np

    hashes = sequences(text)
    if not hashes.size:
        return b""
    least = _least(hashes)
    bands = least.reshape(BANDS, ROWS)
    keys = np.zeros(BANDS, dtype=np.uint64)
    for row in range(ROWS):
        keys = _mix(keys * np.uint64(_GOLDEN) + bands[:, row])
    return int(hashes.size).to_bytes(8, "little") + keys.astype("<u8").tobytes() + (least >> np.uint64(48)).astype("<u2").tobytes()


def sketch_type() -> np.dtype[np.void]:
    """Kiểu của phác họa (type of a sketch) for NumPy: number of sequences, keys of the bands, 16 bits of each least hash."""
    import numpy as np

    return np.dtype([("count", "<u8"), ("keys", "<u8", (BANDS,)), ("heads", "<u2", (BANDS * ROWS,))])


def _least(hashes: Hashes) -> Hashes:
    import numpy as np

    factors, shifts = _shuffles()
    least = np.full(BANDS * ROWS, _MASK, dtype=np.uint64)
    for begin in range(0, hashes.size, _PIECE):
        piece = hashes[begin : begin + _PIECE]
        np.minimum(least, (factors[:, None] * piece + shifts[:, None]).min(axis=1), out=least)
    return least


def sequences(text: str) -> Hashes:
    """Các chuỗi từ (word sequences): the distinct hashes of every :data:`WIDTH` words running, sorted; of all words in a shorter text."""
    import numpy as np

    words = _prose(fold(text))[:MOST_WORDS]
    codes = np.array([zlib.crc32(word.encode("utf-8", "replace")) for word in words], dtype=np.uint64)
    width = min(WIDTH, len(words))
    if not width:
        return codes
    hashes = np.zeros(len(codes) - width + 1, dtype=np.uint64)
    for offset in range(width):
        hashes = _mix(hashes * np.uint64(_GOLDEN) + codes[offset : offset + hashes.size])
    return np.unique(hashes)


def _prose(folded: str) -> list[str]:
    """The words of the long lines, where there are enough: menus, captions and other articles' headlines stand in short ones."""
    lines = [_WORD.findall(line) for line in folded.split("\n")]
    prose = [word for line in lines if len(line) >= LINE_WORDS for word in line]
    return prose if len(prose) >= LEAST_PROSE else [word for line in lines for word in line]


def numbers(text: str) -> frozenset[str]:
    """Các con số (numbers) of a text as written: what differs between two reports made from one form."""
    return frozenset(_NUMBER.findall(text))


@lru_cache(maxsize=1)
def _shuffles() -> tuple[Hashes, Hashes]:
    import numpy as np

    counter = np.arange(1, 2 * BANDS * ROWS + 1, dtype=np.uint64)
    values = _mix(counter * np.uint64(_GOLDEN))
    return values[: BANDS * ROWS] | np.uint64(1), values[BANDS * ROWS :]


def _mix(values: Hashes) -> Hashes:
    """The finaliser of SplitMix64: every bit of the input reaches every bit of the output."""
    import numpy as np

    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    mixed: Hashes = values ^ (values >> np.uint64(31))
    return mixed
