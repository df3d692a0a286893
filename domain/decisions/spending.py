"""Spending public money on a case, within mandate and budget, and booking it back."""

from collections.abc import Sequence
from typing import Annotated

from domain.codes import AgeBand, MandateCondition, MandatedAct
from domain.command import Command, Refused, Unknown
from domain.decisions.adopting import may_spend
from domain.decisions.budget import own_budget
from domain.decisions.by_mandate import Use, under_mandate
from domain.decisions.deciders import Spoken, agreed_to_help, who_speaks
from domain.decisions.guards import some_money, taken_on
from domain.fact import Event
from domain.facts.agreement import HelpAgreement, Plan
from domain.facts.budget import (
    Budget,
    BudgetReserved,
    BudgetSpent,
    Spending,
    SpendReversed,
)
from domain.facts.case import Case
from domain.facts.case_year import CaseYear
from domain.facts.configuration import Configuration
from domain.facts.endorsement import EndorsedSpending, conditions_met
from domain.facts.mandate import Mandate
from domain.facts.municipality import Function, Office
from domain.refusal import Refusal
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
    day,
    quarter,
)


class SpendBudget(
    Command[
        Case,
        HelpAgreement,
        Plan,
        Mandate,
        CaseYear,
        EndorsedSpending,
        Office,
        Budget,
        Spending,
        Function,
        Configuration,
        *tuple[Spoken, ...],
    ]
):
    """Spend on an open case with a help agreement and a plan, within mandate and budget.

    Out of the reservation that it names, of the same case; where there is none of that id yet,
    the money is reserved in the same instant.
    """

    spending: SpendingId
    reservation: ReservationId
    case: CaseId
    mandate: MandateId
    budget: BudgetId
    amount: Cents
    reason: Annotated[str, Personal("case")]
    consent_of: ResidentId | None = None
    """The resident, where others had to agree to the help as well; with the age of now."""
    age: AgeBand | None = None

    def cites(self) -> MandateId:
        return self.mandate

    def needs(
        self,
    ) -> tuple[
        Case,
        HelpAgreement,
        Plan,
        Mandate,
        CaseYear,
        EndorsedSpending,
        Office,
        Budget,
        Spending,
        Function,
        Configuration,
        *tuple[Spoken, ...],
    ]:
        return (
            Case(self.case),
            HelpAgreement(self.case),
            Plan(self.case),
            Mandate(self.mandate),
            CaseYear(self.case),
            EndorsedSpending(self.reservation),
            Office(self.context.function),
            Budget(self.budget),
            Spending(self.spending),
            Function(self.context.function),
            Configuration(self.context.funding_responsible),
            *who_speaks(self.consent_of),
        )

    def decide(
        self,
        case: Case,
        agreement: HelpAgreement,
        plan: Plan,
        mandate: Mandate,
        year: CaseYear,
        endorsed: EndorsedSpending,
        office: Office,
        budget: Budget,
        spending: Spending,
        function: Function,
        configuration: Configuration,
        *spoken: Spoken,
    ) -> Sequence[Event]:
        some_money(self.amount)
        resident, team = taken_on(case)
        own_budget(budget, team)
        on = day(self.at)
        agreed_to_help(agreement, resident, self.age, spoken, self.context, on)
        if plan.review_on is None:
            raise Refused(Refusal.NO_PLAN)
        use = Use(
            on=on,
            act=MandatedAct.SPEND,
            amount=self.amount,
            laws=case.laws,
            before=year.spent.get(on.year, {}),
            second=conditions_met(endorsed.by, self.context.actor, self.mandate, self.amount),
        )
        under_mandate(mandate, office, self.context, use)
        may_spend(configuration, on, function.role, self.amount)
        if (budget.year, budget.quarter) != (on.year, quarter(on)):
            raise Refused(Refusal.BUDGET_OF_ANOTHER)
        if spending.spent is not None:
            raise Refused(Refusal.ALREADY_DONE)
        held = budget.reserved.get(self.reservation)
        if held is not None and held.case != self.case:
            raise Refused(Refusal.BUDGET_OF_ANOTHER)
        if self.amount > (budget.left if held is None else held.amount):
            raise Refused(Refusal.BUDGET_EXCEEDED)
        spent = BudgetSpent(
            spending=self.spending,
            reservation=self.reservation,
            budget=self.budget,
            case=self.case,
            resident=resident,
            team=team,
            mandate=self.mandate,
            amount=self.amount,
            reason=self.reason,
            above=mandate.above or None,
            age=self.age,
        )
        return [spent] if held is not None else [self._reserved(resident, team), spent]

    def _reserved(self, resident: ResidentId, team: TeamId) -> BudgetReserved:
        return BudgetReserved(
            reservation=self.reservation,
            budget=self.budget,
            case=self.case,
            resident=resident,
            team=team,
            amount=self.amount,
        )


class ReverseSpending(Command[Spending, Mandate, Office]):
    """Book a spending back, whole. It stays visible, and so does this."""

    spending: SpendingId
    mandate: MandateId

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> tuple[Spending, Mandate, Office]:
        return (
            Spending(self.spending),
            Mandate(self.mandate),
            Office(self.context.function),
        )

    def decide(self, spending: Spending, mandate: Mandate, office: Office) -> Sequence[Event]:
        spent = spending.spent
        if spent is None:
            raise Unknown("spending")
        # Money that comes back is within every limit of a year, and takes no second person.
        use = Use(
            on=day(self.at),
            act=MandatedAct.SPEND,
            amount=spent.amount,
            before=None,
            second=frozenset(MandateCondition),
        )
        under_mandate(mandate, office, self.context, use)
        if spending.reversed:
            raise Refused(Refusal.ALREADY_DONE)
        return [
            SpendReversed(
                spending=self.spending,
                budget=spent.budget,
                case=spent.case,
                resident=spent.resident,
                team=spent.team,
                mandate=self.mandate,
                amount=spent.amount,
            )
        ]
