"""Telling somebody may wait only when two people decide so, on a ground of the law, for 30 days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.codes import NoticeGround, Tie
from domain.facts.awareness import NoticePostponed, NoticePostponementProposed
from domain.facts.municipality import FunctionAssigned
from domain.facts.participation import TieDeclared
from domain.refusal import Refusal
from tests import asked
from tests.people import (
    acting,
    bakker,
    by_watcher,
    consultant,
    fatima,
    informed,
    monday,
    oost,
    opened,
    pieter,
    reported,
    stairs,
    town,
    watches,
    wit,
)
from tests.scenario import given

pytestmark = pytest.mark.requirement("M-04")
colleague = FunctionAssigned(worker=pieter, function=consultant, team=oost, since=date(2026, 1, 1))
proposed = NoticePostponementProposed(
    case=stairs, resident=bakker, ground=NoticeGround.PROTECTION_OF_PERSONS,
    review_on=date(2026, 4, 1), reasoning=asked.propose_postponement.reasoning,
)  # fmt: skip
postponed = NoticePostponed(
    case=stairs, resident=bakker, ground=NoticeGround.PROTECTION_OF_PERSONS,
    review_on=date(2026, 4, 1), proposed_by=fatima,
)  # fmt: skip
the_case = (*town, colleague, reported)


def test_one_proposes_and_another_decides() -> None:
    given(*the_case).when(asked.propose_postponement).then(proposed)
    given(*the_case, proposed).when(asked.postpone_notice).then(postponed)


def test_who_proposed_it_does_not_decide_it() -> None:
    herself = replace(asked.postpone_notice, context=acting())
    given(*the_case, proposed).when(herself).refused(Refusal.SECOND_READER_MISSING)


def test_the_privacy_officer_may_be_the_second_and_needs_to_do_nothing_with_the_case() -> None:
    officer = replace(asked.postpone_notice, context=by_watcher)
    given(*the_case, opened, *watches, proposed).when(officer).then(postponed)
    own = replace(asked.propose_postponement, context=by_watcher)
    given(*the_case, opened, *watches).when(own).refused(Refusal.NOT_AUTHORISED)


@pytest.mark.parametrize("tie", Tie)
def test_nobody_who_is_close_proposes_or_decides(tie: Tie) -> None:
    close = TieDeclared(worker=pieter, resident=bakker, tie=tie)
    given(*the_case, close, proposed).when(asked.postpone_notice).refused(Refusal.OWN_CASE)
    own = replace(asked.propose_postponement, context=acting(pieter))
    given(*the_case, close).when(own).refused(Refusal.OWN_CASE)


def test_at_most_thirty_days_and_at_least_one() -> None:
    longest = replace(asked.propose_postponement, review_on=date(2026, 4, 1))
    given(*the_case).when(longest).then(proposed)
    too_long = replace(longest, review_on=date(2026, 4, 2))
    given(*the_case).when(too_long).refused(Refusal.POSTPONEMENT_TOO_LONG)
    today = replace(longest, review_on=date(2026, 3, 2))
    given(*the_case).when(today).malformed("review_on")


def test_it_says_why() -> None:
    given(*the_case).when(replace(asked.propose_postponement, reasoning=" ")).malformed("reasoning")


def test_nothing_is_decided_that_was_not_proposed_or_is_decided_already() -> None:
    given(*the_case).when(asked.postpone_notice).unknown("proposal")
    given(*the_case, proposed, postponed).when(asked.postpone_notice).unknown("proposal")
    other = replace(proposed, resident=wit)
    given(*the_case, other).when(asked.postpone_notice).unknown("proposal")


def test_a_renewal_is_decided_anew_by_two() -> None:
    once = (*the_case, proposed, postponed)
    given(*once).when(asked.propose_postponement).then(proposed)
    given(*once, proposed).when(asked.postpone_notice).then(postponed)


def test_a_proposal_that_ran_out_is_not_decided_any_more() -> None:
    it = given(*the_case, proposed)
    last = acting(pieter, at=monday + timedelta(days=29))
    it.at(last.occurred_at).when(replace(asked.postpone_notice, context=last)).then(postponed)
    after = acting(pieter, at=monday + timedelta(days=30))
    it.at(after.occurred_at).when(replace(asked.postpone_notice, context=after)).refused(
        Refusal.POSTPONEMENT_LAPSED
    )


def test_who_knows_already_is_not_kept_from_it() -> None:
    given(*the_case, informed).when(asked.propose_postponement).refused(Refusal.ALREADY_DONE)
    given(*the_case, proposed, informed).when(asked.postpone_notice).refused(Refusal.ALREADY_DONE)
