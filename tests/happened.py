"""What happened in the stories that the views are tested with, and when."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from domain.codes import (
    Channel,
    ClosingReason,
    Outcome,
    Provision,
)
from domain.fact import Event, Fact
from domain.facts.application import DecisionSent, DecisionTaken
from domain.facts.budget import (
    BudgetReserved,
    BudgetSpent,
    SpendReversed,
)
from domain.facts.case import (
    CaseClosed,
    CoordinatorAssigned,
    CoordinatorHandedOver,
)
from domain.facts.referral import ReferralMade
from domain.facts.refused import AttemptRefused
from domain.refusal import NextStep, Refusal
from domain.terms import (
    Article,
    Cents,
    CommandName,
    DecisionId,
    ReservationId,
    SpendingId,
)
from projections.view import View, as_of
from tests.people import (
    acting,
    applied,
    bakker,
    clinic,
    fast_track,
    fatima,
    first_quarter,
    gemeente,
    letter,
    lift,
    monday,
    named,
    oost,
    pieter,
    signals,
    stairs,
    to_clinic,
)

Dated = Event | tuple[float, Event]
decided = DecisionTaken(
    decision=DecisionId(named("decision")), application=lift, case=stairs, resident=bakker,
    team=oost, law=applied.law, provision=Provision.STAIR_LIFT, outcome=Outcome.GRANTED,
    amount=Cents(3_950_00), mandate=fast_track, on_behalf_of=gemeente, reasons="De trap is steil.",
)  # fmt: skip
sent = DecisionSent(
    decision=decided.decision, application=lift, case=stairs, resident=bakker,
    channel=Channel.LETTER, text=letter,
)  # fmt: skip
closed = CaseClosed(case=stairs, resident=bakker, team=oost, reason=ClosingReason.GOAL_REACHED)
coordinated = CoordinatorAssigned(case=stairs, resident=bakker, team=oost, coordinator=fatima)
handed_over = CoordinatorHandedOver(
    case=stairs, resident=bakker, team=oost, previous=fatima, coordinator=pieter
)
reservation, spending = ReservationId(named("reserved")), SpendingId(named("spent"))
reserved = BudgetReserved(
    reservation=reservation, budget=first_quarter, case=stairs, resident=bakker, team=oost,
    amount=Cents(60_00),
)  # fmt: skip
spent = BudgetSpent(
    spending=spending, reservation=reservation, budget=first_quarter, case=stairs, resident=bakker,
    team=oost, mandate=fast_track, amount=Cents(40_00), reason="een douchestoel",
)  # fmt: skip
reversed_ = SpendReversed(
    spending=spending, budget=first_quarter, case=stairs, resident=bakker, team=oost,
    mandate=fast_track, amount=Cents(40_00),
)  # fmt: skip
referred = ReferralMade(
    referral=to_clinic, case=stairs, resident=bakker, team=oost, organisation=clinic, need="Hulp."
)
refused = AttemptRefused(
    attempted=CommandName("SpendBudget"), code=Refusal.NO_PLAN, article=Article("Wmo 2.3.2"),
    next_step=NextStep.AGREE_ON_A_PLAN, cases=(stairs, signals), residents=(bakker,),
)  # fmt: skip


def story(*events: Dated) -> list[Fact[Any]]:
    """Facts, each on that many days after Monday; recorded when they happened."""
    facts: list[Fact[Any]] = []
    after = 0.0
    for position, each in enumerate(events, 1):
        after, event = each if isinstance(each, tuple) else (after, each)
        at = monday + timedelta(days=after)
        facts.append(Fact(position, at, acting(at=at), event))
    return facts


def only(view: View[Any], facts: Iterable[Fact[Any]]) -> Any:
    (row,) = as_of(view, facts).values()
    return row


def day(after: int) -> date:
    return monday.date() + timedelta(days=after)
