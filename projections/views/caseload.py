"""Caseload: which team is helping whom now, who coordinates, and when something last happened.

A row is an open case; it goes when the case is closed. Days are days in the Netherlands of
`occurred_at`: when it happened, not when it was written down.
"""

from dataclasses import dataclass
from datetime import date
from typing import Self

from domain.fact import Fact
from domain.facts.agreement import PlanAgreed
from domain.facts.budget import BudgetSpent, SpendReversed
from domain.facts.case import (
    CaseClosed,
    CaseOpened,
    CoordinatorAssigned,
    CoordinatorHandedOver,
)
from domain.facts.review import CaseContinued
from domain.facts.team import CaseMoved
from domain.terms import CaseId, Cents, ResidentId, TeamId, WorkerId, day
from projections import activity
from projections.activity import Activity
from projections.view import NO_MONEY, View, but


@dataclass(frozen=True)
class OpenCase:
    """An open case (lopende zaak)."""

    case: CaseId
    resident: ResidentId | None = None
    team: TeamId | None = None
    coordinator: WorkerId | None = None
    opened_on: date | None = None
    last_activity_on: date | None = None
    spent: Cents = NO_MONEY
    """Reversals taken off."""
    review_on: date | None = None
    """The day on which the plan is to be looked at again."""

    def evolve(self, fact: Fact[Activity]) -> Self | None:
        on = day(fact.context.occurred_at)
        event = fact.event
        if isinstance(event, CaseOpened):
            return but(
                self, resident=event.resident, team=event.team, opened_on=on, last_activity_on=on
            )
        if self.last_activity_on is None or isinstance(event, CaseClosed):
            return None
        last = max(on, self.last_activity_on)
        match event:
            case CoordinatorAssigned() | CoordinatorHandedOver():
                return but(self, last_activity_on=last, coordinator=event.coordinator)
            case CaseMoved():
                return but(self, last_activity_on=last, team=event.team)
            case PlanAgreed() | CaseContinued():
                return but(self, last_activity_on=last, review_on=event.review_on)
            case BudgetSpent():
                return but(self, last_activity_on=last, spent=Cents(self.spent + event.amount))
            case SpendReversed():
                return but(self, last_activity_on=last, spent=Cents(self.spent - event.amount))
            case _ if last == self.last_activity_on:
                return self
            case _:
                return but(self, last_activity_on=last)


caseload = View("caseload", OpenCase, leans_on=(activity,))
