"""Teams come and go (H-12): renamed, merged, dissolved, redrawn; what was, stays as it was."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import standing, taken_on
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.case import Case
from domain.facts.municipality import Team
from domain.facts.team import (
    Area,
    CaseMoved,
    TeamAreaEnded,
    TeamAreaSet,
    TeamDissolved,
    TeamRenamed,
    TeamsMerged,
)
from domain.refusal import Refusal
from domain.terms import CaseId, Neighbourhood, Personal, TeamId, day

MOST_TEAMS = 20
"""So many teams merge at once at most."""
MOST_NEIGHBOURHOODS = 200
"""No team has more neighbourhoods than this: Amsterdam has about 500."""


class RenameTeam(Command[Team]):
    """Call a team otherwise, from a day on; history keeps the names of then."""

    team: TeamId
    name: Annotated[str, Personal("team")]
    since: date

    def needs(self) -> tuple[Team]:
        return (Team(self.team),)

    def decide(self, team: Team) -> Sequence[Event]:
        standing(team, self.since)
        return [TeamRenamed(team=self.team, name=self.name, since=self.since)]


class MergeTeams(Command[*tuple[Any, ...]]):
    """Merge teams into another one, from a day on. Their open cases go along: see `MoveCase`."""

    teams: tuple[TeamId, ...]
    into: TeamId
    since: date

    def needs(self) -> tuple[Any, ...]:
        return (
            Team(self.into),
            *(Team(team) for team in self.teams),
        )

    def decide(self, *known: Any) -> Sequence[Event]:
        into, *teams = known
        if not 0 < len(self.teams) <= MOST_TEAMS:
            raise Malformed(f"teams: from 1 to {MOST_TEAMS}")
        if len({*self.teams, self.into}) != len(self.teams) + 1:
            raise Malformed("teams: each once, and not the one that they merge into")
        for team in (into, *teams):
            standing(team, self.since)
        return [TeamsMerged(teams=self.teams, into=self.into, since=self.since)]


class DissolveTeam(Command[Team]):
    """End a team from a day on, without another in its place."""

    team: TeamId
    since: date

    def needs(self) -> tuple[Team]:
        return (Team(self.team),)

    def decide(self, team: Team) -> Sequence[Event]:
        standing(team, self.since)
        return [TeamDissolved(team=self.team, since=self.since)]


class SetTeamArea(Command[Team, Area]):
    """Say which neighbourhoods are a team's, from a day on; the area of before ends then."""

    team: TeamId
    neighbourhoods: tuple[Neighbourhood, ...]
    since: date

    def needs(self) -> tuple[Team, Area]:
        return (
            Team(self.team),
            Area(self.team),
        )

    def decide(self, team: Team, area: Area) -> Sequence[Event]:
        if not 0 < len(set(self.neighbourhoods)) == len(self.neighbourhoods) <= MOST_NEIGHBOURHOODS:
            raise Malformed(f"neighbourhoods: from 1 to {MOST_NEIGHBOURHOODS}, each once")
        standing(team, self.since)
        drawn = TeamAreaSet(team=self.team, neighbourhoods=self.neighbourhoods, since=self.since)
        if area.since is None:
            return [drawn]
        if self.since <= area.since:
            raise Malformed("since: after the day on which the area of now was set")
        return [
            TeamAreaEnded(
                team=self.team, neighbourhoods=area.neighbourhoods, since=area.since,
                until=self.since,
            ),
            drawn,
        ]  # fmt: skip


class MoveCase(Command[Case, Team, Team, Awareness]):
    """Let a case of a team that is no more go over to the team that it merged into."""

    case: CaseId
    previous: TeamId
    team: TeamId

    def needs(self) -> tuple[Case, Team, Team, Awareness]:
        return (
            Case(self.case),
            Team(self.previous),
            Team(self.team),
            Awareness(self.case),
        )

    def decide(
        self, case: Case, previous: Team, team: Team, awareness: Awareness
    ) -> Sequence[Event]:
        today = day(self.at)
        if previous.of is None:
            raise Unknown("team")
        resident, helping = taken_on(case)
        if helping == self.team:
            raise Refused(Refusal.ALREADY_DONE)
        if helping != self.previous:
            raise Refused(Refusal.NOT_THAT_TEAM)
        if previous.stands(today):
            raise Refused(Refusal.TEAM_STANDS)
        if previous.into is None:
            standing(team, today)
        elif previous.into != self.team:  # where that one has merged as well, the case goes on
            raise Refused(Refusal.NOT_THAT_TEAM)
        return [
            CaseMoved(
                case=self.case, resident=resident, previous=self.previous, team=self.team,
                others=awareness.besides(resident),
            )
        ]  # fmt: skip
