"""Telling recipients afterwards (AVG 7(3), 19): one notice each, and what they answer."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID, uuid5

from domain.codes import Channel, NoticeAnswer, NoticeCause, Template
from domain.command import Command, Refused, Unknown
from domain.decisions.recipient import made_for_safety
from domain.decisions.telling import told
from domain.fact import Context, Event
from domain.facts.disclosure import DisclosureMade
from domain.facts.recipient_notice import (
    RecipientAcknowledged,
    RecipientNotice,
    RecipientNotified,
)
from domain.facts.statement import StatementRecorded
from domain.law import Rules
from domain.refusal import Refusal
from domain.terms import (
    CaseId,
    NoticeId,
    OrganisationId,
    PermissionId,
    RecipientId,
    ResidentId,
    StatementId,
    TeamId,
)

LETTER = {
    NoticeCause.CORRECTION: Template.CORRECTION,
    NoticeCause.PERMISSION_WITHDRAWN: Template.PERMISSION_WITHDRAWN,
}


def corrected(
    context: Context,
    made: Sequence[DisclosureMade],
    said: StatementRecorded,
    text: str,
    confided: bool,
    on: date,
) -> list[Event]:
    """That everybody who received this statement is told that it was wrong (AVG 19), and what it
    should have said: where they received it out of another case, those words go with the notice.

    Of what was confided since, those words go only to whom it went for safety (Jw 7.3.11): the
    others are told by the team itself that it was wrong, and no more."""
    rules = Rules.of(context.rules)
    recipients = {(each.organisation, each.recipient): each for each in made}
    safe = {(m.organisation, m.recipient) for m in made if made_for_safety(m, rules, on)}
    return [
        event
        for (organisation, recipient), last in recipients.items()
        for event in notice(
            context, NoticeCause.CORRECTION, last.case, last.resident, last.team,
            organisation=organisation, recipient=recipient, statement=said.statement,
            text=None if last.case == said.case else text,
            by_letter=not confided or (organisation, recipient) in safe,
        )
    ]  # fmt: skip


def notice(
    context: Context,
    cause: NoticeCause,
    case: CaseId,
    resident: ResidentId,
    team: TeamId | None,
    *,
    organisation: OrganisationId | None = None,
    recipient: RecipientId | None = None,
    statement: StatementId | None = None,
    permission: PermissionId | None = None,
    text: str | None = None,
    by_letter: bool = True,
) -> list[Event]:
    """That one recipient is told: a letter to an organisation; to a person, by the team itself.

    Its id follows from the command and the recipient, so that a retry gives the same notice.
    """
    told_now = RecipientNotified(
        notice=NoticeId(str(uuid5(UUID(context.command), f"notice {organisation or recipient}"))),
        case=case,
        resident=resident,
        cause=cause,
        accountable=context.function,
        accountable_organisation=context.organisation,
        team=team,
        organisation=organisation,
        recipient=recipient,
        statement=statement,
        permission=permission,
        text=text,
    )
    if organisation is None or not by_letter:
        return [told_now]
    letter = told(
        context, LETTER[cause], organisation=organisation, case=case, about=resident,
        channel=Channel.EMAIL,
    )  # fmt: skip
    return [told_now, letter]


class AcknowledgeNotice(Command[RecipientNotice]):
    """Say what was done with what one was told: by the recipient, or by who told them, for them."""

    notice: NoticeId
    answer: NoticeAnswer

    def needs(self) -> tuple[RecipientNotice]:
        return (RecipientNotice(self.notice),)

    def decide(self, notice: RecipientNotice) -> Sequence[Event]:
        told = notice.notified
        if told is None:
            raise Unknown("notice")
        if self.context.organisation not in (told.organisation, told.accountable_organisation):
            raise Refused(Refusal.NOT_YOURS)
        if notice.acknowledged:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            RecipientAcknowledged(
                notice=self.notice,
                case=told.case,
                resident=told.resident,
                answer=self.answer,
                organisation=told.organisation,
                recipient=told.recipient,
            )
        ]
