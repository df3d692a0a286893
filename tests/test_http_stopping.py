"""Stopping finishes what was accepted: the service as a process of its own, told to end."""

import contextlib
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from service.database import Database
from service.identity import Caller, issue
from service.journal import Journal
from service.keys import FileKeys, root_key
from service.settings import Settings
from service.store import PostgresStore
from tests.http import new
from tests.people import buurtteam, consultant, fatima, oost, opened_journal, town
from tests.postgres import reachable_folder
from tests.scenario import put

CONSULT = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
PROJECT = Path(__file__).resolve().parent.parent

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


def until_ready(port: int, running: "subprocess.Popen[bytes]", home: Path) -> None:
    deadline = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if ask(port, "GET", "/ready")[0] == 200:
                return
    pytest.fail(f"the service did not come up: {(home / 'log').read_text()}")


def test_stopping_finishes_what_was_accepted(database: Database) -> None:
    """SIGTERM under load: every command that was answered is on record, and it ends with 0."""
    with reachable_folder() as home:
        (home / "secret").write_bytes(database.secret)
        (home / "secret").chmod(0o600)
        settings = Settings(home=home, municipality=database.schema)
        keys = FileKeys(root_key(home / "root.key"), database)
        journal = Journal(PostgresStore(database), keys)
        put(journal, replace(opened_journal, simulated=False), *town[1:])
        port = free_port()
        caller = Caller(fatima, consultant, buurtteam)
        authorization = f"Bearer {issue(settings.home, settings.municipality, caller)}"
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
            until_ready(port, running, home)
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
