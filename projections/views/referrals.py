"""Referrals: who was passed on to whom, and how long the answer took.

Days are days in the Netherlands of `occurred_at`: when it happened.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Self

from domain.codes import DeclineReason
from domain.fact import Fact
from domain.facts.referral import ReferralAccepted, ReferralDeclined, ReferralMade
from domain.terms import CaseId, OrganisationId, ReferralId, ResidentId, TeamId, day
from projections.view import View, but


class ReferralOutcome(StrEnum):
    """What the organisation answered."""

    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True)
class ReferralAnswer:
    """A referral (doorverwijzing) and its answer; without one, somebody is waiting."""

    referral: ReferralId
    case: CaseId | None = None
    resident: ResidentId | None = None
    team: TeamId | None = None
    organisation: OrganisationId | None = None
    made_on: date | None = None
    answered_on: date | None = None
    outcome: ReferralOutcome | None = None
    reason: DeclineReason | None = None
    starts_on: date | None = None
    """The day on which the organisation says that help starts."""
    waited_days: int | None = None
    """From the referral to its answer."""

    def evolve(self, fact: Fact[ReferralMade | ReferralAccepted | ReferralDeclined]) -> Self | None:
        on = day(fact.context.occurred_at)
        match fact.event:
            case ReferralMade() as made:
                return but(
                    self, case=made.case, resident=made.resident, team=made.team,
                    organisation=made.organisation, made_on=on,
                )  # fmt: skip
            case ReferralAccepted(starts_on=starts_on):
                return but(
                    self, answered_on=on, outcome=ReferralOutcome.ACCEPTED, starts_on=starts_on,
                    waited_days=self._waited(on),
                )  # fmt: skip
            case ReferralDeclined(reason=reason):
                return but(
                    self, answered_on=on, outcome=ReferralOutcome.DECLINED, reason=reason,
                    waited_days=self._waited(on),
                )  # fmt: skip

    def _waited(self, on: date) -> int | None:
        return None if self.made_on is None else (on - self.made_on).days


referrals = View("referrals", ReferralAnswer)
