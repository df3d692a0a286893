"""Mandates: whose they are, in whose name, out of which they come, and how often they were used.

Laws, acts and provisions are several to a mandate: they are in the comparison of mandates, and in
the mandate itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self

from domain.codes import ConsentOf, MandateKind, MandatingBody
from domain.fact import Fact
from domain.facts.application import DecisionTaken
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.facts.disclosure import DisclosureMade
from domain.facts.mandate import (
    MandateConsented,
    MandateGranted,
    MandateRevoked,
    SubMandateGranted,
)
from domain.facts.referral import ReferralMade
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import Cents, FunctionId, MandateId, OrganisationId, Publication
from projections.view import Key, View, but


@dataclass(frozen=True)
class MandateLine:
    """A mandate, and what was done under it. Without `publication` it was never granted."""

    mandate: MandateId
    function: FunctionId | None = None
    organisation: OrganisationId | None = None
    kind: MandateKind | None = None
    limit: Cents | None = None
    limit_per_year: Cents | None = None
    most_months: int | None = None
    since: date | None = None
    until: date | None = None
    parent: MandateId | None = None
    body: MandatingBody | None = None
    decided_on: date | None = None
    publication: Publication | None = None
    consent_of: OrganisationId | None = None
    mandatee_agreed: bool = False
    superior_agreed: bool = False
    revoked_at: datetime | None = None
    decisions: int = 0
    spendings: int = 0
    reversals: int = 0
    referrals: int = 0
    disclosures: int = 0
    """And questions to others: what leaves, but for referrals."""

    def evolve(
        self,
        fact: Fact[
            MandateGranted
            | SubMandateGranted
            | MandateConsented
            | MandateRevoked
            | DecisionTaken
            | BudgetSpent
            | SpendReversed
            | ReferralMade
            | DisclosureMade
            | ThirdPartyAsked
        ],
    ) -> Self | None:
        match fact.event:
            case MandateGranted() as granted:
                return but(
                    self._as_granted(granted), body=granted.body, decided_on=granted.decided_on
                )
            case SubMandateGranted() as granted:
                return but(self._as_granted(granted), parent=granted.parent)
            case MandateConsented(consent=ConsentOf.MANDATEE):
                return but(self, mandatee_agreed=True)
            case MandateConsented():
                return but(self, superior_agreed=True)
            case MandateRevoked():
                return but(self, revoked_at=self.revoked_at or fact.recorded_at)
            case DecisionTaken():
                return but(self, decisions=self.decisions + 1)
            case BudgetSpent():
                return but(self, spendings=self.spendings + 1)
            case SpendReversed():
                return but(self, reversals=self.reversals + 1)
            case ReferralMade():
                return but(self, referrals=self.referrals + 1)
            case DisclosureMade() | ThirdPartyAsked():
                return but(self, disclosures=self.disclosures + 1)

    def _as_granted(self, granted: MandateGranted | SubMandateGranted) -> Self:
        return but(
            self, function=granted.function, organisation=granted.organisation, kind=granted.kind,
            limit=granted.limit, limit_per_year=granted.limit_per_year,
            most_months=granted.most_months, since=granted.since, until=granted.until,
            publication=granted.publication, consent_of=granted.consent_of,
        )  # fmt: skip


def keys(fact: Fact[Any]) -> Sequence[Key]:
    """A revocation is about all the mandates that end with it; a use, about the one it cites."""
    event = fact.event
    if isinstance(event, MandateRevoked):
        return tuple((mandate,) for mandate in (event.mandate, *(event.below or ())))
    return ((event.mandate,),) if event.mandate is not None else ()


mandates = View("mandates", MandateLine, keys)
