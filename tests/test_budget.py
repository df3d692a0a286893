"""When is public money spent, and when is the last euro?"""

from uuid import uuid4

from domain.decisions.budget import SpendBudget
from domain.facts.budget import BudgetReserved, BudgetSpent
from domain.refusal import Refusal
from domain.terms import Cents, ReservationId, SpendingId
from tests.people import (
    acting,
    bakker,
    fast_track,
    first_quarter,
    oost,
    ready_to_spend,
    revoked,
    stairs,
    withdrawn,
)
from tests.scenario import given


def spend(euros: int) -> SpendBudget:
    return SpendBudget(
        context=acting(), spending=SpendingId(str(uuid4())),
        reservation=ReservationId(str(uuid4())),
        case=stairs, mandate=fast_track, budget=first_quarter, amount=Cents(euros * 100),
        reason="een douchestoel",
    )  # fmt: skip


def reserved(command: SpendBudget) -> BudgetReserved:
    return BudgetReserved(
        reservation=command.reservation, budget=first_quarter, case=stairs, resident=bakker,
        team=oost, amount=command.amount,
    )  # fmt: skip


def spent(command: SpendBudget) -> BudgetSpent:
    return BudgetSpent(
        spending=command.spending, reservation=command.reservation, budget=first_quarter,
        case=stairs, resident=bakker, team=oost, mandate=fast_track, amount=command.amount,
        reason=command.reason,
    )  # fmt: skip


def test_within_agreement_plan_mandate_and_budget_money_is_reserved_and_spent() -> None:
    command = spend(60)
    given(*ready_to_spend).when(command).then(reserved(command), spent(command))


def test_the_same_euro_is_not_spent_twice() -> None:
    first = spend(60)
    given(*ready_to_spend, reserved(first), spent(first)).when(spend(60)).refused(
        Refusal.BUDGET_EXCEEDED
    )


def test_after_the_help_agreement_is_withdrawn_nothing_is_spent() -> None:
    given(*ready_to_spend, withdrawn).when(spend(1)).refused(Refusal.NO_HELP_AGREEMENT)


def test_after_the_mandate_is_revoked_nothing_is_spent() -> None:
    given(*ready_to_spend, revoked).when(spend(1)).refused(Refusal.MANDATE_ENDED)
