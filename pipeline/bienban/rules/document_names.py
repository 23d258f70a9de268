"""Văn bản không số (unnumbered documents): cited by kind with issuer, title, parties, congress or the name of a law.

Most words that name a kind of document name none ("các báo cáo của sở", "xây dựng kế hoạch"), so every rule here
asks for something that singles one document out.
"""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, IssuerCode
from bienban.language.cues import Hit
from bienban.lexicon.load import table
from bienban.rules.document_agenda import read_agenda, read_notice, read_scheme
from bienban.rules.document_context import (
    context_words,
    ends_with,
    line_at,
    occurs,
    opens,
    read_body,
    read_issuer,
    read_title,
    title_end,
)
from bienban.rules.document_laws import read_charter, read_congress, read_law
from bienban.rules.document_named import Named, make_named
from bienban.text.shadow import fold

_BETWEEN = re.compile(r"[^.;:\n(]{0,90}?[ ]giữa[ ]")
_VOTED = re.compile(r"[ ](?:với|bằng|có|gồm|tại|,)[ ]?(?=\d|tỷ lệ|số phiếu|sự|đa số|hình thức|hội nghị|đại hội|kỳ họp)")
_PARTY_NEXT = re.compile(r"(?:,|;)[ ]|[ ](?:và|với|cùng|-|–)[ ]")
_ANY_WORD = re.compile(r"[^\W_]+")
_QUALIFIED = re.compile(r"(?P<words>[ ][^.;:\n()]{2,150}?)[ ](?:của|do)[ ]")
_YEARED = re.compile(
    r"(?:(?:giai đoạn|thời kỳ|nhiệm kỳ|năm học|năm)[ ]?\d{4}(?:[ ]?-[ ]?\d{4})?|\((?:giai đoạn[ ])?\d{4}[ ]?-[ ]?\d{4}\))"
    r"(?:,?[ ](?:tầm nhìn|định hướng|hướng tới)(?:[ ]đến)?(?:[ ]năm)?[ ]\d{4}){0,2}"
)
_BRACKETED = re.compile(r"[ ]\((?:giai đoạn[ ])?\d{4}[ ]?-[ ]?\d{4}\)")
_QUOTE = re.compile(r"[ ][\"“«][^\"”»\n]{6,260}[\"”»]")
_TERM = re.compile(r",?[ ]kh[óo]a[ ](?:[ivxlc]{1,6}|\d{1,2})(?![^\W_])")
_COUNT_BEFORE = re.compile(r"(?:\d|(?<![^\W_])(?:hai|ba|bốn|năm|sáu|bảy|tám|chín|mười))[ ]$")
_DRAFT = re.compile(r"(?:dự thảo|đề cương)[ ](?:lần [^ ]+[ ])?$")


_ISSUED = frozenset({
    "resolution", "directive", "decision", "conclusion", "scheme", "plan", "joint_plan", "guidance", "programme", "report",
    "notice", "telegram", "official_letter", "regulation", "submission",
})  # fmt: skip
_TITLED = frozenset(
    {
        "chiến lược",
        "quy hoạch",
        "đề án",
        "chương trình hành động",
        "kế hoạch",
        "kế hoạch hành động",
        "quy chế",
        "cương lĩnh",
        "báo cáo",
    }
)
_QUOTED = frozenset({"scheme", "plan", "report", "joint_plan", "resolution", "directive", "regulation"})
_NORMATIVE = frozenset({"resolution", "directive", "decision", "decree", "circular", "regulation", "conclusion", "scheme"})
_AGREED = frozenset({"programme", "plan", "joint_plan", "regulation", "other", "resolution"})


def read_named(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """Đọc văn bản không số tại một từ chỉ loại; ``limit`` is the end of its line. None where it names no document."""
    if hit.value == "law":
        return read_law(analysis, hit, limit)
    if _is_generic(analysis, hit.start):
        return None
    for rule in _RULES:
        named = rule(analysis, hit, limit)
        if named is not None:
            return named
    return None


def _is_generic(analysis: Analysis, start: int) -> bool:
    """Whether the words before make it one of many ("các nghị định, thông tư về …")."""
    folded = analysis.folded
    for _ in range(5):
        begin = max(0, start - 40)
        before = folded[begin:start]
        if _DRAFT.search(before):
            return False
        if ends_with("generic-before", folded, begin, start) or _COUNT_BEFORE.search(before):
            return True
        chain = analysis.cues.of("document.type", begin, start)
        if not chain or folded[chain[-1].end : start] not in (", ", " và ", ", và "):
            return False
        start = chain[-1].start
    return True


def _is_wished(folded: str, start: int) -> bool:
    before = max(0, start - 40)
    return ends_with("wish", folded, before, start)


def _between(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Chương trình phối hợp giữa A, B và C": the parties issue it."""
    if hit.value not in _AGREED:
        return None
    match = _BETWEEN.match(analysis.folded, hit.end, limit)
    if match is None or occurs("title-stop", analysis.folded, hit.end, match.end()):
        return None
    parties = _parties(analysis, match.end(), limit)
    if len(parties) < 2:
        return None
    end = parties[-1][1]
    title = read_title(analysis, end, limit)
    period = _period(analysis.folded, end, limit)
    end = title[1] if title else period or end
    named = make_named(analysis, hit, end, "unnumbered.between", 0.85, analysis.folded[parties[0][0] : parties[-1][1]])
    named.issuers = [_issuer_named(analysis.surface[a:b]) for a, b in parties]
    named.title = title
    if hit.entry.form == "kế hoạch":
        named.type = "joint_plan"
    return named


def _period(folded: str, end: int, limit: int) -> int | None:
    match = re.compile(r",?[ ](?:giai đoạn|nhiệm kỳ|năm)[ ]\d{4}(?:[ ]?-[ ]?\d{4})?").match(folded, end, limit)
    return match.end() if match else None


def _parties(analysis: Analysis, position: int, limit: int) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    at = position
    while len(found) < 12:
        body = read_body(analysis, at)
        if body is None or body[1] > limit:
            break
        found.append(body)
        match = _PARTY_NEXT.match(analysis.folded, body[1], limit)
        if match is None:
            break
        at = match.end()
    return found


def _issuer_named(words: str) -> IssuerCode:
    folded = fold(words)
    for row in table("organisations"):
        if row["issuer_code"] and fold(row["name"]) == folded:
            system = row["system"] if row["system"] in ("party", "state", "front", "union", "youth") else None
            return IssuerCode(row["issuer_code"], words, system)
    return IssuerCode(words, words, None)


def _quoted(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Đề án “…”": a title in quotes."""
    if hit.value not in _QUOTED and hit.entry.form not in ("chiến lược", "quy hoạch"):
        return None
    match = _QUOTE.match(analysis.surface, hit.end, limit)
    if match is None:
        return None
    named = make_named(
        analysis,
        hit,
        match.end(),
        "unnumbered.quoted",
        0.8,
        analysis.folded[match.start() + 2 : match.end() - 1],
    )
    named.title = (match.start() + 1, match.end())
    named.issuer = read_issuer(analysis, match.end())
    return named


def _issued(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Kế hoạch của Ban Thường vụ Thành ủy về …", "Báo cáo quyết toán ngân sách năm 2012 của Bộ …"."""
    folded = analysis.folded
    if hit.value not in _ISSUED or _is_wished(folded, hit.start) or _is_verb(analysis, hit):
        return None
    words = ""
    issuer = read_issuer(analysis, hit.end) if folded[hit.end : hit.end + 1] == " " else None
    if issuer is None and hit.value == "resolution" and folded.startswith((" hđnd", " hội đồng nhân dân"), hit.end):
        issuer = read_body(analysis, hit.end + 1)
    if issuer is None:
        match = _QUALIFIED.match(folded, hit.end, limit)
        if match is None or not _is_title(analysis, hit, match):
            return None
        words = match.group("words")
        issuer = read_body(analysis, match.end())
    if issuer is None or issuer[1] > limit or not _is_issuing_body(analysis, issuer):
        return None
    return _close(analysis, hit, words, issuer, limit)


def _close(analysis: Analysis, hit: Hit, words: str, issuer: tuple[int, int], limit: int) -> Named | None:
    """The document of a kind and an issuer, with its title where it has one; None where it stays one of many."""
    folded = analysis.folded
    after = issuer[1]
    if (term := _TERM.match(folded, after)) is not None:
        after = term.end()
    if folded.startswith(" và ", after) and (second := read_body(analysis, after + 4)) is not None:
        after = second[1]
    title = read_title(analysis, after, limit) if folded[after : after + 1] == " " else None
    if title is not None and not folded.startswith(_openings(hit), title[0]):
        title = None
    if not title and not words and not _singles_out(analysis, hit, issuer):
        return None
    end = title[1] if title else issuer[1]
    key = words + folded[issuer[0] : issuer[1]] + (folded[title[0] : title[1]][:80] if title else "")
    rule, score = ("unnumbered.title", 0.75) if title or words else ("unnumbered.issuer", 0.6)
    named = make_named(analysis, hit, end, rule, score, key)
    named.issuer, named.title = issuer, title
    return named


def _openings(hit: Hit) -> tuple[str, ...]:
    """What a title begins with, for one kind of document: only plans are "thực hiện" something."""
    plain = ("về", "v/v", '"', "phê duyệt", "ban hành")
    return (*plain, "thực hiện", "triển khai") if hit.value in ("programme", "plan", "joint_plan") else plain


def _is_verb(analysis: Analysis, hit: Hit) -> bool:
    """Whether "báo cáo", "quyết định", "kết luận" … in small letters is something done, not a document."""
    return analysis.surface[hit.start].islower() and ends_with("verb-before", analysis.folded, max(0, hit.start - 16), hit.start)


def _is_title(analysis: Analysis, hit: Hit, match: re.Match[str]) -> bool:
    """Whether the words between the kind and "của" are a title and not the rest of a clause."""
    start, end = match.span("words")
    words = match.group("words")
    if "," in words and " về " not in words and not _YEARED.search(words):
        return False
    if occurs("name-stop-strict", analysis.folded, start, end):
        return False
    if any(inner.value != "-" for inner in analysis.cues.of("document.type", start, end)):
        return False
    capital = analysis.surface[hit.start].isupper()
    if opens("qualifier", analysis.folded, start + 1) is not None:
        return capital or hit.value in ("report", "scheme")
    return capital and analysis.surface[start + 1].isupper()


def _is_issuing_body(analysis: Analysis, body: tuple[int, int]) -> bool:
    """Whether the words name a body or an office that issues documents, and no person."""
    folded = analysis.folded
    if opens("person-post", folded, body[0]) is not None:
        return False
    return opens("issuer-start", folded, body[0]) is not None or opens("issuer-more", folded, body[0]) is not None


_MANY_OF_ONE = frozenset((
    "regulation", "guidance", "notice", "plan", "programme", "official_letter", "joint_plan", "report", "submission",
))  # fmt: skip
"""Kinds an office issues many of: whose it is singles none of them out ("theo báo cáo của Sở Y tế")."""


def _singles_out(analysis: Analysis, hit: Hit, issuer: tuple[int, int]) -> bool:
    """Whether kind and issuer alone point at one document ("đề án của Đảng ủy Chính phủ", not "báo cáo của Sở")."""
    folded = analysis.folded
    before = folded[max(0, hit.start - 30) : hit.start]
    if hit.value in _MANY_OF_ONE:
        return hit.value in ("report", "submission") and _DRAFT.search(before) is not None
    if _DRAFT.search(before):
        return True
    if before.endswith((", ", " và ")) and hit.value != "scheme":
        return False
    if folded[issuer[0] : issuer[1]] in context_words("supreme") or folded.startswith(" tại ", issuer[1]):
        return False
    return not ends_with("generic-of", folded, max(0, hit.start - 30), hit.start)


def _letter(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "công văn gửi Sở …", "công văn đề nghị …": a letter sent, known by whom it went to or what it asked."""
    if hit.entry.form != "công văn":
        return None
    if _is_wished(analysis.folded, hit.start) and not analysis.folded.endswith("đã có ", 0, hit.start):
        return None
    word = opens("letter-to", analysis.folded, hit.end + 1)
    if word is None:
        return None
    body = read_body(analysis, word.end() + 1)
    end = body[1] if body else -1
    if not word.group().startswith("gửi"):
        end = title_end(analysis, word.end(), min(limit, word.end() + 160))
    if end < word.end() + 3 or body is None:
        return None
    named = make_named(analysis, hit, end, "unnumbered.letter", 0.6, analysis.folded[hit.end : end][:80])
    named.title = (word.start(), end)
    return named


def _entitled(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Nghị quyết về việc …" in a list of what was passed, "dự thảo Nghị định sửa đổi …": a title of its own."""
    folded = analysis.folded
    draft = _DRAFT.search(folded[max(0, hit.start - 40) : hit.start]) is not None
    opening = analysis.sentence_at(hit.start)
    first = opening is not None and opening.start == hit.start
    if hit.entry.form == "văn bản" or (first and not draft and not _is_item(analysis, hit.start)):
        return None
    if (not analysis.surface[hit.start].isupper() and not draft) or _is_wished(folded, hit.start):
        return None
    if hit.value not in _NORMATIVE and not (draft and hit.value in _ISSUED):
        return None
    word = opens("own-title", folded, hit.end + 1) if draft or first else opens("about", folded, hit.end + 1)
    if word is None and draft and hit.value == "report":
        word = opens("qualifier", folded, hit.end + 1) or _ANY_WORD.match(folded, hit.end + 1, limit)
        word = None if opens("name-stop", folded, hit.end + 1) and word and not word.group().isdigit() else word
    if word is None:
        return None
    end = title_end(analysis, word.end(), min(limit, hit.end + 240))
    if end - word.end() < 12 and not draft:
        return None
    score = 0.65 if draft or first else 0.55
    named = make_named(
        analysis,
        hit,
        end,
        "unnumbered.draft" if draft else "unnumbered.titled",
        score,
        folded[hit.end : end][:80],
    )
    named.title = (word.start(), end)
    return named


def _adopted(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "… thông qua Quy chế chi tiêu nội bộ": what a meeting adopts is a document, whatever it is called."""
    surface = analysis.surface
    if not surface[hit.start].isupper() or hit.value in ("report", "notice", "guidance", "submission", "official_letter"):
        return None
    if not ends_with("adopting", analysis.folded, max(0, hit.start - 24), hit.start) or surface[hit.end : hit.end + 1] != " ":
        return None
    end = title_end(analysis, hit.end + 1, min(limit, hit.end + 160))
    vote = _VOTED.search(analysis.folded, hit.end, end)
    end = vote.start() if vote else end
    if end - hit.end < 6 or opens("name-stop", analysis.folded, hit.end + 1):
        return None
    named = make_named(analysis, hit, end, "unnumbered.adopted", 0.65, analysis.folded[hit.end : end])
    named.title = (hit.end + 1, end)
    return named


def _is_item(analysis: Analysis, start: int) -> bool:
    line = line_at(analysis, start)
    return line is not None and line.marker is not None


def _is_presented(analysis: Analysis, hit: Hit) -> bool:
    """Whether "Báo cáo tổng kết … năm …" names a report; at the head of a sentence it may be the verb."""
    sentence = analysis.sentence_at(hit.start)
    if sentence is None or sentence.start == hit.start:
        return False
    return opens("qualifier", analysis.folded, hit.end + 1) is not None


def _titled(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Chiến lược phát triển … giai đoạn 2021 - 2030": a capital, a title and the period it is for."""
    surface = analysis.surface
    if hit.entry.form not in _TITLED or not surface[hit.start].isupper():
        return None
    if hit.entry.form != "chiến lược" and _is_wished(analysis.folded, hit.start):
        return None
    if surface[hit.end : hit.end + 1] != " " or opens("name-stop", analysis.folded, hit.end + 1):
        return None
    if hit.value == "report" and not _is_presented(analysis, hit):
        return None
    last = title_end(analysis, hit.end + 1, min(limit, hit.end + 220))
    bracket = _BRACKETED.match(analysis.folded, last, limit)
    last = bracket.end() if bracket else last
    period = _YEARED.search(analysis.folded, hit.end, last)
    if period is None or period.end() - hit.end < 20:
        return None
    named = make_named(analysis, hit, period.end(), "unnumbered.named", 0.6, analysis.folded[hit.end : period.end()])
    named.title = (hit.end + 1, period.end())
    named.issuer = read_issuer(analysis, period.end())
    if named.issuer is not None:
        named.end = named.issuer[1]
    return named


_RULES = (
    read_congress, read_charter, _between, _quoted, read_notice, _issued, _letter, _entitled, _titled, read_agenda, read_scheme, _adopted,
)  # fmt: skip
"""The rules for unnumbered documents, the surest first."""
