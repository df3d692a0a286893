"""What may be shown to somebody outside the team, and until when?"""

from dataclasses import replace
from datetime import date

from domain.codes import NoticeCause
from domain.decisions.recipient_notice import notice
from domain.facts.permission import PermissionWithdrawn
from domain.refusal import Refusal
from domain.terms import PermissionId
from tests import asked
from tests.people import (
    bakker,
    by_fatima,
    clinic,
    clinic_registered,
    closed,
    helped,
    may_refer,
    named,
    oost,
    permitted,
    stairs,
    town,
)
from tests.scenario import given

story = (*helped, clinic_registered)
no_longer = PermissionWithdrawn(
    permission=may_refer, case=stairs, resident=bakker, organisation=clinic
)
told_so = notice(
    by_fatima, NoticeCause.PERMISSION_WITHDRAWN, stairs, bakker, oost,
    organisation=clinic, permission=may_refer,
)  # fmt: skip


def test_permission_is_given_for_one_organisation_one_purpose_and_a_time() -> None:
    given(*story).when(asked.give_permission).then(permitted)


def test_it_may_end_today_and_not_before() -> None:
    today = date(2026, 3, 2)
    until_today = replace(asked.give_permission, until=today)
    given(*story).when(until_today).then(replace(permitted, until=today))
    given(*story).when(replace(asked.give_permission, until=date(2026, 3, 1))).malformed("until")


def test_to_an_organisation_that_takes_no_part_nothing_is_shown() -> None:
    given(*helped).when(asked.give_permission).unknown("organisation")


def test_a_permission_is_given_once() -> None:
    given(*story, permitted).when(asked.give_permission).refused(Refusal.ALREADY_DONE)


def test_withdrawing_is_as_easy_as_giving_and_who_got_the_data_is_told() -> None:
    given(*story, permitted).when(asked.withdraw_permission).then(no_longer, *told_so)
    given(*story, permitted, closed).when(asked.withdraw_permission).then(no_longer, *told_so)


def test_what_was_not_given_cannot_be_withdrawn() -> None:
    given(*story).when(asked.withdraw_permission).unknown("permission")
    another = replace(asked.withdraw_permission, permission=PermissionId(named("another")))
    given(*story, permitted).when(another).unknown("permission")
    given(*story, permitted, no_longer).when(asked.withdraw_permission).unknown("permission")


def test_nothing_is_withdrawn_in_a_case_that_never_came_in() -> None:
    given(*town).when(asked.withdraw_permission).unknown("case")
