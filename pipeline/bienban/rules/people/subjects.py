"""Chủ ngữ kế tiếp (the next subject): where what looks like one more post of somebody is what begins the next person.

"Thừa ủy quyền của Thủ tướng, Bộ trưởng Bộ X A cho biết" names two people, and so does "ý kiến của Thứ trưởng A, Tổng
cục trưởng lưu ý": whoever follows a preposition is no subject, and the verb has one.
"""

from __future__ import annotations

from functools import cache

from bienban.language.analysis import PostSpan
from bienban.lexicon.load import classes
from bienban.rules.people.marks import Marks
from bienban.text.shadow import fold

_GOVERNING = ("của ", "theo ", "trước ", "cho ", "tới ", "đến ", "từ ")
"""Words that make whoever follows the object of what was said before."""
_SAYING = ("role.speak", "role.present-report")


@cache
def _sole_offices() -> dict[str, frozenset[str]]:
    """Chức danh duy nhất cả nước: the highest offices, each with those its holder may hold besides."""
    return {fold(entry.form): frozenset(map(fold, entry.value.split(","))) for entry in classes()["position-sole"]}


def opens_on_object(marks: Marks, start: int, end: int, posts: list[PostSpan], limit: int) -> bool:
    """Whether the first of ``posts`` closes the opening words of a sentence and the next begins its subject, who speaks after ``end``."""
    if len(posts) < 2 or not marks.folded.endswith(_GOVERNING, 0, start) or not speaks(marks, end, limit):
        return False
    return marks.surface[posts[0].end : posts[0].end + 2] == ", "


def is_next_subject(marks: Marks, start: int, held: list[PostSpan], post: PostSpan, limit: int) -> bool:
    """Whether ``post``, after the comma that follows somebody who holds ``held``, is another person's.

    Who is an object cannot be what speaks; nor does one hold two of the highest offices.
    """
    other = _office(marks, post)
    if other is not None:
        mine = {office for office in (_office(marks, own) for own in held) if office is not None}
        if mine and not mine & _sole_offices()[other]:
            return True
    return speaks(marks, post.end, limit) and marks.folded.endswith(_GOVERNING, 0, start)


def is_sole_office(marks: Marks, post: PostSpan) -> bool:
    """Whether the post needs no body to say whose it is ("Thủ tướng", "Chủ tịch nước")."""
    return _office(marks, post) is not None


def _office(marks: Marks, post: PostSpan) -> str | None:
    title = marks.folded[slice(*post.title)]
    body = marks.folded[slice(*post.organization)] if post.organization else ""
    whole = f"{title} {body}".strip()
    return next((office for office in _sole_offices() if whole in (office, f"{office} chính phủ")), None)


def speaks(marks: Marks, end: int, limit: int) -> bool:
    """Whether who ends at ``end`` says or presents something right away."""
    at = end + 1
    if at >= limit or marks.surface[end] != " ":
        return False
    for _ in range(3):
        act = marks.acts.get(at)
        if act is not None:
            return act[2] in _SAYING
        if at not in marks.adverbs:
            return False
        at = marks.adverbs[at] + 1
    return False
