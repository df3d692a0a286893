"""The chain of a case (ketenkaart): which organisations are in it, as what, since and until when.

The team that took it on, who takes part besides, to whom the resident was referred, and who
received something or was asked: each on the ground that it was said to rest on. Days are days in
the Netherlands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Self

from domain.codes import CaseRole, LegalBasis
from domain.fact import Fact
from domain.facts.case import CaseClosed, CaseOpened
from domain.facts.disclosure import DisclosureMade
from domain.facts.participation import ParticipationEnded, ParticipationStarted
from domain.facts.referral import ReferralDeclined, ReferralMade
from domain.facts.third_party import ThirdPartyAsked
from domain.terms import CaseId, OrganisationId, ResidentId, TeamId, day
from projections.view import Key, View, but


class ChainRole(StrEnum):
    """As what an organisation is in a case."""

    TEAM = "team"
    REFERRED_TO = "referred-to"
    TAKES_PART = "takes-part"
    RECEIVED = "received"
    """Something was told or asked there: it reads nothing of the case by that."""


@dataclass(frozen=True)
class Participation:
    """An organisation's part in a case (deelname)."""

    case: CaseId
    organisation: OrganisationId
    link: ChainRole
    resident: ResidentId | None = None
    team: TeamId | None = None
    """Whose case it was when they came into it."""
    role: CaseRole | None = None
    """Of who takes part: the latest, where they are several."""
    basis: LegalBasis | None = None
    since: date | None = None
    until: date | None = None
    """The last day, where one was said."""
    going: int = 0
    """How many functions of it are in it now, as far as nobody ended that; none: nobody may."""
    ended_on: date | None = None

    def evolve(
        self,
        fact: Fact[
            CaseOpened
            | CaseClosed
            | ReferralMade
            | ReferralDeclined
            | ParticipationStarted
            | ParticipationEnded
            | DisclosureMade
            | ThirdPartyAsked
        ],
    ) -> Self | None:
        on, basis = day(fact.context.occurred_at), fact.context.basis
        match fact.event:
            case CaseOpened() | ReferralMade() as event:
                return but(
                    self, resident=event.resident, team=event.team, basis=basis,
                    since=self.since or on, going=self.going + 1, ended_on=None,
                )  # fmt: skip
            case DisclosureMade() | ThirdPartyAsked() as event:
                return but(
                    self, resident=event.resident, team=event.team, basis=event.basis,
                    since=self.since or on, until=on,
                )  # fmt: skip
            case ParticipationStarted() as event:
                return but(
                    self, resident=event.resident, team=event.team, role=event.role,
                    basis=event.basis,
                    since=min(self.since or event.since, event.since),
                    until=max(self.until or event.until, event.until),
                    going=self.going + 1, ended_on=None,
                )  # fmt: skip
            case _ if self.since is None:
                return None  # closed by another organisation than the one that took it on
            case _:
                going = max(0, self.going - 1)
                return but(self, going=going, ended_on=self.ended_on if going else on)


def keys(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    match event:
        case CaseOpened() | CaseClosed():
            return ((event.case, fact.context.organisation, ChainRole.TEAM),)
        case ReferralMade() | ReferralDeclined():
            return ((event.case, event.organisation, ChainRole.REFERRED_TO),)
        case DisclosureMade() | ThirdPartyAsked():
            whom = event.organisation
            return () if whom is None else ((event.case, whom, ChainRole.RECEIVED),)
        case _:
            return ((event.case, event.organisation, ChainRole.TAKES_PART),)


participations = View("participations", Participation, keys)
