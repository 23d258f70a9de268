"""Chạy một phiên bản cũ (run a revision): the output of the extractor as it stood at a git revision."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from bienban.errors import InputError, MissingDependencyError, SettingsError

WORKING_TREE = "."
"""In place of a revision: the files as they stand now, committed or not."""
_SECONDS = 900
_DRIVER = """
import json, sys, pathlib
import bienban
home = pathlib.Path(sys.argv[1]).resolve()
if home not in pathlib.Path(bienban.__file__).resolve().parents:
    sys.exit(f"bienban was imported from {bienban.__file__}, not from {home}")
from bienban.errors import BienbanError
from bienban.extractor import extract
for name in json.load(sys.stdin):
    try:
        row = extract(pathlib.Path(name).read_bytes(), name=name).to_json()
    except BienbanError as error:
        row = json.dumps({"source": {"name": name}, "error": {"code": error.code}})
    sys.stdout.write(row + "\\n")
"""


def text_files(paths: Sequence[Path]) -> list[Path]:
    """Tệp văn bản (text files) of paths to files and folders, in order; ``InputError`` where there is none."""
    found = [file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    missing = [path for path in found if not path.is_file()]
    if missing or not found:
        raise InputError.unreadable(str(missing[0] if missing else " ".join(map(str, paths))), "no text file")
    return found


def records_at(revision: str, files: Sequence[Path], repository: Path) -> dict[str, Mapping[str, Any]]:
    """Kết quả của một phiên bản (output of a revision) on ``files``: reports by file name.

    The extractor of ``revision`` (or of the working tree, ``.``) runs in a process of its own. ``SettingsError`` for an
    unknown revision, or one whose extractor does not run.
    """
    if revision == WORKING_TREE:
        return _run(repository, revision, files)
    with worktree(repository, revision) as folder:
        return _run(folder, revision, files)


def repository_of(folder: Path) -> Path:
    """Kho git (repository) that holds ``folder``; ``SettingsError`` where there is none."""
    return Path(_git(folder, "rev-parse", "--show-toplevel").strip())


@contextmanager
def worktree(repository: Path, revision: str) -> Iterator[Path]:
    """Cây làm việc tạm (temporary worktree) of a revision, removed afterwards."""
    commit = _git(repository, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}").strip()
    with tempfile.TemporaryDirectory(prefix="bienban-") as parent:
        folder = Path(parent) / "tree"
        _git(repository, "worktree", "add", "--detach", "--quiet", str(folder), commit)
        try:
            yield folder
        finally:
            _git(repository, "worktree", "remove", "--force", str(folder))


def _git(folder: Path, *arguments: str) -> str:
    program = shutil.which("git")
    if program is None:
        raise MissingDependencyError.of("BB401", name="git")
    done = subprocess.run([program, "-C", str(folder), *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SettingsError.of("BB301", reason=f"git {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def _run(tree: Path, revision: str, files: Sequence[Path]) -> dict[str, Mapping[str, Any]]:
    environment = {**os.environ, "PYTHONPATH": str(tree / "pipeline"), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    names = {str(file.resolve()): str(file) for file in files}
    done = subprocess.run(
        [sys.executable, "-c", _DRIVER, str(tree)], input=json.dumps(list(names)), capture_output=True, text=True, encoding="utf-8",
        env=environment, cwd=tree, timeout=_SECONDS, check=False,
    )  # fmt: skip
    if done.returncode:
        last = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise SettingsError.of("BB301", reason=f"{revision}: {last}")
    rows = (json.loads(line) for line in done.stdout.splitlines())
    return {names[row["source"]["name"]]: row for row in rows}
