"""Wrapped keys in a schema of their own, opened by a function that demands a committed read.

The role that this speaks as may read no key and no fact: `open_keys` looks the read up, opens what
it is a read of, and writes its own log. New keys are not written through it: the store writes them
in the same transaction as the words that they seal.
"""

import hmac
import os
from collections.abc import Iterable, Mapping
from datetime import date
from time import monotonic
from typing import Any
from uuid import UUID, uuid4

import psycopg
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap
from psycopg import sql
from psycopg_pool import PoolTimeout

from service.database import Database
from service.keys.root import Root, RootKey
from service.keys.service import NewKey, ReadRequired
from service.reach import DatabaseUnreachable

FRESH = 600.0
"""Seconds after which it is asked again which epoch is the current one."""
# The log of openings may lose its last moments in a crash of the database's: the read that each of
# them names was committed before, and is what the log is held against.
QUICK = "-c synchronous_commit=off"


class FileKeys:
    """See `KeyService`: keys in PostgreSQL, wrapped under what the root wraps."""

    def __init__(
        self, root: Root | bytes, database: Database, destroyed: Iterable[int] = ()
    ) -> None:
        """`destroyed` are the epochs that were destroyed, whatever the database says.

        Raises KeysUnusable where the root does not open an epoch of this journal.
        """
        self._root = RootKey(root) if isinstance(root, bytes) else root
        self._destroyed = frozenset(destroyed)
        quick = {"autocommit": True, "prepare_threshold": 0, "options": QUICK}
        self._pool = database.pool("keys", min_size=0, max_size=4, checked=False, kwargs=quick)
        self._pool.open()
        self._sql = Statements(database.schema)
        self._kek: dict[int, bytes] = {}
        self._peppers: dict[str, bytes] = {}
        self._load()

    def _load(self) -> None:
        """Opens the epochs' key-encryption keys; makes the first where there is none."""
        with self._pool.connection() as conn:
            epochs = conn.execute(self._sql.epochs).fetchall()
            if not any(wrapped for epoch, wrapped in epochs if epoch not in self._destroyed):
                self._begin(conn, max([0, *self._destroyed, *(epoch for epoch, _ in epochs)]) + 1)
                epochs = conn.execute(self._sql.epochs).fetchall()
        for epoch, wrapped in epochs:
            if wrapped is None or epoch in self._destroyed:
                self._kek.pop(epoch, None)
            elif epoch not in self._kek:
                self._kek[epoch] = self._root.unwrap(epoch, bytes(wrapped))
        self._current = max(self._kek)
        self._loaded = monotonic()

    def _begin(self, conn: psycopg.Connection[tuple[object, ...]], epoch: int) -> None:
        fresh = self._root.wrap(epoch, os.urandom(32))
        conn.execute(self._sql.begin, [epoch, fresh])

    def create(self) -> NewKey:
        if monotonic() - self._loaded > FRESH:
            self._look_again()
        key = os.urandom(32)
        wrapped = aes_key_wrap(self._kek[self._current], key)
        return NewKey(uuid4(), key, wrapped, self._current)

    def _look_again(self) -> None:
        """Another process may have begun a new epoch; the last one lives for thirty days more."""
        try:
            self._load()
        except (psycopg.OperationalError, PoolTimeout):
            self._loaded = monotonic()

    def open(self, key_ids: Iterable[UUID], read: int) -> Mapping[UUID, bytes]:
        wanted = list(key_ids)
        if not wanted:
            return {}
        try:
            rows = self._fetch(self._sql.open, [read, wanted])
        except psycopg.errors.InsufficientPrivilege as error:
            raise ReadRequired(error.diag.message_primary) from None
        if any(epoch not in self._kek for _, epoch, _ in rows):
            self._load()
        return {
            key_id: self._unwrapped(epoch, bytes(wrapped))
            for key_id, epoch, wrapped in rows
            if epoch in self._kek
        }

    def _unwrapped(self, epoch: int, wrapped: bytes) -> bytes:
        """The key; where its row was damaged no key at all, and what it sealed does not open."""
        try:
            return aes_key_unwrap(self._kek[epoch], wrapped)
        except InvalidUnwrap:
            return b""

    def fingerprint(self, content: bytes) -> str:
        pepper = hmac.digest(self._kek[self._current], b"wijkboek/fingerprint/v2", "sha256")
        return f"{self._current}:{hmac.digest(pepper, content, 'sha256').hex()}"

    def recognises(self, content: bytes, fingerprint: str) -> bool | None:
        epoch, _, digest = fingerprint.rpartition(":")
        if epoch:
            kek = self._kek.get(int(epoch))
            if kek is None:
                return None
            pepper = hmac.digest(kek, b"wijkboek/fingerprint/v2", "sha256")
        else:  # of before there were epochs
            pepper = self._root.mac(b"wijkboek/fingerprint/v1", b"")
        return hmac.compare_digest(hmac.digest(pepper, content, "sha256").hex(), digest)

    def blind(self, kind: str, value: bytes) -> bytes:
        if kind not in self._peppers:  # the root is asked once, and not for everybody looked up
            self._peppers[kind] = self._root.mac(f"wijkboek/blind/v1/{kind}".encode(), b"")
        return hmac.digest(self._peppers[kind], value, "sha256")

    def reclassify(self, key_ids: Iterable[UUID], retention: str, due: date | None) -> int:
        return self._counted(self._sql.reclassify, [list(key_ids), None, retention, due])

    def refile(self, about: Iterable[str]) -> int:
        return self._counted(self._sql.refile, [list(about)])

    def destroy(self, key_ids: Iterable[UUID]) -> int:
        return self._counted(self._sql.destroy, [list(key_ids)])

    def _counted(self, statement: bytes, parameters: list[object]) -> int:
        ((count,),) = self._fetch(statement, parameters)
        return int(count)

    def _fetch(self, statement: bytes, parameters: list[object]) -> list[Any]:
        """What the database answers. Raises DatabaseUnreachable."""
        for again in (True, False):
            try:
                with self._pool.connection() as conn:
                    return conn.execute(statement, parameters).fetchall()
            except (psycopg.OperationalError, PoolTimeout) as error:
                if not again:
                    raise DatabaseUnreachable("the database cannot be reached") from error
                self._pool.check()  # others in the pool may have died with the same server
        raise AssertionError("unreachable")

    def close(self) -> None:
        """Let go of the database."""
        self._pool.close()


class Statements:
    """The SQL, with the schema's name in place."""

    def __init__(self, schema: str) -> None:
        def ready(text: str) -> bytes:
            return sql.SQL(text).format(k=sql.Identifier(f"{schema}_keys")).as_bytes()

        self.epochs = ready("SELECT epoch, wrapped FROM {k}.epoch ORDER BY epoch")
        self.begin = ready(
            "INSERT INTO {k}.epoch (epoch, wrapped) VALUES (%s, %s) ON CONFLICT DO NOTHING"
        )
        self.open = ready("SELECT key_id, epoch, wrapped FROM {k}.open_keys(%s, %s)")
        self.destroy = ready("SELECT {k}.destroy_keys(%s)")
        self.refile = ready("SELECT {k}.refile_keys(%s)")
        self.reclassify = ready("SELECT {k}.reclassify(%s, %s, %s, %s)")
