"""Signing in at a real OIDC provider over HTTP: there and back, and everything in between."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from oidc_provider_mock import User, run_server_in_thread  # type: ignore[import-untyped]

from domain.bsn import CitizenServiceNumber
from domain.terms import function_of_residents
from service.app import create_app
from service.commands.demo_sign_in import signing_in
from service.database import Database
from service.identity import Caller, issue
from service.identity.sessions import LASTS, Seal, Sessions
from service.identity.signing_in import within
from service.journal import Journal
from service.keys import MemoryKeys
from service.opening import Opened
from service.register.person import Names, Person
from service.settings import Settings
from service.staff.entry import Login, Member
from service.store import PostgresStore
from tests.http import UNHURRIED, new
from tests.people import (
    acting,
    bakker,
    buurtteam,
    by_admin,
    consultant,
    fatima,
    gemeente,
    pieter,
    town,
)
from tests.scenario import put

# The provider plays its part with a library of its own, whose warnings are its own.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:authlib")
PUBLIC = "http://localhost:8000"
CLAIMS = {"wijkboek_function": consultant, "wijkboek_organisation": buurtteam}
MEVROUW_BAKKER, TOO_LOW, UNKNOWN = "999990019", "999990020", "999990032"
FATIMA, STRANGER, UNFIT = "fatima@login", "stranger@login", "pieter@login"


@dataclass
class Site:
    """A service whose people sign in at a provider, and a browser."""

    browser: TestClient
    provider: str
    journal: Journal
    app: Any

    def leave(self, address: str = "/sign-in?to=/cases") -> str:
        """Off to the provider: where to."""
        answer = self.browser.get(address, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])

    def agree(self, address: str, subject: str = FATIMA) -> str:
        """At the provider: who one is. Where that leads back to."""
        answer = httpx2.post(address, data={"sub": subject}, follow_redirects=False)
        assert answer.status_code == 302, answer.text
        return str(answer.headers["location"])

    def come_back(self, address: str) -> Any:
        assert address.startswith(PUBLIC)
        return self.browser.get(address.removeprefix(PUBLIC), follow_redirects=False)

    def sign_in(self, subject: str = FATIMA, address: str = "/sign-in?to=/cases") -> Any:
        return self.come_back(self.agree(self.leave(address), subject))

    def who(self) -> Any:
        return self.browser.get("/session")


USERS = [
    User(sub=FATIMA, claims={**CLAIMS, "acr": "urn:mfa"}),
    User(sub=STRANGER, claims=dict(CLAIMS)),
    User(sub=UNFIT, claims={"wijkboek_function": "x"}),
    User(sub=MEVROUW_BAKKER, claims={"acr": "substantieel"}),
    User(sub=TOO_LOW, claims={"acr": "midden"}),
    User(sub=UNKNOWN, claims={"acr": "hoog"}),
]


@contextmanager
def site(database: Database, home: Path, **settings: Any) -> Iterator[Site]:
    """The service of a database, with a provider of its own."""
    with run_server_in_thread(user_claims=USERS) as server:
        provider = f"http://localhost:{server.server_port}"
        given = {
            "oidc_issuer": provider, "oidc_client_id": "wijkboek", "oidc_client_secret": "s",
            "public_url": PUBLIC, **settings,
        }  # fmt: skip
        journal = Journal(PostgresStore(database), MemoryKeys())
        made = Settings(home=home, municipality=database.schema, database_url=None, **given)
        app = create_app(Opened(made, database, journal), limits=UNHURRIED)
        try:
            with TestClient(app, base_url=PUBLIC) as browser:
                yield Site(browser, provider, journal, app)
        finally:
            journal.close()


@pytest.fixture
def signs_in(database: Database, tmp_path: Path) -> Iterator[Site]:
    with site(database, tmp_path) as made:
        put(made.journal, *town)
        staff = made.app.state.service.staff
        for worker, subject in ((fatima, FATIMA), (pieter, UNFIT)):
            member = Member("Een naam", Login(made.provider, subject))
            context = acting(by_admin.actor, by_admin.function, gemeente)
            assert staff.register(context, worker, member).refusal is None
        yield made


def query_of(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_there_and_back_again(signs_in: Site) -> None:
    assert signs_in.who().status_code == 401
    answer = signs_in.sign_in()
    assert (answer.status_code, answer.headers["location"]) == (303, "/cases"), answer.text
    told = signs_in.who().json()
    assert (told["worker"], told["function"], told["organisation"]) == (
        fatima, consultant, buurtteam,
    )  # fmt: skip
    assert told["resident"] is None


def test_the_provider_is_asked_with_pkce_state_and_nonce_drawn_anew(signs_in: Site) -> None:
    first, second = (query_of(signs_in.leave()) for _ in range(2))
    assert first["response_type"] == "code"
    assert first["code_challenge_method"] == "S256"
    assert first["redirect_uri"] == f"{PUBLIC}/sign-in/callback"
    assert "openid" in first["scope"].split()
    assert "code_verifier" not in first
    for name in ("state", "nonce", "code_challenge"):
        assert len(first[name]) >= 43
        assert first[name] != second[name]


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(
    database: Database, tmp_path: Path
) -> None:
    with site(database, tmp_path, public_url="https://wijkboek.example.org") as made:
        answer = made.browser.get("/sign-in", follow_redirects=False)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Secure-wijkboek-worker=")
        for said in ("HttpOnly", "Secure", "SameSite=lax", "Max-Age=600", "Path=/sign-in"):
            assert said.lower() in cookie.lower(), cookie
        assert made.app.state.service.pages.sessions.cookie == "__Host-wijkboek-session"
        for secret in ("state", "nonce", query_of(answer.headers["location"])["state"]):
            assert secret not in cookie
        assert answer.headers["cache-control"] == "no-store"


def test_a_session_is_sealed_short_and_made_anew(signs_in: Site) -> None:
    signs_in.browser.cookies.set("wijkboek-session", "planted-by-an-attacker")
    answer = signs_in.sign_in()
    cookies = [c for c in answer.headers.get_list("set-cookie") if "wijkboek-session=" in c]
    (cookie,) = cookies
    assert "planted" not in cookie
    for said in ("httponly", "samesite=lax", f"max-age={LASTS}", "path=/"):
        assert said in cookie.lower()
    value = cookie.partition("=")[2].partition(";")[0]
    assert fatima not in value and consultant not in value
    again = signs_in.sign_in().headers.get_list("set-cookie")
    assert value not in "".join(again)
    assert any("wijkboek-worker=" in c and "max-age=0" in c.lower() for c in again)


@pytest.mark.parametrize(
    "to",
    [
        "//evil.example",
        "https://evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "evil",
        "",
        "/%0d%0aSet-Cookie:x",
        "/a\r\nb",
        "javascript:alert(1)",
        "/" + "a" * 600,
        "/é",
        "/a b",
    ],
)
def test_nobody_is_led_elsewhere(signs_in: Site, to: str) -> None:
    if to != "/%0d%0aSet-Cookie:x":
        assert not within(to)
        answer = signs_in.browser.get("/sign-in", params={"to": to}, follow_redirects=False)
        assert answer.status_code == 401, answer.text
        assert "evil" not in answer.text
        assert "location" not in answer.headers
    else:
        assert within(to), "it stays encoded, and so within this host"
    assert within("/cases?page=2")
    assert within("/")


@pytest.mark.parametrize(
    ("change", "because"),
    [
        ({"state": "x" * 43}, "another sign-in"),
        ({"state": None}, "another sign-in"),
        ({"code": None}, "signed nobody in"),
        ({"code": "x"}, "did not take the code"),
        ({"error": "access_denied"}, "signed nobody in"),
        ({"iss": "https://evil.example"}, "another provider"),
    ],
)
def test_what_comes_back_must_be_what_was_begun(
    signs_in: Site, change: dict[str, str | None], because: str
) -> None:
    address = signs_in.agree(signs_in.leave())
    query = {**query_of(address), **change}
    kept = {name: value for name, value in query.items() if value is not None}
    answer = signs_in.browser.get("/sign-in/callback", params=kept, follow_redirects=False)
    assert answer.status_code == 401
    assert because in answer.json()["detail"]
    assert "evil" not in answer.text
    assert signs_in.who().status_code == 401


def test_whoever_did_not_begin_here_cannot_end_here(signs_in: Site) -> None:
    """A link that an attacker made with her own code signs nobody in (login CSRF)."""
    address = signs_in.agree(signs_in.leave())
    signs_in.browser.cookies.clear()
    answer = signs_in.come_back(address)
    assert answer.status_code == 401
    assert "not begun here" in answer.json()["detail"]


def test_a_code_is_good_once(signs_in: Site) -> None:
    address = signs_in.agree(signs_in.leave())
    kept = dict(signs_in.browser.cookies)
    assert signs_in.come_back(address).status_code == 303
    signs_in.browser.cookies.clear()
    for name, value in kept.items():
        signs_in.browser.cookies.set(name, value)
    assert signs_in.come_back(address).status_code == 401


def test_an_answer_that_says_something_twice_is_not_taken(signs_in: Site) -> None:
    address = signs_in.agree(signs_in.leave())
    assert signs_in.come_back(f"{address}&state=x").status_code == 401


def test_the_token_of_another_sign_in_does_not_fit(signs_in: Site) -> None:
    """Its nonce is another: a code that was stolen elsewhere is of no use here."""
    elsewhere = query_of(signs_in.agree(signs_in.leave()))
    here = signs_in.leave()
    mixed = {"state": query_of(here)["state"], "code": elsewhere["code"]}
    answer = signs_in.browser.get("/sign-in/callback", params=mixed, follow_redirects=False)
    assert answer.status_code == 401
    assert "another sign-in" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("subject", "because"),
    [(STRANGER, "staff register"), (UNFIT, "wijkboek_function"), ("nobody", "staff register")],
)
def test_who_is_not_registered_or_in_no_function_is_not_signed_in(
    signs_in: Site, subject: str, because: str
) -> None:
    answer = signs_in.sign_in(subject)
    assert answer.status_code == 401
    assert because in answer.json()["detail"]
    assert subject not in answer.text
    assert signs_in.who().status_code == 401


def test_somebody_who_was_taken_out_signs_in_no_more(signs_in: Site) -> None:
    assert signs_in.sign_in().status_code == 303
    staff = signs_in.app.state.service.staff
    staff.remove(acting(by_admin.actor, by_admin.function, gemeente), fatima)
    assert signs_in.sign_in().status_code == 401


def test_signing_out_ends_the_session_also_where_the_cookie_was_copied(signs_in: Site) -> None:
    signs_in.sign_in()
    copied = signs_in.browser.cookies["wijkboek-session"]
    assert signs_in.browser.get("/sign-out").status_code == 405, "a link signs nobody out"
    elsewhere = signs_in.browser.post(
        "/sign-out", headers={"Origin": "https://evil.example"}, follow_redirects=False
    )
    assert elsewhere.status_code == 422
    assert signs_in.who().status_code == 200
    answer = signs_in.browser.post("/sign-out", headers={"Origin": PUBLIC}, follow_redirects=False)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith(f"{signs_in.provider}/")
    signs_in.browser.cookies.set("wijkboek-session", copied)
    assert signs_in.who().status_code == 401


def test_the_api_takes_no_cookie(signs_in: Site) -> None:
    """So a page of another site can make a browser send one, and nothing comes of it."""
    signs_in.sign_in()
    answer = signs_in.browser.post("/v1/consults", json={}, headers={"Idempotency-Key": new()})
    assert answer.status_code == 401
    assert signs_in.browser.get("/v1/organisations").status_code == 401


def test_a_session_token_is_no_bearer_token_and_neither_is_an_id_token(signs_in: Site) -> None:
    signs_in.sign_in()
    cookie = signs_in.browser.cookies["wijkboek-session"]
    query = query_of(signs_in.agree(signs_in.leave()))
    form = {"grant_type": "authorization_code", "code": query["code"],
            "redirect_uri": f"{PUBLIC}/sign-in/callback"}  # fmt: skip
    answer = httpx2.post(f"{signs_in.provider}/oauth2/token", data=form, auth=("wijkboek", "s"))
    tokens = answer.json()
    for token, because in (
        (cookie, "no token"), (tokens["id_token"], "another audience"),
        (tokens["access_token"], "no token"),
    ):  # fmt: skip
        headers = {"Authorization": f"Bearer {token}"}
        answer = signs_in.browser.get("/v1/organisations", headers=headers)
        assert answer.status_code == 401, token
        assert because in answer.json()["detail"]
        assert token not in answer.text


def test_development_tokens_are_taken_no_more_once_a_provider_is_set(
    signs_in: Site, tmp_path: Path
) -> None:
    token = issue(tmp_path, "haarlem", Caller(fatima, consultant, buurtteam))
    answer = signs_in.browser.get("/v1/organisations", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401


def test_without_a_provider_nobody_signs_in(database: Database, tmp_path: Path) -> None:
    with site(database, tmp_path, oidc_issuer=None) as made:
        assert made.browser.get("/sign-in").status_code == 404
        assert made.browser.get("/sign-in/callback").status_code == 404
        assert made.who().status_code == 401
        assert made.browser.post("/sign-out", follow_redirects=False).status_code == 303
        assert not (tmp_path / "session.secret").exists()


def test_a_provider_that_is_away_is_said_to_be_so(database: Database, tmp_path: Path) -> None:
    with site(database, tmp_path, oidc_issuer="http://localhost:9") as made:
        answer = made.browser.get("/sign-in")
        assert answer.status_code == 503
        assert answer.headers["retry-after"]


def test_a_cookie_of_another_municipality_or_name_opens_nothing() -> None:
    ours, theirs = Seal(bytes(32)), Seal(bytes([1] * 32))
    caller = Caller(fatima, consultant, buurtteam)
    now = [1000.0]
    sessions = Sessions(ours, "wijkboek-session", lambda: now[0])
    value = sessions.begin(caller)
    session = sessions.of(value)
    assert session is not None and session.caller == caller
    assert Sessions(theirs, "wijkboek-session", lambda: now[0]).of(value) is None
    assert Sessions(ours, "wijkboek-worker", lambda: now[0]).of(value) is None
    changed = value[:-4] + ("AAAA" if value[-4:] != "AAAA" else "BBBB")
    for bad in (changed, "", None, "é", "x" * 5000, value + "!", value[:20]):
        assert sessions.of(bad) is None
    now[0] += LASTS
    assert sessions.of(value) is None


@pytest.mark.parametrize(
    ("subject", "because"),
    [(MEVROUW_BAKKER, None), (TOO_LOW, "substantieel"), (UNKNOWN, "register of residents")],
)
def test_a_resident_signs_in_at_level_substantieel_at_least(
    database: Database, tmp_path: Path, subject: str, because: str | None
) -> None:
    with run_server_in_thread(user_claims=USERS) as server:
        residents = f"http://localhost:{server.server_port}"
        given = {
            "residents_issuer": residents, "residents_client_id": "inwoners",
            "residents_client_secret": "s",
        }  # fmt: skip
        with site(database, tmp_path, **given) as made:
            put(made.journal, *town)
            number = CitizenServiceNumber(MEVROUW_BAKKER)
            names = Names("Bakker", "Annie")
            person = Person(names=names, birth_date=date(1948, 3, 2), number=number)
            answer = made.app.state.service.residents.register(acting(), bakker, person)
            assert answer.refusal is None
            answer = made.sign_in(subject, "/sign-in?resident=true&to=/mijn")
            assert subject not in answer.text
            if because is not None:
                assert answer.status_code == 401
                assert because in answer.json()["detail"]
            else:
                assert answer.status_code == 303, answer.text
                told = made.who().json()
                assert (told["resident"], told["worker"]) == (bakker, None)
                assert told["function"] == function_of_residents(gemeente)
                assert told["acr"] == "substantieel"
                assert subject not in str(told)


def test_the_demo_has_a_provider_that_finds_the_same_worker_the_next_time(
    database: Database, tmp_path: Path
) -> None:
    journal = Journal(PostgresStore(database), MemoryKeys())
    put(journal, *town)
    with socket.socket() as free:
        free.bind(("localhost", 0))
        port = free.getsockname()[1] - 2
    settings = Settings(home=tmp_path, municipality=database.schema, database_url=None, port=port)
    opened = Opened(settings, database, journal)
    helper = Caller(fatima, consultant, buurtteam)
    heads = []
    for _ in range(2):
        with signing_in(opened, helper) as (signed, link):
            assert link == f"http://127.0.0.1:{port}/sign-in?to=/session"
            app = create_app(signed, limits=UNHURRIED)
            with TestClient(app, base_url=f"http://127.0.0.1:{port}") as browser:
                leaving = browser.get(link, follow_redirects=False).headers["location"]
                back = httpx2.post(leaving, data={"sub": "medewerker"}, follow_redirects=False)
                done = browser.get(back.headers["location"], follow_redirects=False)
                assert done.status_code == 303, done.text
                assert browser.get("/session").json()["worker"] == fatima
        heads.append(journal.head())
    assert heads[0] == heads[1], "she was registered once"
    journal.close()
