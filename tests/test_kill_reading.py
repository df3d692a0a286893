"""kill -9 between a read's steps, and at any moment: no opening without a read that is on record.

A read that is on record and was never opened is allowed: whoever asked got no answer.
"""

import multiprocessing
import random
from dataclasses import replace
from pathlib import Path

import pytest
from psycopg import sql

from domain.facts.reading import RecordRead
from service.database import Database
from tests.killed_reader import read_until_killed
from tests.people import helped, stairs
from tests.processes import journal_of
from tests.scenario import put

ready = multiprocessing.get_context("forkserver")
ready.set_forkserver_preload(["tests.killed_reader"])


def kill_readers(database: Database, folder: Path, times: int, seed: int) -> tuple[int, int, int]:
    """How many reads there were, how many were opened, and how many answered."""
    chance = random.Random(seed)
    answers = folder / "answers"
    answers.touch()
    alone = replace(database, server=None)  # a child is a guest: the server stays with us
    with journal_of(database, folder) as journal:
        put(journal, *helped)
        for _ in range(times):
            given = (alone, folder, answers, chance.randrange(2**32))
            reader = ready.Process(target=read_until_killed, args=given, daemon=True)
            reader.start()
            reader.join(timeout=chance.uniform(0.05, 0.8))  # or it ended itself
            reader.kill()
            reader.join()
            assert reader.exitcode == -9
        reads = {
            fact.position
            for fact in journal.read(f"case:{stairs}")
            if isinstance(fact.event, RecordRead)
        }
    opened = openings(database)
    answered = {int(line) for line in answers.read_text().split()}
    assert opened <= reads | {1}, "something was opened on no committed read"
    assert answered <= reads
    assert answered <= opened
    return len(reads), len(opened - {1}), len(answered)


def openings(database: Database) -> set[int]:
    """The reads on which the key service opened something, by its own log."""
    statement = sql.SQL("SELECT read FROM {}").format(
        sql.Identifier(f"{database.schema}_keys", "opening")
    )
    with database.connect(autocommit=True) as connection:
        return {read for (read,) in connection.execute(statement)}


@pytest.mark.requirement("Z-03")
def test_attack_22_readers_killed_at_any_step_open_nothing_unseen(
    database: Database, tmp_path: Path
) -> None:
    reads, opened, answered = kill_readers(database, _home(tmp_path), times=50, seed=1)
    assert reads > opened > 0  # some died between the two, and that is allowed
    assert answered > 0


@pytest.mark.long
@pytest.mark.requirement("Z-03")
def test_attack_22_a_thousand_readers_killed(database: Database, tmp_path: Path, seed: int) -> None:
    reads, opened, answered = kill_readers(database, _home(tmp_path), times=1000, seed=seed)
    assert reads > opened > answered > 0


def _home(folder: Path) -> Path:
    home = folder / "home"
    home.mkdir()
    return home
