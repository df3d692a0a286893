"""Who calls the API, by a provider's token: found in the staff register of one municipality."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.database import Database, migrate
from service.identity import Caller, issue
from service.journal import Journal
from service.keys import MemoryKeys
from service.opening import Opened
from service.settings import Settings
from service.staff.entry import Login, Member
from service.store import PostgresStore
from tests.http import UNHURRIED, is_a_problem, new
from tests.people import (
    acting,
    admin,
    administrator,
    buurtteam,
    consultant,
    fatima,
    gemeente,
    oost,
    town,
)
from tests.provider import SUBJECT, Keys, publishing
from tests.scenario import put

CONSULT = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}


@dataclass
class Town:
    """A municipality's service, with the provider's tokens as the way in."""

    client: TestClient
    journal: Journal
    home: Path
    name: str

    def post(self, token: str, **headers: str) -> Any:
        sent = {"Authorization": f"Bearer {token}", "Idempotency-Key": new(), **headers}
        return self.client.post("/v1/consults", json=CONSULT, headers=sent)


@contextmanager
def a_town(database: Database, keys: Keys, home: Path) -> Iterator[Town]:
    migrate(database)
    journal = Journal(PostgresStore(database), MemoryKeys())
    settings = Settings(
        home=home, municipality=database.schema, database_url=None, oidc_issuer=keys.url
    )
    app = create_app(Opened(settings, database, journal), limits=UNHURRIED)
    put(journal, *town)
    try:
        with TestClient(app, raise_server_exceptions=False) as client:
            staff = app.state.service.staff
            context = acting(admin, administrator, gemeente)
            member = Member("Fatima El Amrani", Login(keys.url, SUBJECT))
            assert staff.register(context, fatima, member).refusal is None
            yield Town(client, journal, home, database.schema)
    finally:
        journal.close()


@pytest.fixture
def keys() -> Iterator[Keys]:
    with publishing() as made:
        yield made


@pytest.fixture
def haarlem(database: Database, keys: Keys, tmp_path: Path) -> Iterator[Town]:
    with a_town(database, keys, tmp_path) as made:
        yield made


def test_the_actor_is_the_worker_whose_login_it_is(haarlem: Town, keys: Keys) -> None:
    answer = haarlem.post(keys.token())
    assert answer.status_code == 201, answer.text
    (fact,) = haarlem.journal.read(after=answer.json()["position"] - 1)
    context = fact.context
    assert (context.actor, context.function, context.organisation) == (
        fatima, consultant, buurtteam,
    )  # fmt: skip
    assert SUBJECT not in str(context)


def test_a_function_that_the_token_claims_must_be_held(haarlem: Town, keys: Keys) -> None:
    """The provider says in what function: whether she holds it, the journal says."""
    for claims in (
        {"wijkboek_function": administrator, "wijkboek_organisation": gemeente},
        {"wijkboek_function": new()},
        {"wijkboek_organisation": gemeente},
    ):
        answer = haarlem.post(keys.token(**claims))
        assert answer.status_code == 403, answer.text
        assert answer.json()["code"] in ("FUNCTION_NOT_HELD", "NOT_AUTHORISED")


@pytest.mark.parametrize(
    ("claims", "because"),
    [
        ({"aud": "wijkboek:ede"}, "another audience"),
        ({"exp": 1}, "expired"),
        ({"iss": "https://login.example.org"}, "another issuer"),
        ({"sub": "somebody"}, "staff register"),
    ],
)
def test_what_is_no_good_token_is_a_plain_401(
    haarlem: Town, keys: Keys, claims: dict[str, Any], because: str
) -> None:
    token = keys.token(**claims)
    answer = haarlem.post(token)
    is_a_problem(answer, 401, "NOT_IDENTIFIED")
    assert because in answer.json()["detail"]
    assert 'error="invalid_token"' in answer.headers["www-authenticate"]
    for part in token.split("."):
        assert part not in answer.text
    assert "login.example.org" not in answer.text


def test_development_tokens_are_off_as_soon_as_a_provider_is_set(haarlem: Town, keys: Keys) -> None:
    token = issue(haarlem.home, haarlem.name, Caller(fatima, consultant, buurtteam))
    is_a_problem(haarlem.post(token), 401, "NOT_IDENTIFIED")
    assert haarlem.post(keys.token()).status_code == 201


def test_a_provider_that_was_never_heard_is_said_to_be_away(haarlem: Town, keys: Keys) -> None:
    keys.away = True
    answer = haarlem.post(keys.token())
    is_a_problem(answer, 503, "UNAVAILABLE")
    assert answer.headers["retry-after"]


def test_an_oversized_token_is_refused_before_anybody_is_asked(haarlem: Town, keys: Keys) -> None:
    before = keys.asked
    is_a_problem(haarlem.post("x." * 20_000), 401, "NOT_IDENTIFIED")
    is_a_problem(haarlem.post("x" * 9_000), 401, "NOT_IDENTIFIED")
    assert keys.asked == before


def test_attack_26_headers_that_name_an_actor_are_not_looked_at(haarlem: Town, keys: Keys) -> None:
    answer = haarlem.post(keys.token(), **{"X-Actor": admin, "X-Remote-User": admin})
    (fact,) = haarlem.journal.read(after=answer.json()["position"] - 1)
    assert fact.context.actor == fatima


def test_of_two_municipalities_neither_takes_the_others_tokens(
    database: Database, keys: Keys, tmp_path: Path
) -> None:
    """One provider, one home, one database: the audience is what keeps them apart."""
    ede = replace(database, schema="ede")
    with a_town(database, keys, tmp_path) as one, a_town(ede, keys, tmp_path) as other:
        ours, theirs = keys.token(), keys.token(aud="wijkboek:ede")
        assert one.post(ours).status_code == 201
        assert other.post(theirs).status_code == 201
        for place, token in ((one, theirs), (other, ours)):
            head = place.journal.head()
            answer = place.post(token)
            is_a_problem(answer, 401, "NOT_IDENTIFIED")
            assert "another audience" in answer.json()["detail"]
            assert place.journal.head() == head
