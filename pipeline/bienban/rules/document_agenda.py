"""Văn bản trong nghị trình (documents on an agenda): those a meeting passes or discusses one after another, and named schemes.

"… thông qua các nội dung: quy chế làm việc của A; chương trình công tác năm 2024": every item that begins with a kind of
document is one. "Đề án phát triển du lịch cộng đồng", "Chiến lược phát triển nhà ở quốc gia" are cited by name alone.
"""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis
from bienban.language.cues import Hit
from bienban.rules.document_context import ends_with, line_at, opens, title_end
from bienban.rules.document_named import Named, make_named

_PASSED = re.compile(r"thông qua|cho ý kiến|xem xét|biểu quyết|thẩm định|thẩm tra|trình (?:hội nghị|đại hội|kỳ họp)")
_NO_TITLE = re.compile(r" (?:đã|được|sẽ|là|có|cũng|nêu|này|trên|do|thì|phải|với|cho)(?!\w)")
_OF_SOME = re.compile(r" của |(?<!\d)(?:19|20)\d\d(?!\d)| (?:nghị quyết|kết luận|chỉ thị) ")
"""What singles out an item in small letters: whose it is, its year, or the document it carries out."""
_ABOUT = ("cho ý kiến về ", "thảo luận về ", "cho ý kiến vào ", "thông qua ")
_CITED = re.compile(r"(?:triển khai|thực hiện|thông qua|phê duyệt|theo|về|trong|của|nội dung) (?:nội dung |dự thảo )?$")
_ANOTHER = re.compile(r" và (?:các )?(?:quy hoạch|chương trình|kế hoạch|đề án|chiến lược|dự án|triển khai)(?!\w)")
_SCHEMES = frozenset(("đề án", "chiến lược", "quy hoạch"))
_ITEM_KINDS = frozenset((
    "resolution", "directive", "decision", "conclusion", "scheme", "plan", "joint_plan", "programme", "report", "regulation", "submission",
))  # fmt: skip
_ITEM_LEAST, _SCHEME_LEAST, _MOST, _LIST_LINES = 24, 20, 240, 30


def read_agenda(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """An item of the list of what the meeting passes, discusses or gives its opinion on."""
    if hit.value not in _ITEM_KINDS or _NO_TITLE.match(analysis.folded, hit.end) or not _is_item(analysis, hit):
        return None
    end = _item_end(analysis, hit, limit)
    if end - hit.start < _ITEM_LEAST or (analysis.surface[hit.start].islower() and _OF_SOME.search(analysis.folded, hit.end, end) is None):
        return None
    named = make_named(analysis, hit, end, "unnumbered.agenda", 0.6, analysis.folded[hit.end : end][:80])
    named.title = (hit.end + 1, end)
    return named


def _item_end(analysis: Analysis, hit: Hit, limit: int) -> int:
    """The end of the item, and no further than its title goes where a clause follows."""
    stop = min((at for mark in ";\n" if (at := analysis.surface.find(mark, hit.end, limit)) >= 0), default=limit)
    return title_end(analysis, hit.end + 1, min(stop, hit.end + _MOST))


def _is_item(analysis: Analysis, hit: Hit) -> bool:
    """Whether the word opens an item of such a list, on its line or over lines."""
    surface, folded = analysis.surface, analysis.folded
    sentence, line = analysis.sentence_at(hit.start), line_at(analysis, hit.start)
    if line is not None and line.marker is not None and hit.start - line.marker[1] <= 2:
        return surface[hit.start].isupper() and _opens_above(analysis, line.start)
    if sentence is None:
        return False
    begin = max(sentence.start, hit.start - 900)
    if folded.endswith(_ABOUT, begin, hit.start):
        return folded.find("; ", hit.end, min(sentence.end, hit.end + _MOST)) >= 0
    if surface[hit.start - 2 : hit.start] not in (": ", "; "):
        return False
    opens_list = folded.find(":", begin, hit.start) if surface[hit.start - 2] == ":" or ":" in folded[begin : hit.start] else hit.start
    return _PASSED.search(folded, begin, opens_list) is not None


def _opens_above(analysis: Analysis, start: int) -> bool:
    """Whether the line that ends in a colon above the items says that they were passed or discussed."""
    lines = analysis.lines
    index = next((i for i, line in enumerate(lines) if line.start == start), 0)
    for line in reversed(lines[max(0, index - _LIST_LINES) : index]):
        if line.marker is None:
            words = analysis.folded[line.start : line.end]
            return words.rstrip().endswith(":") and _PASSED.search(words) is not None
    return False


def read_scheme(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Đề án phát triển …", "Chiến lược phát triển nhà ở quốc gia": a scheme or strategy named by what it is to do."""
    folded, surface = analysis.folded, analysis.surface
    if hit.entry.form not in _SCHEMES or opens("scheme-title", folded, hit.end + 1) is None:
        return None
    before = max(0, hit.start - 40)
    if ends_with("wish", folded, before, hit.start):
        return None
    sentence = analysis.sentence_at(hit.start)
    if sentence is None or sentence.start == hit.start:
        return None
    if not surface[hit.start].isupper() and (hit.entry.form != "đề án" or _CITED.search(folded, before, hit.start) is None):
        return None
    end = title_end(analysis, hit.end + 1, min(limit, hit.end + _MOST))
    if (another := _ANOTHER.search(folded, hit.end, end)) is not None:
        end = another.start()
    if end - hit.start < _SCHEME_LEAST:
        return None
    named = make_named(analysis, hit, end, "unnumbered.scheme", 0.55, folded[hit.end : end][:80])
    named.title = (hit.end + 1, end)
    return named


_NUMBERED = re.compile(r"\d/tb")
"""The number of the very notice, in the same sentence."""
_SENT_OUT = re.compile(r"(?:ban hành|có|ra|phát đi|trong) (?:văn bản )?$")
_CONCLUDED = re.compile(r" của [^,.;:()\n]{3,120}?(?= tại | về | trong |[,.;:()\n]|$)")


def read_notice(analysis: Analysis, hit: Hit, limit: int) -> Named | None:
    """ "Văn phòng Chính phủ vừa ban hành | thông báo kết luận của Phó Thủ tướng A": a notice known by whose conclusions it gives."""
    if hit.value != "notice" or "kết luận" not in hit.entry.form:
        return None
    if _SENT_OUT.search(analysis.folded, max(0, hit.start - 24), hit.start) is None:
        return None
    sentence = analysis.sentence_at(hit.start)
    whose = _CONCLUDED.match(analysis.folded, hit.end, limit)
    if whose is None or (sentence is not None and _NUMBERED.search(analysis.folded, sentence.start, sentence.end)):
        return None
    return make_named(analysis, hit, whose.end(), "unnumbered.notice", 0.6, analysis.folded[hit.end : whose.end()])
