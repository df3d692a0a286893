"""Outreach (bemoeizorg): a ground, so often, until a day; more is decided by a second person."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from domain.codes import LimitCode, TermCode, TermUnit
from domain.facts.contact import OutreachExtended
from domain.refusal import Refusal
from tests import asked
from tests.people import acting, bakker, closed, helped, max_, monday, pieter, stairs, town
from tests.scenario import given
from tests.test_configuration import first
from tests.test_contact import (
    another_case,
    elsewhere,
    first_step,
    held,
    outreach,
    refused_help,
    second,
    story,
    tried,
    unasked,
)

pytestmark = pytest.mark.requirement("M-18")
extended = OutreachExtended(case=stairs, resident=bakker, attempts=2, until=date(2026, 4, 1))
not_wanted = (replace(held, wanted=False), *[replace(tried, wanted=False)] * 2)


def test_it_has_a_ground_a_number_and_a_last_day() -> None:
    given(*story).when(asked.start_outreach).then(outreach)


def test_it_is_decided_on_once_also_when_it_is_used_up() -> None:
    given(*story, outreach).when(asked.start_outreach).refused(Refusal.ALREADY_DONE)
    given(*story, outreach, *not_wanted).when(asked.start_outreach).refused(Refusal.ALREADY_DONE)
    late = datetime.combine(outreach.until, monday.timetz()) + timedelta(days=30)
    again = replace(asked.start_outreach, until=late.date())
    given(*story, outreach).at(late).when(again).refused(Refusal.ALREADY_DONE)


def test_it_is_about_a_case_that_is_not_closed() -> None:
    for command in (asked.start_outreach, asked.extend_outreach):
        others = replace(command, resident=max_)
        given(*story, second).when(others).refused(Refusal.OTHER_RESIDENT)
        given(*town, second).when(command).unknown("case")
        given(*helped, second, closed).when(command).refused(Refusal.CASE_CLOSED)


def test_no_more_often_and_no_longer_than_the_law_table_says() -> None:
    command = asked.start_outreach
    given(*story).when(replace(command, attempts=4)).refused(Refusal.LIMIT_EXCEEDED)
    given(*story).when(replace(command, attempts=0)).malformed("attempts")
    given(*story).when(replace(command, until=date(2026, 3, 1))).malformed("until")
    last = monday.date() + timedelta(days=60)
    given(*story).when(replace(command, until=last)).then(replace(outreach, until=last))
    given(*story).when(replace(command, until=last + timedelta(days=1))).refused(
        Refusal.LIMIT_EXCEEDED
    )


@pytest.mark.requirement("N-02")
def test_a_municipality_allows_less_and_never_more() -> None:
    less = replace(
        first, terms=(TermCode.OUTREACH,), lengths=(30,), units=(TermUnit.DAYS,),
        limits=(LimitCode.OUTREACH_ATTEMPTS,), mosts=(2,),
    )  # fmt: skip
    within = replace(asked.start_outreach, attempts=2, until=date(2026, 4, 1))
    given(*story, less).when(within).then(replace(outreach, attempts=2, until=within.until))
    given(*story, less).when(replace(within, attempts=3)).refused(Refusal.LIMIT_EXCEEDED)
    given(*story, less).when(replace(within, until=date(2026, 4, 2))).refused(
        Refusal.LIMIT_EXCEEDED
    )
    publish = replace(asked.publish_configuration, limits=less.limits, mosts=(2,))
    given(*town).when(replace(publish, mosts=(4,))).refused(Refusal.CONFIGURATION_BELOW_FLOOR)
    given(*town).when(replace(publish, mosts=(0,))).refused(Refusal.CONFIGURATION_BELOW_FLOOR)
    given(*town).when(replace(publish, mosts=())).malformed("limits")
    given(*town).when(replace(publish, limits=less.limits * 2, mosts=(2, 2))).malformed("limits")


def test_more_takes_a_second_person_who_did_not_go_there() -> None:
    history = (*story, second, outreach, *not_wanted)
    given(*history).when(asked.extend_outreach).then(extended)
    by_who_decided = replace(asked.extend_outreach, context=acting())
    given(*history).when(by_who_decided).refused(Refusal.SECOND_PERSON_MISSING)


def test_who_went_there_is_no_second_person_either() -> None:
    stage = given(*story, second, outreach).when(replace(unasked, context=acting(pieter)))
    assert stage.journal.record(stage.command).refusal is None
    asked_by_pieter = replace(asked.extend_outreach, context=acting(pieter))
    answer = stage.journal.record(asked_by_pieter)
    assert answer.refusal is Refusal.SECOND_PERSON_MISSING


def test_once_extended_the_fourth_and_fifth_time_are_accepted_and_no_sixth() -> None:
    history = (*story, outreach, *not_wanted, extended)
    one_more = replace(tried, wanted=False)
    given(*history).when(unasked).then(replace(held, wanted=False))
    given(*history, one_more).when(unasked).then(replace(held, wanted=False))
    given(*history, one_more, one_more).when(unasked).refused(Refusal.OUTREACH_ENDED)


def test_an_extension_has_the_same_bounds_and_something_to_extend() -> None:
    given(*story, second).when(asked.extend_outreach).unknown("outreach")
    given(*story, second, outreach, refused_help).when(asked.extend_outreach).unknown("outreach")
    too_many = replace(asked.extend_outreach, attempts=4)
    given(*story, second, outreach).when(too_many).refused(Refusal.LIMIT_EXCEEDED)


def test_another_case_of_the_same_resident_begins_nothing_anew() -> None:
    """But by a second person, on a ground of its own: as more attempts in one case are."""
    history = (*story, second, outreach, *another_case)
    again = replace(asked.start_outreach, case=elsewhere)
    given(*history).when(again).refused(Refusal.SECOND_PERSON_MISSING)
    begun = replace(outreach, case=elsewhere)
    given(*history).when(replace(again, context=acting(pieter))).then(begun)
    more = replace(asked.extend_outreach, case=elsewhere)
    given(*history).when(more).unknown("outreach")
    by_me = replace(more, context=acting())
    given(*history, begun).when(by_me).refused(Refusal.SECOND_PERSON_MISSING)


@pytest.mark.requirement("M-19")
def test_after_her_no_it_begins_on_a_meldcode_too() -> None:
    given(*story, refused_help).when(asked.start_outreach).refused(Refusal.HELP_REFUSED)
    begun = given(*story, refused_help, first_step)
    begun.when(asked.start_outreach).then(outreach)
    late = begun.at(monday + timedelta(days=15)).when(asked.start_outreach)
    late.refused(Refusal.HELP_REFUSED)
