"""Chữ trên giao diện (words of the interface): one data file a language, nothing written in code.

``strings/vi.toml`` and ``strings/en.toml`` have the same keys; a table of the file is reached by a dotted name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bienban.records import label
from bienban.records.vocabulary import Language

LANGUAGES: tuple[Language, ...] = ("vi", "en")


class Words:
    """Bộ chữ (words) of one language: ``words("task.due")`` is the text of a key, ``KeyError`` for an unknown one."""

    def __init__(self, language: Language, table: Mapping[str, Any]) -> None:
        self.language = language
        self.table = table

    def __call__(self, key: str, **values: Any) -> str:
        found: Any = self.table
        for step in key.split("."):
            found = found[step]
        return str(found).format_map(values) if values else str(found)

    def code(self, vocabulary: str, code: str) -> str:
        """Nhãn của mã (label) in this language."""
        return label(vocabulary, code, self.language)

    def tag(self, id: str) -> str:
        """Ký hiệu mục (tag) people read in place of an id: ``T3`` is ``NV3``."""
        return self(f"tag.{id[0]}") + ("" if id in ("D0", "M") else id[1:])


@cache
def words(language: Language) -> Words:
    """Bộ chữ của một ngôn ngữ (words): read once from its data file."""
    data = files("bienban.render").joinpath(f"strings/{language}.toml").read_text(encoding="utf-8")
    return Words(language, tomllib.loads(data))
