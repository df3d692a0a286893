"""Holds and destruction over HTTP: two people, a ground, and a clear no while a hold stands."""

from collections.abc import Iterator
from typing import Any

import pytest

from domain.facts.destruction import DestructionApproved, DestructionProposed, HoldPlaced
from domain.facts.refused import AttemptRefused
from domain.terms import day
from service.database import Database
from tests.http import Api, is_a_problem, new, serving, token
from tests.people import (
    admin,
    administrator,
    bakker,
    gemeente,
    reported,
    stairs,
    town,
    vera,
    watcher,
    watches,
)
from tests.scenario import put

BY_ADMIN = token(admin, administrator, gemeente)
BY_WATCHER = token(vera, watcher, gemeente)
CASE = f"/cases/{stairs}"
SAID = 8
PROPOSAL = {"ground": "erasure-request", "positions": [SAID]}


@pytest.fixture
def api(database: Database) -> Iterator[Api]:
    with serving(database) as served:
        put(served.journal, *town, *watches, reported)
        yield served


def done(answer: Any) -> dict[str, str]:
    assert answer.status_code == 201, answer.text
    ids: dict[str, str] = answer.json()["ids"]
    return ids


def last(api: Api) -> Any:
    head = api.journal.head()
    return next(iter(api.journal.read(after=head - 1))).event


def test_one_proposes_another_approves_and_the_carrier_is_woken(api: Api) -> None:
    woken: list[bool] = []
    api.app.state.service.approved = lambda: woken.append(True)
    ids = done(api.post(f"{CASE}/destructions", PROPOSAL, by=BY_ADMIN))
    assert isinstance(last(api), DestructionProposed) and not woken
    done(api.post(f"{CASE}/destructions/{ids['destruction']}/approvals", by=BY_WATCHER))
    event = last(api)
    assert isinstance(event, DestructionApproved) and (event.case, event.resident) == (
        stairs,
        bakker,
    )
    assert woken == [True]


def test_who_proposed_it_is_told_that_a_second_person_is_needed(api: Api) -> None:
    ids = done(api.post(f"{CASE}/destructions", PROPOSAL, by=BY_ADMIN))
    own = api.post(f"{CASE}/destructions/{ids['destruction']}/approvals", by=BY_ADMIN)
    is_a_problem(own, own.status_code, "SECOND_PERSON_MISSING")
    assert isinstance(last(api), AttemptRefused)


@pytest.mark.requirement("Z-07")
def test_a_hold_is_a_clear_no_until_it_is_lifted(api: Api) -> None:
    today = day(api.journal.now()).isoformat()
    hold = done(api.post(f"{CASE}/holds", {"reason": "complaint", "until": today}, by=BY_WATCHER))
    assert isinstance(last(api), HoldPlaced)
    refused = api.post(f"{CASE}/destructions", PROPOSAL, by=BY_ADMIN)
    is_a_problem(refused, refused.status_code, "LEGAL_HOLD")
    assert refused.json()["article"] == "AVG 17(3)(e)"
    assert refused.json()["nextStep"] == "wait-for-the-hold"
    done(api.post(f"{CASE}/holds/{hold['hold']}/releases", by=BY_WATCHER))
    done(api.post(f"{CASE}/destructions", PROPOSAL, by=BY_ADMIN))


@pytest.mark.parametrize(
    "body",
    [
        {"ground": "erasure-request", "positions": []},
        {"ground": "erasure-request", "positions": [0]},
        {"ground": "erasure-request", "positions": ["8"]},
        {"ground": "erasure-request", "positions": [9, 8]},
        {"ground": "erasure-request"},
        {"ground": "because", "positions": [SAID]},
        {"ground": "erasure-request", "positions": [SAID], "reason": "vrije tekst"},
    ],
)
def test_what_makes_no_sense_is_said_and_not_recorded(api: Api, body: dict[str, Any]) -> None:
    head = api.journal.head()
    answer = api.post(f"{CASE}/destructions", body, by=BY_ADMIN)
    assert answer.status_code == 422, answer.text
    assert "vrije tekst" not in answer.text
    assert api.journal.head() == head


def test_a_worker_of_the_team_may_do_neither(api: Api) -> None:
    for path, body in ((f"{CASE}/destructions", PROPOSAL),
                       (f"{CASE}/destructions/{new()}/approvals", None)):  # fmt: skip
        answer = api.post(path, body)
        is_a_problem(answer, 403, "NOT_AUTHORISED")
