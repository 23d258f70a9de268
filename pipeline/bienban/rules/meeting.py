"""Cuộc họp (the meeting): which of the meetings a report names is the one it reports, and what is said of it.

Every naming of a meeting is weighed by what is done with it (tổ chức, diễn ra, chủ trì …), by what it says itself and by
where it stands. A report that opens with a quotation names its meeting in the second or third sentence; a notice of
conclusions in its first one, below a date that is that of the notice. The best naming gives title, organisers, place
and periods; the day is sought near it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from bienban.language.analysis import Analysis, Line, MeetingCandidate, Sentence
from bienban.language.cues import Hit
from bienban.language.phrases import phrase_set
from bienban.rules.meeting_date import date_the_meeting
from bienban.rules.meeting_kinds import kinds_of
from bienban.rules.meeting_minutes import minutes_heading, minutes_issuer
from bienban.rules.meeting_organizers import find_organizers, subject_before
from bienban.rules.meeting_others import has_day, is_no_meeting, is_ordered, is_past
from bienban.rules.meeting_parts import bared, find_place, period_pair, title_end, topic_of

_HEADLINES_MOST, _REACH_MOST, _SENTENCE_REST = 1_200, 15_000, 300
_SENTENCES_MOST = 25
"""How many sentences from the top may name the meeting; a report that has not named it by then names it nowhere."""

_WORD = re.compile(r"\w+")
_WORDS_BEFORE = 5
_AFTER_SUBJECT = re.compile(
    r" (?:đã |vừa |được |chính thức |long trọng |trọng thể )*(?:diễn ra|tổ chức(?! bộ máy)|khai mạc|bế mạc|do |thành công|được tổ chức)"
)
_FILLER = frozenset((
    r"đã", "vừa", "được", "long", "trọng", "thể", "chính", "thức", "buổi", "cuộc", "phiên", "và", "phát", "biểu", "chỉ", "đạo", "cùng", "đồng", "tran"
    r"g",
))  # fmt: skip
_WEIGHT = {"organise": 5.0, "happen": 5.0, "subject": 4.5, "chair": 4.5, "have": 3.5, "at": 2.0, "attend": 1.5, "": 0.0}


class Naming(NamedTuple):
    """Một lần gọi tên cuộc họp."""

    start: int
    end: int
    """End of the noun itself."""
    title_end: int
    governor: str
    governor_start: int
    sentence: Sentence | None
    noun_kind: str
    score: float
    full: Naming | None = None
    """Where this one is a mere reference: the naming that says what the meeting was."""


def find_meeting(analysis: Analysis) -> None:
    """Set ``analysis.meeting`` (cuộc họp của báo cáo); after times, organisations and people have been found."""
    naming = _best_naming(analysis)
    if naming is not None and _named_in_minutes(analysis, naming):
        naming = None
    meeting = MeetingCandidate()
    if naming is not None:
        _describe(analysis, meeting, naming)
    else:
        meeting.rule, meeting.score = "meeting.headline", 0.4
    if meeting.title is None:
        _read_minutes(analysis, meeting)
    if not meeting.organizers and (issuer := minutes_issuer(analysis)) is not None:
        meeting.organizers = [issuer]
    meeting.kinds = meeting.kinds or _headline_kinds(analysis) or ["other"]
    date_the_meeting(analysis, meeting, naming.sentence if naming else None, naming.start if naming else 0)
    if meeting.place is None:
        day = meeting.date
        meeting.place = find_place(analysis, analysis.sentence_at(day.start) if day is not None else None)
    meeting.title, meeting.topic = _without_basis(analysis, meeting.title), _without_basis(analysis, meeting.topic)
    analysis.meeting = meeting


def _without_basis(analysis: Analysis, span: tuple[int, int] | None) -> tuple[int, int] | None:
    """The document a meeting is held by ("… theo Kế hoạch số 5") is no part of its name."""
    if span is None:
        return None
    for document in analysis.documents:
        at = document.start - len("theo ")
        if span[0] + 10 < at and document.start < span[1] and analysis.folded.startswith(" theo ", at - 1):
            return span[0], at - 1
    return span


def _named_in_minutes(analysis: Analysis, naming: Naming) -> bool:
    """Whether minutes that say in their heading what they are of name another meeting in their body."""
    if naming.sentence is None:
        return False
    opens = bisect_right(analysis.sentences, (naming.start, 1 << 60)) <= _OPENING_MOST
    if opens and analysis.lines[naming.sentence.line].role != "item":
        return False
    return minutes_heading(analysis) is not None


_OPENING_MOST = 3
_SUBJECT_LINE = re.compile(r"(?:v/v|về việc|về)[ :.]*")


def _read_minutes(analysis: Analysis, meeting: MeetingCandidate) -> None:
    """Biên bản: the heading of the minutes names the meeting, and a line V/v what it was about."""
    heading = minutes_heading(analysis)
    if heading is None:
        return
    start, word_end, end, below = heading
    meeting.title = (start, end)
    meeting.kinds = kinds_of(analysis, start, word_end, end, _MINUTES_KINDS.get(analysis.folded[start:word_end], ""))
    lines = analysis.lines
    subject = _SUBJECT_LINE.match(analysis.folded, lines[below].start, lines[below].end) if below < len(lines) else None
    if subject is not None and meeting.topic is None:
        meeting.topic = bared(analysis, subject.end(), lines[below].end)


_MINUTES_KINDS = {
    "họp": "session", "cuộc họp": "session", "phiên họp": "session", "sinh hoạt": "session", "đại hội": "congress", "làm việc": "working_session",
    "giao ban": "briefing", "đối thoại": "dialogue",
}  # fmt: skip


def _describe(analysis: Analysis, meeting: MeetingCandidate, naming: Naming) -> None:
    """Fill everything but the day from the naming."""
    meeting.place = find_place(analysis, naming.sentence)
    meeting.organizers = find_organizers(analysis, naming, meeting.place)
    if naming.full is not None:
        meeting.organizers = meeting.organizers or find_organizers(analysis, naming.full, meeting.place)
        naming = naming.full._replace(score=naming.score)
    kinds = kinds_of(analysis, naming.start, naming.end, naming.title_end, naming.noun_kind)
    if naming.title_end > naming.end or _says_enough(analysis, naming):
        meeting.title = (naming.start, _one_clause(analysis.folded, naming.start, naming.title_end))
        meeting.topic = topic_of(analysis, naming.start, naming.end, naming.title_end)
    if kinds == ["other"] and analysis.folded.startswith(" lần thứ ", naming.end):
        kinds = _kinds_of_organizers(analysis, meeting) or kinds
    if kinds in ([], ["other"]) and not meeting.title:
        kinds = _headline_kinds(analysis) or _kinds_of_organizers(analysis, meeting) or kinds
    meeting.kinds = kinds
    meeting.period, meeting.next_period = period_pair(analysis, naming.start, naming.title_end, kinds)
    if meeting.period is None and meeting.next_period is None and naming.sentence is not None:
        reach = min(naming.sentence.end, naming.title_end + _SENTENCE_REST)
        meeting.period, meeting.next_period = period_pair(analysis, naming.title_end, reach, kinds)
    meeting.rule = f"meeting.{naming.governor or 'named'}"
    meeting.score = max(0.3, min(0.95, 0.45 + naming.score / 20))


def _one_clause(folded: str, start: int, end: int) -> int:
    """A name does not go on over a semicolon or into "trong đó"."""
    stops = [at for words in ("; ", ", trong đó") if (at := folded.find(words, start, end)) > 0]
    return min(stops, default=end)


def _says_enough(analysis: Analysis, naming: Naming) -> bool:
    """Whether the noun alone is a name (phiên họp thường kỳ, hội nghị tập huấn, lễ phát động)."""
    words = analysis.folded[naming.start : naming.end]
    return "thường kỳ" in words or (bool(naming.noun_kind) and words.startswith(("hội nghị ", "lễ ")))


def _kinds_of_organizers(analysis: Analysis, meeting: MeetingCandidate) -> list[str]:
    """A bare hội nghị of a standing or executive committee is a session of it."""
    for start, end in meeting.organizers:
        if _COMMITTEE.match(analysis.folded, start, end):
            return ["session"]
    return []


_COMMITTEE = re.compile(r"ban chấp hành|ban thường vụ|bch |btv |thường trực |hội đồng nhân dân|hđnd|chi bộ")


def _headline_kinds(analysis: Analysis) -> list[str]:
    """Kinds that the headline or the heading of a document names; facts it does not give."""
    for line in analysis.lines:
        if line.role == "caption":
            for hit in analysis.cues.of("meeting.noun", line.start, line.end):
                if hit.value:
                    return [hit.value]
        if line.role in ("headline", "heading") and line.start < _HEADLINES_MOST:
            for hit in analysis.cues.of("meeting-kind-cue", line.start, line.end):
                if hit.value != "congress":
                    return [hit.value]
    return []


def _best_naming(analysis: Analysis) -> Naming | None:
    """The naming of the meeting that weighs most, the first of equals."""
    if not analysis.sentences:
        return None
    reach = min(analysis.sentences[min(len(analysis.sentences), _SENTENCES_MOST) - 1].end, _REACH_MOST)
    closing = [line for line in analysis.lines[-_CLOSING_MOST:] if line.start >= reach and _is_lead(analysis, line)]
    found: list[Naming] = []
    for start, end in [(0, reach), *((line.start, line.end) for line in closing)]:
        for mark, cue in (("", "meeting.noun"), ("=", "meeting.activity")):
            found.extend(naming for hit in analysis.cues.of(cue, start, end) if (naming := _weigh(analysis, hit, mark)) is not None)
    believed = [naming for naming in found if naming.score >= _LEAST or naming.title_end == naming.end]
    if not believed:
        return None
    best = max(believed, key=_weight_of)
    if best.title_end == best.end and not _says_enough(analysis, best):
        best = best._replace(full=_in_full(analysis, best, believed))
    return best


def _weight_of(naming: Naming) -> tuple[float, int]:
    return naming.score, -naming.start


def _in_full(analysis: Analysis, best: Naming, found: list[Naming]) -> Naming | None:
    """The naming that says what meeting it was, where the one that weighs most only refers to it ("phiên bế mạc Đại hội")."""
    noun = analysis.folded[best.start : best.end].rsplit(" ", 2)[-2:]
    reach = analysis.sentences[min(len(analysis.sentences), _FULL_MOST) - 1].end
    fuller = [
        other
        for other in found
        if other.title_end > other.end
        and other.start < reach
        and other.score > max(0.0, best.score - _FULLER)
        and (analysis.folded[other.start : other.end].rsplit(" ", 2)[-2:] == noun or other.noun_kind == "=" + best.noun_kind != "=")
    ]
    return max(fuller, key=_weight_of) if fuller else None


_LEAST, _FULLER, _FULL_MOST = -0.5, 2.6, 5
"""The least weight of a naming to be believed; how much lighter, and how many sentences from the top, a full one may be."""
_CLOSING_MOST = 3
_TAGGED = re.compile(r"(?:more ?)?\([^\W\d_][^()\n]{1,22}\) ?[-–—]+ ")


def _is_lead(analysis: Analysis, line: Line) -> bool:
    """Whether the line opens with the tag of the paper ("(QBĐT) - …"): that is the lead, wherever a copy has put it."""
    return line.role == "body" and _TAGGED.match(analysis.surface, line.start, line.end) is not None


def _weigh(analysis: Analysis, hit: Hit, mark: str) -> Naming | None:
    """The naming at ``hit`` with its weight, or None where no meeting of the report's own is named."""
    index = bisect_right(analysis.sentences, (hit.start, 1 << 60)) - 1
    if index < 0 or analysis.sentences[index].end < hit.end or is_no_meeting(analysis, hit):
        return None
    sentence = analysis.sentences[index]
    lead = index > 1 and _is_lead(analysis, analysis.lines[sentence.line])
    index = 1 if lead else index
    governor, place = _governor(analysis, hit.start, sentence.start)
    if governor == "other" or (governor != "at" and is_ordered(analysis, hit, sentence)):
        return None
    if is_past(analysis, hit, governor, sentence.end):
        return None
    if mark and (governor not in ("organise", "chair") and not _is_own_verb(analysis, hit, sentence)):
        return None
    if hit.entry.form == "lễ" and not _is_ceremony(analysis, hit, governor):
        return None
    if not governor and _is_verbal(analysis, hit, sentence):
        governor, place = "organise", hit.start
    if not governor and _AFTER_SUBJECT.search(analysis.folded, hit.end, min(sentence.end, hit.end + 220)):
        governor, place = "subject", hit.start
    referred = not mark and governor in ("", "subject") and _REFERRED.match(analysis.folded, hit.end, sentence.end) is not None
    end = hit.end if referred else title_end(analysis, hit.start, hit.end, sentence.end, governor or ("organise" if mark else ""))
    if (mark and end <= hit.end and hit.value != "dialogue") or (hit.entry.form == "ngày hội" and governor != "organise"):
        return None
    score = _WEIGHT.get(governor, 0.0) - 0.35 * min(index, 20)
    score += 2.0 * (end > hit.end) + 2.5 * has_day(analysis, sentence) - 1.5 * bool(mark)
    score -= 3.0 * (mark != "" and ((hit.value == "supervision" and index > 1) or (index > _OPENING_MOST and not has_day(analysis, sentence))))
    score -= 1.0 * (mark != "" and analysis.folded.startswith((" thực tế", " hiện trường", " thực địa"), hit.end))
    score -= 2.0 * referred
    score -= 3.0 * (sentence.section in ("tasks", "opinions", "awards", "results") and not lead)
    return Naming(hit.start, hit.end, end, governor, place, sentence, mark + hit.value, score)


_HELD_WELL = re.compile(r"(?<!bị )(?<!việc )(?<!vụ )(?<!phần )tổ chức $")
_REFERRED = re.compile(r" (?:đề ra|kéo dài|bầu|thống nhất|nhất trí|biểu quyết|thông qua|thu hút|ghi nhận|nhận được|quyết nghị|cũng|còn|dành)(?!\w)")
_NO_OWN_VERB = (" dự ", " cuộc ", " buổi ", " phòng ", " hội ", " kỳ ", " nghị ", " lễ ", " đàm ", " để ", " về ", " đoàn ")


def _is_own_verb(analysis: Analysis, hit: Hit, sentence: Sentence) -> bool:
    """Whether a verb such as họp, làm việc với is what the subject of an opening sentence did."""
    if hit.value not in ("session", "working_session", "supervision", "signing", "dialogue", "preliminary_review", "final_review"):
        return False
    if not analysis.surface[hit.start].islower():
        return False
    left = analysis.folded[max(sentence.start, hit.start - 14) : hit.start]
    if not left.endswith((" đã ", " vừa ", " tiến hành ", " và ", " ")) or left.endswith(_NO_OWN_VERB):
        return False
    index = bisect_right(analysis.organizations, hit.start, key=lambda org: org.start) - 1
    before = index >= 0 and sentence.start <= analysis.organizations[index].start and 0 <= hit.start - analysis.organizations[index].end < 16
    if has_day(analysis, sentence) and subject_before(analysis, sentence.start, hit.start) is not None:
        return hit.value != "dialogue" or analysis.folded.startswith((" với", " cùng"), hit.end) or hit.entry.form.endswith(" với")
    followed = analysis.folded.startswith((" bàn", " nghe", " phiên", " với", " để", " thông qua", " xét"), hit.end)
    return (before and (followed or hit.value != "session")) or (left.endswith((" đã ", " vừa ")) and hit.value != "session")


def _is_verbal(analysis: Analysis, hit: Hit, sentence: Sentence) -> bool:
    """Whether a noun such as giao ban, đối thoại is what the body right before it did ("LĐLĐ tỉnh giao ban quý I")."""
    if hit.entry.form not in _VERBAL or not analysis.surface[hit.start].islower():
        return False
    index = bisect_right(analysis.organizations, hit.start, key=lambda org: org.start) - 1
    if index < 0 or analysis.organizations[index].start < sentence.start or analysis.organizations[index].end > hit.start:
        return False
    gap = analysis.folded[analysis.organizations[index].end : hit.start]
    return gap in (" ", " đã ", " vừa ", " họp ", " đã họp ")


_VERBAL = frozenset(("giao ban", "tọa đàm"))


def _is_ceremony(analysis: Analysis, hit: Hit, governor: str) -> bool:
    if analysis.folded.startswith((" hội", " tết", " tân", " phép", " nghi", " lớn", " chùa"), hit.end):
        return False
    return governor in ("organise", "happen", "chair", "have") or analysis.surface[hit.start].isupper()


def _governor(analysis: Analysis, start: int, floor: int) -> tuple[str, int]:
    """(class, start) of the word that governs the noun at ``start``; ("", start) for none, "other" for another meeting."""
    folded = analysis.folded
    words = _words_before(folded, start, max(floor, start - 40))
    others, governors = phrase_set("meeting.other"), phrase_set("meeting.governor")
    for at in words:
        found = others.at(folded, at, start)
        if found is not None and _only_filler(folded[found[0] : start]) and not _HELD_WELL.search(folded, max(floor, at - 40), at):
            return "other", at
    for at in reversed(words):
        found = governors.at(folded, at, start)
        if found is not None and folded.endswith("ban ", floor, at) and analysis.surface[at].isupper():
            return "other", at
        if found is not None and _only_filler(folded[found[0] : start]):
            return _with_verb(analysis, found[1], at, floor)
        if found is None and folded[at : folded.find(" ", at)] not in _FILLER and not _is_tail_of_governor(folded, at):
            break
    return "", start


def _words_before(folded: str, start: int, floor: int) -> list[int]:
    """Where the last words before ``start`` begin: at most five, and one that touches it, with blanks and commas only between."""
    found: list[int] = []
    reach, most = start, _WORDS_BEFORE
    for word in reversed(list(_WORD.finditer(folded, floor, start))):
        if word.end() == start:
            most += 1
        if folded[word.end() : reach].strip(" ,") or len(found) == most:
            break
        reach = word.start()
        found.append(reach)
    found.reverse()
    return found


def _with_verb(analysis: Analysis, governor: str, at: int, floor: int) -> tuple[str, int]:
    """đã có buổi …, diễn ra Hội nghị …; có alone before a meeting only counts with a subject."""
    if governor == "have" and analysis.folded.endswith(("dự ", "tham gia "), floor, at):
        return "attend", at
    return governor, at


def _is_tail_of_governor(folded: str, at: int) -> bool:
    return folded.startswith(("chức ", "hành ", "mạc ", "trì ", "tập ", "ra ", "dự ", "gia ", "luận ", "thành công", "công "), at)


def _only_filler(text: str) -> bool:
    return all(word in _FILLER for word in text.replace(",", " ").split())
