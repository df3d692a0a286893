"""The decision that every contender takes: spend on a case, knowing case, plan, mandate, budget.

The same events, the same tags, the same four folds and the same rules; what differs is what keeps
them. Each of `CELLS` cases has a budget of its own, as in a town; all share a mandate.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Annotated
from uuid import uuid4

from domain.command import Command, Refused
from domain.decisions.guards import open_case
from domain.decisions.spending import SpendBudget
from domain.fact import Context, Event
from domain.facts.agreement import Plan
from domain.facts.budget import Budget, BudgetSpent, QuarterAllotted
from domain.facts.case import Case
from domain.facts.mandate import Mandate
from domain.refusal import Refusal
from domain.terms import (
    BudgetId,
    CaseId,
    Cents,
    CommandId,
    MandateId,
    Personal,
    ReservationId,
    ResidentId,
    SpendingId,
)
from service.codec import encode
from service.journal import Journal
from service.records import Append
from tests.people import (
    acting,
    agreed,
    by_fatima,
    fast_track,
    mandated,
    oost,
    opened,
    opened_journal,
    planned,
    reported,
    town,
    year_2026,
)

CELLS = 512
A_TOWN = (replace(opened_journal, simulated=False), *town[1:])
"""The town of the tests, in a journal with a real clock."""
Cells = list[tuple[CaseId, BudgetId, ResidentId]]


class Spend(Command[Case, Plan, Mandate, Budget]):
    """One euro cent, for a shower chair: a four-part boundary and one fact with sealed words."""

    case: CaseId
    mandate: MandateId
    budget: BudgetId
    spending: SpendingId
    reservation: ReservationId
    amount: Cents
    reason: Annotated[str, Personal("case")]

    def cites(self) -> MandateId:
        return self.mandate

    def needs(self) -> tuple[Case, Plan, Mandate, Budget]:
        return Case(self.case), Plan(self.case), Mandate(self.mandate), Budget(self.budget)

    def decide(self, case: Case, plan: Plan, mandate: Mandate, budget: Budget) -> Sequence[Event]:
        resident = open_case(case)
        if plan.review_on is None:
            raise Refused(Refusal.NO_PLAN)
        if mandate.granted is None or mandate.revoked or self.amount > mandate.granted.limit:
            raise Refused(Refusal.MANDATE_EXCEEDED)
        if budget.team is None or self.amount > budget.left:
            raise Refused(Refusal.BUDGET_EXCEEDED)
        return [
            BudgetSpent(
                spending=self.spending,
                reservation=self.reservation,
                budget=self.budget,
                case=self.case,
                resident=resident,
                team=budget.team,
                mandate=self.mandate,
                amount=self.amount,
                reason=self.reason,
            )
        ]


Spend.__name__ = SpendBudget.__name__  # whoever may spend may do this: it is asked by that right


def fresh() -> str:
    """A new id."""
    return str(uuid4())


def cells(count: int = CELLS) -> Cells:
    """Cases, each with a budget and a resident."""
    return [(CaseId(fresh()), BudgetId(fresh()), ResidentId(fresh())) for _ in range(count)]


def beginning(own: Cells) -> list[Event]:
    """What is there before anybody spends."""
    today = datetime.now(UTC).date()
    events: list[Event] = [
        *A_TOWN,
        replace(mandated, since=date(2020, 1, 1), until=date(2100, 1, 1)),
    ]
    for case, budget, resident in own:
        events += [
            replace(reported, case=case, resident=resident),
            replace(opened, case=case, resident=resident),
            replace(agreed, case=case, resident=resident),
            replace(planned, case=case, resident=resident),
            QuarterAllotted(
                budget=budget,
                within=year_2026,
                team=oost,
                year=today.year,
                quarter=(today.month - 1) // 3 + 1,
                amount=Cents(100_000_00),
            ),
        ]
    return events


def spend(cell: tuple[CaseId, BudgetId, ResidentId], at: datetime) -> Spend:
    """A command of its own."""
    return Spend(
        context=acting(at=at),
        case=cell[0],
        mandate=fast_track,
        budget=cell[1],
        spending=SpendingId(fresh()),
        reservation=ReservationId(fresh()),
        amount=Cents(1),
        reason="een douchestoel",
    )


def put_many(journal: Journal, events: Sequence[Event], context: Context = by_fatima) -> None:
    """On record in batches, as they are."""
    for start in range(0, len(events), 1000):
        drafts = [
            encode(event, replace(context, command=CommandId(fresh())), "0" * 64, journal.keys)
            for event in events[start : start + 1000]
        ]
        journal.store.append(Append(drafts))
