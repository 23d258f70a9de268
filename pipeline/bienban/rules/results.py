"""Kết quả (results): figures reached, ratios done, votes and awards."""

from __future__ import annotations

import re
from bisect import bisect_right

from bienban.language.analysis import Analysis, QuantityMention, ResultCandidate, Sentence, TimeMention
from bienban.lexicon.load import alternation
from bienban.rules.deadlines import ORDERED, in_document, near, opens_ahead, times_in
from bienban.rules.stretches import after_cut, before_cut, told_once
from bienban.text.edges import trimmed

_VOTE = re.compile(alternation("result.vote"))
_VOTED = re.compile(rf"{alternation('result.elect')}\s*$")
_VERB = re.compile(rf"(?<!\w)(?:(?P<level>{alternation('result.level')})|(?P<done>{alternation('result.done')}))(?: được)?\b")
_OPENING = re.compile(rf"{alternation('result.opening')}\b[ ,:]*")
_FUTURE = re.compile(rf"{alternation('result.future')}\b")
_SUBORDINATE = re.compile(rf"(?:^|\s){alternation('result.subordinate')}\s")
_SCOPE_UNITS = re.compile(rf"{alternation('result.scope-unit')}\b")
_PLANNED = re.compile(r"\s*(?:so với |của )?(?:\w+ )?(?:kế hoạch|chỉ tiêu|dự toán|nghị quyết)")
_CHANGE = re.compile(r" (?:tăng|giảm|đạt|bằng|chiếm) ")
_REPORTS = re.compile(r"báo cáo (?:kết quả|tình hình)|(?:trình bày|thông qua|theo|nghe) báo cáo|báo cáo tại|báo cáo nêu")
_PLAN_IN_BRACKETS = re.compile(r"(?:kế hoạch|chỉ tiêu|dự toán)[^,;.()]{0,60}\($")
_CALENDAR = re.compile(r"(?<!\w)(?:trước|ngày|đến|từ|tháng)(?: ngày)? $")
_PART_OF = re.compile(r"(?<!\w)(?:chiếm|bằng)(?: tới| đến| gần| hơn| trên| khoảng)* $")
_FRACTION_OF = re.compile(rf" {alternation('result.fraction-of')}\b")
_QUORUM = re.compile(r"(?:có mặt|tán thành|đồng ý|nhất trí) ?: ?$|có mặt $")
_AT_LEAST = re.compile(r"ít nhất|tối thiểu|không quá")
_SHARE_OF_VOTE = re.compile(r"[^,.;\d]{0,60}[,(=]? ?(?:(?:đạt|bằng|chiếm) )?(?:tỷ lệ )?")
_EQUALS_SHARE = re.compile(r" ?(?:phiếu )?= ?\d[\d,.]* ?%(?! (?:kế hoạch|chỉ tiêu|dự toán))")
_AGAINST = re.compile(r"(?:không đồng ý|không tán thành|ý kiến khác|không có ý kiến)(?: khác)? ?:? ?$")
_MOST_SUBJECT = 70
_NO_MEASURE = ("so với", "trong ", "qua ", "tại ", "theo ", "của cả", "cho ", "và ", "từ ")
"""Words after a number that do not say what it counts."""
_RAISED = re.compile(r"(?:vận động|huy động|quyên góp|thu|đóng góp|ủng hộ) ((?!được )[^,;:.\d]{2,40}?) (?:được|đạt)(?= )")


def find_results(analysis: Analysis) -> None:
    """Fill ``analysis.results`` from the quantities that no target and no order claims."""
    claimed = {target.quantity.start for target in analysis.targets}
    present = {p.start for p in analysis.parties if p.kind != "person"} | {p.count.start for p in analysis.parties if p.count is not None}
    present -= {q.start for q in analysis.quantities if q.ratio is not None and _is_quorum(analysis.folded, max(0, q.start - 12), q)}
    ordered = [c for c in analysis.clauses if c.act in ORDERED]
    starts = [c.start for c in ordered]
    found = analysis.results
    for index, quantity in enumerate(analysis.quantities):
        if quantity.start in claimed or quantity.start in present or in_document(analysis, quantity.start):
            continue
        if found and quantity.percent and found[-1].quantity.ratio is not None and quantity.start < found[-1].end:
            # "58/64 hộ = 90,6%" says one thing twice.
            continue
        sentence = analysis.sentence_at(quantity.start)
        if sentence is None or (quantity.ratio is None and quantity.low is None and quantity.high is None):
            continue
        at = bisect_right(starts, quantity.start) - 1
        commanded = at >= 0 and ordered[at].end > quantity.start and quantity.ratio is None
        if commanded and not _is_count_of_votes(analysis.folded, sentence, quantity):
            continue
        candidate = _result(analysis, index, near(sentence, quantity))
        if candidate is not None:
            found.append(candidate)
    analysis.results = list(told_once(analysis.folded, found))


def _result(analysis: Analysis, index: int, sentence: Sentence) -> ResultCandidate | None:
    folded = analysis.folded
    quantity = analysis.quantities[index]
    start, end = _stretch(analysis, sentence, index)
    kind = _kind(analysis, quantity, sentence, (start, end))
    if kind is None or ((kind != "vote" or quantity.ratio is None) and _is_ahead(folded, sentence, quantity, start)):
        return None
    if kind != "vote" and opens_ahead(analysis, sentence, quantity.start) is not None:
        return None
    if _is_subordinate(analysis, index, start) or _tells_something_else(folded, sentence, quantity):
        return None
    basis = None
    if quantity.ratio is not None:
        basis = "plan" if quantity.ratio[0] > quantity.ratio[1] or quantity.unit_name == "đồng" else "total"
    elif kind == "progress":
        basis = "plan"
    return ResultCandidate(
        _span_start(analysis, start, quantity.start), end, kind, quantity, _measure(analysis, quantity, start, end), basis,
        _period(analysis, sentence, quantity), None, analysis.cues.first("estimate", start, quantity.start) is not None,
        f"result.{kind}", 0.85 if quantity.ratio is not None else 0.65,
    )  # fmt: skip


def _is_ahead(folded: str, sentence: Sentence, quantity: QuantityMention, start: int) -> bool:
    ahead = _FUTURE.search(folded[max(sentence.start, quantity.start - 90) : quantity.start])
    return ahead is not None and "đã" not in folded[start : quantity.start]


def _last(analysis: Analysis) -> ResultCandidate | None:
    return analysis.results[-1] if analysis.results else None


def _kind(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, stretch: tuple[int, int]) -> str | None:
    folded, last = analysis.folded, _last(analysis)
    around = folded[stretch[0] : min(sentence.end, stretch[1] + 40)]
    if last is not None and last.kind == "vote" and _SHARE_OF_VOTE.fullmatch(folded, last.quantity.end, quantity.start) is not None:
        return "vote"
    counted = quantity.ratio is not None or quantity.percent or quantity.unit_name.startswith("phiếu")
    if _is_count_of_votes(folded, sentence, quantity) or (counted and _VOTE.search(around)):
        return "vote"
    if _VOTED.search(folded, max(0, quantity.start - 30), quantity.start):
        return "vote"
    if not quantity.percent and quantity.ratio is None and _awards(analysis, quantity, sentence):
        return "award" if quantity.unit is not None and quantity.unit_name != "đồng" else None
    if quantity.ratio is not None:
        return "progress"
    if quantity.unit is not None and _SCOPE_UNITS.match(folded, *quantity.unit):
        return None
    if not _is_past(analysis, quantity, sentence, stretch[0]):
        return None
    if quantity.percent and _PLANNED.match(folded, quantity.end, min(sentence.end, quantity.end + 40)):
        return "progress"
    return "figure" if quantity.unit is not None or quantity.percent else None


def _is_count_of_votes(folded: str, sentence: Sentence, quantity: QuantityMention) -> bool:
    """Whether the words beside the number make it a vote ("có mặt: 17/19", "58/58 = 100%", "không đồng ý: 03 hộ")."""
    before = max(sentence.start, quantity.start - 24)
    if quantity.ratio is None:
        return not quantity.percent and _AGAINST.search(folded, before, quantity.start) is not None
    return _is_quorum(folded, before, quantity) or _EQUALS_SHARE.match(folded, quantity.end, sentence.end) is not None


def _is_quorum(folded: str, before: int, quantity: QuantityMention) -> bool:
    return _QUORUM.search(folded, before, quantity.start) is not None or folded.startswith(" có mặt", quantity.end)


def _tells_something_else(folded: str, sentence: Sentence, quantity: QuantityMention) -> bool:
    """A demand ("mỗi xã có ít nhất 1 điểm"), the plan in brackets ("đạt 66% chỉ tiêu (67.000 tỷ đồng)"), a day ("trước 10/112025"), a fraction."""
    if quantity.ratio is None:
        if _AT_LEAST.match(folded, quantity.start) and " đã " not in folded[sentence.start : quantity.start]:
            return True
        return _PLAN_IN_BRACKETS.search(folded, sentence.start, quantity.start) is not None
    if _FRACTION_OF.match(folded, quantity.end) is not None:
        return True
    before = max(sentence.start, quantity.start - 24)
    return _CALENDAR.search(folded, before, quantity.start) is not None or _PART_OF.search(folded, before, quantity.start) is not None


def _awards(analysis: Analysis, quantity: QuantityMention, sentence: Sentence) -> bool:
    return analysis.cues.first("award", max(sentence.start, quantity.start - 120), sentence.end) is not None and (
        sentence.section == "awards" or analysis.cues.first("award", sentence.start, quantity.start) is not None
    )


def _is_past(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, start: int) -> bool:
    """Whether the number tells what was: a section of results, a past word or a result before it, or a past period that opens the sentence."""
    if sentence.section in ("results", "limits") or analysis.cues.first("past", sentence.start, quantity.start) is not None:
        return True
    if sentence.section in ("attendance", "basis", "opinions", "tasks"):
        return False
    last = _last(analysis)
    if last is not None and analysis.line_at(last.start) == analysis.line_at(start) and last.kind in ("progress", "figure"):
        return last.start >= sentence.start or _VERB.search(analysis.folded, start, quantity.end) is not None
    if _VERB.search(analysis.folded, start, quantity.start) is None:
        return False
    return _reported(analysis, sentence) or _in_past_period(analysis, sentence, quantity)


def _reported(analysis: Analysis, sentence: Sentence) -> bool:
    """Whether the sentence tells what a report says ("báo cáo kết quả …: …", "… trình bày báo cáo. Theo đó, …")."""
    folded = analysis.folded
    if _REPORTS.search(folded, sentence.start, sentence.end) is not None:
        return True
    if not folded.startswith("theo đó", sentence.start):
        return False
    before = analysis.sentence_at(sentence.start - 2)
    return before is not None and _REPORTS.search(folded, before.start, before.end) is not None


def _in_past_period(analysis: Analysis, sentence: Sentence, quantity: QuantityMention) -> bool:
    times = times_in(analysis, sentence.start, quantity.start)
    return any(t.form.startswith("period") and not t.vague and "cuối" not in analysis.folded[t.start : t.end] for t in times)


def _is_subordinate(analysis: Analysis, index: int, start: int) -> bool:
    """Whether the number only qualifies the one before it in the stretch ("31 buổi với 1.744 lượt người")."""
    before = analysis.quantities[index - 1] if index else None
    if before is None or before.start < start:
        return False
    return _SUBORDINATE.search(analysis.folded, before.end, analysis.quantities[index].start) is not None


def _stretch(analysis: Analysis, sentence: Sentence, index: int) -> tuple[int, int]:
    """The stretch between commas, semicolons, brackets or coordinated numbers that holds the number."""
    folded = analysis.folded
    quantity = analysis.quantities[index]
    start = after_cut(folded, sentence.start, quantity.start, (", ", "; ", ": "))
    before = analysis.quantities[index - 1] if index else None
    joined = folded.rfind(" và ", start, quantity.start)
    if joined >= 0 and before is not None and before.end <= joined + 20 and before.start >= start:
        start = joined + len(" và ")
    if before is not None and before.start >= start and (change := _CHANGE.search(folded, before.end - 1, quantity.start)) is not None:
        start = change.start() + 1
    told = quantity.end
    if quantity.ratio is not None and (share := _EQUALS_SHARE.match(folded, told, sentence.end)) is not None:
        told = share.end()
    end = before_cut(folded, told, sentence.end, (", ", "; ", ". ", " (", " tại ", " theo ", " của "))
    following = analysis.quantities[index + 1] if index + 1 < len(analysis.quantities) else None
    joined = folded.find(" và ", quantity.end, end)
    if joined >= 0 and following is not None and following.start < min(end, joined + 40):
        end = joined
    if following is not None and following.start < end and (change := _CHANGE.search(folded, quantity.end, following.start)) is not None:
        end = change.start()
    while end > told and folded[end - 1] in " ,.;!/…-":
        end -= 1
    return start, max(end, told)


def _span_start(analysis: Analysis, start: int, at: int) -> int:
    """Where the result begins: at the verb of doing, or at the indicator that reached a level."""
    folded = analysis.folded
    for time in times_in(analysis, start, at):
        rest = folded[time.end : at].lstrip(" ,")
        if rest and folded[start : time.start].strip(" ,") == "":
            start = at - len(rest)
    # A verb first: "chỉ" is an opening word, "chỉ định" is none.
    while (opening := _OPENING.match(folded, start, at)) is not None and _VERB.match(folded, start, at) is None:
        start = opening.end()
    verb = _VERB.search(folded, start, at)
    if verb is not None and verb.group("done"):
        return verb.start()
    subject = any(o.start == start for o in analysis.organizations[bisect_right(analysis.organizations, (start,)) :][:1])
    if at - start <= _MOST_SUBJECT and not (subject and verb is not None):
        return start
    return verb.start() if verb is not None else at


def _measure(analysis: Analysis, quantity: QuantityMention, start: int, end: int) -> tuple[int, int] | None:
    """What is counted: the words after the number, else the indicator before the verb."""
    folded = analysis.folded
    if quantity.unit is not None and quantity.ratio is not None and quantity.unit_name != "đồng" and end - quantity.unit[0] <= 40:
        return quantity.unit[0], end
    if quantity.unit is not None and not quantity.percent and quantity.unit_name != "đồng":
        return quantity.unit
    at = quantity.end
    while at < end and folded[at] == " ":
        at += 1
    if 0 < end - at <= 60 and not folded.startswith(_NO_MEASURE, at):
        return at, end
    return _indicator(analysis, start, quantity.start)


def _indicator(analysis: Analysis, start: int, at: int) -> tuple[int, int] | None:
    """The words that say what reached the level ("GDP quý III | tăng"), or what was raised ("vận động | quỹ | được").

    Where a list goes on ("quý II tăng …") the indicator is that of the result before it.
    """
    folded = analysis.folded
    raised = _RAISED.search(folded, start, at)
    if raised is not None:
        return raised.span(1)
    verbs = [verb for verb in _VERB.finditer(folded, start, at) if verb.group("level") and not folded.startswith(" trưởng", verb.end())]
    if not verbs:
        return None
    begin, stop = start, verbs[-1].start()
    while (opening := _OPENING.match(folded, begin, stop)) is not None:
        begin = opening.end()
    for time in times_in(analysis, begin, stop):
        if folded[time.end : stop].strip(" ,") == "":
            stop = time.start
        elif folded[begin : time.start].strip(" ,") == "":
            begin = time.end
    begin, stop = trimmed(folded, begin, stop, " ,:-–")
    if 1 < stop - begin <= _MOST_SUBJECT:
        return begin, stop
    last = _last(analysis)
    beside = last is not None and folded.find(". ", last.end, at) < 0 and at - last.end < 60 and last.quantity.percent
    return last.measure if beside and last is not None else None


def _period(analysis: Analysis, sentence: Sentence, quantity: QuantityMention) -> TimeMention | None:
    before = [t for t in times_in(analysis, sentence.start, quantity.start) if t.form.startswith("period") and not t.vague]
    return before[-1] if before else None
