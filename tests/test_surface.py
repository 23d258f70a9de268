"""What other people's programs hold on to: names, component names, help, the order of keys."""

from __future__ import annotations

import inspect
import json
from importlib.metadata import entry_points, version

import pytest

import bienban
from bienban.extractor import STAGES
from renew import HELP, help_texts

PUBLIC = ["BienbanError", "Extractor", "Failure", "Report", "__version__", "extract", "load", "open_run", "stream"]
STAGE_NAMES = [
    "layout", "times", "quantities", "organizations", "documents", "people", "meeting", "scope", "statements", "clauses", "deadlines", "targets",
    "results", "quality", "confidence",
]  # fmt: skip
KEYS = {
    "": "schema_version source document text meeting attendees documents results task_lists tasks targets commitments warnings provenance",
    "source": "id name sha256 media_type encoding length",
    "meeting": "title kinds date time_of_day place organizers period next_period topic",
    "provenance": "pipeline rules model",
}


def test_public_names() -> None:
    assert bienban.__all__ == PUBLIC
    assert set(PUBLIC) <= set(dir(bienban))


@pytest.mark.parametrize("name", [name for name in PUBLIC if name != "__version__"])
def test_every_public_name_is_there_and_explained(name: str) -> None:
    assert inspect.getdoc(getattr(bienban, name))


def test_a_name_that_is_not_public_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        bienban.nothing  # noqa: B018 - looking it up is the test


@pytest.mark.parametrize("given", [None, 5, bytearray(b"x"), ["x"]], ids=["nothing", "number", "bytearray", "list"])
def test_what_is_neither_string_nor_bytes_is_a_type_error_that_says_so(given: object) -> None:
    with pytest.raises(TypeError, match=f"str or bytes, not {type(given).__name__}"):
        bienban.extract(given)  # type: ignore[arg-type]


@pytest.mark.parametrize("told", ["Unicode code points", "8,000,000 bytes", "BB101", "BB201", "TypeError"])
def test_units_limits_and_errors_are_told_where_one_looks(told: str) -> None:
    assert told in str(inspect.getdoc(bienban.extract))


def test_stages_and_their_order() -> None:
    assert [stage.name for stage in STAGES] == STAGE_NAMES


@pytest.mark.parametrize("place", KEYS)
def test_json_keys_come_in_the_order_of_the_contract(place: str) -> None:
    record = json.loads(bienban.extract("Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban.").to_json())
    assert " ".join(record[place] if place else record) == KEYS[place]


def test_help_of_every_command() -> None:
    assert help_texts() == HELP.read_text(encoding="utf-8"), "run: python tests/renew.py"


def test_the_installed_package_says_the_same_version() -> None:
    try:
        installed = version("bienban")
    except ModuleNotFoundError:
        pytest.skip("the package is on the path but not installed")
    assert installed == bienban.__version__
    assert [point.value for point in entry_points(group="console_scripts", name="bienban")] == ["bienban.cli:main"]


def test_an_extractor_can_replace_only_a_stage_it_has() -> None:
    with pytest.raises(KeyError, match="nothing"):
        bienban.Extractor().replaced("nothing", lambda analysis: None)


def test_a_replaced_stage_leaves_the_first_extractor_as_it_was() -> None:
    text = "Sáng 05/3/2024, UBND xã Bình Hạ họp giao ban. Ông Triệu Văn Khang, Chủ tịch UBND xã chủ trì."
    whole = bienban.Extractor()
    without = whole.replaced("people", lambda analysis: None)
    assert (len(without(text).attendees), len(whole(text).attendees)) == (0, 1)
