"""The limit of a case in the year, of a mandate that was passed on: counted over all of it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.codes import MandatedAct
from domain.fact import Event
from domain.facts.budget import SpendReversed
from domain.facts.municipality import FunctionAssigned
from domain.refusal import Refusal
from domain.terms import Cents, ReservationId, SpendingId
from tests import asked
from tests.people import (
    acting,
    allotted,
    applied,
    bakker,
    fast_track,
    fatima,
    granted,
    helped,
    named,
    oost,
    paid,
    passed_on,
    set_apart,
    stairs,
    year_set,
)
from tests.scenario import given
from tests.test_sub_mandate import (
    by_the_leader,
    further,
    led,
    may_pass_on,
    passed_further,
    sub,
    third,
    third_one,
)

third_held = FunctionAssigned(worker=fatima, function=third, team=oost, since=date(2026, 1, 1))
roomy = replace(allotted, amount=Cents(1_000_00))


class TestTheYearOfACaseUnderWhatWasPassedOn:
    """The limit of a mandate counts over all sub-mandates together with it, and over their own."""

    limited = replace(may_pass_on, limit_per_year=Cents(100_00))
    one = replace(
        sub, sub_mandate=True, limit_per_year=Cents(90_00), limited=(fast_track,),
        limits_above=(Cents(100_00),),
    )  # fmt: skip
    other = replace(one, mandate=further, function=third)
    below = replace(
        passed_further, limit_per_year=Cents(90_00), limited=(fast_track, passed_on),
        limits_above=(Cents(100_00), Cents(90_00)),
    )  # fmt: skip
    history = (*helped, *led, third_one, third_held, limited, year_set, roomy)
    of_the_other = replace(paid, mandate=further, above=(fast_track,))
    spend = replace(
        asked.spend, context=by_the_leader, mandate=passed_on, amount=Cents(40_00),
        spending=SpendingId(named("more")), reservation=ReservationId(named("more")),
    )  # fmt: skip

    def spent(self, *history: Event, **change: Any) -> Refusal | None:
        """What comes of spending it, or with that change."""
        command = replace(self.spend, **change)
        return given(*self.history, *history).when(command).journal.record(command).refusal

    @pytest.mark.requirement("M-09")
    def test_adds_up_over_two_that_came_out_of_one(self) -> None:
        both = (self.one, self.other, set_apart, self.of_the_other)
        assert self.spent(*both) is None
        too_much = replace(self.spend, amount=Cents(40_01))
        given(*self.history, *both).when(too_much).refused(Refusal.MANDATE_YEAR_EXCEEDED)

    @pytest.mark.requirement("M-09")
    def test_adds_up_with_the_mandate_itself(self) -> None:
        under_it = (self.one, set_apart, paid)
        assert self.spent(*under_it, amount=Cents(40_01)) is Refusal.MANDATE_YEAR_EXCEEDED
        above: Any = {"context": asked.spend.context, "mandate": fast_track}
        passed = (self.one, set_apart, replace(paid, mandate=passed_on, above=(fast_track,)))
        assert self.spent(*passed, **above) is None
        assert self.spent(*passed, **above, amount=Cents(40_01)) is Refusal.MANDATE_YEAR_EXCEEDED

    def test_adds_up_over_what_is_further_down_for_each_above_it(self) -> None:
        far_down = replace(paid, mandate=further, above=(passed_on, fast_track))
        deep = (self.one, self.below, set_apart, far_down)
        assert self.spent(*deep, amount=Cents(30_00)) is None
        assert self.spent(*deep, amount=Cents(30_01)) is Refusal.MANDATE_YEAR_EXCEEDED
        lower: Any = {"context": acting(fatima, third), "mandate": further}
        nothing_yet = (self.one, self.below)
        assert self.spent(*nothing_yet, **lower, amount=Cents(90_00)) is None
        up_there = (self.one, self.below, set_apart, paid)
        assert self.spent(*up_there, **lower, amount=Cents(40_01)) is Refusal.MANDATE_YEAR_EXCEEDED

    def test_comes_back_where_it_was_counted_under_whatever_mandate_it_is_booked_back(self) -> None:
        both = (self.one, self.other, set_apart, self.of_the_other)
        back = SpendReversed(
            spending=paid.spending, budget=paid.budget, case=stairs, resident=bakker, team=oost,
            mandate=fast_track, amount=paid.amount,
        )  # fmt: skip
        assert self.spent(*both, amount=Cents(90_00)) is Refusal.MANDATE_YEAR_EXCEEDED
        assert self.spent(*both, back, amount=Cents(90_00)) is None

    def test_is_written_down_when_it_is_passed_on_and_on_what_is_done_under_it(self) -> None:
        pass_on = replace(asked.grant_sub_mandate, limit_per_year=Cents(90_00), sub_mandate=True)
        given(*self.history).when(pass_on).then(self.one)
        on = replace(
            asked.grant_sub_mandate, context=by_the_leader, mandate=further, parent=passed_on,
            grantee=third, limit_per_year=Cents(90_00),
        )  # fmt: skip
        given(*self.history, self.one).when(on).then(self.below)
        decide = replace(asked.take_decision, context=by_the_leader, mandate=passed_on)
        grants = replace(self.one, acts=(MandatedAct.GRANT,), limit_per_year=None, limited=None,
                         limits_above=None, limit=granted.amount)  # fmt: skip
        given(*helped, *led, may_pass_on, grants, applied).when(decide).then(
            replace(granted, mandate=passed_on, above=(fast_track,))
        )

    def test_of_one_that_was_passed_on_before_that_was_kept_is_its_own(self) -> None:
        before = replace(self.one, limited=None, limits_above=None)
        assert self.spent(before, self.other, set_apart, self.of_the_other) is None
