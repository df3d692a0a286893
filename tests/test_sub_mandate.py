"""When may a mandate be passed on, how far, and what becomes of it?"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from domain.codes import Law, MandateCondition, MandatedAct, MandateKind, Provision, Role
from domain.facts.mandate import MandateRevoked, SubMandateGranted
from domain.facts.municipality import FunctionAssigned, FunctionEstablished
from domain.refusal import Refusal
from domain.terms import Cents, FunctionId, MandateId
from tests import asked
from tests.people import (
    acting,
    allotted,
    bakker,
    buurtteam,
    consultant,
    fast_track,
    fatima_assigned,
    gemeente,
    helped,
    leader,
    mandated,
    named,
    oost,
    paid,
    passed_on,
    pieter,
    published,
    revoked,
    set_apart,
    stairs,
    town,
    year_set,
)
from tests.scenario import given

led = (
    FunctionEstablished(function=leader, organisation=buurtteam, role=Role.TEAM_LEADER),
    FunctionAssigned(worker=pieter, function=leader, team=oost, since=date(2026, 1, 1)),
)
may_pass_on = replace(mandated, sub_mandate=True, kind=mandated.kind)
sub = SubMandateGranted(
    mandate=passed_on, parent=fast_track, above=(fast_track,), granted_by=consultant,
    function=leader, organisation=gemeente, kind=mandated.kind, laws=(Law.WMO,),
    acts=(MandatedAct.SPEND,), provisions=(Provision.STAIR_LIFT,), limit=Cents(1_000_00),
    since=date(2026, 2, 1), until=date(2026, 6, 30), publication=published,
)  # fmt: skip
story = (*town, *led, may_pass_on)
further, third = MandateId(named("further")), FunctionId(named("third"))
third_one = FunctionEstablished(function=third, organisation=buurtteam, role=Role.WORKER)
passed_further = replace(
    sub, mandate=further, parent=passed_on, above=(passed_on, fast_track), granted_by=leader,
    function=third,
)  # fmt: skip
by_the_leader = acting(pieter, leader)


@pytest.mark.requirement("M-10")
def test_a_mandate_is_passed_on_by_the_function_that_has_it() -> None:
    given(*story).when(asked.grant_sub_mandate).then(sub)


def test_only_where_the_mandate_allows_it() -> None:
    given(*town, *led, mandated).when(asked.grant_sub_mandate).refused(
        Refusal.SUB_MANDATE_NOT_ALLOWED
    )


def test_only_by_the_function_that_has_it_and_who_holds_that() -> None:
    given(*story).when(replace(asked.grant_sub_mandate, context=by_the_leader)).refused(
        Refusal.MANDATE_OF_ANOTHER
    )
    given(*story).when(replace(asked.grant_sub_mandate, context=acting(pieter))).refused(
        Refusal.FUNCTION_NOT_HELD
    )


def test_only_while_the_parent_stands() -> None:
    given(*story, revoked).when(asked.grant_sub_mandate).refused(Refusal.MANDATE_ENDED)
    unagreed = replace(may_pass_on, consent_of=buurtteam)
    given(*town, *led, unagreed).when(asked.grant_sub_mandate).refused(
        Refusal.MANDATE_NOT_CONSENTED
    )


@pytest.mark.parametrize(
    ("parent", "wider"),
    [
        ({}, {"laws": (Law.WMO, Law.YOUTH)}),
        ({"acts": (MandatedAct.GRANT,)}, {}),
        ({}, {"provisions": (Provision.DEBT_PLAN,)}),
        ({}, {"limit": Cents(5_000_01)}),
        ({"limit_per_year": Cents(8_000_00)}, {}),
        ({"limit_per_year": Cents(8_000_00)}, {"limit_per_year": Cents(8_000_01)}),
        ({"most_months": 12}, {}),
        ({"most_months": 12}, {"most_months": 13}),
        ({"conditions": (MandateCondition.PEER_REVIEW,)}, {}),
        ({}, {"since": date(2025, 12, 31)}),
        ({}, {"until": date(2027, 1, 1)}),
        ({}, {"grantee": consultant}),
    ],
    ids=[
        "law", "act", "provision", "limit", "no limit of the year", "limit of the year",
        "no months", "months", "no condition", "earlier", "later", "to itself",
    ],
)  # fmt: skip
def test_no_wider_than_the_parent_in_any_respect(
    parent: dict[str, Any], wider: dict[str, Any]
) -> None:
    given(*town, *led, replace(may_pass_on, **parent)).when(
        replace(asked.grant_sub_mandate, **wider)
    ).refused(Refusal.SUB_MANDATE_TOO_WIDE)


def test_as_wide_as_the_parent_is_not_too_wide() -> None:
    all_of_it: dict[str, Any] = {
        "laws": mandated.laws, "acts": (MandatedAct.GRANT, MandatedAct.SPEND),
        "provisions": mandated.provisions,
        "limit": mandated.limit, "since": mandated.since, "until": mandated.until,
        "limit_per_year": Cents(8_000_00), "most_months": 12, "sub_mandate": True,
        "conditions": (MandateCondition.PEER_REVIEW,),
    }  # fmt: skip
    given(*town, *led, replace(may_pass_on, **all_of_it)).when(
        replace(asked.grant_sub_mandate, **all_of_it)
    ).then(replace(sub, **all_of_it, limited=(fast_track,), limits_above=(Cents(8_000_00),)))


def test_to_another_organisation_it_takes_consent() -> None:
    there = FunctionEstablished(function=leader, organisation=gemeente, role=Role.TEAM_LEADER)
    given(*town, there, may_pass_on).when(asked.grant_sub_mandate).then(
        replace(sub, consent_of=gemeente)
    )


def test_what_is_passed_on_and_to_whom_is_there() -> None:
    given(*town, *led).when(asked.grant_sub_mandate).unknown("mandate")
    given(*town, may_pass_on).when(asked.grant_sub_mandate).unknown("function")
    given(*story, sub).when(asked.grant_sub_mandate).refused(Refusal.ALREADY_DONE)


def test_what_was_passed_on_is_passed_on_further_only_where_it_says_so() -> None:
    on = replace(
        asked.grant_sub_mandate, context=by_the_leader, mandate=further, parent=passed_on,
        grantee=third,
    )  # fmt: skip
    given(*story, third_one, sub).when(on).refused(Refusal.SUB_MANDATE_NOT_ALLOWED)
    given(*story, third_one, replace(sub, sub_mandate=True)).when(on).then(passed_further)


@pytest.mark.requirement("M-09")
def test_a_sub_mandate_is_used_as_a_mandate_and_ends_with_its_parent() -> None:
    history = (*helped, *led, may_pass_on, year_set, allotted)
    spend = replace(asked.spend, context=by_the_leader, mandate=passed_on)
    under_it = replace(paid, mandate=passed_on, above=(fast_track,))
    given(*history, sub).when(spend).then(set_apart, under_it)
    both = given(*history, sub).when(asked.revoke_mandate)
    both.then(
        MandateRevoked(mandate=fast_track, below=(passed_on,), functions=(consultant, leader))
    )
    refused = both.journal.record(spend).refusal
    assert refused is Refusal.MANDATE_ENDED


@pytest.mark.requirement("M-09")
def test_it_ends_with_every_mandate_above_it_however_far() -> None:
    ended = given(*story, third_one, replace(sub, sub_mandate=True), passed_further).when(
        asked.revoke_mandate
    )
    ended.then(
        MandateRevoked(
            mandate=fast_track, below=(passed_on, further), functions=(consultant, leader, third)
        )
    )


def test_who_passed_it_on_takes_it_back_and_the_parent_stays() -> None:
    back = replace(asked.revoke_mandate, context=asked.grant_sub_mandate.context, mandate=passed_on)
    taken = MandateRevoked(mandate=passed_on, functions=(leader,))
    given(*story, sub).when(back).then(taken)
    by_another = replace(back, context=acting(pieter))
    given(*story, sub).when(by_another).refused(Refusal.FUNCTION_NOT_HELD)
    given(*story, sub).when(replace(back, context=by_the_leader)).refused(Refusal.NOT_AUTHORISED)
    given(*story, sub, taken).when(asked.grant_sub_mandate).refused(Refusal.ALREADY_DONE)
    again = replace(asked.grant_sub_mandate, mandate=further)
    given(*story, sub, taken).when(again).then(replace(sub, mandate=further))


@pytest.mark.requirement("M-11")
def test_a_sub_mandate_holds_on_its_own_days() -> None:
    history = (*helped, *led, fatima_assigned, may_pass_on, sub, year_set, allotted)
    spend = replace(asked.spend, context=by_the_leader, mandate=passed_on)
    given(*history).at(datetime(2026, 7, 1, tzinfo=UTC)).when(spend).refused(Refusal.MANDATE_ENDED)
    refused = (
        given(*history, revoked)
        .when(replace(spend, mandate=fast_track))
        .refused(Refusal.MANDATE_OF_ANOTHER)
    )
    assert (refused.cases, refused.residents) == ((stairs,), (bakker,))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"limit": Cents(0)}, "amount"),
        ({"until": date(2026, 1, 31)}, "until"),
        ({"most_months": 0}, "most_months"),
        ({"acts": (MandatedAct.REFER,), "conditions": tuple(MandateCondition)}, "conditions"),
    ],
)
def test_what_makes_no_sense_as_a_mandate_is_not_passed_on(
    wrong: dict[str, Any], said: str
) -> None:
    given(*story).when(replace(asked.grant_sub_mandate, **wrong)).malformed(said)


def test_a_machtiging_passes_no_power_to_decide_on() -> None:
    history = (*town, *led, replace(may_pass_on, kind=MandateKind.ACT))
    decides = replace(asked.grant_sub_mandate, acts=(MandatedAct.GRANT,))
    given(*history).when(decides).malformed("acts")
