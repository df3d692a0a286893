"""A machine reads our OpenAPI document, and tries to find where the service does not keep to it."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import CHECKS
from schemathesis.config import SchemathesisConfig
from schemathesis.hooks import HookContext
from schemathesis.specs.openapi.schemas import OpenApiSchema
from starlette.types import ASGIApp, Receive, Scope, Send

from domain.terms import MOST_CENTS, UUID
from service.app import application
from service.database import Database
from service.follow import Follower
from service.routes.fields import WITHOUT_NUL
from tests.http import Api, new, serving, token
from tests.people import (
    admin,
    administrator,
    bakker,
    consultant,
    fast_track,
    fatima,
    first_quarter,
    gemeente,
    oost,
    ready_to_spend,
    stairs,
    year_2026,
)
from tests.postgres import fresh_database
from tests.scenario import put


class Later:
    """Stands in for a service that is not there yet: first only its document is asked for."""

    app: ASGIApp = application()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":  # the fixture starts and stops the service, once
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await send({"type": "lifespan.shutdown.complete"})
        else:
            await self.app(scope, receive, send)


later = Later()


@schemathesis.hook
def before_load_schema(context: HookContext, raw_schema: Any) -> None:
    """The same texts, in a pattern that the machine does not multiply by their greatest length:
    it spent most of its time on compiling that."""
    if isinstance(raw_schema, dict):
        if raw_schema.get("pattern") == WITHOUT_NUL:
            raw_schema["pattern"] = "^(?:[^\\u0000]+)?$"
        raw_schema = list(raw_schema.values())
    for each in raw_schema if isinstance(raw_schema, list) else ():
        before_load_schema(context, each)


def read_by_machine(*, every_edge: bool) -> OpenApiSchema:
    """The document as the machine reads it. `every_edge`: of every field what its schema just
    allows and just forbids, one by one, some ten thousand requests; else a few at random."""
    # A body may also be too long (413), which is not among what refuses for the machine.
    refusing = {"expected-statuses": [400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 428, 429]}
    config = SchemathesisConfig.from_dict(
        {
            "phases": {"coverage": {"enabled": every_edge}},
            "checks": {"negative_data_rejection": refusing},
        }
    )
    return schemathesis.openapi.from_asgi("/v1/openapi.json", later, config=config)


schema = read_by_machine(every_edge=False)

SAID_IN_WORDS = {
    ("query.cursor", "must be a cursor that this list gave"),
    ("query.waitForPosition", "there is no such fact yet"),
    ("body.acts", "only a mandaat gives power to grant or refuse (Awb 10:1)"),
    ("body.conditions", "for decisions and spendings; mandate referring apart"),
    ("body.amount", f"from 1 to {MOST_CENTS} cents"),
    ("body.occurredAt", "not in the future"),
    ("body.reviewOn", "after today"),
    ("body.until", "not before today"),
    ("body.until", "not before since"),
    ("body.until", "not before since, and not before today"),
    ("body.terms", "each once"),
    ("body.until", "after the day on which it began"),
    ("body.since", "not before today"),
    ("body.team", "this function is held in one"),
    ("body.resident", "another record than the first"),
    ("body.resident", "two different people"),
    ("body.birthDate", "not after today, nor more than 130 years ago"),
    ("body.birthDate", "names and birth date together, or neither"),
    ("body.birthDate", "family name and birth date together, or neither"),
    ("body.familyName", "with given names or a prefix, the family name as well"),
    ("body.citizenServiceNumber", "a number, or family name and birth date"),
    ("body.citizenServiceNumber", "does not pass the eleven-test: a digit is wrong"),
    ("body.citizenServiceNumber", "outside production only a number that begins with 9999"),
    ("body.parts", "at least one"),
    ("body.positions", "at most 1000, each once"),
    ("body", "is no file of the kind that it says"),
}
"""What no schema can say; the descriptions of these fields say it."""
KNOWN = {
    "case": stairs, "team": oost, "mandate": fast_track, "budget": first_quarter,
    "organisation": gemeente, "grantee": consultant, "function": consultant, "resident": bakker,
    "within": year_2026, "worker": fatima, "coordinator": fatima,
}  # fmt: skip


@pytest.fixture(scope="module")
def api(database_server: Database, migrated_template: str) -> Iterator[Api]:
    """A service with a case to find, and a follower beside it."""
    with fresh_database(database_server, migrated_template) as database, serving(database) as api:
        put(api.journal, *ready_to_spend)
        follower = Follower(database)
        follower.start()
        later.app = api.app
        yield api
        follower.stop()


def checked(case: Any) -> None:
    """Every check that there is, of one request and its answer."""
    for place in (case.path_parameters, case.query, case.body):
        if isinstance(place, dict):
            place.update(
                {n: KNOWN[n] for n in place.keys() & KNOWN if UUID.fullmatch(str(place[n]))}
            )
    headers = {"Authorization": f"Bearer {token(admin, administrator, gemeente)}"}
    if UUID.fullmatch(str((case.headers or {}).get("Idempotency-Key"))):
        headers["Idempotency-Key"] = new()
    answer = case.call(headers=headers)
    case.validate_response(answer, excluded_checks=left_out(answer), headers=headers)


def left_out(answer: Any) -> list[Any]:
    """It is not asked whether valid data was accepted, where it was refused for what words say."""
    errors = answer.json().get("errors", []) if answer.status_code == 422 else []
    said = {(error["field"], error["detail"]) for error in errors}
    return (
        CHECKS.get_by_names(["positive_data_acceptance"]) if said and said <= SAID_IN_WORDS else []
    )


def bounded(examples: int) -> settings:
    return settings(
        max_examples=examples, deadline=None, suppress_health_check=list(HealthCheck),
        derandomize=True, database=None,
    )  # fmt: skip


@schema.parametrize()
@bounded(3)
def test_the_service_keeps_to_its_document(api: Api, case: Any) -> None:
    checked(case)
