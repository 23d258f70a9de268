"""Tìm số lượng (quantities): counts, percents, money, ranges, ratios, with comparator, unit and ``mỗi …``.

One bounded regular expression finds the numbers; everything else is decided locally from the cue hits around each:
what stands before (a label such as ``thôn``, a comparator such as ``ít nhất``) and behind (a unit, ``trở lên``).
Times are found first and never counted as quantities.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from bienban.language.analysis import Analysis, QuantityMention
from bienban.language.cues import Hit
from bienban.language.places import PlacedHits, before, ending
from bienban.language.quantity_forms import CORE, SPACED, context, words_before
from bienban.language.quantity_numbers import Number, inside_word, is_identifier, is_symbol, read_number
from bienban.language.quantity_words import find_gaps, find_spoken, find_vague
from bienban.text.numbers import read_digits

__all__ = ["find_quantities"]

_AFTER_REACH = 64
_ON_REACH = 40
_EACH_REACH = 48
_ENUMERATOR_END = frozenset(".)/:")
_NOUN = re.compile(r" ([^\W\d_]{2,9})(?: ([^\W\d_]{2,9}))?(?![^\W_])")
_GLOSS = re.compile(r" ?\([^\W\d]{2,5}(?: [^\W\d]{2,6}){0,3}\)")
_SAME_UNIT = re.compile(r" ?/ ?([0-9][0-9.,]{0,20}) ")
_SHARE = re.compile(r" ?= ?[0-9]| (?:tổng )?số(?!\w)")
_PER_WORD = re.compile(r"[^\W\d_]{1,9}(?![^\W_])")
_ALWAYS_ON = frozenset(("24/7", "24/24"))


class _Scene:
    """Chỗ tìm: the text and its cue hits by place."""

    __slots__ = ("afters", "analysis", "comparators", "each", "folded", "surface", "times", "units")

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.folded = analysis.folded
        self.surface = analysis.surface
        self.units = PlacedHits(analysis.cues, "unit")
        self.comparators = ending(analysis.cues, "comparator")
        self.afters = analysis.cues.of("comparator.after")
        self.each = analysis.cues.of("quantity.each")
        self.times = [(mention.start, mention.end) for mention in analysis.times]

    def unit_at(self, pos: int) -> Hit | None:
        """The unit that follows ``pos``, with at most one blank between."""
        return self.units.get(pos + 1 if self.folded[pos : pos + 1] == " " else pos)


def find_quantities(analysis: Analysis) -> None:
    """Tìm mọi số lượng: fills ``analysis.quantities``, sorted and without overlaps; may add warnings.

    ``analysis.times`` must be filled before: what is a time is no quantity.
    """
    scene = _Scene(analysis)
    found = _digits(scene)
    found += find_vague(analysis, scene.units)
    found += find_spoken(analysis, scene.units, scene.comparators)
    found.sort(key=lambda mention: (mention.start, -mention.end))
    kept: list[QuantityMention] = []
    reach = -1
    for mention in found:
        if mention.start >= reach:
            kept.append(mention)
            reach = mention.end
    analysis.quantities = kept
    find_gaps(analysis, scene.units)


def _digits(scene: _Scene) -> list[QuantityMention]:
    found: list[QuantityMention] = []
    folded, times = scene.folded, scene.times
    pos = index = reach = 0
    while (match := CORE.search(folded, pos)) is not None:
        start = match.start()
        while index < len(times) and times[index][1] <= start:
            index += 1
        if index < len(times) and times[index][0] <= start:
            pos = times[index][1]
            continue
        limit = times[index][0] if index < len(times) else len(folded)
        bounds = (max(reach, times[index - 1][1] if index else 0), limit)
        mentions, pos = _read(scene, match, bounds)
        if mentions is not None:
            found.append(mentions)
            reach = mentions.end
    return found


def _read(scene: _Scene, match: re.Match[str], bounds: tuple[int, int]) -> tuple[QuantityMention | None, int]:
    """The quantity of one number match, and where the search goes on."""
    folded = scene.folded
    start, first_end = match.start(), match.end("a")
    if start - 1 != bounds[0] and inside_word(folded, scene.surface, start):
        return None, first_end
    number = _spaced(scene, match) or read_number(match, bounds[1])
    if number is None or is_symbol(folded, number) or is_identifier(match["a"]):
        return None, first_end
    unit = scene.unit_at(_after_gloss(folded, number.end))
    if unit is not None and (unit.end > bounds[1] or (number.percent and not unit.entry.form.startswith("điểm "))):
        unit = None
    if (_glued(folded, number.end) and unit is None) or _is_label(scene, number, unit):
        return None, first_end
    if number.kind == "ratio":
        if not _is_ratio(scene, number, unit):
            return None, number.end
        return _with_context(scene, number, unit, bounds), number.end
    if number.irregular:
        if unit is None:
            return None, number.end
        number = _doubtful(scene, number, unit)
    if unit is None and _enumerates(folded, number):
        return None, number.end
    mention = _with_context(scene, number, unit, bounds)
    return mention, number.end if mention is None else max(mention.number_end, number.end)


def _spaced(scene: _Scene, match: re.Match[str]) -> Number | None:
    """Thousands set off by blanks (2 071 hội viên), only before a unit."""
    found = SPACED.match(scene.folded, match.start())
    if found is None or scene.unit_at(found.end()) is None:
        return None
    value = read_digits(found.group()).value
    return Number(found.start(), found.end(), value, value, "plain", False, False, False, False)


def _after_gloss(folded: str, end: int) -> int:
    """Skip the number said again in words: ``05 (năm) đơn vị``."""
    if folded[end : end + 2] != " (":
        return end
    gloss = _GLOSS.match(folded, end)
    return gloss.end() if gloss is not None else end


def _glued(folded: str, end: int) -> bool:
    return folded[end : end + 1].isalpha()


def _is_label(scene: _Scene, number: Number, unit: Hit | None) -> bool:
    """Whether the number names something (thôn 2, Điều 5, lớp 5) or is a year or an age."""
    folded = scene.folded
    if folded.startswith(" tuổi", number.end):
        return True
    if number.percent or number.permille or number.magnitude:
        return False
    roles = context()
    words = words_before(folded, number.start)
    if words[0] and not any(word in roles["free"] for word in words):
        if any(word in roles["label"] for word in words):
            return True
        if unit is None and any(word in roles["weak_label"] for word in words):
            return True
    if number.kind == "plain" and number.low is not None and 1900 <= number.low <= 2100:
        bare = folded[number.start : number.end].isdigit() and before(scene.comparators, folded, number.start) is None
        return bare and (unit is None or words[0] not in roles["verb"])
    return False


def _is_ratio(scene: _Scene, number: Number, unit: Hit | None) -> bool:
    """Whether ``n/m`` relates two amounts; a bare one may be a day and month, or ``24/7``."""
    folded = scene.folded
    text = folded[number.start : number.end]
    if text in _ALWAYS_ON and (unit is None or unit.entry.form == "giờ"):
        return False
    if unit is not None or number.percent or number.magnitude or _SHARE.match(folded, number.end):
        return True
    if folded[number.end : number.end + 1] == ")" and folded[number.start - 1 : number.start] == "(":
        return False
    if number.high is not None and number.high >= 100:
        return not 1900 <= number.high <= 2100
    before_it = words_before(folded, number.start)
    if before_it[0] in context()["verb"] or any(words in context()["ballot"] for words in before_it):
        return True
    return _noun_after(scene, number, number.end) is not None


def _doubtful(scene: _Scene, number: Number, unit: Hit) -> Number:
    """Warn of odd separators; ``1,200 hộ`` is a count, so its comma cannot be told from an English thousand."""
    measured = number.magnitude or number.percent or (unit.value or unit.entry.form).lower() in context()["measure"]
    commas = scene.folded.count(",", number.start, number.end)
    if number.low is not None and measured and commas == 1:
        return number
    scene.analysis.warn("number_format", number.start, unit.end)
    return number if commas > 1 else number._replace(low=None, high=None)


def _enumerates(folded: str, number: Number) -> bool:
    """``1.``, ``a)``, ``(2)``, ``3/`` at the head of an item, or a bare number in brackets."""
    if number.percent or number.permille or number.magnitude:
        return False
    at_head = number.start == 0 or folded[number.start - 1] in "\n("
    following = folded[number.end : number.end + 1]
    if at_head and (following in _ENUMERATOR_END or not following or following == "\n"):
        return True
    return at_head and folded[number.end : number.end + 2] in (". ", " -", " –")


def _noun_after(scene: _Scene, number: Number, pos: int) -> tuple[int, int] | None:
    """One or two lower-case syllables that may be a unit the lexicon lacks."""
    if number.start and scene.surface[number.start - 1] in "\"“'‘":
        return None
    found = _NOUN.match(scene.folded, pos)
    if found is None:
        return None
    barred = context()["not_unit"]
    first, second = found[1], found[2]
    if first in barred:
        return None
    if scene.surface[found.start(1) : found.end(1)].isupper():
        return found.span(1)
    if not scene.surface[found.start(1) : found.end(1)].islower():
        return None
    whole = second is not None and second not in barred and scene.surface[found.start(2) : found.end(2)].islower()
    return found.start(1), found.end(2) if whole else found.end(1)


def _with_context(
    scene: _Scene, number: Number, unit: Hit | None, bounds: tuple[int, int]
) -> QuantityMention | None:
    """Add comparator, unit, ``trở lên`` and ``mỗi …``; None when a bare number turns out to count nothing."""
    span = (unit.start, unit.end) if unit is not None else None
    end = unit.end if unit is not None else number.end
    sign = number.percent or number.permille
    if unit is None and not sign and number.kind != "ratio":
        span = _noun_after(scene, number, _after_gloss(scene.folded, number.end))
        if span is not None and span[1] > bounds[1]:
            span = None
        end = span[1] if span is not None else end
    start, bound = _comparator(scene, number, bounds[0])
    named = span is not None or sign or number.magnitude or number.kind == "ratio" or bound
    if not named and not _counts_alone(scene, number, bounds[1]):
        return None
    if number.permille:
        span = (number.end - (2 if scene.folded[number.end - 1] == "0" else 1), number.end)
    per, end = _per(scene, number, end, start)
    from_word = scene.folded[max(start - 3, 0) : start] == "từ " and start - 3 >= bounds[0]
    after = _after(scene, end, from_word)
    if after is not None:
        end, bound = after.end, after.value if after.value != "none" else bound
    elif from_word and number.kind == "plain" and _at_least(scene, start, end):
        bound = "min"
    elif number.kind != "range":
        from_word = False
    start -= 3 * from_word
    return _mention(scene, number, unit, span, (start, end), bound, per)


def _counts_alone(scene: _Scene, number: Number, limit: int) -> bool:
    """Whether a bare number is an amount: a verb of reaching before it and the clause's end (or a time) behind it."""
    if words_before(scene.folded, number.start)[0] not in context()["verb"]:
        return False
    end = number.end
    return end + 1 == limit or scene.folded[end : end + 1] in ("", ".", ",", ";", ")", "\n") or scene.folded[end : end + 2] == " ("


def _comparator(scene: _Scene, number: Number, floor: int) -> tuple[int, str]:
    start = number.start
    if scene.folded[max(start - 3, 0) : start] == "từ " and number.kind == "range":
        start -= 3
    hit = before(scene.comparators, scene.folded, start) or _distant(scene, start)
    if hit is None or hit.start < floor:
        return number.start, ""
    return hit.start, hit.value


def _at_least(scene: _Scene, start: int, end: int) -> bool:
    """``đạt từ 90 đảng viên`` sets a minimum; ``tăng từ 12% lên 15%`` and ``đến từ 12 tỉnh`` do not."""
    roles = context()
    if words_before(scene.folded, start - 3)[0] not in roles["from_means_least"]:
        return False
    return not any(word in roles["from_goes_on"] for word in scene.folded[end : end + _ON_REACH].split())


def _after(scene: _Scene, end: int, from_word: bool) -> Hit | None:
    """``trở lên``, ``trở xuống`` behind the number, inside its clause and before any other number.

    Without ``từ`` before the number it must follow at once (hoàn thành tốt nhiệm vụ trở lên is a grade).
    """
    reach = _AFTER_REACH if from_word else 1
    index = bisect_left(scene.afters, end, key=_start)
    if index == len(scene.afters) or scene.afters[index].start > end + reach:
        return None
    return scene.afters[index] if _same_clause(scene.folded[end : scene.afters[index].start]) else None


def _distant(scene: _Scene, start: int) -> Hit | None:
    """``tối thiểu phải đạt 95%``: a comparator of two words may stand before the verb."""
    for words in words_before(scene.folded, start)[:2]:
        if words and all(word in context()["comparator_verb"] for word in words.split()):
            hit = before(scene.comparators, scene.folded, start - len(words) - 1)
            if hit is not None and " " in hit.entry.form:
                return hit
    return None


def _start(hit: Hit) -> int:
    return hit.start


def _same_clause(gap: str) -> bool:
    """Whether words between two places stop at no punctuation and count nothing else."""
    return not any(char in ",;.:\n" or char.isdigit() for char in gap)


def _per(scene: _Scene, number: Number, end: int, start: int) -> tuple[tuple[int, int] | None, int]:
    """What the quantity is counted for: ``/người/năm`` behind it or ``mỗi đơn vị`` before it."""
    folded = scene.folded
    if folded[end : end + 1] == "/" and scene.surface[end + 1 : end + 2].islower():
        begin, stop = end, end + 1
        for _ in range(2):
            hit = scene.units.get(stop)
            word = _PER_WORD.match(folded, stop)
            if hit is None and (word is None or word.group() in context()["not_unit"]):
                break
            stop = hit.end if hit is not None else word.end() if word is not None else stop
            if folded[stop : stop + 1] != "/" or not folded[stop + 1 : stop + 2].isalpha():
                break
            stop += 1
        return ((begin, stop), stop) if stop > begin + 1 else (None, end)
    return _each(scene, start), end


def _each(scene: _Scene, start: int) -> tuple[int, int] | None:
    index = bisect_left(scene.each, start, key=_start) - 1
    if index < 0:
        return None
    hit = scene.each[index]
    gap = scene.folded[hit.end : start]
    if not 3 <= len(gap) <= _EACH_REACH or not _same_clause(gap):
        return None
    unit = scene.unit_at(hit.end)
    if unit is not None and unit.end <= start:
        return hit.start, unit.end
    word = _PER_WORD.match(scene.folded, hit.end + 1)
    return (hit.start, word.end()) if word is not None and word.end() <= start else None


def _mention(
    scene: _Scene, number: Number, unit: Hit | None, span: tuple[int, int] | None,
    place: tuple[int, int], bound: str, per: tuple[int, int] | None,
) -> QuantityMention:  # fmt: skip
    low, high = number.low, number.high
    ratio = None
    name = _name(scene, number, unit, span)
    form = f"quantity.{number.kind}"
    if number.kind == "ratio":
        ratio, low, high = (low or 0.0, high or 0.0), None, None
        same = None
    elif number.kind == "plain":
        low, high = _bounded(low, high, bound)
        if name == "lần" and words_before(scene.folded, place[0])[0] in context()["multiplier"]:
            form = "quantity.multiplier"
        same = _SAME_UNIT.match(scene.folded, place[1]) if unit is not None and not bound else None
    else:
        same = None
    if same is not None and unit is not None and (again := scene.units.get(same.end())) is not None:
        total = read_digits(same[1]).value
        if again.entry.form == unit.entry.form and total and number.low is not None:
            ratio, low, high, form, place = (number.low, total), None, None, "quantity.ratio", (place[0], again.end)
    return QuantityMention(
        place[0], place[1], number.start, number.end, low, high, span, name,
        approximate=bound.startswith("approx"), percent=number.percent, per=per, ratio=ratio, form=form,
    )  # fmt: skip


def _bounded(low: float | None, high: float | None, bound: str) -> tuple[float | None, float | None]:
    if bound == "min":
        return low, None
    if bound in ("max", "approx_max"):
        return None, high
    return low, high


def _name(scene: _Scene, number: Number, unit: Hit | None, span: tuple[int, int] | None) -> str:
    if number.permille:
        return "‰"
    if unit is not None:
        return unit.value or unit.entry.form
    if number.percent:
        return ""
    if span is not None:
        return scene.surface[span[0] : span[1]].lower()
    # Thousands of millions with no noun behind them are money in this genre; millions may be anything.
    scale = scene.folded[number.start : number.end]
    return "đồng" if number.magnitude and ("tỷ" in scale or "tỉ" in scale) else ""
