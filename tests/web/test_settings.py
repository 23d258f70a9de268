"""Settings: flag before environment before file before default, and no unknown name anywhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bienban.errors import SettingsError
from bienban.web.settings import Settings, load_settings


def file(tmp_path: Path, content: str) -> Path:
    path = tmp_path / "bienban.toml"
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("flag", "environment", "table", "port"),
    [
        (None, None, None, 8080),
        (None, None, 9001, 9001),
        (None, "9002", 9001, 9002),
        (9003, "9002", 9001, 9003),
        (9003, None, None, 9003),
        (None, "9002", None, 9002),
    ],
)
def test_precedence(tmp_path: Path, flag: int | None, environment: str | None, table: int | None, port: int) -> None:
    path = None if table is None else file(tmp_path, f"[serve]\nport = {table}\n")
    environ = {} if environment is None else {"BIENBAN_SERVE_PORT": environment}
    assert load_settings({"port": flag}, environ, path).port == port


@pytest.mark.parametrize(
    ("flags", "environ", "content"),
    [
        ({"prot": 1}, {}, ""),
        ({}, {"BIENBAN_SERVE_PROT": "1"}, ""),
        ({}, {}, "[serve]\nprot = 1\n"),
        ({"port": 70_000}, {}, ""),
        ({"port": -1}, {}, ""),
        ({}, {"BIENBAN_SERVE_PORT": "many"}, ""),
        ({"workers": 0}, {}, ""),
        ({"max_characters": 10**9}, {}, ""),
        ({"job_seconds": 0}, {}, ""),
        ({"allow_hosts": ["http://x"]}, {}, ""),
        ({"allow_hosts": ["*.example"]}, {}, ""),
        ({}, {}, "serve = 3\n"),
        ({}, {}, "[serve\n"),
    ],
)
def test_what_is_wrong_is_refused(tmp_path: Path, flags: dict[str, Any], environ: dict[str, str], content: str) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(flags, environ, file(tmp_path, content))
    assert caught.value.code == "BB301"


def test_a_missing_file_is_an_error_that_names_it(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.toml"):
        load_settings(file=tmp_path / "none.toml")


def test_variables_of_others_are_left_alone() -> None:
    assert load_settings({}, {"BIENBAN_CACHE": "x", "PORT": "1", "BIENBAN_SERVE_CONFIG": "a.toml"}) == Settings()


def test_lists_and_flags_from_the_environment() -> None:
    found = load_settings({}, {"BIENBAN_SERVE_ALLOW_HOSTS": "A.vn, b.vn.,", "BIENBAN_SERVE_ALLOW_MARKED": "true"})
    assert (found.allow_hosts, found.allow_marked) == (("a.vn", "b.vn"), True)


@pytest.mark.parametrize(
    ("host", "loopback"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("10.0.0.5", False), ("::", False)],
)
def test_loopback(host: str, loopback: bool) -> None:
    assert Settings(host=host).loopback is loopback


def test_nothing_leaves_or_stays_by_default() -> None:
    found = Settings()
    assert (found.loopback, found.save_dir, found.allow_marked, found.allow_hosts) == (True, None, False, ())


def test_a_paste_of_the_greatest_length_fits_however_it_is_written() -> None:
    assert Settings(max_characters=1_000).max_paste_bytes >= len(('"\\u1ea1"'[1:-1] * 1_000).encode())
