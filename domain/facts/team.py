"""What becomes of a team (wijkteam): its name, its area, and into which other it merges."""

from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import CaseId, Neighbourhood, Personal, ResidentId, TeamId


class TeamRenamed(Event):
    """Wijkteam hernoemd: so it is called from this day on; before, as it was called then."""

    team: TeamId
    name: Annotated[str, Personal("team")]
    since: date


class TeamsMerged(Event):
    """Wijkteams samengevoegd: from this day on these teams are no more, and `into` goes on."""

    teams: tuple[TeamId, ...]
    into: TeamId
    since: date


class TeamDissolved(Event):
    """Wijkteam opgeheven: from this day on it is no more, and no other takes its place."""

    team: TeamId
    since: date


class TeamAreaSet(Event):
    """Werkgebied vastgesteld: these neighbourhoods are the team's, from this day on."""

    team: TeamId
    neighbourhoods: tuple[Neighbourhood, ...]
    since: date


class TeamAreaEnded(Event):
    """Werkgebied gewijzigd: the area that was set `since` ended; on day `until` no longer."""

    team: TeamId
    neighbourhoods: tuple[Neighbourhood, ...]
    since: date
    until: date


class CaseMoved(Event):
    """Zaak overgegaan: its team ended, and another team helps from now on."""

    case: CaseId
    resident: ResidentId
    previous: TeamId
    team: TeamId
    others: tuple[ResidentId, ...] = ()
    """Who else stood in it by then."""


class Area(Knowledge):
    """Which neighbourhoods are a team's, and since when."""

    team: TeamId
    neighbourhoods: tuple[Neighbourhood, ...] = ()
    since: date | None = None

    def evolve(self, fact: Fact[TeamAreaSet]) -> Self:
        event = fact.event
        return replace(self, neighbourhoods=event.neighbourhoods, since=event.since)
