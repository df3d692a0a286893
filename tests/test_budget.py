"""What may a team give out in a year, and in a quarter of it?"""

from dataclasses import replace

import pytest

from domain.refusal import Refusal
from domain.terms import BudgetId, Cents
from tests import asked
from tests.people import (
    allotted,
    first_quarter,
    named,
    purse,
    ready_to_spend,
    town,
    year_2026,
    year_set,
    zuid,
    zuid_formed,
)
from tests.scenario import given

finances = (*town, *purse)


class TestTheYearsBudget:
    def test_is_set_once(self) -> None:
        given(*finances).when(asked.set_year_budget).then(year_set)
        given(*finances, year_set).when(asked.set_year_budget).refused(Refusal.ALREADY_DONE)

    @pytest.mark.parametrize("year", [2014, 2101])
    def test_is_of_a_year_in_reach(self, year: int) -> None:
        given(*finances).when(replace(asked.set_year_budget, year=year)).malformed("year")

    @pytest.mark.parametrize("year", [2015, 2100])
    def test_may_be_of_the_first_and_last_year(self, year: int) -> None:
        given(*finances).when(replace(asked.set_year_budget, year=year)).then(
            replace(year_set, year=year)
        )


class TestTheQuarter:
    def test_comes_out_of_the_year(self) -> None:
        given(*finances, year_set).when(asked.allot_quarter).then(allotted)

    @pytest.mark.parametrize("quarter", [0, 5])
    def test_is_one_of_four(self, quarter: int) -> None:
        given(*finances, year_set).when(replace(asked.allot_quarter, quarter=quarter)).malformed(
            "quarter"
        )

    def test_comes_out_of_a_year_that_there_is(self) -> None:
        given(*finances).when(asked.allot_quarter).unknown("budget")
        of_itself = replace(asked.allot_quarter, within=first_quarter)
        given(*finances, year_set, allotted).when(of_itself).unknown("budget")

    @pytest.mark.requirement("H-03")
    def test_takes_no_more_than_the_year_has_left(self) -> None:
        whole = replace(asked.allot_quarter, amount=year_set.amount)
        given(*finances, year_set).when(whole).then(replace(allotted, amount=year_set.amount))
        given(*finances, year_set, allotted).when(whole).refused(Refusal.BUDGET_EXCEEDED)
        rest = replace(whole, amount=Cents(year_set.amount - allotted.amount))
        given(*finances, year_set, allotted).when(rest).then(replace(allotted, amount=rest.amount))

    def test_stays_with_its_team_year_and_quarter(self) -> None:
        moved = replace(asked.allot_quarter, quarter=2)
        given(*finances, year_set, allotted).when(moved).refused(Refusal.BUDGET_OF_ANOTHER)
        of_zuid = replace(year_set, budget=BudgetId(named("zuid")), team=zuid)
        taken = replace(asked.allot_quarter, within=of_zuid.budget)
        given(*finances, zuid_formed, year_set, of_zuid, allotted).when(taken).refused(
            Refusal.BUDGET_OF_ANOTHER
        )

    @pytest.mark.requirement("H-03")
    def test_leaves_another_year_alone_also_where_that_bears_its_id(self) -> None:
        next_year = replace(year_set, budget=first_quarter, year=2027)
        whole = replace(
            asked.allot_quarter, budget=BudgetId(named("2027-1")), within=first_quarter,
            amount=next_year.amount,
        )  # fmt: skip
        given(*finances, year_set, next_year, allotted).when(whole).then(
            replace(
                allotted, budget=whole.budget, within=first_quarter, year=2027,
                amount=whole.amount,
            )
        )  # fmt: skip


def test_a_year_is_no_quarter() -> None:
    given(*ready_to_spend).when(replace(asked.reserve, budget=year_2026)).unknown("budget")
