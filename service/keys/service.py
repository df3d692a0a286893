"""What the journal needs of keys, wherever they are kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID


class KeysUnusable(Exception):
    """The root does not open this journal's keys, or is not there; the message says what to do."""


class ReadRequired(Exception):
    """No committed read allows this opening. Names the position of the read, and no key."""


@dataclass(frozen=True)
class NewKey:
    """A segment key just made. `wrapped` is stored in the same transaction as the words."""

    key_id: UUID
    key: bytes
    wrapped: bytes
    epoch: int


class KeyService(Protocol):
    """What the journal needs of keys, wherever they are kept."""

    def create(self) -> NewKey:
        """A new random key, wrapped under the current epoch."""

    def open(self, key_ids: Iterable[UUID], read: int) -> Mapping[UUID, bytes]:
        """The keys that still exist, on the strength of the read on record at that position.

        One that was destroyed is absent from the answer. Raises ReadRequired for all of them where
        that fact is no read, no longer stands, or is of another case and another person.
        """

    def fingerprint(self, content: bytes) -> str:
        """Says "the same command" of some bytes, and nothing else: `<epoch>:<HMAC-SHA256 in hex>`.

        Its key is of the current epoch and is destroyed with it, so that nobody can go on guessing.
        """

    def recognises(self, content: bytes, fingerprint: str) -> bool | None:
        """Whether it is the fingerprint of these bytes; None once its epoch was destroyed."""

    def blind(self, kind: str, value: bytes) -> bytes:
        """HMAC-SHA256 (32 bytes) under a pepper of the root's for that kind of value.

        What is found by it outlives epochs: the pepper is never in the database.
        """

    def reclassify(self, key_ids: Iterable[UUID], retention: str, due: date | None) -> int:
        """Say what keys are for from now on, and until what day at most; how many there were."""

    def refile(self, about: Iterable[str]) -> int:
        """File the keys anew of facts that were moved from or to these people (tags), as is on
        record; how many changed. Raises DatabaseUnreachable.
        """

    def destroy(self, key_ids: Iterable[UUID]) -> int:
        """Destroy keys for good; how many there were. See `service.destroying` for the whole."""
