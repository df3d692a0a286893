"""The last euro, as a story: two workers spend from one budget at the same instant, many times."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from random import Random
from threading import Barrier
from typing import Any

from domain.codes import AgeBand, Stream
from domain.decisions.agreement import AgreeToHelp
from domain.decisions.budget import AllotQuarter, SetYearBudget
from domain.decisions.spending import SpendBudget
from domain.decisions.withdrawal import WithdrawHelpAgreement
from domain.terms import BudgetId, Cents, ReservationId, SpendingId, day, quarter
from service.deciding import AnyCommand
from service.outcome import Answer
from service.town.front_door import clarified, plan, question, take_on
from service.town.knowing import told
from service.town.life import Life
from service.town.setting import Town, drawn

EACH, LEFT = Cents(60_00), Cents(100_00)


@dataclass(frozen=True)
class Raced:
    """So many pairs raced; in so many of them exactly one won; so much was spent afterwards."""

    pairs: int
    one_winner: int
    after_withdrawal: int


def last_euro(
    town: Town, record: Callable[[AnyCommand], Answer], now: datetime, pairs: int
) -> Raced:
    """Two spend € 60 each out of € 100, `pairs` times over; then the help agreement is withdrawn.

    The clock stands still meanwhile. Told again, the same commands give the same answers.
    """
    life = Life(town, "story/last-euro")
    life.now, life.jitter = now, 0
    budgets = [drawn(Random(f"{town.seed}/race/{n}")) for n in range(pairs + 1)]
    for command in _purse(town, life, budgets):
        record(command)
    begun = (question(life), told(life), clarified(life), take_on(life))
    for attempt in (
        *begun,
        life.about(AgreeToHelp, resident=life.resident, age=AgeBand.ADULT),
        plan(life),
    ):
        record(attempt.command)

    def spend(budget: str) -> AnyCommand:
        return life.about(
            SpendBudget, spending=SpendingId(life.new()), reservation=ReservationId(life.new()),
            mandate=life.team.own_mandate, budget=BudgetId(budget), amount=EACH,
            reason="Een douchestoel.",
        ).command  # fmt: skip

    races = [(spend(budget), spend(budget)) for budget in budgets[1:]]
    with ThreadPoolExecutor(2) as both:
        won = [_race(record, pair, both) for pair in races]
    record(life.about(WithdrawHelpAgreement).command)
    after = record(spend(budgets[1]))
    return Raced(pairs, won.count(1), 1 if after.refusal is None else 0)


def _race(
    record: Callable[[AnyCommand], Answer], pair: Sequence[AnyCommand], both: ThreadPoolExecutor
) -> int:
    """How many of the two succeeded."""
    start = Barrier(2)

    def run(command: AnyCommand) -> Answer:
        start.wait()
        return record(command)

    return sum(answer.refusal is None for answer in both.map(run, pair))


def _purse(town: Town, life: Life, budgets: Sequence[str]) -> list[AnyCommand]:
    """A year's budget, and for every race a quarter's budget of € 100."""
    on = day(life.now)
    municipality = town.genesis.organisation
    holder: dict[str, Any] = {"by": town.holder, "as_": town.purse, "of": municipality}
    year, *quarters = budgets
    whole = life.send(
        SetYearBudget, budget=BudgetId(year), team=life.team.id, year=on.year,
        stream=Stream.POVERTY, amount=Cents(LEFT * len(quarters)), **holder,
    )  # fmt: skip
    parts = [
        life.send(
            AllotQuarter, budget=BudgetId(each), within=BudgetId(year), quarter=quarter(on),
            amount=LEFT, **holder,
        )
        for each in quarters
    ]  # fmt: skip
    return [attempt.command for attempt in (whole, *parts)]
