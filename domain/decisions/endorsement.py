"""Looking along at, or signing, what somebody else is to decide or spend under a mandate."""

from collections.abc import Sequence
from datetime import date

from domain.codes import MandateCondition, Outcome, Role
from domain.command import Command, Refused, Unknown
from domain.decisions.application import waiting
from domain.decisions.by_mandate import in_force
from domain.decisions.guards import some_money, taken_on
from domain.fact import Event
from domain.facts.application import Application
from domain.facts.budget import Budget
from domain.facts.case import Case
from domain.facts.endorsement import DecisionEndorsed, SpendingEndorsed
from domain.facts.mandate import Mandate
from domain.facts.municipality import Function
from domain.refusal import Refusal
from domain.terms import (
    ApplicationId,
    BudgetId,
    CaseId,
    Cents,
    MandateId,
    ReservationId,
    day,
)


class EndorseDecision(Command[Application, Mandate, Function]):
    """Look along at, or sign, what is to be decided on an application under that mandate."""

    application: ApplicationId
    mandate: MandateId
    condition: MandateCondition
    outcome: Outcome
    amount: Cents
    """The most that it may be of."""

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> tuple[Application, Mandate, Function]:
        own = Function(self.context.function)
        return Application(self.application), Mandate(self.mandate), own

    def decide(self, application: Application, mandate: Mandate, own: Function) -> Sequence[Event]:
        some_money(self.amount, least=0 if self.outcome is Outcome.REFUSED else 1)
        received = waiting(application)
        asked_for(self.condition, mandate, own, day(self.at))
        return [
            DecisionEndorsed(
                application=self.application,
                case=received.case,
                resident=received.resident,
                mandate=self.mandate,
                condition=self.condition,
                outcome=self.outcome,
                amount=self.amount,
            )
        ]


class EndorseSpending(Command[Case, Budget, Mandate, Function]):
    """Look along at, or sign, what is to be spent out of a reservation under that mandate."""

    reservation: ReservationId
    budget: BudgetId
    case: CaseId
    mandate: MandateId
    condition: MandateCondition

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> tuple[Case, Budget, Mandate, Function]:
        own = Function(self.context.function)
        return Case(self.case), Budget(self.budget), Mandate(self.mandate), own

    def decide(
        self, case: Case, budget: Budget, mandate: Mandate, own: Function
    ) -> Sequence[Event]:
        resident, _ = taken_on(case)
        held = budget.reserved.get(self.reservation)
        if held is None or held.case != self.case:
            raise Unknown("reservation")
        asked_for(self.condition, mandate, own, day(self.at))
        return [
            SpendingEndorsed(
                reservation=self.reservation,
                budget=self.budget,
                case=self.case,
                resident=resident,
                mandate=self.mandate,
                condition=self.condition,
                amount=Cents(held.amount),
            )
        ]


def asked_for(condition: MandateCondition, mandate: Mandate, own: Function, on: date) -> None:
    """The mandate asks for this, and whoever signs leads the team. Raises Unknown, Refused."""
    if mandate.granted is None:
        raise Unknown("mandate")
    if condition is MandateCondition.SECOND_SIGNATURE and own.role is not Role.TEAM_LEADER:
        raise Refused(Refusal.NOT_AUTHORISED)
    in_force(mandate, on)
    if condition not in (mandate.granted.conditions or ()):
        raise Refused(Refusal.MANDATE_NOT_FOR_THIS)
