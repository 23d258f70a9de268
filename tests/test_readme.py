"""The README shows what really happens."""

from __future__ import annotations

import re

import pytest

from processes import ROOT
from renew import README, blocks, renewed

README_TEXT = README.read_text(encoding="utf-8")


def test_every_block_gives_the_output_shown() -> None:
    assert len(blocks(README_TEXT)) >= 5
    assert renewed(README_TEXT) == README_TEXT, "run: python tests/renew.py"


def test_an_output_that_differs_is_noticed() -> None:
    shown = "```python\nprint(1 + 1)\n```\n\n```text\n3\n```\n"
    assert renewed(shown) == shown.replace("3", "2")


def test_a_block_that_fails_is_noticed() -> None:
    with pytest.raises(AssertionError, match="ZeroDivisionError"):
        renewed("```python\n1 / 0\n```\n")


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\((?!https?:)([^)#]+)\)", README_TEXT))))
def test_links_lead_to_files(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("command", sorted(set(re.findall(r"(?:sh|bash) (\.ci/\w+)", README_TEXT))))
def test_the_scripts_it_names_exist(command: str) -> None:
    assert (ROOT / command).is_file()


def test_no_work_is_left_open() -> None:
    assert not re.search(r"\b(?:TODO|TBD|FIXME|XXX)\b", README_TEXT)
