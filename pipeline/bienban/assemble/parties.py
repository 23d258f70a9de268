"""Lắp người dự và văn bản (attendees and documents) thành bản ghi."""

from __future__ import annotations

from bienban.assemble.ground import Grounder
from bienban.language.analysis import Analysis, DocumentCandidate, Party, PostSpan
from bienban.records import Attendee, DocumentReference, Issuer, Post


def attendees(ground: Grounder, parties: list[Party]) -> tuple[Attendee, ...]:
    """Attendee records with ids in text order; ``parties`` must be sorted."""
    return tuple(_attendee(ground, party, f"A{index}") for index, party in enumerate(parties, 1))


def _attendee(ground: Grounder, party: Party, id_: str) -> Attendee:
    surface = ground.analysis.surface
    mentions = ground.spans([*party.mentions, (party.start, party.end)])
    return Attendee.model_construct(
        **ground.place(party.start, party.end),
        id=id_,
        confidence=party.score,
        method=party.rule or "attendee",
        kind=party.kind,
        name=party.name,
        honorific_prefix=surface[slice(*party.honorific)].strip() if party.honorific else None,
        given_name=party.given_name,
        posts=tuple(_post(ground, post) for post in party.posts),
        roles=tuple(party.roles),
        count=ground.quantity(party.count),
        site=ground.span(party.site),
        mentions=mentions,
    )


def _post(ground: Grounder, post: PostSpan) -> Post:
    title = " ".join(ground.analysis.surface[slice(*post.title)].split())
    return Post.model_construct(**ground.place(post.start, post.end), title=title, organization=ground.organization(post.organization))


def document(ground: Grounder, found: DocumentCandidate, id_: str) -> DocumentReference:
    """The record of a cited document."""
    year = found.year or (found.issued.year if found.issued is not None else None)
    return DocumentReference.model_construct(
        **ground.place(found.start, found.end),
        id=id_,
        confidence=found.score,
        method=found.rule,
        type=found.type,
        symbol=found.symbol,
        number=found.number,
        year=year if year is not None and 1900 <= year <= 2199 else None,
        issuers=tuple(Issuer.model_construct(code=code, name=name, system=system) for code, name, system in found.issuers),
        issuer=ground.organization(found.issuer),
        issued=ground.when(found.issued),
        title=ground.span(found.title),
        role=found.role,
        mentions=ground.spans(found.mentions),
    )


def own_document(ground: Grounder, analysis: Analysis) -> DocumentReference | None:
    """The record of the report's own number, where it is an official document."""
    return document(ground, analysis.own_document, "D0") if analysis.own_document is not None else None
