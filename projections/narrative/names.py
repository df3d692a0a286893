"""Names of organisations, teams and functions, learnt from facts. People have none here."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
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
from domain.facts.team import TeamRenamed
from domain.terms import FunctionId, OrganisationId, TeamId, WorkerId

LEARNT_FROM: dict[str, tuple[type[Event], ...]] = {
    "organisation": (JournalOpened, OrganisationRegistered),
    "team": (TeamFormed, TeamRenamed),
    "function": (JournalOpened, FunctionEstablished),
    "worker": (FunctionAssigned, FunctionEnded),
}
"""By noun, the events filed under its identity that its name, or its place, is learnt from."""


@dataclass
class Names:
    """What the people of a story are called: by organisation, by team, by what they do."""

    organisations: dict[OrganisationId, str] = field(default_factory=dict)
    teams: dict[TeamId, str] = field(default_factory=dict)
    """As each was called last; `then` gives the names of a day."""
    called: dict[TeamId, list[tuple[date, str]]] = field(default_factory=dict)
    """How a team was called, from which day on, as it was put on record."""
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
                    self._call(event.team, date.min, event.name)
                case TeamRenamed() as event:
                    self._call(event.team, event.since, event.name)
                case FunctionEstablished() as event:
                    self.roles[event.function] = event.role
                case FunctionAssigned() as event:
                    held = self.assigned.setdefault((event.worker, event.function), [])
                    held.append((event.since, event.team))
                case FunctionEnded() as event:
                    held = self.assigned.setdefault((event.worker, event.function), [])
                    held.append((event.since, None))
        return self

    def then(self, on: date) -> "Names":
        """The names of that day: a team is told of as it was called then (H-12)."""
        if all(len(names) == 1 for names in self.called.values()):
            return self
        teams = {team: _last(names, on) for team, names in self.called.items()}
        return replace(self, teams=teams)

    def _call(self, team: TeamId, since: date, name: str) -> None:
        names = self.called.setdefault(team, [])
        names.append((since, name))
        self.teams[team] = _last(names, date.max)

    def team_of(self, worker: WorkerId, function: FunctionId, on: date) -> TeamId | None:
        """The team in which this worker held that function on that day."""
        held = [team for since, team in self.assigned.get((worker, function), ()) if since <= on]
        return held[-1] if held else None


def _last(names: list[tuple[date, str]], on: date) -> str:
    """Of those that began by then the latest; of two of one day, the one put on record last."""
    begun = [named for named in names if named[0] <= on] or names[:1]
    return sorted(begun, key=lambda named: named[0])[-1][1]
