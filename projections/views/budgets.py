"""Budgets: what was given, set apart, spent and is left, of every year and quarter of a team.

Every fact counts when it is recorded: this is what a decision would find in the budget now.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from domain.codes import Stream
from domain.fact import Fact
from domain.facts.budget import (
    BudgetReserved,
    BudgetSpent,
    QuarterAllotted,
    ReservationReleased,
    SpendReversed,
    YearBudgetSet,
)
from domain.terms import BudgetId, Cents, TeamId
from projections.view import NO_MONEY, Key, View, but


@dataclass(frozen=True)
class BudgetLine:
    """A team's budget of a year, or of a quarter of it.

    `amount` is what was given: always `allotted + reserved + spent + left`.
    """

    budget: BudgetId
    team: TeamId | None = None
    within: BudgetId | None = None
    """A quarter's year."""
    year: int = 0
    quarter: int | None = None
    stream: Stream | None = None
    """Of a year: where the money comes from (kostendrager)."""
    amount: Cents = NO_MONEY
    allotted: Cents = NO_MONEY
    """Of a year: made into quarters' budgets."""
    reserved: Cents = NO_MONEY
    spent: Cents = NO_MONEY
    left: Cents = NO_MONEY

    def evolve(
        self,
        fact: Fact[
            YearBudgetSet
            | QuarterAllotted
            | BudgetReserved
            | ReservationReleased
            | BudgetSpent
            | SpendReversed
        ],
    ) -> Self | None:
        match fact.event:
            case YearBudgetSet() as event:
                return but(
                    self, team=event.team, year=event.year, stream=event.stream,
                    amount=event.amount, left=Cents(event.amount - self.allotted),
                )  # fmt: skip
            case QuarterAllotted(within=self.budget, amount=amount):
                return self._moved(allotted=amount)
            case QuarterAllotted() as event:
                return but(
                    self, team=event.team, within=event.within, year=event.year,
                    quarter=event.quarter, amount=Cents(self.amount + event.amount),
                    left=Cents(self.left + event.amount),
                )  # fmt: skip
            case BudgetReserved(amount=amount):
                return self._moved(reserved=amount)
            case ReservationReleased(amount=amount):
                return self._moved(reserved=-amount)
            case BudgetSpent(amount=amount):
                return self._moved(reserved=-amount, spent=amount)
            case SpendReversed(amount=amount):
                return self._moved(spent=-amount)

    def _moved(self, *, allotted: int = 0, reserved: int = 0, spent: int = 0) -> Self:
        """Money went from what is left to these, or back."""
        return but(
            self,
            allotted=Cents(self.allotted + allotted),
            reserved=Cents(self.reserved + reserved),
            spent=Cents(self.spent + spent),
            left=Cents(self.left - allotted - reserved - spent),
        )


def keys(fact: Fact[Any]) -> Sequence[Key]:
    """Money for a quarter changes two rows: the quarter's, and the year's that it comes out of."""
    event = fact.event
    if isinstance(event, QuarterAllotted):
        return ((event.budget,), (event.within,))
    return ((event.budget,),)


budgets = View("budgets", BudgetLine, keys)
