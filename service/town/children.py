"""The story of a boy of thirteen and his divorced parents: who agrees, and who reads what."""

from datetime import date, timedelta
from typing import Any

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Capacity,
    ClosingReason,
    Topic,
)
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.authority import EndAuthority, RecordAuthority
from domain.decisions.case import AssignCoordinator, CloseCase, RecordFinding
from domain.decisions.parenthood import RecordParenthood
from domain.decisions.reading_child import ReadOfChild
from domain.terms import ResidentId, day, function_of_residents
from service.register.person import Names, Person
from service.town.faults import Kind
from service.town.front_door import clarified, question, take_on
from service.town.knowing import told
from service.town.life import Attempt, Life, Pause, Story


def children(life: Life) -> Story:
    """His father alone is not enough; what a parent reads hangs on age and gezag."""
    mother, father = (ResidentId(life.new()) for _ in range(2))
    today = day(life.now)
    births = {life.resident: date(today.year - 13, 1, 15), mother: date(1984, 1, 2)}
    for who, birth in {**births, father: date(1982, 3, 4)}.items():
        yield life.enrolled(who, Person(Names("Verzonnen", "Iemand"), birth))
    yield question(life)
    yield told(life)
    yield clarified(life)
    yield take_on(life)
    yield life.about(AssignCoordinator, coordinator=life.worker)
    for parent in (mother, father):
        yield life.send(
            RecordParenthood, child=life.resident, parent=parent,
            source=AuthoritySource.POPULATION_REGISTER,
        )  # fmt: skip
        yield life.send(
            RecordAuthority, child=life.resident, parent=parent, kind=AuthorityKind.JOINT,
            since=date(2020, 1, 1), source=AuthoritySource.AUTHORITY_REGISTER,
        )  # fmt: skip
    yield _yes(life, father, Capacity.AUTHORITY)
    yield _plan(life, Kind.PLAN_WITHOUT_AGREEMENT)
    yield _yes(life, life.resident, Capacity.SELF)
    yield _yes(life, mother, Capacity.AUTHORITY)
    yield _plan(life)
    topic: Topic = life.topics[0]
    yield life.about(RecordFinding, topic=topic, finding="Hij slaapt slecht als er ruzie is.")
    yield _reads(life, father)
    yield Pause(21)
    # A court ends his father's gezag: he is told the important facts, and need not agree.
    yield life.send(
        EndAuthority, child=life.resident, parent=father, since=day(life.now),
        source=AuthoritySource.COURT,
    )  # fmt: skip
    yield _reads(life, father)
    yield _reads(life, mother)
    yield _plan(life)
    yield Pause(14)
    yield life.about(CloseCase, reason=ClosingReason.GOAL_REACHED)


def _yes(life: Life, giver: ResidentId, capacity: Capacity) -> Attempt:
    return life.about(
        AgreeToHelp, resident=life.resident, giver=giver, capacity=capacity, age=AgeBand.FROM_12
    )


def _plan(life: Life, fault: Kind | None = None) -> Attempt:
    return life.about(
        AgreePlan, fault, goals="Weer rustig slapen.", age=AgeBand.FROM_12,
        review_on=day(life.now) + timedelta(days=90), consent_of=life.resident,
    )  # fmt: skip


def _reads(life: Life, parent: ResidentId) -> Attempt:
    """A parent reads of him, as a resident does: in no function of anybody's."""
    of = life.town.genesis.organisation
    caller: dict[str, Any] = {"by": parent, "as_": function_of_residents(of), "of": of}
    return life.send(ReadOfChild, resident=life.resident, age=AgeBand.FROM_12, **caller)
