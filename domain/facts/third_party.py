"""What the team asks others about a resident: that is processing too, and the resident sees it."""

from dataclasses import replace
from typing import Annotated, Self

from domain.codes import (
    AwarenessState,
    Channel,
    DataCategory,
    LegalBasis,
    Purpose,
    RecipientClass,
    RecipientFunction,
)
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    CaseId,
    FunctionId,
    MandateId,
    OrganisationId,
    PermissionId,
    Personal,
    QuestionId,
    RecipientId,
    ResidentId,
    StatementId,
    TeamId,
)


class ThirdPartyAsked(Event):
    """Informatie gevraagd aan een derde (M-27, M-29): on record before it is asked, word for word.

    Whoever is asked learns that the resident is known here: so it is a disclosure too, of no more.
    """

    question: QuestionId
    case: CaseId
    resident: ResidentId
    """Whom it is about: the resident of the case, or somebody else who is written about in it."""
    team: TeamId
    recipient_function: RecipientFunction
    recipient_class: RecipientClass
    awareness: AwarenessState
    purpose: Purpose
    basis: LegalBasis
    wanted: tuple[DataCategory, ...]
    """What kind of data was asked for."""
    mandate: MandateId
    accountable: FunctionId
    accountable_organisation: OrganisationId
    to_whom: Annotated[str, Personal("resident")]
    why_necessary: Annotated[str, Personal("resident")]
    why_not_less: Annotated[str, Personal("resident")]
    text: Annotated[str, Personal("resident")]
    """What is asked, word for word."""
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    permission: PermissionId | None = None
    channel: Channel | None = None


class InformationReceived(Event):
    """Informatie ontvangen van een derde: beside the statement that it is, told by another."""

    question: QuestionId
    statement: StatementId
    case: CaseId
    resident: ResidentId
    team: TeamId
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None


class ThirdParty(Knowledge):
    """A question to somebody outside."""

    question: QuestionId
    asked: ThirdPartyAsked | None = None

    def evolve(self, fact: Fact[ThirdPartyAsked]) -> Self:
        return replace(self, asked=fact.event)
