"""The notary: fixes facts in the tree as they come, has it signed, and has witnesses see it."""

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, LiteralString

import psycopg
import structlog
from psycopg import Connection, sql

from service.database import Database, DatabaseUnreachable
from service.fixing.publishing import Public
from service.fixing.standby import Standby, StandbyBehind
from service.fixing.tree import FactAltered, Head, Tree
from service.fixing.witnessing import Witnessing
from service.notary.asking import WitnessClient
from service.notary.checkpoint import Checkpoint
from service.notary.kept import Conflict
from service.notary.note import Note, Signature
from service.notary.paths import consistency_proof
from service.notary.signer import SECONDED_EVERY, SignerAway, SignerClient, SignerRefused
from service.notary.strict import Malformed
from service.notary.timestamping import Stamper
from service.threads import runs

EVERY = 0.2
"""Seconds between two signatures, at least."""
WITNESSED_EVERY = 5.0
LONGEST_BACKOFF = 5.0
LONG_AGO = 60.0

log = structlog.get_logger()


class WentBack(Exception):
    """What was signed before holds more facts than there are: the database was put back."""

    def __init__(self, signed: int, size: int) -> None:
        super().__init__(
            f"The log signed a tree of {signed} facts, and here are {size}: this database was put"
            " back, or facts were removed. It gets no signature: docs/notary.md, After a restore."
        )


@dataclass
class State:
    """How it goes, for whoever watches."""

    size: int = 0
    signed: int = 0
    error: str | None = None
    """Why nothing is fixed any more: somebody must look."""


class Notary:
    """One thread of work. Two at once do no harm: one extends the tree, the other finds it done."""

    def __init__(
        self,
        database: Database,
        signer: SignerClient,
        public: Public,
        witnesses: Sequence[WitnessClient] = (),
        stamper: Stamper | None = None,
        standby: Standby | None = None,
        enough: Callable[[Note], bool] = bool,
    ) -> None:
        """With `standby`, only what a synchronous standby has on its disk is signed. `enough` says
        of a cosigned checkpoint whether it is to be published."""
        self._database, self._signer, self._public = database, signer, public
        self._standby = standby
        self.tree = Tree(database.schema)
        self.witnessing = Witnessing(
            database.schema, self.tree, public, witnesses, stamper, standby, enough
        )
        self.state = State()
        self._seconded = -SECONDED_EVERY
        self.lost: Callable[[], object] = lambda: None
        """Told when facts are gone: from then on nothing may be recorded."""
        self._sql = _Statements(database.schema)
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def check(self) -> WentBack | None:
        """See that there are as many facts as were signed for, as the signer or else what was
        published says; where there are not, raise the alarm and say so to `lost`, and here.

        Raises DatabaseUnreachable.
        """
        signed = self._public.size()
        try:
            signed = max(signed, self._signer.size())
        except SignerAway as error:
            log.warning("facts_are_not_signed", because=str(error))
        with self._database.connect("notary", autocommit=True) as connection:
            (head,) = connection.execute(self._sql.head).fetchone() or (0,)
        if signed <= head:
            return None
        gone = WentBack(signed, head)
        self.state.error = str(gone)
        log.critical("facts_are_gone", because=self.state.error)
        self.lost()
        return gone

    def start(self) -> None:
        """Work in threads of this process, until `stop`: one signs, one asks the witnesses."""
        self._threads = [threading.Thread(target=self.run, name="notary", daemon=True)]
        if self.witnessing.witnesses or self.witnessing.stamper:
            asks = threading.Thread(target=self.run_witnesses, name="witnesses", daemon=True)
            self._threads.append(asks)
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Stop between two pages, and wait for that."""
        self._stop.set()
        for thread in self._threads:
            thread.join()
        self._signer.close()

    def works(self) -> bool:
        """Whether its threads were started, and none has ended."""
        return bool(self._threads) and all(map(runs, self._threads))

    def runs(self) -> bool:
        """Whether it works, and facts are fixed."""
        return self.works() and self.state.error is None

    def run(self) -> None:
        """Sign until stopped. What is away is waited for; what is wrong is said again and again."""
        backoff = EVERY
        while not self._stop.is_set():
            try:
                with self._database.connect("notary", autocommit=True) as connection:
                    if (gone := self.check()) is not None:  # whoever puts it back, cuts us off
                        raise gone
                    while not self._stop.is_set():
                        grew = self._stepped(connection)
                        self.state.error = None
                        backoff = EVERY
                        self._stop.wait(EVERY if grew else 2 * EVERY)
            except (FactAltered, Malformed, SignerRefused, WentBack) as error:
                self.state.error = str(error)
                log.critical("facts_are_not_fixed", because=str(error))
                if isinstance(error, SignerRefused):
                    self.lost()  # as many facts as were signed for, and they are others
                self._stop.wait(LONG_AGO)
            except (
                psycopg.Error, DatabaseUnreachable, SignerAway, StandbyBehind, OSError,
            ) as error:  # fmt: skip
                _tell(error, backoff)
                self._stop.wait(backoff)
                backoff = min(backoff * 2, LONGEST_BACKOFF)

    def _stepped(self, connection: Connection[Any]) -> int:
        try:
            return self.step(connection)
        except WentBack:
            self.check()  # of the facts themselves, and not of the tree that is made of them
            raise

    def step(self, connection: Connection[Any]) -> int:
        """Fix what there is, and have it signed and published; how many facts.

        Raises FactAltered, SignerRefused, SignerAway, StandbyBehind, WentBack.
        """
        grew = 0
        while (more := self.tree.extend(connection)) and not self._stop.is_set():
            grew += more
        self.state.size = self.tree.head(connection).size
        if self.state.size > self._signed(connection):
            with connection.transaction():  # signed and published by one notary at a time
                if connection.execute(self._sql.my_turn).fetchone() is not None:
                    head = self.tree.head(connection)
                    if self._standby is not None:
                        self._standby.wait(connection, self._stop)
                    self._sign(connection, head)
        return grew

    def _signed(self, connection: Connection[Any]) -> int:
        (size,) = connection.execute(self._sql.last).fetchone() or (0,)
        return int(size or 0)

    def _sign(self, connection: Connection[Any], head: Head) -> None:
        tree = Checkpoint(self._signer.key.name, head.size, head.root)
        line = self._signature(connection, tree, self._signed(connection))
        note = Note(tree.text(), (line, *self._second()))
        connection.execute(self._sql.keep, [tree.size, note.data().decode()])
        if not self.witnessing.witnesses or self._public.checkpoint() is None:
            self._public.publish(connection, self.tree, note.data())
        self.state.signed = tree.size

    def _second(self) -> list[Signature]:
        """What the signer adds once an hour."""
        if time.monotonic() - self._seconded < SECONDED_EVERY:
            return []
        line = self._signer.second()  # by a clock of its own: not yet, it may say
        self._seconded = time.monotonic() - (SECONDED_EVERY - LONG_AGO if line is None else 0)
        return [] if line is None else [line]

    def _signature(self, connection: Connection[Any], tree: Checkpoint, old: int) -> Signature:
        node = self.tree.node(connection)
        while True:
            try:
                return self._signer.checkpoint(tree, old, consistency_proof(node, old, tree.size))
            except Conflict as error:
                if error.tree.size > tree.size:
                    raise WentBack(error.tree.size, tree.size) from None
                old = error.tree.size

    def run_witnesses(self) -> None:
        """Ask the witnesses, every few seconds, until stopped."""
        while not self._stop.wait(WITNESSED_EVERY):
            try:
                with self._database.connect("notary", autocommit=True) as connection:
                    self.witnessing.witness(connection)
                self.witnessing.stamp()
            except (
                psycopg.Error, DatabaseUnreachable, Malformed, StandbyBehind, OSError,
            ) as error:  # fmt: skip
                log.warning("witnesses_wait", because=type(error).__name__)


def _tell(error: Exception, backoff: float) -> None:
    if isinstance(error, SignerAway | StandbyBehind):  # their words hold nothing that was stored
        log.warning("facts_are_not_signed", because=str(error), in_seconds=backoff)
    else:
        log.warning("notary_waits", because=type(error).__name__, in_seconds=backoff)


class _Statements:
    def __init__(self, schema: str) -> None:
        def ready(text: LiteralString) -> sql.Composed:
            return sql.SQL(text).format(s=sql.Identifier(schema))

        self.head = ready("SELECT coalesce(max(position), 0) FROM {s}.fact")
        self.my_turn = ready("SELECT FROM {s}.tree FOR UPDATE SKIP LOCKED")
        self.last = ready("SELECT max(size) FROM {s}.checkpoint")
        self.keep = ready("INSERT INTO {s}.checkpoint VALUES (%s, %s) ON CONFLICT DO NOTHING")
