"""How many facts a decision reads before it is taken: at first, and once something is known.

What was folded before is kept warm, so that this does not grow with the journal, nor with a case.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from bench.table import Row
from service.database import Database
from service.journal import Journal
from service.keys import KeyService
from service.records import Item, Page
from service.store import PostgresStore

AGAIN = 100
"""So many more decisions, for those that are about the same thing each time."""


class Counting(PostgresStore):
    """A store that counts the facts that were read from it."""

    facts = 0

    def read(self, items: Iterable[Item] = (), *, after: int = 0, limit: int | None = None) -> Page:
        page = super().read(items, after=after, limit=limit)
        self.facts += len(page.facts)
        return page


class Recalling:
    """A journal that has decided nothing yet, and what decisions read from it."""

    def __init__(self, journal: Journal, store: Counting) -> None:
        self.journal = journal
        self._store = store

    def row(self, what: str, once: Callable[[], Any], first: int = 1, again: int = AGAIN) -> Row:
        """Of `first` decisions, each the first about something, and of `again` after these."""
        figures = f"{self._each(once, first):.1f}, then {self._each(once, again):.1f}"
        return Row(f"facts read per decision: {what}", figures)

    def _each(self, once: Callable[[], Any], times: int) -> float:
        before = self._store.facts
        for _ in range(times):
            once()
        return (self._store.facts - before) / times


@contextmanager
def recalling(database: Database, keys: KeyService) -> Iterator[Recalling]:
    """Of that municipality's journal."""
    store = Counting(database)
    try:
        yield Recalling(Journal(store, keys), store)
    finally:
        store.close()
