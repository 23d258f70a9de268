"""Lý lịch lần chạy (manifest): what a run read, with what, and what came of it. The only place that holds times."""

from __future__ import annotations

import hashlib
import json
import platform
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bienban.corpus.files import write_text
from bienban.corpus.versions import Version
from bienban.errors import SettingsError

FOLDER, NAME = "runs", "manifest.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifest:
    """Lý lịch (manifest): ``id`` is the run's number in its folder and the digest of its version and contents."""

    id: str
    seq: int
    version: Version
    value: dict[str, Any]


def inputs_digest(db: sqlite3.Connection) -> dict[str, Any]:
    """Tóm lược đầu vào (digest of the inputs): how many, and one SHA-256 over every input and its content's hash."""
    digest, contents, number = hashlib.sha256(), 0, 0
    for row in db.execute("SELECT path, member, sha256, missing FROM path ORDER BY path, member"):
        digest.update(json.dumps(row).encode())
        number += 1
    contents = db.execute("SELECT count(DISTINCT sha256) FROM path").fetchone()[0]
    return {"number": number, "contents": contents, "sha256": digest.hexdigest()}


def run_id(db: sqlite3.Connection, seq: int, version: Version) -> str:
    """Mã lần chạy (run id): its number, and a digest of version and contents that is the same wherever they are read."""
    digest = hashlib.sha256(version.key.encode())
    for (sha256,) in db.execute("SELECT DISTINCT sha256 FROM path WHERE sha256 IS NOT NULL ORDER BY sha256"):
        digest.update(bytes.fromhex(sha256))
    return f"{seq:04d}-{digest.hexdigest()[:12]}"


def write_manifest(out: Path, id: str, seq: int, version: Version, facts: dict[str, Any]) -> Path:
    """Ghi lý lịch (write the manifest) of a run, whole or not at all."""
    place = out / FOLDER / id / NAME
    place.parent.mkdir(parents=True, exist_ok=True)
    value = {
        "format": FORMAT, "id": id, "seq": seq, "version": json.loads(version.to_json()), "version_key": version.key,
        "python": platform.python_version(), "platform": platform.platform(), **facts,
    }  # fmt: skip
    write_text(place, json.dumps(value, ensure_ascii=False, indent=1) + "\n")
    return place


def read_manifest(folder: Path) -> Manifest:
    """Đọc lý lịch (read the manifest) in ``folder``. Raises ``SettingsError`` BB304."""
    try:
        value = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return Manifest(value["id"], value["seq"], Version(**value["version"]), value)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise SettingsError.of("BB304", name=str(folder / NAME), reason=type(error).__name__) from None


def runs(out: Path) -> list[Manifest]:
    """Các lần chạy (runs) of a folder that ended, in order."""
    return [*latest_first(out)][::-1]


def latest_first(out: Path) -> Iterator[Manifest]:
    """Mới nhất trước (latest first): the runs that ended, each read when it is asked for: a damaged one is no matter to those after it."""
    places = [(int(number.group()), place.parent) for place in (out / FOLDER).glob(f"*/{NAME}") if (number := re.match(r"\d+", place.parent.name))]
    return (read_manifest(folder) for _, folder in sorted(places, reverse=True))
