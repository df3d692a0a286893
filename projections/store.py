"""Views kept in PostgreSQL: a batch of facts and the bookmark move in one transaction.

The bookmark's row is locked while its view moves, so two followers never apply a fact twice. A
fact that its fold cannot take stops that view alone: the bookmark then says at which fact and why.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, sql

from domain.fact import Event, Fact
from projections.table import Table
from projections.view import Key, View

FAULTS = (
    ArithmeticError, AssertionError, AttributeError, LookupError, NameError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
"""What a mistake in a fold, or an unreadable fact, raises."""


@dataclass(frozen=True)
class Unreadable:
    """A fact whose bytes make no event: it stops the views that fold its type, and no other."""

    position: int
    kind: str
    why: str


@dataclass(frozen=True)
class Page:
    """Every fact after a position, up to and including another, that some view may fold."""

    facts: Iterable[Fact[Event] | Unreadable]
    after: int
    until: int


@dataclass(frozen=True)
class Bookmark:
    """How far a view has come. With an `error`, it stands still before `error_position`."""

    view: str
    position: int
    error: str | None
    error_position: int | None
    fingerprint: str


class ViewStore:
    """The views of one municipality, written as the role that owns them."""

    def __init__(self, schema: str, views: Iterable[View[Any]]) -> None:
        self.schema = schema
        self.views: Mapping[str, View[Any]] = {view.name: view for view in views}
        self.tables = {name: Table(schema, view) for name, view in self.views.items()}
        self.bookmark = sql.Identifier(f"{schema}_views", "bookmark")

    def prepare(self, conn: Connection[Any]) -> None:
        """Make the tables and bookmarks that are not there yet. Several may do so at once."""
        with conn.transaction():
            conn.execute(
                "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{self.schema} views"]
            )
            for name, view in self.views.items():
                self.tables[name].create(conn)
                conn.execute(
                    sql.SQL(
                        "INSERT INTO {} (view, fingerprint) VALUES (%s, %s) ON CONFLICT DO NOTHING"
                    ).format(self.bookmark),
                    [name, view.fingerprint],
                )

    def bookmarks(self, conn: Connection[Any]) -> dict[str, Bookmark]:
        """How far every view has come, by name; views that this code does not know included."""
        return {mark.view: mark for mark in self._read(conn, sql.SQL("ORDER BY view"), [])}

    def outdated(self, conn: Connection[Any]) -> list[View[Any]]:
        """The views whose rows were made by another definition than this code's."""
        made_by = {name: mark.fingerprint for name, mark in self.bookmarks(conn).items()}
        return [
            view
            for name, view in self.views.items()
            if name in made_by and made_by[name] != view.fingerprint
        ]

    def apply(self, conn: Connection[Any], view: View[Any], page: Page) -> int:
        """Fold what of the page the view has not seen yet; where its bookmark stands then.

        Nothing moves where the view is stopped, is built by another definition, or has not come as
        far as the page begins.
        """
        with conn.transaction():
            mark = self.lock(conn, view)
            if mark.error is not None or mark.fingerprint != view.fingerprint:
                return mark.position
            if mark.position < page.after or mark.position >= page.until:
                return mark.position
            return self.advance(conn, self.tables[view.name], mark.position, page)

    def lock(self, conn: Connection[Any], view: View[Any]) -> Bookmark:
        """The view's bookmark, held by this transaction until it ends."""
        found = self._read(conn, sql.SQL("WHERE view = %s FOR UPDATE"), [view.name])
        return next(iter(found))

    def advance(self, conn: Connection[Any], table: Table[Any], position: int, page: Page) -> int:
        """Fold the facts of the page after `position` into that table, and move the bookmark."""
        view = table.view
        kinds = {kind.__name__ for kind in view.folds}
        new = [f for f in page.facts if f.position > position and concerns(view, kinds, f)]
        rows = table.load(conn, _touched(view, new))
        before = set(rows)
        fault = fold_until_fault(view, new, rows)
        try:
            with conn.transaction():
                table.save(conn, rows.values())
                table.remove(conn, before - rows.keys())
        except (psycopg.DataError, psycopg.IntegrityError) as error:
            first = new[0]
            fault = Unreadable(first.position, _kind(first), f"{type(error).__name__} in its rows")
        until = page.until if fault is None else max(position, fault.position - 1)
        self.move(conn, view, until, fault)
        return until

    def move(
        self, conn: Connection[Any], view: View[Any], position: int, fault: Unreadable | None
    ) -> None:
        """Set the bookmark of a view whose rows this code has just made."""
        error = None
        if fault is not None:
            error = f"{view.name} stopped at fact {fault.position}, {fault.kind}: {fault.why}"
        conn.execute(
            sql.SQL(
                "UPDATE {} SET position = %s, error = %s, error_position = %s, fingerprint = %s"
                " WHERE view = %s"
            ).format(self.bookmark),
            [position, error, fault and fault.position, view.fingerprint, view.name],
        )

    def _read(
        self, conn: Connection[Any], which: sql.SQL, parameters: list[Any]
    ) -> Iterable[Bookmark]:
        statement = sql.SQL(
            "SELECT view, position, error, error_position, fingerprint FROM {} {}"
        ).format(self.bookmark, which)
        return [Bookmark(*row) for row in conn.execute(statement, parameters)]


def concerns(view: View[Any], kinds: set[str], fact: Fact[Event] | Unreadable) -> bool:
    """Whether the view folds facts of this type; `kinds` are the names of those that it folds."""
    if isinstance(fact, Unreadable):
        return fact.kind in kinds
    return type(fact.event) in view.folds


def fold_until_fault(
    view: View[Any], facts: Iterable[Fact[Event] | Unreadable], rows: dict[Key, Any]
) -> Unreadable | None:
    """Fold into `rows`, up to the first fact that cannot be taken: that one is answered.

    What is said of it names no value: an exception's text could hold one.
    """
    for fact in facts:
        if isinstance(fact, Unreadable):
            return fact
        try:
            view.step(fact, rows)
        except FAULTS as error:
            return Unreadable(fact.position, _kind(fact), type(error).__name__)
    return None


def _touched(view: View[Any], facts: Iterable[Fact[Event] | Unreadable]) -> set[Key]:
    """The keys that the fold will ask for: as far as it will come."""
    keys: set[Key] = set()
    for fact in facts:
        if isinstance(fact, Unreadable):
            break
        try:
            keys.update(view.touched(fact))
        except FAULTS:
            break
    return keys


def _kind(fact: Fact[Event] | Unreadable) -> str:
    return fact.kind if isinstance(fact, Unreadable) else type(fact.event).__name__
