"""Trang HTML một tệp (single HTML file): text and record with their highlights, in one file that needs nothing else.

It refers to nothing outside itself. Pointing lights both sides by style rules alone; the small script adds scrolling
and the exact words, and may be blocked without loss.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from markupsafe import Markup

from bienban.records import Report
from bienban.records.vocabulary import Language
from bienban.render.marks import LISTS, lines
from bienban.render.panel import panel
from bienban.render.templating import environment
from bienban.render.words import words

_MOST_RULES = 600
"""Items beyond this many light up with the script alone: every rule is asked at each movement of the pointer."""


def html_file(report: Report, language: Language = "vi") -> str:
    """Trang HTML (HTML file) of a report: one whole document."""
    shown = panel(report, language)
    return (
        environment()
        .get_template("file.html")
        .render(
            say=words(language), p=shown, lines=lines(report), css=_asset("record.css"), rules=Markup("\n".join(_rules(report))), script=_script()
        )
    )


def _rules(report: Report) -> list[str]:
    """For each item: pointing at it on one side colours it on the other. Ids are letters and numbers of our own making."""
    ids = [item.id for name in LISTS for item in getattr(report, name)][:_MOST_RULES]
    return [
        f'main:has([data-ref="{id}"]:hover,[data-ref="{id}"]:focus-within) .m[data-refs~="{id}"],'
        f'main:has(.m[data-refs~="{id}"]:hover) .row[data-ref="{id}"]{{background-color:color-mix(in srgb,var(--{id[0]}) 20%,transparent)}}'
        for id in ids
    ]


@cache
def _asset(name: str) -> Markup:
    return Markup(files("bienban.render").joinpath(f"static/{name}").read_text(encoding="utf-8"))


@cache
def _script() -> Markup:
    """The page's own module as a plain script: the file is opened from a disk, where modules are not loaded."""
    return Markup(_asset("light.js").replace("export function", "function"))
