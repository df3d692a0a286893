"""Passing a resident on to an organisation that can help."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.codes import AgeBand, DeclineReason
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    CaseId,
    MandateId,
    OrganisationId,
    Personal,
    ReferralId,
    ResidentId,
    TeamId,
)


class ReferralMade(Event):
    """Doorverwezen, with the least that the other needs to know."""

    referral: ReferralId
    case: CaseId
    resident: ResidentId
    team: TeamId
    organisation: OrganisationId
    need: Annotated[str, Personal("resident")]
    mandate: MandateId | None = None
    age: AgeBand | None = None
    """As it was seen, where others had to agree to the help as well."""


class ReferralAccepted(Event):
    """Doorverwijzing aangenomen: help starts on that day."""

    referral: ReferralId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId
    starts_on: date


class ReferralDeclined(Event):
    """Doorverwijzing afgewezen, and why."""

    referral: ReferralId
    case: CaseId
    resident: ResidentId
    organisation: OrganisationId
    reason: DeclineReason


class Referral(Knowledge):
    """A referral, and whether it was answered."""

    referral: ReferralId
    made: ReferralMade | None = None
    answered: bool = False

    def evolve(self, fact: Fact[ReferralMade | ReferralAccepted | ReferralDeclined]) -> Self:
        match fact.event:
            case ReferralMade() as made:
                return replace(self, made=made)
            case _:
                return replace(self, answered=True)
