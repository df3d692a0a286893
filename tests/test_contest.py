"""Whose words stand beside what is written about somebody, and who may put them there?"""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from domain.codes import AuthoritySource, RepresentativeKind
from domain.facts.authority import RepresentativeAppointed
from domain.facts.record import RecordsMerged, RecordSplit
from domain.facts.statement import StatementContested
from domain.refusal import Refusal
from domain.terms import CaseId, ResidentId, WorkerId
from tests import asked
from tests.asked.statement import steep
from tests.people import (
    acting,
    bakker,
    by_bakker,
    closed,
    fatima,
    helped,
    max_,
    named,
    stairs,
    town,
)
from tests.scenario import given
from tests.test_statement import recorded, struck

story = (*helped, recorded)
daughter = ResidentId(named("daughter"))
contested = StatementContested(
    statement=steep, case=stairs, resident=bakker, words=asked.contest_statement.words
)
for_her = replace(asked.contest_statement, context=replace(by_bakker, actor=WorkerId(daughter)))


def speaks_for_her(kind: RepresentativeKind) -> RepresentativeAppointed:
    return RepresentativeAppointed(
        resident=bakker, representative=daughter, kind=kind, source=AuthoritySource.COURT,
        since=date(2026, 1, 1),
    )  # fmt: skip


@pytest.mark.requirement("M-14")
def test_a_resident_says_herself_what_is_to_stand_beside_it() -> None:
    given(*story).when(asked.contest_statement).then(contested)
    given(*story, contested).when(asked.contest_statement).then(contested)
    given(*story, closed).when(asked.contest_statement).then(contested)


@pytest.mark.requirement("M-14")
def test_who_may_speak_for_her_may_say_it_for_her() -> None:
    given(*story, speaks_for_her(RepresentativeKind.MENTOR)).when(for_her).then(contested)
    purse = speaks_for_her(RepresentativeKind.ADMINISTRATOR_OF_PROPERTY)
    given(*story, purse).when(for_her).refused(Refusal.NOT_YOURS)
    given(*story).when(for_her).refused(Refusal.NOT_YOURS)


@pytest.mark.requirement("M-14")
def test_a_worker_does_not_speak_in_her_voice() -> None:
    as_worker = replace(asked.contest_statement, context=acting(WorkerId(bakker)))
    given(*story).when(as_worker).refused(Refusal.NOT_YOURS)


def test_nobody_is_told_what_was_written_about_others() -> None:
    theirs = replace(recorded, resident=max_)
    given(*helped, theirs).when(asked.contest_statement).unknown("statement")
    given(*helped).when(asked.contest_statement).unknown("statement")
    given(*story, struck).when(asked.contest_statement).unknown("statement")


@pytest.mark.requirement("M-14")
def test_what_she_says_is_taken_down_also_when_the_case_is_closed() -> None:
    given(*story).when(asked.take_down_contest).then(contested)
    given(*story, closed).when(asked.take_down_contest).then(contested)
    given(*town).when(asked.take_down_contest).unknown("case")
    elsewhere = replace(recorded, case=CaseId(named("elsewhere")))
    given(*helped, elsewhere).when(asked.take_down_contest).unknown("statement")


@pytest.mark.requirement("M-14")
def test_she_speaks_under_whichever_of_her_merged_records_about_what_is_under_either() -> None:
    merged = RecordsMerged(resident=max_, into=bakker, proposed_by=fatima)
    by_max = replace(by_bakker, actor=WorkerId(max_))
    theirs = replace(recorded, resident=max_)
    apart = RecordSplit(resident=bakker, other=max_, positions=(), proposed_by=fatima)
    for each, at in product((recorded, theirs), (bakker, max_)):
        for by in (by_bakker, by_max):
            asks = replace(asked.contest_statement, context=by, resident=at)
            said = replace(contested, resident=each.resident)
            given(*helped, each, merged).when(asks).then(said)
    as_before = given(*helped, theirs, merged, apart)
    as_before.when(asked.contest_statement).unknown("statement")
    as_before.when(replace(asked.contest_statement, resident=max_)).refused(Refusal.NOT_YOURS)
