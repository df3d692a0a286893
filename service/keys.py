"""One random key per sealed segment: made, wrapped, opened and destroyed here.

A key is stored wrapped (AES-KW, RFC 3394) under the key-encryption key of its epoch, which is
itself wrapped under the root key. What must be destroyed on its own is never derived from
something that survives: every segment key is 32 random bytes.
"""

import hashlib
import hmac
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.keywrap import (
    InvalidUnwrap,
    aes_key_unwrap,
    aes_key_wrap,
)
from psycopg import sql

from service.database import Database
from service.secret_file import secret_file


class KeysUnusable(Exception):
    """The root key does not open this journal's keys, or is not there."""


@dataclass(frozen=True)
class NewKey:
    """A segment key just made. `wrapped` is stored in the same transaction as the words."""

    key_id: UUID
    key: bytes
    wrapped: bytes
    epoch: int


class KeyService(Protocol):
    """What the codec needs of keys, wherever they are kept."""

    def create(self) -> NewKey:
        """A new random key, wrapped under the current epoch."""

    def open(self, key_ids: Iterable[UUID]) -> Mapping[UUID, bytes]:
        """The keys that still exist. One that was destroyed is absent from the answer."""

    def fingerprint(self, content: bytes) -> str:
        """HMAC-SHA256 (hex) of a command's content: says "the same" and nothing else."""


class MemoryKeys:
    """Keys in memory, for rule tests: gone with the process."""

    def __init__(self) -> None:
        self._root = os.urandom(32)
        self._keys: dict[UUID, bytes] = {}

    def create(self) -> NewKey:
        key_id, key = uuid4(), os.urandom(32)
        self._keys[key_id] = key
        return NewKey(key_id, key, aes_key_wrap(self._root, key), 1)

    def open(self, key_ids: Iterable[UUID]) -> Mapping[UUID, bytes]:
        return {key_id: self._keys[key_id] for key_id in key_ids if key_id in self._keys}

    def destroy(self, key_ids: Iterable[UUID]) -> None:
        """Forget these keys for good."""
        for key_id in key_ids:
            self._keys.pop(key_id, None)

    def fingerprint(self, content: bytes) -> str:
        return hmac.digest(self._root, content, "sha256").hex()


def root_key(path: Path) -> bytes:
    """The 32-byte root key in that file (mode 0600); made where there is none.

    Raises KeysUnusable when others may read the file, or it holds no key.
    """
    try:
        key = secret_file(path, lambda: os.urandom(32))
        shared = path.stat().st_mode & 0o077
    except OSError as error:
        raise KeysUnusable(f"{path}: {error.strerror}") from None
    if shared:
        raise KeysUnusable(f"{path} may be read by others: run chmod 600 on it")
    if len(key) != 32:
        raise KeysUnusable(f"{path} holds no 32-byte root key: restore the file that belongs here")
    return key


class FileKeys:
    """The root key in a file, wrapped keys in a schema of their own, read by a role of their own.

    Its login role alone may read wrapped keys. New keys are not written through it: the store
    writes them in the same transaction as the words that they seal.
    """

    def __init__(self, root: bytes, database: Database) -> None:
        self._pool = database.pool("keys", min_size=0, max_size=4, kwargs={"autocommit": True})
        self._pool.open()
        self._table = sql.Identifier(f"{database.schema}_keys", "key")
        self._epochs = sql.Identifier(f"{database.schema}_keys", "epoch")
        self._pepper = hmac.digest(root, b"wijkboek/fingerprint/v1", "sha256")
        self._kek: dict[int, bytes] = {}
        self._current = self._load(root)

    def _load(self, root: bytes) -> int:
        """Opens the epochs' key-encryption keys; makes the first where there is none."""
        fresh = aes_key_wrap(root, os.urandom(32))
        with self._pool.connection() as conn:
            conn.execute(
                sql.SQL("INSERT INTO {} (epoch, wrapped) VALUES (1, %s) ON CONFLICT DO NOTHING")
                .format(self._epochs), [fresh],
            )  # fmt: skip
            rows = conn.execute(sql.SQL("SELECT epoch, wrapped FROM {}").format(self._epochs))
            try:
                self._kek = {epoch: aes_key_unwrap(root, bytes(w)) for epoch, w in rows}
            except InvalidUnwrap:
                raise KeysUnusable(
                    "the root key does not open this journal's keys: restore the root key file "
                    "that belongs to this database"
                ) from None
        return max(self._kek)

    def create(self) -> NewKey:
        key = os.urandom(32)
        wrapped = aes_key_wrap(self._kek[self._current], key)
        return NewKey(uuid4(), key, wrapped, self._current)

    def open(self, key_ids: Iterable[UUID]) -> Mapping[UUID, bytes]:
        wanted = list(key_ids)
        if not wanted:
            return {}
        with self._pool.connection() as conn:
            rows = conn.execute(
                sql.SQL("SELECT key_id, epoch, wrapped FROM {} WHERE key_id = ANY (%s)")
                .format(self._table), [wanted],
            )  # fmt: skip
            return {k: self._unwrapped(epoch, bytes(wrapped)) for k, epoch, wrapped in rows}

    def _unwrapped(self, epoch: int, wrapped: bytes) -> bytes:
        """The key; where its row was damaged no key at all, and what it sealed does not open."""
        try:
            return aes_key_unwrap(self._kek[epoch], wrapped)
        except (InvalidUnwrap, KeyError):
            return b""

    def fingerprint(self, content: bytes) -> str:
        return hmac.digest(self._pepper, content, hashlib.sha256).hex()

    def close(self) -> None:
        """Let go of the database."""
        self._pool.close()
