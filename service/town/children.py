"""Two stories of children: a boy of thirteen and his divorced parents; a girl who turns sixteen."""

from datetime import date, timedelta
from typing import Any

from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Capacity,
    ClosingReason,
    MeldcodeStep,
    Topic,
)
from domain.decisions.agreement import AgreePlan, AgreeToHelp
from domain.decisions.authority import EndAuthority, RecordAuthority
from domain.decisions.case import AssignCoordinator, CloseCase, RecordFinding
from domain.decisions.confidence import MarkConfidence
from domain.decisions.meldcode import TakeMeldcodeStep
from domain.decisions.parenthood import RecordParenthood
from domain.decisions.reading_child import ReadOfChild
from domain.decisions.withdrawal import WithdrawHelpAgreement
from domain.terms import ResidentId, day, function_of_residents
from service.register.person import Names, Person
from service.town.faults import Kind
from service.town.front_door import clarified, question, take_on
from service.town.knowing import told
from service.town.life import Attempt, Life, Pause, Script, Story


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
    yield from _family(life, (mother, father), AuthorityKind.JOINT)
    yield _yes(life, father, Capacity.AUTHORITY)
    yield _plan(life, Kind.PLAN_WITHOUT_AGREEMENT)
    yield _yes(life, life.resident, Capacity.SELF)
    yield _yes(life, mother, Capacity.AUTHORITY)
    yield _plan(life)
    yield from _confides(life)
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
    # What his mother takes back is not there, until she says it again.
    yield _back(life, mother)
    yield _plan(life, Kind.PLAN_WITHOUT_AGREEMENT)
    yield _yes(life, mother, Capacity.AUTHORITY)
    yield _plan(life)
    yield Pause(14)
    yield life.about(CloseCase, reason=ClosingReason.GOAL_REACHED)


def _confides(life: Life) -> Script:
    """What he says in confidence is kept from his parents, and what is done for his safety."""
    topic: Topic = life.topics[0]
    answer = yield life.about(RecordFinding, topic=topic, finding="Hij is bang als zij ruziemaken.")
    assert answer is not None
    yield life.about(MarkConfidence, resident=life.resident, position=answer.position)
    yield life.about(TakeMeldcodeStep, step=MeldcodeStep.SIGNS, acute=False)


def turns_sixteen(life: Life) -> Story:
    """A girl of fifteen has her birthday in the middle of it: from then on she alone decides."""
    mother = ResidentId(life.new())
    birthday = day(life.now) + timedelta(days=8)
    born = {life.resident: birthday.replace(year=birthday.year - 16), mother: date(1980, 5, 6)}
    for who, birth in born.items():
        yield life.enrolled(who, Person(Names("Verzonnen", "Iemand"), birth))
    yield question(life)
    yield told(life)
    yield clarified(life)
    yield take_on(life)
    yield from _family(life, (mother,), AuthorityKind.PARENTAL)
    yield _yes(life, life.resident, Capacity.SELF)
    yield _plan(life, Kind.PLAN_WITHOUT_AGREEMENT)
    yield _yes(life, mother, Capacity.AUTHORITY)
    yield _plan(life)
    yield Pause(7)
    yield _plan(life)
    yield Pause(1)
    yield _yes(life, mother, Capacity.AUTHORITY, AgeBand.FROM_16, Kind.NO_LONGER_A_PARENTS)
    yield _reads(life, mother, AgeBand.FROM_16, Kind.NO_LONGER_A_PARENTS)
    yield _plan(life, age=AgeBand.FROM_16)
    yield life.about(CloseCase, reason=ClosingReason.GOAL_REACHED)


def _family(life: Life, parents: tuple[ResidentId, ...], kind: AuthorityKind) -> Script:
    for parent in parents:
        yield life.send(
            RecordParenthood, child=life.resident, parent=parent,
            source=AuthoritySource.POPULATION_REGISTER,
        )  # fmt: skip
        yield life.send(
            RecordAuthority, child=life.resident, parent=parent, kind=kind,
            since=date(2020, 1, 1), source=AuthoritySource.AUTHORITY_REGISTER,
        )  # fmt: skip


def _yes(
    life: Life,
    giver: ResidentId,
    capacity: Capacity,
    age: AgeBand = AgeBand.FROM_12,
    fault: Kind | None = None,
) -> Attempt:
    return life.about(
        AgreeToHelp, fault, resident=life.resident, giver=giver, capacity=capacity, age=age
    )


def _back(life: Life, giver: ResidentId) -> Attempt:
    return life.about(
        WithdrawHelpAgreement, giver=giver, consent_of=life.resident, age=AgeBand.FROM_12
    )


def _plan(life: Life, fault: Kind | None = None, age: AgeBand = AgeBand.FROM_12) -> Attempt:
    return life.about(
        AgreePlan, fault, goals="Weer rustig slapen.", age=age,
        review_on=day(life.now) + timedelta(days=90), consent_of=life.resident,
    )  # fmt: skip


def _reads(
    life: Life,
    parent: ResidentId,
    age: AgeBand = AgeBand.FROM_12,
    fault: Kind | None = None,
) -> Attempt:
    """A parent reads of a child, as a resident does: in no function of anybody's."""
    of = life.town.genesis.organisation
    caller: dict[str, Any] = {"by": parent, "as_": function_of_residents(of), "of": of}
    return life.send(ReadOfChild, fault, resident=life.resident, age=age, **caller)
