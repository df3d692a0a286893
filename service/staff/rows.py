"""The rows of the staff register in PostgreSQL, under the register's own login role."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Self
from uuid import UUID

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from psycopg_pool import PoolTimeout

from domain.terms import Commitment, WorkerId, tag
from service.database import Database
from service.keys import NewKey
from service.records import StoreUnavailable
from service.staff.entry import Row

COLUMNS = (
    "command, worker, pt_commit, said, built_on, taken, login, key_id, text_commit, ciphertext"
)


class StaffRows:
    """The rows of one municipality's staff register: connected to while entered as a context."""

    def __init__(self, database: Database) -> None:
        self._pool = database.pool("register", min_size=0, max_size=4, kwargs={"autocommit": True})
        # Whoever stands in line must never wait for a connection of who stands before it.
        self._turns = database.pool("register", min_size=0, max_size=4, timeout=30)
        own, keys = (sql.Identifier(f"{database.schema}_{part}") for part in ("register", "keys"))

        def ready(text: str) -> bytes:
            return sql.SQL(text).format(r=own, k=keys).as_bytes()

        self._write = ready(f"INSERT INTO {{r}}.staff ({COLUMNS}) VALUES ({_marks(10)})")
        self._key = ready(
            "INSERT INTO {k}.key (key_id, epoch, wrapped, subject, unit)"
            " VALUES (%s, %s, %s, %s, %s)"
        )
        whole = f"SELECT {COLUMNS} FROM {{r}}.staff "
        self._of_command = ready(whole + "WHERE command = %s")
        self._of_workers = ready(whole + "WHERE worker = ANY (%s) ORDER BY written_at")
        self._by_login = ready(whole + "WHERE login = %s")
        self._all = ready(whole + "ORDER BY worker, written_at")
        self._turn = ready(
            "SELECT FROM {r}.turn WHERE bucket = ANY (%s) ORDER BY bucket FOR UPDATE"
        )
        self._empty = ready(
            "UPDATE {r}.staff SET login = NULL, key_id = NULL, text_commit = NULL,"
            " ciphertext = NULL WHERE command = ANY (%s)"
        )

    def __enter__(self) -> Self:
        self._pool.open()
        self._turns.open()
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.close()
        self._turns.close()

    @contextmanager
    def turn(self, *about: bytes) -> Iterator[None]:
        """Stand in line with every process that is about the same worker or login.

        Raises StoreUnavailable.
        """
        with _reached(), self._turns.connection() as conn, conn.transaction():
            conn.execute(self._turn, [sorted({each[0] for each in about})])
            yield

    def write(self, row: Row, key: NewKey) -> None:
        """Put a row there with its new key, in one transaction. Raises StoreUnavailable."""
        about = tag("worker", row.worker)
        with self._connection() as conn, conn.transaction():
            conn.execute(self._key, [key.key_id, key.epoch, key.wrapped, about, about])
            conn.execute(
                self._write,
                [
                    row.command, row.worker, bytes.fromhex(row.pt_commit), row.said,
                    bytes.fromhex(row.built_on) if row.built_on else None, row.taken, row.login,
                    row.key_id, row.text_commit, row.ciphertext,
                ],
            )  # fmt: skip

    def of_command(self, command: str) -> Row | None:
        """What a command wrote, if it did."""
        found = self._rows(self._of_command, [UUID(command)])
        return found[0] if found else None

    def of_workers(self, workers: Iterable[WorkerId]) -> list[Row]:
        """Every row about these workers, whether it stands or not."""
        return self._rows(self._of_workers, [list(map(UUID, workers))])

    def by_login(self, login: bytes) -> list[Row]:
        """Every row of that login, whether it stands or not."""
        return self._rows(self._by_login, [login])

    def all(self) -> list[Row]:
        """Every row there is: as many as there are workers, and a few more."""
        return self._rows(self._all, [])

    def empty(self, commands: Sequence[UUID]) -> None:
        """Take what was sealed out of these rows; what was asked remains, for who asks again."""
        with self._connection() as conn:
            conn.execute(self._empty, [list(commands)])

    def _rows(self, statement: bytes, parameters: list[Any]) -> list[Row]:
        with self._connection() as conn:
            return [_row(found) for found in conn.execute(statement, parameters)]

    @contextmanager
    def _connection(self) -> Iterator[Connection[TupleRow]]:
        with _reached(), self._pool.connection() as conn:
            yield conn


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, PoolTimeout) as error:
        raise StoreUnavailable("the staff register cannot be reached") from error


def _marks(many: int) -> str:
    return ", ".join(["%s"] * many)


def _row(found: TupleRow) -> Row:
    command, worker, commit, said, built_on, taken, login, key_id, text_commit, box = found
    return Row(
        command, WorkerId(str(worker)), Commitment(commit.hex()), said,
        Commitment(built_on.hex()) if built_on else None, taken, _bytes(login), key_id,
        _bytes(text_commit), _bytes(box),
    )  # fmt: skip


def _bytes(value: Any) -> bytes | None:
    return None if value is None else bytes(value)
