"""Các phần của cuộc họp: where its name ends, what it was about, where it was held, which periods it looks at."""

from __future__ import annotations

import re
from bisect import bisect_left

from bienban.language.analysis import Analysis, OrgMention, Sentence, TimeMention
from bienban.language.phrases import phrase_set
from bienban.language.proper_names import CAPITALISED_RUN, UPPER, is_province
from bienban.text.edges import trimmed

_TITLE_MOST, _PLACE_MOST, _SENTENCE_MOST = 420, 200, 1_500
_ENDS = re.compile(
    r"(?:, ?| )(?:"
    r"(?:đã )?(?:được )?(?:diễn ra|khai mạc|bế mạc|thành công)(?!\w)|với sự (?:tham dự|tham gia|chủ trì|có mặt|góp mặt|hiện diện)"
    r"|dưới sự (?:chủ trì|điều hành|chỉ đạo)|do [^,.;]{3,120}? (?:đồng )?(?:chủ trì|tổ chức|làm trưởng)"
    r"|\((?:sau đây|gọi tắt|diễn ra|tổ chức|ngày|sáng|chiều)"
    r"|(?:đã )?được tổ chức|tổ chức (?:vào|tại|ngày|sáng|chiều)|nhằm (?!mục)|để (?:bàn|đánh giá|thảo luận|nghe|cho ý kiến|triển khai|xem xét)"
    r"|cho (?:hơn |gần |trên |khoảng )?\d|với \d|có (?:sự|các đồng chí|đồng chí|ông|bà|đại diện|\d|chủ đề|hơn|trên|gần)|với (?:hơn|trên|gần) \d"
    r"|nhân (?:dịp|kỷ niệm)|theo (?:quyết định|kế hoạch|công văn|chỉ thị)(?! số \d+[^ ]* [^n])|với (?:vai trò|tư cách)|báo cáo:"
    r"|(?:đã|vừa|sẽ|nhấn mạnh) |(?:sáng|chiều|tối) (?:nay|qua)\b|vừa (?:qua|diễn)|cùng (?:tham )?dự|kết nối |với chủ đề"
    r"|(?<=, )(?:các )?đại biểu |nêu (?:rõ|như sau)|[-–] ảnh:|bằng hình thức"
    r")"
)
"""What can follow the name of a meeting; single look-ahead alternatives, one bounded repeat."""
_BARE_SUBJECT = re.compile(
    r"(?:,? (?:đã|được|có|là|do|vừa|sẽ|cũng|nghe|thống nhất|tiến hành|thảo luận|tập trung|diễn ra|kết thúc|bắt đầu|biểu quyết"
    r"|thông qua)\b)"
)
_GLUED_STOP = re.compile(rf"(?<=\w\w\w|\w\w\))\.(?=[{UPPER}][^\W\d_{UPPER}])")
_AT_PLACE = re.compile(r",? tại ")
_DAY_BEFORE = re.compile(r"(?:,? ?(?:diễn ra |tổ chức )?(?:vào )?(?:trong )?|,? ?\(|, )$")
_SPEAKER_AFTER = re.compile(r", ")
_CALLED = re.compile(r" ?: ?[\"“][^\"“”\n]{8,250}[\"”]")
_QUOTE = re.compile(r"[\"“][^\"“”\n]{5,200}[\"”]")


def title_end(analysis: Analysis, start: int, noun_end: int, limit: int, governor: str) -> int:
    """End of the meeting's name that begins at ``start``; ``noun_end`` when the noun stands alone."""
    folded = analysis.folded
    limit = min(limit, noun_end + _TITLE_MOST)
    end = limit
    if called := _CALLED.match(analysis.surface, noun_end, limit):
        return called.end()
    hears = governor in ("at", "attend") and folded.startswith(" nghe ", noun_end)
    if not hears and _BARE_SUBJECT.match(folded, noun_end, limit) and governor in ("", "subject", "attend", "at"):
        return noun_end
    if found := _outside_quotes(analysis, _ENDS, noun_end, end):
        end = found
    if glued := _GLUED_STOP.search(analysis.surface, noun_end, end):
        end = glued.start()
    end = _before_place(analysis, noun_end, end)
    end = _before_day(analysis, noun_end, end)
    if governor in ("at", "attend", "", "subject", "have"):
        end = _before_speaker(analysis, noun_end, end)
    return _trimmed(analysis, noun_end, _before_owner(analysis, noun_end, end))


def _before_owner(analysis: Analysis, start: int, end: int) -> int:
    """The end before the person whose meeting, or whose words at it, the name closes with (… của đồng chí A)."""
    for mention in analysis.mentions[bisect_left(analysis.mentions, start, key=lambda m: m.start) :]:
        if mention.start >= end:
            break
        closes = not analysis.surface[mention.end : end].strip(" :.,")
        if closes and analysis.folded.endswith(" của ", start, mention.start):
            return mention.start - len(" của ")
    return end


def bared(analysis: Analysis, start: int, end: int) -> tuple[int, int] | None:
    """The span without blanks at either end, or None when nothing is left."""
    start, end = trimmed(analysis.surface, start, end)
    return (start, end) if start < end else None


def _trimmed(analysis: Analysis, noun_end: int, end: int) -> int:
    while end > noun_end and analysis.surface[end - 1] in " ,.;:-–(\n":
        end -= 1
    if end - noun_end < 3:
        return noun_end
    rest = analysis.surface[noun_end : noun_end + 1]
    if (rest and rest in ".,;:)") or analysis.folded.startswith((" và phát biểu", " và chỉ đạo", " này", " trên"), noun_end):
        return noun_end
    return end


def _outside_quotes(analysis: Analysis, pattern: re.Pattern[str], start: int, end: int) -> int | None:
    quoted: list[tuple[int, int]] | None = None
    for found in pattern.finditer(analysis.folded, start, end):
        if quoted is None:
            quoted = [m.span() for m in _QUOTE.finditer(analysis.surface, start, min(len(analysis.surface), end + 60))]
        if not any(low < found.start() < high for low, high in quoted):
            return found.start()
    return None


def _before_place(analysis: Analysis, start: int, end: int) -> int:
    """The end before a venue (… tại hội trường …); tại inside the subject of the meeting stays."""
    for found in _AT_PLACE.finditer(analysis.folded, start, end):
        if _place_end(analysis, found.end(), min(len(analysis.surface), end + 120)) is not None:
            return found.start()
    return end


def _before_day(analysis: Analysis, start: int, end: int) -> int:
    """The end before the day it was held on; the day of a document inside the name stays."""
    for time in _times(analysis, start, end):
        if not time.form.startswith("date.") or not (time.day or time.vague):
            continue
        before = _DAY_BEFORE.search(analysis.folded, max(start, time.start - 28), time.start)
        if before is not None and before.end() > before.start() and (
            time.time_of_day or analysis.surface[before.start()] in ",(" or "vào" in before.group() or "diễn ra" in before.group()
        ):
            return before.start()
        if not _cited(analysis, time.start) and (time.time_of_day or time.form != "date.dmy"):
            return time.start
    return end


def _cited(analysis: Analysis, start: int) -> bool:
    """Whether the day before ``start`` belongs to a document (số 12/KH-UBND ngày …)."""
    left = analysis.surface[max(0, start - 40) : start]
    return bool(_SYMBOL.search(left))


_SYMBOL = re.compile(r"\d+[-/]?\s?\w*[-/][A-ZĐƯ]|[Ss]ố \d+[^.;]*$|(?:ban hành|ký|của .{2,30}) (?:\w+ )?$")


def _before_speaker(analysis: Analysis, start: int, end: int) -> int:
    """The end before the person or body that speaks at the meeting (Tại hội nghị …, đồng chí …)."""
    cues = analysis.cues
    for found in _SPEAKER_AFTER.finditer(analysis.surface, start, end):
        at = found.end()
        if cues.at("honorific", at) or _is_mention(analysis, at) or cues.at("position-head", at):
            return found.start()
        if any(org.start == at and org.end <= end + 80 and not org.plural for org in _organizations(analysis, at, at + 1)):
            return found.start()
    return end


def _is_mention(analysis: Analysis, at: int) -> bool:
    index = bisect_left(analysis.mentions, at, key=lambda mention: mention.start)
    return index < len(analysis.mentions) and analysis.mentions[index].start == at


def _organizations(analysis: Analysis, start: int, end: int) -> list[OrgMention]:
    low = bisect_left(analysis.organizations, (start,))
    out = []
    for org in analysis.organizations[low:]:
        if org.start >= end:
            break
        out.append(org)
    return out


def _times(analysis: Analysis, start: int, end: int) -> list[TimeMention]:
    low = bisect_left(analysis.times, (start,))
    out = []
    for time in analysis.times[low:]:
        if time.start >= end:
            break
        out.append(time)
    return out


_ABOUT = re.compile(r" (?:bàn về|nghe báo cáo về|về|bàn(?! giao)|nghe báo cáo) ")
_HEARD = re.compile(r" nghe (?:[^,.;]{3,90} )?báo cáo (?:về )?")
_SUBJECT = re.compile(
    r" ?(?:sơ kết|tổng kết|tập huấn|kiểm điểm|đánh giá) (?=(?:công tác|nghiệp vụ|phong trào|kết quả|tình hình|hoạt động"
    r"|chương trình|kỹ năng|phương pháp|tiến độ|việc)\b)"
)
_TOPIC_ENDS = re.compile(
    r"; |, (?:triển khai|phương hướng|nhiệm vụ|diễn ra|phát động|quán triệt)| và (?:triển khai|phương hướng|nhiệm vụ)"
    r"|,? giai đoạn "
)


def topic_of(analysis: Analysis, start: int, noun_end: int, end: int) -> tuple[int, int] | None:
    """Nội dung cuộc họp: the noun phrase after về, bàn, nghe báo cáo, or the object of sơ kết, tổng kết, tập huấn."""
    folded = analysis.folded
    quote = _QUOTE.match(analysis.surface, noun_end + 1, end + 1)
    if quote is not None:
        return bared(analysis, quote.start() + 1, quote.end() - 1)
    begin = _topic_start(folded, start, noun_end, end)
    if begin is None or begin >= end:
        return None
    stop = end
    if found := _TOPIC_ENDS.search(folded, begin, end):
        stop = found.start()
    for time in _times(analysis, begin, stop):
        if time.form.startswith("period.") and time.start > begin + 3:
            stop = time.start
            break
    while stop > begin and analysis.surface[stop - 1] in " ,;.":
        stop -= 1
    return (begin, stop) if stop - begin > 9 else None


def _topic_start(folded: str, start: int, noun_end: int, end: int) -> int | None:
    if heard := _HEARD.search(folded, start, end):
        return heard.end()
    about = _ABOUT.search(folded, max(start, noun_end - 1), end)
    subject = _SUBJECT.search(folded, max(start - 1, 0), end)
    if subject is not None and (about is None or subject.start() < about.start()):
        return subject.end()
    return about.end() if about is not None else None


_PLACE_LINE = re.compile(r"(?:địa điểm|nơi họp)(?: họp| tổ chức)?\s*: *(?:tại )?")
_PLACE_LINE_STOPS = re.compile(r"\.(?!\w)|;|:|[,.]? (?:thời gian|lúc|vào lúc|vào ngày)(?!\w)|, (?:hồi|ngày|từ)(?!\w)")
_AT = re.compile(r"\btại ")
_PLACE_STOPS = re.compile(
    r",|\.(?!\w)|;|:|\n| (?:đã|vừa|tổ chức|diễn ra|với|do|để|nhằm|chủ trì|ông|bà|đồng chí|các đồng chí|chúng tôi|gồm|có"
    r"|và kết nối|kết hợp|long trọng|cùng|vào|sáng|chiều|ngày|phối hợp|theo hình thức|trong)(?!\w)"
)
_VENUE_SKIP = re.compile(r"(?:phòng (?:chống|,|giao dịch)|trường hợp|trung tâm của|các |những |nhà nước|nhà thầu|nhà đầu tư|xã hội|bản |số )")


def find_place(analysis: Analysis, sentence: Sentence | None) -> tuple[int, int] | None:
    """Địa điểm họp: the venue after tại in the sentence that names the meeting, or on a line Địa điểm: …"""
    folded = analysis.folded
    for line in analysis.lines[:30]:
        if line.end - line.start < 200 and (labelled := _PLACE_LINE.match(folded, _past_marker(line.start, line.marker), line.end)):
            stop = _PLACE_LINE_STOPS.search(folded, labelled.end(), line.end)
            end = _trimmed(analysis, labelled.end(), stop.start() if stop else line.end)
            return (labelled.end(), end) if end > labelled.end() else None
    if sentence is None:
        return None
    for found in _AT.finditer(folded, sentence.start, min(sentence.end, sentence.start + _SENTENCE_MOST)):
        venue_end = _place_end(analysis, found.end(), sentence.end)
        if venue_end is not None:
            return bared(analysis, found.end(), venue_end)
    return None


def _past_marker(start: int, marker: tuple[int, int] | None) -> int:
    return start if marker is None else marker[1] + 1


def _place_end(analysis: Analysis, at: int, limit: int) -> int | None:
    """End of the venue that begins at ``at``, or None when no venue does."""
    folded, surface = analysis.folded, analysis.surface
    limit = min(limit, at + _PLACE_MOST)
    if at >= limit or _VENUE_SKIP.match(folded, at, limit):
        return None
    head = phrase_set("meeting.venue").at(folded, at, limit)
    if head is None:
        run = CAPITALISED_RUN.match(surface, at, limit)
        known = [end for end in _word_ends(surface, at, run.end()) if is_province(folded[at:end])] if run else []
        return _with_outer(analysis, known[-1], limit) if known else None
    if folded[at : head[0]] in _LOCALITIES and not surface[head[0] + 1 : head[0] + 2].isupper() and surface[head[0] - 1] != ".":
        return None
    stop = _PLACE_STOPS.search(folded, at, limit)
    end = _before_person(analysis, at, stop.start() if stop else limit)
    if folded[at : head[0]] in _LOCALITIES:
        run = CAPITALISED_RUN.match(surface, head[0] + (surface[head[0]] == " "), end) if head[0] < end else None
        end = _with_outer(analysis, run.end(), limit) if run else end
        bracket = surface.startswith(" (", end) and surface.find(")", end, min(limit, end + 80))
        end = bracket + 1 if bracket and bracket > 0 else end
    while end > at and surface[end - 1] in " .":
        end -= 1
    if surface.count("(", at, end) > surface.count(")", at, end):
        close = surface.find(")", end, limit)
        end = close + 1 if 0 < close - end < 80 else surface.rfind("(", at, end)
    return end if 2 < end - at < 160 else None


def _before_person(analysis: Analysis, at: int, end: int) -> int:
    """The end of a venue before the one who acts there ("tại trụ sở Cục trưởng A chủ trì …")."""
    index = bisect_left(analysis.mentions, at, key=lambda mention: mention.start)
    return min(end, analysis.mentions[index].start) if index < len(analysis.mentions) else end


_LOCALITIES = frozenset((
    "xã", "phường", "thị trấn", "huyện", "thị xã", "quận", "thành phố", "tp", "tp.", "thôn", "ấp", "bản", "buôn", "khu phố", "làng",
    "thủ đô", "đảo",
))  # fmt: skip
_OUTER = re.compile(r", (?:tỉnh|huyện|thành phố|thị xã|quận|tp\.?) ")


def _with_outer(analysis: Analysis, end: int, limit: int) -> int:
    """The end after the larger unit: thành phố A, tỉnh B."""
    for _ in range(2):
        outer = _OUTER.match(analysis.folded, end, limit)
        run = CAPITALISED_RUN.match(analysis.surface, outer.end(), limit) if outer else None
        if run is None:
            break
        end = run.end()
    return end


def _word_ends(surface: str, start: int, end: int) -> list[int]:
    ends = [m.start() for m in re.finditer(" ", surface[start:end])]
    return [start + offset for offset in ends] + [end]


_REVIEWS = frozenset(("preliminary_review", "final_review", "briefing", "session", "other", "ceremony", "launch"))
_AHEAD = re.compile(r"(?:triển khai|phương hướng|nhiệm vụ|kế hoạch|giải pháp|phát động|dự kiến|mục tiêu|trọng tâm)[^.;]{0,60}$")
_BEHIND = re.compile(r"(?:sơ kết|tổng kết|đánh giá|kiểm điểm|kết quả|công tác|hoạt động|phong trào|tình hình|nhìn lại)[^.;]{0,90}$")


def period_pair(
    analysis: Analysis, start: int, end: int, kinds: list[str]
) -> tuple[TimeMention | None, TimeMention | None]:
    """(kỳ được xem xét, kỳ tiếp theo): the period under review and the one the coming work is for."""
    period: TimeMention | None = None
    coming: TimeMention | None = None
    low = start
    main = kinds[0] if kinds else "other"
    for time in _times(analysis, start, end):
        if not time.form.startswith("period.") or time.form in ("period.impossible", "period.from_now"):
            continue
        left = analysis.folded[low : time.start]
        low = time.end
        if main == "congress" or _looks_ahead(left):
            coming = coming or time
        elif main in _REVIEWS and _BEHIND.search(left):
            period = period or time
    if main == "congress" and coming is not None and coming.year is not None:
        period = next((t for t in analysis.times if t.form == "period.term" and t.until_year == coming.year), None)
    return period, coming


def _looks_ahead(left: str) -> bool:
    """Whether the words before a period plan it: what says so opens them, or opens their last conjunct."""
    ahead = _AHEAD.search(left)
    if ahead is None:
        return False
    behind = _BEHIND.search(left)
    return behind is None or ahead.start() < behind.start() or _TURN.search(left) is not None


_TURN = re.compile(r"(?:,|;| và) (?:triển khai|phương hướng|nhiệm vụ|kế hoạch|giải pháp|phát động)[^.;]*$")
