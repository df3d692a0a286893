"""kill -9 of the service itself in the middle of answering a read: nothing is opened unseen.

Between the committed read and the answer, between every two steps before, and at any moment. A read
that is on record and was never answered is allowed: whoever asked can ask again.
"""

import multiprocessing
import random
import socket
import threading
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest

from domain.facts.reading import RecordRead
from service.database import Database
from tests.http import token
from tests.killed_server import serve_until_killed
from tests.people import helped, reported, stairs
from tests.processes import journal_of
from tests.scenario import put
from tests.test_kill_reading import openings

ready = multiprocessing.get_context("forkserver")
ready.set_forkserver_preload(["tests.killed_server"])


class Reader:
    """Reads the case over HTTP, one time after the other, whoever answers."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}/v1/cases/{stairs}/history"
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._read, daemon=True)
        self.answered: set[int] = set()
        self._thread.start()

    def _read(self) -> None:
        headers = {"Authorization": f"Bearer {token()}"}
        while not self._done.is_set():
            try:
                answer = httpx2.get(self._address, headers=headers, timeout=10)
            except httpx2.TransportError:
                continue  # it was killed: the next one answers
            if answer.status_code == 200:
                assert reported.question in answer.text
                self.answered.add(answer.json()["read"])

    def stop(self) -> None:
        self._done.set()
        self._thread.join(timeout=30)
        assert not self._thread.is_alive()


def kill_servers(database: Database, folder: Path, times: int, seed: int) -> tuple[int, int, int]:
    """How many reads there were, how many were opened, and how many answered."""
    chance = random.Random(seed)
    alone = replace(database, server=None)  # a child is a guest: the server stays with us
    with journal_of(database, folder) as journal, socket.create_server(("127.0.0.1", 0)) as door:
        put(journal, *helped)
        readers = [Reader(door.getsockname()[1]) for _ in range(2)]
        for _ in range(times):
            given = (alone, folder, door, chance.randrange(2**32))
            server = ready.Process(target=serve_until_killed, args=given, daemon=True)
            server.start()
            server.join(timeout=chance.uniform(0.2, 0.9))  # or it ended itself
            server.kill()
            server.join()
            assert server.exitcode == -9
        door.close()
        for reader in readers:
            reader.stop()
        answered = set().union(*(reader.answered for reader in readers))
        reads = {
            fact.position
            for fact in journal.read(f"case:{stairs}")
            if isinstance(fact.event, RecordRead)
        }
    opened = openings(database)
    assert opened <= reads | {1}, "something was opened on no committed read"
    assert answered <= reads
    assert answered <= opened
    return len(reads), len(opened - {1}), len(answered)


@pytest.mark.requirement("Z-03")
def test_attack_22_a_service_killed_while_it_answers_opens_nothing_unseen(
    database: Database, tmp_path: Path
) -> None:
    reads, opened, answered = kill_servers(database, _home(tmp_path), times=50, seed=1)
    assert reads > opened > 0  # some died between the two, and that is allowed
    assert answered > 0


@pytest.mark.long
@pytest.mark.requirement("Z-03")
def test_attack_22_a_service_killed_a_thousand_times(
    database: Database, tmp_path: Path, seed: int
) -> None:
    reads, opened, answered = kill_servers(database, _home(tmp_path), times=1000, seed=seed)
    assert reads > opened >= answered > 0


def _home(folder: Path) -> Path:
    home = folder / "home"
    home.mkdir()
    return home
