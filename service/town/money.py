"""How money goes out in a simulated town: decided on, reserved, spent, at times booked back."""

from typing import Any

from domain.codes import Channel, ClosingReason, Outcome
from domain.decisions.application import ReceiveApplication, SendDecision
from domain.decisions.budget import ReleaseReservation, ReserveBudget
from domain.decisions.case import CloseCase
from domain.decisions.decision import TakeDecision
from domain.decisions.spending import ReverseSpending, SpendBudget
from domain.terms import (
    ApplicationId,
    Cents,
    DecisionId,
    ReservationId,
    SpendingId,
    day,
    quarter,
)
from service.town.faults import Kind
from service.town.life import PROVISIONS, Attempt, Life, Script
from service.town.setting import CONSULTANT_LIMIT, LEADER_LIMIT, LETTER
from service.town.words import GROUNDS, REASONS, say


def spend(
    life: Life, fault: Kind | None = None, *, amount: int | None = None,
    reservation: ReservationId | None = None, **other: object,
) -> Attempt:  # fmt: skip
    """An amount within the consultant's mandate; reserved in the same instant unless it was."""
    spending = SpendingId(life.new())
    if fault is None:
        life.spendings.append((spending, False))
    fields: dict[str, object] = {
        "spending": spending,
        "reservation": reservation or ReservationId(life.new()),
        "mandate": life.team.own_mandate,
        "budget": life.budget(),
        "amount": Cents(amount or life.rng.randint(15, 900) * 100 + life.rng.randint(0, 99)),
        "reason": say(life.rng, REASONS, life.who),
        **other,
    }
    return life.about(SpendBudget, fault, **fields)


def spend_wrongly(life: Life) -> Attempt:
    """One of the ways in which a spending is refused."""
    kind = life.rng.choice((
        Kind.SPENDING_ABOVE_MANDATE, Kind.SPENDING_UNDER_ANOTHERS_MANDATE,
        Kind.SPENDING_WITHOUT_FUNCTION, Kind.SPENDING_FROM_ANOTHER_QUARTER,
        Kind.RESERVATION_ABOVE_BUDGET,
    ))  # fmt: skip
    if kind is Kind.SPENDING_ABOVE_MANDATE:
        return spend(life, kind, amount=CONSULTANT_LIMIT + life.rng.randint(1, 300_000))
    if kind is Kind.SPENDING_UNDER_ANOTHERS_MANDATE:
        return spend(life, kind, mandate=life.team.leader_mandate)
    if kind is Kind.SPENDING_WITHOUT_FUNCTION:
        return spend(life, kind, by=life.team.leading)
    if kind is Kind.SPENDING_FROM_ANOTHER_QUARTER:
        return spend(life, kind, budget=life.budget(quarter(day(life.now)) % 4 + 1))
    return life.about(
        ReserveBudget, kind, reservation=ReservationId(life.new()), budget=life.budget(),
        amount=Cents(life.town.quarter_amount() + 1),
    )  # fmt: skip


def reserve_then_spend(life: Life) -> Script:
    """Set apart first, spent some days later; let go of where the quarter has ended meanwhile."""
    reservation = ReservationId(life.new())
    budget, amount = life.budget(), life.rng.randint(100, 3_000) * 100
    yield life.about(ReserveBudget, reservation=reservation, budget=budget, amount=Cents(amount))
    yield life.pause(1, 6)
    if life.budget() == budget:
        yield spend(life, amount=amount * life.rng.choice((2, 3, 4)) // 4, reservation=reservation)
    else:
        yield life.about(ReleaseReservation, reservation=reservation, budget=budget)


def reverse(life: Life) -> Script:
    """The last spending was wrong, and is booked back."""
    if life.spendings and not life.spendings[-1][1]:
        spending, _ = life.spendings[-1]
        life.spendings[-1] = (spending, True)
        yield life.send(ReverseSpending, spending=spending, mandate=life.team.own_mandate)


def apply_and_decide(life: Life) -> Script:
    """An application, decided at once within the mandate; above it one step up, to the leader."""
    application = ApplicationId(life.new())
    above = life.chance(0.12)
    most = LEADER_LIMIT if above else CONSULTANT_LIMIT
    amount = Cents(life.rng.randint((CONSULTANT_LIMIT if above else 0) + 1, most))
    yield life.about(
        ReceiveApplication, application=application, law=life.law,
        provision=life.rng.choice(PROVISIONS[life.law]), amount=amount,
    )  # fmt: skip
    yield life.pause(0, 6)
    if life.chance(0.1):
        yield life.about(
            CloseCase, Kind.CLOSING_WITH_OPEN_APPLICATION, reason=ClosingReason.GOAL_REACHED
        )
    outcome = Outcome.REFUSED if life.chance(0.08) else Outcome.GRANTED
    decided: dict[str, Any] = {
        "application": application, "outcome": outcome, "amount": amount,
        "reasons": say(life.rng, GROUNDS, life.who),
    }  # fmt: skip
    yield life.about(
        TakeDecision, decision=DecisionId(life.new()), mandate=life.team.own_mandate,
        escalate_to=life.team.leader, **decided,
    )  # fmt: skip
    if above:
        yield life.pause(1, 6)
        yield life.about(
            TakeDecision, decision=DecisionId(life.new()), mandate=life.team.leader_mandate,
            by=life.team.leading, as_=life.team.leader, **decided,
        )  # fmt: skip
    yield life.send(SendDecision, application=application, channel=Channel.LETTER, text=LETTER)
