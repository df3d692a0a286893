"""The hand-over, as a story: the coordinator goes on leave, and a second team helps for a while."""

from datetime import timedelta
from typing import Any

from domain.codes import AgeBand, CaseRole, LegalBasis, Topic
from domain.decisions.agreement import AgreeToHelp
from domain.decisions.case import AssignCoordinator, HandOverCoordination, RecordFinding
from domain.decisions.participation import EndParticipation, StartParticipation
from domain.terms import day
from service.town.faults import Kind
from service.town.front_door import clarified, plan, question, take_on
from service.town.knowing import told
from service.town.life import Attempt, Life, Pause, Script
from service.town.setting import Team


def hand_over(life: Life) -> Script:
    """Mevrouw Yildiz is helped by one after the other, and never by nobody."""
    first, second = life.team.workers[:2]
    neighbours = next(team for team in life.town.teams if team is not life.team)
    yield question(life)
    yield told(life)
    yield clarified(life)
    yield take_on(life)
    yield life.about(AssignCoordinator, coordinator=first)
    yield life.about(AssignCoordinator, Kind.SECOND_COORDINATOR, coordinator=second)
    yield life.about(HandOverCoordination, Kind.HAND_OVER_BY_ANOTHER, coordinator=second, by=second)
    yield life.about(AgreeToHelp, resident=life.resident, age=AgeBand.ADULT)
    yield plan(life)
    yield Pause(7)
    yield life.about(HandOverCoordination, coordinator=second, by=first)
    life.worker = second
    yield _found(life, "Mevrouw Yildiz kent nu wie haar helpt.")

    yield _found(life, "Het andere team weet van niets.", neighbours, Kind.WORK_IN_ANOTHERS_CASE)
    yield life.about(
        StartParticipation, function=neighbours.consultant, organisation=life.town.foundation,
        role=CaseRole.SECOND_WORKER, since=day(life.now), until=day(life.now) + timedelta(days=30),
        basis=LegalBasis.WMO_INVESTIGATION,
    )  # fmt: skip
    yield _found(life, "Samen naar de markt geweest.", neighbours)
    yield Pause(14)
    yield life.about(EndParticipation, function=neighbours.consultant)
    yield _found(life, "Nog even iets erbij.", neighbours, Kind.WORK_IN_ANOTHERS_CASE)
    yield Pause(7)
    # Second falls ill: the team leader hands over.
    leader: dict[str, Any] = {"by": life.team.leading, "as_": life.team.leader}
    yield life.about(HandOverCoordination, coordinator=first, **leader)


def _found(life: Life, finding: str, by: Team | None = None, fault: Kind | None = None) -> Attempt:
    whose: dict[str, Any] = {"by": by.workers[0], "as_": by.consultant} if by else {}
    topic: Topic = life.topics[0]
    return life.about(RecordFinding, fault, topic=topic, finding=finding, **whose)
