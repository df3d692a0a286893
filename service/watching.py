"""The watch on the database: how it is set up and where, at the start and hourly, on record."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import psycopg
import structlog

from domain.decisions.state import RecordState
from domain.fact import Fact
from domain.facts.municipality import JournalOpened
from domain.facts.state import SystemState, SystemStateRecorded
from domain.filing import subject
from domain.terms import CommandId, Digest, Incarnation, Release
from service.acting import NobodyActs, acting_for_the_service
from service.codec import decode
from service.database import Database, DatabaseUnreachable
from service.journal import Journal
from service.migration import MIGRATIONS, migrations_in
from service.outcome import Contended
from service.records import Item, StoreUnavailable
from service.state import fingerprint, incarnation_of, state_of
from service.threads import runs

RELEASE = Release("0.1.0")
"""Of the program: that of pyproject.toml."""
HOUR = 3600.0
AGAIN = 60.0
"""Seconds until it is tried again, where the database is away."""

log = structlog.get_logger()


@dataclass(frozen=True)
class Watched:
    """How the database is set up now, and how it was when that was last put on record."""

    now: Digest
    migrations: int
    incarnation: Incarnation
    before: SystemState

    @property
    def changed_in_silence(self) -> bool:
        """Whether it differs, and no migration came between."""
        return self.before.unlike(self.now, self.migrations)


class Watch:
    """Puts the digest on record, hourly. Works in a thread of its own."""

    def __init__(
        self,
        journal: Journal,
        database: Database,
        genesis: Fact[JournalOpened],
        signed: Callable[[], int | None] = lambda: None,
    ) -> None:
        """`signed` says for how many facts the log has signed, as far as that is known."""
        self._signed = signed
        self._journal, self._database, self._genesis = journal, database, genesis.event
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Watch in a thread of this process, until `stop`."""
        self._thread = threading.Thread(target=self._run, name="watch", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop, and wait for that."""
        self._stop.set()
        if self._thread is not None:
            self._thread.join()

    def runs(self) -> bool:
        """Whether its thread was started and has not ended."""
        return runs(self._thread)

    def look(self) -> Watched:
        """How it is set up now, beside the last fact. Raises DatabaseUnreachable, psycopg.Error,
        StoreUnavailable."""
        before = SystemState(self._genesis.function)
        asked = Item((SystemStateRecorded.__name__,), tuple(subject(before)))
        for stored in self._journal.store.read([asked]).facts:
            fact: Fact[Any] = decode(stored)
            before = before.evolve(fact)
        with self._database.connect("auditor", autocommit=True) as connection:
            schema = self._database.schema
            now = fingerprint(state_of(connection, schema))
            where = incarnation_of(connection, schema)
            return Watched(now, len(migrations_in(MIGRATIONS)), where, before)

    def record(self) -> SystemStateRecorded:
        """Look, put it on record, and raise the alarm where it changed in silence.

        Raises what `look` raises, NobodyActs and Contended.
        """
        seen = self.look()
        command = CommandId(str(uuid4()))
        context = acting_for_the_service(self._journal, self._genesis, command)
        answer = self._journal.record(
            RecordState(
                context=context, fingerprint=seen.now, migrations=seen.migrations,
                release=RELEASE, incarnation=seen.incarnation, signed=self._signed(),
            )
        )  # fmt: skip
        event = answer.facts[-1].event
        if not isinstance(event, SystemStateRecorded):
            raise NobodyActs
        if event.unexpected:
            log.error("database_was_changed", find_out="wijkboek check")
        if event.elsewhere:
            log.error("database_is_another", find_out="wijkboek notary status")
        return event

    def _run(self) -> None:
        pause = 0.0
        while not self._stop.wait(pause):
            pause = HOUR
            try:
                self.record()
            except (
                psycopg.Error, DatabaseUnreachable, StoreUnavailable, NobodyActs, Contended,
            ) as error:  # fmt: skip
                log.warning("database_not_watched", because=type(error).__name__)
                pause = AGAIN
