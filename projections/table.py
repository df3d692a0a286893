"""The table of a view in PostgreSQL: its columns are those of the row."""

from collections.abc import Iterable, Iterator
from typing import Any, Generic

from psycopg import Connection, sql

from projections.view import Key, R, View

NEW = "__new"
OLD = "__old"


class Table(Generic[R]):
    """The rows of one view, read and written as the role that owns the views.

    `suffix` names the table beside it in which a rebuild works.
    """

    def __init__(self, schema: str, view: View[R], suffix: str = "") -> None:
        self.view = view
        self.name = sql.Identifier(f"{schema}_views", f"{view.name}{suffix}")
        self._names = [column.name for column in view.columns]
        self._kinds = [column.sql for column in view.columns]
        self._columns = sql.SQL(", ").join(map(sql.Identifier, self._names))
        kinds = dict(zip(self._names, self._kinds, strict=True))
        self._key_kinds = [kinds[name] for name in view.key]
        key = sql.SQL(", ").join(map(sql.Identifier, view.key))
        changed = [name for name in self._names if name not in view.key]
        self._load = sql.SQL(
            "SELECT {columns} FROM {table} JOIN unnest({keys}) AS wanted({key}) USING ({key})"
        ).format(columns=self._columns, table=self.name, key=key, keys=_arrays(self._key_kinds))
        self._save = sql.SQL(
            "INSERT INTO {table} ({columns}) SELECT * FROM unnest({values})"
            " ON CONFLICT ({key}) DO {update}"
        ).format(
            table=self.name, columns=self._columns, values=_arrays(self._kinds), key=key,
            update=_update(changed),
        )  # fmt: skip
        self._drop_rows = sql.SQL(
            "DELETE FROM {table} WHERE ({key}) IN (SELECT * FROM unnest({keys}))"
        ).format(table=self.name, key=key, keys=_arrays(self._key_kinds))
        self._key = key

    def create(self, conn: Connection[Any]) -> None:
        """Make the table where there is none. Who may read it, default privileges say."""
        columns = [
            sql.SQL("{} {}{}").format(
                sql.Identifier(column.name),
                sql.SQL(column.sql),
                sql.SQL("" if column.optional else " NOT NULL"),
            )
            for column in self.view.columns
        ]
        conn.execute(
            sql.SQL("CREATE TABLE IF NOT EXISTS {} ({}, PRIMARY KEY ({}))").format(
                self.name, sql.SQL(", ").join(columns), self._key
            )
        )

    def drop(self, conn: Connection[Any]) -> None:
        """Take the table away, if it is there."""
        conn.execute(sql.SQL("DROP TABLE IF EXISTS {}").format(self.name))

    def load(self, conn: Connection[Any], keys: Iterable[Key]) -> dict[Key, R]:
        """The rows that there are of these keys."""
        wanted = list(keys)
        if not wanted:
            return {}
        found = conn.execute(self._load, _turned(wanted, len(self._key_kinds)))
        return {self._key_of(row): row for row in map(self.row, found)}

    def save(self, conn: Connection[Any], rows: Iterable[R]) -> None:
        """Put these rows in, over those of the same keys."""
        values = [self._values(row) for row in rows]
        if values:
            conn.execute(self._save, _turned(values, len(self._names)))

    def remove(self, conn: Connection[Any], keys: Iterable[Key]) -> None:
        """Take the rows of these keys out."""
        gone = list(keys)
        if gone:
            conn.execute(self._drop_rows, _turned(gone, len(self._key_kinds)))

    def copy(self, conn: Connection[Any], rows: Iterable[R]) -> None:
        """Fill an empty table."""
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(self.name, self._columns)
        with conn.cursor() as cursor, cursor.copy(statement) as copy:
            for row in rows:
                copy.write_row(self._values(row))

    def rows(self, conn: Connection[Any]) -> Iterator[R]:
        """Every row, in no order."""
        statement = sql.SQL("SELECT {} FROM {}").format(self._columns, self.name)
        return map(self.row, conn.execute(statement))

    def row(self, values: Iterable[Any]) -> R:
        """A row out of the values of its columns, in their order."""
        given = {
            column.name: value if value is None or column.sql != "text" else column.kind(value)
            for column, value in zip(self.view.columns, values, strict=True)
        }
        return self.view.row(**given)

    def _values(self, row: R) -> tuple[Any, ...]:
        return tuple([getattr(row, name) for name in self._names])

    def _key_of(self, row: R) -> Key:
        return tuple([getattr(row, name) for name in self.view.key])


def _arrays(kinds: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.SQL("%s::{}[]").format(sql.SQL(kind)) for kind in kinds)


def _turned(rows: list[tuple[Any, ...]], width: int) -> list[list[Any]]:
    """Rows as columns: PostgreSQL takes one array a column."""
    return [[row[number] for row in rows] for number in range(width)]


def _update(changed: list[str]) -> sql.Composed:
    if not changed:
        return sql.Composed([sql.SQL("NOTHING")])
    return sql.SQL("UPDATE SET {}").format(
        sql.SQL(", ").join(
            sql.SQL("{0} = excluded.{0}").format(sql.Identifier(name)) for name in changed
        )
    )
