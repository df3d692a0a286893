"""What a parent reads of a child: by age, by gezag, and what was confided is not among it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.access.fields import fields, ordered
from domain.codes import (
    AgeBand,
    AuthorityKind,
    AuthoritySource,
    Part,
    ReadingRoute,
    Role,
)
from domain.facts.authority import AuthorityEnded, AuthorityRecorded, ParenthoodRecorded
from domain.facts.reading import OwnRecordRead
from domain.refusal import Refusal
from domain.terms import WorkerId
from tests import asked
from tests.people import acting, bakker, max_, town
from tests.scenario import given

gezag = AuthorityRecorded(
    child=max_, parent=bakker, kind=AuthorityKind.JOINT, since=date(2015, 1, 1),
    source=AuthoritySource.AUTHORITY_REGISTER,
)  # fmt: skip
ended = AuthorityEnded(
    child=max_, parent=bakker, since=date(2026, 3, 2), source=AuthoritySource.COURT
)
parent = ParenthoodRecorded(child=max_, parent=bakker, source=AuthoritySource.POPULATION_REGISTER)


def read(role: Role, route: ReadingRoute, age: AgeBand) -> OwnRecordRead:
    return OwnRecordRead(
        resident=max_, reader=WorkerId(bakker), role=role,
        parts=ordered(fields().reads[role, route].parts), route=route, age=age,
    )  # fmt: skip


@pytest.mark.requirement("Z-09")
@pytest.mark.parametrize(
    ("age", "with_gezag", "without"),
    [
        (AgeBand.UNDER_12, ReadingRoute.OWN_RECORD, ReadingRoute.IMPORTANT_FACTS),
        (AgeBand.FROM_12, ReadingRoute.CHILD_RECORD, ReadingRoute.IMPORTANT_FACTS),
        (AgeBand.FROM_16, None, None),
        (AgeBand.ADULT, None, None),
    ],
)
def test_a_parent_reads_by_the_age_of_the_child_and_by_gezag(
    age: AgeBand, with_gezag: ReadingRoute | None, without: ReadingRoute | None
) -> None:
    command = replace(asked.read_of_child, age=age)
    for history, route, role in (
        ((gezag,), with_gezag, Role.REPRESENTATIVE),
        ((gezag, parent), with_gezag, Role.REPRESENTATIVE),
        ((gezag, ended, parent), without, Role.PARENT),
        ((parent,), without, Role.PARENT),
    ):
        when = given(*town, *history).when(command)
        if route is None:
            when.refused(Refusal.ANOTHER_DECIDES)
        else:
            when.then(read(role, route, age))


@pytest.mark.requirement("Z-09")
def test_who_is_no_parent_reads_nothing_nor_does_a_worker_under_a_parents_name() -> None:
    given(*town).when(asked.read_of_child).refused(Refusal.NOT_YOURS)
    given(*town, gezag, ended).when(asked.read_of_child).refused(Refusal.NOT_YOURS)
    worker = replace(asked.read_of_child, context=acting(WorkerId(bakker)))
    given(*town, gezag).when(worker).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("Z-09")
def test_nothing_is_read_of_a_child_of_unknown_age() -> None:
    ageless = replace(asked.read_of_child, age=None)
    given(*town, gezag).when(ageless).refused(Refusal.AGE_UNKNOWN)


def test_important_facts_are_few_and_without_words() -> None:
    important = fields().reads[Role.PARENT, ReadingRoute.IMPORTANT_FACTS]
    assert important.only == {
        "CaseOpened", "PlanAgreed", "ReferralAccepted", "DecisionTaken", "CaseClosed",
    }  # fmt: skip
    assert not important.parts & {Part.WORDS, Part.PEOPLE, Part.SIGNALS}
    part_of = fields().part_of
    assert {part_of[kind] for kind in important.only} <= important.parts
