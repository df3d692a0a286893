"""Building views anew from the first fact, while the old ones stay in use.

The journal is read and decoded once for all of them, folded in memory, and copied into tables
beside those in use. Under the bookmarks' locks, which hold up followers and no reader, the last
facts are added and the tables change names. A reader never waits: where somebody is reading just
then, the swap lets go at once and tries again.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import sleep
from typing import Any

import psycopg
from psycopg import Connection, sql

from domain.fact import Event
from projections.store import FAULTS, Page, Unreadable, ViewStore, fold_until_fault
from projections.table import NEW, OLD, Table
from projections.view import Key, View

Read = Callable[[int], Page]
"""The page of facts after a position; its last position is that given where there are no more."""


PATIENCE = 0.02
"""Seconds between two tries to swap a table that somebody is reading."""


class RebuildRunning(Exception):
    """Another process is rebuilding views now. Try again when it is done."""


@dataclass
class Building:
    """A view that is being built: its rows in memory, and the fact that stopped it, if any."""

    view: View[Any]
    table: Table[Any]
    rows: dict[Key, Any] = field(default_factory=dict)
    fault: Unreadable | None = None


def rebuild(
    store: ViewStore,
    conn: Connection[Any],
    views: Sequence[View[Any]],
    read: Read,
    progress: Callable[[int], None] = lambda position: None,
) -> None:
    """Build these views anew, and swap them in. `conn` is in autocommit, and this call's alone.

    `progress` is told the position after every page. Raises RebuildRunning.
    """
    with _alone(conn, f"{store.schema} rebuild"):
        built = [Building(view, Table(store.schema, view, NEW)) for view in views]
        position = fold_all(built, pages(read), progress)
        for each in built:
            each.table.drop(conn)
            each.table.create(conn)
            each.table.copy(conn, each.rows.values())
            each.rows.clear()
        for each in built:
            _swap_in(store, conn, each, position, read)


def pages(read: Read, after: int = 0) -> Iterator[Page]:
    """Every page after a position."""
    while (page := read(after)).until > after:
        yield page
        after = page.until


def fold_all(
    built: Sequence[Building],
    pages: Iterable[Page],
    progress: Callable[[int], None] = lambda position: None,
) -> int:
    """Fold the pages into every view's rows; the last position. A fault stops its view alone."""
    position = 0
    wanted: dict[type[Event], list[Building]] = {}
    for each in built:
        for kind in each.view.folds:
            wanted.setdefault(kind, []).append(each)
    for page in pages:
        for fact in page.facts:
            if isinstance(fact, Unreadable):
                for each in built:
                    if fact.kind in {kind.__name__ for kind in each.view.folds}:
                        each.fault = each.fault or fact
                continue
            for each in wanted.get(type(fact.event), ()):
                if each.fault is None:
                    try:
                        each.view.step(fact, each.rows)
                    except FAULTS:
                        each.fault = fold_until_fault(each.view, (fact,), each.rows)
        position = page.until
        progress(position)
    return position


def _swap_in(
    store: ViewStore, conn: Connection[Any], each: Building, position: int, read: Read
) -> None:
    Table(store.schema, each.view, OLD).drop(conn)
    while True:
        try:
            with conn.transaction():
                store.lock(conn, each.view)
                _catch_up(store, conn, each, position, read)
                # Whoever waits for a table's lock holds up every reader behind it: not for long.
                conn.execute("SET LOCAL lock_timeout = '20ms'")
                rename(conn, store.tables[each.view.name], each.view.name + OLD)
                rename(conn, each.table, each.view.name)
            break
        except psycopg.errors.LockNotAvailable:
            sleep(PATIENCE)  # until whoever reads it now has read it
    Table(store.schema, each.view, OLD).drop(conn)


def _catch_up(
    store: ViewStore, conn: Connection[Any], each: Building, position: int, read: Read
) -> None:
    """Fold what was recorded meanwhile into the new table, and set the bookmark."""
    if each.fault is not None:
        store.move(conn, each.view, each.fault.position - 1, each.fault)
        return
    store.move(conn, each.view, position, None)
    for page in pages(read, position):
        if store.advance(conn, each.table, page.after, page) < page.until:
            return


def rename(conn: Connection[Any], table: Table[Any], name: str) -> None:
    """Give a table another name. Whoever is reading it is waited for."""
    conn.execute(sql.SQL("ALTER TABLE {} RENAME TO {}").format(table.name, sql.Identifier(name)))


@contextmanager
def _alone(conn: Connection[Any], what: str) -> Iterator[None]:
    """No two rebuilds at once. A process that dies lets go by itself."""
    lock = "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))"
    if conn.execute(lock, [what]).fetchone() != (True,):
        raise RebuildRunning("another process is rebuilding views: try again when it is done")
    try:
        yield
    finally:
        if not conn.broken:
            conn.execute("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", [what])
