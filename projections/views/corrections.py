"""Corrections: which recipients were told of one or of a withdrawal, and who has not answered."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from domain.codes import NoticeAnswer, NoticeCause, TermCode
from domain.fact import Fact
from domain.facts.recipient_notice import RecipientAcknowledged, RecipientNotified
from domain.law import EDITION, Rules
from domain.law.due import due
from domain.terms import (
    CaseId,
    NoticeId,
    OrganisationId,
    PermissionId,
    RecipientId,
    ResidentId,
    StatementId,
    TeamId,
    day,
)
from projections.view import View, but


@dataclass(frozen=True)
class Correction:
    """What one recipient was told (kennisgeving), by when they answer, and what they answered."""

    notice: NoticeId
    case: CaseId | None = None
    resident: ResidentId | None = None
    team: TeamId | None = None
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    cause: NoticeCause | None = None
    statement: StatementId | None = None
    permission: PermissionId | None = None
    notified_on: date | None = None
    due_on: date | None = None
    """The last day for their answer: who has not answered after it is to be rung up."""
    waiting: bool = True
    """For an answer: after `due_on`, too long."""
    acknowledged_on: date | None = None
    answer: NoticeAnswer | None = None
    answered_by_recipient: bool | None = None
    """Whether the recipient said so itself, and not who told it on its behalf."""

    def evolve(self, fact: Fact[RecipientNotified | RecipientAcknowledged]) -> Self:
        event, on = fact.event, day(fact.recorded_at)
        if isinstance(event, RecipientAcknowledged):
            return but(
                self, waiting=False, acknowledged_on=on, answer=event.answer,
                answered_by_recipient=fact.context.organisation == event.organisation,
            )  # fmt: skip
        rules = Rules.of(fact.context.rules or EDITION)
        return but(
            self, case=event.case, resident=event.resident, team=event.team,
            organisation=event.organisation, recipient=event.recipient, cause=event.cause,
            statement=event.statement, permission=event.permission, notified_on=on,
            due_on=due(TermCode.ACKNOWLEDGEMENT, fact.recorded_at, rules).on,
        )  # fmt: skip


corrections = View("corrections", Correction)
