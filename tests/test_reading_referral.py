"""For how long does a partner read what it was asked?"""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.codes import OrganisationKind, PermissionKind, Purpose, RecipientFunction
from domain.facts.permission import PermissionWithdrawn
from domain.refusal import Refusal
from domain.terms import PermissionId
from tests.asked import read_referral
from tests.people import (
    bakker,
    buurtteam,
    cares,
    clinic,
    helped,
    max_,
    may_refer,
    named,
    permitted,
    referred,
    signals,
    stairs,
)
from tests.scenario import given

made = (*helped, *cares, permitted, referred)
taken_back = PermissionWithdrawn(
    permission=may_refer, case=stairs, resident=bakker, organisation=clinic
)
anew = replace(permitted, permission=PermissionId(named("said anew")))


@pytest.mark.requirement("Z-10")
def test_a_partner_reads_its_referral_while_the_resident_allows_it() -> None:
    given(*made, taken_back).when(read_referral).refused(Refusal.NOT_PERMITTED)
    again = given(*made, taken_back, anew).when(read_referral)
    assert again.journal.record(again.command).refusal is None


@pytest.mark.requirement("Z-10")
def test_something_else_that_she_allows_does_not_do() -> None:
    for other in (
        replace(anew, purpose=Purpose.PAYMENT),
        replace(anew, kind=PermissionKind.PROCESSING),
        replace(anew, organisation=buurtteam),
        replace(anew, resident=max_),
    ):
        given(*made, taken_back, other).when(read_referral).refused(Refusal.NOT_PERMITTED)


@pytest.mark.requirement("Z-10")
def test_it_is_read_up_to_the_last_day_of_what_she_allowed() -> None:
    last = datetime(2026, 12, 31, 22, 59, 59, tzinfo=UTC)
    until = given(*made).at(last).when(read_referral)
    assert until.journal.record(until.command).refusal is None
    given(*made).at(last + timedelta(seconds=1)).when(read_referral).refused(Refusal.NOT_PERMITTED)


def test_it_is_read_in_the_case_that_it_was_made_in() -> None:
    given(*made).when(replace(read_referral, case=None)).malformed("case")
    given(*made).when(replace(read_referral, case=signals)).malformed("case")


@pytest.mark.requirement("Z-10")
@pytest.mark.parametrize(
    "exception",
    [
        {"not_to": (clinic,)}, {"not_to_kinds": (OrganisationKind.CARE_PROVIDER,)},
        {"not_to_functions": (RecipientFunction.CARE_PROFESSIONAL,)},
    ],
    ids=["by name", "by kind", "by function"],
)  # fmt: skip
def test_whom_she_excepts_since_reads_it_no_more(exception: Any) -> None:
    excepting = replace(anew, organisation=buurtteam, **exception)
    given(*made, excepting).when(read_referral).refused(Refusal.RECIPIENT_EXCEPTED)
