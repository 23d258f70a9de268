"""Thiết lập máy chủ (server settings): one closed model; a flag goes before the environment, that before the file.

The environment's names are ``BIENBAN_SERVE_`` and the field in capitals; lists are separated by commas. The file is
TOML with the fields in its table ``[serve]``. An unknown name is an error in all three: a mistyped limit that is
silently ignored is no limit.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from bienban.errors import SettingsError
from bienban.text.limits import MOST_CHARACTERS

PREFIX = "BIENBAN_SERVE_"
TABLE = "serve"
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_MIB = 1 << 20
_BYTES_OF_ESCAPE = 6  # a letter of Vietnamese as \\uXXXX
_ROOM = 64 * 1024

Seconds = Annotated[float, Field(gt=0, le=3_600)]


def _processors() -> int:
    """Processors this process may use; a container is often given fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Settings(BaseModel):
    """Thiết lập (settings) of ``bienban serve``: addresses, limits (bytes, characters, seconds), and what is allowed."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    host: str = Field(default="127.0.0.1", min_length=1, description="Address to listen on.")
    port: int = Field(default=8080, ge=0, le=65_535, description="Port to listen on; 0 takes a free one.")
    allow_hosts: tuple[str, ...] = Field(default=(), description="Further host names the server answers to.")
    workers: int = Field(default_factory=lambda: min(_processors(), 4), ge=1, le=64, description="Worker processes.")
    worker_memory_mib: int = Field(default=1_536, ge=256, description="Memory one worker may use, MiB.")
    worker_recycle: int = Field(default=500, ge=1, description="Reports after which a worker is replaced.")
    max_characters: int = Field(default=1_000_000, ge=1, le=MOST_CHARACTERS, description="Longest text, in code points.")
    max_upload_bytes: int = Field(default=20 * _MIB, ge=1_024, description="Largest file, in bytes.")
    max_pending_bytes: int = Field(default=32 * _MIB, ge=1_024, description="Bytes of all requests held in memory at once.")
    max_waiting: int = Field(default=64, ge=0, description="Reports that may wait for a free worker.")
    max_connections: int = Field(default=256, ge=2, description="Connections open at once.")
    max_headers: int = Field(default=64, ge=8, description="Header lines of one request.")
    max_header_bytes: int = Field(default=16 * 1_024, ge=1_024, description="Bytes of the header of one request.")
    header_seconds: Seconds = Field(default=5, description="Time for the header of a request to arrive.")
    body_seconds: Seconds = Field(default=10, description="Time for the body to arrive, longer only for large files that keep coming.")
    write_seconds: Seconds = Field(default=30, description="Time for the client to take the answer.")
    queue_seconds: Seconds = Field(default=20, description="Longest wait for a free worker.")
    job_seconds: Seconds = Field(default=30, description="Longest work on one report.")
    allow_marked: bool = Field(default=False, description="Process documents that bear a secrecy marking.")
    save_dir: Path | None = Field(default=None, description="Folder for corrected records; nothing is saved without it.")
    log_json: bool = Field(default=False, description="Log as JSON, one line an event.")

    @field_validator("allow_hosts")
    @classmethod
    def _names(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        names = tuple(name.strip().rstrip(".").lower() for name in value if name.strip())
        if any(set(name) & set("/*@ ") or "://" in name for name in names):
            raise ValueError("a host name without scheme, path or wildcard was expected")
        return names

    @property
    def loopback(self) -> bool:
        """Chỉ máy này (loopback): whether only this machine can reach the server."""
        return self.host in LOOPBACK or self.host.startswith("127.")

    @property
    def max_paste_bytes(self) -> int:
        """Cỡ lớn nhất của văn bản dán (largest paste), in bytes: every letter escaped, and some room for the rest."""
        return min(self.max_characters * _BYTES_OF_ESCAPE, self.max_upload_bytes) + _ROOM


def load_settings(
    flags: Mapping[str, Any] = MappingProxyType({}), environ: Mapping[str, str] = MappingProxyType({}), file: Path | None = None
) -> Settings:
    """Nạp thiết lập (load): flags that are not ``None``, else the environment, else ``file``, else the defaults.

    Raises :class:`~bienban.errors.SettingsError` (BB301) naming the first field that is wrong.
    """
    given = {**_from_file(file), **_from_environment(environ), **{key: value for key, value in flags.items() if value is not None}}
    try:
        return Settings.model_validate(given)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise SettingsError.of("BB301", reason=f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, Any]:
    names = {name.removeprefix(PREFIX).lower(): value for name, value in environ.items() if name.startswith(PREFIX)}
    names.pop("config", None)
    return {name: value.split(",") if name == "allow_hosts" else value for name, value in names.items()}


def _from_file(file: Path | None) -> dict[str, Any]:
    if file is None:
        return {}
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get(TABLE, {})
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise SettingsError.of("BB301", reason=f"{file.name}: {reason}") from None
    if not isinstance(table, dict):
        raise SettingsError.of("BB301", reason=f"{file.name}: [{TABLE}]")
    return table
