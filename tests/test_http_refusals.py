"""Told no over HTTP: why, on what ground and what to do; and not too often in a minute."""

from dataclasses import replace

import pytest

from domain.refusal import RULES, Refusal
from service.database import Database
from service.limits import Limits, Pace
from service.problems import AUTHORITY, Problem
from tests.http import new, serving, token
from tests.people import (
    admin,
    administrator,
    buurtteam,
    fast_track,
    fatima,
    fatima_assigned,
    first_quarter,
    gemeente,
    oost,
    pieter,
    ready_to_spend,
    stairs,
    town,
    withdrawn,
    zuid,
)
from tests.scenario import put

CONSULT = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
QUESTION = {"team": oost, "channel": "phone", "urgency": "ordinary", "question": "De trap."}
SPENDING = {"mandate": fast_track, "budget": first_quarter, "amount": 60_00, "reason": "Een stoel."}


@pytest.mark.requirement("X-11")
def test_a_refusal_says_why_on_what_ground_and_what_to_do(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *ready_to_spend, withdrawn)
        key = new()
        answer = api.post(f"/cases/{stairs}/spendings", SPENDING, key=key)
        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert (told["code"], told["article"]) == ("NO_HELP_AGREEMENT", "Wmo 2.3.2")
        assert told["nextStep"] == "agree-on-help"
        assert told["detail"].endswith(".")
        assert told["advice"].endswith(".")
        (fact,) = api.journal.read(after=told["position"] - 1)
        assert type(fact.event).__name__ == "AttemptRefused"
        assert f"case:{stairs}" in {f"case:{case}" for case in fact.event.__dict__["cases"]}
        again = api.post(f"/cases/{stairs}/spendings", SPENDING, key=key)
        assert again.content == answer.content
        assert again.headers["Idempotent-Replayed"] == "true"
        assert api.get(f"/commands/{key}").json()["refusal"] == told
        explained = api.client.get(told["type"]).json()
        assert (explained["code"], explained["advice"]) == (told["code"], told["advice"])


@pytest.mark.requirement("X-11")
def test_every_refusal_has_its_page_in_both_languages(database: Database) -> None:
    with serving(database) as api:
        for refusal in Refusal:
            address = f"/problems/{refusal.lower().replace('_', '-')}"
            dutch, english = (
                api.client.get(address, headers={"Accept-Language": language}).json()
                for language in ("nl", "en-GB")
            )
            assert dutch["status"] == (403 if refusal in AUTHORITY else 409)
            assert dutch["article"] == RULES[refusal].article
            assert dutch["title"] != english["title"]
            assert dutch["advice"] != english["advice"]


def test_who_may_not_decide_is_told_so_with_403(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        answer = api.post("/teams", {"organisation": buurtteam, "name": "West"})
        assert answer.status_code == 403
        assert answer.json()["code"] == "NOT_AUTHORISED"
        by = token(admin, administrator, gemeente)
        formed = api.post("/teams", {"team": zuid, "organisation": buurtteam, "name": "Z"}, by=by)
        assert formed.status_code == 201, formed.text
        assert formed.json()["ids"] == {"team": zuid}


def test_refused_attempts_are_limited_in_rate(database: Database) -> None:
    with serving(database, limits=Limits(refusals=3)) as api:
        put(api.journal, *ready_to_spend, withdrawn, replace(fatima_assigned, worker=pieter))
        spend = f"/cases/{stairs}/spendings"
        assert [api.post(spend, SPENDING).status_code for _ in range(3)] == [409] * 3
        head = api.journal.head()
        answer = api.post(spend, SPENDING)
        assert answer.status_code == 429
        assert answer.json()["code"] == "TOO_MANY_REFUSALS"
        assert 1 <= int(answer.headers["Retry-After"]) <= 60
        assert api.journal.head() == head
        other = api.post("/consults", CONSULT, by=token(worker=pieter))
        assert other.status_code == 201, "somebody else need not wait"


def test_requests_are_limited_in_rate(database: Database) -> None:
    with serving(database, limits=Limits(requests=2)) as api:
        put(api.journal, *town)
        codes = [api.post("/consults", CONSULT).status_code for _ in range(3)]
        assert codes == [201, 201, 429]


def test_who_has_to_wait_is_told_how_long_and_need_not_wait_longer() -> None:
    now = [0.0]
    pace = Pace(30, "TOO_MANY_REFUSALS", lambda: now[0])
    for _ in range(30):
        pace.check(fatima)
        pace.count(fatima)
    with pytest.raises(Problem) as waits:
        pace.check(fatima)
    assert waits.value.headers == {"Retry-After": "2"}
    pace.check(pieter)
    now[0] = 2.0
    pace.check(fatima)
