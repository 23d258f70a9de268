"""Mô hình tách từ: the file format, and the regrouped weights against a plain reading of the feature templates."""

import contextlib
import pickle
import random
import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bienban.language import segmentation_weights
from bienban.language.crfsuite import CrfModel, ModelFormatError, parse_model
from bienban.language.segmentation_decoder import decode
from bienban.language.segmentation_weights import SegmenterUnavailableError, build_weights

Features = list[tuple[int, int, int, float]]
WORDS = ["ban", "Ban", "BAN", "dân", "Dân", "12", "99999999999", ",", "hoà", "hòa", "BOS", "EOS", "nh s"]
DICTIONARY = {"ban", "dân", "ban dân", "dân ban", "ban dân ban", "hòa , ban", "một hai ba bốn"}
TEMPLATES = sorted(segmentation_weights._TEMPLATES)


def quarks(strings: list[str]) -> bytes:
    """A string table as CRFsuite writes it, without the hash tables that only look-up by string needs."""
    head, body, starts = 24 + 2048, b"", []
    for number, string in enumerate(strings):
        key = string.encode() + b"\0"
        starts.append(head + len(body))
        body += struct.pack("<II", number, len(key)) + key
    backward = struct.pack(f"<{len(starts)}I", *starts)
    size = head + len(body) + len(backward)
    return struct.pack("<4s5I", b"CQDB", size, 0, 0x62445371, len(starts), head + len(body)) + bytes(2048) + body + backward


def model_file(labels: list[str], attributes: list[str], features: Features) -> bytes:
    chunk = struct.pack("<4sII", b"FEAT", 12 + 20 * len(features), 0) + b"".join(struct.pack("<IIId", *feature) for feature in features)
    tables = quarks(labels), quarks(attributes)
    places = 48, 48 + len(chunk), 48 + len(chunk) + len(tables[0])
    size = 48 + len(chunk) + sum(map(len, tables))
    return struct.pack("<4sI4s9I", b"lCRF", size, b"FOMC", 100, 0, len(labels), len(attributes), *places, 0, 0) + chunk + b"".join(tables)


FILE = model_file(["B-W", "I-W"], ["T[0]=hội", "T[1]=nghị"], [(0, 0, 1, -1.5), (0, 1, 0, 0.25), (1, 0, 1, 2.0)])


def test_model_file_is_read() -> None:
    model = parse_model(FILE)
    assert model.labels == ["B-W", "I-W"]
    assert model.attributes == ["T[0]=hội", "T[1]=nghị"]
    assert model.state == [[0.0, 0.25], [-1.5, 0.0]]
    assert model.transition == [[0.0, 2.0], [0.0, 0.0]]


def test_cut_model_file_is_refused() -> None:
    for length in range(len(FILE)):
        with pytest.raises(ModelFormatError):
            parse_model(FILE[:length])


@given(st.integers(0, len(FILE) - 1), st.integers(0, 255))
@settings(max_examples=500, deadline=None)
def test_damaged_model_file_is_read_or_refused(place: int, value: int) -> None:
    data = bytearray(FILE)
    data[place] = value
    with contextlib.suppress(ModelFormatError):
        parse_model(bytes(data))


def plain_features(units: list[str], place: int) -> list[str]:
    """The feature strings of one unit, template by template."""
    found = []
    for template in TEMPLATES:
        window, _, test = template.partition("].")
        bounds = [place + int(number) for number in window.strip("T[]").split(",")]
        low, high = bounds[0], bounds[-1]
        if low < 0:
            value = "BOS"
        elif high >= len(units):
            value = "EOS"
        else:
            value = " ".join(units[low : high + 1])
            if test == "lower":
                value = value.lower()
            elif test == "isdigit":
                value = str(value.isdigit() and int(value) < 2**31)
            elif test == "istitle":
                value = str(all(part[0] == part[0].upper() for part in value.split(" ")))
            elif test == "is_in_dict":
                value = str(value.lower() in DICTIONARY)
        found.append(f"{template}={value}")
    return found


def plain_viterbi(model: CrfModel, units: list[str]) -> list[bool]:
    number = {attribute: index for index, attribute in enumerate(model.attributes)}
    paths = [(0.0, [])]
    for place in range(len(units)):
        known = [number[feature] for feature in plain_features(units, place) if feature in number]
        emission = [sum(model.state[label][attribute] for attribute in known) for label in (0, 1)]
        paths = [
            max((score + (model.transition[path[-1]][label] if path else 0.0) + emission[label], [*path, label]) for score, path in paths)
            for label in (0, 1)
        ]
    return [bool(label) for label in max(paths)[1]]


@pytest.mark.parametrize("seed", range(40))
def test_decoder_agrees_with_a_plain_reading_of_the_model(seed: int) -> None:
    rng = random.Random(seed)
    sentences = [[rng.choice(WORDS) for _ in range(length)] for length in (1, 1, 2, 2, 3, 4, 5, 6, 9, 14)]
    respelled = {"hoà": "hòa"}
    read = [[respelled.get(unit, unit) for unit in units] for units in sentences]
    seen = sorted({feature for units in read for place in range(len(units)) for feature in plain_features(units, place)})
    attributes = rng.sample(seen, len(seen) * 2 // 3)
    state = [[rng.gauss(0, 1) for _ in attributes] for _ in (0, 1)]
    model = CrfModel(["B-W", "I-W"], attributes, state, [[rng.gauss(0, 1), rng.gauss(0, 1)] for _ in (0, 1)])
    weights = build_weights(model, DICTIONARY, respelled)
    assert [decode([weights.unit(unit) for unit in units], weights) for units in sentences] == [plain_viterbi(model, units) for units in read]


def test_nothing_to_decode() -> None:
    assert decode([], build_weights(CrfModel(["B-W", "I-W"], [], [[], []], [[0.0] * 2] * 2), [], {})) == []


def test_other_labels_are_refused() -> None:
    with pytest.raises(SegmenterUnavailableError, match="labels"):
        build_weights(CrfModel(["O"], [], [[]], [[0.0]]), [], {})


def test_data_files_may_not_call_code(tmp_path) -> None:
    path = tmp_path / "data.bin"
    path.write_bytes(pickle.dumps(print))
    with pytest.raises(pickle.UnpicklingError, match="plain"):
        segmentation_weights._read_plain(path)
