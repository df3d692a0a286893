"""What team software meets: commands in, facts out, once each, and plain words when it is no."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.database import Database
from service.identity import Caller, NotIdentified, Tokens, issue, tokens_of
from tests.http import new, serving, token
from tests.people import (
    administrator,
    buurtteam,
    consultant,
    fast_track,
    fatima,
    first_quarter,
    gemeente,
    oost,
    pieter,
    town,
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
        fact, letter = told["facts"]
        assert (fact["type"], letter["type"]) == ("NotificationReceived", "MessageOrdered")
        assert letter["position"] == told["position"] == api.journal.head()
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
            assert api.journal.head() == head + 2 * (round_ + 1)  # the question, and its receipt


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


def test_a_token_of_one_municipality_is_none_in_another(tmp_path: Path) -> None:
    token = issue(tmp_path, "haarlem", Caller(fatima, consultant, buurtteam))
    assert tokens_of(tmp_path, "haarlem").caller(token).worker == fatima
    with pytest.raises(NotIdentified):
        tokens_of(tmp_path, "ede").caller(token)
