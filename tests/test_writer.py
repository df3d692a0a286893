"""Group commit: whoever waits is answered, also where one who waited is interrupted."""

import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from service.database import Database
from service.journal import Journal
from service.records import StoreUnavailable
from service.settings import PROJECT
from service.store import PostgresStore
from service.writer import Writer
from tests.processes import journal_of
from tests.scenario import put
from tests.test_delivery import consults

INTERRUPTED = """
import os, signal, sys, threading
signal.signal(signal.SIGINT, signal.default_int_handler)
from pathlib import Path
from service.database import Database
from tests.processes import journal_of
from tests.test_delivery import consults
database = Database("haarlem", sys.argv[1], bytes.fromhex(sys.argv[2]))
with journal_of(database, Path(sys.argv[3])) as journal, database.connect() as holds:
    holds.execute("SELECT FROM haarlem.journal_lock FOR UPDATE")
    first = threading.Thread(target=journal.store.append, args=(consults(journal, 1),))
    first.start()
    writer = journal.store._writer
    while writer._waiting or not writer._busy: pass
    third = threading.Thread(target=journal.store.append, args=(consults(journal, 1),))
    def interrupt():
        while not writer._waiting: pass
        third.start()
        while len(writer._waiting) < 2: pass
        os.kill(os.getpid(), signal.SIGINT)
        while len(writer._waiting) > 1: pass
        holds.rollback()
    threading.Thread(target=interrupt).start()
    try:
        journal.store.append(consults(journal, 1))
    except KeyboardInterrupt:
        first.join(); third.join()
        print(journal.head())
"""


def test_who_is_interrupted_while_waiting_holds_up_nobody(
    database: Database, tmp_path: Path
) -> None:
    with journal_of(database, tmp_path):
        asked = [sys.executable, "-c", INTERRUPTED, database.administrator, database.secret.hex()]
        done = subprocess.run(
            [*asked, str(tmp_path)], cwd=PROJECT, capture_output=True, text=True, timeout=60,
            check=False,
        )  # fmt: skip
    assert (done.stdout, done.returncode) == ("2\n", 0), done.stderr[-2000:]


def test_more_than_one_batch_may_wait_at_once(database: Database, tmp_path: Path) -> None:
    with journal_of(database, tmp_path) as journal:
        put(journal)
        requests = [consults(journal, 1) for _ in range(600)]
        with ThreadPoolExecutor(300) as pool:
            placed = list(pool.map(journal.store.append, requests))
        assert sorted(each.first for each in placed if each) == list(range(1, 601))


@pytest.fixture
def held(database: Database, tmp_path: Path) -> Iterator[tuple[Journal, Writer, Future[Any]]]:
    """A journal whose writer is at a commit that does not end, and what that is to be."""
    with (
        journal_of(database, tmp_path) as journal,
        ThreadPoolExecutor(1) as apart,
        database.connect() as holds,
    ):
        store = journal.store
        assert isinstance(store, PostgresStore)
        store.append(consults(journal, 1))
        holds.execute("SELECT FROM haarlem.journal_lock FOR UPDATE")
        first = apart.submit(store.append, consults(journal, 1))
        while store._writer._waiting or not store._writer._busy:
            pass
        yield journal, store._writer, first
        holds.rollback()


def test_who_waits_too_long_for_a_commit_of_others_leaves_the_line(
    held: tuple[Journal, Writer, Future[Any]], database: Database
) -> None:
    journal, writer, first = held
    writer.patience = 0.1
    with pytest.raises(StoreUnavailable):
        journal.store.append(consults(journal, 1))
    assert writer._waiting == [] and not first.done()
    assert journal.head() == 1, "who reads is not held up"
    with database.connect() as administrator:
        administrator.execute("SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted")
    with pytest.raises(StoreUnavailable):
        first.result()


def test_behind_a_commit_that_takes_too_long_nobody_stands_in_line(
    held: tuple[Journal, Writer, Future[Any]],
) -> None:
    journal, writer, first = held
    writer._since -= 2 * writer.patience
    with pytest.raises(StoreUnavailable):
        journal.store.append(consults(journal, 1))
    assert not first.done()
