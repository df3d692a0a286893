"""A second person beside who decides or spends, where the mandate asks for one."""

from dataclasses import replace
from typing import NamedTuple, Self

from domain.codes import MandateCondition, Outcome
from domain.command import Knowledge
from domain.fact import Event, Fact
from domain.terms import (
    ApplicationId,
    BudgetId,
    CaseId,
    Cents,
    MandateId,
    ReservationId,
    ResidentId,
    WorkerId,
)


class DecisionEndorsed(Event):
    """Voorgenomen besluit medegetekend of getoetst: this outcome, for no more than this amount."""

    application: ApplicationId
    case: CaseId
    resident: ResidentId
    mandate: MandateId
    condition: MandateCondition
    outcome: Outcome
    amount: Cents


class SpendingEndorsed(Event):
    """Voorgenomen besteding medegetekend of getoetst: out of this reservation, all of it."""

    reservation: ReservationId
    budget: BudgetId
    case: CaseId
    resident: ResidentId
    mandate: MandateId
    condition: MandateCondition
    amount: Cents


class Endorsement(NamedTuple):
    """Who stands beside it, for what."""

    worker: WorkerId
    mandate: MandateId
    condition: MandateCondition
    outcome: Outcome | None
    amount: int


class EndorsedDecision(Knowledge):
    """Who looked along at, or signed, what is to be decided on an application."""

    application: ApplicationId
    by: tuple[Endorsement, ...] = ()

    def evolve(self, fact: Fact[DecisionEndorsed]) -> Self:
        said = fact.event
        one = Endorsement(
            fact.context.actor, said.mandate, said.condition, said.outcome, said.amount
        )
        return replace(self, by=(*self.by, one))


class EndorsedSpending(Knowledge):
    """Who looked along at, or signed, what is to be spent out of a reservation."""

    reservation: ReservationId
    by: tuple[Endorsement, ...] = ()

    def evolve(self, fact: Fact[SpendingEndorsed]) -> Self:
        said = fact.event
        one = Endorsement(fact.context.actor, said.mandate, said.condition, None, said.amount)
        return replace(self, by=(*self.by, one))


def conditions_met(
    endorsed: tuple[Endorsement, ...],
    worker: WorkerId,
    mandate: MandateId,
    amount: int,
    outcome: Outcome | None = None,
) -> frozenset[MandateCondition]:
    """Which conditions somebody else than this worker has seen to, for at least that amount."""
    return frozenset(
        each.condition
        for each in endorsed
        if (each.mandate, each.outcome) == (mandate, outcome)
        and each.worker != worker
        and amount <= each.amount
    )
