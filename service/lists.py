"""Pages of a view's rows, as HTTP shows them: filtered, in the order of the key, with a cursor."""

import base64
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolTimeout
from pydantic.alias_generators import to_camel

from domain.access.fields import OF_A_KIND
from domain.codes import Part
from projections.view import View
from service.problems import Problem
from service.records import StoreUnavailable
from service.views import State, states, wait_for

MOST = 1000
"""The most rows on one page."""
USUAL = 100
"""So many, where nothing else is asked."""
PATIENCE = 2.0
"""How long a reader waits for its own writes, in seconds."""


@dataclass(frozen=True)
class Asked:
    """Which page of a list."""

    limit: int = USUAL
    cursor: str | None = None
    wait_for: int | None = None


@dataclass(frozen=True)
class Page:
    """Rows of a view, as they were at that position of the journal."""

    view: View[Any]
    rows: Sequence[Sequence[Any]]
    position: int
    cursor: str | None
    """After which row the next page begins, where there is one."""

    def column(self, name: str) -> list[Any]:
        """The values of a column that are there; of one that there is not, none."""
        names = [column.name for column in self.view.columns]
        if name not in names:
            return []
        place = names.index(name)
        return [row[place] for row in self.rows if row[place] is not None]

    def shown(self, parts: frozenset[Part]) -> list[dict[str, Any]]:
        """The rows as HTTP shows them: what is of a part that is not seen, is null."""
        columns = self.view.columns
        names = [to_camel(column.name) for column in columns]
        seen = [OF_A_KIND.get(column.kind) in (None, *parts) for column in columns]
        if all(seen):
            return [dict(zip(names, row, strict=True)) for row in self.rows]
        return [
            {
                name: value if may else None
                for name, value, may in zip(names, row, seen, strict=True)
            }
            for row in self.rows
        ]


@dataclass(frozen=True)
class Lists:
    """The views of one municipality, read as a role that can do nothing else."""

    schema: str
    pool: ConnectionPool[Any]

    def page(
        self,
        view: View[Any],
        asked: Asked,
        filters: Mapping[str, object],
        within: Mapping[str, Sequence[str]] | None = None,
        without: Mapping[str, Collection[str]] | None = None,
    ) -> "Page":
        """The rows of one page, and the cursor of the next one where there is one.

        `filters` are columns and the values that they must have; None is no filter. `within` are
        columns and the values of which they must have one; `without`, of which they have none.
        Raises Problem, StoreUnavailable.
        """
        given = {name: value for name, value in filters.items() if value is not None}
        only = {name: list(values) for name, values in (within or {}).items()}
        never = {name: list(values) for name, values in (without or {}).items() if values}
        after = cursor_of(view, asked.cursor) if asked.cursor else None
        further = after is not None
        try:
            if asked.wait_for is not None:
                self._wait(view, asked.wait_for)
            with self.pool.connection() as connection:
                rows = connection.execute(
                    _statement(self.schema, view, tuple(given), tuple(only), tuple(never), further),
                    [
                        *given.values(),
                        *only.values(),
                        *never.values(),
                        *(after or ()),
                        asked.limit + 1,
                        view.name,
                    ],
                ).fetchall()
        except psycopg.errors.UndefinedTable:
            rows = []
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise StoreUnavailable("the database cannot be reached") from error
        if not rows:
            raise _not_yet("No follower has made this view yet.")
        there = [row[2:] for row in rows if row[1]]
        shown = there[: asked.limit]
        if len(there) == len(shown):
            return Page(view, shown, rows[0][0], None)
        places = [column.name for column in view.columns]
        last = [shown[-1][places.index(name)] for name in view.key]
        return Page(view, shown, rows[0][0], _cursor(view, last))

    def grouped(
        self, view: View[Any], by: Sequence[str], filters: Mapping[str, object]
    ) -> tuple[list[tuple[Any, ...]], int]:
        """The different values of these columns, each with how many rows have them, and the
        position of it all. `filters` are columns and the values that they must have.

        Raises Problem, StoreUnavailable.
        """
        columns = sql.SQL(", ").join(map(sql.Identifier, by))
        where = [sql.SQL("{} = %s").format(sql.Identifier(column)) for column in filters]
        statement = sql.SQL(
            "SELECT b.position, v.many, {columns} FROM {bookmark} b LEFT JOIN LATERAL"
            " (SELECT count(*) AS many, {columns} FROM {table} WHERE {where} GROUP BY {columns}) v"
            " ON true WHERE b.view = %s"
        ).format(
            columns=columns, where=sql.SQL(" AND ").join([sql.SQL("true"), *where]),
            bookmark=sql.Identifier(f"{self.schema}_views", "bookmark"),
            table=sql.Identifier(f"{self.schema}_views", view.name),
        )  # fmt: skip
        try:
            with self.pool.connection() as connection:
                rows = connection.execute(statement, [*filters.values(), view.name]).fetchall()
        except psycopg.errors.UndefinedTable:
            rows = []
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise StoreUnavailable("the database cannot be reached") from error
        if not rows:
            raise _not_yet("No follower has made this view yet.")
        return [(*row[2:], row[1]) for row in rows if row[1]], rows[0][0]

    def states(self) -> list[State]:
        """How far each view has come. Raises StoreUnavailable."""
        try:
            with self.pool.connection() as connection:
                return states(connection, self.schema)
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise StoreUnavailable("the database cannot be reached") from error

    def _wait(self, view: View[Any], position: int) -> None:
        if wait_for(self.pool, self.schema, view.name, position, timeout=0):
            return
        with self.pool.connection() as connection:
            head = sql.SQL("SELECT max(position) FROM {}").format(
                sql.Identifier(self.schema, "fact")
            )
            (last,) = connection.execute(head).fetchone() or (None,)
        if position > (last or 0):
            error = {"field": "query.waitForPosition", "detail": "there is no such fact yet"}
            raise Problem("NOT_VALID", "Not right: see errors.", [error])
        if not wait_for(self.pool, self.schema, view.name, position, PATIENCE):
            raise _not_yet("The view has not come that far yet.")


def _not_yet(detail: str) -> Problem:
    return Problem("NOT_YET_VISIBLE", detail, headers={"Retry-After": "1"})


def next_link(path: str, cursor: str, query: Mapping[str, str]) -> str:
    """The address of the next page: the same question, from the cursor on."""
    once = ("cursor", "waitForPosition")
    kept = {name: value for name, value in query.items() if name not in once}
    return f"{path}?{urlencode({**kept, 'cursor': cursor})}"


@cache
def _statement(
    schema: str,
    view: View[Any],
    filters: tuple[str, ...],
    within: tuple[str, ...],
    without: tuple[str, ...],
    further: bool,
) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in view.columns)
    key = sql.SQL(", ").join(map(sql.Identifier, view.key))
    where = [sql.SQL("{} = %s").format(sql.Identifier(column)) for column in filters]
    where += [sql.SQL("{} = ANY (%s)").format(sql.Identifier(column)) for column in within]
    where += [
        sql.SQL("({0} IS NULL OR {0} <> ALL (%s))").format(sql.Identifier(column))
        for column in without
    ]
    if further:
        marks = sql.SQL(", ").join(sql.Placeholder() for _ in view.key)
        where.append(sql.SQL("({}) > ({})").format(key, marks))
    # The rows and how far the view has come are of one snapshot.
    return sql.SQL(
        "SELECT b.position, v.there, {shown} FROM {bookmark} b LEFT JOIN LATERAL"
        " (SELECT true AS there, {columns} FROM {table} {where} ORDER BY {key} LIMIT %s) v ON true"
        " WHERE b.view = %s"
    ).format(
        shown=columns, columns=columns, key=key,
        bookmark=sql.Identifier(f"{schema}_views", "bookmark"),
        table=sql.Identifier(f"{schema}_views", view.name),
        where=sql.SQL("WHERE {}").format(sql.SQL(" AND ").join(where)) if where else sql.SQL(""),
    )  # fmt: skip


def _cursor(view: View[Any], key: list[Any]) -> str:
    return base64.urlsafe_b64encode(orjson.dumps([view.name, *key])).rstrip(b"=").decode()


def cursor_of(view: View[Any], text: str) -> list[Any]:
    """The key after which a page begins. Raises Problem for what is no cursor of this view."""
    try:
        name, *key = orjson.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        kinds = [int if c.sql == "bigint" else str for c in view.columns if c.name in view.key]
        right = name == view.name and [type(part) for part in key] == kinds
        if right and not any(isinstance(part, str) and "\0" in part for part in key):
            return [*key]
    except (ValueError, TypeError):
        pass
    error = {"field": "query.cursor", "detail": "must be a cursor that this list gave"}
    raise Problem("NOT_VALID", "Not right: see errors.", [error])
