"""Recipients: to whom something of a resident went, and who was asked about them (M-27, I18).

A row a disclosure, question or referral: what, when, for what, on what ground, and whether the
resident knew; of what left in acute danger, by when somebody else judges that. Days are days in
the Netherlands, of when it was put on record.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from domain.codes import (
    AwarenessState,
    GlassVerdict,
    LegalBasis,
    Purpose,
    RecipientClass,
    RecipientFunction,
    TermCode,
)
from domain.fact import Fact
from domain.facts.disclosure import AcuteSharingJudged, DisclosureMade, Left
from domain.facts.referral import ReferralMade
from domain.law import EDITION, Rules
from domain.law.due import due
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
    judge_by: date | None = None
    """On no other ground than acute danger: by that day somebody else looks at it (D71)."""
    judged_on: date | None = None
    verdict: GlassVerdict | None = None
    waiting: bool = False
    """Whether it is still to be judged."""

    def evolve(self, fact: Fact[Left | AcuteSharingJudged]) -> Self:
        event, context = fact.event, fact.context
        if isinstance(event, AcuteSharingJudged):
            on = day(fact.recorded_at)
            return but(self, judged_on=on, verdict=event.verdict, waiting=False)
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
        acute = event.basis is LegalBasis.VITAL_INTEREST
        rules = Rules.of(context.rules or EDITION)
        last = due(TermCode.ACUTE_SHARING, fact.recorded_at, rules).on if acute else None
        return but(
            row, left_by=LeftBy.DISCLOSURE if made else LeftBy.QUESTION, recipient=event.recipient,
            recipient_function=event.recipient_function, recipient_class=event.recipient_class,
            awareness=event.awareness, accountable=event.accountable,
            accountable_organisation=event.accountable_organisation,
            judge_by=last, waiting=acute,
        )  # fmt: skip


def keys(fact: Fact[Any]) -> Sequence[Key]:
    judged = isinstance(fact.event, AcuteSharingJudged)
    return ((fact.event.position if judged else fact.position,),)


recipients = View("recipients", Recipient, keys)
