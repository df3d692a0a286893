"""What the views of money and of refusals show, told as small stories."""

from dataclasses import replace
from datetime import timedelta

from domain.codes import (
    Outcome,
)
from domain.fact import Fact
from domain.facts.budget import (
    QuarterAllotted,
    ReservationReleased,
)
from domain.terms import (
    BudgetId,
    Cents,
)
from projections.view import as_of
from projections.views.accountability import accountability
from projections.views.budgets import budgets
from projections.views.refusals import refusals
from tests.happened import decided, only, refused, reservation, reserved, reversed_, spent, story
from tests.people import (
    acting,
    allotted,
    bakker,
    consultant,
    fast_track,
    first_quarter,
    monday,
    named,
    oost,
    stairs,
    year_2026,
    year_set,
)


def test_accountability_counts_decisions_and_money_per_mandate_and_quarter() -> None:
    refusal = replace(decided, outcome=Outcome.REFUSED)
    facts = story(decided, refusal, spent, (60, reversed_), (120, spent))
    first, second = as_of(accountability, facts).values()
    assert (first.team, first.mandate, first.quarter) == (oost, fast_track, 1)
    assert (first.granted, first.granted_amount, first.refused) == (1, 3_950_00, 1)
    assert (first.spendings, first.spent) == (1, 40_00)
    assert (second.quarter, second.reversals, second.reversed) == (2, 1, 40_00)
    assert second.spent == 40_00


def test_a_late_record_changes_no_quarter_that_was_reported() -> None:
    """It happened in March, and was recorded in April: it is April's money."""
    late = Fact(1, monday + timedelta(days=40), acting(at=monday), spent)
    assert only(accountability, [late]).quarter == 2


def test_refusals_are_counted_by_function_and_rule() -> None:
    row = only(refusals, story(refused, (1, refused)))
    assert (row.function, row.attempted, row.code) == (consultant, "SpendBudget", "NO_PLAN")
    assert (row.year, row.quarter, row.times) == (2026, 1, 2)


def test_one_fact_changes_the_rows_of_quarter_and_year() -> None:
    rows = as_of(budgets, story(year_set, allotted, reserved, spent))
    year, quarter = rows[year_2026,], rows[first_quarter,]
    assert (year.amount, year.allotted, year.left) == (100_000_00, 100_00, 99_900_00)
    assert (quarter.amount, quarter.reserved, quarter.spent, quarter.left) == (
        100_00, 20_00, 40_00, 40_00,
    )  # fmt: skip
    assert (quarter.within, quarter.year, quarter.quarter) == (year_2026, 2026, 1)


def test_every_budget_adds_up_whatever_happens() -> None:
    again = QuarterAllotted(
        budget=BudgetId(named("2026-2")), within=year_2026, team=oost, year=2026, quarter=2,
        amount=Cents(7),
    )  # fmt: skip
    released = ReservationReleased(
        reservation=reservation, budget=first_quarter, case=stairs, resident=bakker, team=oost,
        amount=Cents(20_00),
    )  # fmt: skip
    facts = story(year_set, allotted, again, reserved, spent, released, reversed_)
    for upto in range(len(facts) + 1):
        for row in as_of(budgets, facts[:upto]).values():
            assert row.amount == row.allotted + row.reserved + row.spent + row.left
    assert as_of(budgets, facts)[first_quarter,].left == 100_00
