"""Bố cục (layout): what each line of a report is, before any of its language is read.

Every line gets a role; lines that carry no statement of the report (captions, page furniture, letterhead, byline,
signature) are set aside but kept, so that every character of the text is accounted for.
"""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, Line, Sentence
from bienban.language.cues import Hit
from bienban.language.enumerators import at_line_start
from bienban.language.sentences import split_sentences
from bienban.text.edges import trimmed

_LASTING = ("results", "tasks", "conclusion", "basis")
"""Sections that go on into the next paragraph; the others are over with theirs."""

ASIDE = frozenset({"caption", "furniture", "letterhead", "byline", "signature", "recipients"})
"""Roles whose words state no fact of the meeting."""

_LINE = re.compile(r"[^\n]+")
_STAMP = re.compile(
    r"(?:(?:thứ \w+|chủ nhật)[ ,-]*)?(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}(?:[ ,|-]+\d{1,2}[:hg]\d{2}(?::\d{2})?)?(?:\s*\(?gmt ?\+ ?7\)?)?$"
    r"|\d{1,2}[:h]\d{2}[ ,|-]+(?:ngày )?\d{1,2}[/.-]\d{1,2}[/.-]\d{4}$"
)
_DEBRIS = re.compile(r"[a-z]?\d[0-9a-z ]{15,}$|\S+\.(?:jpg|jpeg|png|gif|mp4)$|[\W_]+$")
_NUMBER_LINE = re.compile(r"số\s*:?\s*[\d….\s]*[-/]\s*[\wđ]")
_DATELINE = re.compile(r"[^,.;:]{2,40}, (?:ngày|tháng) [\d….\s]*(?:tháng [\d….\s]*)?năm [\d….]*$")
_HEADLINE_MOST, _CAPTION_MOST, _HEADING_MOST = 260, 330, 170
_PARAGRAPH = 110
"""Shortest line under a subheading."""


def lay_out(analysis: Analysis) -> None:
    """Fill ``analysis.lines`` and ``analysis.sentences`` (bố cục và câu)."""
    spans = [trimmed(analysis.surface, m.start(), m.end()) for m in _LINE.finditer(analysis.surface)]
    spans = [span for span in spans if span[0] < span[1]]
    roles = _roles(analysis, spans)
    for (start, end), role in zip(spans, roles, strict=True):
        mark = at_line_start(analysis.folded, start, end) if role in ("item", "heading") else None
        analysis.lines.append(Line(start, end, role, (mark.start, mark.end) if mark else None))
    _read_sentences(analysis)


def _roles(analysis: Analysis, spans: list[tuple[int, int]]) -> list[str]:
    roles = ["body"] * len(spans)
    tail = _tail(analysis, spans)
    head = _head(analysis, spans)
    for index, (start, end) in enumerate(spans):
        if index in head:
            roles[index] = head[index]
        elif index in tail:
            roles[index] = tail[index]
        else:
            roles[index] = _role(analysis, start, end, index == 0)
    _mark_headlines(analysis, spans, roles)
    _mark_item_headings(analysis, spans, roles)
    _mark_subheadings(analysis, spans, roles)
    return roles


def _mark_subheadings(analysis: Analysis, spans: list[tuple[int, int]], roles: list[str]) -> None:
    """A short line without an end mark between two paragraphs of a press item is a subheading."""
    surface = analysis.surface
    for index in range(1, len(spans) - 1):
        start, end = spans[index]
        if roles[index] != "body" or not 12 <= end - start <= 120 or surface[end - 1] in ".:;,!?…\"”/)" or not surface[start].isupper():
            continue
        following, before = spans[index + 1], spans[index - 1]
        if roles[index + 1] == "body" and following[1] - following[0] > _PARAGRAPH and surface[before[1] - 1] in ".:;!?…\"”/)":
            roles[index] = "heading"


def _mark_item_headings(analysis: Analysis, spans: list[tuple[int, int]], roles: list[str]) -> None:
    """A numbered line without an end mark, above lines that carry it out, is a heading and no item."""
    for index in range(len(spans) - 1):
        start, end = spans[index]
        if roles[index] != "item" or end - start > _HEADING_MOST or analysis.surface[end - 1] in ".;,":
            continue
        mark = at_line_start(analysis.folded, start, end)
        below = at_line_start(analysis.folded, *spans[index + 1])
        if mark is None or mark.style == "bullet":
            continue
        if (below is None and roles[index + 1] == "body") or (below is not None and below.style != mark.style):
            roles[index] = "heading"


_LINKED = re.compile(r"[^.!?:;]{12,190} \(\d{1,2}/\d{1,2}/\d{4}\)\Z|[^.!?:;]{12,190} \(\d{1,2}/\d{1,2}/\d{4}\)(?=\n)")
"""A headline with its day in brackets: a link to another item."""


def _role(analysis: Analysis, start: int, end: int, first: bool) -> str:
    folded = analysis.folded
    cues = analysis.cues
    size = end - start
    if size < 200 and (
        cues.at("furniture.prefix", start) or _STAMP.match(folded, start, end) or _DEBRIS.match(folded, start, end)
    ):
        return "furniture"
    if not first and size < 220 and _LINKED.match(analysis.surface, start, end) is not None:
        return "furniture"
    if size < 160 and cues.at("byline.prefix", start) and not cues.at("caption.scene", start):
        return "byline"
    if not first and is_caption(analysis, start, end):
        return "caption"
    mark = at_line_start(folded, start, end)
    if mark is not None and mark.body < end:
        return "heading" if _is_heading(analysis, mark.body, end) else "item"
    return "heading" if _is_heading(analysis, start, end) else "body"


def is_caption(analysis: Analysis, start: int, end: int) -> bool:
    """Whether the line is a photo caption: a scene, or somebody shown doing one thing and nothing said."""
    if end - start > _CAPTION_MOST:
        return False
    surface, folded, cues = analysis.surface, analysis.folded, analysis.cues
    scene = cues.at("caption.scene", start)
    if scene is not None and (":" not in surface[start:end] or folded.startswith(("ảnh", "(ảnh"), start)):
        return end - start < 220
    if not _is_shown(analysis, start):
        return False
    act = next((hit for hit in cues.of("caption.act", start, end)), None)
    if act is None or act.start - start < 6 or end - act.end > 130:
        return False
    body_end = end
    credit = folded.rfind("ảnh:", act.end, end)
    if credit > 0:
        body_end = credit
    between = surface[start : act.start]
    if ":" in between.replace("đồng chí:", "") or ". " in _without_titles(between):
        return False
    return not _says_something(analysis, act.end, body_end)


def _is_shown(analysis: Analysis, start: int) -> bool:
    cues = analysis.cues
    kinds = ("honorific", "position-head", "military-police-rank", "academic-title", "group-attendee-head")
    return any(cues.at(kind, start) is not None for kind in kinds)


def _without_titles(text: str) -> str:
    return re.sub(r"\b(?:TS|ThS|PGS|GS|TP|BS|T\.Ư|Đ/c)\.", "", text)


_PLAIN_TAIL = re.compile(
    r"\s*(?:(?:ý kiến|chỉ đạo|khai mạc|kết luận|bế mạc|đề dẫn|chào mừng|thảo luận|tham luận|giải trình|góp ý)[ ,]*(?:và )?)*"
    r"(?:(?:tại|trong|ở|cho|về|với|hội nghị|buổi|cuộc|phiên|kỳ|đại hội|lễ|tọa đàm|diễn đàn|hội thảo|các|những|tập thể|"
    r"bằng khen|giấy khen|hoa|quà|cờ|kỷ niệm chương)\b[^.;:!?]*)?\s*[.(\[]?\s*$"
)


def _says_something(analysis: Analysis, start: int, end: int) -> bool:
    """Whether words after the act carry a statement (then the line is a sentence of the report)."""
    if analysis.cues.any(("act",), start, end) and "," in analysis.surface[start:end]:
        return True
    return _PLAIN_TAIL.match(analysis.folded, start, end) is None


def _is_heading(analysis: Analysis, start: int, end: int) -> bool:
    text = analysis.surface[start:end]
    if len(text) > _HEADING_MOST or len(text) < 3:
        return False
    if text.isupper():
        return True
    if text[-1] == ":" and ";" not in text:
        return ". " not in text
    if text[-1] in ".;,!?…/" or "; " in text or ". " in text:
        return False
    return len(text) < 110 and analysis.cues.at("section.opener", start) is not None and ":" not in text


def _head(analysis: Analysis, spans: list[tuple[int, int]]) -> dict[int, str]:
    """The letterhead of an official document: index of line -> role."""
    found: dict[int, str] = {}
    for index, (start, end) in enumerate(spans[:14]):
        text = analysis.surface[start:end]
        marked = analysis.cues.first("letterhead", start, min(end, start + 400)) is not None
        if (marked and (end - start < 130 or " | " in text)) or _NUMBER_LINE.match(analysis.folded, start, min(end, start + 40)):
            for before in range(index + 1):
                found.setdefault(before, "letterhead" if _is_letterhead(analysis, *spans[before]) else "body")
            following = index + 1
            if following < len(spans) and _DATELINE.match(analysis.folded, *spans[following]):
                found[following] = "letterhead"
    return {index: role for index, role in found.items() if role == "letterhead"}


def _is_letterhead(analysis: Analysis, start: int, end: int) -> bool:
    text = analysis.surface[start:end]
    mark = at_line_start(analysis.folded, start, end)
    if mark is not None and mark.style != "bullet" and end - start > 40:
        return False
    if analysis.cues.first("letterhead", start, end) is not None and (end - start < 130 or " | " in text):
        return True
    if mark is not None:
        return False
    letters = [char for char in text if char.isalpha()]
    shouting = bool(letters) and sum(char.isupper() for char in letters) > 0.7 * len(letters)
    dateline = "ngày" in text and "tháng" in text and end - start < 90 and text[-1] not in ".;:" and ": " not in text
    return (shouting and end - start < 160) or dateline or end - start < 12


def _tail(analysis: Analysis, spans: list[tuple[int, int]]) -> dict[int, str]:
    """Recipients, signature and byline at the end of the text: index of line -> role."""
    found: dict[int, str] = {}
    cues, surface = analysis.cues, analysis.surface
    first = max(1, len(spans) // 2)
    for index in range(first, len(spans)):
        start, end = spans[index]
        hit = cues.at("recipients", start)
        if hit is not None and hit.entry.form.startswith("nơi nhận"):
            for after in range(index, len(spans)):
                found[after] = "recipients" if after == index else "signature"
            break
    last = min(found, default=len(spans)) - 1
    while last > 0 and len(spans) - last < 14:
        start, end = spans[last]
        text = surface[start:end]
        if _is_byline(analysis, text, start, end):
            found[last] = "byline"
        elif end - start < 90 and ":" not in text[:30] and (cues.at("signature", start) or text.isupper()):
            found[last] = "signature"
        elif not _STAMP.match(analysis.folded, start, end) and not cues.at("furniture.prefix", start):
            break
        last -= 1
    return found


def _is_byline(analysis: Analysis, text: str, start: int, end: int) -> bool:
    if end - start > 80:
        return False
    if analysis.cues.at("byline.prefix", start):
        return True
    words = text.strip(" ./()-").replace("-", " ").split()
    if not 1 <= len(words) <= 6 or text[-1] in ":;" or any(char.isdigit() for char in text):
        return False
    return all(word[0].isupper() or word in ("và", "&", ",", "–") for word in words)


_DATED_LEAD = re.compile(
    r"(?:sáng|trưa|chiều|tối|vào |trong |từ )?(?: ?ngày)?[ ,]*(?:mùng )?\d{1,2}[/.-]\d[^,]{0,40}, .{8,}?"
    r" (?:tổ chức|diễn ra|chủ trì|khai mạc|làm việc|họp)(?!\w)"
    r"|(?:sáng|trưa|chiều|tối|ngày) [^,]{0,30}\d{1,2}[/.-]\d.{8,}? (?:đã|vừa) (?:tổ chức|diễn ra|chủ trì|khai mạc|họp)(?!\w)"
)
"""A line that opens with the day and says who held what is the lead, whether it ends in a full stop or not."""


def _mark_headlines(analysis: Analysis, spans: list[tuple[int, int]], roles: list[str]) -> None:
    """The first line(s) of a press item that do not read as sentences are its headline."""
    order = [i for i, role in enumerate(roles) if role not in ASIDE]
    if len(order) < 2:
        return
    for rank, index in enumerate(order[:2]):
        start, end = spans[index]
        text = analysis.surface[start:end]
        if end - start > _HEADLINE_MOST or ":" in text[:24] or text[-1] in ".;:," or roles[index] == "item" or ". " in text[:-1]:
            return
        if rank == 1 and (end - start > 200 or len(order) < 3):
            return
        if _DATED_LEAD.match(analysis.folded, start, end) is not None:
            return
        roles[index] = "headline"


def _read_sentences(analysis: Analysis) -> None:
    surface, folded = analysis.surface, analysis.folded
    section = "lead"
    headed = ""
    concluding = False
    for index, line in enumerate(analysis.lines):
        if line.role in ASIDE or line.role == "headline":
            continue
        if line.role == "body" and section not in _LASTING:
            section = headed or "body"
        begin = line.start
        if line.marker is not None:
            begin = line.marker[1]
            while begin < line.end and folded[begin] in " .,:-)/":
                begin += 1
        before = section
        for start, end in split_sentences(surface, folded, begin, line.end):
            if line.role == "heading":
                section = _headed_section(analysis, start, end, section, concluding=concluding)
            else:
                section = _section(analysis, start, end, section)
            analysis.sentences.append(Sentence(start, end, index, section))
            concluding = concluding or section == "conclusion"
        if line.role == "item" and before == "conclusion":
            # An item of a conclusion may tell how things stand; the next one concludes again.
            section = before
        if line.role == "heading":
            headed = section


def _section(analysis: Analysis, start: int, end: int, current: str) -> str:
    if (hit := _opener(analysis, start)) is not None:
        return hit.value
    near = analysis.cues.first("section.opener", start, min(end, start + 40))
    return near.value if near is not None and near.value == "awards" else current


def _opener(analysis: Analysis, at: int) -> Hit | None:
    """Lời mở phần: what opens a section at ``at``; "về dự án …" opens none of those who attend ("về dự")."""
    hit = analysis.cues.at("section.opener", at)
    return hit if hit is None or not analysis.folded.startswith(" án", hit.end) else None


_ABOUT = ("về ", "đối với ", "việc ")
_TALKS = frozenset({"đánh giá", "báo cáo", "thảo luận", "trao đổi", "giải trình", "tiếp thu", "góp ý", "trả lời", "đối thoại"})
"""Verbs that name what was talked of when a heading begins with them."""


def _headed_section(analysis: Analysis, start: int, end: int, current: str, *, concluding: bool) -> str:
    """Phần dưới một đề mục: the section that a heading opens.

    Under a conclusion a heading on what was asked ("Về kiến nghị của tỉnh") opens what is concluded about it. One that
    opens with an action ("Khắc phục các tồn tại …") or names nothing that opens a section ends what was only told.
    """
    hit = _opener(analysis, start)
    verb = analysis.cues.at("task-verb", start)
    acts = verb is not None and verb.entry.form not in _TALKS
    if hit is None and not acts:
        hit = analysis.cues.first("section.opener", start, end)
        hit = hit if hit is None or not analysis.folded.startswith(" án", hit.end) else None
    if hit is None:
        return current if current in _LASTING else "conclusion" if concluding else "body"
    if hit.value == "opinions" and concluding and analysis.folded.startswith(_ABOUT, start):
        return "conclusion"
    return hit.value
