"""Phát ngôn (statements): what each clause does — directs, agrees, plans, pledges, wishes, reports — and who acts.

Nine lists in ten carry no markers; what holds their clauses together is the word that governs them ("đề nghị",
"thống nhất", "cam kết"), the semicolons, and sentences without a subject that carry the statement on. This module
reads a report sentence by sentence and keeps, in a :class:`Frame`, what governs at the moment.
"""

from __future__ import annotations

import re
from dataclasses import replace

from bienban.language.analysis import Analysis, Announcement, Clause, Line, Party, Sentence
from bienban.rules.statements.acts import (
    Act,
    Addressee,
    acts_in,
    addressee,
    is_verb,
    mention_at,
    named_alone,
    skip_gap,
    skip_opening,
)
from bienban.rules.statements.announce import announcement_in
from bienban.rules.statements.bounds import (
    asked_until,
    aspires,
    gives_examples,
    is_aim,
    is_past,
    item_body,
    names_document,
    past_matter,
    past_order,
    says_something,
    strives,
    titles_document,
    trim,
)
from bienban.rules.statements.clauses import split_clauses
from bienban.rules.statements.frame import Frame
from bienban.rules.statements.governing import judge
from bienban.rules.statements.listener import CHAIN, REPORTED_SECTIONS, Listener
from bienban.rules.statements.verdict import Verdict, partners_in, speaks_of_himself

_SAYING = ("aspire", "wish", "direct", "state", "opine", "upward")
_NOMINAL = re.compile(r"(?:các|những|nhiều|một số|công tác|việc|đây|trong khi|kết quả|tỷ lệ|số|điều|nhiều|không khí|tình hình|đó)\b")


class StatementReader(Listener):
    """Bộ đọc phát ngôn của một văn bản; one instance reads one text once."""

    def read(self) -> None:
        """Fill ``analysis.clauses`` and ``analysis.announcements``."""
        analysis = self.analysis
        for sentence in analysis.sentences:
            line = analysis.lines[sentence.line]
            if sentence.line != self.line:
                self._enter_line(sentence.line, line, sentence.section)
            clauses = split_clauses(analysis.folded, sentence, line)
            asked = asked_until(analysis, sentence)
            for index, clause in enumerate(clauses):
                if clause.end < asked:
                    continue
                clause.start = skip_gap(analysis, max(clause.start, asked), clause.end) if clause.start < asked else clause.start
                stop = self._char_after(clause.end)
                self._hear(clause, first=index == 0)
                self._read_clause(clause, sentence, line, first=index == 0, stop=stop)

    # -- one clause ---------------------------------------------------------------------------------------------

    def _read_clause(self, clause: Clause, sentence: Sentence, line: Line, *, first: bool, stop: str) -> None:
        analysis = self.analysis
        self._cut_attribution(clause)
        if clause.marker is not None and titles_document(analysis, clause):
            self.frame = Frame()
            return
        if line.role != "heading":
            clause.start = past_matter(analysis, clause.start, clause.end)
        if first and (opener := analysis.cues.at("section.opener", sentence.start)) is not None and opener.value in ("results", "limits"):
            self.directing = False
        body = skip_opening(analysis, clause.start, clause.end)
        acts = acts_in(analysis, clause.start, clause.end)
        self._note_speaker(acts, clause)
        lead = announcement_in(analysis, clause.start, clause.end, stop, acts)
        directed = self.frame.act in ("task", "agreed") and (not first or clause.marker is not None)
        authority = self._authority(clause, sentence)
        verdict = judge(analysis, clause, body, acts, authority, self.speaker, directed=directed, notice=self._tells_notice(clause))
        if lead is not None and verdict.act != "proposal" and not self._reports(clause, sentence, lead.announcement, verdict):
            self._announce(lead.announcement, verdict, sentence, line)
            rest = skip_gap(analysis, lead.first, clause.end)
            if rest < clause.end:
                clause.body = rest
                if not is_verb(analysis, rest):
                    self._assigned_item(clause)
                self._add(clause, sentence)
            else:
                self._announce_more(clause, lead.announcement, acts, verdict, sentence, line)
            return
        if verdict.act == "closing":
            self.frame, self.official = Frame(), False
            return
        if line.role == "heading":
            self._head(clause, verdict, sentence)
            return
        if verdict.act in ("wish", "proposal", "opinion", "result"):
            self._stop(clause, verdict)
        elif verdict.act != "none":
            self._govern(clause, verdict, sentence, first)
        elif self._plans_on(clause, body, sentence, line, first=first):
            self._govern(clause, Verdict("plan", "plan", body=body, rule="task.plan.bare", score=0.45), sentence, first)
        elif self._counts_orders(clause, sentence):
            self._govern(clause, Verdict("task", "directive", body=body, rule="task.ordinal", score=0.6), sentence, first)
        else:
            self._inherit(clause, body, sentence, line, first)

    # -- what a clause does to the frame ------------------------------------------------------------------------

    def _announce(self, announcement: Announcement, verdict: Verdict, sentence: Sentence, line: Line) -> None:
        kind = announcement.kind
        if verdict.act == "agreed" and kind != "aim":
            kind = announcement.kind = "agreed"
        announcement.agreed_by = verdict.agreed_by
        self.statements += 1
        act = {"agreed": "agreed", "directive": "task", "aim": "aim"}.get(kind, "plan")
        assigner = verdict.subject or (self.speaker if act == "task" else None)
        self.frame = Frame(
            act=act, kind=kind, assigner=assigner, lead=verdict.lead, statement=self.statements, announcement=announcement, chain=CHAIN,
            rule=f"task.list.{kind}", score=0.85,
        )  # fmt: skip
        self.official = self.official or (
            announcement.declared is None
            and announcement.rule == "tasklist.announced"
            and line.role != "item"
            and self._char_after(sentence.end - 1) == ":"
        )
        self.base = self.frame
        self.official = self.official or announcement.rule == "tasklist.conclusion"
        self.levels.clear()
        self.analysis.announcements.append(announcement)

    def _announce_more(self, clause: Clause, found: Announcement, acts: list[Act], verdict: Verdict, sentence: Sentence, line: Line) -> None:
        """One clause may announce several lists and give none ("6 nhóm nhiệm vụ và 3 khâu đột phá")."""
        at = found.end
        for _ in range(4):
            more = announcement_in(self.analysis, at, clause.end, "", acts)
            if more is None or more.announcement.declared is None or more.announcement.end <= at:
                return
            self._announce(more.announcement, verdict, sentence, line)
            at = more.announcement.end

    def _head(self, clause: Clause, verdict: Verdict, sentence: Sentence) -> None:
        """A heading names the lead of what stands under it, or just its matter."""
        if verdict.act == "task" and verdict.lead:
            self.frame.lead = verdict.lead
            self.frame.act, self.frame.kind, self.frame.chain = "task", "directive", CHAIN
            self.frame.rule, self.frame.score = "task.heading.assigned", 0.8
        elif sentence.section in ("opinions", "results", "limits"):
            self.frame = self.base = Frame()
        elif self._names_whom(clause):
            return
        elif verdict.act in ("task", "agreed") and not verdict.lead:
            self._govern_below(verdict)
        elif self.frame.act not in ("none", "aim"):
            self.frame.lead = []
            self.frame.chain = CHAIN
        elif sentence.section == "conclusion":
            self.statements += 1
            self.frame = Frame(
                act="task",
                kind="directive",
                assigner=self.speaker,
                statement=self.statements,
                chain=CHAIN,
                rule="task.heading.conclusion",
                score=0.6,
            )
            self._names_whom(clause)
        elif sentence.section == "tasks":
            self.statements += 1
            self.frame = Frame(act="plan", kind="plan", statement=self.statements, chain=CHAIN, rule="task.heading.plan", score=0.55)

    def _govern_below(self, verdict: Verdict) -> None:
        """ "3. Hội nghị thống nhất:" as a heading governs the items below it."""
        self.statements += 1
        assigner = verdict.subject or self._implied(verdict)
        self.frame = Frame(
            act=verdict.act, kind=verdict.kind, assigner=assigner, statement=self.statements, chain=CHAIN, rule=verdict.rule, score=verdict.score
        )

    def _stop(self, clause: Clause, verdict: Verdict) -> None:
        clause.act = verdict.act
        clause.rule = verdict.rule
        clause.assigner = verdict.subject
        self.analysis.clauses.append(clause)
        self.frame = Frame()

    def _govern(self, clause: Clause, verdict: Verdict, sentence: Sentence, first: bool) -> None:
        same = not first and self.frame.statement and verdict.act == self.frame.act and verdict.subject is None
        if not same:
            self.statements += 1
        if verdict.act == "commitment" and clause.marker is None and self.frame.act == "task" and (self.levels or self.official):
            self.aside = self.frame
        kept = self.frame.announcement if clause.marker is not None or self.official or same else None
        assigner = verdict.subject or (self.frame.assigner if verdict.act == "task" and same else None) or self._implied(verdict)
        self.frame = Frame(
            act=verdict.act, kind=verdict.kind, assigner=assigner, lead=verdict.lead, act_words=verdict.act_words,
            on_behalf=verdict.on_behalf, strength=verdict.strength, statement=self.statements, announcement=kept, chain=CHAIN,
            rule=verdict.rule, score=verdict.score,
        )  # fmt: skip
        if verdict.lead:
            self.frame.lead_style = clause.style if clause.marker is not None else (self.levels[-1][0] if self.levels else "")
        if verdict.act == "task" and verdict.subject is not None and verdict.subject.kind == "person":
            self.directing = True
        clause.body = verdict.body
        clause.coordinating = verdict.coordinating
        self._add(clause, sentence)
        if gives_examples(self.analysis, clause):
            self.frame = Frame()

    def _implied(self, verdict: Verdict) -> Party | None:
        return self.speaker if verdict.act in ("task", "commitment") and not verdict.foreign else None

    def _inherit(self, clause: Clause, body: int, sentence: Sentence, line: Line, first: bool) -> None:
        frame = self.frame
        analysis = self.analysis
        if frame.act == "none" or frame.chain <= 0:
            return
        if clause.marker is not None and frame.lead_style in (clause.style, *self._styles_above(clause)):
            frame.lead, frame.lead_style = [], ""
        if clause.marker is not None and clause.end == self._content_end(sentence) and self._names_whom(clause):
            return
        if first and clause.marker is None:
            if sentence.section in REPORTED_SECTIONS and frame.act != "task":
                return
            if not is_verb(analysis, item_body(analysis, clause, body)):
                self._new_subject(clause, body, sentence)
                return
            frame.chain -= 1
            declared = frame.announcement.declared if frame.announcement is not None else None
            if declared is not None and frame.announcement is not None and len(frame.announcement.clauses) >= declared:
                frame.announcement = None
        if is_past(self.analysis, clause, body):
            frame.chain = 0
            return
        clause.body = item_body(analysis, clause, past_order(analysis, clause, body, frame.act))
        if frame.act == "commitment" and analysis.folded.startswith("sẽ ", clause.body):
            clause.body = skip_gap(analysis, clause.body + 3, clause.end)
        if not is_verb(analysis, clause.body):
            listed = frame.announcement is not None
            bare = clause.marker is None and not first and frame.act != "aim"
            if bare and (not listed or _NOMINAL.match(analysis.folded, clause.body, clause.end)):
                self._fragment(clause, body, sentence)
                return
            self._assigned_item(clause)
            if not listed and not is_verb(analysis, clause.body):
                return
        self._add(clause, sentence)

    def _content_end(self, sentence: Sentence) -> int:
        return sentence.start + len(self.analysis.folded[sentence.start : sentence.end].rstrip(" :;,."))

    def _names_whom(self, clause: Clause) -> bool:
        """An item or a heading that is nothing but a name: what stands under it is that body's."""
        named = self.analysis.folded[clause.start : clause.end].rstrip(" :,.")
        if self.frame.act not in ("task", "agreed", "plan") or not named_alone(self.analysis, clause.start, clause.end):
            return False
        self.frame = replace(self.frame, lead=[(clause.start, clause.start + len(named))], lead_style="", chain=CHAIN)
        return True

    def _styles_above(self, clause: Clause) -> list[str]:
        """Styles of the open items that an item like ``clause`` closes."""
        styles = [style for style, _ in self.levels]
        return styles[styles.index(clause.style) :] if clause.style in styles else []

    def _assigned_item(self, clause: Clause) -> None:
        """An item may name who is to act before the verb ("c) Sở Tài chính thẩm định …")."""
        loose = clause.marker is not None and self.frame.act in ("task", "agreed")
        target = addressee(self.analysis, clause.body, clause.end, strict=not loose)
        if target.lead and is_verb(self.analysis, target.body):
            clause.lead, clause.body = target.lead, target.body

    def _fragment(self, clause: Clause, body: int, sentence: Sentence) -> None:
        """A stretch after a semicolon without a verb of its own: a new subject, or more of the clause before."""
        target = addressee(self.analysis, body, clause.end, strict=True)
        if target.lead and is_verb(self.analysis, target.body):
            self._new_subject(clause, body, sentence)

    def _new_subject(self, clause: Clause, body: int, sentence: Sentence) -> None:
        """A clause with a subject of its own: no longer the speaker's pledge, but a plan for whom it names."""
        if self.frame.act not in ("commitment", "plan", "agreed", "task") or is_past(self.analysis, clause, body):
            self.frame.chain = 0
            return
        target: Addressee = addressee(self.analysis, body, clause.end, strict=True)
        said = self.analysis.cues.first("act", body, min(clause.end, target.body + 12))
        saying = said is not None and said.value in _SAYING
        own = speaks_of_himself(self.analysis, body, target.body)
        if not target.lead or saying or own or not is_verb(self.analysis, target.body) or sentence.section == "awards" or self._is_passive(target):
            self.frame.chain = 0
            return
        was = self.frame
        named = mention_at(self.analysis, target.lead[0][0])
        if named is not None and named.party is self.speaker:
            self.frame.chain = 0
            return
        act = "task" if was.act == "task" else "plan"
        self.statements += 1
        self.frame = Frame(
            act=act, kind="directive" if act == "task" else "plan", assigner=was.assigner if act == "task" else None, lead=target.lead,
            statement=self.statements, announcement=was.announcement if was.act != "commitment" else None, chain=1,
            rule="task.new-subject", score=0.6,
        )  # fmt: skip
        clause.body = target.body
        self._add(clause, sentence)

    def _is_passive(self, target: Addressee) -> bool:
        """ "3 cá nhân được tặng …": what is done to somebody is nothing he is to do."""
        return self.analysis.folded[target.lead[0][0] : target.body].rstrip().endswith(" được")

    # -- the clause joins the text's statements -----------------------------------------------------------------

    def _add(self, clause: Clause, sentence: Sentence) -> None:
        frame = self.frame
        clause.act, clause.assigner = frame.act, frame.assigner
        clause.rule, clause.score = frame.rule, frame.score
        clause.lead = clause.lead or frame.lead
        clause.coordinating = clause.coordinating or partners_in(self.analysis, clause.body, clause.end)
        clause.act_words, clause.on_behalf, clause.strength = frame.act_words, frame.on_behalf, frame.strength
        if clause.act == "commitment" and aspires(self.analysis, clause):
            clause.strength = "aspiration"
        clause.statement = frame.statement
        clause.announcement = frame.announcement
        trim(self.analysis, clause)
        if not says_something(self.analysis, clause) or names_document(self.analysis, clause):
            return
        if (clause.act in ("agreed", "plan") or strives(self.analysis, clause)) and is_aim(self.analysis, clause):
            clause.act = "aim"
        if clause.act == "task" and frame.assigner is not None and frame.assigner is self.speaker:
            self.order, self.order_line = frame, clause.line
        self._nest(clause)
        if frame.announcement is not None and clause.parent is None:
            frame.announcement.clauses.append(clause)
        self.analysis.clauses.append(clause)

    def _nest(self, clause: Clause) -> None:
        if clause.marker is None:
            clause.parent = self._item_of(clause)
            return
        styles = [style for style, _ in self.levels]
        if clause.style in styles:
            del self.levels[styles.index(clause.style) :]
        elif self.frame.announcement is None:
            self.levels.clear()
        clause.parent = self.levels[-1][1] if self.levels else None
        self.levels.append((clause.style, clause))

    def _item_of(self, clause: Clause) -> Clause | None:
        """The marked item that an unmarked clause of the same line carries on; a missing item of the count stands for itself."""
        announcement = self.frame.announcement
        if not self.levels or announcement is None:
            return None
        item = self.levels[-1][1]
        short = announcement.declared is not None and len(announcement.clauses) < announcement.declared
        opens = self.analysis.folded[max(0, clause.start - 40) : clause.start].rstrip()[-1:] in (".", "!", "?")
        return None if item.line != clause.line or (short and opens) else item


def read_statements(analysis: Analysis) -> None:
    """Đọc phát ngôn: fill ``analysis.clauses`` and ``analysis.announcements``."""
    StatementReader(analysis).read()
