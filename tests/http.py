"""A service under test: a journal on PostgreSQL, people with tokens, and a client that is quick."""

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import uuid4

import structlog
from fastapi import FastAPI
from fastapi.testclient import TestClient

from domain.terms import FunctionId, OrganisationId, WorkerId
from service.app import create_app
from service.database import Database
from service.identity import Caller, Tokens
from service.journal import Journal
from service.keys import KeyService, MemoryKeys
from service.limits import Limits
from service.observe import quiet_logs
from service.opening import Opened
from service.settings import Settings
from service.store import PostgresStore
from tests.people import buurtteam, consultant, fatima

SECRET = bytes(32)
tokens = Tokens(SECRET)
UNHURRIED = Limits(requests=10**9, refusals=10**9)


def token(
    worker: WorkerId = fatima,
    function: FunctionId = consultant,
    organisation: OrganisationId = buurtteam,
) -> str:
    return tokens.issue(Caller(worker, function, organisation))


@dataclass
class Api:
    """The service, as team software sees it."""

    app: FastAPI
    journal: Journal
    client: TestClient

    def post(
        self,
        path: str,
        body: Any = None,
        key: str | None = None,
        by: str | None = None,
        headers: Mapping[str, str | bytes] | None = None,
    ) -> Any:
        """The response to a command, as Fatima unless it is by somebody else."""
        sent: dict[str, Any] = {
            "Authorization": f"Bearer {by or token()}", "Idempotency-Key": key or new(),
            **(headers or {}),
        }  # fmt: skip
        return self.client.post(f"/v1{path}", json={} if body is None else body, headers=sent)

    def all(self, path: str) -> list[Any]:
        """Every row of a list, page after page."""
        rows: list[Any] = []
        next_page: str | None = f"/v1{path}"
        while next_page:
            page = self.get(next_page.removeprefix("/v1"))
            assert page.status_code == 200, page.text
            rows += page.json()["items"]
            next_page = page.json().get("next")
        return rows

    def get(self, path: str, by: str | None = None) -> Any:
        return self.client.get(f"/v1{path}", headers={"Authorization": f"Bearer {by or token()}"})


def new() -> str:
    return str(uuid4())


@contextmanager
def serving(
    database: Database,
    limits: Limits = UNHURRIED,
    keys: KeyService | None = None,
    **settings: Any,
) -> Iterator[Api]:
    """The application over this database, with keys in memory (given: those of before)."""
    mine = Journal(PostgresStore(database), keys or MemoryKeys())
    with TemporaryDirectory() as folder:
        home = Path(folder) / "home"  # not yet there, as where keys and database are elsewhere
        said = Settings(home=home, municipality=database.schema, **settings)
        app = create_app(Opened(said, database, mine), identify=tokens, limits=limits)
        try:
            with TestClient(app, raise_server_exceptions=False) as client:
                yield Api(app, mine, client)
        finally:
            mine.close()


SECRET_WORDS = "Zij-is-ziek"
"""What a client sends and no answer may repeat."""


def send(api: Api, path: str, content: bytes, **headers: str) -> Any:
    """A POST of these very bytes."""
    usual = {
        "Authorization": f"Bearer {token()}", "Idempotency-Key": new(),
        "Content-Type": "application/json",
    }  # fmt: skip
    sent = {**usual, **{name.replace("_", "-"): value for name, value in headers.items()}}
    sent = {name: value for name, value in sent.items() if value != "-"}
    return api.client.post(f"/v1{path}", content=content, headers=sent)


def is_a_problem(answer: Any, status: int, code: str) -> None:
    """It says what is wrong, on what ground and what to do; not what was sent."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["API-Version"]
    told = answer.json()
    assert told["code"] == code
    assert told["status"] == status
    for member in ("type", "title", "detail", "article", "nextStep", "advice"):
        assert told[member], member
    assert SECRET_WORDS not in answer.text


@contextmanager
def logging_as_in_production() -> Iterator[None]:
    """Logs as the service writes them."""
    handlers, level = logging.root.handlers[:], logging.root.level
    quiet_logs("debug")
    logging.getLogger("httpx2").setLevel("WARNING")  # the client's own words are not ours
    try:
        yield
    finally:
        logging.root.handlers[:], logging.root.level = handlers, level
        structlog.reset_defaults()
