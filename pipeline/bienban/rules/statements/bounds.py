"""Ranh giới và tính chất của vế (bounds): where the words of a clause begin and end, and what they show of themselves."""

from __future__ import annotations

import re
from bisect import bisect_left

from bienban.language.analysis import Analysis, Clause, Sentence
from bienban.lexicon.load import alternation
from bienban.rules.statements.acts import is_verb, skip_gap
from bienban.rules.statements.words import is_addressable, organization_from, organizations_between

_VOTE = re.compile(
    r"\d\s?phiếu|(?:đồng ý|nhất trí|tán thành):? \d+/\d|\d/\d+ (?:\w+ )?(?:đồng ý|nhất trí|tán thành)|biểu quyết|=\s?\d{1,3}(?:,\d+)?\s?%|ký tên"
)
_TITLED = re.compile(
    r"(?:Nghị quyết|Quy định|Kết luận|Chỉ thị|Thông tư|Nghị định|Luật|Đề án|Quyết định|Quy chế|Tờ trình|Hướng dẫn)(?: số \d| về | [\"“])"
    r"|(?:Báo cáo|Kế hoạch|Chương trình|Dự thảo) (?:số \d|[\"“])"
)
_MATTER = re.compile(r"((?:về|đối với)(?: việc)? )[^:;]{3,500}: ")
_REQUEST = re.compile(r"(?:về|đối với) (?:việc |các |những |một số )?(?:kiến nghị|đề nghị|đề xuất)\b")
_AS = re.compile(r"với (?:vai trò|tư cách|trách nhiệm|chức năng)[^,;:]{3,200}, ")
_SHORTEST = 8
_EXAMPLES = re.compile(r"\b(?:nhiều|những|các|một số) (?:vấn đề|nội dung|lĩnh vực|mặt)[^,;:]{0,30} như [^,;:]{3,60}$")
_PAST_OPENING = re.compile(r"(?:năm|tháng|quý|thời gian|lần|ngày) (?:trước đây|vừa qua|qua|trước)\b")
_TITLE = re.compile(rf"{alternation('act.title')} {alternation('act.title-matter')} ")
_LEVEL = re.compile(r"(?:đạt|từ|trên|dưới|không quá|ít nhất|bình quân|giảm|tăng|còn)\s[^;]{0,40}\d")


def is_past(analysis: Analysis, clause: Clause, body: int) -> bool:
    """Đã, vừa: whether the clause tells of the past; one that opens with its verb orders whatever follows."""
    if _PAST_OPENING.search(analysis.folded, clause.start, body) is not None:
        return True
    if is_verb(analysis, body):
        return _has_acted(analysis, clause, body)
    hit = analysis.cues.first("past", body, min(clause.end, body + 60))
    return hit is not None and hit.entry.form in ("đã", "vừa", "đã được", "đã và đang", "đến nay", "ước đạt")


def _has_acted(analysis: Analysis, clause: Clause, body: int) -> bool:
    """ "Thực hiện kế hoạch …, UBND xã đã tổ chức …": the opening verb only says on what ground a body acted."""
    done = analysis.folded.find(" đã ", body, min(clause.end, body + 200))
    if done < 0:
        return False
    found = organizations_between(analysis, body, done)
    return bool(found) and found[-1].end == done and analysis.folded.endswith(", ", body, found[-1].start)


def item_body(analysis: Analysis, clause: Clause, body: int) -> int:
    """An item may open with its matter and a colon ("Về tuyên truyền: tiếp tục …")."""
    colon = analysis.folded.find(":", body, min(clause.end, body + 90))
    if colon > 0:
        after = skip_gap(analysis, colon, clause.end)
        if after < clause.end and analysis.cues.at("task-verb", after) is not None:
            return after
    return body


def asked_until(analysis: Analysis, sentence: Sentence) -> int:
    """Hết phần được đề nghị: where the words that only name what was asked end ("Về kiến nghị của tỉnh …; …: giao Bộ …"); else -1."""
    if _REQUEST.match(analysis.folded, sentence.start, sentence.end) is None:
        return -1
    last = -1
    colon = analysis.folded.find(":", sentence.start, sentence.end)
    while colon >= 0:
        last = colon + 1
        after = skip_gap(analysis, colon, sentence.end)
        hit = analysis.cues.at("act", after) if after < sentence.end else None
        if organization_from(analysis, after) is not None or (hit is not None and hit.value in ("direct", "agree")):
            break
        colon = analysis.folded.find(":", last, sentence.end)
    return last


def past_matter(analysis: Analysis, start: int, end: int) -> int:
    """Qua phần nêu vấn đề: past "Về đề nghị của huyện: …", which only says what the rest is about, and past who acts as what.

    A body named in the matter acts, and stays.
    """
    start = _past_about(analysis, start, end)
    role = _AS.match(analysis.folded, start, end)
    return role.end() if role is not None and organization_from(analysis, role.end()) is not None else start


def _past_about(analysis: Analysis, start: int, end: int) -> int:
    matter = _MATTER.match(analysis.folded, start, end)
    if matter is None or end - matter.end() < _SHORTEST or is_addressable(analysis, matter.end(1)) or organization_from(analysis, matter.end(1)):
        return start
    return matter.end()


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


def names_document(analysis: Analysis, clause: Clause) -> bool:
    """A list item that only names a document ("Nghị quyết về kinh tế biển") is what was talked of, and no action."""
    if clause.announcement is None and clause.act not in ("agreed", "plan"):
        return False
    if _TITLED.match(analysis.surface, clause.body, clause.end) is not None:
        return True
    index = bisect_left(analysis.documents, clause.body, key=lambda document: document.start)
    return index < len(analysis.documents) and analysis.documents[index].start == clause.body and analysis.surface[clause.body].isupper()


def gives_examples(analysis: Analysis, clause: Clause) -> bool:
    """Nêu ví dụ: whether the clause ends in the first of some examples ("… về nhiều vấn đề như quy hoạch; …"); what follows are others."""
    return _EXAMPLES.search(analysis.folded, clause.body, clause.end) is not None


def titles_document(analysis: Analysis, clause: Clause) -> bool:
    """Nêu tên văn bản: whether a list item is the title of a document ("1. Nghị quyết quy định mức chi …"), whatever the title says."""
    return analysis.surface[clause.start].isupper() and _TITLE.match(analysis.folded, clause.start, clause.end) is not None


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


def _announces(analysis: Analysis, at: int, end: int) -> bool:
    """Whether something is listed after the words at ``at``: "trong năm sau" at the end of a sentence announces nothing."""
    return ":" in analysis.folded[at:end] or analysis.folded[end : end + 2].lstrip().startswith(":")


def trim(analysis: Analysis, clause: Clause) -> None:
    """An item that itself announces a list ends before the announcing words (", trong đó:")."""
    hits = analysis.cues.of("list-announcer", max(clause.body + 1, clause.end - 40), clause.end)
    if hits and _announces(analysis, hits[-1].start, clause.end) and analysis.folded[hits[-1].end : clause.end].strip(" ,:") == "":
        clause.end = hits[-1].start
    while clause.end > clause.body and analysis.folded[clause.end - 1] in " ,:;":
        clause.end -= 1
