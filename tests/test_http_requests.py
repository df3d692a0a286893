"""Requests that lack what they need, are too large, or lead nowhere."""

from collections.abc import Iterator

import orjson
import pytest

from service.database import Database
from tests.http import SECRET_WORDS as SECRET
from tests.http import Api, is_a_problem, new, send, serving, token
from tests.people import (
    bakker,
    consultant,
    fast_track,
    first_quarter,
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
        put(api.journal, *ready_to_spend)
        yield api


def test_a_body_is_counted_while_it_comes_in(api: Api) -> None:
    before = api.journal.head()
    large = orjson.dumps({**QUESTION, "question": "a" * 300_000})
    is_a_problem(send(api, "/notifications", large), 413, "TOO_LARGE")

    def parts() -> Iterator[bytes]:
        yield from (large[n : n + 1000] for n in range(0, len(large), 1000))

    headers = {
        "Authorization": f"Bearer {token()}", "Idempotency-Key": new(),
        "Content-Type": "application/json",
    }  # fmt: skip
    streamed = api.client.post("/v1/notifications", content=parts(), headers=headers)
    is_a_problem(streamed, 413, "TOO_LARGE")
    assert api.journal.head() == before


HEADERS: dict[str, tuple[dict[str, str], int, str]] = {
    "no key": ({"Idempotency_Key": "-"}, 400, "IDEMPOTENCY_KEY_NEEDED"),
    "a key that is no UUID": ({"Idempotency_Key": SECRET}, 400, "IDEMPOTENCY_KEY_NEEDED"),
    "no token": ({"Authorization": "-"}, 401, "NOT_IDENTIFIED"),
    "another scheme": ({"Authorization": "Basic YTpi"}, 401, "NOT_IDENTIFIED"),
    "no token of ours": ({"Authorization": f"Bearer {SECRET}"}, 401, "NOT_IDENTIFIED"),
    "a token changed": ({"Authorization": f"Bearer {token()[:-1]}"}, 401, "NOT_IDENTIFIED"),
    "a form": ({"Content_Type": "application/x-www-form-urlencoded"}, 415, "NOT_JSON"),
    "JSON in Latin-1": ({"Content_Type": "application/json; charset=latin-1"}, 415, "NOT_JSON"),
    "no kind": ({"Content_Type": "-"}, 415, "NOT_JSON"),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_request_that_lacks_what_it_needs(api: Api, name: str) -> None:
    headers, status, code = HEADERS[name]
    before = api.journal.head()
    answer = send(api, "/notifications", orjson.dumps(QUESTION), **headers)
    is_a_problem(answer, status, code)
    if status == 401:
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert api.journal.head() == before


def test_addresses_that_lead_nowhere(api: Api) -> None:
    get = {"Authorization": f"Bearer {token()}"}
    for path in ("/", "/v1", "/v2/cases", f"/v1/cases/{stairs}", "/v1/../etc/passwd"):
        is_a_problem(api.client.get(path, headers=get), 404, "NOT_FOUND")
    for path in (f"/cases/{SECRET}/history", "/cases/%00/history", "/caseload?limit=0"):
        is_a_problem(api.get(path), 422, "NOT_VALID")
    is_a_problem(api.get(f"/cases/{new()}/history"), 404, "UNKNOWN")
    is_a_problem(api.get(f"/commands/{new()}"), 404, "UNKNOWN")


def test_the_function_of_a_caller_is_one_that_is_held(api: Api) -> None:
    stranger = token(worker=bakker, function=consultant)  # type: ignore[arg-type]
    is_a_problem(api.get(f"/cases/{stairs}/history", by=stranger), 403, "FUNCTION_NOT_HELD")
