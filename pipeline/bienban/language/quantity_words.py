"""Số viết bằng chữ và chỗ thiếu số: spoken numbers before a unit, vague magnitudes, and amounts left blank."""

from __future__ import annotations

import re

from bienban.language.analysis import Analysis, QuantityMention
from bienban.language.cues import Hit
from bienban.language.places import PlacedHits, before
from bienban.language.quantity_forms import MAGNITUDE, context, scaled, words_before

__all__ = ["find_gaps", "find_spoken", "find_vague"]

_BLANK = re.compile(r"[.…](?<![.…]{2})(?:\.{3,40}|(?<=…)[.…]{0,40}) ?(?=(?:đồng|tỷ đồng|triệu đồng|nghìn đồng|lượt|hộ|người|%)(?!\w))")
_COUNTER = re.compile(r" (?:lượt|tỷ đồng|triệu đồng|nghìn đồng|suất quà|%)(?!\w)")


def find_vague(analysis: Analysis, units: PlacedHits) -> list[QuantityMention]:
    """Độ lớn không có số (``hàng trăm tỷ đồng``): mentions without values."""
    found = []
    for hit in analysis.cues.of("quantity.vague"):
        scale = MAGNITUDE.match(analysis.folded, hit.end)
        end = scale.end() if scale is not None else hit.end
        unit = units.get(end + 1)
        span = (unit.start, unit.end) if unit is not None else None
        name = (unit.value or unit.entry.form) if unit is not None else ""
        stop = unit.end if unit is not None else end
        found.append(
            QuantityMention(hit.start, stop, hit.start, end, None, None, span, name, True, form="quantity.vague")
        )
    return found


def find_spoken(
    analysis: Analysis, units: PlacedHits, comparators: dict[int, Hit]
) -> list[QuantityMention]:
    """Số viết bằng chữ trước một đơn vị (``ba nhóm giải pháp``, ``hai mươi triệu đồng``)."""
    found = []
    roles = context()
    times = iter(analysis.times)
    time = next(times, None)
    for hit in analysis.cues.of("number-word"):
        while time is not None and time.end <= hit.start:
            time = next(times, None)
        if time is not None and time.start < hit.end:
            continue
        scale = MAGNITUDE.match(analysis.folded, hit.end)
        end = scale.end() if scale is not None else hit.end
        unit = units.get(end + 1)
        if unit is None or not _counts(analysis, hit, unit, scale is not None, roles["after_spoken_five"]):
            continue
        if words_before(analysis.folded, hit.start)[0] in roles["no_word_after"] or (time is not None and time.start < unit.end):
            continue
        found.append(_spoken(analysis, hit, unit, end, before(comparators, analysis.folded, hit.start)))
    return found


def _counts(analysis: Analysis, hit: Hit, unit: Hit, scale: bool, five: frozenset[str]) -> bool:
    """``một`` is an article unless money is meant; ``năm`` is the year unless a declared list follows."""
    if hit.value == "1":
        return scale and unit.value == "đồng"
    if analysis.folded[hit.start : hit.end] == "năm":
        return any(unit.entry.form.startswith(form) for form in five)
    return True


def _spoken(analysis: Analysis, hit: Hit, unit: Hit, end: int, comparator: Hit | None) -> QuantityMention:
    value = scaled(float(hit.value), analysis.folded[hit.end : end].strip() or None)
    bound = comparator.value if comparator is not None else ""
    start = comparator.start if comparator is not None else hit.start
    return QuantityMention(
        start, unit.end, hit.start, end, None if bound in ("max", "approx_max") else value,
        None if bound == "min" else value, (unit.start, unit.end), unit.value or unit.entry.form,
        approximate=bound.startswith("approx"), form="quantity.spoken",
    )  # fmt: skip


def find_gaps(analysis: Analysis, units: PlacedHits) -> None:
    """Chỗ thiếu số (``có hơn lượt ý kiến``, ``….. đồng``): a warning, and no quantity."""
    blanks = "..." in analysis.folded or "…" in analysis.folded
    for match in _BLANK.finditer(analysis.folded) if blanks else ():
        if match.start() == 0 or not analysis.folded[match.start() - 1].isalpha():
            analysis.warn("missing_number", match.start(), match.start() + len(match.group().rstrip()))
    for hit in analysis.cues.of("comparator"):
        if hit.entry.form in ("hơn", "gần", "khoảng", "trên") and _COUNTER.match(analysis.folded, hit.end):
            unit = units.get(hit.end + 1)
            analysis.warn("missing_number", hit.start, unit.end if unit is not None else hit.end)
