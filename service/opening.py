"""A journal, opened with its database and its keys: what every command of the CLI begins with."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from service.database import Database, migrate, open_database
from service.journal import Journal
from service.keys import FileKeys, root_key
from service.settings import Settings
from service.store import PostgresStore


@dataclass(frozen=True)
class Opened:
    """What works together while a journal is open."""

    settings: Settings
    database: Database
    journal: Journal


@contextmanager
def opened(settings: Settings) -> Iterator[Opened]:
    """The settings' journal, its schema up to date.

    Raises DatabaseUnreachable, MigrationError, KeysUnusable.
    """
    with open_database(settings) as database:
        migrate(database)
        keys = FileKeys(root_key(settings.home / "root.key"), database)
        journal = Journal(PostgresStore(database), keys)
        try:
            yield Opened(settings, database, journal)
        finally:
            journal.close()
            keys.close()
