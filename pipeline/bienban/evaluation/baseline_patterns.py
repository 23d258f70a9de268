"""Ba mươi biểu thức (thirty patterns): the plain-regex baseline, written as one would without a library.

The patterns are honest work and no straw man, but they are kept few and each is used as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

_NAME = r"[A-ZÀ-ỸĐ][a-zà-ỹđ]+(?: [A-ZÀ-ỸĐ][a-zà-ỹđ]+){1,4}"
_DAY = re.compile(r"(?:[Nn]gày|[Ss]áng|[Cc]hiều|[Tt]ối) (\d{1,2})[/-](\d{1,2})(?:[/-](\d{4}))?")
_LONG_DAY = re.compile(r"[Nn]gày (\d{1,2}) tháng (\d{1,2}) năm (\d{4})")
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")
_TIME = re.compile(r"\b([Ss]áng|[Cc]hiều|[Tt]ối)\b")
_TITLE = re.compile(r"(?:[Hh]ội nghị|[Pp]hiên họp|[Cc]uộc họp|[Đđ]ại hội|[Tt]ọa đàm|[Bb]uổi làm việc|[Ll]ễ) [^.,;:\n]{5,140}")
_PLACE = re.compile(r"[Tt]ại ((?:hội trường|phòng họp|trụ sở|nhà văn hóa|trung tâm|UBND)[^.,;:\n]{0,60})")
_ORGANIZER = re.compile(r"((?:Ban|Ủy ban|UBND|Đảng ủy|Huyện ủy|Tỉnh ủy|Thành ủy|Hội|Liên đoàn|Sở|Công ty|Đoàn)[^.,;:\n]{2,70}?) (?:đã )?tổ chức")
_PERIOD = re.compile(r"6 tháng đầu năm (\d{4})")
_PERSON = re.compile(rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị):? ({_NAME})(?:(?: [-–]|,) ([A-ZÀ-ỸĐ][^.,;:\n–-]{{3,70}}))?")
_GROUP = re.compile(r"(?:đại diện|lãnh đạo|đại biểu|các đồng chí) (?:lãnh đạo )?(?:các|một số|Sở|Ban|UBND)[^.;:\n]{3,90}")
_CHAIR, _PRESENTER = re.compile(r"chủ trì"), re.compile(r"trình bày|thông qua báo cáo")
_SPEAKER = re.compile(r"phát biểu|kết luận|nhấn mạnh|cho biết|yêu cầu|đề nghị|chỉ đạo")
_ROLES = (("chair", _CHAIR), ("presenter", _PRESENTER), ("speaker", _SPEAKER))
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n+")
_CALLED = re.compile(rf"(?:[Đđ]ồng chí|[Đđ]/c|[Ôô]ng|[Bb]à|[Aa]nh|[Cc]hị):? ({_NAME}|[A-ZÀ-ỸĐ][a-zà-ỹđ]+)")
_DOCUMENT = re.compile(
    r"(Kế hoạch|Chương trình|Nghị quyết|Chỉ thị|Quyết định|Kết luận|Thông tư|Nghị định|Hướng dẫn|Báo cáo|Thông báo|Công văn|Đề án|Luật)"
    r" số (\d+[-/][\w/-]*\w)(?:,? ngày (\d{1,2})/(\d{1,2})/(\d{4}))?"
)
_RATIO = re.compile(r"(\d{1,4})/(\d{1,4}) [^\W\d]+ ?[^\W\d]*")
_PERCENT = re.compile(r"(?:đạt|chiếm|hoàn thành) (\d+(?:,\d+)?)%")
_FIGURE = re.compile(r"(?:kết nạp|xây dựng|tổ chức|vận động|thành lập) (?:được |mới )?(\d[\d.]*) [^\W\d]+ ?[^\W\d]*")
_AWARD = re.compile(r"(?:khen thưởng|tặng giấy khen|tuyên dương) [^.;\n]+")
_LIST = re.compile(r"(\d{1,2}) (?:nhóm )?(?:nhiệm vụ|nội dung|giải pháp)(?: trọng tâm)?")
_DIRECTIVE = re.compile(r"(?:đề nghị|yêu cầu|giao) [^.\n]+")
_NUMBERED = re.compile(r"^ *(?:\d{1,2}[.)]|[-+•]) +(\S[^;\n]+?)[;.]? *$", re.MULTILINE)
_INLINE = re.compile(r"\((\d)\) ([^;.()\n]+)")
_RANKED = re.compile(r"(?:Một|Hai|Ba|Bốn|Năm|Sáu) là,? ([^;.\n]+)")
_ADDRESSEE = re.compile(
    r"(?:đề nghị|yêu cầu|giao) (?:(?:các|toàn)[^,;.]{0,40}?|[A-ZÀ-ỸĐ][^,;.]{0,50}?)"
    r" (?=tiếp tục|tập trung|tăng cường|đẩy mạnh|chủ trì|rà soát|xây dựng|tham mưu|phối hợp)"
)
_TARGET = re.compile(r"[Pp]hấn đấu[^.;\n]*?(\d[\d.,]*)(%| [^\W\d]+)[^.;,\n]*")
_COMMITMENT = re.compile(r"(?:cam kết|hứa|khẳng định)(?: sẽ)? [^.;\n]+")
_DUE = re.compile(r"trước ngày (\d{1,2})/(\d{1,2})/(\d{4})")

_TYPES = {
    "Kế hoạch": "plan", "Chương trình": "programme", "Nghị quyết": "resolution", "Chỉ thị": "directive", "Quyết định": "decision",
    "Kết luận": "conclusion", "Thông tư": "circular", "Nghị định": "decree", "Hướng dẫn": "guidance", "Báo cáo": "report", "Thông báo": "notice",
    "Công văn": "official_letter", "Đề án": "scheme", "Luật": "law",
}  # fmt: skip
_KINDS = (
    ("sơ kết", "preliminary_review"), ("tổng kết", "final_review"), ("giao ban", "briefing"), ("triển khai", "launch"),
    ("làm việc với", "working_session"), ("phiên họp", "session"), ("kỳ họp", "session"), ("tọa đàm", "seminar"), ("đối thoại", "dialogue"),
    ("ký kết", "signing"), ("giám sát", "supervision"), ("đại hội", "congress"), ("tập huấn", "training"),
)  # fmt: skip
_TIMES = {"sáng": "morning", "chiều": "afternoon", "tối": "evening"}

Row = dict[str, Any]


def find_all(text: str) -> tuple[Row, Mapping[str, list[Row]]]:
    """Tìm tất cả (find everything): fields of the meeting, and the rows of each list, each with ``start`` and ``end``."""
    tasks = _apart(_tasks(text))
    lists = [{"start": m.start(), "end": m.end(), "declared_count": int(m[1]), "found_count": 0} for m in _LIST.finditer(text)]
    return _meeting(text), {
        "attendees": [
            *_people(text),
            *({"start": m.start(), "end": m.end(), "kind": "group", "roles": ("attendee",)} for m in _GROUP.finditer(text)),
        ],
        "documents": list(_documents(text)),
        "results": list(_results(text)),
        "task_lists": lists,
        "tasks": tasks,
        "targets": list(_targets(text)),
        "commitments": [
            {"start": m.start(), "end": m.end(), "statement_id": f"S{n}", "strength": "pledge"} for n, m in enumerate(_COMMITMENT.finditer(text), 1)
        ],
    }


def _span(text: str, start: int, end: int, **fields: Any) -> Row:
    return {"start": start, "end": end, "text": text[start:end], **fields}


def _valid(year: str, month: str, day: str) -> str | None:
    good = 1 <= int(month) <= 12 and 1 <= int(day) <= (29 if int(month) == 2 else 30 if int(month) in (4, 6, 9, 11) else 31)
    leap = int(year) % 4 == 0
    return f"{year}-{int(month):02}-{int(day):02}" if good and (leap or (int(month), int(day)) != (2, 29)) else None


def _meeting(text: str) -> Row:
    out: Row = {}
    day, long = _DAY.search(text), _LONG_DAY.search(text)
    year = _YEAR.search(text)
    if day is not None and (day[3] or year):
        edtf = _valid(day[3] or (year[0] if year else ""), day[2], day[1])
        out["date"] = _span(text, day.start(), day.end(), edtf=edtf, inferred=day[3] is None)
    elif long is not None:
        out["date"] = _span(text, long.start(), long.end(), edtf=_valid(long[3], long[2], long[1]))
    if (when := _TIME.search(text)) is not None:
        out["time_of_day"] = _TIMES[when[1].lower()]
    title = _TITLE.search(text)
    if title is not None:
        out["title"] = _span(text, title.start(), title.end())
    lowered = (title[0] if title is not None else text).lower()
    out["kinds"] = tuple(dict.fromkeys(kind for at, kind in sorted((lowered.find(word), kind) for word, kind in _KINDS) if at >= 0))
    if (place := _PLACE.search(text)) is not None:
        out["place"] = _span(text, *place.span(1))
    out["organizers"] = [_span(text, *m.span(1)) for m in [_ORGANIZER.search(text)] if m is not None]
    if (period := _PERIOD.search(text)) is not None:
        out["period"] = _span(text, *period.span(), edtf=f"{period[1]}-01/{period[1]}-06")
    return out


def _people(text: str) -> Iterator[Row]:
    seen: set[str] = set()
    opening = ((_CALLED.search(sentence), sentence) for sentence in _SENTENCE.split(text))
    named = [(m[1], m[1].split()[-1], sentence[m.end() :]) for m, sentence in opening if m is not None]
    for match in _PERSON.finditer(text):
        if match[1] in seen:
            continue
        seen.add(match[1])
        # Where the name, or the given name after a form of address, is the first in its sentence, the verb is taken to be its own.
        said = [rest for first, given, rest in named if match[1] == first or match[1].endswith(f" {given}")]
        roles = [role for role, cue in _ROLES if any(cue.search(rest) for rest in said)]
        posts = [_span(text, *match.span(2), title=match[2])] if match[2] else []
        yield {
            "start": match.start(1), "end": match.end(1), "kind": "person", "name": match[1], "given_name": match[1].split()[-1],
            "posts": posts, "roles": tuple(roles or ("attendee",)),
        }  # fmt: skip


def _documents(text: str) -> Iterator[Row]:
    for match in _DOCUMENT.finditer(text):
        issued = None
        if match[3]:
            issued = _span(text, match.start(3), match.end(5), edtf=_valid(match[5], match[4], match[3]))
        yield {"start": match.start(), "end": match.end(), "type": _TYPES[match[1]], "symbol": match[2], "issued": issued}


def _results(text: str) -> Iterator[Row]:
    for match in _RATIO.finditer(text):
        yield {"start": match.start(), "end": match.end(), "kind": "progress", "done": int(match[1]), "total": int(match[2]), "basis": "total"}
    for match in _PERCENT.finditer(text):
        number = float(match[1].replace(",", "."))
        yield {
            "start": match.start(), "end": match.end(), "kind": "figure",
            "quantity": _span(text, match.start(1), match.end(), min=number, max=number, percent=True),
        }  # fmt: skip
    for match in _FIGURE.finditer(text):
        number = int(match[1].replace(".", ""))
        yield {"start": match.start(), "end": match.end(), "kind": "figure", "quantity": _span(text, *match.span(1), min=number, max=number)}
    for match in _AWARD.finditer(text):
        yield {"start": match.start(), "end": match.end(), "kind": "award"}


def _tasks(text: str) -> Iterator[Row]:
    for match in _NUMBERED.finditer(text):
        yield _task(text, *match.span(1), kind="plan", marker=text[match.start() : match.start(1)].strip())
    for match in _INLINE.finditer(text):
        yield _task(text, *match.span(2), kind="agreed", marker=f"({match[1]})")
    for match in _RANKED.finditer(text):
        yield _task(text, *match.span(1), kind="agreed", marker=text[match.start() : match.start(1)].strip(" ,"))
    for match in _DIRECTIVE.finditer(text):
        opening = _ADDRESSEE.match(text, match.start(), match.end())
        start = opening.end() if opening is not None else match.start() + len(match[0].split(" ")[0]) + 1
        for clause in re.finditer(r"[^;]+", text[start : match.end()]):
            yield _task(text, start + clause.start(), start + clause.end(), kind="directive")


def _task(text: str, start: int, end: int, **fields: Any) -> Row:
    words = text[start:end]
    start, end = start + len(words) - len(words.lstrip()), end - (len(words) - len(words.rstrip()))
    due = _DUE.search(text, start, end)
    if due is not None and (edtf := _valid(due[3], due[2], due[1])) is not None:
        fields["due"] = _span(text, *due.span(), edtf=f"../{edtf}")
    return {"start": start, "end": end, **fields}


def _apart(rows: Iterator[Row]) -> list[Row]:
    """The first pattern to claim a place keeps it."""
    kept: list[Row] = []
    for row in rows:
        if row["end"] > row["start"] and all(row["end"] <= other["start"] or other["end"] <= row["start"] for other in kept):
            kept.append(row)
    return kept


def _targets(text: str) -> Iterator[Row]:
    for match in _TARGET.finditer(text):
        try:
            number = float(match[1].rstrip(".,").replace(".", "").replace(",", "."))
        except ValueError:
            continue
        percent = match[2] == "%"
        quantity = _span(text, *match.span(1), min=number, max=number, percent=percent, unit=None if percent else match[2].strip())
        yield {"start": match.start(), "end": match.end(), "quantity": quantity, "direction": "reach"}
