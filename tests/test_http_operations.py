"""What operators meet: alive and ready, numbers and logs, failures without a word about anybody."""

import contextlib
import http.client
import json
import logging
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from service.database import Database
from service.identity import Caller, issue
from service.journal import Journal
from service.keys import FileKeys, root_key
from service.settings import Settings
from service.store import PostgresStore
from service.views import view_store
from tests.http import logging_as_in_production, new, serving
from tests.people import buurtteam, consultant, fatima, oost, town
from tests.postgres import reachable_folder
from tests.scenario import put

CONSULT = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
PROJECT = Path(__file__).resolve().parent.parent


def test_it_says_that_it_is_alive_and_ready(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        assert api.client.get("/health").json() == {"status": "pass"}
        ready = api.client.get("/ready")
        assert ready.json() == {"status": "pass", "head": len(town), "simulated": True}
        assert api.client.get("/health/ready").json() == ready.json()


def test_it_is_not_ready_while_a_view_stands_still(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        with database.connect("projector", autocommit=True) as connection:
            view_store(database.schema).prepare(connection)
            connection.execute(
                f"UPDATE {database.schema}_views.bookmark SET error = 'stopped'"
                " WHERE view = 'caseload'"
            )
        ready = api.client.get("/ready")
        assert ready.status_code == 503
        assert "caseload" in ready.json()["detail"]
        assert api.client.get("/health").status_code == 200
        metrics = api.client.get("/metrics").text
        assert 'wijkboek_view_stopped{view="caseload"} 1.0' in metrics
        assert 'wijkboek_view_stopped{view="budgets"} 0.0' in metrics
        assert re.search(r'wijkboek_view_behind_facts{view="budgets"} [1-9]', metrics)


def test_numbers_are_by_kind_and_route_and_about_nobody(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        key = new()
        for _ in range(2):
            assert api.post("/consults", CONSULT, key=key).status_code == 201
        api.post("/teams", {"organisation": buurtteam, "name": "West"})
        api.client.request("BREW", f"/v1/{new()}")
        metrics = api.client.get("/metrics").text
        for line in (
            'wijkboek_commands_total{command="HoldConsult",outcome="recorded"} 1.0',
            'wijkboek_commands_total{command="HoldConsult",outcome="repeated"} 1.0',
            'wijkboek_commands_total{command="FormTeam",outcome="refused"} 1.0',
            'wijkboek_request_seconds_count{method="POST",route="/v1/consults",status="201"} 2.0',
            'wijkboek_request_seconds_count{method="other",route="none",status="404"} 1.0',
        ):
            assert line in metrics
        assert not re.search(r"[0-9a-f]{8}-[0-9a-f]{4}", metrics), "no id of anybody"


def test_a_failure_of_ours_says_nothing_of_the_inside(
    database: Database, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("mevrouw Bakker")

    with logging_as_in_production(), serving(database) as api:
        put(api.journal, *town)
        monkeypatch.setattr(api.journal, "record", broken)
        answer = api.post("/consults", CONSULT)
        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["API-Version"]
        assert answer.json()["code"] == "FAILED"
        assert "Bakker" not in answer.text
        try:
            broken()
        except RuntimeError as error:  # as the server does with what the application raises
            logging.getLogger("uvicorn.error").error("failed", exc_info=error)
    lines = [json.loads(line) for line in capfd.readouterr().err.splitlines()]
    told = next(line for line in lines if line.get("status") == 500)
    assert told["request"] == answer.headers["X-Request-Id"]
    failed = next(line for line in lines if line["event"] == "failed")
    assert failed["error"] == "RuntimeError"
    assert any("broken" in place for place in failed["where"])
    assert "Bakker" not in str(lines)


def test_a_database_that_is_away_is_503_and_later_all_is_well(
    database: Database, database_server: Database
) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        assert api.post("/consults", CONSULT).status_code == 201
        key = new()
        name = conninfo_to_dict(database.administrator)["dbname"]
        with psycopg.connect(database_server.administrator, autocommit=True) as administrator:
            administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
            administrator.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
            away = api.post("/consults", CONSULT, key=key)
            administrator.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
        assert away.status_code == 503, away.text
        assert away.headers["Retry-After"]
        assert away.json()["code"] == "UNAVAILABLE"
        again = api.post("/consults", CONSULT, key=key)
        assert again.status_code == 201, again.text


SERVE = """
from service.app import serve
from service.opening import opened
from service.settings import load_settings
with opened(load_settings()) as journal:
    serve(journal, follow=True)
"""


@contextlib.contextmanager
def process(database: Database, home: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """The service as it runs in production: a process of its own."""
    environment = {
        **os.environ, "DATABASE_URL": database.administrator, "WIJKBOEK_HOME": str(home),
        "WIJKBOEK_MUNICIPALITY": database.schema, "WIJKBOEK_PORT": str(port),
    }  # fmt: skip
    running = subprocess.Popen(
        [sys.executable, "-c", SERVE], cwd=PROJECT, env=environment,
        stderr=(home / "log").open("wb"),
    )  # fmt: skip
    try:
        yield running
    finally:
        running.kill()
        running.wait()


def free_port() -> int:
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return int(any_port.getsockname()[1])


def ask(port: int, method: str, path: str, body: Any = None, **headers: str) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    with contextlib.closing(connection):
        connection.request(method, path, body and json.dumps(body), sent)
        answer = connection.getresponse()
        return answer.status, answer.read()


def until_ready(port: int, running: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if ask(port, "GET", "/ready")[0] == 200:
                return
    pytest.fail("the service did not come up")


def test_stopping_finishes_what_was_accepted(database: Database) -> None:
    """SIGTERM under load: every command that was answered is on record, and it ends with 0."""
    with reachable_folder() as home:
        (home / "secret").write_bytes(database.secret)
        settings = Settings(home=home, municipality=database.schema)
        keys = FileKeys(root_key(home / "root.key"), database)
        journal = Journal(PostgresStore(database), keys)
        put(journal, *town)
        port = free_port()
        authorization = f"Bearer {issue(settings.home, Caller(fatima, consultant, buurtteam))}"
        answered: list[str] = []
        begun = threading.Event()

        def client() -> None:
            with contextlib.suppress(OSError, http.client.HTTPException):
                while True:
                    key = new()
                    status, _ = ask(
                        port, "POST", "/v1/consults", CONSULT, Authorization=authorization,
                        Idempotency_Key=key, Content_Type="application/json",
                    )  # fmt: skip
                    assert status == 201
                    answered.append(key)
                    if len(answered) > 50:
                        begun.set()

        with process(database, home, port) as running:
            until_ready(port, running)
            clients = [threading.Thread(target=client) for _ in range(8)]
            for each in clients:
                each.start()
            assert begun.wait(30)
            running.send_signal(signal.SIGTERM)
            for each in clients:
                each.join()
            assert running.wait(30) == 0, (home / "log").read_text()
        log = (home / "log").read_text()
        assert "Traceback" not in log
        assert all(json.loads(line) for line in log.splitlines())
        assert all(journal.answer(key) is not None for key in answered)
        journal.close()
        keys.close()
