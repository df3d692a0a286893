"""Story 8, the last euro: two workers, one budget, the same instant, time and again."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest

from domain.facts.budget import BudgetSpent, QuarterAllotted
from domain.terms import BudgetId, Cents
from service.database import Database
from tests.http import token
from tests.people import (
    admin,
    administrator,
    consultant,
    fast_track,
    fatima_assigned,
    gemeente,
    helped,
    oost,
    pieter,
    stairs,
    town,
    year_set,
)
from tests.scenario import put
from tests.stories.teller import Teller, telling

PAIRS = 1_000
SHORT = 60
by_pieter = token(pieter, consultant)
by_admin = token(admin, administrator, gemeente)


def raced(story: Teller, budgets: list[BudgetId]) -> list[list[int]]:
    """For every budget the statuses of two spendings of € 60 at once."""
    start = Barrier(2)

    def spend(by: str | None) -> list[int]:
        statuses = []
        for budget in budgets:
            body = {
                "mandate": fast_track,
                "budget": budget,
                "amount": 60_00,
                "reason": "Een stoel.",
            }
            start.wait()
            statuses.append(story.api.post(f"/cases/{stairs}/spendings", body, by=by).status_code)
        return statuses

    with ThreadPoolExecutor(2) as both:
        one, other = both.map(spend, (None, by_pieter))
    return [sorted(pair) for pair in zip(one, other, strict=True)]


def tell(database: Database, pairs: int) -> None:
    budgets = [BudgetId(str(uuid4())) for _ in range(pairs)]
    year = BudgetId(str(uuid4()))
    with telling(database) as story:
        journal = story.api.journal
        whole = replace(year_set, budget=year, amount=Cents(pairs * 100_00))
        pieter_too = replace(fatima_assigned, worker=pieter)
        put(
            journal, *helped[len(town):], pieter_too, whole,
            *(
                QuarterAllotted(
                    budget=budget, within=year, team=oost, year=2026, quarter=1,
                    amount=Cents(100_00),
                )
                for budget in budgets
            ),
        )  # fmt: skip
        assert raced(story, budgets) == [[201, 409]] * pairs
        for budget in budgets:
            events = [fact.event for fact in journal.read(f"budget:{budget}")]
            assert [e.amount for e in events if isinstance(e, BudgetSpent)] == [60_00]

        # The resident wants no more help: nothing is spent after that.
        story.done(f"/cases/{stairs}/help-agreement-withdrawals")
        spend: dict[str, Any] = {"mandate": fast_track, "budget": budgets[0], "amount": 1_00}
        spend["reason"] = "Nog iets."
        story.refused("NO_HELP_AGREEMENT", f"/cases/{stairs}/spendings", **spend)
        story.done(f"/cases/{stairs}/help-agreements")
        story.done(f"/cases/{stairs}/spendings", **spend)

        # The mandate ends: nothing is spent after that either, whoever asks.
        story.done(f"/mandates/{fast_track}/revocations", by=by_admin)
        for by in (None, by_pieter):
            no = story.refused("MANDATE_ENDED", f"/cases/{stairs}/spendings", by=by, **spend)
            assert no["article"] == "Awb 10:8"


@pytest.mark.requirement("H-03", "M-09")
def test_of_two_who_spend_the_last_euro_exactly_one_does(database: Database) -> None:
    tell(database, SHORT)


@pytest.mark.long
@pytest.mark.requirement("H-03")
def test_a_thousand_times_over(database: Database) -> None:
    tell(database, PAIRS)
