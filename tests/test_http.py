"""What team software meets: commands in, facts out, once each, and plain words when it is no."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from domain.refusal import RULES, Refusal
from service.database import Database
from service.identity import Caller, NotIdentified, Tokens
from service.limits import Limits, Pace
from service.problems import AUTHORITY, Problem
from tests.http import new, serving, token
from tests.people import (
    admin,
    administrator,
    buurtteam,
    consultant,
    fast_track,
    fatima,
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


def test_a_question_at_the_front_door_gets_a_reference_number(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        key = new()
        answer = api.post("/notifications", QUESTION, key=key)
        assert answer.status_code == 201, answer.text
        told = answer.json()
        (fact,) = told["facts"]
        assert fact["type"] == "NotificationReceived"
        assert fact["position"] == told["position"] == api.journal.head()
        assert fact["fields"]["case"] == told["ids"]["case"]
        assert "question" not in fact["fields"]
        assert answer.headers["Location"] == f"/v1/commands/{key}"
        recalled = api.get(f"/commands/{key}").json()
        assert recalled["outcome"] == "recorded"
        assert recalled["facts"] == told["facts"]
        assert api.get(f"/commands/{key}", by=token(worker=pieter)).status_code == 404


def test_who_did_it_and_by_what_right_comes_from_token_and_route(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        answer = api.post("/notifications", {**QUESTION, "legalBasis": "WGS-VERZOEK"})
        (fact,) = api.journal.read(after=answer.json()["position"] - 1)
        context = fact.context
        assert (context.actor, context.function) == (fatima, consultant)
        assert (context.organisation, context.content_responsible) == (buurtteam, buurtteam)
        assert context.funding_responsible == gemeente
        assert (context.purpose, context.basis) == ("front-door", "WGS-VERZOEK")


def test_the_same_key_gives_the_first_answer_again_also_after_a_restart(
    database: Database,
) -> None:
    key = new()
    with serving(database) as api:
        put(api.journal, *town)
        first, again = (api.post("/notifications", QUESTION, key=key) for _ in range(2))
        assert first.status_code == again.status_code == 201
        assert first.content == again.content
        assert "Idempotent-Replayed" not in first.headers
        assert again.headers["Idempotent-Replayed"] == "true"
        head, keys = api.journal.head(), api.journal.keys
    with serving(database, keys=keys) as restarted:
        later = restarted.post("/notifications", QUESTION, key=key)
        assert later.status_code == 201, later.text
        assert later.content == first.content
        assert restarted.journal.head() == head


@pytest.mark.parametrize(
    ("other", "by"),
    [
        ({**QUESTION, "question": "De deur."}, None),
        ({**QUESTION, "legalBasis": "WGS-VERZOEK"}, None),
        ({**QUESTION, "occurredAt": "2026-03-01T09:00:00Z"}, None),
        (QUESTION, token(worker=pieter)),
        (QUESTION, token(function=administrator)),
    ],
    ids=["other words", "other basis", "other time", "other worker", "other function"],
)
def test_a_key_is_good_for_one_request(database: Database, other: Any, by: str | None) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        key = new()
        assert api.post("/notifications", QUESTION, key=key).status_code == 201
        head = api.journal.head()
        answer = api.post("/notifications", other, key=key, by=by)
        assert answer.status_code == 409
        assert answer.json()["code"] == "OTHER_REQUEST"
        assert api.journal.head() == head


def test_two_that_arrive_at_once_are_one(database: Database) -> None:
    with serving(database) as api, ThreadPoolExecutor(8) as several:
        put(api.journal, *town)
        head = api.journal.head()
        for round_ in range(10):
            key = new()
            sent = [several.submit(api.post, "/notifications", QUESTION, key) for _ in range(8)]
            answers = [each.result() for each in sent]
            assert {answer.status_code for answer in answers} == {201}
            assert len({answer.content for answer in answers}) == 1
            assert api.journal.head() == head + round_ + 1


@pytest.mark.requirement("X-11")
def test_a_refusal_says_why_on_what_ground_and_what_to_do(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *ready_to_spend, withdrawn)
        key = new()
        answer = api.post(f"/cases/{stairs}/spendings", SPENDING, key=key)
        assert answer.status_code == 409
        assert answer.headers["content-type"] == "application/problem+json"
        told = answer.json()
        assert (told["code"], told["article"]) == ("NO_HELP_AGREEMENT", "Jw 7.3.4")
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
        put(api.journal, *ready_to_spend, withdrawn)
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


def test_without_a_first_fact_nothing_is_recorded(database: Database) -> None:
    with serving(database) as api:
        answer = api.post("/consults", CONSULT)
        assert answer.status_code == 503
        assert answer.json()["code"] == "NOT_OPENED"


def test_a_token_says_who_until_when_and_cannot_be_changed() -> None:
    now = [1000.0]
    tokens = Tokens(bytes(32), lambda: now[0])
    caller = Caller(fatima, consultant, buurtteam)
    made = tokens.issue(caller, seconds=60)
    assert tokens.caller(made) == caller
    said, _, signature = made.partition(".")
    other = Tokens(bytes([1] * 32), lambda: now[0]).issue(caller)
    for wrong in (said, f"{said}.", f".{signature}", other, made + "A" * 2000, "é.é", ""):
        with pytest.raises(NotIdentified):
            tokens.caller(wrong)
    now[0] = 1060.0
    with pytest.raises(NotIdentified, match="expired"):
        tokens.caller(made)
