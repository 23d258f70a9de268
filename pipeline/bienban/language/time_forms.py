"""Khuôn ngày tháng (forms of dates and periods): what follows ngày, tháng, quý, năm, nhiệm kỳ … read into numbers.

Every reader matches one bounded regular expression at a given place of the folded text and gives a
:class:`TimeMention` that begins at ``start``, or None. Nothing here looks to the left of ``start``.
"""

from __future__ import annotations

import re
from itertools import pairwise

from bienban.language.analysis import TimeMention

_D = r"(?:3[01]|[12][0-9]|0?[1-9])(?![0-9])"
_M = r"(?:1[0-2]|0?[1-9])(?![0-9])"
_Y = r"(?:1[89]|2[01])[0-9]{2}(?![0-9])"
_SPOKEN = "giêng|một|hai|ba|tư|bốn|sáu|bảy|bẩy|tám|chín|mười hai|mười một|mười|chạp"
_SPOKEN_MONTHS = {
    "một": 1, "hai": 2, "ba": 3, "tư": 4, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
    "mười": 10, "mười một": 11, "mười hai": 12,
}  # fmt: skip
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4}
LONGEST_MONTH = (0, 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_TERM_LIMIT, _STAGE_LIMIT = 12, 60

_DATE = re.compile(
    rf" ?(?P<d>{_D})(?P<more>(?: ?(?:-|,|và|đến|tới) ?(?:hết )?(?:ngày )?(?:mùng |mồng )?{_D}){{0,5}})"
    rf"(?:(?: ?(?P<sep>[/-]) ?|(?P<dot>\.))(?P<m>{_M})"
    rf"(?:(?: ?[/-] ?|\.| ?,? ?năm )(?P<y>{_Y})|(?:(?P=sep)|(?P=dot))(?P<yy>[0-9]{{2}})(?![0-9]))?(?![0-9])"
    rf"| ?tháng ?(?P<lm>{_M}|(?:{_SPOKEN})(?!\w))(?: ?,? ?(?:của )?năm ?(?P<ly>{_Y})|(?: ?[/-] ?|\.)(?P<lz>{_Y}))?)"
    r"(?! ?%|[/,.][0-9]|/[^\W\d]|-[^\W\d]|[^\W\d])"
)
_DATE_LINK = re.compile(
    r" ?(?:-|đến|tới)(?= ?\w) ?(?:hết )?(?:sáng |chiều |tối )?(?:ngày )?(?:mùng |mồng )?(?=[0-9])"
)
_DAY = re.compile(rf" ?(?P<d>{_D})(?![/.,-]?[0-9]| ?%|[^\W\d])")
_MONTH = re.compile(
    rf" ?(?P<m>{_M})(?P<more>(?: ?(?:,|-|và|đến) ?(?:tháng )?{_M}(?!/[0-9]{{1,2}}(?![0-9]))){{0,4}})"
    rf"(?:(?: ?[/-] ?|\.| ?,? ?(?:của )?năm ?)(?P<y>{_Y})| ?năm (?P<rel>nay|tới|sau|trước|ngoái))?"
    r"(?![0-9]| ?%|[/,][0-9]|[^\W\d])"
)
_SPOKEN_MONTH = re.compile(rf" (?P<m>{_SPOKEN}|năm)(?!\w)(?:(?: ?/ ?| năm )(?P<y>{_Y}))?")
_MONTH_YEAR = re.compile(rf" ?(?P<m>{_M}) ?[/-] ?(?P<y>{_Y})(?![/-]?\w)")
_MONTHS_OF_YEAR = re.compile(
    rf" ?(?P<part>đầu|cuối|còn lại)?(?:(?: ?/ ?| )(?P<z>{_Y})"
    rf"| ?(?:của |trong )?năm(?: ?(?P<y>{_Y})| (?P<rel>nay|tới|sau|trước|ngoái)(?!\w))?(?!\w| [0-9]| học))"
)
_QUARTER = re.compile(
    r" ?(?P<q>iv|i{1,3}|[1-4])(?![\w])(?: ?(?:-|,|và|\+|&|đến) ?(?:quý )?(?P<r>iv|i{1,3}|[1-4])(?!\w))?"
    rf"(?:(?: ?[/-] ?|\.| ?,? ?(?:của )?năm ?| )(?P<y>{_Y})| ?năm (?P<rel>nay|tới|sau|trước|ngoái))?"
)
_YEAR = re.compile(
    rf" ?(?P<y>{_Y})(?P<more>(?: ?(?:-|,|và|đến|/) ?(?:hết )?(?:năm )?{_Y}){{0,4}})(?!/[^\W\d]|-[^\W\d]|[^\W\d])"
)
_SHIFT_WORD = re.compile(r" (?P<rel>nay|này|tới|sau|tiếp theo|trước|ngoái)(?!\w)")
_SPAN = re.compile(
    r"(?: (?:[0-9]|i{1,3})(?!\w))? ?[:,]? ?(?P<open>\()?(?:từ )?(?:năm )?(?P<y>[12][0-9]{3})(?![0-9])"
    r" ?(?:-|đến|/) ?(?:năm )?(?P<z>[12][0-9]{3})(?![0-9/])(?P<close> ?\))?"
)
_SEASON = re.compile(rf"(?: ?, ?| )(?:năm )?(?P<y>{_Y})(?: ?[-/] ?(?P<z>{_Y}))?")
_SAME = re.compile(rf"(?: (?:của )?năm (?:(?P<y>{_Y})|trước|ngoái|qua)(?!\w))?")
_DURATION = re.compile(
    r" (?:là )?(?P<n>[0-9]{1,3}) (?P<unit>ngày|tuần|tháng|giờ|năm)(?P<work> làm việc)?"
    r"(?P<since>,? ?(?:kể |tính )?từ (?:ngày|khi)(?: [^\W\d]{1,9}){0,6})?"
)
_COMING = re.compile(r" ?[0-9]{1,3} (?:ngày|tuần|tháng|năm)(?: làm việc)? (?:tới|qua|gần đây|tiếp theo|liên tiếp)(?!\w)")
_EVERY = re.compile(r" [0-9]{1,2} (?:ngày|tuần|tháng|quý|năm) ?(?:/|một|1)? ?lần| (?:một|hai|ba|[0-9]{1,2}) lần")
_EVENT_YEAR = re.compile(rf"(?: (?!năm)[^\W\d]{{1,8}}){{0,4}} (?:năm )?(?P<y>{_Y})")
_BARE_YEAR = re.compile(r" ?(?P<y>20[0-9]{2})(?= ?[.,;:)\n]| và | tầm nhìn| -|$)(?![.,][0-9])")
# Begins with one character class, so that the engine skips to digits quickly.
BARE = re.compile(
    rf"[0-9](?:[0-9]?(?: ?(?P<sep>[/.-]) ?{_M} ?(?P=sep) ?{_Y}|h(?:[0-5][0-9])?(?!\w)|[:g][0-5][0-9](?!\w)| ?giờ(?!\w))"
    rf"|[0-9]{{3}} ?- ?{_Y})"
)
_CLOCK = re.compile(
    r"(?P<h>[01]?[0-9]|2[0-4]) ?(?:giờ|h|g|:)(?: ?(?P<n>[0-5]?[0-9])(?: ?(?:phút|p|')|(?=\D|$)))?(?!\w)(?: (?P<tod>sáng|trưa|chiều|tối|đêm)(?!\w))?"
)
_TOD = {"sáng": "morning", "trưa": "noon", "chiều": "afternoon", "tối": "evening", "đêm": "evening"}
SHIFT = {"tới": 1, "sau": 1, "tiếp theo": 1, "trước": -1, "ngoái": -1}
_NUMBERS = re.compile(r"[0-9]+")
_THIRDS = {"early": (1, 4), "middle": (5, 8), "late": (9, 12), "first_half": (1, 6), "second_half": (7, 12)}
_TEN_DAYS = {"early": (1, 10), "middle": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}


def on_calendar(day: int, month: int, year: int | None) -> bool:
    """Có trên lịch: whether the month has that day (29/2 needs a leap year, where the year is known)."""
    if not 1 <= month <= 12 or not 1 <= day <= LONGEST_MONTH[month]:
        return False
    return (month, day) != (2, 29) or year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))


def read_date(folded: str, start: int, pos: int) -> TimeMention | None:
    """Ngày: ``9/9``, ``21-4-2020``, ``30 tháng 10 năm 2015``, ``4-5/7``, ``17 và 18-7``, ``1/1 đến ngày 5/6``."""
    found = _read_one_date(folded, start, pos)
    if found is None:
        return None
    link = _DATE_LINK.match(folded, found.end)
    if link is None or found.until_day is not None:
        return found
    last = _read_one_date(folded, found.end, link.end())
    return found if last is None or last.until_day is not None else join_dates(found, last)


def join_dates(first: TimeMention, last: TimeMention) -> TimeMention:
    """Ghép hai ngày thành một khoảng: the day, month or year the first one lacks comes from the second."""
    year, month = first.year, first.month or last.month
    if year is None and last.year is not None and month is not None and last.month is not None:
        year = last.year - (month > last.month)
    done = first._replace(
        end=last.end, form="date.range", year=year, month=month, until_year=last.year,
        until_month=last.until_month or last.month, until_day=last.until_day or last.day,
    )  # fmt: skip
    return done._replace(form="period.impossible") if runs_backwards(done) else done


def runs_backwards(mention: TimeMention) -> bool:
    """Khoảng ngược: both ends have a year and the last is before the first."""
    if mention.year is None or mention.until_year is None:
        return False
    first = (mention.year, mention.month or 1, mention.day or 1)
    return first > (mention.until_year, mention.until_month or 12, mention.until_day or 31)


def _read_one_date(folded: str, start: int, pos: int) -> TimeMention | None:
    match = _DATE.match(folded, pos)
    if match is None:
        return None
    day, spoken = int(match["d"]), match["lm"]
    month = int(match["m"] or 0) or (int(spoken) if spoken.isdigit() else _SPOKEN_MONTHS.get(spoken, 0))
    if not month:
        return TimeMention(start, match.end(), "date.lunar", day=day, vague=True)
    written = match["y"] or match["ly"] or match["lz"]
    year = int(written) if written else (2000 + int(match["yy"]) if match["yy"] else None)
    last = int(_NUMBERS.findall(match["more"])[-1]) if match["more"] else day
    if not on_calendar(last, month, year) or (last > day and day > LONGEST_MONTH[month]):
        return None
    form = "date.long" if spoken else ("date.dm" if year is None else "date.dmy")
    if last == day:
        return TimeMention(start, match.end(), form, year, month, day)
    first, begun = (month, year) if day < last else ((month - 2) % 12 + 1, year and year - (month == 1))
    return TimeMention(start, match.end(), "date.range", begun, first, day, year, month, last)


def read_day(folded: str, start: int, pos: int) -> TimeMention | None:
    """Ngày không tháng (a day with no month): of use only in a range or before ``hằng tháng``."""
    match = _DAY.match(folded, pos)
    return TimeMention(start, match.end(), "date.day", day=int(match["d"])) if match else None


def read_month(folded: str, start: int, pos: int, part: str) -> TimeMention | None:
    """Tháng: ``9``, ``9/2024``, ``05 năm 2023``, ``9 và 10``; ``part`` is its early, middle or late ten days."""
    match = _MONTH.match(folded, pos) or _SPOKEN_MONTH.match(folded, pos)
    if match is None:
        return None
    spoken = match["m"]
    month = int(spoken) if spoken.isdigit() else _SPOKEN_MONTHS.get(spoken, 0)
    if not month:
        return TimeMention(start, match.end(), "date.lunar", vague=True)
    year = int(match["y"]) if match["y"] else None
    more = match.groupdict().get("more")
    if more:
        last = int(_NUMBERS.findall(more)[-1])
        begun = year - (month > last) if year else None
        return TimeMention(start, match.end(), "period.months", begun, month, None, year, last)
    return month_part(TimeMention(start, match.end(), "period.month", year, month), part)


def month_part(mention: TimeMention, part: str) -> TimeMention:
    """Đầu, giữa, cuối tháng: the ten days (or half) of a month that ``part`` names."""
    if part not in _TEN_DAYS or mention.month is None:
        return mention
    first, last = _TEN_DAYS[part]
    last = min(last, LONGEST_MONTH[mention.month])
    return mention._replace(
        form="date.part", day=first, until_year=mention.year, until_month=mention.month, until_day=last
    )


def read_month_year(folded: str, start: int, pos: int, part: str = "") -> TimeMention | None:
    """Tháng/năm không có chữ ``tháng``: ``9/2024``."""
    match = _MONTH_YEAR.match(folded, pos)
    if match is None:
        return None
    return month_part(TimeMention(start, match.end(), "period.month", int(match["y"]), int(match["m"])), part)


def read_months_of_year(folded: str, start: int, pos: int, count: int | None) -> TimeMention | None:
    """N tháng đầu, cuối năm: ``count`` months, or None for ``những tháng`` (the last third or first third)."""
    match = _MONTHS_OF_YEAR.match(folded, pos)
    if match is None or (count is not None and not 1 <= count <= 12):
        return None
    part, year = match["part"], match["y"] or match["z"]
    if part is None and count is None:
        return None
    if part == "còn lại":
        return shift_year(TimeMention(start, match.end(), "period.rest_of_year", int(year) if year else None), match["rel"])
    if part == "cuối":
        first, last = (9, 12) if count is None else (13 - count, 12)
    else:
        first, last = (1, 4) if count is None else (1, count)
    number = int(year) if year else None
    found = TimeMention(start, match.end(), "period.months", number, first, None, number, last)
    return shift_year(found, match["rel"])


def read_quarter(folded: str, start: int, pos: int) -> TimeMention | None:
    """Quý: ``III/2024``, ``IV``, ``1/2016``, ``I và quý II năm 2024`` (two quarters are given as months)."""
    match = _QUARTER.match(folded, pos)
    if match is None:
        return None
    year = int(match["y"]) if match["y"] else None
    first = _QUARTERS[match["q"]]
    last = _QUARTERS[match["r"]] if match["r"] else 0
    if last and last <= first:
        return TimeMention(start, match.end("q"), "period.quarter", quarter=first)
    if last:
        return TimeMention(start, match.end(), "period.months", year, 3 * first - 2, None, year, 3 * last)
    return shift_year(TimeMention(start, match.end(), "period.quarter", year, quarter=first), match["rel"])


def read_year(folded: str, start: int, pos: int, part: str) -> TimeMention | None:
    """Năm: ``2022``, ``2021-2025``, ``2022 và 2023``; ``part`` is its early, middle or late third, or a half."""
    match = _YEAR.match(folded, pos)
    if match is None:
        return None
    year, end = int(match["y"]), match.end()
    years = [year, *map(int, _NUMBERS.findall(match["more"]))]
    if len(years) > 1:
        found = TimeMention(start, end, "period.years", year, until_year=years[-1])
        apart = any(after - before != 1 for before, after in pairwise(years))
        if "," in match["more"] and apart:
            return TimeMention(start, match.end("y"), "period.year", year)
        return found._replace(form="period.impossible") if years[-1] <= year else found
    return year_part(TimeMention(start, end, "period.year", year), part)


def year_part(mention: TimeMention, part: str) -> TimeMention:
    """Đầu, giữa, cuối năm: months 1-4, 5-8, 9-12; nửa đầu and nửa cuối are halves; cả năm is the year."""
    if part not in _THIRDS:
        return mention
    first, last = _THIRDS[part]
    return mention._replace(
        form="period.year_part" if mention.form == "period.year" else mention.form,
        month=first, until_year=mention.year, until_month=last,
    )  # fmt: skip


def read_shift(folded: str, pos: int) -> tuple[int, int] | None:
    """Nay, này, tới, sau, trước: where the word ends and how many years (months, quarters) off it points."""
    match = _SHIFT_WORD.match(folded, pos)
    return (match.end(), SHIFT.get(match["rel"], 0)) if match else None


def shift_year(mention: TimeMention, word: str | None) -> TimeMention:
    """Dời sang năm tới, năm trước: note how many years off the report's own year is meant."""
    return mention._replace(shift=SHIFT[word]) if word in SHIFT else mention


def read_span(folded: str, start: int, pos: int, form: str) -> TimeMention | None:
    """Nhiệm kỳ, giai đoạn, năm học: ``2020 - 2025``; a range no term can have is ``period.impossible``."""
    match = _SPAN.match(folded, pos)
    if match is None:
        return None
    first, last = int(match["y"]), int(match["z"])
    end = match.end() if bool(match["open"]) == bool(match["close"]) else match.end("z")
    limit = {"period.term": _TERM_LIMIT, "period.school_year": 1}.get(form, _STAGE_LIMIT)
    sound = first < last <= first + limit and first >= 1800
    return TimeMention(start, end, form if sound else "period.impossible", first, until_year=last)


def read_season(folded: str, start: int, pos: int) -> TimeMention | None:
    """Vụ mùa: ``Đông Xuân 2024-2025``, ``Xuân năm 2025``."""
    match = _SEASON.match(folded, pos)
    if match is None:
        return None
    last = int(match["z"]) if match["z"] else None
    if last is not None and last <= int(match["y"]):
        return TimeMention(start, match.end(), "period.impossible", int(match["y"]), until_year=last)
    return TimeMention(start, match.end(), "period.season", int(match["y"]), until_year=last)


def read_same_period(folded: str, start: int, pos: int) -> TimeMention | None:
    """Cùng kỳ (năm trước, năm 2023): the base of a comparison."""
    match = _SAME.match(folded, pos)
    end, year = (match.end(), match["y"]) if match else (pos, None)
    return TimeMention(start, end, "period.same", int(year) if year else None, vague=year is None)


def read_duration(folded: str, start: int, pos: int) -> TimeMention | None:
    """Thời hạn: ``10 ngày`` runs from the meeting (``shift`` days); with a trigger or working days it has no date."""
    match = _DURATION.match(folded, pos)
    if match is None:
        return None
    days = {"ngày": 1, "tuần": 7}.get(match["unit"], 0) * int(match["n"])
    if not days or match["work"] or match["since"]:
        return TimeMention(start, match.end(), "deadline.duration", vague=True)
    return TimeMention(start, match.end(), "deadline.duration", bound="until", shift=days)


def read_event_year(folded: str, start: int, pos: int) -> TimeMention | None:
    """Năm của một dịp: ``Tết Bính Ngọ 2026``."""
    match = _EVENT_YEAR.match(folded, pos)
    return TimeMention(start, match.end(), "period.event", int(match["y"])) if match else None


def read_coming(folded: str, start: int, pos: int) -> TimeMention | None:
    """Khoảng kể từ nay: ``3 tháng tới``, ``10 năm qua``."""
    match = _COMING.match(folded, pos)
    return TimeMention(start, match.end(), "period.relative", vague=True) if match else None


def read_every(folded: str, start: int, pos: int) -> TimeMention:
    """Lặp lại: ``định kỳ``, ``định kỳ 6 tháng/lần``."""
    match = _EVERY.match(folded, pos)
    return TimeMention(start, match.end() if match else pos, "time.recurring", recurring=True)


def read_bare_year(folded: str, start: int, pos: int) -> TimeMention | None:
    """Năm không có chữ ``năm``, sau đến, từ, trong: ``2030``."""
    match = _BARE_YEAR.match(folded, pos)
    return TimeMention(start, match.end(), "period.year", int(match["y"])) if match else None


def read_clock(folded: str, start: int) -> TimeMention | None:
    """Giờ: ``7h30``, ``14 giờ 00 phút``, ``8:00``, ``8 giờ sáng``; only its part of the day is kept."""
    match = _CLOCK.match(folded, start)
    if match is None:
        return None
    hour = int(match["h"])
    part = "morning" if hour < 11 else "noon" if hour < 13 else "afternoon" if hour < 18 else "evening"
    return TimeMention(start, match.end(), "clock", vague=True, time_of_day=_TOD.get(match["tod"] or "", part))
