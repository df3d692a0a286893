"""A row of the register: its sealed parts, where it is found, and what the journal commits to.

commitment = SHA-256("wijkboek/register/v1" ‖ 00 ‖ resident (16)
                     ‖ u8 parts ‖ for each, by name:
                           u8 length ‖ name ‖ key id (16) ‖ ct_hash ‖ pt_commit
                     ‖ u8 indexes ‖ for each, by kind: u8 length ‖ kind ‖ value (32))

It holds whose row it is, which bytes lie there (`ct_hash`), which text they open to (`pt_commit`,
salted within the ciphertext) and where it is found: no part of it can be edited, swapped with
another's or moved to another person unnoticed, and none needs to be opened to see that.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from domain.codes import RegisterPart
from domain.terms import EPOCH, Commitment, ResidentId
from service.keys import KeyService, NewKey
from service.register.blind import BlindKind
from service.sealing import Segment, WordsTampered, seal, unseal

SCHEMA = 1
_COMMIT = b"wijkboek/register/v1\x00"


@dataclass(frozen=True)
class Sealed:
    """One part, sealed: `pt_commit` is 32 bytes (see `service.sealing`)."""

    key_id: UUID
    ciphertext: bytes
    pt_commit: bytes


@dataclass(frozen=True)
class Entry:
    """A row as it was written by one command. It stands when the last fact about them names it."""

    command: UUID
    resident: ResidentId
    pt_commit: Commitment
    said: str
    """The keyed fingerprint of what that command asked."""
    built_on: Commitment | None
    """Which row it was made from, where it changes one."""
    same_number: tuple[ResidentId, ...]
    alike: tuple[ResidentId, ...]
    """Who was there already when it was written."""
    parts: Mapping[RegisterPart, Sealed] = field(default_factory=dict)
    """None once it was superseded or refused."""
    blinds: Mapping[BlindKind, bytes] = field(default_factory=dict)
    written_at: datetime = EPOCH

    def intact(self) -> bool:
        """Whether what lies there is what was committed to."""
        return commitment(self.resident, self.parts, self.blinds) == self.pt_commit

    def key_ids(self) -> frozenset[UUID]:
        """The keys that its parts are sealed with."""
        return frozenset(sealed.key_id for sealed in self.parts.values())


def sealed_parts(
    resident: ResidentId, texts: Mapping[RegisterPart, str], keys: KeyService
) -> tuple[dict[RegisterPart, Sealed], list[NewKey]]:
    """Each text sealed with a key of its own, and those keys. Raises TooLong."""
    parts, made = {}, []
    for part, text in texts.items():
        key = keys.create()
        segment, _, pt_commit = seal(text, UUID(resident), part, SCHEMA, key)
        parts[part] = Sealed(key.key_id, segment.ciphertext, bytes.fromhex(pt_commit))
        made.append(key)
    return parts, made


def commitment(
    resident: ResidentId, parts: Mapping[RegisterPart, Sealed], blinds: Mapping[BlindKind, bytes]
) -> Commitment:
    """What a fact says of a row (hex): see above."""
    said = [_COMMIT, UUID(resident).bytes, struct.pack(">B", len(parts))]
    for part, sealed in sorted(parts.items()):
        name, box = part.encode(), hashlib.sha256(sealed.ciphertext).digest()
        said += [struct.pack(">B", len(name)), name, sealed.key_id.bytes, box, sealed.pt_commit]
    said.append(struct.pack(">B", len(blinds)))
    for kind, value in sorted(blinds.items()):
        said += [struct.pack(">B", len(kind)), kind.encode(), value]
    return Commitment(hashlib.sha256(b"".join(said)).hexdigest())


def opened(
    entry: Entry, parts: frozenset[RegisterPart], keys: KeyService, read: int
) -> dict[RegisterPart, str]:
    """The texts of these parts, on the strength of the read at that position.

    A part whose key was destroyed is absent. Raises WordsTampered where a text is not the one that
    was recorded, and what `KeyService.open` raises.
    """
    wanted = {part: sealed for part, sealed in entry.parts.items() if part in parts}
    there = keys.open([sealed.key_id for sealed in wanted.values()], read)
    return {
        part: _unsealed(entry.resident, part, sealed, there[sealed.key_id])
        for part, sealed in wanted.items()
        if sealed.key_id in there
    }


def _unsealed(resident: ResidentId, part: RegisterPart, sealed: Sealed, key: bytes) -> str:
    segment = Segment(part, sealed.key_id, sealed.ciphertext)
    box = hashlib.sha256(sealed.ciphertext).hexdigest()
    try:
        return unseal(segment, UUID(resident), SCHEMA, key, box, sealed.pt_commit.hex())
    except WordsTampered as error:
        raise WordsTampered(f"the register, part {part}: {error}") from None
