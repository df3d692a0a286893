"""A new epoch: live keys are wrapped anew under its key, and an old epoch's key is destroyed.

Once an epoch is destroyed, no older backup of the wrapped keys opens anything. Every step may be
cut off and begun again. Whoever rotates speaks to the database as its administrator: no role of
the service may read a wrapped key without a read.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from psycopg import Connection, sql

from service.database import Database
from service.keys.root import Root
from service.tombstones import destroyed_epochs, remember

STAYS = timedelta(days=30)
"""How long an epoch's key is kept once a newer one has begun: so long an older backup opens."""
PAGE = 5_000
Progress = Callable[[int, int], None]
"""Told how many keys were wrapped anew, and of how many."""


class RotationRunning(RuntimeError):
    """Another process is at it."""

    def __init__(self) -> None:
        super().__init__("Another process is rotating these keys: wait until it has finished.")


@dataclass(frozen=True)
class Epoch:
    """One epoch: when it began, and when it was done with. Times are aware UTC."""

    number: int
    begun: datetime
    rewrapped: datetime | None
    destroyed: datetime | None
    wrapped: bytes | None


@dataclass(frozen=True)
class Rotated:
    """What came of a rotation."""

    epoch: int
    """The current one."""
    begun: bool
    """Whether it began now; else an earlier rotation was finished."""
    rewrapped: int
    damaged: int
    """Keys that do not open under their own epoch, and were left as they are."""
    destroyed: tuple[int, ...]


def rotate(
    database: Database,
    root: Root,
    home: Path,
    now: datetime,
    progress: Progress = lambda done, of: None,
    page: int = PAGE,
) -> Rotated:
    """Begin an epoch (or finish beginning one), re-wrap live keys, destroy what is due.

    `now` is aware. Raises KeysUnusable, RotationRunning, DatabaseUnreachable.
    """
    with closing(database.connect(autocommit=True)) as connection:
        where = Where(connection, database.schema)
        with where.alone():
            gone = frozenset(destroyed_epochs(home, database.schema))
            epochs = [e for e in where.epochs() if e.number not in gone]
            living = [e for e in epochs if e.wrapped is not None]
            begins = len(living) < 2 or living[-1].rewrapped is not None
            if begins:
                number = max([0, *gone, *(e.number for e in where.epochs())]) + 1
                where.begin(number, root.wrap(number, os.urandom(32)), now)
                living = [e for e in where.epochs() if e.wrapped and e.number not in gone]
            keks = {e.number: root.unwrap(e.number, e.wrapped) for e in living if e.wrapped}
            newest = living[-1].number
            rewrapped, damaged = where.rewrap(newest, keks, progress, page)
            where.finished(newest, now)
            destroyed = tuple(_destroy_due(where, root, home, living, now))
            return Rotated(newest, begins, rewrapped, damaged, destroyed)


def _destroy_due(
    where: "Where", root: Root, home: Path, living: list[Epoch], now: datetime
) -> Iterator[int]:
    for old, after in pairwise(living):
        if now - after.begun >= STAYS and where.destroy(old.number, now):
            yield old.number
    # Also those that a run before this one was cut off at. The tombstone comes first: without the
    # secret of an epoch, and without a tombstone, a journal would not open.
    for each in where.epochs():
        if each.destroyed is not None:
            remember(home, epochs=[(where.schema, each.number)])
            root.forget(each.number)


class Where:
    """The keys of one municipality, as its administrator reaches them."""

    def __init__(self, connection: Connection[Any], schema: str) -> None:
        self.schema = schema
        self._connection = connection
        self._names = {
            "k": sql.Identifier(f"{schema}_keys"),
            "s": sql.Identifier(schema),
            "keys_owner": sql.Identifier(f"{schema}_keys_owner"),
            "owner": sql.Identifier(f"{schema}_owner"),
        }

    @contextmanager
    def alone(self) -> Iterator[None]:
        """One at a time. Raises RotationRunning."""
        name = f"{self.schema}/rotation"
        (held,) = self._rows("SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", name)[0]
        if not held:
            raise RotationRunning
        try:
            yield
        finally:
            self._rows("SELECT pg_advisory_unlock(hashtextextended(%s, 0))", name)

    def epochs(self) -> list[Epoch]:
        """All there were, oldest first."""
        with self._as("keys_owner"):
            found = self._rows(
                "SELECT epoch, begun, rewrapped, destroyed, wrapped FROM {k}.epoch ORDER BY epoch"
            )
        return [Epoch(n, b, r, d, bytes(w) if w else None) for n, b, r, d, w in found]

    def live(self) -> dict[int, int]:
        """How many keys there are by epoch."""
        with self._as("keys_owner"):
            return dict(self._rows("SELECT epoch, count(*) FROM {k}.key GROUP BY epoch"))

    def begin(self, epoch: int, wrapped: bytes, now: datetime) -> None:
        with self._as("keys_owner"):
            self._do(
                "INSERT INTO {k}.epoch (epoch, wrapped, begun) VALUES (%s, %s, %s)",
                epoch, wrapped, now,
            )  # fmt: skip

    def finished(self, epoch: int, now: datetime) -> None:
        with self._as("keys_owner"):
            self._do(
                "UPDATE {k}.epoch SET rewrapped = coalesce(rewrapped, %s) WHERE epoch = %s",
                now, epoch,
            )  # fmt: skip

    def rewrap(
        self, newest: int, keks: Mapping[int, bytes], progress: Progress, page: int
    ) -> tuple[int, int]:
        """Wrap every key of an older epoch under the newest; how many, and how many were damaged.

        A page is one transaction: who is cut off begins again where the last page ended.
        """
        older = [epoch for epoch in keks if epoch < newest]
        of = sum(count for epoch, count in self.live().items() if epoch in older)
        done, damaged, after = 0, 0, UUID(int=0)  # no key has that id
        while True:
            with self._as("keys_owner"):
                rows = self._rows(
                    "SELECT key_id, epoch, wrapped FROM {k}.key WHERE key_id > %s"
                    " AND epoch = ANY (%s) ORDER BY key_id LIMIT %s FOR UPDATE",
                    after, older, page,
                )  # fmt: skip
                anew = {}
                for key_id, epoch, wrapped in rows:
                    try:
                        anew[key_id] = aes_key_wrap(
                            keks[newest], aes_key_unwrap(keks[epoch], bytes(wrapped))
                        )
                    except InvalidUnwrap:
                        damaged += 1
                self._do(
                    "UPDATE {k}.key k SET epoch = %s, wrapped = u.w"
                    " FROM unnest(%s::uuid[], %s::bytea[]) u(id, w) WHERE k.key_id = u.id",
                    newest, list(anew), list(anew.values()),
                )  # fmt: skip
            done += len(anew)
            progress(done + damaged, of)
            if len(rows) < page:
                return done, damaged
            after = rows[-1][0]

    def destroy(self, epoch: int, now: datetime) -> bool:
        """Destroy an epoch's key, unless a key still needs it; no append can use it any more."""
        with self._connection.transaction():
            self._become("owner")
            self._do("SELECT FROM {s}.journal_lock FOR UPDATE")
            self._become("keys_owner")
            (needed,) = self._rows("SELECT EXISTS (SELECT FROM {k}.key WHERE epoch = %s)", epoch)[0]
            if not needed:
                self._do(
                    "UPDATE {k}.epoch SET wrapped = NULL, destroyed = %s WHERE epoch = %s",
                    now, epoch,
                )  # fmt: skip
            return not needed

    @contextmanager
    def _as(self, role: str) -> Iterator[None]:
        with self._connection.transaction():
            self._become(role)
            yield

    def _become(self, role: str) -> None:
        self._do("SET LOCAL ROLE {" + role + "}")

    def _rows(self, statement: str, *values: object) -> list[Any]:
        ready = sql.SQL(statement).format(**self._names)
        return self._connection.execute(ready, values).fetchall()

    def _do(self, statement: str, *values: object) -> None:
        ready = sql.SQL(statement).format(**self._names)
        self._connection.execute(ready, values or None)
