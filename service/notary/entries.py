"""The entry of a fact, read back: what the tree holds of it, and what that is made of.

header = 01 ‖ u64 position ‖ i64 recorded_at (microseconds since 1970) ‖ u16 n ‖ n × commitment
commitment = SHA-256(salt16 ‖ u64 nth ‖ tag), the n in ascending order
body   = 01 ‖ u16 length ‖ type ‖ envelope
entry  = SHA-256(header) ‖ SHA-256(body)          leaf = SHA-256(00 ‖ entry)
pt_commit = SHA-256("wijkboek/words/v1" ‖ 00 ‖ salt32 ‖ text)
"""

import hashlib
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from service.notary.lines import parse_line
from service.notary.strict import Malformed

FIXED, NTH = struct.Struct(">BQqH"), struct.Struct(">Q")
_OF_WORDS = ("ct_hash", "key", "pt_commit")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


@dataclass(frozen=True)
class Header:
    """Where a fact stands, since when, and under how many identities."""

    position: int
    recorded_at: int
    commitments: tuple[bytes, ...]


def parse_header(raw: bytes) -> Header:
    """The header of an entry. Raises Malformed."""
    if len(raw) < FIXED.size:
        raise Malformed("a header is longer")
    version, position, recorded_at, count = FIXED.unpack_from(raw)
    if version != 1 or position < 1 or len(raw) != FIXED.size + 32 * count:
        raise Malformed("this is no header")
    said = tuple(raw[at : at + 32] for at in range(FIXED.size, len(raw), 32))
    if list(said) != sorted(set(said)):
        raise Malformed("the commitments of a header ascend")
    return Header(position, recorded_at, said)


def commitment(salt: bytes, tag: str, nth: int) -> bytes:
    """What a header says of one filing. Raises Malformed."""
    if len(salt) != 16 or not 0 < nth < 2**63:
        raise Malformed("a filing has a salt of 16 bytes, and a number from 1")
    return hashlib.sha256(salt + NTH.pack(nth) + tag.encode()).digest()


def hash_of_body(kind: str, envelope: bytes) -> bytes:
    """SHA-256 of the body. Raises Malformed."""
    name = kind.encode()
    if len(name) > 63:
        raise Malformed("a type has a shorter name")
    return hashlib.sha256(b"\x01" + struct.pack(">H", len(name)) + name + envelope).digest()


def leaf_of(header: bytes, body_hash: bytes) -> bytes:
    """The leaf hash (RFC 6962 section 2.1)."""
    return hashlib.sha256(b"\x00" + hashlib.sha256(header).digest() + body_hash).digest()


def commitment_to(salt: bytes, text: str) -> str:
    """pt_commit of a text (hex): which words were sealed."""
    return hashlib.sha256(b"wijkboek/words/v1\0" + salt + text.encode()).hexdigest()


def parse_envelope(raw: bytes) -> Mapping[str, Any]:
    """What an envelope says: of one spelling, as it was stored. Raises Malformed."""
    said = parse_line(raw)
    try:
        words = said["words"].values()
        sound = isinstance(said["event"], dict) and _UUID.fullmatch(said["id"]) is not None
        sound = sound and all(isinstance(each[name], str) for each in words for name in _OF_WORDS)
    except (KeyError, TypeError, AttributeError):
        sound = False
    if not sound:
        raise Malformed("this is no envelope")
    return said
