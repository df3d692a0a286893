"""Who employs, who pays and who steers, since when: each from a day on, until a day."""

from dataclasses import replace
from datetime import date
from typing import Self

from domain.codes import Stream
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import OrganisationId, TeamId, WorkerId


class WorkerEmployed(Event):
    """Dienstverband: this organisation is the worker's employer, from this day on."""

    worker: WorkerId
    organisation: OrganisationId
    since: date


class EmploymentEnded(Event):
    """Einde dienstverband: the employment that began `since` ended; on day `until` no longer."""

    worker: WorkerId
    organisation: OrganisationId
    since: date
    until: date


class OrganisationFunded(Event):
    """Bekostiging: `by` pays this organisation out of a funding stream, from this day on."""

    organisation: OrganisationId
    by: OrganisationId
    stream: Stream
    since: date


class FundingEnded(Event):
    """Einde bekostiging: what began `since` ended; on day `until` no longer."""

    organisation: OrganisationId
    by: OrganisationId
    stream: Stream
    since: date
    until: date


class TeamSteered(Event):
    """Aansturing: `by` says what this team does, from this day on."""

    team: TeamId
    by: OrganisationId
    since: date


class SteeringEnded(Event):
    """Einde aansturing: what began `since` ended; on day `until` no longer."""

    team: TeamId
    by: OrganisationId
    since: date
    until: date


class Employment(Knowledge):
    """Whether a worker is in an organisation's employ, and since when."""

    worker: WorkerId
    organisation: OrganisationId
    since: date | None = None

    def evolve(self, fact: Fact[WorkerEmployed | EmploymentEnded]) -> Self:
        match fact.event:
            case WorkerEmployed(since=since):
                return replace(self, since=since)
            case EmploymentEnded():
                return replace(self, since=None)


class Funding(Knowledge):
    """Whether one organisation pays another out of a stream, and since when."""

    organisation: OrganisationId
    by: OrganisationId
    stream: Stream
    since: date | None = None

    def evolve(self, fact: Fact[OrganisationFunded | FundingEnded]) -> Self:
        event = fact.event
        # Both are organisations: filed alike are who pays whom, and who is paid by whom.
        if (event.organisation, event.by, event.stream) != (
            self.organisation, self.by, self.stream,
        ):  # fmt: skip
            return self
        match event:
            case OrganisationFunded(since=since):
                return replace(self, since=since)
            case FundingEnded():
                return replace(self, since=None)


class Steering(Knowledge):
    """Who steers a team, and since when."""

    team: TeamId
    by: OrganisationId | None = None
    since: date | None = None

    def evolve(self, fact: Fact[TeamSteered | SteeringEnded]) -> Self:
        match fact.event:
            case TeamSteered(by=by, since=since):
                return replace(self, by=by, since=since)
            case SteeringEnded():
                return replace(self, by=None, since=None)
