"""Keys in memory, for rule tests: gone with the process, and opened without asking for a read."""

import hmac
import os
from collections.abc import Iterable, Mapping
from datetime import date
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.keywrap import aes_key_wrap

from service.keys.service import NewKey


class MemoryKeys:
    """See `KeyService`. There is no journal to look a read up in: the database is what checks."""

    def __init__(self) -> None:
        self._root = os.urandom(32)
        self._keys: dict[UUID, bytes] = {}

    def create(self) -> NewKey:
        key_id, key = uuid4(), os.urandom(32)
        self._keys[key_id] = key
        return NewKey(key_id, key, aes_key_wrap(self._root, key), 1)

    def open(self, key_ids: Iterable[UUID], read: int = 0) -> Mapping[UUID, bytes]:
        return {key_id: self._keys[key_id] for key_id in key_ids if key_id in self._keys}

    def fingerprint(self, content: bytes) -> str:
        return f"1:{hmac.digest(self._root, content, 'sha256').hex()}"

    def recognises(self, content: bytes, fingerprint: str) -> bool | None:
        return hmac.compare_digest(self.fingerprint(content), fingerprint)

    def blind(self, kind: str, value: bytes) -> bytes:
        return hmac.digest(self._root, f"blind/{kind}\n".encode() + value, "sha256")

    def reclassify(self, key_ids: Iterable[UUID], retention: str, due: date | None) -> int:
        return sum(key_id in self._keys for key_id in key_ids)

    def refile(self, about: Iterable[str]) -> int:
        return 0  # under whom they are filed is asked by nobody here

    def destroy(self, key_ids: Iterable[UUID]) -> int:
        return sum(self._keys.pop(key_id, None) is not None for key_id in key_ids)
