"""Kết quả (results): figures reached, ratios done, votes and awards."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, QuantityMention, ResultCandidate, Sentence, TimeMention
from bienban.rules.deadlines import in_document, near, times_in

_VOTE = re.compile(r"phiếu|biểu quyết|tán thành|nhất trí|đồng ý|không đồng ý|tín nhiệm")
_REACHED = re.compile(
    r"(?:đã |mới |được |vượt |hoàn thành(?: và vượt)?|đạt(?: được| tỷ lệ)?|chiếm|bằng|tăng|giảm|kết nạp|thành lập|giải ngân|vận động|hỗ trợ|tổ chức|xây dựng|"
    r"giải quyết|tiếp nhận|thu(?: ngân sách| hút)?|trao|cấp|huy động|tuyên truyền|phát triển|có|còn|nợ|thiếu|tồn đọng|xử lý|phát hiện|ước(?: đạt| thực hiện)?|duy trì|nâng|ban hành|triển khai|đào tạo|sửa chữa|khởi công|tặng|thực hiện)"
)  # fmt: skip
_FUTURE = re.compile(r"phấn đấu|sẽ |mục tiêu|đặt ra|quyết tâm|yêu cầu|đề nghị|dự kiến|kế hoạch đề ra là|chỉ tiêu giao")
_SCOPE_UNITS = re.compile(r"(?:đại biểu|khâu|năm|tháng|ngày|giờ|phút|tuổi|đồng chí|điểm cầu|nhóm|khóa|nhiệm kỳ|tổ|khu phố|bước|cấp)\b")
_PLAN_BASIS = re.compile(r"kế hoạch|chỉ tiêu|dự toán|nghị quyết")


def find_results(analysis: Analysis) -> None:
    """Fill ``analysis.results`` from the quantities that no target claims."""
    claimed = {target.quantity.start for target in analysis.targets}
    taken = [(p.start, p.end) for p in analysis.parties if p.kind != "person"]
    for quantity in analysis.quantities:
        if quantity.start in claimed or in_document(analysis, quantity.start):
            continue
        if any(start <= quantity.start < end for start, end in taken):
            continue
        sentence = analysis.sentence_at(quantity.start)
        if sentence is None:
            continue
        candidate = _result(analysis, quantity, near(sentence, quantity))
        if candidate is not None:
            analysis.results.append(candidate)


def _result(analysis: Analysis, quantity: QuantityMention, sentence: Sentence) -> ResultCandidate | None:
    folded = analysis.folded
    clause = _stretch(folded, sentence, quantity)
    before = folded[clause[0] : quantity.start]
    if quantity.ratio is None and quantity.low is None and quantity.high is None:
        return None
    if _FUTURE.search(folded[max(sentence.start, quantity.start - 90) : quantity.start]) and "đã" not in before:
        return None
    kind = _kind(analysis, quantity, sentence, clause)
    if kind is None:
        return None
    start = _verb_start(folded, clause[0], quantity.start)
    end = clause[1]
    basis = "plan" if quantity.ratio is not None and (quantity.ratio[0] > quantity.ratio[1] or quantity.unit_name == "đồng") else "total"
    rule = f"result.{kind}"
    return ResultCandidate(
        start, end, kind, quantity, _measure(folded, quantity, end), basis if quantity.ratio is not None else None,
        _period(analysis, sentence, quantity), None, analysis.cues.first("estimate", clause[0], quantity.start) is not None,
        rule, 0.85 if kind == "progress" else 0.65,
    )  # fmt: skip


def _kind(analysis: Analysis, quantity: QuantityMention, sentence: Sentence, clause: tuple[int, int]) -> str | None:
    folded = analysis.folded
    around = folded[clause[0] : min(sentence.end, clause[1] + 40)]
    if _VOTE.search(around) and (quantity.ratio is not None or quantity.percent or "phiếu" in around):
        return "vote"
    if sentence.section == "awards" or analysis.cues.first("award", max(sentence.start, quantity.start - 120), sentence.end):
        if not quantity.percent and quantity.ratio is None:
            return "award" if analysis.cues.first("award", sentence.start, sentence.end) else None
    if quantity.ratio is not None:
        return "progress"
    if quantity.unit is not None and _SCOPE_UNITS.match(folded, *quantity.unit):
        return None
    if sentence.section in ("attendance", "basis", "opinions", "tasks", "conclusion") and "đã" not in folded[sentence.start : quantity.start]:
        return None
    reached = _REACHED.search(folded, clause[0], quantity.start) is not None
    past = sentence.section in ("results", "limits") or analysis.cues.first("past", sentence.start, quantity.start) is not None
    if quantity.percent:
        return "figure" if reached and (past or "đạt" in around) else None
    return "figure" if reached and past else None


def _stretch(folded: str, sentence: Sentence, quantity: QuantityMention) -> tuple[int, int]:
    """The stretch between commas or semicolons that holds the number."""
    start = sentence.start
    for char in (", ", "; ", ": ", "("):
        at = folded.rfind(char, sentence.start, quantity.start)
        start = max(start, at + len(char)) if at >= 0 else start
    end = sentence.end
    for char in (", ", "; ", ")", " (", ". ", " tại ", " theo ", " so với ", " của "):
        at = folded.find(char, quantity.end, sentence.end)
        end = min(end, at) if at >= 0 else end
    while end > quantity.end and folded[end - 1] in " ,.;!/…":
        end -= 1
    return start, max(end, quantity.end)


def _verb_start(folded: str, start: int, at: int) -> int:
    match = None
    for match in _REACHED.finditer(folded, max(start, at - 60), at):
        break
    if match is None:
        return at
    begin = match.start()
    return begin + 3 if folded.startswith("đã ", begin) and begin + 3 < at else begin


def _measure(folded: str, quantity: QuantityMention, end: int) -> tuple[int, int] | None:
    if quantity.unit is not None and quantity.ratio is not None and end - quantity.unit[0] <= 40:
        return quantity.unit[0], end
    if quantity.unit is not None and not quantity.percent and quantity.unit_name != "đồng":
        return quantity.unit
    at = quantity.end
    while at < end and folded[at] == " ":
        at += 1
    return (at, end) if 0 < end - at <= 60 else None


def _period(analysis: Analysis, sentence: Sentence, quantity: QuantityMention) -> TimeMention | None:
    before = [t for t in times_in(analysis, sentence.start, quantity.start) if t.form.startswith("period") and not t.vague]
    return before[-1] if before else None
