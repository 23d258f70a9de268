"""Ranh giới và tính chất của vế (bounds): where the words of a clause begin and end, and what they show of themselves."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Clause
from bienban.rules.statements.acts import is_verb, skip_gap

_VOTE = re.compile(
    r"\d\s?phiếu|(?:đồng ý|nhất trí|tán thành):? \d+/\d|\d/\d+ (?:\w+ )?(?:đồng ý|nhất trí|tán thành)|biểu quyết|=\s?\d{1,3}(?:,\d+)?\s?%|ký tên"
)
_LEVEL = re.compile(r"(?:đạt|từ|trên|dưới|không quá|ít nhất|bình quân|giảm|tăng|còn)\s[^;]{0,40}\d")


def is_past(analysis: Analysis, clause: Clause, body: int) -> bool:
    """Đã, vừa: whether the clause tells of the past; one that opens with its verb orders whatever follows."""
    if is_verb(analysis, body):
        return False
    hit = analysis.cues.first("past", body, min(clause.end, body + 60))
    return hit is not None and hit.entry.form in ("đã", "vừa", "đã được", "đã và đang", "đến nay", "ước đạt")


def item_body(analysis: Analysis, clause: Clause, body: int) -> int:
    """An item may open with its matter and a colon ("Về tuyên truyền: tiếp tục …")."""
    colon = analysis.folded.find(":", body, min(clause.end, body + 90))
    if colon > 0:
        after = skip_gap(analysis, colon, clause.end)
        if after < clause.end and analysis.cues.at("task-verb", after) is not None:
            return after
    return body


def past_order(analysis: Analysis, clause: Clause, body: int, governing: str) -> int:
    """An item of an order may order again ("3. Đề nghị Sở Xây dựng hướng dẫn …"): it begins after those words."""
    hit = analysis.cues.at("act", body)
    if clause.marker is None or hit is None or hit.value != "direct" or governing not in ("task", "agreed"):
        return body
    return skip_gap(analysis, hit.end, clause.end)


def says_something(analysis: Analysis, clause: Clause) -> bool:
    """Too short a clause, a vote or a bare figure is no statement; an aim may be a figure."""
    if clause.end - clause.body < 8:
        return False
    folded = analysis.folded
    return clause.act == "aim" or not (folded[clause.body].isdigit() or _VOTE.search(folded, clause.body, clause.end))


def aspires(analysis: Analysis, clause: Clause) -> bool:
    """Whether the clause opens with "phấn đấu", "quyết tâm": it strives, whatever the statement before it swore."""
    hit = analysis.cues.at("act", clause.body)
    return hit is not None and hit.value == "aspire"


def strives(analysis: Analysis, clause: Clause) -> bool:
    """An order list may end in what all of it is for ("Phấn đấu đến năm 2010, … đạt …")."""
    return clause.act == "task" and clause.marker is None and analysis.folded.startswith("phấn đấu", clause.body)


def is_aim(analysis: Analysis, clause: Clause) -> bool:
    """A list item that only states a level to reach ("thu nhập bình quân đạt …") is a target and no task."""
    folded = analysis.folded
    if folded.startswith("phấn đấu", clause.body) or not is_verb(analysis, clause.body):
        return _LEVEL.search(folded, clause.body, clause.end) is not None
    return False


def trim(analysis: Analysis, clause: Clause) -> None:
    """An item that itself announces a list ends before the announcing words (", trong đó:")."""
    hits = analysis.cues.of("list-announcer", max(clause.body + 1, clause.end - 40), clause.end)
    if hits and analysis.folded[hits[-1].end : clause.end].strip(" ,:") == "":
        clause.end = hits[-1].start
    while clause.end > clause.body and analysis.folded[clause.end - 1] in " ,:;":
        clause.end -= 1
