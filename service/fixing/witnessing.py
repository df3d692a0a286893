"""Having outsiders see the tree: witnesses cosign it every few seconds, an authority stamps it."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import Any, LiteralString

import psycopg
import structlog
from psycopg import Connection, sql

from service.fixing.publishing import Public
from service.fixing.standby import Standby
from service.fixing.tree import Tree
from service.notary.asking import (
    Prove,
    WitnessAhead,
    WitnessAway,
    WitnessClient,
    WitnessRefused,
)
from service.notary.cosignature import time_of
from service.notary.note import Note, Signature, parse_note
from service.notary.paths import consistency_proof
from service.notary.timestamping import NotStamped, Stamper

AGAIN = 300.0
"""Seconds after which witnesses are asked again about a tree that did not grow."""
STAMPED_EVERY = 3600.0
SKEW = 2
"""Seconds that may pass between the tree that is sent and a witness's signature."""
PATIENCE = 3.0
"""Seconds in which a witness may answer: the others, and whoever stops us, wait no longer."""

log = structlog.get_logger()


class Witnessing:
    """The witnesses and the authority of one log."""

    def __init__(
        self,
        schema: str,
        tree: Tree,
        public: Public,
        witnesses: Sequence[WitnessClient],
        stamper: Stamper | None,
        standby: Standby | None = None,
        enough: Callable[[Note], bool] = bool,
    ) -> None:
        self.witnesses, self.stamper, self._standby = witnesses, stamper, standby
        self._enough, self._slow = enough, dict[str, _Asking]()
        self.refused: str | None = None
        """What a witness refused last: somebody must look."""
        self._tree, self._public = tree, public
        self._cosigned, self._asked_at, self._stamped_at = 0, 0.0, -STAMPED_EVERY

        def ready(text: LiteralString) -> sql.Composed:
            return sql.SQL(text).format(s=sql.Identifier(schema))

        self._newest = ready("SELECT size, note FROM {s}.checkpoint ORDER BY size DESC LIMIT 1")
        self._simulated = f"{schema}.clock"
        self._recorded = ready(
            "SELECT extract(epoch FROM recorded_at)::float8,"
            " (SELECT max(at) FROM {s}.cosignature WHERE size < %s),"
            " (SELECT max(at) FROM {s}.cosignature WHERE size = %s)"
            " FROM {s}.fact WHERE position = %s AND to_regclass(%s) IS NULL"
        )
        # A fact that came meanwhile would seem to be older than it is, for good.
        self._overtaken = ready(
            "SELECT FROM {s}.fact WHERE position = %s AND recorded_at < to_timestamp(%s)"
        )
        self._cosign = ready(
            "INSERT INTO {s}.cosignature VALUES (%s, %s, %s, %s) ON CONFLICT DO NOTHING"
        )

    def stamp(self) -> None:
        """Have the published checkpoint stamped by the authority, once an hour."""
        note = self._public.checkpoint()
        early = time.monotonic() - self._stamped_at < STAMPED_EVERY
        if self.stamper is None or note is None or early:
            return
        try:
            self.stamper.stamp(note)
            self._stamped_at = time.monotonic()
        except NotStamped as error:
            log.warning("checkpoint_is_not_stamped", because=str(error))

    def witness(self, connection: Connection[Any]) -> int:
        """Have every witness cosign the last checkpoint, and publish it where enough did; how many
        did.

        Raises StandbyBehind.
        """
        row = connection.execute(self._newest).fetchone()
        if row is None:
            return 0
        if self._standby is not None:  # else a failover could forget what witnesses have seen
            self._standby.wait(connection)
        size, note = int(row[0]), parse_note(str(row[1]).encode())
        lines = self._lines(connection, size, note)
        whole = Note(note.text, (*note.signatures, *lines))
        if lines and self._enough(whole):  # what too few saw takes the place of nothing
            self._public.publish(connection, self._tree, whole.data())
            self._cosigned, self._asked_at = size, time.time()
        if lines:
            self._check_clock(connection, size)
        return len(lines)

    def _check_clock(self, connection: Connection[Any], size: int) -> None:
        """Raise the alarm where the last fact of that tree, by the clocks of the witnesses, cannot
        have been recorded when it says. A simulated journal has a clock of its own."""
        found = connection.execute(self._recorded, [size, size, size, self._simulated]).fetchone()
        for at, after, before in [found] if found else ():
            seconds = max(0, at - before) or min(0, at - (after or at))
            if not -SKEW <= seconds <= SKEW:
                log.error("clocks_differ", of="the database", seconds=round(seconds))

    def _lines(self, connection: Connection[Any], size: int, note: Note) -> list[Signature]:
        if size == self._cosigned and time.time() - self._asked_at < AGAIN:
            return []
        node, found = self._tree.node(connection), []
        for each in self._all_asked(note, lambda old: consistency_proof(node, old, size)):
            line, who, key = each.line, each.witness.key.name, each.witness.key
            if line is None:
                self._not_signed(connection, each, size)
                continue
            at = time_of(Note(note.text, (line,)), key) or 0
            if not -SKEW <= at - each.asked_at <= SKEW:
                log.error("clocks_differ", witness=who, seconds=round(at - each.asked_at))
            elif connection.execute(self._overtaken, [size + 1, at - SKEW]).rowcount:
                log.warning("witness_is_late", witness=who)  # it is asked again, of a newer tree
            else:
                connection.execute(self._cosign, [size, who, at, line.line()])
                found.append(line)
        return found

    def _all_asked(self, note: Note, prove: Prove) -> list["_Asking"]:
        """Every witness that is not at an earlier question still, asked at once."""
        self._slow = {name: each for name, each in self._slow.items() if each.is_alive()}
        asked = [_Asking(w, note, prove) for w in self.witnesses if w.key.name not in self._slow]
        until = time.monotonic() + PATIENCE
        for each in asked:
            each.start()
        for each in asked:
            each.join(max(0.0, until - time.monotonic()))
            if each.is_alive():
                self._slow[each.witness.key.name] = each
        return asked

    def _not_signed(self, connection: Connection[Any], asked: "_Asking", size: int) -> None:
        error, who = asked.error, asked.witness.key.name
        if isinstance(error, WitnessAhead):
            newest = connection.execute(self._newest).fetchone()
            if newest is not None and int(newest[0]) >= error.seen:
                return  # another notary of ours was first
        if isinstance(error, WitnessAhead | WitnessRefused):
            self.refused = str(error)
            log.critical("a_witness_refuses", witness=who, because=str(error))
        else:
            log.warning("witness_is_away", witness=who, because=str(error or "no answer in time"))


class _Asking(threading.Thread):
    """One question to one witness, that holds up nobody: a slow answer is not waited for."""

    def __init__(self, witness: WitnessClient, note: Note, prove: Prove) -> None:
        super().__init__(name="witness", daemon=True)
        self.witness, self._note, self._prove = witness, note, prove
        self.asked_at = time.time()
        self.line: Signature | None = None
        self.error: Exception | None = None

    def run(self) -> None:
        try:
            line = self.witness.cosign(self._note.data(), self._prove)
        except (WitnessAway, WitnessAhead, WitnessRefused, psycopg.Error) as error:
            self.error = error
        else:
            self.line = line
