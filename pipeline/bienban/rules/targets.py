"""Chỉ tiêu (targets): numbers to be reached in the time ahead. What was already reached is a result."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from bienban.language.analysis import Analysis, Clause, QuantityMention, Sentence, TargetCandidate, TimeMention
from bienban.lexicon.load import alternation, forms
from bienban.rules.deadlines import ORDERED, in_document, near, opens_ahead, times_in
from bienban.rules.stretches import told_once

_WHOSE = re.compile(r"(?:tỉnh|thành phố|huyện|quận|thị xã|xã|phường|công ty|đơn vị|chúng tôi|chúng ta) (?:cũng )?sẽ (?=có |đạt )")
"""Who will have or reach it stands outside ("tỉnh sẽ có hơn 900 căn hộ")."""
_STRONG_AIM = re.compile(
    r"(?:phấn đấu|quyết tâm|mục tiêu|đề ra chỉ tiêu|(?:các|một số|những) chỉ tiêu[^,;.]{0,60}:|phải đạt|cần đạt"
    r"|(?:(?:phải|cần) (?:giải ngân|hoàn thành)|để đạt (?:được )?(?:con số|mức|mốc))(?=[^,;]*$)"
    r"|(?<!so với )(?:dự toán(?= (?:pháp lệnh|thu|năm \d))|chỉ tiêu)(?= [^,;:%]{3,80} là $)(?! [^,;:]*(?:đạt|thực hiện)\b))"
)
_NO_AIM = re.compile(alternation("target-no-aim"))
_NO_TARGET = re.compile(rf"{alternation('target-no-target-before')} $")
_DOUBLE_DIGITS = " số"
"""After "hai con": two digits are no count."""
_VOTED = re.compile(r"phiếu|đồng ý|tán thành|nhất trí|=\s?\d")
_THRESHOLD = re.compile(r"(?:nơi|những|các|doanh nghiệp|đơn vị|hộ|cơ sở|người|xã|khu|vùng|dự án|loại)\s+(?:\w+\s+){0,3}có\s+$")
_MOVES = frozenset(forms("target-moving"))
"""Verbs that make a bare number in a task a target; other counts only say how large the task is."""
_SKIP_UNITS = re.compile(rf"{alternation('target-scope-unit')}\b")
_PAST_TIME = ("đã", "đến nay", "tính đến", "vừa", "hiện có", "từ đầu năm", "ước đạt", "vừa qua", "thời gian qua", "cùng kỳ", "so với cùng kỳ")
_COMPARED = ("so với ", "so với cùng kỳ ", "so với cuối ", "từ ")
_REMAINDER = re.compile(r"( còn lại)?,? (?:sẽ |tiếp tục |được )?(?:phấn đấu|quyết tâm)\b")
_CIRCUMFIX = re.compile(r"%? ([^,;.]{2,60}?) trở (?:lên|xuống)")
_MOST_SPAN = 150


def find_targets(analysis: Analysis) -> None:
    """Fill ``analysis.targets``."""
    clauses = [c for c in analysis.clauses if c.act in ORDERED]
    starts = [c.start for c in clauses]
    found: list[TargetCandidate] = []
    for quantity in analysis.quantities:
        if (quantity.low is None and quantity.high is None and quantity.ratio is None) or in_document(analysis, quantity.start):
            continue
        sentence = analysis.sentence_at(quantity.start)
        if sentence is None or sentence.section in ("limits", "awards", "attendance", "basis"):
            continue
        sentence = near(sentence, quantity)
        index = bisect_right(starts, quantity.start) - 1
        clause = clauses[index] if index >= 0 and clauses[index].end > quantity.start else None
        candidate = _target(analysis, quantity, sentence, clause)
        if candidate is not None:
            found.append(candidate)
    analysis.targets.extend(told_once(analysis.folded, found))


def _target(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, clause: Clause | None) -> TargetCandidate | None:
    folded = analysis.folded
    origin = sentence.start
    if clause is not None:
        origin = clause.body if clause.body <= quantity.start else clause.start
    remainder = _remainder(analysis, quantity, sentence, clause)
    if remainder is not None:
        return remainder
    aim = _aim(analysis, sentence.start, quantity.start)
    if aim is None and clause is not None and clause.act == "aim":
        aim = clause.start
    if aim is None and quantity.ratio is None and (ahead := opens_ahead(analysis, sentence, quantity.start)) is not None:
        aim = ahead.start
    start = _span_start(analysis, origin, quantity)
    if _is_left_behind(folded, quantity):
        return None
    if _is_threshold(folded, start, quantity) or _skipped_unit(folded, quantity) or _NO_TARGET.search(folded, start, quantity.start):
        return None
    if aim is not None and _past_between(analysis, aim, quantity.start):
        aim = None
    if quantity.ratio is not None:
        if aim is None or _VOTED.search(folded, quantity.end, min(sentence.end, quantity.end + 30)):
            return None
        quantity = quantity._replace(low=quantity.ratio[0], high=quantity.ratio[0])
    if aim is None:
        if clause is None or not _binding(analysis, clause, quantity, start) or _quoted(folded, quantity):
            return None
        if _past_between(analysis, origin, quantity.start):
            return None
    elif sentence.section == "results" and _past_between(analysis, sentence.start, quantity.start) and clause is None:
        return None
    start = _after_subject(analysis, start, quantity.start)
    start = _after_period(analysis, _after_aim(folded, start, quantity.start), quantity.start)
    end = _span_end(analysis, quantity, clause.end if clause is not None else sentence.end)
    rule, score = ("target.aim", 0.8) if aim is not None else ("target.in-task", 0.55)
    return TargetCandidate(
        start, end, quantity, _measure(analysis, quantity, end), _direction(analysis, start, quantity),
        _due(analysis, start, end, sentence), _organization(analysis, clause, sentence, start), clause, rule, score,
    )  # fmt: skip


def _remainder(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, clause: Clause | None) -> TargetCandidate | None:
    """ "12 đảng viên còn lại phấn đấu kết nạp trong quý IV", "còn 5 chỉ tiêu phấn đấu …": the aim follows the number."""
    folded = analysis.folded
    match = _REMAINDER.match(folded, quantity.end, sentence.end)
    left = folded.endswith("còn ", sentence.start, quantity.start)
    if match is None or quantity.ratio is not None or not (left or match.group(1)):
        return None
    start = quantity.start - len("còn ") if left else quantity.start
    end = _span_end(analysis, quantity, sentence.end)
    return TargetCandidate(
        start, end, quantity, _measure(analysis, quantity, end), _direction_in(analysis, match.end(), end), _due(analysis, start, end, sentence),
        _organization(analysis, clause, sentence, start), clause, "target.remainder", 0.75,
    )  # fmt: skip


def _direction_in(analysis: Analysis, start: int, end: int) -> str:
    hit = analysis.cues.first("target-direction", start, end)
    return hit.value if hit is not None else "reach"


def _after_subject(analysis: Analysis, start: int, end: int) -> int:
    """Past the body whose aim it is ("Công đoàn Khu kinh tế phấn đấu …")."""
    whose = _WHOSE.match(analysis.folded, start, end)
    if whose is not None:
        return whose.end()
    index = bisect_left(analysis.organizations, (start,))
    if index < len(analysis.organizations) and analysis.organizations[index].start == start:
        match = _STRONG_AIM.match(analysis.folded, analysis.organizations[index].end + 1, end)
        if match is not None:
            return match.start()
    return start


def _after_aim(folded: str, start: int, end: int) -> int:
    """Past the subject and "phấn đấu": the target is what is to be reached."""
    for word in ("phấn đấu ", "quyết tâm ", "mục tiêu "):
        at = folded.rfind(word, start, end)
        if at > start:
            start = at + len(word)
    return start


def _after_period(analysis: Analysis, start: int, end: int) -> int:
    """Past "phấn đấu đến năm 2025," at the front: the period is the due date and stands outside the span."""
    for time in times_in(analysis, start, end):
        if analysis.folded[start : time.start].strip(" ,") in ("", "phấn đấu", "mục tiêu", "quyết tâm", "phấn đấu trong", "và phấn đấu", "cụ thể"):
            start = time.end
            while start < end and analysis.folded[start] in " ,:":
                start += 1
    return start


def _aim(analysis: Analysis, start: int, end: int) -> int | None:
    """The last word of aiming before the number that is one: no programme of that name, no person, no goal compared with."""
    found = None
    no_aims = [match.span() for match in _NO_AIM.finditer(analysis.folded, max(0, start - 20), end)]
    for match in _STRONG_AIM.finditer(analysis.folded, start, end):
        names = analysis.surface[match.start() : match.end()].split()
        named = len(names) > 1 and names[1][0].isupper() and not names[1].isupper()
        if not named and not any(low <= match.start() < high for low, high in no_aims):
            found = match.start()
    return found


def _span_start(analysis: Analysis, origin: int, quantity: QuantityMention) -> int:
    """The start of the comma-bounded stretch that holds the number, without a joining word."""
    folded = analysis.folded
    cut = origin
    for char in (", ", "; ", ": ", " và "):
        at = folded.rfind(char, origin, quantity.start)
        if at >= 0 and (char != " và " or _verb(analysis, at + 4, quantity.start) is not None or quantity.start - at < 8):
            cut = max(cut, at + len(char))
    while cut < quantity.start and folded[cut] in " ,;:\"-":
        cut += 1
    if quantity.start - cut > _MOST_SPAN:
        verb = _verb(analysis, quantity.start - 60, quantity.start)
        return verb if verb is not None else quantity.start
    return cut


def _span_end(analysis: Analysis, quantity: QuantityMention, limit: int) -> int:
    folded = analysis.folded
    limit = min(limit, quantity.end + _MOST_SPAN)
    end = limit
    for char in (", ", "; ", " (", ". "):
        at = folded.find(char, quantity.end, limit)
        if at >= 0:
            end = min(end, at)
    at = folded.find(" và ", quantity.end, end)
    while at >= 0:
        following = bisect_right(analysis.quantities, at, key=lambda q: q.start)
        if following < len(analysis.quantities) and analysis.quantities[following].start < min(end, at + 40):
            end = at
            break
        at = folded.find(" và ", at + 4, end)
    while end > quantity.end and folded[end - 1] in " ,.;\"”":
        end -= 1
    return end


def _is_left_behind(folded: str, quantity: QuantityMention) -> bool:
    """ "nâng suất ăn từ 18.000 đồng lên 20.000 đồng": the level it starts from is not to be reached."""
    return folded.endswith("từ ", 0, quantity.number_start) and folded.startswith((" lên ", " xuống "), quantity.end)


def _is_threshold(folded: str, start: int, quantity: QuantityMention) -> bool:
    """ "ở nơi có từ 25 lao động trở lên" selects who is meant; it is nothing to be reached."""
    before = folded[max(0, quantity.start - 45) : quantity.start]
    return (_THRESHOLD.search(before) is not None and "ở nơi" in folded[max(0, quantity.start - 40) : quantity.start]) or (
        quantity.form.endswith("threshold")
    )


def _skipped_unit(folded: str, quantity: QuantityMention) -> bool:
    if quantity.unit_name == "con" and folded.startswith(_DOUBLE_DIGITS, quantity.end):
        return True
    if quantity.percent or quantity.unit is None:
        return not quantity.percent and quantity.unit_name == ""
    return _SKIP_UNITS.match(folded, *quantity.unit) is not None and quantity.unit_name not in ("đồng",)


def _past_between(analysis: Analysis, start: int, end: int) -> bool:
    return any(hit.entry.form in _PAST_TIME for hit in analysis.cues.of("past", start, end))


def _verb(analysis: Analysis, start: int, end: int) -> int | None:
    hits = analysis.cues.of("target-verb", max(0, start), end)
    return hits[0].start if hits else None


def _binding(analysis: Analysis, clause: Clause, quantity: QuantityMention, start: int) -> bool:
    """Whether a number in an order or a pledge is to be reached: a pledged count, a share, a verb of moving a level."""
    if quantity.ratio is not None or clause.act == "aim":
        return quantity.ratio is None
    if clause.act == "commitment":
        if clause.act_words is not None and quantity.start < clause.act_words[0] < clause.end:
            return False
        return _verb(analysis, start, quantity.start) is not None or quantity.start - clause.body < 40
    hits = analysis.cues.of("target-verb", max(start, quantity.start - 40), quantity.start)
    if not hits:
        return False
    near = quantity.start - hits[-1].end < 14 and hits[-1].entry.form in _MOVES
    return near or quantity.percent


def _quoted(folded: str, quantity: QuantityMention) -> bool:
    return folded.rfind('"', max(0, quantity.start - 25), quantity.start) >= 0 and folded.find('"', quantity.end, quantity.end + 25) >= 0


def _measure(analysis: Analysis, quantity: QuantityMention, end: int) -> tuple[int, int] | None:
    if not quantity.percent:
        return quantity.unit
    inside = _CIRCUMFIX.match(analysis.folded, quantity.number_end, quantity.end)
    if inside is not None:
        return inside.span(1)
    at = quantity.end
    while at < end and analysis.folded[at] == " ":
        at += 1
    stop = at
    for _ in range(4):
        following = analysis.folded.find(" ", stop + 1, end)
        stop = following if following > 0 else end
        if stop == end:
            break
    return (at, stop) if stop > at else None


def _direction(analysis: Analysis, start: int, quantity: QuantityMention) -> str:
    hits = analysis.cues.of("target-direction", start, max(start, quantity.number_start))
    for hit in reversed(hits):
        if hit.entry.form == "còn" and (hits[0].value == "keep" or analysis.folded.startswith(" lại", hit.end)):
            continue
        return hit.value
    return "keep" if quantity.low is None and quantity.high is not None else "reach"


def _due(analysis: Analysis, start: int, end: int, sentence: Sentence) -> TimeMention | None:
    """The time in the target's own words; else the one the sentence shares, the front before the back."""
    shared = [t for t in times_in(analysis, sentence.start, sentence.end) if not t.vague and t.bound != "from"]
    shared = [t for t in shared if not analysis.folded.endswith(_COMPARED, sentence.start, t.start)]
    fixed = [t for t in shared if not t.recurring] or shared
    own = [t for t in fixed if start <= t.start < end]
    before = [t for t in fixed if t.start < start]
    after = [t for t in fixed if t.start >= end]
    return own[0] if own else before[-1] if before else after[0] if after else None


def _organization(analysis: Analysis, clause: Clause | None, sentence: Sentence, start: int) -> tuple[int, int] | None:
    if clause is not None and clause.on_behalf is not None:
        return clause.on_behalf
    if clause is not None and len(clause.lead) == 1:
        return clause.lead[0]
    first = bisect_left(analysis.organizations, (sentence.start,))
    for organization in analysis.organizations[first : bisect_left(analysis.organizations, (start,))]:
        if analysis.folded[organization.end : organization.end + 10].lstrip(" ,").startswith(("phấn đấu", "đặt mục", "quyết tâm", "sẽ ", "có ")):
            return organization.start, organization.end
    return None
