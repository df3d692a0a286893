"""Who employs, who pays and who steers: put on record by the administrator, day by day."""

from collections.abc import Sequence
from datetime import date

from domain.codes import Stream
from domain.command import Command, Malformed, Refused, Unknown
from domain.fact import Event
from domain.facts.municipality import Organisation, Team
from domain.facts.organisation import (
    Employment,
    EmploymentEnded,
    Funding,
    FundingEnded,
    OrganisationFunded,
    Steering,
    SteeringEnded,
    TeamSteered,
    WorkerEmployed,
)
from domain.refusal import Refusal
from domain.terms import OrganisationId, TeamId, WorkerId


def some_days(since: date, until: date) -> None:
    """What ended lasted a day at least. Raises Malformed."""
    if until <= since:
        raise Malformed("until: after the day on which it began")


class EmployWorker(Command[Organisation, Employment]):
    """Say who is a worker's employer, from a day on (E-06)."""

    worker: WorkerId
    organisation: OrganisationId
    since: date

    def needs(self) -> tuple[Organisation, Employment]:
        return (
            Organisation(self.organisation),
            Employment(self.worker, self.organisation),
        )

    def decide(
        self,
        organisation: Organisation,
        employment: Employment,
    ) -> Sequence[Event]:
        if organisation.kind is None:
            raise Unknown("organisation")
        if employment.since is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            WorkerEmployed(worker=self.worker, organisation=self.organisation, since=self.since)
        ]


class EndEmployment(Command[Employment]):
    """Say that a worker is in an organisation's employ no longer, from day `until` on."""

    worker: WorkerId
    organisation: OrganisationId
    until: date

    def needs(self) -> tuple[Employment]:
        return (Employment(self.worker, self.organisation),)

    def decide(self, employment: Employment) -> Sequence[Event]:
        if employment.since is None:
            raise Unknown("employment")
        some_days(employment.since, self.until)
        return [
            EmploymentEnded(
                worker=self.worker, organisation=self.organisation, since=employment.since,
                until=self.until,
            )
        ]  # fmt: skip


class FundOrganisation(Command[Organisation, Organisation, Funding]):
    """Say who pays an organisation, out of which stream, from a day on."""

    organisation: OrganisationId
    by: OrganisationId
    stream: Stream
    since: date

    def needs(self) -> tuple[Organisation, Organisation, Funding]:
        return (
            Organisation(self.organisation),
            Organisation(self.by),
            Funding(self.organisation, self.by, self.stream),
        )

    def decide(
        self,
        organisation: Organisation,
        by: Organisation,
        funding: Funding,
    ) -> Sequence[Event]:
        if self.organisation == self.by:
            raise Malformed("by: another organisation than the one that is paid")
        if organisation.kind is None or by.kind is None:
            raise Unknown("organisation")
        if funding.since is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            OrganisationFunded(
                organisation=self.organisation, by=self.by, stream=self.stream, since=self.since
            )
        ]


class EndFunding(Command[Funding]):
    """Say that an organisation is paid out of that stream no longer, from day `until` on."""

    organisation: OrganisationId
    by: OrganisationId
    stream: Stream
    until: date

    def needs(self) -> tuple[Funding]:
        return (Funding(self.organisation, self.by, self.stream),)

    def decide(self, funding: Funding) -> Sequence[Event]:
        if funding.since is None:
            raise Unknown("funding")
        some_days(funding.since, self.until)
        return [
            FundingEnded(
                organisation=self.organisation, by=self.by, stream=self.stream,
                since=funding.since, until=self.until,
            )
        ]  # fmt: skip


class SteerTeam(Command[Organisation, Team, Steering]):
    """Say who steers a team, from a day on; whoever did before, does until then."""

    team: TeamId
    by: OrganisationId
    since: date

    def needs(self) -> tuple[Organisation, Team, Steering]:
        return (
            Organisation(self.by),
            Team(self.team),
            Steering(self.team),
        )

    def decide(
        self,
        organisation: Organisation,
        team: Team,
        steering: Steering,
    ) -> Sequence[Event]:
        if organisation.kind is None:
            raise Unknown("organisation")
        if team.of is None:
            raise Unknown("team")
        if steering.by == self.by:
            raise Refused(Refusal.ALREADY_DONE)
        steered = TeamSteered(team=self.team, by=self.by, since=self.since)
        if steering.by is None or steering.since is None:
            return [steered]
        some_days(steering.since, self.since)
        return [
            SteeringEnded(
                team=self.team, by=steering.by, since=steering.since, until=self.since
            ),
            steered,
        ]  # fmt: skip
