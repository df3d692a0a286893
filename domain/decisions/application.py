"""Applications: received, decided on at once within the team's own mandate, and sent."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import Channel, Law, MandatedAct, Outcome, Provision
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import (
    informed,
    question_first,
    some_money,
    taken_on,
    under_mandate,
)
from domain.fact import Event
from domain.facts.application import (
    Application,
    ApplicationReceived,
    ApplicationWithdrawn,
    Decision,
    DecisionEscalated,
    DecisionSent,
    DecisionTaken,
)
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.mandate import Mandate
from domain.facts.municipality import Function, Office
from domain.refusal import Refusal
from domain.terms import (
    ApplicationId,
    CaseId,
    Cents,
    DecisionId,
    Digest,
    FunctionId,
    MandateId,
    Personal,
    day,
)

IN_WRITING = frozenset({Channel.LETTER, Channel.WEB, Channel.EMAIL})
"""The channels by which a decision can reach somebody: it is written (Awb 1:3, 3:41)."""


class ReceiveApplication(Command[Case, Awareness, FrontDoor, Application]):
    """Receive an application, once the question is clear (or urgent)."""

    application: ApplicationId
    case: CaseId
    law: Law
    provision: Provision
    amount: Cents

    def needs(self) -> tuple[Case, Awareness, FrontDoor, Application]:
        return (
            Case(self.case),
            Awareness(self.case),
            FrontDoor(self.case),
            Application(self.application),
        )

    def decide(
        self, case: Case, awareness: Awareness, door: FrontDoor, application: Application
    ) -> Sequence[Event]:
        some_money(self.amount)
        resident, team = taken_on(case)
        if application.received is not None:
            raise Refused(Refusal.ALREADY_DONE)
        informed(awareness, resident)
        question_first(door)
        return [
            ApplicationReceived(
                application=self.application,
                case=self.case,
                resident=resident,
                team=team,
                law=self.law,
                provision=self.provision,
                amount=self.amount,
            )
        ]


class WithdrawApplication(Command[Application]):
    """The resident takes an application back, before it is decided."""

    application: ApplicationId

    def needs(self) -> tuple[Application]:
        return (Application(self.application),)

    def decide(self, application: Application) -> Sequence[Event]:
        received = waiting(application)
        return [
            ApplicationWithdrawn(
                application=self.application, case=received.case, resident=received.resident
            )
        ]


class TakeDecision(Command[Application, Decision, Mandate, Office, Function]):
    """Decide, in the same command, within one's own mandate. Above it: up, once, to who may.

    Once it went up, only that function decides it (Awb 10:3).
    """

    decision: DecisionId
    application: ApplicationId
    mandate: MandateId
    outcome: Outcome
    amount: Cents
    """What is granted or refused: a refusal need not be of an amount, and may then say 0."""
    reasons: Annotated[str, Personal("application")]
    escalate_to: FunctionId | None = None
    """To whom it goes where it is above the mandate; without it that is refused."""

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> tuple[Application, Decision, Mandate, Office, Function]:
        return (
            Application(self.application),
            Decision(self.decision),
            Mandate(self.mandate),
            Office(self.context.function),
            Function(self.escalate_to or self.context.function),
        )

    def decide(
        self,
        application: Application,
        decision: Decision,
        mandate: Mandate,
        office: Office,
        higher: Function,
    ) -> Sequence[Event]:
        some_money(self.amount, least=0 if self.outcome is Outcome.REFUSED else 1)
        if higher.role is None:
            raise Unknown("function")
        received = waiting(application)
        if decision.taken:
            raise Refused(Refusal.ALREADY_DONE)
        if application.escalated_to not in (None, self.context.function):
            raise Refused(Refusal.MANDATE_OF_ANOTHER)
        act = MandatedAct.GRANT if self.outcome is Outcome.GRANTED else MandatedAct.REFUSE
        try:
            granted = under_mandate(
                mandate, office, self.context, day(self.at), act, self.amount,
                received.law, received.provision,
            )  # fmt: skip
        except Refused as refused:
            above = refused.refusal is Refusal.MANDATE_EXCEEDED
            if above and self.escalate_to is not None and application.escalated_to is None:
                return [self._escalated(received, self.escalate_to)]
            raise
        return [
            DecisionTaken(
                decision=self.decision,
                application=self.application,
                case=received.case,
                resident=received.resident,
                team=received.team,
                law=received.law,
                provision=received.provision,
                outcome=self.outcome,
                amount=self.amount,
                mandate=self.mandate,
                on_behalf_of=granted.organisation,
                reasons=self.reasons,
            )
        ]

    def _escalated(self, received: ApplicationReceived, function: FunctionId) -> Event:
        return DecisionEscalated(
            application=self.application,
            case=received.case,
            resident=received.resident,
            team=received.team,
            function=function,
            amount=self.amount,
        )


class SendDecision(Command[Application]):
    """Make a decision known to the resident, in writing: on whose behalf, why, how to object."""

    application: ApplicationId
    channel: Channel
    text: Digest

    def needs(self) -> tuple[Application]:
        return (Application(self.application),)

    def decide(self, application: Application) -> Sequence[Event]:
        if self.channel not in IN_WRITING:
            raise Malformed("channel: a decision is in writing: letter, web or e-mail")
        if application.received is None:
            raise Unknown("application")
        if application.decided is None:
            raise Refused(Refusal.NOT_DECIDED)
        if application.sent:
            raise Refused(Refusal.ALREADY_DONE)
        decided = application.decided
        return [
            DecisionSent(
                decision=decided.decision,
                application=self.application,
                case=decided.case,
                resident=decided.resident,
                channel=self.channel,
                text=self.text,
            )
        ]


def waiting(application: Application) -> ApplicationReceived:
    """The application, if it still waits for a decision. Raises Unknown, Refused."""
    if application.received is None:
        raise Unknown("application")
    if application.withdrawn or application.decided is not None:
        raise Refused(Refusal.ALREADY_DONE)
    return application.received
