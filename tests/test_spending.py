"""When is money set apart for a case, spent and booked back, and when is the last euro?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.codes import MandatedAct, MandateKind
from domain.facts.budget import ReservationReleased, SpendReversed
from domain.facts.mandate import MandateGranted
from domain.refusal import Refusal
from domain.terms import CaseId, Cents, ReservationId, SpendingId
from tests import asked
from tests.people import (
    acting,
    agreed,
    allotted,
    at_the_door,
    bakker,
    clarified,
    fast_track,
    first_quarter,
    for_the_chair,
    leader,
    mandated,
    named,
    oost,
    opened,
    paid,
    pieter,
    ready_to_spend,
    reported,
    revoked,
    set_apart,
    shower_chair,
    stairs,
    withdrawn,
    year_set,
    zuid,
)
from tests.scenario import given

released = ReservationReleased(
    reservation=for_the_chair, budget=first_quarter, case=stairs, resident=bakker, team=oost,
    amount=Cents(60_00),
)  # fmt: skip
reversed_ = SpendReversed(
    spending=shower_chair, budget=first_quarter, case=stairs, resident=bakker, team=oost,
    mandate=fast_track, amount=Cents(60_00),
)  # fmt: skip
other_case = CaseId(named("another case"))
elsewhere = tuple(replace(event, case=other_case) for event in (reported, clarified, opened))
second: dict[str, Any] = {
    "spending": SpendingId(named("second")), "reservation": ReservationId(named("second"))
}  # fmt: skip


def euros(amount: int, **changes: Any) -> Any:
    return replace(asked.spend, amount=Cents(amount * 100), **changes)


class TestAReservation:
    def test_sets_money_apart(self) -> None:
        given(*ready_to_spend).when(asked.reserve).then(set_apart)

    def test_is_made_once(self) -> None:
        given(*ready_to_spend, set_apart).when(replace(asked.reserve, amount=Cents(1))).refused(
            Refusal.ALREADY_DONE
        )

    @pytest.mark.requirement("H-03")
    def test_takes_no_more_than_is_free(self) -> None:
        more = replace(asked.reserve, reservation=second["reservation"], amount=Cents(40_01))
        given(*ready_to_spend, set_apart).when(more).refused(Refusal.BUDGET_EXCEEDED)
        rest = replace(more, amount=Cents(40_00))
        given(*ready_to_spend, set_apart).when(rest).then(
            replace(set_apart, reservation=rest.reservation, amount=rest.amount)
        )

    def test_comes_from_a_budget_that_there_is(self) -> None:
        given(*at_the_door, opened).when(asked.reserve).unknown("budget")

    def test_comes_from_the_teams_own_budget(self) -> None:
        given(*ready_to_spend[:-1], replace(allotted, team=zuid)).when(asked.reserve).refused(
            Refusal.BUDGET_OF_ANOTHER
        )

    @pytest.mark.requirement("H-03")
    def test_can_be_let_go_of(self) -> None:
        given(*ready_to_spend, set_apart).when(asked.release).then(released)
        given(*ready_to_spend, set_apart, released).when(euros(100, **second)).then(
            replace(set_apart, reservation=second["reservation"], amount=Cents(100_00)),
            replace(paid, **second, amount=Cents(100_00)),
        )

    def test_lets_go_of_what_is_left_of_it(self) -> None:
        part = replace(paid, amount=Cents(45_00))
        given(*ready_to_spend, set_apart, part).when(asked.release).then(
            replace(released, amount=Cents(15_00))
        )

    @pytest.mark.parametrize("then", [(), (set_apart, paid), (set_apart, released)])
    def test_that_is_not_open_is_not_let_go_of(self, then: tuple[Any, ...]) -> None:
        given(*ready_to_spend, *then).when(asked.release).unknown("reservation")

    def test_is_of_one_case(self) -> None:
        mine = replace(asked.release, case=other_case)
        given(*ready_to_spend, set_apart, *elsewhere).when(mine).unknown("reservation")


class TestSpending:
    @pytest.mark.requirement("H-03")
    def test_reserves_and_spends_in_one_step(self) -> None:
        given(*ready_to_spend).when(asked.spend).then(set_apart, paid)

    @pytest.mark.requirement("H-03")
    def test_uses_an_open_reservation_up_to_what_is_left_of_it(self) -> None:
        given(*ready_to_spend, set_apart).when(asked.spend).then(paid)
        given(*ready_to_spend, set_apart).when(euros(61)).refused(Refusal.BUDGET_EXCEEDED)
        part = replace(paid, amount=Cents(45_00))
        rest: dict[str, Any] = {"spending": second["spending"]}
        given(*ready_to_spend, set_apart, part).when(euros(15, **rest)).then(
            replace(paid, **rest, amount=Cents(15_00))
        )
        given(*ready_to_spend, set_apart, part).when(euros(16, **rest)).refused(
            Refusal.BUDGET_EXCEEDED
        )

    @pytest.mark.requirement("H-03")
    def test_uses_no_reservation_of_another_case(self) -> None:
        theirs = replace(set_apart, case=other_case)
        given(*ready_to_spend, theirs).when(asked.spend).refused(Refusal.BUDGET_OF_ANOTHER)

    @pytest.mark.requirement("H-03")
    def test_never_spends_the_same_euro_twice(self) -> None:
        given(*ready_to_spend, set_apart, paid).when(euros(41, **second)).refused(
            Refusal.BUDGET_EXCEEDED
        )
        given(*ready_to_spend, set_apart, paid).when(euros(40, **second)).then(
            replace(set_apart, reservation=second["reservation"], amount=Cents(40_00)),
            replace(paid, **second, amount=Cents(40_00)),
        )

    def test_bears_an_id_of_its_own(self) -> None:
        again = euros(1, reservation=second["reservation"])
        given(*ready_to_spend, set_apart, paid).when(again).refused(Refusal.ALREADY_DONE)

    @pytest.mark.requirement("H-03")
    def test_stops_once_the_help_agreement_is_withdrawn(self) -> None:
        given(*ready_to_spend, withdrawn).when(asked.spend).refused(Refusal.NO_HELP_AGREEMENT)
        given(*ready_to_spend, withdrawn, agreed).when(asked.spend).then(set_apart, paid)

    def test_follows_a_plan(self) -> None:
        without = (*at_the_door, opened, agreed, mandated, year_set, allotted)
        given(*without).when(asked.spend).refused(Refusal.NO_PLAN)

    def test_comes_from_a_budget_that_there_is(self) -> None:
        given(*at_the_door, opened, agreed, mandated).when(asked.spend).unknown("budget")

    def test_comes_from_the_teams_own_budget(self) -> None:
        given(*ready_to_spend[:-1], replace(allotted, team=zuid)).when(asked.spend).refused(
            Refusal.BUDGET_OF_ANOTHER
        )

    def test_comes_from_the_quarter_that_it_is(self) -> None:
        last = datetime(2026, 3, 31, 21, 59, 59, tzinfo=UTC)
        given(*ready_to_spend).at(last).when(asked.spend).then(set_apart, paid)
        given(*ready_to_spend).at(last + timedelta(seconds=1)).when(asked.spend).refused(
            Refusal.BUDGET_OF_ANOTHER
        )
        last_year = replace(allotted, year=2025)
        given(*ready_to_spend[:-1], last_year).when(asked.spend).refused(Refusal.BUDGET_OF_ANOTHER)

    @pytest.mark.requirement("H-03")
    @pytest.mark.parametrize(
        ("mandate", "code"),
        [
            (replace(mandated, function=leader), Refusal.MANDATE_OF_ANOTHER),
            (replace(mandated, until=date(2026, 3, 1)), Refusal.MANDATE_ENDED),
            (replace(mandated, acts=(MandatedAct.GRANT,)), Refusal.MANDATE_NOT_FOR_THIS),
            (replace(mandated, limit=Cents(59_99)), Refusal.MANDATE_EXCEEDED),
        ],
    )
    def test_takes_a_mandate_for_it(self, mandate: MandateGranted, code: Refusal) -> None:
        history = tuple(mandate if each is mandated else each for each in ready_to_spend)
        given(*history).when(asked.spend).refused(code)

    @pytest.mark.parametrize("kind", MandateKind)
    def test_pays_out_under_a_mandate_of_any_kind(self, kind: MandateKind) -> None:
        history = (*ready_to_spend, replace(mandated, kind=kind))
        given(*history).when(asked.spend).then(set_apart, paid)

    def test_takes_a_mandate_at_all(self) -> None:
        history = tuple(each for each in ready_to_spend if each is not mandated)
        given(*history).when(asked.spend).unknown("mandate")

    def test_stops_once_the_mandate_is_revoked(self) -> None:
        given(*ready_to_spend, revoked).when(asked.spend).refused(Refusal.MANDATE_ENDED)

    def test_takes_somebody_who_holds_the_function(self) -> None:
        given(*ready_to_spend).when(euros(1, context=acting(pieter))).refused(
            Refusal.FUNCTION_NOT_HELD
        )

    def test_names_its_mandate_in_its_context(self) -> None:
        answer = given(*ready_to_spend).when(asked.spend).then(set_apart, paid)
        assert {fact.context.mandate for fact in answer.facts} == {fast_track}


class TestReversing:
    @pytest.mark.requirement("H-03")
    def test_puts_the_whole_amount_back(self) -> None:
        given(*ready_to_spend, set_apart, paid).when(asked.reverse).then(reversed_)
        given(*ready_to_spend, set_apart, paid, reversed_).when(euros(100, **second)).then(
            replace(set_apart, reservation=second["reservation"], amount=Cents(100_00)),
            replace(paid, **second, amount=Cents(100_00)),
        )

    @pytest.mark.requirement("H-03")
    def test_happens_once(self) -> None:
        refused = (
            given(*ready_to_spend, set_apart, paid, reversed_)
            .when(asked.reverse)
            .refused(Refusal.ALREADY_DONE)
        )
        assert (refused.cases, refused.residents) == ((stairs,), (bakker,))

    def test_is_of_a_spending_that_there_is(self) -> None:
        given(*ready_to_spend).when(asked.reverse).unknown("spending")

    def test_takes_a_mandate(self) -> None:
        given(*ready_to_spend, set_apart, paid, revoked).when(asked.reverse).refused(
            Refusal.MANDATE_ENDED
        )
        too_small = replace(mandated, limit=Cents(59_99))
        history = tuple(too_small if each is mandated else each for each in ready_to_spend)
        given(*history, set_apart, paid).when(asked.reverse).refused(Refusal.MANDATE_EXCEEDED)
