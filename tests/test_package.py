"""What the repository ships: the lock, the scripts and the samples."""

from __future__ import annotations

import re
import subprocess
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.version import Version

from processes import ROOT, SAMPLES

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
WANTED = [*PROJECT["project"]["dependencies"], *PROJECT["dependency-groups"]["dev"], *PROJECT["build-system"]["requires"]]
PINS = re.findall(r"^([a-z0-9._-]+)==(\S+)", LOCK, re.MULTILINE)
COMMITTED = [*ROOT.glob("*.toml"), *ROOT.glob("*.lock"), *ROOT.glob(".ci/*"), *ROOT.glob("*.md")]


@pytest.mark.parametrize("wanted", WANTED)
def test_the_lock_pins_what_the_project_asks_for(wanted: str) -> None:
    requirement = Requirement(wanted)
    versions = [Version(pin) for name, pin in PINS if name == requirement.name.lower().replace("_", "-")]
    assert versions
    assert all(version in requirement.specifier for version in versions)


def test_every_pin_has_hashes() -> None:
    entries = re.split(r"\n(?=[a-z0-9])", LOCK.strip())
    assert len(entries) == len(PINS)
    assert all("--hash=sha256:" in entry for entry in entries)


def test_no_file_names_a_registry_or_a_place_on_a_machine() -> None:
    for path in COMMITTED:
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"pythonhosted|pypi\.org|index-url\s+http|/home/|/root/|(?<![\w.])/tmp/", text), path.name


@pytest.mark.parametrize("name", ["setup", "browser", "demo", "test"])
def test_scripts_are_plain_shell(name: str) -> None:
    script = ROOT / ".ci" / name
    assert script.read_text(encoding="utf-8").startswith("#!/bin/sh\n")
    assert subprocess.run(["/bin/sh", "-n", str(script)], check=False).returncode == 0


def test_samples_are_canonical_text() -> None:
    import bienban

    for path in SAMPLES.glob("*.txt"):
        text = path.read_bytes().decode("utf-8")
        assert bienban.extract(text).text == text, path.name


def test_no_group_is_repeated_possessively() -> None:
    """Before Python 3.11.5 such a group eats what its last, failing round had tried (gh-106052)."""
    group = re.compile(r"\)(?:[?*]|\{\{?\d*,?\d*\}?\})\+")
    sources = [path.read_text(encoding="utf-8") for path in (ROOT / "pipeline").rglob("*.py")]
    assert [line for source in sources for line in source.splitlines() if group.search(line)] == []
