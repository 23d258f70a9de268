"""Phân tích (analysis): what the stages of one extraction share about one text.

All offsets in here are offsets into ``shadow.surface`` (and, equally, ``shadow.folded``). Only the assembly turns
them into offsets of the canonical text. Stages append to their own list and read those of earlier stages.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from bienban.language.cues import Cues
from bienban.text.shadow import Shadow


class Line(NamedTuple):
    """Một dòng (sau khi nối dòng ngắt cứng): offsets without surrounding blanks, and what the line is."""

    start: int
    end: int
    role: str
    """headline, dateline, letterhead, caption, furniture, heading, item, body, byline, signature, recipients"""
    marker: tuple[int, int] | None = None
    """Offsets of the enumerator the line begins with, if any."""


class Sentence(NamedTuple):
    """Một câu: offsets, index of its line, and the section it stands in."""

    start: int
    end: int
    line: int
    section: str
    """lead, attendance, results, limits, opinions, tasks, conclusion, awards, basis, aside"""


class TimeMention(NamedTuple):
    """Một mốc hay khoảng thời gian trong văn bản, chưa gắn năm còn thiếu."""

    start: int
    end: int
    form: str
    """Name of the pattern, e.g. date.dmy, date.dm, date.long, period.quarter, period.months, deadline.recurring"""
    year: int | None = None
    month: int | None = None
    day: int | None = None
    until_year: int | None = None
    until_month: int | None = None
    until_day: int | None = None
    bound: str = ""
    """"" for the time itself, "until" for ../X (đến, trước, chậm nhất), "from" for X/.."""
    quarter: int | None = None
    recurring: bool = False
    vague: bool = False
    """True when the words name no calendar time (trong thời gian tới)."""
    time_of_day: str = ""
    """morning, noon, afternoon, evening, or empty"""
    governor: str = ""
    """What the governing word says: before, latest, to, asof, from, after, in, at, or empty."""
    shift: int = 0
    """Years (for this_month, this_quarter: months, quarters) off the report's own: năm tới 1, năm trước -1."""


class QuantityMention(NamedTuple):
    """Một số lượng: the number(s) with comparator and unit, already valued."""

    start: int
    """Start of the quantity with its comparator (trên, ít nhất, từ …)."""
    end: int
    """End of the unit words that belong to the value (%, tỷ đồng, mô hình …)."""
    number_start: int
    number_end: int
    low: float | None
    high: float | None
    unit: tuple[int, int] | None
    unit_name: str
    """Normalised unit: "đồng" for money of any magnitude, "" when percent."""
    approximate: bool = False
    percent: bool = False
    per: tuple[int, int] | None = None
    ratio: tuple[float, float] | None = None
    """(left, right) of an n/m; low and high are then None."""
    form: str = "quantity.plain"


class OrgMention(NamedTuple):
    """Một cơ quan, tổ chức được nêu tên: offsets of the whole noun phrase."""

    start: int
    end: int
    head: str
    """Slug of the head noun (so, ban, uy-ban-nhan-dan …)."""
    plural: bool = False
    """True for open groups (các sở, ngành; các đơn vị)."""


class OrgHead(NamedTuple):
    """Danh từ chỉ cơ quan tại một chỗ trong văn bản."""

    end: int
    slug: str
    rank: str
    """alone, tail, capital, abbreviation: what must stand beside it to make a name."""
    size: int = 0


class PostSpan(NamedTuple):
    """Một chức vụ: the whole span, its title part and the offsets of the organisation part."""

    start: int
    end: int
    title: tuple[int, int]
    organization: tuple[int, int] | None


@dataclass(slots=True)
class Party:
    """Một người dự, nhóm dự hay tổ chức dự họp (ứng viên)."""

    kind: str
    start: int
    end: int
    name: str | None = None
    honorific: tuple[int, int] | None = None
    given_name: str | None = None
    posts: list[PostSpan] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    count: QuantityMention | None = None
    site: tuple[int, int] | None = None
    mentions: list[tuple[int, int]] = field(default_factory=list)
    rule: str = ""
    score: float = 0.9


class Mention(NamedTuple):
    """Một lần nhắc tới người dự, kể cả theo tên gọi hay chức vụ."""

    start: int
    """Start of the whole phrase, honorific and posts before the name included."""
    end: int
    """End of the whole phrase, posts after the name included."""
    party: Party


@dataclass(slots=True)
class Announcement:
    """Lời dẫn một danh sách nhiệm vụ: the words that announce a list, and what the list turned out to hold."""

    start: int
    end: int
    declared: int | None = None
    kind: str = "agreed"
    """Kind of the tasks it announces: agreed, directive, plan."""
    partial: bool = False
    agreed_by: tuple[int, int] | None = None
    clauses: list[Clause] = field(default_factory=list)
    rule: str = "tasklist.declared"
    score: float = 0.85


@dataclass(slots=True)
class Clause:
    """Một vế câu với hành vi ngôn ngữ của nó: what the words do, who acts, who said so."""

    start: int
    end: int
    body: int
    """Where the action words begin: after marker, connective, directing words and addressee."""
    act: str = "none"
    """task, plan, agreed, commitment, wish, proposal, opinion, result, none"""
    marker: tuple[int, int] | None = None
    style: str = ""
    ordinal: int = 0
    parent: Clause | None = None
    assigner: Party | None = None
    """Who directs, or who pledges."""
    lead: list[tuple[int, int]] = field(default_factory=list)
    coordinating: list[tuple[int, int]] = field(default_factory=list)
    act_words: tuple[int, int] | None = None
    on_behalf: tuple[int, int] | None = None
    strength: str = ""
    statement: int = 0
    """Clauses of one statement share this number."""
    announcement: Announcement | None = None
    due: TimeMention | None = None
    section: str = ""
    line: int = 0
    rule: str = ""
    score: float = 0.0
    belief: float = -1.0
    """Probability the model gives this act; -1 where it was not asked."""


class Heard(NamedTuple):
    """Một vế như khi được nghe tới: a clause of the text, decided or not, and what governed when it was read."""

    clause: Clause
    start: int
    end: int
    """Bounds before any rule trimmed them."""
    first: bool
    """Whether the clause opens its sentence."""
    governing: str
    """Act of the clause before that still governed: task, agreed, plan, commitment, aim, none."""
    chain: int
    """How many more sentences without a subject it may govern."""
    speaker: Party | None
    assigner: Party | None
    directing: bool
    official: bool
    announcement: Announcement | None
    statement: int
    section: str


@dataclass(slots=True)
class ResultCandidate:
    """Một kết quả đã đạt được."""

    start: int
    end: int
    kind: str
    quantity: QuantityMention
    measure: tuple[int, int] | None
    basis: str | None = None
    period: TimeMention | None = None
    organization: tuple[int, int] | None = None
    approximate: bool = False
    rule: str = ""
    score: float = 0.8


@dataclass(slots=True)
class TargetCandidate:
    """Một chỉ tiêu phải đạt."""

    start: int
    end: int
    quantity: QuantityMention
    measure: tuple[int, int] | None
    direction: str
    due: TimeMention | None = None
    organization: tuple[int, int] | None = None
    clause: Clause | None = None
    rule: str = ""
    score: float = 0.75


class IssuerCode(NamedTuple):
    """Cơ quan ban hành theo ký hiệu: the letters of one issuing body, with what they are known to stand for."""

    code: str
    """The letters of the symbol ("TU", "UBND"); the party's words as written where there is no symbol."""
    name: str | None
    system: str | None
    """party, state, front, union, youth, force or other; None where not known"""


@dataclass(slots=True)
class DocumentCandidate:
    """Một văn bản được viện dẫn (ứng viên), at its first full citation."""

    start: int
    end: int
    type: str
    """Code of the record's DocumentType, from the head noun in the text."""
    symbol: str | None = None
    """As written after "số", blanks folded, dashes "-"; the number alone where the text gives only that."""
    number: str | None = None
    year: int | None = None
    issuers: list[IssuerCode] = field(default_factory=list)
    issuer: tuple[int, int] | None = None
    """Offsets of the words that name the issuer, without "của"."""
    issued: TimeMention | None = None
    title: tuple[int, int] | None = None
    role: str = "mentioned"
    mentions: list[tuple[int, int]] = field(default_factory=list)
    rule: str = ""
    score: float = 0.9


@dataclass(slots=True)
class MeetingCandidate:
    """Cuộc họp của báo cáo (ứng viên): what the text says of the meeting it reports."""

    title: tuple[int, int] | None = None
    kinds: list[str] = field(default_factory=list)
    """Kinds, the main one first."""
    date: TimeMention | None = None
    edtf: str | None = None
    """EDTF value of ``date``; XXXX stands for a year that nothing gives."""
    inferred: bool = False
    """True when the year was taken from elsewhere in the report."""
    time_of_day: str = ""
    place: tuple[int, int] | None = None
    organizers: list[tuple[int, int]] = field(default_factory=list)
    period: TimeMention | None = None
    next_period: TimeMention | None = None
    topic: tuple[int, int] | None = None
    rule: str = ""
    score: float = 0.0


class Notice(NamedTuple):
    """Một cảnh báo chưa gắn lời: code and offsets; the wording comes from the vocabulary."""

    code: str
    start: int
    end: int


@dataclass(slots=True)
class Analysis:
    """Bản phân tích của một văn bản, do các chặng nối nhau điền vào."""

    shadow: Shadow
    cues: Cues
    lines: list[Line] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    times: list[TimeMention] = field(default_factory=list)
    quantities: list[QuantityMention] = field(default_factory=list)
    organizations: list[OrgMention] = field(default_factory=list)
    documents: list[DocumentCandidate] = field(default_factory=list)
    parties: list[Party] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    vietnamese: bool = True
    """False when the text is in another language; no finder runs on it then."""
    model: str | None = None
    """Version of the model that was asked about this text, if one was."""
    own_document: DocumentCandidate | None = None
    """The report's own number and date, where it is itself an official document; not among ``documents``."""
    clauses: list[Clause] = field(default_factory=list)
    heard: list[Heard] = field(default_factory=list)
    """Every clause of the sentences in text order, those among them that no rule decided included."""
    announcements: list[Announcement] = field(default_factory=list)
    results: list[ResultCandidate] = field(default_factory=list)
    targets: list[TargetCandidate] = field(default_factory=list)

    meeting: MeetingCandidate | None = None
    org_heads: dict[int, OrgHead] | None = None
    """The organisation head nouns by place, once the organisations have been looked for."""
    surface: str = field(init=False, repr=False)
    folded: str = field(init=False, repr=False)
    """Both of the shadow; kept here because every rule reads them all the time."""

    def __post_init__(self) -> None:
        self.surface = self.shadow.surface
        self.folded = self.shadow.folded

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds ``offset``, or None in set-aside text."""
        index = bisect_right(self.sentences, (offset, 1 << 60)) - 1
        if index < 0 or self.sentences[index].end <= offset:
            return None
        return self.sentences[index]

    def line_at(self, offset: int) -> Line | None:
        """The line that holds ``offset``, whatever its role, or None between lines."""
        index = bisect_right(self.lines, offset, key=lambda line: line.start) - 1
        return self.lines[index] if index >= 0 and offset < self.lines[index].end else None

    def warn(self, code: str, start: int, end: int) -> None:
        """Note a warning for ``surface[start:end]``."""
        self.notices.append(Notice(code, start, end))
