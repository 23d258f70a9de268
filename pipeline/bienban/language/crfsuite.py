"""Đọc tệp mô hình CRFsuite (binary model file of CRFsuite), without CRFsuite.

The layout is CRFsuite's own: a header, the features as records of (type, source, target, weight), and two constant
quark databases (CQDB) that turn label and attribute numbers into strings. A first-order linear chain has no other part
that decoding needs.
"""

from __future__ import annotations

import struct
from pathlib import Path
from typing import NamedTuple

_HEADER = struct.Struct("<4sI4s9I")
_CHUNK = struct.Struct("<4sII")
_FEATURE = struct.Struct("<IIId")
_CQDB = struct.Struct("<4s5I")
_RECORD_HEAD = 8
_BYTE_ORDER = 0x62445371


class ModelFormatError(ValueError):
    """Tệp mô hình hỏng hoặc không đúng dạng: the file is not a CRFsuite model that can be read."""


class CrfModel(NamedTuple):
    """Mô hình CRF bậc một (first-order linear-chain CRF).

    ``state[label][attribute]`` is the weight of an attribute under a label, ``transition[source][target]`` that of one
    label following another; both are indexed by number, ``labels`` and ``attributes`` give the names.
    """

    labels: list[str]
    attributes: list[str]
    state: list[list[float]]
    transition: list[list[float]]


def read_model(path: Path) -> CrfModel:
    """Đọc mô hình từ ``path``; raise ``ModelFormatError`` on anything but a whole first-order CRFsuite model."""
    return parse_model(path.read_bytes())


def parse_model(data: bytes) -> CrfModel:
    """Giải mã nội dung tệp mô hình; raise ``ModelFormatError`` as ``read_model`` does."""
    try:
        return _parse(data)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise ModelFormatError(f"damaged CRFsuite model: {error}") from error


def _parse(data: bytes) -> CrfModel:
    head = _HEADER.unpack_from(data)
    if head[0] != b"lCRF" or head[2] != b"FOMC":
        raise ModelFormatError("not a first-order CRFsuite model")
    features_at, labels_at, attributes_at = head[7:10]
    labels = _strings(data, labels_at)
    attributes = _strings(data, attributes_at)
    state = [[0.0] * len(attributes) for _ in labels]
    transition = [[0.0] * len(labels) for _ in labels]
    # The header's feature count is 0 in the files of some writers, so the chunk's own size decides.
    magic, size, _ = _CHUNK.unpack_from(data, features_at)
    end = features_at + size
    if magic != b"FEAT" or size < _CHUNK.size or end > len(data):
        raise ModelFormatError("no complete feature chunk")
    body = memoryview(data)[features_at + _CHUNK.size : end]
    for kind, source, target, weight in _FEATURE.iter_unpack(body):
        if kind == 0:
            state[target][source] = weight
        else:
            transition[source][target] = weight
    return CrfModel(labels, attributes, state, transition)


def _strings(data: bytes, base: int) -> list[str]:
    """The strings of the quark database at ``base``, by number."""
    magic, size, _, byte_order, count, backward_at = _CQDB.unpack_from(data, base)
    if magic != b"CQDB" or byte_order != _BYTE_ORDER or base + size > len(data):
        raise ModelFormatError("no complete string table")
    starts = struct.unpack_from(f"<{count}I", data, base + backward_at)
    found = []
    for start in starts:
        at = base + start + _RECORD_HEAD
        length = int.from_bytes(data[at - 4 : at], "little")
        if length < 1 or at + length > len(data):
            raise ModelFormatError("a string lies outside the file")
        found.append(str(data[at : at + length - 1], "utf-8"))
    return found
