"""Attack 13: a worker makes up a case. No log prevents that: it is seen, and it is somebody's."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.codes import MandateCondition
from domain.facts.refused import AttemptRefused
from domain.refusal import Refusal
from domain.terms import CaseId, CommandId
from service.database import Database
from service.fixing.exporting import as_stored, dumped
from service.notary.journal import verify_journal
from service.simulated import make_simulated, set_clock
from tests import asked
from tests.http import new
from tests.notary.fixing import fixed
from tests.people import (
    acting,
    agreed,
    allotted,
    bakker,
    clarified,
    fast_track,
    fatima,
    first_quarter,
    informed,
    leader,
    mandated,
    monday,
    oost,
    opened,
    planned,
    samira,
    set_apart,
    stairs,
    year_set,
)
from tests.reading import NEAR, Place, by_leader, by_purse_holder, by_watcher, herself, read_from
from tests.scenario import put

asks_two = replace(mandated, conditions=(MandateCondition.SECOND_SIGNATURE,))
QUESTION = {
    "team": oost, "channel": "phone", "urgency": "ordinary", "resident": bakker,
    "question": "Een hulpvraag die er nooit was.",
}  # fmt: skip


@pytest.fixture
def place(database: Database) -> Iterator[Place]:
    make_simulated(database, monday)
    with read_from(database, *NEAR, asks_two, year_set, allotted) as place:
        yield place


@pytest.fixture
def ghost(place: Place) -> CaseId:
    """Fatima writes down that mevrouw Bakker rang, and she did not."""
    answer = place.api.post("/notifications", QUESTION)
    assert answer.status_code == 201, answer.text
    return CaseId(answer.json()["ids"]["case"])


def all_made_up(place: Place, case: CaseId) -> None:
    """And that she was told, agreed, and has a plan: all in her own name."""
    events = (clarified, informed, opened, agreed, planned, set_apart)
    put(place.api.journal, *(replace(event, case=case) for event in events))


def told_to_her(place: Place, case: CaseId) -> list[Any]:
    record = place.api.get(f"/residents/{bakker}/record", by=herself())
    assert record.status_code == 200, record.text
    its = {fact.position for fact in place.api.journal.read(f"case:{case}")}
    return [line for line in record.json()["items"] if line["position"] in its]


@pytest.mark.requirement("M-05")
def test_attack_13_she_sees_the_case_and_who_made_it(place: Place, ghost: CaseId) -> None:
    all_made_up(place, ghost)
    lines = told_to_her(place, ghost)
    kinds = [line["type"] for line in lines]
    for kind in ("NotificationReceived", "ResidentInformed", "CaseOpened", "HelpAgreed"):
        assert kind in kinds
    assert all("wijkteam Oost" in line["who"] for line in lines)
    made = next(iter(place.api.journal.read(f"case:{ghost}")))
    assert (made.context.actor, made.context.function) == (fatima, acting().function)


@pytest.mark.requirement("M-05")
def test_attack_13_that_nobody_told_her_stands_in_a_list_and_runs_late(place: Place) -> None:
    signal = {
        "team": oost, "source": "police", "urgency": "ordinary", "resident": bakker,
        "content": "Een signaal dat er nooit was.",
    }  # fmt: skip
    ghost = place.api.post("/signals", signal).json()["ids"]["case"]

    def row(by: str) -> Any:
        answer = place.caught_up("/unaware-persons?limit=50", by=by)
        return next(each for each in answer.json()["items"] if each["case"] == ghost)

    assert (row(by_leader)["resident"], row(by_leader)["knows"]) == (bakker, False)
    plan = {"goals": "Niets.", "reviewOn": "2099-01-01"}
    assert place.api.post(f"/cases/{ghost}/plans", plan).status_code == 409
    set_clock(place.database, monday + timedelta(days=60))
    assert row(by_watcher)["dueOn"] < "2026-05-01"
    assert place.api.get("/unaware-persons/counts", by=by_watcher).json()["overdue"] == 1


@pytest.mark.requirement("H-03")
def test_attack_13_its_money_needs_somebody_else_and_adds_up(place: Place, ghost: CaseId) -> None:
    all_made_up(place, ghost)
    before = spent(place)
    journal = place.api.journal

    def asked_by_her(**changes: Any) -> Refusal | None:
        context = replace(acting(at=monday), command=CommandId(new()))
        spend = replace(asked.spend, case=ghost, context=context, **changes)
        return journal.record(spend).refusal

    def signed(context: Any) -> Refusal | None:
        sign = replace(
            asked.endorse_spending, case=ghost, context=context,
            condition=MandateCondition.SECOND_SIGNATURE,
        )  # fmt: skip
        return journal.record(sign).refusal

    assert asked_by_her() is Refusal.SECOND_PERSON_MISSING
    assert signed(acting()) is Refusal.NOT_AUTHORISED  # herself, no team leader
    assert asked_by_her() is Refusal.SECOND_PERSON_MISSING
    assert spent(place) == before
    refused = [e for e in place.events(f"case:{ghost}") if isinstance(e, AttemptRefused)]
    assert len(refused) == 3
    assert signed(acting(samira, leader)) is None
    assert asked_by_her() is None
    amount = set_apart.amount
    assert spent(place) == (before[0] + amount, before[1] + amount)
    kinds = [line["type"] for line in told_to_her(place, ghost)]
    assert {"SpendingEndorsed", "BudgetSpent"} <= set(kinds)


def spent(place: Place) -> tuple[int, int]:
    """What went out of the budget, and what is accounted for under mandates: two sums."""
    budgets = place.caught_up(f"/budgets?team={oost}", by=by_purse_holder).json()["items"]
    accounts = place.caught_up(f"/accountability?team={oost}", by=by_purse_holder).json()["items"]
    return (
        sum(row["spent"] for row in budgets if row["budget"] == first_quarter),
        sum(row["spent"] for row in accounts if row["mandate"] == fast_track),
    )


@pytest.mark.requirement("M-31")
def test_attack_13_an_auditor_counts_one_case_more(place: Place, tmp_path: Path) -> None:
    """At every checkpoint: a case cannot be begun without the number of cases going up."""
    with fixed(place.database, tmp_path, witnessed=True) as notary:
        for cases in (1, 2):
            notary.step()
            notary.witness()
            with as_stored(place.database) as stored:
                report = verify_journal(dumped(stored, notary.place), notary.policy)
            assert (report.findings, report.cases) == ([], cases)
            if cases == 1:
                assert place.api.post("/notifications", QUESTION).status_code == 201
    assert place.events(f"case:{stairs}")
