"""Applications: received, taken back, and what was decided on them sent."""

from collections.abc import Sequence

from domain.codes import Channel, Law, Provision, Template
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import for_the_application, in_scope, written_to
from domain.decisions.guards import informed, question_first, some_money, taken_on
from domain.decisions.telling import ours, told
from domain.fact import Event
from domain.facts.application import (
    Application,
    ApplicationReceived,
    ApplicationWithdrawn,
    DecisionSent,
)
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.configuration import Configuration
from domain.facts.intake import FrontDoor
from domain.refusal import Refusal
from domain.terms import ApplicationId, CaseId, Cents, Digest, day

IN_WRITING = frozenset({Channel.LETTER, Channel.WEB, Channel.EMAIL})
"""The channels by which a decision can reach somebody: it is written (Awb 1:3, 3:41)."""


class ReceiveApplication(Command[Case, Awareness, FrontDoor, Application, Configuration]):
    """Receive an application, once the question is clear (or urgent)."""

    application: ApplicationId
    case: CaseId
    law: Law
    provision: Provision
    amount: Cents

    def needs(self) -> tuple[Case, Awareness, FrontDoor, Application, Configuration]:
        return (
            Case(self.case),
            Awareness(self.case),
            FrontDoor(self.case),
            Application(self.application),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self,
        case: Case,
        awareness: Awareness,
        door: FrontDoor,
        application: Application,
        configuration: Configuration,
    ) -> Sequence[Event]:
        some_money(self.amount)
        resident, team = taken_on(case)
        if application.received is not None:
            raise Refused(Refusal.ALREADY_DONE)
        informed(awareness, resident)
        question_first(door)
        on = day(self.at)
        in_scope(configuration, on, (self.law,))
        received = ApplicationReceived(
            application=self.application,
            case=self.case,
            resident=resident,
            team=team,
            law=self.law,
            provision=self.provision,
            amount=self.amount,
        )
        return [received, *for_the_application(configuration, on, received)]


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


class SendDecision(Command[Application, Configuration]):
    """Make a decision known to the resident, in writing: on whose behalf, why, how to object.

    A text of ours is sent from here, by letter where the channel is not in use; of another it is
    on record that it was sent.
    """

    application: ApplicationId
    channel: Channel
    text: Digest

    def needs(self) -> tuple[Application, Configuration]:
        return Application(self.application), Configuration(self.context.funding_responsible)

    def decide(self, application: Application, configuration: Configuration) -> Sequence[Event]:
        if self.channel not in IN_WRITING:
            raise Malformed("channel: a decision is in writing: letter, web or e-mail")
        if application.received is None:
            raise Unknown("application")
        if application.decided is None:
            raise Refused(Refusal.NOT_DECIDED)
        if application.sent:
            raise Refused(Refusal.ALREADY_DONE)
        decided = application.decided
        sent = DecisionSent(
            decision=decided.decision,
            application=self.application,
            case=decided.case,
            resident=decided.resident,
            channel=self.channel,
            text=self.text,
        )
        text = ours(self.text, Template.DECISION, self.channel)
        if text is None:
            return [sent]
        letter = told(
            self.context, Template.DECISION, resident=decided.resident, case=decided.case,
            channel=written_to(configuration, day(self.at), self.channel), text=text,
        )  # fmt: skip
        return [sent, letter]


def waiting(application: Application) -> ApplicationReceived:
    """The application, if it still waits for a decision. Raises Unknown, Refused."""
    if application.received is None:
        raise Unknown("application")
    if application.withdrawn or application.decided is not None:
        raise Refused(Refusal.ALREADY_DONE)
    return application.received
