"""kill -9 of the service at random moments under load: nothing is lost, nothing comes twice."""

import os
import random
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import IO
from uuid import uuid4

import httpx2
import pytest

from domain.facts.state import SystemStateRecorded
from service.database import Database
from service.identity import Caller, issue
from service.settings import PROJECT
from tests.people import buurtteam, consultant, fatima, oost, opened_journal, town
from tests.processes import journal_of
from tests.scenario import put

SERVE = (
    "import sys; from service.app import serve; from service.opening import opened;"
    "from service.settings import load_settings\n"
    "with opened(load_settings()) as it: serve(it, port=int(sys.argv[1]))"
)
CLIENTS = 4


class Town:
    """A service that can be killed, and clients that ask until they are answered."""

    def __init__(self, database: Database, home: Path) -> None:
        self._environment = {
            **os.environ,
            "DATABASE_URL": database.administrator,
            "WIJKBOEK_HOME": str(home),
            "WIJKBOEK_MUNICIPALITY": database.schema,
        }
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        caller = Caller(worker=fatima, function=consultant, organisation=buurtteam)
        self._token = issue(home, database.schema, caller)
        self.log: IO[bytes] | int = subprocess.DEVNULL
        self.acknowledged: list[str] = []
        self.asked: list[str] = []
        self.done = threading.Event()

    def start(self) -> "subprocess.Popen[bytes]":
        """A new process of the service, once it answers."""
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE, str(self.port)], cwd=PROJECT, env=self._environment,
            stdout=subprocess.DEVNULL, stderr=self.log,
        )  # fmt: skip
        for _ in range(600):
            try:
                httpx2.get(f"http://127.0.0.1:{self.port}/health")
            except httpx2.TransportError:
                assert process.poll() is None, "the service ended by itself"
                time.sleep(0.05)  # it is starting
            else:
                return process
        raise AssertionError("the service did not start within half a minute")

    def client(self) -> None:
        """Commands, one after the other; the same one again until it is answered."""
        with httpx2.Client(base_url=f"http://127.0.0.1:{self.port}", timeout=30) as http:
            while not self.done.is_set():
                command = str(uuid4())
                self.asked.append(command)
                while not self._ask(http, command):
                    time.sleep(0.02)  # it is away, or coming back

    def _ask(self, http: httpx2.Client, command: str) -> bool:
        body = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}
        headers = {"Authorization": f"Bearer {self._token}", "Idempotency-Key": command}
        try:
            answer = http.post("/v1/consults", json=body, headers=headers)
        except httpx2.TransportError:
            return self.done.is_set()
        if answer.status_code in (200, 201):
            self.acknowledged.append(command)
            return True
        assert answer.status_code in (429, 503), answer.text
        return False


def kill_under_load(database: Database, home: Path, times: int, seed: int) -> None:
    random.seed(seed)
    with journal_of(database, home) as journal:
        put(journal, replace(opened_journal, simulated=False), *town[1:])
        there = Town(database, home)
        process = there.start()
        clients = [threading.Thread(target=there.client, daemon=True) for _ in range(CLIENTS)]
        for client in clients:
            client.start()
        try:
            for _ in range(times):
                enough = len(there.acknowledged) + random.randint(1, 40)
                for _ in range(12_000):  # a minute
                    assert process.poll() is None, "the service ended by itself"
                    assert all(client.is_alive() for client in clients), "a client gave up"
                    if len(there.acknowledged) >= enough:
                        break
                    time.sleep(random.uniform(0.0, 0.01))  # the moment is chance
                else:
                    raise AssertionError("the service answers no command with yes any more")
                process.send_signal(signal.SIGKILL)
                process.wait()
                process = there.start()
            there.done.set()
            for client in clients:
                client.join(timeout=60)
            process.terminate()
            assert process.wait(timeout=30) == 0  # and asked to, it ends in good order
        finally:
            there.done.set()
            process.kill()  # nothing, where it ended in good order
        recorded = Counter(
            str(fact.context.command)
            for fact in journal.read(after=len(town))
            if not isinstance(fact.event, SystemStateRecorded)  # the service's own, at its start
        )
    assert set(there.acknowledged) <= set(recorded)
    assert set(recorded.values()) == {1}
    assert set(recorded) <= set(there.asked)


def test_every_acknowledged_command_is_there_and_none_twice(
    database: Database, tmp_path: Path
) -> None:
    kill_under_load(database, _home(database, tmp_path), times=4, seed=1)


@pytest.mark.long
def test_fifty_kills(database: Database, tmp_path: Path, seed: int) -> None:
    kill_under_load(database, _home(database, tmp_path), 50, seed)


def _home(database: Database, folder: Path) -> Path:
    """A home with the secret that the roles' passwords follow from."""
    secret = folder / "secret"
    secret.write_bytes(database.secret)
    secret.chmod(0o600)
    return folder
