"""bienban (biên bản): Vietnamese meeting reports in, structured, grounded records out.

>>> import bienban
>>> report = bienban.extract(text)      # doctest: +SKIP
>>> nlp = bienban.load()                # doctest: +SKIP

Importing the package imports nothing heavy; the names below are resolved when first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bienban.version import __version__

if TYPE_CHECKING:
    from bienban.corpus.open_run import open_run
    from bienban.errors import BienbanError
    from bienban.extractor import Extractor, Failure, extract, stream
    from bienban.records import Report
    from bienban.spacy_components import load

__all__ = ["BienbanError", "Extractor", "Failure", "Report", "__version__", "extract", "load", "open_run", "stream"]

_HOMES = {
    "BienbanError": "bienban.errors",
    "Extractor": "bienban.extractor",
    "Failure": "bienban.extractor",
    "Report": "bienban.records",
    "extract": "bienban.extractor",
    "load": "bienban.spacy_components",
    "open_run": "bienban.corpus.open_run",
    "stream": "bienban.extractor",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'bienban' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
