"""What was disclosed is read by whom it went to, and by the team that says it."""

from dataclasses import replace

import pytest

from domain.codes import Part, ReadingRoute, RecipientClass, RecipientFunction, Relation, Role
from domain.facts.reading import RecordRead
from domain.refusal import Refusal
from domain.terms import RecipientId
from tests import asked
from tests.asked.disclosure import disclosed, mandated_to_disclose, to_the_clinic
from tests.people import (
    bakker,
    buurtteam,
    by_clinic,
    by_fatima,
    by_watcher,
    cares,
    fatima,
    helped,
    kim,
    named,
    oost,
    stairs,
    watches,
)
from tests.scenario import given

pytestmark = pytest.mark.requirement("M-24", "C-12")
story = (*helped, *cares, mandated_to_disclose)
by_the_clinic = RecordRead(
    case=stairs, resident=bakker, reader=kim, role=Role.PROVIDER, route=ReadingRoute.DISCLOSURE,
    relation=Relation.RECIPIENT, parts=(Part.WORDS,), disclosure=to_the_clinic, team=oost,
)  # fmt: skip


def test_whom_it_went_to_reads_it_and_so_does_the_team() -> None:
    answer = (
        given(*story, disclosed).when(asked.read_disclosure).journal.record(asked.read_disclosure)
    )
    (read,) = (fact.event for fact in answer.facts)
    assert isinstance(read, RecordRead)
    assert replace(read, parts=by_the_clinic.parts) == by_the_clinic
    by_the_team = replace(asked.read_disclosure, context=by_fatima)
    answer = given(*story, disclosed).when(by_the_team).journal.record(by_the_team)
    (read,) = (fact.event for fact in answer.facts)
    assert isinstance(read, RecordRead)
    assert (read.reader, read.role, read.case) == (fatima, Role.WORKER, stairs)


def test_what_went_to_somebody_else_is_not_the_clinics_to_read() -> None:
    elsewhere = replace(disclosed, organisation=buurtteam)
    given(*story, elsewhere).when(asked.read_disclosure).refused(Refusal.NOT_YOURS)
    to_her_sister = replace(
        disclosed, organisation=None, recipient=RecipientId(named("sister")),
        recipient_function=RecipientFunction.FAMILY, recipient_class=RecipientClass.INFORMAL,
    )  # fmt: skip
    given(*story, to_her_sister).when(asked.read_disclosure).refused(Refusal.NOT_YOURS)


def test_nobody_else_reads_it_and_what_is_not_there_is_unknown() -> None:
    watching = replace(asked.read_disclosure, context=by_watcher)
    given(*story, *watches, disclosed).when(watching).refused(Refusal.NOT_AUTHORISED)
    given(*story).when(replace(asked.read_disclosure, context=by_clinic)).unknown("disclosure")
