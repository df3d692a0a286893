"""Pages of a view's rows, as HTTP shows them: filtered, in the order of the key, with a cursor."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from urllib.parse import urlencode

import orjson
import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolTimeout
from pydantic.alias_generators import to_camel

from projections.view import View
from service.problems import Problem
from service.records import StoreUnavailable
from service.views import State, states, wait_for

MOST = 100
"""The most rows on one page."""
PATIENCE = 2.0
"""How long a reader waits for its own writes, in seconds."""


@dataclass(frozen=True)
class Asked:
    """Which page of a list."""

    limit: int = MOST
    cursor: str | None = None
    wait_for: int | None = None


@dataclass(frozen=True)
class Lists:
    """The views of one municipality, read as a role that can do nothing else."""

    schema: str
    pool: ConnectionPool[Any]

    def page(
        self, view: View[Any], asked: Asked, filters: Mapping[str, object]
    ) -> tuple[dict[str, Any], str | None]:
        """`{items, position}`, and the cursor of the next page where there is one.

        `filters` are columns and the values that they must have; None is no filter.
        Raises Problem, StoreUnavailable.
        """
        given = {name: value for name, value in filters.items() if value is not None}
        after = cursor_of(view, asked.cursor) if asked.cursor else None
        try:
            if asked.wait_for is not None:
                self._wait(view, asked.wait_for)
            with self.pool.connection() as connection:
                rows = connection.execute(
                    _statement(self.schema, view, tuple(given), after is not None),
                    [*given.values(), *(after or ()), asked.limit + 1, view.name],
                ).fetchall()
        except psycopg.errors.UndefinedTable:
            rows = []
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise StoreUnavailable("the database cannot be reached") from error
        if not rows:
            raise _not_yet("No follower has made this view yet.")
        names = [to_camel(column.name) for column in view.columns]
        items = [dict(zip(names, row[2:], strict=True)) for row in rows if row[1]]
        shown = items[: asked.limit]
        body = {"items": shown, "position": rows[0][0]}
        if len(items) == len(shown):
            return body, None
        return body, _cursor(view, [shown[-1][to_camel(name)] for name in view.key])

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
    schema: str, view: View[Any], filters: tuple[str, ...], further: bool
) -> sql.Composed:
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in view.columns)
    key = sql.SQL(", ").join(map(sql.Identifier, view.key))
    where = [sql.SQL("{} = %s").format(sql.Identifier(column)) for column in filters]
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
