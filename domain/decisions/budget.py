"""Public money: set for a year, allotted to quarters, and set apart for a case."""

from collections.abc import Sequence

from domain.codes import Stream
from domain.command import Command, Malformed, Refused, Unknown
from domain.decisions.guards import (
    informed,
    question_first,
    some_money,
    taken_on,
)
from domain.fact import Event
from domain.facts.awareness import Awareness
from domain.facts.budget import (
    Budget,
    BudgetReserved,
    QuarterAllotted,
    ReservationReleased,
    YearBudget,
    YearBudgetSet,
)
from domain.facts.case import Case
from domain.facts.intake import FrontDoor
from domain.facts.municipality import Team
from domain.refusal import Refusal
from domain.terms import (
    BudgetId,
    CaseId,
    Cents,
    ReservationId,
    TeamId,
)


class SetYearBudget(Command[Team, YearBudget]):
    """Set what a team may give out in a year, from one funding stream."""

    budget: BudgetId
    team: TeamId
    year: int
    stream: Stream
    amount: Cents

    def needs(self) -> tuple[Team, YearBudget]:
        return (
            Team(self.team),
            YearBudget(self.budget),
        )

    def decide(self, team: Team, budget: YearBudget) -> Sequence[Event]:
        some_money(self.amount)
        if not 2015 <= self.year <= 2100:
            raise Malformed("year: from 2015 to 2100")
        if team.of is None:
            raise Unknown("team")
        if budget.team is not None:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            YearBudgetSet(
                budget=self.budget,
                team=self.team,
                year=self.year,
                stream=self.stream,
                amount=self.amount,
            )
        ]


class AllotQuarter(Command[YearBudget, Budget]):
    """Make a part of a team's year a quarter's budget: never more than the year holds.

    Once more for the same quarter adds to it.
    """

    budget: BudgetId
    within: BudgetId
    quarter: int
    amount: Cents

    def needs(self) -> tuple[YearBudget, Budget]:
        return (
            YearBudget(self.within),
            Budget(self.budget),
        )

    def decide(self, year: YearBudget, budget: Budget) -> Sequence[Event]:
        some_money(self.amount)
        if not 1 <= self.quarter <= 4:
            raise Malformed("quarter: from 1 to 4")
        if year.team is None:
            raise Unknown("budget")
        own = (year.team, year.year, self.quarter)
        if budget.team is not None and (budget.team, budget.year, budget.quarter) != own:
            raise Refused(Refusal.BUDGET_OF_ANOTHER)
        if self.amount > year.left:
            raise Refused(Refusal.BUDGET_EXCEEDED)
        return [
            QuarterAllotted(
                budget=self.budget,
                within=self.within,
                team=year.team,
                year=year.year,
                quarter=self.quarter,
                amount=self.amount,
            )
        ]


class ReserveBudget(Command[Case, Awareness, FrontDoor, Budget]):
    """Set money apart for who knows of it, once the question is clear (or urgent)."""

    reservation: ReservationId
    budget: BudgetId
    case: CaseId
    amount: Cents

    def needs(self) -> tuple[Case, Awareness, FrontDoor, Budget]:
        return Case(self.case), Awareness(self.case), FrontDoor(self.case), Budget(self.budget)

    def decide(
        self, case: Case, awareness: Awareness, door: FrontDoor, budget: Budget
    ) -> Sequence[Event]:
        some_money(self.amount)
        resident, team = taken_on(case)
        informed(awareness, resident)
        question_first(door)
        own_budget(budget, team)
        if self.reservation in budget.reserved:
            raise Refused(Refusal.ALREADY_DONE)
        if self.amount > budget.left:
            raise Refused(Refusal.BUDGET_EXCEEDED)
        return [
            BudgetReserved(
                reservation=self.reservation,
                budget=self.budget,
                case=self.case,
                resident=resident,
                team=team,
                amount=self.amount,
            )
        ]


class ReleaseReservation(Command[Case, Budget]):
    """Let go of what is left of a reservation."""

    reservation: ReservationId
    budget: BudgetId
    case: CaseId

    def needs(self) -> tuple[Case, Budget]:
        return Case(self.case), Budget(self.budget)

    def decide(self, case: Case, budget: Budget) -> Sequence[Event]:
        held = budget.reserved.get(self.reservation)
        if held is None or held.case != self.case or case.resident is None or case.team is None:
            raise Unknown("reservation")
        return [
            ReservationReleased(
                reservation=self.reservation,
                budget=self.budget,
                case=self.case,
                resident=case.resident,
                team=case.team,
                amount=Cents(held.amount),
            )
        ]


def own_budget(budget: Budget, team: TeamId) -> None:
    """A team spends its own quarter's budget, on its own cases. Raises Unknown, Refused."""
    if budget.team is None:
        raise Unknown("budget")
    if budget.team != team:
        raise Refused(Refusal.BUDGET_OF_ANOTHER)
