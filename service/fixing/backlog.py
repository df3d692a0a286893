"""Facts that wait for a signature: where the oldest waits too long, no more are taken in."""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import psycopg
from psycopg import sql
from psycopg_pool import ConnectionPool, PoolTimeout

from service.fixing.place import Place
from service.problems import Problem
from service.records import StoreUnavailable

AGAIN = "10"
"""Seconds after which a client may try again."""
PATIENCE = 2.0


class Backlog:
    """Of one municipality. What was signed last is looked up once in `every` seconds at most."""

    def __init__(self, schema: str, pool: ConnectionPool[Any], place: Place, most: int) -> None:
        """`pool` is the reader's; `most` how many seconds a fact may wait, 0 for ever."""
        self.every = 1.0
        self._pool, self._place, self._most = pool, place, most
        self._age, self._looked_at = 0.0, 0.0
        self._looking = threading.Lock()
        # A log that is just begun has all that came before it to do: that is no backlog.
        self._oldest = sql.SQL(
            "SELECT extract(epoch FROM {s}.journal_now() - recorded_at)::float8 FROM {s}.fact"
            " WHERE position = (SELECT max(size) + 1 FROM {s}.checkpoint)"
        ).format(s=sql.Identifier(schema))

    def age(self) -> float:
        """How many seconds the oldest fact waits, by the journal's clock; 0.0 where none does.

        Raises StoreUnavailable.
        """
        if not self._place.begun():
            return 0.0
        try:
            with self._pool.connection(timeout=PATIENCE) as connection:
                row = connection.execute(self._oldest).fetchone()
        except (psycopg.OperationalError, PoolTimeout) as error:
            raise StoreUnavailable("the database cannot be reached") from error
        return float(row[0]) if row else 0.0

    def check(self, repeated: Callable[[], bool]) -> None:
        """Before anything is recorded that is no read. What is `repeated`, and on record by now,
        adds nothing. Raises Problem, StoreUnavailable."""
        if not self._most:
            return
        old = time.monotonic() - self._looked_at >= self.every
        if old and self._looking.acquire(blocking=False):  # one looks, the others go by the last
            try:
                with suppress(StoreUnavailable):  # whoever records will hear of that soon enough
                    self._age = self.age()
            finally:
                self._looked_at = time.monotonic()
                self._looking.release()
        if self._age > self._most and not repeated():
            raise Problem("NOT_SIGNED", headers={"Retry-After": AGAIN})
