"""Public money: a team's year, allotted over quarters; reserved, spent and reversed to the cent."""

from collections.abc import Mapping
from dataclasses import field, replace
from types import MappingProxyType
from typing import Annotated, NamedTuple, Self

from domain.codes import AgeBand, Stream
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    BudgetId,
    CaseId,
    Cents,
    MandateId,
    Personal,
    ReservationId,
    ResidentId,
    SpendingId,
    TeamId,
)


class SetApart(NamedTuple):
    """What is left of an open reservation, and of which case it is."""

    case: CaseId
    amount: int


NONE: Mapping[ReservationId, SetApart] = MappingProxyType({})


class YearBudgetSet(Event):
    """Jaarbudget vastgesteld: what a team may give out in a year, from one funding stream."""

    budget: BudgetId
    team: TeamId
    year: int
    stream: Stream
    amount: Cents


class QuarterAllotted(Event):
    """Kwartaal toebedeeld: a part of the year becomes a quarter's budget."""

    budget: BudgetId
    """The quarter's."""
    within: BudgetId
    """The year's, out of which it comes."""
    team: TeamId
    year: int
    quarter: int
    amount: Cents


class BudgetReserved(Event):
    """Gereserveerd: set apart for a case before it is spent."""

    reservation: ReservationId
    budget: BudgetId
    case: CaseId
    resident: ResidentId
    team: TeamId
    amount: Cents


class ReservationReleased(Event):
    """Reservering vrijgevallen: what was set apart can be used for somebody else again."""

    reservation: ReservationId
    budget: BudgetId
    case: CaseId
    resident: ResidentId
    team: TeamId
    amount: Cents


class BudgetSpent(Event):
    """Besteed, out of a reservation."""

    spending: SpendingId
    reservation: ReservationId
    budget: BudgetId
    case: CaseId
    resident: ResidentId
    team: TeamId
    mandate: MandateId
    amount: Cents
    reason: Annotated[str, Personal("resident")]
    above: tuple[MandateId, ...] | None = None
    """Under a sub-mandate: what that came out of. For the limits of these it counts as well."""
    age: AgeBand | None = None
    """As it was seen, where others had to agree to the help as well."""


class SpendReversed(Event):
    """Teruggeboekt: a spending was wrong. Both stay visible, and the money is back."""

    spending: SpendingId
    budget: BudgetId
    case: CaseId
    resident: ResidentId
    team: TeamId
    mandate: MandateId
    amount: Cents


class YearBudget(Knowledge):
    """What of a team's year is not yet allotted to a quarter."""

    within: BudgetId
    team: TeamId | None = None
    year: int = 0
    left: int = 0

    def evolve(self, fact: Fact[YearBudgetSet | QuarterAllotted]) -> Self:
        match fact.event:
            case YearBudgetSet() as event:
                return replace(self, team=event.team, year=event.year, left=event.amount)
            case QuarterAllotted(within=self.within) as event:
                return replace(self, left=self.left - event.amount)
            case _:
                return self


class Budget(Knowledge):
    """What is left of a quarter's budget, and what is set apart for whom."""

    budget: BudgetId
    team: TeamId | None = None
    year: int = 0
    quarter: int = 0
    left: int = 0
    """Neither reserved nor spent, in cents."""
    reserved: Mapping[ReservationId, SetApart] = field(default_factory=lambda: NONE)

    def evolve(
        self,
        fact: Fact[
            QuarterAllotted | BudgetReserved | ReservationReleased | BudgetSpent | SpendReversed
        ],
    ) -> Self:
        match fact.event:
            case QuarterAllotted(budget=self.budget) as event:
                return replace(
                    self, team=event.team, year=event.year, quarter=event.quarter,
                    left=self.left + event.amount,
                )  # fmt: skip
            case BudgetReserved() as event:
                kept = {**self.reserved, event.reservation: SetApart(event.case, event.amount)}
                return replace(self, left=self.left - event.amount, reserved=kept)
            case ReservationReleased() as event:
                return replace(self, left=self.left + event.amount, reserved=self._without(event))
            case BudgetSpent() as event:
                return replace(self, reserved=self._without(event))
            case SpendReversed() as event:
                return replace(self, left=self.left + event.amount)
            case _:
                return self

    def _without(
        self, event: ReservationReleased | BudgetSpent
    ) -> Mapping[ReservationId, SetApart]:
        kept = dict(self.reserved)
        held = kept.pop(event.reservation, None)
        if held is not None and held.amount > event.amount:
            kept[event.reservation] = held._replace(amount=held.amount - event.amount)
        return kept


class Spending(Knowledge):
    """One spending, and whether it was reversed."""

    spending: SpendingId
    spent: BudgetSpent | None = None
    reversed: bool = False

    def evolve(self, fact: Fact[BudgetSpent | SpendReversed]) -> Self:
        match fact.event:
            case BudgetSpent() as spent:
                return replace(self, spent=spent)
            case SpendReversed():
                return replace(self, reversed=True)
