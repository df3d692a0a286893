"""Names of organisations, teams and functions, learnt from facts. People have none here."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from domain.codes import Role
from domain.fact import Event, Fact
from domain.facts.municipality import (
    FunctionAssigned,
    FunctionEnded,
    FunctionEstablished,
    JournalOpened,
    OrganisationRegistered,
    TeamFormed,
)
from domain.terms import FunctionId, OrganisationId, TeamId, WorkerId

LEARNT_FROM: dict[str, tuple[type[Event], ...]] = {
    "organisation": (JournalOpened, OrganisationRegistered),
    "team": (TeamFormed,),
    "function": (JournalOpened, FunctionEstablished),
    "worker": (FunctionAssigned, FunctionEnded),
}
"""By noun, the events filed under its identity that its name, or its place, is learnt from."""


@dataclass
class Names:
    """What the people of a story are called: by organisation, by team, by what they do."""

    organisations: dict[OrganisationId, str] = field(default_factory=dict)
    teams: dict[TeamId, str] = field(default_factory=dict)
    roles: dict[FunctionId, Role] = field(default_factory=dict)
    assigned: dict[tuple[WorkerId, FunctionId], list[tuple[date, TeamId | None]]] = field(
        default_factory=dict
    )
    """In which team somebody holds a function, from which day on; None when they no longer do."""

    def learn(self, facts: Iterable[Fact[Any]]) -> "Names":
        """These names and those in the facts."""
        for fact in facts:
            match fact.event:
                case JournalOpened() as event:
                    self.organisations[event.organisation] = event.name
                    self.roles[event.function] = Role.ADMINISTRATOR
                case OrganisationRegistered() as event:
                    self.organisations[event.organisation] = event.name
                case TeamFormed() as event:
                    self.teams[event.team] = event.name
                case FunctionEstablished() as event:
                    self.roles[event.function] = event.role
                case FunctionAssigned() as event:
                    held = self.assigned.setdefault((event.worker, event.function), [])
                    held.append((event.since, event.team))
                case FunctionEnded() as event:
                    held = self.assigned.setdefault((event.worker, event.function), [])
                    held.append((event.since, None))
        return self

    def team_of(self, worker: WorkerId, function: FunctionId, on: date) -> TeamId | None:
        """The team in which this worker held that function on that day."""
        held = [team for since, team in self.assigned.get((worker, function), ()) if since <= on]
        return held[-1] if held else None
