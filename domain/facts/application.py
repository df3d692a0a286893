"""Applications and what is decided on them, in whose name."""

from dataclasses import replace
from typing import Annotated, Self

from domain.codes import Channel, DecisionGround, Law, Outcome, Provision
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    ApplicationId,
    CaseId,
    Cents,
    DecisionId,
    Digest,
    FunctionId,
    MandateId,
    OrganisationId,
    Personal,
    ResidentId,
    TeamId,
)


class ApplicationReceived(Event):
    """Aanvraag ontvangen (Awb 4:1; Wmo 2.3.5): it ends in a decision or in its withdrawal."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId
    team: TeamId
    law: Law
    provision: Provision
    amount: Cents
    """What it is expected to cost."""


class ApplicationWithdrawn(Event):
    """Aanvraag ingetrokken."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId


class DecisionEscalated(Event):
    """Opgeschaald: it was above somebody's mandate, and went up once, to who may decide it."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId
    team: TeamId
    function: FunctionId
    """To whom."""
    amount: Cents
    decision: DecisionId | None = None
    """As which decision it was to be taken."""
    mandate: MandateId | None = None
    """Whose limit it was above."""
    outcome: Outcome | None = None
    months: int | None = None
    provider: OrganisationId | None = None
    grounds: tuple[DecisionGround, ...] | None = None


class DecisionTaken(Event):
    """Besluit genomen (Awb 1:3), on behalf of the mandator (Awb 10:10), with reasons (3:46)."""

    decision: DecisionId
    application: ApplicationId
    case: CaseId
    resident: ResidentId
    team: TeamId
    law: Law
    provision: Provision
    outcome: Outcome
    amount: Cents
    mandate: MandateId
    on_behalf_of: OrganisationId
    reasons: Annotated[str, Personal("resident")]
    months: int | None = None
    """How long it is granted for; None for once."""
    provider: OrganisationId | None = None
    """Who gives the help, where that was said."""
    above: tuple[MandateId, ...] | None = None
    """Under a sub-mandate: what that came out of. For the limits of these it counts as well."""
    grounds: tuple[DecisionGround, ...] | None = None
    """On what it is refused, where that was said."""


class DecisionSent(Event):
    """Besluit bekendgemaakt (Awb 3:41), saying how to object (3:45)."""

    decision: DecisionId
    application: ApplicationId
    case: CaseId
    resident: ResidentId
    channel: Channel
    text: Digest


class Application(Knowledge):
    """An application, and where it stands."""

    application: ApplicationId
    received: ApplicationReceived | None = None
    withdrawn: bool = False
    escalated_to: FunctionId | None = None
    decided: DecisionTaken | None = None
    sent: bool = False

    def evolve(
        self,
        fact: Fact[
            ApplicationReceived
            | ApplicationWithdrawn
            | DecisionEscalated
            | DecisionTaken
            | DecisionSent
        ],
    ) -> Self:
        match fact.event:
            case ApplicationReceived() as received:
                return replace(self, received=received)
            case ApplicationWithdrawn():
                return replace(self, withdrawn=True)
            case DecisionEscalated(function=function):
                return replace(self, escalated_to=function)
            case DecisionTaken() as decided:
                return replace(self, decided=decided)
            case DecisionSent():
                return replace(self, sent=True)


class Decision(Knowledge):
    """Whether a decision of this id was taken: an id is of one decision."""

    decision: DecisionId
    taken: bool = False

    def evolve(self, fact: Fact[DecisionTaken]) -> Self:
        return replace(self, taken=True)


class OpenApplications(Knowledge):
    """Which applications of a case still wait for a decision."""

    case: CaseId
    waiting: frozenset[ApplicationId] = frozenset()

    def evolve(
        self, fact: Fact[ApplicationReceived | ApplicationWithdrawn | DecisionTaken]
    ) -> Self:
        match fact.event:
            case ApplicationReceived(application=application):
                return replace(self, waiting=self.waiting | {application})
            case ApplicationWithdrawn(application=application):
                return replace(self, waiting=self.waiting - {application})
            case DecisionTaken(application=application):
                return replace(self, waiting=self.waiting - {application})
