"""Whoever follows the journal sees every position once, in order, none missing, come what may."""

import os
import random
import signal
import time
from collections.abc import Sequence
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from domain.codes import Topic
from domain.facts.intake import ConsultHeld
from domain.terms import Neighbourhood
from service.arrays import know_arrays
from service.batch import Batch
from service.codec import encode
from service.database import Database
from service.journal import Journal
from service.records import Append
from tests.people import acting, oost
from tests.processes import begin, journal_of

WRITERS, FOLLOWERS = 8, 3


def consults(journal: Journal, amount: int) -> Append:
    """So many facts in one append, each of a command of its own."""
    event = ConsultHeld(
        team=oost, topic=Topic.DEBT, neighbourhood=Neighbourhood("BU03920101"), minutes=20
    )
    return Append([encode(event, acting(), "0" * 64, journal.keys) for _ in range(amount)])


def write_until_stopped(database: Database, root: str, stop: str, seed: int) -> None:
    """A writer: commits mostly, rolls back now and then, and may be killed at any moment."""
    random.seed(seed)
    with journal_of(database, Path(root)) as journal:
        known = {kind: number for number, kind in type_numbers(database)}
        while not Path(stop).exists():
            if random.random() < 0.1:
                roll_back(database, consults(journal, 3), known)
            else:
                journal.store.append(consults(journal, random.randint(1, 40)))


def type_numbers(database: Database) -> list[tuple[int, str]]:
    with database.connect("reader") as connection:
        query = sql.SQL("SELECT id, name FROM {}.fact_type").format(sql.Identifier(database.schema))
        return [(number, name) for number, name in connection.execute(query)]


def roll_back(database: Database, request: Append, known: dict[str, int]) -> None:
    """Everything but the commit: positions were given out, and must be given out again."""
    batch = Batch(known.__getitem__)
    batch.add(0, request)
    with psycopg.connect(database.url("writer")) as connection:
        know_arrays(connection)
        columns = batch.columns()
        call = sql.SQL("SELECT * FROM {}.append_batch({})").format(
            sql.Identifier(database.schema),
            sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
        )
        connection.execute(call, columns)
        connection.rollback()


def follow_until_stopped(database: Database, root: str, stop: str, seen: str) -> None:
    """A follower: writes every position that it sees to a file, in the order of seeing."""
    with journal_of(database, Path(root)) as journal, Path(seen).open("w") as file:
        after, last = 0, None
        while last is None or after < last:
            if last is None and Path(stop).exists():
                last = journal.head()
            for fact in journal.store.read(after=after, limit=500).facts:
                file.write(f"{fact.position}\n")
                after = fact.position


def deliver(database: Database, folder: Path, facts: int, seed: int) -> Sequence[Path]:
    """Writers and followers at once, writers killed at random, until there are so many facts."""
    random.seed(seed)
    stop_writing, stop_following = folder / "stop-writing", folder / "stop-following"
    root = str(folder)
    with journal_of(database, folder) as journal:
        seen = [folder / f"seen-{n}" for n in range(FOLLOWERS)]
        followers = [
            begin(follow_until_stopped, database, root, str(stop_following), str(path))
            for path in seen
        ]
        writers = [
            begin(write_until_stopped, database, root, str(stop_writing), seed + n)
            for n in range(WRITERS)
        ]
        killed = 0
        while journal.head() < facts:
            ended = [writer.exitcode for writer in writers if writer.exitcode is not None]
            assert ended == [], "a writer ended by itself: nobody killed it"
            time.sleep(random.uniform(0.05, 0.3))  # when to kill is chance, not waiting
            if killed < WRITERS and random.random() < 0.3:
                victim = random.randrange(WRITERS)
                os.kill(writers[victim].pid or 0, signal.SIGKILL)
                writers[victim].join()
                writers[victim] = begin(
                    write_until_stopped, database, root, str(stop_writing), seed + 100 + killed
                )
                killed += 1
        stop_writing.touch()
        for writer in writers:
            writer.join(timeout=60)
        assert [writer.exitcode for writer in writers] == [0] * WRITERS
        stop_following.touch()
        for follower in followers:
            follower.join(timeout=120)
        assert [follower.exitcode for follower in followers] == [0] * FOLLOWERS
        assert killed > 0
        head = journal.head()
    with database.connect("reader") as connection:
        count = sql.SQL("SELECT count(*), min(position), max(position) FROM {}.fact")
        row = connection.execute(count.format(sql.Identifier(database.schema))).fetchone()
    assert row == (head, 1, head)  # dense, after every kill and rollback
    for path in seen:
        assert [int(line) for line in path.read_text().split()] == list(range(1, head + 1))
    return seen


@pytest.mark.requirement("Z-01")
def test_followers_see_every_position_once_and_in_order(database: Database, tmp_path: Path) -> None:
    deliver(database, tmp_path, 4_000, seed=1)


@pytest.mark.long
def test_followers_miss_nothing_of_fifty_thousand(
    database: Database, tmp_path: Path, seed: int
) -> None:
    deliver(database, tmp_path, 50_000, seed)
