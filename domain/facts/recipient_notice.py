"""What recipients are told afterwards: that what they got is corrected, or not free any more."""

from dataclasses import replace
from typing import Annotated, Self

from domain.codes import NoticeAnswer, NoticeCause
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    CaseId,
    FunctionId,
    NoticeId,
    OrganisationId,
    PermissionId,
    Personal,
    RecipientId,
    ResidentId,
    StatementId,
    TeamId,
)


class RecipientNotified(Event):
    """Ontvanger ingelicht (AVG 7(3), 19; M-28): one for each recipient, who has to answer it."""

    notice: NoticeId
    case: CaseId
    resident: ResidentId
    cause: NoticeCause
    accountable: FunctionId
    accountable_organisation: OrganisationId
    team: TeamId | None = None
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    statement: StatementId | None = None
    permission: PermissionId | None = None
    text: Annotated[str, Personal("resident")] | None = None
    """What it should have said, where that stands in the file of another case."""


class RecipientAcknowledged(Event):
    """Ontvangst bevestigd: the recipient has it, and says what was done with it."""

    notice: NoticeId
    case: CaseId
    resident: ResidentId
    answer: NoticeAnswer
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None


class RecipientNotice(Knowledge):
    """What a recipient was told, and whether that was acknowledged."""

    notice: NoticeId
    notified: RecipientNotified | None = None
    acknowledged: bool = False

    def evolve(self, fact: Fact[RecipientNotified | RecipientAcknowledged]) -> Self:
        match fact.event:
            case RecipientNotified() as notified:
                return replace(self, notified=notified)
            case RecipientAcknowledged():
                return replace(self, acknowledged=True)
