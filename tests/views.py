"""Helpers for tests of views: a journal on PostgreSQL, its views followed and read back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg import Connection

from projections.rebuild import rebuild
from projections.store import ViewStore
from projections.view import View, digest
from projections.views import VIEWS
from service.database import Database
from service.journal import Journal
from service.keys import MemoryKeys
from service.store import PostgresStore
from service.views import FactReader


@contextmanager
def journal_on(database: Database) -> Iterator[Journal]:
    """A journal on PostgreSQL; its keys are in memory."""
    journal = Journal(PostgresStore(database, readers=4), MemoryKeys())
    try:
        yield journal
    finally:
        journal.close()


class Watched:
    """Views of a database, moved by hand: so that a test decides when."""

    def __init__(self, database: Database, connection: Connection[Any], *views: View[Any]) -> None:
        self.store = ViewStore(database.schema, views or VIEWS.values())
        self.connection = connection
        self.reader = FactReader(database.schema, connection, list(self.store.views.values()))
        self.store.prepare(connection)

    def follow(self) -> None:
        """Catch up with the journal."""
        head = self.reader.head()
        for view in self.store.views.values():
            while (at := self.store.bookmarks(self.connection)[view.name]).position < head:
                if (
                    at.error
                    or self.store.apply(self.connection, view, self.reader.page(at.position))
                    == at.position
                ):
                    break

    def rebuild(self) -> None:
        rebuild(self.store, self.connection, list(self.store.views.values()), self.reader.passing)

    def rows(self, view: View[Any]) -> dict[Any, Any]:
        """What the table holds, by key."""
        return {
            tuple(getattr(row, name) for name in view.key): row
            for row in self.store.tables[view.name].rows(self.connection)
        }

    def digests(self) -> dict[str, str]:
        return {
            name: digest(view, self.rows(view).values()) for name, view in self.store.views.items()
        }


@contextmanager
def watching(database: Database, *views: View[Any]) -> Iterator[Watched]:
    """The views, as their own role."""
    with database.connect("projector", autocommit=True) as connection:
        yield Watched(database, connection, *views)
