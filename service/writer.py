"""Group commit: whoever comes first writes, for everybody who came meanwhile.

There is no thread of its own: a lone request is written by the thread that asked, and while one
batch commits the next one gathers behind it. One connection, one batch at a time.
"""

import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import takewhile
from time import monotonic
from typing import Any

import psycopg
from psycopg import sql

from service.arrays import know_arrays
from service.batch import Batch
from service.database import Database, DatabaseUnreachable
from service.records import Append, Appended, AppendRefused, StoreUnavailable

MOST = 256
"""The most requests in one batch."""
ARGUMENTS = 29
PATIENCE = 10.0
"""Seconds after which nobody waits for a commit any more: one that waits for a standby has no end,
and who waits for that holds up those who only read."""


class Ticket:
    """One request in the queue, and what came of it; without a request, somebody who is to write
    alone."""

    __slots__ = ("answered", "error", "request", "result", "turn", "writes_next")

    def __init__(self, request: Append | None) -> None:
        self.request = request
        self.answered = False
        self.writes_next = False
        self.result: Appended | None = None
        self.error: StoreUnavailable | AppendRefused | None = None
        self.turn = threading.Lock()  # let go of when it is answered, or when it is to write
        self.turn.acquire()

    def answer(
        self, result: Appended | None, error: StoreUnavailable | AppendRefused | None = None
    ) -> None:
        """Say what came of it."""
        self.result, self.error, self.answered = result, error, True
        self.turn.release()


class Writer:
    """As fast as one commit at a time can carry as many requests as there are."""

    def __init__(self, database: Database, type_number: Callable[[str], int]) -> None:
        self._database = database
        self._type = type_number
        self._call = (
            sql.SQL("SELECT request, first, last, at FROM {}.append_batch({})")
            .format(
                sql.Identifier(database.schema),
                sql.SQL(", ").join([sql.Placeholder()] * ARGUMENTS),
            )
            .as_bytes()
        )
        self._guard = threading.Lock()
        self._waiting: list[Ticket] = []
        self._busy = False
        self._closed = False
        self._idle = threading.Condition(self._guard)
        self._hold = sql.SQL("SELECT {}.register_types('{{}}')").format(
            sql.Identifier(database.schema)
        )
        self.patience = PATIENCE
        self._since = 0.0
        """When whoever writes now began to, by the monotonic clock."""
        self._conn: psycopg.Connection[Any] | None = None
        self._alone: int | None = None
        """The thread that writes alone."""

    def append(self, request: Append) -> Appended | None:
        """Waits until the batch with this request is committed. See `records.Store.append`."""
        ticket = Ticket(request)
        if self._alone == threading.get_ident():
            self._serve([ticket])
        else:
            self._stand_in_line(ticket)
            if not ticket.answered:
                self._write_for_all()
        if ticket.error is not None:
            raise ticket.error
        return ticket.result

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Nobody else writes, in any process, until this is left; then what this thread appended
        meanwhile is committed. Registering no types takes the journal's lock, and nothing else.

        Raises StoreUnavailable: nothing of it was committed, or its id will tell.
        """
        self._stand_in_line(ticket := Ticket(None))
        try:
            with self._guard:
                self._waiting = [each for each in self._waiting if each is not ticket]
            conn = self._connected()
            with conn.transaction():
                conn.execute(self._hold)
                self._alone = threading.get_ident()
                yield
        except (psycopg.OperationalError, DatabaseUnreachable) as error:
            self._forget_connection()
            raise StoreUnavailable("the database cannot be reached") from error
        finally:
            with self._guard:
                self._alone = None
                self._hand_over()

    def _stand_in_line(self, ticket: Ticket) -> None:
        """Until it is answered, or it is its turn to write."""
        with self._guard:
            if self._closed:
                raise StoreUnavailable("the service is stopping")
            if self._busy and monotonic() - self._since > self.patience:
                raise StoreUnavailable("a commit takes too long")
            self._waiting.append(ticket)
            waits, self._busy = self._busy, True
            if not waits:
                self._since = monotonic()
        if waits:
            self._wait(ticket)

    def _wait(self, ticket: Ticket) -> None:
        try:
            if not ticket.turn.acquire(timeout=self.patience):
                self._give_up(ticket)
        except KeyboardInterrupt:
            with self._guard:
                if ticket in self._waiting:  # else somebody is writing it now: let them
                    self._waiting.remove(ticket)
                    if ticket.writes_next:
                        self._hand_over()
            raise

    def _give_up(self, ticket: Ticket) -> None:
        """Leave the line, and what is being written to whoever writes it. Raises StoreUnavailable,
        unless it is one's turn at this very moment."""
        with self._guard:
            if ticket.writes_next or ticket.answered:
                ticket.turn.acquire()
                return
            if ticket in self._waiting:
                self._waiting.remove(ticket)
        raise StoreUnavailable("a commit takes too long")

    def _hand_over(self) -> None:
        """Let the first of those who wait write the next batch. The guard is held."""
        self._busy, self._since = bool(self._waiting), monotonic()
        self._idle.notify_all()
        if self._waiting:
            self._waiting[0].writes_next = True
            self._waiting[0].turn.release()

    def close(self) -> None:
        """Waits until what was accepted is written, at most half a minute."""
        with self._guard:
            self._closed = True
            self._idle.wait_for(lambda: not self._busy, timeout=30)
        self._forget_connection()

    def _write_for_all(self) -> None:
        """Write what is waiting, oneself first; then let the first of the next batch write."""
        with self._guard:
            batch = list(takewhile(lambda ticket: ticket.request, self._waiting[:MOST]))
            self._waiting = self._waiting[len(batch) :]
        try:
            self._serve(batch)
        finally:
            with self._guard:
                self._hand_over()
            for ticket in batch:
                if not ticket.answered:  # a bug, or an interrupt: nobody is left waiting for it
                    ticket.answer(None, StoreUnavailable("the batch was not finished"))

    def _serve(self, batch: list[Ticket]) -> None:
        try:
            answers = self._write([ticket.request for ticket in batch if ticket.request])
        except psycopg.errors.ProgramLimitExceeded as error:  # an OperationalError, of one request
            self._each_alone(batch, error)
        except (psycopg.OperationalError, DatabaseUnreachable) as error:
            self._not_now(batch, error)
        except (
            psycopg.Error, struct.error, ArithmeticError, LookupError, TypeError, ValueError,
        ) as error:  # fmt: skip
            self._each_alone(batch, error)
        else:
            for ticket, result in zip(batch, answers, strict=True):
                ticket.answer(result)

    def _each_alone(self, batch: list[Ticket], error: Exception) -> None:
        """A request that the database refuses fails alone."""
        if len(batch) > 1:
            for ticket in batch:
                self._serve([ticket])
        elif isinstance(error, psycopg.InternalError):
            # No fault of the request: a primary that has become a standby only reads, for one.
            self._not_now(batch, error)
        else:
            batch[0].answer(None, _refused(error))

    def _not_now(self, batch: list[Ticket], error: Exception) -> None:
        self._forget_connection()
        for ticket in batch:
            unavailable = StoreUnavailable("the database cannot be reached")
            unavailable.__cause__ = error
            ticket.answer(None, unavailable)

    def _write(self, requests: list[Append]) -> list[Appended | None]:
        batch = Batch(self._type)
        for number, request in enumerate(requests):
            batch.add(number, request)
        if not batch.facts:
            return [None] * len(requests)
        found = (
            self._connected().cursor(binary=True).execute(self._call, batch.columns()).fetchall()
        )
        where = {number: Appended(first, last, at) for number, first, last, at in found}
        return [where.get(number) for number in range(len(requests))]

    def _connected(self) -> psycopg.Connection[Any]:
        if self._conn is None:
            self._conn = self._database.connect("writer", autocommit=True)
            self._conn.prepare_threshold = 0
            know_arrays(self._conn)
        return self._conn

    def _forget_connection(self) -> None:
        if self._conn is not None:
            self._conn.close()
            self._conn = None


def _refused(error: Exception) -> AppendRefused:
    # The server's own words may quote what was stored: only the kind of error goes on.
    state = getattr(error, "sqlstate", None)
    return AppendRefused(f"the database refused this request ({state or type(error).__name__})")
