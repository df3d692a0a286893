"""The entry of a fact: the bytes that are hashed, fixed from the first fact on.

header = 01 ‖ u64 position ‖ i64 recorded_at (microseconds since 1970, UTC) ‖ u16 n ‖ n × commitment
commitment = SHA-256(salt16 ‖ u64 nth ‖ tag), the n sorted by their bytes
body   = 01 ‖ u16 length ‖ type ‖ envelope
entry  = SHA-256(header) ‖ SHA-256(body)
leaf   = SHA-256(00 ‖ entry)          (RFC 6962 section 2.1; leaf index = position − 1)

All numbers are big-endian. *nth* is the running count of facts under that tag, so an export can
show that the 17th fact about somebody stands here, and name nobody else. PostgreSQL computes the
same under the lock (`append_batch`); this module is for everyone who checks it.
"""

import hashlib
import struct
from collections.abc import Iterable
from datetime import datetime, timedelta

from domain.terms import EPOCH

VERSION = b"\x01"


def micros(moment: datetime) -> int:
    """Microseconds since 1970-01-01T00:00:00Z, exact."""
    return (moment - EPOCH) // timedelta(microseconds=1)


def tag_commitment(salt: bytes, tag: str, nth: int) -> bytes:
    """What a header says of one filing: 32 bytes."""
    return hashlib.sha256(salt + struct.pack(">Q", nth) + tag.encode()).digest()


def header(position: int, recorded_at: datetime, commitments: Iterable[bytes]) -> bytes:
    """The header's bytes; commitments in any order."""
    ordered = sorted(commitments)
    return b"".join(
        (VERSION, struct.pack(">QqH", position, micros(recorded_at), len(ordered)), *ordered)
    )


def body(kind: str, envelope: bytes) -> bytes:
    """The body's bytes."""
    name = kind.encode()
    return b"".join((VERSION, struct.pack(">H", len(name)), name, envelope))


def entry(header_bytes: bytes, body_hash: bytes) -> bytes:
    """64 bytes: what the tree's leaf is the hash of. The body hash outlives the body."""
    return hashlib.sha256(header_bytes).digest() + body_hash


def leaf(header_bytes: bytes, body_hash: bytes) -> bytes:
    """The leaf hash (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + entry(header_bytes, body_hash)).digest()
