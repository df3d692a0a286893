"""Bad input gets a clear problem with a next step, and leaves nothing on record."""

from collections.abc import Iterator
from typing import Any

import orjson
import pytest

from domain.terms import MOST_CENTS
from service.database import Database
from tests.http import SECRET_WORDS as SECRET
from tests.http import Api, is_a_problem, new, send, serving, token
from tests.people import (
    bakker,
    carer,
    cares,
    clinic,
    fast_track,
    first_quarter,
    kim,
    lift,
    oost,
    ready_to_spend,
    stairs,
)
from tests.scenario import put

QUESTION = {"team": oost, "channel": "phone", "urgency": "ordinary", "question": "De trap."}
SPENDING = {"mandate": fast_track, "budget": first_quarter, "amount": 100, "reason": "Een stoel."}
SPENDINGS = f"/cases/{stairs}/spendings"


@pytest.fixture(scope="module")
def api(database_server: Database, migrated_template: str) -> Iterator[Api]:
    """One service for all of these: they leave nothing behind."""
    from tests.postgres import fresh_database  # noqa: PLC0415

    with fresh_database(database_server, migrated_template) as database, serving(database) as api:
        put(api.journal, *ready_to_spend, *cares)
        yield api


RAW = {
    "no JSON at all": (b"question=" + SECRET.encode(), 400),
    "half of it": (b'{"team": "' + SECRET.encode(), 400),
    "bytes that are not UTF-8": (b'{"question": "\xff\xfe"}', 400),
    "Latin-1": ('{"question": "café"}'.encode("latin-1"), 400),
    "NaN": (b'{"amount": NaN}', 400),
    "Infinity": (b'{"amount": -Infinity}', 400),
    "a number beyond doubles": (b'{"amount": 1e999}', 400),
    "a whole number beyond 2^53": (b'{"amount": 9007199254740993}', 400),
    "a number of a thousand digits": (b'{"amount": ' + b"9" * 5000 + b"}", 400),
    "a name twice": (b'{"amount": 1, "amount": 2}', 400),
    "a name twice, deep inside": (b'{"a": [{"b": 1, "b": 2}]}', 400),
    "lists in lists": (b"[" * 100_000, 400),
    "objects in objects": (b'{"a":' * 21 + b"1" + b"}" * 21, 400),
    "a list": (b"[]", 422),
    "a text": (b'"' + SECRET.encode() + b'"', 422),
    "null": (b"null", 422),
    "nothing": (b"", 422),
}


@pytest.mark.parametrize("name", RAW)
def test_a_body_that_is_no_object_of_ours(api: Api, name: str) -> None:
    body, status = RAW[name]
    before = api.journal.head()
    answer = send(api, "/notifications", body)
    is_a_problem(answer, status, "MALFORMED" if status == 400 else "NOT_VALID")
    assert api.journal.head() == before


FIELDS: dict[str, tuple[str, dict[str, Any], str]] = {
    "a NUL character": ("/notifications", {**QUESTION, "question": "a\0b"}, "question"),
    "a NUL character in an id": ("/notifications", {**QUESTION, "team": "\0" * 36}, "team"),
    "a text too long": ("/notifications", {**QUESTION, "question": "é" * 40_000}, "question"),
    "no text": ("/notifications", {**QUESTION, "question": ""}, "question"),
    "a number for a text": ("/notifications", {**QUESTION, "question": 5}, "question"),
    "an object for a text": ("/notifications", {**QUESTION, "question": {}}, "question"),
    "null for a text": ("/notifications", {**QUESTION, "question": None}, "question"),
    "an unknown code": ("/notifications", {**QUESTION, "channel": SECRET}, "channel"),
    "a code in capitals": ("/notifications", {**QUESTION, "channel": "PHONE"}, "channel"),
    "an id in capitals": ("/notifications", {**QUESTION, "team": oost.upper()}, "team"),
    "an id with a line end": ("/notifications", {**QUESTION, "team": oost + "\n"}, "team"),
    "a BSN for an id": ("/notifications", {**QUESTION, "resident": "999990019"}, "resident"),
    "an actor of one's own": ("/notifications", {**QUESTION, "actor": bakker}, "*"),
    "a field we do not know": ("/notifications", {**QUESTION, SECRET: SECRET}, "*"),
    "a field in snake_case": (
        f"/cases/{stairs}/clarifications",
        {"with_resident": True, "topics": ["debt"], "question": "?"},
        "withResident",
    ),
    "yes for a boolean": (f"/cases/{stairs}/client-support-answers", {"wanted": "yes"}, "wanted"),
    "1 for a boolean": (f"/cases/{stairs}/client-support-answers", {"wanted": 1}, "wanted"),
    "no money": (SPENDINGS, {**SPENDING, "amount": 0}, "amount"),
    "money owed": (SPENDINGS, {**SPENDING, "amount": -1}, "amount"),
    "too much money": (SPENDINGS, {**SPENDING, "amount": MOST_CENTS + 1}, "amount"),
    "half a cent": (SPENDINGS, {**SPENDING, "amount": 0.5}, "amount"),
    "money as a text": (SPENDINGS, {**SPENDING, "amount": "100"}, "amount"),
    "true money": (SPENDINGS, {**SPENDING, "amount": True}, "amount"),
    "a day that is not there": (f"/cases/{stairs}/plans", plan := {
        "goals": "Boven slapen.", "reviewOn": "2026-02-30"}, "reviewOn"),
    "the year 0": (f"/cases/{stairs}/plans", {**plan, "reviewOn": "0000-01-01"}, "reviewOn"),
    "the year 10000": (f"/cases/{stairs}/plans", {**plan, "reviewOn": "10000-01-01"}, "reviewOn"),
    "a number for a day": (f"/cases/{stairs}/plans", {**plan, "reviewOn": 20260901}, "reviewOn"),
    "a time for a day": (
        f"/cases/{stairs}/plans", {**plan, "reviewOn": "2026-09-01T00:00:00Z"}, "reviewOn"),
    "a day gone by": (f"/cases/{stairs}/plans", {**plan, "reviewOn": "2020-01-01"}, "reviewOn"),
    "a time without its zone": (
        "/notifications", {**QUESTION, "occurredAt": "2026-03-02T09:00:00"}, "occurredAt"),
    "a time that is to come": (
        "/notifications", {**QUESTION, "occurredAt": "2999-03-02T09:00:00Z"}, "occurredAt"),
    "a time before time": (
        "/notifications", {**QUESTION, "occurredAt": "0001-01-01T00:00:00+14:00"}, "occurredAt"),
    "no topics": (
        f"/cases/{stairs}/clarifications",
        {"withResident": True, "topics": [], "question": "?"}, "topics"),
    "a quarter too many": (
        f"/year-budgets/{first_quarter}/quarters", {"quarter": 5, "amount": 1}, "quarter"),
}  # fmt: skip


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_that_makes_no_sense_is_named_and_not_repeated(api: Api, name: str) -> None:
    path, body, field = FIELDS[name]
    before = api.journal.head()
    answer = send(api, path, orjson.dumps(body))
    is_a_problem(answer, 422, "NOT_VALID")
    named = {error["field"].rpartition(".")[2] for error in answer.json()["errors"]}
    assert field in named or field in {e["field"].split(".")[1] for e in answer.json()["errors"]}
    assert api.journal.head() == before


def test_half_a_character_is_no_character(api: Api) -> None:
    before = api.journal.head()
    body = orjson.dumps(QUESTION).replace(b"De trap.", b"\\ud800")
    is_a_problem(send(api, "/notifications", body), 422, "NOT_VALID")
    assert api.journal.head() == before


UNKNOWN: dict[str, tuple[str, dict[str, Any]]] = {
    "team": ("/notifications", {**QUESTION, "team": new()}),
    "case": (f"/cases/{new()}/findings", {"topic": "debt", "finding": "?"}),
    "mandate": (SPENDINGS, {**SPENDING, "mandate": new()}),
    "budget": (SPENDINGS, {**SPENDING, "budget": new()}),
    "organisation": (
        f"/cases/{stairs}/referrals",
        {"organisation": new(), "need": "?", "mandate": fast_track},
    ),
    "application": (f"/applications/{lift}/withdrawals", {}),
    "referral": (f"/referrals/{new()}/declines", {"reason": "no-capacity"}),
    "spending": (f"/spendings/{new()}/reversals", {"mandate": fast_track}),
}


@pytest.mark.parametrize("noun", UNKNOWN)
def test_what_is_not_there_is_not_found(api: Api, noun: str) -> None:
    path, body = UNKNOWN[noun]
    by = token(kim, carer, clinic) if noun == "referral" else token()
    before = api.journal.head()
    answer = send(api, path, orjson.dumps(body), Authorization=f"Bearer {by}")
    is_a_problem(answer, 404, "UNKNOWN")
    assert api.journal.head() == before
