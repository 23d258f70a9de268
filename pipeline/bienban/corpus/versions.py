"""Phiên bản (versions): what a record depends on besides its text, as one key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any

from bienban.corpus.reading import PROBE, Maker, unpack
from bienban.corpus.sketch import SKETCH_VERSION
from bienban.workers import Job, Worker

_ATTEMPTS, _PATIENCE = 5, 30.0


@dataclass(frozen=True, slots=True)
class Version:
    """Phiên bản (version): of program, rules, lexicons and model, with the settings that change what is extracted."""

    program: str
    rules: str
    lexicons: str
    model: str | None
    sketch: str
    options: Mapping[str, Any]

    @property
    def key(self) -> str:
        """Khóa (key): 16 hexadecimal digits; equal exactly when all is equal."""
        return hashlib.sha256(self.to_json().encode()).hexdigest()[:16]

    def to_json(self) -> str:
        """JSON of the version, keys sorted."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False, default=repr)

    def made(self, maker: Maker) -> bool:
        """Là của phiên bản này (made): whether what read a text is of this version; a text the model had nothing to say of names none."""
        return maker in (Maker(self.program, self.rules, self.lexicons, model) for model in (self.model, None))

    def changes(self, other: Version) -> list[str]:
        """Khác biệt (changes) from ``other`` to this one, as ``rules: old → new``."""
        old, new = asdict(other), asdict(self)
        return [f"{name}: {old[name]} → {new[name]}" for name in new if old[name] != new[name]]

    @classmethod
    def from_json(cls, text: str) -> Version:
        """Đọc lại (read back) what :meth:`to_json` wrote, in another program's version perhaps: with more facts, or fewer."""
        told = json.loads(text)
        return cls(**{field.name: told.get(field.name, "") for field in fields(cls)})


def version_of(worker: Worker, options: Mapping[str, Any], patience: float) -> Version:
    """Phiên bản của tiến trình (version of a worker): asked of the worker itself, whose records will carry it.

    So the parent loads neither model nor rules. Raises the error of a worker that cannot start or read. One that is killed from outside,
    or starved on a busy machine, is asked again: it is no text that costs it its life.
    """
    outcome = worker.run(Job(PROBE), max(patience, _PATIENCE))
    for _ in range(_ATTEMPTS - 1):
        if outcome.cause is not None:
            outcome = worker.run(Job(PROBE), max(patience, _PATIENCE))
    if outcome.error is not None or outcome.record is None:
        raise outcome.error or ValueError("a worker without an answer")
    maker = unpack(outcome.record).maker
    # Where a model lies is no part of it: its own version, which the worker told, says which one it is.
    others = {name: value for name, value in options.items() if name != "model"}
    return Version(*maker, SKETCH_VERSION, others)
