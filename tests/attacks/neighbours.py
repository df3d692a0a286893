"""Two municipalities side by side in one database, for attacks from one on the other."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from service.database import Database, migrate
from service.follow import Follower
from service.journal import Journal
from tests.people import opened_journal, receipt_ordered, reported, town
from tests.post import together
from tests.postgres import fresh_database
from tests.processes import journal_of
from tests.scenario import put

NAMES = ("almere", "breda")


@dataclass
class Municipality:
    """One of the two, with a journal that has begun, words, views and a letter that waits."""

    database: Database
    journal: Journal
    home: Path

    @property
    def schema(self) -> str:
        return self.database.schema


@contextmanager
def neighbours(server: Database, folder: Path) -> Iterator[tuple[Municipality, Municipality]]:
    """Both, on one server and in one database; they share no secret but the server."""
    with fresh_database(server) as fresh:
        first, second = (replace(fresh, schema=name) for name in NAMES)
        for each in (first, second):
            migrate(each)
        homes = [folder / name for name in NAMES]
        for home in homes:
            home.mkdir()
        with (
            journal_of(first, homes[0]) as of_first,
            journal_of(second, homes[1]) as of_second,
        ):
            both = (
                Municipality(first, of_first, homes[0]),
                Municipality(second, of_second, homes[1]),
            )
            for there in both:
                put(there.journal, replace(opened_journal, simulated=False), *town[1:])
                together(there.journal, reported, receipt_ordered)
                with there.database.connect("projector", autocommit=True) as projector:
                    Follower(there.database).store.prepare(projector)
            yield both
