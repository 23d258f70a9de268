"""Kết quả, nhiệm vụ, chỉ tiêu, cam kết (work): what was done, and what is to be done."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from bienban.records.base import Count, Flag, Item, NonEmpty, Number, Organization, Quantity, Span, When
from bienban.records.vocabulary import Basis, Direction, ResultKind, Strength, TaskKind

AttendeeId = Annotated[str, Field(pattern=r"^A[1-9][0-9]*$")]
ListId = Annotated[str, Field(pattern=r"^L[1-9][0-9]*$")]
TaskId = Annotated[str, Field(pattern=r"^T[1-9][0-9]*$")]
TargetId = Annotated[str, Field(pattern=r"^G[1-9][0-9]*$")]
CommitmentId = Annotated[str, Field(pattern=r"^C[1-9][0-9]*$")]
StatementId = Annotated[str, Field(pattern=r"^S[1-9][0-9]*$")]
Ordinal = Annotated[int, Strict(), Field(ge=1)]


class Result(Item):
    """Kết quả (result): something already reached, counted, voted or awarded."""

    kind: ResultKind = Field(description="progress (done of total), figure, vote or award.")
    quantity: Quantity | None = Field(default=None, description="The figure reached; null where done and total tell it.")
    done: Number | None = Field(default=None, description="Number done, of a 'done/total' ratio.")
    total: Number | None = Field(default=None, description="Number it is counted against.")
    basis: Basis | None = Field(default=None, description="Whether total is everything there is or the planned number.")
    measure: Span | None = Field(default=None, description="What is counted or measured.")
    period: When | None = Field(default=None, description="The time the result belongs to.")
    organization: Organization | None = Field(default=None, description="Whose result it is.")


class TaskList(Item):
    """Danh mục nhiệm vụ (task list): the words that announce a list of tasks."""

    declared_count: Count | None = Field(default=None, description="How many tasks the words announce; null without a number.")
    found_count: Count = Field(description="How many tasks of the first level were found.")
    partial: Flag = Field(default=False, description="True where the words say that only some are given ('trong đó tập trung').")
    period: When | None = Field(default=None, description="The time the tasks are for.")
    agreed_by: Span | None = Field(default=None, description="Who agreed on the tasks ('hai bên', 'Hội nghị').")


class Task(Item):
    """Nhiệm vụ (task): one action agreed, assigned or directed for the time ahead; its span is one clause."""

    list_id: ListId | None = Field(default=None, description="The list the task belongs to.")
    parent_id: TaskId | None = Field(default=None, description="The task this one is a part of.")
    ordinal: Ordinal | None = Field(default=None, description="Number of the task in its list, where the text numbers it.")
    marker: NonEmpty | None = Field(default=None, description="The list marker as written: '(1)', 'Một là', '-'.")
    kind: TaskKind = Field(description="agreed (thống nhất), directive (giao, đề nghị, chỉ đạo) or plan.")
    assigner: AttendeeId | None = Field(default=None, description="Attendee who assigned or directed the task.")
    lead: tuple[Organization, ...] = Field(default=(), description="Whom the task is addressed to (chủ trì).")
    coordinating: tuple[Organization, ...] = Field(default=(), description="Who is to help (phối hợp).")
    due: When | None = Field(default=None, description="Deadline.")
    product: Span | None = Field(default=None, description="What is to be handed in ('báo cáo', 'kế hoạch').")


class Target(Item):
    """Chỉ tiêu (target): a number to be reached in the time ahead."""

    measure: Span | None = Field(default=None, description="What is counted or measured.")
    quantity: Quantity = Field(description="The number to be reached.")
    direction: Direction = Field(description="Whether the number is an increase, a decrease, a level to reach or to keep.")
    due: When | None = Field(default=None, description="When it is to be reached.")
    organization: Organization | None = Field(default=None, description="Whose target it is.")
    task_id: TaskId | None = Field(default=None, description="The task that holds the target.")
    commitment_id: CommitmentId | None = Field(default=None, description="The commitment that holds the target.")


class Commitment(Item):
    """Cam kết (commitment): one clause by which a speaker binds himself or the body he speaks for."""

    statement_id: StatementId = Field(description="Shared by the clauses of one statement: 'S1', 'S2' in text order.")
    speaker: AttendeeId | None = Field(default=None, description="Attendee who made the commitment.")
    on_behalf_of: Organization | None = Field(default=None, description="Body spoken for, where the statement names it.")
    act: Span | None = Field(default=None, description="The words of binding ('cam kết', 'hứa'); null where inherited or left out.")
    strength: Strength = Field(description="pledge, intention or aspiration.")
    partners: tuple[Organization, ...] = Field(default=(), description="Bodies it is to be done together with.")
    due: When | None = Field(default=None, description="When it is to be done.")
    target_ids: tuple[TargetId, ...] = Field(default=(), description="Targets named in the clause.")
