"""Cosignatures (C2SP tlog-cosignature v1): at that time, this was the largest tree I had seen.

signature = u64 time ‖ signature of the message

type 04, Ed25519                type 06, ML-DSA-44
    cosignature/v1                  "subtree/v1" 0A 00 ‖ u8 n ‖ cosigner ‖ u64 time
    time <POSIX seconds>            ‖ u8 n ‖ origin ‖ u64 0 ‖ u64 size ‖ root
    <the checkpoint's text>
"""

import struct

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey

from service.notary.checkpoint import Checkpoint, parse_checkpoint
from service.notary.note import (
    COSIGNATURE,
    ML_DSA,
    Key,
    Note,
    SignatureInvalid,
    check_ed25519,
)
from service.notary.strict import LARGEST, Malformed


def message(text: str, time: int) -> bytes:
    """What an Ed25519 cosigner signs (tlog-cosignature, Ed25519 signed message)."""
    return f"cosignature/v1\ntime {time}\n{text}".encode()


def tree_message(tree: Checkpoint, who: str, time: int) -> bytes:
    """What an ML-DSA-44 cosigner signs of a whole tree (tlog-cosignature, ML-DSA-44 signed
    message)."""
    name, origin = who.encode(), tree.origin.encode()
    return b"".join((
        b"subtree/v1\n\0", bytes([len(name)]), name, struct.pack(">Q", time),
        bytes([len(origin)]), origin, struct.pack(">QQ", 0, tree.size), tree.root,
    ))  # fmt: skip


def time_of(note: Note, key: Key) -> int | None:
    """When this cosigner signed, in POSIX seconds; None where it did not.

    Raises SignatureInvalid where its signature does not verify (signed-note, Signatures).
    """
    for each in note.signatures:
        if key.made(each):
            if len(each.raw) < 8:
                raise SignatureInvalid(f"the cosignature of {key.name} is too short")
            (time,) = struct.unpack_from(">Q", each.raw)
            if not 0 < time <= LARGEST:
                raise SignatureInvalid(f"the cosignature of {key.name} has no time")
            _check(note, key, time, each.raw[8:])
            return int(time)
    return None


def _check(note: Note, key: Key, time: int, raw: bytes) -> None:
    if key.kind == COSIGNATURE:
        return check_ed25519(key, raw, message(note.text, time))
    if key.kind != ML_DSA:
        raise SignatureInvalid(f"{key.name} is no key of a cosigner")
    try:
        said = tree_message(parse_checkpoint(note.text), key.name, time)
        MLDSA44PublicKey.from_public_bytes(key.public).verify(raw, said)
    except (InvalidSignature, Malformed, ValueError):
        raise SignatureInvalid(f"the cosignature of {key.name} does not verify") from None
