"""What the people tests share: reading a text, and showing attendees as plain tuples."""

from __future__ import annotations

from bienban.language.analysis import Analysis, Party
from bienban.rules.people import find_people
from build import analyse


def people_of(text: str) -> Analysis:
    """The analysis of ``text`` with its attendees."""
    analysis = analyse(text)
    find_people(analysis)
    return analysis


def shown(analysis: Analysis, party: Party) -> tuple[str, list[str], list[str]]:
    """(name or wording, posts as "title @ organisation", roles) of one attendee."""
    surface = analysis.surface
    posts = []
    for post in party.posts:
        title = surface[slice(*post.title)]
        posts.append(f"{title} @ {surface[slice(*post.organization)]}" if post.organization else title)
    return party.name or surface[party.start : party.end], posts, party.roles


def persons(text: str) -> list[tuple[str, list[str], list[str]]]:
    """The persons of ``text``, named or not, in text order."""
    analysis = people_of(text)
    return [shown(analysis, party) for party in analysis.parties if party.kind == "person"]


def groups(text: str) -> list[str]:
    """The wording of the groups of ``text``, in text order."""
    analysis = people_of(text)
    return [analysis.surface[p.start : p.end] for p in analysis.parties if p.kind == "group"]
