"""Contact for safety: on a step of the meldcode of lately, so often, the next time by two."""

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.codes import MeldcodeStep
from domain.decisions.contact import RecordContact
from domain.facts.meldcode import VtReported
from domain.refusal import Refusal
from tests import asked
from tests.people import acting, bakker, monday, oost, pieter, stairs
from tests.scenario import given, put
from tests.test_contact import (
    another_case,
    consulted,
    elsewhere,
    first_step,
    held,
    refused_help,
    second,
    story,
    tried,
    unasked,
)
from tests.test_help_refused import later

pytestmark = pytest.mark.requirement("M-19")


def test_does_not_stop_what_safety_asks() -> None:
    safe: RecordContact = replace(unasked, safety=True)
    expected = replace(held, wanted=False, safety=True)
    given(*story, refused_help).when(safe).refused(Refusal.NO_SAFETY_GROUND)
    given(*story, refused_help, first_step).when(safe).then(expected)
    done = VtReported(case=stairs, resident=bakker, team=oost)
    given(*story, refused_help, first_step, done).when(safe).refused(Refusal.NO_SAFETY_GROUND)


def test_does_not_stop_it_for_longer_than_a_step_of_the_meldcode_holds() -> None:
    """A meldcode that was begun and left lying opens nothing: the next step does."""
    safe: RecordContact = replace(unasked, safety=True)
    expected = replace(held, wanted=False, safety=True)
    last = monday + timedelta(days=14)
    begun = given(*story, refused_help, first_step)
    begun.at(last).when(safe).then(expected)
    begun.at(last + timedelta(days=1)).when(safe).refused(Refusal.NO_SAFETY_GROUND)
    stage = begun.at(last + timedelta(days=1)).when(safe)
    later(stage.journal, last + timedelta(days=1), consulted)
    now = acting(at=last + timedelta(days=1))
    assert stage.journal.record(replace(safe, context=now)).refusal is None


def test_nobody_came_for_safety_before_the_step() -> None:
    safe: RecordContact = replace(unasked, safety=True)
    before = replace(safe, context=acting(at=monday - timedelta(days=1)))
    given(*story, refused_help, first_step).when(before).refused(Refusal.NO_SAFETY_GROUND)


def test_lets_nobody_come_for_safety_more_often_than_unasked() -> None:
    """The next step opens it anew."""
    safe: RecordContact = replace(unasked, safety=True)
    came = replace(held, wanted=False, safety=True)
    thrice = (first_step, came, replace(tried, wanted=False, safety=True), came)
    given(*story, refused_help, *thrice[:-1]).when(safe).then(came)
    given(*story, refused_help, *thrice).when(safe).refused(Refusal.NO_SAFETY_GROUND)
    given(*story, refused_help, *thrice, consulted).when(safe).then(came)
    given(*story, *thrice).when(asked.record_contact).then(held)


def test_takes_a_second_person_where_the_meldcode_is_gone_through_again() -> None:
    safe: RecordContact = replace(unasked, safety=True)
    came = replace(held, wanted=False, safety=True)
    for ends in (
        replace(first_step, step=MeldcodeStep.DECIDE, report=False),
        VtReported(case=stairs, resident=bakker, team=oost),
    ):
        again = given(*story, second, refused_help, first_step, ends, first_step)
        again.when(safe).refused(Refusal.SECOND_PERSON_MISSING)
        again.when(asked.start_outreach).refused(Refusal.SECOND_PERSON_MISSING)
        stage = again.when(safe)
        put(stage.journal, consulted, context=acting(pieter))
        assert [f.event for f in stage.journal.record(safe).facts] == [came]
        there = replace(first_step, case=elsewhere)
        both = given(*story, *another_case, refused_help, first_step, ends, there)
        both.when(replace(safe, case=elsewhere)).refused(Refusal.SECOND_PERSON_MISSING)
