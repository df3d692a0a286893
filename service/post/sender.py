"""The sender: a thread or process that sees to it that what was ordered goes, once.

For each message: on record that it is begun (on the strength of that fact its words are opened),
composed, carried, and on record what came of it. One sender at a time works for a municipality:
it holds a row, which the database lets go of when the sender ends, however it ends.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID, uuid4, uuid5

import psycopg
import structlog
from psycopg import sql

from domain.codes import Undelivered
from domain.command import Malformed, Unknown
from domain.decisions.message import ConfirmDelivery, ReportUndelivered, StartSending
from domain.fact import Context, Fact
from domain.facts.message import MessageOrdered
from domain.facts.municipality import JournalOpened
from domain.law import NotInForce
from domain.terms import CommandId, MessageId
from service.acting import NobodyActs, acting_for_the_service
from service.database import Database, DatabaseUnreachable
from service.deciding import AnyCommand
from service.journal import Journal
from service.keys import ReadRequired
from service.outcome import Answer, Contended, OtherCommand
from service.post.addresses import AddressBook, AddressesUnreadable
from service.post.carriers import Carriers
from service.post.composing import composed
from service.post.filling import Known
from service.post.letter import Carried, NotSent
from service.post.outbox import Outbox, Waiting
from service.records import StoreUnavailable
from service.sealing import WordsTampered
from service.threads import runs

POLL = 1.0
"""Seconds between two looks, when nobody says that there is something."""
LONGEST_BACKOFF = 30.0
AT_ONCE = 200
"""So many letters in one turn; then another sender may have it."""
REMEMBERED = 35 * 24 * 60 * 60
"""For so many seconds the folder remembers what went: as long as a backup is put back from."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Post:
    """All that a sender needs besides the journal."""

    addresses: AddressBook
    carriers: Carriers
    contact: str
    close: Callable[[], None] = lambda: None
    """Lets go of what the addresses are read from."""


class Sender:
    """Sends what waits; in as many processes as one likes, and one at a time."""

    def __init__(
        self, journal: Journal, database: Database, genesis: Fact[JournalOpened], post: Post
    ) -> None:
        self._journal, self._database, self._post = journal, database, post
        self._genesis = genesis.event
        self._outbox: Outbox | None = None
        self._gone: dict[MessageId, Carried] = {}
        """Sent, and not yet on record as such: it is not sent again by this process."""
        self._stop, self._wake = threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Send in a thread of this process, until `stop`."""
        self._thread = threading.Thread(target=self.run, name="sender", daemon=True)
        self._thread.start()

    def wake(self) -> None:
        """Something was ordered: look now."""
        self._wake.set()

    def stop(self) -> None:
        """Stop between two letters, and wait for that."""
        self._stop.set()
        self._wake.set()
        if self._thread is not None and self._thread is not threading.current_thread():
            self._thread.join()
            self.close()

    def runs(self) -> bool:
        """Whether its thread was started and has not ended."""
        return runs(self._thread)

    def close(self) -> None:
        """Let go of what is held open."""
        self._post.close()

    def run(self) -> None:
        """Send until stopped. What is lost meanwhile, database or addresses, is waited for."""
        pause = POLL
        while not self._stop.is_set():
            try:
                sent = self.send_due()
                pause = POLL
            except (
                psycopg.Error, DatabaseUnreachable, StoreUnavailable, AddressesUnreadable,
                NobodyActs, Contended, OSError,
            ) as error:  # fmt: skip
                sent, pause = 0, min(pause * 2, LONGEST_BACKOFF)
                self._outbox = None  # the journal may have gone back: look anew
                log.warning("sending_waits", because=type(error).__name__, in_seconds=pause)
            if not sent:
                self._wake.wait(pause)
                self._wake.clear()

    def send_due(self) -> int:
        """Send what is due now; how many were tried. 0 also where another sender is at it.

        Raises StoreUnavailable, AddressesUnreadable, NobodyActs, DatabaseUnreachable and
        psycopg.Error: then what is left waits.
        """
        if self._outbox is not None:
            self._outbox.catch_up()
            if not any(self._outbox.due(self._journal.now())):
                return 0
        with self._turn() as turn:
            if turn is None:
                return 0
            connection, settled = turn
            if self._outbox is None:
                self._outbox = Outbox(self._journal, seen=settled)
                self._post.carriers.queue.forget(before=time.time() - REMEMBERED)
            self._outbox.catch_up()
            tried = 0
            for waiting in self._outbox.due(self._journal.now()):
                if tried == AT_ONCE or self._stop.is_set():
                    break
                connection.execute("SELECT")  # the turn is still ours
                self._send(waiting)
                tried += 1
            self._outbox.catch_up()
            self._settle(connection, self._outbox.settled)
            return tried

    def _send(self, waiting: Waiting) -> None:
        ordered = waiting.ordered
        message = ordered.event.message
        if message not in self._gone:
            begun = self._record(ordered, StartSending, message=message)
            if begun.refusal is not None:
                log.warning("message_not_begun", message=message, code=begun.refusal.value)
                self._put_off(waiting)
                return
            try:
                self._gone[message] = self._carry(ordered, begun.position)
            except NotSent as error:
                self._record(ordered, ReportUndelivered, message=message, reason=error.reason)
                log.warning("message_not_sent", message=message, reason=error.reason.value)
                return
        gone = self._gone[message]
        self._record(
            ordered, ConfirmDelivery, CommandId(str(uuid5(UUID(message), gone.proof))),
            message=message, channel=gone.channel, proof=gone.proof, reference=gone.reference,
        )  # fmt: skip
        del self._gone[message]

    def _put_off(self, waiting: Waiting) -> None:
        """Not now, and not every second: as after a try that failed."""
        assert self._outbox is not None
        later = replace(waiting, attempts=waiting.attempts + 1, tried_at=self._journal.now())
        self._outbox.waiting[waiting.ordered.event.message] = later

    def _carry(self, ordered: Fact[MessageOrdered], read: int) -> Carried:
        try:
            to = self._post.addresses.address_of(ordered.event, read)
            if to is None:
                raise NotSent(Undelivered.NO_ADDRESS)
            known = Known(
                self._journal, ordered, read, to, self._post.contact, self._genesis.organisation
            )
            letter = composed(known, simulated=self._genesis.simulated)
        except (ReadRequired, WordsTampered, NotInForce):
            raise NotSent(Undelivered.WORDS_GONE) from None
        return self._post.carriers.carry(letter, known, self._journal)

    def _record(
        self,
        ordered: Fact[MessageOrdered],
        kind: Any,
        command: CommandId | None = None,
        **said: Any,
    ) -> Answer:
        """What came of it: by the service, for the purpose and on the ground of the order."""
        command_id = command or CommandId(str(uuid4()))
        context: Context = acting_for_the_service(
            self._journal, self._genesis, command_id, like=ordered.context
        )
        asked: AnyCommand = kind(context=context, **said)
        try:
            return self._journal.record(asked)
        except (OtherCommand, Unknown, Malformed):
            # Another sender put it on record, or the journal went back: look again.
            self._outbox = None
            raise StoreUnavailable("what was ordered is not what it was") from None

    @contextmanager
    def _turn(self) -> Iterator[tuple[psycopg.Connection[Any], int] | None]:
        """The connection that holds the turn, and up to where all has gone; None: not ours now."""
        table = sql.Identifier(f"{self._database.schema}_post", "sender")
        with self._database.connect("writer") as connection:
            connection.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
            row = connection.execute(
                sql.SQL("SELECT settled FROM {} FOR UPDATE SKIP LOCKED").format(table)
            ).fetchone()
            yield None if row is None else (connection, row[0])

    def _settle(self, connection: psycopg.Connection[Any], position: int) -> None:
        table = sql.Identifier(f"{self._database.schema}_post", "sender")
        connection.execute(sql.SQL("UPDATE {} SET settled = %s").format(table), [position])
