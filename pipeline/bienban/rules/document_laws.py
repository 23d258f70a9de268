"""Văn bản gọi bằng tên riêng (documents with proper names): laws, charters, resolutions of congresses and plenums."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis
from bienban.language.cues import Hit
from bienban.rules.document_context import kind_at, opens, read_body
from bienban.rules.document_named import Named, make_named

_ORDINAL = r"(?:[ivxlc]{1,6}|\d{1,2}|nhất|hai|ba|tư|bốn|năm|sáu|bảy|bẩy|tám|chín|mười(?: một| hai| ba)?)(?![^\W_])"
_CONGRESS = re.compile(
    rf"[ ](?:của[ ])?(?:(?:hội nghị )?trung ương[ ](?:lần thứ )?{_ORDINAL}"
    rf"|(?:đại hội|đh)[ ](?:đảng[ ])?(?:[ivxlc]{{1,6}}|\d{{1,2}})(?![^\W_])"
    r"|(?:đại hội|đh|hội nghị)(?![^\W_])(?:(?![ ](?:và|sẽ|nên|đã|tiến tới|các cấp|vào|được|để)[ ])[^.,;:\n()]){0,90}?"
    rf"[ ](?:(?:lần )?thứ[ ]{_ORDINAL}|nhiệm kỳ[ ]\d{{4}}(?:[ ]?-[ ]?\d{{4}})?|năm[ ]\d{{4}}|khóa[ ][ivxlc]{{1,6}}(?![^\W_])))"
)
_THIS_CONGRESS = re.compile(r"[ ](?:đại hội|đh)(?=[ ]?(?:[.;,)\n]|$))")
_CONGRESS_TAIL = re.compile(
    r"[ ]?,?[ ](?:\(?khóa [ivxlc]{1,6}\)?|của đảng(?! bộ| ủy)|nhiệm kỳ (?:19|20)\d\d ?- ?(?:19|20)\d\d"
    r"|(?:của )?(?:ban chấp hành|bch) trung ương(?: đảng)?|\((?:khóa )?[ivxlc]{1,6}\))(?![^\W_])"
)
_PROPER = frozenset({"thỏa ước lao động tập thể", "báo cáo chính trị"})
_ROMAN = {"10": "x", "11": "xi", "12": "xii", "13": "xiii", "14": "xiv", "15": "xv"}
_CONGRESS_NOISE = re.compile(r"lần thứ |thứ |đại biểu |toàn quốc |hội nghị |của |đảng (?!bộ|ủy)")
_LAW_TAIL = re.compile(
    r"[ ]?(?:\((?:sửa đổi|sửa đổi, bổ sung|bổ sung, sửa đổi)\)|[ ]?sửa đổi, bổ sung(?! một| các)|[ ]?sửa đổi(?!, bổ| một| các)"
    r"|[ ]?năm (?:19|20)\d\d(?!\d)|\((?:19|20)\d\d\)|[ ]?(?:19|20)\d\d(?![\d/]))"
)
_AMENDING = re.compile(r"[ ](?:sửa đổi(?:, bổ sung)?|bổ sung, sửa đổi)[ ][^.;:\n]{0,60}?của[ ](?:các[ ])?(?=(?:bộ )?luật)")
_LAW_NEXT = re.compile(r",?[ ](?:và[ ])?(?=(?:bộ )?luật[ ])|,[ ]?(?=(?:bộ )?luật[ ])")
_CONSTITUTION = re.compile(r"[ ](?:(?:năm[ ])?(?:19|20)\d\d|sửa đổi(?:, bổ sung)?|nước [^.;:,\n(]{4,60})(?:[ ]\(?sửa đổi[^)\n]{0,30}\)?)?")
_TOKEN = re.compile(r"[^\W_][\w&]*")


def read_congress(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Nghị quyết Đại hội … lần thứ XIII", "Nghị quyết Trung ương 4 khóa XII"; None for anything else."""
    if hit.entry.form not in ("nghị quyết", "văn kiện", "kết luận"):
        return None
    match = _CONGRESS.match(analysis.folded, hit.end, limit)
    score = 0.8
    if match is None and analysis.surface[hit.start].isupper():
        match, score = _THIS_CONGRESS.match(analysis.folded, hit.end, limit), 0.6
    if match is None:
        return None
    end = match.end()
    for _ in range(4):
        tail = _CONGRESS_TAIL.match(analysis.folded, end, limit)
        if tail is None:
            break
        end = tail.end()
    key = _CONGRESS_NOISE.sub("", analysis.folded[hit.end : match.end()].replace("đh ", "đại hội "))
    key = re.sub(r"\d+$", lambda digits: _ROMAN.get(digits.group(), digits.group()), key)
    return make_named(analysis, hit, end, "unnumbered.congress", score, key)


def read_charter(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Điều lệ Đảng", "Điều lệ Công đoàn Việt Nam"."""
    if hit.entry.form in _PROPER and analysis.surface[hit.start].isupper():
        tail = _LAW_TAIL.match(analysis.folded, hit.end, limit)
        return make_named(analysis, hit, tail.end() if tail else hit.end, "unnumbered.charter", 0.65, hit.entry.form)
    if hit.entry.form != "điều lệ":
        return None
    body = read_body(analysis, hit.end + 1)
    if body is None or not analysis.surface[hit.end + 1].isupper():
        return None
    tail = _LAW_TAIL.match(analysis.folded, body[1], limit)
    end = tail.end() if tail else body[1]
    return make_named(analysis, hit, end, "unnumbered.charter", 0.75, analysis.folded[hit.end : body[1]])


def read_law(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Luật Đất đai năm 2024", "Bộ luật Lao động", "Hiến pháp năm 2013"; None where no law is named."""
    if hit.entry.form == "hiến pháp":
        match = _CONSTITUTION.match(analysis.folded, hit.end, limit)
        return make_named(analysis, hit, match.end(), "law-name", 0.85, "hiến pháp") if match else None
    amending = _AMENDING.match(analysis.folded, hit.end, limit)
    if amending is not None:
        return _amending_law(analysis, hit, amending.end(), limit)
    end = _law_name(analysis, hit.start, hit.end, limit)
    if end < 0:
        return None
    known = analysis.cues.at("document.law", hit.start) is not None
    key = analysis.folded[hit.start : end]
    end, year = _law_tail(analysis.folded, end, limit)
    named = make_named(analysis, hit, end, "law-name", 0.9 if known else 0.6, key)
    named.year = year
    return named


def _law_tail(folded: str, end: int, limit: int) -> tuple[int, int | None]:
    year = None
    for _ in range(3):
        tail = _LAW_TAIL.match(folded, end, limit)
        if tail is None:
            break
        end = tail.end()
        digits = re.search(r"(?:19|20)\d\d", tail.group())
        year = int(digits.group()) if digits else year
    return end, year


def _amending_law(analysis: Analysis, hit: Hit, position: int, limit: int) -> Named | None:
    """ "Luật sửa đổi, bổ sung một số điều của Luật A, Luật B": one document, to the end of the last name."""
    end = -1
    for _ in range(12):
        word = kind_at(analysis, position)
        name = _law_name(analysis, position, word.end, limit) if word and word.value == "law" else -1
        if name < 0:
            break
        end = _law_tail(analysis.folded, name, limit)[0]
        following = _LAW_NEXT.match(analysis.folded, end, limit)
        if following is None:
            break
        position = following.end()
    if end < 0:
        return None
    return make_named(analysis, hit, end, "law-name", 0.85, analysis.folded[hit.start : end])


def _law_name(analysis: Analysis, start: int, end: int, limit: int) -> int:
    """End of the name of the law that begins at ``start`` (its kind ends at ``end``), or -1."""
    known = analysis.cues.at("document.law", start)
    if known is not None:
        return known.end
    surface = analysis.surface
    if not surface[start].isupper() or not surface[end + 1 : end + 2].isupper() or surface[end] != " ":
        return -1
    at, last = end + 1, -1
    for _ in range(10):
        match = _TOKEN.match(surface, at, limit)
        if match is None or match.group().isdigit() or opens("name-stop", analysis.folded, at):
            break
        last = match.end()
        if surface[last : last + 1] != " ":
            break
        at = last + 1
    return last
