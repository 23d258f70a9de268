"""Kết quả (results): figures reached, ratios done, votes and awards."""

from __future__ import annotations

import re
from bisect import bisect_right

from bienban.language.analysis import Analysis, QuantityMention, ResultCandidate, Sentence, TimeMention
from bienban.lexicon.load import alternation
from bienban.rules.deadlines import ORDERED, in_document, near, times_in
from bienban.text.edges import trimmed

_VOTE = re.compile(alternation("result.vote"))
_PRESENT = re.compile(r"(?:có mặt|tán thành|đồng ý|nhất trí): ?$")
_VOTED = re.compile(rf"{alternation('result.elect')}\s*$")
_VERB = re.compile(rf"(?<!\w)(?:(?P<level>{alternation('result.level')})|(?P<done>{alternation('result.done')}))(?: được)?\b")
_OPENING = re.compile(rf"{alternation('result.opening')}\b[ ,:]*")
_FUTURE = re.compile(rf"{alternation('result.future')}\b")
_SUBORDINATE = re.compile(rf"(?:^|\s){alternation('result.subordinate')}\s")
_SCOPE_UNITS = re.compile(rf"{alternation('result.scope-unit')}\b")
_PLANNED = re.compile(r"\s*(?:so với |của )?(?:\w+ )?(?:kế hoạch|chỉ tiêu|dự toán|nghị quyết)")
_MOST_SUBJECT = 70
_NO_MEASURE = ("so với", "trong ", "qua ", "tại ", "theo ", "của cả", "cho ", "và ", "từ ")
"""Words after a number that do not say what it counts."""
_RAISED = re.compile(r"(?:vận động|huy động|quyên góp|thu|đóng góp|ủng hộ) ((?!được )[^,;:.\d]{2,40}?) (?:được|đạt)(?= )")


def find_results(analysis: Analysis) -> None:
    """Fill ``analysis.results`` from the quantities that no target and no order claims."""
    claimed = {target.quantity.start for target in analysis.targets}
    present = {p.start for p in analysis.parties if p.kind != "person"} | {p.count.start for p in analysis.parties if p.count is not None}
    ordered = [c for c in analysis.clauses if c.act in ORDERED]
    starts = [c.start for c in ordered]
    for index, quantity in enumerate(analysis.quantities):
        if quantity.start in claimed or quantity.start in present or in_document(analysis, quantity.start):
            continue
        at = bisect_right(starts, quantity.start) - 1
        if at >= 0 and ordered[at].end > quantity.start and quantity.ratio is None:
            continue
        sentence = analysis.sentence_at(quantity.start)
        if sentence is None or (quantity.ratio is None and quantity.low is None and quantity.high is None):
            continue
        candidate = _result(analysis, index, near(sentence, quantity))
        if candidate is not None:
            analysis.results.append(candidate)


def _result(analysis: Analysis, index: int, sentence: Sentence) -> ResultCandidate | None:
    folded = analysis.folded
    quantity = analysis.quantities[index]
    start, end = _stretch(analysis, sentence, index)
    if _FUTURE.search(folded[max(sentence.start, quantity.start - 90) : quantity.start]) and "đã" not in folded[start : quantity.start]:
        return None
    kind = _kind(analysis, quantity, sentence, (start, end))
    if kind is None or _is_subordinate(analysis, index, start):
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


def _kind(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, stretch: tuple[int, int]) -> str | None:
    folded = analysis.folded
    around = folded[stretch[0] : min(sentence.end, stretch[1] + 40)]
    counted = quantity.ratio is not None or quantity.percent or "phiếu" in around
    announced = _PRESENT.search(folded, max(sentence.start, stretch[0] - 14), stretch[0]) is not None
    if (counted and (announced or _VOTE.search(around))) or _VOTED.search(folded, max(0, quantity.start - 30), quantity.start):
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


def _awards(analysis: Analysis, quantity: QuantityMention, sentence: Sentence) -> bool:
    return analysis.cues.first("award", max(sentence.start, quantity.start - 120), sentence.end) is not None and (
        sentence.section == "awards" or analysis.cues.first("award", sentence.start, quantity.start) is not None
    )


def _is_past(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, start: int) -> bool:
    """Whether the number tells what was: a section of results, a past word before it, or a past period that opens the sentence."""
    if sentence.section in ("results", "limits") or analysis.cues.first("past", sentence.start, quantity.start) is not None:
        return True
    if sentence.section in ("attendance", "basis", "opinions", "tasks"):
        return False
    last = analysis.results[-1] if analysis.results else None
    if last is not None and last.start >= sentence.start and last.kind in ("progress", "figure"):
        return True
    opening = times_in(analysis, sentence.start, sentence.start + 12)
    if not opening or opening[0].vague or not opening[0].form.startswith("period"):
        return False
    return _VERB.search(analysis.folded, start, quantity.start) is not None


def _is_subordinate(analysis: Analysis, index: int, start: int) -> bool:
    """Whether the number only qualifies the one before it in the stretch ("31 buổi với 1.744 lượt người")."""
    before = analysis.quantities[index - 1] if index else None
    if before is None or before.start < start:
        return False
    return _SUBORDINATE.search(analysis.folded, before.end, analysis.quantities[index].start) is not None


def _stretch(analysis: Analysis, sentence: Sentence, index: int) -> tuple[int, int]:
    """The stretch between commas, semicolons or coordinated numbers that holds the number."""
    folded = analysis.folded
    quantity = analysis.quantities[index]
    start = sentence.start
    for char in (", ", "; ", ": ", "("):
        at = folded.rfind(char, sentence.start, quantity.start)
        start = max(start, at + len(char)) if at >= 0 else start
    joined = folded.rfind(" và ", start, quantity.start)
    if joined >= 0 and index and analysis.quantities[index - 1].end <= joined + 20 and analysis.quantities[index - 1].start >= start:
        start = joined + len(" và ")
    end = sentence.end
    for char in (", ", "; ", ")", " (", ". ", " tại ", " theo ", " của "):
        at = folded.find(char, quantity.end, end)
        end = at if at >= 0 else end
    joined = folded.find(" và ", quantity.end, end)
    if joined >= 0 and index + 1 < len(analysis.quantities) and analysis.quantities[index + 1].start < min(end, joined + 40):
        end = joined
    while end > quantity.end and folded[end - 1] in " ,.;!/…":
        end -= 1
    return start, max(end, quantity.end)


def _span_start(analysis: Analysis, start: int, at: int) -> int:
    """Where the result begins: at the verb of doing, or at the indicator that reached a level."""
    folded = analysis.folded
    for time in times_in(analysis, start, at):
        rest = folded[time.end : at].lstrip(" ,")
        if rest and folded[start : time.start].strip(" ,") == "":
            start = at - len(rest)
    while (opening := _OPENING.match(folded, start, at)) is not None:
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
    last = analysis.results[-1] if analysis.results else None
    beside = last is not None and folded.find(". ", last.end, at) < 0 and at - last.end < 60 and last.quantity.percent
    return last.measure if beside and last is not None else None


def _period(analysis: Analysis, sentence: Sentence, quantity: QuantityMention) -> TimeMention | None:
    before = [t for t in times_in(analysis, sentence.start, quantity.start) if t.form.startswith("period") and not t.vague]
    return before[-1] if before else None
