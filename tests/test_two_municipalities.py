"""Two municipalities side by side: what is one's is not the other's, and neither waits."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi.testclient import TestClient

from service.app import create_app
from service.database import Database
from service.identity import Caller, issue, tokens_of
from service.opening import Opened
from service.post.wiring import folder_of, sender_of
from service.settings import Settings
from tests import asked
from tests.attacks.neighbours import Municipality, neighbours
from tests.http import UNHURRIED
from tests.people import (
    acting,
    buurtteam,
    consultant,
    fatima,
    oost,
    receipt_letter,
    reported,
    stairs,
)
from tests.post import BAKKER
from tests.processes import begin, journal_of
from tests.scenario import put

Both = tuple[Municipality, Municipality]


@pytest.fixture
def both(database_server: Database, tmp_path: Path) -> Iterator[Both]:
    with neighbours(database_server, tmp_path) as both:
        yield both


@contextmanager
def serving(there: Municipality, home: Path) -> Iterator[TestClient]:
    """The service of one of them, its tokens kept in that home."""
    settings = Settings(home=home, municipality=there.schema)
    opened = Opened(settings, there.database, there.journal)
    identify = tokens_of(home, there.schema)
    app = create_app(opened, identify=identify, limits=UNHURRIED)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def headers(home: Path, municipality: str) -> dict[str, str]:
    caller = Caller(fatima, consultant, buurtteam)
    return {
        "Authorization": f"Bearer {issue(home, municipality, caller)}",
        "Idempotency-Key": str(uuid4()),
    }


CONSULT = {"team": oost, "topic": "debt", "neighbourhood": "BU03920101", "minutes": 20}


def test_a_token_of_one_opens_nothing_of_the_other_also_where_they_share_a_home(
    both: Both, tmp_path: Path
) -> None:
    """The same person, function and organisation: the token is for one municipality alone."""
    here, there = both
    for served, other in ((here, there), (there, here)):
        with serving(served, tmp_path) as client:
            heads = [here.journal.head(), there.journal.head()]
            theirs = headers(tmp_path, other.schema)
            answers = [
                client.post("/v1/consults", json=CONSULT, headers=theirs),
                client.get(f"/v1/cases/{stairs}/history", headers=theirs),
                client.get("/v1/caseload", headers=theirs),
                client.get("/v1/messages", headers=theirs),
            ]
            assert {answer.status_code for answer in answers} == {401}
            assert [here.journal.head(), there.journal.head()] == heads
            own = headers(tmp_path, served.schema)
            assert client.post("/v1/consults", json=CONSULT, headers=own).status_code == 201


def test_what_is_recorded_in_one_is_in_no_other(both: Both, tmp_path: Path) -> None:
    here, there = both
    heads = here.journal.head(), there.journal.head()
    with serving(here, tmp_path) as client:
        for _ in range(3):
            own = headers(tmp_path, here.schema)
            assert client.post("/v1/consults", json=CONSULT, headers=own).status_code == 201
        answered = client.get(f"/v1/commands/{own['Idempotency-Key']}", headers=own)
        assert answered.status_code == 200
    assert (here.journal.head(), there.journal.head()) == (heads[0] + 3, heads[1])
    with serving(there, tmp_path) as client:
        other = headers(tmp_path, there.schema)
        unknown = client.get(f"/v1/commands/{own['Idempotency-Key']}", headers=other)
        assert unknown.status_code == 404


def test_the_numbers_of_one_say_nothing_of_the_other(both: Both, tmp_path: Path) -> None:
    here, there = both
    with serving(here, tmp_path) as client, serving(there, tmp_path) as neighbour:
        for _ in range(7):
            own = headers(tmp_path, here.schema)
            client.post("/v1/consults", json=CONSULT, headers=own)
        told = neighbour.get("/metrics").text
        assert here.schema not in told
        assert "HoldConsult" not in told
        assert there.schema not in client.get("/metrics").text


def test_a_letter_of_one_lies_in_its_own_folder_and_is_sent_by_its_own_sender(
    both: Both, tmp_path: Path
) -> None:
    here, there = both
    home = tmp_path / "shared"
    home.mkdir()
    (home / "addresses.toml").write_text("")
    opened = {
        each.schema: Opened(
            Settings(home=home, municipality=each.schema), each.database, each.journal
        )
        for each in both
    }
    folders = [folder_of(each.settings) for each in opened.values()]
    assert len(set(folders)) == 2
    assert not any(one in other.parents for one in folders for other in folders)
    sender = sender_of(opened[here.schema])
    assert sender is not None
    sender._post = replace(sender._post, addresses=Everybody())  # type: ignore[arg-type]
    assert sender.send_due() == 1
    ready = [sorted(each.name for each in (folder / "ready").glob("*")) for folder in folders]
    assert ready == [[f"{receipt_letter}.txt"], []]
    kinds = [type(fact.event).__name__ for fact in there.journal.read()]
    assert "MessageOrdered" in kinds
    assert "SendingStarted" not in kinds


class Everybody:
    """Everybody lives where mevrouw Bakker does."""

    def address_of(self, ordered: object, read: int) -> object:
        return BAKKER


HOLD = """
import sys, psycopg
with psycopg.connect(sys.argv[1]) as connection:
    connection.execute(f"SET ROLE {sys.argv[2]}_owner")
    connection.execute(f"SELECT FROM {sys.argv[2]}.journal_lock FOR UPDATE")
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def lock_held(there: Municipality) -> Iterator[None]:
    """Another process holds the lock under which that journal gives positions, and keeps it."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, there.database.administrator, there.schema],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == b"held\n"
        yield
    finally:
        process.stdin.close()
        process.stdout.close()
        process.wait()


def is_held(there: Municipality) -> bool:
    with there.database.connect() as administrator:
        found = administrator.execute(
            f"SELECT FROM {there.schema}.journal_lock FOR UPDATE SKIP LOCKED".encode()
        )
        return found.rowcount == 0


def test_an_open_lock_in_one_holds_up_nobody_in_the_other(both: Both) -> None:
    """The other's appends would fail after ten seconds if they stood in that line."""
    here, there = both
    with lock_held(here):
        assert is_held(here)
        assert not is_held(there)
        before = there.journal.head()
        for _ in range(20):
            there.journal.record(replace(asked.hold_consult, context=acting()))
        assert there.journal.head() == before + 20
        assert is_held(here)


def append_many(database: Database, root: Path, count: int) -> None:
    """Work of a process of its own."""
    with journal_of(database, root) as journal:
        for _ in range(count):
            journal.record(replace(asked.hold_consult, context=acting()))


def test_both_write_at_once_in_processes_of_their_own(both: Both) -> None:
    before = [each.journal.head() for each in both]
    work = [begin(append_many, each.database, each.home, 100) for each in both for _ in range(2)]
    for process in work:
        process.join(timeout=120)
    assert [process.exitcode for process in work] == [0] * 4
    assert [each.journal.head() - head for each, head in zip(both, before, strict=True)] == [
        200, 200,
    ]  # fmt: skip


def test_one_in_difficulties_does_not_touch_the_other(both: Both, tmp_path: Path) -> None:
    """Its keys are gone and a view stands still: the other reads, writes and is ready."""
    here, there = both
    with here.database.connect(autocommit=True) as administrator:
        administrator.execute(f"DROP SCHEMA {here.schema}_keys CASCADE".encode())
        administrator.execute(f"UPDATE {here.schema}_views.bookmark SET error = 'stopped'".encode())
    with serving(there, tmp_path) as client:
        own = headers(tmp_path, there.schema)
        assert client.post("/v1/consults", json=CONSULT, headers=own).status_code == 201
        assert client.get("/health/ready").status_code == 200
    put(there.journal, reported)
