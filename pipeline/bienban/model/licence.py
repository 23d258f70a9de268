"""Căn cứ để thêm (licence to add): what a clause must show before the model may make an item of it.

Probabilities learned on some authors are too sure of others. What the model adds must therefore also begin with a verb
the lexicon knows, tell of no past and no purpose, and stand under an order, an agreement or a pledge, or carry one on.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bienban.language.analysis import Analysis, Clause, Heard
from bienban.model.scorer import Scorer
from bienban.model.starts import best_start
from bienban.model.voices import voice_of
from bienban.rules.statements.acts import Act, acts_in
from bienban.rules.statements.verdict import is_own_body
from bienban.rules.statements.words import is_addressable, organization_from, skip_opening
from bienban.text.edges import trimmed

SHORTEST = 8
"""Characters of the shortest clause that says something."""
_ORDERING = frozenset({"direct", "modal", "agree"})
_BINDING = frozenset({"commit", "aspire"})
_ASSIGNS = "task.directive.giao"
_SOURCE = re.compile(r"theo (?:thông tin|thống kê|số liệu|báo cáo)\b|(?:dự thảo|dự án) (?:luật|nghị|thông tư|đề án)\b")
_NEEDS = ("cần ", "cần phải ")
_PURPOSE = re.compile(
    r"(?:nhằm|để|mục tiêu|mục đích|là|của|về|việc|khi|nếu|được|bị|do"
    r"|phương hướng|giải pháp|chiến lược|quy hoạch|chương trình|đề án|kế hoạch|chủ trương)(?: là)? $"
)
_HAPPENING = ("là ", "có hơn ", "có trên ", "có thêm ", "có khoảng ", "được ", "bị ", "diễn ra", "có hiệu lực", "trở thành ", "góp phần ", "giúp ")
"""What follows a future that nobody does."""
_BARE = 22
"""Characters of the longest subject that is a noun for a body without its name ("UBND tỉnh", "Ban Giám đốc")."""
_ANNOUNCES = re.compile(r"\S? ?:")
_DONE_OF_ALL = re.compile(r"[^\d,;]{0,40}\d+/\d+ ")
_NEAR = 2
_QUOTE_END = re.compile(r"\"[ ,.–-]")


class Place(NamedTuple):
    """Chỗ của mục (place of an item): bounds of its action, and the act words before it."""

    start: int
    end: int
    acts: tuple[Act, ...]
    granted: bool
    """Whether an act word in the clause itself makes it such an item."""
    opens: bool = False
    """Whether the clause opens with the action, or with who is to act: an order may lack every other sign of one."""


def place_of(analysis: Analysis, item: Heard, kind: str, starts: Scorer, *, free: bool = False) -> Place | None:
    """Chỗ của hành động (place of the action) in a clause, were it a ``kind``; ``None`` where nothing may be added.

    ``free`` asks for no licence: any word may open it, and it is granted.
    """
    clause = item.clause
    if not free and any(item.start <= announced.start and item.end - 2 <= announced.end <= item.end for announced in analysis.announcements):
        # The clause only announces what is listed after it.
        return None
    end = _without_attribution(analysis, item.start, clause.end)
    at = best_start(starts, analysis, item, kind, verbs=not free)
    if at is None and analysis.folded[end : end + 1] != ":":
        at = best_start(starts, analysis, item, kind, least=0.0)
    if at is None or end - at < SHORTEST or at >= end or analysis.folded.startswith("để ", at):
        return None
    if free:
        return Place(at, end, tuple(act for act in acts_in(analysis, item.start, end) if act.end <= at), granted=True)
    if analysis.cues.first("past", item.start, at) is not None or _PURPOSE.search(analysis.folded, max(item.start, at - 20), at):
        return None
    acts = tuple(act for act in acts_in(analysis, item.start, end) if act.end <= at)
    if kind == "task" and not any(act.kind in _ORDERING for act in acts) and _tells(analysis, item.start, at):
        return None
    granted = _orders(analysis, item, at, acts) if kind == "task" else _binds(analysis, item, acts)
    return Place(at, end, acts, granted, opens=kind == "task" and _opens(analysis, item, at, end))


def _tells(analysis: Analysis, start: int, at: int) -> bool:
    """ "một số nội dung cần sửa đổi", "dự thảo Luật tập trung …", "theo thông tin cập nhật …": a thing is described, a source told."""
    return analysis.folded.endswith((" cần ", " phải "), start, at) or _SOURCE.match(analysis.folded, start, at) is not None


def _opens(analysis: Analysis, item: Heard, at: int, end: int) -> bool:
    """Whether the clause opens with its action or with who is to act; what only announces, or counts what is done of all, says neither."""
    if _ANNOUNCES.match(analysis.folded, end - 1) or _DONE_OF_ALL.match(analysis.folded, at, end):
        return False
    start = skip_opening(analysis, item.start, end)
    return at - start <= _NEAR or organization_from(analysis, start) is not None or is_addressable(analysis, start)


def _orders(analysis: Analysis, item: Heard, at: int, acts: tuple[Act, ...]) -> bool:
    """Whether the clause orders, and nobody who can only ask stands before the action."""
    if analysis.cues.first("act.petitioner", item.start, at) is not None:
        return False
    return any(act.kind in _ORDERING for act in acts)


def _binds(analysis: Analysis, item: Heard, acts: tuple[Act, ...]) -> bool:
    """Whether somebody binds himself: a pledge; a future that somebody is said to tell, or that is his or his body's own."""
    if any(act.kind in _BINDING for act in acts):
        return True
    for index, act in enumerate(acts):
        if act.kind == "future":
            if analysis.folded.startswith(_HAPPENING, act.end + 1):
                return False
            before = acts[index - 1] if index else None
            party = before.subject.party if before is not None and before.subject is not None else item.speaker
            origin = before.end if before is not None else item.start
            subject = analysis.folded[origin : act.start].strip(" ,:\"")
            said = before is not None and before.kind in ("state", "opine") and before.subject is not None
            if said or (bool(subject) and is_own_body(analysis, party, subject)):
                return True
            heard = before is None or before.kind in ("state", "opine")
            return heard and _is_bare_body(analysis, origin, act.start) and voice_of(analysis, item, act.start) is not None
    return False


def _is_bare_body(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the subject is a body called by its noun alone ("Về rãnh thoát nước, phường sẽ …"): whoever speaks means his own.

    Those above everybody ("Chính phủ sẽ …") and those called by their names are nobody's own.
    """
    start = max(start, analysis.folded.rfind(", ", start, end) + 2)
    start, end = trimmed(analysis.folded, start, end, ' ,:"')
    if end - start > _BARE or analysis.cues.at("act.superior", start) is not None:
        return False
    head = analysis.org_heads.get(start) if analysis.org_heads else None
    if head is not None and (head.end >= end or analysis.surface[head.end : end].islower()):
        return True
    level = analysis.cues.at("addressee", start)
    return level is not None and level.end == end


def carries_on(before: Clause | None, clause: Clause) -> bool:
    """Có tiếp lời (carries on): whether the clause may carry on the one before, in the same paragraph or the next."""
    if before is None:
        return False
    return clause.line - before.line <= 1


def is_explicit(analysis: Analysis, clause: Clause) -> bool:
    """Giao việc đích danh (explicit assignment): no probability outweighs it.

    Somebody known, or whoever chairs, assigns to somebody named, or says what somebody named needs to do; "phải" alone
    also says what is a rule for everybody.
    """
    if clause.act != "task" or clause.assigner is None or not clause.lead:
        return False
    if clause.rule == "task.modal":
        return analysis.folded.endswith(_NEEDS, 0, clause.body)
    return clause.rule.startswith(_ASSIGNS) or (clause.rule.startswith("task.directive.") and "chair" in clause.assigner.roles)


def _without_attribution(analysis: Analysis, start: int, end: int) -> int:
    """End of quoted words, where who said them follows ("…”, ông X nói)."""
    folded = analysis.folded
    quote = folded.rfind('"', start + SHORTEST, end)
    if quote < 0 or not _QUOTE_END.match(folded, quote) or end - quote > 200:
        return end
    return quote
