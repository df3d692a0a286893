"""The rows of the register in PostgreSQL, under a login role that can reach nothing else.

A row is written before the fact that names it, in a transaction of its own. Whatever no fact names
was never said: it is not shown, and it is swept.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Self
from uuid import UUID

import psycopg
from psycopg import Connection, sql
from psycopg.rows import TupleRow
from psycopg_pool import PoolTimeout

from domain.codes import RegisterPart
from domain.terms import Commitment, ResidentId, tag
from service.database import Database
from service.keys import NewKey
from service.records import StoreUnavailable
from service.register.blind import BlindKind
from service.register.entry import Entry, Sealed

PAGE = 500
BUCKETS = 256


class Rows:
    """The rows of one municipality's register: connected to when it is needed first."""

    def __init__(self, database: Database) -> None:
        quick = {"autocommit": True}
        self._pool = database.pool("register", min_size=0, max_size=8, kwargs=quick)
        # Whoever stands in line must never wait for a connection of who stands before it.
        self._turns = database.pool("register", min_size=0, max_size=8, timeout=30)
        self._sql = Statements(database.schema)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self._pool.close()
        self._turns.close()

    @contextmanager
    def turn(self, resident: ResidentId, blinds: Iterable[bytes]) -> Iterator[None]:
        """Stand in line with every process that is about the same person, number or name.

        Raises StoreUnavailable.
        """
        buckets = {UUID(resident).bytes[0], *(value[0] for value in blinds)}
        self._turns.open()
        with _reached(), self._turns.connection() as conn, conn.transaction():
            conn.execute(self._sql.turn, [sorted(buckets)])
            yield

    def write(self, entry: Entry, keys: Sequence[NewKey]) -> None:
        """Put a row there with its new keys, in one transaction. Raises StoreUnavailable."""
        about = tag("resident", entry.resident)
        with self._connection() as conn, conn.transaction(), conn.cursor() as cursor:
            cursor.execute(
                self._sql.entry,
                [
                    entry.command, entry.resident, bytes.fromhex(entry.pt_commit), entry.said,
                    bytes.fromhex(entry.built_on) if entry.built_on else None,
                    list(map(UUID, entry.same_number)), list(map(UUID, entry.alike)),
                ],
            )  # fmt: skip
            cursor.executemany(
                self._sql.key, [(k.key_id, k.epoch, k.wrapped, about, about) for k in keys]
            )
            cursor.executemany(
                self._sql.part,
                [(entry.command, p, s.key_id, s.pt_commit, s.ciphertext)
                 for p, s in entry.parts.items()],
            )  # fmt: skip
            cursor.executemany(
                self._sql.blind, [(entry.command, k, v) for k, v in entry.blinds.items()]
            )

    def of_command(self, command: str) -> Entry | None:
        """What a command wrote, if it did."""
        found = self._entries(self._sql.of_command, [UUID(command)])
        return found[0] if found else None

    def of_residents(self, residents: Iterable[ResidentId]) -> list[Entry]:
        """Every row about these residents, whether it stands or not."""
        return self._entries(self._sql.of_residents, [list(map(UUID, residents))])

    def found_by(self, blinds: Mapping[BlindKind, bytes]) -> list[Entry]:
        """Every row that is found under one of these, whether it stands or not."""
        return self._entries(self._sql.found_by, [list(blinds.values()), list(blinds)])

    def pages(self) -> Iterator[list[Entry]]:
        """All rows, a page at a time."""
        after = UUID(int=0)
        while page := self._entries(self._sql.page, [after, PAGE]):
            yield page
            after = page[-1].command

    def count(self) -> int:
        """How many rows there are."""
        with self._connection() as conn:
            (number,) = conn.execute(self._sql.count).fetchone() or (0,)
            return int(number)

    def empty(self, commands: Iterable[UUID]) -> None:
        """Take the parts of these rows away; what they said remains, for who asks again."""
        gone = list(commands)
        with self._connection() as conn, conn.transaction():
            conn.execute(self._sql.empty_parts, [gone])
            conn.execute(self._sql.empty_blinds, [gone])

    def remove(self, commands: Iterable[UUID]) -> None:
        """Take these rows away."""
        with self._connection() as conn:
            conn.execute(self._sql.remove, [list(commands)])

    def _entries(self, statement: bytes, parameters: list[Any]) -> list[Entry]:
        with self._connection() as conn:
            return [_entry(row) for row in conn.execute(statement, parameters)]

    @contextmanager
    def _connection(self) -> Iterator[Connection[TupleRow]]:
        self._pool.open()
        with _reached(), self._pool.connection() as conn:
            yield conn


@contextmanager
def _reached() -> Iterator[None]:
    try:
        yield
    except (psycopg.OperationalError, PoolTimeout) as error:
        raise StoreUnavailable("the register cannot be reached") from error


def _entry(row: TupleRow) -> Entry:
    command, resident, commit, said, built_on, same_number, alike, written_at, parts, blinds = row
    return Entry(
        command, ResidentId(str(resident)), Commitment(commit.hex()), said,
        Commitment(built_on.hex()) if built_on else None,
        tuple(ResidentId(str(each)) for each in same_number),
        tuple(ResidentId(str(each)) for each in alike),
        {_part(name): Sealed(UUID(key), bytes.fromhex(box), bytes.fromhex(commit_))
         for name, key, commit_, box in parts},
        {_kind(kind): bytes.fromhex(value) for kind, value in blinds},
        written_at,
    )  # fmt: skip


def _part(name: str) -> RegisterPart:
    """The part; a name that somebody else put there stays as it is, and breaks the commitment."""
    return RegisterPart(name) if name in set(RegisterPart) else name  # type: ignore[return-value]


def _kind(kind: str) -> BlindKind:
    return BlindKind(kind) if kind in set(BlindKind) else kind  # type: ignore[return-value]


class Statements:
    """The SQL, with the schemas' names in place."""

    def __init__(self, schema: str) -> None:
        def ready(text: str) -> bytes:
            own, keys = (sql.Identifier(f"{schema}_{part}") for part in ("register", "keys"))
            return sql.SQL(text).format(r=own, k=keys).as_bytes()

        whole = (
            "SELECT e.command, e.resident, e.pt_commit, e.said, e.built_on, e.same_number, e.alike,"
            " e.written_at,"
            " coalesce((SELECT json_agg(json_build_array(p.part, p.key_id,"
            " encode(p.pt_commit, 'hex'), encode(p.ciphertext, 'hex')))"
            " FROM {r}.part p WHERE p.command = e.command), '[]'),"
            " coalesce((SELECT json_agg(json_build_array(b.kind, encode(b.value, 'hex')))"
            " FROM {r}.blind b WHERE b.command = e.command), '[]') FROM {r}.entry e "
        )
        self.of_command = ready(whole + "WHERE e.command = %s")
        self.of_residents = ready(whole + "WHERE e.resident = ANY (%s) ORDER BY e.written_at")
        self.found_by = ready(
            whole + "WHERE e.command IN (SELECT b.command FROM {r}.blind b"
            " JOIN unnest(%s::bytea[], %s::text[]) w(value, kind)"
            " ON b.value = w.value AND b.kind = w.kind)"
            " ORDER BY e.resident"
        )
        self.page = ready(whole + "WHERE e.command > %s ORDER BY e.command LIMIT %s")
        self.count = ready("SELECT count(*) FROM {r}.entry")
        self.turn = ready("SELECT FROM {r}.turn WHERE bucket = ANY (%s) ORDER BY bucket FOR UPDATE")
        self.entry = ready(
            "INSERT INTO {r}.entry (command, resident, pt_commit, said, built_on, same_number,"
            " alike) VALUES (%s, %s, %s, %s, %s, %s, %s)"
        )
        self.key = ready(
            "INSERT INTO {k}.key (key_id, epoch, wrapped, subject, unit)"
            " VALUES (%s, %s, %s, %s, %s)"
        )
        self.part = ready(
            "INSERT INTO {r}.part (command, part, key_id, pt_commit, ciphertext)"
            " VALUES (%s, %s, %s, %s, %s)"
        )
        self.blind = ready("INSERT INTO {r}.blind (command, kind, value) VALUES (%s, %s, %s)")
        self.empty_parts = ready("DELETE FROM {r}.part WHERE command = ANY (%s)")
        self.empty_blinds = ready("DELETE FROM {r}.blind WHERE command = ANY (%s)")
        self.remove = ready("DELETE FROM {r}.entry WHERE command = ANY (%s)")
