"""Receipts: what a caller holds against us if a fact is not where it was promised."""

import time

from psycopg import Connection, sql
from psycopg.rows import TupleRow

from service.entry import micros
from service.fixing.place import Place
from service.fixing.publishing import Public
from service.fixing.standby import Standby
from service.fixing.tree import Tree
from service.notary.checkpoint import parse_checkpoint
from service.notary.entries import leaf_of
from service.notary.note import Note, parse_note
from service.notary.paths import inclusion_proof
from service.notary.promise import Promise
from service.notary.proof import Proof
from service.notary.signer import SignerClient

STEP = 0.05
"""Seconds between two looks."""


class Receipts:
    """Of the facts of one municipality."""

    def __init__(self, schema: str, place: Place, standby: Standby | None = None) -> None:
        self._standby = standby
        self._place, self._tree, self._public = place, Tree(schema), Public(place.public)
        self._entry = sql.SQL(
            "SELECT recorded_at, sha256(header), body_hash, header FROM {}.fact WHERE position = %s"
        ).format(sql.Identifier(schema))

    def wait(self, position: int, seconds: float) -> bool:
        """Until the fact at that position stands in a published tree; False: not within so long."""
        until = time.monotonic() + seconds
        while self._public.size() < position:
            if time.monotonic() >= until:
                return False
            time.sleep(STEP)
        return True

    def of(self, connection: Connection[TupleRow], position: int) -> bytes:
        """Of the fact at that position: a proof (tlog-proof) once it stands in a published tree,
        and a signed promise before that. `connection` is the reader's, in autocommit.

        Raises LookupError, NotaryUnusable, SignerAway, SignerRefused, StandbyBehind.
        """
        row = connection.execute(self._entry, [position]).fetchone()
        if row is None:
            raise LookupError(position)
        at, header_hash, body_hash, header = row
        note = self._public.checkpoint()
        size = parse_checkpoint(parse_note(note).text).size if note else 0
        if note and position <= size:
            path = inclusion_proof(self._tree.node(connection), position - 1, size)
            entry = bytes(header_hash) + bytes(body_hash)
            return Proof(position - 1, tuple(path), note, entry).data()
        if self._standby is not None:
            self._standby.wait(connection)
        signer = SignerClient(self._place.socket, self._place.log())
        try:
            leaf = leaf_of(bytes(header), bytes(body_hash))
            said = Promise(self._place.log().name, position, leaf, micros(at)).text()
            return Note(said, (signer.statement(said),)).data()
        finally:
            signer.close()
