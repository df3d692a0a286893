"""Who employs, who pays, who steers, and which teams there are where: each with its days (N-04).

A row holds from day `since` on, until day `until`, that day no longer: ask them as of any day.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from domain.codes import Stream
from domain.fact import Fact
from domain.facts.municipality import TeamFormed
from domain.facts.organisation import (
    EmploymentEnded,
    FundingEnded,
    OrganisationFunded,
    SteeringEnded,
    TeamSteered,
    WorkerEmployed,
)
from domain.facts.team import TeamAreaEnded, TeamAreaSet, TeamDissolved, TeamsMerged
from domain.terms import Neighbourhood, OrganisationId, TeamId, WorkerId, day
from projections.view import Key, View, but


@dataclass(frozen=True)
class Employed:
    """A worker in an organisation's employ (dienstverband)."""

    worker: WorkerId
    organisation: OrganisationId
    since: date
    until: date | None = None

    def evolve(self, fact: Fact[WorkerEmployed | EmploymentEnded]) -> Self:
        match fact.event:
            case WorkerEmployed():
                return self
            case EmploymentEnded(until=until):
                return but(self, until=until)


@dataclass(frozen=True)
class Funded:
    """An organisation that another pays, out of one stream (bekostiging)."""

    organisation: OrganisationId
    by: OrganisationId
    stream: Stream
    since: date
    until: date | None = None

    def evolve(self, fact: Fact[OrganisationFunded | FundingEnded]) -> Self:
        match fact.event:
            case OrganisationFunded():
                return self
            case FundingEnded(until=until):
                return but(self, until=until)


@dataclass(frozen=True)
class Steered:
    """A team, and who says what it does (aansturing)."""

    team: TeamId
    by: OrganisationId
    since: date
    until: date | None = None

    def evolve(self, fact: Fact[TeamSteered | SteeringEnded]) -> Self:
        match fact.event:
            case TeamSteered():
                return self
            case SteeringEnded(until=until):
                return but(self, until=until)


@dataclass(frozen=True)
class NeighbourhoodTeam:
    """A team (wijkteam), from when on and until when, and into which other it merged."""

    team: TeamId
    organisation: OrganisationId | None = None
    since: date | None = None
    until: date | None = None
    merged_into: TeamId | None = None

    def evolve(self, fact: Fact[TeamFormed | TeamsMerged | TeamDissolved]) -> Self:
        match fact.event:
            case TeamFormed(organisation=organisation):
                return but(self, organisation=organisation, since=day(fact.context.occurred_at))
            case TeamsMerged(into=into, since=since):
                return but(self, until=since, merged_into=into)
            case TeamDissolved(since=since):
                return but(self, until=since)


@dataclass(frozen=True)
class Covered:
    """A neighbourhood (buurt) that a team works in (werkgebied)."""

    team: TeamId
    neighbourhood: Neighbourhood
    since: date
    until: date | None = None

    def evolve(self, fact: Fact[TeamAreaSet | TeamAreaEnded]) -> Self:
        match fact.event:
            case TeamAreaSet():
                return self
            case TeamAreaEnded(until=until):
                return but(self, until=until)


def _teams_of(fact: Fact[Any]) -> Sequence[Key]:
    match fact.event:
        case TeamsMerged(teams=teams):
            return [(team,) for team in teams]
        case event:
            return [(event.team,)]


def _neighbourhoods_of(fact: Fact[Any]) -> Sequence[Key]:
    event = fact.event
    return [(event.team, each, event.since) for each in event.neighbourhoods]


employments = View("employments", Employed)
fundings = View("fundings", Funded)
steerings = View("steerings", Steered)
teams = View("teams", NeighbourhoodTeam, _teams_of)
team_areas = View("team_areas", Covered, _neighbourhoods_of)
