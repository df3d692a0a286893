"""What views are made from and how far they have come: facts read for them, lag, waiting."""

import time
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Protocol

from psycopg import Connection, sql

from domain.fact import Event, Fact
from projections.store import FAULTS, Page, Unreadable, ViewStore
from projections.view import Key, R, View, as_of
from projections.views import VIEWS
from service.codec import Stored, decode
from service.journal import Journal
from service.records import Item

PAGE = 5000


class Connects(Protocol):
    """Something that lends a connection, such as a pool."""

    def connection(self) -> Any:
        """A context manager that lends one."""


@dataclass(frozen=True)
class State:
    """How far a view has come: `behind` facts, the oldest of them recorded `seconds` ago."""

    view: str
    position: int
    behind: int
    seconds: float
    error: str | None


def view_store(schema: str) -> ViewStore:
    """The tables of every view there is, for that municipality."""
    return ViewStore(schema, VIEWS.values())


class FactReader:
    """Facts for views, read as the projector: it cannot read words, and a view needs none."""

    def __init__(
        self, schema: str, connection: Connection[Any], views: Iterable[View[Any]]
    ) -> None:
        self._connection = connection
        self._kinds = sorted({kind.__name__ for view in views for kind in view.folds})
        self._names: dict[int, str] = {}
        name = sql.Identifier(schema)
        self._types = sql.SQL("SELECT id, name FROM {}.fact_type").format(name)
        self._head = sql.SQL("SELECT coalesce(max(position), 0) FROM {}.fact").format(name)
        self._page = sql.SQL(
            "SELECT position, recorded_at, type, envelope FROM {}.fact"
            " WHERE position > %s AND position <= %s AND type = ANY (%s) AND envelope IS NOT NULL"
            " ORDER BY position"
        ).format(name)

    def head(self) -> int:
        """The position of the last fact, 0 in an empty journal."""
        (head,) = self._connection.execute(self._head).fetchone() or (0,)
        return int(head)

    def page(self, after: int) -> Page:
        """The facts after a position that some view folds, as far as one page goes."""
        page = self.passing(after)
        return replace(page, facts=list(page.facts))

    def passing(self, after: int) -> Page:
        """The same page, its facts decoded as they are gone through: once only."""
        until = min(self.head(), after + PAGE)
        if until <= after:
            return Page((), after, after)
        self._names = dict(self._connection.execute(self._types))
        wanted = [number for number, name in self._names.items() if name in self._kinds]
        rows = self._connection.cursor(binary=True).execute(self._page, [after, until, wanted])
        return Page((self._read(*row) for row in rows), after, until)

    def _read(self, position: int, at: Any, kind: int, envelope: bytes) -> Fact[Event] | Unreadable:
        name = self._names[kind]
        try:
            return decode(Stored(position, at, name, envelope))
        except FAULTS as error:
            return Unreadable(position, name, f"cannot be read ({type(error).__name__})")


def shown_at(journal: Journal, view: View[R], moment: datetime) -> dict[Key, R]:
    """The rows of a view as they were known at that moment, by key: folded anew, from the facts.

    `moment` is aware. A day in the past is asked by its end. Raises StoreUnavailable.
    """
    types = tuple(sorted(kind.__name__ for kind in view.folds))
    found = journal.store.read([Item(types)]).facts
    return as_of(view, (decode(each) for each in found if each.recorded_at <= moment))


def states(connection: Connection[Any], schema: str) -> list[State]:
    """Of every view that has a bookmark, how far it has come."""
    rows = connection.execute(
        sql.SQL(
            "SELECT b.view, b.position, h.head - b.position, b.error,"
            " coalesce(extract(epoch FROM {s}.journal_now() - f.recorded_at)::float8, 0)"
            " FROM {v}.bookmark b"
            " CROSS JOIN (SELECT coalesce(max(position), 0) AS head FROM {s}.fact) h"
            " LEFT JOIN {s}.fact f ON f.position = b.position + 1 ORDER BY b.view"
        ).format(s=sql.Identifier(schema), v=sql.Identifier(f"{schema}_views"))
    )
    return [
        State(view, position, max(behind, 0), max(seconds, 0.0), error)
        for view, position, behind, error, seconds in rows
    ]


def wait_for(
    pool: Connects, schema: str, view: str, position: int, timeout: float, pause: float = 0.01
) -> bool:
    """Wait until the view holds every fact up to that position, to read one's own writes.

    `timeout` in seconds. False where the time is up, the view is stopped before that position, or
    there is no such view.
    """
    statement = sql.SQL("SELECT position, error IS NOT NULL FROM {} WHERE view = %s").format(
        sql.Identifier(f"{schema}_views", "bookmark")
    )
    deadline = time.monotonic() + timeout
    while True:
        with pool.connection() as connection:
            found = connection.execute(statement, [view]).fetchone()
        if found is not None and found[0] >= position:
            return True
        if (found is not None and found[1]) or time.monotonic() >= deadline:
            return False
        time.sleep(pause)
