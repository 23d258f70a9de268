"""Người nghe (listener): who speaks, and what still governs when the next line, sentence or clause begins."""

from __future__ import annotations

import re
from dataclasses import replace

from bienban.language.analysis import Analysis, Announcement, Clause, Heard, Line, Party, Sentence
from bienban.rules.statements.acts import Act, acts_in, is_verb
from bienban.rules.statements.bounds import is_past
from bienban.rules.statements.carrying import carries_order
from bienban.rules.statements.frame import Frame
from bienban.rules.statements.verdict import Verdict

CHAIN = 3
"""Sentences without a subject that an act may govern."""
REPORTED_SECTIONS = ("results", "limits", "awards", "attendance", "basis")
"""Sections that tell what was, not what is to be done."""


_NOTICE = re.compile(
    r"(?:thông báo (?:số )?\d+/tb-[^.\n]{0,120}? kết luận"
    r"|(?:có|ra|ban hành|phát đi|gửi|truyền đạt) (?:văn bản )?thông báo (?:ý kiến )?kết luận)[^.\n]{0,300}"
)
_HEAD = 2_000
_LAW = re.compile(r"(?:căn cứ|theo|tại) (?:tại |vào |theo |quy định tại )*(?:khoản|điều|điểm|luật|nghị định|thông tư)\b|điều \d+\b")
"""A line that begins so quotes a law: what bodies do in there is no order of the notice."""


class Listener:
    """Trạng thái khi nghe một văn bản: what a reader of statements keeps in mind from clause to clause."""

    def __init__(self, analysis: Analysis) -> None:
        self.analysis = analysis
        self.frame = Frame()
        self.speaker: Party | None = None
        self.official = False
        self.directing = False
        """True from a person's order to the next opening of results: what follows is his conclusion."""
        self.statements = 0
        self.base = Frame()
        self.levels: list[tuple[str, Clause]] = []
        self.line = -1
        told = _NOTICE.search(analysis.folded, 0, _HEAD)
        self.notice = told.end() if told is not None else len(analysis.folded)
        """Where a text has told that it tells a notice of conclusions: what bodies do or need to do is ordered from there on."""
        self.told_by = False
        """Whether a person was heard to say something, not only to order: then no notice is told any more."""
        self.order: Frame | None = None
        """The last order of the one who speaks; the next paragraph may carry it on."""
        self.order_line = -1
        self.pleading = False
        """Whether the last speaker asks or proposes, and does not chair: his "cần" orders nothing."""
        self.aside: Frame | None = None
        """What governs the list in which somebody just pledged something himself: it goes on with the next item."""

    def _hear(self, clause: Clause, *, first: bool) -> None:
        """Keep what governs before the clause is judged, for whoever judges it again."""
        frame = self.frame
        self.analysis.heard.append(
            Heard(
                clause, clause.start, clause.end, first, frame.act, frame.chain, self.speaker, frame.assigner, self.directing, self.official,
                frame.announcement, frame.statement, clause.section,
            )
        )  # fmt: skip

    def _char_after(self, end: int) -> str:
        rest = self.analysis.surface[end : end + 3].lstrip()
        return rest[:1]

    def _enter_line(self, index: int, line: Line, section: str) -> None:
        self.line = index
        if _LAW.match(self.analysis.folded, line.start, line.end) is not None:
            self.notice = len(self.analysis.folded)
        if self.aside is not None:
            self.frame, self.aside = replace(self.aside, chain=CHAIN), None
        listed = line.marker is not None or line.role == "heading" or (index > 0 and self.analysis.lines[index - 1].role == "heading")
        if listed and self.frame.act == "none" and self.base.announcement is not None:
            self.frame = replace(self.base, lead=[], chain=CHAIN)
        if self.frame.announcement is not None and (listed or not self.frame.announcement.clauses):
            return
        if not listed and not self.official:
            if self.order is not None and carries_order(self.analysis, line, self.order_line, index, section):
                self.frame = replace(self.order, announcement=None, lead_style="", chain=CHAIN)
                self.levels.clear()
                self.base = Frame()
                return
            if self.frame.act == "task" and self.frame.chain > 0 and self.analysis.cues.at("carrying", line.start) is not None:
                self.frame.announcement = None
                return
            self.frame.chain = 0
            self.frame.act = "none"
        if not listed:
            self.levels.clear()
            if not self.official:
                self.frame.announcement = None
                self.base = Frame()

    def _note_speaker(self, acts: list[Act], clause: Clause) -> None:
        for act in acts:
            if act.id == "act/chi-dao" and clause.marker is not None and self.frame.announcement is not None:
                continue
            if act.subject is not None and act.kind == "upward" and act.close and "chair" not in act.subject.party.roles:
                self.speaker, self.pleading = act.subject.party, True
                return
            if act.subject is not None and act.kind in ("direct", "state", "opine", "commit", "wish", "agree"):
                if self.order is not None and self.order.assigner is not act.subject.party:
                    self.order = None
                if act.kind in ("state", "opine", "commit") and act.subject.party.kind == "person":
                    self.told_by = True
                self.speaker, self.pleading = act.subject.party, False
                if act.kind == "state" and act.id == "act/ket-luan":
                    self.frame.assigner = act.subject.party
                return

    def _cut_attribution(self, clause: Clause) -> None:
        """Leave out "…”, ông X nhấn mạnh" after quoted words, and note who speaks them."""
        folded = self.analysis.folded
        quote = folded.rfind('"', clause.start + 8, clause.end)
        if quote < 0 or not 8 < clause.end - quote < 160 or clause.end - quote > quote - clause.start + 60:
            return
        for act in acts_in(self.analysis, quote + 1, clause.end):
            if act.subject is not None and act.close and act.kind in ("state", "direct", "opine") and clause.end - act.end < 40:
                self.speaker = act.subject.party
                clause.end = quote
                return

    def _authority(self, clause: Clause, sentence: Sentence) -> bool:
        """Whether an order without a named giver has force here."""
        if self.official or (clause.marker is not None and self.frame.announcement is not None):
            return True
        if self.frame.act in ("task", "agreed") and clause.start > sentence.start:
            return True
        if self._tells_notice(clause):
            return sentence.section not in ("limits", "opinions")
        return self.speaker is not None and not self.pleading and (self.directing or sentence.section not in ("results", "limits"))

    def _tells_notice(self, clause: Clause) -> bool:
        """Whether a notice of conclusions is told in which nobody speaks but to order."""
        return not self.told_by and clause.start > self.notice

    def _counts_orders(self, clause: Clause, sentence: Sentence) -> bool:
        """ "Thứ nhất là rà soát …" after somebody's order counts what he orders."""
        if clause.style != "word-thu" or not self.directing or self.pleading or self.frame.act != "none":
            return False
        return sentence.section not in REPORTED_SECTIONS and is_verb(self.analysis, clause.start)

    def _plans_on(self, clause: Clause, body: int, sentence: Sentence, line: Line, *, first: bool) -> bool:
        """A paragraph among the work to come that opens with an action, where nobody speaks: what the plan holds."""
        if not first or self.frame.act != "none" or self.speaker is not None or sentence.section != "tasks" or clause.start != line.start:
            return False
        cues = self.analysis.cues
        said = any(hit.value in ("opine", "state") for hit in cues.of("act", body, clause.end))
        if said or cues.first("act.petitioner", body, clause.end) is not None:
            return False
        return line.role == "body" and is_verb(self.analysis, body) and not is_past(self.analysis, clause, body)

    def _reports(self, clause: Clause, sentence: Sentence, announcement: Announcement, verdict: Verdict) -> bool:
        """Whether the words announce what was done or found, not what is to be done."""
        if announcement.kind not in ("plan", "aim") or verdict.act in ("agreed", "task"):
            return False
        if self.analysis.cues.first("past", clause.start, announcement.start) is not None:
            return True
        if announcement.declared is not None or announcement.kind == "aim":
            return False
        return sentence.section in (*REPORTED_SECTIONS, "lead")
