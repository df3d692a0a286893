"""What did the resident agree to, and what happens once they take it back?"""

from dataclasses import replace
from datetime import date, timedelta

from domain.refusal import Refusal
from domain.terms import day
from tests import asked
from tests.people import (
    agreed,
    at_the_door,
    bakker,
    max_,
    monday,
    opened,
    planned,
    stairs,
    withdrawn,
)
from tests.scenario import given

taken_on = (*at_the_door, opened)


def test_the_resident_wants_this_help() -> None:
    given(*taken_on).when(asked.agree_to_help).then(agreed)


def test_who_agreed_already_has_nothing_to_agree_to() -> None:
    given(*taken_on, agreed).when(asked.agree_to_help).refused(Refusal.ALREADY_DONE)


def test_one_persons_agreement_is_not_anothers() -> None:
    another = replace(agreed, resident=max_)
    given(*taken_on, another).when(asked.agree_to_help).then(agreed)
    given(*taken_on, another).when(asked.agree_plan).refused(Refusal.NO_HELP_AGREEMENT)


def test_what_was_agreed_can_be_taken_back_and_agreed_again() -> None:
    given(*taken_on, agreed).when(asked.withdraw_help_agreement).then(withdrawn)
    given(*taken_on, agreed, withdrawn).when(asked.agree_to_help).then(agreed)


def test_what_was_not_agreed_cannot_be_taken_back() -> None:
    given(*taken_on).when(asked.withdraw_help_agreement).refused(Refusal.NO_HELP_AGREEMENT)
    given(*taken_on, agreed, withdrawn).when(asked.withdraw_help_agreement).refused(
        Refusal.NO_HELP_AGREEMENT
    )


def test_a_plan_is_agreed_on() -> None:
    given(*taken_on, agreed).when(asked.agree_plan).then(planned)


def test_without_wanting_help_there_is_no_plan() -> None:
    refused = given(*taken_on).when(asked.agree_plan).refused(Refusal.NO_HELP_AGREEMENT)
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))
    given(*taken_on, agreed, withdrawn).when(asked.agree_plan).refused(Refusal.NO_HELP_AGREEMENT)


def test_a_plan_is_looked_at_again_on_a_later_day() -> None:
    today = replace(asked.agree_plan, review_on=day(monday))
    given(*taken_on, agreed).when(today).malformed("review_on")
    tomorrow = replace(asked.agree_plan, review_on=day(monday) + timedelta(days=1))
    given(*taken_on, agreed).when(tomorrow).then(replace(planned, review_on=date(2026, 3, 3)))
