"""The municipality and the organisations, teams and functions that do its social work."""

from dataclasses import replace
from datetime import date
from typing import Annotated, NamedTuple, Self

from domain.codes import OrganisationKind, Role
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.facts.team import TeamDissolved, TeamsMerged
from domain.terms import FunctionId, OrganisationId, Personal, Publication, TeamId, WorkerId


class JournalOpened(Event):
    """Dossier geopend: the first fact of a journal, whose it is and on what council decision."""

    organisation: OrganisationId
    function: FunctionId
    worker: WorkerId
    simulated: bool
    publication: Publication
    name: Annotated[str, Personal("organisation")]


class OrganisationRegistered(Event):
    """Organisatie ingeschreven: it takes part in the social work of this municipality."""

    organisation: OrganisationId
    kind: OrganisationKind
    name: Annotated[str, Personal("organisation")]


class TeamFormed(Event):
    """Wijkteam gevormd."""

    team: TeamId
    organisation: OrganisationId
    name: Annotated[str, Personal("team")]


class FunctionEstablished(Event):
    """Functie ingesteld: what mandates can be granted to."""

    function: FunctionId
    organisation: OrganisationId
    role: Role


class FunctionAssigned(Event):
    """Functie toegewezen: this worker holds this function, from this day on, mostly in a team."""

    worker: WorkerId
    function: FunctionId
    team: TeamId | None = None
    """None for who works beside the teams: a care provider, a budget holder, an auditor."""
    since: date


class FunctionEnded(Event):
    """Functie beëindigd: from this day on the worker no longer holds it."""

    worker: WorkerId
    function: FunctionId
    since: date


class Organisation(Knowledge):
    """Whether an organisation takes part, and as what."""

    organisation: OrganisationId
    kind: OrganisationKind | None = None

    def evolve(self, fact: Fact[JournalOpened | OrganisationRegistered]) -> Self:
        match fact.event:
            case OrganisationRegistered(kind=kind):
                return replace(self, kind=kind)
            case JournalOpened():
                return replace(self, kind=OrganisationKind.MUNICIPALITY)


class Team(Knowledge):
    """Whether a team exists, whose it is, and whether it merged into another or was dissolved."""

    team: TeamId
    of: OrganisationId | None = None
    ended: date | None = None
    """From this day on it is no more."""
    into: TeamId | None = None

    def evolve(self, fact: Fact[TeamFormed | TeamsMerged | TeamDissolved]) -> Self:
        match fact.event:
            case TeamFormed(organisation=organisation):
                return replace(self, of=organisation)
            case TeamsMerged(teams=teams, into=into, since=since) if self.team in teams:
                return replace(self, ended=since, into=into)
            case TeamsMerged():
                return self
            case TeamDissolved(since=since):
                return replace(self, ended=since)

    def stands(self, on: date) -> bool:
        """Whether there is such a team on that day."""
        return self.of is not None and (self.ended is None or on < self.ended)


class Function(Knowledge):
    """Whether a function exists, what it does, and for which organisation."""

    function: FunctionId
    role: Role | None = None
    organisation: OrganisationId | None = None

    def evolve(self, fact: Fact[JournalOpened | FunctionEstablished]) -> Self:
        match fact.event:
            case FunctionEstablished(role=role, organisation=organisation):
                return replace(self, role=role, organisation=organisation)
            case JournalOpened(organisation=organisation):
                return replace(self, role=Role.ADMINISTRATOR, organisation=organisation)


class Holding(NamedTuple):
    """That somebody holds a function in a team; the first administrator is in none."""

    worker: WorkerId
    since: date
    until: date
    """That day no longer."""
    team: TeamId | None


class Office(Knowledge):
    """Who holds a function (functievervulling), in which team, by worker and by day."""

    function: FunctionId
    held: tuple[Holding, ...] = ()

    def evolve(self, fact: Fact[JournalOpened | FunctionAssigned | FunctionEnded]) -> Self:
        match fact.event:
            case JournalOpened(worker=worker):
                first = Holding(worker, date.min, date.max, None)
                return replace(self, held=(*self.held, first))
            case FunctionAssigned(worker=worker, since=since, team=team):
                return replace(self, held=(*self.held, Holding(worker, since, date.max, team)))
            case FunctionEnded(worker=worker, since=since):
                return replace(
                    self,
                    held=tuple(
                        one._replace(until=min(one.until, since)) if one.worker == worker else one
                        for one in self.held
                    ),
                )

    def holds(self, worker: WorkerId, on: date) -> bool:
        """Whether this worker holds the function on that day."""
        return any(one.worker == worker and one.since <= on < one.until for one in self.held)

    def teams(self, worker: WorkerId, on: date) -> frozenset[TeamId]:
        """The teams in which this worker holds the function on that day."""
        return frozenset(
            one.team
            for one in self.held
            if one.worker == worker and one.since <= on < one.until and one.team is not None
        )


class Post(NamedTuple):
    """A function that a worker holds, from that day on and until the other, in which team."""

    function: FunctionId
    since: date
    until: date
    """That day no longer."""
    team: TeamId | None


class Posts(Knowledge):
    """Which functions a worker holds, in which teams, by day."""

    worker: WorkerId
    held: tuple[Post, ...] = ()

    def evolve(self, fact: Fact[FunctionAssigned | FunctionEnded]) -> Self:
        match fact.event:
            case FunctionAssigned(function=function, since=since, team=team):
                return replace(self, held=(*self.held, Post(function, since, date.max, team)))
            case FunctionEnded(function=ended, since=since):
                return replace(
                    self,
                    held=tuple(
                        one._replace(until=min(one.until, since)) if one.function == ended else one
                        for one in self.held
                    ),
                )

    def on(self, on: date) -> tuple[Post, ...]:
        """Those of that day."""
        return tuple(one for one in self.held if one.since <= on < one.until)
