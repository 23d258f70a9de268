"""Khuôn mẫu (templates): one Jinja environment for all HTML, escaping on, undefined names an error."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined


@cache
def environment(*packages: str) -> Environment:
    """Môi trường khuôn mẫu (environment): templates of the named packages before those shared here."""
    folders = [str(files(package).joinpath("templates")) for package in (*packages, "bienban.render")]
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
