"""Accountability: what was decided and spent, per team, under which mandate, in which quarter.

The quarter is that of `recorded_at`: a quarter that was reported never changes afterwards, and it
is the quarter whose budget the money came out of. What was refused is in the views refusals (by
function) and waiting (by case, with its team): a refused attempt itself names no team.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Self

from domain.codes import Outcome
from domain.fact import Fact
from domain.facts.application import DecisionTaken
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.terms import Cents, MandateId, TeamId, day, quarter
from projections.view import NO_MONEY, Key, View, but


@dataclass(frozen=True)
class Account:
    """What a team did under one mandate in one quarter (verantwoording)."""

    team: TeamId
    mandate: MandateId
    year: int
    quarter: int
    granted: int = 0
    """Decisions that granted what was applied for (toegekend)."""
    granted_amount: Cents = NO_MONEY
    refused: int = 0
    """Decisions that refused it (afgewezen)."""
    refused_amount: Cents = NO_MONEY
    spendings: int = 0
    spent: Cents = NO_MONEY
    reversals: int = 0
    reversed: Cents = NO_MONEY
    """Booked back in this quarter, whenever it was spent."""

    def evolve(self, fact: Fact[DecisionTaken | BudgetSpent | SpendReversed]) -> Self | None:
        match fact.event:
            case DecisionTaken(outcome=Outcome.GRANTED, amount=amount):
                return but(
                    self, granted=self.granted + 1,
                    granted_amount=Cents(self.granted_amount + amount),
                )  # fmt: skip
            case DecisionTaken(amount=amount):
                return but(
                    self, refused=self.refused + 1,
                    refused_amount=Cents(self.refused_amount + amount),
                )  # fmt: skip
            case BudgetSpent(amount=amount):
                return but(self, spendings=self.spendings + 1, spent=Cents(self.spent + amount))
            case SpendReversed(amount=amount):
                return but(
                    self, reversals=self.reversals + 1, reversed=Cents(self.reversed + amount)
                )


def keys(fact: Fact[Any]) -> Sequence[Key]:
    on = day(fact.recorded_at)
    return ((fact.event.team, fact.event.mandate, on.year, quarter(on)),)


accountability = View("accountability", Account, keys)
