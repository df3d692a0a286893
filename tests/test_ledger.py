"""A clerk's naive ledger agrees with the rules of the budget after any sequence of commands."""

from dataclasses import replace

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from domain.command import Unknown
from domain.decisions.budget import (
    AllotQuarter,
    ReleaseReservation,
    ReserveBudget,
)
from domain.decisions.spending import ReverseSpending, SpendBudget
from domain.facts.budget import (
    BudgetReserved,
    BudgetSpent,
    QuarterAllotted,
    ReservationReleased,
    SpendReversed,
)
from domain.refusal import Refusal
from domain.terms import BudgetId, CaseId, Cents, ReservationId, SpendingId
from service.deciding import AnyCommand
from tests.on_postgres import OnPostgres
from tests.people import (
    acting,
    agreed,
    clarified,
    fast_track,
    gemeente,
    helped,
    informed,
    mandated,
    named,
    opened,
    pieter,
    planned,
    purse,
    purse_holder,
    reported,
    stairs,
    year_2026,
    year_set,
)
from tests.scenario import a_stage, played_on, put

other = CaseId(named("the neighbour's stairs"))
pytestmark = pytest.mark.requirement("H-03")

cases = st.sampled_from([stairs, other])
quarters = st.sampled_from([BudgetId(named(f"first quarter, part {n}")) for n in (1, 2)])
reservations = st.sampled_from([ReservationId(named(f"reservation {n}")) for n in range(3)])
spendings = st.sampled_from([SpendingId(named(f"spending {n}")) for n in range(12)])
amounts = st.integers(1, 60).map(Cents)
YEAR = 300


class Ledger(RuleBasedStateMachine):
    """The journal's answers beside those of a clerk with a pencil."""

    @initialize()
    def set_up(self) -> None:
        self.journal = a_stage().journal
        elsewhere = (reported, clarified, informed, opened, agreed, planned)
        put(self.journal, *helped, *(replace(e, case=other) for e in elsewhere), *purse, mandated,
            replace(year_set, amount=Cents(YEAR)))  # fmt: skip
        self.year = YEAR
        self.allotted: dict[BudgetId, int] = {}
        self.free: dict[BudgetId, int] = {}
        self.open: dict[tuple[BudgetId, ReservationId], tuple[CaseId, int]] = {}
        self.spent: dict[SpendingId, tuple[BudgetId, int]] = {}
        self.reversed: set[SpendingId] = set()
        self.allot(BudgetId(named("first quarter, part 1")), Cents(120))

    def ask(self, command: AnyCommand) -> Refusal | str | None:
        """The journal's answer: accepted (None), the code of a refusal, or what is unknown."""
        try:
            return self.journal.record(command).refusal
        except Unknown as unknown:
            return unknown.noun

    @rule(quarter=quarters, amount=amounts)
    def allot(self, quarter: BudgetId, amount: Cents) -> None:
        answer = self.ask(
            AllotQuarter(
                context=acting(pieter, purse_holder, gemeente), budget=quarter, within=year_2026,
                quarter=1, amount=amount,
            )
        )  # fmt: skip
        if amount > self.year:
            assert answer is Refusal.BUDGET_EXCEEDED
            return
        assert answer is None
        self.year -= amount
        self.allotted[quarter] = self.allotted.get(quarter, 0) + amount
        self.free[quarter] = self.free.get(quarter, 0) + amount

    @rule(quarter=quarters, case=cases, reservation=reservations, amount=amounts)
    def reserve(
        self, quarter: BudgetId, case: CaseId, reservation: ReservationId, amount: Cents
    ) -> None:
        answer = self.ask(
            ReserveBudget(
                context=acting(), budget=quarter, case=case, reservation=reservation, amount=amount
            )
        )
        if quarter not in self.free:
            assert answer == "budget"
        elif (quarter, reservation) in self.open:
            assert answer is Refusal.ALREADY_DONE
        elif amount > self.free[quarter]:
            assert answer is Refusal.BUDGET_EXCEEDED
        else:
            assert answer is None
            self.free[quarter] -= amount
            self.open[quarter, reservation] = (case, amount)

    @rule(data=st.data(), case=cases, quarter=quarters, another=reservations)
    def release(
        self, data: st.DataObject, case: CaseId, quarter: BudgetId, another: ReservationId
    ) -> None:
        quarter, reservation = data.draw(st.sampled_from([*self.open, (quarter, another)]))
        answer = self.ask(
            ReleaseReservation(context=acting(), budget=quarter, case=case, reservation=reservation)
        )
        whose, amount = self.open.get((quarter, reservation), (None, 0))
        if whose != case:
            assert answer == "reservation"
            return
        assert answer is None
        del self.open[quarter, reservation]
        self.free[quarter] += amount

    @rule(
        quarter=quarters, case=cases, reservation=reservations, spending=spendings, amount=amounts
    )
    def spend(
        self,
        quarter: BudgetId,
        case: CaseId,
        reservation: ReservationId,
        spending: SpendingId,
        amount: Cents,
    ) -> None:
        answer = self.ask(
            SpendBudget(
                context=acting(), budget=quarter, case=case, reservation=reservation,
                spending=spending, mandate=fast_track, amount=amount, reason="",
            )
        )  # fmt: skip
        place = (quarter, reservation)
        whose, kept = self.open.get(place, (case, self.free.get(quarter, 0)))
        if quarter not in self.free:
            assert answer == "budget"
        elif spending in self.spent:
            assert answer is Refusal.ALREADY_DONE
        elif whose != case:
            assert answer is Refusal.BUDGET_OF_ANOTHER
        elif amount > kept:
            assert answer is Refusal.BUDGET_EXCEEDED
        else:
            assert answer is None
            self.spent[spending] = (quarter, amount)
            if place not in self.open:
                self.free[quarter] -= amount
            elif amount == kept:
                del self.open[place]
            else:
                self.open[place] = (case, kept - amount)

    @rule(data=st.data(), another=spendings)
    def reverse(self, data: st.DataObject, another: SpendingId) -> None:
        spending = data.draw(st.sampled_from([*self.spent, another]))
        answer = self.ask(ReverseSpending(context=acting(), spending=spending, mandate=fast_track))
        if spending not in self.spent:
            assert answer == "spending"
        elif spending in self.reversed:
            assert answer is Refusal.ALREADY_DONE
        else:
            assert answer is None
            self.reversed.add(spending)
            quarter, amount = self.spent[spending]
            self.free[quarter] += amount

    @invariant()
    def nothing_is_below_nought(self) -> None:
        assert self.year >= 0
        assert all(amount >= 0 for amount in self.free.values())

    @invariant()
    def every_cent_is_free_set_apart_or_spent(self) -> None:
        assert self.year + sum(self.allotted.values()) == YEAR
        for quarter, allotted in self.allotted.items():
            kept = sum(a for (of, _), (_, a) in self.open.items() if of == quarter)
            gone = sum(a for s, (of, a) in self.spent.items() if of == quarter
                       and s not in self.reversed)  # fmt: skip
            assert self.free[quarter] + kept + gone == allotted

    def teardown(self) -> None:
        """What is on record comes to the same, added up without any fold."""
        if not hasattr(self, "journal"):
            return
        booked: dict[BudgetId, int] = {}
        for fact in self.journal.read():
            match fact.event:
                case QuarterAllotted() | SpendReversed() | ReservationReleased() as event:
                    booked[event.budget] = booked.get(event.budget, 0) + event.amount
                case BudgetReserved() as event:
                    booked[event.budget] -= event.amount
                case BudgetSpent():
                    assert fact.context.mandate == fast_track
                case _:
                    pass
        assert booked == self.free


TestLedger = Ledger.TestCase
FEW = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)  # fmt: skip
TestLedger.settings = FEW


def test_the_ledger_agrees_on_postgresql(on_postgres: OnPostgres) -> None:
    with played_on(on_postgres):
        run_state_machine_as_test(Ledger, settings=settings(FEW, max_examples=12))


@pytest.mark.long
def test_the_ledger_agrees_for_long() -> None:
    run_state_machine_as_test(Ledger, settings=settings(FEW, max_examples=5000))
