"""What operators meet: alive and ready, numbers and logs, failures without a word about anybody."""

import json
import logging
import re
import threading
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from service.database import Database
from service.follow import Follower
from service.threads import tell_of_ends
from service.views import view_store
from tests.http import SECRET_WORDS, is_a_problem, logging_as_in_production, new, serving
from tests.people import buurtteam, oost, town
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


@pytest.mark.parametrize("what", [
    "SELECT pg_terminate_backend(pg_backend_pid())",
    "BEGIN READ ONLY; SELECT nextval('anything')",
])  # fmt: skip
def test_a_server_that_goes_or_only_reads_any_more_is_for_another_time(
    database: Database, what: str
) -> None:
    """In a failover, whichever route meets it: not a fault of ours, but to be asked again."""
    with serving(database) as api:

        def meets() -> None:
            with database.connect(autocommit=True) as connection:
                connection.execute("CREATE SEQUENCE IF NOT EXISTS anything")
                connection.execute(what.encode())

        api.app.add_api_route("/meets", meets)
        is_a_problem(api.client.get("/meets"), 503, "UNAVAILABLE")


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


def test_it_is_not_ready_when_a_thread_of_it_has_ended(database: Database) -> None:
    with serving(database) as api:
        put(api.journal, *town)
        follower = Follower(database)
        api.app.state.service.threads = {"follower": follower.runs}
        assert api.client.get("/ready").status_code == 503, "not started yet"
        follower.start()
        try:
            assert api.client.get("/ready").status_code == 200
            assert (
                'wijkboek_thread_running{thread="follower"} 1.0' in api.client.get("/metrics").text
            )
        finally:
            follower.stop()
        ready = api.client.get("/ready")
        assert ready.status_code == 503
        assert "follower" in ready.json()["detail"]
        assert 'wijkboek_thread_running{thread="follower"} 0.0' in api.client.get("/metrics").text


def test_a_thread_that_ends_by_an_error_says_so_and_not_what_it_was_about(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)  # put back afterwards

    def fail() -> None:
        raise ValueError(SECRET_WORDS)

    with logging_as_in_production():
        tell_of_ends()
        thread = threading.Thread(target=fail, name="sender")
        thread.start()
        thread.join()
    said = capsys.readouterr().err
    (line,) = [json.loads(each) for each in said.splitlines() if "thread_ended" in each]
    assert (line["thread"], line["error"], line["level"]) == ("sender", "ValueError", "critical")
    assert line["where"][-1].endswith(" fail")
    assert SECRET_WORDS not in said
