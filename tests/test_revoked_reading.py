"""Taking part is ended while others read: never a read after it, whoever wins the race (M-38)."""

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest

from domain.facts.participation import ParticipationEnded, ParticipationStarted
from domain.facts.reading import RecordRead
from domain.facts.refused import AttemptRefused
from domain.terms import CommandId
from service.database import Database
from service.deciding import AnyCommand
from service.journal import Journal
from service.outcome import Answer, Contended
from service.simulated import make_simulated
from tests.asked import end_participation, read_record, start_participation
from tests.people import by_clinic, cares, helped, kim, leads, monday, stairs
from tests.processes import begin, finished, journal_of
from tests.scenario import put

READERS = 3
kim_reads = replace(read_record, context=by_clinic)


def asked(journal: Journal, command: AnyCommand) -> Answer:
    """Asked under a command id of its own."""
    context = replace(command.context, command=CommandId(str(uuid4())))
    return journal.record(replace(command, context=context))


def read_on(database: Database, root: str, done: str) -> None:
    """Read, whether one may or not, until somebody says that it is done."""
    with journal_of(database, Path(root)) as journal:
        while not Path(done).exists():
            with suppress(Contended):
                asked(journal, kim_reads)


def in_and_out(database: Database, root: str, done: str, times: int, seed: int) -> None:
    """Let Kim's organisation take part, and end it after so many reads of hers, time and again."""
    chance = random.Random(seed)
    with journal_of(database, Path(root)) as journal:
        for _ in range(times):
            until_done(journal, start_participation)
            until_read(journal, journal.head(), chance.randint(1, 5))
            until_done(journal, end_participation)
    Path(done).touch()


def until_done(journal: Journal, command: AnyCommand) -> None:
    while True:
        with suppress(Contended):
            answer = asked(journal, command)
            assert answer.refusal is None, answer.refusal
            return


def until_read(journal: Journal, after: int, times: int) -> None:
    """Until there are so many reads more."""
    for _ in range(100_000):
        facts = journal.read(f"case:{stairs}", after=after)
        if sum(isinstance(fact.event, RecordRead) for fact in facts) >= times:
            return
    raise AssertionError("nobody reads")


def verdicts(journal: Journal) -> Iterator[tuple[bool, bool]]:
    """Of every attempt of Kim's: whether she took part then, and whether she read."""
    part = False
    for fact in journal.read(f"case:{stairs}"):
        event = fact.event
        if isinstance(event, ParticipationStarted | ParticipationEnded):
            part = isinstance(event, ParticipationStarted)
        elif isinstance(event, RecordRead | AttemptRefused) and fact.context.actor == kim:
            yield part, isinstance(event, RecordRead)


def race(database: Database, folder: Path, times: int, seed: int) -> None:
    make_simulated(database, monday)
    done = folder / "done"
    with journal_of(database, folder) as journal:
        put(journal, *helped, *leads, *cares)
        readers = [begin(read_on, database, str(folder), str(done)) for _ in range(READERS)]
        ender = begin(in_and_out, database, str(folder), str(done), times, seed)
        finished([ender, *readers])
        found = list(verdicts(journal))
    assert all(read is part for part, read in found)
    assert {part for part, _ in found} == {True, False}


@pytest.mark.requirement("M-38")
def test_whose_part_is_ended_never_reads_after_it(database: Database, tmp_path: Path) -> None:
    race(database, tmp_path, times=8, seed=1)


@pytest.mark.long
@pytest.mark.requirement("M-38")
def test_three_hundred_times(database: Database, tmp_path: Path, seed: int) -> None:
    race(database, tmp_path, times=300, seed=seed)
