"""Setting up a municipality: the first fact, organisations, teams, functions and who holds them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Annotated, Self

from domain.codes import OrganisationKind, Role
from domain.command import Command, Knowledge, Malformed, Refused, Unknown
from domain.decisions.adopting import in_use, team_of
from domain.decisions.guards import standing
from domain.fact import Event, Fact
from domain.facts.configuration import Configuration
from domain.facts.municipality import (
    Function,
    FunctionAssigned,
    FunctionEnded,
    FunctionEstablished,
    JournalOpened,
    Office,
    Organisation,
    OrganisationRegistered,
    Team,
    TeamFormed,
)
from domain.refusal import Refusal
from domain.terms import (
    FunctionId,
    OrganisationId,
    Personal,
    Publication,
    TeamId,
    WorkerId,
    day,
)

OF_A_TEAM = frozenset({Role.WORKER, Role.COORDINATOR, Role.TEAM_LEADER})
"""Who holds one of these helps the residents of a team."""


class Beginning(Knowledge):
    """Whether this journal has begun."""

    begun: bool = False

    def evolve(self, fact: Fact[JournalOpened]) -> Self:
        return replace(self, begun=True)


class OpenJournal(Command[Beginning]):
    """Begin the journal of a municipality, on the council's published decision. Once."""

    organisation: OrganisationId
    function: FunctionId
    worker: WorkerId
    simulated: bool
    publication: Publication
    name: Annotated[str, Personal("organisation")]

    def needs(self) -> tuple[Beginning]:
        return (Beginning(),)

    def decide(self, beginning: Beginning) -> Sequence[Event]:
        if beginning.begun:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            JournalOpened(
                organisation=self.organisation,
                function=self.function,
                worker=self.worker,
                simulated=self.simulated,
                publication=self.publication,
                name=self.name,
            )
        ]


class RegisterOrganisation(Command[Organisation]):
    """Let an organisation take part in the social work of this municipality."""

    organisation: OrganisationId
    kind: OrganisationKind
    name: Annotated[str, Personal("organisation")]

    def needs(self) -> tuple[Organisation]:
        return (Organisation(self.organisation),)

    def decide(self, organisation: Organisation) -> Sequence[Event]:
        if organisation.kind is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            OrganisationRegistered(organisation=self.organisation, kind=self.kind, name=self.name)
        ]


class FormTeam(Command[Organisation, Team, Configuration]):
    """Form a neighbourhood team (wijkteam) within an organisation that teams are of here."""

    team: TeamId
    organisation: OrganisationId
    name: Annotated[str, Personal("team")]

    def needs(self) -> tuple[Organisation, Team, Configuration]:
        return (
            Organisation(self.organisation),
            Team(self.team),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, organisation: Organisation, team: Team, configuration: Configuration
    ) -> Sequence[Event]:
        if organisation.kind is None:
            raise Unknown("organisation")
        if team.of is not None:
            raise Refused(Refusal.ALREADY_DONE)
        team_of(configuration, day(self.at), organisation.kind)
        return [TeamFormed(team=self.team, organisation=self.organisation, name=self.name)]


class EstablishFunction(Command[Organisation, Function, Configuration]):
    """Establish a function that is in use here, to which mandates can be granted."""

    establish: FunctionId
    organisation: OrganisationId
    role: Role

    def needs(self) -> tuple[Organisation, Function, Configuration]:
        return (
            Organisation(self.organisation),
            Function(self.establish),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, organisation: Organisation, established: Function, configuration: Configuration
    ) -> Sequence[Event]:
        if organisation.kind is None:
            raise Unknown("organisation")
        if established.role is not None:
            raise Refused(Refusal.ALREADY_DONE)
        in_use(configuration, day(self.at), self.role)
        return [
            FunctionEstablished(
                function=self.establish, organisation=self.organisation, role=self.role
            )
        ]


class AssignFunction(Command[Function, *tuple[Team, ...]]):
    """Give a worker a function from a day on: in a team, where it is one of a team."""

    worker: WorkerId
    assign: FunctionId
    team: TeamId | None = None
    since: date

    def needs(self) -> tuple[Function, *tuple[Team, ...]]:
        return (
            Function(self.assign),
            *([Team(self.team)] if self.team else []),
        )

    def decide(self, assigned: Function, *teams: Team) -> Sequence[Event]:
        if assigned.role is None:
            raise Unknown("function")
        if assigned.role in OF_A_TEAM and not teams:
            raise Malformed("team: this function is held in one")
        for team in teams:
            standing(team, self.since)
        return [
            FunctionAssigned(
                worker=self.worker, function=self.assign, team=self.team, since=self.since
            )
        ]


class EndFunction(Command[Office]):
    """Take a function from a worker, from a day on; today means from now on."""

    worker: WorkerId
    end: FunctionId
    since: date

    def needs(self) -> tuple[Office]:
        return (Office(self.end),)

    def decide(self, ended: Office) -> Sequence[Event]:
        if all(one.worker != self.worker for one in ended.held):
            raise Unknown("holder of this function")
        return [FunctionEnded(worker=self.worker, function=self.end, since=self.since)]
