"""Recipients: to whom something of a resident went, and who was asked about them (M-27, I18).

A row a disclosure, question or referral: what, when, for what, on what ground, and whether the
resident knew. Days are days in the Netherlands, of when it was put on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from domain.codes import (
    AwarenessState,
    LegalBasis,
    Purpose,
    RecipientClass,
    RecipientFunction,
)
from domain.fact import Fact
from domain.facts.disclosure import DisclosureMade, Left
from domain.facts.referral import ReferralMade
from domain.terms import (
    CaseId,
    FunctionId,
    OrganisationId,
    RecipientId,
    ResidentId,
    TeamId,
    day,
)
from projections.view import Key, View, but


class LeftBy(StrEnum):
    """By what it left the team."""

    DISCLOSURE = "disclosure"
    QUESTION = "question"
    REFERRAL = "referral"


@dataclass(frozen=True)
class Recipient:
    """One time that something of a resident went to somebody (ontvanger)."""

    fact_position: int
    left_by: LeftBy | None = None
    case: CaseId | None = None
    resident: ResidentId | None = None
    team: TeamId | None = None
    organisation: OrganisationId | None = None
    recipient: RecipientId | None = None
    """Of a person; of an organisation, none."""
    recipient_function: RecipientFunction | None = None
    recipient_class: RecipientClass | None = None
    purpose: Purpose | None = None
    basis: LegalBasis | None = None
    awareness: AwarenessState | None = None
    accountable: FunctionId | None = None
    """The one function that answers for it."""
    accountable_organisation: OrganisationId | None = None
    recorded_on: date | None = None

    def evolve(self, fact: Fact[Left]) -> Self:
        event, context = fact.event, fact.context
        row = but(
            self, case=event.case, resident=event.resident, team=event.team,
            organisation=event.organisation, purpose=context.purpose, basis=context.basis,
            recorded_on=day(fact.recorded_at),
        )  # fmt: skip
        if isinstance(event, ReferralMade):
            return but(
                row, left_by=LeftBy.REFERRAL, accountable=context.function,
                accountable_organisation=context.organisation,
            )  # fmt: skip
        made = isinstance(event, DisclosureMade)
        return but(
            row, left_by=LeftBy.DISCLOSURE if made else LeftBy.QUESTION, recipient=event.recipient,
            recipient_function=event.recipient_function, recipient_class=event.recipient_class,
            awareness=event.awareness, accountable=event.accountable,
            accountable_organisation=event.accountable_organisation,
        )  # fmt: skip


def keys(fact: Fact[Any]) -> Sequence[Key]:
    return ((fact.position,),)


recipients = View("recipients", Recipient, keys)
