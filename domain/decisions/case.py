"""Taking a case on, coordinating it, finding things out, and closing it."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from domain.codes import ClosingReason, Law, Topic
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.adopting import in_scope
from domain.decisions.guards import (
    informed,
    known_case,
    needed,
    open_case,
    standing,
    taken_on,
)
from domain.fact import Event
from domain.facts.application import OpenApplications
from domain.facts.awareness import Awareness
from domain.facts.case import (
    Case,
    CaseClosed,
    CaseOpened,
    CoordinatorAssigned,
    CoordinatorHandedOver,
    FindingRecorded,
)
from domain.facts.configuration import Configuration
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Posts, Team
from domain.facts.participation import Participations
from domain.refusal import Refusal
from domain.terms import CaseId, Personal, TeamId, WorkerId, day


class OpenCase(Command[Case, Team, Awareness, Configuration]):
    """Take on what came in at the front door, under laws that the teams work under here."""

    case: CaseId
    team: TeamId
    laws: tuple[Law, ...]

    def needs(self) -> tuple[Case, Team, Awareness, Configuration]:
        return (
            Case(self.case),
            Team(self.team),
            Awareness(self.case),
            Configuration(self.context.funding_responsible),
        )

    def decide(
        self, case: Case, team: Team, awareness: Awareness, configuration: Configuration
    ) -> Sequence[Event]:
        if not self.laws:
            raise Malformed("laws: at least one")
        resident = known_case(case)
        standing(team, day(self.at))
        if case.team is not None:
            raise Refused(Refusal.CASE_ALREADY_OPEN)
        in_scope(configuration, day(self.at), self.laws)
        return [
            CaseOpened(
                case=self.case, resident=resident, team=self.team, laws=self.laws,
                others=awareness.besides(resident),
            )
        ]  # fmt: skip


class AssignCoordinator(Command[Case, Participations, Posts]):
    """Say who coordinates: one of the team, or who takes part in the case (Wmo 2.3.2, Jw 4.1.1).

    Where somebody does already, that takes a hand-over.
    """

    case: CaseId
    coordinator: WorkerId

    def needs(self) -> tuple[Case, Participations, Posts]:
        return Case(self.case), Participations(self.case), Posts(self.coordinator)

    def decide(self, case: Case, participations: Participations, posts: Posts) -> Sequence[Event]:
        resident, team = taken_on(case)
        if case.coordinator is not None:
            raise Refused(Refusal.COORDINATOR_ALREADY)
        _near_enough(team, participations, posts, day(self.at))
        return [
            CoordinatorAssigned(
                case=self.case, resident=resident, team=team, coordinator=self.coordinator
            )
        ]


class HandOverCoordination(Command[Case, Participations, Posts]):
    """Hand coordination over, in one instant, to one of the team or who takes part in the case."""

    case: CaseId
    coordinator: WorkerId

    def needs(self) -> tuple[Case, Participations, Posts]:
        return Case(self.case), Participations(self.case), Posts(self.coordinator)

    def decide(self, case: Case, participations: Participations, posts: Posts) -> Sequence[Event]:
        resident, team = taken_on(case)
        if case.coordinator is None:
            raise Unknown("coordinator")
        if case.coordinator == self.coordinator:
            raise Refused(Refusal.ALREADY_DONE)
        _near_enough(team, participations, posts, day(self.at))
        return [
            CoordinatorHandedOver(
                case=self.case,
                resident=resident,
                team=team,
                previous=case.coordinator,
                coordinator=self.coordinator,
            )
        ]


class RecordFinding(Command[Case, Awareness, FrontDoor]):
    """Write down what was found out about a topic: one of the question, or it is said why not."""

    case: CaseId
    topic: Topic
    finding: Annotated[str, Personal("case")]
    outside: Annotated[str, Personal("case")] | None = None

    def needs(self) -> tuple[Case, Awareness, FrontDoor]:
        return Case(self.case), Awareness(self.case), FrontDoor(self.case)

    def decide(self, case: Case, awareness: Awareness, door: FrontDoor) -> Sequence[Event]:
        resident = open_case(case)
        informed(awareness, resident)
        needed(self.topic, door, self.outside)
        return [
            FindingRecorded(
                case=self.case, resident=resident, topic=self.topic, finding=self.finding,
                outside=self.outside or None,
            )
        ]  # fmt: skip


class CloseCase(Command[Case, OpenApplications]):
    """Close a case. Not while an application waits: it ends in a decision or its withdrawal."""

    case: CaseId
    reason: ClosingReason

    def needs(self) -> tuple[Case, OpenApplications]:
        return Case(self.case), OpenApplications(self.case)

    def decide(self, case: Case, applications: OpenApplications) -> Sequence[Event]:
        resident, team = taken_on(case)
        if applications.waiting:
            raise Refused(Refusal.APPLICATION_OPEN)
        return [CaseClosed(case=self.case, resident=resident, team=team, reason=self.reason)]


def _near_enough(team: TeamId, participations: Participations, posts: Posts, on: date) -> None:
    """Who coordinates works in the team of the case, or takes part in it. Raises Refused."""
    own = any(post.team == team for post in posts.on(on))
    beside = any(participations.role_of(post.function, on) is not None for post in posts.on(on))
    if not (own or beside):
        raise Refused(Refusal.COORDINATOR_NOT_INVOLVED)
